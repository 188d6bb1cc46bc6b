/* pilot-run-scope.c: what a run takes along, kept up to date while the choice changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-scope.h"

#include "pilot-scope-walk.h"

/* So that a row of clicks is counted once. */
#define DEBOUNCE_MSECS 80

struct _PilotRunScope
{
  GObject parent_instance;

  PilotWorkspace *workspace;  /* (owned) */
  PilotRecord *run;           /* (owned) (nullable) */
  PilotRunCounts *counts;     /* (owned) (nullable) */
  GCancellable *cancellable;  /* (owned) (nullable): of the count that runs */
  guint mask;                 /* the entities that it depends on */
  guint timeout_id;
};

typedef enum {
  PROP_COUNTS = 1,
  PROP_LOADING,
} PilotRunScopeProperty;

static GParamSpec *properties[PROP_LOADING + 1];
static guint failed_signal;

G_DEFINE_FINAL_TYPE (PilotRunScope, pilot_run_scope, G_TYPE_OBJECT)

static void
count_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  PilotRunCounts *counts = pilot_run_counts_make (g_object_get_data (G_OBJECT (task), "workspace"), task_data, cancellable, &error);

  if (counts != NULL)
    g_task_return_pointer (task, counts, (GDestroyNotify) pilot_run_counts_unref);
  else
    g_task_return_error (task, error);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotRunCounts) counts = g_task_propagate_pointer (G_TASK (result), &error);
  PilotRunScope *self;

  /* Cancelled: another one counts, or the object is gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = PILOT_RUN_SCOPE (source);
  g_clear_object (&self->cancellable);
  if (counts == NULL)
    g_signal_emit (self, failed_signal, 0, error);
  else
    {
      g_clear_pointer (&self->counts, pilot_run_counts_unref);
      self->counts = g_steal_pointer (&counts);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNTS]);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
stop (PilotRunScope *self)
{
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static gboolean
start_cb (gpointer user_data)
{
  PilotRunScope *self = user_data;
  g_autoptr (GTask) task = NULL;

  self->timeout_id = 0;
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, counted_cb, NULL);
  g_task_set_task_data (task, pilot_record_copy (self->run), (GDestroyNotify) pilot_record_unref);
  g_object_set_data_full (G_OBJECT (task), "workspace", g_object_ref (self->workspace), g_object_unref);
  g_task_run_in_thread (task, count_thread);
  return G_SOURCE_REMOVE;
}

static void
restart (PilotRunScope *self)
{
  stop (self);
  if (self->run != NULL)
    self->timeout_id = g_timeout_add (self->counts != NULL ? DEBOUNCE_MSECS : 0, start_cb, self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
changed_cb (PilotWorkspace *workspace, guint mask, PilotRunScope *self)
{
  if ((mask & self->mask) != 0)
    restart (self);
}

static void
pilot_run_scope_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  PilotRunScope *self = PILOT_RUN_SCOPE (object);

  switch ((PilotRunScopeProperty) prop_id)
    {
    case PROP_COUNTS:
      g_value_set_boxed (value, self->counts);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, pilot_run_scope_get_loading (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pilot_run_scope_dispose (GObject *object)
{
  PilotRunScope *self = PILOT_RUN_SCOPE (object);

  stop (self);
  g_clear_pointer (&self->run, pilot_record_unref);
  g_clear_pointer (&self->counts, pilot_run_counts_unref);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (pilot_run_scope_parent_class)->dispose (object);
}

static void
pilot_run_scope_class_init (PilotRunScopeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = pilot_run_scope_get_property;
  object_class->dispose = pilot_run_scope_dispose;
  properties[PROP_COUNTS] = g_param_spec_boxed ("counts", NULL, NULL, PILOT_TYPE_RUN_COUNTS, flags);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  failed_signal = g_signal_new ("failed", PILOT_TYPE_RUN_SCOPE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
pilot_run_scope_init (PilotRunScope *self)
{
  guint n_entities;
  const PilotEntity *entities = pilot_scope_walk_entities (&n_entities);

  for (guint i = 0; i < n_entities; i++)
    self->mask |= 1u << entities[i];
}

PilotRunScope *
pilot_run_scope_new (PilotWorkspace *workspace)
{
  PilotRunScope *self = g_object_new (PILOT_TYPE_RUN_SCOPE, NULL);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (changed_cb), self, 0);
  return self;
}

void
pilot_run_scope_set_run (PilotRunScope *self, const PilotRecord *run)
{
  g_clear_pointer (&self->run, pilot_record_unref);
  self->run = run != NULL ? pilot_record_copy (run) : NULL;
  restart (self);
}

const PilotRunCounts *
pilot_run_scope_get_counts (PilotRunScope *self)
{
  return self->counts;
}

gboolean
pilot_run_scope_get_loading (PilotRunScope *self)
{
  return self->timeout_id != 0 || self->cancellable != NULL;
}
