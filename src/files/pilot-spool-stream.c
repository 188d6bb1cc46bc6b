/* pilot-spool-stream.c: reads a spool from any place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-spool-stream.h"

struct _PilotSpoolStream
{
  GInputStream parent_instance;

  PilotSpool *spool; /* (owned) */
  guint64 offset;
};

static void pilot_spool_stream_seekable_init (GSeekableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PilotSpoolStream, pilot_spool_stream, G_TYPE_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_SEEKABLE, pilot_spool_stream_seekable_init))

static gssize
pilot_spool_stream_read (GInputStream *stream, void *buffer, gsize size, GCancellable *cancellable, GError **error)
{
  PilotSpoolStream *self = PILOT_SPOOL_STREAM (stream);
  gssize n = pilot_spool_read (self->spool, self->offset, buffer, size, error);

  if (n > 0)
    self->offset += n;
  return n;
}

static goffset
pilot_spool_stream_tell (GSeekable *seekable)
{
  return PILOT_SPOOL_STREAM (seekable)->offset;
}

static gboolean
pilot_spool_stream_can_seek (GSeekable *seekable)
{
  return TRUE;
}

static gboolean
pilot_spool_stream_seek (GSeekable *seekable, goffset offset, GSeekType type, GCancellable *cancellable, GError **error)
{
  PilotSpoolStream *self = PILOT_SPOOL_STREAM (seekable);
  gint64 base = type == G_SEEK_CUR ? (gint64) self->offset
              : type == G_SEEK_END ? (gint64) pilot_spool_get_size_bytes (self->spool)
                                   : 0;

  if (base + offset < 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "Before the beginning");
      return FALSE;
    }
  self->offset = base + offset;
  return TRUE;
}

static gboolean
pilot_spool_stream_can_truncate (GSeekable *seekable)
{
  return FALSE;
}

static void
pilot_spool_stream_seekable_init (GSeekableIface *iface)
{
  iface->tell = pilot_spool_stream_tell;
  iface->can_seek = pilot_spool_stream_can_seek;
  iface->seek = pilot_spool_stream_seek;
  iface->can_truncate = pilot_spool_stream_can_truncate;
}

static void
pilot_spool_stream_finalize (GObject *object)
{
  PilotSpoolStream *self = PILOT_SPOOL_STREAM (object);

  g_clear_object (&self->spool);
  G_OBJECT_CLASS (pilot_spool_stream_parent_class)->finalize (object);
}

static void
pilot_spool_stream_class_init (PilotSpoolStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pilot_spool_stream_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = pilot_spool_stream_read;
}

static void
pilot_spool_stream_init (PilotSpoolStream *self)
{
}

GInputStream *
pilot_spool_stream_new (PilotSpool *spool)
{
  PilotSpoolStream *self = g_object_new (PILOT_TYPE_SPOOL_STREAM, NULL);

  self->spool = g_object_ref (spool);
  return G_INPUT_STREAM (self);
}
