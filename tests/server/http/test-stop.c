/* test-stop.c: how the portal ends, and begins again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-database.h"
#include "pilot-raw-client.h"
#include "pilot-test.h"

#include <signal.h>
#include <string.h>

/* Requests that are sent, whole, just before the portal is told to stop. */
#define N_WRITES 30

/* (transfer full): a PUT that creates an agency under @id. */
static char *
format_create (PilotTestPortal *portal, const char *id)
{
  g_autofree char *key = g_uuid_string_random ();
  const char *body = "{\"dataset\":\"portal\",\"name\":\"An agency\",\"country\":\"IE\",\"status\":\"active\",\"contractState\":\"none\"}";

  return g_strdup_printf ("PUT /v1/agencies/%s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nIf-None-Match: *\r\n"
                          "Idempotency-Key: %s\r\nContent-Type: application/json\r\nContent-Length: %" G_GSIZE_FORMAT
                          "\r\n\r\n%s",
                          id, pilot_test_portal_get_token (portal), key, strlen (body), body);
}

static gboolean
exists (PilotTestPortal *portal, const char *id)
{
  g_autofree char *path = g_strconcat ("/v1/agencies/", id, NULL);
  g_autoptr (PilotTestAnswer) answer = pilot_test_portal_request (portal, "GET", path, pilot_test_portal_get_token (portal), NULL,
                                                                  NULL);

  g_assert_true (answer->status == 200 || answer->status == 404);
  return answer->status == 200;
}

/* Sends N_WRITES creations at once, ends the portal by @number, and compares what was acknowledged with what is there. */
static void
write_and_end (int number, int expected_exit)
{
  g_autoptr (PilotTestPortal) portal = pilot_raw_start_small (NULL);
  g_autoptr (GPtrArray) sockets = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  gboolean acknowledged[N_WRITES] = { FALSE };
  guint n_acknowledged = 0;

  for (guint i = 0; i < N_WRITES; i++)
    {
      char *id = g_uuid_string_random ();
      g_autofree char *request = format_create (portal, id);

      g_ptr_array_add (ids, id);
      g_ptr_array_add (sockets, pilot_raw_connect (portal, NULL));
      g_assert_true (pilot_raw_send (sockets->pdata[i], request, -1));
    }
  {
    /* One answer proves that requests are being carried out. */
    g_autofree char *first = pilot_raw_read_until (sockets->pdata[0], "\r\n\r\n");

    g_assert_true (g_str_has_prefix (first, "HTTP/1.1 201 "));
    acknowledged[0] = TRUE;
  }
  pilot_test_portal_send_signal (portal, number);
  for (guint i = 1; i < N_WRITES; i++)
    {
      g_autofree char *text = pilot_raw_read_until (sockets->pdata[i], "\r\n\r\n");

      acknowledged[i] = g_str_has_prefix (text, "HTTP/1.1 201 ");
      n_acknowledged += acknowledged[i];
    }
  g_assert_cmpint (pilot_test_portal_wait (portal), ==, expected_exit);
  g_test_message ("%u of %u acknowledged", n_acknowledged + 1, (guint) N_WRITES);
  pilot_test_portal_restart (portal);
  for (guint i = 0; i < N_WRITES; i++)
    {
      gboolean there = exists (portal, ids->pdata[i]);

      if (acknowledged[i])
        g_assert_true (there);
      else if (expected_exit == 0)
        g_assert_false (there);
    }
}

static void
test_terminated (void)
{
  write_and_end (SIGTERM, 0);
}

static void
test_interrupted (void)
{
  write_and_end (SIGINT, 0);
}

static void
test_killed (void)
{
  write_and_end (SIGKILL, -1);
}

static void
test_input_ends (void)
{
  g_autoptr (PilotTestPortal) portal = pilot_raw_start_small (NULL);

  pilot_test_portal_close_input (portal);
  g_assert_cmpint (pilot_test_portal_wait (portal), ==, 0);
}

static void
test_idle_connections (void)
{
  g_autoptr (PilotTestPortal) portal = pilot_raw_start_small (NULL);
  G_GNUC_UNUSED g_autoptr (GSocket) silent = pilot_raw_connect (portal, NULL);
  g_autoptr (GSocket) half = pilot_raw_connect (portal, NULL);
  g_autoptr (GSocket) idle = pilot_raw_connect (portal, NULL);
  g_autofree char *answer = NULL;
  gint64 began;

  g_assert_true (pilot_raw_send (half, "GET /v1/hea", -1));
  g_assert_true (pilot_raw_send (idle, "GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n", -1));
  answer = pilot_raw_read_until (idle, "\"ok\"");
  began = g_get_monotonic_time ();
  pilot_test_portal_stop (portal);
  /* Nobody is waited for who has no request under way. */
  g_assert_cmpint (g_get_monotonic_time () - began, <, 5 * G_USEC_PER_SEC);
}

/* A body that is still coming in when the portal is told to stop is waited for, and answered. */
static void
test_half_sent_request (void)
{
  g_autoptr (PilotTestPortal) portal = pilot_raw_start_small (NULL);
  g_autoptr (GSocket) socket = pilot_raw_connect (portal, NULL);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *request = format_create (portal, id);
  gsize half = strlen (request) - 10;
  g_autofree char *answer = NULL;
  g_autoptr (PilotTestAnswer) settled = NULL;

  g_assert_true (pilot_raw_send (socket, request, half));
  /* By the time another request is answered, the first half has been read. */
  settled = pilot_test_portal_get (portal, "/v1/health", NULL);
  pilot_test_portal_send_signal (portal, SIGTERM);
  g_assert_true (pilot_raw_send (socket, request + half, -1));
  answer = pilot_raw_read_to_end (socket);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 201 "));
  g_assert_cmpint (pilot_test_portal_wait (portal), ==, 0);
}

static void
test_checkpointed (void)
{
  g_autoptr (PilotTestPortal) portal = pilot_raw_start_small (NULL);
  g_autofree char *wal = g_build_filename (pilot_test_portal_get_data_dir (portal), "portal.db-wal", NULL);

  g_assert_true (g_file_test (wal, G_FILE_TEST_EXISTS));
  pilot_test_portal_stop (portal);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
}

/* Another program that looks into the data and leaves, a backup for one, doesn't take the write-ahead log with it. */
static void
test_looked_into (void)
{
  g_autoptr (PilotTestPortal) portal = pilot_raw_start_small (NULL);
  g_autofree char *path = g_build_filename (pilot_test_portal_get_data_dir (portal), "portal.db", NULL);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *request = format_create (portal, id);
  g_autoptr (GSocket) socket = pilot_raw_connect (portal, NULL);
  g_autofree char *answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) other = NULL;
  g_autofree char *program = g_build_filename (g_getenv ("PILOT_BUILD_DIR"), "src", "server", "pilotage-portal", NULL);
  g_autofree char *copy = g_build_filename (pilot_test_portal_get_data_dir (portal), "copy.db", NULL);
  PilotDatabase *database = pilot_database_open (path, 0, 0, &error);

  g_assert_no_error (error);
  pilot_database_close (database);
  other = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, "--data", pilot_test_portal_get_data_dir (portal),
                            "--backup", copy, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (other, NULL, NULL));
  g_assert_true (g_file_test (copy, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (wal, G_FILE_TEST_EXISTS));
  g_assert_true (pilot_raw_send (socket, request, -1));
  answer = pilot_raw_read_until (socket, "\r\n\r\n");
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 201 "));
  pilot_test_portal_kill (portal);
  pilot_test_portal_restart (portal);
  g_assert_true (exists (portal, id));
}

/* ./dev test --long: killed over and over while it writes; each start finds every acknowledged write. */
static void
test_killed_often (void)
{
  int rounds = pilot_test_is_long () ? 100 : 3;

  for (int i = 0; i < rounds; i++)
    write_and_end (SIGKILL, -1);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/server/stop/terminated, it answers every accepted request first", test_terminated);
  g_test_add_func ("/server/stop/interrupted, it does the same", test_interrupted);
  g_test_add_func ("/server/stop/killed, it has every acknowledged write", test_killed);
  g_test_add_func ("/server/stop/it ends when its input does", test_input_ends);
  g_test_add_func ("/server/stop/idle and half-open connections don't delay it", test_idle_connections);
  g_test_add_func ("/server/stop/a request that is coming in is still answered", test_half_sent_request);
  g_test_add_func ("/server/stop/the write-ahead log is gone after a clean end", test_checkpointed);
  g_test_add_func ("/server/stop/another program that looks into the data takes nothing away", test_looked_into);
  g_test_add_func ("/server/stop/killed again and again, it loses nothing", test_killed_often);
  return g_test_run ();
}
