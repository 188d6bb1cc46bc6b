/* pilot-choices-migration.c: the values of the migration's choice fields
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-entities.h"

#include <glib/gi18n-lib.h>

/* Closed data stay for reference, or are migrated in a lightweight way [Migrating Data, "What Data Gets Migrated?"]. */
const PilotChoice pilot_history_choices[] = {
  { "undecided", N_("Not decided") },
  { "legacy", N_("Stay in the Recruiter Portal") },
  { "lightweight", N_("Go along, read only") },
  { NULL },
};

const PilotChoice pilot_decision_choices[] = {
  { "undecided", N_("Not decided") },
  /* Translators: these records are part of the migration */
  { "in", N_("In scope") },
  { "out", N_("Out of scope") },
  { NULL },
};

/* [HirePort help: Agency Portal Settings Guide] */
const PilotChoice pilot_duplicate_scope_choices[] = {
  { "current_job", N_("On the same job") },
  { "all_jobs", N_("On all jobs, within the look-back period") },
  { NULL },
};

const PilotChoice pilot_step_state_choices[] = {
  /* Translators: the state of a step of a plan: nobody has begun */
  { "open", N_("Open") },
  { "waiting", N_("Waiting") },
  { "done", N_("Done") },
  { "skipped", N_("Left out") },
  { NULL },
};

const PilotChoice pilot_handoff_kind_choices[] = {
  { "module_ticket", N_("Ticket: add the HirePort module") },
  { "csm_notice", N_("Notice to the customer success manager") },
  { "phase_a_ticket", N_("Ticket: preparation is complete") },
  { "manifest", N_("Expected records") },
  { "downtime_notice", N_("Downtime notice to the agencies") },
  { "preparation_request", N_("Request for a session or demo") },
  { "grouping_request", N_("Request for user groups") },
  { NULL },
};

const PilotChoice pilot_handoff_state_choices[] = {
  { "draft", N_("Draft") },
  { "handed_over", N_("Handed over") },
  { "confirmed", N_("Confirmed") },
  { NULL },
};

/* [Migrating Data, "Can I Choose What Gets Migrated?" and "Why Is a Full Test Migration Not Included by Default?"] */
const PilotChoice pilot_run_kind_choices[] = {
  { "sandbox_practice", N_("Sandbox practice") },
  { "full_test", N_("Full test migration") },
  { "pilot", N_("Pilot") },
  { "production", N_("Production") },
  { NULL },
};

const PilotChoice pilot_run_state_choices[] = {
  { "draft", N_("Draft") },
  { "checked", N_("Checked") },
  { "requested", N_("Requested") },
  { "accepted", N_("Accepted") },
  { "scheduled", N_("Scheduled") },
  { "running", N_("Running") },
  { "completed", N_("Completed") },
  { "completed_with_skipped", N_("Completed with skipped") },
  { "failed", N_("Failed") },
  { "cancelled", N_("Cancelled") },
  { NULL },
};

const PilotChoice pilot_run_choice_choices[] = {
  { "all", N_("All agencies") },
  { "chosen", N_("Chosen agencies and users") },
  { "rest", N_("All the rest") },
  { NULL },
};

const PilotChoice pilot_check_outcome_choices[] = {
  { "error", N_("Error") },
  { "warning", N_("Warning") },
  { "passed", N_("Passed") },
  { "off", N_("Switched off") },
  { NULL },
};

const PilotChoice pilot_result_outcome_choices[] = {
  { "moved", N_("Moved") },
  { "linked", N_("Linked") },
  { "skipped", N_("Skipped") },
  { "failed", N_("Failed") },
  { NULL },
};

const PilotChoice pilot_result_reason_choices[] = {
  { "moved_before", N_("Moved by an earlier run") },
  { "no_agency", N_("Has no agency") },
  { "no_recruiter", N_("Has no recruiter") },
  { "no_job", N_("Has no job") },
  { "agency_not_moved", N_("Its agency did not go") },
  { "recruiter_not_moved", N_("Its recruiter did not go") },
  { "job_not_moved", N_("Its job did not go") },
  { "no_email", N_("Has no valid e-mail") },
  { "no_mapping", N_("Its status has no stage") },
  { "changed_since", N_("Changed after the request") },
  { "deleted_since", N_("Deleted after the request") },
  { "id_taken", N_("Another record has its place in the portal") },
  { "not_executed", N_("The run ended before it") },
  { NULL },
};
