/* pilot-entity-table.c: the table of an entity, generated from its schema
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-entity-table.h"

#include "pilot-collation.h"
#include "pilot-sort-index.h"

#define KEY_STRIDE_BYTES 256

G_STATIC_ASSERT (PILOT_COLLATION_MAX_KEY_BYTES <= KEY_STRIDE_BYTES);

/* "a","b","pending","a_key" with something before and after each name. */
static void
append_columns (GString *sql, const PilotSchema *schema, const char *before, const char *after)
{
  for (guint i = 0; i < schema->n_fields; i++)
    g_string_append_printf (sql, "%s%s\"%s\"%s", i > 0 ? "," : "", before, schema->fields[i].name, after);
}

static guint
append_own_columns (GString *sql, const PilotSchema *schema)
{
  guint n = schema->n_fields + 1;

  append_columns (sql, schema, "", "");
  g_string_append (sql, ",pending");
  for (guint i = 0; i < schema->n_fields; i++)
    if (pilot_sort_index_has_key (&schema->fields[i]))
      {
        g_string_append_printf (sql, ",\"%s_key\"", schema->fields[i].name);
        n++;
      }
  return n;
}

static const char *
column_type (const PilotField *field)
{
  return pilot_field_is_number (field) ? "INTEGER" : "TEXT";
}

char *
pilot_entity_table_create_sql (const PilotSchema *schema, const char *table)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "CREATE TABLE \"%s\" (row INTEGER PRIMARY KEY", table);
  for (guint i = 0; i < schema->n_fields; i++)
    g_string_append_printf (sql, ",\"%s\" %s", schema->fields[i].name, column_type (&schema->fields[i]));
  g_string_append (sql, ",pending INTEGER NOT NULL DEFAULT 0");
  for (guint i = 0; i < schema->n_fields; i++)
    if (pilot_sort_index_has_key (&schema->fields[i]))
      g_string_append_printf (sql, ",\"%s_key\" BLOB", schema->fields[i].name);
  g_string_append (sql, ")");
  return g_string_free (sql, FALSE);
}

char *
pilot_entity_table_insert_sql (const PilotSchema *schema, const char *table)
{
  GString *sql = g_string_new (NULL);
  guint n;

  g_string_append_printf (sql, "INSERT INTO \"%s\" (", table);
  n = append_own_columns (sql, schema);
  g_string_append (sql, ") VALUES (");
  for (guint i = 0; i < n; i++)
    g_string_append (sql, i > 0 ? ",?" : "?");
  g_string_append_c (sql, ')');
  return g_string_free (sql, FALSE);
}

char *
pilot_entity_table_upsert_sql (const PilotSchema *schema)
{
  GString *sql = g_string_new (NULL);
  g_autofree char *insert = pilot_entity_table_insert_sql (schema, schema->name);

  g_string_append_printf (sql, "%s ON CONFLICT (id) DO UPDATE SET pending=excluded.pending", insert);
  for (guint i = PILOT_FIELD_ID + 1; i < schema->n_fields; i++)
    {
      const char *name = schema->fields[i].name;

      g_string_append_printf (sql, ",\"%s\"=excluded.\"%s\"", name, name);
      if (pilot_sort_index_has_key (&schema->fields[i]))
        g_string_append_printf (sql, ",\"%s_key\"=excluded.\"%s_key\"", name, name);
    }
  return g_string_free (sql, FALSE);
}

char *
pilot_entity_table_select_sql (const PilotSchema *schema, const char *suffix, gboolean raw_pending)
{
  GString *sql = g_string_new ("SELECT ");

  append_columns (sql, schema, "", "");
  g_string_append_printf (sql, ",%s FROM \"%s\" %s", raw_pending ? "pending" : PILOT_ENTITY_TABLE_PENDING_SQL, schema->name, suffix);
  return g_string_free (sql, FALSE);
}

void
pilot_entity_table_bind (PilotStatement *statement, const PilotSchema *schema, const PilotValue *values, gint64 pending,
                         guint8 *keys)
{
  const PilotCollation *collation = pilot_collation_get_default ();
  int index = 1;

  for (guint i = 0; i < schema->n_fields; i++)
    pilot_statement_bind_value (statement, index++, &values[i]);
  pilot_statement_bind_int64 (statement, index++, pending);
  for (guint i = 0; i < schema->n_fields; i++)
    {
      if (!pilot_sort_index_has_key (&schema->fields[i]))
        continue;
      if (values[i].kind == PILOT_VALUE_TEXT)
        {
          gsize length = pilot_collation_make_key (collation, values[i].text, values[i].length_bytes, keys);

          pilot_statement_bind_blob_static (statement, index++, keys, length);
          keys += KEY_STRIDE_BYTES;
        }
      else
        pilot_statement_bind_null (statement, index++);
    }
}

PilotRecord *
pilot_entity_table_read (PilotStatement *statement, const PilotSchema *schema)
{
  PilotRecord *record = pilot_record_new (schema->entity);

  for (guint i = 0; i < schema->n_fields; i++)
    {
      PilotValue value;

      pilot_statement_get_value (statement, (int) i, &value);
      pilot_record_set_value (record, i, &value);
    }
  return record;
}

gboolean
pilot_entity_table_read_pending (PilotStatement *statement, const PilotSchema *schema)
{
  return pilot_statement_get_int64 (statement, (int) schema->n_fields) != 0;
}

gboolean
pilot_entity_table_create_indexes (PilotDatabase *database, const PilotSchema *schema, GError **error)
{
  g_autoptr (GPtrArray) list = pilot_sort_index_list_sql (schema, schema->name);

  for (guint i = 0; i < list->len; i++)
    if (!pilot_database_exec (database, g_ptr_array_index (list, i), error))
      return FALSE;
  return TRUE;
}

gboolean
pilot_entity_table_drop_indexes (PilotDatabase *database, const char *table, gboolean keep_id, GError **error)
{
  g_autoptr (PilotStatement) list =
    pilot_statement_new (database, "SELECT name FROM sqlite_master WHERE type='index' AND tbl_name=?1 AND sql IS NOT NULL", error);
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autofree char *id_index = g_strconcat (table, "_by_id", NULL);
  gboolean row;

  if (list == NULL)
    return FALSE;
  pilot_statement_bind_text (list, 1, table);
  while (TRUE)
    {
      const char *name;

      if (!pilot_statement_step (list, &row, error))
        return FALSE;
      if (!row)
        break;
      name = pilot_statement_get_text (list, 0);
      if (!keep_id || g_strcmp0 (name, id_index) != 0)
        g_string_append_printf (sql, "DROP INDEX \"%s\";", name);
    }
  return pilot_database_exec (database, sql->str, error);
}

static gboolean
rebuild_entity_keys (PilotDatabase *database, const PilotSchema *schema, GCancellable *cancellable, GError **error)
{
  const PilotCollation *collation = pilot_collation_get_default ();

  for (guint i = 0; i < schema->n_fields; i++)
    {
      const char *name = schema->fields[i].name;
      g_autofree char *select_sql = NULL;
      g_autofree char *update_sql = NULL;
      g_autoptr (PilotStatement) select = NULL;
      g_autoptr (PilotStatement) update = NULL;
      gint64 last = 0;
      gboolean row;

      if (!pilot_sort_index_has_key (&schema->fields[i]))
        continue;
      /* One row at a time by its number: the table must not be read by the same statement that it is changed under. */
      select_sql = g_strdup_printf ("SELECT row,\"%s\" FROM \"%s\" WHERE row>?1 AND \"%s\" IS NOT NULL ORDER BY row LIMIT 1",
                                    name, schema->name, name);
      update_sql = g_strdup_printf ("UPDATE \"%s\" SET \"%s_key\"=?2 WHERE row=?1", schema->name, name);
      select = pilot_statement_new (database, select_sql, error);
      update = select != NULL ? pilot_statement_new (database, update_sql, error) : NULL;
      if (update == NULL)
        return FALSE;
      do
        {
          guint8 key[PILOT_COLLATION_MAX_KEY_BYTES];
          PilotValue value;

          pilot_statement_bind_int64 (select, 1, last);
          if (g_cancellable_set_error_if_cancelled (cancellable, error) || !pilot_statement_step (select, &row, error))
            return FALSE;
          if (!row)
            break;
          last = pilot_statement_get_int64 (select, 0);
          pilot_statement_get_value (select, 1, &value);
          pilot_statement_bind_int64 (update, 1, last);
          pilot_statement_bind_blob_static (
            update, 2, key, pilot_collation_make_key (collation, value.text != NULL ? value.text : "", value.length_bytes, key));
          pilot_statement_reset (select);
          if (!pilot_statement_run (update, error))
            return FALSE;
        }
      while (TRUE);
    }
  return TRUE;
}

gboolean
pilot_entity_table_rebuild_keys (PilotDatabase *database, GCancellable *cancellable, GError **error)
{
  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    {
      const PilotSchema *schema = pilot_schema_get (entity);

      /* Indexes are made anew after the change: that is faster than to keep them in step with every row. */
      if (!pilot_entity_table_drop_indexes (database, schema->name, TRUE, error) ||
          !rebuild_entity_keys (database, schema, cancellable, error) ||
          !pilot_entity_table_create_indexes (database, schema, error))
        return FALSE;
    }
  return TRUE;
}
