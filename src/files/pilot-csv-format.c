/* pilot-csv-format.c: how a text file with columns is written: encoding and delimiter, and how to find them out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-csv-format.h"

#include "pilot-error.h"
#include "pilot-text-decoder.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_DETECT_ROWS 200

/* What stands above the headings of a report has no columns. A delimiter of the first row counts for more than one behind such lines. */
#define MAX_ROWS_ABOVE 8
#define MIN_CELLS_BELOW 3
#define LESSER 0.75

static const char *const encoding_names[PILOT_N_ENCODINGS] = { "UTF-8", "UTF-16LE", "UTF-16BE", "Windows-1252", "Windows-1250" };

/* Other names of the encodings, without hyphens and in lower case. ISO 8859-1 is what people call Windows-1252. */
static const struct
{
  const char *name;
  PilotEncoding encoding;
} encoding_aliases[] = {
  { "utf8", PILOT_ENCODING_UTF8 },
  { "ascii", PILOT_ENCODING_UTF8 },
  { "utf16", PILOT_ENCODING_UTF16_LE },
  { "utf16le", PILOT_ENCODING_UTF16_LE },
  { "ucs2", PILOT_ENCODING_UTF16_LE },
  { "utf16be", PILOT_ENCODING_UTF16_BE },
  { "windows1252", PILOT_ENCODING_WINDOWS_1252 },
  { "windows1250", PILOT_ENCODING_WINDOWS_1250 },
  { "cp1250", PILOT_ENCODING_WINDOWS_1250 },
  { "cp1252", PILOT_ENCODING_WINDOWS_1252 },
  { "latin1", PILOT_ENCODING_WINDOWS_1252 },
  { "iso88591", PILOT_ENCODING_WINDOWS_1252 },
  { "iso885915", PILOT_ENCODING_WINDOWS_1252 },
};

static const struct
{
  char delimiter;
  const char *label;
  const char *name;
} delimiters[] = {
  { ',', N_ ("Comma"), "comma" },
  { ';', N_ ("Semicolon"), "semicolon" },
  { '\t', N_ ("Tab"), "tab" },
  { '|', N_ ("Vertical bar"), "pipe" },
};

/* Beginnings of files that people take for CSV, with what to do. */
static const struct
{
  const char *bytes;
  gsize length;
  const char *message;
} foreign_files[] = {
  { "PK\x03\x04", 4, N_ ("This is a workbook or an archive, not a text file. Save the sheet as CSV and choose that file.") },
  { "\xD0\xCF\x11\xE0", 4, N_ ("This is an old Excel workbook, not a text file. Save the sheet as CSV and choose that file.") },
  { "%PDF", 4, N_ ("This is a PDF document, not a text file. Export the data as CSV and choose that file.") },
  { "\x1F\x8B", 2, N_ ("This is a compressed file. Unpack it and choose the file inside.") },
};

static gboolean
check_not_foreign (const guint8 *bytes, gsize length, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (foreign_files); i++)
    if (length >= foreign_files[i].length && memcmp (bytes, foreign_files[i].bytes, foreign_files[i].length) == 0)
      {
        g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID, _ (foreign_files[i].message));
        return FALSE;
      }
  return TRUE;
}

static PilotEncoding
detect_encoding (const guint8 *bytes, gsize length, gboolean whole)
{
  gsize nul[2] = { 0, 0 };
  gsize n_units = length / 2;
  const char *end;

  if (length >= 3 && memcmp (bytes, "\xEF\xBB\xBF", 3) == 0)
    return PILOT_ENCODING_UTF8;
  if (length >= 2 && memcmp (bytes, "\xFF\xFE", 2) == 0)
    return PILOT_ENCODING_UTF16_LE;
  if (length >= 2 && memcmp (bytes, "\xFE\xFF", 2) == 0)
    return PILOT_ENCODING_UTF16_BE;

  for (gsize i = 0; i < length; i++)
    if (bytes[i] == 0)
      nul[i % 2]++;
  /* Latin text in UTF-16 has a NUL in nearly every unit, other scripts at least in blanks, digits and line ends:
   * but always on the same side. */
  if (nul[1] * 10 >= n_units && nul[1] > nul[0] * 10 && nul[1] > 0)
    return PILOT_ENCODING_UTF16_LE;
  if (nul[0] * 10 >= n_units && nul[0] > nul[1] * 10 && nul[0] > 0)
    return PILOT_ENCODING_UTF16_BE;

  /* NUL bytes are a fault of single rows, not of the encoding: step over them. */
  end = (const char *) bytes;
  for (;;)
    {
      gsize left = length - (end - (const char *) bytes);

      if (g_utf8_validate_len (end, left, &end))
        return PILOT_ENCODING_UTF8;
      left = length - (end - (const char *) bytes);
      if (*end == '\0')
        end++;
      else if (!whole && left < 4 && g_utf8_get_char_validated (end, left) == (gunichar) -2)
        return PILOT_ENCODING_UTF8;
      else
        return PILOT_ENCODING_WINDOWS_1252;
    }
}

static char *
decode_sample (const guint8 *bytes, gsize length, PilotEncoding encoding, gsize *out_length)
{
  g_autoptr (GConverter) converter = pilot_text_decoder_new (encoding);
  gsize room = length * 3 + 4;
  char *text = g_malloc (room);
  gsize n_in = 0;
  gsize n_out = 0;

  while (n_in < length)
    {
      gsize used;
      gsize made;

      if (g_converter_convert (converter, bytes + n_in, length - n_in, text + n_out, room - n_out, G_CONVERTER_INPUT_AT_END,
                               &used, &made, NULL) == G_CONVERTER_ERROR)
        break;
      n_in += used;
      n_out += made;
    }
  *out_length = n_out;
  return text;
}

static gboolean
check_is_text (const char *text, gsize length, GError **error)
{
  gsize n_odd = 0;

  for (gsize i = 0; i < length; i++)
    if ((guint8) text[i] < 0x20 && text[i] != '\n' && text[i] != '\r' && text[i] != '\t' && text[i] != '\f')
      n_odd++;
  /* A few are a fault of single rows; noise has one control character in ten. */
  if (n_odd > 8 && n_odd * 20 > length)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID,
                           _ ("This is not a text file. Export the data as CSV and choose that file."));
      return FALSE;
    }
  return TRUE;
}

/* How well @delimiter cuts the text: 0 where it occurs neither in the first row nor, after a title or two, in all that follow. */
static double
score_delimiter (const char *text, gsize length, gboolean whole, char delimiter)
{
  guint header_cells = 0;
  guint n_above = 0;
  guint n_rows = 0;
  guint n_same = 0;
  guint cells = 1;
  gboolean quoted = FALSE;
  gboolean at_start = TRUE;
  gsize row_start = 0;

  for (gsize i = 0; i <= length && n_rows < MAX_DETECT_ROWS; i++)
    {
      char c = i < length ? text[i] : '\n';

      if (i == length && (!whole || row_start == length))
        break;
      if (quoted && i < length)
        {
          if (c == '"' && i + 1 < length && text[i + 1] == '"')
            i++;
          else if (c == '"')
            quoted = FALSE;
          continue;
        }
      if (c == '"' && at_start)
        quoted = TRUE;
      at_start = c == delimiter;
      if (c == delimiter)
        cells++;
      else if (c == '\n' || c == '\r')
        {
          if (i > row_start)
            {
              if (n_rows == 0 && cells == 1 && n_above < MAX_ROWS_ABOVE)
                n_above++;
              else
                {
                  if (n_rows++ == 0)
                    header_cells = cells;
                  n_same += cells == header_cells;
                }
            }
          row_start = i + 1;
          cells = 1;
          at_start = TRUE;
        }
    }
  /* A sample that holds not even one whole row. */
  if (n_rows == 0 && n_above == 0)
    {
      header_cells = cells;
      n_rows = n_same = 1;
    }
  if (header_cells < 2 || (n_above > 0 && (n_rows < 2 || n_same < n_rows || header_cells < MIN_CELLS_BELOW)))
    return 0;
  if (n_above > 0)
    return LESSER + MIN (header_cells, 20) * 0.01;
  return (double) n_same / n_rows + MIN (header_cells, 20) * 0.01;
}

gsize
pilot_csv_format_find_sep_line (const char *text, gsize length, char *delimiter)
{
  static const char word[] = "sep=";
  gsize quote = length > 0 && text[0] == '"';
  gsize at = quote + strlen (word) + 1;
  char told;

  if (length < at || g_ascii_strncasecmp (text + quote, word, strlen (word)) != 0)
    return 0;
  told = text[at - 1];
  if (told == '\0' || strchr (PILOT_CSV_DELIMITERS, told) == NULL || (quote && (at == length || text[at++] != '"')) ||
      (at < length && text[at] != '\n' && text[at] != '\r'))
    return 0;
  *delimiter = told;
  if (at == length)
    return at;
  if (text[at] == '\n')
    return at + 1;
  return at + 1 < length && text[at + 1] == '\n' ? at + 2 : at + 1;
}

gboolean
pilot_csv_format_detect (const guint8 *bytes, gsize length, gboolean whole, PilotCsvFormat *format, GError **error)
{
  g_autofree char *text = NULL;
  gsize text_length;
  gsize mark = 0;
  double best = 0;

  format->encoding = PILOT_ENCODING_UTF8;
  format->delimiter = ',';
  if (!check_not_foreign (bytes, length, error))
    return FALSE;

  format->encoding = detect_encoding (bytes, length, whole);
  text = decode_sample (bytes, length, format->encoding, &text_length);
  if (text_length == 0 || (text_length == 3 && memcmp (text, "\xEF\xBB\xBF", 3) == 0))
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID, _ ("The file is empty."));
      return FALSE;
    }
  if (text_length >= 3 && memcmp (text, "\xEF\xBB\xBF", 3) == 0)
    mark = 3;
  if (pilot_csv_format_find_sep_line (text + mark, text_length - mark, &format->delimiter) > 0)
    return check_is_text (text, text_length, error);
  for (const char *d = PILOT_CSV_DELIMITERS; *d != '\0'; d++)
    {
      double score = score_delimiter (text, text_length, whole, *d);

      if (score > best)
        {
          best = score;
          format->delimiter = *d;
        }
    }
  return check_is_text (text, text_length, error);
}

const char *
pilot_encoding_to_name (PilotEncoding encoding)
{
  g_return_val_if_fail (encoding < PILOT_N_ENCODINGS, encoding_names[0]);
  return encoding_names[encoding];
}

gboolean
pilot_encoding_from_name (const char *name, PilotEncoding *encoding)
{
  g_autoptr (GString) plain = g_string_new (NULL);

  for (const char *c = name; c != NULL && *c != '\0'; c++)
    if (g_ascii_isalnum (*c))
      g_string_append_c (plain, g_ascii_tolower (*c));
  for (guint i = 0; i < G_N_ELEMENTS (encoding_aliases); i++)
    if (strcmp (plain->str, encoding_aliases[i].name) == 0)
      {
        *encoding = encoding_aliases[i].encoding;
        return TRUE;
      }
  return FALSE;
}

char
pilot_csv_delimiter_from_name (const char *name)
{
  if (name == NULL)
    return 0;
  if (strcmp (name, "\\t") == 0)
    return '\t';
  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    if (g_ascii_strcasecmp (name, delimiters[i].name) == 0 || (name[0] == delimiters[i].delimiter && name[1] == '\0'))
      return delimiters[i].delimiter;
  return 0;
}

const char *
pilot_csv_delimiter_to_label (char delimiter)
{
  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    if (delimiters[i].delimiter == delimiter)
      return _ (delimiters[i].label);
  return "";
}
