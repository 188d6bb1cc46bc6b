/* pilot-resource-import.c: imports: staged in chunks, committed whole
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-resource.h"

#include <json-glib/json-glib.h>

#include "pilot-idempotency.h"
#include "pilot-import.h"
#include "pilot-resource-common.h"

#define MAX_CHUNK_ROWS 5000
#define MAX_ROWS 10000000
#define MAX_CHUNKS 100000
#define MAX_NAME_BYTES 500

/* Reads the import named in the address; otherwise answers 404. Whoever may not import the kind isn't told of it. */
static gboolean
load (PilotImport *import, PilotPortalDb *db, const PilotRequest *request, PilotResponse *response)
{
  const char *id = pilot_request_get_param (request, "id");
  g_autoptr (GError) error = NULL;
  gboolean found;

  if (!pilot_resource_is_id (id, response))
    return FALSE;
  if (!pilot_import_load (import, db, id, &found, &error))
    {
      pilot_resource_fail (response, error);
      return FALSE;
    }
  if (found && pilot_role_may (request->role, PILOT_ACTION_IMPORT, import->schema->entity))
    return TRUE;
  pilot_response_problem (response, 404, PILOT_PROBLEM_NOT_FOUND, "There is no such import.");
  return FALSE;
}

static gboolean
show (const PilotImport *import, PilotPortalDb *db, guint status, PilotResponse *response, GError **error)
{
  return pilot_import_append_json (import, db, pilot_response_json (response, status), error);
}

static gboolean
is_staging (const PilotImport *import, PilotResponse *response)
{
  if (import->state == PILOT_IMPORT_STAGING)
    return TRUE;
  pilot_response_problem (response, 409, PILOT_PROBLEM_CONFLICT,
                          import->state == PILOT_IMPORT_COMMITTED ? "The import was committed already." : "The import was discarded.");
  return FALSE;
}

void
pilot_resource_import_get (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response)
{
  g_auto (PilotImport) import = { 0 };
  g_autoptr (GError) error = NULL;

  if (load (&import, db, request, response) && !show (&import, db, 200, response, &error))
    pilot_resource_fail (response, error);
}

/* The announcement {entity, rows, sourceName?}. */
static gboolean
parse_announcement (const PilotRequest *request, PilotImport *announced, PilotResponse *response)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize length;
  const char *json = pilot_resource_get_body (request, &length);
  JsonObject *object;
  JsonNode *entity, *rows, *name;

  if (!json_parser_load_from_data (parser, json, length, NULL) || json_parser_get_root (parser) == NULL ||
      !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    {
      pilot_response_problem (response, 422, PILOT_PROBLEM_INVALID, "The body is no JSON object.");
      return FALSE;
    }
  object = json_node_get_object (json_parser_get_root (parser));
  entity = json_object_get_member (object, "entity");
  rows = json_object_get_member (object, "rows");
  name = json_object_get_member (object, "sourceName");
  if (entity != NULL && json_node_get_value_type (entity) == G_TYPE_STRING)
    announced->schema = pilot_schema_from_name (json_node_get_string (entity));
  if (rows != NULL && json_node_get_value_type (rows) == G_TYPE_INT64)
    announced->n_rows = json_node_get_int (rows);
  if (announced->schema == NULL || !announced->schema->writable)
    pilot_response_invalid (response, "entity", "It names no kind that can be imported.");
  else if (announced->n_rows < 1 || announced->n_rows > MAX_ROWS)
    pilot_response_invalid (response, "rows", "It must be a number from 1 to 10,000,000.");
  else if (name != NULL && !json_node_is_null (name) &&
           (json_node_get_value_type (name) != G_TYPE_STRING || strlen (json_node_get_string (name)) > MAX_NAME_BYTES))
    pilot_response_invalid (response, "sourceName", "It must be a text of at most 500 bytes.");
  else
    {
      announced->source_name = name != NULL && !json_node_is_null (name) ? g_strdup (json_node_get_string (name)) : NULL;
      announced->id = g_strdup (pilot_request_get_param (request, "id"));
      return TRUE;
    }
  return FALSE;
}

static gboolean
save_new (PilotPortalDb *db, const PilotRequest *request, const PilotImport *import, PilotResponse *response, GError **error)
{
  if (!pilot_portal_db_begin (db, error))
    return FALSE;
  if (pilot_import_forget_old (db, error) && pilot_import_save (import, db, pilot_request_get_actor (request), error) &&
      show (import, db, 201, response, error))
    return pilot_portal_db_commit (db, error);
  pilot_portal_db_rollback (db);
  return FALSE;
}

void
pilot_resource_import_put (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response)
{
  const char *id = pilot_request_get_param (request, "id");
  g_auto (PilotImport) announced = { 0 };
  g_auto (PilotImport) there = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean found;
  gboolean ok;

  if (!pilot_resource_is_id (id, response) || !parse_announcement (request, &announced, response))
    return;
  if (!pilot_role_may (request->role, PILOT_ACTION_IMPORT, announced.schema->entity))
    {
      pilot_response_problem (response, 403, PILOT_PROBLEM_FORBIDDEN, "This role may not import that.");
      return;
    }
  ok = pilot_import_load (&there, db, id, &found, &error);
  if (ok && !found)
    ok = save_new (db, request, &announced, response, &error);
  else if (ok && (there.schema != announced.schema || there.n_rows != announced.n_rows || there.state == PILOT_IMPORT_DISCARDED))
    pilot_response_problem (response, 409, PILOT_PROBLEM_CONFLICT, "There was another import of that id.");
  else if (ok)
    ok = show (&there, db, 200, response, &error);
  if (!ok)
    pilot_resource_fail (response, error);
}

static gboolean
stage_chunk (PilotPortalDb *db, const PilotRequest *request, const PilotImport *import, gint64 n, gint64 n_rows,
             PilotResponse *response, GError **error)
{
  if (!pilot_portal_db_begin (db, error))
    return FALSE;
  if (pilot_import_put_chunk (import, db, n, n_rows, request->body, error) &&
      pilot_import_save (import, db, pilot_request_get_actor (request), error) && show (import, db, 200, response, error))
    return pilot_portal_db_commit (db, error);
  pilot_portal_db_rollback (db);
  return FALSE;
}

void
pilot_resource_import_chunk (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response)
{
  g_auto (PilotImport) import = { 0 };
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  g_autoptr (GPtrArray) errors = pilot_resource_new_item_errors ();
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *json = pilot_resource_get_body (request, &length);
  gint64 n;
  guint n_rows;

  if (!load (&import, db, request, response) || !is_staging (&import, response))
    return;
  if (!g_ascii_string_to_signed (pilot_request_get_param (request, "n"), 10, 0, MAX_CHUNKS, &n, NULL))
    {
      pilot_response_problem (response, 404, PILOT_PROBLEM_NOT_FOUND, "A chunk has a number from 0 to 100,000.");
      return;
    }
  /* What can't be read as items at all is refused now; a row that breaks a rule is told of at the commit. */
  if (!pilot_resource_parse_items (import.schema, json, length, batch, errors, &n_rows, &error))
    pilot_resource_fail (response, error);
  else if (n_rows > MAX_CHUNK_ROWS)
    pilot_response_problem (response, 413, PILOT_PROBLEM_TOO_LARGE, "At most 5,000 rows a chunk.");
  else if (n_rows == 0)
    pilot_response_invalid (response, "items", "A chunk has at least one row.");
  else if (!stage_chunk (db, request, &import, n, n_rows, response, &error))
    pilot_resource_fail (response, error);
}

static void
refuse_rows (const GString *errors_json, gboolean changed_since, PilotResponse *response)
{
  g_autofree char *members = g_strdup_printf ("\"errors\":[%s]", errors_json->str);

  if (changed_since)
    pilot_response_problem_with (response, 409, PILOT_PROBLEM_CONFLICT, "Records were changed since; nothing was written.", members);
  else
    pilot_response_problem_with (response, 422, PILOT_PROBLEM_INVALID, "Rows break a rule; nothing was written.", members);
}

/* Writes all rows or refuses; FALSE: the database failed. */
static gboolean
commit_rows (PilotPortalDb *db, PilotPortalChange *change, const PilotRequest *request, PilotImport *import,
             PilotResponse *response, GError **error)
{
  g_autofree char *detail = NULL;
  GString *errors_json = NULL;
  gboolean changed_since;

  if (!pilot_import_write_rows (import, db, change, &errors_json, &changed_since, error))
    return FALSE;
  if (errors_json->len > 0)
    {
      refuse_rows (errors_json, changed_since, response);
      g_string_free (errors_json, TRUE);
      return TRUE;
    }
  g_string_free (errors_json, TRUE);
  detail = g_strdup_printf ("%s created=%" G_GINT64_FORMAT " changed=%" G_GINT64_FORMAT " unchanged=%" G_GINT64_FORMAT,
                            import->schema->name, import->created, import->changed, import->unchanged);
  import->state = PILOT_IMPORT_COMMITTED;
  if (!pilot_portal_change_audit (change, "import.commit", import->schema, import->id, import->created + import->changed, detail,
                                  error))
    return FALSE;
  import->revision = pilot_portal_db_get_revision (db, NULL);
  if (!pilot_import_drop_chunks (import, db, error) ||
      !pilot_import_save (import, db, pilot_request_get_actor (request), error) || !show (import, db, 200, response, error) ||
      !pilot_idempotency_remember (db, request, response, NULL, error) || !pilot_portal_change_commit (change, error))
    return FALSE;
  response->changed_revision = import->revision;
  return TRUE;
}

static gboolean
is_complete (PilotPortalDb *db, const PilotImport *import, PilotResponse *response, GError **error)
{
  gint64 n_received = pilot_import_count_rows (import, db, error);
  g_autofree char *detail = NULL;

  if (n_received < 0)
    return FALSE;
  if (n_received == import->n_rows)
    return TRUE;
  detail = g_strdup_printf ("%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " rows are here.", n_received, import->n_rows);
  pilot_response_invalid (response, "rows", detail);
  return FALSE;
}

void
pilot_resource_import_commit (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response)
{
  g_auto (PilotImport) import = { 0 };
  g_autoptr (PilotPortalChange) change = NULL;
  g_autoptr (GError) error = NULL;
  gboolean answered;
  gboolean ok;

  ok = pilot_idempotency_replay (db, request, response, &answered, &error);
  if (ok && (answered || !load (&import, db, request, response)))
    return;
  if (ok && import.state == PILOT_IMPORT_COMMITTED)
    ok = show (&import, db, 200, response, &error);
  else if (ok && is_staging (&import, response))
    {
      ok = is_complete (db, &import, response, &error);
      if (!ok && error == NULL)
        return;
      if (ok)
        change = pilot_portal_change_begin (db, pilot_request_get_actor (request), request->idempotency_key, &error);
      ok = change != NULL && commit_rows (db, change, request, &import, response, &error);
    }
  if (!ok)
    pilot_resource_fail (response, error);
}

static gboolean
discard (PilotPortalDb *db, const PilotRequest *request, PilotImport *import, PilotResponse *response, GError **error)
{
  if (!pilot_portal_db_begin (db, error))
    return FALSE;
  import->state = PILOT_IMPORT_DISCARDED;
  if (pilot_import_drop_chunks (import, db, error) && pilot_import_save (import, db, pilot_request_get_actor (request), error) &&
      show (import, db, 200, response, error))
    return pilot_portal_db_commit (db, error);
  pilot_portal_db_rollback (db);
  return FALSE;
}

void
pilot_resource_import_delete (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response)
{
  g_auto (PilotImport) import = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean ok = TRUE;

  if (!load (&import, db, request, response))
    return;
  if (import.state == PILOT_IMPORT_DISCARDED)
    ok = show (&import, db, 200, response, &error);
  else if (is_staging (&import, response))
    ok = discard (db, request, &import, response, &error);
  if (!ok)
    pilot_resource_fail (response, error);
}
