/* test-members.c: people and hiring processes come, change and go over HTTP
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test-data.h"

#include "pilot-account.h"
#include "pilot-statement.h"

#define NEW_MEMBER "/v1/members/00000000-0000-4000-8000-0000000000b1"
#define OTHER_MEMBER "/v1/members/00000000-0000-4000-8000-0000000000b2"
#define NEW_PROCESS "00000000-0000-4000-8000-0000000000c1"
#define NEW_STAGE "/v1/stages/00000000-0000-4000-8000-0000000000d1"

/* The change of a record as it stands; returns the answer, (transfer full). */
static TestAnswer *
change (TestData *data, const char *method, const char *path, const char *body, guint status)
{
  g_autoptr (TestAnswer) now = test_get (data, path);
  g_autofree char *tag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", test_number (now->object, "revision"));

  return test_ask (data, method, path, body, "If-Match", tag, status);
}

static void
expect_change (TestData *data, const char *method, const char *path, const char *body, guint status)
{
  test_answer_free (change (data, method, path, body, status));
}

/* Of one refused: which member (nullable), and why. */
static void
expect_refusal (TestAnswer *answer, const char *field, const char *sentence)
{
  g_autoptr (TestAnswer) owned = answer;
  JsonObject *refused = json_array_get_object_element (json_object_get_array_member (owned->object, "errors"), 0);

  g_assert_cmpstr (test_text (refused, "field"), ==, field);
  g_assert_nonnull (strstr (test_text (refused, "message"), sentence));
}

static char *
dup_body (const char *email, const char *role)
{
  return g_strdup_printf ("{\"name\":\"Nora Walsh\",\"email\":\"%s\",\"role\":\"%s\",\"active\":true}", email, role);
}

static void
add_member (TestData *data, const char *path, const char *email, const char *role)
{
  g_autofree char *body = dup_body (email, role);

  test_create (data, path, body);
}

static gint64
count (TestData *data, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 n = -1;

  pilot_database_query_int64 (pilot_portal_db_get_database (data->db), sql, -1, &n, &error);
  g_assert_no_error (error);
  return n;
}

static gboolean
can_sign_in (TestData *data, const char *email)
{
  g_auto (PilotAccount) account = { 0 };
  gboolean found;

  g_assert_true (pilot_account_find (data->db, email, &account, &found, NULL));
  return found;
}

static void
test_come_change_go (void)
{
  g_autoptr (TestData) data = test_data_new (1);

  add_member (data, NEW_MEMBER, "nora@meridian.example", "auditor");
  g_assert_true (can_sign_in (data, "nora@meridian.example"));
  expect_change (data, "PATCH", NEW_MEMBER, "{\"role\":\"ta_lead\"}", 200);
  expect_change (data, "PATCH", NEW_MEMBER, "{\"active\":false}", 200);
  g_assert_false (can_sign_in (data, "nora@meridian.example"));
  expect_change (data, "DELETE", NEW_MEMBER, NULL, 200);
  g_assert_cmpint (count (data, "SELECT count(*) FROM audit_event WHERE action LIKE 'member.%'"), ==, 4);
  g_assert_cmpint (count (data, "SELECT count(*) FROM audit_event WHERE detail LIKE '%nora%'"), ==, 0);
}

/* A company that nobody administers could not be mended. */
static void
test_last_admin (void)
{
  g_autoptr (TestData) data = test_data_new (1);
  g_autofree char *other = NULL;
  g_autofree char *mine = g_strconcat ("/v1/members/", data->member_id, NULL);
  g_autoptr (TestAnswer) admins = test_get (data, "/v1/members?role=admin");
  g_autofree char *bulk = NULL;
  g_autoptr (TestAnswer) swept = NULL;

  g_assert_cmpuint (json_array_get_length (test_items (admins)), ==, 2);
  other = g_strconcat ("/v1/members/", test_text (test_item (admins, 1), "id"), NULL);
  /* Both in one call: the second of them stays. */
  bulk = g_strdup_printf ("{\"items\":[{\"id\":\"%s\",\"active\":false},{\"id\":\"%s\",\"role\":\"auditor\"}]}", other + strlen ("/v1/members/"),
                          data->member_id);
  swept = test_ask (data, "POST", "/v1/members/bulk", bulk, "Idempotency-Key", NULL, 200);
  g_assert_cmpint (test_number (swept->object, "changed"), ==, 1);
  g_assert_cmpint (test_number (swept->object, "failed"), ==, 1);

  expect_refusal (change (data, "PATCH", mine, "{\"role\":\"auditor\"}", 422), "role", "last admin");
  expect_refusal (change (data, "PATCH", mine, "{\"active\":false}", 422), "active", "last admin");
  expect_refusal (change (data, "DELETE", mine, NULL, 422), NULL, "last admin");
  expect_change (data, "PATCH", mine, "{\"name\":\"Maya B. Brennan\"}", 200);
  /* Another one, and it may be. */
  expect_change (data, "PATCH", other, "{\"active\":true}", 200);
  expect_change (data, "DELETE", mine, NULL, 200);
  expect_refusal (change (data, "DELETE", other, NULL, 422), NULL, "last admin");
}

static void
test_address (void)
{
  g_autoptr (TestData) data = test_data_new (1);
  g_autofree char *taken = dup_body ("NORA@meridian.example", "auditor");
  g_autofree char *recruiter = dup_body ("else@meridian.example", "recruiter");
  g_autofree char *tombstone = NULL;
  g_autoptr (TestAnswer) gone = NULL;

  add_member (data, NEW_MEMBER, "nora@meridian.example", "auditor");
  expect_refusal (test_ask (data, "PUT", OTHER_MEMBER, taken, "If-None-Match", "*", 422), "email", "already");
  expect_refusal (test_ask (data, "PUT", OTHER_MEMBER, recruiter, "If-None-Match", "*", 422), "role", "recruiter");
  expect_refusal (test_ask (data, "PUT", OTHER_MEMBER, "{\"name\":\"Nora\",\"email\":\"n@m.example\",\"role\":\"auditor\"}", "If-None-Match", "*", 422),
                  "active", "Active");
  add_member (data, OTHER_MEMBER, "else@meridian.example", "auditor");
  expect_refusal (change (data, "PATCH", OTHER_MEMBER, "{\"email\":\"Nora@Meridian.example\"}", 422), "email", "already");
  /* Once one is gone the other may have it, and then it doesn't come back beside that one. */
  gone = change (data, "DELETE", NEW_MEMBER, NULL, 200);
  expect_change (data, "PATCH", OTHER_MEMBER, "{\"email\":\"nora@meridian.example\"}", 200);
  tombstone = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", test_number (gone->object, "revision"));
  expect_refusal (test_ask (data, "PUT", NEW_MEMBER, taken, "If-Match", tombstone, 422), "email", "already");
}

static void
test_password (void)
{
  g_autoptr (TestData) data = test_data_new (1);
  g_autofree char *hash = NULL;
  g_autoptr (TestAnswer) shown = NULL;

  add_member (data, NEW_MEMBER, "nora@meridian.example", "auditor");
  test_answer_free (test_ask (data, "PUT", NEW_MEMBER "/password", "{\"password\":\"seven77\"}", "Idempotency-Key", NULL, 422));
  test_answer_free (test_ask (data, "PUT", OTHER_MEMBER "/password", "{\"password\":\"correct horse\"}", "Idempotency-Key", NULL, 404));
  test_answer_free (test_ask (data, "PUT", NEW_MEMBER "/password", "{\"password\":\"correct horse\"}", "Idempotency-Key", NULL, 204));
  hash = pilot_account_dup_password_hash (data->db, "00000000-0000-4000-8000-0000000000b1", NULL);
  g_assert_true (g_str_has_prefix (hash, "$y$"));
  shown = test_get (data, NEW_MEMBER);
  g_assert_null (strstr (shown->response->body->str, "assword"));
  g_assert_cmpint (count (data, "SELECT count(*) FROM audit_event WHERE action = 'account.password'"), ==, 1);
  /* What is deleted leaves nothing to sign in with, even where it comes back. */
  expect_change (data, "DELETE", NEW_MEMBER, NULL, 200);
  g_assert_cmpint (count (data, "SELECT count(*) FROM password"), ==, 0);
}

static void
test_processes (void)
{
  g_autoptr (TestData) data = test_data_new (1);

  test_create (data, "/v1/processes/" NEW_PROCESS, "{\"name\":\"Apprenticeships\",\"active\":true}");
  test_create (data, NEW_STAGE, "{\"processId\":\"" NEW_PROCESS "\",\"status\":\"NEW\"}");
  expect_refusal (test_ask (data, "PUT", "/v1/stages/00000000-0000-4000-8000-0000000000d2",
                       "{\"processId\":\"" NEW_PROCESS "\",\"status\":\"NEW\",\"position\":2}", "If-None-Match", "*", 422),
                  "subStatus", "already");
  test_create (data, "/v1/stages/00000000-0000-4000-8000-0000000000d2",
          "{\"processId\":\"" NEW_PROCESS "\",\"status\":\"NEW\",\"subStatus\":\"Portfolio\"}");
  expect_refusal (change (data, "PATCH", NEW_STAGE, "{\"subStatus\":\"PORTFOLIO\"}", 422), "subStatus", "already");
  expect_change (data, "PATCH", NEW_STAGE, "{\"position\":7}", 200);
  expect_change (data, "PATCH", "/v1/processes/" NEW_PROCESS, "{\"active\":false}", 200);
  /* Stages first. */
  expect_change (data, "DELETE", "/v1/processes/" NEW_PROCESS, NULL, 422);
  expect_change (data, "DELETE", NEW_STAGE, NULL, 200);
  expect_change (data, "DELETE", "/v1/stages/00000000-0000-4000-8000-0000000000d2", NULL, 200);
  expect_change (data, "DELETE", "/v1/processes/" NEW_PROCESS, NULL, 200);
}

static void
test_company (void)
{
  g_autoptr (TestData) data = test_data_new (1);
  g_autofree char *id = test_first_id (data, "/v1/company");
  g_autofree char *path = g_strconcat ("/v1/company/", id, NULL);

  expect_change (data, "PATCH", path, "{\"name\":\"Meridian\",\"timeZone\":\"UTC\"}", 200);
  expect_refusal (change (data, "PATCH", path, "{\"environment\":\"sandbox\"}", 422), "environment", "environment");
  expect_refusal (change (data, "PATCH", path, "{\"timeZone\":\"Europe/Nowhere\"}", 422), "timeZone", "time zone");
}

int
main (int argc, char *argv[])
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/server/members/they come, change and go", test_come_change_go);
  g_test_add_func ("/server/members/one active admin stays", test_last_admin);
  g_test_add_func ("/server/members/each has an address of its own", test_address);
  g_test_add_func ("/server/members/an admin sets a password that nobody sees", test_password);
  g_test_add_func ("/server/members/hiring processes come, change and go", test_processes);
  g_test_add_func ("/server/members/the company changes, but not its environment", test_company);
  return g_test_run ();
}
