/* test-hostile-clients.c: clients that mean no good hold up nobody else
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-raw-client.h"
#include "pilot-test.h"

#include <string.h>

#define MIB (1024 * 1024)
/* What a good client may wait at most, in all of this. Alone it waits a few milliseconds. */
#define SOON_USEC (2 * G_USEC_PER_SEC)

static PilotTestPortal *portal;  /* gives a header two seconds and a request three */
static PilotTestPortal *patient; /* gives them a minute: what ends there wasn't late */

/* The good client: from another address than the others, who come from 127.0.0.2 and above. */
static void
assert_served_by (PilotTestPortal *self)
{
  for (int i = 0; i < 5; i++)
    {
      gint64 began = g_get_monotonic_time ();
      g_autoptr (PilotTestAnswer) answer = pilot_test_portal_get (self, "/v1/agencies?limit=5", pilot_test_portal_get_token (self));

      g_assert_cmpint (g_get_monotonic_time () - began, <, SOON_USEC);
      g_assert_nonnull (answer);
    }
}

static void
assert_served (void)
{
  assert_served_by (portal);
}

static GPtrArray *
connect_many_to (PilotTestPortal *self, guint n, guint n_addresses)
{
  GPtrArray *sockets = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *source = g_strdup_printf ("127.0.0.%u", 2 + i % n_addresses);

      g_ptr_array_add (sockets, pilot_raw_connect (self, source));
    }
  return sockets;
}

static GPtrArray *
connect_many (guint n, guint n_addresses)
{
  return connect_many_to (portal, n, n_addresses);
}

static guint
count_open (GPtrArray *sockets)
{
  guint n = 0;

  for (guint i = 0; i < sockets->len; i++)
    n += pilot_raw_is_open (sockets->pdata[i]);
  return n;
}

static void
test_slow_headers (void)
{
  g_autoptr (GPtrArray) sockets = connect_many (60, 1);

  /* Each sends a byte now and then, and would for ever. */
  for (int round = 0; round < 5; round++)
    {
      for (guint i = 0; i < sockets->len; i++)
        pilot_raw_send (sockets->pdata[i], "G", 1);
      assert_served ();
    }
  for (gint64 began = g_get_monotonic_time (); count_open (sockets) > 0;)
    {
      /* The portal of this test gives a header two seconds. */
      g_assert_cmpint (g_get_monotonic_time () - began, <, 15 * G_USEC_PER_SEC);
      for (guint i = 0; i < sockets->len; i++)
        pilot_raw_send (sockets->pdata[i], "x", 1);
      g_usleep (50000);
    }
  {
    g_autoptr (GSocket) last = pilot_raw_connect (portal, "127.0.0.2");
    g_autofree char *text = NULL;

    g_assert_true (pilot_raw_send (last, "GET /v1/health HTTP/1.1\r\nX-Slow: ", -1));
    text = pilot_raw_read_to_end (last);
    g_assert_true (g_str_has_prefix (text, "HTTP/1.1 408 "));
    g_assert_nonnull (strstr (text, "urn:pilotage:problem:timeout"));
  }
}

static void
test_slow_body (void)
{
  g_autoptr (GSocket) socket = pilot_raw_connect (portal, "127.0.0.2");
  g_autofree char *text = NULL;

  g_assert_true (pilot_raw_send (socket, "POST /v1/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                         "Content-Length: 1000\r\n\r\n{", -1));
  assert_served ();
  text = pilot_raw_read_to_end (socket);
  g_assert_true (g_str_has_prefix (text, "HTTP/1.1 408 "));
}

static void
test_half_open (void)
{
  g_autoptr (GPtrArray) sockets = connect_many (60, 1);

  /* Connected, and nothing more. */
  assert_served ();
  PILOT_TEST_WAIT_UNTIL (count_open (sockets) == 0);
}

static void
test_flood (void)
{
  /* More than the portal takes in all, from enough addresses that none has too many. */
  g_autoptr (GPtrArray) sockets = connect_many_to (patient, 300, 6);
  guint n_served = 0;

  assert_served_by (patient);
  for (guint i = 0; i < sockets->len; i++)
    pilot_raw_send (sockets->pdata[i], "GET /v1/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", -1);
  assert_served_by (patient);
  for (guint i = 0; i < sockets->len; i++)
    {
      g_autofree char *text = pilot_raw_read_to_end (sockets->pdata[i]);

      n_served += g_str_has_prefix (text, "HTTP/1.1 200 ");
    }
  /* Those that are not put out to make room are served too. */
  g_test_message ("%u of %u served", n_served, sockets->len);
  g_assert_cmpuint (n_served, >, 200);
}

static void
test_one_address (void)
{
  g_autoptr (GPtrArray) sockets = connect_many_to (patient, 300, 1);

  assert_served_by (patient);
  PILOT_TEST_WAIT_UNTIL (count_open (sockets) <= 64);
  /* From the same address, too, somebody who comes now gets through: the ones that say nothing make room. */
  {
    g_autoptr (GSocket) good = pilot_raw_connect (patient, "127.0.0.2");
    g_autofree char *text = NULL;

    g_assert_true (pilot_raw_send (good, "GET /v1/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", -1));
    text = pilot_raw_read_to_end (good);
    g_assert_true (g_str_has_prefix (text, "HTTP/1.1 200 "));
  }
}

static void
test_endless_header (void)
{
  g_autoptr (GSocket) socket = pilot_raw_connect (portal, "127.0.0.2");
  g_autofree char *line = g_strnfill (MIB, 'a');
  g_autofree char *text = NULL;

  g_assert_true (pilot_raw_send (socket, "GET /v1/health HTTP/1.1\r\nX-Large: ", -1));
  for (int i = 0; i < 64; i++)
    if (!pilot_raw_send (socket, line, MIB))
      break;
  text = pilot_raw_read_to_end (socket);
  g_assert_true (text[0] == '\0' || g_str_has_prefix (text, "HTTP/1.1 431 "));
  assert_served ();
}

static void
test_large_bodies (void)
{
  g_autoptr (GPtrArray) sockets = connect_many (20, 4);
  g_autofree char *data = g_strnfill (MIB, ' ');

  for (guint i = 0; i < sockets->len; i++)
    {
      g_assert_true (pilot_raw_send (sockets->pdata[i],
                                     "POST /v1/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                     "Transfer-Encoding: chunked\r\n\r\n", -1));
      for (int j = 0; j < 20; j++)
        if (!pilot_raw_send (sockets->pdata[i], "100000\r\n", -1) || !pilot_raw_send (sockets->pdata[i], data, MIB)
            || !pilot_raw_send (sockets->pdata[i], "\r\n", -1))
          break;
    }
  assert_served ();
}

static void
test_deep_json (void)
{
  g_autofree char *deep = g_strnfill (15 * MIB, '[');
  g_autoptr (PilotTestAnswer) answer = pilot_test_portal_request (portal, "POST", "/v1/sign-in", NULL, deep, NULL);

  pilot_test_assert_status (answer, 422);
  assert_served ();
}

/* Asks for much and reads nothing of it. */
static void
test_reads_nothing (void)
{
  g_autoptr (GPtrArray) sockets = connect_many (30, 1);
  g_autofree char *request = g_strdup_printf ("GET /v1/candidates?limit=1000 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n",
                                              pilot_test_portal_get_token (portal));

  for (guint i = 0; i < sockets->len; i++)
    for (int j = 0; j < 100; j++)
      pilot_raw_send (sockets->pdata[i], request, -1);
  assert_served ();
}

/* Asks, and is gone before the answer. */
static void
test_hangs_up (void)
{
  for (int i = 0; i < 100; i++)
    {
      g_autoptr (GSocket) socket = pilot_raw_connect (portal, "127.0.0.2");
      g_autofree char *request = g_strdup_printf ("GET /v1/agencies?limit=1000 HTTP/1.1\r\nHost: x\r\n"
                                                  "Authorization: Bearer %s\r\n\r\n",
                                                  pilot_test_portal_get_token (portal));

      g_assert_true (pilot_raw_send (socket, request, -1));
      g_socket_close (socket, NULL);
    }
  assert_served ();
}

/* Guesses passwords as fast as it can: the hashing has a thread of its own. */
static void
test_guesses_passwords (void)
{
  g_autoptr (GPtrArray) sockets = connect_many (60, 1);
  const char *body = "{\"email\":\"nobody@nowhere.example\",\"password\":\"guess\"}";
  g_autofree char *request = g_strdup_printf ("POST /v1/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                              "Content-Length: %" G_GSIZE_FORMAT "\r\nConnection: close\r\n\r\n%s",
                                              strlen (body), body);
  guint n_throttled = 0;

  for (guint i = 0; i < sockets->len; i++)
    pilot_raw_send (sockets->pdata[i], request, -1);
  assert_served ();
  for (guint i = 0; i < sockets->len; i++)
    {
      g_autofree char *text = pilot_raw_read_to_end (sockets->pdata[i]);

      g_assert_true (g_str_has_prefix (text, "HTTP/1.1 401 ") || g_str_has_prefix (text, "HTTP/1.1 429 ")
                     || g_str_has_prefix (text, "HTTP/1.1 503 "));
      n_throttled += !g_str_has_prefix (text, "HTTP/1.1 401 ");
    }
  g_assert_cmpuint (n_throttled, >=, 55);
}

static void
test_noise (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);
  int rounds = pilot_test_is_long () ? 5000 : 200;

  for (int i = 0; i < rounds; i++)
    {
      g_autoptr (GSocket) socket = pilot_raw_connect (portal, "127.0.0.2");
      char noise[512];
      gsize length = g_rand_int_range (rand, 1, sizeof noise);

      for (gsize j = 0; j < length; j++)
        noise[j] = g_rand_int_range (rand, 0, 256);
      if (i % 2 == 0)
        pilot_raw_send (socket, "POST /v1/sign-in HTTP/1.1\r\nHost: x\r\n", -1);
      pilot_raw_send (socket, noise, length);
      pilot_raw_send (socket, "\r\n\r\n", -1);
      g_socket_close (socket, NULL);
    }
  assert_served ();
}

int
main (int argc, char **argv)
{
  int status;

  pilot_test_init (&argc, &argv);
  portal = pilot_raw_start_small ((const char *const[]){ "--header-timeout", "2", "--request-timeout", "3", NULL });
  patient = pilot_raw_start_small ((const char *const[]){ "--header-timeout", "60", "--request-timeout", "60", NULL });
  g_test_add_func ("/server/hostile clients/headers that trickle in are ended", test_slow_headers);
  g_test_add_func ("/server/hostile clients/bodies that trickle in are ended", test_slow_body);
  g_test_add_func ("/server/hostile clients/connections that say nothing are ended", test_half_open);
  g_test_add_func ("/server/hostile clients/three hundred connections keep nobody out", test_flood);
  g_test_add_func ("/server/hostile clients/one address has its share and no more", test_one_address);
  g_test_add_func ("/server/hostile clients/a header without end is cut off", test_endless_header);
  g_test_add_func ("/server/hostile clients/huge bodies are cut off", test_large_bodies);
  g_test_add_func ("/server/hostile clients/deep JSON is refused", test_deep_json);
  g_test_add_func ("/server/hostile clients/answers that nobody reads wait alone", test_reads_nothing);
  g_test_add_func ("/server/hostile clients/who hangs up is forgotten", test_hangs_up);
  g_test_add_func ("/server/hostile clients/guessing passwords slows nobody else", test_guesses_passwords);
  g_test_add_func ("/server/hostile clients/noise does no harm", test_noise);
  status = g_test_run ();
  pilot_test_portal_free (portal);
  pilot_test_portal_free (patient);
  return status;
}
