/* pilot-entity-company.c: the company, its people, its hiring processes, its audit trail
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-entity-tables.h"

#include <glib/gi18n-lib.h>

static const PilotField company_fields[] = {
  PILOT_COMMON_FIELDS,
  { "name", "name", N_("Name"), PILOT_FIELD_TEXT, PILOT_FIELD_REQUIRED | PILOT_FIELD_LISTED },
  { "environment", "environment", N_("Environment"), PILOT_FIELD_CHOICE, PILOT_FIELD_REQUIRED | PILOT_FIELD_LISTED, .choices = pilot_environment_choices },
  { "country", "country", N_("Country"), PILOT_FIELD_TEXT, 0, .check = PILOT_CHECK_COUNTRY },
  { "time_zone", "timeZone", N_("Time zone"), PILOT_FIELD_TEXT, 0, .check = PILOT_CHECK_TIME_ZONE },
  { "language", "language", N_("Language"), PILOT_FIELD_TEXT, 0, .check = PILOT_CHECK_LANGUAGE },
  { "currency", "currency", N_("Currency"), PILOT_FIELD_TEXT, 0, .check = PILOT_CHECK_CURRENCY },
};

const PilotSchema pilot_schema_company = {
  .entity = PILOT_ENTITY_COMPANY,
  .name = "company",
  .collection = "company",
  .label = N_("Company"),
  .label_many = N_("Companies"),
  .fields = company_fields,
  .n_fields = G_N_ELEMENTS (company_fields),
  .title_field = PILOT_COMPANY_NAME,
  .writable = TRUE,
};

static const PilotField member_fields[] = {
  PILOT_COMMON_FIELDS,
  { "name", "name", N_("Name"), PILOT_FIELD_TEXT, PILOT_FIELD_REQUIRED | PILOT_FIELD_LISTED | PILOT_FIELD_SORTED | PILOT_FIELD_PERSONAL },
  { "email", "email", N_("E-mail"), PILOT_FIELD_TEXT, PILOT_FIELD_REQUIRED | PILOT_FIELD_LISTED | PILOT_FIELD_PERSONAL | PILOT_FIELD_FILTERED, .check = PILOT_CHECK_EMAIL },
  { "role", "role", N_("Role"), PILOT_FIELD_CHOICE, PILOT_FIELD_REQUIRED | PILOT_FIELD_LISTED | PILOT_FIELD_FILTERED, .choices = pilot_role_choices },
  { "active", "active", N_("Active"), PILOT_FIELD_BOOLEAN, PILOT_FIELD_REQUIRED | PILOT_FIELD_LISTED },
};

const PilotSchema pilot_schema_member = {
  .entity = PILOT_ENTITY_MEMBER,
  .name = "member",
  .collection = "members",
  .label = N_("Member"),
  .label_many = N_("Members"),
  .fields = member_fields,
  .n_fields = G_N_ELEMENTS (member_fields),
  .title_field = PILOT_MEMBER_NAME,
  .writable = TRUE,
};

static const PilotField process_fields[] = {
  PILOT_COMMON_FIELDS,
  { "name", "name", N_("Name"), PILOT_FIELD_TEXT, PILOT_FIELD_REQUIRED | PILOT_FIELD_LISTED | PILOT_FIELD_SORTED },
  { "active", "active", N_("Active"), PILOT_FIELD_BOOLEAN, PILOT_FIELD_REQUIRED | PILOT_FIELD_LISTED },
};

const PilotSchema pilot_schema_process = {
  .entity = PILOT_ENTITY_PROCESS,
  .name = "process",
  .collection = "processes",
  .label = N_("Hiring process"),
  .label_many = N_("Hiring processes"),
  .fields = process_fields,
  .n_fields = G_N_ELEMENTS (process_fields),
  .title_field = PILOT_PROCESS_NAME,
  .writable = TRUE,
};

static const PilotField stage_fields[] = {
  PILOT_COMMON_FIELDS,
  { "process_id", "processId", N_("Hiring process"), PILOT_FIELD_REF, PILOT_FIELD_REQUIRED | PILOT_FIELD_LISTED | PILOT_FIELD_FILTERED, .ref = PILOT_ENTITY_PROCESS },
  { "status", "status", N_("Status"), PILOT_FIELD_CHOICE, PILOT_FIELD_REQUIRED | PILOT_FIELD_LISTED, .choices = pilot_candidate_status_choices },
  { "sub_status", "subStatus", N_("Sub-status"), PILOT_FIELD_TEXT, PILOT_FIELD_LISTED },
  { "position", "position", N_("Position"), PILOT_FIELD_INTEGER, PILOT_FIELD_LISTED },
};

const PilotSchema pilot_schema_stage = {
  .entity = PILOT_ENTITY_STAGE,
  .name = "stage",
  .collection = "stages",
  .label = N_("Stage"),
  .label_many = N_("Stages"),
  .fields = stage_fields,
  .n_fields = G_N_ELEMENTS (stage_fields),
  .title_field = PILOT_STAGE_SUB_STATUS,
  .title_else = PILOT_STAGE_STATUS, /* a status has its own row, without a sub-status */
  .writable = TRUE,
};

static const PilotField audit_event_fields[] = {
  PILOT_COMMON_FIELDS,
  { "at", "at", N_("Time"), PILOT_FIELD_TIME, PILOT_FIELD_READ_ONLY | PILOT_FIELD_LISTED | PILOT_FIELD_SORTED },
  { "actor", "actor", N_("Who"), PILOT_FIELD_TEXT, PILOT_FIELD_READ_ONLY | PILOT_FIELD_LISTED | PILOT_FIELD_FILTERED },
  { "action", "action", N_("What"), PILOT_FIELD_TEXT, PILOT_FIELD_READ_ONLY | PILOT_FIELD_LISTED | PILOT_FIELD_FILTERED },
  { "entity", "recordEntity", N_("Kind"), PILOT_FIELD_TEXT, PILOT_FIELD_READ_ONLY | PILOT_FIELD_LISTED },
  { "entity_id", "entityId", N_("Record"), PILOT_FIELD_TEXT, PILOT_FIELD_READ_ONLY | PILOT_FIELD_FILTERED },
  { "count", "count", N_("Records"), PILOT_FIELD_INTEGER, PILOT_FIELD_READ_ONLY | PILOT_FIELD_LISTED },
  { "detail", "detail", N_("Detail"), PILOT_FIELD_TEXT, PILOT_FIELD_READ_ONLY | PILOT_FIELD_LISTED },
  { "hash", "hash", N_("Hash"), PILOT_FIELD_TEXT, PILOT_FIELD_READ_ONLY },
};

const PilotSchema pilot_schema_audit_event = {
  .entity = PILOT_ENTITY_AUDIT_EVENT,
  .name = "audit_event",
  .collection = "audit-events",
  .label = N_("Event"),
  .label_many = N_("Events"),
  .fields = audit_event_fields,
  .n_fields = G_N_ELEMENTS (audit_event_fields),
  .title_field = PILOT_AUDIT_EVENT_ACTION,
  .writable = FALSE,
};
