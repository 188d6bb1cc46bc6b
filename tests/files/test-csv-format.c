/* test-csv-format.c: encoding and delimiter are found out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-csv-format.h"
#include "pilot-error.h"
#include "pilot-test.h"

#include <string.h>

static const char sample[] = "Name;Ort;Umsatz\r\nM\xC3\xBCller, S\xC3\xB6hne;K\xC3\xB6ln;1,5\r\nCaf\xC3\xA9 \xE2\x82\xAC;Gen\xC3\xA8ve;2,25\r\n";

static void
assert_detects (const void *bytes, gsize length, gboolean whole, PilotEncoding encoding, char delimiter)
{
  PilotCsvFormat format;
  g_autoptr (GError) error = NULL;

  g_assert_true (pilot_csv_format_detect (bytes, length, whole, &format, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (pilot_encoding_to_name (format.encoding), ==, pilot_encoding_to_name (encoding));
  g_assert_cmpint (format.delimiter, ==, delimiter);
}

static void
test_encodings (void)
{
  static const struct
  {
    const char *charset;
    const char *mark;
    gsize mark_bytes;
    PilotEncoding encoding;
  } rows[] = {
    { "UTF-8", "", 0, PILOT_ENCODING_UTF8 },
    { "UTF-8", "\xEF\xBB\xBF", 3, PILOT_ENCODING_UTF8 },
    { "UTF-16LE", "", 0, PILOT_ENCODING_UTF16_LE },
    { "UTF-16LE", "\xFF\xFE", 2, PILOT_ENCODING_UTF16_LE },
    { "UTF-16BE", "", 0, PILOT_ENCODING_UTF16_BE },
    { "UTF-16BE", "\xFE\xFF", 2, PILOT_ENCODING_UTF16_BE },
    { "WINDOWS-1252", "", 0, PILOT_ENCODING_WINDOWS_1252 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (const char *d = PILOT_CSV_DELIMITERS; *d != '\0'; d++)
      {
        g_autofree char *text = g_strdup (sample);
        g_autoptr (GByteArray) bytes = g_byte_array_new ();
        g_autofree char *converted = NULL;
        gsize length;

        /* The commas stay: they are in the cells. */
        for (char *c = text; *c != '\0'; c++)
          *c = *c == ';' ? *d : *c == ',' && *d == ',' ? '.' : *c;
        converted = g_convert (text, -1, rows[i].charset, "UTF-8", NULL, &length, NULL);
        g_byte_array_append (bytes, (const guint8 *) rows[i].mark, rows[i].mark_bytes);
        g_byte_array_append (bytes, (const guint8 *) converted, length);
        assert_detects (bytes->data, bytes->len, TRUE, rows[i].encoding, *d);
      }
}

static void
test_register (void)
{
  g_autofree char *path = pilot_test_data_file ("agencies-ireland.csv");
  g_autofree char *bytes = NULL;
  gsize length;

  if (path == NULL)
    {
      g_test_skip ("The register is not beside the project");
      return;
    }
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  assert_detects (bytes, MIN (length, PILOT_CSV_SAMPLE_BYTES), FALSE, PILOT_ENCODING_UTF8, ';');
}

static void
test_sep_line (void)
{
  /* It is believed, whatever the lines look like. */
  assert_detects ("sep=;\na,b,c\nd,e,f\n", 18, TRUE, PILOT_ENCODING_UTF8, ';');
  assert_detects ("\xEF\xBB\xBFsep=\t\na,b;c\n", 15, TRUE, PILOT_ENCODING_UTF8, '\t');
  assert_detects ("s\0e\0p\0=\0;\0\r\0\n\0a\0,\0b\0", 20, TRUE, PILOT_ENCODING_UTF16_LE, ';');
  assert_detects ("sep=^\na,b\nc,d\n", 14, TRUE, PILOT_ENCODING_UTF8, ',');
}

static void
test_cut_sample (void)
{
  /* Cut in the middle of the euro sign, of a unit, of a surrogate pair. */
  assert_detects ("a,b\n1,\xE2\x82", 8, FALSE, PILOT_ENCODING_UTF8, ',');
  assert_detects ("a,b\n1,\xE2\x82", 8, TRUE, PILOT_ENCODING_WINDOWS_1252, ',');
  assert_detects ("a\0,\0b\0\n\0" "1", 9, FALSE, PILOT_ENCODING_UTF16_LE, ',');
}

static void
test_quoted_delimiters (void)
{
  assert_detects ("\"a;b;c;d\",x\n\"e;f;g;h\",y\n", 24, TRUE, PILOT_ENCODING_UTF8, ',');
  assert_detects ("name\nAnna\nBert\n", 15, TRUE, PILOT_ENCODING_UTF8, ',');
}

static void
assert_refused (const char *bytes, gsize length)
{
  PilotCsvFormat format;
  g_autoptr (GError) error = NULL;

  g_assert_false (pilot_csv_format_detect ((const guint8 *) bytes, length, TRUE, &format, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
}

static void
test_refused (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  char noise[4096];

  for (guint i = 0; i < sizeof noise; i++)
    noise[i] = (char) g_rand_int_range (rand, 0, 256);
  assert_refused (noise, sizeof noise);
  assert_refused ("", 0);
  assert_refused ("\xEF\xBB\xBF", 3);
  assert_refused ("\xFF\xFE", 2);
  assert_refused ("PK\x03\x04rest of a workbook", 22);
  assert_refused ("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  assert_refused ("%PDF-1.7\n", 9);
}

static void
test_names (void)
{
  PilotEncoding encoding;

  g_assert_true (pilot_encoding_from_name ("utf-8", &encoding) && encoding == PILOT_ENCODING_UTF8);
  g_assert_true (pilot_encoding_from_name ("ISO-8859-1", &encoding) && encoding == PILOT_ENCODING_WINDOWS_1252);
  g_assert_true (pilot_encoding_from_name ("UTF-16BE", &encoding) && encoding == PILOT_ENCODING_UTF16_BE);
  g_assert_false (pilot_encoding_from_name ("EBCDIC", &encoding));
  g_assert_false (pilot_encoding_from_name (NULL, &encoding));
  g_assert_cmpint (pilot_csv_delimiter_from_name ("tab"), ==, '\t');
  g_assert_cmpint (pilot_csv_delimiter_from_name ("\\t"), ==, '\t');
  g_assert_cmpint (pilot_csv_delimiter_from_name (";"), ==, ';');
  g_assert_cmpint (pilot_csv_delimiter_from_name ("x"), ==, 0);
  for (PilotEncoding e = 0; e < PILOT_N_ENCODINGS; e++)
    g_assert_true (pilot_encoding_from_name (pilot_encoding_to_name (e), &encoding) && encoding == e);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/files/csv-format/every encoding with every delimiter is found out", test_encodings);
  g_test_add_func ("/files/csv-format/the Irish register is UTF-8 with semicolons", test_register);
  g_test_add_func ("/files/csv-format/the line that tells Excel the delimiter tells it us too", test_sep_line);
  g_test_add_func ("/files/csv-format/a sample may end in half a character", test_cut_sample);
  g_test_add_func ("/files/csv-format/delimiters inside quotes don't count", test_quoted_delimiters);
  g_test_add_func ("/files/csv-format/what is no text is refused with advice", test_refused);
  g_test_add_func ("/files/csv-format/encodings and delimiters have names", test_names);
  return g_test_run ();
}
