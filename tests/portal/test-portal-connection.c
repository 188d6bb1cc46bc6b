/* test-portal-connection.c: the connection against a portal that answers by script
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test.h"
#include "portal-script.h"

#include <string.h>

#define ID "0b8f0f9e-6a4e-4c6e-9a55-7d5c2c1f0a01"
#define KEY "11111111-2222-4333-8444-555555555555"
#define PROCESS "{\"entity\":\"process\",\"id\":\"" ID "\",\"revision\":13,\"name\":\"P\",\"active\":true}"
#define TOMBSTONE "{\"entity\":\"process\",\"id\":\"" ID "\",\"revision\":14,\"deleted\":true}"

typedef struct
{
  PortalScript *script; /* (owned) */
  PilotConnection *connection; /* (owned) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->script = portal_script_new ();
  self->connection = portal_script_connect (self->script);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_object_unref (self->connection);
  portal_script_assert_done (self->script);
  portal_script_free (self->script);
}

static PilotOperation *
create_operation (PilotOperationKind kind)
{
  PilotOperation *operation = pilot_operation_new (kind, PILOT_ENTITY_AGENCY);

  operation->id = g_strdup (KEY);
  operation->entity_id = g_strdup (ID);
  operation->base_revision = kind == PILOT_OPERATION_CREATE ? 0 : 12;
  if (kind != PILOT_OPERATION_DELETE)
    {
      operation->record = pilot_record_new (PILOT_ENTITY_AGENCY);
      pilot_record_set_text (operation->record, PILOT_FIELD_ID, ID);
      pilot_record_set_text (operation->record, PILOT_AGENCY_NAME, "Acme");
      pilot_record_set_null (operation->record, PILOT_AGENCY_PHONE);
    }
  return operation;
}

#define AGENCY "{\"entity\":\"agency\",\"id\":\"" ID "\",\"revision\":13,\"name\":\"Acme\"}"

static void
test_probe (Fixture *self, gconstpointer data)
{
  g_auto (PilotConnectionInfo) info = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *seen = NULL;

  portal_script_expect (self->script, "GET /v1/me ", 200,
                        "{\"role\":\"ta_lead\",\"member\":{\"id\":\"" ID "\",\"name\":\"Ada\"},\"recruiter\":null,"
                        "\"company\":{\"name\":\"Northwind\",\"environment\":\"sandbox\"},\"epoch\":\"e1\",\"revision\":77,"
                        "\"serverTime\":\"2026-11-22T08:44:27.000001Z\"}");
  g_assert_true (pilot_connection_probe (self->connection, &info, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (info.role, ==, PILOT_ROLE_TA_LEAD);
  g_assert_cmpstr (info.title, ==, "Northwind");
  g_assert_cmpstr (info.environment, ==, "sandbox");
  g_assert_cmpstr (info.member_id, ==, ID);
  g_assert_cmpstr (info.member_name, ==, "Ada");
  g_assert_cmpstr (info.epoch, ==, "e1");
  g_assert_cmpint (info.revision, ==, 77);
  g_assert_cmpint (info.server_unix_usec, ==, G_GINT64_CONSTANT (1795337067000001));
  seen = portal_script_take (self->script, 0);
  g_assert_nonnull (strstr (seen, "authorization: Bearer script-token"));
}

static void
test_probe_host (Fixture *self, gconstpointer data)
{
  g_auto (PilotConnectionInfo) info = { 0 };
  g_autoptr (GError) error = NULL;

  portal_script_expect (self->script, "GET /v1/me ", 200, "{\"role\":\"admin\",\"member\":null,\"company\":null}");
  g_assert_true (pilot_connection_probe (self->connection, &info, NULL, &error));
  g_assert_cmpstr (info.title, ==, "");
  g_assert_null (info.member_id);
}

static void
test_probe_refused (Fixture *self, gconstpointer data)
{
  static const struct
  {
    guint status;
    const char *body;
    PilotError code;
  } cases[] = {
    { 401, "{\"type\":\"urn:pilotage:problem:unauthorized\"}", PILOT_ERROR_UNAUTHORIZED },
    { 404, "<html>", PILOT_ERROR_NOT_FOUND },
    { 200, "<html>a wiki</html>", PILOT_ERROR_PROTOCOL },
    { 200, "{}", PILOT_ERROR_PROTOCOL },
    { 200, "{\"role\":\"emperor\"}", PILOT_ERROR_PROTOCOL },
    { 503, "", PILOT_ERROR_SERVER },
    { 0, "", PILOT_ERROR_OFFLINE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (PilotConnectionInfo) info = { 0 };
      g_autoptr (GError) error = NULL;

      portal_script_expect (self->script, "GET /v1/me ", cases[i].status, cases[i].body);
      g_assert_false (pilot_connection_probe (self->connection, &info, NULL, &error));
      g_assert_error (error, PILOT_ERROR, (int) cases[i].code);
    }
}

static void
test_pull (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *line;
    const char *body;
    guint n_rows;
    gboolean done, more;
    gint64 revision;
  } steps[] = {
    { "GET /v1/snapshot?limit=5000 ", "{\"epoch\":\"e 1\",\"revision\":20,\"items\":[" PROCESS "],\"next\":\"a/b+c&d\"}", 1, FALSE,
      TRUE, 20 },
    { "GET /v1/snapshot?limit=5000&cursor=a%2Fb%2Bc%26d ", "{\"next\":null,\"items\":[],\"revision\":20,\"epoch\":\"e 1\"}", 0, TRUE,
      TRUE, 20 },
    { "GET /v1/changes?limit=5000&after=20&epoch=e%201 ",
      "{\"epoch\":\"e 1\",\"revision\":22,\"items\":[" PROCESS "," TOMBSTONE "],\"more\":true,\"latest\":25}", 2, TRUE, TRUE, 22 },
    { "GET /v1/changes?limit=5000&after=22&epoch=e%201 ",
      "{\"epoch\":\"e 1\",\"revision\":25,\"items\":[" PROCESS "],\"more\":false,\"latest\":25}", 1, TRUE, FALSE, 25 },
    { "GET /v1/changes?limit=5000&after=25&epoch=e%201 ",
      "{\"epoch\":\"e 1\",\"revision\":25,\"items\":[],\"more\":false,\"latest\":25}", 0, TRUE, FALSE, 25 },
  };
  g_auto (PilotPull) at = { 0 };
  g_autoptr (PilotBatch) batch = pilot_batch_new ();

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_auto (PilotPull) next = { 0 };
      g_autoptr (GError) error = NULL;
      gboolean more = FALSE;

      portal_script_expect (self->script, steps[i].line, 200, steps[i].body);
      pilot_batch_clear (batch);
      pilot_connection_pull_page (self->connection, &at, batch, &next, &more, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (pilot_batch_get_length (batch), ==, steps[i].n_rows);
      g_assert_cmpint (next.snapshot_done, ==, steps[i].done);
      g_assert_cmpint (more, ==, steps[i].more);
      g_assert_cmpint (next.revision, ==, steps[i].revision);
      g_assert_cmpstr (next.epoch, ==, "e 1");
      pilot_pull_clear (&at);
      pilot_pull_copy (&next, &at);
    }
}

static void
test_pull_refused (Fixture *self, gconstpointer data)
{
  PilotPull begin = { 0 };
  PilotPull middle = { FALSE, (char *) "c1", (char *) "e1", 20 };
  PilotPull after = { TRUE, NULL, (char *) "e1", 20 };
  const struct
  {
    const PilotPull *from;
    guint status;
    const char *body;
    PilotError code;
  } cases[] = {
    { &begin, 200, "{\"revision\":20,\"items\":[]}", PILOT_ERROR_PROTOCOL },
    { &begin, 200, "{\"epoch\":\"e1\",\"items\":[5]}", PILOT_ERROR_PROTOCOL },
    { &begin, 200, "<html>", PILOT_ERROR_PROTOCOL },
    { &begin, 200, "{\"epoch\":\"e1\",\"items\":[", PILOT_ERROR_OFFLINE },
    { &begin, 200, "", PILOT_ERROR_OFFLINE },
    { &begin, 429, "{\"retryAfterSecs\":5}", PILOT_ERROR_THROTTLED },
    { &middle, 200, "{\"epoch\":\"e2\",\"revision\":20,\"items\":[]}", PILOT_ERROR_GONE },
    { &middle, 200, "{\"epoch\":\"e1\",\"revision\":21,\"items\":[]}", PILOT_ERROR_GONE },
    { &middle, 200, "{\"epoch\":\"e1\",\"revision\":20,\"items\":[],\"next\":\"c1\"}", PILOT_ERROR_PROTOCOL },
    { &middle, 410, "{\"type\":\"urn:pilotage:problem:gone\"}", PILOT_ERROR_GONE },
    { &after, 410, "{\"type\":\"urn:pilotage:problem:gone\"}", PILOT_ERROR_GONE },
    { &after, 200, "{\"epoch\":\"e2\",\"revision\":21,\"items\":[]}", PILOT_ERROR_GONE },
    { &after, 200, "{\"epoch\":\"e1\",\"revision\":19,\"items\":[]}", PILOT_ERROR_PROTOCOL },
    { &after, 200, "{\"epoch\":\"e1\",\"revision\":20,\"items\":[],\"more\":true}", PILOT_ERROR_PROTOCOL },
    { &after, 401, "", PILOT_ERROR_UNAUTHORIZED },
    { &after, 500, "", PILOT_ERROR_SERVER },
    { &after, 0, "", PILOT_ERROR_OFFLINE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PilotBatch) batch = pilot_batch_new ();
      g_auto (PilotPull) next = { 0 };
      g_autoptr (GError) error = NULL;
      gboolean more = FALSE;

      portal_script_expect (self->script, "GET ", cases[i].status, cases[i].body);
      g_assert_false (pilot_connection_pull_page (self->connection, cases[i].from, batch, &next, &more, NULL, &error));
      if (!g_error_matches (error, PILOT_ERROR, (int) cases[i].code))
        g_error ("case %u: %s", i, error->message);
    }
}

/* The library takes a cut between two chunks for the end of the body: it must not pass for a whole page. */
static void
test_pull_cut (Fixture *self, gconstpointer data)
{
  static const char *const answers[] = {
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{\"epoch\":\"e1\",\"i\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{\"epoch\":",
    "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"epoch\":\"e1\",\"items\":[]}",
    "HTTP/1.1 200 OK\r\n\r\n{\"epoch\":\"e1\",\"items\":[",
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (PilotBatch) batch = pilot_batch_new ();
      g_auto (PilotPull) from = { 0 };
      g_auto (PilotPull) next = { 0 };
      g_autoptr (GError) error = NULL;
      gboolean more = FALSE;

      portal_script_expect_raw (self->script, "GET /v1/snapshot", answers[i]);
      g_assert_false (pilot_connection_pull_page (self->connection, &from, batch, &next, &more, NULL, &error));
      g_assert_error (error, PILOT_ERROR, PILOT_ERROR_OFFLINE);
    }
}

static void
test_pull_busy (Fixture *self, gconstpointer data)
{
  PilotPull changes = { .snapshot_done = TRUE, .epoch = (char *) "e", .revision = 3 };
  PilotPull snapshot = { 0 };
  const PilotPull *from[] = { &snapshot, &changes };

  for (guint i = 0; i < G_N_ELEMENTS (from); i++)
    {
      g_autoptr (PilotBatch) batch = pilot_batch_new ();
      g_autoptr (GError) error = NULL;
      g_auto (PilotPull) next = { 0 };
      gboolean more;

      portal_script_expect (self->script, "GET /v1/", 503, "{\"type\":\"urn:pilotage:problem:busy\",\"retryAfterSecs\":9}");
      g_assert_false (pilot_connection_pull_page (self->connection, from[i], batch, &next, &more, NULL, &error));
      g_assert_error (error, PILOT_ERROR, PILOT_ERROR_SERVER);
      g_assert_cmpint (next.retry_after_usec, ==, 9 * G_TIME_SPAN_SECOND);
    }
}

static void
test_create (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotOperation) operation = create_operation (PILOT_OPERATION_CREATE);
  g_auto (PilotPushResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  /* The answer is lost; the same is sent again, byte for byte. */
  portal_script_expect (self->script, "PUT /v1/agencies/" ID " ", 0, "");
  portal_script_expect (self->script, "PUT /v1/agencies/" ID " ", 201, AGENCY);
  g_assert_false (pilot_connection_push (self->connection, operation, &result, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_OFFLINE);
  g_clear_error (&error);
  pilot_push_result_clear (&result);
  g_assert_true (pilot_connection_push (self->connection, operation, &result, NULL, &error));
  g_assert_cmpint (result.revision, ==, 13);
  g_assert_cmpstr (pilot_record_get_text (result.record, PILOT_AGENCY_NAME), ==, "Acme");

  first = portal_script_take (self->script, 0);
  second = portal_script_take (self->script, 1);
  g_assert_cmpstr (first, ==, second);
  g_assert_nonnull (strstr (first, "if-none-match: *\n"));
  g_assert_nonnull (strstr (first, "idempotency-key: " KEY "\n"));
  g_assert_null (strstr (first, "if-match"));
  g_assert_true (g_str_has_suffix (first, "{\"name\":\"Acme\",\"phone\":null}"));
}

/* A deletion is taken back by who names it. */
static void
test_put_back (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotOperation) operation = create_operation (PILOT_OPERATION_CREATE);
  g_auto (PilotPushResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *seen = NULL;

  operation->base_revision = 12;
  portal_script_expect (self->script, "PUT /v1/agencies/" ID " ", 201, AGENCY);
  g_assert_true (pilot_connection_push (self->connection, operation, &result, NULL, &error));
  seen = portal_script_take (self->script, 0);
  g_assert_nonnull (strstr (seen, "if-match: \"12\"\n"));
  g_assert_null (strstr (seen, "if-none-match"));
}

static void
test_update (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotOperation) operation = create_operation (PILOT_OPERATION_UPDATE);
  g_auto (PilotPushResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *seen = NULL;

  portal_script_expect (self->script, "PATCH /v1/agencies/" ID " ", 200, AGENCY);
  g_assert_true (pilot_connection_push (self->connection, operation, &result, NULL, &error));
  g_assert_cmpint (result.revision, ==, 13);
  seen = portal_script_take (self->script, 0);
  g_assert_nonnull (strstr (seen, "if-match: \"12\"\n"));
  g_assert_nonnull (strstr (seen, "idempotency-key: " KEY "\n"));
}

static void
test_delete (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotOperation) operation = create_operation (PILOT_OPERATION_DELETE);
  g_auto (PilotPushResult) result = { 0 };
  g_auto (PilotPushResult) again = { 0 };
  g_autoptr (GError) error = NULL;

  portal_script_expect (self->script, "DELETE /v1/agencies/" ID " ", 200,
                        "{\"entity\":\"agency\",\"id\":\"" ID "\",\"revision\":14,\"deleted\":true}");
  g_assert_true (pilot_connection_push (self->connection, operation, &result, NULL, &error));
  g_assert_true (result.deleted);
  g_assert_cmpint (result.revision, ==, 14);
  g_assert_null (result.record);

  portal_script_expect (self->script, "DELETE /v1/agencies/" ID " ", 410, "{\"type\":\"urn:pilotage:problem:gone\"}");
  g_assert_true (pilot_connection_push (self->connection, operation, &again, NULL, &error));
  g_assert_true (again.deleted);
}

static void
test_conflict (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotOperation) operation = create_operation (PILOT_OPERATION_UPDATE);
  static const struct
  {
    guint status;
    const char *body;
    gint64 revision;
    gboolean deleted;
  } cases[] = {
    { 412, "{\"type\":\"urn:pilotage:problem:precondition-failed\",\"current\":" AGENCY "}", 13, FALSE },
    { 409, "{\"type\":\"urn:pilotage:problem:conflict\",\"current\":" AGENCY "}", 13, FALSE },
    { 412, "{\"type\":\"urn:pilotage:problem:precondition-failed\",\"current\":null,\"deleted\":true}", 0, TRUE },
    { 412, "{\"current\":{\"entity\":\"agency\",\"id\":\"" ID "\",\"revision\":15,\"deleted\":true}}", 15, TRUE },
    { 412, "{\"current\":null,\"deleted\":true,\"tombstone\":" TOMBSTONE "}", 14, TRUE },
    { 410, "{\"type\":\"urn:pilotage:problem:gone\",\"current\":null,\"deleted\":true,\"tombstone\":" TOMBSTONE "}", 14, TRUE },
    { 412, "{\"current\":{\"entity\":\"job\"}}", 0, FALSE },
    { 412, "", 0, FALSE },
    { 410, "{\"type\":\"urn:pilotage:problem:gone\"}", 0, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (PilotPushResult) result = { 0 };
      g_autoptr (GError) error = NULL;

      portal_script_expect (self->script, "PATCH ", cases[i].status, cases[i].body);
      g_assert_false (pilot_connection_push (self->connection, operation, &result, NULL, &error));
      g_assert_error (error, PILOT_ERROR, PILOT_ERROR_CONFLICT);
      g_assert_cmpint (result.revision, ==, cases[i].revision);
      g_assert_cmpint (result.deleted, ==, cases[i].deleted);
      g_assert_true ((result.record != NULL) == (cases[i].revision == 13));
    }
}

static void
test_push_refused (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotOperation) operation = create_operation (PILOT_OPERATION_UPDATE);
  static const struct
  {
    guint status;
    const char *body;
    PilotError code;
  } cases[] = {
    { 422, "{\"type\":\"urn:pilotage:problem:invalid\"}", PILOT_ERROR_REJECTED },
    { 422, "{\"type\":\"urn:pilotage:problem:key-reused\"}", PILOT_ERROR_REJECTED },
    { 428, "", PILOT_ERROR_REJECTED },
    { 401, "", PILOT_ERROR_UNAUTHORIZED },
    { 403, "", PILOT_ERROR_FORBIDDEN },
    { 404, "", PILOT_ERROR_NOT_FOUND },
    { 429, "{\"retryAfterSecs\":9}", PILOT_ERROR_THROTTLED },
    { 503, "{\"type\":\"urn:pilotage:problem:busy\",\"retryAfterSecs\":9}", PILOT_ERROR_SERVER },
    { 200, "<html>", PILOT_ERROR_PROTOCOL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (PilotPushResult) result = { 0 };
      g_autoptr (GError) error = NULL;

      portal_script_expect (self->script, "PATCH ", cases[i].status, cases[i].body);
      g_assert_false (pilot_connection_push (self->connection, operation, &result, NULL, &error));
      g_assert_error (error, PILOT_ERROR, (int) cases[i].code);
      g_assert_cmpint (result.retry_after_usec, ==, strstr (cases[i].body, "retry") != NULL ? 9 * G_TIME_SPAN_SECOND : 0);
    }
}

static void
test_fetch (Fixture *self, gconstpointer data)
{
  g_auto (PilotPushResult) found = { 0 };
  g_auto (PilotPushResult) gone = { 0 };
  g_auto (PilotPushResult) missing = { 0 };
  g_autoptr (GError) error = NULL;

  portal_script_expect (self->script, "GET /v1/processes/" ID " ", 200, PROCESS);
  portal_script_expect (self->script, "GET /v1/processes/" ID " ", 410,
                        "{\"type\":\"urn:pilotage:problem:gone\",\"current\":null,\"deleted\":true,\"tombstone\":" TOMBSTONE "}");
  portal_script_expect (self->script, "GET /v1/processes/..%2Fx%3Fy ", 404, "{}");
  g_assert_true (pilot_connection_fetch (self->connection, PILOT_ENTITY_PROCESS, ID, &found, NULL, &error));
  g_assert_cmpstr (pilot_record_get_text (found.record, PILOT_PROCESS_NAME), ==, "P");
  g_assert_true (pilot_connection_fetch (self->connection, PILOT_ENTITY_PROCESS, ID, &gone, NULL, &error));
  g_assert_true (gone.deleted);
  g_assert_cmpint (gone.revision, ==, 14);
  g_assert_null (gone.record);
  g_assert_false (pilot_connection_fetch (self->connection, PILOT_ENTITY_PROCESS, "../x?y", &missing, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND);
}

static void
watch_cb (PilotConnection *connection, gint64 revision, gpointer user_data)
{
  g_string_append_printf (user_data, "%" G_GINT64_FORMAT ";", revision);
}

static void
test_watch (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  portal_script_expect_raw (self->script, "GET /v1/events ",
                            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nevent: change\n"
                            "data: {\"revision\":7,\"epoch\":\"e1\"}\n\n: heartbeat\n\nevent: other\ndata: {}\n\n"
                            "event: change\ndata: nonsense\n\nevent: change\ndata: {\"revision\":9}\n\n");
  g_assert_false (pilot_connection_watch (self->connection, watch_cb, told, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_OFFLINE);
  g_assert_cmpstr (told->str, ==, "7;0;9;");
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/portal/connection/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("a probe tells who is there and who we are", test_probe);
  ADD ("a host without a member is an admin of a company without a name", test_probe_host);
  ADD ("what is no portal is told as such", test_probe_refused);
  ADD ("a snapshot is followed by the changes after it", test_pull);
  ADD ("pages that lead nowhere are refused", test_pull_refused);
  ADD ("a page that was cut is offline, wherever it was cut", test_pull_cut);
  ADD ("a portal that is busy says how long to wait with a page", test_pull_busy);
  ADD ("a create is sent the same again", test_create);
  ADD ("a deletion is taken back on its tombstone", test_put_back);
  ADD ("an update stands on its base revision", test_update);
  ADD ("a delete of what is gone is done", test_delete);
  ADD ("a conflict brings the record as it stands there", test_conflict);
  ADD ("every refusal has its remedy", test_push_refused);
  ADD ("one record is fetched", test_fetch);
  ADD ("the event stream tells revisions", test_watch);
  return g_test_run ();
}
