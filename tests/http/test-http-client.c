/* test-http-client.c: requests, and all that can go wrong with them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "http-fake-server.h"
#include "pilot-http-client.h"
#include "pilot-test.h"

#include <string.h>

typedef struct
{
  HttpFakeServer *server; /* (owned) */
  PilotHttpClient *client; /* (owned) */
  GMutex lock;
  GString *seen; /* (owned): the last request's head */
  guint n_requests;
  gboolean proceed; /* guarded by lock */
  GCond cond;
} Fixture;

static const char *const plain[][2] = {
  { "/ok", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nETag: \"12\"\r\n\r\nhello" },
  { "/chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n" },
  { "/empty", "HTTP/1.1 204 No Content\r\n\r\n" },
  { "/same", "HTTP/1.1 304 Not Modified\r\nETag: \"12\"\r\n\r\n" },
  { "/missing", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n" },
  { "/html", "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>" },
  { "/wait", "HTTP/1.1 429 Too Many\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n" },
  { "/wait-body", "HTTP/1.1 503 No\r\nContent-Length: 20\r\n\r\n{\"retryAfterSecs\":3}" },
  { "/wait-forever", "HTTP/1.1 429 Too Many\r\nRetry-After: 99999999\r\nContent-Length: 0\r\n\r\n" },
  { "/wait-nonsense", "HTTP/1.1 429 Too Many\r\nRetry-After: -5\r\nContent-Length: 0\r\n\r\n" },
  { "/conflict", "HTTP/1.1 412 No\r\nContent-Length: 59\r\n\r\n{\"type\":\"urn:pilotage:problem:precondition-failed\",\"x\":123}" },
  { "/away", "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.2:9/other?secret=1\r\nContent-Length: 0\r\n\r\n" },
  { "/near", "HTTP/1.1 307 Found\r\nLocation: /ok\r\nContent-Length: 0\r\n\r\n" },
};

/* Answers after which the connection is closed. */
static const char *const closing[][2] = {
  { "/cut", "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello" },
  { "/cut-chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n30\r\nhello" },
  { "/cut-head", "HTTP/1.1 200 OK\r\nContent-Le" },
  { "/nothing", "" },
  { "/nonsense", "SSH-2.0-OpenSSH_9.2\r\n\r\n" },
};

static gboolean
answer_cb (const HttpFakeRequest *request, GOutputStream *out, gpointer user_data)
{
  Fixture *self = user_data;
  g_auto (GStrv) words = g_strsplit (request->line, " ", 3);

  g_mutex_lock (&self->lock);
  self->n_requests++;
  g_string_printf (self->seen, "%s\n%s\n%s", request->line, request->head, request->body);
  g_mutex_unlock (&self->lock);

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    if (strcmp (words[1], plain[i][0]) == 0)
      {
        http_fake_write (out, "%s", plain[i][1]);
        return TRUE;
      }
  for (guint i = 0; i < G_N_ELEMENTS (closing); i++)
    if (strcmp (words[1], closing[i][0]) == 0)
      {
        http_fake_write (out, "%s", closing[i][1]);
        return FALSE;
      }

  if (strcmp (words[1], "/events") == 0)
    http_fake_write (out, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n: hi\n\nevent: change\ndata: {\"revision\":7}\n\n");
  else if (strcmp (words[1], "/large") == 0)
    {
      http_fake_write (out, "HTTP/1.1 200 OK\r\nContent-Length: 20971520\r\n\r\n");
      for (guint i = 0; i < 20971520 / 1048576; i++)
        {
          g_autofree char *block = g_strnfill (1048576, 'x');

          http_fake_write (out, "%s", block);
        }
      return TRUE;
    }
  else if (strcmp (words[1], "/slow") == 0 || strcmp (words[1], "/quiet") == 0 || strcmp (words[1], "/held-events") == 0)
    {
      if (strcmp (words[1], "/held-events") == 0)
        http_fake_write (out, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nevent: change\ndata: 1\n\n");
      else if (strcmp (words[1], "/slow") == 0)
        http_fake_write (out, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello");
      g_mutex_lock (&self->lock);
      while (!self->proceed)
        g_cond_wait (&self->cond, &self->lock);
      g_mutex_unlock (&self->lock);
      return FALSE;
    }
  return FALSE;
}

static void
let_go (Fixture *self)
{
  g_mutex_lock (&self->lock);
  self->proceed = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->lock);
}

static char *
token_cb (gpointer user_data)
{
  return g_strdup (user_data);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);
  self->seen = g_string_new (NULL);
  self->server = http_fake_server_new (NULL, answer_cb, self);
  self->client = pilot_http_client_new (http_fake_server_get_address (self->server), NULL, &error);
  g_assert_no_error (error);
  pilot_http_client_set_token_func (self->client, token_cb, g_strdup ("secret-token"), g_free);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  let_go (self);
  g_object_unref (self->client);
  http_fake_server_free (self->server);
  g_string_free (self->seen, TRUE);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->cond);
}

static gboolean
get (Fixture *self, const char *path, PilotHttpResponse *response, GError **error)
{
  PilotHttpRequest request = { .method = "GET", .path = path };

  return pilot_http_client_send (self->client, &request, response, NULL, error);
}

static void
assert_body (const PilotHttpResponse *response, const char *text)
{
  g_assert_nonnull (response->body);
  g_assert_cmpmem (g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body), text, strlen (text));
}

static void
test_answers (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *path;
    guint status;
    const char *body;
  } cases[] = { { "/ok", 200, "hello" }, { "/chunked", 200, "hello" }, { "/empty", 204, NULL }, { "/same", 304, NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (PilotHttpResponse) response = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_true (get (self, cases[i].path, &response, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (response.status, ==, cases[i].status);
      if (cases[i].body != NULL)
        assert_body (&response, cases[i].body);
      if (i == 0)
        g_assert_cmpstr (response.etag, ==, "\"12\"");
    }
  g_assert_nonnull (strstr (self->seen->str, "authorization: Bearer secret-token"));
  g_assert_nonnull (strstr (self->seen->str, "user-agent: Pilotage/"));
  /* The loopback is not worth packing for. */
  g_assert_null (strstr (self->seen->str, "accept-encoding"));
}

static void
test_sent (Fixture *self, gconstpointer data)
{
  PilotHttpRequest request = { .method = "PUT", .path = "/ok", .idempotency_key = "key-1", .if_match = "\"12\"",
                               .if_none_match = "*", .json = "{\"a\":1}", .json_length_bytes = -1 };
  g_auto (PilotHttpResponse) response = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (pilot_http_client_send (self->client, &request, &response, NULL, &error));
  g_assert_true (g_str_has_prefix (self->seen->str, "PUT /ok HTTP/1.1\n"));
  g_assert_nonnull (strstr (self->seen->str, "idempotency-key: key-1\n"));
  g_assert_nonnull (strstr (self->seen->str, "if-match: \"12\"\n"));
  g_assert_nonnull (strstr (self->seen->str, "if-none-match: *\n"));
  g_assert_nonnull (strstr (self->seen->str, "content-type: application/json\n"));
  g_assert_true (g_str_has_suffix (self->seen->str, "{\"a\":1}"));

  pilot_http_response_clear (&response);
  request.anonymous = TRUE;
  g_assert_true (pilot_http_client_send (self->client, &request, &response, NULL, &error));
  g_assert_null (strstr (self->seen->str, "authorization"));
}

static void
test_failures (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *path;
    PilotError code;
    gint64 wait_secs;
  } cases[] = {
    { "/missing", PILOT_ERROR_NOT_FOUND, 0 }, { "/html", PILOT_ERROR_SERVER, 0 },
    { "/wait", PILOT_ERROR_THROTTLED, 7 },    { "/wait-body", PILOT_ERROR_SERVER, 3 },
    { "/wait-forever", PILOT_ERROR_THROTTLED, 86400 }, { "/wait-nonsense", PILOT_ERROR_THROTTLED, 0 },
    { "/conflict", PILOT_ERROR_CONFLICT, 0 }, { "/cut", PILOT_ERROR_OFFLINE, 0 },
    { "/cut-chunk", PILOT_ERROR_OFFLINE, 0 },
    { "/cut-head", PILOT_ERROR_PROTOCOL, 0 }, { "/nothing", PILOT_ERROR_OFFLINE, 0 },
    { "/nonsense", PILOT_ERROR_PROTOCOL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (PilotHttpResponse) response = { 0 };
      g_autoptr (GError) error = NULL;

      if (get (self, cases[i].path, &response, &error))
        g_error ("%s passed", cases[i].path);
      if (!g_error_matches (error, PILOT_ERROR, (int) cases[i].code))
        g_error ("%s: %s %d: %s", cases[i].path, g_quark_to_string (error->domain), error->code, error->message);
      g_assert_cmpint (response.retry_after_usec, ==, cases[i].wait_secs * G_TIME_SPAN_SECOND);
      g_assert_null (strstr (error->message, "secret"));
      if (strcmp (cases[i].path, "/conflict") == 0)
        g_assert_cmpstr (response.problem, ==, "precondition-failed");
    }
}

static void
test_redirects (Fixture *self, gconstpointer data)
{
  static const char *const paths[] = { "/away", "/near" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_auto (PilotHttpResponse) response = { 0 };
      g_autoptr (GError) error = NULL;
      guint before = self->n_requests;

      g_assert_false (get (self, paths[i], &response, &error));
      g_assert_error (error, PILOT_ERROR, PILOT_ERROR_PROTOCOL);
      g_assert_cmpuint (self->n_requests, ==, before + 1);
      if (i == 0)
        {
          g_assert_nonnull (strstr (error->message, "http://127.0.0.2:9/other"));
          g_assert_null (strstr (error->message, "secret"));
        }
    }
}

static void
test_refused_connection (void)
{
  /* Port 1 of the loopback: nobody listens there. */
  g_autoptr (PilotHttpClient) client = pilot_http_client_new ("http://127.0.0.1:1", NULL, NULL);
  PilotHttpRequest request = { .method = "GET", .path = "/" };
  g_auto (PilotHttpResponse) response = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (pilot_http_client_send (client, &request, &response, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_OFFLINE);
  g_assert_cmpuint (response.status, ==, 0);
}

static gboolean
count_cb (const char *bytes, gsize length, gpointer user_data, GError **error)
{
  *(gsize *) user_data += length;
  return TRUE;
}

static gboolean
refuse_cb (const char *bytes, gsize length, gpointer user_data, GError **error)
{
  g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_PROTOCOL, "refused");
  return FALSE;
}

static void
test_streamed (Fixture *self, gconstpointer data)
{
  gsize n_bytes = 0;
  PilotHttpRequest request = { .method = "GET", .path = "/large", .body_func = count_cb, .body_data = &n_bytes };
  g_auto (PilotHttpResponse) response = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (pilot_http_client_send (self->client, &request, &response, NULL, &error));
  g_assert_cmpuint (n_bytes, ==, 20971520);
  g_assert_null (response.body);

  pilot_http_response_clear (&response);
  request.body_func = refuse_cb;
  g_assert_false (pilot_http_client_send (self->client, &request, &response, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_PROTOCOL);
  g_clear_error (&error);

  /* Without anybody to take it, a large body is not kept. */
  pilot_http_response_clear (&response);
  request.body_func = NULL;
  g_assert_false (pilot_http_client_send (self->client, &request, &response, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_PROTOCOL);
  g_clear_error (&error);

  /* The next request is not harmed by the ones that were given up. */
  pilot_http_response_clear (&response);
  g_assert_true (get (self, "/ok", &response, &error));
}

static void
test_silence (Fixture *self, gconstpointer data)
{
  static const char *const paths[] = { "/quiet", "/slow" };

  pilot_http_client_set_timeout (self->client, PILOT_HTTP_PACE_NORMAL, 1);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_auto (PilotHttpResponse) response = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_false (get (self, paths[i], &response, &error));
      g_assert_error (error, PILOT_ERROR, PILOT_ERROR_TIMEOUT);
    }
}

static gpointer
cancel_cb (gpointer user_data)
{
  g_usleep (100000);
  g_cancellable_cancel (user_data);
  return NULL;
}

static void
test_cancel (Fixture *self, gconstpointer data)
{
  static const char *const paths[] = { "/quiet", "/slow" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      PilotHttpRequest request = { .method = "GET", .path = paths[i] };
      g_auto (PilotHttpResponse) response = { 0 };
      g_autoptr (GError) error = NULL;
      GThread *thread = g_thread_new ("cancel", cancel_cb, cancellable);
      gint64 start = g_get_monotonic_time ();

      g_assert_false (pilot_http_client_send (self->client, &request, &response, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_TIME_SPAN_SECOND);
      g_thread_join (thread);
    }
}

static void
event_cb (const char *type, const char *text, gpointer user_data)
{
  g_string_append_printf (user_data, "%s=%s;", type, text);
}

static void
test_events (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  pilot_http_client_set_timeout (self->client, PILOT_HTTP_PACE_STREAM, 1);
  g_assert_false (pilot_http_client_watch (self->client, "/events", event_cb, told, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_OFFLINE);
  g_assert_cmpstr (told->str, ==, "change={\"revision\":7};");
  g_clear_error (&error);

  /* Neither an event nor a heartbeat comes any more. */
  g_string_truncate (told, 0);
  g_assert_false (pilot_http_client_watch (self->client, "/held-events", event_cb, told, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_TIMEOUT);
  g_assert_cmpstr (told->str, ==, "change=1;");
  g_clear_error (&error);

  g_assert_false (pilot_http_client_watch (self->client, "/ok", event_cb, told, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_PROTOCOL);
  g_clear_error (&error);
  g_assert_false (pilot_http_client_watch (self->client, "/missing", event_cb, told, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND);
}

static void
test_events_cancel (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_cb, cancellable);

  g_assert_false (pilot_http_client_watch (self->client, "/held-events", event_cb, told, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

static gpointer
many_cb (gpointer user_data)
{
  Fixture *self = user_data;

  for (guint i = 0; i < 200; i++)
    {
      g_auto (PilotHttpResponse) response = { 0 };
      g_autoptr (GError) error = NULL;
      gboolean fine = i % 10 != 9;

      g_assert_cmpint (get (self, fine ? (i % 2 == 0 ? "/ok" : "/chunked") : "/cut", &response, &error), ==, fine);
      if (fine)
        assert_body (&response, "hello");
    }
  return NULL;
}

static void
test_threads (Fixture *self, gconstpointer data)
{
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("many", many_cb, self);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

static void
test_addresses (void)
{
  static const struct
  {
    const char *address;
    gboolean fine;
  } cases[] = {
    { "https://portal.example.com", TRUE }, { "https://portal.example.com:8443/pilotage/", TRUE },
    { "http://127.0.0.1:80", TRUE },        { "http://[::1]:80/", TRUE },
    { "http://localhost", TRUE },           { "http://127.9.9.9", TRUE },
    { "http://portal.example.com", FALSE }, { "http://127.0.0.1.example.com", FALSE },
    { "http://10.0.0.1", FALSE },           { "ftp://127.0.0.1", FALSE },
    { "portal.example.com", FALSE },        { "", FALSE },
    { "https://", FALSE },                  { "https://user:pw@portal.example.com", FALSE },
    { "https://portal.example.com/?x", FALSE }, { "https://portal.example.com/#x", FALSE },
    { "https://exa mple.com", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PilotHttpClient) client = pilot_http_client_new (cases[i].address, NULL, &error);

      if ((client != NULL) != cases[i].fine)
        g_error ("%s", cases[i].address);
      if (!cases[i].fine)
        g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
    }
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/http/client/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("whole answers", test_answers);
  ADD ("what a request carries", test_sent);
  ADD ("every failure has its remedy", test_failures);
  ADD ("a redirect is told and never followed", test_redirects);
  g_test_add_func ("/http/client/nobody listens", test_refused_connection);
  ADD ("a large body streams", test_streamed);
  ADD ("silence ends in a timeout, before and within the body", test_silence);
  ADD ("a waiting request can be cancelled", test_cancel);
  ADD ("an event stream tells events until it ends or falls silent", test_events);
  ADD ("an event stream can be cancelled", test_events_cancel);
  ADD ("four threads at once", test_threads);
  g_test_add_func ("/http/client/addresses", test_addresses);
  return g_test_run ();
}
