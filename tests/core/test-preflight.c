/* test-preflight.c: the checks before a migration
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "pilot-id-table.h"
#include "pilot-name-uuid.h"
#include "pilot-preflight-private.h"
#include "pilot-test.h"

#define MAX_SETS 6

/* A change to the sound company: the record of that letter gets the value; %NULL empties the field. */
typedef struct
{
  char record;
  guint field;
  const char *value; /* "@X": the id of the record X */
} Set;

typedef struct
{
  const char *rule;
  const char *with; /* further records: B an agency, S its recruiter, K a job, D a candidate; each sound */
  Set sets[MAX_SETS];
  guint64 n_found;
  const char *ids;  /* (nullable): the letters of the records found */
  const char *also; /* (nullable): other rules that rightly find something */
  PilotScopeOptions options;
} Case;

static const PilotScopeOptions decided = { .on_hold = "out", .transferred = "out", .history = "legacy" };

static char *
make_id (char letter)
{
  const char name[] = { letter, '\0' };

  return pilot_name_uuid (name);
}

static void
set_value (PilotRecord *record, guint field, const char *value)
{
  g_autofree char *id = value != NULL && value[0] == '@' ? make_id (value[1]) : NULL;

  pilot_record_set_text (record, field, id != NULL ? id : value);
}

static PilotRecord *
make_record (PilotEntity entity, char letter)
{
  PilotRecord *record = pilot_record_new (entity);
  g_autofree char *id = make_id (letter);

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  for (guint i = PILOT_FIELD_FIRST; i < pilot_record_get_schema (record)->n_fields; i++)
    pilot_record_set_null (record, i);
  return record;
}

static PilotRecord *
make_agency (char letter, const char *name, const char *email)
{
  PilotRecord *record = make_record (PILOT_ENTITY_AGENCY, letter);

  set_value (record, PILOT_AGENCY_DATASET, "legacy");
  set_value (record, PILOT_AGENCY_NAME, name);
  set_value (record, PILOT_AGENCY_EMAIL, email);
  set_value (record, PILOT_AGENCY_CONTRACT_STATE, "accepted");
  return record;
}

static PilotRecord *
make_recruiter (char letter, const char *agency, const char *email)
{
  PilotRecord *record = make_record (PILOT_ENTITY_RECRUITER, letter);

  set_value (record, PILOT_RECRUITER_DATASET, "legacy");
  set_value (record, PILOT_RECRUITER_AGENCY_ID, agency);
  set_value (record, PILOT_RECRUITER_EMAIL, email);
  return record;
}

static PilotRecord *
make_job (char letter)
{
  PilotRecord *record = make_record (PILOT_ENTITY_JOB, letter);

  set_value (record, PILOT_JOB_DATASET, "legacy");
  set_value (record, PILOT_JOB_STATUS, "SOURCING");
  set_value (record, PILOT_JOB_POSTING_STATUS, "PUBLIC");
  set_value (record, PILOT_JOB_PROCESS_ID, "@P");
  return record;
}

static PilotRecord *
make_candidate (char letter, const char *email, const char *person)
{
  PilotRecord *record = make_record (PILOT_ENTITY_CANDIDATE, letter);

  set_value (record, PILOT_CANDIDATE_DATASET, "legacy");
  set_value (record, PILOT_CANDIDATE_EMAIL, email);
  set_value (record, PILOT_CANDIDATE_PERSON_ID, person);
  set_value (record, PILOT_CANDIDATE_AGENCY_ID, "@A");
  set_value (record, PILOT_CANDIDATE_RECRUITER_ID, "@R");
  set_value (record, PILOT_CANDIDATE_JOB_ID, "@J");
  set_value (record, PILOT_CANDIDATE_STATUS, "NEW");
  return record;
}

static void
add_stage (GPtrArray *records, char letter, const char *status)
{
  PilotRecord *stage = make_record (PILOT_ENTITY_STAGE, letter);

  set_value (stage, PILOT_STAGE_PROCESS_ID, "@P");
  set_value (stage, PILOT_STAGE_STATUS, status);
  g_ptr_array_add (records, stage);
}

static void
add_mapping (GPtrArray *records, char letter, const char *status, const char *stage)
{
  PilotRecord *mapping = make_record (PILOT_ENTITY_MAPPING, letter);

  set_value (mapping, PILOT_MAPPING_PROCESS_ID, "@P");
  set_value (mapping, PILOT_MAPPING_STATUS, status);
  set_value (mapping, PILOT_MAPPING_STAGE_ID, stage);
  g_ptr_array_add (records, mapping);
}

/* A company in which no rule finds anything, in the order in which rows are handed in. */
static GPtrArray *
make_company (const char *with)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_record_unref);

  add_stage (records, '1', "LEAD");
  add_stage (records, '2', "NEW");
  add_stage (records, '3', "IN_REVIEW");
  add_stage (records, '4', "INTERVIEW");
  add_stage (records, '5', "OFFERED");
  add_mapping (records, 'a', "LEAD", "@1");
  add_mapping (records, 'b', "NEW", "@2");
  add_mapping (records, 'c', "IN_REVIEW", "@3");
  add_mapping (records, 'd', "INTERVIEW", "@4");
  add_mapping (records, 'e', "OFFERED", "@5");
  g_ptr_array_add (records, make_agency ('A', "Harbour Recruitment Ltd", "desk@harbour.example"));
  if (strchr (with, 'B') != NULL)
    g_ptr_array_add (records, make_agency ('B', "Meadow People", "desk@meadow.example"));
  g_ptr_array_add (records, make_recruiter ('R', "@A", "rosa@harbour.example"));
  if (strchr (with, 'S') != NULL)
    g_ptr_array_add (records, make_recruiter ('S', strchr (with, 'B') != NULL ? "@B" : "@A", "sam@meadow.example"));
  g_ptr_array_add (records, make_job ('J'));
  if (strchr (with, 'K') != NULL)
    g_ptr_array_add (records, make_job ('K'));
  g_ptr_array_add (records, make_candidate ('C', "chris@mail.example", "person-1"));
  if (strchr (with, 'D') != NULL)
    g_ptr_array_add (records, make_candidate ('D', "dana@mail.example", "person-2"));
  return records;
}

static PilotRecord *
make_project (void)
{
  PilotRecord *project = make_record (PILOT_ENTITY_PROJECT, 'X');

  set_value (project, PILOT_PROJECT_RENEWAL_DATE, "2027-03-31");
  set_value (project, PILOT_PROJECT_CSM_EMAIL, "csm@vendor.example");
  return project;
}

static PilotRecord *
find_record (GPtrArray *records, PilotRecord *project, char letter)
{
  g_autofree char *id = make_id (letter);

  for (guint i = 0; i < records->len; i++)
    if (strcmp (pilot_record_get_id (records->pdata[i]), id) == 0)
      return records->pdata[i];
  g_assert_cmpint (letter, ==, 'X');
  return project;
}

static void
add_record (PilotPreflight *preflight, PilotRecord *record)
{
  pilot_preflight_add (preflight, pilot_record_get_entity (record), pilot_record_get_value (record, 0));
}

static PilotPreflight *
run_records (GPtrArray *records, PilotRecord *project, const PilotScopeOptions *options, const char *const *rules, guint limit)
{
  PilotPreflight *preflight = pilot_preflight_new (options, rules);

  pilot_preflight_set_limit (preflight, limit);
  pilot_preflight_set_project (preflight, project);
  for (guint i = 0; i < records->len; i++)
    add_record (preflight, records->pdata[i]);
  pilot_preflight_finish (preflight);
  return preflight;
}

static void
assert_ids (PilotPreflight *preflight, const char *rule, const char *letters)
{
  GPtrArray *ids = pilot_preflight_get_ids (preflight, rule);

  g_assert_cmpuint (ids->len, ==, strlen (letters));
  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *id = make_id (letters[i]);

      g_assert_cmpstr (ids->pdata[i], ==, id);
    }
}

static void
run_case (const Case *test)
{
  g_autoptr (GPtrArray) records = make_company (test->with != NULL ? test->with : "");
  g_autoptr (PilotRecord) project = make_project ();
  g_autoptr (PilotPreflight) preflight = NULL;
  const PilotScopeOptions *options = test->options.on_hold != NULL ? &test->options : &decided;
  guint n_rules;
  const PilotPreflightRule *rules = pilot_preflight_get_rules (&n_rules);

  for (guint i = 0; i < MAX_SETS && test->sets[i].record != '\0'; i++)
    set_value (find_record (records, project, test->sets[i].record), test->sets[i].field, test->sets[i].value);
  preflight = run_records (records, project, options, NULL, 100);
  for (guint i = 0; i < n_rules; i++)
    {
      guint64 n_found = pilot_preflight_get_n_found (preflight, rules[i].key);

      if (strcmp (rules[i].key, test->rule) == 0)
        {
          if (n_found != test->n_found)
            g_error ("%s (with %s) finds %u, not %u", test->rule, test->with, (guint) n_found, (guint) test->n_found);
        }
      else if (n_found > 0 && (test->also == NULL || strstr (test->also, rules[i].key) == NULL))
        g_error ("%s (with %s): %s finds something too", test->rule, test->with, rules[i].key);
    }
  if (test->ids != NULL)
    assert_ids (preflight, test->rule, test->ids);
}

static const Case cases[] = {
  { "company-renewal", NULL, { { 'X', PILOT_PROJECT_RENEWAL_DATE, NULL } }, 1, "X" },
  { "company-csm", NULL, { { 'X', PILOT_PROJECT_CSM_EMAIL, NULL } }, 1, "X" },
  { "company-csm", NULL, { { 'X', PILOT_PROJECT_CSM_EMAIL, "nobody" } }, 1, "X" },
  { "company-published-job", NULL, { { 'J', PILOT_JOB_POSTING_STATUS, "PRIVATE" } }, 1, "", "job-posting" },
  { "company-published-job", "K", { { 'J', PILOT_JOB_POSTING_STATUS, "PRIVATE" }, { 'K', PILOT_JOB_POSTING_STATUS, "INTERNAL" } }, 0, "", "job-posting" },
  { "company-published-job", NULL, { { 'J', PILOT_JOB_STATUS, "FILLED" } }, 1, "", "candidate-job-left" },
  { "history-undecided", "D", { { 'D', PILOT_CANDIDATE_STATUS, "HIRED" } }, 1, "D", .options = { "out", "out", "undecided" } },
  { "history-undecided", "D", { { 'D', PILOT_CANDIDATE_STATUS, "REJECTED" } }, 0, "" },
  { "history-undecided", NULL, { { 0 } }, 0, "", .options = { "out", "out", "undecided" } },
  { "agency-email", NULL, { { 'A', PILOT_AGENCY_EMAIL, NULL } }, 1, "A" },
  { "agency-email", NULL, { { 'A', PILOT_AGENCY_EMAIL, "desk at harbour" } }, 1, "A" },
  { "agency-recruiter", "B", { { 0 } }, 1, "B" },
  { "agency-recruiter", "BS", { { 0 } }, 0, "" },
  { "agency-alike", "BS", { { 'B', PILOT_AGENCY_EMAIL, "other@HARBOUR.example" } }, 2, "AB" },
  { "agency-alike", "BS", { { 'B', PILOT_AGENCY_NAME, "HARBOUR  Recruitment, limited" } }, 2, "AB" },
  { "agency-alike", "BS", { { 'A', PILOT_AGENCY_EMAIL, "harbour@gmail.com" }, { 'B', PILOT_AGENCY_EMAIL, "meadow@gmail.com" } }, 0, "" },
  { "agency-alike", "BS", { { 'A', PILOT_AGENCY_EMAIL, NULL }, { 'B', PILOT_AGENCY_EMAIL, NULL } }, 0, "", "agency-email" },
  { "recruiter-email", NULL, { { 'R', PILOT_RECRUITER_EMAIL, NULL } }, 1, "R" },
  { "recruiter-email", NULL, { { 'R', PILOT_RECRUITER_EMAIL, "rosa@harbour" } }, 1, "R" },
  { "recruiter-email-shared", "S", { { 'S', PILOT_RECRUITER_EMAIL, "Rosa@Harbour.example" } }, 2, "RS" },
  { "recruiter-email-shared", "S", { { 'R', PILOT_RECRUITER_EMAIL, NULL }, { 'S', PILOT_RECRUITER_EMAIL, NULL } }, 0, "", "recruiter-email" },
  { "recruiter-agency", "S", { { 'S', PILOT_RECRUITER_AGENCY_ID, NULL } }, 1, "S" },
  { "recruiter-agency", "S", { { 'S', PILOT_RECRUITER_AGENCY_ID, "@Z" } }, 1, "S" },
  { "job-posting", "K", { { 'K', PILOT_JOB_POSTING_STATUS, "NOT_PUBLISHED" } }, 1, "K" },
  { "job-posting", "K", { { 'K', PILOT_JOB_POSTING_STATUS, "NOT_PUBLISHED" }, { 'K', PILOT_JOB_STATUS, "CANCELLED" } }, 0, "" },
  { "on-hold-undecided", "K", { { 'K', PILOT_JOB_STATUS, "ON_HOLD" } }, 1, "K", .options = { "undecided", "out", "legacy" } },
  { "on-hold-undecided", "K", { { 'K', PILOT_JOB_STATUS, "ON_HOLD" } }, 0, "" },
  { "on-hold-undecided", NULL, { { 0 } }, 0, "", .options = { "undecided", "out", "legacy" } },
  { "candidate-owner", "D", { { 'D', PILOT_CANDIDATE_AGENCY_ID, NULL } }, 1, "D" },
  { "candidate-owner", "D", { { 'D', PILOT_CANDIDATE_RECRUITER_ID, NULL } }, 1, "D" },
  { "candidate-owner", "D", { { 'D', PILOT_CANDIDATE_RECRUITER_ID, "@Z" } }, 1, "D" },
  { "candidate-owner", "D", { { 'D', PILOT_CANDIDATE_AGENCY_ID, NULL }, { 'D', PILOT_CANDIDATE_STATUS, "HIRED" } }, 0, "" },
  { "candidate-owner", "D", { { 'D', PILOT_CANDIDATE_AGENCY_ID, NULL }, { 'D', PILOT_CANDIDATE_STATUS, "HIRED" } }, 1, "D", .options = { "out", "out", "lightweight" } },
  /* Read only it needs its agency, not its recruiter. */
  { "candidate-owner", "D", { { 'D', PILOT_CANDIDATE_RECRUITER_ID, NULL }, { 'D', PILOT_CANDIDATE_STATUS, "HIRED" } }, 0, "", .options = { "out", "out", "lightweight" } },
  { "candidate-owner", "KD", { { 'D', PILOT_CANDIDATE_RECRUITER_ID, NULL }, { 'D', PILOT_CANDIDATE_JOB_ID, "@K" }, { 'K', PILOT_JOB_STATUS, "FILLED" } }, 0, "", .options = { "out", "out", "lightweight" } },
  { "candidate-job", "D", { { 'D', PILOT_CANDIDATE_JOB_ID, NULL } }, 1, "D" },
  { "candidate-job", "D", { { 'D', PILOT_CANDIDATE_JOB_ID, "@Z" } }, 1, "D" },
  { "candidate-job", "D", { { 'D', PILOT_CANDIDATE_JOB_ID, NULL }, { 'D', PILOT_CANDIDATE_STATUS, "WITHDRAWN" } }, 0, "" },
  { "candidate-job-left", "KD", { { 'D', PILOT_CANDIDATE_JOB_ID, "@K" }, { 'K', PILOT_JOB_STATUS, "FILLED" } }, 1, "D" },
  { "candidate-job-left", "KD", { { 'D', PILOT_CANDIDATE_JOB_ID, "@K" }, { 'K', PILOT_JOB_STATUS, "FILLED" }, { 'D', PILOT_CANDIDATE_STATUS, "HIRED" } }, 0, "" },
  { "candidate-job-left", "KD", { { 'D', PILOT_CANDIDATE_JOB_ID, "@K" }, { 'K', PILOT_JOB_STATUS, "FILLED" }, { 'D', PILOT_CANDIDATE_RECRUITER_ID, NULL } }, 1, "D" },
  { "candidate-twice", "D", { { 'D', PILOT_CANDIDATE_PERSON_ID, "person-1" } }, 2, "CD" },
  { "candidate-twice", "D", { { 'D', PILOT_CANDIDATE_EMAIL, "CHRIS@mail.example" } }, 2, "CD" },
  { "candidate-twice", "D", { { 'C', PILOT_CANDIDATE_EMAIL, NULL }, { 'C', PILOT_CANDIDATE_PERSON_ID, NULL }, { 'D', PILOT_CANDIDATE_EMAIL, NULL }, { 'D', PILOT_CANDIDATE_PERSON_ID, NULL } }, 0, "" },
  { "candidate-twice", "KD", { { 'D', PILOT_CANDIDATE_PERSON_ID, "person-1" }, { 'D', PILOT_CANDIDATE_JOB_ID, "@K" } }, 0, "" },
  { "candidate-twice", "D", { { 'D', PILOT_CANDIDATE_PERSON_ID, "person-1" }, { 'D', PILOT_CANDIDATE_STATUS, "REJECTED" } }, 0, "" },
  { "candidate-twice", "D", { { 'D', PILOT_CANDIDATE_EMAIL, "person-1" } }, 0, "" },
  { "transferred-undecided", "D", { { 'D', PILOT_CANDIDATE_STATUS, "TRANSFERRED" } }, 1, "D", .options = { "out", "undecided", "legacy" } },
  { "transferred-undecided", "D", { { 'D', PILOT_CANDIDATE_STATUS, "TRANSFERRED" } }, 0, "" },
  { "transferred-undecided", "KD", { { 'D', PILOT_CANDIDATE_STATUS, "TRANSFERRED" }, { 'D', PILOT_CANDIDATE_JOB_ID, "@K" }, { 'K', PILOT_JOB_STATUS, "FILLED" } }, 0, "", .options = { "out", "undecided", "legacy" } },
  { "transferred-undecided", "KD", { { 'D', PILOT_CANDIDATE_JOB_ID, "@K" }, { 'K', PILOT_JOB_STATUS, "ON_HOLD" } }, 0, "", "on-hold-undecided candidate-job-left", .options = { "undecided", "undecided", "legacy" } },
  { "mapping-missing", NULL, { { 'e', PILOT_MAPPING_STAGE_ID, NULL } }, 1, NULL },
  { "mapping-missing", NULL, { { 'e', PILOT_MAPPING_STAGE_ID, "@Z" } }, 1, NULL },
  { "mapping-missing", NULL, { { 'e', PILOT_MAPPING_SUB_STATUS, "Second round" } }, 1, NULL },
  { "mapping-missing", NULL, { { '5', PILOT_STAGE_PROCESS_ID, "@Q" } }, 1, NULL },
  { "mapping-missing", NULL, { { 0 } }, 1, NULL, .options = { "out", "in", "legacy" } },
  { "mapping-missing", "K", { { 'K', PILOT_JOB_PROCESS_ID, "@Q" } }, 5, NULL },
  { "mapping-missing", "K", { { 'K', PILOT_JOB_PROCESS_ID, "@Q" }, { 'K', PILOT_JOB_STATUS, "CANCELLED" } }, 0, "" },
  { "job-process", "K", { { 'K', PILOT_JOB_PROCESS_ID, NULL } }, 1, "K" },
  { "job-process", "K", { { 'K', PILOT_JOB_PROCESS_ID, NULL }, { 'K', PILOT_JOB_STATUS, "FILLED" } }, 0, "" },
  { "candidate-stage", NULL, { { 'b', PILOT_MAPPING_STAGE_ID, NULL } }, 1, "C", "mapping-missing" },
  { "candidate-stage", "D", { { 'b', PILOT_MAPPING_SUB_STATUS, "Fresh" }, { 'D', PILOT_CANDIDATE_SUB_STATUS, "Fresh" } }, 1, "C", "mapping-missing" },
  { "candidate-stage", NULL, { { 'C', PILOT_CANDIDATE_SUB_STATUS, "Anything" } }, 0, "" },
  { "candidate-stage", NULL, { { 'J', PILOT_JOB_PROCESS_ID, NULL } }, 1, "C", "job-process" },
  { "contract-missing", NULL, { { 'A', PILOT_AGENCY_CONTRACT_STATE, "none" } }, 1, "A" },
  { "contract-missing", NULL, { { 'A', PILOT_AGENCY_CONTRACT_STATE, "expired" } }, 1, "A" },
  { "contract-missing", NULL, { { 'A', PILOT_AGENCY_CONTRACT_STATE, NULL } }, 1, "A" },
  { "contract-not-accepted", NULL, { { 'A', PILOT_AGENCY_CONTRACT_STATE, "uploaded" } }, 1, "A" },
};

static void
test_sound (void)
{
  guint n_rules;
  const PilotPreflightRule *rules = pilot_preflight_get_rules (&n_rules);

  /* Every rule has looked at something, and found nothing: none passes only because it never ran. */
  g_autoptr (GPtrArray) records = make_company ("BSKD");
  g_autoptr (PilotRecord) project = make_project ();
  g_autoptr (PilotPreflight) preflight = run_records (records, project, &decided, NULL, 100);

  for (guint i = 0; i < n_rules; i++)
    {
      g_assert_cmpuint (pilot_preflight_get_n_found (preflight, rules[i].key), ==, 0);
      g_assert_cmpuint (pilot_preflight_get_n_checked (preflight, rules[i].key), >, 0);
      g_assert_cmpuint (pilot_preflight_get_ids (preflight, rules[i].key)->len, ==, 0);
    }
}

static void
test_cases (void)
{
  guint n_rules;
  const PilotPreflightRule *rules = pilot_preflight_get_rules (&n_rules);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    run_case (&cases[i]);
  for (guint i = 0; i < n_rules; i++)
    {
      gboolean finds = FALSE;

      for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
        finds |= strcmp (cases[c].rule, rules[i].key) == 0 && cases[c].n_found > 0;
      if (!finds)
        g_error ("no row in which %s finds something", rules[i].key);
    }
}

static void
test_table (void)
{
  guint n_rules;
  const PilotPreflightRule *rules = pilot_preflight_get_rules (&n_rules);

  g_assert_cmpuint (n_rules, ==, PILOT_N_RULES);
  g_assert_cmpstr (rules[PILOT_RULE_COMPANY_RENEWAL].key, ==, "company-renewal");
  g_assert_cmpstr (rules[PILOT_RULE_RECRUITER_EMAIL].key, ==, "recruiter-email");
  g_assert_cmpstr (rules[PILOT_RULE_CANDIDATE_TWICE].key, ==, "candidate-twice");
  g_assert_cmpstr (rules[PILOT_RULE_CONTRACT_NOT_ACCEPTED].key, ==, "contract-not-accepted");
  for (guint i = 0; i < n_rules; i++)
    {
      g_assert_true (pilot_preflight_find_rule (rules[i].key) == &rules[i]);
      g_assert_cmpuint (strlen (rules[i].key), <=, pilot_schema_get (PILOT_ENTITY_CHECK)->fields[PILOT_CHECK_RULE].max_chars);
      g_assert_true (rules[i].title != NULL && rules[i].passed != NULL && rules[i].why != NULL && rules[i].remedy != NULL);
      g_assert_true (i == 0 || rules[i].group >= rules[i - 1].group);
      g_assert_nonnull (pilot_check_group_get_title (rules[i].group));
      if (rules[i].entity != PILOT_ENTITY_PROJECT)
        g_assert_cmpuint (pilot_preflight_get_kinds (rules[i].key) & (1u << rules[i].entity), !=, 0);
      for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
        if (entity != PILOT_ENTITY_PROJECT && (pilot_preflight_get_kinds (rules[i].key) & (1u << entity)) != 0)
          g_assert_cmpuint (pilot_preflight_get_fields (entity), !=, 0);
    }
  g_assert_null (pilot_preflight_find_rule ("no-such-rule"));
  g_assert_null (pilot_preflight_find_rule (NULL));
}

static void
test_fields (void)
{
  g_autoptr (GPtrArray) records = make_company ("BSKD");
  g_autoptr (PilotRecord) project = make_project ();
  g_autoptr (PilotPreflight) all = NULL;
  g_autoptr (PilotPreflight) part = NULL;
  guint n_rules;
  const PilotPreflightRule *rules = pilot_preflight_get_rules (&n_rules);

  /* Everything is wrong: whoever reads only the fields asked for finds the same. */
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint j = 0; j < MAX_SETS && cases[i].sets[j].record != '\0'; j++)
      if (strchr ("BSKD", cases[i].sets[j].record) != NULL && cases[i].sets[j].value != NULL)
        set_value (find_record (records, project, cases[i].sets[j].record), cases[i].sets[j].field, cases[i].sets[j].value);
  all = run_records (records, project, &decided, NULL, 100);
  for (guint i = 0; i < records->len; i++)
    for (guint field = PILOT_FIELD_REVISION; field < pilot_record_get_schema (records->pdata[i])->n_fields; field++)
      if ((pilot_preflight_get_fields (pilot_record_get_entity (records->pdata[i])) & (G_GUINT64_CONSTANT (1) << field)) == 0)
        pilot_record_unset (records->pdata[i], field);
  part = run_records (records, project, &decided, NULL, 100);
  for (guint i = 0; i < n_rules; i++)
    {
      g_assert_cmpuint (pilot_preflight_get_n_found (part, rules[i].key), ==, pilot_preflight_get_n_found (all, rules[i].key));
      g_assert_cmpuint (pilot_preflight_get_n_checked (part, rules[i].key), ==, pilot_preflight_get_n_checked (all, rules[i].key));
    }
  g_assert_cmpuint (pilot_preflight_get_fields (PILOT_ENTITY_SHARE), ==, 0);
}

static void
test_moved (void)
{
  g_autoptr (GPtrArray) records = make_company ("SD");
  g_autoptr (PilotRecord) project = make_project ();
  g_autoptr (PilotPreflight) preflight = NULL;

  /* The agency, a recruiter and a candidate were moved by an earlier run: they are there, but not judged any more. */
  set_value (find_record (records, project, 'A'), PILOT_AGENCY_RUN_ID, "@U");
  set_value (find_record (records, project, 'A'), PILOT_AGENCY_EMAIL, NULL);
  set_value (find_record (records, project, 'A'), PILOT_AGENCY_CONTRACT_STATE, "none");
  set_value (find_record (records, project, 'R'), PILOT_RECRUITER_RUN_ID, "@U");
  set_value (find_record (records, project, 'S'), PILOT_RECRUITER_EMAIL, "rosa@harbour.example");
  set_value (find_record (records, project, 'C'), PILOT_CANDIDATE_RUN_ID, "@U");
  set_value (find_record (records, project, 'C'), PILOT_CANDIDATE_RECRUITER_ID, NULL);
  set_value (find_record (records, project, 'D'), PILOT_CANDIDATE_PERSON_ID, "person-1");
  preflight = run_records (records, project, &decided, NULL, 100);
  g_assert_cmpuint (pilot_preflight_get_n_checked (preflight, "agency-email"), ==, 0);
  g_assert_cmpuint (pilot_preflight_get_n_checked (preflight, "contract-missing"), ==, 0);
  g_assert_cmpuint (pilot_preflight_get_n_found (preflight, "recruiter-agency"), ==, 0);
  g_assert_cmpuint (pilot_preflight_get_n_found (preflight, "candidate-owner"), ==, 0);
  g_assert_cmpuint (pilot_preflight_get_n_checked (preflight, "candidate-owner"), ==, 1);
  /* Who stays meets them in the portal all the same. */
  assert_ids (preflight, "recruiter-email-shared", "S");
  assert_ids (preflight, "candidate-twice", "D");
}

static void
test_portal (void)
{
  g_autoptr (GPtrArray) records = make_company ("D");
  g_autoptr (PilotRecord) project = make_project ();
  g_autoptr (PilotPreflight) preflight = NULL;

  set_value (find_record (records, project, 'D'), PILOT_CANDIDATE_DATASET, "portal");
  set_value (find_record (records, project, 'D'), PILOT_CANDIDATE_JOB_ID, NULL);
  set_value (find_record (records, project, 'D'), PILOT_CANDIDATE_PERSON_ID, "person-1");
  preflight = run_records (records, project, &decided, NULL, 100);
  g_assert_cmpuint (pilot_preflight_get_n_found (preflight, "candidate-job"), ==, 0);
  g_assert_cmpuint (pilot_preflight_get_n_checked (preflight, "candidate-job"), ==, 1);
  g_assert_cmpuint (pilot_preflight_get_n_found (preflight, "candidate-twice"), ==, 0);
}

static void
test_verdicts (void)
{
  g_autoptr (GPtrArray) records = make_company ("BSD");
  g_autoptr (PilotRecord) project = make_project ();
  g_autoptr (PilotPreflight) preflight = pilot_preflight_new (&decided, NULL);

  /* A run that leaves the agency B behind, with all that is wrong with it. */
  set_value (find_record (records, project, 'B'), PILOT_AGENCY_EMAIL, NULL);
  set_value (find_record (records, project, 'S'), PILOT_RECRUITER_EMAIL, NULL);
  set_value (find_record (records, project, 'D'), PILOT_CANDIDATE_AGENCY_ID, "@B");
  set_value (find_record (records, project, 'D'), PILOT_CANDIDATE_RECRUITER_ID, NULL);
  for (guint i = 0; i < records->len; i++)
    {
      gboolean out = records->pdata[i] == find_record (records, project, 'B') || records->pdata[i] == find_record (records, project, 'S');

      pilot_preflight_add_judged (preflight, pilot_record_get_entity (records->pdata[i]), pilot_record_get_value (records->pdata[i], 0),
                                  out ? PILOT_SCOPE_OUT : PILOT_SCOPE_IN);
    }
  pilot_preflight_finish (preflight);
  g_assert_cmpuint (pilot_preflight_get_n_found (preflight, "agency-email"), ==, 0);
  g_assert_cmpuint (pilot_preflight_get_n_checked (preflight, "agency-email"), ==, 1);
  g_assert_cmpuint (pilot_preflight_get_n_found (preflight, "agency-recruiter"), ==, 0);
  g_assert_cmpuint (pilot_preflight_get_n_found (preflight, "recruiter-email"), ==, 0);
  g_assert_cmpuint (pilot_preflight_get_n_found (preflight, "candidate-owner"), ==, 0);
  g_assert_cmpuint (pilot_preflight_get_n_checked (preflight, "candidate-owner"), ==, 1);
}

static void
test_limit (void)
{
  g_autoptr (GPtrArray) records = make_company ("");
  g_autoptr (PilotPreflight) preflight = NULL;

  for (guint i = 0; i < 20; i++)
    {
      PilotRecord *record = make_candidate ('a' + i, NULL, "one-and-the-same");

      set_value (record, PILOT_CANDIDATE_RECRUITER_ID, NULL);
      g_ptr_array_add (records, record);
    }
  preflight = run_records (records, NULL, &decided, NULL, 5);
  g_assert_cmpuint (pilot_preflight_get_n_found (preflight, "candidate-owner"), ==, 20);
  assert_ids (preflight, "candidate-owner", "abcde");
  g_assert_cmpuint (pilot_preflight_get_n_found (preflight, "candidate-twice"), ==, 20);
  assert_ids (preflight, "candidate-twice", "abcde");
  g_assert_cmpuint (pilot_preflight_get_n_found (preflight, "company-renewal"), ==, 1);
  g_assert_cmpuint (pilot_preflight_get_ids (preflight, "company-renewal")->len, ==, 0);
}

static void
test_some_rules (void)
{
  static const char *const rules[] = { "company-csm", "candidate-job", NULL };
  g_autoptr (GPtrArray) records = make_company ("D");
  g_autoptr (PilotPreflight) preflight = NULL;

  set_value (find_record (records, NULL, 'D'), PILOT_CANDIDATE_JOB_ID, NULL);
  preflight = run_records (records, NULL, &decided, rules, 100);
  g_assert_cmpuint (pilot_preflight_get_n_found (preflight, "company-csm"), ==, 1);
  assert_ids (preflight, "candidate-job", "D");
  g_assert_cmpuint (pilot_preflight_get_n_found (preflight, "company-renewal"), ==, 0);
  g_assert_cmpuint (pilot_preflight_get_n_checked (preflight, "company-renewal"), ==, 0);
  g_assert_cmpuint (pilot_preflight_get_n_checked (preflight, "mapping-missing"), ==, 0);
}

static void
test_missing_lines (void)
{
  g_autoptr (GPtrArray) records = make_company ("");
  g_autoptr (PilotRecord) project = make_project ();
  g_autoptr (PilotPreflight) preflight = NULL;
  g_autofree char *process = make_id ('P');
  g_autofree char *line = pilot_mapping_make_id (process, "INTERVIEW", NULL);

  set_value (find_record (records, project, 'd'), PILOT_MAPPING_STAGE_ID, NULL);
  preflight = run_records (records, project, &decided, NULL, 100);
  g_assert_cmpuint (pilot_preflight_get_ids (preflight, "mapping-missing")->len, ==, 1);
  g_assert_cmpstr (pilot_preflight_get_ids (preflight, "mapping-missing")->pdata[0], ==, line);
}

static void
test_alike (void)
{
  static const struct
  {
    const char *a;
    const char *b;
    gboolean alike;
  } names[] = {
    { "Harbour GmbH", "HARBOUR", TRUE },
    { "Harbour & Sons Ltd.", "Harbour and Sons Limited", TRUE },
    { "Société Générale S.A.", "Societe Generale", TRUE },
    { "O’Neill Search", "O'Neill Search Inc", TRUE },
    { "Harbour", "Harbor", FALSE },
    { "Harbour London", "Harbour Leeds", FALSE },
  };
  g_autofree char *nothing = NULL;
  const char *domain;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *a = pilot_preflight_normalise_name (names[i].a);
      g_autofree char *b = pilot_preflight_normalise_name (names[i].b);

      if (g_str_equal (a, b) != names[i].alike)
        g_error ("“%s” and “%s”: “%s”, “%s”", names[i].a, names[i].b, a, b);
    }
  /* A name of nothing but a legal form is no name to compare by. */
  nothing = pilot_preflight_normalise_name ("Ltd.");
  g_assert_cmpstr (nothing, ==, "");
  g_assert_true (pilot_preflight_find_domain ("a@harbour.example", &domain));
  g_assert_cmpstr (domain, ==, "harbour.example");
  g_assert_false (pilot_preflight_find_domain ("a@GMX.net", &domain));
  g_assert_false (pilot_preflight_find_domain ("a@yahoo.co.uk", &domain));
  g_assert_false (pilot_preflight_find_domain ("a@web.de", &domain));
  g_assert_true (pilot_preflight_find_domain ("a@web.de.example", &domain));
  g_assert_false (pilot_preflight_find_domain ("nobody", &domain));
  g_assert_false (pilot_preflight_find_domain (NULL, &domain));
}

static void
test_off (void)
{
  g_autoptr (PilotRecord) run = pilot_record_new (PILOT_ENTITY_RUN);
  g_autofree char *one = pilot_preflight_make_off (run, "agency-email", "  Nobody\r\nwrites ");
  g_autofree char *two = NULL;
  g_autofree char *other = NULL;
  g_autofree char *less = NULL;
  g_autofree char *reason = NULL;

  g_assert_cmpstr (one, ==, "agency-email: Nobody  writes");
  g_assert_null (pilot_preflight_find_off (run, "agency-email"));
  g_assert_null (pilot_preflight_find_off (NULL, "agency-email"));
  pilot_record_set_text (run, PILOT_RUN_RULES_OFF, one);
  two = pilot_preflight_make_off (run, "recruiter-email", "They have left: all");
  pilot_record_set_text (run, PILOT_RUN_RULES_OFF, two);
  reason = pilot_preflight_find_off (run, "recruiter-email");
  g_assert_cmpstr (reason, ==, "They have left: all");
  /* A key that begins another is not that other. */
  g_assert_null (pilot_preflight_find_off (run, "recruiter"));
  other = pilot_preflight_make_off (run, "agency-email", "Another reason");
  g_assert_cmpstr (other, ==, "recruiter-email: They have left: all\nagency-email: Another reason");
  pilot_record_set_text (run, PILOT_RUN_RULES_OFF, other);
  less = pilot_preflight_make_off (run, "recruiter-email", NULL);
  g_assert_cmpstr (less, ==, "agency-email: Another reason");
  /* A line without a reason switches nothing off. */
  pilot_record_set_text (run, PILOT_RUN_RULES_OFF, "agency-email:   \nrecruiter-email");
  g_assert_null (pilot_preflight_find_off (run, "agency-email"));
  g_assert_null (pilot_preflight_find_off (run, "recruiter-email"));
}

static void
test_no_off (void)
{
  static const struct
  {
    const char *lines;
    const char *found; /* (nullable) */
  } wrong[] = {
    { NULL, NULL },
    { "", NULL },
    { "agency-email: Known\n\n  \nrecruiter-email: Known: all", NULL },
    { "agency-email: Known\nrecruiter-email:  \t", "recruiter-email" },
    { "agency-email: Known\nagency-email", "agency-email" },
    { "agency-email", "agency-email" },
    { "no-such-rule: Known", "no-such-rule" },
    { ": Known", "" },
    { " recruiter-email: Known", "recruiter-email" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (PilotRecord) run = pilot_record_new (PILOT_ENTITY_RUN);
      g_autofree char *found = NULL;

      pilot_record_set_text (run, PILOT_RUN_RULES_OFF, wrong[i].lines);
      found = pilot_preflight_find_no_off (run);
      g_assert_cmpstr (found, ==, wrong[i].found);
    }
}

static void
test_keys (void)
{
  g_autoptr (PilotIdTable) table = pilot_id_table_new ();
  PilotIdKey key;
  g_autofree char *text = NULL;

  g_assert_true (pilot_id_key_parse ("0123ABCD-4567-89ab-cdef-0123456789ab", &key));
  text = pilot_id_key_format (key);
  g_assert_cmpstr (text, ==, "0123abcd-4567-89ab-cdef-0123456789ab");
  g_assert_false (pilot_id_key_parse ("0123abcd-4567-89ab-cdef-0123456789a", &key));
  g_assert_false (pilot_id_key_parse ("0123abcd-4567-89ab-cdef-0123456789abc", &key));
  g_assert_false (pilot_id_key_parse ("0123abcd+4567-89ab-cdef-0123456789ab", &key));
  g_assert_false (pilot_id_key_parse ("0123abcg-4567-89ab-cdef-0123456789ab", &key));
  g_assert_false (pilot_id_key_parse (NULL, &key));
  g_assert_true (pilot_id_key_equal (pilot_id_key_hash (key, "AbC", 3), pilot_id_key_hash (key, "aBc", 3)));
  g_assert_false (pilot_id_key_equal (pilot_id_key_hash (key, "", 0), pilot_id_key_hash (key, "\0", 1)));
  g_assert_cmpuint (pilot_id_table_get (table, key), ==, PILOT_ID_TABLE_NONE);
  for (guint i = 0; i < 100000; i++)
    {
      key = (PilotIdKey){ i, i % 7 };
      g_assert_cmpuint (pilot_id_table_add (table, key, i), ==, PILOT_ID_TABLE_NONE);
    }
  for (guint i = 0; i < 100000; i++)
    {
      key = (PilotIdKey){ i, i % 7 };
      g_assert_cmpuint (pilot_id_table_add (table, key, 0), ==, i);
      g_assert_cmpuint (pilot_id_table_get (table, key), ==, i);
    }
  g_assert_cmpuint (pilot_id_table_get (table, (PilotIdKey){ 100000, 0 }), ==, PILOT_ID_TABLE_NONE);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/core/preflight/in a sound company every rule looks and none finds", test_sound);
  g_test_add_func ("/core/preflight/each rule finds what it is for, and nothing else", test_cases);
  g_test_add_func ("/core/preflight/the table is whole", test_table);
  g_test_add_func ("/core/preflight/the fields asked for are enough", test_fields);
  g_test_add_func ("/core/preflight/what was moved is there but not judged", test_moved);
  g_test_add_func ("/core/preflight/the portal’s records are passed over", test_portal);
  g_test_add_func ("/core/preflight/what a run leaves behind is not judged", test_verdicts);
  g_test_add_func ("/core/preflight/counts are exact beyond the ids kept", test_limit);
  g_test_add_func ("/core/preflight/only the rules asked for are run", test_some_rules);
  g_test_add_func ("/core/preflight/a missing line has the id that it will have", test_missing_lines);
  g_test_add_func ("/core/preflight/agencies are alike by name or domain", test_alike);
  g_test_add_func ("/core/preflight/rules are switched off by lines", test_off);
  g_test_add_func ("/core/preflight/a line that switches nothing off is found", test_no_off);
  g_test_add_func ("/core/preflight/ids and keys", test_keys);
  return g_test_run ();
}
