/* pilot-csv-format.h: how a text file with columns is written: encoding and delimiter, and how to find them out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-types.h"

G_BEGIN_DECLS

/**
 * PilotEncoding:
 * @PILOT_ENCODING_UTF8: with or without a byte order mark
 * @PILOT_ENCODING_UTF16_LE: what Excel calls "Unicode text"
 * @PILOT_ENCODING_UTF16_BE: likewise, bytes swapped
 * @PILOT_ENCODING_WINDOWS_1252: Western European Windows; every byte has a meaning, so it never fails
 * @PILOT_ENCODING_WINDOWS_1250: Central European Windows; likewise, so nothing tells one from the other but a person
 */
typedef enum {
  PILOT_ENCODING_UTF8,
  PILOT_ENCODING_UTF16_LE,
  PILOT_ENCODING_UTF16_BE,
  PILOT_ENCODING_WINDOWS_1252,
  PILOT_ENCODING_WINDOWS_1250,
  PILOT_N_ENCODINGS
} PilotEncoding;

/** PilotCsvFormat: a plain value. */
typedef struct _PilotCsvFormat PilotCsvFormat;
struct _PilotCsvFormat
{
  PilotEncoding encoding;
  char delimiter; /* one of PILOT_CSV_DELIMITERS */
};

/** The delimiters that are looked for, the likeliest first. */
#define PILOT_CSV_DELIMITERS ",;\t|"

/** How many bytes of a file the detection looks at. */
#define PILOT_CSV_SAMPLE_BYTES (64 * 1024)

/** How long such a line can be that pilot_csv_format_find_sep_line() finds. */
#define PILOT_CSV_SEP_LINE_BYTES 16

/**
 * pilot_csv_format_find_sep_line:
 * @text: UTF-8, behind a byte order mark
 * @delimiter: (out): what it tells; unchanged where there is no such line
 *
 * Excel takes the delimiter from a first line “sep=;” and shows it to nobody, so programs write it for Excel.
 *
 * Returns: the length of that line with its end; 0 where @text begins with another
 */
gsize pilot_csv_format_find_sep_line (const char *text, gsize length, char *delimiter);

/**
 * pilot_csv_format_detect:
 * @bytes: the first %PILOT_CSV_SAMPLE_BYTES of the file, or all of it
 * @length: how many
 * @whole: whether that is the whole file (otherwise the last line is taken as cut)
 * @format: (out caller-allocates): the likeliest format; sensible also after an error
 * @error: PILOT_ERROR_INVALID: empty, or no text at all (a workbook, an archive, a picture); the message says what to do
 *
 * A byte order mark settles the encoding; without one, NUL bytes in every other place are UTF-16, valid UTF-8 is
 * UTF-8, and all else Windows-1252. The delimiter is what a first line “sep=;” says, else the one that cuts the lines
 * into the same number of cells most often. Pure; any thread.
 */
gboolean pilot_csv_format_detect (const guint8 *bytes, gsize length, gboolean whole, PilotCsvFormat *format, GError **error);

/** pilot_encoding_to_name: (transfer none): e.g. "UTF-8", for people and programs. */
const char *pilot_encoding_to_name (PilotEncoding encoding);

/** pilot_encoding_from_name: %FALSE if @name (nullable) is none that we read; case and hyphens don't matter. */
gboolean pilot_encoding_from_name (const char *name, PilotEncoding *encoding);

/** pilot_csv_delimiter_from_name: from ",", "comma", "semicolon", "tab", "\t", "pipe" and so on; 0 where it is none. */
char pilot_csv_delimiter_from_name (const char *name);

/** pilot_csv_delimiter_to_label: (transfer none): for people, translated, e.g. "Semicolon". */
const char *pilot_csv_delimiter_to_label (char delimiter);

G_END_DECLS
