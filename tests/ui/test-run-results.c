/* test-run-results.c: what became of a run’s records, on its page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-results-view.h"
#include "runs-fixture.h"

#include <string.h>

static void
put_result (UiFixture *fixture, guint n, const char *outcome, const char *reason)
{
  g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_RESULT);
  g_autofree char *id = g_strdup_printf ("0000bbbb-0000-4000-8000-%012x", n);

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  pilot_record_set_text (record, PILOT_RESULT_RUN_ID, RUN_ID);
  pilot_record_set_text (record, PILOT_RESULT_RECORD_KIND, "candidate");
  pilot_record_set_text (record, PILOT_RESULT_SOURCE_ID, id);
  pilot_record_set_text (record, PILOT_RESULT_OUTCOME, outcome);
  pilot_record_set_text (record, PILOT_RESULT_REASON, reason);
  pilot_fake_connection_put (fixture->connection, record);
}

static void
test_results (UiFixture *fixture, gconstpointer data)
{
  PilotRunResultsView *view;
  GtkDropDown *reasons;

  put_result (fixture, 1, "moved", NULL);
  put_result (fixture, 2, "skipped", "no_job");
  put_result (fixture, 3, "skipped", "no_agency");
  runs_put (fixture, "completed_with_skipped", 3, 3, 2);
  runs_open (fixture);
  view = PILOT_RUN_RESULTS_VIEW (runs_wait_widget (fixture, PILOT_TYPE_RUN_RESULTS_VIEW));
  reasons = pilot_run_results_view_get_reasons (view);
  PILOT_TEST_WAIT_UNTIL (g_list_model_get_n_items (pilot_run_results_view_get_list (view)) == 3);
  pilot_run_results_view_filter (view, "skipped");
  PILOT_TEST_WAIT_UNTIL (g_list_model_get_n_items (pilot_run_results_view_get_list (view)) == 2);
  PILOT_TEST_WAIT_UNTIL (strstr (pilot_run_results_view_get_check_text (view), "with a result: 3") != NULL);
  /* Two reasons, and all of them. */
  PILOT_TEST_WAIT_UNTIL (g_list_model_get_n_items (gtk_drop_down_get_model (reasons)) == 3);
  gtk_drop_down_set_selected (reasons, 2);
  g_assert_cmpstr (gtk_string_object_get_string (gtk_drop_down_get_selected_item (reasons)), ==, "Has no job (1)");
  PILOT_TEST_WAIT_UNTIL (g_list_model_get_n_items (pilot_run_results_view_get_list (view)) == 1);
  /* One more for that reason comes: it stays chosen. */
  put_result (fixture, 4, "skipped", "no_job");
  runs_put (fixture, "completed_with_skipped", 4, 4, 3);
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (gtk_string_object_get_string (gtk_drop_down_get_selected_item (reasons)), "Has no job (2)") == 0);
  PILOT_TEST_WAIT_UNTIL (g_list_model_get_n_items (pilot_run_results_view_get_list (view)) == 2);
  /* Of those that were moved none has it. */
  pilot_run_results_view_filter (view, "moved");
  PILOT_TEST_WAIT_UNTIL (g_list_model_get_n_items (pilot_run_results_view_get_list (view)) == 1);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (reasons)));
}

static const char *
get_outcome (PilotRunResultsView *view, guint n)
{
  g_autoptr (PilotRow) row = g_list_model_get_item (pilot_run_results_view_get_list (view), n);

  return row != NULL ? pilot_record_get_text (pilot_row_get_record (row), PILOT_RESULT_OUTCOME) : NULL;
}

/* What stayed behind is read first: what failed, then what was skipped. */
static void
test_failed_first (UiFixture *fixture, gconstpointer data)
{
  static const char *const outcomes[] = { "moved", "skipped", "failed", "linked" };
  static const char *const expected[] = { "failed", "skipped", "linked", "moved" };
  PilotRunResultsView *view;
  g_autoptr (PilotRecord) run = pilot_record_new (PILOT_ENTITY_RUN);

  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    put_result (fixture, i, outcomes[i], i == 0 || i == 3 ? NULL : "no_job");
  runs_put (fixture, "failed", 4, 4, 1);
  pilot_record_set_text (run, PILOT_FIELD_ID, RUN_ID);
  pilot_record_set_integer (run, PILOT_RUN_N_FAILED, 1);
  pilot_fake_connection_put (fixture->connection, run);
  runs_open (fixture);
  view = PILOT_RUN_RESULTS_VIEW (runs_wait_widget (fixture, PILOT_TYPE_RUN_RESULTS_VIEW));
  PILOT_TEST_WAIT_UNTIL (g_list_model_get_n_items (pilot_run_results_view_get_list (view)) == 4);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    PILOT_TEST_WAIT_UNTIL (g_strcmp0 (get_outcome (view, i), expected[i]) == 0);
}

/* What is skipped while a run goes on comes at the top, in sight. */
static void
test_newest_in_sight (UiFixture *fixture, gconstpointer data)
{
  PilotRunResultsView *view;
  GtkWidget *list;
  GtkAdjustment *adjustment;
  double upper;

  for (guint i = 0; i < 30; i++)
    put_result (fixture, i, "linked", NULL);
  runs_put (fixture, "running", 90, 30, 0);
  runs_open (fixture);
  view = PILOT_RUN_RESULTS_VIEW (runs_wait_widget (fixture, PILOT_TYPE_RUN_RESULTS_VIEW));
  PILOT_TEST_WAIT_UNTIL (g_list_model_get_n_items (pilot_run_results_view_get_list (view)) == 30);
  PILOT_TEST_WAIT_UNTIL ((list = ui_find (GTK_WIDGET (view), GTK_TYPE_LIST_VIEW)) != NULL);
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  PILOT_TEST_WAIT_UNTIL ((upper = gtk_adjustment_get_upper (adjustment)) > gtk_adjustment_get_page_size (adjustment));
  for (guint i = 30; i < 60; i++)
    put_result (fixture, i, "skipped", "no_job");
  runs_put (fixture, "running", 90, 60, 30);
  PILOT_TEST_WAIT_UNTIL (g_list_model_get_n_items (pilot_run_results_view_get_list (view)) == 60);
  PILOT_TEST_WAIT_UNTIL (gtk_adjustment_get_upper (adjustment) > upper);
  PILOT_TEST_WAIT_UNTIL (gtk_adjustment_get_value (adjustment) == 0);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
#define ADD(name, func) g_test_add (name, UiFixture, NULL, runs_set_up, func, ui_fixture_tear_down)
  ADD ("/run-results/results are listed by outcome", test_results);
  ADD ("/run-results/what failed is listed first, then what was skipped", test_failed_first);
  ADD ("/run-results/what is skipped while a run goes on is in sight", test_newest_in_sight);
  return g_test_run ();
}
