/* pilot-demo-desk.c: the demo company's people at work: records written as they would write them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-demo-desk.h"

#include "pilot-name-uuid.h"
#include "pilot-portal-change.h"
#include "pilot-statement.h"

char *
pilot_demo_desk_find_member (PilotPortalDb *db, const char *role, GError **error)
{
  PilotStatement *statement =
    pilot_database_get_statement (pilot_portal_db_get_database (db),
                                  "SELECT id FROM member WHERE role = ? AND active = 1 AND deleted = 0 ORDER BY row LIMIT 1", error);
  gboolean found = FALSE;
  char *id = NULL;

  if (statement == NULL)
    return NULL;
  pilot_statement_bind_text (statement, 1, role);
  if (!pilot_statement_step (statement, &found, error))
    return NULL;
  if (found)
    id = pilot_statement_dup_text (statement, 0);
  else
    g_set_error (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND, "There is no member with the role %s.", role);
  pilot_statement_reset (statement);
  return id;
}

static gboolean
put_all (PilotPortalChange *change, GPtrArray *records, guint64 *changed, gboolean *created, GError **error)
{
  *changed = 0;
  *created = FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      const PilotRecord *record = g_ptr_array_index (records, i);
      g_auto (PilotChangeResult) result = { 0 };

      if (!pilot_portal_change_put (change, pilot_record_get_schema (record), record->values, PILOT_CHANGE_UPSERT, 0, &result, error))
        return FALSE;
      if (!pilot_change_result_is_success (&result))
        {
          g_set_error (error, PILOT_ERROR, PILOT_ERROR_REJECTED, "%s: %s", pilot_record_get_schema (record)->name,
                       pilot_change_result_get_message (&result));
          return FALSE;
        }
      *changed |= result.changed_fields;
      *created = *created || result.outcome == PILOT_OUTCOME_CREATED;
    }
  return TRUE;
}

gboolean
pilot_demo_desk_write (PilotPortalDb *db, const char *actor, GPtrArray *records, GError **error)
{
  g_autofree char *op = g_uuid_string_random ();
  g_autoptr (PilotPortalChange) change = NULL;
  const PilotSchema *schema;
  g_autofree char *action = NULL;
  g_autofree char *detail = NULL;
  guint64 changed;
  gboolean created;

  if (records->len == 0)
    return TRUE;
  schema = pilot_record_get_schema (g_ptr_array_index (records, 0));
  change = pilot_portal_change_begin (db, actor, op, error);
  if (change == NULL || !put_all (change, records, &changed, &created, error))
    return FALSE;
  if (changed == 0)
    return TRUE;
  action = g_strdup_printf ("%s.%s", schema->name, records->len > 1 ? "bulk" : created ? "create" : "update");
  detail = pilot_portal_change_dup_field_names (schema, changed);
  return pilot_portal_change_audit (change, action, schema,
                                    records->len == 1 ? pilot_record_get_id (g_ptr_array_index (records, 0)) : NULL, records->len,
                                    detail, error) &&
         pilot_portal_change_commit (change, error);
}

gboolean
pilot_demo_desk_write_one (PilotPortalDb *db, const char *actor, PilotRecord *record, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_record_unref);

  g_ptr_array_add (records, record);
  return pilot_demo_desk_write (db, actor, records, error);
}

gboolean
pilot_demo_desk_write_step (PilotPortalDb *db, const char *actor, const char *key, const char *note, const char *reference,
                            GError **error)
{
  PilotRecord *record = pilot_record_new (PILOT_ENTITY_STEP);
  g_autofree char *id = pilot_step_make_id (key);

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  pilot_record_set_text (record, PILOT_STEP_KEY, key);
  pilot_record_set_text (record, PILOT_STEP_STATE, "done");
  if (note != NULL)
    pilot_record_set_text (record, PILOT_STEP_NOTE, note);
  if (reference != NULL)
    pilot_record_set_text (record, PILOT_STEP_REFERENCE, reference);
  pilot_record_set_text (record, PILOT_STEP_DONE_BY, actor);
  pilot_record_set_integer (record, PILOT_STEP_DONE_AT, pilot_portal_db_get_now (db));
  return pilot_demo_desk_write_one (db, actor, record, error);
}
