/* pilot-scope-source.c: the portal's rows that decide what a run takes along
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-scope-source.h"

#include "pilot-statement.h"

/* (transfer full): @columns: (out): which field each column behind the row is. */
static char *
make_sql (PilotEntity entity, guint *columns, guint *n_columns)
{
  const PilotSchema *schema = pilot_schema_get (entity);
  guint64 fields = pilot_scope_walk_get_fields (entity);
  GString *sql = g_string_new ("SELECT row");

  *n_columns = 0;
  for (guint i = 0; i < schema->n_fields; i++)
    if ((fields & (1ull << i)) != 0)
      {
        g_string_append_printf (sql, ", \"%s\"", schema->fields[i].name);
        columns[(*n_columns)++] = i;
      }
  g_string_append_printf (sql, " FROM \"%s\" WHERE deleted = 0 AND row > ?%s ORDER BY row", schema->name,
                          entity == PILOT_ENTITY_SCOPE_CHOICE ? " AND run_id = ?" : "");
  return g_string_free (sql, FALSE);
}

gboolean
pilot_scope_source_each (PilotPortalDb *db, PilotEntity entity, const char *run_id, gint64 after, PilotScopeSourceFunc func,
                         gpointer user_data, GError **error)
{
  guint columns[PILOT_MAX_FIELDS];
  guint n_columns;
  g_autofree char *sql = make_sql (entity, columns, &n_columns);
  g_autoptr (PilotStatement) statement = pilot_statement_new (pilot_portal_db_get_database (db), sql, error);
  PilotValue values[PILOT_MAX_FIELDS] = { 0 };
  gboolean stop = FALSE;
  gboolean row;

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, after);
  if (entity == PILOT_ENTITY_SCOPE_CHOICE)
    pilot_statement_bind_text (statement, 2, run_id);
  while (!stop)
    {
      if (!pilot_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      for (guint i = 0; i < n_columns; i++)
        pilot_statement_get_value (statement, 1 + i, &values[columns[i]]);
      if (!func (entity, pilot_statement_get_int64 (statement, 0), values, user_data, &stop, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_cb (PilotEntity entity, gint64 row, const PilotValue *values, gpointer user_data, gboolean *stop, GError **error)
{
  pilot_scope_walk_add (user_data, entity, values, NULL);
  return TRUE;
}

PilotScopeWalk *
pilot_scope_source_load (PilotPortalDb *db, const PilotRecord *run, GError **error)
{
  g_autoptr (PilotScopeWalk) walk = pilot_scope_walk_new (run);
  guint n_entities;
  const PilotEntity *entities = pilot_scope_walk_entities (&n_entities);

  for (guint i = 0; i < n_entities && entities[i] != PILOT_ENTITY_ASSIGNMENT; i++)
    if (!pilot_scope_source_each (db, entities[i], pilot_record_get_id (run), 0, add_cb, walk, error))
      return NULL;
  return g_steal_pointer (&walk);
}
