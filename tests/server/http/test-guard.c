/* test-guard.c: how long and how much one connection may take
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-guard.h"
#include "pilot-test.h"

#include <string.h>

#define SECONDS(n) ((gint64) (n) * G_USEC_PER_SEC)
#define HEADER "GET / HTTP/1.1\r\nHost: x\r\n\r\n"

static PilotLimits limits;

static PilotGuard *
new_guard (void)
{
  pilot_limits_init (&limits);
  return pilot_guard_new (&limits, NULL, "127.0.0.1", 0);
}

static gboolean
feed (PilotGuard *guard, const char *text, gint64 now_usec)
{
  return pilot_guard_read (guard, (const guint8 *) text, strlen (text), now_usec);
}

static void
test_silent (void)
{
  g_autoptr (PilotGuard) guard = new_guard ();

  g_assert_false (pilot_guard_is_overdue (guard, SECONDS (10) - 1));
  g_assert_true (pilot_guard_is_overdue (guard, SECONDS (10)));
}

static void
test_slow_header (void)
{
  g_autoptr (PilotGuard) guard = new_guard ();

  /* A byte a second keeps nobody's place: the time runs from the first one. */
  for (int i = 0; i < 10; i++)
    {
      g_assert_true (feed (guard, "x", SECONDS (5 + i)));
      g_assert_false (pilot_guard_is_overdue (guard, SECONDS (5 + i)));
    }
  g_assert_true (pilot_guard_is_overdue (guard, SECONDS (15)));
}

static void
test_header_end (void)
{
  g_autoptr (PilotGuard) guard = new_guard ();

  for (const char *p = HEADER; *p != '\0'; p++)
    {
      g_assert_cmpint (pilot_guard_get_state (guard), !=, PILOT_GUARD_BODY);
      g_assert_true (pilot_guard_read (guard, (const guint8 *) p, 1, SECONDS (1)));
    }
  g_assert_cmpint (pilot_guard_get_state (guard), ==, PILOT_GUARD_BODY);
}

static void
test_header_end_bare (void)
{
  g_autoptr (PilotGuard) guard = new_guard ();

  g_assert_true (feed (guard, "GET / HTTP/1.1\nHost: x\n\n", SECONDS (1)));
  g_assert_cmpint (pilot_guard_get_state (guard), ==, PILOT_GUARD_BODY);
}

static void
test_large_header (void)
{
  g_autoptr (PilotGuard) guard = new_guard ();
  g_autofree char *line = g_strnfill (limits.header_max_bytes, 'a');

  g_assert_true (feed (guard, line, SECONDS (1)));
  g_assert_false (feed (guard, "a", SECONDS (1)));
}

static void
test_large_body (void)
{
  g_autoptr (PilotGuard) guard = new_guard ();
  g_autofree char *body = g_strnfill (limits.header_max_bytes * 3, '\n');
  g_autofree char *text = g_strconcat (HEADER, body, NULL);

  /* Header and body in one piece: only the header counts. */
  g_assert_true (feed (guard, text, SECONDS (1)));
  g_assert_true (feed (guard, body, SECONDS (1)));
}

static void
test_slow_body (void)
{
  g_autoptr (PilotGuard) guard = new_guard ();

  g_assert_true (feed (guard, HEADER, SECONDS (3)));
  g_assert_true (feed (guard, "{", SECONDS (32)));
  g_assert_false (pilot_guard_is_overdue (guard, SECONDS (33) - 1));
  g_assert_true (pilot_guard_is_overdue (guard, SECONDS (33)));
}

static void
test_working (void)
{
  g_autoptr (PilotGuard) guard = new_guard ();

  g_assert_true (feed (guard, HEADER, SECONDS (1)));
  pilot_guard_set_state (guard, PILOT_GUARD_WORKING, SECONDS (1));
  g_assert_false (pilot_guard_is_overdue (guard, SECONDS (3600)));
  g_assert_true (pilot_guard_is_in_request (guard));
  g_assert_cmpint (pilot_guard_get_idle_since (guard), ==, G_MAXINT64);
}

static void
test_slow_reader (void)
{
  g_autoptr (PilotGuard) guard = new_guard ();

  pilot_guard_set_state (guard, PILOT_GUARD_RESPONDING, SECONDS (100));
  pilot_guard_wrote (guard, SECONDS (120));
  g_assert_false (pilot_guard_is_overdue (guard, SECONDS (150) - 1));
  g_assert_true (pilot_guard_is_overdue (guard, SECONDS (150)));
}

static void
test_keep_alive (void)
{
  g_autoptr (PilotGuard) guard = new_guard ();

  g_assert_true (feed (guard, HEADER, SECONDS (1)));
  pilot_guard_set_state (guard, PILOT_GUARD_WORKING, SECONDS (1));
  pilot_guard_set_state (guard, PILOT_GUARD_RESPONDING, SECONDS (1));
  pilot_guard_set_state (guard, PILOT_GUARD_IDLE, SECONDS (2));
  g_assert_false (pilot_guard_is_overdue (guard, SECONDS (2 + 74)));
  g_assert_true (pilot_guard_is_overdue (guard, SECONDS (2 + 75)));
  /* The second header has its own time and its own size. */
  g_assert_true (feed (guard, "GET / HTTP/1.1\r\n", SECONDS (70)));
  g_assert_false (pilot_guard_is_overdue (guard, SECONDS (79)));
  g_assert_true (pilot_guard_is_overdue (guard, SECONDS (80)));
}

static void
test_stream (void)
{
  g_autoptr (PilotGuard) guard = new_guard ();

  pilot_guard_set_state (guard, PILOT_GUARD_STREAMING, SECONDS (1));
  g_assert_false (pilot_guard_is_overdue (guard, SECONDS (9999)));
  pilot_guard_set_writing (guard, TRUE, SECONDS (9999));
  g_assert_false (pilot_guard_is_overdue (guard, SECONDS (9999 + 29)));
  g_assert_true (pilot_guard_is_overdue (guard, SECONDS (9999 + 30)));
  pilot_guard_set_writing (guard, FALSE, SECONDS (10028));
  g_assert_false (pilot_guard_is_overdue (guard, SECONDS (99999)));
}

static void
test_linger (void)
{
  g_autoptr (PilotGuard) guard = new_guard ();

  g_assert_true (feed (guard, HEADER, SECONDS (1)));
  pilot_guard_set_state (guard, PILOT_GUARD_LINGERING, SECONDS (20));
  g_assert_false (pilot_guard_is_overdue (guard, SECONDS (21)));
  g_assert_true (pilot_guard_is_overdue (guard, SECONDS (22)));
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/server/guard/a connection that says nothing has the time of a header", test_silent);
  g_test_add_func ("/server/guard/a header that trickles in has no more time", test_slow_header);
  g_test_add_func ("/server/guard/the end of a header is seen wherever it is cut", test_header_end);
  g_test_add_func ("/server/guard/the end of a header is seen without carriage returns", test_header_end_bare);
  g_test_add_func ("/server/guard/a header over its size ends the connection", test_large_header);
  g_test_add_func ("/server/guard/a body doesn't count as header", test_large_body);
  g_test_add_func ("/server/guard/a request has its time as a whole", test_slow_body);
  g_test_add_func ("/server/guard/a request that is carried out is never overdue", test_working);
  g_test_add_func ("/server/guard/an answer that nobody takes is overdue", test_slow_reader);
  g_test_add_func ("/server/guard/a connection may idle, and its next header has its own time", test_keep_alive);
  g_test_add_func ("/server/guard/an event stream is overdue only with something to take", test_stream);
  g_test_add_func ("/server/guard/a refusal doesn't linger for long", test_linger);
  return g_test_run ();
}
