/* test-parts.c: what is part of a record is deleted with it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test-data.h"

#include "pilot-portal-change.h"

#define RUN_ID "00000000-0000-4000-8000-0000000000a1"
#define OTHER_RUN_ID "00000000-0000-4000-8000-0000000000a2"
#define CHOICE_PATH "/v1/scope-choices/00000000-0000-4000-8000-0000000001%02u"
#define CHECK_PATH "/v1/checks/00000000-0000-4000-8000-0000000000c1"
#define OTHER_CHECK_PATH "/v1/checks/00000000-0000-4000-8000-0000000000c2"
#define IMPORT "/v1/imports/00000000-0000-4000-8000-0000000000d"
#define KEY "00000000-0000-4000-8000-0000000000aa"
#define DELETE_KEY "00000000-0000-4000-8000-0000000000ab"
#define RUN "{\"name\":\"Some\",\"kind\":\"pilot\",\"choice\":\"chosen\",\"history\":\"legacy\",\"onHold\":\"in\",\"transferred\":\"out\"}"
#define CHECK "{\"runId\":\"%s\",\"rule\":\"recruiter-email\",\"outcome\":\"passed\"}"
#define N_CHOICES 3

static TestAnswer *
put (TestData *data, const char *path, const char *body, const char *key)
{
  return test_call (data, "PUT", path, body, "If-None-Match", "*", key != NULL ? "Idempotency-Key" : NULL, key, NULL);
}

static void
create (TestData *data, const char *path, const char *body)
{
  g_autoptr (TestAnswer) answer = put (data, path, body, NULL);

  test_assert_status (answer, 201);
}

static char *
make_choice (TestData *data)
{
  g_autofree char *agency = test_first_id (data, "/v1/agencies");

  return g_strdup_printf ("{\"runId\":\"" RUN_ID "\",\"agencyId\":\"%s\",\"included\":true}", agency);
}

/* A run with three choices and a check; another run with a check. */
static TestData *
new_data (void)
{
  TestData *data = test_data_new (20);
  g_autofree char *choice = make_choice (data);
  g_autofree char *first = g_strdup_printf (CHOICE_PATH, 0u);
  g_autofree char *check = g_strdup_printf (CHECK, RUN_ID);
  g_autofree char *other_check = g_strdup_printf (CHECK, OTHER_RUN_ID);
  g_autoptr (TestAnswer) answer = NULL;

  create (data, "/v1/runs/" RUN_ID, RUN);
  create (data, "/v1/runs/" OTHER_RUN_ID, RUN);
  answer = put (data, first, choice, KEY);
  test_assert_status (answer, 201);
  for (guint i = 1; i < N_CHOICES; i++)
    {
      g_autofree char *path = g_strdup_printf (CHOICE_PATH, i);

      create (data, path, choice);
    }
  create (data, CHECK_PATH, check);
  create (data, OTHER_CHECK_PATH, other_check);
  return data;
}

static TestAnswer *
delete_run (TestData *data, guint status)
{
  g_autoptr (TestAnswer) there = test_get (data, "/v1/runs/" RUN_ID);
  g_autofree char *tag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", there->response->etag);
  TestAnswer *answer = test_call (data, "DELETE", "/v1/runs/" RUN_ID, NULL, "If-Match", tag, "Idempotency-Key", DELETE_KEY, NULL);

  test_assert_status (answer, status);
  return answer;
}

static void
assert_status (TestData *data, const char *path, guint status)
{
  g_autoptr (TestAnswer) answer = test_call (data, "GET", path, NULL, NULL);

  test_assert_status (answer, status);
}

static void
test_parts_go_with_it (void)
{
  g_autoptr (TestData) data = new_data ();
  gint64 before = test_revision (data);
  g_autoptr (TestAnswer) deleted = delete_run (data, 200);
  g_autoptr (TestAnswer) left = test_call (data, "GET", "/v1/scope-choices", NULL, NULL);
  g_autofree char *choice = g_strdup_printf (CHOICE_PATH, 1u);

  assert_status (data, "/v1/runs/" RUN_ID, 410);
  assert_status (data, choice, 410);
  assert_status (data, CHECK_PATH, 410);
  assert_status (data, OTHER_CHECK_PATH, 200);
  g_assert_cmpuint (json_array_get_length (test_items (left)), ==, 0);
  /* Each under a revision of its own, and the audit event. */
  g_assert_cmpint (test_revision (data), ==, before + N_CHOICES + 1 + 1 + 1);
  g_assert_cmpint (test_number (deleted->object, "revision"), ==, before + N_CHOICES + 2);
}

static void
test_one_event_counts_them (void)
{
  g_autoptr (TestData) data = new_data ();
  g_autoptr (TestAnswer) deleted G_GNUC_UNUSED = delete_run (data, 200);
  g_autoptr (TestAnswer) again = test_call (data, "GET", "/v1/audit-events?action=run.delete", NULL, NULL);

  test_assert_status (again, 200);
  g_assert_cmpuint (json_array_get_length (test_items (again)), ==, 1);
  g_assert_cmpint (test_number (test_item (again, 0), "count"), ==, 1 + N_CHOICES + 1);
  g_assert_cmpstr (test_text (test_item (again, 0), "detail"), ==, "parts=4");
}

/* Who asks again under the key of the first time learns that it is gone. */
static void
test_nothing_is_remembered_of_them (void)
{
  g_autoptr (TestData) data = new_data ();
  g_autofree char *choice = make_choice (data);
  g_autofree char *path = g_strdup_printf (CHOICE_PATH, 0u);
  g_autoptr (TestAnswer) deleted G_GNUC_UNUSED = delete_run (data, 200);
  g_autoptr (TestAnswer) again = put (data, path, choice, KEY);

  test_assert_status (again, 201);
  g_assert_true (json_object_get_boolean_member (again->object, "deleted"));
  g_assert_false (json_object_has_member (again->object, "agencyId"));
}

static void
test_an_ordered_run_keeps_them (void)
{
  g_autoptr (TestData) data = new_data ();
  g_autoptr (PilotPortalChange) change = pilot_portal_change_begin (data->db, "portal", NULL, NULL);
  g_autoptr (PilotRecord) ordered = pilot_record_new (PILOT_ENTITY_RUN);
  g_autoptr (TestAnswer) refused = NULL;
  g_autofree char *choice = g_strdup_printf (CHOICE_PATH, 0u);
  guint64 changed;
  gint64 before;

  pilot_record_set_text (ordered, PILOT_FIELD_ID, RUN_ID);
  pilot_record_set_text (ordered, PILOT_RUN_STATE, "requested");
  g_assert_true (pilot_portal_change_set (change, ordered, &changed, NULL));
  g_assert_true (pilot_portal_change_commit (change, NULL));
  before = test_revision (data);
  refused = delete_run (data, 422);
  g_assert_cmpint (test_revision (data), ==, before);
  assert_status (data, choice, 200);
  assert_status (data, CHECK_PATH, 200);
}

/* (transfer full): what is answered to an import of this one new record. */
static TestAnswer *
import_one (TestData *data, const char *import, const char *entity, const char *path, const char *record)
{
  g_autofree char *announcement = g_strdup_printf ("{\"entity\":\"%s\",\"rows\":1,\"sourceName\":\"Some\"}", entity);
  g_autofree char *chunk = g_strdup_printf ("{\"items\":[{\"id\":\"%s\",\"revision\":0,%s]}", strrchr (path, '/') + 1, record + 1);
  g_autofree char *chunk_path = g_strconcat (import, "/chunks/0", NULL);
  g_autofree char *commit_path = g_strconcat (import, "/commit", NULL);
  g_autoptr (TestAnswer) announced G_GNUC_UNUSED = test_call (data, "PUT", import, announcement, NULL);
  g_autoptr (TestAnswer) sent = test_call (data, "PUT", chunk_path, chunk, NULL);

  test_assert_status (sent, 200);
  return test_call (data, "POST", commit_path, NULL, NULL);
}

/* The run comes back by the revision of its deletion; its parts are made again, many at once, while it is there. */
static void
test_they_are_made_again (void)
{
  g_autoptr (TestData) data = new_data ();
  g_autofree char *choice = make_choice (data);
  g_autofree char *choice_path = g_strdup_printf (CHOICE_PATH, 0u);
  g_autofree char *check = g_strdup_printf (CHECK, RUN_ID);
  g_autofree char *other = g_strdup_printf (CHECK, OTHER_RUN_ID);
  g_autoptr (TestAnswer) deleted = delete_run (data, 200);
  g_autofree char *tag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", test_number (deleted->object, "revision"));
  g_autoptr (TestAnswer) too_early = import_one (data, IMPORT "1", "check", CHECK_PATH, check);
  g_autoptr (TestAnswer) run = test_call (data, "PUT", "/v1/runs/" RUN_ID, RUN, "If-Match", tag, NULL);
  g_autoptr (TestAnswer) checks = import_one (data, IMPORT "2", "check", CHECK_PATH, check);
  g_autoptr (TestAnswer) choices = import_one (data, IMPORT "3", "scope_choice", choice_path, choice);
  g_autoptr (TestAnswer) taken = import_one (data, IMPORT "4", "check", CHECK_PATH, other);

  test_assert_status (too_early, 422); /* there is no such run */
  test_assert_status (run, 201);
  test_assert_status (checks, 200);
  test_assert_status (choices, 200);
  test_assert_status (taken, 409); /* there is one, and it says something else */
  assert_status (data, choice_path, 200);
  assert_status (data, CHECK_PATH, 200);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/server/parts/a run is deleted with its choices and checks", test_parts_go_with_it);
  g_test_add_func ("/server/parts/one audit event counts them all", test_one_event_counts_them);
  g_test_add_func ("/server/parts/of the parts nothing is remembered either", test_nothing_is_remembered_of_them);
  g_test_add_func ("/server/parts/an ordered run stays whole", test_an_ordered_run_keeps_them);
  g_test_add_func ("/server/parts/they are made again while the run is there", test_they_are_made_again);
  return g_test_run ();
}
