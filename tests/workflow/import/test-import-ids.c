/* test-import-ids.c: rows that say by Pilotage's own id which record they are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "importer-fixture.h"

#include "pilot-entities.h"

#include <string.h>

static void
test_mended (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  const char *a = fake_target_add (target, PILOT_ENTITY_RECRUITER, "name", "Ann", "email", "ann@exmaple.com", NULL);
  const char *b = fake_target_add (target, PILOT_ENTITY_RECRUITER, "name", "Ben", "email", "ben@example.com", NULL);
  g_autofree char *upper = g_ascii_strup (b, -1);
  g_autofree char *text = g_strdup_printf ("Pilotage ID,name,email\r\n"
                                           "%s,Anne Byrne,anne@example.com\r\n"
                                           "%s,Ben,ben@example.com\r\n"
                                           ",Cem,cem@example.com\r\n",
                                           a, upper);
  g_autoptr (PilotImporter) import = importer_open_text (target, PILOT_ENTITY_RECRUITER, text);

  importer_judge (import);
  importer_assert_counts (import, 1, 1, 1, 0, 0);
  importer_run_well (import, 1, 1);
  g_assert_cmpuint (fake_target_get_n_records (target), ==, 3);
  g_assert_cmpstr (fake_target_get_text (target, "email", "anne@example.com", "id"), ==, a);
  g_assert_cmpstr (fake_target_get_text (target, "email", "anne@example.com", "name"), ==, "Anne Byrne");
}

/* One address on several recruiters is what a check finds: each line is its record all the same. */
static void
test_same_key (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  const char *a = fake_target_add (target, PILOT_ENTITY_RECRUITER, "name", "Ann", "email", "jobs@example.com", NULL);
  const char *b = fake_target_add (target, PILOT_ENTITY_RECRUITER, "name", "Ben", "email", "jobs@example.com", NULL);
  const char *c = fake_target_add (target, PILOT_ENTITY_RECRUITER, "name", "Cem", "email", "cem@example.com", NULL);
  g_autofree char *text = g_strdup_printf ("Pilotage ID,name,email\n%s,Ann,jobs@example.com\n%s,Ben,ben@example.com\n%s,Cem,jobs@example.com\n", a, b, c);
  g_autoptr (PilotImporter) import = importer_open_text (target, PILOT_ENTITY_RECRUITER, text);

  importer_judge (import);
  importer_assert_counts (import, 0, 2, 1, 0, 0);
  importer_run_well (import, 0, 2);
  g_assert_cmpstr (fake_target_get_text (target, "name", "Ben", "email"), ==, "ben@example.com");
  g_assert_cmpstr (fake_target_get_text (target, "name", "Cem", "email"), ==, "jobs@example.com");
}

/* Two records exchange what identifies them. */
static void
test_swapped (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  const char *a = fake_target_add (target, PILOT_ENTITY_AGENCY, "name", "Alpha", "external_id", "1", NULL);
  const char *b = fake_target_add (target, PILOT_ENTITY_AGENCY, "name", "Beta", "external_id", "2", NULL);
  g_autofree char *text = g_strdup_printf ("Pilotage ID,externalId\n%s,2\n%s,1\n", a, b);
  g_autoptr (PilotImporter) import = importer_open_text (target, PILOT_ENTITY_AGENCY, text);

  g_assert_true (pilot_importer_check_mapping (import, NULL));
  importer_judge (import);
  importer_assert_counts (import, 0, 2, 0, 0, 0);
  importer_run_well (import, 0, 2);
  g_assert_cmpstr (fake_target_get_text (target, "name", "Alpha", "external_id"), ==, "2");
  g_assert_cmpstr (fake_target_get_text (target, "name", "Beta", "external_id"), ==, "1");
}

static void
test_answers (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  const char *a = fake_target_add (target, PILOT_ENTITY_AGENCY, "name", "Alpha", NULL);
  const char *recruiter = fake_target_add (target, PILOT_ENTITY_RECRUITER, "name", "Ann", "email", "ann@example.com", NULL);
  const char *portal = fake_target_add (target, PILOT_ENTITY_AGENCY, "name", "Pi", "dataset", "portal", NULL);
  g_autofree char *deleted = g_strdup (fake_target_add (target, PILOT_ENTITY_AGENCY, "name", "Delta", NULL));
  g_autofree char *text = NULL;
  g_autoptr (PilotImporter) import = NULL;

  fake_target_delete (target, deleted);
  text = g_strdup_printf ("Pilotage ID,name\n%s,Alfa\n%s,Alpha again\n%s,Ann\n%s,Pi\n%s,Delta\n0190a1b2-0000-7000-8000-000000000001,Omega\nAG-17,Mu\n,Nu\n",
                          a, a, recruiter, portal, deleted);
  import = importer_open_text (target, PILOT_ENTITY_AGENCY, text);
  importer_judge (import);
  importer_assert_row (import, 0, PILOT_IMPORT_CHANGED, 2, NULL);
  importer_assert_row (import, 1, PILOT_IMPORT_DUPLICATE, 3, "The same Pilotage ID as in line 2.");
  importer_assert_row (import, 2, PILOT_IMPORT_INVALID, 4, "of another kind (Recruiters)");
  importer_assert_row (import, 3, PILOT_IMPORT_INVALID, 5, "other portal’s data");
  importer_assert_row (import, 4, PILOT_IMPORT_INVALID, 6, "was deleted");
  importer_assert_row (import, 5, PILOT_IMPORT_INVALID, 7, "No record has this Pilotage ID.");
  importer_assert_row (import, 6, PILOT_IMPORT_INVALID, 8, "“AG-17” is none");
  importer_assert_row (import, 7, PILOT_IMPORT_NEW, 9, NULL);
  importer_assert_counts (import, 1, 1, 0, 5, 1);
  importer_run_well (import, 1, 1);
  g_assert_null (fake_target_get_text (target, "name", "Omega", "id"));
  g_assert_cmpstr (fake_target_get_text (target, "name", "Alfa", "id"), ==, a);

  /* In the other data set it is found, and what was new here is not. */
  pilot_importer_set_dataset (import, "portal");
  importer_judge (import);
  importer_assert_row (import, 0, PILOT_IMPORT_INVALID, 2, "other portal’s data");
  importer_assert_row (import, 3, PILOT_IMPORT_UNCHANGED, 5, NULL);
}

/* What was left out because an id led nowhere makes room for a row that means the same. */
static void
test_orphans (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  g_autoptr (PilotImporter) import = NULL;

  fake_target_add (target, PILOT_ENTITY_AGENCY, "name", "Alpha", "external_id", "1", NULL);
  import = importer_open_text (target, PILOT_ENTITY_AGENCY,
                               "Pilotage ID,name,externalId\n0190a1b2-0000-7000-8000-000000000001,Alpha,1\n,Alfa,1\n"
                               "0190a1b2-0000-7000-8000-000000000001,Alef,2\n,Nu,2\n");
  importer_judge (import);
  importer_assert_row (import, 0, PILOT_IMPORT_INVALID, 2, "No record has");
  importer_assert_row (import, 1, PILOT_IMPORT_CHANGED, 3, NULL);
  importer_assert_row (import, 2, PILOT_IMPORT_DUPLICATE, 4, "The same Pilotage ID as in line 2.");
  importer_assert_row (import, 3, PILOT_IMPORT_NEW, 5, NULL);
}

static void
test_report (void)
{
  g_autoptr (FakeTarget) target = fake_target_new ();
  const char *a = fake_target_add (target, PILOT_ENTITY_AGENCY, "name", "Alpha", NULL);
  g_autofree char *text = g_strdup_printf ("Pilotage ID,name,country\n%s,Alfa,Atlantis\n", a);
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "errors.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (PilotImporter) import = importer_open_text (target, PILOT_ENTITY_AGENCY, text);
  g_autoptr (PilotImporter) again = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GString) mended = NULL;
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  ImporterWait wait = { 0 };

  pilot_importer_set_strict (import, TRUE);
  importer_judge (import);
  importer_assert_counts (import, 0, 0, 0, 1, 0);
  pilot_importer_save_errors_async (import, file, NULL, importer_done_cb, &wait);
  PILOT_TEST_WAIT_UNTIL (wait.done);
  result = wait.result;
  g_assert_true (pilot_importer_save_errors_finish (import, result, &error));
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  mended = g_string_new (contents);
  g_string_replace (mended, "Atlantis", "IE", 1);
  again = importer_open_bytes (target, PILOT_ENTITY_AGENCY, mended->str, mended->len, &error);
  g_assert_no_error (error);
  importer_judge (again);
  importer_assert_counts (again, 0, 1, 0, 0, 0);
  importer_run_well (again, 0, 1);
  g_assert_cmpstr (fake_target_get_text (target, "id", a, "country"), ==, "IE");
  g_assert_cmpuint (fake_target_get_n_records (target), ==, 1);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/workflow/import-ids/a mended record is changed, whatever was mended", test_mended);
  g_test_add_func ("/workflow/import-ids/records with the same key are told apart", test_same_key);
  g_test_add_func ("/workflow/import-ids/records may exchange their keys", test_swapped);
  g_test_add_func ("/workflow/import-ids/an id that leads nowhere is told why", test_answers);
  g_test_add_func ("/workflow/import-ids/a row that an id refused makes room for another", test_orphans);
  g_test_add_func ("/workflow/import-ids/the report keeps the ids", test_report);
  return g_test_run ();
}
