/* test-wizard.c: the wizard of Phase A as a person sees it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "migration-fixture.h"

#include "pilot-name-uuid.h"
#include "pilot-plan-row.h"
#include "pilot-project-form.h"
#include "pilot-step-panel.h"
#include "pilot-wizard-activate.h"
#include "pilot-wizard-jobs.h"
#include "pilot-wizard-mapping.h"
#include "pilot-wizard-pages.h"
#include "pilot-wizard-snapshot.h"
#include "pilot-wizard.h"

static gboolean
has_note (UiFixture *self, const char *key, const char *note)
{
  PilotRecord *record = pilot_plan_row_get_record (pilot_migration_find_row (migration_get (self), key));

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
  GtkWidget *button = migration_find_button (wizard, "_All Settings Are as They Should Be");
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

  migration_show_plan (self);
  migration_put_step (self, PILOT_PLAN_TEST_AGENCIES, "skipped");
  PILOT_TEST_WAIT_UNTIL (migration_judge (self, PILOT_PLAN_MODULE_TICKET) == PILOT_STEP_READY);
  wizard = alive = pilot_wizard_present (self->context, GTK_WIDGET (self->window), PILOT_PLAN_MODULE_TICKET);
  g_object_add_weak_pointer (G_OBJECT (wizard), &alive);
  ui_wait_idle ();
  panel = PILOT_STEP_PANEL (ui_find (GTK_WIDGET (wizard), PILOT_TYPE_STEP_PANEL));
  pilot_step_panel_type (panel, PILOT_STEP_DUE, "soon");
  pilot_step_panel_save (panel, "done");
  ui_wait_idle ();
  g_assert_nonnull (pilot_step_panel_get_message (panel));
  g_assert_cmpint (migration_judge (self, PILOT_PLAN_MODULE_TICKET), ==, PILOT_STEP_READY);

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

static void
find_form_cb (GtkWidget *widget, gpointer user_data)
{
  PilotProjectForm **found = user_data;
  PilotProjectForm *form = g_object_get_data (G_OBJECT (widget), PILOT_WIZARD_FORM);

  if (form != NULL)
    *found = form;
}

/* It may be further down than is seen. */
static void
test_wizard_shows_wrong (UiFixture *self, gconstpointer data)
{
  PilotWizard *wizard = pilot_wizard_present (self->context, GTK_WIDGET (self->window), PILOT_PLAN_SETTINGS);
  PilotProjectForm *form = NULL;
  GtkWidget *row = NULL;
  GtkWidget *focus;

  ui_wait_idle ();
  ui_walk (GTK_WIDGET (wizard), find_form_cb, &form);
  g_assert_nonnull (form);
  pilot_project_form_type (form, PILOT_SETTINGS_BUSY_SPOTS, "many");
  pilot_wizard_show_step (wizard, PILOT_PLAN_GATE);
  gtk_window_close (GTK_WINDOW (wizard));
  ui_wait_idle ();
  g_assert_true (find_wizard () == wizard);
  g_assert_cmpstr (pilot_wizard_get_page (wizard), ==, "settings");
  row = ui_find_entry (GTK_WIDGET (wizard), "many");
  g_assert_nonnull (row);
  focus = gtk_window_get_focus (GTK_WINDOW (wizard));
  g_assert_nonnull (focus);
  g_assert_true (focus == row || gtk_widget_is_ancestor (focus, row));
  gtk_window_close (GTK_WINDOW (wizard));
}

/* What has the keyboard is scrolled into sight, and no more: it reaches to the edge of its row. */
static void
test_wizard_text_row (UiFixture *self, gconstpointer data)
{
  PilotWizard *wizard = pilot_wizard_present (self->context, GTK_WIDGET (self->window), PILOT_PLAN_SETTINGS);
  GtkWidget *row;
  graphene_rect_t bounds;

  PILOT_TEST_WAIT_UNTIL (ui_find (GTK_WIDGET (wizard), GTK_TYPE_TEXT_VIEW) != NULL);
  ui_wait_idle ();
  row = gtk_widget_get_ancestor (ui_find (GTK_WIDGET (wizard), GTK_TYPE_TEXT_VIEW), ADW_TYPE_PREFERENCES_ROW);
  g_assert_true (gtk_widget_compute_bounds (ui_find (GTK_WIDGET (wizard), GTK_TYPE_TEXT_VIEW), row, &bounds));
  g_assert_cmpfloat (bounds.origin.y + bounds.size.height, >=, gtk_widget_get_height (row) - 1);
  gtk_window_close (GTK_WINDOW (wizard));
}

static void
test_wizard_goes_on (UiFixture *self, gconstpointer data)
{
  PilotWizard *wizard;

  migration_show_plan (self);
  wizard = pilot_wizard_present (self->context, GTK_WIDGET (self->window), NULL);
  g_assert_cmpstr (pilot_wizard_get_page (wizard), ==, "start");
  gtk_window_close (GTK_WINDOW (wizard));
  /* Who has decided something, and no more, has read what stands first. */
  migration_put_project (self, PILOT_PROJECT_HISTORY, "legacy");
  PILOT_TEST_WAIT_UNTIL (migration_judge (self, PILOT_PLAN_HISTORY) == PILOT_STEP_DONE);
  wizard = pilot_wizard_present (self->context, GTK_WIDGET (self->window), NULL);
  g_assert_cmpstr (pilot_wizard_get_page (wizard), ==, "agencies");
  gtk_window_close (GTK_WINDOW (wizard));
  migration_prepare_gate (self);
  PILOT_TEST_WAIT_UNTIL (migration_judge (self, PILOT_PLAN_SUBSCRIPTION) == PILOT_STEP_DONE && migration_judge (self, PILOT_PLAN_CHECKS) == PILOT_STEP_DONE);
  wizard = pilot_wizard_present (self->context, GTK_WIDGET (self->window), NULL);
  g_assert_cmpstr (pilot_wizard_get_page (wizard), ==, "snapshot");
  pilot_wizard_show_step (wizard, PILOT_PLAN_ON_HOLD);
  g_assert_cmpstr (pilot_wizard_get_page (wizard), ==, "decide");
  g_assert_true (pilot_wizard_present (self->context, GTK_WIDGET (self->window), PILOT_PLAN_GATE) == wizard);
  g_assert_cmpstr (pilot_wizard_get_page (wizard), ==, "gate");
  gtk_window_close (GTK_WINDOW (wizard));
}

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
find_checksum_cb (GtkWidget *widget, gpointer user_data)
{
  GtkWidget **found = user_data;
  const char *text = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : "";

  /* 64 digits, and where a line may end between them. */
  if (strspn (text, "0123456789abcdef") == 32 && g_str_has_prefix (text + 32, "\xe2\x80\x8b") && strspn (text + 35, "0123456789abcdef") == 32)
    *found = widget;
}

/* From the snapshot to the mapping: what each page does is seen by the plan. */
static void
test_wizard_pages (UiFixture *self, gconstpointer data)
{
  PilotWizard *wizard;
  PilotWizardActivate *activate;
  PilotWizardJobs *jobs;
  GtkWidget *checksum = NULL;

  migration_show_plan (self);
  migration_prepare_gate (self);
  PILOT_TEST_WAIT_UNTIL (migration_judge (self, PILOT_PLAN_CHECKS) == PILOT_STEP_DONE);
  wizard = pilot_wizard_present (self->context, GTK_WIDGET (self->window), PILOT_PLAN_SNAPSHOT);
  ui_wait_idle ();
  pilot_wizard_snapshot_make (PILOT_WIZARD_SNAPSHOT (ui_find (GTK_WIDGET (wizard), PILOT_TYPE_WIZARD_SNAPSHOT)), NULL);
  PILOT_TEST_WAIT_UNTIL (migration_judge (self, PILOT_PLAN_SNAPSHOT) == PILOT_STEP_DONE);
  ui_wait_idle ();
  ui_walk (GTK_WIDGET (wizard), find_checksum_cb, &checksum);
  g_assert_nonnull (checksum);

  migration_put_project (self, PILOT_PROJECT_GATE_AT, NULL);
  PILOT_TEST_WAIT_UNTIL (migration_judge (self, PILOT_PLAN_ACTIVATE) == PILOT_STEP_READY);
  pilot_wizard_show_step (wizard, PILOT_PLAN_ACTIVATE);
  ui_wait_idle ();
  activate = PILOT_WIZARD_ACTIVATE (ui_find (GTK_WIDGET (wizard), PILOT_TYPE_WIZARD_ACTIVATE));
  g_assert_nonnull (strstr (pilot_wizard_activate_get_message (activate), "Paste the Company ID")); /* why the button can't be pressed */
  pilot_wizard_activate_enter (activate, "4711");
  g_assert_cmpstr (pilot_wizard_activate_get_message (activate), !=, "");
  g_assert_cmpint (migration_judge (self, PILOT_PLAN_ACTIVATE), ==, PILOT_STEP_READY);
  pilot_wizard_activate_enter (activate, MIGRATION_ANNA);
  PILOT_TEST_WAIT_UNTIL (strstr (pilot_wizard_activate_get_message (activate), "no such company") != NULL);
  pilot_wizard_activate_enter (activate, " " MIGRATION_HIREPORT_ID " ");
  PILOT_TEST_WAIT_UNTIL (migration_judge (self, PILOT_PLAN_ACTIVATE) == PILOT_STEP_DONE);

  pilot_wizard_show_step (wizard, PILOT_PLAN_VISIT_JOB);
  ui_wait_idle ();
  jobs = PILOT_WIZARD_JOBS (ui_find (GTK_WIDGET (wizard), PILOT_TYPE_WIZARD_JOBS));
  PILOT_TEST_WAIT_UNTIL (pilot_wizard_jobs_get_n_shown (jobs) == 1);
  /* A job that is published within the company counts as well; one that isn't published doesn't. */
  put_job (self, 8, "NOT_PUBLISHED");
  put_job (self, 9, "INTERNAL");
  PILOT_TEST_WAIT_UNTIL (pilot_wizard_jobs_get_n_shown (jobs) == 2);
  pilot_wizard_jobs_visit (jobs, 1);
  PILOT_TEST_WAIT_UNTIL (migration_judge (self, PILOT_PLAN_VISIT_JOB) == PILOT_STEP_DONE);
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

  migration_show_plan (self);
  migration_put_project (self, PILOT_PROJECT_TRANSFERRED, "out");
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

  migration_show_plan (self);
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

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);
#define ADD(name, set_up, func) g_test_add ("/migration/" name, UiFixture, NULL, set_up, func, ui_fixture_tear_down)
  ADD ("what was typed in the wizard is saved as it closes, or said why not", migration_set_up, test_wizard_saves);
  ADD ("a text is brought into sight with its row", migration_set_up, test_wizard_text_row);
  ADD ("what can't be saved is brought into sight", migration_set_up, test_wizard_shows_wrong);
  ADD ("what can't be done yet says why, what is missing leads to its page", migration_set_up, test_wizard_leads);
  ADD ("the wizard goes on where the work is", migration_set_up, test_wizard_goes_on);
  ADD ("the wizard takes the snapshot, activates and visits", migration_set_up, test_wizard_pages);
  ADD ("the mapping is filled in like for like, and undone", migration_set_up, test_mapping);
  ADD ("every page of the wizard fits", migration_set_up, test_wizard_fits);
#undef ADD
  return g_test_run ();
}
