/* test-schema.c: the tables of the entities hold together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-entities.h"
#include "pilot-test.h"

#include <string.h>

/* Each enumerator of pilot-entities.h with the column that it must index. */
static const struct
{
  PilotEntity entity;
  guint field;
  const char *name;
} enumerators[] = {
#define FIELD(ENTITY, NAME, column) { PILOT_ENTITY_##ENTITY, PILOT_##ENTITY##_##NAME, column }
  FIELD (COMPANY, NAME, "name"), FIELD (COMPANY, ENVIRONMENT, "environment"), FIELD (COMPANY, COUNTRY, "country"),
  FIELD (COMPANY, TIME_ZONE, "time_zone"), FIELD (COMPANY, LANGUAGE, "language"), FIELD (COMPANY, CURRENCY, "currency"),
  FIELD (MEMBER, NAME, "name"), FIELD (MEMBER, EMAIL, "email"), FIELD (MEMBER, ROLE, "role"), FIELD (MEMBER, ACTIVE, "active"),
  FIELD (PROCESS, NAME, "name"), FIELD (PROCESS, ACTIVE, "active"),
  FIELD (STAGE, PROCESS_ID, "process_id"), FIELD (STAGE, STATUS, "status"), FIELD (STAGE, SUB_STATUS, "sub_status"),
  FIELD (STAGE, POSITION, "position"),
  FIELD (AGENCY, DATASET, "dataset"), FIELD (AGENCY, NAME, "name"), FIELD (AGENCY, TRADING_NAME, "trading_name"),
  FIELD (AGENCY, CONTACT_NAME, "contact_name"), FIELD (AGENCY, EMAIL, "email"), FIELD (AGENCY, PHONE, "phone"),
  FIELD (AGENCY, WEBSITE, "website"), FIELD (AGENCY, ADDRESS, "address"), FIELD (AGENCY, CITY, "city"),
  FIELD (AGENCY, REGION, "region"), FIELD (AGENCY, COUNTRY, "country"), FIELD (AGENCY, LANGUAGE, "language"),
  FIELD (AGENCY, LICENCE_NUMBER, "licence_number"), FIELD (AGENCY, SPECIALTIES, "specialties"), FIELD (AGENCY, STATUS, "status"),
  FIELD (AGENCY, CONTRACT_STATE, "contract_state"), FIELD (AGENCY, EXTERNAL_ID, "external_id"), FIELD (AGENCY, NOTES, "notes"),
  FIELD (RECRUITER, DATASET, "dataset"), FIELD (RECRUITER, NAME, "name"), FIELD (RECRUITER, EMAIL, "email"),
  FIELD (RECRUITER, AGENCY_ID, "agency_id"), FIELD (RECRUITER, PHONE, "phone"), FIELD (RECRUITER, LANGUAGE, "language"),
  FIELD (RECRUITER, STATUS, "status"), FIELD (RECRUITER, EXTERNAL_ID, "external_id"), FIELD (RECRUITER, NOTES, "notes"),
  FIELD (JOB, DATASET, "dataset"), FIELD (JOB, TITLE, "title"), FIELD (JOB, REF_NUMBER, "ref_number"),
  FIELD (JOB, DEPARTMENT, "department"), FIELD (JOB, CITY, "city"), FIELD (JOB, COUNTRY, "country"), FIELD (JOB, STATUS, "status"),
  FIELD (JOB, POSTING_STATUS, "posting_status"), FIELD (JOB, PROCESS_ID, "process_id"), FIELD (JOB, EXTERNAL_ID, "external_id"),
  FIELD (JOB, NOTES, "notes"),
  FIELD (ASSIGNMENT, JOB_ID, "job_id"), FIELD (ASSIGNMENT, RECRUITER_ID, "recruiter_id"), FIELD (ASSIGNMENT, STATUS, "status"),
  FIELD (ASSIGNMENT, ASSIGNED_AT, "assigned_at"),
  FIELD (SHARE, JOB_ID, "job_id"), FIELD (SHARE, RECRUITER_ID, "recruiter_id"), FIELD (SHARE, SHARED_AT, "shared_at"),
  FIELD (CANDIDATE, DATASET, "dataset"), FIELD (CANDIDATE, NAME, "name"), FIELD (CANDIDATE, EMAIL, "email"),
  FIELD (CANDIDATE, PHONE, "phone"), FIELD (CANDIDATE, AGENCY_ID, "agency_id"), FIELD (CANDIDATE, RECRUITER_ID, "recruiter_id"),
  FIELD (CANDIDATE, JOB_ID, "job_id"), FIELD (CANDIDATE, STATUS, "status"), FIELD (CANDIDATE, SUB_STATUS, "sub_status"),
  FIELD (CANDIDATE, LEGACY_STATUS, "legacy_status"), FIELD (CANDIDATE, SUBMITTED_AT, "submitted_at"),
  FIELD (CANDIDATE, PERSON_ID, "person_id"), FIELD (CANDIDATE, EXTERNAL_ID, "external_id"), FIELD (CANDIDATE, NOTES, "notes"),
  FIELD (AUDIT_EVENT, AT, "at"), FIELD (AUDIT_EVENT, ACTOR, "actor"), FIELD (AUDIT_EVENT, ACTION, "action"),
  FIELD (AUDIT_EVENT, ENTITY, "entity"), FIELD (AUDIT_EVENT, ENTITY_ID, "entity_id"), FIELD (AUDIT_EVENT, COUNT, "count"),
  FIELD (AUDIT_EVENT, DETAIL, "detail"), FIELD (AUDIT_EVENT, HASH, "hash"),
  FIELD (AGENCY, SOURCE_ID, "source_id"), FIELD (AGENCY, RUN_ID, "run_id"), FIELD (RECRUITER, SOURCE_ID, "source_id"),
  FIELD (RECRUITER, RUN_ID, "run_id"), FIELD (JOB, SOURCE_ID, "source_id"), FIELD (JOB, RUN_ID, "run_id"),
  FIELD (SHARE, SOURCE_ID, "source_id"), FIELD (SHARE, RUN_ID, "run_id"), FIELD (CANDIDATE, SOURCE_ID, "source_id"),
  FIELD (CANDIDATE, RUN_ID, "run_id"), FIELD (JOB, READ_ONLY, "read_only"), FIELD (CANDIDATE, READ_ONLY, "read_only"),
  FIELD (ASSIGNMENT, RUN_ID, "run_id"),
  FIELD (PROJECT, RENEWAL_DATE, "renewal_date"), FIELD (PROJECT, PREPARATION_DAYS, "preparation_days"),
  FIELD (PROJECT, VENDOR_DAYS, "vendor_days"), FIELD (PROJECT, RESERVE_DAYS, "reserve_days"),
  FIELD (PROJECT, HOLIDAYS, "holidays"), FIELD (PROJECT, CSM_NAME, "csm_name"), FIELD (PROJECT, CSM_EMAIL, "csm_email"),
  FIELD (PROJECT, HISTORY, "history"), FIELD (PROJECT, ON_HOLD, "on_hold"), FIELD (PROJECT, TRANSFERRED, "transferred"),
  FIELD (PROJECT, CONSENT_NEEDED, "consent_needed"), FIELD (PROJECT, CONSENT_BY, "consent_by"),
  FIELD (PROJECT, CONSENT_AT, "consent_at"), FIELD (PROJECT, SUBSCRIBED_AT, "subscribed_at"),
  FIELD (PROJECT, SNAPSHOT_AT, "snapshot_at"), FIELD (PROJECT, SNAPSHOT_BY, "snapshot_by"),
  FIELD (PROJECT, SNAPSHOT_REVISION, "snapshot_revision"), FIELD (PROJECT, SNAPSHOT_SHA256, "snapshot_sha256"),
  FIELD (PROJECT, SNAPSHOT_COUNTS, "snapshot_counts"), FIELD (PROJECT, GATE_AT, "gate_at"),
  FIELD (PROJECT, GATE_BY, "gate_by"), FIELD (PROJECT, HIREPORT_ID, "hireport_id"),
  FIELD (PROJECT, ACTIVATED_AT, "activated_at"), FIELD (PROJECT, ACTIVATED_BY, "activated_by"),
  FIELD (PROJECT, VISITED_JOB_ID, "visited_job_id"), FIELD (PROJECT, VISITED_AT, "visited_at"),
  FIELD (PROJECT, CONSENT_OFF_BY, "consent_off_by"), FIELD (PROJECT, CONSENT_OFF_AT, "consent_off_at"),
  FIELD (SETTINGS, LANGUAGE, "language"), FIELD (SETTINGS, CURRENCY, "currency"),
  FIELD (SETTINGS, DUPLICATE_SCOPE, "duplicate_scope"), FIELD (SETTINGS, LOOK_BACK_DAYS, "look_back_days"),
  FIELD (SETTINGS, CREDITS, "credits"), FIELD (SETTINGS, BUSY_SPOTS, "busy_spots"),
  FIELD (SETTINGS, RECRUITERS_INVITE, "recruiters_invite"), FIELD (SETTINGS, RECRUITERS_SEE_STAGE, "recruiters_see_stage"),
  FIELD (SETTINGS, RECRUITERS_WITHDRAW, "recruiters_withdraw"), FIELD (SETTINGS, CHAT, "chat"),
  FIELD (SETTINGS, SCREENING, "screening"), FIELD (SETTINGS, REVIEWED_AT, "reviewed_at"),
  FIELD (STEP, KEY, "key"), FIELD (STEP, STATE, "state"), FIELD (STEP, NOTE, "note"),
  FIELD (STEP, EVIDENCE_NAME, "evidence_name"), FIELD (STEP, EVIDENCE_SHA256, "evidence_sha256"),
  FIELD (STEP, REFERENCE, "reference"), FIELD (STEP, DUE, "due"), FIELD (STEP, DONE_AT, "done_at"),
  FIELD (STEP, DONE_BY, "done_by"),
  FIELD (MAPPING, PROCESS_ID, "process_id"), FIELD (MAPPING, STATUS, "status"), FIELD (MAPPING, SUB_STATUS, "sub_status"),
  FIELD (MAPPING, STAGE_ID, "stage_id"),
  FIELD (HANDOFF, KIND, "kind"), FIELD (HANDOFF, STATE, "state"), FIELD (HANDOFF, RECIPIENT, "recipient"),
  FIELD (HANDOFF, LANGUAGE, "language"), FIELD (HANDOFF, SUBJECT, "subject"), FIELD (HANDOFF, BODY, "body"),
  FIELD (HANDOFF, ATTACHMENTS, "attachments"), FIELD (HANDOFF, SHA256, "sha256"), FIELD (HANDOFF, REFERENCE, "reference"),
  FIELD (HANDOFF, HANDED_AT, "handed_at"), FIELD (HANDOFF, CONFIRMED_AT, "confirmed_at"), FIELD (HANDOFF, RUN_ID, "run_id"),
  FIELD (HANDOFF, BATCH_ID, "batch_id"),
  FIELD (RUN, NAME, "name"), FIELD (RUN, KIND, "kind"), FIELD (RUN, STATE, "state"), FIELD (RUN, CHOICE, "choice"),
  FIELD (RUN, BASED_ON, "based_on"), FIELD (RUN, SOW, "sow"), FIELD (RUN, EFFORT_KNOWN, "effort_known"),
  FIELD (RUN, HISTORY, "history"), FIELD (RUN, ON_HOLD, "on_hold"), FIELD (RUN, TRANSFERRED, "transferred"),
  FIELD (RUN, RULES_OFF, "rules_off"), FIELD (RUN, NOTE, "note"), FIELD (RUN, SCHEDULED_ON, "scheduled_on"),
  FIELD (RUN, REQUESTED_BY, "requested_by"), FIELD (RUN, REQUESTED_AT, "requested_at"),
  FIELD (RUN, STARTED_AT, "started_at"), FIELD (RUN, FINISHED_AT, "finished_at"), FIELD (RUN, PAUSED, "paused"),
  FIELD (RUN, N_EXPECTED, "n_expected"), FIELD (RUN, N_DONE, "n_done"), FIELD (RUN, N_MOVED, "n_moved"),
  FIELD (RUN, N_LINKED, "n_linked"), FIELD (RUN, N_SKIPPED, "n_skipped"), FIELD (RUN, N_FAILED, "n_failed"),
  FIELD (RUN, MANIFEST_SHA256, "manifest_sha256"), FIELD (RUN, APPROVED_BY, "approved_by"),
  FIELD (RUN, APPROVED_AT, "approved_at"), FIELD (RUN, REASON, "reason"),
  FIELD (RUN, RETRY_ASKED_BY, "retry_asked_by"),
  FIELD (SCOPE_CHOICE, RUN_ID, "run_id"), FIELD (SCOPE_CHOICE, AGENCY_ID, "agency_id"),
  FIELD (SCOPE_CHOICE, RECRUITER_ID, "recruiter_id"), FIELD (SCOPE_CHOICE, INCLUDED, "included"),
  FIELD (CHECK, RUN_ID, "run_id"), FIELD (CHECK, RULE, "rule"), FIELD (CHECK, OUTCOME, "outcome"),
  FIELD (CHECK, N_FOUND, "n_found"), FIELD (CHECK, N_CHECKED, "n_checked"), FIELD (CHECK, DATA_REVISION, "data_revision"),
  FIELD (CHECK, CHECKED_AT, "checked_at"), FIELD (CHECK, REASON, "reason"), FIELD (CHECK, DECISIONS, "decisions"),
  FIELD (RESULT, RUN_ID, "run_id"), FIELD (RESULT, RECORD_KIND, "record_kind"), FIELD (RESULT, SOURCE_ID, "source_id"),
  FIELD (RESULT, TARGET_ID, "target_id"), FIELD (RESULT, OUTCOME, "outcome"), FIELD (RESULT, REASON, "reason"),
  FIELD (RESULT, STAGE_ID, "stage_id"),
#undef FIELD
};

static const guint field_counts[PILOT_N_ENTITIES] = {
  PILOT_COMPANY_N_FIELDS, PILOT_MEMBER_N_FIELDS, PILOT_PROCESS_N_FIELDS, PILOT_STAGE_N_FIELDS,
  PILOT_AGENCY_N_FIELDS, PILOT_RECRUITER_N_FIELDS, PILOT_JOB_N_FIELDS, PILOT_ASSIGNMENT_N_FIELDS,
  PILOT_SHARE_N_FIELDS, PILOT_CANDIDATE_N_FIELDS, PILOT_AUDIT_EVENT_N_FIELDS,
  PILOT_PROJECT_N_FIELDS, PILOT_SETTINGS_N_FIELDS, PILOT_STEP_N_FIELDS, PILOT_MAPPING_N_FIELDS, PILOT_HANDOFF_N_FIELDS,
  PILOT_RUN_N_FIELDS, PILOT_SCOPE_CHOICE_N_FIELDS, PILOT_CHECK_N_FIELDS, PILOT_RESULT_N_FIELDS,
};

static void
test_enumerations (void)
{
  guint seen[PILOT_N_ENTITIES] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (enumerators); i++)
    {
      const PilotSchema *schema = pilot_schema_get (enumerators[i].entity);

      g_assert_cmpuint (enumerators[i].field, <, schema->n_fields);
      g_assert_cmpstr (schema->fields[enumerators[i].field].name, ==, enumerators[i].name);
      seen[enumerators[i].entity]++;
    }
  for (guint i = 0; i < PILOT_N_ENTITIES; i++)
    {
      g_assert_cmpuint (pilot_schema_get (i)->n_fields, ==, field_counts[i]);
      g_assert_cmpuint (seen[i] + PILOT_FIELD_FIRST, ==, field_counts[i]);
      g_assert_cmpint (pilot_schema_get (i)->entity, ==, i);
    }
}

static void
test_common_fields (void)
{
  for (guint i = 0; i < PILOT_N_ENTITIES; i++)
    {
      const PilotSchema *schema = pilot_schema_get (i);

      g_assert_cmpstr (schema->fields[PILOT_FIELD_ID].name, ==, "id");
      g_assert_cmpint (schema->fields[PILOT_FIELD_ID].type, ==, PILOT_FIELD_REF);
      g_assert_cmpstr (schema->fields[PILOT_FIELD_REVISION].name, ==, "revision");
      g_assert_true (schema->fields[PILOT_FIELD_REVISION].flags & PILOT_FIELD_READ_ONLY);
      g_assert_cmpstr (schema->fields[PILOT_FIELD_UPDATED_AT].json, ==, "updatedAt");
      g_assert_true (schema->fields[PILOT_FIELD_UPDATED_AT].flags & PILOT_FIELD_READ_ONLY);
      g_assert_cmpuint (schema->n_fields, <=, PILOT_MAX_FIELDS);
      g_assert_cmpuint (schema->title_field, <, schema->n_fields);
    }
}

/* The JSON name is the column name in camel case: nobody has to look one up from the other. */
static char *
to_camel_case (const char *name)
{
  GString *result = g_string_new (NULL);

  for (; *name != '\0'; name++)
    g_string_append_c (result, *name == '_' ? g_ascii_toupper (*++name) : *name);
  return g_string_free (result, FALSE);
}

static void
test_fields (void)
{
  /* Members that every record has besides its fields. */
  static const char *const of_the_contract[] = { "entity", "deleted", "op", NULL };

  for (guint i = 0; i < PILOT_N_ENTITIES; i++)
    {
      const PilotSchema *schema = pilot_schema_get (i);

      for (guint f = 0; f < schema->n_fields; f++)
        {
          const PilotField *field = &schema->fields[f];
          g_autofree char *json = to_camel_case (field->name);

          g_test_message ("%s.%s", schema->name, field->name);
          if (schema->entity == PILOT_ENTITY_AUDIT_EVENT && f == PILOT_AUDIT_EVENT_ENTITY)
            g_assert_cmpstr (field->json, ==, "recordEntity"); /* "entity" is what the event itself is */
          else
            g_assert_cmpstr (field->json, ==, json);
          g_assert_false (g_strv_contains (of_the_contract, field->json));
          g_assert_nonnull (field->label);
          g_assert_cmpstr (field->label, !=, "");
          g_assert_cmpint (field->type == PILOT_FIELD_CHOICE, ==, field->choices != NULL);
          g_assert_cmpint (pilot_schema_find_field (schema, field->name), ==, f);
          g_assert_cmpint (pilot_schema_find_json (schema, field->json, strlen (field->json)), ==, f);
          if (field->type == PILOT_FIELD_REF && f != PILOT_FIELD_ID)
            g_assert_cmpint (field->ref, <, schema->entity); /* what is referred to is sent first */
          if (field->check != PILOT_CHECK_NONE)
            g_assert_cmpint (field->type, ==, PILOT_FIELD_TEXT);
          if (field->check == PILOT_CHECK_EMAIL || field->check == PILOT_CHECK_PHONE || strcmp (field->name, "notes") == 0)
            g_assert_true (field->flags & PILOT_FIELD_PERSONAL);
        }
    }
}

static void
test_names (void)
{
  for (guint i = 0; i < PILOT_N_ENTITIES; i++)
    {
      const PilotSchema *schema = pilot_schema_get (i);

      g_assert_true (pilot_schema_from_name (schema->name) == schema);
      g_assert_true (pilot_schema_from_collection (schema->collection) == schema);
      g_assert_nonnull (schema->label);
      g_assert_nonnull (schema->label_many);
    }
  g_assert_null (pilot_schema_from_name (NULL));
  g_assert_null (pilot_schema_from_name (""));
  g_assert_null (pilot_schema_from_name ("Agency"));
  g_assert_null (pilot_schema_from_name ("agencies"));
  g_assert_null (pilot_schema_from_collection (NULL));
  g_assert_null (pilot_schema_from_collection ("../agencies"));
}

/* Who is part of another is sent after it, and has no parts: deletions don't cascade further. */
static void
test_owners (void)
{
  for (guint i = 0; i < PILOT_N_ENTITIES; i++)
    {
      const PilotSchema *schema = pilot_schema_get (i);
      int owner = pilot_schema_find_owner (schema);

      if (owner < 0)
        continue;
      g_assert_cmpint (schema->fields[owner].type, ==, PILOT_FIELD_REF);
      g_assert_true (pilot_schema_get_part_mask (schema->fields[owner].ref) & (1u << i));
      g_assert_cmpuint (pilot_schema_get_part_mask (i), ==, 0);
    }
  g_assert_cmpuint (pilot_schema_get_part_mask (PILOT_ENTITY_RUN), ==, 1u << PILOT_ENTITY_SCOPE_CHOICE | 1u << PILOT_ENTITY_CHECK);
  g_assert_cmpuint (pilot_schema_find_part (PILOT_ENTITY_RUN, 0), ==, PILOT_ENTITY_SCOPE_CHOICE);
  g_assert_cmpuint (pilot_schema_find_part (PILOT_ENTITY_RUN, PILOT_ENTITY_SCOPE_CHOICE + 1), ==, PILOT_ENTITY_CHECK);
  g_assert_cmpuint (pilot_schema_find_part (PILOT_ENTITY_RUN, PILOT_N_ENTITIES), ==, PILOT_N_ENTITIES);
  g_assert_cmpint (pilot_schema_find_owner (pilot_schema_get (PILOT_ENTITY_CANDIDATE)), ==, -1);
}

static void
test_unknown_fields (void)
{
  const PilotSchema *schema = pilot_schema_get (PILOT_ENTITY_AGENCY);

  g_assert_cmpint (pilot_schema_find_field (schema, NULL), ==, -1);
  g_assert_cmpint (pilot_schema_find_field (schema, "tradingName"), ==, -1);
  g_assert_cmpint (pilot_schema_find_json (schema, "", 0), ==, -1);
  g_assert_cmpint (pilot_schema_find_json (schema, "trading_name", 12), ==, -1);
  g_assert_cmpint (pilot_schema_find_json (schema, "names", 5), ==, -1);
  g_assert_cmpint (pilot_schema_find_json (schema, "name\0x", 6), ==, -1);
  g_assert_cmpint (pilot_schema_find_json (schema, "nam", 3), ==, -1);
  /* A member's name lies in a buffer, with no NUL behind it. */
  g_assert_cmpint (pilot_schema_find_json (schema, "name\":", 4), ==, PILOT_AGENCY_NAME);
}

static void
test_choices (void)
{
  for (guint i = 0; i < PILOT_N_ENTITIES; i++)
    {
      const PilotSchema *schema = pilot_schema_get (i);

      for (guint f = 0; f < schema->n_fields; f++)
        for (const PilotChoice *choice = schema->fields[f].choices; choice != NULL && choice->value != NULL; choice++)
          {
            g_assert_nonnull (choice->label);
            g_assert_true (pilot_choice_contains (schema->fields[f].choices, choice->value));
            g_assert_cmpstr (pilot_choice_label (schema->fields[f].choices, choice->value), ==, choice->label);
            for (const PilotChoice *other = choice + 1; other->value != NULL; other++)
              {
                g_assert_cmpint (g_ascii_strcasecmp (choice->value, other->value), !=, 0);
                g_assert_cmpint (g_ascii_strcasecmp (choice->label, other->label), !=, 0);
              }
          }
    }
  g_assert_false (pilot_choice_contains (pilot_dataset_choices, NULL));
  g_assert_false (pilot_choice_contains (pilot_dataset_choices, "LEGACY"));
  g_assert_false (pilot_choice_contains (NULL, "legacy"));
  g_assert_cmpstr (pilot_choice_label (pilot_dataset_choices, NULL), ==, "");
  g_assert_cmpstr (pilot_choice_label (pilot_dataset_choices, "from the future"), ==, "from the future");
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/core/schema/the enumerations index the tables", test_enumerations);
  g_test_add_func ("/core/schema/every kind begins with id, revision and time", test_common_fields);
  g_test_add_func ("/core/schema/every field is complete and found by its names", test_fields);
  g_test_add_func ("/core/schema/every kind is found by its names", test_names);
  g_test_add_func ("/core/schema/unknown fields are not found", test_unknown_fields);
  g_test_add_func ("/core/schema/what is part of a record names it", test_owners);
  g_test_add_func ("/core/schema/choices are complete and differ", test_choices);
  return g_test_run ();
}
