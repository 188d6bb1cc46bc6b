/* pilot-snapshot.c: a snapshot is loaded beside what is there, and takes its place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-snapshot.h"

#include "pilot-entity-table.h"
#include "pilot-live-import.h"
#include "pilot-missing.h"
#include "pilot-search.h"
#include "pilot-store-private.h"

static char *
stage_table (const PilotSchema *schema)
{
  return g_strconcat ("stage_", schema->name, NULL);
}

/* A record that came twice in a snapshot: the last is the newest. */
static gboolean
make_unique (PilotDatabase *database, const PilotSchema *schema, GError **error)
{
  const char *name = schema->name;
  g_autofree char *index = g_strdup_printf ("CREATE UNIQUE INDEX \"%s_by_id\" ON \"%s\" (id)", name, name);
  g_autofree char *dedupe =
    g_strdup_printf ("DELETE FROM \"%s\" WHERE id IS NULL OR row NOT IN (SELECT max(row) FROM \"%s\" GROUP BY id)", name, name);
  int code = sqlite3_exec (pilot_database_get_handle (database), index, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;
  if ((code & 0xff) != SQLITE_CONSTRAINT)
    return pilot_database_set_error (database, code, error);
  return pilot_database_exec (database, dedupe, error) && pilot_database_exec (database, index, error);
}

/* The records of waiting imports are carried over from the table that goes. */
static gboolean
carry_import_over (PilotDatabase *database, const PilotLiveImport *import, const char *old_table, GError **error)
{
  const PilotSchema *schema = pilot_schema_get (import->entity);
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM \"%s\" WHERE pending=?1", old_table);
  g_autoptr (PilotStatement) list = pilot_statement_new (database, sql, error);
  g_autoptr (PilotStatement) read = NULL;
  g_autoptr (GString) columns = g_string_new ("SELECT ");
  gboolean row;

  for (guint i = 0; i < schema->n_fields; i++)
    g_string_append_printf (columns, "%s\"%s\"", i > 0 ? "," : "", schema->fields[i].name);
  g_string_append_printf (columns, " FROM \"%s\" WHERE id=?1", old_table);
  read = list != NULL ? pilot_statement_new (database, columns->str, error) : NULL;
  if (read == NULL)
    return FALSE;
  pilot_statement_bind_int64 (list, 1, import->seq);
  while (pilot_statement_step (list, &row, error))
    {
      g_autoptr (PilotRecord) current = NULL;
      g_autoptr (PilotRecord) theirs = NULL;
      const char *id;
      gboolean found;

      if (!row)
        return TRUE;
      id = pilot_statement_get_text (list, 0);
      pilot_statement_bind_text (read, 1, id);
      if (!pilot_statement_step (read, &found, error))
        return FALSE;
      if (!found)
        continue;
      current = pilot_entity_table_read (read, schema);
      pilot_statement_reset (read);
      if (!pilot_local_load (database, import->entity, id, &theirs, NULL, error) ||
          !(theirs != NULL ? pilot_live_import_meet (database, import, current, theirs, error)
                           : pilot_live_import_miss (database, import, current, error)))
        return FALSE;
    }
  return FALSE;
}

/* Nothing came and nothing is there: most kinds, in most companies. */
static gboolean
is_empty (PilotDatabase *database, const PilotSchema *schema, gboolean *empty, GError **error)
{
  g_autofree char *stage = stage_table (schema);
  g_autofree char *sql = g_strdup_printf ("SELECT NOT EXISTS (SELECT 1 FROM \"%s\") AND NOT EXISTS (SELECT 1 FROM \"%s\")", stage, schema->name);
  gint64 none;

  if (!pilot_database_query_int64 (database, sql, 0, &none, error))
    return FALSE;
  *empty = none != 0;
  return TRUE;
}

/* Puts the staged rows of one entity in the place of its table. */
static gboolean
swap_entity (PilotDatabase *database, const PilotSchema *schema, GPtrArray *imports, GError **error)
{
  g_autofree char *stage = stage_table (schema);
  g_autofree char *old = g_strconcat ("old_", schema->name, NULL);
  g_autofree char *rename = g_strdup_printf ("ALTER TABLE \"%s\" RENAME TO \"%s\"; ALTER TABLE \"%s\" RENAME TO \"%s\"",
                                             schema->name, old, stage, schema->name);
  g_autofree char *keep_id = g_strdup_printf ("CREATE UNIQUE INDEX \"%s_by_id\" ON \"%s\" (id)", old, old);
  g_autofree char *drop = g_strdup_printf ("DROP TABLE \"%s\"", old);
  gboolean carry = FALSE;
  gboolean empty;

  /* Each change of a table has SQLite read the form of all others anew. */
  if (!is_empty (database, schema, &empty, error))
    return FALSE;
  if (empty)
    return TRUE;
  for (guint i = 0; i < imports->len; i++)
    carry |= ((PilotLiveImport *) g_ptr_array_index (imports, i))->entity == schema->entity;
  if (!pilot_entity_table_drop_indexes (database, schema->name, FALSE, error) ||
      !pilot_database_exec (database, rename, error) || !make_unique (database, schema, error) || (carry && !pilot_database_exec (database, keep_id, error)))
    return FALSE;
  for (guint i = 0; i < imports->len; i++)
    {
      const PilotLiveImport *import = g_ptr_array_index (imports, i);

      if (import->entity == schema->entity && !carry_import_over (database, import, old, error))
        return FALSE;
    }
  pilot_database_forget_statements (database);
  return pilot_database_exec (database, drop, error) && pilot_entity_table_create_indexes (database, schema, error) &&
         pilot_search_create (database, schema, error);
}

/*
 * The changes behind the snapshot say whether the record is gone. Until then it stays as it is: what was sent is decided by its
 * answer, and what was not asks for the record before it is.
 */
static gboolean
keep_missing (PilotDatabase *database, PilotEntity entity, const char *id, gboolean *kept, GError **error)
{
  g_autoptr (GPtrArray) rows = pilot_outbox_load_record (database, entity, id, error);
  g_auto (PilotServerState) state = { 0 };
  PilotOutboxRow *first;
  gboolean sent;

  *kept = FALSE;
  if (rows == NULL || !pilot_server_state_load (database, entity, id, &state, error))
    return FALSE;
  first = rows->len > 0 ? g_ptr_array_index (rows, 0) : NULL;
  if (first == NULL || state.record == NULL ||
      (first->kind != PILOT_OPERATION_UPDATE && first->kind != PILOT_OPERATION_DELETE))
    return TRUE;
  *kept = TRUE;
  sent = pilot_outbox_row_is_frozen (first) || state.import_seq != 0;
  if (!sent)
    first->base_revision = 0;
  /* Revisions of another epoch don't compare. */
  pilot_record_set_integer (state.record, PILOT_FIELD_REVISION, 0);
  return (sent ? pilot_missing_add (database, entity, id, error) : pilot_outbox_store (database, first, error)) &&
         pilot_server_state_store (database, entity, id, &state, error) && pilot_outbox_rebase (database, entity, id, error);
}

/* The records with edits of their own meet the new state. */
static gboolean
rebase_all (PilotDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  PilotStatement *statement = pilot_database_get_statement (database, "SELECT entity,entity_id FROM server_state", error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  while (row)
    {
      if (!pilot_statement_step (statement, &row, error))
        return FALSE;
      if (row)
        {
          g_ptr_array_add (keys, pilot_statement_dup_text (statement, 0));
          g_ptr_array_add (keys, pilot_statement_dup_text (statement, 1));
        }
    }
  for (guint i = 0; i < keys->len; i += 2)
    {
      const PilotSchema *schema = pilot_schema_from_name (g_ptr_array_index (keys, i));
      const char *id = g_ptr_array_index (keys, i + 1);
      g_autoptr (PilotRecord) theirs = NULL;
      gboolean kept = FALSE;

      if (schema == NULL)
        continue;
      if (!pilot_local_load (database, schema->entity, id, &theirs, NULL, error) ||
          (theirs == NULL && !keep_missing (database, schema->entity, id, &kept, error)) ||
          (!kept && !pilot_store_meet (database, schema->entity, id, theirs, NULL, TRUE, error)))
        return FALSE;
    }
  return TRUE;
}

/* All changes behind the snapshot came, and none of them brought the record: it is gone. */
static gboolean
decide (PilotDatabase *database, GPtrArray *imports, PilotEntity entity, const char *id, GError **error)
{
  g_auto (PilotServerState) state = { 0 };
  g_autoptr (PilotRecord) current = NULL;
  const PilotLiveImport *import;
  gint64 pending;

  if (!pilot_missing_remove (database, entity, id, error) ||
      !pilot_server_state_load (database, entity, id, &state, error) ||
      !pilot_local_load (database, entity, id, &current, &pending, error))
    return FALSE;
  if (state.known)
    return pilot_store_meet (database, entity, id, NULL, NULL, TRUE, error);
  import = current != NULL ? pilot_live_import_find (imports, pending) : NULL;
  return import == NULL || pilot_live_import_meet (database, import, current, NULL, error);
}

gboolean
pilot_snapshot_drop (PilotDatabase *database, GError **error)
{
  pilot_database_forget_statements (database);
  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    {
      g_autofree char *table = stage_table (pilot_schema_get (entity));
      g_autofree char *sql = g_strdup_printf ("DROP TABLE IF EXISTS \"%s\"", table);

      if (!pilot_database_exec (database, sql, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
pilot_snapshot_begin (PilotDatabase *database, GError **error)
{
  if (!pilot_snapshot_drop (database, error))
    return FALSE;
  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    {
      g_autofree char *table = stage_table (pilot_schema_get (entity));
      g_autofree char *sql = pilot_entity_table_create_sql (pilot_schema_get (entity), table);

      if (!pilot_database_exec (database, sql, error))
        return FALSE;
    }
  return TRUE;
}

/* Rows of one page, in the order of arrival, without any key: that is what makes a first load fast. */
gboolean
pilot_snapshot_stage (PilotDatabase *database, const PilotBatch *batch, GCancellable *cancellable, GError **error)
{
  PilotStatement *inserts[PILOT_N_ENTITIES] = { NULL };
  guint8 keys[PILOT_ENTITY_TABLE_KEYS_BYTES];
  guint n = pilot_batch_get_length (batch);

  for (guint i = 0; i < n; i++)
    {
      const PilotBatchRow *row = pilot_batch_get (batch, i);
      PilotEntity entity = row->schema->entity;

      if (row->deleted)
        continue;
      if (inserts[entity] == NULL)
        {
          g_autofree char *table = stage_table (row->schema);
          g_autofree char *sql = pilot_entity_table_insert_sql (row->schema, table);

          inserts[entity] = pilot_database_get_statement (database, sql, error);
          if (inserts[entity] == NULL)
            return FALSE;
        }
      pilot_entity_table_bind (inserts[entity], row->schema, row->values, 0, keys);
      if (!pilot_statement_run (inserts[entity], error))
        return FALSE;
    }
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

gboolean
pilot_snapshot_finish (PilotDatabase *database, guint local_mask, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) imports = pilot_live_import_list (database, error);

  if (imports == NULL || !pilot_missing_clear (database, error))
    return FALSE;
  pilot_database_forget_statements (database);
  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        ((local_mask & (1u << entity)) == 0 && !swap_entity (database, pilot_schema_get (entity), imports, error)))
      return FALSE;
  return pilot_snapshot_drop (database, error) && rebase_all (database, error);
}

gboolean
pilot_snapshot_decide_missing (PilotDatabase *database, guint *entity_mask, GError **error)
{
  g_autoptr (GPtrArray) missing = pilot_missing_list (database, error);
  g_autoptr (GPtrArray) imports = missing != NULL ? pilot_live_import_list (database, error) : NULL;

  if (imports == NULL)
    return FALSE;
  for (guint i = 0; i < missing->len; i += 2)
    {
      const PilotSchema *schema = pilot_schema_from_name (g_ptr_array_index (missing, i));

      if (schema == NULL)
        continue;
      if (!decide (database, imports, schema->entity, g_ptr_array_index (missing, i + 1), error))
        return FALSE;
      *entity_mask |= 1u << schema->entity;
    }
  return TRUE;
}
