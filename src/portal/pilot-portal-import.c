/* pilot-portal-import.c: many records to the portal, all or none
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-portal-import.h"

#include "pilot-http-json.h"
#include "pilot-wire.h"

#include <glib/gi18n-lib.h>

/* The portal takes bodies up to 16 MiB. */
#define MAX_BODY_BYTES (12 * 1024 * 1024)

/* Rows with very long texts fill a body before there are 5,000 of them; then the chunk is sent in pieces, and the
 * number of a piece is chunk × this + piece: the same rows have the same numbers on every try. */
#define PIECES_PER_CHUNK 50

typedef struct
{
  PilotHttpClient *client;
  const PilotOperation *operation;
  PilotPushResult *result;
  GCancellable *cancellable;
  GHashTable *received; /* (owned): numbers of the pieces that the portal has */
  char *state;          /* (owned) (nullable): "staging", "committed", "discarded" */
  GString *body;        /* (owned) */
} Import;

/* A key of its own for each request of the operation, the same on every try: UUID version 8 [RFC 9562, 5.8]. */
static char *
derive_key (const char *operation_id, const char *request)
{
  g_autofree char *text = g_strconcat (operation_id, "/", request, NULL);
  g_autofree char *hex = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  return g_strdup_printf ("%.8s-%.4s-8%.3s-a%.3s-%.12s", hex, hex + 8, hex + 12, hex + 15, hex + 18);
}

static gboolean
read_state (Import *self, const PilotHttpResponse *response, GError **error)
{
  g_autoptr (JsonObject) object = pilot_http_json_parse (response->body, error);
  JsonArray *received;

  if (object == NULL)
    return FALSE;
  g_free (self->state);
  self->state = g_strdup (pilot_http_json_get_string (object, "state"));
  self->result->revision = pilot_http_json_get_integer (object, "committedRevision", 0);
  if (self->result->revision == 0)
    self->result->revision = pilot_http_json_get_integer (object, "revision", 0);
  received = pilot_http_json_get_array (object, "received");
  for (guint i = 0; received != NULL && i < json_array_get_length (received); i++)
    {
      JsonNode *node = json_array_get_element (received, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
        g_hash_table_add (self->received, GUINT_TO_POINTER ((guint) json_node_get_int (node)));
    }
  return TRUE;
}

static gboolean
send_request (Import *self, const char *method, const char *tail, const GString *body, const char *key, PilotHttpPace pace,
              PilotHttpResponse *response, GError **error)
{
  g_autofree char *id = g_uri_escape_string (self->operation->entity_id, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/v1/imports/", id, tail, NULL);
  PilotHttpRequest request = { .method = method, .path = path, .idempotency_key = key, .pace = pace };
  g_autoptr (GError) cause = NULL;

  if (body != NULL)
    {
      request.json = body->str;
      request.json_length_bytes = (gssize) body->len;
    }
  if (pilot_http_client_send (self->client, &request, response, self->cancellable, &cause))
    return TRUE;
  self->result->retry_after_usec = response->retry_after_usec;
  /* An import is no record: there is nothing to merge, and nothing to read anew. */
  if (g_error_matches (cause, PILOT_ERROR, PILOT_ERROR_CONFLICT) || g_error_matches (cause, PILOT_ERROR, PILOT_ERROR_GONE))
    cause->code = PILOT_ERROR_REJECTED;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

static gboolean
announce (Import *self, GError **error)
{
  g_autofree char *key = derive_key (self->operation->id, "announce");
  g_auto (PilotHttpResponse) response = { 0 };

  g_string_printf (self->body, "{\"entity\":\"%s\",\"rows\":%" G_GUINT64_FORMAT "}",
                   pilot_schema_get (self->operation->entity)->name, self->operation->n_rows);
  return send_request (self, "PUT", "", self->body, key, PILOT_HTTP_PACE_NORMAL, &response, error) &&
         read_state (self, &response, error);
}

/* Sends the piece whose items stand in the body, unless the portal has it. */
static gboolean
send_piece (Import *self, guint number, GError **error)
{
  g_autofree char *tail = g_strdup_printf ("/chunks/%u", number);
  g_autofree char *key = derive_key (self->operation->id, tail);
  g_auto (PilotHttpResponse) response = { 0 };

  if (g_hash_table_contains (self->received, GUINT_TO_POINTER (number)))
    return TRUE;
  g_string_append (self->body, "]}");
  return send_request (self, "PUT", tail, self->body, key, PILOT_HTTP_PACE_NORMAL, &response, error);
}

static gboolean
send_chunk (Import *self, guint chunk, const PilotBatch *batch, GError **error)
{
  guint piece = 0;
  guint n_rows = pilot_batch_get_length (batch);

  g_string_assign (self->body, "{\"items\":[");
  for (guint i = 0; i < n_rows; i++)
    {
      const PilotBatchRow *row = pilot_batch_get (batch, i);

      if (self->body->len > MAX_BODY_BYTES)
        {
          if (!send_piece (self, chunk * PIECES_PER_CHUNK + piece, error))
            return FALSE;
          g_string_assign (self->body, "{\"items\":[");
          if (++piece == PIECES_PER_CHUNK)
            {
              g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_REJECTED, _("The rows are too large for the portal."));
              return FALSE;
            }
        }
      if (self->body->str[self->body->len - 1] != '[')
        g_string_append_c (self->body, ',');
      pilot_wire_append_content (self->body, row->schema, row->values, TRUE);
    }
  return send_piece (self, chunk * PIECES_PER_CHUNK + piece, error);
}

static gboolean
send_rows (Import *self, GError **error)
{
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  guint64 offset = 0;

  for (guint chunk = 0; offset < self->operation->n_rows; chunk++)
    {
      guint64 left = self->operation->n_rows - offset;

      pilot_batch_clear (batch);
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
          !self->operation->read_rows (offset, (guint) MIN (left, PILOT_PORTAL_CHUNK_ROWS), batch,
                                       self->operation->read_rows_data, error))
        return FALSE;
      if (pilot_batch_get_length (batch) != MIN (left, PILOT_PORTAL_CHUNK_ROWS))
        {
          g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID, _("Rows of the import are missing on this computer."));
          return FALSE;
        }
      if (!send_chunk (self, chunk, batch, error))
        return FALSE;
      offset += pilot_batch_get_length (batch);
    }
  return TRUE;
}

/* Whether a refusal names rows, rather than the state of the import. */
static gboolean
names_rows (const PilotHttpResponse *response)
{
  g_autoptr (JsonObject) problem = pilot_http_json_parse (response->body, NULL);
  JsonArray *rows = problem != NULL ? pilot_http_json_get_array (problem, "errors") : NULL;

  return rows != NULL && json_array_get_length (rows) > 0;
}

static gboolean
commit (Import *self, GError **error)
{
  g_auto (PilotHttpResponse) response = { 0 };
  g_autoptr (GError) cause = NULL;

  /* The commit carries the operation's own id: the changes that it causes are known by it in the feed. */
  if (send_request (self, "POST", "/commit", NULL, self->operation->id, PILOT_HTTP_PACE_PATIENT, &response, &cause))
    return read_state (self, &response, error);
  /* Rows were made on records that changed since. */
  if (response.status == 409 && names_rows (&response))
    cause->code = PILOT_ERROR_CONFLICT;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

/* A refused import never comes again under this id: its rows need not lie there. If this fails they go in time. */
static void
discard (Import *self)
{
  pilot_portal_import_give_up (self->client, self->operation->entity_id, self->cancellable, NULL);
}

gboolean
pilot_portal_import_send (PilotHttpClient *client, const PilotOperation *operation, PilotPushResult *result,
                          GCancellable *cancellable, GError **error)
{
  Import self = { client, operation, result, cancellable };
  g_autoptr (GError) cause = NULL;
  gboolean ok;

  g_return_val_if_fail (operation->read_rows != NULL, FALSE);

  self.received = g_hash_table_new (NULL, NULL);
  self.body = g_string_sized_new (2 * 1024 * 1024);
  ok = announce (&self, &cause);
  if (ok && g_strcmp0 (self.state, "committed") != 0)
    ok = send_rows (&self, &cause) && commit (&self, &cause);
  if (!ok && self.state != NULL && (g_error_matches (cause, PILOT_ERROR, PILOT_ERROR_REJECTED) ||
                                    g_error_matches (cause, PILOT_ERROR, PILOT_ERROR_CONFLICT)))
    discard (&self);
  if (ok && g_strcmp0 (self.state, "committed") != 0)
    {
      g_set_error_literal (&cause, PILOT_ERROR, PILOT_ERROR_PROTOCOL, _("The portal does not say that the import was carried out."));
      ok = FALSE;
    }
  g_hash_table_unref (self.received);
  g_string_free (self.body, TRUE);
  g_free (self.state);
  if (!ok)
    g_propagate_error (error, g_steal_pointer (&cause));
  return ok;
}

gboolean
pilot_portal_import_give_up (PilotHttpClient *client, const char *import_id, GCancellable *cancellable, GError **error)
{
  g_autofree char *key = derive_key (import_id, "discard");
  g_autofree char *id = g_uri_escape_string (import_id, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/v1/imports/", id, NULL);
  PilotHttpRequest request = { .method = "DELETE", .path = path, .idempotency_key = key };
  g_auto (PilotHttpResponse) response = { 0 };

  return pilot_http_client_send (client, &request, &response, cancellable, error);
}
