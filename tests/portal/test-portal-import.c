/* test-portal-import.c: imports against a portal that answers by script
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test.h"
#include "portal-script.h"

#include <string.h>

#define ID "0b8f0f9e-6a4e-4c6e-9a55-7d5c2c1f0a01"
#define KEY "11111111-2222-4333-8444-555555555555"
#define PATH "/v1/imports/" ID
#define STAGING "{\"id\":\"" ID "\",\"state\":\"staging\",\"received\":[%s]}"
#define COMMITTED "{\"id\":\"" ID "\",\"state\":\"committed\",\"committedRevision\":55,\"received\":[]}"

typedef struct
{
  PortalScript *script; /* (owned) */
  PilotConnection *connection; /* (owned) */
  guint64 n_there;
  gsize note_bytes;
  guint n_reads;
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

static gboolean
read_rows_cb (guint64 offset, guint max, PilotBatch *batch, gpointer user_data, GError **error)
{
  Fixture *self = user_data;
  g_autofree char *note = g_strnfill (self->note_bytes, 'n');

  self->n_reads++;
  for (guint64 i = offset; i < offset + max && i < self->n_there; i++)
    {
      g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_AGENCY);
      g_autofree char *id = g_strdup_printf ("0b8f0f9e-6a4e-4c6e-9a55-%012" G_GINT64_MODIFIER "x", i);

      pilot_record_set_text (record, PILOT_FIELD_ID, id);
      pilot_record_set_integer (record, PILOT_FIELD_REVISION, 3);
      pilot_record_set_text (record, PILOT_AGENCY_NAME, "Acme");
      if (self->note_bytes > 0)
        pilot_record_set_text (record, PILOT_AGENCY_NOTES, note);
      pilot_batch_add_record (batch, record);
    }
  return TRUE;
}

static PilotOperation *
create_operation (Fixture *self, guint64 n_rows)
{
  PilotOperation *operation = pilot_operation_new (PILOT_OPERATION_IMPORT, PILOT_ENTITY_AGENCY);

  operation->id = g_strdup (KEY);
  operation->entity_id = g_strdup (ID);
  operation->n_rows = n_rows;
  operation->read_rows = read_rows_cb;
  operation->read_rows_data = self;
  self->n_there = n_rows;
  return operation;
}

static void
expect_state (Fixture *self, const char *line, guint status, const char *received)
{
  g_autofree char *body = g_strdup_printf (STAGING, received);

  portal_script_expect (self->script, line, status, body);
}

static char *
take_key (Fixture *self, guint index)
{
  g_autofree char *seen = portal_script_take (self->script, index);
  const char *at = strstr (seen, "idempotency-key: ");

  g_assert_nonnull (at);
  return g_strndup (at + strlen ("idempotency-key: "), 36);
}

static void
test_whole (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotOperation) operation = create_operation (self, 12000);
  g_auto (PilotPushResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *announced = NULL;
  g_autofree char *third = NULL;
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *commit_key = NULL;

  expect_state (self, "PUT " PATH " ", 201, "");
  expect_state (self, "PUT " PATH "/chunks/0 ", 200, "0");
  expect_state (self, "PUT " PATH "/chunks/50 ", 200, "0,50");
  expect_state (self, "PUT " PATH "/chunks/100 ", 200, "0,50,100");
  portal_script_expect (self->script, "POST " PATH "/commit ", 200, COMMITTED);
  g_assert_true (pilot_connection_push (self->connection, operation, &result, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (result.revision, ==, 55);

  announced = portal_script_take (self->script, 0);
  g_assert_true (g_str_has_suffix (announced, "{\"entity\":\"agency\",\"rows\":12000}"));
  third = portal_script_take (self->script, 3);
  g_assert_nonnull (strstr (third, "{\"items\":[{\"id\":\"0b8f0f9e-6a4e-4c6e-9a55-000000002710\",\"revision\":3,\"name\":\"Acme\"},"));
  g_assert_true (g_str_has_suffix (third, "\"id\":\"0b8f0f9e-6a4e-4c6e-9a55-000000002edf\",\"revision\":3,\"name\":\"Acme\"}]}"));

  /* Each request has a key of its own, all of them UUIDs, and the commit the operation's. */
  for (guint i = 0; i < 5; i++)
    {
      char *key = take_key (self, i);

      g_assert_true (g_uuid_string_is_valid (key));
      g_assert_true (g_hash_table_add (keys, key));
    }
  commit_key = take_key (self, 4);
  g_assert_cmpstr (commit_key, ==, KEY);
}

static void
test_resumed (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotOperation) operation = create_operation (self, 12000);
  g_auto (PilotPushResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;

  expect_state (self, "PUT " PATH " ", 201, "");
  expect_state (self, "PUT " PATH "/chunks/0 ", 200, "0");
  portal_script_expect (self->script, "PUT " PATH "/chunks/50 ", 0, "");
  g_assert_false (pilot_connection_push (self->connection, operation, &result, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_OFFLINE);
  g_clear_error (&error);

  /* What the portal has is not sent again; what it has not is the same byte for byte. */
  expect_state (self, "PUT " PATH " ", 200, "0");
  expect_state (self, "PUT " PATH "/chunks/50 ", 200, "0,50");
  expect_state (self, "PUT " PATH "/chunks/100 ", 200, "0,50,100");
  portal_script_expect (self->script, "POST " PATH "/commit ", 0, "");
  g_assert_false (pilot_connection_push (self->connection, operation, &result, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_OFFLINE);
  g_clear_error (&error);
  first = portal_script_take (self->script, 2);
  again = portal_script_take (self->script, 4);
  g_assert_cmpstr (first, ==, again);

  /* The commit was carried out, only its answer was lost. */
  portal_script_expect (self->script, "PUT " PATH " ", 200, COMMITTED);
  self->n_reads = 0;
  g_assert_true (pilot_connection_push (self->connection, operation, &result, NULL, &error));
  g_assert_cmpint (result.revision, ==, 55);
  g_assert_cmpuint (self->n_reads, ==, 0);
}

/* A body has a limit: rows with long notes go in several pieces, numbered the same on every try. */
static void
test_pieces (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotOperation) operation = create_operation (self, 1500);
  g_auto (PilotPushResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  gsize n_rows = 0;

  self->note_bytes = 20000;
  expect_state (self, "PUT " PATH " ", 201, "");
  expect_state (self, "PUT " PATH "/chunks/0 ", 200, "");
  expect_state (self, "PUT " PATH "/chunks/1 ", 200, "");
  expect_state (self, "PUT " PATH "/chunks/2 ", 200, "");
  portal_script_expect (self->script, "POST " PATH "/commit ", 200, COMMITTED);
  g_assert_true (pilot_connection_push (self->connection, operation, &result, NULL, &error));
  g_assert_no_error (error);
  for (guint i = 1; i < 4; i++)
    {
      g_autofree char *seen = portal_script_take (self->script, i);

      g_assert_cmpuint (strlen (seen), <, 16 * 1024 * 1024);
      for (const char *at = seen; (at = strstr (at, "{\"id\":")) != NULL; at++)
        n_rows++;
    }
  g_assert_cmpuint (n_rows, ==, 1500);
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotOperation) operation = create_operation (self, 10);
  static const struct
  {
    guint status;
    const char *body;
    PilotError code;
  } cases[] = {
    { 422, "{\"type\":\"urn:pilotage:problem:invalid\",\"errors\":[{\"message\":\"Row 3: no name.\"}]}", PILOT_ERROR_REJECTED },
    { 409, "{\"type\":\"urn:pilotage:problem:conflict\"}", PILOT_ERROR_REJECTED },
    { 409, "{\"type\":\"urn:pilotage:problem:conflict\",\"errors\":[{\"row\":3,\"message\":\"Changed.\"}]}", PILOT_ERROR_CONFLICT },
    { 410, "{}", PILOT_ERROR_REJECTED },
    { 503, "", PILOT_ERROR_SERVER },
    { 200, "{\"state\":\"staging\"}", PILOT_ERROR_PROTOCOL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (PilotPushResult) result = { 0 };
      g_autoptr (GError) error = NULL;

      expect_state (self, "PUT " PATH " ", 201, "");
      expect_state (self, "PUT " PATH "/chunks/0 ", 200, "0");
      portal_script_expect (self->script, "POST " PATH "/commit ", cases[i].status, cases[i].body);
      /* What is refused goes from the portal at once; that this fails says nothing of the import. */
      if (cases[i].code == PILOT_ERROR_REJECTED || cases[i].code == PILOT_ERROR_CONFLICT)
        portal_script_expect (self->script, "DELETE " PATH " ", 503, "");
      g_assert_false (pilot_connection_push (self->connection, operation, &result, NULL, &error));
      g_assert_error (error, PILOT_ERROR, (int) cases[i].code);
      if (i == 0)
        g_assert_nonnull (strstr (error->message, "Row 3: no name."));
    }
}

static void
test_missing_rows (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotOperation) operation = create_operation (self, 6000);
  g_auto (PilotPushResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  self->n_there = 5999;
  expect_state (self, "PUT " PATH " ", 201, "");
  expect_state (self, "PUT " PATH "/chunks/0 ", 200, "0");
  g_assert_false (pilot_connection_push (self->connection, operation, &result, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/portal/import/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("rows go in chunks and are committed", test_whole);
  ADD ("an import that was cut goes on where it was", test_resumed);
  ADD ("long rows go in pieces", test_pieces);
  ADD ("every refusal has its remedy", test_refused);
  ADD ("rows that are missing here are never committed", test_missing_rows);
  return g_test_run ();
}
