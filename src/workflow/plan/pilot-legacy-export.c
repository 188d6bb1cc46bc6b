/* pilot-legacy-export.c: legacy records as files in a folder, with a manifest
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-legacy-export.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pilot-csv-reader.h"
#include "pilot-csv-writer.h"
#include "pilot-error.h"
#include "pilot-time.h"

#define BUFFER_BYTES 65536

typedef struct
{
  GFile *file;             /* (owned) */
  const PilotSchema *schema; /* (nullable): NULL: the manifest */
  guint64 n_records;
  char *sha256;            /* (owned) (nullable) */
} Part;

struct _PilotLegacyExport
{
  GFile *folder;          /* (owned) */
  GPtrArray *parts;       /* (owned) (element-type Part) */
  PilotCsvWriter *writer; /* (owned) (nullable): of the last part */
  char *time;             /* (owned) */
  gboolean finished;
};

static void
part_free (gpointer data)
{
  Part *self = data;

  g_object_unref (self->file);
  g_free (self->sha256);
  g_free (self);
}

static Part *
add_part (PilotLegacyExport *self, const char *name, const PilotSchema *schema)
{
  Part *part = g_new0 (Part, 1);

  part->file = g_file_get_child (self->folder, name);
  part->schema = schema;
  g_ptr_array_add (self->parts, part);
  return part;
}

static Part *
get_last (PilotLegacyExport *self)
{
  return g_ptr_array_index (self->parts, self->parts->len - 1);
}

static PilotCsvWriter *
open_writer (GFile *file, PilotCsvWriterFlags flags, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileOutputStream) stream = g_file_create (file, G_FILE_CREATE_PRIVATE, cancellable, error);

  return stream != NULL ? pilot_csv_writer_new (G_OUTPUT_STREAM (stream), ',', flags) : NULL;
}

/* As the file is read again: an admin may get it back into Pilotage. */
static void
add_cell (PilotCsvWriter *writer, const PilotField *field, const PilotValue *value)
{
  char buffer[MAX (PILOT_TIME_LENGTH_BYTES, 24)];

  if (value->kind == PILOT_VALUE_TEXT)
    pilot_csv_writer_add (writer, value->text, value->length_bytes);
  else if (value->kind != PILOT_VALUE_INTEGER)
    pilot_csv_writer_add (writer, NULL, 0);
  else if (field->type == PILOT_FIELD_BOOLEAN)
    pilot_csv_writer_add (writer, value->integer != 0 ? "true" : "false", -1);
  else
    {
      if (field->type == PILOT_FIELD_TIME)
        pilot_time_format (value->integer, buffer);
      else
        g_snprintf (buffer, sizeof buffer, "%" G_GINT64_FORMAT, value->integer);
      pilot_csv_writer_add (writer, buffer, -1);
    }
}

static char *
hash_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *buffer = g_malloc (BUFFER_BYTES);
  gssize n = 1;

  if (stream == NULL)
    return NULL;
  while (n > 0)
    {
      n = g_input_stream_read (G_INPUT_STREAM (stream), buffer, BUFFER_BYTES, cancellable, error);
      if (n > 0)
        g_checksum_update (checksum, buffer, n);
    }
  return n == 0 ? g_strdup (g_checksum_get_string (checksum)) : NULL;
}

/* Rows below the headings; faulty ones are none. */
static gboolean
count_rows (GFile *file, guint64 *n_rows, GCancellable *cancellable, GError **error)
{
  const PilotCsvFormat format = { .delimiter = ',', .encoding = PILOT_ENCODING_UTF8 };
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (PilotCsvReader) reader = stream != NULL ? pilot_csv_reader_new (G_INPUT_STREAM (stream), &format) : NULL;
  const PilotCsvRow *row = NULL;
  guint64 n = 0;

  do
    {
      if (reader == NULL || !pilot_csv_reader_next (reader, &row, cancellable, error))
        return FALSE;
      n += row != NULL && row->fault == PILOT_CSV_NO_FAULT;
    }
  while (row != NULL);
  *n_rows = n > 0 ? n - 1 : 0;
  return TRUE;
}

static void
add_texts (PilotCsvWriter *writer, const char *const *texts)
{
  for (guint i = 0; texts[i] != NULL; i++)
    pilot_csv_writer_add (writer, texts[i], -1);
}

static gboolean
write_manifest (PilotLegacyExport *self, const char *total_sha256, gint64 revision, GCancellable *cancellable, GError **error)
{
  guint n_files = self->parts->len;
  Part *part = add_part (self, "manifest.csv", NULL);
  g_autoptr (PilotCsvWriter) writer = open_writer (part->file, PILOT_CSV_WRITER_PLAIN, cancellable, error);
  g_autofree char *all = g_strdup_printf ("%" G_GINT64_FORMAT, revision);

  if (writer == NULL)
    return FALSE;
  add_texts (writer, (const char *[]){ "file", "kind", "records", "sha256", "made at", "revision", NULL });
  for (guint i = 0; i < n_files; i++)
    {
      Part *file = g_ptr_array_index (self->parts, i);
      g_autofree char *name = g_file_get_basename (file->file);
      g_autofree char *n_records = g_strdup_printf ("%" G_GUINT64_FORMAT, file->n_records);

      if (!pilot_csv_writer_end_row (writer, cancellable, error))
        return FALSE;
      add_texts (writer, (const char *[]){ name, file->schema->name, n_records, file->sha256, self->time, all, NULL });
    }
  if (!pilot_csv_writer_end_row (writer, cancellable, error))
    return FALSE;
  add_texts (writer, (const char *[]){ "", "all records in canonical form", "", total_sha256, self->time, all, NULL });
  if (!pilot_csv_writer_end_row (writer, cancellable, error) || !pilot_csv_writer_finish (writer, cancellable, error))
    return FALSE;
  part->sha256 = hash_file (part->file, cancellable, error);
  return part->sha256 != NULL;
}

static gboolean
write_sums (PilotLegacyExport *self, GCancellable *cancellable, GError **error)
{
  guint n_files = self->parts->len;
  Part *part = add_part (self, "SHA256SUMS", NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_files; i++)
    {
      Part *file = g_ptr_array_index (self->parts, i);
      g_autofree char *name = g_file_get_basename (file->file);

      g_string_append_printf (text, "%s  %s\n", file->sha256, name);
    }
  return g_file_replace_contents (part->file, text->str, text->len, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, cancellable, error);
}

PilotLegacyExport *
pilot_legacy_export_new (GFile *parent, gint64 now_unix_usec, GError **error)
{
  g_autoptr (PilotLegacyExport) self = g_new0 (PilotLegacyExport, 1);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (now_unix_usec / G_USEC_PER_SEC);
  g_autofree char *name = g_date_time_format (now, "legacy-%Y-%m-%d-%H%M%S");
  char time[PILOT_TIME_LENGTH_BYTES];

  pilot_time_format (now_unix_usec, time);
  self->time = g_strdup (time);
  self->parts = g_ptr_array_new_with_free_func (part_free);
  self->folder = g_file_get_child (parent, name);
  if (!g_file_make_directory (self->folder, NULL, error))
    {
      self->finished = TRUE; /* what is there is not ours */
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
pilot_legacy_export_free (PilotLegacyExport *self)
{
  g_clear_object (&self->writer);
  if (!self->finished)
    {
      for (guint i = 0; i < self->parts->len; i++)
        g_file_delete (((Part *) g_ptr_array_index (self->parts, i))->file, NULL, NULL);
      g_file_delete (self->folder, NULL, NULL);
    }
  g_ptr_array_unref (self->parts);
  g_object_unref (self->folder);
  g_free (self->time);
  g_free (self);
}

gboolean
pilot_legacy_export_begin (PilotLegacyExport *self, PilotEntity kind, GCancellable *cancellable, GError **error)
{
  const PilotSchema *schema = pilot_schema_get (kind);
  g_autofree char *name = g_strconcat (schema->collection, ".csv", NULL);
  Part *part = add_part (self, name, schema);

  self->writer = open_writer (part->file, PILOT_CSV_WRITER_BOM | PILOT_CSV_WRITER_GUARD, cancellable, error);
  if (self->writer == NULL)
    return FALSE;
  for (guint i = 0; i < schema->n_fields; i++)
    pilot_csv_writer_add (self->writer, schema->fields[i].name, -1);
  return pilot_csv_writer_end_row (self->writer, cancellable, error);
}

gboolean
pilot_legacy_export_add (PilotLegacyExport *self, const PilotValue *values, GCancellable *cancellable, GError **error)
{
  Part *part = get_last (self);

  for (guint i = 0; i < part->schema->n_fields; i++)
    add_cell (self->writer, &part->schema->fields[i], &values[i]);
  part->n_records++;
  return pilot_csv_writer_end_row (self->writer, cancellable, error);
}

gboolean
pilot_legacy_export_end (PilotLegacyExport *self, GCancellable *cancellable, GError **error)
{
  Part *part = get_last (self);
  guint64 n_rows;
  gboolean written = pilot_csv_writer_finish (self->writer, cancellable, error);

  g_clear_object (&self->writer);
  if (!written || !count_rows (part->file, &n_rows, cancellable, error))
    return FALSE;
  if (n_rows != part->n_records)
    {
      g_autofree char *name = g_file_get_parse_name (part->file);

      /* Translators: %s is the name of a file */
      g_set_error (error, PILOT_ERROR, PILOT_ERROR_CORRUPT, _("What was written to %s is not what is read there. Try another disk."), name);
      return FALSE;
    }
  part->sha256 = hash_file (part->file, cancellable, error);
  return part->sha256 != NULL;
}

GFile *
pilot_legacy_export_finish (PilotLegacyExport *self, const char *total_sha256, gint64 revision, GCancellable *cancellable, GError **error)
{
  if (!write_manifest (self, total_sha256, revision, cancellable, error) || !write_sums (self, cancellable, error))
    return NULL;
  self->finished = TRUE;
  return g_object_ref (self->folder);
}
