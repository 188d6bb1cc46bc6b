/* pilot-outbox-export.c: unsent changes as files for people
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-outbox-export.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pilot-column-map.h"
#include "pilot-csv-writer.h"
#include "pilot-store-import-export.h"
#include "pilot-time.h"
#include "pilot-whole-file.h"

/* The rows of one import, on their way into a file. */
typedef struct
{
  PilotStore *store;
  PilotCsvWriter *writer;
  GHashTable *refs; /* id → cell */
  GError *error;    /* (owned) (nullable) */
} ImportRows;

static const char *const kind_labels[] = {
  [PILOT_OPERATION_CREATE] = N_("Create"),
  [PILOT_OPERATION_UPDATE] = N_("Change"),
  [PILOT_OPERATION_DELETE] = N_("Delete"),
  [PILOT_OPERATION_IMPORT] = N_("Import"),
};

static gboolean
write_header (PilotCsvWriter *writer, GError **error)
{
  const char *const titles[] = { _("Time"), _("What"), _("Kind"), _("Record"), _("ID"), _("Field"), _("Before"), _("After"), _("Message") };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    pilot_csv_writer_add (writer, titles[i], -1);
  return pilot_csv_writer_end_row (writer, NULL, error);
}

/* @field -1: the row tells of the whole record, or of an import and the file that has its rows. */
static gboolean
write_row (PilotCsvWriter *writer, const PilotPendingData *data, int field, const char *rows_name, GError **error)
{
  const PilotSchema *schema = pilot_schema_get (data->entity);
  char time[PILOT_TIME_LENGTH_BYTES];
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (field >= 0)
    {
      before = data->base != NULL ? pilot_record_dup_display (data->base, field) : NULL;
      after = pilot_record_dup_display (data->mine, field);
    }
  pilot_time_format (data->created_unix_usec, time);
  pilot_csv_writer_add (writer, time, -1);
  pilot_csv_writer_add (writer, g_dgettext (GETTEXT_PACKAGE, kind_labels[data->kind]), -1);
  pilot_csv_writer_add (writer, g_dgettext (GETTEXT_PACKAGE, schema->label), -1);
  pilot_csv_writer_add (writer, data->title, -1);
  pilot_csv_writer_add (writer, data->entity_id, -1);
  pilot_csv_writer_add (writer, field >= 0 ? g_dgettext (GETTEXT_PACKAGE, schema->fields[field].label) : NULL, -1);
  pilot_csv_writer_add (writer, before, -1);
  pilot_csv_writer_add (writer, field >= 0 ? after : rows_name, -1);
  pilot_csv_writer_add (writer, data->message, -1);
  return pilot_csv_writer_end_row (writer, NULL, error);
}

static gboolean
write_pending (PilotCsvWriter *writer, const PilotPendingData *data, const char *rows_name, GError **error)
{
  gboolean any = FALSE;

  for (guint i = PILOT_FIELD_FIRST; data->mine != NULL && i < pilot_schema_get (data->entity)->n_fields; i++)
    {
      if (!pilot_record_is_set (data->mine, i))
        continue;
      if (!write_row (writer, data, i, NULL, error))
        return FALSE;
      any = TRUE;
    }
  return any || write_row (writer, data, -1, rows_name, error);
}

/* What an import finds the record by again. Its UUID would not do: imported anew, it gets another. */
static const char *
get_ref_cell (ImportRows *self, PilotEntity entity, const char *id)
{
  const char *known = g_hash_table_lookup (self->refs, id);
  int external_id = pilot_schema_find_field (pilot_schema_get (entity), "external_id");
  g_autoptr (PilotRecord) record = NULL;
  char *cell = NULL;

  if (known != NULL)
    return known;
  record = pilot_store_get_record (self->store, entity, id, NULL, NULL);
  if (record != NULL && external_id >= 0)
    cell = g_strdup (pilot_record_get_text (record, external_id));
  if (record != NULL && cell == NULL)
    cell = pilot_record_dup_title (record);
  if (cell == NULL)
    cell = g_strdup (id);
  g_hash_table_insert (self->refs, g_strdup (id), cell);
  return cell;
}

static void
add_cell (ImportRows *self, const PilotRecord *record, guint index)
{
  const PilotField *field = &pilot_record_get_schema (record)->fields[index];
  const PilotValue *value = pilot_record_get_value (record, index);
  char text[PILOT_TIME_LENGTH_BYTES];

  if (value->kind == PILOT_VALUE_UNSET || value->kind == PILOT_VALUE_NULL)
    pilot_csv_writer_add (self->writer, NULL, -1);
  else if (field->type == PILOT_FIELD_REF)
    pilot_csv_writer_add (self->writer, get_ref_cell (self, field->ref, value->text), -1);
  else if (field->type == PILOT_FIELD_TIME)
    {
      pilot_time_format (value->integer, text);
      pilot_csv_writer_add (self->writer, text, -1);
    }
  else if (value->kind == PILOT_VALUE_INTEGER)
    {
      g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, value->integer);
      pilot_csv_writer_add (self->writer, text, -1);
    }
  else
    pilot_csv_writer_add (self->writer, value->text, -1);
}

static gboolean
import_row_cb (PilotRecord *record, gpointer user_data)
{
  ImportRows *self = user_data;
  const PilotSchema *schema = pilot_record_get_schema (record);

  for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
    if (pilot_column_map_is_target (schema, i))
      add_cell (self, record, i);
  return pilot_csv_writer_end_row (self->writer, NULL, &self->error);
}

static PilotCsvWriter *
open_writer (GOutputStream *stream)
{
  return pilot_csv_writer_new (stream, ',', PILOT_CSV_WRITER_BOM | PILOT_CSV_WRITER_GUARD);
}

typedef struct
{
  PilotStore *store;
  const PilotPendingData *data;
} ImportFile;

static gboolean
write_import (GOutputStream *stream, gpointer user_data, GCancellable *cancellable, GError **error)
{
  const ImportFile *self = user_data;
  const PilotSchema *schema = pilot_schema_get (self->data->entity);
  g_autoptr (PilotCsvWriter) writer = open_writer (stream);
  g_autoptr (GHashTable) refs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  ImportRows rows = { .store = self->store, .writer = writer, .refs = refs };

  for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
    if (pilot_column_map_is_target (schema, i))
      pilot_csv_writer_add (writer, schema->fields[i].json, -1);
  if (!pilot_csv_writer_end_row (writer, NULL, error) ||
      !pilot_store_scan_import (self->store, self->data->entity, self->data->seq, import_row_cb, &rows, error))
    return FALSE;
  if (rows.error != NULL)
    {
      g_propagate_error (error, rows.error);
      return FALSE;
    }
  return pilot_csv_writer_finish (writer, NULL, error);
}

/* The file beside @file for the @number-th import. */
static GFile *
make_rows_file (GFile *file, guint number, char **name)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *base = g_file_get_basename (file);

  if (g_str_has_suffix (base, ".csv"))
    base[strlen (base) - strlen (".csv")] = '\0';
  *name = g_strdup_printf ("%s-import-%u.csv", base, number);
  return g_file_get_child (folder, *name);
}

typedef struct
{
  PilotStore *store;
  GFile *file;
  guint n_imports;
} OutboxFile;

static gboolean
write_outbox (GOutputStream *stream, gpointer user_data, GCancellable *cancellable, GError **error)
{
  OutboxFile *self = user_data;
  g_autoptr (GPtrArray) outbox = pilot_store_list_pending (self->store, error);
  g_autoptr (PilotCsvWriter) writer = open_writer (stream);

  if (outbox == NULL || !write_header (writer, error))
    return FALSE;
  for (guint i = 0; i < outbox->len; i++)
    {
      const PilotPendingData *data = pilot_pending_get (g_ptr_array_index (outbox, i));
      g_autofree char *rows_name = NULL;

      if (data->kind == PILOT_OPERATION_IMPORT)
        {
          g_autoptr (GFile) rows = make_rows_file (self->file, ++self->n_imports, &rows_name);
          ImportFile import = { self->store, data };

          if (!pilot_whole_file_fill (rows, G_FILE_CREATE_REPLACE_DESTINATION, write_import, &import, NULL, error))
            return FALSE;
        }
      if (!write_pending (writer, data, rows_name, error))
        return FALSE;
    }
  return pilot_csv_writer_finish (writer, NULL, error);
}

gboolean
pilot_outbox_export (PilotStore *store, GFile *file, guint *n_imports, GError **error)
{
  OutboxFile self = { store, file, 0 };

  if (!pilot_whole_file_fill (file, G_FILE_CREATE_REPLACE_DESTINATION, write_outbox, &self, NULL, error))
    return FALSE;
  if (n_imports != NULL)
    *n_imports = self.n_imports;
  return TRUE;
}
