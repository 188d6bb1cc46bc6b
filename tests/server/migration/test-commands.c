/* test-commands.c: the migration's commands, from their arguments to what is remembered of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test-data.h"

#include "pilot-audit.h"
#include "pilot-command.h"
#include "pilot-legacy-facts.h"
#include "pilot-name-uuid.h"

#define NO_ID "00000000-0000-4000-8000-000000000001"
#define SHA "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

/* Arguments as pairs of "name", "value", in single quotes. */
static TestAnswer *
command_with_key (TestData *data, const char *name, const char *arguments, const char *key)
{
  g_autofree char *path = g_strdup_printf ("/v1/commands/%s", name);
  g_autofree char *body = g_strdup_printf ("{\"arguments\":{%s}}", arguments);

  g_strdelimit (body, "'", '"');
  return key != NULL ? test_call (data, "POST", path, body, "Idempotency-Key", key, NULL) : test_call (data, "POST", path, body, NULL);
}

static TestAnswer *
command (TestData *data, const char *name, const char *arguments)
{
  return command_with_key (data, name, arguments, NULL);
}

static void
expect (TestData *data, const char *name, const char *arguments, guint status)
{
  g_autoptr (TestAnswer) answer = command (data, name, arguments);

  test_assert_status (answer, status);
}

/* Asserts a refusal by a rule, with the sentence among the reasons. */
static void
expect_reason (TestData *data, const char *name, const char *arguments, const char *part)
{
  g_autoptr (TestAnswer) answer = command (data, name, arguments);
  JsonArray *reasons;
  gboolean found = FALSE;

  test_assert_status (answer, 409);
  g_assert_cmpstr (test_problem (answer), ==, "conflict");
  reasons = json_object_get_array_member (answer->object, "reasons");
  for (guint i = 0; i < json_array_get_length (reasons); i++)
    {
      const char *reason = json_array_get_string_element (reasons, i);

      g_assert_nonnull (strstr (test_text (answer->object, "detail"), reason));
      found = found || strstr (reason, part) != NULL;
    }
  if (!found)
    g_error ("%s: no reason says “%s”: %s", name, part, answer->response->body->str);
}

static void
expect_invalid (TestData *data, const char *name, const char *arguments, const char *field)
{
  g_autoptr (TestAnswer) answer = command (data, name, arguments);
  JsonArray *errors;

  test_assert_status (answer, 422);
  errors = json_object_get_array_member (answer->object, "errors");
  g_assert_cmpstr (test_text (json_array_get_object_element (errors, 0), "field"), ==, field);
}

static JsonObject *
get_project (TestData *data, TestAnswer **answer)
{
  g_autofree char *id = pilot_project_make_id ();
  g_autofree char *path = g_strdup_printf ("/v1/projects/%s", id);

  *answer = test_get (data, path);
  return (*answer)->object;
}

static char *
dup_project_text (TestData *data, const char *member)
{
  g_autoptr (TestAnswer) answer = NULL;
  JsonObject *project = get_project (data, &answer);

  return g_strdup (test_text (project, member));
}

static void
act_as (TestData *data, PilotRole role, const char *member_path)
{
  char *member_id;

  data->role = role;
  member_id = test_first_id (data, member_path);
  g_free (data->member_id);
  data->member_id = member_id;
}

static char *
dup_counts (TestData *data, gint64 candidates_more)
{
  GString *text = g_string_new (NULL);
  guint n_kinds;
  const PilotEntity *kinds = pilot_legacy_get_kinds (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      gint64 n;

      g_assert_true (pilot_legacy_count (data->db, kinds[i], &n, NULL));
      g_string_append_printf (text, "%s%s %" G_GINT64_FORMAT, i > 0 ? ", " : "", pilot_schema_get (kinds[i])->name,
                              n + (kinds[i] == PILOT_ENTITY_CANDIDATE ? candidates_more : 0));
    }
  return g_string_free (text, FALSE);
}

static char *
dup_snapshot (gint64 revision, const char *counts)
{
  return g_strdup_printf ("'revision':'%" G_GINT64_FORMAT "','sha256':'" SHA "','counts':'%s'", revision, counts);
}

static gint64
count_events (TestData *data, const char *action)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM audit_event WHERE action = '%s'", action);
  gint64 n;

  g_assert_true (pilot_database_query_int64 (pilot_portal_db_get_database (data->db), sql, -1, &n, NULL));
  return n;
}

static void
test_there_is_one_project (void)
{
  g_autoptr (TestData) data = test_data_new (40);
  g_autofree char *project_id = pilot_project_make_id ();
  g_autofree char *settings_id = pilot_settings_make_id ();
  g_autofree char *path = g_strdup_printf ("/v1/projects/%s", project_id);
  g_autofree char *other = g_strdup ("/v1/projects/" NO_ID);
  g_autofree char *settings_path = g_strdup_printf ("/v1/settings/%s", settings_id);
  g_autoptr (TestAnswer) project = test_get (data, path);
  g_autoptr (TestAnswer) settings = test_get (data, settings_path);
  g_autoptr (TestAnswer) list = test_get (data, "/v1/projects");
  g_autoptr (TestAnswer) created = NULL;
  g_autoptr (TestAnswer) patched = NULL;
  g_autoptr (TestAnswer) put = NULL;
  g_autofree char *tag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", test_number (project->object, "revision"));
  g_autofree char *new_tag = NULL;

  g_assert_cmpuint (json_array_get_length (test_items (list)), ==, 1);
  g_assert_cmpstr (test_text (project->object, "history"), ==, "undecided");
  g_assert_cmpint (test_number (project->object, "preparationDays"), ==, 15);
  g_assert_false (json_object_get_boolean_member (project->object, "consentNeeded"));
  g_assert_cmpstr (test_text (settings->object, "currency"), ==, "EUR");
  g_assert_cmpstr (test_text (settings->object, "language"), ==, "en");

  created = test_call (data, "PUT", other, "{\"history\":\"legacy\",\"onHold\":\"in\",\"transferred\":\"in\"}", "If-None-Match", "*", NULL);
  test_assert_status (created, 403);
  patched = test_call (data, "PATCH", path, "{\"history\":\"legacy\",\"gateAt\":\"2026-01-01T00:00:00Z\"}", "If-Match", tag, NULL);
  test_assert_status (patched, 200);
  g_assert_cmpstr (test_text (patched->object, "history"), ==, "legacy");
  g_assert_null (test_text (patched->object, "gateAt")); /* no client passes the gate by writing it */
  new_tag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", test_number (patched->object, "revision"));
  put = test_call (data, "PUT", path, "{\"history\":\"lightweight\",\"onHold\":\"in\",\"transferred\":\"out\"}", "If-Match", new_tag, NULL);
  test_assert_status (put, 200);
  g_assert_cmpstr (test_text (put->object, "onHold"), ==, "in");
}

/* A file of a program that did not know them. */
static void
test_they_are_made_when_an_older_file_is_opened (void)
{
  g_autoptr (TestData) data = test_data_new (40);
  gint64 revision;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_assert_true (pilot_database_exec (pilot_portal_db_get_database (data->db), "DELETE FROM project; DELETE FROM settings", NULL));
  revision = test_revision (data);
  test_data_reopen (data);
  before = dup_project_text (data, "id");
  g_assert_cmpint (test_revision (data), ==, revision + 3); /* the two, and the event */
  g_assert_cmpint (count_events (data, "project.create"), ==, 1);
  test_data_reopen (data);
  g_assert_cmpint (test_revision (data), ==, revision + 3);
  after = pilot_project_make_id ();
  g_assert_cmpstr (before, ==, after);
}

static void
test_arguments_are_judged (void)
{
  static const struct
  {
    const char *name;
    const char *arguments;
    const char *field;
  } rows[] = {
    { "consent-gate", "", "company_name" },
    { "consent-gate", "'company_name':' '", "company_name" },
    { "consent-gate", "'company_name':null", "company_name" },
    { "consent-gate", "'company_name':{}", "company_name" },
    { "consent-gate", "'company_name':'Meridian Foods','force':'true'", "force" },
    { "consent-gate", "'company_name':'Meridian Foods','':'true'", "" },
    { "record-snapshot", "'revision':'x','sha256':'" SHA "','counts':'agency 1'", "revision" },
    { "record-snapshot", "'revision':'-1','sha256':'" SHA "','counts':'agency 1'", "revision" },
    { "record-snapshot", "'revision':'1','sha256':'A" SHA "','counts':'agency 1'", "sha256" },
    { "record-snapshot", "'revision':'1','sha256':'" SHA "','counts':'agency 1'", "counts" },
    { "record-snapshot",
      "'revision':'1','sha256':'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',"
      "'counts':'agency 1, recruiter 1, job 1, assignment 1, candidate 1'",
      "sha256" },
    { "record-snapshot", "'revision':'99999999','sha256':'" SHA "','counts':'agency 1'", "revision" },
    { "activate-portal", "'company_id':'Meridian'", "company_id" },
    { "visit-job", "'job_id':'1'", "job_id" },
    { "visit-job", "'job_id':'" NO_ID "'", "job_id" },
    { "schedule-run", "'run_id':'" NO_ID "','date':'Friday'", "date" },
    { "schedule-run", "'run_id':'" NO_ID "','date':'2026-12-04'", "run_id" },
    { "approve-run", "'run_id':'" NO_ID "'", "reason" },
  };
  g_autoptr (TestData) data = test_data_new (40);
  g_autoptr (TestAnswer) no_object = test_call (data, "POST", "/v1/commands/consent-gate", "{\"arguments\":[]}", NULL);
  g_autoptr (TestAnswer) other = test_call (data, "POST", "/v1/commands/consent-gate", "{\"arguments\":{},\"force\":true}", NULL);
  g_autoptr (TestAnswer) text = test_call (data, "POST", "/v1/commands/consent-gate", "\"x\"", NULL);
  gint64 revision = test_revision (data);

  test_assert_status (no_object, 422);
  test_assert_status (other, 422);
  test_assert_status (text, 422);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    expect_invalid (data, rows[i].name, rows[i].arguments, rows[i].field);
  expect (data, "close-portal", "", 404);
  g_assert_cmpint (test_revision (data), ==, revision);
}

/* What is in the table can be given: nothing in it leads nowhere. */
static void
test_every_command_is_carried_out (void)
{
  g_autoptr (TestData) data = test_data_new (40);
  guint n_rules;
  const PilotCommandRule *rules = pilot_command_get_rules (&n_rules);

  for (guint i = 0; i < n_rules; i++)
    for (PilotRole role = 0; role < PILOT_N_ROLES; role++)
      {
        g_autoptr (TestAnswer) answer = NULL;

        data->role = role;
        answer = command (data, rules[i].name, "");
        if (!pilot_command_may (role, rules[i].name))
          test_assert_status (answer, 403);
        else
          test_assert_status (answer, rules[i].arguments[0] != NULL ? 422 : 200);
      }
}

static void
test_a_replay_does_nothing_twice (void)
{
  g_autoptr (TestData) data = test_data_new (40);
  g_autofree char *key = g_uuid_string_random ();
  g_autoptr (TestAnswer) first = NULL;
  g_autoptr (TestAnswer) again = NULL;
  g_autoptr (TestAnswer) other = NULL;
  gint64 revision;

  act_as (data, PILOT_ROLE_OPERATOR, "/v1/members?role=operator");
  first = command_with_key (data, "enable-subscription", "", key);
  test_assert_status (first, 200);
  g_assert_cmpint (first->response->changed_revision, ==, test_revision (data));
  g_assert_cmpint (test_number (first->object, "revision"), ==, test_revision (data));
  revision = test_revision (data);
  pilot_fake_clock_advance (data->clock, G_TIME_SPAN_HOUR);
  again = command_with_key (data, "enable-subscription", "", key);
  g_assert_cmpstr (again->response->body->str, ==, first->response->body->str);
  g_assert_cmpint (test_revision (data), ==, revision);
  g_assert_cmpint (count_events (data, "subscription.enable"), ==, 1);
  other = command_with_key (data, "enable-subscription", "'force':'true'", key);
  test_assert_status (other, 422);
  g_assert_cmpstr (test_problem (other), ==, "key-reused");
}

static void
test_an_audit_event_says_who_and_what (void)
{
  g_autoptr (TestData) data = test_data_new (40);
  g_autoptr (TestAnswer) list = NULL;
  JsonObject *event;

  act_as (data, PILOT_ROLE_OPERATOR, "/v1/members?role=operator");
  expect (data, "enable-subscription", "", 200);
  list = test_get (data, "/v1/audit-events?limit=200");
  event = test_item (list, json_array_get_length (test_items (list)) - 1);
  g_assert_cmpstr (test_text (event, "action"), ==, "subscription.enable");
  g_assert_cmpstr (test_text (event, "actor"), ==, data->member_id);
  g_assert_cmpstr (test_text (event, "detail"), ==, "subscribedAt");
  g_assert_true (pilot_audit_verify (data->db, NULL, NULL));
}

static void
test_the_subscription_is_enabled_once (void)
{
  g_autoptr (TestData) data = test_data_new (40);
  g_autoptr (TestAnswer) first = NULL;
  g_autoptr (TestAnswer) again = NULL;
  gint64 revision;

  act_as (data, PILOT_ROLE_OPERATOR, "/v1/members?role=operator");
  first = command (data, "enable-subscription", "");
  test_assert_status (first, 200);
  revision = test_revision (data);
  pilot_fake_clock_advance (data->clock, G_TIME_SPAN_HOUR);
  again = command (data, "enable-subscription", "");
  test_assert_status (again, 200);
  g_assert_cmpint (test_revision (data), ==, revision);
  g_assert_cmpint (again->response->changed_revision, ==, 0);
  g_assert_cmpstr (test_text (json_object_get_object_member (again->object, "values"), "subscribed_at"), ==, "2026-11-22T12:00:00.000000Z");
}

static void
test_a_snapshot_is_compared (void)
{
  g_autoptr (TestData) data = test_data_new (40);
  g_autofree char *counts = dup_counts (data, 0);
  g_autofree char *wrong_counts = dup_counts (data, 1);
  g_autofree char *right = dup_snapshot (test_revision (data), counts);
  g_autofree char *wrong = dup_snapshot (test_revision (data), wrong_counts);
  g_autofree char *old = dup_snapshot (1, counts);
  g_autofree char *agency = test_first_id (data, "/v1/agencies");
  g_autofree char *path = g_strdup_printf ("/v1/agencies/%s", agency);
  g_autoptr (TestAnswer) record = test_get (data, path);
  g_autofree char *tag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", test_number (record->object, "revision"));
  g_autoptr (TestAnswer) changed = NULL;
  g_autofree char *told = NULL;

  expect_reason (data, "record-snapshot", wrong, "the snapshot has 41, the portal has 40");
  expect_reason (data, "record-snapshot", old, "have changed since");
  expect (data, "record-snapshot", right, 200);
  told = dup_project_text (data, "snapshotCounts");
  g_assert_cmpstr (told, ==, counts);
  changed = test_call (data, "PATCH", path, "{\"city\":\"Galway\"}", "If-Match", tag, NULL);
  test_assert_status (changed, 200);
  expect_reason (data, "record-snapshot", right, "have changed since");
}

static void
test_counts_are_read_strictly (void)
{
  static const char *const bad[] = {
    "", "agency 1", "agency 1, recruiter 2, job 3, assignment 4", "agency 1, recruiter 2, job 3, assignment 4, candidate -5",
    "agency 1, recruiter 2, job 3, assignment 4, agency 5", "agency 1, recruiter 2, job 3, assignment 4, candidate 5, share 6",
    "agency 1, recruiter 2, job 3, assignment 4, candidate  5", "agency 1,recruiter 2,job 3,assignment 4,candidate 5",
  };
  gint64 counts[PILOT_N_ENTITIES];

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (pilot_legacy_parse_counts (bad[i], counts));
  g_assert_false (pilot_legacy_parse_counts (NULL, counts));
  g_assert_true (pilot_legacy_parse_counts ("candidate 5, agency 1, recruiter 0, job 3, assignment 4", counts));
  g_assert_cmpint (counts[0], ==, 1);
  g_assert_cmpint (counts[4], ==, 5);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/server/commands/there is one project and one settings record", test_there_is_one_project);
  g_test_add_func ("/server/commands/they are made when an older file is opened", test_they_are_made_when_an_older_file_is_opened);
  g_test_add_func ("/server/commands/arguments are judged, and named", test_arguments_are_judged);
  g_test_add_func ("/server/commands/every command of the table is carried out, for its roles alone", test_every_command_is_carried_out);
  g_test_add_func ("/server/commands/a replay answers the same and does nothing twice", test_a_replay_does_nothing_twice);
  g_test_add_func ("/server/commands/an audit event says who and what", test_an_audit_event_says_who_and_what);
  g_test_add_func ("/server/commands/the subscription is enabled once", test_the_subscription_is_enabled_once);
  g_test_add_func ("/server/commands/a snapshot is compared with what is there", test_a_snapshot_is_compared);
  g_test_add_func ("/server/commands/a snapshot's counts are read strictly", test_counts_are_read_strictly);
  return g_test_run ();
}
