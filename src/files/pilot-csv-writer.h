/* pilot-csv-writer.h: writes rows as CSV
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-types.h"

G_BEGIN_DECLS

/**
 * PilotCsvWriterFlags:
 * @PILOT_CSV_WRITER_BOM: begin with a UTF-8 byte order mark, without which Excel takes the file for Windows-1252
 * @PILOT_CSV_WRITER_GUARD: a cell that a spreadsheet would run as a formula (it begins with = + - @ tab or CR and is
 *   not just a number or a phone number) gets an apostrophe in front. Texts of records come from people outside the
 *   company (candidates, agencies), so every export for people sets it. pilot_csv_unguard() takes it away again.
 */
typedef enum {
  PILOT_CSV_WRITER_PLAIN = 0,
  PILOT_CSV_WRITER_BOM = 1 << 0,
  PILOT_CSV_WRITER_GUARD = 1 << 1,
} PilotCsvWriterFlags;

/**
 * PilotCsvWriter:
 *
 * RFC 4180: CRLF, quotes where they are needed. UTF-8. One thread at a time.
 */
#define PILOT_TYPE_CSV_WRITER (pilot_csv_writer_get_type ())
G_DECLARE_FINAL_TYPE (PilotCsvWriter, pilot_csv_writer, PILOT, CSV_WRITER, GObject)

/** pilot_csv_writer_new: @stream (transfer none): where the bytes go; buffered here. */
PilotCsvWriter *pilot_csv_writer_new (GOutputStream *stream, char delimiter, PilotCsvWriterFlags flags);

/** pilot_csv_writer_add: appends a cell to the row; @text (nullable), @length_bytes or -1. */
void pilot_csv_writer_add (PilotCsvWriter *self, const char *text, gssize length_bytes);

/** pilot_csv_writer_end_row: ends the row; writes when enough has come together. */
gboolean pilot_csv_writer_end_row (PilotCsvWriter *self, GCancellable *cancellable, GError **error);

/** pilot_csv_writer_finish: writes what is left and closes the stream. */
gboolean pilot_csv_writer_finish (PilotCsvWriter *self, GCancellable *cancellable, GError **error);

/**
 * pilot_csv_unguard:
 * @text: a cell
 *
 * Returns: (transfer none): @text behind the apostrophe that %PILOT_CSV_WRITER_GUARD put there, or @text itself
 */
const char *pilot_csv_unguard (const char *text);

G_END_DECLS
