/* pilot-worker.c: the threads that carry requests out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-worker.h"

#include "pilot-queue.h"

#define N_READERS 2

/* Without anything to write for so long, the writer gives back the memory that a large import or run filled. */
#define REST_SECS 10

struct _PilotWorker
{
  GThreadPool *readers;       /* (owned) */
  GThreadPool *writers;       /* (owned): one thread */
  GThreadPool *hashers;       /* (owned): one thread */
  GThreadPool *surveyors;     /* (owned): one thread */
  PilotPortalDb *write_db;    /* (owned): the writer's thread alone uses it */
  PilotPortalDb *survey_db;   /* (owned): the surveyor's thread alone uses it */
  GAsyncQueue *read_dbs;      /* (owned) (element-type PilotPortalDb): those not in use; never fewer than threads */
  gint n_pending;             /* atomic */
  gint64 last_write_usec;     /* monotonic; this and the next: main thread */
  guint rest_id;
};

typedef struct
{
  PilotWorker *worker;
  PilotWorkerFunc func;
  PilotWorkerDone done;
  gpointer data;
  gboolean writes;
} Task;

static void push (PilotWorker *self, GThreadPool *pool, PilotWorkerFunc func, PilotWorkerDone done, gpointer data);

static void
rest_in_writer_cb (PilotPortalDb *db, gpointer data)
{
  pilot_portal_db_rest (db);
}

static void
rested_cb (gpointer data)
{
}

static gboolean
rest_cb (gpointer user_data)
{
  PilotWorker *self = user_data;

  if (g_get_monotonic_time () - self->last_write_usec < REST_SECS * G_TIME_SPAN_SECOND)
    return G_SOURCE_CONTINUE;
  self->rest_id = 0;
  push (self, self->writers, rest_in_writer_cb, rested_cb, NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
task_done_cb (gpointer user_data)
{
  Task *task = user_data;

  PilotWorker *worker = task->worker;

  g_atomic_int_add (&worker->n_pending, -1);
  if (task->writes)
    {
      worker->last_write_usec = g_get_monotonic_time ();
      if (worker->rest_id == 0)
        worker->rest_id = g_timeout_add_seconds (REST_SECS, rest_cb, worker);
    }
  task->done (task->data);
  return G_SOURCE_REMOVE;
}

static void
finish (Task *task)
{
  pilot_queue_source (NULL, task_done_cb, task, g_free);
}

static void
read_cb (gpointer data, gpointer user_data)
{
  Task *task = data;
  PilotPortalDb *db = g_async_queue_pop (task->worker->read_dbs);

  task->func (db, task->data);
  g_async_queue_push (task->worker->read_dbs, db);
  finish (task);
}

static void
write_cb (gpointer data, gpointer user_data)
{
  Task *task = data;

  task->func (task->worker->write_db, task->data);
  finish (task);
}

static void
survey_cb (gpointer data, gpointer user_data)
{
  Task *task = data;

  task->func (task->worker->survey_db, task->data);
  finish (task);
}

static void
push (PilotWorker *self, GThreadPool *pool, PilotWorkerFunc func, PilotWorkerDone done, gpointer data)
{
  Task *task = g_new0 (Task, 1);

  *task = (Task){ .worker = self, .func = func, .done = done, .data = data };
  task->writes = pool == self->writers && func != rest_in_writer_cb;
  g_atomic_int_inc (&self->n_pending);
  g_thread_pool_push (pool, task, NULL);
}

PilotWorker *
pilot_worker_new (PilotPortalDb *writer, const char *data_dir, PilotClock *clock, GError **error)
{
  g_autoptr (GAsyncQueue) read_dbs = g_async_queue_new_full ((GDestroyNotify) pilot_portal_db_free);
  g_autoptr (PilotPortalDb) survey_db = pilot_portal_db_open (data_dir, PILOT_PORTAL_DB_READ, clock, error);
  PilotWorker *self;

  if (survey_db == NULL)
    return NULL;
  /* GLib makes its C locale at the first number. Two threads that meet there take the errno of their waiting for a wrong number. */
  g_ascii_strtoll ("0", NULL, 10);
  /* One for each thread that reads, and one for the passwords. */
  for (guint i = 0; i < N_READERS + 1; i++)
    {
      PilotPortalDb *db = pilot_portal_db_open (data_dir, PILOT_PORTAL_DB_READ, clock, error);

      if (db == NULL)
        return NULL;
      g_async_queue_push (read_dbs, db);
    }
  self = g_new0 (PilotWorker, 1);
  self->write_db = writer;
  self->survey_db = g_steal_pointer (&survey_db);
  self->read_dbs = g_steal_pointer (&read_dbs);
  self->readers = g_thread_pool_new (read_cb, NULL, N_READERS, FALSE, NULL);
  self->writers = g_thread_pool_new (write_cb, NULL, 1, FALSE, NULL);
  self->hashers = g_thread_pool_new (read_cb, NULL, 1, FALSE, NULL);
  self->surveyors = g_thread_pool_new (survey_cb, NULL, 1, FALSE, NULL);
  return self;
}

void
pilot_worker_free (PilotWorker *self)
{
  if (self == NULL)
    return;
  /* What is done may push more: a checked password goes on to the writer. */
  while (g_atomic_int_get (&self->n_pending) > 0)
    g_main_context_iteration (NULL, TRUE);
  g_clear_handle_id (&self->rest_id, g_source_remove);
  g_thread_pool_free (self->hashers, FALSE, TRUE);
  g_thread_pool_free (self->surveyors, FALSE, TRUE);
  g_thread_pool_free (self->readers, FALSE, TRUE);
  g_thread_pool_free (self->writers, FALSE, TRUE);
  g_async_queue_unref (self->read_dbs);
  pilot_portal_db_free (self->survey_db);
  pilot_portal_db_free (self->write_db);
  g_free (self);
}

void
pilot_worker_push (PilotWorker *self, PilotLane lane, PilotWorkerFunc func, PilotWorkerDone done, gpointer data)
{
  push (self, lane == PILOT_LANE_WRITE ? self->writers : self->readers, func, done, data);
}

void
pilot_worker_push_password (PilotWorker *self, PilotWorkerFunc func, PilotWorkerDone done, gpointer data)
{
  push (self, self->hashers, func, done, data);
}

void
pilot_worker_push_survey (PilotWorker *self, PilotWorkerFunc func, PilotWorkerDone done, gpointer data)
{
  push (self, self->surveyors, func, done, data);
}

guint
pilot_worker_get_n_pending (PilotWorker *self)
{
  return g_atomic_int_get (&self->n_pending);
}

guint
pilot_worker_get_n_passwords (PilotWorker *self)
{
  return g_thread_pool_unprocessed (self->hashers);
}

gboolean
pilot_worker_has_waiting_writer (PilotWorker *self)
{
  return g_thread_pool_unprocessed (self->writers) > 0;
}
