/* pilot-entity-candidate.c: candidates, one row for each application
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-entity-tables.h"

#include <glib/gi18n-lib.h>

static const PilotField candidate_fields[] = {
  PILOT_COMMON_FIELDS,
  PILOT_DATASET_FIELD,
  { "name", "name", N_("Name"), PILOT_FIELD_TEXT, PILOT_FIELD_REQUIRED | PILOT_FIELD_LISTED | PILOT_FIELD_SORTED | PILOT_FIELD_SEARCHED | PILOT_FIELD_PERSONAL },
  { "email", "email", N_("E-mail"), PILOT_FIELD_TEXT, PILOT_FIELD_LISTED | PILOT_FIELD_SEARCHED | PILOT_FIELD_PERSONAL | PILOT_FIELD_FILTERED, .check = PILOT_CHECK_EMAIL, .max_chars = 254 },
  { "phone", "phone", N_("Phone"), PILOT_FIELD_TEXT, PILOT_FIELD_PERSONAL, .check = PILOT_CHECK_PHONE, .max_chars = 60 },
  { "agency_id", "agencyId", N_("Agency"), PILOT_FIELD_REF, PILOT_FIELD_LISTED | PILOT_FIELD_SORTED | PILOT_FIELD_FILTERED, .ref = PILOT_ENTITY_AGENCY },
  { "recruiter_id", "recruiterId", N_("Recruiter"), PILOT_FIELD_REF, PILOT_FIELD_FILTERED, .ref = PILOT_ENTITY_RECRUITER },
  { "job_id", "jobId", N_("Job"), PILOT_FIELD_REF, PILOT_FIELD_LISTED | PILOT_FIELD_FILTERED, .ref = PILOT_ENTITY_JOB },
  { "status", "status", N_("Status"), PILOT_FIELD_CHOICE, PILOT_FIELD_REQUIRED | PILOT_FIELD_LISTED | PILOT_FIELD_SORTED | PILOT_FIELD_FILTERED, .choices = pilot_candidate_status_choices },
  { "sub_status", "subStatus", N_("Sub-status"), PILOT_FIELD_TEXT, PILOT_FIELD_LISTED },
  { "legacy_status", "legacyStatus", N_("Status in the Recruiter Portal"), PILOT_FIELD_CHOICE, 0, .choices = pilot_legacy_status_choices },
  { "submitted_at", "submittedAt", N_("Submitted"), PILOT_FIELD_TIME, PILOT_FIELD_LISTED },
  { "person_id", "personId", N_("Person"), PILOT_FIELD_TEXT, PILOT_FIELD_FILTERED },
  { "external_id", "externalId", N_("External ID"), PILOT_FIELD_TEXT, PILOT_FIELD_FILTERED },
  { "notes", "notes", N_("Notes"), PILOT_FIELD_TEXT, PILOT_FIELD_MULTILINE | PILOT_FIELD_PERSONAL },
  PILOT_MOVED_FIELDS,
  PILOT_READ_ONLY_FIELD,
};

const PilotSchema pilot_schema_candidate = {
  .entity = PILOT_ENTITY_CANDIDATE,
  .name = "candidate",
  .collection = "candidates",
  .label = N_("Candidate"),
  .label_many = N_("Candidates"),
  .fields = candidate_fields,
  .n_fields = G_N_ELEMENTS (candidate_fields),
  .title_field = PILOT_CANDIDATE_NAME,
  .writable = TRUE,
};
