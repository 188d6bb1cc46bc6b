/* test-csv-writer.c: what is written is read again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-csv-reader.h"
#include "pilot-csv-writer.h"
#include "pilot-test.h"

static char *
write_cells (const char *const *cells, PilotCsvWriterFlags flags)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (PilotCsvWriter) writer = pilot_csv_writer_new (stream, ',', flags);
  gsize length;

  for (guint i = 0; cells[i] != NULL; i++)
    pilot_csv_writer_add (writer, cells[i], -1);
  g_assert_true (pilot_csv_writer_end_row (writer, NULL, NULL));
  g_assert_true (pilot_csv_writer_finish (writer, NULL, NULL));
  length = g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream));
  return g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)), length);
}

static void
test_form (void)
{
  static const char *const cells[] = { "plain", "", "a,b", "say \"hi\"", "two\nlines", " blank ", "\xC3\xA9", NULL };
  static const char *const lone[] = { "", NULL };
  g_autofree char *text = write_cells (cells, PILOT_CSV_WRITER_PLAIN);
  g_autofree char *marked = write_cells (cells, PILOT_CSV_WRITER_BOM);
  g_autofree char *empty = write_cells (lone, PILOT_CSV_WRITER_PLAIN);

  g_assert_cmpstr (text, ==, "plain,,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\" blank \",\xC3\xA9\r\n");
  g_assert_true (g_str_has_prefix (marked, "\xEF\xBB\xBFplain"));
  g_assert_cmpstr (empty, ==, "\"\"\r\n");
}

static void
test_guard (void)
{
  static const char *const cells[] = { "=1+1", "+353 1 513 3101", "-12.5", "-cmd|' /C calc'!A0", "@SUM(A1)", "fine", "'quoted", NULL };
  g_autofree char *text = write_cells (cells, PILOT_CSV_WRITER_GUARD);

  g_assert_cmpstr (text, ==, "'=1+1,+353 1 513 3101,-12.5,'-cmd|' /C calc'!A0,'@SUM(A1),fine,'quoted\r\n");
  g_assert_cmpstr (pilot_csv_unguard ("'=1+1"), ==, "=1+1");
  g_assert_cmpstr (pilot_csv_unguard ("'quoted"), ==, "'quoted");
  g_assert_cmpstr (pilot_csv_unguard ("fine"), ==, "fine");
  g_assert_cmpstr (pilot_csv_unguard (""), ==, "");
}

static void
test_round_trip (void)
{
  static const char *const alphabet[] = { "a", "\"", ",", "\n", "\r", " ", "\xC3\xA9", "=", "\t", ";", "" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint round = 0; round < 500; round++)
    {
      g_auto (GStrv) cells = g_new0 (char *, 6);
      g_autofree char *text = NULL;
      g_autoptr (GInputStream) stream = NULL;
      g_autoptr (PilotCsvReader) reader = NULL;
      PilotCsvFormat format = { PILOT_ENCODING_UTF8, ',' };
      const PilotCsvRow *row;

      for (guint i = 0; i < 5; i++)
        {
          g_autoptr (GString) cell = g_string_new (NULL);

          for (guint n = g_rand_int_range (rand, 0, 8); n > 0; n--)
            g_string_append (cell, alphabet[g_rand_int_range (rand, 0, G_N_ELEMENTS (alphabet))]);
          cells[i] = g_strdup (cell->str);
        }
      text = write_cells ((const char *const *) cells, round % 2 ? PILOT_CSV_WRITER_GUARD : PILOT_CSV_WRITER_PLAIN);
      stream = g_memory_input_stream_new_from_data (text, -1, NULL);
      reader = pilot_csv_reader_new (stream, &format);
      g_assert_true (pilot_csv_reader_next (reader, &row, NULL, NULL));
      g_assert_nonnull (row);
      g_assert_cmpuint (row->n_cells, ==, 5);
      for (guint i = 0; i < 5; i++)
        g_assert_cmpstr (round % 2 ? pilot_csv_unguard (row->cells[i].text) : row->cells[i].text, ==, cells[i]);
    }
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/files/csv-writer/cells are quoted where they must be", test_form);
  g_test_add_func ("/files/csv-writer/formulas are disarmed, numbers are left alone", test_guard);
  g_test_add_func ("/files/csv-writer/whatever is written is read again", test_round_trip);
  return g_test_run ();
}
