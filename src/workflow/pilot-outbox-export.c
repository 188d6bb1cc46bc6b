/* pilot-outbox-export.c: unsent changes as a file for people
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-outbox-export.h"

#include <glib/gi18n-lib.h>

#include "pilot-csv-writer.h"
#include "pilot-time.h"

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

/* @field -1: the row tells of the whole record. */
static gboolean
write_row (PilotCsvWriter *writer, const PilotPendingData *data, int field, GError **error)
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
  pilot_csv_writer_add (writer, after, -1);
  pilot_csv_writer_add (writer, data->message, -1);
  return pilot_csv_writer_end_row (writer, NULL, error);
}

static gboolean
write_pending (PilotCsvWriter *writer, const PilotPendingData *data, GError **error)
{
  gboolean any = FALSE;

  for (guint i = PILOT_FIELD_FIRST; data->mine != NULL && i < pilot_schema_get (data->entity)->n_fields; i++)
    {
      if (!pilot_record_is_set (data->mine, i))
        continue;
      if (!write_row (writer, data, i, error))
        return FALSE;
      any = TRUE;
    }
  return any || write_row (writer, data, -1, error);
}

gboolean
pilot_outbox_export (GListModel *outbox, GFile *file, GError **error)
{
  g_autoptr (GFileOutputStream) stream = NULL;
  g_autoptr (PilotCsvWriter) writer = NULL;

  stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL, error);
  if (stream == NULL)
    return FALSE;
  writer = pilot_csv_writer_new (G_OUTPUT_STREAM (stream), ',', PILOT_CSV_WRITER_BOM | PILOT_CSV_WRITER_GUARD);
  if (!write_header (writer, error))
    return FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (outbox); i++)
    {
      g_autoptr (PilotPending) pending = g_list_model_get_item (outbox, i);

      if (!write_pending (writer, pilot_pending_get (pending), error))
        return FALSE;
    }
  return pilot_csv_writer_finish (writer, NULL, error);
}
