/* test-import-rows.c: what becomes of the rows of a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "importer-fixture.h"
#include "pilot-csv-format.h"

#include <string.h>

static void
test_verdicts (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = NULL;
  g_autoptr (GListModel) rows = NULL;
  g_autoptr (PilotImportRow) row = NULL;

  fake_target_add (target, PILOT_ENTITY_AGENCY, "name", "Old", "external_id", "A1", "city", "Cork", NULL);
  fake_target_add (target, PILOT_ENTITY_AGENCY, "name", "Same", "external_id", "A2", "email", "same@example.com", NULL);
  import = importer_open_text (target, PILOT_ENTITY_AGENCY,
                      "External ID,Name,City,E-mail\n"
                      "A1,Old,Dublin,\n"
                      "A2,Same,,same@EXAMPLE.com\n"
                      "A3,Fresh,,\n"
                      ",,,,\n"
                      "A4,,Galway,\n"
                      "A3,Fresh again,,\n"
                      "A5,Bad mail,,nobody\n"
                      ",Only mail,,nobody\n");
  importer_judge (import);
  importer_assert_counts (import, 2, 1, 1, 2, 1);
  importer_assert_row (import, 0, PILOT_IMPORT_CHANGED, 2, NULL);
  importer_assert_row (import, 1, PILOT_IMPORT_UNCHANGED, 3, NULL);
  importer_assert_row (import, 2, PILOT_IMPORT_NEW, 4, NULL);
  importer_assert_row (import, 3, PILOT_IMPORT_INVALID, 6, "Name: it must not be empty");
  importer_assert_row (import, 4, PILOT_IMPORT_DUPLICATE, 7, "line 4");
  importer_assert_row (import, 5, PILOT_IMPORT_NEW, 8, "kept in the notes");
  importer_assert_row (import, 6, PILOT_IMPORT_INVALID, 9, "no @");
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
  g_assert_cmpuint (fake_target_get_n_records (target), ==, 2);

  importer_run_well (import, 2, 1);
  g_assert_cmpuint (fake_target_get_n_records (target), ==, 4);
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "A1", "city"), ==, "Dublin");
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "A5", "notes"), ==, "E-mail: nobody");
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "A3", "status"), ==, "active");
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "A3", "dataset"), ==, "legacy");
  importer_judge (import);
  importer_assert_counts (import, 0, 0, 4, 2, 1);
}

/* A row that is refused for one thing keeps nothing of another. */
static void
test_refused_keeps_nothing (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autofree char *long_notes = g_strnfill (21000, 'x');
  g_autofree char *text = g_strdup_printf ("Name,Website,Notes\nOne,no website,%s\n", long_notes);
  g_autoptr (PilotImporter) import = importer_open_text (target, PILOT_ENTITY_AGENCY, text);
  g_autoptr (GListModel) rows = NULL;
  g_autoptr (PilotImportRow) row = NULL;

  importer_judge (import);
  importer_assert_counts (import, 0, 0, 0, 1, 0);
  rows = pilot_importer_create_rows (import, PILOT_IMPORT_ANY);
  row = g_list_model_get_item (rows, 0);
  PILOT_TEST_WAIT_UNTIL (pilot_import_row_is_read (row));
  g_assert_nonnull (strstr (pilot_import_row_get_message (row), "Website"));
  g_assert_null (strstr (pilot_import_row_get_message (row), "kept in the notes"));
}

/* What it is refused for comes first: a cell shows no more than the beginning. */
static void
test_refused_says_why (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = importer_open_text (target, PILOT_ENTITY_AGENCY, "ID,Name,Email\nN1,,nobody\n");
  g_autoptr (GListModel) rows = NULL;
  g_autoptr (PilotImportRow) row = NULL;

  importer_judge (import);
  importer_assert_counts (import, 0, 0, 0, 1, 0);
  rows = pilot_importer_create_rows (import, PILOT_IMPORT_ANY);
  row = g_list_model_get_item (rows, 0);
  PILOT_TEST_WAIT_UNTIL (pilot_import_row_is_read (row));
  g_assert_cmpstr (pilot_import_row_get_message (row), ==, "Name: it must not be empty\nE-mail: there is no @ in the address");
}

/* A row that takes long is read by a worker; it is there at once, with what the judgement knows. */
static void
test_long_rows (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autofree char *huge = g_strnfill (200000, 'x');
  g_autofree char *text = g_strdup_printf ("Name,Agency\nOne,%s\n%s,\nTwo,\"open\nThree,\n", huge, huge);
  g_autoptr (PilotImporter) import = importer_open_text (target, PILOT_ENTITY_RECRUITER, text);
  g_autoptr (GListModel) rows = NULL;
  g_autoptr (PilotImportRow) unknown = NULL;
  g_autoptr (PilotImportRow) named = NULL;
  g_autoptr (PilotImportRow) open = NULL;

  importer_judge (import);
  rows = pilot_importer_create_rows (import, PILOT_IMPORT_ANY);
  unknown = g_list_model_get_item (rows, 0);
  named = g_list_model_get_item (rows, 1);
  open = g_list_model_get_item (rows, 2);
  g_assert_false (pilot_import_row_is_read (unknown));
  g_assert_cmpint (pilot_import_row_get_verdict (unknown), ==, PILOT_IMPORT_INVALID);
  g_assert_cmpuint (pilot_import_row_get_line (named), ==, 3);
  g_assert_cmpstr (pilot_import_row_get_title (named), ==, "");
  PILOT_TEST_WAIT_UNTIL (pilot_import_row_is_read (unknown) && pilot_import_row_is_read (named));
  g_assert_cmpstr (pilot_import_row_get_title (unknown), ==, "One");
  g_assert_nonnull (strstr (pilot_import_row_get_message (unknown), "…"));
  g_assert_cmpint (g_utf8_strlen (pilot_import_row_get_message (unknown), -1), <, 500);
  g_assert_true (g_str_has_suffix (pilot_import_row_get_title (named), "…"));
  g_assert_cmpint (g_utf8_strlen (pilot_import_row_get_title (named), -1), <=, 200);
  /* An open quote is read no further than its row goes. */
  g_assert_true (pilot_import_row_is_read (open));
  g_assert_nonnull (strstr (pilot_import_row_get_message (open), "line 4"));
}

/* Who no longer shows a row, or the list, needs nothing of it. */
static void
test_long_rows_dropped (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autofree char *huge = g_strnfill (200000, 'x');
  g_autofree char *text = g_strdup_printf ("Name,Notes\nOne,%s\nTwo,%s\nThree,%s\n", huge, huge, huge);
  g_autoptr (PilotImporter) import = importer_open_text (target, PILOT_ENTITY_AGENCY, text);
  g_autoptr (PilotImportRow) kept = NULL;
  GListModel *rows;

  importer_judge (import);
  rows = pilot_importer_create_rows (import, PILOT_IMPORT_ANY);
  for (guint i = 0; i < 2; i++)
    g_object_unref (g_list_model_get_item (rows, i));
  kept = g_list_model_get_item (rows, 2);
  g_object_unref (rows);
  PILOT_TEST_WAIT_UNTIL (pilot_import_row_is_read (kept));
  g_assert_cmpstr (pilot_import_row_get_title (kept), ==, "Three");
}

static void
test_invalid_first (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = NULL;

  fake_target_add (target, PILOT_ENTITY_RECRUITER, "name", "Known", "email", "known@x.example", NULL);
  fake_target_add (target, PILOT_ENTITY_RECRUITER, "name", "Other", "external_id", "A1", "email", "other@x.example", NULL);
  import = importer_open_text (target, PILOT_ENTITY_RECRUITER,
                               "Name,Email,External ID,Phone\n"
                               ",zz.top@x.example,,\n"
                               ",zz.top@x.example,,+353 1 5550100\n"
                               "Zz Top,zz.top@x.example,,\n"
                               "Zz Top,zz.top@x.example,,+353 1 5550101\n"
                               /* One that changes a known record is good as it is. */
                               ",known@x.example,,+353 1 5550100\n"
                               "Known,known@x.example,,+353 1 5550101\n"
                               /* What takes the place is a known record by another key. */
                               ",new@x.example,,\n"
                               "Other,new@x.example,A1,\n");
  importer_judge (import);
  importer_assert_row (import, 0, PILOT_IMPORT_INVALID, 2, "Name: it must not be empty");
  importer_assert_row (import, 1, PILOT_IMPORT_INVALID, 3, "Name: it must not be empty");
  importer_assert_row (import, 2, PILOT_IMPORT_NEW, 4, NULL);
  importer_assert_row (import, 3, PILOT_IMPORT_DUPLICATE, 5, "line 4");
  importer_assert_row (import, 4, PILOT_IMPORT_CHANGED, 6, NULL);
  importer_assert_row (import, 5, PILOT_IMPORT_DUPLICATE, 7, "line 6");
  importer_assert_row (import, 6, PILOT_IMPORT_INVALID, 8, "Name: it must not be empty");
  importer_assert_row (import, 7, PILOT_IMPORT_CHANGED, 9, NULL);
  importer_assert_counts (import, 1, 2, 0, 3, 2);
  importer_run_well (import, 1, 2);
}

static void
test_data_sets (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = importer_open_text (target, PILOT_ENTITY_AGENCY, "Name,ID\nOne,1\n");

  fake_target_add (target, PILOT_ENTITY_AGENCY, "name", "One", "external_id", "1", NULL);
  importer_judge (import);
  importer_assert_counts (import, 0, 0, 1, 0, 0);
  pilot_importer_set_dataset (import, "portal");
  g_assert_false (pilot_importer_get_judged (import));
  importer_judge (import);
  importer_assert_counts (import, 1, 0, 0, 0, 0);
}

static void
test_strict (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = importer_open_text (target, PILOT_ENTITY_AGENCY, "Name,ID,Website\nOne,1,not a website\n");

  pilot_importer_set_strict (import, TRUE);
  importer_judge (import);
  importer_assert_counts (import, 0, 0, 0, 1, 0);
}

static void
test_unknown_columns (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = NULL;

  fake_target_add (target, PILOT_ENTITY_AGENCY, "name", "Known", "external_id", "2", "notes", "Called on Monday", NULL);
  import = importer_open_text (target, PILOT_ENTITY_AGENCY,
                      "Name,ID,Colour,Remarks,,Rating\n"
                      "One,1,blue,\"likes\ntea\",x,5,beyond\n"
                      "Known,2,red,,,\n");
  importer_judge (import);
  importer_assert_counts (import, 1, 1, 0, 0, 0);
  importer_run_well (import, 1, 1);
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "1", "notes"), ==,
                   "Colour: blue\nlikes\ntea\nColumn 5: x\nRating: 5\nColumn 7: beyond");
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "2", "notes"), ==, "Called on Monday\nColour: red");
  importer_judge (import);
  importer_assert_counts (import, 0, 0, 2, 0, 0);
}

static void
test_references (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = NULL;
  const char *agency = fake_target_add (target, PILOT_ENTITY_AGENCY, "name", "Alpha", "external_id", "A1", "email", "hi@alpha.example", NULL);

  fake_target_add (target, PILOT_ENTITY_AGENCY, "name", "Twin", "external_id", "A2", NULL);
  fake_target_add (target, PILOT_ENTITY_AGENCY, "name", "Twin", "external_id", "A3", NULL);
  import = importer_open_text (target, PILOT_ENTITY_RECRUITER,
                      "Name\tE-mail\tAgency\n"
                      "Ann\tann@example.com\tA1\n"
                      "Bob\tbob@example.com\thi@alpha.example\n"
                      "Cid\tcid@example.com\talpha\n"
                      "Dee\tdee@example.com\tTwin\n"
                      "Eve\teve@example.com\tNobody\n"
                      "Fay\tfay@example.com\t\n"
                      "Ann\tANN@example.com\tA2\n");
  g_assert_cmpint (pilot_importer_get_format (import)->delimiter, ==, '\t');
  importer_judge (import);
  importer_assert_counts (import, 4, 0, 0, 2, 1);
  importer_assert_row (import, 3, PILOT_IMPORT_INVALID, 5, "several called “Twin”");
  importer_assert_row (import, 4, PILOT_IMPORT_INVALID, 6, "none called “Nobody”");
  importer_run_well (import, 4, 0);
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
  import = importer_open_text (target, PILOT_ENTITY_CANDIDATE,
                      "Bewerber;E-Mail-Adresse;Stelle;Status;Bewerbungsdatum\n"
                      "Ann;ann@example.com;R1;In review;2025-11-20\n"
                      "Ann;ann@example.com;R2;HIRED;2025-11-20T10:00:00Z\n"
                      "Ann;ann@example.com;Cook;NEW;\n"
                      "Bob;bob@example.com;Cook;Sleeping;\n"
                      "Cid;cid@example.com;Cook;;gestern\n");
  importer_judge (import);
  importer_assert_counts (import, 3, 0, 0, 1, 1);
  importer_assert_row (import, 2, PILOT_IMPORT_DUPLICATE, 4, "line 2");
  importer_assert_row (import, 3, PILOT_IMPORT_INVALID, 5, "Status");
  importer_assert_row (import, 4, PILOT_IMPORT_NEW, 6, "kept in the notes");
  importer_run_well (import, 3, 0);
  g_assert_cmpstr (fake_target_get_text (target, "email", "cid@example.com", "status"), ==, "NEW");
  g_assert_cmpstr (fake_target_get_text (target, "email", "cid@example.com", "notes"), ==, "Bewerbungsdatum: gestern");
  importer_judge (import);
  importer_assert_counts (import, 0, 0, 3, 1, 1);
}

static void
test_several_values (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = importer_open_text (target, PILOT_ENTITY_AGENCY, "Name,ID,Email\nOne,1,wrong | a@example.com | b@example.com\n");

  importer_judge (import);
  importer_assert_counts (import, 1, 0, 0, 0, 0);
  importer_run_well (import, 1, 0);
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "1", "email"), ==, "a@example.com");
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "1", "notes"), ==, "E-mail: wrong\nE-mail: b@example.com");
}

static void
test_other_forms (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) agencies = importer_open_text (target, PILOT_ENTITY_AGENCY,
                                                  "Name,ID,Country,Language\nA,1,Ireland,German\nB,2,Österreich,EN\nC,3,de,pt-BR\n"
                                                  "D,4,UK,\nE,5,Nowhere,\nF,6,Stany Zjednoczone,\n");
  g_autoptr (PilotImporter) candidates = importer_open_text (target, PILOT_ENTITY_CANDIDATE,
                                                    "Name,ID,Submitted\nA,C1,20.11.2025\nB,C2,2025-11-20 14:30\nC,C3,20/11/2025\nD,C4,31.02.2025\n");

  importer_judge (agencies);
  importer_assert_counts (agencies, 6, 0, 0, 0, 0);
  g_assert_cmpuint (pilot_importer_count (agencies, PILOT_IMPORT_REMARKED), ==, 1);
  importer_run_well (agencies, 6, 0);
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "1", "country"), ==, "IE");
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "1", "language"), ==, "de");
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "2", "country"), ==, "AT");
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "2", "language"), ==, "en");
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "3", "country"), ==, "DE");
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "3", "language"), ==, "pt-BR");
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "4", "country"), ==, "GB");
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "5", "notes"), ==, "Country: Nowhere");
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "6", "country"), ==, "US");

  importer_judge (candidates);
  /* A date that half of the world reads the other way round is not guessed, nor one that is none. */
  g_assert_cmpuint (pilot_importer_count (candidates, PILOT_IMPORT_REMARKED), ==, 2);
  importer_run_well (candidates, 4, 0);
  g_assert_cmpstr (fake_target_get_text (target, "external_id", "C3", "notes"), ==, "Submitted: 20/11/2025");
  g_assert_null (fake_target_get_text (target, "external_id", "C2", "notes"));
}

static void
test_keys (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = NULL;

  fake_target_add (target, PILOT_ENTITY_AGENCY, "name", "Licensed", "licence_number", "L1", NULL);
  import = importer_open_text (target, PILOT_ENTITY_AGENCY,
                      "ID,Licence,Name,Email,City\n"
                      "1,L1,Licensed,,\n"          /* known by its licence: gets the id */
                      "2,L9,Chain,x@chain.example,Cork\n"
                      "3,L9,Chain,x@chain.example,Kerry\n" /* ids differ: not the same, whatever else is equal */
                      ",L2,Chain,x@chain.example,\n"
                      ",L3,Chain,x@chain.example,\n"
                      ",,Plain,,Cork\n"
                      ",, plain ,,Kerry\n"
                      ",,PLAIN,,cork\n");
  importer_judge (import);
  importer_assert_counts (import, 6, 1, 0, 0, 1);
  importer_assert_row (import, 0, PILOT_IMPORT_CHANGED, 2, NULL);
  importer_assert_row (import, 7, PILOT_IMPORT_DUPLICATE, 9, "line 7");
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
  g_autoptr (PilotImporter) import = importer_open_bytes (target, PILOT_ENTITY_AGENCY, text, sizeof text - 1, NULL);

  importer_judge (import);
  importer_assert_counts (import, 3, 0, 0, 3, 0);
  importer_assert_row (import, 0, PILOT_IMPORT_INVALID, 2, "opens on line 2 and is never closed");
  importer_assert_row (import, 1, PILOT_IMPORT_NEW, 3, NULL);
  importer_assert_row (import, 2, PILOT_IMPORT_INVALID, 4, "NUL");
  importer_assert_row (import, 3, PILOT_IMPORT_INVALID, 5, "closing quotation mark");
}

/* What was refused for what it is does not look empty to who typed it. */
static void
test_one_reason (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autofree char *name = g_strnfill (600, 'y');
  g_autofree char *text = g_strconcat ("Name,City\n", name, ",Cork\n", NULL);
  g_autoptr (PilotImporter) import = importer_open_text (target, PILOT_ENTITY_AGENCY, text);
  g_autoptr (GListModel) rows = NULL;
  g_autoptr (PilotImportRow) row = NULL;

  importer_judge (import);
  rows = pilot_importer_create_rows (import, PILOT_IMPORT_INVALID);
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, 1);
  row = g_list_model_get_item (rows, 0);
  g_assert_cmpstr (pilot_import_row_get_message (row), ==, "Name: it is longer than 500 characters");
}

static void
test_name_parts (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = importer_open_text (target, PILOT_ENTITY_RECRUITER,
                                                         "Last name,First name,Email\nBell,Ann,ann@x.example\nCher,,cher@x.example\n"
                                                         ",,nobody@x.example\n,Dee,dee@x.example\n");

  importer_judge (import);
  importer_assert_counts (import, 3, 0, 0, 1, 0);
  importer_assert_row (import, 2, PILOT_IMPORT_INVALID, 4, "Name: it must not be empty");
  importer_run_well (import, 3, 0);
  g_assert_cmpstr (fake_target_get_text (target, "name", "Ann Bell", "email"), ==, "ann@x.example");
  g_assert_cmpstr (fake_target_get_text (target, "name", "Cher", "email"), ==, "cher@x.example");
  g_assert_cmpstr (fake_target_get_text (target, "name", "Dee", "email"), ==, "dee@x.example");
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/workflow/import-rows/every row gets a verdict with its reason before anything is written", test_verdicts);
  g_test_add_func ("/workflow/import-rows/a refused row says of nothing that it is kept", test_refused_keeps_nothing);
  g_test_add_func ("/workflow/import-rows/a refused row says first what it is refused for", test_refused_says_why);
  g_test_add_func ("/workflow/import-rows/a long row is read by a worker, and shown cut", test_long_rows);
  g_test_add_func ("/workflow/import-rows/a long row outlives its list, and may be dropped unread", test_long_rows_dropped);
  g_test_add_func ("/workflow/import-rows/a duplicate of a row that is none takes its place", test_invalid_first);
  g_test_add_func ("/workflow/import-rows/data sets are apart", test_data_sets);
  g_test_add_func ("/workflow/import-rows/a strict import refuses ill-formed values", test_strict);
  g_test_add_func ("/workflow/import-rows/columns that nobody knows are kept as notes", test_unknown_columns);
  g_test_add_func ("/workflow/import-rows/references go by id, address and unique name", test_references);
  g_test_add_func ("/workflow/import-rows/candidates are one for each job", test_candidates);
  g_test_add_func ("/workflow/import-rows/the first good of several values is taken", test_several_values);
  g_test_add_func ("/workflow/import-rows/countries, languages and dates are known in other forms", test_other_forms);
  g_test_add_func ("/workflow/import-rows/a name in two columns becomes one", test_name_parts);
  g_test_add_func ("/workflow/import-rows/records are known by their surest key", test_keys);
  g_test_add_func ("/workflow/import-rows/faulty rows are invalid and the others are taken", test_faults);
  g_test_add_func ("/workflow/import-rows/a value that is refused is not said to be missing too", test_one_reason);
  return g_test_run ();
}
