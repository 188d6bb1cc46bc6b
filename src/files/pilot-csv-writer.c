/* pilot-csv-writer.c: writes rows as CSV
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-csv-writer.h"

#include <csv.h>
#include <string.h>

#define FLUSH_BYTES (64 * 1024)

struct _PilotCsvWriter
{
  GObject parent_instance;

  GOutputStream *stream; /* (owned) */
  char delimiter;
  PilotCsvWriterFlags flags;
  GByteArray *buffer; /* (owned) */
  guint n_cells;      /* in the row that is being written */
};

G_DEFINE_FINAL_TYPE (PilotCsvWriter, pilot_csv_writer, G_TYPE_OBJECT)

static gboolean
begins_formula (const char *text)
{
  return *text != '\0' && strchr ("=+-@\t\r", *text) != NULL;
}

/* +353 1 513 3101 and -12.5 are harmless, and would be spoilt for whoever reads the file. */
static gboolean
is_number_like (const char *text)
{
  return text[strspn (text, "+-0123456789 ().,/|")] == '\0';
}

static gboolean
needs_guard (const char *text)
{
  return begins_formula (text) && !is_number_like (text);
}

static gboolean
needs_quotes (PilotCsvWriter *self, const char *text, gsize length)
{
  if (length == 0)
    return FALSE;
  /* Readers, ours too, take blanks off cells that are not quoted. */
  if (text[0] == ' ' || text[length - 1] == ' ')
    return TRUE;
  for (gsize i = 0; i < length; i++)
    if (text[i] == self->delimiter || text[i] == '"' || text[i] == '\n' || text[i] == '\r' || text[i] == '\t')
      return TRUE;
  return FALSE;
}

static gboolean
flush (PilotCsvWriter *self, GCancellable *cancellable, GError **error)
{
  if (!g_output_stream_write_all (self->stream, self->buffer->data, self->buffer->len, NULL, cancellable, error))
    return FALSE;
  g_byte_array_set_size (self->buffer, 0);
  return TRUE;
}

static void
pilot_csv_writer_finalize (GObject *object)
{
  PilotCsvWriter *self = PILOT_CSV_WRITER (object);

  g_clear_object (&self->stream);
  g_clear_pointer (&self->buffer, g_byte_array_unref);
  G_OBJECT_CLASS (pilot_csv_writer_parent_class)->finalize (object);
}

static void
pilot_csv_writer_class_init (PilotCsvWriterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pilot_csv_writer_finalize;
}

static void
pilot_csv_writer_init (PilotCsvWriter *self)
{
  self->buffer = g_byte_array_new ();
}

PilotCsvWriter *
pilot_csv_writer_new (GOutputStream *stream, char delimiter, PilotCsvWriterFlags flags)
{
  PilotCsvWriter *self = g_object_new (PILOT_TYPE_CSV_WRITER, NULL);

  self->stream = g_object_ref (stream);
  self->delimiter = delimiter;
  self->flags = flags;
  if (flags & PILOT_CSV_WRITER_BOM)
    g_byte_array_append (self->buffer, (const guint8 *) "\xEF\xBB\xBF", 3);
  return self;
}

void
pilot_csv_writer_add (PilotCsvWriter *self, const char *text, gssize length_bytes)
{
  gsize length = text == NULL ? 0 : length_bytes < 0 ? strlen (text) : (gsize) length_bytes;
  g_autofree char *guarded = NULL;

  if (self->n_cells++ > 0)
    g_byte_array_append (self->buffer, (const guint8 *) &self->delimiter, 1);
  if (length > 0 && self->flags & PILOT_CSV_WRITER_GUARD)
    {
      guarded = g_strndup (text, length);
      if (needs_guard (guarded))
        {
          g_autofree char *bare = g_steal_pointer (&guarded);

          guarded = g_strconcat ("'", bare, NULL);
        }
      text = guarded;
      length = strlen (guarded);
    }
  if (needs_quotes (self, text, length))
    {
      gsize start = self->buffer->len;
      gsize size = csv_write (NULL, 0, text, length);

      g_byte_array_set_size (self->buffer, start + size);
      csv_write (self->buffer->data + start, size, text, length);
    }
  else if (length > 0)
    g_byte_array_append (self->buffer, (const guint8 *) text, length);
}

gboolean
pilot_csv_writer_end_row (PilotCsvWriter *self, GCancellable *cancellable, GError **error)
{
  /* A row with one empty cell would be a blank line. */
  if (self->n_cells == 1 && (self->buffer->len == 0 || self->buffer->data[self->buffer->len - 1] == '\n'))
    g_byte_array_append (self->buffer, (const guint8 *) "\"\"", 2);
  g_byte_array_append (self->buffer, (const guint8 *) "\r\n", 2);
  self->n_cells = 0;
  return self->buffer->len < FLUSH_BYTES || flush (self, cancellable, error);
}

gboolean
pilot_csv_writer_finish (PilotCsvWriter *self, GCancellable *cancellable, GError **error)
{
  return flush (self, cancellable, error) && g_output_stream_close (self->stream, cancellable, error);
}

const char *
pilot_csv_unguard (const char *text)
{
  return text[0] == '\'' && needs_guard (text + 1) ? text + 1 : text;
}
