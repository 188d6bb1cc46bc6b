/* pilot-portal-db-schema.c: the portal's tables, made from the entities' fields
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-portal-db-schema.h"

#include "pilot-entities.h"
#include "pilot-statement.h"

/* The tables that are not entities. Times are microseconds since 1970, UTC.
 *
 * meta: epoch, revision (the newest), pruned_before (tombstones up to it are gone), audit_hash (of the newest event).
 * idempotency: what was answered to which key; body is replaced when the record that it shows is deleted.
 * import, import_chunk: staged rows; chunks go when the import is committed or discarded.
 */
static const char own_tables[] =
  "CREATE TABLE meta (key TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;"
  "CREATE TABLE idempotency ("
  "  actor TEXT NOT NULL, key TEXT NOT NULL, request_hash BLOB NOT NULL, status INTEGER NOT NULL,"
  "  etag INTEGER NOT NULL, record_id TEXT, body BLOB NOT NULL, created_at INTEGER NOT NULL,"
  "  PRIMARY KEY (actor, key));"
  "CREATE INDEX idempotency_created_at ON idempotency (created_at);"
  "CREATE INDEX idempotency_record_id ON idempotency (record_id) WHERE record_id IS NOT NULL;"
  "CREATE TABLE import ("
  "  id TEXT PRIMARY KEY, entity TEXT NOT NULL, n_rows INTEGER NOT NULL, source_name TEXT, state TEXT NOT NULL,"
  "  actor TEXT NOT NULL, created INTEGER NOT NULL DEFAULT 0, changed INTEGER NOT NULL DEFAULT 0,"
  "  unchanged INTEGER NOT NULL DEFAULT 0, revision INTEGER, updated_at INTEGER NOT NULL) WITHOUT ROWID;"
  "CREATE INDEX import_updated_at ON import (updated_at);"
  "CREATE TABLE import_chunk ("
  "  import_id TEXT NOT NULL REFERENCES import (id) ON DELETE CASCADE, n INTEGER NOT NULL, n_rows INTEGER NOT NULL,"
  "  items BLOB NOT NULL, PRIMARY KEY (import_id, n));";

static const char *
column_type (const PilotField *field)
{
  return pilot_field_is_number (field) ? "INTEGER" : "TEXT";
}

/* An index on a field of two values finds nothing that the table doesn't find as fast. */
static gboolean
is_indexed (const PilotSchema *schema, guint i)
{
  const PilotField *field = &schema->fields[i];

  if (i < PILOT_FIELD_FIRST || field->choices == pilot_dataset_choices)
    return FALSE;
  return (field->flags & PILOT_FIELD_FILTERED) != 0 || field->type == PILOT_FIELD_REF;
}

static void
append_fields (GString *sql, const PilotSchema *schema, const char *suffix)
{
  for (guint i = 0; i < schema->n_fields; i++)
    g_string_append_printf (sql, ", \"%s\"%s", schema->fields[i].name, suffix);
}

static char *
make_table_sql (const PilotSchema *schema)
{
  GString *sql = g_string_new (NULL);

  g_string_printf (sql, "CREATE TABLE \"%s\" (row INTEGER PRIMARY KEY AUTOINCREMENT, deleted INTEGER NOT NULL DEFAULT 0, op TEXT",
                   schema->name);
  for (guint i = 0; i < schema->n_fields; i++)
    g_string_append_printf (sql, ", \"%s\" %s%s", schema->fields[i].name, column_type (&schema->fields[i]),
                            i < PILOT_FIELD_FIRST ? " NOT NULL" : "");
  g_string_append (sql, ");");
  return g_string_free (sql, FALSE);
}

char *
pilot_portal_db_schema_tables (void)
{
  GString *sql = g_string_new (own_tables);

  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    {
      g_autofree char *table = make_table_sql (pilot_schema_get (entity));

      g_string_append (sql, table);
    }
  return g_string_free (sql, FALSE);
}

char *
pilot_portal_db_schema_indexes (const PilotSchema *schema)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "CREATE UNIQUE INDEX IF NOT EXISTS \"%s_id\" ON \"%s\" (id);", schema->name, schema->name);
  g_string_append_printf (sql, "CREATE UNIQUE INDEX IF NOT EXISTS \"%s_revision\" ON \"%s\" (revision);", schema->name,
                          schema->name);
  g_string_append_printf (sql, "CREATE INDEX IF NOT EXISTS \"%s_deleted\" ON \"%s\" (updated_at) WHERE deleted = 1;", schema->name,
                          schema->name);
  for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
    if (is_indexed (schema, i))
      g_string_append_printf (sql, "CREATE INDEX IF NOT EXISTS \"%s_%s\" ON \"%s\" (\"%s\");", schema->name,
                              schema->fields[i].name, schema->name, schema->fields[i].name);
  return g_string_free (sql, FALSE);
}

char *
pilot_portal_db_schema_drop_indexes (const PilotSchema *schema)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "DROP INDEX IF EXISTS \"%s_revision\";", schema->name);
  for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
    if (is_indexed (schema, i))
      g_string_append_printf (sql, "DROP INDEX IF EXISTS \"%s_%s\";", schema->name, schema->fields[i].name);
  return g_string_free (sql, FALSE);
}

static gboolean
has_column (PilotDatabase *database, const char *table, const char *column, gboolean *has, GError **error)
{
  g_autoptr (PilotStatement) statement = pilot_statement_new (database, "SELECT 1 FROM pragma_table_info (?1) WHERE name = ?2", error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, table);
  pilot_statement_bind_text (statement, 2, column);
  return pilot_statement_step (statement, has, error);
}

static gboolean
complete_table (PilotDatabase *database, const PilotSchema *schema, GError **error)
{
  g_autofree char *indexes = pilot_portal_db_schema_indexes (schema);
  gboolean has;

  if (!has_column (database, schema->name, "id", &has, error))
    return FALSE;
  if (!has)
    {
      g_autofree char *table = make_table_sql (schema);

      return pilot_database_exec (database, table, error) && pilot_database_exec (database, indexes, error);
    }
  for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
    {
      g_autofree char *sql = g_strdup_printf ("ALTER TABLE \"%s\" ADD COLUMN \"%s\" %s", schema->name, schema->fields[i].name,
                                              column_type (&schema->fields[i]));

      if (!has_column (database, schema->name, schema->fields[i].name, &has, error) ||
          (!has && !pilot_database_exec (database, sql, error)))
        return FALSE;
    }
  return pilot_database_exec (database, indexes, error);
}

gboolean
pilot_portal_db_schema_complete (PilotDatabase *database, GError **error)
{
  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    if (!complete_table (database, pilot_schema_get (entity), error))
      return FALSE;
  return TRUE;
}

char *
pilot_portal_db_schema_select (const PilotSchema *schema, const char *rest)
{
  GString *sql = g_string_new ("SELECT row, deleted, op");

  append_fields (sql, schema, "");
  g_string_append_printf (sql, " FROM \"%s\" %s", schema->name, rest);
  return g_string_free (sql, FALSE);
}

char *
pilot_portal_db_schema_insert (const PilotSchema *schema)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "INSERT INTO \"%s\" (op", schema->name);
  append_fields (sql, schema, "");
  g_string_append (sql, ") VALUES (?");
  for (guint i = 0; i < schema->n_fields; i++)
    g_string_append (sql, ", ?");
  g_string_append_c (sql, ')');
  return g_string_free (sql, FALSE);
}

char *
pilot_portal_db_schema_update (const PilotSchema *schema)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "UPDATE \"%s\" SET deleted = 0, op = ?", schema->name);
  append_fields (sql, schema, " = ?");
  g_string_append (sql, " WHERE row = ?");
  return g_string_free (sql, FALSE);
}

char *
pilot_portal_db_schema_bury (const PilotSchema *schema)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "UPDATE \"%s\" SET deleted = 1, op = ?, revision = ?, updated_at = ?", schema->name);
  for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
    g_string_append_printf (sql, ", \"%s\" = NULL", schema->fields[i].name);
  g_string_append (sql, " WHERE row = ?");
  return g_string_free (sql, FALSE);
}
