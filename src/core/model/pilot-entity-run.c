/* pilot-entity-run.c: migration runs, who goes with them, their checks and results
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-entity-tables.h"

#include <glib/gi18n-lib.h>

#define RO PILOT_FIELD_READ_ONLY
#define LISTED PILOT_FIELD_LISTED
#define REQUIRED PILOT_FIELD_REQUIRED
#define OWNER (PILOT_FIELD_FILTERED | PILOT_FIELD_OWNER)

static const PilotField run_fields[] = {
  PILOT_COMMON_FIELDS,
  { "name", "name", N_("Name"), PILOT_FIELD_TEXT, REQUIRED | LISTED | PILOT_FIELD_SORTED },
  { "kind", "kind", N_("Kind"), PILOT_FIELD_CHOICE, REQUIRED | LISTED | PILOT_FIELD_FILTERED, .choices = pilot_run_kind_choices },
  { "state", "state", N_("State"), PILOT_FIELD_CHOICE, RO | LISTED | PILOT_FIELD_FILTERED, .choices = pilot_run_state_choices },
  { "choice", "choice", N_("Who goes"), PILOT_FIELD_CHOICE, REQUIRED, .choices = pilot_run_choice_choices },
  { "based_on", "basedOn", N_("Based on"), PILOT_FIELD_TEXT, 0, .max_chars = 36 }, /* a run may come before it in a snapshot */
  { "sow", "sow", N_("Statement of work"), PILOT_FIELD_TEXT, 0 },
  { "effort_known", "effortKnown", N_("Effort accepted"), PILOT_FIELD_BOOLEAN, 0 },
  { "history", "history", N_("Closed records"), PILOT_FIELD_CHOICE, REQUIRED, .choices = pilot_history_choices },
  { "on_hold", "onHold", N_("Jobs on hold"), PILOT_FIELD_CHOICE, REQUIRED, .choices = pilot_decision_choices },
  { "transferred", "transferred", N_("Transferred candidates"), PILOT_FIELD_CHOICE, REQUIRED, .choices = pilot_decision_choices },
  { "rules_off", "rulesOff", N_("Checks switched off"), PILOT_FIELD_TEXT, PILOT_FIELD_MULTILINE },
  { "note", "note", N_("Note"), PILOT_FIELD_TEXT, PILOT_FIELD_MULTILINE | PILOT_FIELD_PERSONAL },
  { "scheduled_on", "scheduledOn", N_("Downtime"), PILOT_FIELD_DATE, RO | LISTED },
  { "requested_by", "requestedBy", N_("Requested by"), PILOT_FIELD_TEXT, RO, .max_chars = 36 },
  { "requested_at", "requestedAt", N_("Requested"), PILOT_FIELD_TIME, RO },
  { "started_at", "startedAt", N_("Started"), PILOT_FIELD_TIME, RO | LISTED },
  { "finished_at", "finishedAt", N_("Finished"), PILOT_FIELD_TIME, RO | LISTED },
  { "paused", "paused", N_("Paused"), PILOT_FIELD_BOOLEAN, RO },
  { "n_expected", "nExpected", N_("In scope"), PILOT_FIELD_INTEGER, RO | LISTED },
  { "n_done", "nDone", N_("Processed"), PILOT_FIELD_INTEGER, RO },
  { "n_moved", "nMoved", N_("Moved"), PILOT_FIELD_INTEGER, RO | LISTED },
  { "n_linked", "nLinked", N_("Linked"), PILOT_FIELD_INTEGER, RO },
  { "n_skipped", "nSkipped", N_("Skipped"), PILOT_FIELD_INTEGER, RO | LISTED },
  { "n_failed", "nFailed", N_("Failed"), PILOT_FIELD_INTEGER, RO | LISTED },
  { "manifest_sha256", "manifestSha256", N_("Manifest checksum"), PILOT_FIELD_TEXT, RO, .max_chars = 64 },
  { "approved_by", "approvedBy", N_("Approved by"), PILOT_FIELD_TEXT, RO, .max_chars = 36 },
  { "approved_at", "approvedAt", N_("Approved"), PILOT_FIELD_TIME, RO },
  { "reason", "reason", N_("Reason"), PILOT_FIELD_TEXT, RO | PILOT_FIELD_MULTILINE | PILOT_FIELD_PERSONAL },
  { "retry_asked_by", "retryAskedBy", N_("Retry asked for by"), PILOT_FIELD_TEXT, RO, .max_chars = 36 },
};

const PilotSchema pilot_schema_run = {
  .entity = PILOT_ENTITY_RUN,
  .name = "run",
  .collection = "runs",
  .label = N_("Run"),
  .label_many = N_("Runs"),
  .fields = run_fields,
  .n_fields = G_N_ELEMENTS (run_fields),
  .title_field = PILOT_RUN_NAME,
  .writable = TRUE,
};

static const PilotField scope_choice_fields[] = {
  PILOT_COMMON_FIELDS,
  { "run_id", "runId", N_("Run"), PILOT_FIELD_REF, REQUIRED | LISTED | OWNER, .ref = PILOT_ENTITY_RUN },
  { "agency_id", "agencyId", N_("Agency"), PILOT_FIELD_REF, REQUIRED | LISTED | PILOT_FIELD_FILTERED, .ref = PILOT_ENTITY_AGENCY },
  { "recruiter_id", "recruiterId", N_("Recruiter"), PILOT_FIELD_REF, LISTED | PILOT_FIELD_FILTERED, .ref = PILOT_ENTITY_RECRUITER },
  { "included", "included", N_("Included"), PILOT_FIELD_BOOLEAN, LISTED },
};

const PilotSchema pilot_schema_scope_choice = {
  .entity = PILOT_ENTITY_SCOPE_CHOICE,
  .name = "scope_choice",
  .collection = "scope-choices",
  .label = N_("Choice of scope"),
  .label_many = N_("Choices of scope"),
  .fields = scope_choice_fields,
  .n_fields = G_N_ELEMENTS (scope_choice_fields),
  .title_field = PILOT_FIELD_ID,
  .writable = TRUE,
};

static const PilotField check_fields[] = {
  PILOT_COMMON_FIELDS,
  { "run_id", "runId", N_("Run"), PILOT_FIELD_REF, LISTED | OWNER, .ref = PILOT_ENTITY_RUN },
  { "rule", "rule", N_("Check"), PILOT_FIELD_TEXT, REQUIRED | LISTED | PILOT_FIELD_FILTERED, .max_chars = 60 },
  { "outcome", "outcome", N_("Result"), PILOT_FIELD_CHOICE, REQUIRED | LISTED | PILOT_FIELD_FILTERED, .choices = pilot_check_outcome_choices },
  { "n_found", "nFound", N_("Found"), PILOT_FIELD_INTEGER, LISTED },
  { "n_checked", "nChecked", N_("Checked"), PILOT_FIELD_INTEGER, LISTED },
  { "data_revision", "dataRevision", N_("Data revision"), PILOT_FIELD_INTEGER, 0 },
  { "checked_at", "checkedAt", N_("Checked at"), PILOT_FIELD_TIME, LISTED },
  { "reason", "reason", N_("Reason"), PILOT_FIELD_TEXT, PILOT_FIELD_MULTILINE },
  { "decisions", "decisions", N_("Decisions"), PILOT_FIELD_TEXT, 0 },
};

const PilotSchema pilot_schema_check = {
  .entity = PILOT_ENTITY_CHECK,
  .name = "check",
  .collection = "checks",
  .label = N_("Check"),
  .label_many = N_("Checks"),
  .fields = check_fields,
  .n_fields = G_N_ELEMENTS (check_fields),
  .title_field = PILOT_CHECK_RULE,
  .writable = TRUE,
};

static const PilotField result_fields[] = {
  PILOT_COMMON_FIELDS,
  { "run_id", "runId", N_("Run"), PILOT_FIELD_TEXT, RO | PILOT_FIELD_FILTERED, .max_chars = 36 },
  { "record_kind", "recordKind", N_("Kind"), PILOT_FIELD_TEXT, RO | LISTED, .max_chars = 30 },
  { "source_id", "sourceId", N_("Legacy record"), PILOT_FIELD_TEXT, RO | LISTED, .max_chars = 36 },
  { "target_id", "targetId", N_("Record in the portal"), PILOT_FIELD_TEXT, RO, .max_chars = 36 },
  { "outcome", "outcome", N_("Result"), PILOT_FIELD_CHOICE, RO | LISTED | PILOT_FIELD_SORTED, .choices = pilot_result_outcome_choices },
  { "reason", "reason", N_("Reason"), PILOT_FIELD_CHOICE, RO | LISTED, .choices = pilot_result_reason_choices },
  { "stage_id", "stageId", N_("Expected stage"), PILOT_FIELD_TEXT, RO, .max_chars = 36 },
};

const PilotSchema pilot_schema_result = {
  .entity = PILOT_ENTITY_RESULT,
  .name = "result",
  .collection = "results",
  .label = N_("Result"),
  .label_many = N_("Results"),
  .fields = result_fields,
  .n_fields = G_N_ELEMENTS (result_fields),
  .title_field = PILOT_RESULT_SOURCE_ID,
  .writable = FALSE,
};
