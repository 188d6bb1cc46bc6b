/* test-run-draft.c: the page of a run that is not ordered yet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"
#include "pilot-name-uuid.h"
#include "pilot-run-agency-dialog.h"
#include "pilot-run-agency-row.h"
#include "pilot-run-checks-off.h"
#include "pilot-run-decisions.h"
#include "pilot-runs-page.h"
#include "pilot-scope-table.h"
#include "runs-fixture.h"

#include <string.h>

/* The window gives a page no less than this, but not more either while the details are open. */
static void
test_narrow (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *page;
  int min_width;

  runs_put (fixture, "draft", 0, 0, 0);
  page = GTK_WIDGET (runs_open (fixture));
  runs_wait_widget (fixture, PILOT_TYPE_SCOPE_TABLE);
  gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &min_width, NULL, NULL, NULL);
  g_assert_cmpint (min_width, <=, 460);
}

static void
test_decide (UiFixture *fixture, gconstpointer data)
{
  PilotRunsPage *page;

  runs_put (fixture, "draft", 0, 0, 0);
  page = runs_open (fixture);
  pilot_run_decisions_choose (PILOT_RUN_DECISIONS (runs_wait_widget (fixture, PILOT_TYPE_RUN_DECISIONS)), PILOT_RUN_TRANSFERRED, "out");
  PILOT_TEST_WAIT_UNTIL (runs_has_text (fixture, PILOT_RUN_TRANSFERRED, "out"));
  PILOT_TEST_WAIT_UNTIL (pilot_context_get_can_undo (fixture->context));
  pilot_context_undo (fixture->context);
  PILOT_TEST_WAIT_UNTIL (runs_has_text (fixture, PILOT_RUN_TRANSFERRED, "undecided"));
  g_assert_nonnull (page);
}

static void
rows_cb (GtkWidget *widget, gpointer user_data)
{
  guint *n_rows = user_data;

  *n_rows += PILOT_IS_RUN_AGENCY_ROW (widget) && gtk_widget_get_mapped (widget);
}

static guint
count_rows (PilotRunAgencyDialog *dialog)
{
  guint n_rows = 0;

  ui_walk (GTK_WIDGET (dialog), rows_cb, &n_rows);
  return n_rows;
}

/* One of twelve is chosen. */
static void
check_only_chosen (PilotRunAgencyDialog *dialog)
{
  PILOT_TEST_WAIT_UNTIL (count_rows (dialog) > 1);
  pilot_run_agency_dialog_show_only_chosen (dialog, TRUE);
  PILOT_TEST_WAIT_UNTIL (count_rows (dialog) == 1);
  /* Whoever is left stays in sight, for who thinks again. */
  pilot_run_agency_dialog_choose_found (dialog, FALSE);
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_run_agency_dialog_get_text (dialog), "0 agencies chosen") == 0);
  g_assert_cmpuint (count_rows (dialog), ==, 1);
  pilot_run_agency_dialog_show_only_chosen (dialog, FALSE);
  PILOT_TEST_WAIT_UNTIL (count_rows (dialog) > 1);
}

static void
test_agencies (UiFixture *fixture, gconstpointer data)
{
  PilotRunAgencyDialog *dialog;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileIOStream) stream = NULL;
  PilotScopeTable *table;

  runs_put (fixture, "draft", 0, 0, 0);
  runs_open (fixture);
  table = PILOT_SCOPE_TABLE (runs_wait_widget (fixture, PILOT_TYPE_SCOPE_TABLE));
  PILOT_TEST_WAIT_UNTIL (strstr (pilot_scope_table_get_summary (table), "No agency goes yet, which leaves 12 candidates behind") != NULL);
  gtk_widget_activate_action (GTK_WIDGET (table), "run.choose-agencies", NULL);
  PILOT_TEST_WAIT_UNTIL (runs_find_window (PILOT_TYPE_RUN_AGENCY_DIALOG) != NULL);
  dialog = PILOT_RUN_AGENCY_DIALOG (runs_find_window (PILOT_TYPE_RUN_AGENCY_DIALOG));
  pilot_run_agency_dialog_choose_found (dialog, TRUE);
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_run_agency_dialog_get_text (dialog), "12 agencies chosen") == 0);
  /* The numbers follow. */
  PILOT_TEST_WAIT_UNTIL (strstr (pilot_scope_table_get_summary (table), "behind") == NULL);
  PILOT_TEST_WAIT_UNTIL (pilot_context_get_can_undo (fixture->context));
  pilot_context_undo (fixture->context);
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_run_agency_dialog_get_text (dialog), "0 agencies chosen") == 0);
  file = g_file_new_tmp ("pilotage-XXXXXX.csv", &stream, NULL);
  g_assert_true (g_file_replace_contents (file, "Agency A\nNobody\n", 16, NULL, FALSE, 0, NULL, NULL, NULL));
  pilot_run_agency_dialog_choose_file (dialog, file);
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_run_agency_dialog_get_text (dialog), "1 found, 1 ambiguous or not known, 0 repeated") == 0);
  g_file_delete (file, NULL, NULL);
  check_only_chosen (dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
row_cb (GtkWidget *widget, gpointer user_data)
{
  gpointer *search = user_data;

  if (PILOT_IS_RUN_AGENCY_ROW (widget) && search[1] == NULL
      && g_strcmp0 (pilot_row_get_id (pilot_run_agency_row_get_row (PILOT_RUN_AGENCY_ROW (widget))), search[0]) == 0)
    search[1] = widget;
}

static GtkWidget *
wait_agency_row (GtkWidget *dialog, guint n)
{
  g_autofree char *id = ui_agency_id (n);
  gpointer search[2] = { id, NULL };

  PILOT_TEST_WAIT_UNTIL ((ui_walk (dialog, row_cb, search), search[1] != NULL));
  return search[1];
}

static GtkWidget *
open_agencies (UiFixture *fixture)
{
  GtkWidget *dialog;

  runs_put (fixture, "draft", 0, 0, 0);
  runs_open (fixture);
  gtk_widget_activate_action (runs_wait_widget (fixture, PILOT_TYPE_SCOPE_TABLE), "run.choose-agencies", NULL);
  PILOT_TEST_WAIT_UNTIL ((dialog = runs_find_window (PILOT_TYPE_RUN_AGENCY_DIALOG)) != NULL && gtk_widget_get_mapped (dialog));
  return dialog;
}

/* An auditor sees who went. */
static void
test_agencies_of_ordered (UiFixture *fixture, gconstpointer data)
{
  g_autoptr (PilotRecord) choice = pilot_record_new (PILOT_ENTITY_SCOPE_CHOICE);
  g_autofree char *agency = ui_agency_id (1);
  g_autofree char *id = pilot_scope_choice_make_id (RUN_ID, agency, NULL);
  PilotRunAgencyDialog *dialog;
  GtkWidget *check;

  runs_put (fixture, "accepted", 0, 0, 0);
  runs_open (fixture);
  pilot_record_set_text (choice, PILOT_FIELD_ID, id);
  pilot_record_set_text (choice, PILOT_SCOPE_CHOICE_RUN_ID, RUN_ID);
  pilot_record_set_text (choice, PILOT_SCOPE_CHOICE_AGENCY_ID, agency);
  pilot_record_set_integer (choice, PILOT_SCOPE_CHOICE_INCLUDED, 1);
  pilot_fake_connection_put (fixture->connection, choice);
  gtk_widget_activate_action (runs_wait_widget (fixture, PILOT_TYPE_SCOPE_TABLE), "run.choose-agencies", NULL);
  PILOT_TEST_WAIT_UNTIL (runs_find_window (PILOT_TYPE_RUN_AGENCY_DIALOG) != NULL);
  dialog = PILOT_RUN_AGENCY_DIALOG (runs_find_window (PILOT_TYPE_RUN_AGENCY_DIALOG));
  PILOT_TEST_WAIT_UNTIL (runs_has_label (GTK_WIDGET (dialog), "1 found"));
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_run_agency_dialog_get_text (dialog), "1 agency chosen") == 0);
  PILOT_TEST_WAIT_UNTIL ((check = ui_find (GTK_WIDGET (dialog), GTK_TYPE_CHECK_BUTTON)) != NULL && gtk_widget_get_mapped (check));
  g_assert_false (gtk_widget_get_sensitive (check));
  pilot_run_agency_row_toggle (PILOT_RUN_AGENCY_ROW (ui_find (GTK_WIDGET (dialog), PILOT_TYPE_RUN_AGENCY_ROW)));
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* Tab, Enter and Escape, as the widgets hear of them. */
static void
test_agencies_by_keyboard (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *dialog = open_agencies (fixture);
  GtkWidget *row = wait_agency_row (dialog, 0);
  GtkWidget *popover;
  guint n_tabs = 0;

  PILOT_TEST_WAIT_UNTIL (gtk_widget_get_width (row) > 0);
  ui_check_names (dialog, "agencies");
  g_assert_true (runs_focus_is_in (dialog, GTK_TYPE_SEARCH_ENTRY));
  while (!runs_focus_is_in (dialog, GTK_TYPE_LIST_VIEW) && n_tabs++ < 12)
    gtk_widget_child_focus (dialog, GTK_DIR_TAB_FORWARD);
  g_assert_true (runs_focus_is_in (dialog, GTK_TYPE_LIST_VIEW));
  gtk_widget_grab_focus (gtk_widget_get_parent (row));
  g_assert_true (gtk_widget_activate (gtk_window_get_focus (GTK_WINDOW (dialog))));
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_run_agency_dialog_get_text (PILOT_RUN_AGENCY_DIALOG (dialog)), "1 agency chosen") == 0);
  /* Its users can be chosen singly. */
  pilot_run_agency_row_show_users (PILOT_RUN_AGENCY_ROW (row));
  PILOT_TEST_WAIT_UNTIL (pilot_run_agency_row_get_n_users (PILOT_RUN_AGENCY_ROW (row)) == 1);
  g_assert_cmpuint (pilot_workspace_count (ui_workspace (fixture), PILOT_ENTITY_SCOPE_CHOICE, PILOT_FIELD_ID, NULL), ==, 1);
  PILOT_TEST_WAIT_UNTIL ((popover = ui_find (row, GTK_TYPE_POPOVER)) != NULL);
  gtk_widget_activate (ui_find (popover, GTK_TYPE_CHECK_BUTTON));
  PILOT_TEST_WAIT_UNTIL (pilot_workspace_count (ui_workspace (fixture), PILOT_ENTITY_SCOPE_CHOICE, PILOT_FIELD_ID, NULL) == 2);
  gtk_widget_activate_action (dialog, "window.close", NULL);
  PILOT_TEST_WAIT_UNTIL (runs_find_window (PILOT_TYPE_RUN_AGENCY_DIALOG) == NULL);
}

static void
test_nothing_found (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *dialog = open_agencies (fixture);

  wait_agency_row (dialog, 0);
  pilot_run_agency_dialog_search (PILOT_RUN_AGENCY_DIALOG (dialog), "nobody of this name");
  PILOT_TEST_WAIT_UNTIL (runs_has_label (dialog, "Nothing Found"));
  /* Escape takes the words away, then the dialog. */
  g_signal_emit_by_name (ui_find (dialog, GTK_TYPE_SEARCH_ENTRY), "stop-search");
  PILOT_TEST_WAIT_UNTIL (!runs_has_label (dialog, "Nothing Found"));
  g_assert_true (gtk_widget_get_mapped (dialog));
  g_signal_emit_by_name (ui_find (dialog, GTK_TYPE_SEARCH_ENTRY), "stop-search");
  PILOT_TEST_WAIT_UNTIL (runs_find_window (PILOT_TYPE_RUN_AGENCY_DIALOG) == NULL);
}

static void
test_checks_off (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *group;
  AdwMessageDialog *dialog;
  g_autoptr (PilotRecord) run = NULL;
  g_autoptr (PilotRecord) requested = NULL;

  runs_put (fixture, "draft", 0, 0, 0);
  runs_open (fixture);
  group = runs_wait_widget (fixture, PILOT_TYPE_RUN_CHECKS_OFF);
  gtk_widget_activate_action (group, "checks-off.switch-off", "s", "agency-email");
  PILOT_TEST_WAIT_UNTIL ((dialog = ui_find_dialog ()) != NULL && gtk_widget_get_mapped (GTK_WIDGET (dialog)));
  ui_check_names (GTK_WIDGET (dialog), "switch off");
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "off"));
  gtk_editable_set_text (GTK_EDITABLE (ui_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW)), "They are written to by post.");
  ui_answer ("off");
  PILOT_TEST_WAIT_UNTIL (runs_has_text (fixture, PILOT_RUN_RULES_OFF, "agency-email: They are written to by post."));
  PILOT_TEST_WAIT_UNTIL (runs_has_label (group, "They are written to by post."));
  g_assert_true (runs_has_label (group, "Switch On"));
  ui_check_names (GTK_WIDGET (fixture->window), "draft");
  gtk_widget_activate_action (group, "checks-off.switch-on", "s", "agency-email");
  PILOT_TEST_WAIT_UNTIL (runs_has_text (fixture, PILOT_RUN_RULES_OFF, NULL));
  PILOT_TEST_WAIT_UNTIL (!runs_has_label (group, "Switch On") && ui_number (fixture, "n-waiting") == 0);
  /* With the request they are frozen: still to be seen. */
  run = runs_get (fixture);
  requested = pilot_record_copy (run);
  pilot_record_set_text (requested, PILOT_RUN_STATE, "requested");
  pilot_record_set_text (requested, PILOT_RUN_RULES_OFF, "agency-email: They are written to by post.");
  pilot_fake_connection_put (fixture->connection, requested);
  PILOT_TEST_WAIT_UNTIL (!runs_has_label (group, "Switch On") && runs_has_label (group, "They are written to by post.")
                         && runs_has_label (group, "They are frozen with the run"));
}

/* By the thread that gives commands. */
static gboolean
refuse_cb (PilotFakeConnection *connection, const PilotCommand *command, GHashTable *values, gpointer user_data, GError **error)
{
  g_assert_cmpstr (command->name, ==, "check-run");
  g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_REJECTED, "Recruiters without a valid e-mail: 4.");
  return FALSE;
}

/* What stands against a command is told beside its button. */
static void
test_refused (UiFixture *fixture, gconstpointer data)
{
  GtkAdjustment *scroll;

  pilot_fake_connection_set_command_func (fixture->connection, refuse_cb, NULL);
  runs_put (fixture, "draft", 0, 0, 0);
  runs_open (fixture);
  scroll = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (runs_wait_widget (fixture, PILOT_TYPE_SCOPE_TABLE),
                                                                                              GTK_TYPE_SCROLLED_WINDOW)));
  PILOT_TEST_WAIT_UNTIL (gtk_adjustment_get_upper (scroll) > gtk_adjustment_get_page_size (scroll));
  gtk_adjustment_set_value (scroll, gtk_adjustment_get_upper (scroll));
  g_assert_cmpfloat (gtk_adjustment_get_value (scroll), >, 0);
  gtk_widget_activate_action (runs_wait_widget (fixture, PILOT_TYPE_SCOPE_TABLE), "run.order", "s", "check-run");
  g_assert_false (runs_has_label (GTK_WIDGET (fixture->window), "Look at the Checks"));
  PILOT_TEST_WAIT_UNTIL (runs_has_label (GTK_WIDGET (fixture->window), "Recruiters without a valid e-mail: 4."));
  /* The command may have been given by its key, from further down. */
  PILOT_TEST_WAIT_UNTIL (gtk_adjustment_get_value (scroll) == 0);
  /* From there it is one step to the records concerned. */
  PILOT_TEST_WAIT_UNTIL (runs_has_label (GTK_WIDGET (fixture->window), "Look at the Checks"));
  gtk_widget_activate_action (runs_wait_widget (fixture, PILOT_TYPE_SCOPE_TABLE), "run.show-checks", NULL);
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_window_get_page (fixture->window), "checks") == 0);
  PILOT_TEST_WAIT_UNTIL (runs_has_label (GTK_WIDGET (fixture->window), "Run “First group”"));
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
#define ADD(name, func) g_test_add (name, UiFixture, NULL, runs_set_up, func, ui_fixture_tear_down)
  ADD ("/run-draft/a draft has room beside the details", test_narrow);
  ADD ("/run-draft/decisions are saved as they are made and undone", test_decide);
  ADD ("/run-draft/agencies are chosen all at once and from a file and the numbers follow", test_agencies);
  ADD ("/run-draft/the agencies of an ordered run are shown and stay", test_agencies_of_ordered);
  ADD ("/run-draft/agencies are chosen by keyboard, and their users are shown", test_agencies_by_keyboard);
  ADD ("/run-draft/a search that finds nobody says so", test_nothing_found);
  ADD ("/run-draft/checks are switched off with a reason and frozen with the request", test_checks_off);
  ADD ("/run-draft/what the portal says against a command is told", test_refused);
  return g_test_run ();
}
