/* test-http-tls.c: whom the client trusts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "http-fake-server.h"
#include "pilot-http-client.h"
#include "pilot-test.h"

#include <string.h>

static gboolean
answer_cb (const HttpFakeRequest *request, GOutputStream *out, gpointer user_data)
{
  g_atomic_int_inc ((int *) user_data);
  http_fake_write (out, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
  return TRUE;
}

static char *
data_path (const char *name)
{
  const char *source = g_getenv ("PILOT_SOURCE_DIR");

  return g_build_filename (source != NULL ? source : ".", "tests", "http", "tls", name, NULL);
}

static GTlsCertificate *
load (const char *cert, const char *key)
{
  g_autofree char *cert_path = data_path (cert);
  g_autofree char *key_path = data_path (key);
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate = g_tls_certificate_new_from_files (cert_path, key_path, &error);

  g_assert_no_error (error);
  return certificate;
}

static gboolean
try (const char *address, const char *ca, GError **error)
{
  g_autofree char *ca_path = ca != NULL ? data_path (ca) : NULL;
  g_autoptr (PilotHttpClient) client = pilot_http_client_new (address, ca_path, error);
  PilotHttpRequest request = { .method = "GET", .path = "/" };
  g_auto (PilotHttpResponse) response = { 0 };

  return client != NULL && pilot_http_client_send (client, &request, &response, NULL, error);
}

static void
test_trust (void)
{
  g_autoptr (GTlsCertificate) certificate = load ("cert.pem", "key.pem");
  int n_requests = 0;
  g_autoptr (HttpFakeServer) server = http_fake_server_new (certificate, answer_cb, &n_requests);
  g_autoptr (GError) error = NULL;

  g_assert_false (try (http_fake_server_get_address (server), NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "certificate authority"));
  g_clear_error (&error);
  g_assert_cmpint (n_requests, ==, 0);

  g_assert_false (try (http_fake_server_get_address (server), "other-cert.pem", &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_cmpint (n_requests, ==, 0);

  g_assert_true (try (http_fake_server_get_address (server), "cert.pem", &error));
  g_assert_no_error (error);
  g_assert_cmpint (n_requests, ==, 1);
}

static void
test_identity (void)
{
  g_autoptr (GTlsCertificate) certificate = load ("other-cert.pem", "other-key.pem");
  int n_requests = 0;
  g_autoptr (HttpFakeServer) server = http_fake_server_new (certificate, answer_cb, &n_requests);
  g_autoptr (GError) error = NULL;

  /* The authority is trusted, but the certificate is for another host. */
  g_assert_false (try (http_fake_server_get_address (server), "other-cert.pem", &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "another host name"));
  g_assert_cmpint (n_requests, ==, 0);
}

static void
test_not_tls (void)
{
  int n_requests = 0;
  g_autoptr (HttpFakeServer) server = http_fake_server_new (NULL, answer_cb, &n_requests);
  g_autofree char *address = g_strconcat ("https", http_fake_server_get_address (server) + 4, NULL);
  g_autoptr (PilotHttpClient) client = pilot_http_client_new (address, NULL, NULL);
  PilotHttpRequest request = { .method = "GET", .path = "/" };
  g_auto (PilotHttpResponse) response = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  pilot_http_client_set_timeout (client, PILOT_HTTP_PACE_NORMAL, 1);
  g_assert_false (pilot_http_client_send (client, &request, &response, cancellable, &error));
  g_assert_true (error->domain == PILOT_ERROR);
  g_assert_cmpint (n_requests, ==, 0);
}

static void
test_bad_file (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (pilot_http_client_new ("https://127.0.0.1", "/nonexistent/ca.pem", &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  if (!g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    {
      g_print ("1..0 # SKIP glib-networking is not installed\n");
      return 0;
    }
  g_test_add_func ("/http/tls/only a certificate of a trusted authority is accepted", test_trust);
  g_test_add_func ("/http/tls/a certificate for another host is refused", test_identity);
  g_test_add_func ("/http/tls/a server without TLS is an error, not a wait", test_not_tls);
  g_test_add_func ("/http/tls/an authority's file that can't be read is refused", test_bad_file);
  return g_test_run ();
}
