/* pilot-engine-driver.c: has the engine work between requests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-engine-driver.h"

#include "pilot-engine.h"

/* After a failure (a full disk) it is tried again. */
#define RETRY_MSECS 5000

struct _PilotEngineDriver
{
  GObject parent_instance;

  PilotWorker *worker; /* not owned */
  PilotEngine *engine; /* (owned): the writer's thread alone uses it */
  guint delay_msecs;
  guint next_id;       /* source of the next step */
  gboolean busy;       /* a step is on the writer's lane */
  gboolean again;      /* woken meanwhile */
  gboolean stopped;
  PilotEngineChanged changed;
  gpointer user_data;
};

/* One step on its way to the writer's thread and back. */
typedef struct
{
  PilotEngineDriver *driver; /* (owned) */
  gboolean done;
  gboolean more;
  gint64 revision;
  GError *error; /* (owned) (nullable) */
} Step;

G_DEFINE_FINAL_TYPE (PilotEngineDriver, pilot_engine_driver, G_TYPE_OBJECT)

static void push (PilotEngineDriver *self);

static gboolean
next_cb (gpointer user_data)
{
  PilotEngineDriver *self = user_data;

  self->next_id = 0;
  push (self);
  return G_SOURCE_REMOVE;
}

static void
push_later (PilotEngineDriver *self, guint msecs)
{
  if (msecs > 0)
    self->next_id = g_timeout_add (msecs, next_cb, self);
  else
    push (self);
}

static void
step_cb (PilotPortalDb *db, gpointer data)
{
  Step *step = data;

  step->done = pilot_engine_step (step->driver->engine, db, &step->more, &step->revision, &step->error);
}

static void
step_done_cb (gpointer data)
{
  Step *step = data;
  PilotEngineDriver *self = step->driver;

  self->busy = FALSE;
  if (!step->done)
    g_warning ("a step of a run failed and will be tried again: %s", step->error->message);
  if (!self->stopped)
    {
      if (step->revision > 0)
        self->changed (step->revision, self->user_data);
      if (!step->done)
        push_later (self, RETRY_MSECS);
      else if (step->more)
        push_later (self, self->delay_msecs);
      else if (self->again)
        push (self);
    }
  g_clear_error (&step->error);
  g_object_unref (step->driver);
  g_free (step);
}

static void
push (PilotEngineDriver *self)
{
  Step *step = g_new0 (Step, 1);

  step->driver = g_object_ref (self);
  self->busy = TRUE;
  self->again = FALSE;
  pilot_worker_push (self->worker, PILOT_LANE_WRITE, step_cb, step_done_cb, step);
}

/* The writer's thread: a step makes way for requests. */
static gboolean
waiting_cb (gpointer user_data)
{
  return pilot_worker_has_waiting_writer (user_data);
}

static void
pilot_engine_driver_dispose (GObject *object)
{
  PilotEngineDriver *self = PILOT_ENGINE_DRIVER (object);

  pilot_engine_driver_stop (self);
  g_clear_pointer (&self->engine, pilot_engine_free);
  G_OBJECT_CLASS (pilot_engine_driver_parent_class)->dispose (object);
}

static void
pilot_engine_driver_class_init (PilotEngineDriverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_engine_driver_dispose;
}

static void
pilot_engine_driver_init (PilotEngineDriver *self)
{
}

PilotEngineDriver *
pilot_engine_driver_new (PilotWorker *worker, const PilotEngineOptions *options, PilotEngineChanged changed, gpointer user_data)
{
  PilotEngineDriver *self = g_object_new (PILOT_TYPE_ENGINE_DRIVER, NULL);

  self->worker = worker;
  self->engine = pilot_engine_new (options->batch_size);
  pilot_engine_set_waiting (self->engine, waiting_cb, worker);
  self->delay_msecs = options->delay_msecs;
  self->changed = changed;
  self->user_data = user_data;
  return self;
}

void
pilot_engine_driver_wake (PilotEngineDriver *self)
{
  if (self->stopped || self->next_id != 0)
    return;
  if (self->busy)
    self->again = TRUE;
  else
    push (self);
}

void
pilot_engine_driver_stop (PilotEngineDriver *self)
{
  self->stopped = TRUE;
  g_clear_handle_id (&self->next_id, g_source_remove);
}
