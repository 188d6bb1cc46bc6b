/* pilot-entity-agency.c: agencies and their recruiters
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-entity-tables.h"

#include <glib/gi18n-lib.h>

static const PilotField agency_fields[] = {
  PILOT_COMMON_FIELDS,
  PILOT_DATASET_FIELD,
  { "name", "name", N_("Name"), PILOT_FIELD_TEXT, PILOT_FIELD_REQUIRED | PILOT_FIELD_LISTED | PILOT_FIELD_SORTED | PILOT_FIELD_SEARCHED },
  { "trading_name", "tradingName", N_("Trading name"), PILOT_FIELD_TEXT, PILOT_FIELD_SEARCHED },
  { "contact_name", "contactName", N_("Contact person"), PILOT_FIELD_TEXT, PILOT_FIELD_LISTED | PILOT_FIELD_SEARCHED | PILOT_FIELD_PERSONAL },
  { "email", "email", N_("E-mail"), PILOT_FIELD_TEXT, PILOT_FIELD_LISTED | PILOT_FIELD_SEARCHED | PILOT_FIELD_PERSONAL | PILOT_FIELD_FILTERED, .check = PILOT_CHECK_EMAIL, .max_chars = 254 },
  { "phone", "phone", N_("Phone"), PILOT_FIELD_TEXT, PILOT_FIELD_PERSONAL, .check = PILOT_CHECK_PHONE, .max_chars = 60 },
  { "website", "website", N_("Website"), PILOT_FIELD_TEXT, 0, .check = PILOT_CHECK_URL, .max_chars = 2000 },
  { "address", "address", N_("Address"), PILOT_FIELD_TEXT, PILOT_FIELD_MULTILINE, .max_chars = 1000 },
  { "city", "city", N_("City"), PILOT_FIELD_TEXT, PILOT_FIELD_LISTED | PILOT_FIELD_SEARCHED },
  { "region", "region", N_("Region"), PILOT_FIELD_TEXT, PILOT_FIELD_SEARCHED },
  { "country", "country", N_("Country"), PILOT_FIELD_TEXT, PILOT_FIELD_LISTED | PILOT_FIELD_FILTERED, .check = PILOT_CHECK_COUNTRY },
  { "language", "language", N_("Language"), PILOT_FIELD_TEXT, 0, .check = PILOT_CHECK_LANGUAGE },
  { "licence_number", "licenceNumber", N_("Licence number"), PILOT_FIELD_TEXT, PILOT_FIELD_SEARCHED | PILOT_FIELD_FILTERED },
  { "specialties", "specialties", N_("Specialties"), PILOT_FIELD_TEXT, PILOT_FIELD_MULTILINE },
  { "status", "status", N_("Status"), PILOT_FIELD_CHOICE, PILOT_FIELD_REQUIRED | PILOT_FIELD_LISTED | PILOT_FIELD_SORTED | PILOT_FIELD_FILTERED, .choices = pilot_network_status_choices },
  { "contract_state", "contractState", N_("Contract"), PILOT_FIELD_CHOICE, PILOT_FIELD_REQUIRED | PILOT_FIELD_LISTED | PILOT_FIELD_FILTERED, .choices = pilot_contract_state_choices },
  { "external_id", "externalId", N_("External ID"), PILOT_FIELD_TEXT, PILOT_FIELD_FILTERED },
  { "notes", "notes", N_("Notes"), PILOT_FIELD_TEXT, PILOT_FIELD_MULTILINE | PILOT_FIELD_PERSONAL },
  PILOT_MOVED_FIELDS,
};

const PilotSchema pilot_schema_agency = {
  .entity = PILOT_ENTITY_AGENCY,
  .name = "agency",
  .collection = "agencies",
  .label = N_("Agency"),
  .label_many = N_("Agencies"),
  .fields = agency_fields,
  .n_fields = G_N_ELEMENTS (agency_fields),
  .title_field = PILOT_AGENCY_NAME,
  .writable = TRUE,
};

static const PilotField recruiter_fields[] = {
  PILOT_COMMON_FIELDS,
  PILOT_DATASET_FIELD,
  { "name", "name", N_("Name"), PILOT_FIELD_TEXT, PILOT_FIELD_REQUIRED | PILOT_FIELD_LISTED | PILOT_FIELD_SORTED | PILOT_FIELD_SEARCHED | PILOT_FIELD_PERSONAL },
  { "email", "email", N_("E-mail"), PILOT_FIELD_TEXT, PILOT_FIELD_LISTED | PILOT_FIELD_SEARCHED | PILOT_FIELD_PERSONAL | PILOT_FIELD_FILTERED, .check = PILOT_CHECK_EMAIL, .max_chars = 254 },
  { "agency_id", "agencyId", N_("Agency"), PILOT_FIELD_REF, PILOT_FIELD_LISTED | PILOT_FIELD_SORTED | PILOT_FIELD_FILTERED, .ref = PILOT_ENTITY_AGENCY },
  { "phone", "phone", N_("Phone"), PILOT_FIELD_TEXT, PILOT_FIELD_LISTED | PILOT_FIELD_PERSONAL, .check = PILOT_CHECK_PHONE, .max_chars = 60 },
  { "language", "language", N_("Language"), PILOT_FIELD_TEXT, 0, .check = PILOT_CHECK_LANGUAGE },
  { "status", "status", N_("Status"), PILOT_FIELD_CHOICE, PILOT_FIELD_REQUIRED | PILOT_FIELD_LISTED | PILOT_FIELD_SORTED | PILOT_FIELD_FILTERED, .choices = pilot_network_status_choices },
  { "external_id", "externalId", N_("External ID"), PILOT_FIELD_TEXT, PILOT_FIELD_FILTERED },
  { "notes", "notes", N_("Notes"), PILOT_FIELD_TEXT, PILOT_FIELD_MULTILINE | PILOT_FIELD_PERSONAL },
  PILOT_MOVED_FIELDS,
};

const PilotSchema pilot_schema_recruiter = {
  .entity = PILOT_ENTITY_RECRUITER,
  .name = "recruiter",
  .collection = "recruiters",
  .label = N_("Recruiter"),
  .label_many = N_("Recruiters"),
  .fields = recruiter_fields,
  .n_fields = G_N_ELEMENTS (recruiter_fields),
  .title_field = PILOT_RECRUITER_NAME,
  .writable = TRUE,
};
