/* test-run-way.c: the page of a run on its way, from its Friday to its approval
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-handoff-dialog.h"
#include "pilot-reason-dialog.h"
#include "pilot-run-order.h"
#include "pilot-run-progress-view.h"
#include "pilot-run-schedule-dialog.h"
#include "pilot-runs-page.h"
#include "pilot-runs.h"
#include "pilot-scope-table.h"
#include "runs-fixture.h"

#include <string.h>

static void
test_progress (UiFixture *fixture, gconstpointer data)
{
  PilotRunProgressView *view;

  runs_put (fixture, "running", 200, 50, 0);
  runs_open (fixture);
  view = PILOT_RUN_PROGRESS_VIEW (runs_wait_widget (fixture, PILOT_TYPE_RUN_PROGRESS_VIEW));
  g_assert_cmpfloat (pilot_run_progress_view_get_fraction (view), ==, 0.25);
  /* It follows by itself. */
  runs_put (fixture, "running", 200, 150, 3);
  PILOT_TEST_WAIT_UNTIL (pilot_run_progress_view_get_fraction (view) == 0.75);
  runs_put (fixture, "completed_with_skipped", 200, 200, 3);
  PILOT_TEST_WAIT_UNTIL (pilot_run_progress_view_get_fraction (view) == 1);
}

/* What the portal was told, by the thread that gives commands. */
static gboolean
approve_cb (PilotFakeConnection *connection, const PilotCommand *command, GHashTable *values, gpointer user_data, GError **error)
{
  g_autoptr (PilotRecord) run = pilot_record_new (PILOT_ENTITY_RUN);

  pilot_record_set_text (run, PILOT_FIELD_ID, RUN_ID);
  pilot_record_set_text (run, PILOT_RUN_APPROVED_BY, "me");
  pilot_record_set_text (run, PILOT_RUN_REASON, pilot_command_get (command, "reason"));
  pilot_fake_connection_put (connection, run);
  return TRUE;
}

static void
test_approve (UiFixture *fixture, gconstpointer data)
{
  PilotRunsPage *page;
  GtkWidget *dialog;

  pilot_fake_connection_set_command_func (fixture->connection, approve_cb, NULL);
  runs_put (fixture, "completed_with_skipped", 200, 200, 3);
  page = runs_open (fixture);
  gtk_widget_activate_action (GTK_WIDGET (runs_wait_widget (fixture, PILOT_TYPE_RUN_PROGRESS_VIEW)), "run.order", "s", "approve-run");
  PILOT_TEST_WAIT_UNTIL ((dialog = runs_find_window (PILOT_TYPE_REASON_DIALOG)) != NULL);
  g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "do"));
  g_assert_true (runs_focus_is_in (dialog, GTK_TYPE_TEXT));
  ui_check_names (dialog, "reason");
  pilot_reason_dialog_type (PILOT_REASON_DIALOG (dialog), "  ");
  g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "do"));
  pilot_reason_dialog_type (PILOT_REASON_DIALOG (dialog), "They were double.");
  ui_answer ("do");
  PILOT_TEST_WAIT_UNTIL (strstr (pilot_run_page_get_next_text (pilot_runs_page_get_run_page (page)), "They were double.") != NULL);
}

static gboolean
pause_cb (PilotFakeConnection *connection, const PilotCommand *command, GHashTable *values, gpointer user_data, GError **error)
{
  g_autoptr (PilotRecord) run = pilot_record_new (PILOT_ENTITY_RUN);

  pilot_record_set_text (run, PILOT_FIELD_ID, RUN_ID);
  pilot_record_set_integer (run, PILOT_RUN_PAUSED, g_str_equal (command->name, "pause-run"));
  pilot_fake_connection_put (connection, run);
  return TRUE;
}

/* The button that has the keyboard. */
static const char *
get_focused_label (UiFixture *fixture)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));

  return focus != NULL && gtk_widget_get_mapped (focus) && GTK_IS_BUTTON (focus) ? gtk_button_get_label (GTK_BUTTON (focus)) : NULL;
}

/* A button that is pressed goes; the keyboard is not lost with it. */
static void
test_keyboard_follows (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *view;

  pilot_fake_connection_set_command_func (fixture->connection, pause_cb, NULL);
  runs_put (fixture, "running", 200, 20, 0);
  runs_open (fixture);
  view = runs_wait_widget (fixture, PILOT_TYPE_RUN_PROGRESS_VIEW);
  g_assert_true (pilot_run_progress_view_focus (PILOT_RUN_PROGRESS_VIEW (view)));
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpstr (get_focused_label (fixture), ==, "_Pause");
      gtk_widget_activate (gtk_window_get_focus (GTK_WINDOW (fixture->window)));
      PILOT_TEST_WAIT_UNTIL (g_strcmp0 (get_focused_label (fixture), "_Resume") == 0);
      gtk_widget_activate (gtk_window_get_focus (GTK_WINDOW (fixture->window)));
      PILOT_TEST_WAIT_UNTIL (g_strcmp0 (get_focused_label (fixture), "_Pause") == 0);
    }
}

static char *
format_day (const GDate *day)
{
  char text[16];

  g_date_strftime (text, sizeof text, "%Y-%m-%d", day);
  return g_strdup (text);
}

/* On the first free Friday; the second is a day off. */
static void
schedule_with_holiday (UiFixture *fixture)
{
  g_autoptr (GPtrArray) fridays = pilot_run_order_list_fridays (ui_workspace (fixture), 2);
  g_autofree char *day = format_day (g_ptr_array_index (fridays, 0));
  g_autofree char *off = format_day (g_ptr_array_index (fridays, 1));
  g_autofree char *holidays = g_strdup_printf ("%s Founder’s day", off);
  g_autoptr (PilotRecord) run = pilot_record_new (PILOT_ENTITY_RUN);
  g_autoptr (PilotRecord) project = pilot_record_new (PILOT_ENTITY_PROJECT);
  const PilotPlanFacts *facts;

  pilot_record_set_text (run, PILOT_FIELD_ID, RUN_ID);
  pilot_record_set_text (run, PILOT_RUN_SCHEDULED_ON, day);
  pilot_fake_connection_put (fixture->connection, run);
  pilot_record_set_text (project, PILOT_FIELD_ID, "0000cccc-0000-4000-8000-000000000001");
  pilot_record_set_text (project, PILOT_PROJECT_HOLIDAYS, holidays);
  pilot_fake_connection_put (fixture->connection, project);
  PILOT_TEST_WAIT_UNTIL (runs_has_text (fixture, PILOT_RUN_SCHEDULED_ON, day));
  PILOT_TEST_WAIT_UNTIL ((facts = pilot_migration_get_facts (pilot_context_get_migration (fixture->context))) != NULL && facts->project != NULL
                         && g_strcmp0 (pilot_record_get_text (facts->project, PILOT_PROJECT_HOLIDAYS), holidays) == 0);
}

static gboolean
ask_retry_cb (PilotFakeConnection *connection, const PilotCommand *command, GHashTable *values, gpointer user_data, GError **error)
{
  g_autoptr (PilotRecord) run = pilot_record_new (PILOT_ENTITY_RUN);

  pilot_record_set_text (run, PILOT_FIELD_ID, RUN_ID);
  pilot_record_set_text (run, PILOT_RUN_RETRY_ASKED_BY, "me");
  pilot_fake_connection_put (connection, run);
  return TRUE;
}

/* The button that asked for another try goes; what can still be done takes the keyboard. */
static void
test_keyboard_after_retry (UiFixture *fixture, gconstpointer data)
{
  pilot_fake_connection_set_command_func (fixture->connection, ask_retry_cb, NULL);
  runs_put (fixture, "completed_with_skipped", 200, 200, 3);
  runs_open (fixture);
  PILOT_TEST_WAIT_UNTIL (runs_find_button (fixture, "_Try Again") != NULL);
  gtk_widget_grab_focus (runs_find_button (fixture, "_Try Again"));
  gtk_widget_activate (gtk_window_get_focus (GTK_WINDOW (fixture->window)));
  PILOT_TEST_WAIT_UNTIL (runs_find_button (fixture, "_Try Again") == NULL);
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (get_focused_label (fixture), "_Approve") == 0);
}

/* The Friday can be another one until the run begins. */
static void
test_reschedule (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *page;
  GtkWidget *dialog;
  guint n_offered;

  runs_put (fixture, "accepted", 200, 0, 0);
  page = GTK_WIDGET (pilot_runs_page_get_run_page (runs_open (fixture)));
  g_assert_false (gtk_widget_activate_action (runs_wait_widget (fixture, PILOT_TYPE_SCOPE_TABLE), "run.reschedule", NULL)
                  && runs_find_window (PILOT_TYPE_RUN_SCHEDULE_DIALOG) != NULL);
  runs_put (fixture, "scheduled", 200, 0, 0);
  PILOT_TEST_WAIT_UNTIL (runs_has_label (page, "Scheduled"));
  gtk_widget_activate_action (runs_wait_widget (fixture, PILOT_TYPE_SCOPE_TABLE), "run.reschedule", NULL);
  PILOT_TEST_WAIT_UNTIL ((dialog = runs_find_window (PILOT_TYPE_RUN_SCHEDULE_DIALOG)) != NULL);
  ui_check_names (dialog, "another Friday");
  n_offered = pilot_run_schedule_dialog_get_n_offered (PILOT_RUN_SCHEDULE_DIALOG (dialog));
  g_assert_cmpuint (n_offered, >, 1);
  g_assert_false (runs_has_label (dialog, "Chosen now"));
  gtk_window_destroy (GTK_WINDOW (dialog));
  /* The day that it has is told, and no choice; one that is left out is told with its name. */
  schedule_with_holiday (fixture);
  gtk_widget_activate_action (runs_wait_widget (fixture, PILOT_TYPE_SCOPE_TABLE), "run.reschedule", NULL);
  PILOT_TEST_WAIT_UNTIL ((dialog = runs_find_window (PILOT_TYPE_RUN_SCHEDULE_DIALOG)) != NULL);
  g_assert_cmpuint (pilot_run_schedule_dialog_get_n_offered (PILOT_RUN_SCHEDULE_DIALOG (dialog)), ==, n_offered - 1);
  g_assert_true (runs_has_label (dialog, "Chosen now: "));
  g_assert_true (runs_has_label (dialog, "Left out: ") && runs_has_label (dialog, ", Founder’s day"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* The Friday of a scheduled run can be put into a calendar where it is read; another run has none. */
static void
test_calendar (UiFixture *fixture, gconstpointer data)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());
  GtkWidget *page;
  GtkWidget *table;
  guint n_windows;

  runs_put (fixture, "accepted", 200, 0, 0);
  page = GTK_WIDGET (pilot_runs_page_get_run_page (runs_open (fixture)));
  table = runs_wait_widget (fixture, PILOT_TYPE_SCOPE_TABLE);
  n_windows = g_list_model_get_n_items (windows);
  gtk_widget_activate_action (table, "run.save-calendar", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (windows), ==, n_windows);
  runs_put (fixture, "scheduled", 200, 0, 0);
  PILOT_TEST_WAIT_UNTIL (runs_has_label (page, "Scheduled"));
  gtk_widget_activate_action (table, "run.save-calendar", NULL);
  PILOT_TEST_WAIT_UNTIL (runs_find_window (GTK_TYPE_FILE_CHOOSER_DIALOG) != NULL);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (runs_find_window (GTK_TYPE_FILE_CHOOSER_DIALOG))), ==, "Save Calendar File");
  gtk_window_close (GTK_WINDOW (runs_find_window (GTK_TYPE_FILE_CHOOSER_DIALOG)));
}

/* What comes next in a scheduled run is begun from it. */
static void
test_tell (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *table;

  runs_put (fixture, "accepted", 200, 0, 0);
  runs_open (fixture);
  table = runs_wait_widget (fixture, PILOT_TYPE_SCOPE_TABLE);
  g_assert_null (runs_find_button (fixture, "_Tell the Agencies…"));
  runs_put (fixture, "scheduled", 200, 0, 0);
  PILOT_TEST_WAIT_UNTIL (runs_find_button (fixture, "_Tell the Agencies…") != NULL);
  gtk_widget_activate_action (table, "run.tell-agencies", NULL);
  PILOT_TEST_WAIT_UNTIL (runs_find_window (PILOT_TYPE_HANDOFF_DIALOG) != NULL);
  gtk_window_destroy (GTK_WINDOW (runs_find_window (PILOT_TYPE_HANDOFF_DIALOG)));
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
#define ADD(name, func) g_test_add (name, UiFixture, NULL, runs_set_up, func, ui_fixture_tear_down)
  ADD ("/run-way/a running run is followed", test_progress);
  ADD ("/run-way/what stayed behind is approved with a reason", test_approve);
  ADD ("/run-way/the keyboard follows what is pressed", test_keyboard_follows);
  ADD ("/run-way/the keyboard follows what asked for another try", test_keyboard_after_retry);
  ADD ("/run-way/another Friday is chosen for a scheduled run", test_reschedule);
  ADD ("/run-way/the Friday of a scheduled run is saved for a calendar", test_calendar);
  ADD ("/run-way/the agencies are told from a scheduled run", test_tell);
  return g_test_run ();
}
