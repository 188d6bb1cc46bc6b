/* test-run-choices.c: which agencies and users a run takes: by hand, all found, from a table, saved lists
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"
#include "pilot-name-uuid.h"
#include "pilot-run-choices.h"
#include "pilot-run-csv.h"
#include "pilot-runs.h"
#include "run-fixture.h"

static PilotRunChoices *
open_choices (RunFixture *self, const char *id)
{
  PilotRunChoices *choices = pilot_run_choices_new (self->workspace, id);

  PILOT_TEST_WAIT_UNTIL (pilot_run_choices_get_loaded (choices));
  return choices;
}

/* Writes what was collected and gives it back for undoing. */
static GPtrArray *
write_choices (RunFixture *self, const char *id, GPtrArray *changes)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *undo = NULL;

  pilot_run_choice_write_async (self->workspace, id, changes, "test", NULL, run_done_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  pilot_run_choice_write_finish (self->workspace, result, &undo, &error);
  g_assert_no_error (error);
  return undo;
}

static void
test_by_hand (RunFixture *self, gconstpointer data)
{
  g_autofree char *id = run_make (self, 1, "pilot", "chosen");
  g_autofree char *agency = run_id (PILOT_ENTITY_AGENCY, 1);
  g_autofree char *user = run_id (PILOT_ENTITY_RECRUITER, 11);
  g_autofree char *other = run_id (PILOT_ENTITY_RECRUITER, 1);
  g_autofree char *choice_id = pilot_scope_choice_make_id (id, agency, user);
  g_autoptr (PilotRunChoices) choices = open_choices (self, id);
  g_autoptr (GPtrArray) changes = pilot_run_choices_new_changes ();
  g_autoptr (GPtrArray) undo = NULL;
  g_autoptr (PilotRecord) there = NULL;

  g_assert_cmpint (pilot_run_choices_get_agency (choices, agency), ==, PILOT_RUN_CHOSEN_NOT);
  /* One user: the agency goes partly. */
  g_ptr_array_add (changes, pilot_run_choice_new (agency, user, TRUE));
  g_ptr_array_unref (write_choices (self, id, changes));
  PILOT_TEST_WAIT_UNTIL (pilot_run_choices_get_agency (choices, agency) == PILOT_RUN_CHOSEN_PARTLY);
  g_assert_true (pilot_run_choices_get_user (choices, agency, user));
  g_assert_false (pilot_run_choices_get_user (choices, agency, other));
  run_wait_sent (self);
  there = pilot_fake_connection_get (self->connection, PILOT_ENTITY_SCOPE_CHOICE, choice_id);
  g_assert_nonnull (there);
  /* The whole agency but this user. */
  g_ptr_array_set_size (changes, 0);
  pilot_run_choices_add_agency (choices, changes, agency, TRUE);
  g_ptr_array_add (changes, pilot_run_choice_new (agency, user, FALSE));
  undo = write_choices (self, id, changes);
  PILOT_TEST_WAIT_UNTIL (pilot_run_choices_get_user (choices, agency, other));
  g_assert_false (pilot_run_choices_get_user (choices, agency, user));
  g_assert_cmpint (pilot_run_choices_get_agency (choices, agency), ==, PILOT_RUN_CHOSEN_PARTLY);
  /* The agency again: whoever was taken out comes back. */
  g_ptr_array_set_size (changes, 0);
  pilot_run_choices_add_agency (choices, changes, agency, TRUE);
  g_assert_cmpuint (changes->len, ==, 1);
  g_ptr_array_unref (write_choices (self, id, changes));
  PILOT_TEST_WAIT_UNTIL (pilot_run_choices_get_agency (choices, agency) == PILOT_RUN_CHOSEN_WHOLE);
  g_assert_cmpuint (pilot_run_choices_get_n_agencies (choices), ==, 1);
  /* And as it was before the second change. */
  g_ptr_array_unref (write_choices (self, id, undo));
  PILOT_TEST_WAIT_UNTIL (!pilot_run_choices_get_user (choices, agency, other));
  g_assert_true (pilot_run_choices_get_user (choices, agency, user));
  run_wait_sent (self);
}

static void
test_all_found (RunFixture *self, gconstpointer data)
{
  g_autofree char *id = run_make (self, 1, "pilot", "chosen");
  g_autoptr (PilotRunChoices) choices = open_choices (self, id);
  g_autoptr (GPtrArray) changes = pilot_run_choices_new_changes ();
  g_auto (PilotQuery) query = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ids = NULL;
  g_autofree char *log = NULL;

  pilot_query_init (&query, PILOT_ENTITY_AGENCY);
  pilot_query_set_filter (&query, PILOT_AGENCY_DATASET, "legacy", FALSE);
  pilot_run_choices_collect_async (self->workspace, &query, NULL, run_done_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  ids = pilot_run_choices_collect_finish (self->workspace, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, RUN_N_AGENCIES);
  for (guint i = 0; i < ids->len; i++)
    pilot_run_choices_add_agency (choices, changes, g_ptr_array_index (ids, i), TRUE);
  pilot_fake_connection_clear_log (self->connection);
  g_ptr_array_unref (write_choices (self, id, changes));
  PILOT_TEST_WAIT_UNTIL (pilot_run_choices_get_n_agencies (choices) == RUN_N_AGENCIES);
  run_wait_sent (self);
  /* One operation, not one for each. */
  log = pilot_fake_connection_dup_log (self->connection);
  g_assert_nonnull (strstr (log, "import"));
  g_assert_null (strstr (log, ";"));
  g_assert_cmpuint (pilot_fake_connection_count (self->connection, PILOT_ENTITY_SCOPE_CHOICE), ==, RUN_N_AGENCIES);
  /* What is chosen already is no change. */
  g_ptr_array_set_size (changes, 0);
  for (guint i = 0; i < ids->len; i++)
    pilot_run_choices_add_agency (choices, changes, g_ptr_array_index (ids, i), TRUE);
  g_assert_cmpuint (changes->len, ==, 0);
}

static void
test_ordered (RunFixture *self, gconstpointer data)
{
  g_autofree char *id = run_make (self, 1, "pilot", "chosen");
  g_autofree char *agency = run_id (PILOT_ENTITY_AGENCY, 1);
  g_autoptr (GPtrArray) changes = pilot_run_choices_new_changes ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  run_set (self, PILOT_ENTITY_RUN, 1, PILOT_RUN_STATE, "requested");
  g_ptr_array_add (changes, pilot_run_choice_new (agency, NULL, TRUE));
  pilot_run_choice_write_async (self->workspace, id, changes, NULL, NULL, run_done_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  g_assert_false (pilot_run_choice_write_finish (self->workspace, result, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_FORBIDDEN);
}

static PilotRunCsv *
read_csv (RunFixture *self, const char *text, gssize length, GError **error)
{
  g_autofree char *path = g_build_filename (self->dir, "choice.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_true (g_file_set_contents (path, text, length, NULL));
  pilot_run_csv_read_async (self->workspace, file, NULL, run_done_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  return pilot_run_csv_read_finish (self->workspace, result, error);
}

static const PilotRunCsvLine *
get_line (PilotRunCsv *csv, guint n)
{
  return g_ptr_array_index (csv->lines, n);
}

static void
test_table (RunFixture *self, gconstpointer data)
{
  g_autofree char *user = run_id (PILOT_ENTITY_RECRUITER, 13);
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotRunCsv) csv = NULL;
  g_autoptr (GPtrArray) choices = NULL;

  /* A name of two agencies. */
  run_set (self, PILOT_ENTITY_AGENCY, 5, PILOT_AGENCY_NAME, "AGENCY 4");
  csv = read_csv (self,
                  "Agency,Comment\r\n agency 1 ,the first\r\nx-2,\r\nuser13@agency.example,\r\nAgency 4,\r\nNobody & Sons,\r\n\r\n"
                  "OFFICE1@agency.example,again\r\n",
                  -1, &error);
  g_assert_no_error (error);
  /* The heading is none of them. */
  g_assert_cmpuint (csv->lines->len, ==, 6);
  g_assert_cmpint (get_line (csv, 0)->answer, ==, PILOT_RUN_CSV_FOUND);
  g_assert_cmpstr (get_line (csv, 0)->title, ==, "Agency 1");
  g_assert_cmpint (get_line (csv, 1)->answer, ==, PILOT_RUN_CSV_FOUND);
  g_assert_cmpstr (get_line (csv, 2)->recruiter_id, ==, user);
  g_assert_cmpint (get_line (csv, 3)->answer, ==, PILOT_RUN_CSV_AMBIGUOUS);
  g_assert_cmpint (get_line (csv, 4)->answer, ==, PILOT_RUN_CSV_UNKNOWN);
  g_assert_cmpstr (get_line (csv, 4)->text, ==, "Nobody & Sons");
  g_assert_cmpuint (get_line (csv, 5)->line, ==, 8);
  g_assert_cmpint (get_line (csv, 5)->answer, ==, PILOT_RUN_CSV_REPEATED);
  g_assert_cmpuint (csv->n_answers[PILOT_RUN_CSV_FOUND], ==, 3);
  choices = pilot_run_csv_dup_choices (csv);
  g_assert_cmpuint (choices->len, ==, 3);
  g_assert_cmpstr (((PilotRunChoice *) g_ptr_array_index (choices, 2))->recruiter_id, ==, user);
}

/* What Pilotage saves of its agencies chooses them again, and one name of several is told by its address. */
static void
test_ids_and_addresses (RunFixture *self, gconstpointer data)
{
  g_autofree char *fifth = run_id (PILOT_ENTITY_AGENCY, 5);
  g_autofree char *text = g_strdup_printf ("Pilotage ID,name\n%s,Agency 4\n,Agency 4\n,Agency 4,office4@agency.example\n", fifth);
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotRunCsv) csv = NULL;

  run_set (self, PILOT_ENTITY_AGENCY, 5, PILOT_AGENCY_NAME, "Agency 4");
  csv = read_csv (self, text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (csv->lines->len, ==, 3);
  g_assert_cmpstr (get_line (csv, 0)->agency_id, ==, fifth);
  g_assert_cmpint (get_line (csv, 1)->answer, ==, PILOT_RUN_CSV_AMBIGUOUS);
  g_assert_cmpint (get_line (csv, 2)->answer, ==, PILOT_RUN_CSV_FOUND);
  g_assert_cmpstr (get_line (csv, 2)->agency_id, !=, fifth);
}

/* The copy of an agency in the portal's data set is no second agency. */
static void
test_moved_names (RunFixture *self, gconstpointer data)
{
  g_autoptr (PilotRecord) copy = pilot_record_new (PILOT_ENTITY_AGENCY);
  g_autofree char *id = run_id (PILOT_ENTITY_AGENCY, 101);
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotRunCsv) csv = NULL;

  pilot_record_set_text (copy, PILOT_FIELD_ID, id);
  pilot_record_set_text (copy, PILOT_AGENCY_DATASET, "portal");
  pilot_record_set_text (copy, PILOT_AGENCY_NAME, "Agency 1");
  run_put (self, copy);
  csv = read_csv (self, "Agency 1\n", -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_line (csv, 0)->answer, ==, PILOT_RUN_CSV_FOUND);
}

static void
test_no_table (RunFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotRunCsv) csv = read_csv (self, "PK\003\004\0\0\0\0\1\2\3", 11, &error);

  g_assert_null (csv);
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
}

static char *
copy (RunFixture *self, const char *id, PilotRunsCopy how, const char *name)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *made;

  pilot_runs_copy_async (self->workspace, id, how, name, NULL, run_done_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  made = pilot_runs_copy_finish (self->workspace, result, &error);
  g_assert_no_error (error);
  run_wait_sent (self);
  return made;
}

static void
test_lists (RunFixture *self, gconstpointer data)
{
  g_autofree char *id = run_make (self, 1, "pilot", "chosen");
  g_autofree char *other = run_make (self, 2, "pilot", "chosen");
  g_autofree char *first = run_id (PILOT_ENTITY_AGENCY, 1);
  g_autofree char *third = run_id (PILOT_ENTITY_AGENCY, 3);
  g_autofree char *list = NULL;
  g_autoptr (PilotRecord) record = NULL;
  g_autoptr (PilotRunChoices) choices = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) undo = NULL;
  g_autoptr (GError) error = NULL;

  run_choose (self, id, TRUE, 1u, 2u, G_MAXUINT);
  list = copy (self, id, PILOT_RUNS_LIST, "The north");
  /* It is there for the other admin. */
  record = pilot_fake_connection_get (self->connection, PILOT_ENTITY_RUN, list);
  g_assert_nonnull (record);
  g_assert_true (pilot_runs_is_list (record));
  g_assert_cmpstr (pilot_record_get_text (record, PILOT_RUN_NAME), ==, "The north");
  run_choose (self, other, TRUE, 3u, G_MAXUINT);
  choices = open_choices (self, other);
  pilot_runs_take_choices_async (self->workspace, other, list, NULL, run_done_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  g_assert_true (pilot_runs_take_choices_finish (self->workspace, result, &undo, &error));
  PILOT_TEST_WAIT_UNTIL (pilot_run_choices_get_n_agencies (choices) == 2);
  g_assert_cmpint (pilot_run_choices_get_agency (choices, first), ==, PILOT_RUN_CHOSEN_WHOLE);
  g_assert_cmpint (pilot_run_choices_get_agency (choices, third), ==, PILOT_RUN_CHOSEN_NOT);
  g_ptr_array_unref (write_choices (self, other, undo));
  PILOT_TEST_WAIT_UNTIL (pilot_run_choices_get_n_agencies (choices) == 1);
  g_assert_cmpint (pilot_run_choices_get_agency (choices, third), ==, PILOT_RUN_CHOSEN_WHOLE);
  run_wait_sent (self);
}

static void
test_copies (RunFixture *self, gconstpointer data)
{
  g_autofree char *id = run_make (self, 1, "pilot", "chosen");
  g_autofree char *wider = NULL;
  g_autofree char *rest = NULL;
  g_autoptr (PilotRecord) wider_run = NULL;
  g_autoptr (PilotRecord) rest_run = NULL;
  g_autoptr (PilotRunChoices) choices = NULL;

  run_choose (self, id, TRUE, 1u, 2u, G_MAXUINT);
  run_choose (self, id, FALSE, 2u, G_MAXUINT);
  wider = copy (self, id, PILOT_RUNS_WIDER, "Wider");
  rest = copy (self, id, PILOT_RUNS_REST, "All the rest");
  wider_run = run_get (self, wider);
  rest_run = run_get (self, rest);
  g_assert_cmpstr (pilot_record_get_text (wider_run, PILOT_RUN_KIND), ==, "pilot");
  g_assert_cmpstr (pilot_record_get_text (wider_run, PILOT_RUN_BASED_ON), ==, id);
  g_assert_cmpstr (pilot_record_get_text (wider_run, PILOT_RUN_HISTORY), ==, "legacy");
  choices = open_choices (self, wider);
  g_assert_cmpuint (pilot_run_choices_get_n_agencies (choices), ==, 1);
  g_assert_cmpstr (pilot_record_get_text (rest_run, PILOT_RUN_KIND), ==, "production");
  g_assert_cmpstr (pilot_record_get_text (rest_run, PILOT_RUN_CHOICE), ==, "rest");
  g_assert_cmpstr (pilot_record_get_text (rest_run, PILOT_RUN_BASED_ON), ==, id);
  g_assert_false (pilot_runs_is_list (rest_run));
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
#define ADD(name, func) g_test_add (name, RunFixture, NULL, run_fixture_set_up, func, run_fixture_tear_down)
  ADD ("/run-choices/agencies and single users are chosen and it can be undone", test_by_hand);
  ADD ("/run-choices/all found are one operation", test_all_found);
  ADD ("/run-choices/an ordered run takes what it was ordered with", test_ordered);
  ADD ("/run-choices/every line of a table is answered", test_table);
  ADD ("/run-choices/agencies of a file are known by their ids, and by what stands beside a name", test_ids_and_addresses);
  ADD ("/run-choices/what was moved is no second of its name", test_moved_names);
  ADD ("/run-choices/a file that is no table is refused", test_no_table);
  ADD ("/run-choices/a saved list is there for others and is taken exactly", test_lists);
  ADD ("/run-choices/a pilot is widened, and all the rest follows", test_copies);
  return g_test_run ();
}
