/* pilot-portal-push.c: one record to the portal, one record from it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-portal-push.h"

#include "pilot-http-json.h"
#include "pilot-wire.h"

#include <glib/gi18n-lib.h>

static char *
dup_path (const PilotSchema *schema, const char *id)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);

  return g_strdup_printf ("/v1/%s/%s", schema->collection, escaped);
}

/* Takes the record of an answer of 2xx, or the tombstone of one that is gone. */
static gboolean
read_record (const PilotSchema *schema, const PilotHttpResponse *response, PilotPushResult *result, GError **error)
{
  gsize length = 0;
  const char *json = response->body != NULL ? g_bytes_get_data (response->body, &length) : "";
  g_autoptr (PilotRecord) record =
      pilot_wire_parse_record (schema, json, (gssize) length, PILOT_ERROR_PROTOCOL, &result->deleted, error);

  if (record == NULL)
    return FALSE;
  result->revision = pilot_record_get_integer (record, PILOT_FIELD_REVISION);
  if (!result->deleted)
    result->record = g_steal_pointer (&record);
  return TRUE;
}

/* The record as it stands over there, or its tombstone, which a refusal tells; where it can't be read the answer is just
 * without. */
static void
read_current (const PilotSchema *schema, const PilotHttpResponse *response, PilotPushResult *result)
{
  g_autoptr (JsonObject) problem = pilot_http_json_parse (response->body, NULL);
  JsonObject *current = problem != NULL ? pilot_http_json_get_object (problem, "current") : NULL;
  JsonObject *tombstone = problem != NULL ? pilot_http_json_get_object (problem, "tombstone") : NULL;
  JsonNode *deleted = problem != NULL ? json_object_get_member (problem, "deleted") : NULL;

  if (deleted != NULL && JSON_NODE_HOLDS_VALUE (deleted) && json_node_get_value_type (deleted) == G_TYPE_BOOLEAN)
    result->deleted = json_node_get_boolean (deleted);
  if (tombstone != NULL)
    result->revision = pilot_http_json_get_integer (tombstone, "revision", 0);
  if (current != NULL)
    {
      g_autofree char *json = json_to_string (json_object_get_member (problem, "current"), FALSE);
      gboolean gone = FALSE;
      g_autoptr (PilotRecord) record = pilot_wire_parse_record (schema, json, -1, PILOT_ERROR_PROTOCOL, &gone, NULL);

      if (record == NULL)
        return;
      result->revision = pilot_record_get_integer (record, PILOT_FIELD_REVISION);
      result->deleted = result->deleted || gone;
      if (!result->deleted)
        result->record = g_steal_pointer (&record);
    }
}

gboolean
pilot_portal_push_send (PilotHttpClient *client, const PilotOperation *operation, PilotPushResult *result,
                        GCancellable *cancellable, GError **error)
{
  const PilotSchema *schema = pilot_schema_get (operation->entity);
  g_autofree char *path = dup_path (schema, operation->entity_id);
  g_autofree char *revision = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", operation->base_revision);
  g_autoptr (GString) json = g_string_sized_new (512);
  PilotHttpRequest request = { .path = path, .idempotency_key = operation->id };
  g_auto (PilotHttpResponse) response = { 0 };
  g_autoptr (GError) cause = NULL;

  g_return_val_if_fail (operation->kind == PILOT_OPERATION_DELETE || operation->record != NULL, FALSE);

  if (operation->kind == PILOT_OPERATION_CREATE)
    {
      request.method = "PUT";
      /* What takes a deletion back stands on its tombstone; nothing else brings a deleted record back. */
      if (operation->base_revision > 0)
        request.if_match = revision;
      else
        request.if_none_match = "*";
    }
  else
    {
      request.method = operation->kind == PILOT_OPERATION_UPDATE ? "PATCH" : "DELETE";
      request.if_match = revision;
    }
  if (operation->kind != PILOT_OPERATION_DELETE)
    {
      pilot_wire_append_content (json, schema, operation->record->values, FALSE);
      request.json = json->str;
      request.json_length_bytes = (gssize) json->len;
    }

  if (pilot_http_client_send (client, &request, &response, cancellable, &cause))
    return read_record (schema, &response, result, error);
  result->retry_after_usec = response.retry_after_usec;
  if (g_error_matches (cause, PILOT_ERROR, PILOT_ERROR_CONFLICT))
    read_current (schema, &response, result);
  else if (g_error_matches (cause, PILOT_ERROR, PILOT_ERROR_GONE))
    {
      /* Of one record "gone" means deleted; only of a cursor does it mean to begin anew. */
      read_current (schema, &response, result);
      g_clear_pointer (&result->record, pilot_record_unref);
      result->deleted = TRUE;
      if (operation->kind == PILOT_OPERATION_DELETE)
        return TRUE;
      cause->code = PILOT_ERROR_CONFLICT;
    }
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

gboolean
pilot_portal_push_fetch (PilotHttpClient *client, PilotEntity entity, const char *id, PilotPushResult *result,
                         GCancellable *cancellable, GError **error)
{
  const PilotSchema *schema = pilot_schema_get (entity);
  g_autofree char *path = dup_path (schema, id);
  PilotHttpRequest request = { .method = "GET", .path = path };
  g_auto (PilotHttpResponse) response = { 0 };
  g_autoptr (GError) cause = NULL;

  if (pilot_http_client_send (client, &request, &response, cancellable, &cause))
    return read_record (schema, &response, result, error);
  result->retry_after_usec = response.retry_after_usec;
  if (g_error_matches (cause, PILOT_ERROR, PILOT_ERROR_GONE))
    {
      read_current (schema, &response, result);
      g_clear_pointer (&result->record, pilot_record_unref);
      result->deleted = TRUE;
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}
