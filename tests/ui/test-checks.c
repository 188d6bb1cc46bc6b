/* test-checks.c: the page of the pre-flight checks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "pilot-check-row.h"
#include "pilot-checks-page.h"
#include "pilot-list-page.h"
#include "ui-fixture.h"

#define RUN_ID "5b0c8f0e-1111-4222-8333-444455556666"

typedef struct
{
  const char *text; /* rule or label that is looked for */
  GtkWidget *found; /* (nullable) */
} Search;

static GtkWidget *
get_page (UiFixture *fixture)
{
  pilot_window_show_page (fixture->window, "checks");
  PILOT_TEST_WAIT_UNTIL (ui_find (GTK_WIDGET (fixture->window), PILOT_TYPE_CHECKS_PAGE) != NULL);
  return ui_find (GTK_WIDGET (fixture->window), PILOT_TYPE_CHECKS_PAGE);
}

static void
find_rule_cb (GtkWidget *widget, gpointer user_data)
{
  Search *search = user_data;

  if (PILOT_IS_CHECK_ROW (widget) && strcmp (pilot_preflight_row_get_rule (pilot_check_row_get_row (PILOT_CHECK_ROW (widget)))->key, search->text) == 0)
    search->found = widget;
}

static PilotCheckRow *
find_row (UiFixture *fixture, const char *rule)
{
  Search search = { rule, NULL };

  ui_walk (GTK_WIDGET (fixture->window), find_rule_cb, &search);
  return search.found != NULL ? PILOT_CHECK_ROW (search.found) : NULL;
}

static PilotPreflightOutcome
get_outcome (UiFixture *fixture, const char *rule)
{
  PilotCheckRow *row = find_row (fixture, rule);

  return row != NULL ? pilot_preflight_row_get_result (pilot_check_row_get_row (row))->outcome : PILOT_PREFLIGHT_NOT_CHECKED;
}

static void
find_label_cb (GtkWidget *widget, gpointer user_data)
{
  Search *search = user_data;

  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), search->text) != NULL)
    search->found = widget;
}

static gboolean
shows (GtkWidget *root, const char *text)
{
  Search search = { text, NULL };

  ui_walk (root, find_label_cb, &search);
  return search.found != NULL;
}

static void
check_all (UiFixture *fixture)
{
  g_assert_true (gtk_widget_activate_action (get_page (fixture), "checks.check-all", NULL));
  PILOT_TEST_WAIT_UNTIL (get_outcome (fixture, "recruiter-email") == PILOT_PREFLIGHT_ERROR);
}

static void
test_all (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *page = get_page (fixture);

  PILOT_TEST_WAIT_UNTIL (shows (page, "Nothing Was Checked Yet"));
  g_assert_null (find_row (fixture, "recruiter-email"));
  check_all (fixture);
  g_assert_false (shows (page, "Nothing Was Checked Yet"));
  g_assert_cmpint (get_outcome (fixture, "agency-email"), ==, PILOT_PREFLIGHT_WARNING);
  g_assert_cmpint (get_outcome (fixture, "agency-recruiter"), ==, PILOT_PREFLIGHT_PASSED);
  PILOT_TEST_WAIT_UNTIL (shows (page, "checked just now."));
  g_assert_true (shows (GTK_WIDGET (find_row (fixture, "recruiter-email")), "12 of 12, checked just now"));
  g_assert_true (shows (GTK_WIDGET (find_row (fixture, "agency-recruiter")), "All 12 in order"));
}

static void
test_opens (UiFixture *fixture, gconstpointer data)
{
  PilotCheckRow *row;

  check_all (fixture);
  row = find_row (fixture, "recruiter-email");
  g_assert_false (shows (GTK_WIDGET (row), "How to Mend It"));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  PILOT_TEST_WAIT_UNTIL (shows (GTK_WIDGET (row), "How to Mend It"));
  g_assert_true (shows (GTK_WIDGET (row), "Why It Matters"));
  g_assert_true (shows (GTK_WIDGET (row), "Show Records"));
  g_assert_true (shows (GTK_WIDGET (row), "Save as CSV…"));
  g_assert_true (shows (GTK_WIDGET (row), "Check Again"));
  g_assert_false (shows (GTK_WIDGET (row), "Switch On"));
  /* What passed has nothing to show. */
  row = find_row (fixture, "agency-recruiter");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  PILOT_TEST_WAIT_UNTIL (shows (GTK_WIDGET (row), "Check Again"));
  g_assert_false (shows (GTK_WIDGET (row), "Show Records"));
  g_assert_false (shows (GTK_WIDGET (row), "How to Mend It"));
  g_assert_true (shows (GTK_WIDGET (row), "Agencies have a recruiter"));
}

static void
find_button_cb (GtkWidget *widget, gpointer user_data)
{
  Search *search = user_data;

  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), search->text) == 0)
    search->found = widget;
}

static void
focus_button (GtkWidget *row, const char *label)
{
  Search search = { label, NULL };

  ui_walk (row, find_button_cb, &search);
  g_assert_nonnull (search.found);
  PILOT_TEST_WAIT_UNTIL (gtk_widget_grab_focus (search.found));
}

static gboolean
has_focus (GtkWidget *page, const char *label)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (page));

  return GTK_IS_BUTTON (focus) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (focus)), label) == 0;
}

static void
test_records (UiFixture *fixture, gconstpointer data)
{
  g_autofree char *name = NULL;

  check_all (fixture);
  g_assert_true (gtk_widget_activate_action (get_page (fixture), "checks.show", "s", "agency-email"));
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_window_get_page (fixture->window), "agency") == 0);
  ui_wait_rows (fixture, 1);
  name = ui_dup_cell (fixture, 0, PILOT_AGENCY_NAME);
  g_assert_cmpstr (name, ==, "Agency A");
  g_assert_true (shows (GTK_WIDGET (fixture->window), "Chosen records: 1"));
  /* The filter is taken away as all others are. */
  pilot_list_page_clear_filters (pilot_window_get_list_page (fixture->window));
  ui_wait_rows (fixture, UI_N_AGENCIES);
}

/* As its key does: the application's, for the window's own go through what has the keyboard. */
static void
go_back (UiFixture *fixture, const char *to)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  g_auto (GStrv) accels = gtk_application_get_accels_for_action (gtk_window_get_application (GTK_WINDOW (window)), "win.back");

  g_assert_cmpstr (accels[0], ==, "<Alt>Left");
  gtk_widget_activate_action (window, "win.back", NULL);
  ui_wait_idle ();
  g_assert_cmpstr (pilot_window_get_page (fixture->window), ==, to);
}

/* Who was led to the records goes back to the check, with the keyboard where it was; once, and not after another page was chosen. */
static void
test_way_back (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *page = get_page (fixture);
  PilotCheckRow *row;

  check_all (fixture);
  row = find_row (fixture, "agency-email");
  go_back (fixture, "checks");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  focus_button (GTK_WIDGET (row), "Show _Records");
  g_assert_true (gtk_widget_activate_action (page, "checks.show", "s", "agency-email"));
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_window_get_page (fixture->window), "agency") == 0);
  ui_wait_rows (fixture, 1);
  go_back (fixture, "checks");
  PILOT_TEST_WAIT_UNTIL (has_focus (page, "Show _Records"));
  go_back (fixture, "checks");
  g_assert_true (gtk_widget_activate_action (page, "checks.show", "s", "agency-email"));
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_window_get_page (fixture->window), "agency") == 0);
  pilot_window_show_page (fixture->window, "job");
  go_back (fixture, "job");
}

static void
test_mended (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *page = get_page (fixture);
  g_autoptr (PilotRecord) changes = pilot_record_new (PILOT_ENTITY_AGENCY);
  g_autofree char *id = ui_agency_id (0);

  check_all (fixture);
  PILOT_TEST_WAIT_UNTIL (ui_number (fixture, "n-waiting") == 0);
  pilot_record_set_text (changes, PILOT_FIELD_ID, id);
  pilot_record_set_text (changes, PILOT_AGENCY_EMAIL, "office0@agency.example");
  pilot_fake_connection_put (fixture->connection, changes);
  pilot_workspace_sync_now (ui_workspace (fixture));
  PILOT_TEST_WAIT_UNTIL (shows (page, "Data changed since: check again."));
  PILOT_TEST_WAIT_UNTIL (shows (GTK_WIDGET (find_row (fixture, "agency-email")), "data changed since"));
  g_assert_false (shows (GTK_WIDGET (find_row (fixture, "job-posting")), "data changed since"));
  g_assert_true (gtk_widget_activate_action (page, "checks.check", "s", "agency-email"));
  PILOT_TEST_WAIT_UNTIL (get_outcome (fixture, "agency-email") == PILOT_PREFLIGHT_PASSED);
}

static void
put_run_in_state (UiFixture *fixture, const char *state)
{
  g_autoptr (PilotRecord) run = pilot_record_new (PILOT_ENTITY_RUN);

  pilot_record_set_text (run, PILOT_FIELD_ID, RUN_ID);
  pilot_record_set_text (run, PILOT_RUN_NAME, "Pilot in May");
  pilot_record_set_text (run, PILOT_RUN_KIND, "sandbox_practice");
  pilot_record_set_text (run, PILOT_RUN_STATE, state);
  pilot_record_set_text (run, PILOT_RUN_CHOICE, "all");
  pilot_record_set_text (run, PILOT_RUN_HISTORY, "legacy");
  pilot_record_set_text (run, PILOT_RUN_ON_HOLD, "out");
  pilot_record_set_text (run, PILOT_RUN_TRANSFERRED, "out");
  pilot_fake_connection_put (fixture->connection, run);
  pilot_workspace_sync_now (ui_workspace (fixture));
}

static void
put_run (UiFixture *fixture)
{
  put_run_in_state (fixture, "draft");
}

static gboolean
has_reason (UiFixture *fixture, const char *text)
{
  g_autoptr (PilotRecord) run = pilot_workspace_get_record (ui_workspace (fixture), PILOT_ENTITY_RUN, RUN_ID);

  return run != NULL && g_strcmp0 (pilot_record_get_text (run, PILOT_RUN_RULES_OFF), text) == 0;
}

static void
test_switched_off (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *page = get_page (fixture);
  PilotCheckRow *row;
  AdwMessageDialog *dialog;
  GtkWidget *entry;

  /* Without a run there is no choice, and nothing to switch off for. */
  check_all (fixture);
  g_assert_null (ui_find (page, GTK_TYPE_DROP_DOWN));
  row = find_row (fixture, "recruiter-email");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  g_assert_false (gtk_widget_activate_action (page, "checks.switch-off", "s", "recruiter-email") && ui_find_dialog () != NULL);

  put_run (fixture);
  PILOT_TEST_WAIT_UNTIL (ui_find (page, GTK_TYPE_DROP_DOWN) != NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_find (page, GTK_TYPE_DROP_DOWN)), 1);
  PILOT_TEST_WAIT_UNTIL (shows (page, "Nothing Was Checked Yet"));
  check_all (fixture);
  row = find_row (fixture, "recruiter-email");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  focus_button (GTK_WIDGET (row), "S_witch Off…");
  g_assert_true (gtk_widget_activate_action (page, "checks.switch-off", "s", "recruiter-email"));
  PILOT_TEST_WAIT_UNTIL (ui_find_dialog () != NULL);
  dialog = ui_find_dialog ();
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "off"));
  PILOT_TEST_WAIT_UNTIL (ui_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW) != NULL);
  entry = ui_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (entry), "   ");
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "off"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "They have left");
  g_assert_true (adw_message_dialog_get_response_enabled (dialog, "off"));
  ui_answer ("off");
  PILOT_TEST_WAIT_UNTIL (has_reason (fixture, "recruiter-email: They have left"));
  PILOT_TEST_WAIT_UNTIL (get_outcome (fixture, "recruiter-email") == PILOT_PREFLIGHT_OFF);
  g_assert_true (shows (GTK_WIDGET (find_row (fixture, "recruiter-email")), "Switched off: They have left"));
  /* The keyboard stays where it was. */
  PILOT_TEST_WAIT_UNTIL (has_focus (page, "S_witch On"));
  g_assert_true (gtk_widget_activate_action (page, "checks.switch-on", "s", "recruiter-email"));
  PILOT_TEST_WAIT_UNTIL (has_reason (fixture, NULL));
  PILOT_TEST_WAIT_UNTIL (has_focus (page, "S_witch Off…"));
  /* The whole of the legacy records knows nothing of it. */
  pilot_checks_page_show_run (PILOT_CHECKS_PAGE (page), NULL);
  PILOT_TEST_WAIT_UNTIL (get_outcome (fixture, "recruiter-email") == PILOT_PREFLIGHT_ERROR);
}

/* Whether the keyboard is on the choice of the run. */
static gboolean
chooser_has_focus (GtkWidget *page)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (page));

  return focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_DROP_DOWN) != NULL;
}

/* Another admin may request the run while it is looked at. */
static void
test_frozen (UiFixture *fixture, gconstpointer data)
{
  static const char *const buttons[] = { "Check _All", "_Check Again" };
  GtkWidget *page = get_page (fixture);

  put_run (fixture);
  PILOT_TEST_WAIT_UNTIL (ui_find (page, GTK_TYPE_DROP_DOWN) != NULL);
  pilot_checks_page_show_run (PILOT_CHECKS_PAGE (page), RUN_ID);
  check_all (fixture);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (find_row (fixture, "recruiter-email")), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      put_run_in_state (fixture, "checked");
      PILOT_TEST_WAIT_UNTIL (shows (page, "Check All"));
      g_assert_false (shows (page, "The run was requested, and its checks are frozen with it."));
      focus_button (page, buttons[i]);
      put_run_in_state (fixture, "requested");
      PILOT_TEST_WAIT_UNTIL (!shows (page, "Check All"));
      g_assert_true (shows (page, "checked just now. The run was requested, and its checks are frozen with it."));
      ui_wait_idle ();
      /* The button is gone; the keyboard is where another run is chosen, not at the window's top. */
      g_assert_true (chooser_has_focus (page));
    }
}

static void
test_run_gone (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *page = get_page (fixture);

  put_run (fixture);
  PILOT_TEST_WAIT_UNTIL (ui_find (page, GTK_TYPE_DROP_DOWN) != NULL);
  pilot_checks_page_show_run (PILOT_CHECKS_PAGE (page), RUN_ID);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (ui_find (page, GTK_TYPE_DROP_DOWN))), ==, 1);
  pilot_fake_connection_delete (fixture->connection, PILOT_ENTITY_RUN, RUN_ID);
  pilot_workspace_sync_now (ui_workspace (fixture));
  PILOT_TEST_WAIT_UNTIL (ui_find (page, GTK_TYPE_DROP_DOWN) == NULL);
  check_all (fixture);
}

/* How many stops there are in a direction, and how many of them are buttons, until the page is left. */
static guint
count_stops (GtkWidget *page, GtkDirectionType direction, guint *n_buttons)
{
  guint n_stops = 0;

  gtk_root_set_focus (gtk_widget_get_root (page), NULL);
  *n_buttons = 0;
  while (gtk_widget_child_focus (page, direction))
    {
      *n_buttons += GTK_IS_BUTTON (gtk_root_get_focus (gtk_widget_get_root (page)));
      if (++n_stops > 200)
        g_error ("the focus does not go on");
    }
  return n_stops;
}

static void
test_keyboard (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *page = get_page (fixture);
  guint n_forward, n_back, n_buttons, n_buttons_back;

  /* Where there is nothing, there is nothing but the choice. */
  put_run_in_state (fixture, "requested");
  PILOT_TEST_WAIT_UNTIL (ui_find (page, GTK_TYPE_DROP_DOWN) != NULL);
  pilot_checks_page_show_run (PILOT_CHECKS_PAGE (page), RUN_ID);
  PILOT_TEST_WAIT_UNTIL (shows (page, "No Results Are Kept"));
  g_assert_cmpuint (count_stops (page, GTK_DIR_TAB_FORWARD, &n_buttons), ==, 1);
  pilot_fake_connection_delete (fixture->connection, PILOT_ENTITY_RUN, RUN_ID);
  pilot_workspace_sync_now (ui_workspace (fixture));
  PILOT_TEST_WAIT_UNTIL (ui_find (page, GTK_TYPE_DROP_DOWN) == NULL);
  check_all (fixture);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (find_row (fixture, "recruiter-email")), TRUE);
  ui_wait_idle ();
  n_forward = count_stops (page, GTK_DIR_TAB_FORWARD, &n_buttons);
  /* Every check, what an open one says, and its buttons; the one that can't be pressed here is none. */
  g_assert_cmpuint (n_forward, >=, 22);
  g_assert_cmpuint (n_buttons, ==, 1 + 4);
  n_back = count_stops (page, GTK_DIR_TAB_BACKWARD, &n_buttons_back);
  g_assert_cmpuint (n_back, ==, n_forward);
  g_assert_cmpuint (n_buttons_back, ==, n_buttons);
}

static void
test_reopened (UiFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result G_GNUC_UNUSED = NULL;
  GtkWidget *page = get_page (fixture);

  /* Nothing is open: the page is empty, and does no harm. */
  check_all (fixture);
  pilot_context_close_async (fixture->context, NULL, NULL);
  PILOT_TEST_WAIT_UNTIL (pilot_context_get_workspace (fixture->context) == NULL);
  g_assert_true (PILOT_IS_CHECKS_PAGE (page));
  gtk_widget_activate_action (page, "checks.check-all", NULL);
  g_assert_null (find_row (fixture, "recruiter-email"));
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/ui/checks/" name, UiFixture, NULL, ui_fixture_set_up_open, func, ui_fixture_tear_down)
  ADD ("all is checked, and what was found is told", test_all);
  ADD ("a check opens and says how to mend it", test_opens);
  ADD ("the records found are shown in their list", test_records);
  ADD ("from the records found there is a way back", test_way_back);
  ADD ("what changed since is told, and checked again", test_mended);
  ADD ("a check is switched off for a run with a reason", test_switched_off);
  ADD ("a run that is requested leaves the keyboard on the page", test_frozen);
  ADD ("a run that goes leaves all legacy records", test_run_gone);
  ADD ("Tab reaches every check, and what an open one offers", test_keyboard);
  ADD ("the page outlives what is open", test_reopened);
#undef ADD
  return g_test_run ();
}
