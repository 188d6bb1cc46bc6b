/* test-csv-reader.c: rows of every shape, and files that mean harm
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-csv-reader.h"
#include "pilot-test.h"

#include <string.h>

/* Hands out at most so many bytes at a time, and can't seek: a pipe. */
typedef struct
{
  GFilterInputStream parent_instance;
  gsize piece_bytes;
} Trickle;
typedef GFilterInputStreamClass TrickleClass;
static GType trickle_get_type (void);
G_DEFINE_TYPE (Trickle, trickle, G_TYPE_FILTER_INPUT_STREAM)

static gssize
trickle_read (GInputStream *stream, void *buffer, gsize size, GCancellable *cancellable, GError **error)
{
  GInputStream *base = g_filter_input_stream_get_base_stream (G_FILTER_INPUT_STREAM (stream));

  return g_input_stream_read (base, buffer, MIN (size, ((Trickle *) stream)->piece_bytes), cancellable, error);
}

static void
trickle_class_init (TrickleClass *klass)
{
  G_INPUT_STREAM_CLASS (klass)->read_fn = trickle_read;
}

static void
trickle_init (Trickle *self)
{
}

static PilotCsvReader *
open_bytes (const char *bytes, gssize length, PilotEncoding encoding, char delimiter, gsize piece_bytes)
{
  g_autoptr (GInputStream) memory = g_memory_input_stream_new_from_data (bytes, length < 0 ? (gssize) strlen (bytes) : length, NULL);
  PilotCsvFormat format = { encoding, delimiter };

  if (piece_bytes > 0)
    {
      g_autoptr (GInputStream) trickle = g_object_new (trickle_get_type (), "base-stream", memory, NULL);

      ((Trickle *) trickle)->piece_bytes = piece_bytes;
      return pilot_csv_reader_new (trickle, &format);
    }
  return pilot_csv_reader_new (memory, &format);
}

/* All rows as text: cells between <>, lines in front, faults behind. */
static char *
dump (PilotCsvReader *reader)
{
  GString *result = g_string_new (NULL);
  const PilotCsvRow *row;
  g_autoptr (GError) error = NULL;

  while (pilot_csv_reader_next (reader, &row, NULL, &error) && row != NULL)
    {
      g_string_append_printf (result, "%" G_GUINT64_FORMAT, row->line);
      for (guint i = 0; i < row->n_cells; i++)
        {
          g_assert_cmpuint (strlen (row->cells[i].text), ==, row->cells[i].length_bytes);
          g_assert_true (g_utf8_validate (row->cells[i].text, -1, NULL));
          g_string_append_printf (result, "<%s>", row->cells[i].text);
        }
      if (row->fault != PILOT_CSV_NO_FAULT)
        g_string_append_printf (result, "!%d@%" G_GUINT64_FORMAT, row->fault, row->fault_line);
      g_string_append_c (result, ' ');
    }
  g_assert_no_error (error);
  if (result->len > 0)
    g_string_truncate (result, result->len - 1);
  return g_string_free (result, FALSE);
}

static void
assert_rows (const char *bytes, gssize length, char delimiter, const char *expected)
{
  g_autoptr (PilotCsvReader) reader = open_bytes (bytes, length, PILOT_ENCODING_UTF8, delimiter, 0);
  g_autofree char *rows = dump (reader);

  g_assert_cmpstr (rows, ==, expected);
}

/* The same must come out however the bytes arrive; without the going back, where there is an unclosed quote. */
static void
assert_rows_in_pieces (const char *bytes, const char *expected)
{
  assert_rows (bytes, -1, ',', expected);
  for (gsize piece = 1; piece < 8; piece++)
    {
      g_autoptr (PilotCsvReader) reader = open_bytes (bytes, -1, PILOT_ENCODING_UTF8, ',', piece);
      g_autofree char *rows = dump (reader);

      g_assert_cmpstr (rows, ==, expected);
    }
}

static void
test_shapes (void)
{
  assert_rows_in_pieces ("a,b\n1,2\n", "1<a><b> 2<1><2>");
  assert_rows_in_pieces ("a,b\r\n1,2\r\n", "1<a><b> 2<1><2>");
  assert_rows_in_pieces ("a,b\r1,2\r", "1<a><b> 2<1><2>");
  assert_rows_in_pieces ("a,b\r1,2\n3,4\r\n5,6", "1<a><b> 2<1><2> 3<3><4> 4<5><6>");
  assert_rows_in_pieces ("\xEF\xBB\xBF" "a,b\n", "1<a><b>");
  assert_rows_in_pieces ("\n\n a , b \n\n  \nc,\n,\n", "3<a><b> 6<c><> 7<><>");
  assert_rows_in_pieces ("\"a\"\"b\",\" x \"\n", "1<a\"b>< x >");
  assert_rows_in_pieces ("\"a\nb\r\nc\",d\ne,f\n", "1<a\nb\r\nc><d> 4<e><f>");
  assert_rows_in_pieces ("a\nb,c,d\n\"\"\n", "1<a> 2<b><c><d> 3<>");
  assert_rows_in_pieces ("12\" pipe,5'\" tall\nx,y\n", "1<12\" pipe><5'\" tall> 2<x><y>");
  assert_rows_in_pieces ("", "");
  assert_rows_in_pieces ("\r\n\r\n", "");
  assert_rows_in_pieces ("\"x\"", "1<x>");
  assert_rows_in_pieces ("\xC3\xA9,\xE2\x82\xAC\n", "1<\xC3\xA9><\xE2\x82\xAC>");
  assert_rows ("a\tb c\t\"d\te\"\n\tx\t\n", -1, '\t', "1<a><b c><d\te> 2<><x><>");
  assert_rows ("a;b,c;d\n", -1, ';', "1<a><b,c><d>");
  assert_rows ("a|b\n", -1, '|', "1<a><b>");
}

static void
test_stray_quote (void)
{
  assert_rows_in_pieces ("a,b\n\"Foo\" Ltd,x\nc,d\n", "1<a><b> 2<Foo\" Ltd,x>!2@2 3<c><d>");
}

static void
test_unclosed_quote (void)
{
  /* To the end of the file. */
  assert_rows ("a,b\n1,\"2\n3,4\n5,6\n", -1, ',', "1<a><b> 2<1><\"2>!1@2 3<3><4> 4<5><6>");
  assert_rows ("a,b\n1,\"2", -1, ',', "1<a><b> 2<1><\"2>!1@2");
  assert_rows ("\"", -1, ',', "1<\">!1@1");
  /* Until another quote opens. */
  assert_rows ("1,\"2\n3,4\n5,\"6\"\n7,8\n", -1, ',', "1<1><\"2>!1@1 2<3><4> 3<5><6> 4<7><8>");
  /* It opened in the row's third line. */
  assert_rows ("\"a\nb\",\"c\nd\",\"e\nf\n", -1, ',', "1<a\nb><c\nd><\"e>!1@3 4<f>");
}

static void
test_unclosed_quote_in_a_pipe (void)
{
  g_autoptr (PilotCsvReader) reader = open_bytes ("a,b\n1,\"2\n3,4\n", -1, PILOT_ENCODING_UTF8, ',', 5);
  g_autofree char *rows = dump (reader);

  g_assert_cmpstr (rows, ==, "1<a><b> 2<1><\"2>!1@2");
}

static void
test_many_open_quotes (void)
{
  g_autoptr (GString) text = g_string_new ("a,b\n");
  g_autoptr (PilotCsvReader) reader = NULL;
  const PilotCsvRow *row;
  const guint n_lines = 200000;
  guint n_rows = 0;

  /* A reader that looks through all the rest for each of them would not come to the end while the test may run. */
  for (guint i = 0; i < n_lines; i++)
    g_string_append (text, "x,\"abc\n");
  reader = open_bytes (text->str, text->len, PILOT_ENCODING_UTF8, ',', 0);
  while (pilot_csv_reader_next (reader, &row, NULL, NULL) && row != NULL)
    {
      g_assert_cmpint (row->fault, ==, n_rows == 0 ? PILOT_CSV_NO_FAULT : PILOT_CSV_UNCLOSED_QUOTE);
      g_assert_cmpuint (row->line, ==, ++n_rows);
    }
  g_assert_cmpuint (n_rows, ==, n_lines + 1);
}

static void
test_nul (void)
{
  /* Nothing of the cell is lost, and what was there is seen. */
  assert_rows ("a\0b,c\nd,e\n", 10, ',', "1<a␀b><c>!5@1 2<d><e>");
  assert_rows ("\0\0\0\0", 4, ',', "1<␀␀␀␀>!5@1");
}

static void
test_sep_line (void)
{
  assert_rows ("sep=;\r\na;b\r\n", -1, ';', "2<a><b>");
  assert_rows ("\xEF\xBB\xBFSEP=;\na;b\n", -1, ';', "2<a><b>");
  assert_rows ("\"sep=,\"\ra,b", -1, ',', "2<a><b>");
  assert_rows ("sep=;", -1, ';', "");
  /* Others are rows like all others. */
  assert_rows ("sep=;b\nc;d\n", -1, ';', "1<sep=><b> 2<c><d>");
  assert_rows ("separate;b\n", -1, ';', "1<separate><b>");
  assert_rows ("a;b\nsep=;\n", -1, ';', "1<a><b> 2<sep=><>");
}

static void
test_bad_encoding (void)
{
  assert_rows ("a,caf\xE9\nb,c\n", -1, ',', "1<a><caf\xEF\xBF\xBD>!6@1 2<b><c>");
}

static void
check_size (gsize bytes, gboolean quoted, PilotCsvFault fault)
{
  g_autoptr (GString) text = g_string_new ("id,text,more\n1,");
  const char *quote = quoted ? "\"" : "";
  g_autoptr (PilotCsvReader) reader = NULL;
  const PilotCsvRow *row;
  guint64 end_line = 4;

  g_string_append (text, quote);
  for (gsize i = 0; i < bytes; i++)
    g_string_append_c (text, quoted && i % 1000 == 999 ? '\n' : quoted && i % 100 == 50 ? ',' : 'x');
  if (quoted)
    end_line += bytes / 1000;
  g_string_append_printf (text, "%s,after\n\n2,b,c\n", quote);
  reader = open_bytes (text->str, text->len, PILOT_ENCODING_UTF8, ',', 0);
  g_assert_true (pilot_csv_reader_next (reader, &row, NULL, NULL));
  g_assert_true (pilot_csv_reader_next (reader, &row, NULL, NULL));
  g_assert_cmpint (row->fault, ==, fault);
  g_assert_cmpuint (row->n_cells, ==, 3);
  g_assert_cmpuint (row->cells[1].length_bytes, ==, MIN (bytes, PILOT_CSV_MAX_CELL_BYTES));
  g_assert_cmpstr (row->cells[2].text, ==, "after");
  g_assert_true (pilot_csv_reader_next (reader, &row, NULL, NULL));
  g_assert_cmpint (row->fault, ==, PILOT_CSV_NO_FAULT);
  g_assert_cmpuint (row->line, ==, end_line);
  g_assert_cmpstr (row->cells[0].text, ==, "2");
}

static void
test_large_cells (void)
{
  for (int quoted = 0; quoted < 2; quoted++)
    {
      check_size (100 * 1000, quoted, PILOT_CSV_NO_FAULT);
      check_size (PILOT_CSV_MAX_CELL_BYTES, quoted, PILOT_CSV_NO_FAULT);
      check_size (PILOT_CSV_MAX_CELL_BYTES + 1, quoted, PILOT_CSV_CELL_TOO_LARGE);
      check_size (5 * PILOT_CSV_MAX_CELL_BYTES, quoted, PILOT_CSV_CELL_TOO_LARGE);
    }
}

static void
test_open_quote_before_much (void)
{
  g_autoptr (GString) text = g_string_new ("a,b\n1,\"2\n");
  g_autoptr (PilotCsvReader) reader = NULL;
  const PilotCsvRow *row;
  guint n_rows = 0;

  for (guint i = 0; i < 300000; i++)
    g_string_append (text, "abc,def\n");
  reader = open_bytes (text->str, text->len, PILOT_ENCODING_UTF8, ',', 0);
  while (pilot_csv_reader_next (reader, &row, NULL, NULL) && row != NULL)
    {
      g_assert_cmpuint (row->line, ==, ++n_rows);
      g_assert_cmpint (row->fault, ==, n_rows == 2 ? PILOT_CSV_UNCLOSED_QUOTE : PILOT_CSV_NO_FAULT);
      g_assert_cmpuint (row->n_cells, ==, 2);
    }
  g_assert_cmpuint (n_rows, ==, 300002);
}

static void
test_too_many_cells (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (PilotCsvReader) reader = NULL;
  const PilotCsvRow *row;

  for (guint i = 0; i < 1000000; i++)
    g_string_append_c (text, ',');
  g_string_append (text, "\na,b\n");
  reader = open_bytes (text->str, text->len, PILOT_ENCODING_UTF8, ',', 0);
  g_assert_true (pilot_csv_reader_next (reader, &row, NULL, NULL));
  g_assert_cmpint (row->fault, ==, PILOT_CSV_ROW_TOO_LARGE);
  g_assert_cmpuint (row->n_cells, ==, PILOT_CSV_MAX_CELLS);
  g_assert_true (pilot_csv_reader_next (reader, &row, NULL, NULL));
  g_assert_cmpuint (row->n_cells, ==, 2);
}

static void
test_binary (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint round = 0; round < 300; round++)
    {
      static const char likely[] = "\"\"\"\",,;\t|\r\n\n  \xC3\xA9\xFF\x80";
      gsize length = g_rand_int_range (rand, 0, 3000);
      g_autofree char *bytes = g_malloc (length + 1);
      g_autoptr (PilotCsvReader) reader = NULL;
      g_autofree char *rows = NULL;

      for (gsize i = 0; i < length; i++)
        bytes[i] = g_rand_int (rand) % 3 != 0 ? likely[g_rand_int_range (rand, 0, sizeof likely)] : (char) g_rand_int_range (rand, 0, 256);
      reader = open_bytes (bytes, length, round % PILOT_N_ENCODINGS, PILOT_CSV_DELIMITERS[round / PILOT_N_ENCODINGS % 4], round % 7);
      rows = dump (reader);
    }
}

static void
test_other_encodings (void)
{
  static const char utf16[] = "\xFF\xFE" "a\0,\0\xE9\0\r\0\n\0" "\x3D\xD8\x00\xDE,\0\x00\xD8" "b\0";
  g_autoptr (PilotCsvReader) le = open_bytes (utf16, sizeof utf16 - 1, PILOT_ENCODING_UTF16_LE, ',', 3);
  g_autoptr (PilotCsvReader) cp = open_bytes ("\x80,\xE9t\xE9\n\x81,\x9F\n", -1, PILOT_ENCODING_WINDOWS_1252, ',', 0);
  g_autoptr (PilotCsvReader) central = open_bytes ("\xA3\xF3" "d\x9F,\xB3\n", -1, PILOT_ENCODING_WINDOWS_1250, ',', 0);
  g_autofree char *le_rows = dump (le);
  g_autofree char *cp_rows = dump (cp);
  g_autofree char *central_rows = dump (central);

  g_assert_cmpstr (central_rows, ==, "1<Łódź><ł>");
  g_assert_cmpstr (le_rows, ==, "1<a><\xC3\xA9> 2<\xF0\x9F\x98\x80><\xEF\xBF\xBD" "b>!6@2");
  g_assert_cmpstr (cp_rows, ==, "1<\xE2\x82\xAC><\xC3\xA9t\xC3\xA9> 2<\xC2\x81><\xC5\xB8>");
}

static void
test_seek (void)
{
  static const char text[] = "a,b\n\"1\n\",2\n3,4\n5,6\n";
  g_autoptr (PilotCsvReader) reader = open_bytes (text, -1, PILOT_ENCODING_UTF8, ',', 0);
  guint64 offsets[4];
  guint64 lines[4];
  const PilotCsvRow *row;

  for (guint i = 0; i < 4; i++)
    {
      g_assert_true (pilot_csv_reader_next (reader, &row, NULL, NULL));
      offsets[i] = row->offset;
      lines[i] = row->line;
    }
  g_assert_true (pilot_csv_reader_seek (reader, offsets[2], lines[2], NULL));
  g_assert_true (pilot_csv_reader_next (reader, &row, NULL, NULL));
  g_assert_cmpstr (row->cells[0].text, ==, "3");
  g_assert_cmpuint (row->line, ==, 4);
  g_assert_true (pilot_csv_reader_seek (reader, offsets[1], lines[1], NULL));
  g_assert_true (pilot_csv_reader_next (reader, &row, NULL, NULL));
  g_assert_cmpstr (row->cells[0].text, ==, "1\n");
}

static void
test_speed (void)
{
  guint n = pilot_test_is_long () ? 1000000 : 50000;
  g_autoptr (GString) text = g_string_new ("name,email,agency,status\n");
  g_autoptr (PilotCsvReader) reader = NULL;
  const PilotCsvRow *row;
  guint n_rows = 0;
  gint64 start;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "Candidate %u,candidate%u@example.com,\"Agency, %u\",NEW\r\n", i, i, i % 500);
  reader = open_bytes (text->str, text->len, PILOT_ENCODING_UTF8, ',', 0);
  start = g_get_monotonic_time ();
  while (pilot_csv_reader_next (reader, &row, NULL, NULL) && row != NULL)
    n_rows += row->n_cells == 4 && row->fault == PILOT_CSV_NO_FAULT;
  g_assert_cmpuint (n_rows, ==, n + 1);
  g_test_message ("%u rows in %.3f s", n, (g_get_monotonic_time () - start) / 1e6);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/files/csv-reader/rows of every shape come out the same however the bytes arrive", test_shapes);
  g_test_add_func ("/files/csv-reader/text after a closing quote spoils one row only", test_stray_quote);
  g_test_add_func ("/files/csv-reader/an unclosed quote is reported with its line and the rows after it are kept", test_unclosed_quote);
  g_test_add_func ("/files/csv-reader/an unclosed quote in a pipe ends the file", test_unclosed_quote_in_a_pipe);
  g_test_add_func ("/files/csv-reader/a quote left open in every line takes no longer", test_many_open_quotes);
  g_test_add_func ("/files/csv-reader/an unclosed quote before megabytes loses no row", test_open_quote_before_much);
  g_test_add_func ("/files/csv-reader/NUL bytes are a fault of their row", test_nul);
  g_test_add_func ("/files/csv-reader/bytes of another encoding are a fault of their row", test_bad_encoding);
  g_test_add_func ("/files/csv-reader/the line that tells Excel the delimiter is no row", test_sep_line);
  g_test_add_func ("/files/csv-reader/a cell over the limit is cut and the next row is read", test_large_cells);
  g_test_add_func ("/files/csv-reader/a row of a million cells is cut", test_too_many_cells);
  g_test_add_func ("/files/csv-reader/random bytes get an answer", test_binary);
  g_test_add_func ("/files/csv-reader/UTF-16 and the Windows code pages are decoded as they stream", test_other_encodings);
  g_test_add_func ("/files/csv-reader/a row is found again by its offset", test_seek);
  g_test_add_func ("/files/csv-reader/many rows", test_speed);
  return g_test_run ();
}
