/* pilot-store-pull.c: pulled pages go into the cache
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-entity-table.h"
#include "pilot-entity-upsert.h"
#include "pilot-search.h"
#include "pilot-store-private.h"
#include "pilot-tombstone.h"

/* An import that waits. */
typedef struct
{
  gint64 seq;
  char *op_id; /* (owned) */
  PilotEntity entity;
  gboolean frozen;
} LiveImport;

typedef struct
{
  PilotStore *store;
  const PilotBatch *batch;
  const PilotPull *next;
  PilotPull *pull; /* of load_pull */
  guint mask;      /* out: what changed */
  gboolean loaded; /* out: a snapshot took the place of what was there */
} PullJob;

typedef struct
{
  PilotDatabase *database;
  GHashTable *pending; /* (owned): ids of the records with rows of their own in the outbox */
  GPtrArray *imports;  /* (owned) (element-type LiveImport) */
  PilotEntityUpsert *upserts[PILOT_N_ENTITIES]; /* (owned) (nullable) */
  PilotStatement *deletes[PILOT_N_ENTITIES];
} ChangeApply;

static void
live_import_free (LiveImport *import)
{
  g_free (import->op_id);
  g_free (import);
}

static void
change_apply_clear (ChangeApply *apply)
{
  g_clear_pointer (&apply->pending, g_hash_table_unref);
  g_clear_pointer (&apply->imports, g_ptr_array_unref);
  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    g_clear_pointer (&apply->upserts[entity], pilot_entity_upsert_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChangeApply, change_apply_clear)

static char *
stage_table (const PilotSchema *schema)
{
  return g_strconcat ("stage_", schema->name, NULL);
}

static gboolean
load_pull (PilotDatabase *database, PilotPull *pull, GError **error)
{
  PilotStatement *statement =
    pilot_database_get_statement (database, "SELECT snapshot_done,cursor,epoch,revision FROM pull", error);
  gboolean row;

  *pull = (PilotPull){ 0 };
  if (statement == NULL || !pilot_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      pull->snapshot_done = pilot_statement_get_int64 (statement, 0) != 0;
      pull->cursor = pilot_statement_dup_text (statement, 1);
      pull->epoch = pilot_statement_dup_text (statement, 2);
      pull->revision = pilot_statement_get_int64 (statement, 3);
    }
  pilot_statement_reset (statement);
  return TRUE;
}

static gboolean
store_pull (PilotDatabase *database, const PilotPull *pull, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (
    database, "UPDATE pull SET snapshot_done=?1,cursor=?2,epoch=?3,revision=?4 WHERE id=1", error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, pull->snapshot_done);
  pilot_statement_bind_text (statement, 2, pull->cursor);
  pilot_statement_bind_text (statement, 3, pull->epoch);
  pilot_statement_bind_int64 (statement, 4, pull->revision);
  return pilot_statement_run (statement, error);
}

static gboolean
drop_stages (PilotDatabase *database, GError **error)
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

static gboolean
create_stages (PilotDatabase *database, GError **error)
{
  if (!drop_stages (database, error))
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
static gboolean
stage_batch (PilotDatabase *database, const PilotBatch *batch, GCancellable *cancellable, GError **error)
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

static GPtrArray *
load_imports (PilotDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) imports = g_ptr_array_new_with_free_func ((GDestroyNotify) live_import_free);
  g_autoptr (GPtrArray) rows = NULL;
  gint64 any;

  if (!pilot_database_query_int64 (database, "SELECT 1 FROM import_row LIMIT 1", 0, &any, error))
    return NULL;
  if (any == 0)
    return g_steal_pointer (&imports);
  rows = pilot_outbox_load_all (database, error);
  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      const PilotOutboxRow *row = g_ptr_array_index (rows, i);
      LiveImport *import;

      if (row->kind != PILOT_OPERATION_IMPORT)
        continue;
      import = g_new0 (LiveImport, 1);
      import->seq = row->seq;
      import->op_id = g_strdup (row->op_id);
      import->entity = row->entity;
      import->frozen = pilot_outbox_row_is_frozen (row);
      g_ptr_array_add (imports, import);
    }
  return g_steal_pointer (&imports);
}

static gint64
get_revision (const PilotBatchRow *row)
{
  const PilotValue *revision = &row->values[PILOT_FIELD_REVISION];

  return revision->kind == PILOT_VALUE_INTEGER ? revision->integer : 0;
}

static PilotRecord *
dup_row_record (const PilotBatchRow *row)
{
  PilotRecord *record = pilot_record_new (row->schema->entity);

  for (guint i = 0; i < row->schema->n_fields; i++)
    pilot_record_set_value (record, i, &row->values[i]);
  return record;
}

/*
 * A record of an import that waits: the new state goes beneath it. What the import changes of it stays on top; of an
 * import that is on its way not a byte may change.
 */
static gboolean
meet_import (PilotDatabase *database, const LiveImport *import, const PilotRecord *current, const char *id,
             const PilotRecord *theirs, GError **error)
{
  g_autoptr (PilotRecord) before = NULL;

  if (import->frozen)
    return pilot_import_rows_set_before (database, import->seq, id, theirs, TRUE, error) &&
           pilot_local_store (database, current, import->seq, error);
  return pilot_import_rows_load_before (database, import->seq, import->entity, id, &before, error) &&
         pilot_import_rows_meet (database, import->seq, before, current, theirs, error);
}

/* Whether the record belonged to a waiting import, and then was dealt with. */
static gboolean
apply_to_import (ChangeApply *apply, const PilotBatchRow *row, const char *id, gboolean *taken, GError **error)
{
  g_autoptr (PilotRecord) current = NULL;
  g_autoptr (PilotRecord) theirs = NULL;
  gint64 pending;

  *taken = FALSE;
  if (!pilot_local_load (apply->database, row->schema->entity, id, &current, &pending, error))
    return FALSE;
  if (current == NULL || pending == 0)
    return TRUE;
  for (guint i = 0; i < apply->imports->len; i++)
    {
      const LiveImport *import = g_ptr_array_index (apply->imports, i);

      if (import->seq != pending)
        continue;
      *taken = TRUE;
      if (row->deleted && !pilot_tombstone_store (apply->database, row->schema->entity, id, get_revision (row), error))
        return FALSE;
      theirs = row->deleted ? NULL : dup_row_record (row);
      return meet_import (apply->database, import, current, id, theirs, error);
    }
  return TRUE;
}

/* An import is known to be committed by the first record that names it. */
static gboolean
settle_import_by_echo (ChangeApply *apply, const char *op, GError **error)
{
  for (guint i = 0; i < apply->imports->len; i++)
    {
      LiveImport *import = g_ptr_array_index (apply->imports, i);
      g_autoptr (PilotOutboxRow) row = NULL;

      if (g_strcmp0 (import->op_id, op) != 0)
        continue;
      if (!pilot_outbox_load (apply->database, import->seq, &row, error) ||
          (row != NULL && !pilot_store_settle (apply->database, row, NULL, 0, error)))
        return FALSE;
      g_ptr_array_remove_index (apply->imports, i);
      break;
    }
  return TRUE;
}

static gboolean
apply_plain (ChangeApply *apply, const PilotBatchRow *row, const char *id, GError **error)
{
  PilotEntity entity = row->schema->entity;

  if (!row->deleted)
    {
      if (apply->upserts[entity] == NULL)
        apply->upserts[entity] = pilot_entity_upsert_new (apply->database, row->schema, error);
      return apply->upserts[entity] != NULL && pilot_entity_upsert_run (apply->upserts[entity], row->values, error);
    }
  if (apply->deletes[entity] == NULL)
    {
      g_autofree char *sql = g_strdup_printf ("DELETE FROM \"%s\" WHERE id=?1", row->schema->name);

      apply->deletes[entity] = pilot_database_get_statement (apply->database, sql, error);
      if (apply->deletes[entity] == NULL)
        return FALSE;
    }
  pilot_statement_bind_static (apply->deletes[entity], 1, id, -1);
  return pilot_statement_run (apply->deletes[entity], error);
}

static gboolean
apply_row (ChangeApply *apply, const PilotBatchRow *row, GError **error)
{
  const char *id = row->values[PILOT_FIELD_ID].text;
  gboolean taken = FALSE;

  if (id == NULL)
    return TRUE;
  if (apply->imports->len > 0)
    {
      if (row->op != NULL && !settle_import_by_echo (apply, row->op, error))
        return FALSE;
      if (!apply_to_import (apply, row, id, &taken, error) || taken)
        return taken;
    }
  if (g_hash_table_contains (apply->pending, id))
    {
      if (row->deleted && !pilot_tombstone_store (apply->database, row->schema->entity, id, get_revision (row), error))
        return FALSE;
      g_autoptr (PilotRecord) theirs = row->deleted ? NULL : dup_row_record (row);

      return pilot_store_meet (apply->database, row->schema->entity, id, theirs, row->op, FALSE, error);
    }
  return apply_plain (apply, row, id, error);
}

static gboolean
apply_changes (PilotDatabase *database, PullJob *job, GCancellable *cancellable, GError **error)
{
  g_auto (ChangeApply) apply = { .database = database };
  guint n = pilot_batch_get_length (job->batch);

  apply.imports = load_imports (database, error);
  apply.pending = apply.imports != NULL ? pilot_server_state_list (database, error) : NULL;
  if (apply.pending == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const PilotBatchRow *row = pilot_batch_get (job->batch, i);

      if (!apply_row (&apply, row, error))
        return FALSE;
      job->mask |= 1u << row->schema->entity;
    }
  if (g_hash_table_size (apply.pending) > 0 || apply.imports->len > 0)
    job->mask |= PILOT_STORE_CHANGED_OUTBOX;
  return TRUE;
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
carry_import_over (PilotDatabase *database, const LiveImport *import, const char *old_table, GError **error)
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
          !meet_import (database, import, current, id, theirs, error))
        return FALSE;
    }
  return FALSE;
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

  for (guint i = 0; i < imports->len; i++)
    carry |= ((LiveImport *) g_ptr_array_index (imports, i))->entity == schema->entity;
  if (!pilot_entity_table_drop_indexes (database, schema->name, FALSE, error) ||
      !pilot_database_exec (database, rename, error) || !make_unique (database, schema, error) || (carry && !pilot_database_exec (database, keep_id, error)))
    return FALSE;
  for (guint i = 0; i < imports->len; i++)
    {
      const LiveImport *import = g_ptr_array_index (imports, i);

      if (import->entity == schema->entity && !carry_import_over (database, import, old, error))
        return FALSE;
    }
  pilot_database_forget_statements (database);
  return pilot_database_exec (database, drop, error) && pilot_entity_table_create_indexes (database, schema, error) &&
         pilot_search_create (database, schema, error);
}

/*
 * A snapshot leaves out what was changed while it was read: that it lacks a record does not say that the record is gone.
 * The change stays as it is, and asks for the record before it is sent.
 */
static gboolean
keep_missing (PilotDatabase *database, PilotEntity entity, const char *id, gboolean *kept, GError **error)
{
  g_autoptr (GPtrArray) rows = pilot_outbox_load_record (database, entity, id, error);
  g_auto (PilotServerState) state = { 0 };
  PilotOutboxRow *first;

  *kept = FALSE;
  if (rows == NULL || !pilot_server_state_load (database, entity, id, &state, error))
    return FALSE;
  first = rows->len > 0 ? g_ptr_array_index (rows, 0) : NULL;
  if (first == NULL || pilot_outbox_row_is_frozen (first) || state.record == NULL || state.import_seq != 0 ||
      (first->kind != PILOT_OPERATION_UPDATE && first->kind != PILOT_OPERATION_DELETE))
    return TRUE;
  *kept = TRUE;
  first->base_revision = 0;
  /* Revisions of another epoch don't compare. */
  pilot_record_set_integer (state.record, PILOT_FIELD_REVISION, 0);
  return pilot_outbox_store (database, first, error) && pilot_server_state_store (database, entity, id, &state, error) &&
         pilot_outbox_rebase (database, entity, id, error);
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

static gboolean
finish_snapshot (PilotDatabase *database, PullJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) imports = load_imports (database, error);

  if (imports == NULL)
    return FALSE;
  pilot_database_forget_statements (database);
  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !swap_entity (database, pilot_schema_get (entity), imports, error))
      return FALSE;
  job->mask = PILOT_STORE_CHANGED_ALL | PILOT_STORE_CHANGED_OUTBOX;
  job->loaded = TRUE;
  return rebase_all (database, error);
}

static gboolean
apply_func (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  PullJob *job = user_data;
  g_auto (PilotPull) stored = { 0 };

  if (!load_pull (database, &stored, error))
    return FALSE;
  if (stored.snapshot_done)
    return apply_changes (database, job, cancellable, error) && store_pull (database, job->next, error);
  if (stored.cursor == NULL && !create_stages (database, error))
    return FALSE;
  return stage_batch (database, job->batch, cancellable, error) &&
         (!job->next->snapshot_done || finish_snapshot (database, job, cancellable, error)) &&
         store_pull (database, job->next, error);
}

static gboolean
begin_func (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  PilotPull zero = { 0 };

  return drop_stages (database, error) && store_pull (database, &zero, error);
}

static gboolean
pilot_store_load_pull (PilotChangeSink *sink, PilotPull *pull, GError **error)
{
  PilotDatabase *reader = pilot_store_lock_reader (PILOT_STORE (sink), error);
  gboolean loaded;

  *pull = (PilotPull){ 0 };
  if (reader == NULL)
    return FALSE;
  loaded = load_pull (reader, pull, error);
  pilot_store_unlock_reader (PILOT_STORE (sink));
  return loaded;
}

/*
 * A page of a snapshot need not be on the disk before the next one is asked for: after a power cut the load goes on a
 * few pages earlier. What the person does meanwhile is written with its own transaction, and waits for the disk. The
 * WAL may grow to 64 MB before it is written back: each time waits for the disk too.
 */
static gboolean
stage_func (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  gboolean done = pilot_database_exec (database, "PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=8000", error) &&
                  pilot_database_transact (database, apply_func, user_data, cancellable, error);

  pilot_database_exec (database, "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=1000", NULL);
  return done;
}

static gboolean
write_page (PilotStore *self, PullJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (job->next->snapshot_done || g_atomic_int_get (&self->closing))
    return pilot_store_write (self, apply_func, job, 0, cancellable, error);
  if (pilot_writer_run (self->writer, stage_func, job, cancellable, &local_error))
    return TRUE;
  pilot_store_suspect (self, local_error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
pilot_store_apply_page (PilotChangeSink *sink, const PilotBatch *batch, const PilotPull *next, GCancellable *cancellable,
                        GError **error)
{
  PilotStore *self = PILOT_STORE (sink);
  PullJob job = { .store = self, .batch = batch, .next = next };

  if (!write_page (self, &job, cancellable, error))
    return FALSE;
  pilot_store_notify (self, job.mask);
  if (job.loaded)
    pilot_store_build_search (self);
  return TRUE;
}

static gboolean
pilot_store_begin_snapshot (PilotChangeSink *sink, GError **error)
{
  return pilot_store_write (PILOT_STORE (sink), begin_func, NULL, 0, NULL, error);
}

void
pilot_store_change_sink_init (PilotChangeSinkInterface *iface)
{
  iface->load_pull = pilot_store_load_pull;
  iface->apply_page = pilot_store_apply_page;
  iface->begin_snapshot = pilot_store_begin_snapshot;
}
