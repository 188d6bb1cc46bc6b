/* pilot-exchange.c: one request and its answer, on their way through the portal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-exchange.h"

#include "pilot-auth.h"
#include "pilot-nesting.h"

#include <string.h>

#define MAX_NESTING 32
#define GZIP_FROM_BYTES 1024
#define MAX_BEARER_BYTES 512

/* (transfer full) (nullable): a header as sent; several of the name are joined by commas. */
static char *
dup_header (SoupMessageHeaders *headers, const char *name)
{
  return g_strdup (soup_message_headers_get_list (headers, name));
}

/* (transfer full) (nullable): the token of "Authorization: Bearer …". */
static char *
dup_bearer (SoupMessageHeaders *headers)
{
  const char *text = soup_message_headers_get_one (headers, "Authorization");

  if (text == NULL || strlen (text) > MAX_BEARER_BYTES || g_ascii_strncasecmp (text, "Bearer ", 7) != 0)
    return NULL;
  return g_strstrip (g_strdup (text + 7));
}

/* Query parameters, decoded; FALSE where they are no UTF-8. */
static gboolean
read_query (GHashTable *query, const char *text)
{
  g_autoptr (GHashTable) form = NULL;
  GHashTableIter iter;
  gpointer key, value;

  if (text == NULL)
    return TRUE;
  form = soup_form_decode (text);
  g_hash_table_iter_init (&iter, form);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      if (!g_utf8_validate (key, -1, NULL) || !g_utf8_validate (value, -1, NULL))
        return FALSE;
      g_hash_table_insert (query, g_strdup (key), g_strdup (value));
    }
  return TRUE;
}

static gboolean
is_json (const char *content_type)
{
  return g_strcmp0 (content_type, "application/json") == 0 || g_strcmp0 (content_type, "application/merge-patch+json") == 0;
}

/* What must be right about a request whose sender is known. */
static gboolean
check_request (PilotExchange *self)
{
  PilotRequest *request = self->request;

  if ((request->route->flags & PILOT_ROUTE_NEEDS_KEY) != 0)
    {
      if (request->idempotency_key == NULL)
        {
          pilot_response_problem (self->response, 428, PILOT_PROBLEM_PRECONDITION_REQUIRED,
                                  "An Idempotency-Key header is needed: a UUID, the same each time the request is repeated.");
          return FALSE;
        }
      if (!g_uuid_string_is_valid (request->idempotency_key))
        {
          pilot_response_invalid (self->response, "Idempotency-Key", "It must be a UUID.");
          return FALSE;
        }
    }
  if ((request->route->flags & PILOT_ROUTE_HAS_BODY) == 0)
    {
      g_clear_pointer (&request->body, g_bytes_unref);
      return TRUE;
    }
  if (!is_json (request->content_type))
    {
      pilot_response_problem (self->response, 415, PILOT_PROBLEM_UNSUPPORTED_MEDIA_TYPE, "The body must be application/json.");
      return FALSE;
    }
  if (request->body == NULL || g_bytes_get_size (request->body) == 0)
    {
      pilot_response_problem (self->response, 422, PILOT_PROBLEM_INVALID, "A body is needed.");
      return FALSE;
    }
  if (!pilot_nesting_within (g_bytes_get_data (request->body, NULL), g_bytes_get_size (request->body), MAX_NESTING))
    {
      pilot_response_problem (self->response, 422, PILOT_PROBLEM_INVALID, "The body is nested too deep.");
      return FALSE;
    }
  return TRUE;
}

/* (transfer full) (nullable): the bytes compressed; %NULL where that went wrong. */
static GBytes *
compress (GBytes *bytes)
{
  g_autoptr (GConverter) compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 3));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) converter = g_converter_output_stream_new (memory, compressor);

  if (!g_output_stream_write_all (converter, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, NULL, NULL)
      || !g_output_stream_close (converter, NULL, NULL))
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

PilotExchange *
pilot_exchange_new (SoupServerMessage *message, PilotGuard *guard, gsize *bodies_bytes)
{
  static guint64 last_id = 0;
  PilotExchange *self = g_new0 (PilotExchange, 1);

  self->message = message;
  self->bodies_bytes = bodies_bytes;
  self->body = g_byte_array_new ();
  self->guard = pilot_guard_ref (guard);
  self->request = pilot_request_new ();
  self->request->id = g_strdup_printf ("%08x-%" G_GUINT64_FORMAT, g_random_int (), ++last_id);
  self->response = pilot_response_new ();
  self->began_usec = g_get_monotonic_time ();
  return self;
}

void
pilot_exchange_free (PilotExchange *self)
{
  if (self == NULL)
    return;
  *self->bodies_bytes -= self->counted_bytes;
  pilot_guard_unref (self->guard);
  pilot_request_free (self->request);
  pilot_response_free (self->response);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_free (self);
}

gboolean
pilot_exchange_read_headers (PilotExchange *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  GUri *uri = soup_server_message_get_uri (self->message);
  PilotRequest *request = self->request;

  request->method = g_strdup (soup_server_message_get_method (self->message));
  request->path = g_strdup (g_uri_get_path (uri));
  request->peer = g_strdup (pilot_guard_get_peer (self->guard));
  request->if_match = dup_header (headers, "If-Match");
  request->if_none_match = dup_header (headers, "If-None-Match");
  request->idempotency_key = dup_header (headers, "Idempotency-Key");
  if (request->idempotency_key != NULL)
    {
      char *lower = g_ascii_strdown (request->idempotency_key, -1);

      g_free (request->idempotency_key);
      request->idempotency_key = lower;
    }
  request->content_type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  request->bearer = dup_bearer (headers);
  self->accepts_gzip = soup_message_headers_header_contains (headers, "Accept-Encoding", "gzip");
  /* Nobody needs a part of an answer; the library would cut one out. */
  soup_message_headers_remove (headers, "Range");
  if (!g_utf8_validate (request->path, -1, NULL) || request->path[0] != '/' || !read_query (request->query, g_uri_get_query (uri)))
    {
      pilot_response_problem (self->response, 400, PILOT_PROBLEM_INVALID, "The address isn't UTF-8.");
      return FALSE;
    }
  request->segments = g_strsplit (request->path + 1, "/", -1);
  request->route = pilot_router_find (request->method, (const char *const *) request->segments, &request->schema,
                                      &self->response->allow);
  if (request->route == NULL)
    {
      if (self->response->allow != NULL)
        pilot_response_problem (self->response, 405, PILOT_PROBLEM_METHOD_NOT_ALLOWED, NULL);
      else
        pilot_response_problem (self->response, 404, PILOT_PROBLEM_NOT_FOUND, "There is no such resource.");
      return FALSE;
    }
  if (request->route->access != PILOT_ACCESS_ANYONE && request->bearer == NULL)
    {
      pilot_response_problem (self->response, 401, PILOT_PROBLEM_UNAUTHORIZED, "A bearer token is needed.");
      return FALSE;
    }
  if (soup_message_headers_get_one (headers, "Content-Encoding") != NULL)
    {
      pilot_response_problem (self->response, 415, PILOT_PROBLEM_UNSUPPORTED_MEDIA_TYPE, "Bodies are taken uncompressed.");
      return FALSE;
    }
  return TRUE;
}

gsize
pilot_exchange_add_chunk (PilotExchange *self, GBytes *chunk)
{
  gsize length_bytes = g_bytes_get_size (chunk);

  g_byte_array_append (self->body, g_bytes_get_data (chunk, NULL), length_bytes);
  self->counted_bytes += length_bytes;
  *self->bodies_bytes += length_bytes;
  return self->body->len;
}

void
pilot_exchange_close_body (PilotExchange *self)
{
  if (self->body->len > 0)
    self->request->body = g_byte_array_free_to_bytes (g_steal_pointer (&self->body));
}

gboolean
pilot_exchange_prepare (PilotExchange *self, PilotPortalDb *db)
{
  self->prepared = TRUE;
  return check_request (self) && self->request->route->prepare (db, self->request, self->response);
}

static void
forget_account (PilotRequest *request)
{
  g_clear_pointer (&request->member_id, g_free);
  g_clear_pointer (&request->recruiter_id, g_free);
  g_clear_pointer (&request->token_id, g_free);
  request->authenticated = FALSE;
}

void
pilot_exchange_survey (PilotExchange *self, PilotPortalDb *db)
{
  PilotRequest *request = self->request;
  gint64 began_usec = g_get_monotonic_time ();
  g_autoptr (PilotResponse) unsaid = pilot_response_new ();
  PilotResponse *said = self->response;

  forget_account (request);
  self->response = unsaid;
  if (pilot_auth_identify (db, request, unsaid) && check_request (self))
    request->route->survey (db, request);
  self->response = said;
  /* All is looked at again when it is his turn to write. */
  forget_account (request);
  request->survey_usec = g_get_monotonic_time () - began_usec;
  request->n_surveys++;
}

void
pilot_exchange_run (PilotExchange *self, PilotPortalDb *db)
{
  if (self->prepared || (pilot_auth_identify (db, self->request, self->response) && check_request (self)))
    self->request->route->handler (db, self->request, self->response);
  pilot_exchange_finish (self);
}

void
pilot_exchange_finish (PilotExchange *self)
{
  PilotResponse *response = self->response;
  GBytes *compressed;

  if (response->content_type == NULL)
    return;
  if (response->body_bytes == NULL)
    {
      response->body_bytes = g_string_free_to_bytes (response->body);
      response->body = g_string_new (NULL);
    }
  if (!self->accepts_gzip || g_bytes_get_size (response->body_bytes) <= GZIP_FROM_BYTES)
    return;
  compressed = compress (response->body_bytes);
  if (compressed != NULL)
    {
      g_bytes_unref (response->body_bytes);
      response->body_bytes = compressed;
      self->is_compressed = TRUE;
    }
}

void
pilot_exchange_write_response (PilotExchange *self, gboolean close)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  PilotResponse *response = self->response;

  soup_server_message_set_status (self->message, response->status, NULL);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_replace (headers, "X-Request-Id", self->request->id);
  if (close)
    soup_message_headers_replace (headers, "Connection", "close");
  if (response->status == 401)
    soup_message_headers_replace (headers, "WWW-Authenticate", "Bearer realm=\"Pilotage\"");
  if (response->allow != NULL)
    soup_message_headers_replace (headers, "Allow", response->allow);
  if (response->etag > 0)
    {
      g_autofree char *etag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", response->etag);

      soup_message_headers_replace (headers, "ETag", etag);
    }
  if (response->retry_after_secs > 0)
    {
      g_autofree char *secs = g_strdup_printf ("%u", response->retry_after_secs);

      soup_message_headers_replace (headers, "Retry-After", secs);
    }
  if (response->content_type != NULL)
    {
      soup_message_headers_set_content_type (headers, response->content_type, NULL);
      soup_message_headers_replace (headers, "Vary", "Accept-Encoding");
      if (self->is_compressed)
        soup_message_headers_replace (headers, "Content-Encoding", "gzip");
      soup_message_body_append_bytes (soup_server_message_get_response_body (self->message), response->body_bytes);
    }
}
