/* test-idempotency.c: a request sent twice is done once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test-data.h"

#define ONE "/v1/agencies/00000000-0000-4000-8000-000000000001"
#define TWO "/v1/agencies/00000000-0000-4000-8000-000000000002"
#define KEY "00000000-0000-4000-8000-0000000000aa"
#define AGENCY "{\"dataset\":\"legacy\",\"name\":\"Kestrel\",\"status\":\"active\",\"contractState\":\"none\"}"
#define OTHER "{\"dataset\":\"legacy\",\"name\":\"Merlin\",\"status\":\"active\",\"contractState\":\"none\"}"

static TestAnswer *
create (TestData *data, const char *path, const char *body)
{
  return test_call (data, "PUT", path, body, "If-None-Match", "*", "Idempotency-Key", KEY, NULL);
}

static void
assert_same (TestAnswer *a, TestAnswer *b)
{
  g_assert_cmpuint (a->response->status, ==, b->response->status);
  g_assert_cmpstr (a->response->body->str, ==, b->response->body->str);
  g_assert_cmpint (a->response->etag, ==, b->response->etag);
}

static void
test_replay (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autoptr (TestAnswer) first = create (data, ONE, AGENCY);
  gint64 revision = test_revision (data);
  g_autoptr (TestAnswer) second = create (data, ONE, AGENCY);
  g_autoptr (TestAnswer) third = NULL;

  test_assert_status (first, 201);
  assert_same (first, second);
  g_assert_cmpint (second->response->changed_revision, ==, 0);
  test_data_reopen (data);
  third = create (data, ONE, AGENCY);
  assert_same (first, third);
  g_assert_cmpint (test_revision (data), ==, revision);
}

static void
test_replay_after_change (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autoptr (TestAnswer) created = test_call (data, "PUT", ONE, AGENCY, "If-None-Match", "*", NULL);
  g_autofree char *tag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", created->response->etag);
  g_autoptr (TestAnswer) first = test_call (data, "PATCH", ONE, "{\"city\":\"Cork\"}", "If-Match", tag, "Idempotency-Key", KEY, NULL);
  g_autofree char *new_tag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", first->response->etag);
  g_autoptr (TestAnswer) between = test_call (data, "PATCH", ONE, "{\"city\":\"Sligo\"}", "If-Match", new_tag, NULL);
  g_autoptr (TestAnswer) again = test_call (data, "PATCH", ONE, "{\"city\":\"Cork\"}", "If-Match", tag, "Idempotency-Key", KEY, NULL);
  g_autoptr (TestAnswer) now = test_get (data, ONE);

  test_assert_status (between, 200);
  assert_same (first, again); /* not a conflict, and not done again */
  g_assert_cmpstr (test_text (now->object, "city"), ==, "Sligo");
}

static void
test_reused (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autoptr (TestAnswer) first = create (data, ONE, AGENCY);
  g_autoptr (TestAnswer) other_body = create (data, ONE, OTHER);
  g_autoptr (TestAnswer) other_path = create (data, TWO, AGENCY);
  g_autoptr (TestAnswer) other_condition = test_call (data, "PUT", ONE, AGENCY, "If-Match", "\"1\"", "Idempotency-Key", KEY, NULL);
  g_autoptr (TestAnswer) bulk = test_call (data, "POST", "/v1/agencies/bulk", "{\"items\":[]}", "Idempotency-Key", KEY, NULL);
  g_autoptr (TestAnswer) commit = test_call (data, "POST", "/v1/imports/00000000-0000-4000-8000-0000000000ff/commit", NULL,
                                             "Idempotency-Key", KEY, NULL);
  TestAnswer *const refused[] = { other_body, other_path, other_condition, bulk, commit };

  test_assert_status (first, 201);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      test_assert_status (refused[i], 422);
      g_assert_cmpstr (test_problem (refused[i]), ==, "key-reused");
    }
}

static void
test_members_apart (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autoptr (TestAnswer) first = create (data, ONE, AGENCY);
  g_autoptr (TestAnswer) second = NULL;

  g_free (data->member_id);
  data->member_id = g_strdup ("00000000-0000-4000-8000-00000000abcd");
  second = create (data, TWO, OTHER);
  test_assert_status (first, 201);
  test_assert_status (second, 201);
}

static void
test_failure_is_not_remembered (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autoptr (TestAnswer) missing = test_call (data, "PATCH", ONE, "{\"city\":\"Cork\"}", "If-Match", "\"1\"", "Idempotency-Key", KEY, NULL);
  g_autoptr (TestAnswer) invalid = create (data, ONE, "{}");
  g_autoptr (TestAnswer) created = create (data, ONE, AGENCY);

  test_assert_status (missing, 404);
  test_assert_status (invalid, 422);
  test_assert_status (created, 201);
}

static void
test_bulk (void)
{
  static const char body[] = "{\"items\":[{\"id\":\"00000000-0000-4000-8000-000000000001\",\"dataset\":\"legacy\",\"name\":\"A\","
                             "\"status\":\"active\",\"contractState\":\"none\"}]}";
  g_autoptr (TestData) data = test_data_new (20);
  g_autoptr (TestAnswer) first = test_call (data, "POST", "/v1/agencies/bulk", body, "Idempotency-Key", KEY, NULL);
  gint64 revision = test_revision (data);
  g_autoptr (TestAnswer) second = test_call (data, "POST", "/v1/agencies/bulk", body, "Idempotency-Key", KEY, NULL);

  g_assert_cmpint (test_number (first->object, "created"), ==, 1);
  assert_same (first, second);
  g_assert_cmpint (test_revision (data), ==, revision);
}

static void
test_memory (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autoptr (TestAnswer) first = create (data, ONE, AGENCY);
  g_autoptr (TestAnswer) week = NULL;
  g_autoptr (TestAnswer) later = NULL;
  gint64 n;

  pilot_fake_clock_advance (data->clock, 7 * G_TIME_SPAN_DAY);
  week = test_call (data, "PUT", TWO, OTHER, "If-None-Match", "*", NULL); /* forgets what is old */
  test_assert_status (week, 201);
  g_clear_pointer (&week, test_answer_free);
  week = create (data, ONE, AGENCY);
  assert_same (first, week);
  pilot_fake_clock_advance (data->clock, 2 * G_TIME_SPAN_DAY);
  later = test_call (data, "PUT", "/v1/agencies/00000000-0000-4000-8000-000000000003", OTHER, "If-None-Match", "*", NULL);
  test_assert_status (later, 201);
  pilot_database_query_int64 (pilot_portal_db_get_database (data->db), "SELECT count(*) FROM idempotency WHERE key = '" KEY "'", -1, &n,
                              NULL);
  g_assert_cmpint (n, ==, 0);
}

int
main (int argc, char *argv[])
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/server/idempotency/the same request gets the same answer, also after a restart", test_replay);
  g_test_add_func ("/server/idempotency/a lost answer is looked up though others changed the record since", test_replay_after_change);
  g_test_add_func ("/server/idempotency/a key of another request is refused", test_reused);
  g_test_add_func ("/server/idempotency/two members may have the same key", test_members_apart);
  g_test_add_func ("/server/idempotency/a failed request may be sent again", test_failure_is_not_remembered);
  g_test_add_func ("/server/idempotency/a bulk call is done once", test_bulk);
  g_test_add_func ("/server/idempotency/a key is remembered for seven days and not for ever", test_memory);
  return g_test_run ();
}
