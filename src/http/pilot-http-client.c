/* pilot-http-client.c: requests to one service, for worker threads
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-http-client.h"

#include "pilot-http-error.h"
#include "pilot-portal-address.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define READ_BYTES (64 * 1024)

/* What is kept of a body in memory at most; a body that goes to a function may be larger. */
#define MAX_KEPT_BYTES (4 * 1024 * 1024)
#define MAX_STREAMED_BYTES (G_GINT64_CONSTANT (1) << 30)

/* However steadily it drips: after this long a request is given up. Not for event streams. */
#define MAX_REQUEST_USEC (20 * G_TIME_SPAN_MINUTE)

struct _PilotHttpClient
{
  GObject parent_instance;

  char *address;             /* (owned): without a slash at its end */
  gboolean loopback;
  GTlsDatabase *authorities; /* (owned) (nullable): trusted besides the system's */
  PilotHttpTokenFunc token_func; /* (nullable) */
  gpointer token_data;           /* (owned) */
  GDestroyNotify token_destroy;

  GMutex lock;
  guint timeouts_secs[PILOT_HTTP_N_PACES];
  /* One for each pace, since the time limit is the session's; made when needed, under the lock. */
  SoupSession *sessions[PILOT_HTTP_N_PACES]; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (PilotHttpClient, pilot_http_client, G_TYPE_OBJECT)

static gboolean
is_loopback_host (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL ? g_inet_address_get_is_loopback (address) : g_ascii_strcasecmp (host, "localhost") == 0;
}

static SoupSession *
get_session (PilotHttpClient *self, PilotHttpPace pace)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  SoupSession *session = self->sessions[pace];

  if (session != NULL)
    return session;
  /* An idle connection is not closed by a timer: that would run in another thread than the one that takes it next. */
  session = soup_session_new_with_options ("timeout", self->timeouts_secs[pace], "idle-timeout", 0, "user-agent",
                                           "Pilotage/" PILOT_VERSION, "max-conns-per-host", 6, NULL);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  if (self->loopback)
    {
      /* Compressing costs more than the loopback, and no proxy leads back to this computer. */
      soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
      soup_session_set_proxy_resolver (session, NULL);
    }
  self->sessions[pace] = session;
  return session;
}

/* A certificate that the system does not trust may be issued by the connection's own authority. */
static gboolean
accept_certificate_cb (SoupMessage *message, GTlsCertificate *certificate, GTlsCertificateFlags errors, gpointer user_data)
{
  PilotHttpClient *self = PILOT_HTTP_CLIENT (user_data);
  g_autoptr (GSocketConnectable) identity = NULL;
  GUri *uri = soup_message_get_uri (message);

  if (self->authorities == NULL)
    return FALSE;
  identity = g_network_address_new (g_uri_get_host (uri), (guint16) MAX (g_uri_get_port (uri), 0));
  return g_tls_database_verify_chain (self->authorities, certificate, G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER, identity,
                                      NULL, G_TLS_DATABASE_VERIFY_NONE, NULL, NULL) == 0;
}

static SoupMessage *
create_message (PilotHttpClient *self, const PilotHttpRequest *request, GError **error)
{
  g_autofree char *text = g_strconcat (self->address, request->path, NULL);
  g_autoptr (GUri) uri = g_uri_parse (text, SOUP_HTTP_URI_FLAGS, error);
  g_autoptr (SoupMessage) message = NULL;
  SoupMessageHeaders *headers;

  if (uri == NULL)
    return NULL;
  message = soup_message_new_from_uri (request->method, uri);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  g_signal_connect_object (message, "accept-certificate", G_CALLBACK (accept_certificate_cb), self, 0);

  headers = soup_message_get_request_headers (message);
  if (request->idempotency_key != NULL)
    soup_message_headers_replace (headers, "Idempotency-Key", request->idempotency_key);
  if (request->if_match != NULL)
    soup_message_headers_replace (headers, "If-Match", request->if_match);
  if (request->if_none_match != NULL)
    soup_message_headers_replace (headers, "If-None-Match", request->if_none_match);
  if (!request->anonymous && self->token_func != NULL)
    {
      g_autofree char *token = self->token_func (self->token_data);
      g_autofree char *value = token != NULL ? g_strconcat ("Bearer ", token, NULL) : NULL;

      if (value != NULL)
        soup_message_headers_replace (headers, "Authorization", value);
    }
  if (request->json != NULL)
    {
      gsize length = request->json_length_bytes < 0 ? strlen (request->json) : (gsize) request->json_length_bytes;
      g_autoptr (GBytes) body = g_bytes_new (request->json, length);

      soup_message_set_request_body_from_bytes (message, "application/json", body);
    }
  return g_steal_pointer (&message);
}

static void
read_headers (SoupMessage *message, PilotHttpResponse *response)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *after = soup_message_headers_get_one (headers, "Retry-After");
  guint64 secs;

  response->status = soup_message_get_status (message);
  response->etag = g_strdup (soup_message_headers_get_one (headers, "ETag"));
  if (after == NULL)
    return;
  if (g_ascii_string_to_unsigned (after, 10, 0, G_MAXUINT32, &secs, NULL))
    response->retry_after_usec = (gint64) MIN (secs, 86400) * G_TIME_SPAN_SECOND;
  else
    {
      g_autoptr (GDateTime) date = soup_date_time_new_from_http_string (after);
      gint64 wait = date != NULL ? g_date_time_to_unix (date) - g_get_real_time () / G_TIME_SPAN_SECOND : 0;

      response->retry_after_usec = CLAMP (wait, 0, 86400) * G_TIME_SPAN_SECOND;
    }
}

/* Reads to the end: to @func, or into @kept. */
static gboolean
read_body (GInputStream *stream, PilotHttpBodyFunc func, gpointer user_data, GByteArray *kept, gint64 deadline_usec,
           GCancellable *cancellable, GError **error)
{
  g_autofree char *buffer = g_malloc (READ_BYTES);
  gint64 total = 0;

  while (TRUE)
    {
      gssize n_bytes = g_input_stream_read (stream, buffer, READ_BYTES, cancellable, error);

      if (n_bytes <= 0)
        return n_bytes == 0;
      total += n_bytes;
      if (total > (func != NULL ? MAX_STREAMED_BYTES : MAX_KEPT_BYTES))
        {
          g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_PROTOCOL, _("The portal’s answer is too long."));
          return FALSE;
        }
      if (deadline_usec != 0 && g_get_monotonic_time () > deadline_usec)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "slow body");
          return FALSE;
        }
      if (func == NULL)
        g_byte_array_append (kept, (const guint8 *) buffer, (guint) n_bytes);
      else if (!func (buffer, (gsize) n_bytes, user_data, error))
        return FALSE;
    }
}

static gboolean
fail_status (SoupMessage *message, PilotHttpResponse *response, GError **error)
{
  g_auto (PilotHttpProblem) problem = { 0 };
  const char *location = soup_message_headers_get_one (soup_message_get_response_headers (message), "Location");

  if (response->status < 400)
    {
      g_autoptr (GUri) there = location != NULL
                                   ? g_uri_parse_relative (soup_message_get_uri (message), location, SOUP_HTTP_URI_FLAGS, NULL)
                                   : NULL;
      g_autofree char *shown = there != NULL ? g_uri_to_string_partial (there, G_URI_HIDE_QUERY | G_URI_HIDE_FRAGMENT |
                                                                                   G_URI_HIDE_USERINFO)
                                             : NULL;

      if (shown != NULL)
        g_set_error (error, PILOT_ERROR, PILOT_ERROR_PROTOCOL,
                     _("The portal sends on to “%s”. If you trust it, put that in the connection’s address."), shown);
      else
        pilot_http_error_set_status (error, response->status, &problem);
      return FALSE;
    }
  pilot_http_problem_parse (&problem, response->body);
  response->problem = g_strdup (problem.slug);
  if (response->retry_after_usec == 0)
    response->retry_after_usec = problem.retry_after_usec;
  return pilot_http_error_set_status (error, response->status, &problem);
}

static gboolean
end_message (GInputStream *stream)
{
  /* Closing reads what is left, so that the connection can be used again; of no interest if that fails. */
  return g_input_stream_close (stream, NULL, NULL);
}

static void
pilot_http_client_finalize (GObject *object)
{
  PilotHttpClient *self = PILOT_HTTP_CLIENT (object);

  for (guint i = 0; i < PILOT_HTTP_N_PACES; i++)
    g_clear_object (&self->sessions[i]);
  if (self->token_destroy != NULL)
    self->token_destroy (self->token_data);
  g_clear_object (&self->authorities);
  g_free (self->address);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (pilot_http_client_parent_class)->finalize (object);
}

static void
pilot_http_client_class_init (PilotHttpClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pilot_http_client_finalize;
}

static void
pilot_http_client_init (PilotHttpClient *self)
{
  g_mutex_init (&self->lock);
  self->timeouts_secs[PILOT_HTTP_PACE_NORMAL] = 30;
  self->timeouts_secs[PILOT_HTTP_PACE_PATIENT] = 600;
  self->timeouts_secs[PILOT_HTTP_PACE_STREAM] = 45;
}

void
pilot_http_response_clear (PilotHttpResponse *self)
{
  g_clear_pointer (&self->etag, g_free);
  g_clear_pointer (&self->problem, g_free);
  g_clear_pointer (&self->body, g_bytes_unref);
  self->status = 0;
  self->retry_after_usec = 0;
}

PilotHttpClient *
pilot_http_client_new (const char *address, const char *ca_path, GError **error)
{
  g_autoptr (PilotHttpClient) self = NULL;
  g_autoptr (GUri) uri = NULL;
  g_autofree char *text = NULL;

  /* libsoup's class_init registers this type while it holds GObject's class lock, which registering it elsewhere takes
   * the other way round: two threads that do so for the first time at once would wait for each other [GLib 2.74]. */
  g_type_ensure (G_TYPE_TASK);
  self = g_object_new (PILOT_TYPE_HTTP_CLIENT, NULL);
  if (!pilot_portal_address_check (address, error))
    return NULL;
  uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, error);
  if (uri == NULL)
    return NULL;
  self->loopback = is_loopback_host (g_uri_get_host (uri));
  if (strcmp (g_uri_get_scheme (uri), "http") == 0 && !self->loopback)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID,
                           _("A portal on another computer is reached through “https://” only: without it your sign-in could "
                             "be read on the way."));
      return NULL;
    }

  text = g_uri_to_string (uri);
  self->address = pilot_portal_address_normalize (text);
  if (ca_path != NULL && *ca_path != '\0')
    {
      g_autoptr (GError) cause = NULL;

      self->authorities = g_tls_file_database_new (ca_path, &cause);
      if (self->authorities == NULL)
        {
          g_set_error (error, PILOT_ERROR, PILOT_ERROR_INVALID,
                       _("The file with the certificate authority can’t be used: %s"), cause->message);
          return NULL;
        }
    }
  return g_steal_pointer (&self);
}

void
pilot_http_client_set_token_func (PilotHttpClient *self, PilotHttpTokenFunc func, gpointer user_data, GDestroyNotify destroy)
{
  g_return_if_fail (PILOT_IS_HTTP_CLIENT (self));
  g_return_if_fail (self->token_func == NULL);

  self->token_func = func;
  self->token_data = user_data;
  self->token_destroy = destroy;
}

void
pilot_http_client_set_timeout (PilotHttpClient *self, PilotHttpPace pace, guint secs)
{
  g_return_if_fail (PILOT_IS_HTTP_CLIENT (self));
  g_return_if_fail (pace < PILOT_HTTP_N_PACES && self->sessions[pace] == NULL);

  self->timeouts_secs[pace] = secs;
}

gboolean
pilot_http_client_send (PilotHttpClient *self, const PilotHttpRequest *request, PilotHttpResponse *response,
                        GCancellable *cancellable, GError **error)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GByteArray) kept = g_byte_array_new ();
  GError *cause = NULL;
  gint64 deadline_usec = g_get_monotonic_time () + MAX_REQUEST_USEC;
  gboolean fine;

  g_return_val_if_fail (PILOT_IS_HTTP_CLIENT (self), FALSE);
  g_return_val_if_fail (request->pace < PILOT_HTTP_N_PACES, FALSE);

  *response = (PilotHttpResponse){ 0 };
  message = create_message (self, request, &cause);
  if (message == NULL)
    return pilot_http_error_set_transport (error, cause, 0);
  stream = soup_session_send (get_session (self, request->pace), message, cancellable, &cause);
  if (stream == NULL)
    return pilot_http_error_set_transport (error, cause, soup_message_get_tls_peer_certificate_errors (message));

  read_headers (message, response);
  fine = response->status >= 200 && response->status < 300;
  if (!read_body (stream, fine ? request->body_func : NULL, request->body_data, kept, deadline_usec, cancellable, &cause))
    return pilot_http_error_set_transport (error, cause, 0);
  end_message (stream);
  if (kept->len > 0)
    response->body = g_byte_array_free_to_bytes (g_steal_pointer (&kept));
  if (fine || response->status == 304)
    return TRUE;
  return fail_status (message, response, error);
}

static gboolean
event_bytes_cb (const char *data, gsize length, gpointer user_data, GError **error)
{
  return pilot_event_parser_feed (user_data, data, length, error);
}

gboolean
pilot_http_client_watch (PilotHttpClient *self, const char *path, PilotEventFunc func, gpointer user_data,
                         GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotEventParser) parser = pilot_event_parser_new (func, user_data);
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GByteArray) kept = g_byte_array_new ();
  g_auto (PilotHttpResponse) response = { 0 };
  PilotHttpRequest request = { .method = "GET", .path = path };
  GError *cause = NULL;
  const char *type;
  gboolean fine;

  g_return_val_if_fail (PILOT_IS_HTTP_CLIENT (self), FALSE);

  message = create_message (self, &request, &cause);
  if (message == NULL)
    return pilot_http_error_set_transport (error, cause, 0);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept", "text/event-stream");
  /* A packed stream would come in lumps. */
  soup_message_disable_feature (message, SOUP_TYPE_CONTENT_DECODER);
  stream = soup_session_send (get_session (self, PILOT_HTTP_PACE_STREAM), message, cancellable, &cause);
  if (stream == NULL)
    return pilot_http_error_set_transport (error, cause, soup_message_get_tls_peer_certificate_errors (message));

  read_headers (message, &response);
  fine = response.status == 200;
  type = soup_message_headers_get_content_type (soup_message_get_response_headers (message), NULL);
  if (fine && g_strcmp0 (type, "text/event-stream") != 0)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_PROTOCOL, _("The portal’s answer is not an event stream."));
      return FALSE;
    }
  if (!read_body (stream, fine ? event_bytes_cb : NULL, parser, kept, 0, cancellable, &cause))
    return pilot_http_error_set_transport (error, cause, 0);
  if (!fine)
    {
      response.body = g_byte_array_free_to_bytes (g_steal_pointer (&kept));
      return fail_status (message, &response, error);
    }
  g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_OFFLINE, _("The portal has closed the event stream."));
  return FALSE;
}

gboolean
pilot_http_client_is_loopback (PilotHttpClient *self)
{
  g_return_val_if_fail (PILOT_IS_HTTP_CLIENT (self), FALSE);
  return self->loopback;
}
