/* pilot-refusal.c: an answer to somebody who hasn't finished talking
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-refusal.h"

#include <string.h>

typedef struct
{
  GIOStream *stream; /* (owned) */
  PilotGuard *guard; /* (owned) */
  char *text;        /* (owned) */
  guint8 ignored[16384];
} Refusal;

static void read_on (Refusal *self);

static void
refusal_end (Refusal *self)
{
  pilot_guard_kick (self->guard);
  g_io_stream_close (self->stream, NULL, NULL);
  g_object_unref (self->stream);
  pilot_guard_unref (self->guard);
  g_free (self->text);
  g_free (self);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Refusal *self = user_data;

  if (g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL) > 0)
    read_on (self);
  else
    refusal_end (self);
}

static void
read_on (Refusal *self)
{
  g_input_stream_read_async (g_io_stream_get_input_stream (self->stream), self->ignored, sizeof self->ignored,
                             G_PRIORITY_LOW, NULL, read_cb, self);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Refusal *self = user_data;
  GSocket *socket = pilot_guard_get_socket (self->guard);

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL))
    {
      refusal_end (self);
      return;
    }
  if (socket != NULL)
    g_socket_shutdown (socket, FALSE, TRUE, NULL);
  read_on (self);
}

void
pilot_refusal_send (GIOStream *stream, PilotGuard *guard, PilotResponse *response)
{
  Refusal *self = g_new0 (Refusal, 1);

  self->stream = stream;
  self->guard = pilot_guard_ref (guard);
  self->text = pilot_response_dup_wire (response);
  pilot_guard_set_state (guard, PILOT_GUARD_LINGERING, g_get_monotonic_time ());
  g_output_stream_write_all_async (g_io_stream_get_output_stream (stream), self->text, strlen (self->text), G_PRIORITY_DEFAULT,
                                   NULL, written_cb, self);
}
