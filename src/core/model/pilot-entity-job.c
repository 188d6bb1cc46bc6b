/* pilot-entity-job.c: jobs, and who works on them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-entity-tables.h"

#include <glib/gi18n-lib.h>

static const PilotField job_fields[] = {
  PILOT_COMMON_FIELDS,
  PILOT_DATASET_FIELD,
  { "title", "title", N_("Title"), PILOT_FIELD_TEXT, PILOT_FIELD_REQUIRED | PILOT_FIELD_LISTED | PILOT_FIELD_SORTED | PILOT_FIELD_SEARCHED },
  { "ref_number", "refNumber", N_("Reference"), PILOT_FIELD_TEXT, PILOT_FIELD_LISTED | PILOT_FIELD_SEARCHED | PILOT_FIELD_FILTERED },
  { "department", "department", N_("Department"), PILOT_FIELD_TEXT, PILOT_FIELD_LISTED | PILOT_FIELD_SEARCHED },
  { "city", "city", N_("City"), PILOT_FIELD_TEXT, PILOT_FIELD_LISTED | PILOT_FIELD_SEARCHED },
  { "country", "country", N_("Country"), PILOT_FIELD_TEXT, PILOT_FIELD_FILTERED, .check = PILOT_CHECK_COUNTRY },
  { "status", "status", N_("Status"), PILOT_FIELD_CHOICE, PILOT_FIELD_REQUIRED | PILOT_FIELD_LISTED | PILOT_FIELD_SORTED | PILOT_FIELD_FILTERED, .choices = pilot_job_status_choices },
  { "posting_status", "postingStatus", N_("Posting"), PILOT_FIELD_CHOICE, PILOT_FIELD_REQUIRED | PILOT_FIELD_LISTED | PILOT_FIELD_FILTERED, .choices = pilot_posting_status_choices },
  { "process_id", "processId", N_("Hiring process"), PILOT_FIELD_REF, PILOT_FIELD_FILTERED, .ref = PILOT_ENTITY_PROCESS },
  { "external_id", "externalId", N_("External ID"), PILOT_FIELD_TEXT, PILOT_FIELD_FILTERED },
  { "notes", "notes", N_("Notes"), PILOT_FIELD_TEXT, PILOT_FIELD_MULTILINE | PILOT_FIELD_PERSONAL },
  PILOT_MOVED_FIELDS,
  PILOT_READ_ONLY_FIELD,
};

const PilotSchema pilot_schema_job = {
  .entity = PILOT_ENTITY_JOB,
  .name = "job",
  .collection = "jobs",
  .label = N_("Job"),
  .label_many = N_("Jobs"),
  .fields = job_fields,
  .n_fields = G_N_ELEMENTS (job_fields),
  .title_field = PILOT_JOB_TITLE,
  .writable = TRUE,
};

static const PilotField assignment_fields[] = {
  PILOT_COMMON_FIELDS,
  { "job_id", "jobId", N_("Job"), PILOT_FIELD_REF, PILOT_FIELD_REQUIRED | PILOT_FIELD_LISTED | PILOT_FIELD_FILTERED, .ref = PILOT_ENTITY_JOB },
  { "recruiter_id", "recruiterId", N_("Recruiter"), PILOT_FIELD_REF, PILOT_FIELD_REQUIRED | PILOT_FIELD_LISTED | PILOT_FIELD_FILTERED, .ref = PILOT_ENTITY_RECRUITER },
  { "status", "status", N_("Status"), PILOT_FIELD_CHOICE, PILOT_FIELD_REQUIRED | PILOT_FIELD_LISTED | PILOT_FIELD_FILTERED, .choices = pilot_assignment_status_choices },
  { "assigned_at", "assignedAt", N_("Assigned"), PILOT_FIELD_TIME, PILOT_FIELD_LISTED },
  { "run_id", "runId", N_("Moved by run"), PILOT_FIELD_TEXT, PILOT_FIELD_READ_ONLY, .max_chars = 36 },
};

const PilotSchema pilot_schema_assignment = {
  .entity = PILOT_ENTITY_ASSIGNMENT,
  .name = "assignment",
  .collection = "assignments",
  .label = N_("Assignment"),
  .label_many = N_("Assignments"),
  .fields = assignment_fields,
  .n_fields = G_N_ELEMENTS (assignment_fields),
  .title_field = PILOT_FIELD_ID,
  .writable = TRUE,
};

static const PilotField share_fields[] = {
  PILOT_COMMON_FIELDS,
  { "job_id", "jobId", N_("Job"), PILOT_FIELD_REF, PILOT_FIELD_REQUIRED | PILOT_FIELD_LISTED | PILOT_FIELD_FILTERED, .ref = PILOT_ENTITY_JOB },
  { "recruiter_id", "recruiterId", N_("Recruiter"), PILOT_FIELD_REF, PILOT_FIELD_REQUIRED | PILOT_FIELD_LISTED | PILOT_FIELD_FILTERED, .ref = PILOT_ENTITY_RECRUITER },
  { "shared_at", "sharedAt", N_("Shared"), PILOT_FIELD_TIME, PILOT_FIELD_LISTED },
  PILOT_MOVED_FIELDS,
};

const PilotSchema pilot_schema_share = {
  .entity = PILOT_ENTITY_SHARE,
  .name = "share",
  .collection = "shares",
  .label = N_("Job share"),
  .label_many = N_("Job shares"),
  .fields = share_fields,
  .n_fields = G_N_ELEMENTS (share_fields),
  .title_field = PILOT_FIELD_ID,
  .writable = TRUE,
};
