/* pilot-writer.c: the one thread that writes to a database
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-writer.h"

#include <glib/gi18n-lib.h>

/* One function in the queue. It belongs to the thread once it is popped; a blocking caller owns its own. */
typedef struct
{
  PilotDatabaseFunc func; /* (nullable): NULL ends the thread */
  gpointer data;
  GDestroyNotify destroy;    /* (nullable) */
  GCancellable *cancellable; /* (owned) (nullable) */
  GTask *task;               /* (owned) (nullable): asynchronous */
  gboolean done;             /* blocking; under the lock */
  gboolean result;
  GError *error; /* (owned) (nullable) */
} WriterJob;

struct _PilotWriter
{
  GObject parent_instance;

  PilotDatabase *database; /* (owned): used by the thread alone */
  GThread *thread;         /* (owned) (nullable) */
  GMutex lock;
  GCond done;
  GQueue queue;      /* of WriterJob, under the lock */
  guint n_waiting;   /* under the lock */
  gboolean shutdown; /* under the lock */
};

G_DEFINE_FINAL_TYPE (PilotWriter, pilot_writer, G_TYPE_OBJECT)

static void
set_shutdown_error (GError **error)
{
  g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_BUSY, _("The data is being closed; nothing more can be written."));
}

static gboolean
run_func (PilotDatabase *database, PilotDatabaseFunc func, gpointer data, GCancellable *cancellable, GError **error)
{
  gboolean result;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  pilot_database_set_cancellable (database, cancellable);
  result = func (database, data, cancellable, error);
  pilot_database_set_cancellable (database, NULL);
  if (pilot_database_in_transaction (database))
    {
      pilot_database_rollback (database);
      if (result)
        {
          g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_FAILED, "a transaction was left open");
          result = FALSE;
        }
    }
  return result;
}

static void
run_job (PilotWriter *self, WriterJob *job)
{
  g_autoptr (GError) error = NULL;
  gboolean result = run_func (self->database, job->func, job->data, job->cancellable, &error);

  if (job->task != NULL)
    {
      g_autoptr (GTask) task = g_steal_pointer (&job->task);

      if (job->destroy != NULL)
        job->destroy (job->data);
      g_clear_object (&job->cancellable);
      g_free (job);
      g_mutex_lock (&self->lock);
      self->n_waiting--;
      g_mutex_unlock (&self->lock);
      if (result)
        g_task_return_boolean (task, TRUE);
      else
        g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_mutex_lock (&self->lock);
  self->n_waiting--;
  job->result = result;
  job->error = g_steal_pointer (&error);
  job->done = TRUE;
  g_cond_broadcast (&self->done);
  g_mutex_unlock (&self->lock);
}

static gpointer
writer_thread (gpointer user_data)
{
  PilotWriter *self = user_data;

  for (;;)
    {
      WriterJob *job;

      g_mutex_lock (&self->lock);
      while (g_queue_is_empty (&self->queue) && !self->shutdown)
        g_cond_wait (&self->done, &self->lock);
      job = g_queue_pop_head (&self->queue);
      g_mutex_unlock (&self->lock);
      if (job == NULL)
        break;
      run_job (self, job);
    }
  g_clear_pointer (&self->database, pilot_database_close);
  g_object_unref (self);
  return NULL;
}

/* Takes the job unless the writer is closing. */
static gboolean
push_job (PilotWriter *self, WriterJob *job)
{
  gboolean taken;

  g_mutex_lock (&self->lock);
  taken = !self->shutdown;
  if (taken)
    {
      g_queue_push_tail (&self->queue, job);
      self->n_waiting++;
      g_cond_broadcast (&self->done);
    }
  g_mutex_unlock (&self->lock);
  return taken;
}

static void
pilot_writer_finalize (GObject *object)
{
  PilotWriter *self = PILOT_WRITER (object);

  g_mutex_clear (&self->lock);
  g_cond_clear (&self->done);
  G_OBJECT_CLASS (pilot_writer_parent_class)->finalize (object);
}

static void
pilot_writer_class_init (PilotWriterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pilot_writer_finalize;
}

static void
pilot_writer_init (PilotWriter *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->done);
  g_queue_init (&self->queue);
}

PilotWriter *
pilot_writer_new (PilotDatabase *database)
{
  PilotWriter *self = g_object_new (PILOT_TYPE_WRITER, NULL);

  self->database = database;
  self->thread = g_thread_new ("pilot-writer", writer_thread, g_object_ref (self));
  return self;
}

void
pilot_writer_run_async (PilotWriter *self, PilotDatabaseFunc func, gpointer data, GDestroyNotify destroy,
                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  WriterJob *job = g_new0 (WriterJob, 1);

  g_task_set_source_tag (task, pilot_writer_run_async);
  /* What was written was written: a cancel that comes after the commit must not turn success into failure. */
  g_task_set_check_cancellable (task, FALSE);
  job->func = func;
  job->data = data;
  job->destroy = destroy;
  job->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  job->task = g_object_ref (task);
  if (!push_job (self, job))
    {
      GError *error = NULL;

      if (destroy != NULL)
        destroy (data);
      g_clear_object (&job->cancellable);
      g_clear_object (&job->task);
      g_free (job);
      set_shutdown_error (&error);
      g_task_return_error (task, error);
    }
}

gboolean
pilot_writer_run_finish (PilotWriter *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
pilot_writer_run (PilotWriter *self, PilotDatabaseFunc func, gpointer data, GCancellable *cancellable, GError **error)
{
  WriterJob job = { .func = func, .data = data, .cancellable = cancellable };

  if (g_thread_self () == self->thread)
    return func (self->database, data, cancellable, error);
  if (!push_job (self, &job))
    {
      set_shutdown_error (error);
      return FALSE;
    }
  g_mutex_lock (&self->lock);
  while (!job.done)
    g_cond_wait (&self->done, &self->lock);
  g_mutex_unlock (&self->lock);
  if (job.error != NULL)
    g_propagate_error (error, job.error);
  return job.result;
}

guint
pilot_writer_get_n_waiting (PilotWriter *self)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = self->n_waiting;
  g_mutex_unlock (&self->lock);
  return n;
}

void
pilot_writer_shutdown (PilotWriter *self)
{
  GThread *thread;

  g_mutex_lock (&self->lock);
  self->shutdown = TRUE;
  thread = g_steal_pointer (&self->thread);
  g_cond_broadcast (&self->done);
  g_mutex_unlock (&self->lock);
  if (thread == NULL)
    return;
  /* Asked by a function of the writer itself: the thread ends after it. */
  if (thread == g_thread_self ())
    g_thread_unref (thread);
  else
    g_thread_join (thread);
}

