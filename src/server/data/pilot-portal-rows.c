/* pilot-portal-rows.c: the records of one kind: the live ones, one after the other, and a new one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-portal-rows.h"

#include "pilot-statement.h"

/* (transfer full): @columns: (out): which field each column is. */
static char *
make_sql (const PilotSchema *schema, guint64 fields, guint *columns, guint *n_columns)
{
  GString *sql = g_string_new ("SELECT id");

  columns[0] = PILOT_FIELD_ID;
  *n_columns = 1;
  for (guint i = PILOT_FIELD_ID + 1; i < schema->n_fields; i++)
    if ((fields & (1ull << i)) != 0)
      {
        g_string_append_printf (sql, ", \"%s\"", schema->fields[i].name);
        columns[(*n_columns)++] = i;
      }
  g_string_append_printf (sql, " FROM \"%s\" WHERE deleted = 0 ORDER BY row", schema->name);
  return g_string_free (sql, FALSE);
}

gboolean
pilot_portal_rows_each (PilotPortalDb *db, PilotEntity entity, guint64 fields, PilotPortalRowsFunc func, gpointer user_data,
                        GError **error)
{
  guint columns[PILOT_MAX_FIELDS];
  guint n_columns;
  g_autofree char *sql = make_sql (pilot_schema_get (entity), fields, columns, &n_columns);
  g_autoptr (PilotStatement) statement = pilot_statement_new (pilot_portal_db_get_database (db), sql, error);
  PilotValue values[PILOT_MAX_FIELDS] = { 0 };
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  while (pilot_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      for (guint i = 0; i < n_columns; i++)
        pilot_statement_get_value (statement, i, &values[columns[i]]);
      func (entity, values, user_data);
    }
  return FALSE;
}

static void
load_cb (PilotEntity entity, const PilotValue *values, gpointer user_data)
{
  PilotRecord *record = pilot_record_new (entity);

  for (guint i = 0; i < pilot_schema_get (entity)->n_fields; i++)
    pilot_record_set_value (record, i, &values[i]);
  g_ptr_array_add (user_data, record);
}

GPtrArray *
pilot_portal_rows_load (PilotPortalDb *db, PilotEntity entity, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_record_unref);

  return pilot_portal_rows_each (db, entity, G_MAXUINT64, load_cb, records, error) ? g_steal_pointer (&records) : NULL;
}

gboolean
pilot_portal_rows_insert (PilotPortalDb *db, const PilotSchema *schema, const PilotValue *values, GError **error)
{
  PilotStatement *statement = pilot_portal_db_prepare (db, schema, PILOT_PORTAL_STATEMENT_INSERT, error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < schema->n_fields; i++)
    if (i != PILOT_FIELD_REVISION)
      pilot_statement_bind_value (statement, 2 + i, &values[i]);
  pilot_statement_bind_int64 (statement, 2 + PILOT_FIELD_REVISION, pilot_portal_db_next_revision (db));
  return pilot_statement_run (statement, error);
}
