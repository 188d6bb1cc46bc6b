/* pilot-entity-tables.h: the field tables of the entities, for pilot-schema.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-entities.h"

G_BEGIN_DECLS

/* The fields that every entity begins with. */
#define PILOT_COMMON_FIELDS                                                                              \
  { "id", "id", N_("ID"), PILOT_FIELD_REF, PILOT_FIELD_REQUIRED },                                       \
  { "revision", "revision", N_("Revision"), PILOT_FIELD_INTEGER, PILOT_FIELD_READ_ONLY },                \
  { "updated_at", "updatedAt", N_("Updated"), PILOT_FIELD_TIME, PILOT_FIELD_READ_ONLY | PILOT_FIELD_SORTED | PILOT_FIELD_LISTED }

#define PILOT_DATASET_FIELD                                                                                          \
  { "dataset", "dataset", N_("Data set"), PILOT_FIELD_CHOICE, PILOT_FIELD_REQUIRED | PILOT_FIELD_FILTERED,           \
    .choices = pilot_dataset_choices }

/* Where a record of the portal's data set came from. */
#define PILOT_MOVED_FIELDS                                                                           \
  { "source_id", "sourceId", N_("Moved from"), PILOT_FIELD_TEXT, PILOT_FIELD_READ_ONLY, .max_chars = 36 },             \
  { "run_id", "runId", N_("Moved by run"), PILOT_FIELD_TEXT, PILOT_FIELD_READ_ONLY, .max_chars = 36 }

/* A closed record that went along for reference: nobody changes it. */
#define PILOT_READ_ONLY_FIELD \
  { "read_only", "readOnly", N_("Read only"), PILOT_FIELD_BOOLEAN, PILOT_FIELD_READ_ONLY }

extern const PilotSchema pilot_schema_company;
extern const PilotSchema pilot_schema_member;
extern const PilotSchema pilot_schema_process;
extern const PilotSchema pilot_schema_stage;
extern const PilotSchema pilot_schema_agency;
extern const PilotSchema pilot_schema_recruiter;
extern const PilotSchema pilot_schema_job;
extern const PilotSchema pilot_schema_assignment;
extern const PilotSchema pilot_schema_share;
extern const PilotSchema pilot_schema_candidate;
extern const PilotSchema pilot_schema_audit_event;
extern const PilotSchema pilot_schema_project;
extern const PilotSchema pilot_schema_settings;
extern const PilotSchema pilot_schema_step;
extern const PilotSchema pilot_schema_mapping;
extern const PilotSchema pilot_schema_handoff;
extern const PilotSchema pilot_schema_run;
extern const PilotSchema pilot_schema_scope_choice;
extern const PilotSchema pilot_schema_check;
extern const PilotSchema pilot_schema_result;

G_END_DECLS
