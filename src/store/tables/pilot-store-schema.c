/* pilot-store-schema.c: the tables of a cache file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-store-schema.h"

#include "pilot-entity-table.h"
#include "pilot-migrator.h"
#include "pilot-search.h"
#include "pilot-sort-index.h"
#include "pilot-store.h"

static gboolean
has_column (PilotDatabase *database, const char *table, const char *column, gboolean *has, GError **error)
{
  g_autoptr (PilotStatement) statement =
    pilot_statement_new (database, "SELECT 1 FROM pragma_table_info(?1) WHERE name=?2", error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, table);
  pilot_statement_bind_text (statement, 2, column);
  return pilot_statement_step (statement, has, error);
}

static gboolean
create_entity_table (PilotDatabase *database, const PilotSchema *schema, GError **error)
{
  g_autofree char *create = pilot_entity_table_create_sql (schema, schema->name);
  g_autofree char *by_id = g_strdup_printf ("CREATE UNIQUE INDEX \"%s_by_id\" ON \"%s\" (id)", schema->name, schema->name);

  return pilot_database_exec (database, create, error) && pilot_database_exec (database, by_id, error) &&
         pilot_entity_table_create_indexes (database, schema, error) && pilot_search_create (database, schema, error);
}

/* Gives the table the columns that it lacks. @grown is set where there are some: their content has to be pulled. */
static gboolean
complete_entity_table (PilotDatabase *database, const PilotSchema *schema, gboolean *grown, GError **error)
{
  gboolean any = FALSE;

  for (guint i = 0; i < schema->n_fields; i++)
    for (int key = 0; key <= (pilot_sort_index_has_key (&schema->fields[i]) ? 1 : 0); key++)
      {
        g_autofree char *column = g_strconcat (schema->fields[i].name, key ? "_key" : NULL, NULL);
        g_autofree char *sql = g_strdup_printf ("ALTER TABLE \"%s\" ADD COLUMN \"%s\"", schema->name, column);
        gboolean has;

        if (!has_column (database, schema->name, column, &has, error))
          return FALSE;
        if (has)
          continue;
        any = TRUE;
        if (!pilot_database_exec (database, sql, error))
          return FALSE;
      }
  if (!any)
    return TRUE;
  *grown = TRUE;
  return pilot_entity_table_drop_indexes (database, schema->name, TRUE, error) &&
         pilot_entity_table_create_indexes (database, schema, error) && pilot_search_create (database, schema, error);
}

/* What the program knows of the entities' columns, in one text. */
static char *
make_fingerprint (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    {
      const PilotSchema *schema = pilot_schema_get (entity);

      g_string_append_printf (text, "%s:", schema->name);
      for (guint i = 0; i < schema->n_fields; i++)
        g_string_append_printf (text, "%s/%d/%d,", schema->fields[i].name, schema->fields[i].type,
                                schema->fields[i].flags & (PILOT_FIELD_SORTED | PILOT_FIELD_SEARCHED));
    }
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, -1);
}

static gboolean
complete_entities (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  const char *fingerprint = user_data;
  gboolean grown = FALSE;

  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    {
      const PilotSchema *schema = pilot_schema_get (entity);
      gboolean has;

      if (!has_column (database, schema->name, "id", &has, error))
        return FALSE;
      if (!has)
        grown = TRUE;
      if (!(has ? complete_entity_table (database, schema, &grown, error) : create_entity_table (database, schema, error)))
        return FALSE;
    }
  return (!grown ||
          pilot_database_exec (database, "UPDATE pull SET snapshot_done=0,cursor=NULL,epoch=NULL,revision=0", error)) &&
         pilot_store_meta_set (database, "entities", fingerprint, error);
}

static const PilotMigration migrations[] = {
  { .sql = "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;"
           "CREATE TABLE pull (id INTEGER PRIMARY KEY CHECK (id=1), snapshot_done INTEGER NOT NULL, cursor TEXT, epoch TEXT,"
           " revision INTEGER NOT NULL);"
           "INSERT INTO pull VALUES (1,0,NULL,NULL,0);"
           "CREATE TABLE outbox (seq INTEGER PRIMARY KEY AUTOINCREMENT, op_id TEXT NOT NULL UNIQUE, kind INTEGER NOT NULL,"
           " entity TEXT NOT NULL, entity_id TEXT NOT NULL, state INTEGER NOT NULL, attempts INTEGER NOT NULL,"
           " base_revision INTEGER NOT NULL, changes BLOB, base BLOB, theirs BLOB, theirs_deleted INTEGER NOT NULL, message TEXT,"
           " created_unix_usec INTEGER NOT NULL, due_unix_usec INTEGER NOT NULL, n_rows INTEGER NOT NULL, title TEXT);"
           "CREATE INDEX outbox_by_record ON outbox (entity_id);"
           "CREATE TABLE server_state (entity TEXT NOT NULL, entity_id TEXT NOT NULL, record BLOB, frozen BLOB,"
           " import_seq INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (entity_id, entity)) WITHOUT ROWID;"
           "CREATE TABLE import_row (import_seq INTEGER NOT NULL, n INTEGER NOT NULL, entity_id TEXT NOT NULL, before BLOB,"
           " met INTEGER NOT NULL DEFAULT 0,"
           " PRIMARY KEY (import_seq, n)) WITHOUT ROWID;" },
  { .sql = "ALTER TABLE import_row ADD COLUMN base BLOB" },
  { .sql = "CREATE TABLE tombstone (n INTEGER PRIMARY KEY, entity TEXT NOT NULL, entity_id TEXT NOT NULL,"
           " revision INTEGER NOT NULL, UNIQUE (entity_id, entity));"
           "CREATE TABLE missing (entity TEXT NOT NULL, entity_id TEXT NOT NULL, PRIMARY KEY (entity_id, entity)) WITHOUT ROWID;"
           "CREATE TABLE given_up (entity_id TEXT PRIMARY KEY, entity TEXT NOT NULL) WITHOUT ROWID" },
};

G_STATIC_ASSERT (G_N_ELEMENTS (migrations) == PILOT_STORE_SCHEMA_VERSION);

gboolean
pilot_store_meta_get (PilotDatabase *database, const char *key, char **value, GError **error)
{
  g_autoptr (PilotStatement) statement = pilot_statement_new (database, "SELECT value FROM meta WHERE key=?1", error);
  gboolean row;

  *value = NULL;
  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, key);
  if (!pilot_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *value = pilot_statement_dup_text (statement, 0);
  return TRUE;
}

gboolean
pilot_store_meta_set (PilotDatabase *database, const char *key, const char *value, GError **error)
{
  g_autoptr (PilotStatement) statement =
    pilot_statement_new (database, "INSERT OR REPLACE INTO meta (key,value) VALUES (?1,?2)", error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, key);
  pilot_statement_bind_text (statement, 2, value);
  return pilot_statement_run (statement, error);
}

gboolean
pilot_store_schema_prepare (PilotDatabase *database, GError **error)
{
  g_autofree char *fingerprint = make_fingerprint ();
  g_autofree char *found = NULL;

  pilot_search_allow (database);
  if (!pilot_migrator_run (database, migrations, G_N_ELEMENTS (migrations), TRUE, NULL, error) ||
      !pilot_store_meta_get (database, "entities", &found, error))
    return FALSE;
  return g_strcmp0 (fingerprint, found) == 0 ||
         pilot_database_transact (database, complete_entities, fingerprint, NULL, error);
}
