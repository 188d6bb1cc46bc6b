/* test-runs.c: the page of the migration runs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"
#include "pilot-handoff-dialog.h"
#include "pilot-name-uuid.h"
#include "pilot-reason-dialog.h"
#include "pilot-run-agency-dialog.h"
#include "pilot-run-agency-row.h"
#include "pilot-run-checks-off.h"
#include "pilot-run-compare-dialog.h"
#include "pilot-run-decisions.h"
#include "pilot-run-new-dialog.h"
#include "pilot-run-order.h"
#include "pilot-run-progress-view.h"
#include "pilot-run-results-view.h"
#include "pilot-run-rules.h"
#include "pilot-run-schedule-dialog.h"
#include "pilot-run-words.h"
#include "pilot-running-bar.h"
#include "pilot-runs-page.h"
#include "pilot-runs.h"
#include "pilot-scope-table.h"
#include "ui-fixture.h"

#define RUN_ID "0000aaaa-0000-4000-8000-000000000001"

static void
find_cb (GtkWidget *widget, gpointer user_data)
{
  gpointer *search = user_data;

  if (search[1] == NULL && g_type_is_a (G_OBJECT_TYPE (widget), GPOINTER_TO_SIZE (search[0])))
    search[1] = widget;
}

/* The first window of a type that is open. */
static GtkWidget *
find_window (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *at = windows; at != NULL; at = at->next)
    if (g_type_is_a (G_OBJECT_TYPE (at->data), type) && gtk_widget_get_visible (at->data))
      return at->data;
  return NULL;
}

static PilotRunsPage *
open_page (UiFixture *fixture)
{
  gpointer search[2] = { GSIZE_TO_POINTER (PILOT_TYPE_RUNS_PAGE), NULL };

  pilot_window_show_page (fixture->window, "runs");
  PILOT_TEST_WAIT_UNTIL ((ui_walk (GTK_WIDGET (fixture->window), find_cb, search), search[1] != NULL));
  return search[1];
}

static GtkWidget *
wait_widget (UiFixture *fixture, GType type)
{
  GtkWidget *found = NULL;

  PILOT_TEST_WAIT_UNTIL ((found = ui_find (GTK_WIDGET (fixture->window), type)) != NULL);
  return found;
}

static void
put_run (UiFixture *fixture, const char *state, guint n_expected, guint n_done, guint n_skipped)
{
  g_autoptr (PilotRecord) run = pilot_record_new (PILOT_ENTITY_RUN);

  pilot_record_set_text (run, PILOT_FIELD_ID, RUN_ID);
  pilot_record_set_text (run, PILOT_RUN_NAME, "First group");
  pilot_record_set_text (run, PILOT_RUN_KIND, "sandbox_practice");
  pilot_record_set_text (run, PILOT_RUN_STATE, state);
  pilot_record_set_text (run, PILOT_RUN_CHOICE, "chosen");
  pilot_record_set_text (run, PILOT_RUN_SOW, "SOW-1");
  pilot_record_set_text (run, PILOT_RUN_HISTORY, "legacy");
  pilot_record_set_text (run, PILOT_RUN_ON_HOLD, "in");
  pilot_record_set_text (run, PILOT_RUN_TRANSFERRED, "undecided");
  pilot_record_set_integer (run, PILOT_RUN_N_EXPECTED, n_expected);
  pilot_record_set_integer (run, PILOT_RUN_N_DONE, n_done);
  pilot_record_set_integer (run, PILOT_RUN_N_MOVED, n_done - n_skipped);
  pilot_record_set_integer (run, PILOT_RUN_N_SKIPPED, n_skipped);
  pilot_fake_connection_put (fixture->connection, run);
}

static PilotRecord *
get_run (UiFixture *fixture)
{
  return pilot_workspace_get_record (ui_workspace (fixture), PILOT_ENTITY_RUN, RUN_ID);
}

static gboolean
has_text (UiFixture *fixture, guint field, const char *text)
{
  g_autoptr (PilotRecord) run = get_run (fixture);

  return run != NULL && g_strcmp0 (pilot_record_get_text (run, field), text) == 0;
}

static gboolean
is_here (UiFixture *fixture)
{
  g_autoptr (PilotRecord) run = get_run (fixture);

  return run != NULL;
}

static PilotRunsPage *
open_run (UiFixture *fixture)
{
  PilotRunsPage *page = open_page (fixture);

  PILOT_TEST_WAIT_UNTIL (is_here (fixture) && pilot_runs_may_create (ui_workspace (fixture), "sandbox_practice", NULL));
  pilot_runs_page_show_run (page, RUN_ID);
  g_assert_cmpstr (pilot_runs_page_get_shown (page), ==, "run");
  return page;
}

static void
set_up (UiFixture *fixture, gconstpointer data)
{
  ui_fixture_set_up_with (fixture, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES | PILOT_CAPABILITY_PUSH | PILOT_CAPABILITY_EVENTS
                                     | PILOT_CAPABILITY_IMPORT | PILOT_CAPABILITY_COMMAND);
}

static void
label_cb (GtkWidget *widget, gpointer user_data)
{
  gpointer *search = user_data;

  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), search[0]) != NULL)
    search[1] = widget;
}

static gboolean
has_label (GtkWidget *root, const char *text)
{
  gpointer search[2] = { (gpointer) text, NULL };

  ui_walk (root, label_cb, search);
  return search[1] != NULL;
}

static void
button_cb (GtkWidget *widget, gpointer user_data)
{
  gpointer *search = user_data;

  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), search[0]) == 0)
    search[1] = widget;
}

/* (nullable): the button of this label, where it is in sight. */
static GtkWidget *
find_button (UiFixture *fixture, const char *label)
{
  gpointer search[2] = { (gpointer) label, NULL };

  ui_walk (GTK_WIDGET (fixture->window), button_cb, search);
  return search[1];
}

/* Whether the keyboard is at a widget of the type, or in one. */
static gboolean
focus_is_in (GtkWidget *window, GType type)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));

  return focus != NULL && gtk_widget_get_ancestor (focus, type) != NULL;
}

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
  PilotRunsPage *page = open_page (fixture);
  PilotRunNewDialog *dialog;
  PilotRunPage *run_page;

  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_runs_page_get_shown (page), "empty") == 0);
  PILOT_TEST_WAIT_UNTIL (pilot_runs_may_create (ui_workspace (fixture), "sandbox_practice", NULL));
  /* No pilot is advised where there can be none. */
  PILOT_TEST_WAIT_UNTIL (has_label (GTK_WIDGET (page), "In the sandbox a run is practice with a small subset of agencies: a paid addition, by a statement of work."));
  pilot_runs_page_create (page);
  PILOT_TEST_WAIT_UNTIL (find_window (PILOT_TYPE_RUN_NEW_DIALOG) != NULL);
  dialog = PILOT_RUN_NEW_DIALOG (find_window (PILOT_TYPE_RUN_NEW_DIALOG));
  /* The kind gives a name; without one there is nothing to create, and a production run can't be in the sandbox. */
  g_assert_true (has_label (GTK_WIDGET (dialog), "Sandbox practice"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (ui_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW))), ==, "Sandbox practice");
  pilot_run_new_dialog_choose (dialog, "full_test", NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (ui_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW))), ==, "Full test migration");
  pilot_run_new_dialog_choose (dialog, "production", "");
  pilot_run_new_dialog_create (dialog);
  g_assert_true (has_label (GTK_WIDGET (dialog), "A run needs a name."));
  g_assert_cmpuint (pilot_workspace_count (ui_workspace (fixture), PILOT_ENTITY_RUN, PILOT_FIELD_ID, NULL), ==, 0);
  g_assert_true (has_label (GTK_WIDGET (dialog), "A pilot or production run is made in production, not in the sandbox."));
  /* The keyboard begins with the name, passes by what can't be made; the kind that may be made is chosen; Enter makes it. */
  g_assert_true (focus_is_in (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW));
  check_no_refused_stop (GTK_WIDGET (dialog));
  ui_check_names (GTK_WIDGET (dialog), "new run");
  pilot_run_new_dialog_choose (dialog, "sandbox_practice", "First group");
  g_signal_emit_by_name (ui_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW), "entry-activated");
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_runs_page_get_shown (page), "run") == 0);
  g_assert_true (has_text_of (fixture, pilot_run_page_get_run_id (pilot_runs_page_get_run_page (page)), PILOT_RUN_KIND, "sandbox_practice"));
  run_page = pilot_runs_page_get_run_page (page);
  PILOT_TEST_WAIT_UNTIL (g_str_has_prefix (pilot_run_page_get_next_text (run_page), "Choose who goes"));
  PILOT_TEST_WAIT_UNTIL (find_window (PILOT_TYPE_RUN_NEW_DIALOG) == NULL);
  pilot_runs_page_show_run (page, NULL);
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_runs_page_get_shown (page), "list") == 0);
  /* The keyboard is where it came from. */
  PILOT_TEST_WAIT_UNTIL (focus_is_in (GTK_WIDGET (fixture->window), ADW_TYPE_ACTION_ROW));
}

/* The window gives a page no less than this, but not more either while the details are open. */
static void
test_narrow (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *page;
  int min_width;

  put_run (fixture, "draft", 0, 0, 0);
  page = GTK_WIDGET (open_run (fixture));
  wait_widget (fixture, PILOT_TYPE_SCOPE_TABLE);
  gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &min_width, NULL, NULL, NULL);
  g_assert_cmpint (min_width, <=, 460);
}

static void
test_decide (UiFixture *fixture, gconstpointer data)
{
  PilotRunsPage *page;

  put_run (fixture, "draft", 0, 0, 0);
  page = open_run (fixture);
  pilot_run_decisions_choose (PILOT_RUN_DECISIONS (wait_widget (fixture, PILOT_TYPE_RUN_DECISIONS)), PILOT_RUN_TRANSFERRED, "out");
  PILOT_TEST_WAIT_UNTIL (has_text (fixture, PILOT_RUN_TRANSFERRED, "out"));
  PILOT_TEST_WAIT_UNTIL (pilot_context_get_can_undo (fixture->context));
  pilot_context_undo (fixture->context);
  PILOT_TEST_WAIT_UNTIL (has_text (fixture, PILOT_RUN_TRANSFERRED, "undecided"));
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

  put_run (fixture, "draft", 0, 0, 0);
  open_run (fixture);
  table = PILOT_SCOPE_TABLE (wait_widget (fixture, PILOT_TYPE_SCOPE_TABLE));
  PILOT_TEST_WAIT_UNTIL (strstr (pilot_scope_table_get_summary (table), "No agency goes yet, which leaves 12 candidates behind") != NULL);
  gtk_widget_activate_action (GTK_WIDGET (table), "run.choose-agencies", NULL);
  PILOT_TEST_WAIT_UNTIL (find_window (PILOT_TYPE_RUN_AGENCY_DIALOG) != NULL);
  dialog = PILOT_RUN_AGENCY_DIALOG (find_window (PILOT_TYPE_RUN_AGENCY_DIALOG));
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

  put_run (fixture, "draft", 0, 0, 0);
  open_run (fixture);
  gtk_widget_activate_action (wait_widget (fixture, PILOT_TYPE_SCOPE_TABLE), "run.choose-agencies", NULL);
  PILOT_TEST_WAIT_UNTIL ((dialog = find_window (PILOT_TYPE_RUN_AGENCY_DIALOG)) != NULL && gtk_widget_get_mapped (dialog));
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

  put_run (fixture, "accepted", 0, 0, 0);
  open_run (fixture);
  pilot_record_set_text (choice, PILOT_FIELD_ID, id);
  pilot_record_set_text (choice, PILOT_SCOPE_CHOICE_RUN_ID, RUN_ID);
  pilot_record_set_text (choice, PILOT_SCOPE_CHOICE_AGENCY_ID, agency);
  pilot_record_set_integer (choice, PILOT_SCOPE_CHOICE_INCLUDED, 1);
  pilot_fake_connection_put (fixture->connection, choice);
  gtk_widget_activate_action (wait_widget (fixture, PILOT_TYPE_SCOPE_TABLE), "run.choose-agencies", NULL);
  PILOT_TEST_WAIT_UNTIL (find_window (PILOT_TYPE_RUN_AGENCY_DIALOG) != NULL);
  dialog = PILOT_RUN_AGENCY_DIALOG (find_window (PILOT_TYPE_RUN_AGENCY_DIALOG));
  PILOT_TEST_WAIT_UNTIL (has_label (GTK_WIDGET (dialog), "1 found"));
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
  g_assert_true (focus_is_in (dialog, GTK_TYPE_SEARCH_ENTRY));
  while (!focus_is_in (dialog, GTK_TYPE_LIST_VIEW) && n_tabs++ < 12)
    gtk_widget_child_focus (dialog, GTK_DIR_TAB_FORWARD);
  g_assert_true (focus_is_in (dialog, GTK_TYPE_LIST_VIEW));
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
  PILOT_TEST_WAIT_UNTIL (find_window (PILOT_TYPE_RUN_AGENCY_DIALOG) == NULL);
}

static void
test_nothing_found (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *dialog = open_agencies (fixture);

  wait_agency_row (dialog, 0);
  pilot_run_agency_dialog_search (PILOT_RUN_AGENCY_DIALOG (dialog), "nobody of this name");
  PILOT_TEST_WAIT_UNTIL (has_label (dialog, "Nothing Found"));
  /* Escape takes the words away, then the dialog. */
  g_signal_emit_by_name (ui_find (dialog, GTK_TYPE_SEARCH_ENTRY), "stop-search");
  PILOT_TEST_WAIT_UNTIL (!has_label (dialog, "Nothing Found"));
  g_assert_true (gtk_widget_get_mapped (dialog));
  g_signal_emit_by_name (ui_find (dialog, GTK_TYPE_SEARCH_ENTRY), "stop-search");
  PILOT_TEST_WAIT_UNTIL (find_window (PILOT_TYPE_RUN_AGENCY_DIALOG) == NULL);
}

static void
test_checks_off (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *group;
  AdwMessageDialog *dialog;
  g_autoptr (PilotRecord) run = NULL;
  g_autoptr (PilotRecord) requested = NULL;

  put_run (fixture, "draft", 0, 0, 0);
  open_run (fixture);
  group = wait_widget (fixture, PILOT_TYPE_RUN_CHECKS_OFF);
  gtk_widget_activate_action (group, "checks-off.switch-off", "s", "agency-email");
  PILOT_TEST_WAIT_UNTIL ((dialog = ui_find_dialog ()) != NULL && gtk_widget_get_mapped (GTK_WIDGET (dialog)));
  ui_check_names (GTK_WIDGET (dialog), "switch off");
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "off"));
  gtk_editable_set_text (GTK_EDITABLE (ui_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW)), "They are written to by post.");
  ui_answer ("off");
  PILOT_TEST_WAIT_UNTIL (has_text (fixture, PILOT_RUN_RULES_OFF, "agency-email: They are written to by post."));
  PILOT_TEST_WAIT_UNTIL (has_label (group, "They are written to by post."));
  g_assert_true (has_label (group, "Switch On"));
  ui_check_names (GTK_WIDGET (fixture->window), "draft");
  gtk_widget_activate_action (group, "checks-off.switch-on", "s", "agency-email");
  PILOT_TEST_WAIT_UNTIL (has_text (fixture, PILOT_RUN_RULES_OFF, NULL));
  PILOT_TEST_WAIT_UNTIL (!has_label (group, "Switch On") && ui_number (fixture, "n-waiting") == 0);
  /* With the request they are frozen: still to be seen. */
  run = get_run (fixture);
  requested = pilot_record_copy (run);
  pilot_record_set_text (requested, PILOT_RUN_STATE, "requested");
  pilot_record_set_text (requested, PILOT_RUN_RULES_OFF, "agency-email: They are written to by post.");
  pilot_fake_connection_put (fixture->connection, requested);
  PILOT_TEST_WAIT_UNTIL (!has_label (group, "Switch On") && has_label (group, "They are written to by post.")
                         && has_label (group, "They are frozen with the run"));
}

static void
test_progress (UiFixture *fixture, gconstpointer data)
{
  PilotRunProgressView *view;

  put_run (fixture, "running", 200, 50, 0);
  open_run (fixture);
  view = PILOT_RUN_PROGRESS_VIEW (wait_widget (fixture, PILOT_TYPE_RUN_PROGRESS_VIEW));
  g_assert_cmpfloat (pilot_run_progress_view_get_fraction (view), ==, 0.25);
  /* It follows by itself. */
  put_run (fixture, "running", 200, 150, 3);
  PILOT_TEST_WAIT_UNTIL (pilot_run_progress_view_get_fraction (view) == 0.75);
  put_run (fixture, "completed_with_skipped", 200, 200, 3);
  PILOT_TEST_WAIT_UNTIL (pilot_run_progress_view_get_fraction (view) == 1);
}

/* What the portal was told, by the thread that gives commands. */
static gboolean
command_cb (PilotFakeConnection *connection, const PilotCommand *command, GHashTable *values, gpointer user_data, GError **error)
{
  g_autoptr (PilotRecord) run = pilot_record_new (PILOT_ENTITY_RUN);

  if (g_str_equal (command->name, "check-run"))
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_REJECTED, "Recruiters without a valid e-mail: 4.");
      return FALSE;
    }
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

  pilot_fake_connection_set_command_func (fixture->connection, command_cb, NULL);
  put_run (fixture, "completed_with_skipped", 200, 200, 3);
  page = open_run (fixture);
  gtk_widget_activate_action (GTK_WIDGET (wait_widget (fixture, PILOT_TYPE_RUN_PROGRESS_VIEW)), "run.order", "s", "approve-run");
  PILOT_TEST_WAIT_UNTIL ((dialog = find_window (PILOT_TYPE_REASON_DIALOG)) != NULL);
  g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "do"));
  g_assert_true (focus_is_in (dialog, GTK_TYPE_TEXT));
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
  put_run (fixture, "running", 200, 20, 0);
  open_run (fixture);
  view = wait_widget (fixture, PILOT_TYPE_RUN_PROGRESS_VIEW);
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
  PILOT_TEST_WAIT_UNTIL (has_text (fixture, PILOT_RUN_SCHEDULED_ON, day));
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
  put_run (fixture, "completed_with_skipped", 200, 200, 3);
  open_run (fixture);
  PILOT_TEST_WAIT_UNTIL (find_button (fixture, "_Try Again") != NULL);
  gtk_widget_grab_focus (find_button (fixture, "_Try Again"));
  gtk_widget_activate (gtk_window_get_focus (GTK_WINDOW (fixture->window)));
  PILOT_TEST_WAIT_UNTIL (find_button (fixture, "_Try Again") == NULL);
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (get_focused_label (fixture), "_Approve") == 0);
}

/* The Friday can be another one until the run begins. */
static void
test_reschedule (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *page;
  GtkWidget *dialog;
  guint n_offered;

  put_run (fixture, "accepted", 200, 0, 0);
  page = GTK_WIDGET (pilot_runs_page_get_run_page (open_run (fixture)));
  g_assert_false (gtk_widget_activate_action (wait_widget (fixture, PILOT_TYPE_SCOPE_TABLE), "run.reschedule", NULL)
                  && find_window (PILOT_TYPE_RUN_SCHEDULE_DIALOG) != NULL);
  put_run (fixture, "scheduled", 200, 0, 0);
  PILOT_TEST_WAIT_UNTIL (has_label (page, "Scheduled"));
  gtk_widget_activate_action (wait_widget (fixture, PILOT_TYPE_SCOPE_TABLE), "run.reschedule", NULL);
  PILOT_TEST_WAIT_UNTIL ((dialog = find_window (PILOT_TYPE_RUN_SCHEDULE_DIALOG)) != NULL);
  ui_check_names (dialog, "another Friday");
  n_offered = pilot_run_schedule_dialog_get_n_offered (PILOT_RUN_SCHEDULE_DIALOG (dialog));
  g_assert_cmpuint (n_offered, >, 1);
  g_assert_false (has_label (dialog, "Chosen now"));
  gtk_window_destroy (GTK_WINDOW (dialog));
  /* The day that it has is told, and no choice; one that is left out is told with its name. */
  schedule_with_holiday (fixture);
  gtk_widget_activate_action (wait_widget (fixture, PILOT_TYPE_SCOPE_TABLE), "run.reschedule", NULL);
  PILOT_TEST_WAIT_UNTIL ((dialog = find_window (PILOT_TYPE_RUN_SCHEDULE_DIALOG)) != NULL);
  g_assert_cmpuint (pilot_run_schedule_dialog_get_n_offered (PILOT_RUN_SCHEDULE_DIALOG (dialog)), ==, n_offered - 1);
  g_assert_true (has_label (dialog, "Chosen now: "));
  g_assert_true (has_label (dialog, "Left out: ") && has_label (dialog, ", Founder’s day"));
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

  put_run (fixture, "accepted", 200, 0, 0);
  page = GTK_WIDGET (pilot_runs_page_get_run_page (open_run (fixture)));
  table = wait_widget (fixture, PILOT_TYPE_SCOPE_TABLE);
  n_windows = g_list_model_get_n_items (windows);
  gtk_widget_activate_action (table, "run.save-calendar", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (windows), ==, n_windows);
  put_run (fixture, "scheduled", 200, 0, 0);
  PILOT_TEST_WAIT_UNTIL (has_label (page, "Scheduled"));
  gtk_widget_activate_action (table, "run.save-calendar", NULL);
  PILOT_TEST_WAIT_UNTIL (find_window (GTK_TYPE_FILE_CHOOSER_DIALOG) != NULL);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (find_window (GTK_TYPE_FILE_CHOOSER_DIALOG))), ==, "Save Calendar File");
  gtk_window_close (GTK_WINDOW (find_window (GTK_TYPE_FILE_CHOOSER_DIALOG)));
}

/* What stands against a command is told beside its button. */
static void
test_refused (UiFixture *fixture, gconstpointer data)
{
  pilot_fake_connection_set_command_func (fixture->connection, command_cb, NULL);
  put_run (fixture, "draft", 0, 0, 0);
  open_run (fixture);
  gtk_widget_activate_action (wait_widget (fixture, PILOT_TYPE_SCOPE_TABLE), "run.order", "s", "check-run");
  g_assert_false (has_label (GTK_WIDGET (fixture->window), "Look at the Checks"));
  PILOT_TEST_WAIT_UNTIL (has_label (GTK_WIDGET (fixture->window), "Recruiters without a valid e-mail: 4."));
  /* From there it is one step to the records concerned. */
  PILOT_TEST_WAIT_UNTIL (has_label (GTK_WIDGET (fixture->window), "Look at the Checks"));
  gtk_widget_activate_action (wait_widget (fixture, PILOT_TYPE_SCOPE_TABLE), "run.show-checks", NULL);
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_window_get_page (fixture->window), "checks") == 0);
  PILOT_TEST_WAIT_UNTIL (has_label (GTK_WIDGET (fixture->window), "Run “First group”"));
}

/* The bar over every page leads to the run, and a run that stands still says what is where. */
static void
test_running_bar (UiFixture *fixture, gconstpointer data)
{
  PilotRunsPage *page = open_page (fixture);
  g_autoptr (PilotRecord) paused = pilot_record_new (PILOT_ENTITY_RUN);
  GtkWidget *bar;

  put_run (fixture, "running", 200, 50, 3);
  PILOT_TEST_WAIT_UNTIL (is_here (fixture));
  pilot_window_show_page (fixture->window, "overview");
  bar = wait_widget (fixture, PILOT_TYPE_RUNNING_BAR);
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

/* What comes next in a scheduled run is begun from it. */
static void
test_tell (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *table;

  put_run (fixture, "accepted", 200, 0, 0);
  open_run (fixture);
  table = wait_widget (fixture, PILOT_TYPE_SCOPE_TABLE);
  g_assert_null (find_button (fixture, "_Tell the Agencies…"));
  put_run (fixture, "scheduled", 200, 0, 0);
  PILOT_TEST_WAIT_UNTIL (find_button (fixture, "_Tell the Agencies…") != NULL);
  gtk_widget_activate_action (table, "run.tell-agencies", NULL);
  PILOT_TEST_WAIT_UNTIL (find_window (PILOT_TYPE_HANDOFF_DIALOG) != NULL);
  gtk_window_destroy (GTK_WINDOW (find_window (PILOT_TYPE_HANDOFF_DIALOG)));
}

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
  put_run (fixture, "completed_with_skipped", 3, 3, 2);
  open_run (fixture);
  view = PILOT_RUN_RESULTS_VIEW (wait_widget (fixture, PILOT_TYPE_RUN_RESULTS_VIEW));
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
  put_run (fixture, "completed_with_skipped", 4, 4, 3);
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
  put_run (fixture, "failed", 4, 4, 1);
  pilot_record_set_text (run, PILOT_FIELD_ID, RUN_ID);
  pilot_record_set_integer (run, PILOT_RUN_N_FAILED, 1);
  pilot_fake_connection_put (fixture->connection, run);
  open_run (fixture);
  view = PILOT_RUN_RESULTS_VIEW (wait_widget (fixture, PILOT_TYPE_RUN_RESULTS_VIEW));
  PILOT_TEST_WAIT_UNTIL (g_list_model_get_n_items (pilot_run_results_view_get_list (view)) == 4);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    PILOT_TEST_WAIT_UNTIL (g_strcmp0 (get_outcome (view, i), expected[i]) == 0);
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
  PILOT_TEST_WAIT_UNTIL (!has_label (dialog, "Comparing…"));
  pilot_record_set_integer (other, PILOT_RUN_N_EXPECTED, 77777);
  pilot_record_set_text (other, PILOT_RUN_SCHEDULED_ON, "2026-12-04");
  pilot_fake_connection_put (fixture->connection, other);
  /* What is shown stays until the new is known. */
  while (!has_label (dialog, "77777") && !has_label (dialog, "77,777"))
    {
      g_assert_false (has_label (dialog, "Comparing…"));
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_true (has_label (dialog, "4 December 2026"));
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

  put_run (fixture, "draft", 0, 0, 0);
  page = open_run (fixture);
  table = wait_widget (fixture, PILOT_TYPE_SCOPE_TABLE);
  gtk_widget_activate_action (table, "run.copy", "s", "rest");
  PILOT_TEST_WAIT_UNTIL ((copy = pilot_run_page_get_run_id (pilot_runs_page_get_run_page (page))) != NULL && g_strcmp0 (copy, RUN_ID) != 0);
  id = g_strdup (copy);
  /* All the rest go: there is nobody to choose, by its row either. */
  PILOT_TEST_WAIT_UNTIL (has_label (GTK_WIDGET (pilot_runs_page_get_run_page (page)), "All the rest"));
  ui_walk (GTK_WIDGET (pilot_runs_page_get_run_page (page)), agencies_row_cb, &agencies);
  g_assert_nonnull (agencies);
  g_assert_null (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (agencies)));
  /* Where all the rest go nobody can be added: no run comes of it, as is counted below. */
  gtk_widget_activate_action (table, "run.widen", NULL);
  gtk_widget_activate_action (table, "run.compare", NULL);
  PILOT_TEST_WAIT_UNTIL ((dialog = find_window (PILOT_TYPE_RUN_COMPARE_DIALOG)) != NULL);
  PILOT_TEST_WAIT_UNTIL (pilot_run_compare_dialog_get_n_lines (PILOT_RUN_COMPARE_DIALOG (dialog)) > 5);
  ui_check_names (dialog, "compare");
  g_assert_true (focus_is_in (dialog, GTK_TYPE_DROP_DOWN));
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
#define ADD(name, func) g_test_add (name, UiFixture, NULL, set_up, func, ui_fixture_tear_down)
  ADD ("/runs/a run is begun with a kind that fits the environment", test_create);
  ADD ("/runs/a draft has room beside the details", test_narrow);
  ADD ("/runs/decisions are saved as they are made and undone", test_decide);
  ADD ("/runs/agencies are chosen all at once and from a file and the numbers follow", test_agencies);
  ADD ("/runs/the agencies of an ordered run are shown and stay", test_agencies_of_ordered);
  ADD ("/runs/agencies are chosen by keyboard, and their users are shown", test_agencies_by_keyboard);
  ADD ("/runs/a search that finds nobody says so", test_nothing_found);
  ADD ("/runs/checks are switched off with a reason and frozen with the request", test_checks_off);
  ADD ("/runs/a running run is followed", test_progress);
  ADD ("/runs/what stayed behind is approved with a reason", test_approve);
  ADD ("/runs/the keyboard follows what is pressed", test_keyboard_follows);
  ADD ("/runs/the keyboard follows what asked for another try", test_keyboard_after_retry);
  ADD ("/runs/what the portal says against a command is told", test_refused);
  ADD ("/runs/the bar leads to the run, and a paused one says what is where", test_running_bar);
  ADD ("/runs/another Friday is chosen for a scheduled run", test_reschedule);
  ADD ("/runs/the Friday of a scheduled run is saved for a calendar", test_calendar);
  ADD ("/runs/the agencies are told from a scheduled run", test_tell);
  ADD ("/runs/results are listed by outcome", test_results);
  ADD ("/runs/what failed is listed first, then what was skipped", test_failed_first);
  ADD ("/runs/a run is copied, compared, deleted and brought back", test_compare_and_delete);
  return g_test_run ();
}
