/* test-events.c: the event stream of a real portal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-database.h"
#include "pilot-raw-client.h"
#include "pilot-test.h"

#include <string.h>

static PilotTestPortal *portal;

static GSocket *
open_stream (const char *token)
{
  GSocket *socket = pilot_raw_connect (portal, NULL);
  g_autofree char *text = g_strdup_printf ("GET /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n", token);

  g_assert_true (pilot_raw_send (socket, text, -1));
  return socket;
}

static gint64
newest_revision (void)
{
  g_autoptr (PilotTestAnswer) me = pilot_test_portal_get (portal, "/v1/me", pilot_test_portal_get_token (portal));

  return json_object_get_int_member (pilot_test_answer_get_object (me), "revision");
}

/* A change that anybody can make: a token, which leaves an audit event. */
static void
change_something (void)
{
  g_autoptr (PilotTestAnswer) made = pilot_test_portal_request (portal, "POST", "/v1/tokens", pilot_test_portal_get_token (portal),
                                                                "{\"label\":\"x\",\"expiresInSecs\":9}", NULL);

  pilot_test_assert_status (made, 201);
}

static void
wait_for_revision (GSocket *socket, gint64 revision)
{
  g_autofree char *needle = g_strdup_printf ("\"revision\":%" G_GINT64_FORMAT ",", revision);
  g_autofree char *text = pilot_raw_read_until (socket, needle);

  g_assert_nonnull (strstr (text, needle));
}

static void
test_stream (void)
{
  g_autoptr (GSocket) socket = open_stream (pilot_test_portal_get_token (portal));
  gint64 before = newest_revision ();

  wait_for_revision (socket, before);
  change_something ();
  g_assert_cmpint (newest_revision (), >, before);
  wait_for_revision (socket, newest_revision ());
}

static void
test_refused (void)
{
  g_autoptr (PilotTestAnswer) anonymous = pilot_test_portal_request (portal, "GET", "/v1/events", NULL, NULL, NULL);
  g_autoptr (PilotTestAnswer) unknown = pilot_test_portal_request (portal, "GET", "/v1/events", "x", NULL, NULL);

  pilot_test_assert_status (anonymous, 401);
  pilot_test_assert_status (unknown, 401);
}

static void
test_latency (void)
{
  g_autoptr (GSocket) socket = open_stream (pilot_test_portal_get_token (portal));
  gint64 least = G_MAXINT64;

  wait_for_revision (socket, newest_revision ());
  for (int i = 0; i < 10; i++)
    {
      gint64 began = g_get_monotonic_time ();
      gint64 before = newest_revision ();

      change_something ();
      /* The change is one audit event, so the number is known. */
      wait_for_revision (socket, before + 1);
      least = MIN (least, g_get_monotonic_time () - began);
    }
  g_test_message ("a change is told of %" G_GINT64_FORMAT " µs after the request for it began", least);
  g_assert_cmpint (least, <, 500 * 1000);
}

/* Signs a new token out while a stream of it is open. Returns: how long the stream lasted after that */
static gint64
sign_out_with_stream (void)
{
  g_autoptr (PilotTestAnswer) made = pilot_test_portal_request (portal, "POST", "/v1/tokens", pilot_test_portal_get_token (portal),
                                                                "{\"label\":\"for the stream\"}", NULL);
  g_autofree char *token = g_strdup (json_object_get_string_member (pilot_test_answer_get_object (made), "token"));
  g_autoptr (GSocket) socket = open_stream (token);
  g_autoptr (PilotTestAnswer) out = NULL;
  g_autofree char *rest = NULL;
  gint64 began;

  wait_for_revision (socket, newest_revision ());
  out = pilot_test_portal_request (portal, "POST", "/v1/sign-out", token, NULL, NULL);
  pilot_test_assert_status (out, 204);
  began = g_get_monotonic_time ();
  rest = pilot_raw_read_to_end (socket);
  return g_get_monotonic_time () - began;
}

static void
test_signed_out (void)
{
  g_autoptr (GSocket) other = open_stream (pilot_test_portal_get_token (portal));

  wait_for_revision (other, newest_revision ());
  /* The heartbeat, every 15 seconds, would find it out too; not twice in a row at once. */
  sign_out_with_stream ();
  g_assert_cmpint (sign_out_with_stream (), <, 8 * G_USEC_PER_SEC);
  change_something ();
  wait_for_revision (other, newest_revision ());
}

/* Found out with the next heartbeat, so it takes a while. */
static void
test_deactivated (void)
{
  g_autofree char *path = g_build_filename (pilot_test_portal_get_data_dir (portal), "portal.db", NULL);
  g_autoptr (GSocket) socket = NULL;
  g_autofree char *rest = NULL;
  g_autoptr (PilotDatabase) database = NULL;
  g_autoptr (GError) error = NULL;

  if (!pilot_test_is_long ())
    {
      g_test_skip ("takes a heartbeat; ./dev test --long");
      return;
    }
  socket = open_stream (pilot_test_portal_sign_in_as (portal, PILOT_ROLE_AUDITOR));
  wait_for_revision (socket, newest_revision ());
  database = pilot_database_open (path, 0, 0, &error);
  g_assert_no_error (error);
  g_assert_true (pilot_database_exec (database, "UPDATE member SET active = 0 WHERE role = 'auditor'", &error));
  rest = pilot_raw_read_to_end (socket);
}

static void
test_many_silent_readers (void)
{
  g_autoptr (GPtrArray) silent = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GSocket) socket = NULL;

  for (int i = 0; i < 40; i++)
    g_ptr_array_add (silent, open_stream (pilot_test_portal_get_token (portal)));
  socket = open_stream (pilot_test_portal_get_token (portal));
  for (int i = 0; i < 20; i++)
    change_something ();
  wait_for_revision (socket, newest_revision ());
}

static void
test_restart (void)
{
  g_autoptr (GSocket) socket = open_stream (pilot_test_portal_get_token (portal));
  g_autofree char *rest = NULL;
  gint64 before = newest_revision ();

  wait_for_revision (socket, before);
  pilot_test_portal_stop (portal);
  rest = pilot_raw_read_to_end (socket);
  pilot_test_portal_restart (portal);
  g_clear_object (&socket);
  socket = open_stream (pilot_test_portal_get_token (portal));
  wait_for_revision (socket, newest_revision ());
  g_assert_cmpint (newest_revision (), >=, before);
}

int
main (int argc, char **argv)
{
  int status;

  pilot_test_init (&argc, &argv);
  portal = pilot_raw_start_small (NULL);
  g_test_add_func ("/server/events/the newest revision comes at once, and each change after it", test_stream);
  g_test_add_func ("/server/events/nobody listens without a token", test_refused);
  g_test_add_func ("/server/events/a change is told of soon", test_latency);
  g_test_add_func ("/server/events/the stream ends with its token", test_signed_out);
  g_test_add_func ("/server/events/who is deactivated hears no more", test_deactivated);
  g_test_add_func ("/server/events/silent readers hold up nobody", test_many_silent_readers);
  g_test_add_func ("/server/events/a stream ends with the portal and begins anew with the next", test_restart);
  status = g_test_run ();
  pilot_test_portal_free (portal);
  return status;
}
