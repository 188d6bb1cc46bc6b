/* test-listener.c: the portal over HTTP and TLS
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-raw-client.h"
#include "pilot-test.h"

#include <string.h>

#define MIB (1024 * 1024)

static PilotTestPortal *portal;

/* How often @needle is in @text. */
static guint
count (const char *text, const char *needle)
{
  guint n = 0;

  for (const char *p = text; (p = strstr (p, needle)) != NULL; p++)
    n++;
  return n;
}

static void
test_health (void)
{
  g_autoptr (PilotTestAnswer) answer = pilot_test_portal_get (portal, "/v1/health", NULL);

  g_assert_cmpstr (json_object_get_string_member (pilot_test_answer_get_object (answer), "status"), ==, "ok");
  g_assert_nonnull (pilot_test_answer_get_header (answer, "X-Request-Id"));
  g_assert_cmpstr (pilot_test_answer_get_header (answer, "Cache-Control"), ==, "no-store");
}

static void
test_unknown (void)
{
  for (const char *const *path = (const char *const[]){ "/", "/v1", "/v1/", "/v1/nonsense", "/v1/health/x", "/v2/health",
                                                        "/v1/%ff", NULL };
       *path != NULL; path++)
    {
      g_autoptr (PilotTestAnswer) answer = pilot_test_portal_request (portal, "GET", *path, NULL, NULL, NULL);

      g_assert_cmpuint (answer->status, ==, g_str_has_suffix (*path, "%ff") ? 400 : 404);
      g_assert_nonnull (pilot_test_answer_get_problem (answer));
    }
}

static void
test_method (void)
{
  g_autoptr (PilotTestAnswer) answer = pilot_test_portal_request (portal, "PATCH", "/v1/health", NULL, "{}", NULL);

  pilot_test_assert_status (answer, 405);
  g_assert_cmpstr (pilot_test_answer_get_problem (answer), ==, "method-not-allowed");
  g_assert_cmpstr (pilot_test_answer_get_header (answer, "Allow"), ==, "GET");
}

static void
test_keep_alive (void)
{
  g_autoptr (GSocket) socket = pilot_raw_connect (portal, NULL);

  for (int i = 0; i < 3; i++)
    {
      g_autofree char *text = NULL;

      g_assert_true (pilot_raw_send (socket, "GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n", -1));
      text = pilot_raw_read_until (socket, "\"ok\"");
      g_assert_true (g_str_has_prefix (text, "HTTP/1.1 200 "));
    }
}

static int
compare_int64_cb (gconstpointer a, gconstpointer b)
{
  return *(const gint64 *) a < *(const gint64 *) b ? -1 : *(const gint64 *) a > *(const gint64 *) b;
}

/* Header and body of an answer are two writes: held back until the first is confirmed, each answer would take 40 ms. The
 * quarter that is fastest counts, so that a busy machine doesn't. */
static void
test_no_delay (void)
{
  g_autoptr (GSocket) socket = pilot_raw_connect (portal, NULL);
  gint64 took[60];

  for (guint i = 0; i < G_N_ELEMENTS (took); i++)
    {
      gint64 began = g_get_monotonic_time ();
      g_autofree char *text = NULL;

      g_assert_true (pilot_raw_send (socket, "GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n", -1));
      text = pilot_raw_read_until (socket, "\"ok\"");
      took[i] = g_get_monotonic_time () - began;
    }
  qsort (took, G_N_ELEMENTS (took), sizeof took[0], compare_int64_cb);
  g_test_message ("a quarter of the answers took less than %" G_GINT64_FORMAT " µs", took[15]);
  g_assert_cmpint (took[15], <, 20000);
}

static void
test_pipeline (void)
{
  g_autoptr (GSocket) socket = pilot_raw_connect (portal, NULL);
  g_autofree char *text = NULL;

  g_assert_true (pilot_raw_send (socket,
                                 "GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n"
                                 "GET /v1/nonsense HTTP/1.1\r\nHost: x\r\n\r\n"
                                 "GET /v1/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", -1));
  text = pilot_raw_read_to_end (socket);
  g_assert_cmpuint (count (text, "HTTP/1.1 200 "), ==, 2);
  g_assert_cmpuint (count (text, "HTTP/1.1 404 "), ==, 1);
}

static void
test_early_answer_goes_on (void)
{
  g_autoptr (GSocket) socket = pilot_raw_connect (portal, NULL);
  g_autofree char *text = NULL;

  /* Refused for want of a token before its body is looked at; the connection is good for the next request. */
  g_assert_true (pilot_raw_send (socket,
                                 "PUT /v1/agencies/x HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n{\"a\"}"
                                 "GET /v1/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", -1));
  text = pilot_raw_read_to_end (socket);
  g_assert_true (g_str_has_prefix (text, "HTTP/1.1 401 "));
  g_assert_cmpuint (count (text, "HTTP/1.1 200 "), ==, 1);
}

static void
test_malformed (void)
{
  static const char *const requests[] = {
    "\r\n\r\n\r\n\r\n",
    "nonsense\r\n\r\n",
    "GET /v1/health HTTP/9.9\r\nHost: x\r\n\r\n",
    "GET /v1/health HTTP/1.1\r\nHost: a/b\r\n\r\n",
    "GET /v1/health HTTP/1.1\r\n\r\n",
    "GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "GET /v1/%2e%2e/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "GET /v1/a%00b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "POST /v1/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\nConnection: close\r\n\r\n",
    "POST /v1/sign-in HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\nConnection: close\r\n\r\n",
    "POST /v1/sign-in HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n",
    "POST /v1/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\n\r\n",
    "GET http://other.example/v1/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autoptr (GSocket) socket = pilot_raw_connect (portal, NULL);
      g_autofree char *text = NULL;

      g_assert_true (pilot_raw_send (socket, requests[i], -1));
      g_socket_shutdown (socket, FALSE, TRUE, NULL);
      text = pilot_raw_read_to_end (socket);
      g_test_message ("%u: %.40s", i, text);
      g_assert_true (text[0] == '\0' || g_str_has_prefix (text, "HTTP/1."));
      g_assert_null (strstr (text, "root:"));
    }
  test_health ();
}

static void
test_two_lengths (void)
{
  g_autoptr (GSocket) socket = pilot_raw_connect (portal, NULL);
  g_autofree char *text = NULL;

  g_assert_true (pilot_raw_send (socket, "POST /v1/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                         "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                                         "GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n", -1));
  text = pilot_raw_read_to_end (socket);
  g_assert_true (g_str_has_prefix (text, "HTTP/1.1 400 "));
  g_assert_cmpuint (count (text, "HTTP/1.1 "), ==, 1);
}

static void
test_gzip (void)
{
  const char *token = pilot_test_portal_get_token (portal);
  g_autoptr (PilotTestAnswer) plain = pilot_test_portal_get (portal, "/v1/members", token);
  g_autoptr (PilotTestAnswer) packed = pilot_test_portal_request (portal, "GET", "/v1/members", token, NULL, "Accept-Encoding",
                                                                  "br, gzip", NULL);
  g_autoptr (PilotTestAnswer) small = pilot_test_portal_request (portal, "GET", "/v1/health", NULL, NULL, "Accept-Encoding",
                                                                 "gzip", NULL);
  g_autoptr (GConverter) decompressor = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GInputStream) memory = g_memory_input_stream_new_from_bytes (packed->bytes);
  g_autoptr (GInputStream) stream = g_converter_input_stream_new (memory, decompressor);
  g_autofree char *text = g_malloc0 (2 * MIB);
  gsize n_read = 0;

  g_assert_cmpuint (g_bytes_get_size (plain->bytes), >, 1024);
  g_assert_null (pilot_test_answer_get_header (plain, "Content-Encoding"));
  g_assert_cmpstr (pilot_test_answer_get_header (packed, "Content-Encoding"), ==, "gzip");
  g_assert_cmpuint (g_bytes_get_size (packed->bytes), <, g_bytes_get_size (plain->bytes));
  g_assert_true (g_input_stream_read_all (stream, text, 2 * MIB - 1, &n_read, NULL, NULL));
  g_assert_cmpstr (text, ==, plain->body);
  g_assert_null (pilot_test_answer_get_header (small, "Content-Encoding"));
}

static void
test_body_kinds (void)
{
  const char *token = pilot_test_portal_get_token (portal);
  g_autoptr (PilotTestAnswer) form = pilot_test_portal_request (portal, "POST", "/v1/tokens", token, "a=b", "Content-Type",
                                                                "application/x-www-form-urlencoded", NULL);
  g_autoptr (PilotTestAnswer) none = pilot_test_portal_request (portal, "POST", "/v1/tokens", token, "{}", "Content-Type", NULL,
                                                                NULL);
  g_autoptr (PilotTestAnswer) packed = pilot_test_portal_request (portal, "POST", "/v1/tokens", token, "{}", "Content-Encoding",
                                                                  "gzip", NULL);
  g_autoptr (PilotTestAnswer) empty = pilot_test_portal_request (portal, "POST", "/v1/tokens", token, NULL, "Content-Type",
                                                                 "application/json", NULL);
  g_autoptr (PilotTestAnswer) charset = pilot_test_portal_request (portal, "POST", "/v1/tokens", token, "{\"label\":\"x\"}",
                                                                   "Content-Type", "application/json; charset=utf-8", NULL);

  g_assert_cmpstr (pilot_test_answer_get_problem (form), ==, "unsupported-media-type");
  g_assert_cmpstr (pilot_test_answer_get_problem (none), ==, "unsupported-media-type");
  g_assert_cmpstr (pilot_test_answer_get_problem (packed), ==, "unsupported-media-type");
  g_assert_cmpstr (pilot_test_answer_get_problem (empty), ==, "invalid");
  pilot_test_assert_status (charset, 201);
}

static void
test_key (void)
{
  const char *token = pilot_test_portal_get_token (portal);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *path = g_strconcat ("/v1/agencies/", id, NULL);
  g_autoptr (PilotTestAnswer) none = pilot_test_portal_request (portal, "PUT", path, token, "{}", "Idempotency-Key", NULL, NULL);
  g_autoptr (PilotTestAnswer) bad = pilot_test_portal_request (portal, "PUT", path, token, "{}", "Idempotency-Key", "abc", NULL);

  pilot_test_assert_status (none, 428);
  g_assert_cmpstr (pilot_test_answer_get_problem (none), ==, "precondition-required");
  pilot_test_assert_status (bad, 422);
}

/* Says how long the body is, and sends it as far as the portal takes it. */
static void
test_large_body_declared (void)
{
  g_autoptr (GSocket) socket = pilot_raw_connect (portal, NULL);
  g_autofree char *text = NULL;

  g_assert_true (pilot_raw_send (socket, "POST /v1/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                         "Content-Length: 16777217\r\n\r\n", -1));
  text = pilot_raw_read_to_end (socket);
  g_assert_true (g_str_has_prefix (text, "HTTP/1.1 413 "));
  g_assert_nonnull (strstr (text, "urn:pilotage:problem:too-large"));
}

static void
test_large_body_chunked (void)
{
  g_autoptr (GSocket) socket = pilot_raw_connect (portal, NULL);
  g_autofree char *data = g_strnfill (MIB, ' ');
  g_autofree char *text = NULL;

  g_assert_true (pilot_raw_send (socket, "POST /v1/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                         "Transfer-Encoding: chunked\r\n\r\n", -1));
  for (int i = 0; i < 18; i++)
    if (!pilot_raw_send (socket, "100000\r\n", -1) || !pilot_raw_send (socket, data, MIB) || !pilot_raw_send (socket, "\r\n", -1))
      break;
  text = pilot_raw_read_to_end (socket);
  g_assert_true (g_str_has_prefix (text, "HTTP/1.1 413 "));
}

static void
test_largest_body (void)
{
  const char *token = pilot_test_portal_get_token (portal);
  g_autofree char *blanks = g_strnfill (16 * MIB - 2, ' ');
  g_autofree char *body = g_strconcat ("{", blanks, "}", NULL);
  g_autoptr (PilotTestAnswer) answer = pilot_test_portal_request (portal, "POST", "/v1/tokens", token, body, NULL);

  /* Taken whole, and judged for what it says. */
  pilot_test_assert_status (answer, 422);
}

static void
test_nesting (void)
{
  const char *token = pilot_test_portal_get_token (portal);
  g_autofree char *brackets = g_strnfill (10 * MIB, '[');
  g_autofree char *body = g_strconcat ("{\"label\":", brackets, NULL);
  g_autoptr (PilotTestAnswer) answer = pilot_test_portal_request (portal, "POST", "/v1/tokens", token, body, NULL);

  pilot_test_assert_status (answer, 422);
  g_assert_cmpstr (pilot_test_answer_get_problem (answer), ==, "invalid");
  test_health ();
}

static void
test_large_header (void)
{
  g_autofree char *value = g_strnfill (16 * 1024, 'a');
  g_autoptr (PilotTestAnswer) answer = pilot_test_portal_request (portal, "GET", "/v1/health", NULL, NULL, "X-Large", value, NULL);
  g_autofree char *fits = g_strnfill (15 * 1024, 'a');
  g_autoptr (PilotTestAnswer) fine = pilot_test_portal_request (portal, "GET", "/v1/health", NULL, NULL, "X-Large", fits, NULL);

  pilot_test_assert_status (answer, 431);
  pilot_test_assert_status (fine, 200);
}

/* Who says https to a portal that speaks http hears at once that this is none, and not that his time is up. */
static void
test_greeting_of_tls (void)
{
  static const guint8 greeting[] = { 0x16, 0x03, 0x01, 0x00, 0xc8, 0x01, 0x00, 0x00, 0xc4, 0x03, 0x03 };
  g_autoptr (GSocket) socket = pilot_raw_connect (portal, NULL);
  g_autofree char *answer = NULL;

  g_assert_true (pilot_raw_send (socket, (const char *) greeting, sizeof greeting));
  answer = pilot_raw_read_to_end (socket);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 400 "));
}

/* Runs the portal with arguments that it must refuse. Returns: (transfer full): what it says */
static char *
run_refused (const char *const *args, int expected_status)
{
  g_autofree char *program = g_build_filename (g_getenv ("PILOT_BUILD_DIR"), "src", "server", "pilotage-portal", NULL);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_ptr_array_add (argv, program);
  for (guint i = 0; args[i] != NULL; i++)
    g_ptr_array_add (argv, (char *) args[i]);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_newv ((const char *const *) argv->pdata, G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &text, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, expected_status);
  return text;
}

static void
test_refused_off_loopback (void)
{
  g_autofree char *dir = pilot_test_make_dir ();

  for (const char *const *listen = (const char *const[]){ "0.0.0.0:0", "[::]:0", NULL }; *listen != NULL; listen++)
    {
      g_autofree char *text = run_refused ((const char *const[]){ "--data", dir, "--seed-demo", "--candidates", "1", "--listen", *listen, NULL }, 1);

      g_assert_nonnull (strstr (text, "--tls-cert"));
    }
}

static void
test_bad_arguments (void)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *port = g_strdup_printf ("127.0.0.1:%u", pilot_test_portal_get_port (portal));
  g_autofree char *no_data = run_refused ((const char *const[]){ NULL }, 2);
  g_autofree char *unknown = run_refused ((const char *const[]){ "--data", dir, "--nonsense", NULL }, 2);
  g_autofree char *half_tls = run_refused ((const char *const[]){ "--data", dir, "--tls-cert", "x", NULL }, 2);
  g_autofree char *no_address = run_refused ((const char *const[]){ "--data", dir, "--listen", "example.com:1", NULL }, 1);
  g_autofree char *taken = run_refused ((const char *const[]){ "--data", dir, "--listen", port, NULL }, 1);
  g_autofree char *locked = run_refused ((const char *const[]){ "--data", pilot_test_portal_get_data_dir (portal), "--listen",
                                                                "127.0.0.1:0", NULL }, 1);

  for (guint i = 0; i < 6; i++)
    g_assert_cmpuint (strlen (((char *[]){ no_data, unknown, half_tls, no_address, taken, locked })[i]), >, 10);
}

/* Makes a certificate for 127.0.0.1; (out) @cert: its file. (transfer full): a portal that speaks with it. */
static PilotTestPortal *
start_with_certificate (const char *header_timeout_secs, char **cert)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *key = g_build_filename (dir, "key.pem", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;

  *cert = g_build_filename (dir, "cert.pem", NULL);
  process = g_subprocess_newv ((const char *const[]){ "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                                                      "-keyout", key, "-out", *cert, "-days", "2", "-subj", "/CN=localhost", "-addext",
                                                      "subjectAltName=IP:127.0.0.1", NULL },
                               G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
  return pilot_raw_start_small ((const char *const[]){ "--tls-cert", *cert, "--tls-key", key, header_timeout_secs != NULL ? "--header-timeout" : NULL,
                                                       header_timeout_secs, NULL });
}

static gboolean
accept_our_certificate_cb (SoupMessage *message, GTlsCertificate *certificate, GTlsCertificateFlags errors, gpointer user_data)
{
  return g_tls_certificate_is_same (certificate, user_data);
}

static void
test_tls (void)
{
  g_autofree char *cert = NULL;
  g_autoptr (PilotTestPortal) secure = start_with_certificate (NULL, &cert);
  g_autoptr (GTlsCertificate) ours = NULL;
  g_autoptr (SoupSession) session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  g_autoptr (GSocket) silent = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_str_has_prefix (pilot_test_portal_get_address (secure), "https://127.0.0.1:"));
  ours = g_tls_certificate_new_from_file (cert, &error);
  g_assert_no_error (error);
  /* One who never begins the handshake holds up nobody. */
  silent = pilot_raw_connect (secure, NULL);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *address = g_strconcat (pilot_test_portal_get_address (secure), "/v1/members", NULL);
      g_autofree char *bearer = g_strconcat ("Bearer ", pilot_test_portal_get_token (secure), NULL);
      g_autoptr (SoupMessage) message = soup_message_new ("GET", address);
      g_autoptr (GBytes) bytes = NULL;

      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", bearer);
      g_signal_connect (message, "accept-certificate", G_CALLBACK (accept_our_certificate_cb), ours);
      bytes = soup_session_send_and_read (session, message, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (soup_message_get_status (message), ==, 200);
      g_assert_cmpuint (g_bytes_get_size (bytes), >, 100);
    }
  {
    /* Plain HTTP gets nothing from it. */
    g_autoptr (GSocket) plain = pilot_raw_connect (secure, NULL);
    g_autofree char *text = NULL;

    g_assert_true (pilot_raw_send (plain, "GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n", -1));
    text = pilot_raw_read_to_end (plain);
    g_assert_null (strstr (text, "HTTP/1.1"));
  }
}

/* A portal of its own: a slow machine needs longer for an honest handshake than this one waits. */
static void
test_tls_silent (void)
{
  g_autofree char *cert = NULL;
  g_autoptr (PilotTestPortal) hasty = start_with_certificate ("1", &cert);
  g_autoptr (GSocket) silent = pilot_raw_connect (hasty, NULL);

  PILOT_TEST_WAIT_UNTIL (!pilot_raw_is_open (silent));
}

static void
test_contract (void)
{
  g_autoptr (PilotTestAnswer) answer = pilot_test_portal_request (portal, "GET", "/v1/contract", NULL, NULL, NULL);

  pilot_test_assert_status (answer, 200);
  g_assert_true (g_str_has_prefix (json_object_get_string_member (pilot_test_answer_get_object (answer), "openapi"), "3.1"));
}

static void
test_fresh (void)
{
  g_autoptr (PilotTestPortal) fresh = pilot_test_portal_start (NULL, NULL);
  g_autoptr (PilotTestAnswer) answer = pilot_test_portal_get (fresh, "/v1/me", pilot_test_portal_get_token (fresh));
  JsonObject *me = pilot_test_answer_get_object (answer);

  /* Nobody is in it yet, and whoever started it is its admin. */
  g_assert_cmpstr (json_object_get_string_member (me, "role"), ==, "admin");
  g_assert_true (json_object_get_null_member (me, "member"));
  g_assert_true (json_object_get_null_member (me, "company"));
}

int
main (int argc, char **argv)
{
  int status;

  pilot_test_init (&argc, &argv);
  portal = pilot_raw_start_small (NULL);
  g_test_add_func ("/server/listener/health is told to anyone", test_health);
  g_test_add_func ("/server/listener/an unknown path is not found", test_unknown);
  g_test_add_func ("/server/listener/a wrong method names the right ones", test_method);
  g_test_add_func ("/server/listener/a connection carries several requests", test_keep_alive);
  g_test_add_func ("/server/listener/an answer is not held back", test_no_delay);
  g_test_add_func ("/server/listener/requests sent at once are all answered", test_pipeline);
  g_test_add_func ("/server/listener/a refused small body leaves the connection good", test_early_answer_goes_on);
  g_test_add_func ("/server/listener/malformed requests do no harm", test_malformed);
  g_test_add_func ("/server/listener/a body with two lengths is refused", test_two_lengths);
  g_test_add_func ("/server/listener/gzip is sent to who asks", test_gzip);
  g_test_add_func ("/server/listener/only plain JSON bodies are taken", test_body_kinds);
  g_test_add_func ("/server/listener/a write needs an idempotency key", test_key);
  g_test_add_func ("/server/listener/a body that says it is too large is not read", test_large_body_declared);
  g_test_add_func ("/server/listener/a body that turns out too large is cut off", test_large_body_chunked);
  g_test_add_func ("/server/listener/the largest body is taken", test_largest_body);
  g_test_add_func ("/server/listener/deep nesting is refused before it is parsed", test_nesting);
  g_test_add_func ("/server/listener/too large a header is refused", test_large_header);
  g_test_add_func ("/server/listener/TLS where HTTP is spoken is told at once", test_greeting_of_tls);
  g_test_add_func ("/server/listener/off loopback it wants TLS", test_refused_off_loopback);
  g_test_add_func ("/server/listener/bad arguments are refused in words", test_bad_arguments);
  g_test_add_func ("/server/listener/it speaks TLS with a certificate", test_tls);
  g_test_add_func ("/server/listener/who never begins the TLS handshake is let go of", test_tls_silent);
  g_test_add_func ("/server/listener/an empty portal has an admin", test_fresh);
  g_test_add_func ("/server/listener/the contract is told to anyone", test_contract);
  status = g_test_run ();
  pilot_test_portal_free (portal);
  return status;
}
