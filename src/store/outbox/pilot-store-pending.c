/* pilot-store-pending.c: the outbox, for people
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-store-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "pilot-outbox-merge.h"
#include "pilot-push-lock.h"
#include "pilot-statement.h"
#include "pilot-store-hold.h"
#include "pilot-store-sync.h"
#include "pilot-tombstone.h"

typedef struct
{
  PilotStore *store;
  gint64 seq;
  PilotRecord *chosen; /* (owned) (nullable) */
} PendingJob;

static void
pending_job_free (PendingJob *job)
{
  g_clear_pointer (&job->chosen, pilot_record_unref);
  g_free (job);
}

static PendingJob *
pending_job_new (PilotStore *self, gint64 seq, const PilotRecord *chosen)
{
  PendingJob *job = g_new0 (PendingJob, 1);

  job->store = self;
  job->seq = seq;
  job->chosen = chosen != NULL ? pilot_record_copy (chosen) : NULL;
  return job;
}

static char *
dup_title (PilotDatabase *database, const PilotOutboxRow *row)
{
  const PilotRecord *named[] = { row->changes, row->theirs, row->base };
  g_autoptr (PilotRecord) record = NULL;
  const PilotSchema *schema = pilot_schema_get (row->entity);

  if (row->title != NULL)
    return g_strdup (row->title);
  if (row->kind == PILOT_OPERATION_IMPORT)
    return g_strdup ("");
  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    if (named[i] != NULL && pilot_record_get_text (named[i], schema->title_field) != NULL)
      return pilot_record_dup_title (named[i]);
  if (pilot_local_load (database, row->entity, row->entity_id, &record, NULL, NULL) && record != NULL)
    return pilot_record_dup_title (record);
  return g_strdup ("");
}

static PilotPending *
make_pending (PilotDatabase *database, const PilotOutboxRow *row, const PilotStorePlan *plan)
{
  g_autofree char *title = dup_title (database, row);
  gboolean held = g_hash_table_contains (plan->held, &row->seq);
  const char *for_run = g_hash_table_lookup (plan->for_run, &row->seq);
  PilotPendingData data = {
    .seq = row->seq,
    .operation_id = row->op_id,
    .kind = row->kind,
    .entity = row->entity,
    .entity_id = row->entity_id,
    .title = title,
    .state = held ? PILOT_PENDING_HELD : row->state,
    .attempts = row->attempts,
    .message = for_run != NULL ? for_run : held ? _("Waits for an earlier change.") : row->message,
    .created_unix_usec = row->created_unix_usec,
    .next_attempt_unix_usec = row->due_unix_usec,
    .n_rows = row->n_rows,
    .mine = row->changes,
    .base = row->base,
    .theirs = row->theirs,
    .theirs_deleted = row->theirs_deleted,
  };

  return pilot_pending_new (&data);
}

static gboolean
set_gone_error (GError **error)
{
  g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND, _("This change is no longer waiting."));
  return FALSE;
}

static gboolean
is_in_flight (PilotStore *self, gint64 seq)
{
  gboolean in_flight;

  g_mutex_lock (&self->notify_lock);
  in_flight = self->in_flight_seq == seq;
  g_mutex_unlock (&self->notify_lock);
  return in_flight;
}

static gboolean
retry_func (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  PendingJob *job = user_data;
  g_autoptr (PilotOutboxRow) row = NULL;

  if (!pilot_outbox_load (database, job->seq, &row, error))
    return FALSE;
  if (row == NULL)
    return TRUE;
  if (row->state == PILOT_PENDING_BLOCKED)
    pilot_outbox_row_renew (row);
  else if (row->due_unix_usec != 0)
    row->due_unix_usec = 0;
  else
    return TRUE;
  return pilot_outbox_store (database, row, error);
}

/* What was queued behind a row that is given up now stands on what the other side has. */
static gboolean
put_on_server_state (PilotDatabase *database, PilotEntity entity, const char *id, GError **error)
{
  g_autoptr (GPtrArray) rows = pilot_outbox_load_record (database, entity, id, error);
  g_auto (PilotServerState) state = { 0 };
  PilotOutboxRow *next;

  if (rows == NULL || !pilot_server_state_load (database, entity, id, &state, error))
    return FALSE;
  next = rows->len > 0 ? g_ptr_array_index (rows, 0) : NULL;
  if (next != NULL && !pilot_outbox_row_is_frozen (next) && state.import_seq == 0)
    {
      const PilotRecord *server = state.record;
      gboolean left = TRUE;

      if (server == NULL && next->kind != PILOT_OPERATION_CREATE)
        left = FALSE;
      else if (server != NULL && next->kind == PILOT_OPERATION_CREATE)
        {
          g_autoptr (PilotOutboxRow) deletion = pilot_outbox_row_new (PILOT_OPERATION_DELETE, entity, id, next->created_unix_usec);

          /* To delete and to make again is to change. */
          deletion->base = pilot_record_copy (server);
          deletion->base_revision = pilot_record_get_integer (server, PILOT_FIELD_REVISION);
          deletion->seq = next->seq;
          left = pilot_outbox_combine (deletion, next);
          if (left && !pilot_outbox_store (database, deletion, error))
            return FALSE;
        }
      else if (server != NULL)
        {
          left = pilot_outbox_judge (next, server, NULL, FALSE) != PILOT_OUTBOX_DONE;
          if (left && !pilot_outbox_store (database, next, error))
            return FALSE;
        }
      if (!left && !pilot_outbox_remove (database, next->seq, error))
        return FALSE;
    }
  return pilot_outbox_rebase (database, entity, id, error);
}

static gboolean
give_up (PilotDatabase *database, PilotOutboxRow *row, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;

  if (row->kind == PILOT_OPERATION_IMPORT)
    return (row->attempts == 0 || pilot_given_up_add (database, row, error)) && pilot_import_rows_undo (database, row, error) &&
           pilot_outbox_remove (database, row->seq, error);
  if (!pilot_outbox_remove (database, row->seq, error))
    return FALSE;
  if (row->kind == PILOT_OPERATION_CREATE)
    {
      rows = pilot_outbox_load_record (database, row->entity, row->entity_id, error);
      if (rows == NULL)
        return FALSE;
      for (guint i = 0; i < rows->len; i++)
        {
          const PilotOutboxRow *behind = g_ptr_array_index (rows, i);

          if (behind->seq > row->seq && !pilot_outbox_remove (database, behind->seq, error))
            return FALSE;
        }
    }
  return put_on_server_state (database, row->entity, row->entity_id, error);
}

static gboolean
discard_func (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  PendingJob *job = user_data;
  g_autoptr (PilotOutboxRow) row = NULL;
  gboolean given_up;
  int lock = -1;

  if (!pilot_outbox_load (database, job->seq, &row, error))
    return FALSE;
  if (row == NULL)
    return set_gone_error (error);
  if (is_in_flight (job->store, job->seq))
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_BUSY, _("This change is being sent just now. Try again in a moment."));
      return FALSE;
    }
  if (row->state == PILOT_PENDING_SENDING && g_atomic_int_get (&job->store->push_lock) < 0)
    {
      lock = pilot_push_lock_take (job->store->path);
      if (lock < 0)
        {
          g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_BUSY,
                               _("Another Pilotage is sending this change. Discard it there, or close that one first."));
          return FALSE;
        }
    }
  given_up = give_up (database, row, error);
  /* Who takes the lock now reads the outbox behind this transaction. */
  pilot_push_lock_release (lock);
  if (!given_up)
    return FALSE;
  pilot_store_notify (job->store, pilot_store_mask_of (row->entity));
  /* To take many rows back the full-text index is begun anew. */
  if (row->kind == PILOT_OPERATION_IMPORT)
    pilot_store_build_search (job->store);
  return TRUE;
}

static gboolean
resolve_func (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  PendingJob *job = user_data;
  g_autoptr (PilotOutboxRow) row = NULL;

  if (!pilot_outbox_load (database, job->seq, &row, error))
    return FALSE;
  if (row == NULL || row->state != PILOT_PENDING_CONFLICT)
    return set_gone_error (error);
  pilot_store_notify (job->store, pilot_store_mask_of (row->entity));
  if (job->chosen == NULL || !pilot_outbox_choose (row, job->chosen))
    return give_up (database, row, error);
  if (row->kind == PILOT_OPERATION_CREATE &&
      !pilot_tombstone_load (database, row->entity, row->entity_id, &row->base_revision, error))
    return FALSE;
  return pilot_outbox_store (database, row, error) && pilot_outbox_rebase (database, row->entity, row->entity_id, error);
}

/* Only where a run is under way is the plan made; what waits behind a held row waits for the run, too. */
static gboolean
count_held (PilotDatabase *database, gint64 now_unix_usec, guint *n_held, GError **error)
{
  g_auto (PilotStoreHold) hold = { 0 };
  g_auto (PilotStorePlan) plan = { 0 };

  if (!pilot_store_hold_load (database, now_unix_usec, &hold, error))
    return FALSE;
  if (hold.runs->len == 0)
    return TRUE;
  if (!pilot_store_plan (database, now_unix_usec, TRUE, &plan, error))
    return FALSE;
  if (g_hash_table_size (plan.for_run) > 0)
    *n_held = g_hash_table_size (plan.held);
  return TRUE;
}

static gboolean
count_rows (PilotDatabase *database, PilotStoreCounts *counts, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (database, "SELECT state,count(*) FROM outbox GROUP BY state", error);
  gboolean read = FALSE;
  gboolean row;

  while (statement != NULL && (read = pilot_statement_step (statement, &row, error)) && row)
    {
      guint n = (guint) pilot_statement_get_int64 (statement, 1);

      switch ((PilotPendingState) pilot_statement_get_int64 (statement, 0))
        {
        case PILOT_PENDING_BLOCKED:
          counts->n_blocked += n;
          break;
        case PILOT_PENDING_CONFLICT:
          counts->n_conflicts += n;
          break;
        case PILOT_PENDING_WAITING:
        case PILOT_PENDING_SENDING:
        case PILOT_PENDING_HELD:
        case PILOT_PENDING_HANDED_OFF:
        default:
          counts->n_waiting += n;
          break;
        }
    }
  return read;
}

static gboolean
read_due (PilotDatabase *database, gint64 now_unix_usec, gint64 *due_unix_usec, GError **error)
{
  g_auto (PilotStorePlan) plan = { 0 };

  if (!pilot_store_plan (database, now_unix_usec, FALSE, &plan, error))
    return FALSE;
  *due_unix_usec = plan.next_seq != 0 ? 0 : plan.next_due_unix_usec != 0 ? plan.next_due_unix_usec : G_MAXINT64;
  return TRUE;
}

/* What is asked for of a moment. */
typedef struct
{
  gint64 now_unix_usec;
  PilotStoreCounts *counts; /* (nullable) */
  gint64 *due_unix_usec;    /* (nullable) */
} Outlook;

static gboolean
outlook_func (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  const Outlook *outlook = user_data;
  PilotStoreCounts *counts = outlook->counts;

  if (counts != NULL && !(count_rows (database, counts, error) &&
                          (counts->n_waiting == 0 || count_held (database, outlook->now_unix_usec, &counts->n_held, error))))
    return FALSE;
  return outlook->due_unix_usec == NULL || read_due (database, outlook->now_unix_usec, outlook->due_unix_usec, error);
}

gboolean
pilot_store_get_outlook (PilotStore *self, PilotStoreCounts *counts, gint64 *due_unix_usec, GError **error)
{
  Outlook outlook = { pilot_store_now (self), counts, due_unix_usec };
  PilotDatabase *reader = pilot_store_lock_reader (self, error);
  gboolean read;

  if (counts != NULL)
    *counts = (PilotStoreCounts){ 0 };
  if (due_unix_usec != NULL)
    *due_unix_usec = G_MAXINT64;
  if (reader == NULL)
    return FALSE;
  read = pilot_database_transact (reader, outlook_func, &outlook, NULL, error);
  pilot_store_unlock_reader (self);
  return read;
}

gboolean
pilot_store_get_counts (PilotStore *self, PilotStoreCounts *counts, GError **error)
{
  return pilot_store_get_outlook (self, counts, NULL, error);
}

GPtrArray *
pilot_store_list_pending (PilotStore *self, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) rows = NULL;
  g_auto (PilotStorePlan) plan = { 0 };
  PilotDatabase *reader = pilot_store_lock_reader (self, error);

  if (reader == NULL)
    return NULL;
  rows = pilot_outbox_load_all (reader, error);
  if (rows != NULL && !pilot_store_plan (reader, pilot_store_now (self), TRUE, &plan, error))
    g_clear_pointer (&rows, g_ptr_array_unref);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    g_ptr_array_add (list, make_pending (reader, g_ptr_array_index (rows, i), &plan));
  pilot_store_unlock_reader (self);
  return rows != NULL ? g_steal_pointer (&list) : NULL;
}

static gboolean
run_pending_job (PilotStore *self, PilotDatabaseFunc func, gint64 seq, const PilotRecord *chosen, GError **error)
{
  PendingJob *job = pending_job_new (self, seq, chosen);
  gboolean done = pilot_store_write (self, func, job, PILOT_STORE_CHANGED_OUTBOX, NULL, error);

  pending_job_free (job);
  return done;
}

static void
run_pending_job_async (PilotStore *self, PilotDatabaseFunc func, gint64 seq, const PilotRecord *chosen,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  pilot_store_write_async (self, func, pending_job_new (self, seq, chosen), (GDestroyNotify) pending_job_free,
                           PILOT_STORE_CHANGED_OUTBOX, NULL, callback, user_data);
}

gboolean
pilot_store_retry (PilotStore *self, gint64 seq, GError **error)
{
  return run_pending_job (self, retry_func, seq, NULL, error);
}

void
pilot_store_retry_async (PilotStore *self, gint64 seq, GAsyncReadyCallback callback, gpointer user_data)
{
  run_pending_job_async (self, retry_func, seq, NULL, callback, user_data);
}

gboolean
pilot_store_discard (PilotStore *self, gint64 seq, GError **error)
{
  return run_pending_job (self, discard_func, seq, NULL, error);
}

void
pilot_store_discard_async (PilotStore *self, gint64 seq, GAsyncReadyCallback callback, gpointer user_data)
{
  run_pending_job_async (self, discard_func, seq, NULL, callback, user_data);
}

gboolean
pilot_store_resolve (PilotStore *self, gint64 seq, const PilotRecord *chosen, GError **error)
{
  return run_pending_job (self, resolve_func, seq, chosen, error);
}

void
pilot_store_resolve_async (PilotStore *self, gint64 seq, const PilotRecord *chosen, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  run_pending_job_async (self, resolve_func, seq, chosen, callback, user_data);
}

/* Everything whose name begins with the cache's: WAL, lock, backups, damaged files that were set aside. */
static gboolean
delete_files (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *family = g_strconcat (name, ".", NULL);
  g_autofree char *wal = g_strconcat (name, "-", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  const char *entry;

  if (dir == NULL)
    return FALSE;
  while ((entry = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *victim = g_build_filename (folder, entry, NULL);

      if ((g_strcmp0 (entry, name) == 0 || g_str_has_prefix (entry, family) || g_str_has_prefix (entry, wal)) &&
          g_unlink (victim) != 0 && g_file_test (victim, G_FILE_TEST_EXISTS))
        {
          g_set_error (error, PILOT_ERROR, PILOT_ERROR_FAILED, _("“%s” could not be deleted."), victim);
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
pilot_store_remove (PilotStore *self, gboolean discard_unsent, GError **error)
{
  PilotStoreCounts counts;
  g_autofree char *path = g_strdup (self->path);

  if (!pilot_store_get_counts (self, &counts, error))
    return FALSE;
  if (!discard_unsent && counts.n_waiting + counts.n_blocked + counts.n_conflicts > 0)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_BUSY, _("There are changes that were not sent yet."));
      return FALSE;
    }
  if (!pilot_store_lock_push (self, error))
    return FALSE;
  pilot_store_close (self);
  return delete_files (path, error);
}
