/* pilot-importer-choices.c: what a window offers to correct
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-importer.h"

#include "pilot-column-map.h"
#include "pilot-csv-format.h"

#include <glib/gi18n-lib.h>
#include <string.h>

const char *
pilot_importer_encoding_label (guint number)
{
  return number < PILOT_N_ENCODINGS ? pilot_encoding_to_name (number) : NULL;
}

const char *
pilot_importer_delimiter_label (guint number)
{
  return number < strlen (PILOT_CSV_DELIMITERS) ? pilot_csv_delimiter_to_label (PILOT_CSV_DELIMITERS[number]) : NULL;
}

guint
pilot_importer_get_encoding_number (PilotImporter *self)
{
  return pilot_importer_get_format (self)->encoding;
}

guint
pilot_importer_get_delimiter_number (PilotImporter *self)
{
  char delimiter = pilot_importer_get_format (self)->delimiter;
  const char *at = delimiter != '\0' ? strchr (PILOT_CSV_DELIMITERS, delimiter) : NULL;

  return at != NULL ? at - PILOT_CSV_DELIMITERS : 0;
}

void
pilot_importer_set_format_numbers_async (PilotImporter *self, guint encoding, guint delimiter, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data)
{
  PilotCsvFormat format = { encoding, PILOT_CSV_DELIMITERS[MIN (delimiter, strlen (PILOT_CSV_DELIMITERS) - 1)] };

  g_return_if_fail (encoding < PILOT_N_ENCODINGS);
  pilot_importer_set_format_async (self, &format, cancellable, callback, user_data);
}

guint
pilot_importer_get_n_columns (PilotImporter *self)
{
  const PilotColumnMap *map = pilot_importer_get_map (self);

  return map != NULL ? pilot_column_map_get_n_columns (map) : 0;
}

const char *
pilot_importer_get_heading (PilotImporter *self, guint column)
{
  const PilotColumnMap *map = pilot_importer_get_map (self);

  return map != NULL ? pilot_column_map_get_heading (map, column) : "";
}

int
pilot_importer_get_target (PilotImporter *self, guint column)
{
  const PilotColumnMap *map = pilot_importer_get_map (self);

  G_STATIC_ASSERT ((int) PILOT_IMPORT_TO_NOTES == (int) PILOT_COLUMN_NOTES && (int) PILOT_IMPORT_LEAVE_OUT == (int) PILOT_COLUMN_LEFT_OUT);
  return map != NULL ? pilot_column_map_get_target (map, column) : PILOT_IMPORT_TO_NOTES;
}

gboolean
pilot_importer_is_target (PilotEntity entity, guint field)
{
  return field == PILOT_FIELD_ID || pilot_column_map_is_target (pilot_schema_get (entity), field);
}

const char *
pilot_importer_target_label (PilotEntity entity, int target)
{
  if (target == PILOT_IMPORT_TO_NOTES)
    return _ ("Keep in the notes");
  if (target == PILOT_IMPORT_LEAVE_OUT)
    return _ ("Leave out");
  return pilot_column_map_get_label (pilot_schema_get (entity), target);
}

int
pilot_importer_find_column (PilotImporter *self, guint field)
{
  const PilotColumnMap *map = pilot_importer_get_map (self);

  return map != NULL ? pilot_column_map_find_column (map, field) : -1;
}

gboolean
pilot_importer_take_target (PilotImporter *self, guint column, int target, int *other, GError **error)
{
  int before = target >= 0 ? pilot_importer_find_column (self, target) : -1;

  *other = before >= 0 && (guint) before != column ? before : -1;
  return (*other < 0 || pilot_importer_set_target (self, *other, PILOT_IMPORT_TO_NOTES, error)) && pilot_importer_set_target (self, column, target, error);
}

gboolean
pilot_importer_check_mapping (PilotImporter *self, GError **error)
{
  const PilotColumnMap *map = pilot_importer_get_map (self);

  g_return_val_if_fail (map != NULL, FALSE);
  return pilot_column_map_check (map, error);
}
