/* pilot-import-source.c: a file to import, and how to read it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-import-source.h"

PilotImportSource *
pilot_import_source_copy (const PilotImportSource *self)
{
  PilotImportSource *copy = g_memdup2 (self, sizeof *self);

  copy->spool = g_object_ref (self->spool);
  copy->map = pilot_column_map_copy (self->map);
  copy->dataset = g_strdup (self->dataset);
  return copy;
}

void
pilot_import_source_free (PilotImportSource *self)
{
  g_clear_object (&self->spool);
  g_clear_pointer (&self->map, pilot_column_map_free);
  g_free (self->dataset);
  g_free (self);
}

PilotCsvReader *
pilot_import_source_open (const PilotImportSource *self)
{
  g_autoptr (GInputStream) stream = pilot_spool_open (self->spool);
  PilotCsvFormat format = { PILOT_ENCODING_UTF8, self->delimiter };

  return pilot_csv_reader_new (stream, &format);
}

PilotCsvReader *
pilot_import_source_open_rows (const PilotImportSource *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotCsvReader) reader = pilot_import_source_open (self);
  const PilotCsvRow *row;

  for (guint i = 0; i < self->n_above + (self->has_header ? 1 : 0); i++)
    if (!pilot_csv_reader_next (reader, &row, cancellable, error))
      return NULL;
  return g_steal_pointer (&reader);
}
