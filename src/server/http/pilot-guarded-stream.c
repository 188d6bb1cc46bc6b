/* pilot-guarded-stream.c: a connection under a guard
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-guarded-stream.h"

#include "pilot-guarded-input.h"
#include "pilot-guarded-output.h"

struct _PilotGuardedStream
{
  GIOStream parent_instance;

  GIOStream *base;       /* (owned) */
  PilotGuard *guard;     /* (owned) */
  GInputStream *input;   /* (owned) */
  GOutputStream *output; /* (owned) */
};

G_DEFINE_FINAL_TYPE (PilotGuardedStream, pilot_guarded_stream, G_TYPE_IO_STREAM)

static GInputStream *
pilot_guarded_stream_get_input_stream (GIOStream *stream)
{
  return PILOT_GUARDED_STREAM (stream)->input;
}

static GOutputStream *
pilot_guarded_stream_get_output_stream (GIOStream *stream)
{
  return PILOT_GUARDED_STREAM (stream)->output;
}

/* Closes the socket below, and says no good-bye over TLS: that could wait for a client who reads nothing, and every
 * answer says how long it is. */
static gboolean
pilot_guarded_stream_close (GIOStream *stream, GCancellable *cancellable, GError **error)
{
  PilotGuardedStream *self = PILOT_GUARDED_STREAM (stream);
  GSocket *socket = pilot_guard_get_socket (self->guard);

  if (socket != NULL)
    g_socket_close (socket, NULL);
  else
    g_io_stream_close (self->base, NULL, NULL);
  pilot_guard_closed (self->guard);
  return TRUE;
}

static void
pilot_guarded_stream_finalize (GObject *object)
{
  PilotGuardedStream *self = PILOT_GUARDED_STREAM (object);

  pilot_guard_closed (self->guard);
  g_clear_object (&self->input);
  g_clear_object (&self->output);
  g_clear_object (&self->base);
  g_clear_pointer (&self->guard, pilot_guard_unref);
  G_OBJECT_CLASS (pilot_guarded_stream_parent_class)->finalize (object);
}

static void
pilot_guarded_stream_class_init (PilotGuardedStreamClass *klass)
{
  GIOStreamClass *stream_class = G_IO_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pilot_guarded_stream_finalize;
  stream_class->get_input_stream = pilot_guarded_stream_get_input_stream;
  stream_class->get_output_stream = pilot_guarded_stream_get_output_stream;
  stream_class->close_fn = pilot_guarded_stream_close;
}

static void
pilot_guarded_stream_init (PilotGuardedStream *self)
{
}

GIOStream *
pilot_guarded_stream_new (GIOStream *base, PilotGuard *guard)
{
  PilotGuardedStream *self = g_object_new (PILOT_TYPE_GUARDED_STREAM, NULL);

  self->base = g_object_ref (base);
  self->guard = pilot_guard_ref (guard);
  self->input = pilot_guarded_input_new (g_io_stream_get_input_stream (base), guard);
  self->output = pilot_guarded_output_new (g_io_stream_get_output_stream (base), guard);
  return G_IO_STREAM (self);
}

PilotGuard *
pilot_guarded_stream_get_guard (PilotGuardedStream *self)
{
  return self->guard;
}
