/* pilot-resource.c: one record: get, put, patch, delete
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-resource.h"

#include "pilot-entities.h"
#include "pilot-idempotency.h"
#include "pilot-plan.h"
#include "pilot-resource-common.h"
#include "pilot-statement.h"
#include "pilot-wire.h"

/* A role that may change a kind, but not all of it [portal API: a TA lead annotates candidates]. */
static const struct
{
  PilotRole role;
  PilotEntity entity;
  guint field; /* the only one */
} narrow_rights[] = {
  { PILOT_ROLE_TA_LEAD, PILOT_ENTITY_CANDIDATE, PILOT_CANDIDATE_NOTES },
};

static PilotRecord *
parse_body (const PilotRequest *request, const char *id, PilotResponse *response)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotRecord) record = NULL;
  gboolean deleted = FALSE;
  gsize length;
  const char *json = pilot_resource_get_body (request, &length);

  record = pilot_wire_parse_record (request->schema, json, length, PILOT_ERROR_INVALID, &deleted, &error);
  if (record == NULL)
    {
      pilot_resource_fail (response, error);
      return NULL;
    }
  if (deleted)
    {
      pilot_response_invalid (response, "deleted", "A record is deleted with DELETE.");
      return NULL;
    }
  if (pilot_record_get_id (record) != NULL && strcmp (pilot_record_get_id (record), id) != 0)
    {
      pilot_response_invalid (response, "id", "The id in the body is not the one in the address.");
      return NULL;
    }
  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  return g_steal_pointer (&record);
}

static gboolean
may_change_fields (const PilotRequest *request, const PilotRecord *record, PilotResponse *response)
{
  for (guint n = 0; n < G_N_ELEMENTS (narrow_rights); n++)
    {
      if (request->role != narrow_rights[n].role || request->schema->entity != narrow_rights[n].entity)
        continue;
      for (guint i = PILOT_FIELD_FIRST; i < request->schema->n_fields; i++)
        if (i != narrow_rights[n].field && pilot_record_is_set (record, i))
          {
            g_autofree char *detail = g_strdup_printf ("This role may change “%s” alone.",
                                                       request->schema->fields[narrow_rights[n].field].json);

            pilot_response_problem (response, 403, PILOT_PROBLEM_FORBIDDEN, detail);
            return FALSE;
          }
    }
  return TRUE;
}

static gboolean
is_of_vendor (const char *key)
{
  const PilotPlanStep *step = pilot_plan_find_step (key);

  return step == NULL || step->owner != PILOT_OWNER_CUSTOMER; /* that there is no such step is told to all */
}

/* The vendor's operator says what the vendor did, not what the company did: whose a step is stands in the plan's table.
 * @changes: (nullable): a step does not become another's, either. */
static gboolean
is_own_step (PilotPortalDb *db, const PilotRequest *request, const char *id, const PilotRecord *changes, PilotResponse *response)
{
  g_autoptr (GError) error = NULL;
  PilotPortalRow row;
  PilotStatement *statement;
  gboolean found;
  gboolean own = TRUE;

  if (request->role != PILOT_ROLE_OPERATOR || request->schema->entity != PILOT_ENTITY_STEP)
    return TRUE;
  if (!pilot_portal_row_find (&row, db, request->schema, id, &statement, &found, &error))
    {
      pilot_resource_fail (response, error);
      return FALSE;
    }
  if (found && !row.deleted)
    own = is_of_vendor (row.values[PILOT_STEP_KEY].text);
  if (changes != NULL && pilot_record_is_set (changes, PILOT_STEP_KEY))
    own = own && is_of_vendor (pilot_record_get_text (changes, PILOT_STEP_KEY));
  pilot_statement_reset (statement);
  if (!own)
    pilot_response_problem (response, 403, PILOT_PROBLEM_FORBIDDEN, "This step is the company's.");
  return own;
}

static gboolean
may_change (PilotPortalDb *db, const PilotRequest *request, const PilotRecord *record, PilotResponse *response)
{
  return may_change_fields (request, record, response) && is_own_step (db, request, pilot_record_get_id (record), record, response);
}

/* Judges, writes and answers within @change. FALSE: the database failed. */
static gboolean
put_record (PilotPortalDb *db, PilotPortalChange *change, const PilotRequest *request, const PilotRecord *record,
            PilotChangeMode mode, gint64 base_revision, PilotResponse *response, GError **error)
{
  const PilotSchema *schema = request->schema;
  const char *id = pilot_record_get_id (record);
  g_auto (PilotChangeResult) result = { 0 };
  g_autofree char *action = NULL;
  g_autofree char *detail = NULL;

  if (!pilot_portal_change_put (change, schema, record->values, mode, base_revision, &result, error))
    return FALSE;
  if (!pilot_change_result_is_success (&result))
    return pilot_resource_refuse (db, schema, id, &result, response, error);
  if (result.outcome != PILOT_OUTCOME_UNCHANGED)
    {
      action = g_strdup_printf ("%s.%s", schema->name, result.outcome == PILOT_OUTCOME_CREATED ? "create" : "update");
      detail = pilot_portal_change_dup_field_names (schema, result.changed_fields);
      if (!pilot_portal_change_audit (change, action, schema, id, 1, detail, error))
        return FALSE;
      response->changed_revision = pilot_portal_db_get_revision (db, NULL);
    }
  return pilot_resource_show_by_id (db, schema, id, result.outcome == PILOT_OUTCOME_CREATED ? 201 : 200, response, error) &&
         pilot_idempotency_remember (db, request, response, id, error) && pilot_portal_change_commit (change, error);
}

static void
change_record (PilotPortalDb *db, const PilotRequest *request, const PilotRecord *record, PilotChangeMode mode,
               gint64 base_revision, PilotResponse *response)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotPortalChange) change =
    pilot_portal_change_begin (db, pilot_request_get_actor (request), request->idempotency_key, &error);

  if (change != NULL && put_record (db, change, request, record, mode, base_revision, response, &error))
    return;
  response->changed_revision = 0;
  pilot_resource_fail (response, error);
}

/* What stands before any change: an id, the key's memory, the precondition. */
static gboolean
is_new_request (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response)
{
  g_autoptr (GError) error = NULL;
  gboolean answered;

  if (!pilot_resource_is_id (pilot_request_get_param (request, "id"), response))
    return FALSE;
  if (!pilot_idempotency_replay (db, request, response, &answered, &error))
    {
      pilot_resource_fail (response, error);
      return FALSE;
    }
  return !answered;
}

static gboolean
get_base (const PilotRequest *request, gint64 *base_revision, PilotResponse *response)
{
  if (pilot_request_get_if_match (request, base_revision))
    return TRUE;
  if (request->if_match != NULL)
    pilot_response_problem (response, 400, PILOT_PROBLEM_INVALID, "If-Match takes one ETag, such as \"12\".");
  else
    pilot_response_problem (response, 428, PILOT_PROBLEM_PRECONDITION_REQUIRED, "If-Match with the record's ETag is needed.");
  return FALSE;
}

static gboolean
is_in_scope (PilotPortalDb *db, const PilotRequest *request, const char *id, gboolean *in_scope, GError **error)
{
  const char *scope = pilot_resource_scope (request, request->schema);
  g_autofree char *sql = NULL;
  PilotStatement *statement;

  *in_scope = TRUE;
  if (scope == NULL)
    return TRUE;
  sql = g_strdup_printf ("SELECT 1 FROM \"%s\" WHERE id = ?2 AND deleted = 0 AND (%s)", request->schema->name, scope);
  statement = pilot_database_get_statement (pilot_portal_db_get_database (db), sql, error);
  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, request->recruiter_id);
  pilot_statement_bind_text (statement, 2, id);
  if (!pilot_statement_step (statement, in_scope, error))
    return FALSE;
  pilot_statement_reset (statement);
  return TRUE;
}

void
pilot_resource_get (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response)
{
  const char *id = pilot_request_get_param (request, "id");
  g_autoptr (GError) error = NULL;
  PilotPortalRow row;
  PilotStatement *statement;
  gboolean in_scope;
  gboolean found;

  if (!pilot_resource_is_id (id, response))
    return;
  if (!is_in_scope (db, request, id, &in_scope, &error) ||
      !pilot_portal_row_find (&row, db, request->schema, id, &statement, &found, &error))
    {
      pilot_resource_fail (response, error);
      return;
    }
  if (!found || !in_scope)
    pilot_response_problem (response, 404, PILOT_PROBLEM_NOT_FOUND, "There is no such record.");
  else if (!row.deleted && pilot_request_matches_etag (request, pilot_portal_row_get_revision (&row)))
    {
      pilot_response_empty (response, 304);
      response->etag = pilot_portal_row_get_revision (&row);
    }
  else
    {
      pilot_resource_hide (request, &row);
      pilot_resource_show (&row, 200, response);
    }
  pilot_statement_reset (statement);
}

void
pilot_resource_put (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response)
{
  gboolean create = pilot_request_is_create_only (request);
  PilotChangeMode mode = PILOT_CHANGE_REPLACE;
  g_autoptr (PilotRecord) record = NULL;
  gint64 base_revision = 0;

  if (!is_new_request (db, request, response))
    return;
  if (!create && request->if_match == NULL)
    {
      pilot_response_problem (response, 428, PILOT_PROBLEM_PRECONDITION_REQUIRED,
                              "If-None-Match: * creates, If-Match with the record's ETag replaces; one of them is needed.");
      return;
    }
  if (!create && !get_base (request, &base_revision, response))
    return;
  if (!pilot_role_may (request->role, create ? PILOT_ACTION_CREATE : PILOT_ACTION_CHANGE, request->schema->entity))
    {
      pilot_response_problem (response, 403, PILOT_PROBLEM_FORBIDDEN, "This role may not do that.");
      return;
    }
  record = parse_body (request, pilot_request_get_param (request, "id"), response);
  if (create)
    mode = PILOT_CHANGE_NEW;
  /* To bring a record back is to create it. */
  else if (pilot_role_may (request->role, PILOT_ACTION_CREATE, request->schema->entity))
    mode = PILOT_CHANGE_PUT_BACK;
  if (record != NULL && may_change (db, request, record, response))
    change_record (db, request, record, mode, base_revision, response);
}

void
pilot_resource_patch (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response)
{
  g_autoptr (PilotRecord) record = NULL;
  gint64 base_revision = 0;

  if (!is_new_request (db, request, response) || !get_base (request, &base_revision, response))
    return;
  record = parse_body (request, pilot_request_get_param (request, "id"), response);
  if (record != NULL && may_change (db, request, record, response))
    change_record (db, request, record, PILOT_CHANGE_MERGE, base_revision, response);
}

static gboolean
show_tombstone (PilotPortalDb *db, const PilotSchema *schema, const char *id, PilotResponse *response, GError **error)
{
  PilotPortalRow row;
  PilotStatement *statement;
  gboolean found;

  if (!pilot_portal_row_find (&row, db, schema, id, &statement, &found, error))
    return FALSE;
  pilot_portal_row_append_json (&row, pilot_response_json (response, 200), FALSE);
  pilot_statement_reset (statement);
  return TRUE;
}

static gboolean
delete_record (PilotPortalDb *db, PilotPortalChange *change, const PilotRequest *request, const char *id, gint64 base_revision,
               PilotResponse *response, GError **error)
{
  const PilotSchema *schema = request->schema;
  g_auto (PilotChangeResult) result = { 0 };
  g_autofree char *action = g_strdup_printf ("%s.delete", schema->name);
  g_autofree char *detail = NULL;

  if (!pilot_portal_change_delete (change, schema, id, base_revision, &result, error))
    return FALSE;
  if (!pilot_change_result_is_success (&result))
    return pilot_resource_refuse (db, schema, id, &result, response, error);
  if (!show_tombstone (db, schema, id, response, error))
    return FALSE;
  if (result.outcome == PILOT_OUTCOME_DELETED)
    {
      detail = result.n_parts > 0 ? g_strdup_printf ("parts=%" G_GINT64_FORMAT, result.n_parts) : NULL;
      if (!pilot_portal_change_audit (change, action, schema, id, 1 + result.n_parts, detail, error) ||
          !pilot_idempotency_erase (db, id, response->body->str, error))
        return FALSE;
      response->changed_revision = pilot_portal_db_get_revision (db, NULL);
    }
  return pilot_idempotency_remember (db, request, response, id, error) && pilot_portal_change_commit (change, error);
}

void
pilot_resource_delete (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response)
{
  const char *id = pilot_request_get_param (request, "id");
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotPortalChange) change = NULL;
  gint64 base_revision = 0;

  if (!is_new_request (db, request, response) || !get_base (request, &base_revision, response))
    return;
  change = pilot_portal_change_begin (db, pilot_request_get_actor (request), request->idempotency_key, &error);
  if (change != NULL && delete_record (db, change, request, id, base_revision, response, &error))
    return;
  response->changed_revision = 0;
  pilot_resource_fail (response, error);
}
