/* pilot-demo-operator.c: the demo company's operator, who acts by itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-demo-operator.h"

#include "pilot-demo-duty.h"

#define LOOK_SECS 1
/* Long enough to be seen waiting, short enough to be waited for. */
#define DELAY_USEC (5 * G_TIME_SPAN_SECOND)

struct _PilotDemoOperator
{
  GObject parent_instance;

  PilotWorker *worker; /* not owned */
  guint look_id;
  gboolean busy;       /* a look is on the writer's lane */
  PilotDemoOperatorActed acted;
  gpointer user_data;
};

/* One look, on its way to the writer's thread and back. */
typedef struct
{
  PilotDemoOperator *operator; /* (owned) */
  gint64 revision;
} Look;

G_DEFINE_FINAL_TYPE (PilotDemoOperator, pilot_demo_operator, G_TYPE_OBJECT)

static void
look_worker_cb (PilotPortalDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!pilot_demo_duty_do (db, DELAY_USEC, &((Look *) data)->revision, &error))
    g_message ("the demo's operator could not act: %s", error->message);
}

static void
look_done_cb (gpointer data)
{
  Look *look = data;
  PilotDemoOperator *self = look->operator;

  self->busy = FALSE;
  if (self->look_id != 0 && look->revision > 0)
    self->acted (look->revision, self->user_data);
  g_object_unref (look->operator);
  g_free (look);
}

static gboolean
look_cb (gpointer user_data)
{
  PilotDemoOperator *self = user_data;
  Look *look;

  if (self->busy)
    return G_SOURCE_CONTINUE;
  look = g_new0 (Look, 1);
  look->operator = g_object_ref (self);
  self->busy = TRUE;
  pilot_worker_push (self->worker, PILOT_LANE_WRITE, look_worker_cb, look_done_cb, look);
  return G_SOURCE_CONTINUE;
}

static void
pilot_demo_operator_dispose (GObject *object)
{
  pilot_demo_operator_stop (PILOT_DEMO_OPERATOR (object));
  G_OBJECT_CLASS (pilot_demo_operator_parent_class)->dispose (object);
}

static void
pilot_demo_operator_class_init (PilotDemoOperatorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_demo_operator_dispose;
}

static void
pilot_demo_operator_init (PilotDemoOperator *self)
{
}

PilotDemoOperator *
pilot_demo_operator_new (PilotWorker *worker, PilotDemoOperatorActed acted, gpointer user_data)
{
  PilotDemoOperator *self = g_object_new (PILOT_TYPE_DEMO_OPERATOR, NULL);

  self->worker = worker;
  self->acted = acted;
  self->user_data = user_data;
  self->look_id = g_timeout_add_seconds (LOOK_SECS, look_cb, self);
  return self;
}

void
pilot_demo_operator_stop (PilotDemoOperator *self)
{
  g_clear_handle_id (&self->look_id, g_source_remove);
}
