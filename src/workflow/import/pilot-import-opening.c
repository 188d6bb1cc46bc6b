/* pilot-import-opening.c: reads a file for the first time, and finds out how it is written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-import-opening.h"

#include "pilot-importer.h"

#include "pilot-csv-reader.h"
#include "pilot-error.h"
#include "pilot-heading-guess.h"
#include "pilot-short-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>

#define SHOWN_CHARS 500

#define STANDARD_INPUT "/dev/stdin"

/* A device never ends or gives nothing, and a folder's own message says neither what it is nor what to do. */
static gboolean
check_is_file (GFile *file, guint64 *size_bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info = NULL;
  g_autofree char *name = g_file_get_parse_name (file);
  mode_t mode;

  if (strcmp (name, STANDARD_INPUT) == 0)
    return TRUE;
  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_UNIX_MODE, G_FILE_QUERY_INFO_NONE, cancellable, error);
  if (info == NULL)
    return FALSE;
  *size_bytes = g_file_info_get_size (info);
  mode = g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_UNIX_MODE);
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
    g_set_error (error, PILOT_ERROR, PILOT_ERROR_INVALID, _ ("“%s” is a folder. Choose a file in it."), name);
  else if (S_ISCHR (mode) || S_ISBLK (mode) || S_ISSOCK (mode))
    g_set_error (error, PILOT_ERROR, PILOT_ERROR_INVALID, _ ("“%s” is a device or a socket, not a file with rows. Choose a CSV file."), name);
  else
    return TRUE;
  return FALSE;
}

static GInputStream *
open_input (PilotImportOpening *self, GCancellable *cancellable, GError **error)
{
  if (self->file != NULL && !check_is_file (self->file, &self->size_bytes, cancellable, error))
    return NULL;
  if (self->file != NULL)
    return G_INPUT_STREAM (g_file_read (self->file, cancellable, error));
  return g_memory_input_stream_new_from_bytes (self->bytes);
}

static void
copied_cb (guint64 bytes, gpointer user_data)
{
  PilotImportOpening *self = user_data;

  if (self->progress != NULL && self->size_bytes > 0)
    self->progress ((double) bytes / self->size_bytes, self->user_data);
}

/* A sample says what a file begins with. Where not all of it is UTF-8, what most of it is decides: a line that UTF-8
 * can't read is refused with a reason, one that Windows-1252 reads wrongly is imported. */
static gboolean
detect_mix (PilotImportOpening *self, gboolean marked, GCancellable *cancellable, GError **error)
{
  if (pilot_spool_is_utf8 (self->raw)
      || (self->format.encoding != PILOT_ENCODING_UTF8 && self->format.encoding != PILOT_ENCODING_WINDOWS_1252))
    return TRUE;
  if (!pilot_utf8_survey_run (&self->survey, self->raw, cancellable, error))
    return FALSE;
  self->format.encoding = marked || self->survey.n_utf8_lines >= self->survey.n_other_lines ? PILOT_ENCODING_UTF8 : PILOT_ENCODING_WINDOWS_1252;
  return TRUE;
}

static gboolean
detect (PilotImportOpening *self, GCancellable *cancellable, GError **error)
{
  g_autofree guint8 *sample = g_malloc (PILOT_CSV_SAMPLE_BYTES);
  gssize n = pilot_spool_read (self->raw, 0, sample, PILOT_CSV_SAMPLE_BYTES, error);

  return n >= 0 && pilot_csv_format_detect (sample, n, (guint64) n == pilot_spool_get_size_bytes (self->raw), &self->format, error)
         && detect_mix (self, n >= 3 && memcmp (sample, "\xEF\xBB\xBF", 3) == 0, cancellable, error);
}

static gboolean
read_preview (PilotImportOpening *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GInputStream) stream = pilot_spool_open (self->text);
  PilotCsvFormat format = { PILOT_ENCODING_UTF8, self->format.delimiter };
  g_autoptr (PilotCsvReader) reader = pilot_csv_reader_new (stream, &format);

  self->preview = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  while (self->preview->len <= PILOT_IMPORT_PREVIEW_ROWS)
    {
      g_autoptr (GPtrArray) cells = g_ptr_array_new ();
      const PilotCsvRow *row;

      if (!pilot_csv_reader_next (reader, &row, cancellable, error))
        return FALSE;
      if (row == NULL)
        break;
      for (guint i = 0; i < row->n_cells; i++)
        g_ptr_array_add (cells, pilot_short_text (row->cells[i].text, SHOWN_CHARS));
      g_ptr_array_add (cells, NULL);
      g_ptr_array_add (self->preview, g_ptr_array_free (g_steal_pointer (&cells), FALSE));
    }
  if (self->preview->len > 0)
    {
      GStrv first;

      self->n_above = pilot_heading_guess_find (self->preview);
      if (self->n_above > 0)
        g_ptr_array_remove_range (self->preview, 0, self->n_above);
      first = g_ptr_array_index (self->preview, 0);
      self->first_is_data = pilot_heading_guess_is_data ((const char *const *) first, g_strv_length (first));
      return TRUE;
    }
  g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID, _ ("The file is empty."));
  return FALSE;
}

PilotImportOpening *
pilot_import_opening_new (void)
{
  return g_new0 (PilotImportOpening, 1);
}

void
pilot_import_opening_free (PilotImportOpening *self)
{
  g_clear_object (&self->file);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_object (&self->raw);
  g_clear_object (&self->text);
  g_clear_pointer (&self->preview, g_ptr_array_unref);
  g_free (self);
}

gboolean
pilot_import_opening_run (PilotImportOpening *self, GCancellable *cancellable, GError **error)
{
  if (self->raw == NULL)
    {
      g_autoptr (GInputStream) input = open_input (self, cancellable, error);

      if (input == NULL)
        return FALSE;
      self->raw = pilot_spool_new (input, PILOT_ENCODING_UTF8, copied_cb, self, cancellable, error);
      if (self->raw == NULL)
        return FALSE;
    }
  if (self->detect && !detect (self, cancellable, error))
    return FALSE;
  if (self->format.encoding == PILOT_ENCODING_UTF8)
    self->text = g_object_ref (self->raw);
  else
    {
      g_autoptr (GInputStream) bytes = pilot_spool_open (self->raw);

      self->text = pilot_spool_new (bytes, self->format.encoding, NULL, NULL, cancellable, error);
    }
  return self->text != NULL && read_preview (self, cancellable, error);
}
