/* pilot-store-sync.c: the outbox as the sync works through it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-store-sync.h"

#include <glib/gi18n-lib.h>

#include "pilot-entity-table.h"
#include "pilot-outbox-merge.h"
#include "pilot-push-lock.h"
#include "pilot-record-blob.h"
#include "pilot-store-private.h"
#include "pilot-store-schema.h"
#include "pilot-tombstone.h"

typedef struct
{
  PilotStore *store;
  gint64 now_unix_usec;
  gint64 seq;
  gint64 due_unix_usec;
  const char *message;
  const PilotPushResult *result;
  PilotOutboxRow *row; /* (owned) (nullable): out */
  gint64 next_due_unix_usec;
  gboolean merged;
  guint changed_mask;
} SyncJob;

/* Rows of an import, read page by page on a connection of its own. */
typedef struct
{
  PilotStore *store; /* (owned) */
  gint64 import_seq;
  PilotEntity entity;
  guint64 next_offset; /* where the last page ended */
  gint64 last_n;
} ImportReader;

static void
import_reader_free (ImportReader *reader)
{
  g_object_unref (reader->store);
  g_free (reader);
}

static gboolean
find_offset (PilotDatabase *database, ImportReader *reader, guint64 offset, GError **error)
{
  PilotStatement *statement;
  gboolean row;

  if (offset == 0)
    reader->last_n = -1;
  else if (offset != reader->next_offset)
    {
      statement = pilot_database_get_statement (
        database, "SELECT n FROM import_row WHERE import_seq=?1 ORDER BY n LIMIT 1 OFFSET ?2", error);
      if (statement == NULL)
        return FALSE;
      pilot_statement_bind_int64 (statement, 1, reader->import_seq);
      pilot_statement_bind_int64 (statement, 2, (gint64) offset - 1);
      if (!pilot_statement_step (statement, &row, error))
        return FALSE;
      reader->last_n = row ? pilot_statement_get_int64 (statement, 0) : G_MAXINT64;
      pilot_statement_reset (statement);
    }
  reader->next_offset = offset;
  return TRUE;
}

/*
 * What the import sends of a record (its content put aside, or what stands in its table): a new one whole, under revision
 * 0, so that it takes the place of none; of another only what it changes, with the revision that it was changed on.
 */
static gboolean
read_import_record (PilotDatabase *database, ImportReader *reader, const char *id, const PilotRecord *base, PilotBatch *batch,
                    GError **error)
{
  g_auto (PilotServerState) state = { 0 };
  g_autoptr (PilotRecord) record = NULL;
  g_autoptr (PilotRecord) sent = NULL;

  if (!pilot_server_state_load (database, reader->entity, id, &state, error))
    return FALSE;
  if (state.import_seq == reader->import_seq && state.frozen != NULL)
    record = pilot_record_ref (state.frozen);
  else if (!pilot_local_load (database, reader->entity, id, &record, NULL, error))
    return FALSE;
  if (record == NULL)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID, _("A row of the import is missing."));
      return FALSE;
    }
  if (base != NULL && pilot_record_get_integer (base, PILOT_FIELD_REVISION) == 0)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_CONFLICT, _("A record of the import has to be loaded again first."));
      return FALSE;
    }
  sent = base != NULL ? pilot_record_diff (base, record) : pilot_record_copy (record);
  if (sent == NULL)
    sent = pilot_record_new (reader->entity);
  pilot_record_set_text (sent, PILOT_FIELD_ID, id);
  pilot_record_set_integer (sent, PILOT_FIELD_REVISION, base != NULL ? pilot_record_get_integer (base, PILOT_FIELD_REVISION) : 0);
  pilot_batch_add_record (batch, sent);
  return TRUE;
}

static gboolean
read_import_rows (PilotDatabase *database, ImportReader *reader, guint64 offset, guint max, PilotBatch *batch, GError **error)
{
  PilotStatement *statement;
  gboolean row;

  if (!find_offset (database, reader, offset, error))
    return FALSE;
  statement = pilot_database_get_statement (
    database,
    "SELECT n,entity_id,CASE WHEN met THEN base ELSE before END FROM import_row WHERE import_seq=?1 AND n>?2 ORDER BY n LIMIT ?3",
    error);
  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, reader->import_seq);
  pilot_statement_bind_int64 (statement, 2, reader->last_n);
  pilot_statement_bind_int64 (statement, 3, max);
  while (pilot_statement_step (statement, &row, error))
    {
      g_autoptr (PilotRecord) base = NULL;

      if (!row)
        return TRUE;
      base = pilot_record_blob_read (statement, 2, reader->entity);
      if (!read_import_record (database, reader, pilot_statement_get_text (statement, 1), base, batch, error))
        break;
      reader->last_n = pilot_statement_get_int64 (statement, 0);
      reader->next_offset++;
    }
  pilot_statement_reset (statement);
  return FALSE;
}

static gboolean
read_rows_cb (guint64 offset, guint max, PilotBatch *batch, gpointer user_data, GError **error)
{
  ImportReader *reader = user_data;
  PilotDatabase *database = pilot_store_lock_reader (reader->store, error);
  gboolean read;

  if (database == NULL)
    return FALSE;
  read = read_import_rows (database, reader, offset, max, batch, error);
  pilot_store_unlock_reader (reader->store);
  return read;
}

static void
set_in_flight (PilotStore *self, gint64 seq)
{
  g_mutex_lock (&self->notify_lock);
  self->in_flight_seq = seq;
  g_mutex_unlock (&self->notify_lock);
}

static gboolean
take_next_func (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  SyncJob *job = user_data;
  g_auto (PilotStorePlan) plan = { 0 };

  if (!pilot_store_plan (database, job->now_unix_usec, FALSE, &plan, error))
    return FALSE;
  job->next_due_unix_usec = plan.next_due_unix_usec;
  if (plan.next_seq == 0)
    return TRUE;
  if (!pilot_outbox_load (database, plan.next_seq, &job->row, error))
    return FALSE;
  job->row->state = PILOT_PENDING_SENDING;
  job->row->attempts++;
  job->row->due_unix_usec = 0;
  /* Discard asks for this on the same thread: a row is given up or sent, never both. */
  set_in_flight (job->store, job->row->seq);
  return pilot_outbox_store (database, job->row, error);
}

static gboolean
load_job_row (PilotDatabase *database, SyncJob *job, GError **error)
{
  g_clear_pointer (&job->row, pilot_outbox_row_free);
  set_in_flight (job->store, 0);
  return pilot_outbox_load (database, job->seq, &job->row, error);
}

/* What is told of a deletion is remembered, for who wants to take it back. */
static gboolean
keep_tombstone (PilotDatabase *database, const SyncJob *job, GError **error)
{
  gint64 revision = job->result->revision;

  if (job->row->kind == PILOT_OPERATION_IMPORT || (!job->result->deleted && job->row->kind != PILOT_OPERATION_DELETE))
    return TRUE;
  return pilot_tombstone_store (database, job->row->entity, job->row->entity_id, job->result->record == NULL ? revision : 0, error);
}

static gboolean
done_func (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  SyncJob *job = user_data;

  if (!load_job_row (database, job, error))
    return FALSE;
  if (job->row == NULL)
    return TRUE;
  if (!keep_tombstone (database, job, error))
    return FALSE;
  /* The answer was lost, and somebody has deleted the record since: what the portal remembers is a tombstone. */
  if (job->result->deleted && (job->row->kind == PILOT_OPERATION_CREATE || job->row->kind == PILOT_OPERATION_UPDATE))
    return pilot_store_settle_gone (database, job->row, job->result->revision, error);
  return pilot_store_settle (database, job->row, job->result->record, job->result->revision, error);
}

static gboolean
later_func (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  SyncJob *job = user_data;

  if (!load_job_row (database, job, error))
    return FALSE;
  if (job->row == NULL)
    return TRUE;
  job->row->due_unix_usec = job->due_unix_usec;
  g_free (job->row->message);
  job->row->message = g_strdup (job->message);
  return pilot_outbox_store (database, job->row, error);
}

static gboolean
refused_func (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  SyncJob *job = user_data;

  if (!load_job_row (database, job, error))
    return FALSE;
  if (job->row == NULL)
    return TRUE;
  job->row->state = PILOT_PENDING_BLOCKED;
  job->row->due_unix_usec = 0;
  g_free (job->row->message);
  job->row->message = g_strdup (job->message);
  if (!pilot_outbox_store (database, job->row, error))
    return FALSE;
  return job->row->kind == PILOT_OPERATION_IMPORT
           ? pilot_import_rows_fold (database, job->row, error)
           : pilot_store_squash (database, job->row->entity, job->row->entity_id, error);
}

static gboolean
stale_func (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  SyncJob *job = user_data;

  if (!load_job_row (database, job, error))
    return FALSE;
  if (job->row == NULL)
    return TRUE;
  pilot_outbox_row_renew (job->row);
  return pilot_outbox_store (database, job->row, error) && pilot_import_rows_fold (database, job->row, error);
}

/* Whether the row waits to be sent, or nothing is left of it. */
static gboolean
is_sendable (PilotDatabase *database, gint64 seq, gboolean *sendable, GError **error)
{
  g_autoptr (PilotOutboxRow) row = NULL;

  if (!pilot_outbox_load (database, seq, &row, error))
    return FALSE;
  *sendable = row == NULL || row->state != PILOT_PENDING_CONFLICT;
  return TRUE;
}

static gboolean
conflict_func (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  SyncJob *job = user_data;
  g_auto (PilotServerState) state = { 0 };
  g_autoptr (PilotRecord) known = NULL;
  const PilotRecord *theirs = job->result->deleted ? NULL : job->result->record;
  PilotOutboxVerdict verdict;

  if (!load_job_row (database, job, error))
    return FALSE;
  job->merged = TRUE;
  if (job->row == NULL)
    return TRUE;
  if (!keep_tombstone (database, job, error) ||
      !pilot_server_state_load (database, job->row->entity, job->row->entity_id, &state, error))
    return FALSE;
  known = g_steal_pointer (&state.record);
  verdict = pilot_outbox_judge (job->row, theirs, known, TRUE);
  state.record = theirs != NULL ? pilot_record_copy (theirs) : NULL;
  if (!pilot_server_state_store (database, job->row->entity, job->row->entity_id, &state, error))
    return FALSE;
  if (verdict == PILOT_OUTBOX_DONE)
    return pilot_store_settle (database, job->row, theirs, 0, error);
  if (!pilot_outbox_store (database, job->row, error) ||
      !pilot_store_squash (database, job->row->entity, job->row->entity_id, error))
    return FALSE;
  /* What was queued behind it is part of it now, and was not judged yet. */
  if (verdict == PILOT_OUTBOX_SEND &&
      !pilot_store_meet (database, job->row->entity, job->row->entity_id, theirs, NULL, TRUE, error))
    return FALSE;
  return is_sendable (database, job->seq, &job->merged, error);
}

static gboolean
fetched_func (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  SyncJob *job = user_data;

  if (!load_job_row (database, job, error))
    return FALSE;
  if (job->row == NULL)
    return TRUE;
  /* Nothing was sent yet under this row: it is not frozen. */
  job->row->state = PILOT_PENDING_WAITING;
  job->row->attempts--;
  return keep_tombstone (database, job, error) && pilot_outbox_store (database, job->row, error) &&
         pilot_store_meet (database, job->row->entity, job->row->entity_id,
                           job->result->deleted ? NULL : job->result->record, NULL, TRUE, error);
}

static gboolean
clear_back_off_func (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  return pilot_database_exec (database, "UPDATE outbox SET due_unix_usec=0 WHERE due_unix_usec<>0", error);
}

static gboolean
last_sync_func (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  SyncJob *job = user_data;
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, job->now_unix_usec);

  return pilot_store_meta_set (database, "last_sync", text, error);
}

static gboolean
run_sync_job (PilotStore *self, PilotDatabaseFunc func, SyncJob *job, GError **error)
{
  gboolean done;

  job->store = self;
  done = pilot_store_write (self, func, job, PILOT_STORE_CHANGED_OUTBOX, NULL, error);
  /* The record's row in the lists changes too: pending or not, merged, given back. */
  if (done && job->row != NULL && func != later_func && func != take_next_func)
    pilot_store_notify (self, pilot_store_mask_of (job->row->entity));
  if (!done)
    set_in_flight (self, 0);
  return done;
}

gboolean
pilot_store_lock_push (PilotStore *self, GError **error)
{
  int lock;

  if (g_atomic_int_get (&self->push_lock) >= 0)
    return TRUE;
  lock = pilot_push_lock_take (self->path);
  if (lock < 0)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_BUSY, _("Another Pilotage is syncing this connection already."));
      return FALSE;
    }
  g_atomic_int_set (&self->push_lock, lock);
  return TRUE;
}

void
pilot_store_unlock_push (PilotStore *self)
{
  int lock = g_atomic_int_get (&self->push_lock);

  g_atomic_int_set (&self->push_lock, -1);
  pilot_push_lock_release (lock);
}

void
pilot_store_sending_free (PilotStoreSending *self)
{
  g_clear_pointer (&self->operation, pilot_operation_free);
  g_clear_pointer (&self->reader, import_reader_free);
  g_free (self);
}

gboolean
pilot_store_take_next (PilotStore *self, PilotStoreSending **sending, gint64 *next_due_unix_usec, GError **error)
{
  SyncJob job = { .now_unix_usec = pilot_store_now (self) };
  g_autoptr (PilotOutboxRow) row = NULL;
  PilotOperation *operation;
  gboolean taken = run_sync_job (self, take_next_func, &job, error);

  *sending = NULL;
  *next_due_unix_usec = job.next_due_unix_usec;
  row = job.row;
  if (!taken || row == NULL)
    return taken;
  operation = pilot_operation_new (row->kind, row->entity);
  operation->id = g_strdup (row->op_id);
  operation->entity_id = g_strdup (row->entity_id);
  operation->base_revision = row->base_revision;
  operation->record = row->changes != NULL ? pilot_record_ref (row->changes) : NULL;
  operation->n_rows = row->n_rows;
  *sending = g_new0 (PilotStoreSending, 1);
  (*sending)->seq = row->seq;
  (*sending)->attempts = row->attempts - 1;
  (*sending)->operation = operation;
  (*sending)->base_unknown =
    row->base_revision == 0 && (row->kind == PILOT_OPERATION_UPDATE || row->kind == PILOT_OPERATION_DELETE);
  if (row->kind == PILOT_OPERATION_IMPORT)
    {
      ImportReader *reader = g_new0 (ImportReader, 1);

      reader->store = g_object_ref (self);
      reader->import_seq = row->seq;
      reader->entity = row->entity;
      operation->read_rows = read_rows_cb;
      operation->read_rows_data = reader;
      (*sending)->reader = reader;
    }
  return TRUE;
}

gboolean
pilot_store_sent_done (PilotStore *self, gint64 seq, const PilotPushResult *result, GError **error)
{
  SyncJob job = { .seq = seq, .result = result };
  gboolean done = run_sync_job (self, done_func, &job, error);

  g_clear_pointer (&job.row, pilot_outbox_row_free);
  return done;
}

gboolean
pilot_store_sent_later (PilotStore *self, gint64 seq, gint64 due_unix_usec, const char *message, GError **error)
{
  SyncJob job = { .seq = seq, .due_unix_usec = due_unix_usec, .message = message };
  gboolean done = run_sync_job (self, later_func, &job, error);

  g_clear_pointer (&job.row, pilot_outbox_row_free);
  return done;
}

gboolean
pilot_store_sent_refused (PilotStore *self, gint64 seq, const char *message, GError **error)
{
  SyncJob job = { .seq = seq, .message = message };
  gboolean done = run_sync_job (self, refused_func, &job, error);

  g_clear_pointer (&job.row, pilot_outbox_row_free);
  return done;
}

gboolean
pilot_store_sent_stale (PilotStore *self, gint64 seq, GError **error)
{
  SyncJob job = { .seq = seq };
  gboolean done = run_sync_job (self, stale_func, &job, error);

  g_clear_pointer (&job.row, pilot_outbox_row_free);
  return done;
}

gboolean
pilot_store_sent_conflict (PilotStore *self, gint64 seq, const PilotPushResult *theirs, gboolean *merged, GError **error)
{
  SyncJob job = { .seq = seq, .result = theirs };
  gboolean done = run_sync_job (self, conflict_func, &job, error);

  g_clear_pointer (&job.row, pilot_outbox_row_free);
  if (merged != NULL)
    *merged = job.merged;
  return done;
}

gboolean
pilot_store_meet_fetched (PilotStore *self, gint64 seq, const PilotPushResult *theirs, GError **error)
{
  SyncJob job = { .seq = seq, .result = theirs };
  gboolean done = run_sync_job (self, fetched_func, &job, error);

  g_clear_pointer (&job.row, pilot_outbox_row_free);
  return done;
}

gboolean
pilot_store_get_due (PilotStore *self, gint64 *due_unix_usec, GError **error)
{
  return pilot_store_get_outlook (self, NULL, due_unix_usec, error);
}

gboolean
pilot_store_clear_back_off (PilotStore *self, GError **error)
{
  return pilot_store_write (self, clear_back_off_func, NULL, PILOT_STORE_CHANGED_OUTBOX, NULL, error);
}

gboolean
pilot_store_get_last_sync (PilotStore *self, gint64 *unix_usec, GError **error)
{
  g_autofree char *text = NULL;
  PilotDatabase *reader = pilot_store_lock_reader (self, error);
  gboolean read;

  *unix_usec = 0;
  if (reader == NULL)
    return FALSE;
  read = pilot_store_meta_get (reader, "last_sync", &text, error);
  pilot_store_unlock_reader (self);
  if (text != NULL)
    *unix_usec = g_ascii_strtoll (text, NULL, 10);
  return read;
}

gboolean
pilot_store_set_last_sync (PilotStore *self, gint64 unix_usec, GError **error)
{
  SyncJob job = { .now_unix_usec = unix_usec };

  return pilot_store_write (self, last_sync_func, &job, 0, NULL, error);
}
