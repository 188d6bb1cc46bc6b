/* test-dialogs.c: the dialogs of the foundation, the plan and the wizard: named, begun by keyboard, left by Escape
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-conflict-dialog.h"
#include "pilot-connect-dialog.h"
#include "pilot-downtime.h"
#include "pilot-error.h"
#include "pilot-gate-dialog.h"
#include "pilot-name-uuid.h"
#include "pilot-pages.h"
#include "pilot-preferences.h"
#include "pilot-project-dialog.h"
#include "pilot-reason-dialog.h"
#include "pilot-remove-dialog.h"
#include "pilot-step-dialog.h"
#include "pilot-switch-off-dialog.h"
#include "pilot-wizard-pages.h"
#include "pilot-wizard.h"
#include "ui-fixture.h"

static void
set_up (UiFixture *fixture, gconstpointer data)
{
  g_autofree char *id = pilot_project_make_id ();
  g_autoptr (PilotRecord) project = pilot_record_new (PILOT_ENTITY_PROJECT);

  ui_fixture_set_up_with (fixture, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES | PILOT_CAPABILITY_PUSH | PILOT_CAPABILITY_EVENTS
                                       | PILOT_CAPABILITY_COMMAND);
  pilot_record_set_text (project, PILOT_FIELD_ID, id);
  pilot_record_set_text (project, PILOT_PROJECT_HISTORY, "undecided");
  pilot_record_set_integer (project, PILOT_PROJECT_CONSENT_NEEDED, 1);
  pilot_fake_connection_put (fixture->connection, project);
  PILOT_TEST_WAIT_UNTIL (pilot_migration_may_edit (pilot_context_get_migration (fixture->context), NULL));
  PILOT_TEST_WAIT_UNTIL (pilot_migration_get_facts (pilot_context_get_migration (fixture->context)) != NULL
                         && pilot_migration_get_facts (pilot_context_get_migration (fixture->context))->project != NULL);
}

static const PilotRecord *
get_project (UiFixture *fixture)
{
  return pilot_migration_get_facts (pilot_context_get_migration (fixture->context))->project;
}

static void
check_over (UiFixture *fixture, GtkWidget *dialog, const char *where)
{
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (fixture->window));
  ui_check_names (dialog, where);
  ui_check_spinners (dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
check_question (const char *where)
{
  PILOT_TEST_WAIT_UNTIL (ui_find_dialog () != NULL);
  ui_check_names (GTK_WIDGET (ui_find_dialog ()), where);
  ui_answer ("cancel");
}

/* The window of the type that an action opened. */
static GtkWidget *
wait_window (GType type)
{
  GtkWidget *found = NULL;

  for (;;)
    {
      g_autoptr (GList) windows = gtk_window_list_toplevels ();

      for (GList *at = windows; at != NULL && found == NULL; at = at->next)
        if (g_type_is_a (G_OBJECT_TYPE (at->data), type) && gtk_widget_get_mapped (at->data))
          found = at->data;
      if (found != NULL)
        return found;
      g_main_context_iteration (NULL, TRUE);
    }
}

/* Gone before the window that owns it is: what GTK still has to do for it would meet what is left. */
static void
close_shortcuts (UiFixture *fixture)
{
  GtkWidget *overlay = wait_window (GTK_TYPE_SHORTCUTS_WINDOW);

  for (guint i = 0; i < 20; i++)
    ui_wait_idle ();
  gtk_window_close (GTK_WINDOW (overlay));
  PILOT_TEST_WAIT_UNTIL (!gtk_widget_get_mapped (overlay));
  for (guint i = 0; i < 20; i++)
    ui_wait_idle ();
}

static void
test_foundation_names (UiFixture *fixture, gconstpointer data)
{
  g_autofree char *id = ui_agency_id (2);

  check_over (fixture, pilot_connect_dialog_new (fixture->context, NULL), "connect");
  check_over (fixture, pilot_preferences_new (fixture->context), "preferences");
  check_over (fixture, pilot_remove_dialog_new (fixture->context), "remove");
  check_over (fixture, pilot_reason_dialog_ask (GTK_WIDGET (fixture->window), "Heading", "Body", "_Do", TRUE, NULL, NULL), "reason");
  pilot_switch_off_dialog_show (GTK_WIDGET (fixture->window), "A check", NULL, G_OBJECT (fixture->window), NULL, NULL);
  check_question ("switch off");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-help-overlay", NULL);
  ui_check_names (wait_window (GTK_TYPE_SHORTCUTS_WINDOW), "shortcuts");
  close_shortcuts (fixture);
  pilot_window_show_record (fixture->window, PILOT_ENTITY_AGENCY, id);
  g_assert_true (pilot_detail_page_type (pilot_window_get_detail (fixture->window), PILOT_AGENCY_CITY, "Typed"));
  pilot_window_show_page (fixture->window, "job");
  check_question ("leave");
  pilot_detail_page_discard (pilot_window_get_detail (fixture->window));
}

static void
test_conflict_names (UiFixture *fixture, gconstpointer data)
{
  g_autofree char *id = ui_agency_id (2);
  g_autoptr (PilotRecord) theirs = pilot_record_new (PILOT_ENTITY_AGENCY);
  g_autoptr (PilotPending) pending = NULL;

  pilot_fake_connection_fail (fixture->connection, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_OFFLINE, FALSE);
  pilot_window_show_record (fixture->window, PILOT_ENTITY_AGENCY, id);
  g_assert_true (pilot_detail_page_type (pilot_window_get_detail (fixture->window), PILOT_AGENCY_CITY, "Mine"));
  g_assert_true (pilot_detail_page_save (pilot_window_get_detail (fixture->window)));
  PILOT_TEST_WAIT_UNTIL (ui_number (fixture, "n-waiting") == 1);
  pilot_record_set_text (theirs, PILOT_FIELD_ID, id);
  pilot_record_set_text (theirs, PILOT_AGENCY_CITY, "Theirs");
  pilot_fake_connection_put (fixture->connection, theirs);
  pilot_workspace_sync_now (ui_workspace (fixture));
  PILOT_TEST_WAIT_UNTIL (ui_number (fixture, "n-conflicts") == 1);
  pending = g_list_model_get_item (pilot_workspace_get_outbox (ui_workspace (fixture)), 0);
  check_over (fixture, pilot_conflict_dialog_new (fixture->context, pending), "conflict");
}

static void
test_plan_names (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *parent = GTK_WIDGET (fixture->window);
  guint n_steps;
  guint n_pages;
  const PilotPlanStep *steps = pilot_plan_get_steps (&n_steps);
  const PilotWizardPage *pages = pilot_wizard_pages_get (&n_pages);
  PilotWizard *wizard;

  check_over (fixture, GTK_WIDGET (pilot_project_dialog_present (fixture->context, parent)), "dates and people");
  check_over (fixture, GTK_WIDGET (pilot_gate_dialog_present (fixture->context, parent)), "gate");
  for (guint i = 0; i < n_steps; i++)
    check_over (fixture, GTK_WIDGET (pilot_step_dialog_present (fixture->context, parent, steps[i].key)), steps[i].key);
  wizard = pilot_wizard_present (fixture->context, parent, NULL);
  for (guint i = 0; i < n_pages; i++)
    {
      pilot_wizard_show_step (wizard, pages[i].steps[0]);
      ui_wait_idle ();
      ui_check_names (GTK_WIDGET (wizard), pages[i].name);
    }
  gtk_window_destroy (GTK_WINDOW (wizard));
}

static GtkWidget *
focused_row (GtkWidget *dialog)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (dialog));

  return focus != NULL ? gtk_widget_get_ancestor (focus, ADW_TYPE_ENTRY_ROW) : NULL;
}

static void
find_text_cb (GtkWidget *widget, gpointer user_data)
{
  const char **text = user_data;

  if (*text != NULL && GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), *text) != NULL)
    *text = NULL;
}

static void
test_dates (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *dialog = GTK_WIDGET (pilot_project_dialog_present (fixture->context, GTK_WIDGET (fixture->window)));
  g_autofree char *days = g_strdup_printf ("%u for the preparation, %u for SmartRecruiters and HirePort, and %u in reserve",
                                           PILOT_COUNTDOWN_PREPARATION_DAYS, PILOT_COUNTDOWN_VENDOR_DAYS, PILOT_COUNTDOWN_RESERVE_DAYS);
  const char *wanted = days;

  PILOT_TEST_WAIT_UNTIL (focused_row (dialog) != NULL);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (focused_row (dialog))), ==, "Next renewal");
  ui_walk (dialog, find_text_cb, &wanted);
  g_assert_null (wanted);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* Enter saves, and the answer takes its time; Escape after it leaves the dialog, and takes nothing back. */
static void
test_escape_after_enter (UiFixture *fixture, gconstpointer data)
{
  PilotProjectDialog *dialog = pilot_project_dialog_present (fixture->context, GTK_WIDGET (fixture->window));
  gpointer alive = dialog;
  GtkWidget *row;

  g_object_add_weak_pointer (G_OBJECT (dialog), &alive);
  PILOT_TEST_WAIT_UNTIL (focused_row (GTK_WIDGET (dialog)) != NULL);
  row = focused_row (GTK_WIDGET (dialog));
  pilot_project_form_type (pilot_project_dialog_get_form (dialog), PILOT_PROJECT_RENEWAL_DATE, "2999-01-01");
  g_assert_false (ui_press (row, "Escape"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "2999-01-01");
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_record_get_text (get_project (fixture), PILOT_PROJECT_RENEWAL_DATE), "2999-01-01") == 0);
  /* With what is told of it on the screen: the key closes the dialog, not the toast. */
  g_assert_true (ui_press (adw_toast_overlay_get_child (ADW_TOAST_OVERLAY (ui_find (GTK_WIDGET (dialog), ADW_TYPE_TOAST_OVERLAY))), "Escape"));
  PILOT_TEST_WAIT_UNTIL (alive == NULL);
  PILOT_TEST_WAIT_UNTIL (ui_number (fixture, "n-waiting") == 0);
  g_assert_cmpstr (pilot_record_get_text (get_project (fixture), PILOT_PROJECT_RENEWAL_DATE), ==, "2999-01-01");
}

static void
count_cb (const PilotPage *page, gpointer user_data)
{
  (*(guint *) user_data)++;
}

static void
find_shortcut_cb (GtkWidget *widget, gpointer user_data)
{
  if (GTK_IS_SHORTCUTS_SHORTCUT (widget))
    {
      g_autofree char *accelerator = NULL;

      g_object_get (widget, "accelerator", &accelerator, NULL);
      g_string_append_printf (user_data, " %s ", accelerator);
    }
}

/* "<Alt>1...9" stands for nine keys. */
static gboolean
is_told (const char *told, const char *accel)
{
  g_autofree char *name = g_strdup_printf (" %s ", accel);
  const char *range = strstr (told, "<Alt>1...");

  if (strstr (told, name) != NULL)
    return TRUE;
  return range != NULL && g_str_has_prefix (accel, "<Alt>") && strlen (accel) == strlen ("<Alt>1") && accel[5] >= '1'
         && accel[5] <= range[strlen ("<Alt>1...")];
}

static void
test_shortcuts (UiFixture *fixture, gconstpointer data)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (fixture->window));
  g_auto (GStrv) actions = gtk_application_list_action_descriptions (application);
  g_autoptr (GString) told = g_string_new (NULL);
  guint n_pages = 0;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-help-overlay", NULL);
  ui_walk (wait_window (GTK_TYPE_SHORTCUTS_WINDOW), find_shortcut_cb, told);
  for (guint i = 0; actions[i] != NULL; i++)
    {
      g_auto (GStrv) accels = gtk_application_get_accels_for_action (application, actions[i]);

      for (guint a = 0; accels[a] != NULL; a++)
        if (!is_told (told->str, accels[a]))
          {
            g_test_message ("%s (%s) is not told in the shortcuts window", accels[a], actions[i]);
            g_test_fail ();
          }
    }
  pilot_pages_foreach (count_cb, &n_pages);
  for (guint i = 1; i <= n_pages; i++)
    {
      g_autofree char *action = g_strdup_printf ("win.go-page(%u)", i);
      g_auto (GStrv) accels = gtk_application_get_accels_for_action (application, action);

      g_assert_cmpuint (g_strv_length (accels), ==, 1);
    }
  close_shortcuts (fixture);
}

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);
#define ADD(name, set_up, func) g_test_add ("/ui/dialogs/" name, UiFixture, NULL, set_up, func, ui_fixture_tear_down)
  ADD ("every control of the foundation’s dialogs has a name", set_up, test_foundation_names);
  ADD ("every control of a conflict has a name", set_up, test_conflict_names);
  ADD ("every control of the plan’s dialogs and the wizard has a name", set_up, test_plan_names);
  ADD ("dates begin with the renewal, and tell the days that are counted with", set_up, test_dates);
  ADD ("Escape right after Enter takes nothing back", set_up, test_escape_after_enter);
  ADD ("the shortcuts window tells every shortcut, and every page has one", set_up, test_shortcuts);
  return g_test_run ();
}
