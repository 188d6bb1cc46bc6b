/* pilot-guarded-output.c: the writing side of a guarded connection
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-guarded-output.h"

struct _PilotGuardedOutput
{
  GFilterOutputStream parent_instance;

  PilotGuard *guard; /* (owned) */
};

static void pilot_guarded_output_pollable_init (GPollableOutputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PilotGuardedOutput, pilot_guarded_output, G_TYPE_FILTER_OUTPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_OUTPUT_STREAM, pilot_guarded_output_pollable_init))

static GPollableOutputStream *
get_base (gpointer self)
{
  return G_POLLABLE_OUTPUT_STREAM (g_filter_output_stream_get_base_stream (G_FILTER_OUTPUT_STREAM (self)));
}

static gssize
pilot_guarded_output_write (GOutputStream *stream, const void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  gssize n_written = g_output_stream_write (G_OUTPUT_STREAM (get_base (stream)), buffer, count, cancellable, error);

  if (n_written > 0)
    pilot_guard_wrote (PILOT_GUARDED_OUTPUT (stream)->guard, g_get_monotonic_time ());
  return n_written;
}

static gboolean
pilot_guarded_output_can_poll (GPollableOutputStream *stream)
{
  return g_pollable_output_stream_can_poll (get_base (stream));
}

static gboolean
pilot_guarded_output_is_writable (GPollableOutputStream *stream)
{
  return g_pollable_output_stream_is_writable (get_base (stream));
}

static GSource *
pilot_guarded_output_create_source (GPollableOutputStream *stream, GCancellable *cancellable)
{
  g_autoptr (GSource) base = g_pollable_output_stream_create_source (get_base (stream), NULL);

  return g_pollable_source_new_full (stream, base, cancellable);
}

static gssize
pilot_guarded_output_write_nonblocking (GPollableOutputStream *stream, const void *buffer, gsize count, GError **error)
{
  gssize n_written = g_pollable_output_stream_write_nonblocking (get_base (stream), buffer, count, NULL, error);

  if (n_written > 0)
    pilot_guard_wrote (PILOT_GUARDED_OUTPUT (stream)->guard, g_get_monotonic_time ());
  return n_written;
}

static void
pilot_guarded_output_finalize (GObject *object)
{
  PilotGuardedOutput *self = PILOT_GUARDED_OUTPUT (object);

  g_clear_pointer (&self->guard, pilot_guard_unref);
  G_OBJECT_CLASS (pilot_guarded_output_parent_class)->finalize (object);
}

static void
pilot_guarded_output_pollable_init (GPollableOutputStreamInterface *iface)
{
  iface->can_poll = pilot_guarded_output_can_poll;
  iface->is_writable = pilot_guarded_output_is_writable;
  iface->create_source = pilot_guarded_output_create_source;
  iface->write_nonblocking = pilot_guarded_output_write_nonblocking;
}

static void
pilot_guarded_output_class_init (PilotGuardedOutputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pilot_guarded_output_finalize;
  G_OUTPUT_STREAM_CLASS (klass)->write_fn = pilot_guarded_output_write;
}

static void
pilot_guarded_output_init (PilotGuardedOutput *self)
{
}

GOutputStream *
pilot_guarded_output_new (GOutputStream *base, PilotGuard *guard)
{
  PilotGuardedOutput *self = g_object_new (PILOT_TYPE_GUARDED_OUTPUT, "base-stream", base, "close-base-stream", FALSE, NULL);

  self->guard = pilot_guard_ref (guard);
  return G_OUTPUT_STREAM (self);
}
