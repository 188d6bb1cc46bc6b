/* pilot-guarded-input.c: the reading side of a guarded connection
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-guarded-input.h"

struct _PilotGuardedInput
{
  GFilterInputStream parent_instance;

  PilotGuard *guard; /* (owned) */
};

static void pilot_guarded_input_pollable_init (GPollableInputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PilotGuardedInput, pilot_guarded_input, G_TYPE_FILTER_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM, pilot_guarded_input_pollable_init))

static GPollableInputStream *
get_base (gpointer self)
{
  return G_POLLABLE_INPUT_STREAM (g_filter_input_stream_get_base_stream (G_FILTER_INPUT_STREAM (self)));
}

/* Passes on what was read, or fails. */
static gssize
check (PilotGuardedInput *self, const void *buffer, gssize n_read, GError **error)
{
  if (n_read > 0 && !pilot_guard_read (self->guard, buffer, n_read, g_get_monotonic_time ()))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, "The header is too large");
      return -1;
    }
  return n_read;
}

static gssize
pilot_guarded_input_read (GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  gssize n_read = g_input_stream_read (G_INPUT_STREAM (get_base (stream)), buffer, count, cancellable, error);

  return check (PILOT_GUARDED_INPUT (stream), buffer, n_read, error);
}

static gboolean
pilot_guarded_input_can_poll (GPollableInputStream *stream)
{
  return g_pollable_input_stream_can_poll (get_base (stream));
}

static gboolean
pilot_guarded_input_is_readable (GPollableInputStream *stream)
{
  return g_pollable_input_stream_is_readable (get_base (stream));
}

static GSource *
pilot_guarded_input_create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  g_autoptr (GSource) base = g_pollable_input_stream_create_source (get_base (stream), NULL);

  return g_pollable_source_new_full (stream, base, cancellable);
}

static gssize
pilot_guarded_input_read_nonblocking (GPollableInputStream *stream, void *buffer, gsize count, GError **error)
{
  gssize n_read = g_pollable_input_stream_read_nonblocking (get_base (stream), buffer, count, NULL, error);

  return check (PILOT_GUARDED_INPUT (stream), buffer, n_read, error);
}

static void
pilot_guarded_input_finalize (GObject *object)
{
  PilotGuardedInput *self = PILOT_GUARDED_INPUT (object);

  g_clear_pointer (&self->guard, pilot_guard_unref);
  G_OBJECT_CLASS (pilot_guarded_input_parent_class)->finalize (object);
}

static void
pilot_guarded_input_pollable_init (GPollableInputStreamInterface *iface)
{
  iface->can_poll = pilot_guarded_input_can_poll;
  iface->is_readable = pilot_guarded_input_is_readable;
  iface->create_source = pilot_guarded_input_create_source;
  iface->read_nonblocking = pilot_guarded_input_read_nonblocking;
}

static void
pilot_guarded_input_class_init (PilotGuardedInputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pilot_guarded_input_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = pilot_guarded_input_read;
}

static void
pilot_guarded_input_init (PilotGuardedInput *self)
{
}

GInputStream *
pilot_guarded_input_new (GInputStream *base, PilotGuard *guard)
{
  PilotGuardedInput *self = g_object_new (PILOT_TYPE_GUARDED_INPUT, "base-stream", base, "close-base-stream", FALSE, NULL);

  self->guard = pilot_guard_ref (guard);
  return G_INPUT_STREAM (self);
}
