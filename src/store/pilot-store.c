/* pilot-store.c: the local cache of one connection
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-store-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "pilot-collation.h"
#include "pilot-entity-table.h"
#include "pilot-push-lock.h"
#include "pilot-search.h"
#include "pilot-store-schema.h"
#include "pilot-store-sync.h"

/* "changed" at most so often: what a list redraws for one page of a pull must not hold up the next. */
#define NOTIFY_INTERVAL_MSECS 120
/* How soon another process's commits are seen. */
#define POLL_MSECS 2000

enum {
  SIGNAL_CHANGED,
  SIGNAL_SEARCHABLE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (PilotStore, pilot_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PILOT_TYPE_CHANGE_SINK, pilot_store_change_sink_init))

/* One function of the store on the writer. */
typedef struct
{
  PilotStore *store; /* (owned) */
  PilotDatabaseFunc func;
  gpointer data;
  guint mask;
} WriteJob;

static void
set_closing_error (GError **error)
{
  g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_BUSY, _("The data is being closed."));
}

static void
write_job_free (WriteJob *job)
{
  g_object_unref (job->store);
  g_free (job);
}

static gboolean
write_job_run (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  WriteJob *job = user_data;
  g_autoptr (GError) local_error = NULL;

  if (pilot_database_transact (database, job->func, job->data, cancellable, &local_error))
    {
      pilot_store_notify (job->store, job->mask);
      return TRUE;
    }
  pilot_store_suspect (job->store, local_error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static char *
suspect_path (PilotStore *self)
{
  return g_strconcat (self->path, ".suspect", NULL);
}

/* The rows were being sent when the program ended: nobody knows how it went, so they go again at once, as they were. */
static gboolean
replay_in_flight (PilotDatabase *database, GError **error)
{
  g_autofree char *sql =
    g_strdup_printf ("UPDATE outbox SET due_unix_usec=0 WHERE state=%d AND due_unix_usec<>0", PILOT_PENDING_SENDING);

  return pilot_database_exec (database, sql, error);
}

static PilotDatabase *
open_database (PilotStore *self, GError **error)
{
  g_autoptr (PilotDatabase) database = pilot_database_open (
    self->path, PILOT_DATABASE_CREATE | PILOT_DATABASE_FULL_SYNC, PILOT_STORE_APPLICATION_ID, error);
  g_autofree char *suspect = suspect_path (self);

  if (database == NULL)
    return NULL;
  if (g_file_test (suspect, G_FILE_TEST_EXISTS))
    {
      if (!pilot_database_check (database, FALSE, error))
        return NULL;
      g_unlink (suspect);
    }
  if (!pilot_store_schema_prepare (database, error) || !replay_in_flight (database, error))
    return NULL;
  return g_steal_pointer (&database);
}

/* A file that another process works with must not be moved away beneath it. */
static PilotDatabase *
recover (PilotStore *self, GError **error)
{
  g_autofree char *suspect = suspect_path (self);
  g_autoptr (GError) local_error = NULL;
  PilotDatabase *database = NULL;
  int lock = pilot_push_lock_take (self->path);

  if (lock < 0)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_BUSY,
                           _("The local data of this connection is damaged, and another Pilotage has it in use. "
                             "Close that one; then the data can be mended when it is opened again."));
      return NULL;
    }
  /* Somebody else may have mended it just before. */
  database = open_database (self, &local_error);
  if (database == NULL && g_error_matches (local_error, PILOT_ERROR, PILOT_ERROR_CORRUPT))
    {
      g_unlink (suspect);
      g_clear_error (&local_error);
      database = pilot_store_recover (self->path, pilot_store_now (self), &self->recovery_report, &local_error);
    }
  pilot_push_lock_release (lock);
  if (database == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return database;
}

static gboolean
rebuild_keys (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  const char *wanted = pilot_collation_get_id (pilot_collation_get_default ());
  g_autofree char *found = NULL;

  if (!pilot_store_meta_get (database, "collation", &found, error))
    return FALSE;
  return g_strcmp0 (found, wanted) == 0 || (pilot_entity_table_rebuild_keys (database, cancellable, error) &&
                                           pilot_store_meta_set (database, "collation", wanted, error));
}

static gboolean
check_collation (PilotStore *self, PilotDatabase *database, gboolean *stale, GError **error)
{
  const char *wanted = pilot_collation_get_id (pilot_collation_get_default ());
  g_autofree char *found = NULL;

  if (!pilot_store_meta_get (database, "collation", &found, error))
    return FALSE;
  *stale = g_strcmp0 (found, wanted) != 0;
  if (!*stale || found != NULL)
    return TRUE;
  /* A new cache: there is nothing to make anew. */
  *stale = FALSE;
  return pilot_store_meta_set (database, "collation", wanted, error);
}

static gboolean
build_search_job (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  PilotStore *self = user_data;
  g_autoptr (GError) local_error = NULL;
  gboolean done = TRUE;
  int before = sqlite3_total_changes (pilot_database_get_handle (database));

  if (g_atomic_int_get (&self->closing))
    return TRUE;
  if (!pilot_search_build_slice (database, &done, &local_error))
    {
      g_message ("the full-text index was not finished: %s", local_error->message);
      pilot_store_suspect (self, local_error);
      done = TRUE;
    }
  /* Who searched before didn't find what is in it only now. */
  if (sqlite3_total_changes (pilot_database_get_handle (database)) != before)
    pilot_store_notify (self, PILOT_STORE_SEARCHABLE);
  g_atomic_int_set (&self->building, 0);
  if (!done)
    pilot_store_build_search (self);
  return TRUE;
}

static gboolean
poll_job (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  PilotStore *self = user_data;
  gint64 version;

  if (g_atomic_int_get (&self->closing))
    return TRUE;
  if (!pilot_database_query_int64 (database, "PRAGMA data_version", 0, &version, error))
    return FALSE;
  if (self->data_version != 0 && version != self->data_version)
    pilot_store_notify (self, PILOT_STORE_CHANGED_ALL | PILOT_STORE_CHANGED_OUTBOX);
  self->data_version = version;
  return TRUE;
}

static gboolean
poll_cb (gpointer user_data)
{
  PilotStore *self = user_data;

  /* A writer at work is asked another time. */
  if (pilot_writer_get_n_waiting (self->writer) == 0)
    pilot_writer_run_async (self->writer, poll_job, g_object_ref (self), g_object_unref, NULL, NULL, NULL);
  return G_SOURCE_CONTINUE;
}

static gboolean
notify_cb (gpointer user_data)
{
  PilotStore *self = user_data;
  guint mask;

  g_mutex_lock (&self->notify_lock);
  mask = self->notify_mask;
  self->notify_mask = 0;
  self->notified_usec = g_get_monotonic_time ();
  g_clear_pointer (&self->notify_source, g_source_unref);
  g_mutex_unlock (&self->notify_lock);
  if ((mask & ~PILOT_STORE_SEARCHABLE) != 0 && !g_atomic_int_get (&self->closing))
    {
      pilot_store_counts_forget (self, mask & ~PILOT_STORE_SEARCHABLE);
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0, mask & ~PILOT_STORE_SEARCHABLE);
    }
  if ((mask & PILOT_STORE_SEARCHABLE) != 0 && !g_atomic_int_get (&self->closing))
    g_signal_emit (self, signals[SIGNAL_SEARCHABLE], 0);
  return G_SOURCE_REMOVE;
}

static void
write_async_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (pilot_writer_run_finish (PILOT_WRITER (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
pilot_store_finalize (GObject *object)
{
  PilotStore *self = PILOT_STORE (object);

  if (self->writer != NULL)
    g_critical ("a store was dropped before it was closed");
  g_clear_pointer (&self->reader, pilot_database_close);
  g_clear_pointer (&self->counts, g_hash_table_unref);
  g_clear_pointer (&self->notify_source, g_source_unref);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_free (self->path);
  g_free (self->recovery_report);
  g_mutex_clear (&self->reader_lock);
  g_mutex_clear (&self->notify_lock);
  G_OBJECT_CLASS (pilot_store_parent_class)->finalize (object);
}

static void
pilot_store_class_init (PilotStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pilot_store_finalize;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", PILOT_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_SEARCHABLE] = g_signal_new ("searchable", PILOT_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pilot_store_init (PilotStore *self)
{
  g_mutex_init (&self->reader_lock);
  g_mutex_init (&self->notify_lock);
  self->push_lock = -1;
}

PilotStore *
pilot_store_open (const char *path, PilotClock *clock, GMainContext *context, GError **error)
{
  g_autoptr (PilotStore) self = g_object_new (PILOT_TYPE_STORE, NULL);
  g_autoptr (GError) local_error = NULL;
  PilotDatabase *database;
  gboolean stale = FALSE;

  g_return_val_if_fail (path != NULL, NULL);

  self->path = g_strdup (path);
  self->clock = g_object_ref (clock != NULL ? clock : pilot_clock_get_system ());
  self->context = context != NULL ? g_main_context_ref (context) : g_main_context_ref_thread_default ();
  database = open_database (self, &local_error);
  if (database == NULL && g_error_matches (local_error, PILOT_ERROR, PILOT_ERROR_CORRUPT))
    {
      g_clear_error (&local_error);
      database = recover (self, &local_error);
    }
  if (database == NULL || !check_collation (self, database, &stale, &local_error))
    {
      g_clear_pointer (&database, pilot_database_close);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  self->writer = pilot_writer_new (database);
  if (stale)
    pilot_store_write_async (self, rebuild_keys, NULL, NULL, PILOT_STORE_CHANGED_ALL, NULL, NULL, NULL);
  pilot_store_build_search (self);
  self->poll_source = g_timeout_source_new (POLL_MSECS);
  g_source_set_callback (self->poll_source, poll_cb, g_object_ref (self), g_object_unref);
  g_source_attach (self->poll_source, self->context);
  return g_steal_pointer (&self);
}

PilotStore *
pilot_store_open_to_read (const char *path, GError **error)
{
  g_autoptr (PilotStore) self = g_object_new (PILOT_TYPE_STORE, NULL);

  g_return_val_if_fail (path != NULL, NULL);

  self->path = g_strdup (path);
  self->clock = g_object_ref (pilot_clock_get_system ());
  self->context = g_main_context_ref_thread_default ();
  self->reader = pilot_store_open_reader (self, error);
  return self->reader != NULL ? g_steal_pointer (&self) : NULL;
}

void
pilot_store_close (PilotStore *self)
{
  GSource *notify;

  g_return_if_fail (PILOT_IS_STORE (self));

  if (self->writer == NULL)
    return;
  g_object_ref (self);
  g_atomic_int_set (&self->closing, 1);
  g_source_destroy (self->poll_source);
  g_clear_pointer (&self->poll_source, g_source_unref);
  pilot_writer_shutdown (self->writer);
  g_mutex_lock (&self->notify_lock);
  notify = g_steal_pointer (&self->notify_source);
  g_mutex_unlock (&self->notify_lock);
  if (notify != NULL)
    {
      g_source_destroy (notify);
      g_source_unref (notify);
    }
  g_mutex_lock (&self->reader_lock);
  g_clear_pointer (&self->reader, pilot_database_close);
  g_mutex_unlock (&self->reader_lock);
  pilot_store_unlock_push (self);
  g_clear_object (&self->writer);
  g_object_unref (self);
}

const char *
pilot_store_get_recovery_report (PilotStore *self)
{
  return self->recovery_report;
}

const char *
pilot_store_get_path (PilotStore *self)
{
  return self->path;
}

PilotWriter *
pilot_store_get_writer (PilotStore *self)
{
  return self->writer;
}

PilotClock *
pilot_store_get_clock (PilotStore *self)
{
  return self->clock;
}

gint64
pilot_store_now (PilotStore *self)
{
  return pilot_clock_get_unix_usec (self->clock);
}

guint
pilot_store_mask_of (PilotEntity entity)
{
  return 1u << entity | pilot_schema_get_part_mask (entity);
}

PilotDatabase *
pilot_store_open_reader (PilotStore *self, GError **error)
{
  PilotDatabase *reader = pilot_database_open (self->path, PILOT_DATABASE_READ_ONLY, PILOT_STORE_APPLICATION_ID, error);
  g_autofree char *suspect = suspect_path (self);

  /* A list or a search may be the only one that ever comes to the damaged page. */
  if (reader != NULL)
    pilot_database_set_damage_mark (reader, suspect);
  return reader;
}

PilotDatabase *
pilot_store_lock_reader (PilotStore *self, GError **error)
{
  g_mutex_lock (&self->reader_lock);
  if (self->reader == NULL && !g_atomic_int_get (&self->closing))
    self->reader = pilot_store_open_reader (self, error);
  else if (self->reader == NULL)
    set_closing_error (error);
  if (self->reader == NULL)
    g_mutex_unlock (&self->reader_lock);
  return self->reader;
}

void
pilot_store_unlock_reader (PilotStore *self)
{
  g_mutex_unlock (&self->reader_lock);
}

void
pilot_store_notify (PilotStore *self, guint entity_mask)
{
  if (entity_mask == 0 || g_atomic_int_get (&self->closing))
    return;
  g_mutex_lock (&self->notify_lock);
  self->notify_mask |= entity_mask;
  if (self->notify_source == NULL)
    {
      gint64 since_msecs = (g_get_monotonic_time () - self->notified_usec) / 1000;
      guint delay_msecs = since_msecs >= NOTIFY_INTERVAL_MSECS ? 0 : (guint) (NOTIFY_INTERVAL_MSECS - since_msecs);

      self->notify_source = delay_msecs > 0 ? g_timeout_source_new (delay_msecs) : g_idle_source_new ();
      g_source_set_priority (self->notify_source, G_PRIORITY_DEFAULT);
      g_source_set_callback (self->notify_source, notify_cb, g_object_ref (self), g_object_unref);
      g_source_attach (self->notify_source, self->context);
    }
  g_mutex_unlock (&self->notify_lock);
}

void
pilot_store_build_search (PilotStore *self)
{
  if (g_atomic_int_compare_and_exchange (&self->building, 0, 1))
    pilot_writer_run_async (self->writer, build_search_job, g_object_ref (self), g_object_unref, NULL, NULL, NULL);
}

void
pilot_store_suspect (PilotStore *self, const GError *error)
{
  g_autofree char *suspect = NULL;

  if (!g_error_matches (error, PILOT_ERROR, PILOT_ERROR_CORRUPT))
    return;
  suspect = suspect_path (self);
  if (!g_file_set_contents (suspect, "", 0, NULL))
    g_message ("a damaged cache could not be marked");
}

gboolean
pilot_store_write (PilotStore *self, PilotDatabaseFunc func, gpointer data, guint mask, GCancellable *cancellable, GError **error)
{
  WriteJob job = { .store = self, .func = func, .data = data, .mask = mask };

  if (g_atomic_int_get (&self->closing))
    {
      set_closing_error (error);
      return FALSE;
    }
  return pilot_writer_run (self->writer, write_job_run, &job, cancellable, error);
}

void
pilot_store_write_async (PilotStore *self, PilotDatabaseFunc func, gpointer data, GDestroyNotify destroy, guint mask,
                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  WriteJob *job;

  g_task_set_source_tag (task, pilot_store_write_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, data, destroy);
  if (g_atomic_int_get (&self->closing))
    {
      GError *error = NULL;

      set_closing_error (&error);
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  job = g_new0 (WriteJob, 1);
  job->store = g_object_ref (self);
  job->func = func;
  job->data = data;
  job->mask = mask;
  pilot_writer_run_async (self->writer, write_job_run, job, (GDestroyNotify) write_job_free, cancellable, write_async_cb, task);
}

gboolean
pilot_store_finish (PilotStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
pilot_store_set_local (PilotStore *self, guint entity_mask)
{
  g_atomic_int_set (&self->local_mask, entity_mask);
}

gboolean
pilot_store_is_local (PilotStore *self, PilotEntity entity)
{
  return (g_atomic_int_get (&self->local_mask) & (1u << entity)) != 0;
}
