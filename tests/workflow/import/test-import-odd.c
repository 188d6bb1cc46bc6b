/* test-import-odd.c: files as programs and accidents leave them: nothing is lost, and what is wrong is told
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "importer-fixture.h"

#include "pilot-csv-format.h"
#include "pilot-entities.h"
#include "pilot-error.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>

static void
test_sep_line (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = importer_open_text (target, PILOT_ENTITY_AGENCY, "sep=;\r\nName;City\r\nAlpha, Beta;Cork\r\n");

  g_assert_cmpint (pilot_importer_get_format (import)->delimiter, ==, ';');
  g_assert_cmpstr (pilot_importer_get_heading (import, 0), ==, "Name");
  importer_judge (import);
  importer_assert_counts (import, 1, 0, 0, 0, 0);
  importer_assert_row (import, 0, PILOT_IMPORT_NEW, 3, NULL);
  importer_run_well (import, 1, 0);
  g_assert_cmpstr (fake_target_get_text (target, "name", "Alpha, Beta", "city"), ==, "Cork");
}

/* Reports have a title: it is no heading, and no row. */
static void
test_title (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = importer_open_text (target, PILOT_ENTITY_AGENCY,
                                                         "Agencies of Meridian, as of today\n\nName;ID;City\nAlpha, Ltd;1;Cork\nBeta;2;Kerry\n");
  g_autoptr (PilotImporter) commas = importer_open_text (target, PILOT_ENTITY_AGENCY,
                                                         "Agency export,,\nMade,2026-01-02,\nName,ID,City\nGamma,3,Cork\n");
  g_autoptr (PilotImporter) none = importer_open_text (target, PILOT_ENTITY_AGENCY, "Alpha\nBeta; Gamma\n");
  g_autofree char *note = pilot_importer_dup_above_note (import);

  g_assert_cmpint (pilot_importer_get_format (import)->delimiter, ==, ';');
  g_assert_cmpstr (note, ==, "1 row above the headings is left out.");
  g_assert_cmpstr (pilot_importer_get_heading (import, 1), ==, "ID");
  g_assert_cmpstr (pilot_importer_get_preview (import, 0, 0), ==, "Alpha, Ltd");
  importer_judge (import);
  importer_assert_counts (import, 2, 0, 0, 0, 0);
  importer_assert_row (import, 0, PILOT_IMPORT_NEW, 4, NULL);
  importer_run_well (import, 2, 0);
  g_assert_cmpuint (pilot_importer_get_n_above (commas), ==, 2);
  importer_judge (commas);
  importer_assert_counts (commas, 1, 0, 0, 0, 0);
  g_assert_cmpuint (pilot_importer_get_n_above (none), ==, 0);
  g_assert_cmpuint (pilot_importer_get_n_columns (none), ==, 1);
}

static void
test_no_headings (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = importer_open_text (target, PILOT_ENTITY_RECRUITER, "Ann,ann@example.com,+353 1 513 3101\nBen,ben@example.com,\n");

  g_assert_true (pilot_importer_get_first_is_data (import));
  g_assert_false (pilot_importer_get_has_header (import));
  g_assert_cmpuint (pilot_importer_get_preview_rows (import), ==, 2);
  g_assert_true (pilot_importer_set_target (import, 0, PILOT_RECRUITER_NAME, NULL));
  g_assert_true (pilot_importer_set_target (import, 1, PILOT_RECRUITER_EMAIL, NULL));
  importer_judge (import);
  importer_assert_counts (import, 2, 0, 0, 0, 0);
  importer_run_well (import, 2, 0);
  g_assert_cmpstr (fake_target_get_text (target, "name", "Ann", "email"), ==, "ann@example.com");
}

/* What a person says of a file stays said, however it is read; of the next file it says nothing. */
static void
test_headings_by_hand (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = importer_open_text (target, PILOT_ENTITY_RECRUITER, "Ann;ann@example.com\nBen;ben@example.com\n");
  PilotCsvFormat format = { PILOT_ENCODING_UTF8, ',' };
  g_autoptr (GError) error = NULL;
  ImporterWait wait = { 0 };
  ImporterWait next = { 0 };

  pilot_importer_set_has_header (import, TRUE);
  pilot_importer_set_format_async (import, &format, NULL, importer_done_cb, &wait);
  g_assert_true (importer_finish_open (import, &wait, &error));
  g_assert_true (pilot_importer_get_has_header (import) && pilot_importer_get_first_is_data (import));
  pilot_importer_open_text_async (import, "Cem,cem@example.com\n", NULL, importer_done_cb, &next);
  g_assert_true (importer_finish_open (import, &next, &error));
  g_assert_false (pilot_importer_get_has_header (import));
}

static void
test_guess (void)
{
  static const struct
  {
    const char *first;
    gboolean is_data;
  } rows[] = {
    { "Name,Email", FALSE },
    { "Name,ann@example.com", FALSE },       /* one is what a column is called */
    { "Alpha,Beta", FALSE },                 /* it may be either: nearly all files have headings */
    { "Umsatz 2024,2025", FALSE },
    { "Alpha,2024-03-01", TRUE },
    { "Alpha,https://alpha.example", TRUE },
    { "Alpha,+49 (30) 123456", TRUE },
    { "Pilotage ID,x", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (FakeTarget) target = fake_target_new ();
      g_autofree char *text = g_strdup_printf ("%s\nx,y\n", rows[i].first);
      g_autoptr (PilotImporter) import = importer_open_text (target, PILOT_ENTITY_AGENCY, text);

      if (pilot_importer_get_first_is_data (import) != rows[i].is_data)
        g_error ("“%s” is taken for %s", rows[i].first, rows[i].is_data ? "headings" : "data");
    }
}

static char *
save_errors (PilotImporter *import)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "errors.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  ImporterWait wait = { 0 };
  char *text;

  pilot_importer_save_errors_async (import, file, NULL, importer_done_cb, &wait);
  PILOT_TEST_WAIT_UNTIL (wait.done);
  result = wait.result;
  g_assert_true (pilot_importer_save_errors_finish (import, result, NULL));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
assert_not_saved (PilotImporter *import, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  ImporterWait wait = { 0 };

  pilot_importer_save_errors_async (import, file, NULL, importer_done_cb, &wait);
  PILOT_TEST_WAIT_UNTIL (wait.done);
  result = wait.result;
  g_assert_false (pilot_importer_save_errors_finish (import, result, &error));
  g_assert_nonnull (error);
}

/* Where the disk is full no half of a file is left, and none takes the place of a whole one. */
static void
test_half_saved (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (GString) text = g_string_new ("Name,City\n");
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *old = g_build_filename (dir, "old.csv", NULL);
  g_autofree char *new = g_build_filename (dir, "new.csv", NULL);
  g_autofree char *kept = NULL;
  g_autoptr (PilotImporter) import = NULL;
  struct rlimit before;
  struct rlimit small;

  for (guint i = 0; i < 8000; i++)
    g_string_append_printf (text, ",A row without a name %u\n", i);
  import = importer_open_text (target, PILOT_ENTITY_AGENCY, text->str);
  importer_judge (import);
  g_assert_true (g_file_set_contents (old, "whole", -1, NULL));
  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &before);
  small = (struct rlimit){ 64 * 1024, before.rlim_max };
  setrlimit (RLIMIT_FSIZE, &small);
  assert_not_saved (import, old);
  assert_not_saved (import, new);
  setrlimit (RLIMIT_FSIZE, &before);
  g_assert_true (g_file_get_contents (old, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "whole");
  g_assert_false (g_file_test (new, G_FILE_TEST_EXISTS));
}

static void
test_nul (void)
{
  static const char bytes[] = "Name,City\nAl\0pha,Cork\nBeta,Ke\0\0rry\nGamma,Clare\n";
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotImporter) import = importer_open_bytes (target, PILOT_ENTITY_AGENCY, bytes, sizeof bytes - 1, &error);
  g_autofree char *errors = NULL;

  g_assert_no_error (error);
  importer_judge (import);
  importer_assert_counts (import, 1, 0, 0, 2, 0);
  importer_assert_row (import, 0, PILOT_IMPORT_INVALID, 2, "NUL");
  errors = save_errors (import);
  g_assert_nonnull (strstr (errors, "Al␀pha,Cork,2,"));
  g_assert_nonnull (strstr (errors, "Beta,Ke␀␀rry,3,"));
}

static void
test_odd_byte (void)
{
  /* A byte too many behind the last line, and half a character in a name. */
  static const char behind[] = "\xFF\xFEN\0a\0m\0e\0\n\0A\0\n\0B";
  static const char within[] = "\xFE\xFF\0N\0a\0m\0e\0\n\0A\xD8\x3D\0\n\0B\0\n";
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotImporter) one = importer_open_bytes (target, PILOT_ENTITY_AGENCY, behind, sizeof behind - 1, &error);
  g_autoptr (PilotImporter) two = importer_open_bytes (target, PILOT_ENTITY_AGENCY, within, sizeof within - 1, &error);

  g_assert_no_error (error);
  importer_judge (one);
  importer_assert_counts (one, 1, 0, 0, 1, 0);
  importer_assert_row (one, 1, PILOT_IMPORT_INVALID, 3, "encoding");
  importer_judge (two);
  importer_assert_counts (two, 1, 0, 0, 1, 0);
  importer_assert_row (two, 0, PILOT_IMPORT_INVALID, 2, "encoding");
  importer_assert_row (two, 1, PILOT_IMPORT_NEW, 3, NULL);
}

static void
assert_refused (const char *path, const char *part)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = pilot_importer_new (PILOT_IMPORT_TARGET (target), PILOT_ENTITY_AGENCY);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  ImporterWait wait = { 0 };

  pilot_importer_open_file_async (import, file, NULL, importer_done_cb, &wait);
  g_assert_false (importer_finish_open (import, &wait, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_nonnull (strstr (error->message, part));
  g_assert_false (pilot_importer_is_open (import));
}

static void
test_no_file (void)
{
  g_autofree char *dir = pilot_test_make_dir ();

  assert_refused (dir, "is a folder");
  assert_refused ("/dev/zero", "is a device");
  assert_refused ("/dev/null", "is a device");
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/workflow/import-odd/a title above the headings is neither", test_title);
  g_test_add_func ("/workflow/import-odd/refused rows are saved whole or not at all", test_half_saved);
  g_test_add_func ("/workflow/import-odd/Excel's line “sep=;” is no headings", test_sep_line);
  g_test_add_func ("/workflow/import-odd/a file without headings loses no row", test_no_headings);
  g_test_add_func ("/workflow/import-odd/whether there are headings is said by a person", test_headings_by_hand);
  g_test_add_func ("/workflow/import-odd/data are told from headings", test_guess);
  g_test_add_func ("/workflow/import-odd/cells with NULs are written whole", test_nul);
  g_test_add_func ("/workflow/import-odd/half a character is an error of its row", test_odd_byte);
  g_test_add_func ("/workflow/import-odd/a folder or a device is no file", test_no_file);
  return g_test_run ();
}
