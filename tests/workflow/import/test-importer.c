/* test-importer.c: files are opened, judged, and written whole or not at all
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "importer-fixture.h"
#include "pilot-column-map.h"
#include "pilot-csv-format.h"
#include "pilot-error.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
test_register (void)
{
  g_autofree char *path = pilot_test_data_file ("agencies-ireland.csv");
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  ImporterWait wait = { 0 };

  if (path == NULL)
    {
      g_test_skip ("The register is not beside the project");
      return;
    }
  file = g_file_new_for_path (path);
  import = pilot_importer_new (PILOT_IMPORT_TARGET (target), PILOT_ENTITY_AGENCY);
  pilot_importer_open_file_async (import, file, NULL, importer_done_cb, &wait);
  g_assert_true (importer_finish_open (import, &wait, &error));
  g_assert_cmpint (pilot_importer_get_format (import)->delimiter, ==, ';');
  g_assert_cmpint (pilot_column_map_get_target (pilot_importer_get_map (import), 0), ==, PILOT_AGENCY_REGION);
  g_assert_cmpint (pilot_column_map_get_target (pilot_importer_get_map (import), 1), ==, PILOT_AGENCY_NAME);
  g_assert_cmpint (pilot_column_map_get_target (pilot_importer_get_map (import), 2), ==, PILOT_AGENCY_TRADING_NAME);
  g_assert_cmpint (pilot_column_map_get_target (pilot_importer_get_map (import), 3), ==, PILOT_AGENCY_ADDRESS);
  g_assert_cmpint (pilot_column_map_get_target (pilot_importer_get_map (import), 4), ==, PILOT_AGENCY_LICENCE_NUMBER);
  g_assert_cmpint (pilot_column_map_get_target (pilot_importer_get_map (import), 5), ==, PILOT_AGENCY_PHONE);
  g_assert_cmpint (pilot_column_map_get_target (pilot_importer_get_map (import), 6), ==, PILOT_AGENCY_EMAIL);
  g_assert_cmpint (pilot_column_map_get_target (pilot_importer_get_map (import), 7), ==, PILOT_AGENCY_WEBSITE);
  g_assert_cmpint (pilot_column_map_get_target (pilot_importer_get_map (import), 8), ==, PILOT_AGENCY_SPECIALTIES);
  importer_judge (import);
  importer_assert_counts (import, 536, 0, 0, 0, 0);
  importer_run_well (import, 536, 0);
  importer_judge (import);
  importer_assert_counts (import, 0, 0, 536, 0, 0);
}

static void
test_mapping_by_hand (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = importer_open_text (target, PILOT_ENTITY_AGENCY, "Who,Where,ID\nOne,Cork,1\n");
  g_autoptr (GError) error = NULL;

  importer_judge (import);
  importer_assert_counts (import, 0, 0, 0, 1, 0);
  g_assert_true (pilot_importer_set_target (import, 0, PILOT_AGENCY_NAME, NULL));
  g_assert_false (pilot_importer_set_target (import, 1, PILOT_AGENCY_NAME, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (pilot_importer_set_target (import, 1, PILOT_FIELD_REVISION, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_assert_true (pilot_importer_set_target (import, 1, PILOT_COLUMN_LEFT_OUT, NULL));
  importer_judge (import);
  importer_assert_counts (import, 1, 0, 0, 0, 0);
  importer_run_well (import, 1, 0);
  g_assert_null (fake_target_get_text (target, "external_id", "1", "notes"));
}

static void
test_refused (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotImporter) empty G_GNUC_UNUSED = importer_open_bytes (target, PILOT_ENTITY_AGENCY, "", 0, &error);
  g_autoptr (PilotImporter) workbook = NULL;
  g_autoptr (PilotImporter) blank = NULL;
  ImporterWait wait = { 0 };

  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_clear_error (&error);
  workbook = importer_open_bytes (target, PILOT_ENTITY_AGENCY, "PK\x03\x04\0\0", 6, &error);
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_clear_error (&error);
  blank = importer_open_bytes (target, PILOT_ENTITY_AGENCY, "\n\n \n", 4, &error);
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (pilot_importer_is_open (blank));
  pilot_importer_judge_async (blank, NULL, importer_done_cb, &wait);
  PILOT_TEST_WAIT_UNTIL (wait.done);
  g_assert_false (pilot_importer_judge_finish (blank, wait.result, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_object_unref (wait.result);
}

static void
test_header_only (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = importer_open_text (target, PILOT_ENTITY_AGENCY, "Name,ID");

  g_assert_cmpuint (pilot_importer_get_preview_rows (import), ==, 0);
  importer_judge (import);
  importer_assert_counts (import, 0, 0, 0, 0, 0);
  importer_run_well (import, 0, 0);
}

static void
test_no_header (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = importer_open_text (target, PILOT_ENTITY_AGENCY, "Alpha,1\nBeta,2\n");

  pilot_importer_set_has_header (import, FALSE);
  g_assert_cmpuint (pilot_importer_get_preview_rows (import), ==, 2);
  g_assert_cmpstr (pilot_importer_get_preview (import, 0, 0), ==, "Alpha");
  g_assert_true (pilot_importer_set_target (import, 0, PILOT_AGENCY_NAME, NULL));
  g_assert_true (pilot_importer_set_target (import, 1, PILOT_AGENCY_EXTERNAL_ID, NULL));
  importer_judge (import);
  importer_assert_counts (import, 2, 0, 0, 0, 0);
  importer_run_well (import, 2, 0);
}

static void
test_format_by_hand (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotImporter) import = importer_open_bytes (target, PILOT_ENTITY_AGENCY, "Name;ID\nCaf\xE9;1\n", 15, &error);
  PilotCsvFormat format = { PILOT_ENCODING_UTF8, ',' };
  ImporterWait wait = { 0 };

  g_assert_cmpint (pilot_importer_get_format (import)->encoding, ==, PILOT_ENCODING_WINDOWS_1252);
  g_assert_cmpstr (pilot_importer_get_preview (import, 0, 0), ==, "Caf\xC3\xA9");
  pilot_importer_set_format_async (import, &format, NULL, importer_done_cb, &wait);
  g_assert_true (importer_finish_open (import, &wait, NULL));
  g_assert_cmpuint (pilot_column_map_get_n_columns (pilot_importer_get_map (import)), ==, 1);
  g_assert_cmpstr (pilot_importer_get_preview (import, 0, 0), ==, "Caf\xEF\xBF\xBD;1");
  importer_judge (import);
  importer_assert_row (import, 0, PILOT_IMPORT_INVALID, 2, "encoding");
}

static void
test_late_accent (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (GString) text = g_string_new ("Name,ID\n");
  g_autoptr (PilotImporter) import = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, "Agency %u,%u\n", i, i);
  g_string_append (text, "Caf\xE9,20000\n");
  import = importer_open_bytes (target, PILOT_ENTITY_AGENCY, text->str, text->len, NULL);
  g_assert_cmpint (pilot_importer_get_format (import)->encoding, ==, PILOT_ENCODING_WINDOWS_1252);
  importer_judge (import);
  importer_assert_counts (import, 20001, 0, 0, 0, 0);
}

static PilotImporter *
open_well (FakeTarget *target, const char *text)
{
  g_autoptr (GError) error = NULL;
  PilotImporter *import = importer_open_bytes (target, PILOT_ENTITY_AGENCY, text, strlen (text), &error);

  g_assert_no_error (error);
  return import;
}

static void
assert_warning (PilotImporter *import, PilotEncoding encoding, const char *part)
{
  g_autofree char *warning = pilot_importer_dup_encoding_warning (import);

  g_assert_cmpint (pilot_importer_get_format (import)->encoding, ==, encoding);
  if (part == NULL)
    g_assert_null (warning);
  else if (warning == NULL || strstr (warning, part) == NULL)
    g_error ("“%s” is not in “%s”", part, warning);
}

/* What was put together from two files may be in two encodings: the one is chosen that most lines are in, and it is told. */
static void
test_two_encodings (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) utf8 = open_well (target, "Name,ID\nCaf\xC3\xA9,1\nZo\xC3\xAB,2\nM\xFCller,3\n");
  g_autoptr (PilotImporter) windows = open_well (target, "Name,ID\nCaf\xE9,1\nZo\xEB,2\nM\xC3\xBCller,3\n");
  g_autoptr (PilotImporter) marked = open_well (target, "\xEF\xBB\xBFName,ID\nCaf\xE9,1\nZo\xEB,2\n");
  g_autoptr (PilotImporter) one = open_well (target, "Name,ID\nCaf\xE9,1\nZo\xEB,2\n");
  PilotCsvFormat format = { PILOT_ENCODING_WINDOWS_1252, ',' };
  ImporterWait wait = { 0 };

  assert_warning (utf8, PILOT_ENCODING_UTF8, "Line 4 of the file is not UTF-8");
  importer_judge (utf8);
  importer_assert_counts (utf8, 2, 0, 0, 1, 0);
  assert_warning (windows, PILOT_ENCODING_WINDOWS_1252, "1 line is UTF-8 and is read wrongly");
  assert_warning (windows, PILOT_ENCODING_WINDOWS_1252, "line 2 is the first that is not");
  assert_warning (marked, PILOT_ENCODING_UTF8, "2 lines of the file are not UTF-8, the first is line 2.");
  assert_warning (one, PILOT_ENCODING_WINDOWS_1252, NULL);
  /* It stays said, however the file is read then. */
  pilot_importer_set_format_async (utf8, &format, NULL, importer_done_cb, &wait);
  g_assert_true (importer_finish_open (utf8, &wait, NULL));
  assert_warning (utf8, PILOT_ENCODING_WINDOWS_1252, "2 lines are UTF-8 and are read wrongly");
  assert_warning (utf8, PILOT_ENCODING_WINDOWS_1252, "line 4 is the first that is not");
}

/* Nobody waits for a pipe that nothing comes out of. */
static void
test_cancel_reading (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = pilot_importer_new (PILOT_IMPORT_TARGET (target), PILOT_ENTITY_AGENCY);
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "pipe.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  ImporterWait wait = { 0 };
  ImporterWait next = { 0 };
  int fd;

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  pilot_importer_open_file_async (import, file, cancellable, importer_done_cb, &wait);
  g_cancellable_cancel (cancellable);
  g_assert_false (importer_finish_open (import, &wait, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  pilot_importer_open_text_async (import, "Name\nOne\n", NULL, importer_done_cb, &next);
  g_assert_true (importer_finish_open (import, &next, NULL));
  /* The worker may wait at the other end. */
  fd = open (path, O_WRONLY | O_NONBLOCK);
  if (fd >= 0)
    close (fd);
}

static void
test_report (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "errors.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (PilotImporter) import = importer_open_text (target, PILOT_ENTITY_RECRUITER,
                                              "Name;E-mail;Phone;Extra\n"
                                              "Ann;ann@example.com;+353 1 234567;one\n"
                                              "=Bob;bob;+353 1 234568;\"two; \"\"three\"\"\"\n"
                                              ";cid@example.com;;four\n"
                                              "Ann;ann@example.com;;\n");
  g_autoptr (PilotImporter) again = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) halves = NULL;
  g_autofree char *mended = NULL;
  ImporterWait wait = { 0 };
  ImporterWait opened = { 0 };

  importer_judge (import);
  importer_assert_counts (import, 1, 0, 0, 2, 1);
  pilot_importer_save_errors_async (import, file, NULL, importer_done_cb, &wait);
  PILOT_TEST_WAIT_UNTIL (wait.done);
  result = wait.result;
  g_assert_true (pilot_importer_save_errors_finish (import, result, &error));
  g_assert_no_error (error);
  importer_run_well (import, 1, 0);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "Name;E-mail;Phone;Extra;Pilotage line;Pilotage reason"));
  g_assert_nonnull (strstr (text, "'=Bob;bob;+353 1 234568;\"two; \"\"three\"\"\";3;"));
  halves = g_strsplit (text, ";bob;", 2);
  mended = g_strjoin (";bob@example.com;", halves[0], halves[1], NULL);
  g_assert_true (g_file_set_contents (path, mended, -1, NULL));

  again = pilot_importer_new (PILOT_IMPORT_TARGET (target), PILOT_ENTITY_RECRUITER);
  pilot_importer_open_file_async (again, file, NULL, importer_done_cb, &opened);
  g_assert_true (importer_finish_open (again, &opened, NULL));
  importer_judge (again);
  /* Bob is mended, the one without a name is not, Ann is there by now. */
  importer_assert_counts (again, 1, 0, 1, 1, 0);
  importer_run_well (again, 1, 0);
  g_assert_cmpstr (fake_target_get_text (target, "email", "bob@example.com", "name"), ==, "=Bob");
  g_assert_cmpstr (fake_target_get_text (target, "email", "bob@example.com", "notes"), ==, "Extra: two; \"three\"");
}

static void
test_all_or_none (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (GString) text = g_string_new ("Name,ID\n");
  g_autoptr (PilotImporter) import = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (text, "Agency %u,%u\n", i, i);
  import = importer_open_text (target, PILOT_ENTITY_AGENCY, text->str);
  importer_judge (import);
  fake_target_fail_after (target, 5000, NULL);
  g_assert_false (importer_run (import, NULL, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_NO_SPACE);
  g_assert_cmpuint (fake_target_get_n_records (target), ==, 0);
  g_clear_error (&error);

  fake_target_fail_after (target, 5000, cancellable);
  g_assert_false (importer_run (import, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fake_target_get_n_records (target), ==, 0);

  /* What came in the way meanwhile is of no interest to who cancelled. */
  g_clear_error (&error);
  g_clear_object (&cancellable);
  cancellable = g_cancellable_new ();
  fake_target_set_stubborn (target);
  fake_target_fail_after (target, 5000, cancellable);
  g_assert_false (importer_run (import, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fake_target_get_n_records (target), ==, 0);

  fake_target_fail_after (target, 0, NULL);
  importer_run_well (import, 10000, 0);
}

static void
test_changed_meanwhile (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = importer_open_text (target, PILOT_ENTITY_AGENCY, "Name,ID\nOne,1\nTwo,2\n");
  g_autoptr (GError) error = NULL;

  importer_judge (import);
  fake_target_add (target, PILOT_ENTITY_AGENCY, "name", "Two", "external_id", "2", NULL);
  g_assert_false (importer_run (import, NULL, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_CONFLICT);
  g_assert_cmpuint (fake_target_get_n_records (target), ==, 1);
  importer_judge (import);
  importer_assert_counts (import, 1, 0, 1, 0, 0);
  /* What doesn't concern the file doesn't matter. */
  fake_target_add (target, PILOT_ENTITY_AGENCY, "name", "Three", "external_id", "3", NULL);
  importer_run_well (import, 1, 0);
}

static void
test_busy (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = importer_open_text (target, PILOT_ENTITY_AGENCY, "Name,ID\nOne,1\n");
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;
  ImporterWait one = { 0 };
  ImporterWait two = { 0 };

  pilot_importer_judge_async (import, NULL, importer_done_cb, &one);
  pilot_importer_judge_async (import, NULL, importer_done_cb, &two);
  PILOT_TEST_WAIT_UNTIL (one.done && two.done);
  first = one.result;
  second = two.result;
  g_assert_false (pilot_importer_judge_finish (import, second, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_BUSY);
  g_assert_true (pilot_importer_judge_finish (import, first, NULL));
}

static void
test_many (void)
{
  guint n = pilot_test_is_long () ? 1000000 : 50000;
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (GString) text = g_string_new ("name,email,phone,status,external id\n");
  g_autoptr (PilotImporter) import = NULL;
  g_autoptr (GListModel) rows = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "Candidate %u,candidate%u@example.com,+353 1 %07u,%s,C%u\n", i, i, i,
                            i % 10 == 3 ? "No such" : "In review", i % 100 == 7 ? i - 1 : i);
  import = importer_open_bytes (target, PILOT_ENTITY_CANDIDATE, text->str, text->len, &error);
  g_assert_no_error (error);
  start = g_get_monotonic_time ();
  importer_judge (import);
  g_test_message ("%u rows judged in %.3f s", n, (g_get_monotonic_time () - start) / 1e6);
  importer_assert_counts (import, n - n / 10 - n / 100, 0, 0, n / 10, n / 100);
  start = g_get_monotonic_time ();
  rows = pilot_importer_create_rows (import, PILOT_IMPORT_INVALID);
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, n / 10);
  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (PilotImportRow) row = g_list_model_get_item (rows, (guint) (((guint64) i * 7919) % (n / 10)));

      g_assert_cmpint (pilot_import_row_get_verdict (row), ==, PILOT_IMPORT_INVALID);
    }
  g_test_message ("1000 rows shown in %.3f s", (g_get_monotonic_time () - start) / 1e6);
  fake_target_set_counts_only (target);
  start = g_get_monotonic_time ();
  importer_run_well (import, n - n / 10 - n / 100, 0);
  g_test_message ("%u rows handed over in %.3f s", n, (g_get_monotonic_time () - start) / 1e6);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/workflow/importer/the Irish register imports with no row lost, and once", test_register);
  g_test_add_func ("/workflow/importer/columns are mapped by hand, no field twice", test_mapping_by_hand);
  g_test_add_func ("/workflow/importer/what is no table is refused", test_refused);
  g_test_add_func ("/workflow/importer/a file of headings alone brings nothing", test_header_only);
  g_test_add_func ("/workflow/importer/a file may have no headings", test_no_header);
  g_test_add_func ("/workflow/importer/encoding and delimiter can be corrected", test_format_by_hand);
  g_test_add_func ("/workflow/importer/a file in two encodings is read as most of its lines are, and it is told", test_two_encodings);
  g_test_add_func ("/workflow/importer/a file that does not come can be cancelled", test_cancel_reading);
  g_test_add_func ("/workflow/importer/an accent far down a file tells its encoding", test_late_accent);
  g_test_add_func ("/workflow/importer/the report is mended and loaded again", test_report);
  g_test_add_func ("/workflow/importer/an error or a cancel leaves nothing", test_all_or_none);
  g_test_add_func ("/workflow/importer/data that changed since the check is not overwritten", test_changed_meanwhile);
  g_test_add_func ("/workflow/importer/one task at a time", test_busy);
  g_test_add_func ("/workflow/importer/many rows", test_many);
  return g_test_run ();
}
