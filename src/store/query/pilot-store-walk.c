/* pilot-store-walk.c: rows of an entity as plain values, for rules that look at all of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-store-private.h"

#include "pilot-statement.h"

gboolean
pilot_store_walk (PilotDatabase *reader, PilotEntity entity, guint64 fields, const char *where, const char *order,
                  PilotStoreWalkFunc func, gpointer user_data, GCancellable *cancellable, GError **error)
{
  const PilotSchema *schema = pilot_schema_get (entity);
  g_autoptr (GString) sql = g_string_new ("SELECT \"id\"");
  PilotValue values[PILOT_MAX_FIELDS] = { 0 };
  guint columns[PILOT_MAX_FIELDS] = { PILOT_FIELD_ID };
  int n_columns = 1;
  PilotStatement *statement;
  gboolean row;

  for (guint i = PILOT_FIELD_ID + 1; i < schema->n_fields; i++)
    if ((fields & (G_GUINT64_CONSTANT (1) << i)) != 0)
      {
        g_string_append_printf (sql, ",\"%s\"", schema->fields[i].name);
        columns[n_columns++] = i;
      }
  g_string_append_printf (sql, " FROM \"%s\"", schema->name);
  if (where != NULL)
    g_string_append_printf (sql, " WHERE %s", where);
  g_string_append_printf (sql, " ORDER BY %s", order != NULL ? order : "row");
  statement = pilot_database_get_statement (reader, sql->str, error);
  if (statement == NULL)
    return FALSE;
  pilot_database_set_cancellable (reader, cancellable);
  while (pilot_statement_step (statement, &row, error))
    {
      if (!row)
        return TRUE;
      for (int i = 0; i < n_columns; i++)
        pilot_statement_get_value (statement, i, &values[columns[i]]);
      if (!func (values, user_data))
        {
          pilot_statement_reset (statement);
          return TRUE;
        }
    }
  return FALSE;
}

gboolean
pilot_store_scan_deleted (PilotStore *self, PilotEntity entity, PilotStoreIdFunc func, gpointer user_data, GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (PilotDatabase) reader = pilot_store_open_reader (self, error);
  g_autofree char *action = g_strconcat (pilot_schema_get (entity)->name, ".delete", NULL);
  PilotStatement *statement;
  gboolean row;

  if (reader == NULL)
    return FALSE;
  statement = pilot_database_get_statement (reader,
                                            "SELECT entity_id FROM outbox WHERE kind=?1 AND entity=?2"
                                            " UNION ALL SELECT entity_id FROM tombstone WHERE entity=?2"
                                            " UNION ALL SELECT entity_id FROM audit_event WHERE action=?3 AND entity_id IS NOT NULL",
                                            error);
  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, PILOT_OPERATION_DELETE);
  pilot_statement_bind_static (statement, 2, pilot_schema_get (entity)->name, -1);
  pilot_statement_bind_text (statement, 3, action);
  pilot_database_set_cancellable (reader, cancellable);
  while (pilot_statement_step (statement, &row, error))
    {
      if (!row)
        return TRUE;
      func (pilot_statement_get_text (statement, 0), user_data);
    }
  return FALSE;
}

gboolean
pilot_store_hides_moved (PilotDatabase *reader, const PilotQuery *query, gboolean *hides, GError **error)
{
  gint64 any = 0;

  *hides = FALSE;
  if (!pilot_query_hides_moved (query))
    return TRUE;
  /* What moved a record left a result; before the first there is nothing to look for in a million rows. */
  if (!pilot_database_query_int64 (reader, "SELECT 1 FROM result LIMIT 1", 0, &any, error))
    return FALSE;
  *hides = any != 0;
  return TRUE;
}
