/* test-audit.c: the chain of audit events
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test-data.h"

#include "pilot-audit.h"

#define ONE "/v1/agencies/00000000-0000-4000-8000-000000000001"
#define KEY "00000000-0000-4000-8000-0000000000aa"
#define AGENCY "{\"dataset\":\"legacy\",\"name\":\"Kestrel\",\"status\":\"active\",\"contractState\":\"none\",\"email\":\"zyxw@kestrel.example\"}"

static void
exec (TestData *data, const char *sql)
{
  g_autoptr (GError) error = NULL;

  pilot_database_exec (pilot_portal_db_get_database (data->db), sql, &error);
  g_assert_no_error (error);
}

static gint64
verify (TestData *data)
{
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

  pilot_audit_verify (data->db, &n, &error);
  g_assert_no_error (error);
  return n;
}

static void
assert_broken (TestData *data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (pilot_audit_verify (data->db, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_CORRUPT);
}

static void
test_events (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  gint64 n_before = verify (data);
  g_autoptr (TestAnswer) created =
    test_call (data, "PUT", ONE, AGENCY, "If-None-Match", "*", "Idempotency-Key", KEY, NULL);
  g_autofree char *tag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", created->response->etag);
  g_autoptr (TestAnswer) changed =
    test_call (data, "PATCH", ONE, "{\"city\":\"Cork\",\"phone\":\"+353 1 900 0000\"}", "If-Match", tag, NULL);
  g_autofree char *new_tag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", changed->response->etag);
  g_autoptr (TestAnswer) same = test_call (data, "PATCH", ONE, "{\"city\":\"Cork\"}", "If-Match", new_tag, NULL);
  g_autoptr (TestAnswer) failed = test_call (data, "PATCH", ONE, "{\"country\":\"1\"}", "If-Match", new_tag, NULL);
  g_autoptr (TestAnswer) deleted = test_call (data, "DELETE", ONE, NULL, "If-Match", new_tag, NULL);
  g_autoptr (TestAnswer) events = test_get (data, "/v1/audit-events?entityId=00000000-0000-4000-8000-000000000001");
  static const char *const actions[] = { "agency.create", "agency.update", "agency.delete" };
  static const char *const details[] = { "dataset,name,email,status,contractState", "phone,city", NULL };

  test_assert_status (same, 200);
  test_assert_status (failed, 422);
  test_assert_status (deleted, 200);
  g_assert_cmpuint (json_array_get_length (test_items (events)), ==, G_N_ELEMENTS (actions));
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      JsonObject *event = test_item (events, i);

      g_assert_cmpstr (test_text (event, "entity"), ==, "audit_event");
      g_assert_cmpstr (test_text (event, "recordEntity"), ==, "agency");
      g_assert_cmpstr (test_text (event, "action"), ==, actions[i]);
      g_assert_cmpstr (test_text (event, "detail"), ==, details[i]);
      g_assert_cmpstr (test_text (event, "actor"), ==, data->member_id);
      g_assert_cmpint (test_number (event, "count"), ==, 1);
    }
  g_assert_cmpint (verify (data), ==, n_before + 3);
}

static void
test_nothing_personal (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autoptr (TestAnswer) created = test_call (data, "PUT", ONE, AGENCY, "If-None-Match", "*", NULL);
  g_autoptr (TestAnswer) bulk =
    test_call (data, "POST", "/v1/agencies/bulk",
               "{\"items\":[{\"id\":\"00000000-0000-4000-8000-000000000002\",\"name\":\"Zyxw\",\"email\":\"zyxw\"}]}", NULL);
  g_autoptr (TestAnswer) events = test_get (data, "/v1/audit-events?limit=1000");

  test_assert_status (created, 201);
  test_assert_status (bulk, 200);
  g_assert_null (strstr (events->response->body->str, "zyxw"));
  g_assert_null (strstr (events->response->body->str, "Zyxw"));
  g_assert_null (strstr (bulk->response->body->str, "Zyxw"));
}

static void
test_tampering (void)
{
  static const char *const deeds[] = {
    "UPDATE audit_event SET actor = 'portal' WHERE row = 3",
    "UPDATE audit_event SET count = 2 WHERE row = 3",
    "UPDATE audit_event SET at = at + 1000000 WHERE row = 3",
    "UPDATE audit_event SET detail = 'nothing' WHERE row = 3",
    "UPDATE audit_event SET entity_id = NULL WHERE row = 3",
    "UPDATE audit_event SET hash = upper(hash) WHERE row = 3",
    "DELETE FROM audit_event WHERE row = 3",
    "DELETE FROM audit_event WHERE row = (SELECT max(row) FROM audit_event)",
    "DELETE FROM audit_event WHERE row = 1",
    "UPDATE audit_event SET revision = 1000000 WHERE row = 3",
  };

  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    {
      g_autoptr (TestData) data = test_data_new (5);

      verify (data);
      exec (data, deeds[i]);
      assert_broken (data);
    }
}

static void
test_erasure (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autofree char *id = test_first_id (data, "/v1/candidates");
  g_autofree char *path = g_strdup_printf ("/v1/candidates/%s", id);
  g_autoptr (TestAnswer) there = test_get (data, path);
  g_autofree char *tag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", there->response->etag);
  g_autoptr (TestAnswer) deleted = test_call (data, "DELETE", path, NULL, "If-Match", tag, NULL);

  test_assert_status (deleted, 200);
  verify (data);
}

static void
test_write_is_one_with_its_event (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  gint64 before = test_revision (data);
  g_autoptr (TestAnswer) failed = NULL;
  g_autoptr (TestAnswer) read = NULL;

  /* The event can't be written: neither is the record. */
  exec (data, "CREATE TEMP TRIGGER no_event BEFORE INSERT ON main.audit_event BEGIN SELECT raise (ABORT, 'no'); END");
  failed = test_call (data, "PUT", ONE, AGENCY, "If-None-Match", "*", NULL);
  test_assert_status (failed, 500);
  g_assert_cmpint (failed->response->changed_revision, ==, 0);
  read = test_call (data, "GET", ONE, NULL, NULL);
  test_assert_status (read, 404);
  g_assert_cmpint (test_revision (data), ==, before);
}

int
main (int argc, char *argv[])
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/server/audit/every change leaves one event, and nothing else does", test_events);
  g_test_add_func ("/server/audit/events hold nothing personal", test_nothing_personal);
  g_test_add_func ("/server/audit/a changed, left out or moved event breaks the chain", test_tampering);
  g_test_add_func ("/server/audit/erasing a person leaves the chain whole", test_erasure);
  g_test_add_func ("/server/audit/a change without its event is no change", test_write_is_one_with_its_event);
  return g_test_run ();
}
