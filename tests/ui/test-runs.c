/* test-runs.c: the list of the migration runs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-compare-dialog.h"
#include "pilot-run-new-dialog.h"
#include "pilot-run-words.h"
#include "pilot-running-bar.h"
#include "pilot-runs-page.h"
#include "pilot-runs.h"
#include "pilot-scope-table.h"
#include "runs-fixture.h"

#include <string.h>

static gboolean
has_text_of (UiFixture *fixture, const char *run_id, guint field, const char *text)
{
  g_autoptr (PilotRecord) run = pilot_workspace_get_record (ui_workspace (fixture), PILOT_ENTITY_RUN, run_id);

  return run != NULL && g_strcmp0 (pilot_record_get_text (run, field), text) == 0;
}

/* Tab comes to the two kinds of the sandbox, and never to what can't be made there. */
static void
check_no_refused_stop (GtkWidget *dialog)
{
  guint n_kinds = 0;

  for (guint i = 0; i < 12; i++)
    {
      GtkWidget *focus;

      gtk_widget_child_focus (dialog, GTK_DIR_TAB_FORWARD);
      focus = gtk_window_get_focus (GTK_WINDOW (dialog));
      g_assert_true (focus == NULL || !gtk_widget_has_css_class (focus, "refused"));
      n_kinds += focus != NULL && ADW_IS_ACTION_ROW (focus);
    }
  g_assert_cmpuint (n_kinds, >=, 2);
}

static void
test_create (UiFixture *fixture, gconstpointer data)
{
  PilotRunsPage *page = runs_open_page (fixture);
  PilotRunNewDialog *dialog;
  PilotRunPage *run_page;

  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_runs_page_get_shown (page), "empty") == 0);
  PILOT_TEST_WAIT_UNTIL (pilot_runs_may_create (ui_workspace (fixture), "sandbox_practice", NULL));
  /* No pilot is advised where there can be none. */
  PILOT_TEST_WAIT_UNTIL (runs_has_label (GTK_WIDGET (page), "In the sandbox a run is practice with a small subset of agencies: a paid addition, by a statement of work."));
  pilot_runs_page_create (page);
  PILOT_TEST_WAIT_UNTIL (runs_find_window (PILOT_TYPE_RUN_NEW_DIALOG) != NULL);
  dialog = PILOT_RUN_NEW_DIALOG (runs_find_window (PILOT_TYPE_RUN_NEW_DIALOG));
  /* The kind gives a name; without one there is nothing to create, and a production run can't be in the sandbox. */
  g_assert_true (runs_has_label (GTK_WIDGET (dialog), "Sandbox practice"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (ui_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW))), ==, "Sandbox practice");
  pilot_run_new_dialog_choose (dialog, "full_test", NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (ui_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW))), ==, "Full test migration");
  pilot_run_new_dialog_choose (dialog, "production", "");
  pilot_run_new_dialog_create (dialog);
  g_assert_true (runs_has_label (GTK_WIDGET (dialog), "A run needs a name."));
  g_assert_cmpuint (pilot_workspace_count (ui_workspace (fixture), PILOT_ENTITY_RUN, PILOT_FIELD_ID, NULL), ==, 0);
  g_assert_true (runs_has_label (GTK_WIDGET (dialog), "A pilot or production run is made in production, not in the sandbox."));
  /* The keyboard begins with the name, passes by what can't be made; the kind that may be made is chosen; Enter makes it. */
  g_assert_true (runs_focus_is_in (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW));
  check_no_refused_stop (GTK_WIDGET (dialog));
  ui_check_names (GTK_WIDGET (dialog), "new run");
  pilot_run_new_dialog_choose (dialog, "sandbox_practice", "First group");
  g_signal_emit_by_name (ui_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW), "entry-activated");
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_runs_page_get_shown (page), "run") == 0);
  g_assert_true (has_text_of (fixture, pilot_run_page_get_run_id (pilot_runs_page_get_run_page (page)), PILOT_RUN_KIND, "sandbox_practice"));
  run_page = pilot_runs_page_get_run_page (page);
  PILOT_TEST_WAIT_UNTIL (g_str_has_prefix (pilot_run_page_get_next_text (run_page), "Choose who goes"));
  PILOT_TEST_WAIT_UNTIL (runs_find_window (PILOT_TYPE_RUN_NEW_DIALOG) == NULL);
  pilot_runs_page_show_run (page, NULL);
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_runs_page_get_shown (page), "list") == 0);
  /* The keyboard is where it came from. */
  PILOT_TEST_WAIT_UNTIL (runs_focus_is_in (GTK_WIDGET (fixture->window), ADW_TYPE_ACTION_ROW));
}

/* The bar over every page leads to the run, and a run that stands still says what is where. */
static void
test_running_bar (UiFixture *fixture, gconstpointer data)
{
  PilotRunsPage *page = runs_open_page (fixture);
  g_autoptr (PilotRecord) paused = pilot_record_new (PILOT_ENTITY_RUN);
  GtkWidget *bar;

  runs_put (fixture, "running", 200, 50, 3);
  PILOT_TEST_WAIT_UNTIL (runs_is_here (fixture));
  pilot_window_show_page (fixture->window, "overview");
  bar = runs_wait_widget (fixture, PILOT_TYPE_RUNNING_BAR);
  g_signal_emit_by_name (ui_find (bar, GTK_TYPE_BUTTON), "clicked");
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_window_get_page (fixture->window), "runs") == 0);
  g_assert_cmpstr (pilot_runs_page_get_shown (page), ==, "run");
  g_assert_cmpstr (pilot_run_page_get_run_id (pilot_runs_page_get_run_page (page)), ==, RUN_ID);
  g_assert_null (strstr (pilot_run_page_get_next_text (pilot_runs_page_get_run_page (page)), "47 records"));
  pilot_record_set_text (paused, PILOT_FIELD_ID, RUN_ID);
  pilot_record_set_integer (paused, PILOT_RUN_PAUSED, 1);
  pilot_fake_connection_put (fixture->connection, paused);
  PILOT_TEST_WAIT_UNTIL (strstr (pilot_run_page_get_next_text (pilot_runs_page_get_run_page (page)), "47 records of it are in the") != NULL);
}

/* One of the runs changes while another is compared with. */
static void
check_comparison_stays (UiFixture *fixture, GtkWidget *dialog)
{
  g_autoptr (PilotRecord) other = pilot_record_new (PILOT_ENTITY_RUN);
  GtkDropDown *drop_down = GTK_DROP_DOWN (ui_find (dialog, GTK_TYPE_DROP_DOWN));
  g_autofree char *chosen = NULL;

  pilot_record_set_text (other, PILOT_FIELD_ID, "0000aaaa-0000-4000-8000-000000000003");
  pilot_record_set_text (other, PILOT_RUN_NAME, "Third group");
  pilot_record_set_text (other, PILOT_RUN_KIND, "sandbox_practice");
  pilot_fake_connection_put (fixture->connection, other);
  PILOT_TEST_WAIT_UNTIL (g_list_model_get_n_items (gtk_drop_down_get_model (drop_down)) == 2);
  gtk_drop_down_set_selected (drop_down, 1);
  chosen = g_strdup (gtk_string_object_get_string (gtk_drop_down_get_selected_item (drop_down)));
  PILOT_TEST_WAIT_UNTIL (!runs_has_label (dialog, "Comparing…"));
  pilot_record_set_integer (other, PILOT_RUN_N_EXPECTED, 77777);
  pilot_record_set_text (other, PILOT_RUN_SCHEDULED_ON, "2026-12-04");
  pilot_fake_connection_put (fixture->connection, other);
  /* What is shown stays until the new is known. */
  while (!runs_has_label (dialog, "77777") && !runs_has_label (dialog, "77,777"))
    {
      g_assert_false (runs_has_label (dialog, "Comparing…"));
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_true (runs_has_label (dialog, "4 December 2026"));
  g_assert_cmpstr (gtk_string_object_get_string (gtk_drop_down_get_selected_item (drop_down)), ==, chosen);
}

static void
agencies_row_cb (GtkWidget *widget, gpointer user_data)
{
  GtkWidget **row = user_data;

  if (*row == NULL && ADW_IS_ACTION_ROW (widget) && g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (widget)), "Every agency goes; what an earlier run moved is linked, never doubled") == 0)
    *row = widget;
}

static void
test_compare_and_delete (UiFixture *fixture, gconstpointer data)
{
  PilotRunsPage *page;
  GtkWidget *table;
  GtkWidget *dialog;
  GtkWidget *agencies = NULL;
  const char *copy;
  g_autofree char *id = NULL;

  runs_put (fixture, "draft", 0, 0, 0);
  page = runs_open (fixture);
  table = runs_wait_widget (fixture, PILOT_TYPE_SCOPE_TABLE);
  gtk_widget_activate_action (table, "run.copy", "s", "rest");
  PILOT_TEST_WAIT_UNTIL ((copy = pilot_run_page_get_run_id (pilot_runs_page_get_run_page (page))) != NULL && g_strcmp0 (copy, RUN_ID) != 0);
  id = g_strdup (copy);
  /* All the rest go: there is nobody to choose, by its row either. */
  PILOT_TEST_WAIT_UNTIL (runs_has_label (GTK_WIDGET (pilot_runs_page_get_run_page (page)), "All the rest"));
  ui_walk (GTK_WIDGET (pilot_runs_page_get_run_page (page)), agencies_row_cb, &agencies);
  g_assert_nonnull (agencies);
  g_assert_null (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (agencies)));
  /* Where all the rest go nobody can be added: no run comes of it, as is counted below. */
  gtk_widget_activate_action (table, "run.widen", NULL);
  gtk_widget_activate_action (table, "run.compare", NULL);
  PILOT_TEST_WAIT_UNTIL ((dialog = runs_find_window (PILOT_TYPE_RUN_COMPARE_DIALOG)) != NULL);
  PILOT_TEST_WAIT_UNTIL (pilot_run_compare_dialog_get_n_lines (PILOT_RUN_COMPARE_DIALOG (dialog)) > 5);
  ui_check_names (dialog, "compare");
  g_assert_true (runs_focus_is_in (dialog, GTK_TYPE_DROP_DOWN));
  check_comparison_stays (fixture, dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
  /* Back by keyboard, from wherever it is, and there again. */
  g_assert_true (ui_press (GTK_WIDGET (pilot_runs_page_get_run_page (page)), "<Alt>Left"));
  g_assert_cmpstr (pilot_runs_page_get_shown (page), ==, "list");
  pilot_runs_page_show_run (page, id);
  gtk_widget_activate_action (table, "run.delete", NULL);
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_runs_page_get_shown (page), "list") == 0);
  PILOT_TEST_WAIT_UNTIL (pilot_workspace_count (ui_workspace (fixture), PILOT_ENTITY_RUN, PILOT_FIELD_ID, NULL) == 2);
  PILOT_TEST_WAIT_UNTIL (pilot_context_get_can_undo (fixture->context));
  pilot_context_undo (fixture->context);
  PILOT_TEST_WAIT_UNTIL (pilot_workspace_count (ui_workspace (fixture), PILOT_ENTITY_RUN, PILOT_FIELD_ID, NULL) == 3);
}

static void
test_counts (void)
{
  g_autoptr (PilotRecord) run = pilot_record_new (PILOT_ENTITY_RUN);
  g_autofree char *nothing = pilot_run_words_dup_counts (run);
  g_autofree char *some = NULL;

  g_assert_cmpstr (nothing, ==, "nothing moved");
  pilot_record_set_integer (run, PILOT_RUN_N_MOVED, 184);
  pilot_record_set_integer (run, PILOT_RUN_N_SKIPPED, 3);
  some = pilot_run_words_dup_counts (run);
  g_assert_cmpstr (some, ==, "184 moved, 3 skipped");
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
  g_test_add_func ("/runs/what there is none of is left out of a line", test_counts);
#define ADD(name, func) g_test_add (name, UiFixture, NULL, runs_set_up, func, ui_fixture_tear_down)
  ADD ("/runs/a run is begun with a kind that fits the environment", test_create);
  ADD ("/runs/the bar leads to the run, and a paused one says what is where", test_running_bar);
  ADD ("/runs/a run is copied, compared, deleted and brought back", test_compare_and_delete);
  return g_test_run ();
}
