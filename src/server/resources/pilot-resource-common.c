/* pilot-resource-common.c: what the handlers of the resources share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-resource-common.h"

#include "pilot-entities.h"
#include "pilot-resource.h"
#include "pilot-statement.h"
#include "pilot-wire.h"

/* Own rows of an agency's user. What isn't here it does not see at all. */
static const char *const scopes[PILOT_N_ENTITIES] = {
  [PILOT_ENTITY_COMPANY] = "?1 IS NOT NULL",
  [PILOT_ENTITY_AGENCY] = "id = (SELECT agency_id FROM recruiter WHERE id = ?1 AND deleted = 0)",
  [PILOT_ENTITY_RECRUITER] = "id = ?1",
  [PILOT_ENTITY_JOB] = "id IN (SELECT job_id FROM share WHERE recruiter_id = ?1 AND deleted = 0)",
  [PILOT_ENTITY_SHARE] = "recruiter_id = ?1",
  [PILOT_ENTITY_CANDIDATE] = "recruiter_id = ?1",
};

void
pilot_resource_fail (PilotResponse *response, const GError *error)
{
  if (g_error_matches (error, PILOT_ERROR, PILOT_ERROR_INVALID))
    {
      pilot_response_problem (response, 422, PILOT_PROBLEM_INVALID, error->message);
      return;
    }
  g_message ("a request failed: %s", error->message);
  if (g_error_matches (error, PILOT_ERROR, PILOT_ERROR_BUSY) || g_error_matches (error, PILOT_ERROR, PILOT_ERROR_NO_SPACE))
    {
      response->retry_after_secs = 5;
      pilot_response_problem (response, 503, PILOT_PROBLEM_BUSY, "The portal can't write just now. Nothing was changed.");
      return;
    }
  pilot_response_problem (response, 500, PILOT_PROBLEM_INTERNAL, "The portal failed. Nothing was changed.");
}

void
pilot_resource_show (const PilotPortalRow *row, guint status, PilotResponse *response)
{
  if (row->deleted)
    {
      g_autoptr (GString) members = g_string_new ("\"current\":null,\"deleted\":true,\"tombstone\":");

      pilot_portal_row_append_json (row, members, FALSE);
      pilot_response_problem_with (response, 410, PILOT_PROBLEM_GONE, "The record was deleted.", members->str);
      return;
    }
  pilot_portal_row_append_json (row, pilot_response_json (response, status), FALSE);
  response->etag = pilot_portal_row_get_revision (row);
}

gboolean
pilot_resource_show_by_id (PilotPortalDb *db, const PilotSchema *schema, const char *id, guint status, PilotResponse *response,
                           GError **error)
{
  PilotPortalRow row;
  PilotStatement *statement;
  gboolean found;

  if (!pilot_portal_row_find (&row, db, schema, id, &statement, &found, error))
    return FALSE;
  if (found)
    pilot_resource_show (&row, status, response);
  else
    pilot_response_problem (response, 404, PILOT_PROBLEM_NOT_FOUND, "There is no such record.");
  pilot_statement_reset (statement);
  return TRUE;
}

static gboolean
refuse_with_current (PilotPortalDb *db, const PilotSchema *schema, const char *id, PilotResponse *response, GError **error)
{
  g_autoptr (GString) members = g_string_new ("\"current\":");
  PilotPortalRow row;
  PilotStatement *statement;
  gboolean found;

  if (!pilot_portal_row_find (&row, db, schema, id, &statement, &found, error))
    return FALSE;
  if (found && !row.deleted)
    pilot_portal_row_append_json (&row, members, FALSE);
  else
    g_string_append (members, "null,\"deleted\":true");
  if (found && row.deleted)
    {
      g_string_append (members, ",\"tombstone\":");
      pilot_portal_row_append_json (&row, members, FALSE);
    }
  pilot_statement_reset (statement);
  pilot_response_problem_with (response, 412, PILOT_PROBLEM_PRECONDITION_FAILED,
                               "The record is not as it was when the change was made.", members->str);
  return TRUE;
}

gboolean
pilot_resource_refuse (PilotPortalDb *db, const PilotSchema *schema, const char *id, const PilotChangeResult *result,
                       PilotResponse *response, GError **error)
{
  switch (result->outcome)
    {
    case PILOT_OUTCOME_STALE:
    case PILOT_OUTCOME_GONE:
      return refuse_with_current (db, schema, id, response, error);
    case PILOT_OUTCOME_NOT_FOUND:
      pilot_response_problem (response, 404, PILOT_PROBLEM_NOT_FOUND, "There is no such record.");
      return TRUE;
    case PILOT_OUTCOME_INVALID:
    case PILOT_OUTCOME_CREATED:
    case PILOT_OUTCOME_CHANGED:
    case PILOT_OUTCOME_UNCHANGED:
    case PILOT_OUTCOME_DELETED:
    default:
      {
        g_autoptr (GString) members = g_string_new ("\"errors\":[");

        pilot_resource_append_error (members, schema, result);
        g_string_append_c (members, ']');
        pilot_response_problem_with (response, 422, PILOT_PROBLEM_INVALID, result->message, members->str);
        return TRUE;
      }
    }
}

void
pilot_resource_append_error (GString *out, const PilotSchema *schema, const PilotChangeResult *result)
{
  g_string_append (out, "{\"field\":");
  pilot_wire_append_string (out, result->field >= 0 ? schema->fields[result->field].json : NULL, -1);
  g_string_append (out, ",\"message\":");
  pilot_wire_append_string (out, pilot_change_result_get_message (result), -1);
  g_string_append_c (out, '}');
}

gboolean
pilot_resource_is_id (const char *text, PilotResponse *response)
{
  if (text != NULL && g_uuid_string_is_valid (text))
    {
      const char *at = text;

      while (*at != '\0' && !g_ascii_isupper (*at))
        at++;
      if (*at == '\0')
        return TRUE;
    }
  pilot_response_problem (response, 404, PILOT_PROBLEM_NOT_FOUND, "An id is a UUID in lower case.");
  return FALSE;
}

const char *
pilot_resource_scope (const PilotRequest *request, const PilotSchema *schema)
{
  if (request->role != PILOT_ROLE_RECRUITER)
    return NULL;
  return scopes[schema->entity] != NULL && request->recruiter_id != NULL ? scopes[schema->entity] : "?1 IS NULL AND 0";
}

void
pilot_resource_hide (const PilotRequest *request, PilotPortalRow *row)
{
  int notes = pilot_schema_find_field (row->schema, "notes");

  if (request->role == PILOT_ROLE_RECRUITER && notes >= 0)
    row->values[notes].kind = PILOT_VALUE_UNSET;
}

static void
item_error_free (gpointer data)
{
  PilotResourceItemError *self = data;

  g_free (self->id);
  g_free (self->member);
  g_free (self->reason);
  g_free (self);
}

static void
item_error_cb (guint index, const char *id, const char *member, const char *reason, gpointer user_data)
{
  PilotResourceItemError *item = g_new0 (PilotResourceItemError, 1);

  item->index = index;
  item->id = g_strdup (id);
  item->member = g_strdup (member);
  item->reason = g_strdup (reason);
  g_ptr_array_add (user_data, item);
}

GPtrArray *
pilot_resource_new_item_errors (void)
{
  return g_ptr_array_new_with_free_func (item_error_free);
}

const char *
pilot_resource_get_body (const PilotRequest *request, gsize *length)
{
  const char *body = request->body != NULL ? g_bytes_get_data (request->body, length) : NULL;

  if (body == NULL)
    *length = 0;
  return body != NULL ? body : "";
}

gboolean
pilot_resource_parse_items (const PilotSchema *schema, const char *json, gsize length, PilotBatch *batch, GPtrArray *errors,
                            guint *n_items, GError **error)
{
  g_autoptr (PilotWireParser) parser = NULL;
  g_auto (PilotWirePage) page = { 0 };

  pilot_batch_clear (batch);
  g_ptr_array_set_size (errors, 0);
  parser = pilot_wire_parser_new (batch, schema, PILOT_ERROR_INVALID);
  pilot_wire_parser_set_row_error_func (parser, item_error_cb, errors);
  if (!pilot_wire_parser_feed (parser, json, length, error) || !pilot_wire_parser_finish (parser, &page, error))
    return FALSE;
  *n_items = pilot_batch_get_length (batch) + errors->len;
  return TRUE;
}

gboolean
pilot_resource_append_record (PilotPortalDb *db, const PilotRequest *request, PilotEntity entity, const char *id, GString *out)
{
  const PilotSchema *schema = pilot_schema_get (entity);
  g_autofree char *only_id = id == NULL ? pilot_portal_db_dup_company_id (db, NULL) : NULL;
  PilotPortalRow row;
  PilotStatement *statement;
  gboolean found;

  if ((id == NULL && only_id == NULL) || !pilot_portal_row_find (&row, db, schema, id != NULL ? id : only_id, &statement, &found, NULL))
    return FALSE;
  if (found && !row.deleted)
    {
      pilot_resource_hide (request, &row);
      pilot_portal_row_append_json (&row, out, FALSE);
    }
  pilot_statement_reset (statement);
  return found && !row.deleted;
}
