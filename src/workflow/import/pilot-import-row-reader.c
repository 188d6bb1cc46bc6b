/* pilot-import-row-reader.c: reads one judged row of a file once more, to show it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-import-row-reader.h"

#include "pilot-short-text.h"

#define READ_BYTES (16 * 1024)

struct _PilotImportRowReader
{
  PilotImportJudgement *judgement; /* (owned) */
  PilotCsvReader *reader;          /* (owned) */
  PilotRowParser *parser;          /* (owned) */
  PilotBatch *batch;               /* (owned) */
};

static char *
dup_title (PilotImportRowReader *self, const PilotCsvRow *row, const PilotBatchRow *parsed)
{
  const PilotColumnMap *map = pilot_import_judgement_get_source (self->judgement)->map;
  guint field = pilot_column_map_get_schema (map)->title_field;
  int column = pilot_column_map_find_column (map, field);
  const char *title = "";

  if (parsed != NULL && parsed->values[field].kind == PILOT_VALUE_TEXT)
    title = parsed->values[field].text;
  else if (column >= 0 && (guint) column < row->n_cells)
    title = row->cells[column].text;
  return pilot_short_text (title, PILOT_IMPORT_TITLE_CHARS);
}

/* (transfer full): over the row's own bytes and no more: an open quote is known for one at their end, not at that of a file
 * of any length. */
static PilotCsvReader *
open_alone (PilotImportRowReader *self, guint index)
{
  const PilotImportSource *source = pilot_import_judgement_get_source (self->judgement);
  gsize size_bytes = pilot_import_judgement_get_size_bytes (self->judgement, index);
  guint8 *text = g_malloc (size_bytes + 1);
  gssize n = pilot_spool_read (source->spool, pilot_import_judgement_get (self->judgement, index)->offset, text, size_bytes, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, MAX (n, 0));
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  PilotCsvFormat format = { PILOT_ENCODING_UTF8, source->delimiter };

  return pilot_csv_reader_new (stream, &format);
}

PilotImportRowReader *
pilot_import_row_reader_new (PilotImportJudgement *judgement)
{
  PilotImportRowReader *self = g_new0 (PilotImportRowReader, 1);

  self->judgement = pilot_import_judgement_ref (judgement);
  self->reader = pilot_import_source_open (pilot_import_judgement_get_source (judgement));
  pilot_csv_reader_set_read_bytes (self->reader, READ_BYTES);
  self->parser = pilot_import_judgement_create_parser (judgement);
  self->batch = pilot_batch_new ();
  return self;
}

void
pilot_import_row_reader_free (PilotImportRowReader *self)
{
  g_clear_object (&self->reader);
  g_clear_pointer (&self->parser, pilot_row_parser_free);
  g_clear_pointer (&self->batch, pilot_batch_free);
  g_clear_pointer (&self->judgement, pilot_import_judgement_unref);
  g_free (self);
}

void
pilot_import_row_reader_read (PilotImportRowReader *self, guint index, char **title, char **message)
{
  static const PilotCsvRow no_row;
  const PilotImportJudged *judged = pilot_import_judgement_get (self->judgement, index);
  g_autoptr (PilotCsvReader) reader = judged->open_quote ? open_alone (self, index) : g_object_ref (self->reader);
  guint64 offset = judged->open_quote ? 0 : judged->offset;
  const PilotCsvRow *row = NULL;
  PilotBatchRow *parsed = NULL;
  g_autofree char *whole = NULL;

  pilot_batch_clear (self->batch);
  /* The copy of the file is ours and local: it can fail only if the disk does, and then the row is shown empty. */
  if (!pilot_csv_reader_seek (reader, offset, judged->line, NULL) || !pilot_csv_reader_next (reader, &row, NULL, NULL) || row == NULL)
    row = &no_row;
  pilot_row_parser_parse (self->parser, row, self->batch, &parsed);
  whole = pilot_import_judgement_dup_message (self->judgement, index, self->parser);
  *title = dup_title (self, row, parsed);
  *message = pilot_short_text (whole, PILOT_IMPORT_MESSAGE_CHARS);
}
