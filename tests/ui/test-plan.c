/* test-plan.c: the plan as a person sees it: next step, evidence, dates, its file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "migration-fixture.h"

#include "pilot-plan-menu.h"
#include "pilot-plan-row.h"
#include "pilot-plan-summary.h"
#include "pilot-project-dialog.h"
#include "pilot-running-bar.h"
#include "pilot-step-dialog.h"
#include "pilot-step-panel.h"
#include "pilot-name-uuid.h"

static void
find_ticket_cb (GtkWidget *widget, gpointer user_data)
{
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), "Write the _Ticket") == 0)
    ++*(guint *) user_data;
}

static void
test_next_step (UiFixture *self, gconstpointer data)
{
  PilotMigrationPage *page = migration_show_plan (self);
  guint n_tickets = 0;

  g_assert_cmpstr (pilot_migration_page_get_next (page), ==, PILOT_PLAN_TEST_AGENCIES);
  g_assert_nonnull (strstr (pilot_migration_page_get_alarm (page), "When is your next renewal?"));
  /* Somebody else does it: it shows here. */
  migration_put_step (self, PILOT_PLAN_TEST_AGENCIES, "skipped");
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_migration_page_get_next (page), PILOT_PLAN_MODULE_TICKET) == 0);
  ui_walk (GTK_WIDGET (page), find_ticket_cb, &n_tickets);
  g_assert_cmpuint (n_tickets, ==, 1);
  migration_put_project (self, PILOT_PROJECT_RENEWAL_DATE, "2001-01-01");
  PILOT_TEST_WAIT_UNTIL (strstr (pilot_migration_page_get_alarm (page), "can’t be done") != NULL);
  migration_put_project (self, PILOT_PROJECT_RENEWAL_DATE, "2999-01-01");
  PILOT_TEST_WAIT_UNTIL (pilot_migration_page_get_alarm (page) == NULL);
}

static void
test_evidence (UiFixture *self, gconstpointer data)
{
  g_autofree char *id = pilot_step_make_id (PILOT_PLAN_MODULE_TICKET);
  PilotStepDialog *dialog;
  PilotStepPanel *panel;
  g_autoptr (PilotRecord) sent = NULL;

  migration_show_plan (self);
  migration_put_step (self, PILOT_PLAN_TEST_AGENCIES, "skipped");
  PILOT_TEST_WAIT_UNTIL (migration_judge (self, PILOT_PLAN_MODULE_TICKET) == PILOT_STEP_READY);
  dialog = pilot_step_dialog_present (self->context, GTK_WIDGET (self->window), PILOT_PLAN_MODULE_TICKET);
  panel = pilot_step_dialog_get_panel (dialog);
  pilot_step_panel_save (panel, "done");
  PILOT_TEST_WAIT_UNTIL (pilot_step_panel_get_message (panel) != NULL);
  g_assert_cmpint (migration_judge (self, PILOT_PLAN_MODULE_TICKET), ==, PILOT_STEP_READY);
  pilot_step_panel_type (panel, PILOT_STEP_DUE, "tomorrow");
  g_assert_false (pilot_step_panel_leave (panel));
  pilot_step_panel_type (panel, PILOT_STEP_DUE, "2026-12-31");
  pilot_step_panel_type (panel, PILOT_STEP_REFERENCE, "SR-1234");
  pilot_step_panel_save (panel, "done");
  PILOT_TEST_WAIT_UNTIL (migration_judge (self, PILOT_PLAN_MODULE_TICKET) == PILOT_STEP_DONE);
  g_assert_null (pilot_step_panel_get_message (panel));
  PILOT_TEST_WAIT_UNTIL (ui_number (self, "n-waiting") == 0);
  sent = pilot_fake_connection_get (self->connection, PILOT_ENTITY_STEP, id);
  g_assert_nonnull (sent);
  g_assert_cmpstr (pilot_record_get_text (sent, PILOT_STEP_STATE), ==, "done");
  g_assert_cmpstr (pilot_record_get_text (sent, PILOT_STEP_REFERENCE), ==, "SR-1234");
  g_assert_cmpint (pilot_record_get_integer (sent, PILOT_STEP_DONE_AT), >, 0);
  PILOT_TEST_WAIT_UNTIL (pilot_context_get_can_undo (self->context));
  pilot_context_undo (self->context);
  PILOT_TEST_WAIT_UNTIL (migration_judge (self, PILOT_PLAN_MODULE_TICKET) == PILOT_STEP_READY);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* Of two admins who have a step open, neither takes back what the other wrote into a field that he did not touch. */
static void
test_two_admins (UiFixture *self, gconstpointer data)
{
  g_autofree char *id = pilot_step_make_id (PILOT_PLAN_MODULE_TICKET);
  g_autoptr (PilotRecord) theirs = pilot_record_new (PILOT_ENTITY_STEP);
  g_autoptr (PilotRecord) kept = NULL;
  PilotStepDialog *dialog;

  migration_show_plan (self);
  dialog = pilot_step_dialog_present (self->context, GTK_WIDGET (self->window), PILOT_PLAN_MODULE_TICKET);
  pilot_step_panel_type (pilot_step_dialog_get_panel (dialog), PILOT_STEP_DUE, "2026-12-31");
  pilot_record_set_text (theirs, PILOT_FIELD_ID, id);
  pilot_record_set_text (theirs, PILOT_STEP_KEY, PILOT_PLAN_MODULE_TICKET);
  pilot_record_set_text (theirs, PILOT_STEP_STATE, "done");
  pilot_record_set_text (theirs, PILOT_STEP_REFERENCE, "SR-1234");
  pilot_record_set_text (theirs, PILOT_STEP_NOTE, "Asked by phone");
  pilot_fake_connection_put (self->connection, theirs);
  pilot_workspace_sync_now (ui_workspace (self));
  PILOT_TEST_WAIT_UNTIL (migration_judge (self, PILOT_PLAN_MODULE_TICKET) == PILOT_STEP_DONE);
  gtk_window_close (GTK_WINDOW (dialog));
  PILOT_TEST_WAIT_UNTIL (pilot_context_get_can_undo (self->context));
  PILOT_TEST_WAIT_UNTIL (ui_number (self, "n-waiting") == 0);
  kept = pilot_fake_connection_get (self->connection, PILOT_ENTITY_STEP, id);
  g_assert_cmpstr (pilot_record_get_text (kept, PILOT_STEP_DUE), ==, "2026-12-31");
  g_assert_cmpstr (pilot_record_get_text (kept, PILOT_STEP_NOTE), ==, "Asked by phone");
  g_assert_cmpstr (pilot_record_get_text (kept, PILOT_STEP_REFERENCE), ==, "SR-1234");
}

/* Where both write into one field, who still types learns of it, and goes on where he was. */
static void
test_two_admins_meet (UiFixture *self, gconstpointer data)
{
  g_autofree char *id = pilot_step_make_id (PILOT_PLAN_MODULE_TICKET);
  PilotStepDialog *dialog;
  GtkWidget *row = NULL;

  migration_show_plan (self);
  dialog = pilot_step_dialog_present (self->context, GTK_WIDGET (self->window), PILOT_PLAN_MODULE_TICKET);
  ui_wait_idle ();
  pilot_step_panel_type (pilot_step_dialog_get_panel (dialog), PILOT_STEP_REFERENCE, "I asked Anna");
  row = ui_find_entry (GTK_WIDGET (dialog), "I asked Anna");
  g_assert_nonnull (row);
  gtk_editable_set_position (GTK_EDITABLE (row), 7);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (PilotRecord) theirs = pilot_record_new (PILOT_ENTITY_STEP);

      pilot_record_set_text (theirs, PILOT_FIELD_ID, id);
      pilot_record_set_text (theirs, PILOT_STEP_KEY, PILOT_PLAN_MODULE_TICKET);
      pilot_record_set_text (theirs, PILOT_STEP_STATE, i == 0 ? "open" : "done");
      pilot_record_set_text (theirs, PILOT_STEP_REFERENCE, "SR-1234");
      pilot_fake_connection_put (self->connection, theirs);
      pilot_workspace_sync_now (ui_workspace (self));
      if (i == 0)
        PILOT_TEST_WAIT_UNTIL (strstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), "Somebody else") != NULL);
      else
        PILOT_TEST_WAIT_UNTIL (migration_judge (self, PILOT_PLAN_MODULE_TICKET) == PILOT_STEP_DONE);
      ui_wait_idle ();
      g_assert_nonnull (strstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), "Somebody else"));
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "I asked Anna");
      g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (row)), ==, 7);
    }
  g_assert_true (ui_press (row, "Escape"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "SR-1234");
  g_assert_null (strstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), "Somebody else"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* Who may only read is not asked to write a ticket: neither by the card nor by the step's dialog. */
static void
test_reader (UiFixture *self, gconstpointer data)
{
  GtkWidget *page = GTK_WIDGET (migration_show_plan (self));
  guint n = 0;
  PilotStepDialog *dialog;

  migration_put_step (self, PILOT_PLAN_TEST_AGENCIES, "skipped");
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_migration_page_get_next (PILOT_MIGRATION_PAGE (page)), PILOT_PLAN_MODULE_TICKET) == 0);
  dialog = pilot_step_dialog_present (self->context, GTK_WIDGET (self->window), PILOT_PLAN_MODULE_TICKET);
  ui_wait_idle ();
  ui_walk (page, find_ticket_cb, &n);
  ui_walk (GTK_WIDGET (dialog), find_ticket_cb, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_nonnull (strstr (pilot_step_panel_get_message (pilot_step_dialog_get_panel (dialog)), "An admin can do it"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* What is typed and left by Escape is saved, what can't be saved holds the dialog open. */
static void
test_dates (UiFixture *self, gconstpointer data)
{
  PilotProjectDialog *dialog;
  PilotProjectForm *form;
  PilotMigrationPage *page = migration_show_plan (self);

  dialog = pilot_project_dialog_present (self->context, GTK_WIDGET (self->window));
  form = pilot_project_dialog_get_form (dialog);
  pilot_project_form_type (form, PILOT_PROJECT_HOLIDAYS, "Christmas");
  g_assert_nonnull (strstr (pilot_project_form_get_error (form), "Christmas"));
  pilot_project_form_type (form, PILOT_PROJECT_HOLIDAYS, "2026-12-25 Christmas");
  g_assert_null (pilot_project_form_get_error (form));
  pilot_project_form_type (form, PILOT_PROJECT_RENEWAL_DATE, "2999-13-01");
  g_assert_nonnull (pilot_project_form_get_error (form));
  pilot_project_form_type (form, PILOT_PROJECT_RENEWAL_DATE, "2999-01-01");
  PILOT_TEST_WAIT_UNTIL (pilot_migration_page_get_alarm (page) == NULL);
  gtk_window_close (GTK_WINDOW (dialog));
}

static void
put_run (UiFixture *self, const char *state)
{
  g_autoptr (PilotRecord) run = pilot_record_new (PILOT_ENTITY_RUN);

  pilot_record_set_text (run, PILOT_FIELD_ID, "0000f010-0000-4000-8000-000000000001");
  pilot_record_set_text (run, PILOT_RUN_NAME, "All");
  pilot_record_set_text (run, PILOT_RUN_KIND, "production");
  pilot_record_set_text (run, PILOT_RUN_STATE, state);
  pilot_fake_connection_put (self->connection, run);
}

static void
test_overview (UiFixture *self, gconstpointer data)
{
  PilotPlanSummary *summary;
  PilotRunningBar *bar;
  g_autofree char *text = NULL;

  pilot_window_show_page (self->window, "overview");
  ui_wait_idle ();
  summary = PILOT_PLAN_SUMMARY (ui_find (GTK_WIDGET (self->window), PILOT_TYPE_PLAN_SUMMARY));
  text = pilot_plan_summary_dup_text (summary);
  g_assert_nonnull (strstr (text, "Next: Create your test agencies"));
  g_assert_null (ui_find (GTK_WIDGET (self->window), PILOT_TYPE_RUNNING_BAR));
  put_run (self, "running");
  PILOT_TEST_WAIT_UNTIL (ui_find (GTK_WIDGET (self->window), PILOT_TYPE_RUNNING_BAR) != NULL);
  bar = PILOT_RUNNING_BAR (ui_find (GTK_WIDGET (self->window), PILOT_TYPE_RUNNING_BAR));
  g_assert_nonnull (strstr (pilot_running_bar_get_text (bar), "is being executed"));
  put_run (self, "completed");
  PILOT_TEST_WAIT_UNTIL (ui_find (GTK_WIDGET (self->window), PILOT_TYPE_RUNNING_BAR) == NULL);
}

static gboolean
is_noted (GKeyFile *keys, const char *group)
{
  return g_key_file_has_key (keys, group, "note", NULL) && g_key_file_has_key (keys, group, "updated_at", NULL);
}

/* A colleague's file: what is newer in it replaces what is here, once it was agreed to. */
static void
test_plan_file (UiFixture *self, gconstpointer data)
{
  PilotMigrationPage *page = migration_show_plan (self);
  PilotPlanMenu *menu = PILOT_PLAN_MENU (ui_find (GTK_WIDGET (page), PILOT_TYPE_PLAN_MENU));
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "plan.pilotage", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_auto (GStrv) groups = NULL;
  PilotStepDialog *dialog;

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (menu)));
  dialog = pilot_step_dialog_present (self->context, GTK_WIDGET (self->window), PILOT_PLAN_TEST_AGENCIES);
  pilot_step_panel_type (pilot_step_dialog_get_panel (dialog), PILOT_STEP_NOTE, "as we spoke");
  pilot_step_panel_save (pilot_step_dialog_get_panel (dialog), "skipped");
  PILOT_TEST_WAIT_UNTIL (migration_judge (self, PILOT_PLAN_TEST_AGENCIES) == PILOT_STEP_SKIPPED);
  gtk_window_destroy (GTK_WINDOW (dialog));
  pilot_plan_menu_save (menu, file);
  PILOT_TEST_WAIT_UNTIL (g_file_query_exists (file, NULL));

  /* What is known already asks nothing. */
  pilot_plan_menu_open (menu, file);
  ui_wait_idle ();
  g_assert_null (ui_find_dialog ());

  g_assert_true (g_key_file_load_from_file (keys, path, G_KEY_FILE_NONE, NULL));
  groups = g_key_file_get_groups (keys, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    if (is_noted (keys, groups[i]))
      {
        g_key_file_set_string (keys, groups[i], "state", "done");
        g_key_file_set_int64 (keys, groups[i], "updated_at", g_get_real_time () + 60 * G_USEC_PER_SEC);
      }
  g_assert_true (g_key_file_save_to_file (keys, path, NULL));
  pilot_plan_menu_open (menu, file);
  PILOT_TEST_WAIT_UNTIL (ui_find_dialog () != NULL);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ui_find_dialog ()), "1 entry is newer than here"));
  ui_answer ("take");
  PILOT_TEST_WAIT_UNTIL (migration_judge (self, PILOT_PLAN_TEST_AGENCIES) == PILOT_STEP_DONE);

  /* What is no plan is said, and changes nothing. */
  g_assert_true (g_file_set_contents (path, "name,email\n", -1, NULL));
  pilot_plan_menu_open (menu, file);
  PILOT_TEST_WAIT_UNTIL (ui_find_dialog () != NULL);
  g_assert_cmpstr (adw_message_dialog_get_heading (ui_find_dialog ()), ==, "The Plan Can’t Be Read");
  ui_answer ("close");
}

/* All admins have it there. */
static void
test_plan_in_portal (UiFixture *self, gconstpointer data)
{
  g_assert_null (ui_find (GTK_WIDGET (migration_show_plan (self)), PILOT_TYPE_PLAN_MENU));
}

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);
#define ADD(name, set_up, func) g_test_add ("/migration/" name, UiFixture, NULL, set_up, func, ui_fixture_tear_down)
  ADD ("the card follows the next step, and the alarm the renewal", migration_set_up, test_next_step);
  ADD ("a step is done with its evidence, and undone", migration_set_up, test_evidence);
  ADD ("of two admins neither takes back what the other wrote", migration_set_up, test_two_admins);
  ADD ("who types into a field that another admin changed learns of it", migration_set_up, test_two_admins_meet);
  ADD ("who may only read is not asked to write", migration_set_up_reader, test_reader);
  ADD ("dates are judged on their field", migration_set_up, test_dates);
  ADD ("the overview tells the next step, the window a running migration", migration_set_up, test_overview);
  ADD ("a plan that no portal keeps goes on as a file", migration_set_up_local, test_plan_file);
  ADD ("a plan in the portal is no file", migration_set_up, test_plan_in_portal);
#undef ADD
  return g_test_run ();
}
