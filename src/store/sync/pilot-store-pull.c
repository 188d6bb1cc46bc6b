/* pilot-store-pull.c: pulled pages go into the cache
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-entity-upsert.h"
#include "pilot-live-import.h"
#include "pilot-missing.h"
#include "pilot-snapshot.h"
#include "pilot-store-private.h"
#include "pilot-store-sync.h"
#include "pilot-tombstone.h"

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
  GPtrArray *imports;  /* (owned) (element-type PilotLiveImport) */
  gboolean missing;    /* records that the snapshot lacked are waited for */
  PilotEntityUpsert *upserts[PILOT_N_ENTITIES]; /* (owned) (nullable) */
  PilotStatement *deletes[PILOT_N_ENTITIES];
} ChangeApply;

static void
change_apply_clear (ChangeApply *apply)
{
  g_clear_pointer (&apply->pending, g_hash_table_unref);
  g_clear_pointer (&apply->imports, g_ptr_array_unref);
  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    g_clear_pointer (&apply->upserts[entity], pilot_entity_upsert_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChangeApply, change_apply_clear)

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

static gint64
get_revision (const PilotBatchRow *row)
{
  const PilotValue *revision = &row->values[PILOT_FIELD_REVISION];

  return revision->kind == PILOT_VALUE_INTEGER ? revision->integer : 0;
}

/* Whether the record belonged to a waiting import, and then was dealt with. */
static gboolean
apply_to_import (ChangeApply *apply, const PilotBatchRow *row, const char *id, gboolean *taken, GError **error)
{
  g_autoptr (PilotRecord) current = NULL;
  g_autoptr (PilotRecord) theirs = NULL;
  const PilotLiveImport *import;
  gint64 pending;

  *taken = FALSE;
  if (!pilot_local_load (apply->database, row->schema->entity, id, &current, &pending, error))
    return FALSE;
  if (current == NULL || pending == 0)
    return TRUE;
  import = pilot_live_import_find (apply->imports, pending);
  if (import == NULL)
    return TRUE;
  *taken = TRUE;
  if (row->deleted && !pilot_tombstone_store (apply->database, row->schema->entity, id, get_revision (row), error))
    return FALSE;
  theirs = row->deleted ? NULL : pilot_batch_row_dup_record (row);
  return pilot_live_import_meet (apply->database, import, current, theirs, error);
}

/* An import is known to be committed by the first record that names it. */
static gboolean
settle_import_by_echo (ChangeApply *apply, const char *op, GError **error)
{
  for (guint i = 0; i < apply->imports->len; i++)
    {
      PilotLiveImport *import = g_ptr_array_index (apply->imports, i);
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
  if (apply->missing && !pilot_missing_remove (apply->database, row->schema->entity, id, error))
    return FALSE;
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
      g_autoptr (PilotRecord) theirs = row->deleted ? NULL : pilot_batch_row_dup_record (row);

      return pilot_store_meet (apply->database, row->schema->entity, id, theirs, row->op, FALSE, error);
    }
  return apply_plain (apply, row, id, error);
}

static gboolean
apply_changes (PilotDatabase *database, PullJob *job, GCancellable *cancellable, GError **error)
{
  g_auto (ChangeApply) apply = { .database = database };
  guint n = pilot_batch_get_length (job->batch);

  if (!pilot_missing_any (database, &apply.missing, error))
    return FALSE;
  apply.imports = pilot_live_import_list (database, error);
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
  for (guint i = 0; i < PILOT_N_ENTITIES; i++)
    if ((job->mask & (1u << i)) != 0)
      job->mask |= pilot_store_mask_of (i);
  if (g_hash_table_size (apply.pending) > 0 || apply.imports->len > 0)
    job->mask |= PILOT_STORE_CHANGED_OUTBOX;
  return TRUE;
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
  if (stored.cursor == NULL && !pilot_snapshot_begin (database, error))
    return FALSE;
  if (!pilot_snapshot_stage (database, job->batch, cancellable, error) ||
      (job->next->snapshot_done && !pilot_snapshot_finish (database, g_atomic_int_get (&job->store->local_mask), cancellable, error)))
    return FALSE;
  job->loaded = job->next->snapshot_done;
  if (job->loaded)
    job->mask = PILOT_STORE_CHANGED_ALL | PILOT_STORE_CHANGED_OUTBOX;
  return store_pull (database, job->next, error);
}

static gboolean
decide_func (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  return pilot_snapshot_decide_missing (database, user_data, error);
}

static gboolean
begin_func (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  PilotPull zero = { 0 };

  return pilot_snapshot_drop (database, error) && store_pull (database, &zero, error);
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

gboolean
pilot_store_decide_missing (PilotStore *self, GError **error)
{
  PilotDatabase *reader = pilot_store_lock_reader (self, error);
  guint mask = PILOT_STORE_CHANGED_OUTBOX;
  gboolean any = FALSE;
  gboolean read;

  if (reader == NULL)
    return FALSE;
  read = pilot_missing_any (reader, &any, error);
  pilot_store_unlock_reader (self);
  if (!read || !any)
    return read;
  if (!pilot_store_write (self, decide_func, &mask, 0, NULL, error))
    return FALSE;
  pilot_store_notify (self, mask);
  return TRUE;
}
