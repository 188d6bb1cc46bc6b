/* pilot-entity-plan.c: the migration's project, its settings, steps, stage mapping and hand-offs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-entity-tables.h"

#include <glib/gi18n-lib.h>

#define RO PILOT_FIELD_READ_ONLY
#define LISTED PILOT_FIELD_LISTED
#define REQUIRED PILOT_FIELD_REQUIRED

static const PilotField project_fields[] = {
  PILOT_COMMON_FIELDS,
  { "renewal_date", "renewalDate", N_("Next renewal"), PILOT_FIELD_DATE, LISTED },
  { "preparation_days", "preparationDays", N_("Working days for preparation"), PILOT_FIELD_INTEGER, 0 },
  { "vendor_days", "vendorDays", N_("Working days for SmartRecruiters"), PILOT_FIELD_INTEGER, 0 },
  { "reserve_days", "reserveDays", N_("Working days in reserve"), PILOT_FIELD_INTEGER, 0 },
  { "holidays", "holidays", N_("Days without downtime"), PILOT_FIELD_TEXT, PILOT_FIELD_MULTILINE },
  { "csm_name", "csmName", N_("Customer success manager"), PILOT_FIELD_TEXT, PILOT_FIELD_PERSONAL },
  { "csm_email", "csmEmail", N_("Customer success manager’s e-mail"), PILOT_FIELD_TEXT, PILOT_FIELD_PERSONAL, .check = PILOT_CHECK_EMAIL, .max_chars = 254 },
  { "history", "history", N_("Closed records"), PILOT_FIELD_CHOICE, REQUIRED, .choices = pilot_history_choices },
  { "on_hold", "onHold", N_("Jobs on hold"), PILOT_FIELD_CHOICE, REQUIRED, .choices = pilot_decision_choices },
  { "transferred", "transferred", N_("Transferred candidates"), PILOT_FIELD_CHOICE, REQUIRED, .choices = pilot_decision_choices },
  { "consent_needed", "consentNeeded", N_("A second admin consents"), PILOT_FIELD_BOOLEAN, 0 },
  { "consent_by", "consentBy", N_("Consent by"), PILOT_FIELD_TEXT, RO, .max_chars = 36 },
  { "consent_at", "consentAt", N_("Consent"), PILOT_FIELD_TIME, RO },
  { "subscribed_at", "subscribedAt", N_("Subscription added"), PILOT_FIELD_TIME, RO | LISTED },
  { "snapshot_at", "snapshotAt", N_("Legacy snapshot"), PILOT_FIELD_TIME, RO },
  { "snapshot_by", "snapshotBy", N_("Snapshot by"), PILOT_FIELD_TEXT, RO, .max_chars = 36 },
  { "snapshot_revision", "snapshotRevision", N_("Snapshot revision"), PILOT_FIELD_INTEGER, RO },
  { "snapshot_sha256", "snapshotSha256", N_("Snapshot checksum"), PILOT_FIELD_TEXT, RO, .max_chars = 64 },
  { "snapshot_counts", "snapshotCounts", N_("Snapshot records"), PILOT_FIELD_TEXT, RO },
  { "gate_at", "gateAt", N_("Old portal closed"), PILOT_FIELD_TIME, RO | LISTED },
  { "gate_by", "gateBy", N_("Closed by"), PILOT_FIELD_TEXT, RO, .max_chars = 36 },
  { "hireport_id", "hireportId", N_("HirePort Company ID"), PILOT_FIELD_TEXT, RO, .max_chars = 36 },
  { "activated_at", "activatedAt", N_("Advanced Agency Portal active"), PILOT_FIELD_TIME, RO | LISTED },
  { "activated_by", "activatedBy", N_("Activated by"), PILOT_FIELD_TEXT, RO, .max_chars = 36 },
  { "visited_job_id", "visitedJobId", N_("Visited job"), PILOT_FIELD_TEXT, RO, .max_chars = 36 },
  { "visited_at", "visitedAt", N_("Job visited"), PILOT_FIELD_TIME, RO },
  { "consent_off_by", "consentOffBy", N_("Consent switched off by"), PILOT_FIELD_TEXT, RO, .max_chars = 36 },
  { "consent_off_at", "consentOffAt", N_("Consent switched off"), PILOT_FIELD_TIME, RO },
};

const PilotSchema pilot_schema_project = {
  .entity = PILOT_ENTITY_PROJECT,
  .name = "project",
  .collection = "projects",
  .label = N_("Migration"),
  .label_many = N_("Migrations"),
  .fields = project_fields,
  .n_fields = G_N_ELEMENTS (project_fields),
  .title_field = PILOT_FIELD_ID,
  .writable = TRUE,
};

static const PilotField settings_fields[] = {
  PILOT_COMMON_FIELDS,
  { "language", "language", N_("Default language"), PILOT_FIELD_TEXT, LISTED, .check = PILOT_CHECK_LANGUAGE },
  { "currency", "currency", N_("Default currency"), PILOT_FIELD_TEXT, LISTED, .check = PILOT_CHECK_CURRENCY },
  { "duplicate_scope", "duplicateScope", N_("Duplicate prevention"), PILOT_FIELD_CHOICE, REQUIRED | LISTED, .choices = pilot_duplicate_scope_choices },
  { "look_back_days", "lookBackDays", N_("Look-back period in days"), PILOT_FIELD_INTEGER, 0 },
  { "credits", "credits", N_("Credits per agency and job"), PILOT_FIELD_INTEGER, 0 },
  { "busy_spots", "busySpots", N_("Busy spots per job"), PILOT_FIELD_INTEGER, 0 },
  { "recruiters_invite", "recruitersInvite", N_("Recruiters invite colleagues"), PILOT_FIELD_BOOLEAN, 0 },
  { "recruiters_see_stage", "recruitersSeeStage", N_("Recruiters see the stage"), PILOT_FIELD_BOOLEAN, 0 },
  { "recruiters_withdraw", "recruitersWithdraw", N_("Recruiters withdraw candidates"), PILOT_FIELD_BOOLEAN, 0 },
  { "chat", "chat", N_("Chat with agencies"), PILOT_FIELD_BOOLEAN, 0 },
  { "screening", "screening", N_("Screening questions"), PILOT_FIELD_TEXT, PILOT_FIELD_MULTILINE },
  { "reviewed_at", "reviewedAt", N_("Reviewed"), PILOT_FIELD_TIME, 0 },
};

const PilotSchema pilot_schema_settings = {
  .entity = PILOT_ENTITY_SETTINGS,
  .name = "settings",
  .collection = "settings",
  .label = N_("Agency Portal Settings"),
  .label_many = N_("Agency Portal Settings"),
  .fields = settings_fields,
  .n_fields = G_N_ELEMENTS (settings_fields),
  .title_field = PILOT_FIELD_ID,
  .writable = TRUE,
};

static const PilotField step_fields[] = {
  PILOT_COMMON_FIELDS,
  { "key", "key", N_("Step"), PILOT_FIELD_TEXT, REQUIRED | LISTED | PILOT_FIELD_FILTERED, .max_chars = 60 },
  { "state", "state", N_("State"), PILOT_FIELD_CHOICE, REQUIRED | LISTED | PILOT_FIELD_FILTERED, .choices = pilot_step_state_choices },
  { "note", "note", N_("Note"), PILOT_FIELD_TEXT, PILOT_FIELD_MULTILINE | PILOT_FIELD_PERSONAL },
  { "evidence_name", "evidenceName", N_("Evidence"), PILOT_FIELD_TEXT, PILOT_FIELD_PERSONAL },
  { "evidence_sha256", "evidenceSha256", N_("Evidence checksum"), PILOT_FIELD_TEXT, 0, .max_chars = 64 },
  { "reference", "reference", N_("Ticket or contract number"), PILOT_FIELD_TEXT, LISTED },
  { "due", "due", N_("Due"), PILOT_FIELD_DATE, LISTED },
  { "done_at", "doneAt", N_("Done"), PILOT_FIELD_TIME, LISTED },
  { "done_by", "doneBy", N_("Done by"), PILOT_FIELD_TEXT, LISTED, .max_chars = 36 },
};

const PilotSchema pilot_schema_step = {
  .entity = PILOT_ENTITY_STEP,
  .name = "step",
  .collection = "steps",
  .label = N_("Step"),
  .label_many = N_("Steps"),
  .fields = step_fields,
  .n_fields = G_N_ELEMENTS (step_fields),
  .title_field = PILOT_STEP_KEY,
  .writable = TRUE,
};

static const PilotField mapping_fields[] = {
  PILOT_COMMON_FIELDS,
  { "process_id", "processId", N_("Hiring process"), PILOT_FIELD_REF, REQUIRED | LISTED | PILOT_FIELD_FILTERED, .ref = PILOT_ENTITY_PROCESS },
  { "status", "status", N_("Status"), PILOT_FIELD_CHOICE, REQUIRED | LISTED, .choices = pilot_candidate_status_choices },
  { "sub_status", "subStatus", N_("Sub-status"), PILOT_FIELD_TEXT, LISTED },
  { "stage_id", "stageId", N_("Stage in the Advanced Agency Portal"), PILOT_FIELD_REF, LISTED, .ref = PILOT_ENTITY_STAGE },
};

const PilotSchema pilot_schema_mapping = {
  .entity = PILOT_ENTITY_MAPPING,
  .name = "mapping",
  .collection = "mappings",
  .label = N_("Stage mapping"),
  .label_many = N_("Stage mappings"),
  .fields = mapping_fields,
  .n_fields = G_N_ELEMENTS (mapping_fields),
  .title_field = PILOT_MAPPING_STATUS,
  .writable = TRUE,
};

static const PilotField handoff_fields[] = {
  PILOT_COMMON_FIELDS,
  { "kind", "kind", N_("Hand-off"), PILOT_FIELD_CHOICE, REQUIRED | LISTED | PILOT_FIELD_FILTERED, .choices = pilot_handoff_kind_choices },
  { "state", "state", N_("State"), PILOT_FIELD_CHOICE, REQUIRED | LISTED | PILOT_FIELD_FILTERED, .choices = pilot_handoff_state_choices },
  { "recipient", "recipient", N_("To"), PILOT_FIELD_TEXT, LISTED | PILOT_FIELD_PERSONAL, .max_chars = 20000 }, /* a notice goes to a hundred agencies */
  { "language", "language", N_("Language"), PILOT_FIELD_TEXT, 0, .check = PILOT_CHECK_LANGUAGE },
  { "subject", "subject", N_("Subject"), PILOT_FIELD_TEXT, LISTED },
  { "body", "body", N_("Text"), PILOT_FIELD_TEXT, PILOT_FIELD_MULTILINE | PILOT_FIELD_PERSONAL },
  { "attachments", "attachments", N_("Attachments"), PILOT_FIELD_TEXT, PILOT_FIELD_MULTILINE | PILOT_FIELD_PERSONAL },
  { "sha256", "sha256", N_("Checksum"), PILOT_FIELD_TEXT, 0, .max_chars = 64 },
  { "reference", "reference", N_("Ticket number"), PILOT_FIELD_TEXT, LISTED },
  { "handed_at", "handedAt", N_("Handed over"), PILOT_FIELD_TIME, LISTED },
  { "confirmed_at", "confirmedAt", N_("Confirmed"), PILOT_FIELD_TIME, LISTED },
  { "run_id", "runId", N_("Run"), PILOT_FIELD_TEXT, PILOT_FIELD_FILTERED, .max_chars = 36 }, /* runs come later in a snapshot */
  { "batch_id", "batchId", N_("Notice"), PILOT_FIELD_TEXT, 0, .max_chars = 36 },
};

const PilotSchema pilot_schema_handoff = {
  .entity = PILOT_ENTITY_HANDOFF,
  .name = "handoff",
  .collection = "handoffs",
  .label = N_("Hand-off"),
  .label_many = N_("Hand-offs"),
  .fields = handoff_fields,
  .n_fields = G_N_ELEMENTS (handoff_fields),
  .title_field = PILOT_HANDOFF_SUBJECT,
  .writable = TRUE,
};
