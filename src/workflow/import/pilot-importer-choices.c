/* pilot-importer-choices.c: what a window offers to correct
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-importer.h"

#include "pilot-column-map.h"
#include "pilot-csv-format.h"
#include "pilot-utf8-survey.h"

#include <glib/gi18n-lib.h>
#include <string.h>

const char *
pilot_importer_encoding_label (guint number)
{
  /* The numbers of code pages say little. */
  if (number == PILOT_ENCODING_WINDOWS_1252)
    return _ ("Western European (Windows-1252)");
  if (number == PILOT_ENCODING_WINDOWS_1250)
    return _ ("Central European (Windows-1250)");
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

char *
pilot_importer_dup_encoding_warning (PilotImporter *self)
{
  const PilotUtf8Survey *survey = pilot_importer_get_survey (self);
  PilotEncoding encoding = pilot_importer_get_format (self)->encoding;
  g_autofree char *first = g_strdup_printf ("%" G_GUINT64_FORMAT, survey->first_other_line);
  g_autofree char *others = g_strdup_printf ("%" G_GUINT64_FORMAT, survey->n_other_lines);
  g_autofree char *utf8 = g_strdup_printf ("%" G_GUINT64_FORMAT, survey->n_utf8_lines);

  if (encoding == PILOT_ENCODING_UTF8 && survey->n_other_lines == 1)
    /* Translators: %s is a line's number */
    return g_strdup_printf (_ ("Line %s of the file is not UTF-8, so its row is refused. Save the file as UTF-8, or choose another encoding."), first);
  if (encoding == PILOT_ENCODING_UTF8 && survey->n_other_lines > 1)
    /* Translators: the first %s is how many lines, the second a line's number */
    return g_strdup_printf (ngettext ("%s line of the file is not UTF-8, the first is line %s. Its row is refused. Save the file as UTF-8, or choose another encoding.",
                                      "%s lines of the file are not UTF-8, the first is line %s. Their rows are refused. Save the file as UTF-8, or choose another encoding.",
                                      survey->n_other_lines),
                            others, first);
  if ((encoding == PILOT_ENCODING_WINDOWS_1252 || encoding == PILOT_ENCODING_WINDOWS_1250) && survey->n_utf8_lines > 0)
    /* Translators: the first %s is how many lines, the second a line's number */
    return g_strdup_printf (ngettext ("The file is in two encodings: %s line is UTF-8 and is read wrongly, “é” as “Ã©”; line %s is the first that is not.",
                                      "The file is in two encodings: %s lines are UTF-8 and are read wrongly, “é” as “Ã©”; line %s is the first that is not.",
                                      survey->n_utf8_lines),
                            utf8, first);
  return NULL;
}

char *
pilot_importer_dup_above_note (PilotImporter *self)
{
  guint n = pilot_importer_get_n_above (self);

  return n > 0 ? g_strdup_printf (ngettext ("%u row above the headings is left out.", "%u rows above the headings are left out.", n), n) : NULL;
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

  G_STATIC_ASSERT ((int) PILOT_IMPORT_TO_NOTES == (int) PILOT_COLUMN_NOTES && (int) PILOT_IMPORT_LEAVE_OUT == (int) PILOT_COLUMN_LEFT_OUT
                   && (int) PILOT_IMPORT_JOIN == (int) PILOT_COLUMN_JOINED);
  return map != NULL ? pilot_column_map_get_target (map, column) : PILOT_IMPORT_TO_NOTES;
}

gboolean
pilot_importer_is_target (PilotEntity entity, guint field)
{
  return field == PILOT_FIELD_ID || pilot_column_map_is_target (pilot_schema_get (entity), field);
}

gboolean
pilot_importer_can_join (PilotEntity entity)
{
  return pilot_column_map_can_join (pilot_schema_get (entity));
}

const char *
pilot_importer_target_label (PilotEntity entity, int target)
{
  if (target == PILOT_IMPORT_TO_NOTES)
    return _ ("Keep in the notes");
  if (target == PILOT_IMPORT_LEAVE_OUT)
    return _ ("Leave out");
  if (target == PILOT_IMPORT_JOIN)
    /* Translators: what becomes of a column with family names, where another has the given names */
    return _ ("Add to the name");
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
