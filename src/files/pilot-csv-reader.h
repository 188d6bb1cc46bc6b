/* pilot-csv-reader.h: reads rows of a CSV file as they stream by
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-csv-format.h"

G_BEGIN_DECLS

/** Limits: what is beyond makes the row faulty, never the file. */
#define PILOT_CSV_MAX_CELL_BYTES (1024 * 1024)
#define PILOT_CSV_MAX_CELLS 4096
#define PILOT_CSV_MAX_ROW_BYTES (16 * 1024 * 1024)

/**
 * PilotCsvFault: what is wrong with the form of a row.
 * @PILOT_CSV_UNCLOSED_QUOTE: a quote opens on @fault_line and doesn't close where one could; the row ends there, and
 *   the lines after it are read as rows of their own
 * @PILOT_CSV_TEXT_AFTER_QUOTE: something other than a delimiter follows a closing quote; the rest of the line is the
 *   row's last cell
 * @PILOT_CSV_CELL_TOO_LARGE: a cell over %PILOT_CSV_MAX_CELL_BYTES; it is cut
 * @PILOT_CSV_ROW_TOO_LARGE: more than %PILOT_CSV_MAX_CELLS cells or %PILOT_CSV_MAX_ROW_BYTES; the rest is left out
 * @PILOT_CSV_NUL: a cell holds a NUL character; U+2400 (␀) stands in its place
 * @PILOT_CSV_BAD_ENCODING: a cell holds bytes that are not of the encoding; they are replaced by U+FFFD
 */
typedef enum {
  PILOT_CSV_NO_FAULT,
  PILOT_CSV_UNCLOSED_QUOTE,
  PILOT_CSV_TEXT_AFTER_QUOTE,
  PILOT_CSV_CELL_TOO_LARGE,
  PILOT_CSV_ROW_TOO_LARGE,
  PILOT_CSV_NUL,
  PILOT_CSV_BAD_ENCODING,
} PilotCsvFault;

typedef struct
{
  const char *text; /* valid UTF-8 with a final NUL */
  gsize length_bytes;
} PilotCsvCell;

/** PilotCsvRow: valid until the next row is read. Blank lines are no rows, nor is a first line “sep=;”. */
typedef struct
{
  guint64 offset; /* bytes of decoded text before the row */
  guint64 line;   /* the line of the file in which the row begins, from 1; a CR, LF or CRLF ends a line */
  guint n_cells;
  const PilotCsvCell *cells;
  PilotCsvFault fault;
  guint64 fault_line;
} PilotCsvRow;

/**
 * PilotCsvReader:
 *
 * Not thread-safe; one thread at a time. Holds a buffer, the current row, nothing else of the file.
 */
#define PILOT_TYPE_CSV_READER (pilot_csv_reader_get_type ())
G_DECLARE_FINAL_TYPE (PilotCsvReader, pilot_csv_reader, PILOT, CSV_READER, GObject)

/**
 * pilot_csv_reader_new:
 * @stream: (transfer none): the bytes, from where it stands
 * @format: how they are written; UTF-8 text may begin with a byte order mark
 *
 * After an unclosed quote the reader goes back to the line after it, if @stream can seek and needs no conversion;
 * otherwise the rest of the file belongs to that row.
 */
PilotCsvReader *pilot_csv_reader_new (GInputStream *stream, const PilotCsvFormat *format);

/**
 * pilot_csv_reader_next:
 * @row: (out) (transfer none) (nullable): the next row; %NULL at the end
 * @error: %G_IO_ERROR: the stream failed or was cancelled. What a file holds is never an error.
 */
gboolean pilot_csv_reader_next (PilotCsvReader *self, const PilotCsvRow **row, GCancellable *cancellable, GError **error);

/**
 * pilot_csv_reader_seek:
 * @offset: the offset of a row that was read before
 * @line: its line
 * @error: %G_IO_ERROR
 *
 * Goes on reading there. Only with a stream that can seek and needs no conversion.
 */
gboolean pilot_csv_reader_seek (PilotCsvReader *self, guint64 offset, guint64 line, GError **error);

/** pilot_csv_reader_set_read_bytes: how much is read at a time; a few KiB for who jumps from row to row. */
void pilot_csv_reader_set_read_bytes (PilotCsvReader *self, gsize read_bytes);

/** pilot_csv_reader_get_offset: bytes of decoded text read so far; for progress. */
guint64 pilot_csv_reader_get_offset (PilotCsvReader *self);

/** pilot_csv_fault_dup_message: (transfer full): the fault for people, with its line. */
char *pilot_csv_fault_dup_message (PilotCsvFault fault, guint64 fault_line);

G_END_DECLS
