/* test-event-clients.c: the clients of the event stream, over pairs of sockets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-events.h"
#include "pilot-guarded-stream.h"
#include "pilot-test.h"

#include <string.h>
#include <sys/socket.h>

#define SECONDS(n) ((gint64) (n) * G_USEC_PER_SEC)

/* Our end of a stream, and what it said. */
typedef struct
{
  GSocket *socket; /* (owned) */
  GString *text;   /* (owned) */
  PilotGuard *guard; /* (owned) */
} Peer;

static PilotLimits limits;

static void
peer_clear (Peer *peer)
{
  g_object_unref (peer->socket);
  g_string_free (peer->text, TRUE);
  pilot_guard_unref (peer->guard);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Peer, peer_clear)

static void
add (PilotEvents *events, Peer *peer, const char *token_id, gint64 expires, int buffer_bytes)
{
  int fds[2];
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GSocketConnection) connection = NULL;

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), ==, 0);
  if (buffer_bytes > 0)
    g_assert_cmpint (setsockopt (fds[0], SOL_SOCKET, SO_SNDBUF, &buffer_bytes, sizeof buffer_bytes), ==, 0);
  socket = g_socket_new_from_fd (fds[0], NULL);
  peer->socket = g_socket_new_from_fd (fds[1], NULL);
  g_socket_set_blocking (peer->socket, FALSE);
  peer->text = g_string_new (NULL);
  pilot_limits_init (&limits);
  peer->guard = pilot_guard_new (&limits, socket, "local", g_get_monotonic_time ());
  connection = g_socket_connection_factory_create_connection (socket);
  pilot_events_add (events, pilot_guarded_stream_new (G_IO_STREAM (connection), peer->guard), peer->guard, token_id, expires, 5,
                    "1");
}

/* Takes what is there. FALSE: the stream has ended. */
static gboolean
take (Peer *peer)
{
  char buffer[4096];
  gssize n_read;
  g_autoptr (GError) error = NULL;

  while ((n_read = g_socket_receive (peer->socket, buffer, sizeof buffer, NULL, &error)) > 0)
    g_string_append_len (peer->text, buffer, n_read);
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
}

static gboolean
has (Peer *peer, const char *text)
{
  take (peer);
  return strstr (peer->text->str, text) != NULL;
}

static void
test_first (void)
{
  g_autoptr (PilotEvents) events = pilot_events_new ("the-epoch");
  g_auto (Peer) peer = { 0 };

  add (events, &peer, "t", G_MAXINT64, 0);
  PILOT_TEST_WAIT_UNTIL (has (&peer, "data: {\"revision\":5,\"epoch\":\"the-epoch\"}\n\n"));
  g_assert_true (g_str_has_prefix (peer.text->str, "HTTP/1.1 200 OK\r\n"));
  g_assert_nonnull (strstr (peer.text->str, "Content-Type: text/event-stream\r\n"));
  g_assert_nonnull (strstr (peer.text->str, "event: change\nid: 5\n"));
}

static void
test_notify (void)
{
  g_autoptr (PilotEvents) events = pilot_events_new ("e");
  g_auto (Peer) peer = { 0 };

  add (events, &peer, "t", G_MAXINT64, 0);
  PILOT_TEST_WAIT_UNTIL (has (&peer, "id: 5\n"));
  pilot_events_notify (events, 6);
  PILOT_TEST_WAIT_UNTIL (has (&peer, "id: 6\n"));
  /* What is not newer is not said. */
  pilot_events_notify (events, 6);
  pilot_events_notify (events, 4);
  pilot_events_notify (events, 7);
  PILOT_TEST_WAIT_UNTIL (has (&peer, "id: 7\n"));
  g_assert_null (strstr (peer.text->str, "id: 4\n"));
  g_assert_null (strstr (strstr (peer.text->str, "id: 6\n") + 1, "id: 6\n"));
}

static void
test_slow (void)
{
  g_autoptr (PilotEvents) events = pilot_events_new ("e");
  g_auto (Peer) slow = { 0 };
  g_auto (Peer) good = { 0 };
  gint64 now;

  add (events, &slow, "slow", G_MAXINT64, 4096);
  add (events, &good, "good", G_MAXINT64, 0);
  for (gint64 revision = 6; revision <= 2000; revision++)
    {
      pilot_events_notify (events, revision);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      take (&good);
    }
  PILOT_TEST_WAIT_UNTIL (has (&good, "id: 2000\n"));
  /* The one who reads nothing is stuck with one message, and its time runs. */
  now = g_get_monotonic_time ();
  g_assert_true (pilot_guard_is_overdue (slow.guard, now + SECONDS (31)));
  g_assert_false (pilot_guard_is_overdue (good.guard, now + SECONDS (31)));
  /* Once it reads, it skips to the newest. */
  PILOT_TEST_WAIT_UNTIL (has (&slow, "id: 2000\n"));
  g_assert_null (strstr (slow.text->str, "id: 1000\n"));
  PILOT_TEST_WAIT_UNTIL (!pilot_guard_is_overdue (slow.guard, now + SECONDS (31)));
}

static void
test_put_out (void)
{
  g_autoptr (PilotEvents) events = pilot_events_new ("e");
  g_auto (Peer) peer = { 0 };

  add (events, &peer, "t", G_MAXINT64, 4096);
  for (gint64 revision = 6; revision <= 2000; revision++)
    {
      pilot_events_notify (events, revision);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  pilot_guard_kick (peer.guard);
  PILOT_TEST_WAIT_UNTIL (pilot_events_get_n_clients (events) == 0);
}

static void
test_heartbeat (void)
{
  g_autoptr (PilotEvents) events = pilot_events_new ("e");
  g_auto (Peer) peer = { 0 };

  add (events, &peer, "t", 1000, 0);
  PILOT_TEST_WAIT_UNTIL (has (&peer, "id: 5\n"));
  pilot_events_heartbeat (events, 999);
  PILOT_TEST_WAIT_UNTIL (has (&peer, "\n: still here\n\n"));
  pilot_events_heartbeat (events, 1000);
  PILOT_TEST_WAIT_UNTIL (!take (&peer));
  g_assert_cmpuint (pilot_events_get_n_clients (events), ==, 0);
}

static void
test_end_token (void)
{
  g_autoptr (PilotEvents) events = pilot_events_new ("e");
  g_auto (Peer) ended = { 0 };
  g_auto (Peer) stays = { 0 };

  add (events, &ended, "a", G_MAXINT64, 0);
  add (events, &stays, "b", G_MAXINT64, 0);
  pilot_events_end_token (events, "a");
  PILOT_TEST_WAIT_UNTIL (!take (&ended));
  pilot_events_notify (events, 9);
  PILOT_TEST_WAIT_UNTIL (has (&stays, "id: 9\n"));
}

static void
test_leaves (void)
{
  g_autoptr (PilotEvents) events = pilot_events_new ("e");
  g_auto (Peer) peer = { 0 };

  add (events, &peer, "t", G_MAXINT64, 0);
  PILOT_TEST_WAIT_UNTIL (has (&peer, "id: 5\n"));
  g_socket_close (peer.socket, NULL);
  PILOT_TEST_WAIT_UNTIL (pilot_events_get_n_clients (events) == 0);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/server/event clients/the newest revision is said at once", test_first);
  g_test_add_func ("/server/event clients/a change is said once", test_notify);
  g_test_add_func ("/server/event clients/who doesn't read holds up nobody and misses nothing new", test_slow);
  g_test_add_func ("/server/event clients/who is put out while something waits is gone", test_put_out);
  g_test_add_func ("/server/event clients/a heartbeat goes to all but those whose token has expired", test_heartbeat);
  g_test_add_func ("/server/event clients/the end of a token ends its streams alone", test_end_token);
  g_test_add_func ("/server/event clients/who leaves is forgotten", test_leaves);
  return g_test_run ();
}
