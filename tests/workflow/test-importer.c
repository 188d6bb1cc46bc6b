/* test-importer.c: files are judged row by row and written whole or not at all
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"
#include "pilot-column-map.h"
#include "pilot-csv-format.h"
#include "pilot-importer.h"
#include "pilot-test.h"

#include <string.h>

#include "fake-target.h"

typedef struct
{
  gboolean done;
  GAsyncResult *result;
} Wait;

static void
done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Wait *wait = user_data;

  wait->done = TRUE;
  wait->result = g_object_ref (result);
}

static gboolean
finish_open (PilotImporter *import, Wait *wait, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  PILOT_TEST_WAIT_UNTIL (wait->done);
  result = wait->result;
  return pilot_importer_open_finish (import, result, error);
}

static PilotImporter *
open_text (FakeTarget *target, PilotEntity entity, const char *text)
{
  PilotImporter *import = pilot_importer_new (PILOT_IMPORT_TARGET (target), entity);
  g_autoptr (GError) error = NULL;
  Wait wait = { 0 };

  pilot_importer_open_text_async (import, text, NULL, done_cb, &wait);
  finish_open (import, &wait, &error);
  g_assert_no_error (error);
  return import;
}

static PilotImporter *
open_bytes (FakeTarget *target, PilotEntity entity, const void *bytes, gsize length, GError **error)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "file.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  PilotImporter *import = pilot_importer_new (PILOT_IMPORT_TARGET (target), entity);
  Wait wait = { 0 };

  g_assert_true (g_file_set_contents (path, bytes, length, NULL));
  pilot_importer_open_file_async (import, file, NULL, done_cb, &wait);
  finish_open (import, &wait, error);
  return import;
}

static void
judge (PilotImporter *import)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  Wait wait = { 0 };

  pilot_importer_judge_async (import, NULL, done_cb, &wait);
  PILOT_TEST_WAIT_UNTIL (wait.done);
  result = wait.result;
  pilot_importer_judge_finish (import, result, &error);
  g_assert_no_error (error);
  g_assert_true (pilot_importer_get_judged (import));
}

static gboolean
run (PilotImporter *import, PilotImportResult *written, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  Wait wait = { 0 };

  pilot_importer_run_async (import, cancellable, done_cb, &wait);
  PILOT_TEST_WAIT_UNTIL (wait.done);
  result = wait.result;
  return pilot_importer_run_finish (import, result, written, error);
}

static void
run_well (PilotImporter *import, guint64 created, guint64 changed)
{
  g_autoptr (GError) error = NULL;
  PilotImportResult written;

  g_assert_true (run (import, &written, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (written.n_created, ==, created);
  g_assert_cmpuint (written.n_changed, ==, changed);
}

static void
assert_counts (PilotImporter *import, guint n_new, guint changed, guint unchanged, guint invalid, guint duplicate)
{
  g_assert_cmpuint (pilot_importer_count (import, PILOT_IMPORT_NEW), ==, n_new);
  g_assert_cmpuint (pilot_importer_count (import, PILOT_IMPORT_CHANGED), ==, changed);
  g_assert_cmpuint (pilot_importer_count (import, PILOT_IMPORT_UNCHANGED), ==, unchanged);
  g_assert_cmpuint (pilot_importer_count (import, PILOT_IMPORT_INVALID), ==, invalid);
  g_assert_cmpuint (pilot_importer_count (import, PILOT_IMPORT_DUPLICATE), ==, duplicate);
  g_assert_cmpuint (pilot_importer_count (import, PILOT_IMPORT_ANY), ==, n_new + changed + unchanged + invalid + duplicate);
}

static void
assert_row (PilotImporter *import, guint position, PilotImportVerdict verdict, guint line, const char *message_part)
{
  g_autoptr (GListModel) rows = pilot_importer_create_rows (import, PILOT_IMPORT_ANY);
  g_autoptr (PilotImportRow) row = g_list_model_get_item (rows, position);

  g_assert_nonnull (row);
  g_assert_cmpint (pilot_import_row_get_verdict (row), ==, verdict);
  g_assert_cmpuint (pilot_import_row_get_line (row), ==, line);
  if (message_part == NULL)
    g_assert_cmpstr (pilot_import_row_get_message (row), ==, "");
  else if (strstr (pilot_import_row_get_message (row), message_part) == NULL)
    g_error ("“%s” has no “%s”", pilot_import_row_get_message (row), message_part);
}

static void
test_register (void)
{
  g_autofree char *path = pilot_test_data_file ("agencies-ireland.csv");
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = NULL;
  g_autoptr (PilotRecord) record = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  Wait wait = { 0 };

  if (path == NULL)
    {
      g_test_skip ("The register is not beside the project");
      return;
    }
  file = g_file_new_for_path (path);
  import = pilot_importer_new (PILOT_IMPORT_TARGET (target), PILOT_ENTITY_AGENCY);
  pilot_importer_open_file_async (import, file, NULL, done_cb, &wait);
  g_assert_true (finish_open (import, &wait, &error));
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
  judge (import);
  assert_counts (import, 536, 0, 0, 0, 0);
  run_well (import, 536, 0);
  judge (import);
  assert_counts (import, 0, 0, 536, 0, 0);
}

static void
test_verdicts (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = NULL;
  g_autoptr (GListModel) rows = NULL;
  g_autoptr (PilotImportRow) row = NULL;

  fake_target_add (target, PILOT_ENTITY_AGENCY, "name", "Old", "external_id", "A1", "city", "Cork", NULL);
  fake_target_add (target, PILOT_ENTITY_AGENCY, "name", "Same", "external_id", "A2", "email", "same@example.com", NULL);
  import = open_text (target, PILOT_ENTITY_AGENCY,
                      "External ID,Name,City,E-mail\n"
                      "A1,Old,Dublin,\n"
                      "A2,Same,,same@EXAMPLE.com\n"
                      "A3,Fresh,,\n"
                      ",,,,\n"
                      "A4,,Galway,\n"
                      "A3,Fresh again,,\n"
                      "A5,Bad mail,,nobody\n"
                      ",Only mail,,nobody\n");
  judge (import);
  assert_counts (import, 2, 1, 1, 2, 1);
  assert_row (import, 0, PILOT_IMPORT_CHANGED, 2, NULL);
  assert_row (import, 1, PILOT_IMPORT_UNCHANGED, 3, NULL);
  assert_row (import, 2, PILOT_IMPORT_NEW, 4, NULL);
  assert_row (import, 3, PILOT_IMPORT_INVALID, 6, "Name: it must not be empty");
  assert_row (import, 4, PILOT_IMPORT_DUPLICATE, 7, "line 4");
  assert_row (import, 5, PILOT_IMPORT_NEW, 8, "kept in the notes");
  assert_row (import, 6, PILOT_IMPORT_INVALID, 9, "no @");
  {
    g_autoptr (GListModel) all = pilot_importer_create_rows (import, PILOT_IMPORT_ANY);
    g_autoptr (PilotImportRow) refused = g_list_model_get_item (all, 6);

    /* What is refused is not kept anywhere, and must not say so. */
    g_assert_null (strstr (pilot_import_row_get_message (refused), "kept in the notes"));
  }
  g_assert_cmpuint (pilot_importer_count (import, PILOT_IMPORT_REMARKED), ==, 1);
  rows = pilot_importer_create_rows (import, PILOT_IMPORT_CHANGED);
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, 1);
  row = g_list_model_get_item (rows, 0);
  g_assert_cmpstr (pilot_import_row_get_changes (row), ==, "City");
  g_assert_cmpstr (pilot_import_row_get_cell (row, 2), ==, "Dublin");
  g_assert_cmpuint (fake_target_get_n_records (target), ==, 2);

  run_well (import, 2, 1);
  g_assert_cmpuint (fake_target_get_n_records (target), ==, 4);
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "A1", "city"), ==, "Dublin");
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "A5", "notes"), ==, "E-mail: nobody");
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "A3", "status"), ==, "active");
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "A3", "dataset"), ==, "legacy");
  judge (import);
  assert_counts (import, 0, 0, 4, 2, 1);
}

static void
test_data_sets (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = open_text (target, PILOT_ENTITY_AGENCY, "Name,ID\nOne,1\n");

  fake_target_add (target, PILOT_ENTITY_AGENCY, "name", "One", "external_id", "1", NULL);
  judge (import);
  assert_counts (import, 0, 0, 1, 0, 0);
  pilot_importer_set_dataset (import, "portal");
  g_assert_false (pilot_importer_get_judged (import));
  judge (import);
  assert_counts (import, 1, 0, 0, 0, 0);
}

static void
test_strict (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = open_text (target, PILOT_ENTITY_AGENCY, "Name,ID,Website\nOne,1,not a website\n");

  pilot_importer_set_strict (import, TRUE);
  judge (import);
  assert_counts (import, 0, 0, 0, 1, 0);
}

static void
test_unknown_columns (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = NULL;

  fake_target_add (target, PILOT_ENTITY_AGENCY, "name", "Known", "external_id", "2", "notes", "Called on Monday", NULL);
  import = open_text (target, PILOT_ENTITY_AGENCY,
                      "Name,ID,Colour,Remarks,,Rating\n"
                      "One,1,blue,\"likes\ntea\",x,5,beyond\n"
                      "Known,2,red,,,\n");
  judge (import);
  assert_counts (import, 1, 1, 0, 0, 0);
  run_well (import, 1, 1);
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "1", "notes"), ==,
                   "Colour: blue\nlikes\ntea\nColumn 5: x\nRating: 5\nColumn 7: beyond");
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "2", "notes"), ==, "Called on Monday\nColour: red");
  judge (import);
  assert_counts (import, 0, 0, 2, 0, 0);
}

static void
test_mapping_by_hand (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = open_text (target, PILOT_ENTITY_AGENCY, "Who,Where,ID\nOne,Cork,1\n");
  g_autoptr (GError) error = NULL;

  judge (import);
  assert_counts (import, 0, 0, 0, 1, 0);
  g_assert_true (pilot_importer_set_target (import, 0, PILOT_AGENCY_NAME, NULL));
  g_assert_false (pilot_importer_set_target (import, 1, PILOT_AGENCY_NAME, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (pilot_importer_set_target (import, 1, PILOT_FIELD_REVISION, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_assert_true (pilot_importer_set_target (import, 1, PILOT_COLUMN_LEFT_OUT, NULL));
  judge (import);
  assert_counts (import, 1, 0, 0, 0, 0);
  run_well (import, 1, 0);
  g_assert_null (fake_target_get_text (target, "external_id", "1", "notes"));
}

static void
test_references (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = NULL;
  const char *agency = fake_target_add (target, PILOT_ENTITY_AGENCY, "name", "Alpha", "external_id", "A1", "email", "hi@alpha.example", NULL);

  fake_target_add (target, PILOT_ENTITY_AGENCY, "name", "Twin", "external_id", "A2", NULL);
  fake_target_add (target, PILOT_ENTITY_AGENCY, "name", "Twin", "external_id", "A3", NULL);
  import = open_text (target, PILOT_ENTITY_RECRUITER,
                      "Name\tE-mail\tAgency\n"
                      "Ann\tann@example.com\tA1\n"
                      "Bob\tbob@example.com\thi@alpha.example\n"
                      "Cid\tcid@example.com\talpha\n"
                      "Dee\tdee@example.com\tTwin\n"
                      "Eve\teve@example.com\tNobody\n"
                      "Fay\tfay@example.com\t\n"
                      "Ann\tANN@example.com\tA2\n");
  g_assert_cmpint (pilot_importer_get_format (import)->delimiter, ==, '\t');
  judge (import);
  assert_counts (import, 4, 0, 0, 2, 1);
  assert_row (import, 3, PILOT_IMPORT_INVALID, 5, "several called “Twin”");
  assert_row (import, 4, PILOT_IMPORT_INVALID, 6, "none called “Nobody”");
  run_well (import, 4, 0);
  g_assert_cmpstr (fake_target_get_text (target, "email", "ann@example.com", "agency_id"), ==, agency);
  g_assert_cmpstr (fake_target_get_text (target, "email", "bob@example.com", "agency_id"), ==, agency);
  g_assert_cmpstr (fake_target_get_text (target, "email", "cid@example.com", "agency_id"), ==, agency);
}

static void
test_candidates (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = NULL;

  fake_target_add (target, PILOT_ENTITY_JOB, "title", "Cook", "ref_number", "R1", NULL);
  fake_target_add (target, PILOT_ENTITY_JOB, "title", "Baker", "ref_number", "R2", NULL);
  import = open_text (target, PILOT_ENTITY_CANDIDATE,
                      "Bewerber;E-Mail-Adresse;Stelle;Status;Bewerbungsdatum\n"
                      "Ann;ann@example.com;R1;In review;2025-11-20\n"
                      "Ann;ann@example.com;R2;HIRED;2025-11-20T10:00:00Z\n"
                      "Ann;ann@example.com;Cook;NEW;\n"
                      "Bob;bob@example.com;Cook;Sleeping;\n"
                      "Cid;cid@example.com;Cook;;gestern\n");
  judge (import);
  assert_counts (import, 3, 0, 0, 1, 1);
  assert_row (import, 2, PILOT_IMPORT_DUPLICATE, 4, "line 2");
  assert_row (import, 3, PILOT_IMPORT_INVALID, 5, "Status");
  assert_row (import, 4, PILOT_IMPORT_NEW, 6, "kept in the notes");
  run_well (import, 3, 0);
  g_assert_cmpstr (fake_target_get_text (target, "email", "cid@example.com", "status"), ==, "NEW");
  g_assert_cmpstr (fake_target_get_text (target, "email", "cid@example.com", "notes"), ==, "Bewerbungsdatum: gestern");
  judge (import);
  assert_counts (import, 0, 0, 3, 1, 1);
}

static void
test_several_values (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = open_text (target, PILOT_ENTITY_AGENCY, "Name,ID,Email\nOne,1,wrong | a@example.com | b@example.com\n");

  judge (import);
  assert_counts (import, 1, 0, 0, 0, 0);
  run_well (import, 1, 0);
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "1", "email"), ==, "a@example.com");
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "1", "notes"), ==, "E-mail: wrong\nE-mail: b@example.com");
}

static void
test_other_forms (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) agencies = open_text (target, PILOT_ENTITY_AGENCY,
                                                  "Name,ID,Country,Language\nA,1,Ireland,German\nB,2,Österreich,EN\nC,3,de,pt-BR\n"
                                                  "D,4,UK,\nE,5,Nowhere,\nF,6,Stany Zjednoczone,\n");
  g_autoptr (PilotImporter) candidates = open_text (target, PILOT_ENTITY_CANDIDATE,
                                                    "Name,ID,Submitted\nA,C1,20.11.2025\nB,C2,2025-11-20 14:30\nC,C3,20/11/2025\nD,C4,31.02.2025\n");

  judge (agencies);
  assert_counts (agencies, 6, 0, 0, 0, 0);
  g_assert_cmpuint (pilot_importer_count (agencies, PILOT_IMPORT_REMARKED), ==, 1);
  run_well (agencies, 6, 0);
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "1", "country"), ==, "IE");
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "1", "language"), ==, "de");
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "2", "country"), ==, "AT");
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "2", "language"), ==, "en");
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "3", "country"), ==, "DE");
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "3", "language"), ==, "pt-BR");
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "4", "country"), ==, "GB");
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "5", "notes"), ==, "Country: Nowhere");
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "6", "country"), ==, "US");

  judge (candidates);
  /* A date that half of the world reads the other way round is not guessed, nor one that is none. */
  g_assert_cmpuint (pilot_importer_count (candidates, PILOT_IMPORT_REMARKED), ==, 2);
  run_well (candidates, 4, 0);
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "C3", "notes"), ==, "Submitted: 20/11/2025");
  g_assert_null (fake_target_get_text (target, "external_id", "C2", "notes"));
}

static void
test_keys (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = NULL;

  fake_target_add (target, PILOT_ENTITY_AGENCY, "name", "Licensed", "licence_number", "L1", NULL);
  import = open_text (target, PILOT_ENTITY_AGENCY,
                      "ID,Licence,Name,Email,City\n"
                      "1,L1,Licensed,,\n"          /* known by its licence: gets the id */
                      "2,L9,Chain,x@chain.example,Cork\n"
                      "3,L9,Chain,x@chain.example,Kerry\n" /* ids differ: not the same, whatever else is equal */
                      ",L2,Chain,x@chain.example,\n"
                      ",L3,Chain,x@chain.example,\n"
                      ",,Plain,,Cork\n"
                      ",, plain ,,Kerry\n"
                      ",,PLAIN,,cork\n");
  judge (import);
  assert_counts (import, 6, 1, 0, 0, 1);
  assert_row (import, 0, PILOT_IMPORT_CHANGED, 2, NULL);
  assert_row (import, 7, PILOT_IMPORT_DUPLICATE, 9, "line 7");
}

static void
test_faults (void)
{
  static const char text[] = "Name,ID,Notes\n"
                             "One,1,\"open\n"
                             "Two,2,fine\n"
                             "Three,3,nul\0here\n"
                             "\"Four\" Ltd,4,x\n"
                             "Five,5,a,b,c,d\n"
                             "Six,6\n";
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = open_bytes (target, PILOT_ENTITY_AGENCY, text, sizeof text - 1, NULL);

  judge (import);
  assert_counts (import, 3, 0, 0, 3, 0);
  assert_row (import, 0, PILOT_IMPORT_INVALID, 2, "opens on line 2 and is never closed");
  assert_row (import, 1, PILOT_IMPORT_NEW, 3, NULL);
  assert_row (import, 2, PILOT_IMPORT_INVALID, 4, "NUL");
  assert_row (import, 3, PILOT_IMPORT_INVALID, 5, "closing quotation mark");
}

static void
test_refused (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotImporter) empty = open_bytes (target, PILOT_ENTITY_AGENCY, "", 0, &error);
  g_autoptr (PilotImporter) workbook = NULL;
  g_autoptr (PilotImporter) blank = NULL;
  Wait wait = { 0 };

  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_clear_error (&error);
  workbook = open_bytes (target, PILOT_ENTITY_AGENCY, "PK\x03\x04\0\0", 6, &error);
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_clear_error (&error);
  blank = open_bytes (target, PILOT_ENTITY_AGENCY, "\n\n \n", 4, &error);
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (pilot_importer_is_open (blank));
  pilot_importer_judge_async (blank, NULL, done_cb, &wait);
  PILOT_TEST_WAIT_UNTIL (wait.done);
  g_assert_false (pilot_importer_judge_finish (blank, wait.result, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_object_unref (wait.result);
}

static void
test_header_only (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = open_text (target, PILOT_ENTITY_AGENCY, "Name,ID");

  g_assert_cmpuint (pilot_importer_get_preview_rows (import), ==, 0);
  judge (import);
  assert_counts (import, 0, 0, 0, 0, 0);
  run_well (import, 0, 0);
}

static void
test_no_header (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = open_text (target, PILOT_ENTITY_AGENCY, "Alpha,1\nBeta,2\n");

  pilot_importer_set_has_header (import, FALSE);
  g_assert_cmpuint (pilot_importer_get_preview_rows (import), ==, 2);
  g_assert_cmpstr (pilot_importer_get_preview (import, 0, 0), ==, "Alpha");
  g_assert_true (pilot_importer_set_target (import, 0, PILOT_AGENCY_NAME, NULL));
  g_assert_true (pilot_importer_set_target (import, 1, PILOT_AGENCY_EXTERNAL_ID, NULL));
  judge (import);
  assert_counts (import, 2, 0, 0, 0, 0);
  run_well (import, 2, 0);
}

static void
test_format_by_hand (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotImporter) import = open_bytes (target, PILOT_ENTITY_AGENCY, "Name;ID\nCaf\xE9;1\n", 15, &error);
  PilotCsvFormat format = { PILOT_ENCODING_UTF8, ',' };
  Wait wait = { 0 };

  g_assert_cmpint (pilot_importer_get_format (import)->encoding, ==, PILOT_ENCODING_WINDOWS_1252);
  g_assert_cmpstr (pilot_importer_get_preview (import, 0, 0), ==, "Caf\xC3\xA9");
  pilot_importer_set_format_async (import, &format, NULL, done_cb, &wait);
  g_assert_true (finish_open (import, &wait, NULL));
  g_assert_cmpuint (pilot_column_map_get_n_columns (pilot_importer_get_map (import)), ==, 1);
  g_assert_cmpstr (pilot_importer_get_preview (import, 0, 0), ==, "Caf\xEF\xBF\xBD;1");
  judge (import);
  assert_row (import, 0, PILOT_IMPORT_INVALID, 2, "encoding");
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
  import = open_bytes (target, PILOT_ENTITY_AGENCY, text->str, text->len, NULL);
  g_assert_cmpint (pilot_importer_get_format (import)->encoding, ==, PILOT_ENCODING_WINDOWS_1252);
  judge (import);
  assert_counts (import, 20001, 0, 0, 0, 0);
}

static void
test_report (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "errors.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (PilotImporter) import = open_text (target, PILOT_ENTITY_RECRUITER,
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
  Wait wait = { 0 };
  Wait opened = { 0 };

  judge (import);
  assert_counts (import, 1, 0, 0, 2, 1);
  pilot_importer_save_errors_async (import, file, NULL, done_cb, &wait);
  PILOT_TEST_WAIT_UNTIL (wait.done);
  result = wait.result;
  g_assert_true (pilot_importer_save_errors_finish (import, result, &error));
  g_assert_no_error (error);
  run_well (import, 1, 0);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "Name;E-mail;Phone;Extra;Pilotage line;Pilotage reason"));
  g_assert_nonnull (strstr (text, "'=Bob;bob;+353 1 234568;\"two; \"\"three\"\"\";3;"));
  halves = g_strsplit (text, ";bob;", 2);
  mended = g_strjoin (";bob@example.com;", halves[0], halves[1], NULL);
  g_assert_true (g_file_set_contents (path, mended, -1, NULL));

  again = pilot_importer_new (PILOT_IMPORT_TARGET (target), PILOT_ENTITY_RECRUITER);
  pilot_importer_open_file_async (again, file, NULL, done_cb, &opened);
  g_assert_true (finish_open (again, &opened, NULL));
  judge (again);
  /* Bob is mended, the one without a name is not, Ann is there by now. */
  assert_counts (again, 1, 0, 1, 1, 0);
  run_well (again, 1, 0);
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
  import = open_text (target, PILOT_ENTITY_AGENCY, text->str);
  judge (import);
  fake_target_fail_after (target, 5000, NULL);
  g_assert_false (run (import, NULL, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_NO_SPACE);
  g_assert_cmpuint (fake_target_get_n_records (target), ==, 0);
  g_clear_error (&error);

  fake_target_fail_after (target, 5000, cancellable);
  g_assert_false (run (import, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fake_target_get_n_records (target), ==, 0);

  fake_target_fail_after (target, 0, NULL);
  run_well (import, 10000, 0);
}

static void
test_changed_meanwhile (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = open_text (target, PILOT_ENTITY_AGENCY, "Name,ID\nOne,1\nTwo,2\n");
  g_autoptr (GError) error = NULL;

  judge (import);
  fake_target_add (target, PILOT_ENTITY_AGENCY, "name", "Two", "external_id", "2", NULL);
  g_assert_false (run (import, NULL, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_CONFLICT);
  g_assert_cmpuint (fake_target_get_n_records (target), ==, 1);
  judge (import);
  assert_counts (import, 1, 0, 1, 0, 0);
  /* What doesn't concern the file doesn't matter. */
  fake_target_add (target, PILOT_ENTITY_AGENCY, "name", "Three", "external_id", "3", NULL);
  run_well (import, 1, 0);
}

static void
test_busy (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = open_text (target, PILOT_ENTITY_AGENCY, "Name,ID\nOne,1\n");
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;
  Wait one = { 0 };
  Wait two = { 0 };

  pilot_importer_judge_async (import, NULL, done_cb, &one);
  pilot_importer_judge_async (import, NULL, done_cb, &two);
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
  import = open_bytes (target, PILOT_ENTITY_CANDIDATE, text->str, text->len, &error);
  g_assert_no_error (error);
  start = g_get_monotonic_time ();
  judge (import);
  g_test_message ("%u rows judged in %.3f s", n, (g_get_monotonic_time () - start) / 1e6);
  assert_counts (import, n - n / 10 - n / 100, 0, 0, n / 10, n / 100);
  start = g_get_monotonic_time ();
  rows = pilot_importer_create_rows (import, PILOT_IMPORT_INVALID);
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, n / 10);
  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (PilotImportRow) row = g_list_model_get_item (rows, (guint) (((guint64) i * 7919) % (n / 10)));

      g_assert_cmpint (pilot_import_row_get_verdict (row), ==, PILOT_IMPORT_INVALID);
    }
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_TIME_SPAN_SECOND);
  fake_target_set_counts_only (target);
  start = g_get_monotonic_time ();
  run_well (import, n - n / 10 - n / 100, 0);
  g_test_message ("%u rows handed over in %.3f s", n, (g_get_monotonic_time () - start) / 1e6);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/workflow/importer/the Irish register imports with no row lost, and once", test_register);
  g_test_add_func ("/workflow/importer/every row gets a verdict with its reason before anything is written", test_verdicts);
  g_test_add_func ("/workflow/importer/data sets are apart", test_data_sets);
  g_test_add_func ("/workflow/importer/a strict import refuses ill-formed values", test_strict);
  g_test_add_func ("/workflow/importer/columns that nobody knows are kept as notes", test_unknown_columns);
  g_test_add_func ("/workflow/importer/columns are mapped by hand, no field twice", test_mapping_by_hand);
  g_test_add_func ("/workflow/importer/references go by id, address and unique name", test_references);
  g_test_add_func ("/workflow/importer/candidates are one for each job", test_candidates);
  g_test_add_func ("/workflow/importer/the first good of several values is taken", test_several_values);
  g_test_add_func ("/workflow/importer/countries, languages and dates are known in other forms", test_other_forms);
  g_test_add_func ("/workflow/importer/records are known by their surest key", test_keys);
  g_test_add_func ("/workflow/importer/faulty rows are invalid and the others are taken", test_faults);
  g_test_add_func ("/workflow/importer/what is no table is refused", test_refused);
  g_test_add_func ("/workflow/importer/a file of headings alone brings nothing", test_header_only);
  g_test_add_func ("/workflow/importer/a file may have no headings", test_no_header);
  g_test_add_func ("/workflow/importer/encoding and delimiter can be corrected", test_format_by_hand);
  g_test_add_func ("/workflow/importer/an accent far down a file tells its encoding", test_late_accent);
  g_test_add_func ("/workflow/importer/the report is mended and loaded again", test_report);
  g_test_add_func ("/workflow/importer/an error or a cancel leaves nothing", test_all_or_none);
  g_test_add_func ("/workflow/importer/data that changed since the check is not overwritten", test_changed_meanwhile);
  g_test_add_func ("/workflow/importer/one task at a time", test_busy);
  g_test_add_func ("/workflow/importer/many rows", test_many);
  return g_test_run ();
}
