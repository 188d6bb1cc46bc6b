/* pilot-import-report.c: the rows that were not taken, to mend and load again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-import-report.h"

#include "pilot-csv-writer.h"

#define READ_BYTES (16 * 1024)
#define ROWS_A_STEP 1000

/* A report that is loaded again has the two columns already. */
static gboolean
is_own_column (const PilotColumnMap *map, guint column)
{
  const char *heading = pilot_column_map_get_heading (map, column);

  return g_ascii_strcasecmp (heading, PILOT_COLUMN_REASON_HEADING) == 0 || g_ascii_strcasecmp (heading, PILOT_COLUMN_LINE_HEADING) == 0;
}

static gboolean
write_headings (PilotCsvWriter *writer, const PilotImportSource *source, GCancellable *cancellable, GError **error)
{
  guint n_columns = pilot_column_map_get_n_columns (source->map);

  for (guint i = 0; i < n_columns; i++)
    if (!is_own_column (source->map, i))
      pilot_csv_writer_add (writer, pilot_column_map_get_heading (source->map, i), -1);
  pilot_csv_writer_add (writer, PILOT_COLUMN_LINE_HEADING, -1);
  pilot_csv_writer_add (writer, PILOT_COLUMN_REASON_HEADING, -1);
  return pilot_csv_writer_end_row (writer, cancellable, error);
}

static gboolean
write_row (PilotCsvWriter *writer, const PilotImportSource *source, const PilotCsvRow *row, guint line, const char *message,
           GCancellable *cancellable, GError **error)
{
  guint n_columns = pilot_column_map_get_n_columns (source->map);
  g_autofree char *number = g_strdup_printf ("%u", line);

  for (guint i = 0; i < n_columns; i++)
    if (!is_own_column (source->map, i))
      pilot_csv_writer_add (writer, i < row->n_cells ? row->cells[i].text : NULL, i < row->n_cells ? (gssize) row->cells[i].length_bytes : -1);
  pilot_csv_writer_add (writer, number, -1);
  pilot_csv_writer_add (writer, message, -1);
  /* Cells beyond the headings keep their place behind the others, so that nothing is lost. */
  for (guint i = n_columns; i < row->n_cells; i++)
    pilot_csv_writer_add (writer, row->cells[i].text, row->cells[i].length_bytes);
  return pilot_csv_writer_end_row (writer, cancellable, error);
}

gboolean
pilot_import_report_write (const PilotImportJudgement *judgement, GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  const PilotImportSource *source = pilot_import_judgement_get_source (judgement);
  g_autoptr (PilotCsvWriter) writer = pilot_csv_writer_new (stream, source->delimiter, PILOT_CSV_WRITER_BOM | PILOT_CSV_WRITER_GUARD);
  g_autoptr (PilotCsvReader) reader = pilot_import_source_open (source);
  g_autoptr (PilotRowParser) parser = pilot_import_judgement_create_parser (judgement);
  g_autoptr (PilotBatch) batch = pilot_batch_new ();

  pilot_csv_reader_set_read_bytes (reader, READ_BYTES);
  if (!write_headings (writer, source, cancellable, error))
    return FALSE;
  for (guint i = 0; i < pilot_import_judgement_get_length (judgement); i++)
    {
      const PilotImportJudged *judged = pilot_import_judgement_get (judgement, i);
      g_autofree char *message = NULL;
      const PilotCsvRow *row;

      if (i % ROWS_A_STEP == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (judged->verdict != PILOT_IMPORT_INVALID && judged->verdict != PILOT_IMPORT_DUPLICATE)
        continue;
      if (!pilot_csv_reader_seek (reader, judged->offset, judged->line, error) || !pilot_csv_reader_next (reader, &row, cancellable, error))
        return FALSE;
      if (row == NULL)
        continue;
      pilot_batch_clear (batch);
      pilot_row_parser_parse (parser, row, batch, NULL);
      message = pilot_import_judgement_dup_message (judgement, i, parser);
      if (!write_row (writer, source, row, judged->line, message, cancellable, error))
        return FALSE;
    }
  return pilot_csv_writer_finish (writer, cancellable, error);
}
