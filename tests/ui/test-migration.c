/* test-migration.c: the plan as a person sees it: next step, evidence, wizard, gate
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"
#include "pilot-gate-dialog.h"
#include "pilot-migration-page.h"
#include "pilot-name-uuid.h"
#include "pilot-plan-menu.h"
#include "pilot-plan-row.h"
#include "pilot-plan-summary.h"
#include "pilot-project-dialog.h"
#include "pilot-running-bar.h"
#include "pilot-step-dialog.h"
#include "pilot-step-panel.h"
#include "pilot-wizard-activate.h"
#include "pilot-wizard-jobs.h"
#include "pilot-wizard-mapping.h"
#include "pilot-wizard-snapshot.h"
#include "pilot-wizard.h"
#include "ui-fixture.h"

#define COMPANY "Example Foods"
#define HIREPORT_ID "33333333-3333-4333-8333-333333333333"
#define ANNA "11111111-1111-4111-8111-111111111111"

static gboolean
command_func (PilotFakeConnection *connection, const PilotCommand *command, GHashTable *values, gpointer user_data, GError **error)
{
  g_autofree char *id = pilot_project_make_id ();
  g_autoptr (PilotRecord) project = pilot_record_new (PILOT_ENTITY_PROJECT);

  pilot_record_set_text (project, PILOT_FIELD_ID, id);
  if (g_str_equal (command->name, "record-snapshot"))
    {
      pilot_record_set_integer (project, PILOT_PROJECT_SNAPSHOT_AT, g_get_real_time ());
      pilot_record_set_integer (project, PILOT_PROJECT_SNAPSHOT_REVISION, g_ascii_strtoll (pilot_command_get (command, "revision"), NULL, 10));
      pilot_record_set_text (project, PILOT_PROJECT_SNAPSHOT_SHA256, pilot_command_get (command, "sha256"));
      pilot_record_set_text (project, PILOT_PROJECT_SNAPSHOT_COUNTS, pilot_command_get (command, "counts"));
    }
  else if (g_str_equal (command->name, "activate-portal"))
    {
      if (g_strcmp0 (pilot_command_get (command, "company_id"), HIREPORT_ID) != 0)
        {
          g_set_error (error, PILOT_ERROR, PILOT_ERROR_REJECTED, "HirePort knows no such company.");
          return FALSE;
        }
      pilot_record_set_integer (project, PILOT_PROJECT_ACTIVATED_AT, g_get_real_time ());
    }
  else if (g_str_equal (command->name, "visit-job"))
    {
      pilot_record_set_integer (project, PILOT_PROJECT_VISITED_AT, g_get_real_time ());
      pilot_record_set_text (project, PILOT_PROJECT_VISITED_JOB_ID, pilot_command_get (command, "job_id"));
    }
  else if (g_str_equal (command->name, "consent-gate"))
    {
      if (g_object_get_data (G_OBJECT (connection), "refuse") != NULL)
        {
          g_set_error (error, PILOT_ERROR, PILOT_ERROR_REJECTED, "Not today.");
          return FALSE;
        }
      pilot_record_set_integer (project, PILOT_PROJECT_CONSENT_AT, g_get_real_time ());
      pilot_record_set_text (project, PILOT_PROJECT_CONSENT_BY, ANNA);
    }
  else if (g_str_equal (command->name, "pass-gate"))
    {
      pilot_record_set_integer (project, PILOT_PROJECT_GATE_AT, g_get_real_time ());
      pilot_record_set_text (project, PILOT_PROJECT_HIREPORT_ID, HIREPORT_ID);
    }
  pilot_fake_connection_put (connection, project);
  g_hash_table_insert (values, g_strdup ("hireport_id"), g_strdup (HIREPORT_ID));
  return TRUE;
}

static PilotMigration *
get_migration (UiFixture *self)
{
  return pilot_context_get_migration (self->context);
}

static PilotStepStanding
judge (UiFixture *self, const char *key)
{
  PilotPlanRow *row = pilot_migration_find_row (get_migration (self), key);

  return row != NULL ? pilot_plan_row_get_standing (row) : PILOT_STEP_NOT_HERE;
}

static void
put_project (UiFixture *self, guint field, const char *text)
{
  g_autofree char *id = pilot_project_make_id ();
  g_autoptr (PilotRecord) project = pilot_record_new (PILOT_ENTITY_PROJECT);

  pilot_record_set_text (project, PILOT_FIELD_ID, id);
  if (text != NULL)
    pilot_record_set_text (project, field, text);
  else
    pilot_record_set_integer (project, field, g_get_real_time ());
  pilot_fake_connection_put (self->connection, project);
}

static void
put_step (UiFixture *self, const char *key, const char *state)
{
  g_autofree char *id = pilot_step_make_id (key);
  g_autoptr (PilotRecord) step = pilot_record_new (PILOT_ENTITY_STEP);

  pilot_record_set_text (step, PILOT_FIELD_ID, id);
  pilot_record_set_text (step, PILOT_STEP_KEY, key);
  pilot_record_set_text (step, PILOT_STEP_STATE, state);
  pilot_record_set_text (step, PILOT_STEP_NOTE, "as agreed");
  pilot_record_set_text (step, PILOT_STEP_REFERENCE, "4711");
  pilot_fake_connection_put (self->connection, step);
}

static void
set_up (UiFixture *self, gconstpointer data)
{
  ui_fixture_set_up_with (self, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES | PILOT_CAPABILITY_PUSH | PILOT_CAPABILITY_EVENTS |
                                    PILOT_CAPABILITY_COMMAND);
  pilot_fake_connection_set_command_func (self->connection, command_func, self);
  put_project (self, PILOT_PROJECT_HISTORY, "undecided");
  PILOT_TEST_WAIT_UNTIL (pilot_migration_may_edit (get_migration (self), NULL));
  PILOT_TEST_WAIT_UNTIL (pilot_migration_get_facts (get_migration (self)) != NULL
                         && pilot_migration_get_facts (get_migration (self))->project != NULL);
}

static PilotMigrationPage *
show_plan (UiFixture *self)
{
  pilot_window_show_page (self->window, "migration");
  ui_wait_idle ();
  return PILOT_MIGRATION_PAGE (ui_find (GTK_WIDGET (self->window), PILOT_TYPE_MIGRATION_PAGE));
}

static void
test_next_step (UiFixture *self, gconstpointer data)
{
  PilotMigrationPage *page = show_plan (self);

  g_assert_cmpstr (pilot_migration_page_get_next (page), ==, PILOT_PLAN_TEST_AGENCIES);
  g_assert_nonnull (strstr (pilot_migration_page_get_alarm (page), "When is your next renewal?"));
  /* Somebody else does it: it shows here. */
  put_step (self, PILOT_PLAN_TEST_AGENCIES, "skipped");
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_migration_page_get_next (page), PILOT_PLAN_MODULE_TICKET) == 0);
  put_project (self, PILOT_PROJECT_RENEWAL_DATE, "2001-01-01");
  PILOT_TEST_WAIT_UNTIL (strstr (pilot_migration_page_get_alarm (page), "can’t be done") != NULL);
  put_project (self, PILOT_PROJECT_RENEWAL_DATE, "2999-01-01");
  PILOT_TEST_WAIT_UNTIL (pilot_migration_page_get_alarm (page) == NULL);
}

static void
test_evidence (UiFixture *self, gconstpointer data)
{
  g_autofree char *id = pilot_step_make_id (PILOT_PLAN_MODULE_TICKET);
  PilotStepDialog *dialog;
  PilotStepPanel *panel;
  g_autoptr (PilotRecord) sent = NULL;

  show_plan (self);
  put_step (self, PILOT_PLAN_TEST_AGENCIES, "skipped");
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_MODULE_TICKET) == PILOT_STEP_READY);
  dialog = pilot_step_dialog_present (self->context, GTK_WIDGET (self->window), PILOT_PLAN_MODULE_TICKET);
  panel = pilot_step_dialog_get_panel (dialog);
  pilot_step_panel_save (panel, "done");
  PILOT_TEST_WAIT_UNTIL (pilot_step_panel_get_message (panel) != NULL);
  g_assert_cmpint (judge (self, PILOT_PLAN_MODULE_TICKET), ==, PILOT_STEP_READY);
  pilot_step_panel_type (panel, PILOT_STEP_DUE, "tomorrow");
  g_assert_false (pilot_step_panel_leave (panel));
  pilot_step_panel_type (panel, PILOT_STEP_DUE, "2026-12-31");
  pilot_step_panel_type (panel, PILOT_STEP_REFERENCE, "SR-1234");
  pilot_step_panel_save (panel, "done");
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_MODULE_TICKET) == PILOT_STEP_DONE);
  g_assert_null (pilot_step_panel_get_message (panel));
  PILOT_TEST_WAIT_UNTIL (ui_number (self, "n-waiting") == 0);
  sent = pilot_fake_connection_get (self->connection, PILOT_ENTITY_STEP, id);
  g_assert_nonnull (sent);
  g_assert_cmpstr (pilot_record_get_text (sent, PILOT_STEP_STATE), ==, "done");
  g_assert_cmpstr (pilot_record_get_text (sent, PILOT_STEP_REFERENCE), ==, "SR-1234");
  g_assert_cmpint (pilot_record_get_integer (sent, PILOT_STEP_DONE_AT), >, 0);
  PILOT_TEST_WAIT_UNTIL (pilot_context_get_can_undo (self->context));
  pilot_context_undo (self->context);
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_MODULE_TICKET) == PILOT_STEP_READY);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* What is typed and left by Escape is saved, what can't be saved holds the dialog open. */
static void
test_dates (UiFixture *self, gconstpointer data)
{
  PilotProjectDialog *dialog;
  PilotProjectForm *form;
  PilotMigrationPage *page = show_plan (self);

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
put_check (UiFixture *self)
{
  g_autofree char *id = pilot_check_make_id (NULL, "agency-email");
  g_autoptr (PilotRecord) check = pilot_record_new (PILOT_ENTITY_CHECK);

  pilot_record_set_text (check, PILOT_FIELD_ID, id);
  pilot_record_set_text (check, PILOT_CHECK_RULE, "agency-email");
  pilot_record_set_text (check, PILOT_CHECK_OUTCOME, "passed");
  pilot_record_set_integer (check, PILOT_CHECK_DATA_REVISION, G_MAXINT);
  pilot_record_set_integer (check, PILOT_CHECK_CHECKED_AT, g_get_real_time ());
  pilot_record_set_text (check, PILOT_CHECK_DECISIONS, "history=legacy on_hold=out transferred=out");
  pilot_fake_connection_put (self->connection, check);
}

static void
prepare_gate (UiFixture *self)
{
  put_check (self);
  put_step (self, PILOT_PLAN_TEST_AGENCIES, "skipped");
  put_step (self, PILOT_PLAN_MODULE_TICKET, "done");
  put_step (self, PILOT_PLAN_SCOPE, "done");
  put_step (self, PILOT_PLAN_CHECKS, "done");
  put_project (self, PILOT_PROJECT_HISTORY, "legacy");
  put_project (self, PILOT_PROJECT_ON_HOLD, "out");
  put_project (self, PILOT_PROJECT_TRANSFERRED, "out");
  put_project (self, PILOT_PROJECT_SUBSCRIBED_AT, NULL);
}

static void
put_snapshot (UiFixture *self)
{
  g_autofree char *id = pilot_project_make_id ();
  g_autoptr (PilotRecord) project = pilot_record_new (PILOT_ENTITY_PROJECT);

  pilot_record_set_text (project, PILOT_FIELD_ID, id);
  pilot_record_set_integer (project, PILOT_PROJECT_SNAPSHOT_AT, g_get_real_time ());
  pilot_record_set_integer (project, PILOT_PROJECT_SNAPSHOT_REVISION, G_MAXINT);
  pilot_record_set_text (project, PILOT_PROJECT_SNAPSHOT_SHA256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  pilot_record_set_text (project, PILOT_PROJECT_SNAPSHOT_COUNTS, "agency 12");
  pilot_fake_connection_put (self->connection, project);
}

static void
test_gate (UiFixture *self, gconstpointer data)
{
  PilotGateDialog *dialog;

  show_plan (self);
  dialog = pilot_gate_dialog_present (self->context, GTK_WIDGET (self->window));
  g_assert_cmpuint (pilot_gate_dialog_get_n_missing (dialog), >, 0);
  pilot_gate_dialog_type (dialog, COMPANY, NULL);
  g_assert_false (pilot_gate_dialog_get_may_pass (dialog));
  g_assert_cmpstr (pilot_gate_dialog_get_reason (dialog), !=, "");
  prepare_gate (self);
  put_snapshot (self);
  PILOT_TEST_WAIT_UNTIL (pilot_gate_dialog_get_n_missing (dialog) == 0);
  PILOT_TEST_WAIT_UNTIL (pilot_gate_dialog_get_may_pass (dialog));
  pilot_gate_dialog_type (dialog, "example foods", NULL);
  g_assert_false (pilot_gate_dialog_get_may_pass (dialog));
  pilot_gate_dialog_type (dialog, "", NULL);
  g_assert_false (pilot_gate_dialog_get_may_pass (dialog));
  pilot_gate_dialog_pass (dialog);
  g_assert_cmpstr (pilot_gate_dialog_get_page (dialog), ==, "ask");
  /* Nothing is done by Enter: no button is the default one, and the entry activates none. */
  g_assert_null (gtk_window_get_default_widget (GTK_WINDOW (dialog)));
  pilot_gate_dialog_type (dialog, COMPANY, NULL);
  pilot_gate_dialog_pass (dialog);
  PILOT_TEST_WAIT_UNTIL (g_str_equal (pilot_gate_dialog_get_page (dialog), "done"));
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_GATE) == PILOT_STEP_DONE);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

typedef struct
{
  const char *label;
  GtkWidget *button; /* (nullable) */
} WantedButton;

static void
find_button_cb (GtkWidget *widget, gpointer user_data)
{
  WantedButton *wanted = user_data;

  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), wanted->label) == 0)
    wanted->button = widget;
}

static GtkWidget *
find_button (gpointer dialog, const char *label)
{
  WantedButton wanted = { .label = label };

  PILOT_TEST_WAIT_UNTIL (gtk_widget_get_mapped (dialog));
  ui_walk (dialog, find_button_cb, &wanted);
  return wanted.button;
}

/* The consent is asked for by name, a refusal is told, and whoever gave it can't take the step. */
static void
test_consent (UiFixture *self, gconstpointer data)
{
  g_autofree char *id = pilot_project_make_id ();
  g_autoptr (PilotRecord) policy = pilot_record_new (PILOT_ENTITY_PROJECT);
  PilotGateDialog *dialog;
  GtkWidget *consent;

  show_plan (self);
  pilot_record_set_text (policy, PILOT_FIELD_ID, id);
  pilot_record_set_integer (policy, PILOT_PROJECT_CONSENT_NEEDED, 1);
  pilot_fake_connection_put (self->connection, policy);
  prepare_gate (self);
  put_snapshot (self);
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_CONSENT) == PILOT_STEP_READY);
  dialog = pilot_gate_dialog_present (self->context, GTK_WIDGET (self->window));
  consent = find_button (dialog, "C_onsent");
  g_assert_nonnull (consent);
  g_assert_false (gtk_widget_is_sensitive (consent));
  pilot_gate_dialog_type (dialog, "example foods", NULL);
  g_assert_false (gtk_widget_is_sensitive (consent));
  pilot_gate_dialog_type (dialog, COMPANY, NULL);
  g_assert_true (gtk_widget_is_sensitive (consent));
  g_assert_false (pilot_gate_dialog_get_may_pass (dialog));

  g_object_set_data (G_OBJECT (self->connection), "refuse", self);
  g_signal_emit_by_name (consent, "clicked");
  PILOT_TEST_WAIT_UNTIL (strstr (pilot_gate_dialog_get_reason (dialog), "Not today.") != NULL);
  g_assert_cmpint (judge (self, PILOT_PLAN_CONSENT), ==, PILOT_STEP_READY);
  g_object_set_data (G_OBJECT (self->connection), "refuse", NULL);
  g_signal_emit_by_name (consent, "clicked");
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_CONSENT) == PILOT_STEP_DONE && !gtk_widget_get_visible (consent));
  /* One name typed is one answer given. */
  g_assert_false (pilot_gate_dialog_get_may_pass (dialog));
  pilot_gate_dialog_type (dialog, COMPANY, NULL);
  g_assert_true (pilot_gate_dialog_get_may_pass (dialog));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static gboolean
has_note (UiFixture *self, const char *key, const char *note)
{
  PilotRecord *record = pilot_plan_row_get_record (pilot_migration_find_row (get_migration (self), key));

  return record != NULL && g_strcmp0 (pilot_record_get_text (record, PILOT_STEP_NOTE), note) == 0;
}

static void
find_way_cb (GtkWidget *widget, gpointer user_data)
{
  GtkWidget **found = user_data;

  if (ADW_IS_ACTION_ROW (widget) && strstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), "jobs on hold go along") != NULL)
    *found = widget;
}

static PilotWizard *
find_wizard (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (PILOT_IS_WIZARD (window) && gtk_widget_get_visible (window))
        return PILOT_WIZARD (window);
    }
  return NULL;
}

/* What can't be done yet says so; what is missing before the gate leads to where it is done. */
static void
test_wizard_leads (UiFixture *self, gconstpointer data)
{
  PilotWizard *wizard = pilot_wizard_present (self->context, GTK_WIDGET (self->window), PILOT_PLAN_SETTINGS);
  GtkWidget *button = find_button (wizard, "_All Settings Are as They Should Be");
  GtkWidget *row = NULL;

  g_assert_nonnull (button);
  g_assert_false (gtk_widget_is_sensitive (button)); /* nothing is activated */
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (g_object_get_data (G_OBJECT (button), "reason"))), "not activated"));

  pilot_wizard_show_step (wizard, PILOT_PLAN_GATE);
  ui_wait_idle ();
  ui_walk (GTK_WIDGET (wizard), find_way_cb, &row);
  g_assert_nonnull (row);
  g_signal_emit_by_name (row, "activated");
  ui_wait_idle ();
  wizard = find_wizard ();
  g_assert_nonnull (wizard);
  g_assert_cmpstr (pilot_wizard_get_page (wizard), ==, "decide");
  gtk_window_close (GTK_WINDOW (wizard));
}

/* What was typed on a page of the wizard is kept when it closes; what can't be holds it open, once, and says why. */
static void
test_wizard_saves (UiFixture *self, gconstpointer data)
{
  PilotWizard *wizard;
  PilotStepPanel *panel;
  gpointer alive;

  show_plan (self);
  put_step (self, PILOT_PLAN_TEST_AGENCIES, "skipped");
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_MODULE_TICKET) == PILOT_STEP_READY);
  wizard = alive = pilot_wizard_present (self->context, GTK_WIDGET (self->window), PILOT_PLAN_MODULE_TICKET);
  g_object_add_weak_pointer (G_OBJECT (wizard), &alive);
  ui_wait_idle ();
  panel = PILOT_STEP_PANEL (ui_find (GTK_WIDGET (wizard), PILOT_TYPE_STEP_PANEL));
  pilot_step_panel_type (panel, PILOT_STEP_DUE, "soon");
  pilot_step_panel_save (panel, "done");
  ui_wait_idle ();
  g_assert_nonnull (pilot_step_panel_get_message (panel));
  g_assert_cmpint (judge (self, PILOT_PLAN_MODULE_TICKET), ==, PILOT_STEP_READY);

  pilot_wizard_show_step (wizard, PILOT_PLAN_ON_HOLD);
  gtk_window_close (GTK_WINDOW (wizard));
  ui_wait_idle ();
  g_assert_nonnull (alive);
  g_assert_cmpstr (pilot_wizard_get_page (wizard), ==, "module");
  pilot_step_panel_type (panel, PILOT_STEP_DUE, "2999-01-01");
  pilot_step_panel_type (panel, PILOT_STEP_NOTE, "Asked Anna");
  gtk_window_close (GTK_WINDOW (wizard));
  PILOT_TEST_WAIT_UNTIL (alive == NULL);
  PILOT_TEST_WAIT_UNTIL (has_note (self, PILOT_PLAN_MODULE_TICKET, "Asked Anna"));
}

/* A second window, or another admin: it shows here that it is passed, and can't be passed again. */
static void
test_gate_by_another (UiFixture *self, gconstpointer data)
{
  PilotGateDialog *dialog;

  show_plan (self);
  prepare_gate (self);
  put_snapshot (self);
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_GATE) == PILOT_STEP_READY);
  dialog = pilot_gate_dialog_present (self->context, GTK_WIDGET (self->window));
  pilot_gate_dialog_type (dialog, COMPANY, NULL);
  g_assert_true (pilot_gate_dialog_get_may_pass (dialog));
  put_project (self, PILOT_PROJECT_GATE_AT, NULL);
  PILOT_TEST_WAIT_UNTIL (g_str_equal (pilot_gate_dialog_get_page (dialog), "done"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_wizard_goes_on (UiFixture *self, gconstpointer data)
{
  PilotWizard *wizard;

  show_plan (self);
  wizard = pilot_wizard_present (self->context, GTK_WIDGET (self->window), NULL);
  g_assert_cmpstr (pilot_wizard_get_page (wizard), ==, "start");
  gtk_window_close (GTK_WINDOW (wizard));
  prepare_gate (self);
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_SUBSCRIPTION) == PILOT_STEP_DONE && judge (self, PILOT_PLAN_CHECKS) == PILOT_STEP_DONE);
  wizard = pilot_wizard_present (self->context, GTK_WIDGET (self->window), NULL);
  g_assert_cmpstr (pilot_wizard_get_page (wizard), ==, "snapshot");
  pilot_wizard_show_step (wizard, PILOT_PLAN_ON_HOLD);
  g_assert_cmpstr (pilot_wizard_get_page (wizard), ==, "decide");
  g_assert_true (pilot_wizard_present (self->context, GTK_WIDGET (self->window), PILOT_PLAN_GATE) == wizard);
  g_assert_cmpstr (pilot_wizard_get_page (wizard), ==, "gate");
  gtk_window_close (GTK_WINDOW (wizard));
}

/* From the snapshot to the mapping: what each page does is seen by the plan. */
static void
put_job (UiFixture *self, guint position, const char *posting)
{
  g_autofree char *id = g_strdup_printf ("0000f004-0000-4000-8000-%012u", position);
  g_autoptr (PilotRecord) job = pilot_record_new (PILOT_ENTITY_JOB);

  pilot_record_set_text (job, PILOT_FIELD_ID, id);
  pilot_record_set_text (job, PILOT_JOB_DATASET, "legacy");
  pilot_record_set_text (job, PILOT_JOB_TITLE, "Miller");
  pilot_record_set_text (job, PILOT_JOB_STATUS, "SOURCING");
  pilot_record_set_text (job, PILOT_JOB_POSTING_STATUS, posting);
  pilot_fake_connection_put (self->connection, job);
}

static void
test_wizard_pages (UiFixture *self, gconstpointer data)
{
  PilotWizard *wizard;
  PilotWizardActivate *activate;
  PilotWizardJobs *jobs;

  show_plan (self);
  prepare_gate (self);
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_CHECKS) == PILOT_STEP_DONE);
  wizard = pilot_wizard_present (self->context, GTK_WIDGET (self->window), PILOT_PLAN_SNAPSHOT);
  ui_wait_idle ();
  pilot_wizard_snapshot_make (PILOT_WIZARD_SNAPSHOT (ui_find (GTK_WIDGET (wizard), PILOT_TYPE_WIZARD_SNAPSHOT)), NULL);
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_SNAPSHOT) == PILOT_STEP_DONE);

  put_project (self, PILOT_PROJECT_GATE_AT, NULL);
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_ACTIVATE) == PILOT_STEP_READY);
  pilot_wizard_show_step (wizard, PILOT_PLAN_ACTIVATE);
  ui_wait_idle ();
  activate = PILOT_WIZARD_ACTIVATE (ui_find (GTK_WIDGET (wizard), PILOT_TYPE_WIZARD_ACTIVATE));
  g_assert_nonnull (strstr (pilot_wizard_activate_get_message (activate), "Paste the Company ID")); /* why the button can't be pressed */
  pilot_wizard_activate_enter (activate, "4711");
  g_assert_cmpstr (pilot_wizard_activate_get_message (activate), !=, "");
  g_assert_cmpint (judge (self, PILOT_PLAN_ACTIVATE), ==, PILOT_STEP_READY);
  pilot_wizard_activate_enter (activate, ANNA);
  PILOT_TEST_WAIT_UNTIL (strstr (pilot_wizard_activate_get_message (activate), "no such company") != NULL);
  pilot_wizard_activate_enter (activate, " " HIREPORT_ID " ");
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_ACTIVATE) == PILOT_STEP_DONE);

  pilot_wizard_show_step (wizard, PILOT_PLAN_VISIT_JOB);
  ui_wait_idle ();
  jobs = PILOT_WIZARD_JOBS (ui_find (GTK_WIDGET (wizard), PILOT_TYPE_WIZARD_JOBS));
  PILOT_TEST_WAIT_UNTIL (pilot_wizard_jobs_get_n_shown (jobs) == 1);
  /* A job that is published within the company counts as well; one that isn't published doesn't. */
  put_job (self, 8, "NOT_PUBLISHED");
  put_job (self, 9, "INTERNAL");
  PILOT_TEST_WAIT_UNTIL (pilot_wizard_jobs_get_n_shown (jobs) == 2);
  pilot_wizard_jobs_visit (jobs, 1);
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_VISIT_JOB) == PILOT_STEP_DONE);
  gtk_window_close (GTK_WINDOW (wizard));
}

static void
put_stage (UiFixture *self, const char *process_id, guint position, const char *status, const char *sub_status)
{
  g_autofree char *id = g_strdup_printf ("0000f003-0000-4000-8000-%012u", position);
  g_autoptr (PilotRecord) stage = pilot_record_new (PILOT_ENTITY_STAGE);

  pilot_record_set_text (stage, PILOT_FIELD_ID, id);
  pilot_record_set_text (stage, PILOT_STAGE_PROCESS_ID, process_id);
  pilot_record_set_text (stage, PILOT_STAGE_STATUS, status);
  pilot_record_set_text (stage, PILOT_STAGE_SUB_STATUS, sub_status);
  pilot_record_set_integer (stage, PILOT_STAGE_POSITION, position);
  pilot_fake_connection_put (self->connection, stage);
}

static void
test_mapping (UiFixture *self, gconstpointer data)
{
  static const char *const statuses[] = { "LEAD", "NEW", "IN_REVIEW", "INTERVIEW", "OFFERED" };
  const char *process_id = "0000f002-0000-4000-8000-000000000001";
  g_autoptr (PilotRecord) process = pilot_record_new (PILOT_ENTITY_PROCESS);
  PilotWizardMapping *mapping;
  PilotWizard *wizard;
  guint n_decided;

  show_plan (self);
  put_project (self, PILOT_PROJECT_TRANSFERRED, "out");
  pilot_record_set_text (process, PILOT_FIELD_ID, process_id);
  pilot_record_set_text (process, PILOT_PROCESS_NAME, "Standard");
  pilot_record_set_integer (process, PILOT_PROCESS_ACTIVE, 1);
  pilot_fake_connection_put (self->connection, process);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    put_stage (self, process_id, i, statuses[i], NULL);
  put_stage (self, process_id, 9, "INTERVIEW", "Phone");
  PILOT_TEST_WAIT_UNTIL (pilot_workspace_count (ui_workspace (self), PILOT_ENTITY_STAGE, PILOT_FIELD_ID, NULL) == 6);
  wizard = pilot_wizard_present (self->context, GTK_WIDGET (self->window), PILOT_PLAN_MAPPING);
  ui_wait_idle ();
  mapping = PILOT_WIZARD_MAPPING (ui_find (GTK_WIDGET (wizard), PILOT_TYPE_WIZARD_MAPPING));
  PILOT_TEST_WAIT_UNTIL (pilot_wizard_mapping_count (mapping, &n_decided) == 6);
  g_assert_cmpuint (n_decided, ==, 0);
  pilot_wizard_mapping_fill (mapping);
  PILOT_TEST_WAIT_UNTIL (pilot_wizard_mapping_count (mapping, &n_decided) == 6 && n_decided == 6);
  PILOT_TEST_WAIT_UNTIL (ui_number (self, "n-waiting") == 0);
  g_assert_cmpuint (pilot_fake_connection_count (self->connection, PILOT_ENTITY_MAPPING), ==, 6);
  PILOT_TEST_WAIT_UNTIL (pilot_context_get_can_undo (self->context));
  pilot_context_undo (self->context);
  PILOT_TEST_WAIT_UNTIL (pilot_wizard_mapping_count (mapping, &n_decided) == 6 && n_decided == 0);
  gtk_window_close (GTK_WINDOW (wizard));
}

/* Every page can be opened, fits the smallest window, and is left again. */
static void
test_wizard_fits (UiFixture *self, gconstpointer data)
{
  static const char *const keys[] = { NULL, PILOT_PLAN_TEST_AGENCIES, PILOT_PLAN_MODULE_TICKET, PILOT_PLAN_SUBSCRIPTION, PILOT_PLAN_HISTORY,
                                      PILOT_PLAN_SNAPSHOT, PILOT_PLAN_GATE, PILOT_PLAN_ACTIVATE, PILOT_PLAN_VISIT_JOB, PILOT_PLAN_MAPPING,
                                      PILOT_PLAN_SETTINGS, PILOT_PLAN_MIGRATION_TICKET };
  PilotWizard *wizard;

  show_plan (self);
  wizard = pilot_wizard_present (self->context, GTK_WIDGET (self->window), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      int width;
      int height;

      pilot_wizard_show_step (wizard, keys[i]);
      ui_wait_idle ();
      gtk_widget_measure (GTK_WIDGET (wizard), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
      gtk_widget_measure (GTK_WIDGET (wizard), GTK_ORIENTATION_VERTICAL, 880, &height, NULL, NULL, NULL);
      g_test_message ("%s: at least %d × %d", pilot_wizard_get_page (wizard), width, height);
      g_assert_cmpint (width, <=, 880);
      g_assert_cmpint (height, <=, 580);
    }
  gtk_window_close (GTK_WINDOW (wizard));
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

static void
set_up_local (UiFixture *self, gconstpointer data)
{
  ui_fixture_set_up_with (self, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES);
  PILOT_TEST_WAIT_UNTIL (pilot_migration_get_facts (get_migration (self)) != NULL);
}

static void
set_up_files (UiFixture *self, gconstpointer data)
{
  ui_fixture_set_up_with (self, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES | PILOT_CAPABILITY_PUSH | PILOT_CAPABILITY_EVENTS);
  PILOT_TEST_WAIT_UNTIL (pilot_migration_may_edit (get_migration (self), NULL));
  PILOT_TEST_WAIT_UNTIL (pilot_migration_get_facts (get_migration (self)) != NULL);
}

/* The gate can only warn: the list is shown, evidence is asked for. */
static void
test_gate_warns (UiFixture *self, gconstpointer data)
{
  PilotGateDialog *dialog;

  show_plan (self);
  dialog = pilot_gate_dialog_present (self->context, GTK_WIDGET (self->window));
  g_assert_cmpuint (pilot_gate_dialog_get_n_missing (dialog), >, 0);
  pilot_gate_dialog_type (dialog, COMPANY, NULL);
  g_assert_false (pilot_gate_dialog_get_may_pass (dialog));
  pilot_gate_dialog_type (dialog, COMPANY, "Anna, today at nine");
  g_assert_true (pilot_gate_dialog_get_may_pass (dialog));
  pilot_gate_dialog_pass (dialog);
  PILOT_TEST_WAIT_UNTIL (g_str_equal (pilot_gate_dialog_get_page (dialog), "done"));
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_GATE) == PILOT_STEP_DONE);
  gtk_window_destroy (GTK_WINDOW (dialog));
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
  PilotMigrationPage *page = show_plan (self);
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
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_TEST_AGENCIES) == PILOT_STEP_SKIPPED);
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
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_TEST_AGENCIES) == PILOT_STEP_DONE);

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
  g_assert_null (ui_find (GTK_WIDGET (show_plan (self)), PILOT_TYPE_PLAN_MENU));
}

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);
#define ADD(name, set_up, func) g_test_add ("/migration/" name, UiFixture, NULL, set_up, func, ui_fixture_tear_down)
  ADD ("the card follows the next step, and the alarm the renewal", set_up, test_next_step);
  ADD ("a step is done with its evidence, and undone", set_up, test_evidence);
  ADD ("dates are judged on their field", set_up, test_dates);
  ADD ("the gate opens when nothing is missing and the name is typed", set_up, test_gate);
  ADD ("a gate passed by another admin shows at once", set_up, test_gate_by_another);
  ADD ("a second admin consents by name, and a refusal is told", set_up, test_consent);
  ADD ("what was typed in the wizard is saved as it closes, or said why not", set_up, test_wizard_saves);
  ADD ("what can't be done yet says why, what is missing leads to its page", set_up, test_wizard_leads);
  ADD ("the wizard goes on where the work is", set_up, test_wizard_goes_on);
  ADD ("the wizard takes the snapshot, activates and visits", set_up, test_wizard_pages);
  ADD ("the mapping is filled in like for like, and undone", set_up, test_mapping);
  ADD ("every page of the wizard fits", set_up, test_wizard_fits);
  ADD ("the overview tells the next step, the window a running migration", set_up, test_overview);
  ADD ("without the Portal API the gate warns and takes evidence", set_up_files, test_gate_warns);
  ADD ("a plan that no portal keeps goes on as a file", set_up_local, test_plan_file);
  ADD ("a plan in the portal is no file", set_up, test_plan_in_portal);
#undef ADD
  return g_test_run ();
}
