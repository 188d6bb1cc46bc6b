/* pilot-spool.c: a private copy of a file's text, to read as often as needed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-spool.h"

#include "pilot-spool-stream.h"
#include "pilot-text-decoder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define COPY_BYTES (256 * 1024)
#define LARGE_BYTES (4 * 1024 * 1024)

struct _PilotSpool
{
  GObject parent_instance;

  int fd; /* (owned) */
  guint64 size_bytes;
  gboolean ascii;
  gboolean utf8;
  char tail[4];      /* the beginning of a character that the last piece cut */
  guint tail_length;
};

G_DEFINE_FINAL_TYPE (PilotSpool, pilot_spool, G_TYPE_OBJECT)

static gboolean
set_errno (GError **error, int code)
{
  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), g_strerror (code));
  return FALSE;
}

static gboolean
open_nameless_in (PilotSpool *self, const char *dir)
{
  g_autofree char *path = NULL;

  self->fd = open (dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (self->fd >= 0)
    return TRUE;
  /* Not every file system can do that. */
  path = g_build_filename (dir, ".pilotage-import-XXXXXX", NULL);
  self->fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);
  if (self->fd >= 0)
    g_unlink (path);
  return self->fd >= 0;
}

static gboolean
open_nameless (PilotSpool *self, GError **error)
{
  /* A temporary folder often lies in memory, where large files do harm: it is the second choice. */
  g_mkdir_with_parents (g_get_user_cache_dir (), 0700);
  return open_nameless_in (self, g_get_user_cache_dir ()) || open_nameless_in (self, g_get_tmp_dir ()) || set_errno (error, errno);
}

/* Follows whether the text is valid, across the borders of pieces. */
static void
look_at (PilotSpool *self, const char *bytes, gsize length)
{
  const char *end = bytes + length;
  guint64 high = 0;
  gsize i = 0;

  for (; i + 8 <= length; i += 8)
    {
      guint64 word;

      memcpy (&word, bytes + i, 8);
      high |= word;
    }
  for (; i < length; i++)
    high |= (guint8) bytes[i];
  if ((high & G_GUINT64_CONSTANT (0x8080808080808080)) != 0)
    self->ascii = FALSE;
  else if (self->tail_length == 0)
    return;

  while (self->utf8 && self->tail_length > 0 && bytes < end)
    {
      gunichar c;

      self->tail[self->tail_length++] = *bytes++;
      c = g_utf8_get_char_validated (self->tail, self->tail_length);
      if (c != (gunichar) -2)
        self->tail_length = 0;
      if (c == (gunichar) -1)
        self->utf8 = FALSE;
    }
  while (self->utf8 && bytes < end && !g_utf8_validate_len (bytes, end - bytes, &bytes))
    {
      if (*bytes == '\0')
        {
          bytes++;
          continue;
        }
      self->utf8 = end - bytes < 4 && g_utf8_get_char_validated (bytes, end - bytes) == (gunichar) -2;
      if (self->utf8)
        {
          self->tail_length = end - bytes;
          memcpy (self->tail, bytes, self->tail_length);
          return;
        }
    }
}

static gboolean
write_all (PilotSpool *self, const char *bytes, gsize length, GError **error)
{
  while (length > 0)
    {
      gssize n = write (self->fd, bytes, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return set_errno (error, errno);
      bytes += n;
      length -= n;
      self->size_bytes += n;
    }
  return TRUE;
}

static gboolean
copy (PilotSpool *self, GInputStream *stream, PilotSpoolProgress progress, gpointer user_data, GCancellable *cancellable,
      GError **error)
{
  g_autofree char *buffer = g_malloc (COPY_BYTES);

  for (;;)
    {
      gssize n = g_input_stream_read (stream, buffer, COPY_BYTES, cancellable, error);

      if (n < 0)
        return FALSE;
      if (n == 0)
        break;
      look_at (self, buffer, n);
      if (!write_all (self, buffer, n, error))
        return FALSE;
      if (progress != NULL)
        progress (self->size_bytes, user_data);
    }
  if (self->tail_length > 0)
    self->utf8 = FALSE;
  return TRUE;
}

static gpointer
close_thread (gpointer fd)
{
  close (GPOINTER_TO_INT (fd));
  return NULL;
}

static void
pilot_spool_finalize (GObject *object)
{
  PilotSpool *self = PILOT_SPOOL (object);

  /* Closing a file without a name deletes it, which takes long enough for a large one to be seen in a window. */
  if (self->fd >= 0 && self->size_bytes > LARGE_BYTES)
    g_thread_unref (g_thread_new ("spool-close", close_thread, GINT_TO_POINTER (self->fd)));
  else if (self->fd >= 0)
    close (self->fd);
  G_OBJECT_CLASS (pilot_spool_parent_class)->finalize (object);
}

static void
pilot_spool_class_init (PilotSpoolClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pilot_spool_finalize;
}

static void
pilot_spool_init (PilotSpool *self)
{
  self->fd = -1;
  self->ascii = TRUE;
  self->utf8 = TRUE;
}

PilotSpool *
pilot_spool_new (GInputStream *stream, PilotEncoding encoding, PilotSpoolProgress progress, gpointer user_data,
                 GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotSpool) self = g_object_new (PILOT_TYPE_SPOOL, NULL);
  g_autoptr (GInputStream) decoded = NULL;

  if (encoding == PILOT_ENCODING_UTF8)
    decoded = g_object_ref (stream);
  else
    {
      g_autoptr (GConverter) decoder = pilot_text_decoder_new (encoding);

      decoded = g_converter_input_stream_new (stream, decoder);
      g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (decoded), FALSE);
    }
  if (!open_nameless (self, error) || !copy (self, decoded, progress, user_data, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

guint64
pilot_spool_get_size_bytes (PilotSpool *self)
{
  return self->size_bytes;
}

GInputStream *
pilot_spool_open (PilotSpool *self)
{
  return pilot_spool_stream_new (self);
}

gssize
pilot_spool_read (PilotSpool *self, guint64 offset, void *buffer, gsize size, GError **error)
{
  for (;;)
    {
      gssize n = pread (self->fd, buffer, size, offset);

      if (n >= 0)
        return n;
      if (errno != EINTR)
        {
          set_errno (error, errno);
          return -1;
        }
    }
}

gboolean
pilot_spool_is_ascii (PilotSpool *self)
{
  return self->ascii;
}

gboolean
pilot_spool_is_utf8 (PilotSpool *self)
{
  return self->utf8;
}
