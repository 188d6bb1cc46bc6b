/* test-gate.c: the gate of no return as a person sees it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "migration-fixture.h"

#include "pilot-gate-dialog.h"
#include "pilot-name-uuid.h"

static void
test_gate (UiFixture *self, gconstpointer data)
{
  PilotGateDialog *dialog;

  migration_show_plan (self);
  dialog = pilot_gate_dialog_present (self->context, GTK_WIDGET (self->window));
  g_assert_cmpuint (pilot_gate_dialog_get_n_missing (dialog), >, 0);
  pilot_gate_dialog_type (dialog, MIGRATION_COMPANY, NULL);
  g_assert_false (pilot_gate_dialog_get_may_pass (dialog));
  g_assert_cmpstr (pilot_gate_dialog_get_reason (dialog), !=, "");
  migration_prepare_gate (self);
  migration_put_snapshot (self);
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
  pilot_gate_dialog_type (dialog, MIGRATION_COMPANY, NULL);
  pilot_gate_dialog_pass (dialog);
  PILOT_TEST_WAIT_UNTIL (g_str_equal (pilot_gate_dialog_get_page (dialog), "done"));
  PILOT_TEST_WAIT_UNTIL (migration_judge (self, PILOT_PLAN_GATE) == PILOT_STEP_DONE);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* A second window, or another admin: it shows here that it is passed, and can't be passed again. */
static void
test_gate_by_another (UiFixture *self, gconstpointer data)
{
  PilotGateDialog *dialog;

  migration_show_plan (self);
  migration_prepare_gate (self);
  migration_put_snapshot (self);
  PILOT_TEST_WAIT_UNTIL (migration_judge (self, PILOT_PLAN_GATE) == PILOT_STEP_READY);
  dialog = pilot_gate_dialog_present (self->context, GTK_WIDGET (self->window));
  pilot_gate_dialog_type (dialog, MIGRATION_COMPANY, NULL);
  g_assert_true (pilot_gate_dialog_get_may_pass (dialog));
  migration_put_project (self, PILOT_PROJECT_GATE_AT, NULL);
  PILOT_TEST_WAIT_UNTIL (g_str_equal (pilot_gate_dialog_get_page (dialog), "done"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* The consent is asked for by name, a refusal is told, and whoever gave it can't take the step. */
static void
test_consent (UiFixture *self, gconstpointer data)
{
  g_autofree char *id = pilot_project_make_id ();
  g_autoptr (PilotRecord) policy = pilot_record_new (PILOT_ENTITY_PROJECT);
  PilotGateDialog *dialog;
  GtkWidget *consent;

  migration_show_plan (self);
  pilot_record_set_text (policy, PILOT_FIELD_ID, id);
  pilot_record_set_integer (policy, PILOT_PROJECT_CONSENT_NEEDED, 1);
  pilot_fake_connection_put (self->connection, policy);
  migration_prepare_gate (self);
  migration_put_snapshot (self);
  PILOT_TEST_WAIT_UNTIL (migration_judge (self, PILOT_PLAN_CONSENT) == PILOT_STEP_READY);
  dialog = pilot_gate_dialog_present (self->context, GTK_WIDGET (self->window));
  consent = migration_find_button (dialog, "C_onsent");
  g_assert_nonnull (consent);
  g_assert_false (gtk_widget_is_sensitive (consent));
  pilot_gate_dialog_type (dialog, "example foods", NULL);
  g_assert_false (gtk_widget_is_sensitive (consent));
  pilot_gate_dialog_type (dialog, MIGRATION_COMPANY, NULL);
  g_assert_true (gtk_widget_is_sensitive (consent));
  g_assert_false (pilot_gate_dialog_get_may_pass (dialog));

  g_object_set_data (G_OBJECT (self->connection), "refuse", self);
  g_signal_emit_by_name (consent, "clicked");
  PILOT_TEST_WAIT_UNTIL (strstr (pilot_gate_dialog_get_reason (dialog), "Not today.") != NULL);
  g_assert_cmpint (migration_judge (self, PILOT_PLAN_CONSENT), ==, PILOT_STEP_READY);
  g_object_set_data (G_OBJECT (self->connection), "refuse", NULL);
  g_signal_emit_by_name (consent, "clicked");
  PILOT_TEST_WAIT_UNTIL (migration_judge (self, PILOT_PLAN_CONSENT) == PILOT_STEP_DONE && !gtk_widget_get_visible (consent));
  /* One name typed is one answer given. */
  g_assert_false (pilot_gate_dialog_get_may_pass (dialog));
  pilot_gate_dialog_type (dialog, MIGRATION_COMPANY, NULL);
  g_assert_true (pilot_gate_dialog_get_may_pass (dialog));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
find_off_cb (GtkWidget *widget, gpointer user_data)
{
  const char *subtitle = ADW_IS_ACTION_ROW (widget) ? adw_action_row_get_subtitle (ADW_ACTION_ROW (widget)) : NULL;
  gboolean *found = user_data;

  *found = *found || (subtitle != NULL && strstr (subtitle, "switched the second admin’s consent off") != NULL);
}

/* Another admin switched the consent off, and still needs it: whoever sees that can give it, or take the step. */
static void
test_consent_off (UiFixture *self, gconstpointer data)
{
  PilotGateDialog *dialog;
  gboolean found = FALSE;

  migration_show_plan (self);
  migration_put_project (self, PILOT_PROJECT_CONSENT_OFF_BY, "20000000-0000-4000-8000-000000000001");
  migration_put_project (self, PILOT_PROJECT_CONSENT_OFF_AT, NULL);
  migration_prepare_gate (self);
  migration_put_snapshot (self);
  PILOT_TEST_WAIT_UNTIL (migration_judge (self, PILOT_PLAN_CONSENT) == PILOT_STEP_READY);
  dialog = pilot_gate_dialog_present (self->context, GTK_WIDGET (self->window));
  g_assert_cmpuint (pilot_gate_dialog_get_n_missing (dialog), ==, 0);
  pilot_gate_dialog_type (dialog, MIGRATION_COMPANY, NULL);
  g_assert_true (gtk_widget_is_sensitive (migration_find_button (dialog, "C_onsent")));
  g_assert_true (pilot_gate_dialog_get_may_pass (dialog));
  ui_walk (GTK_WIDGET (dialog), find_off_cb, &found);
  g_assert_true (found);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* The gate can only warn: the list is shown, evidence is asked for. */
static void
test_gate_warns (UiFixture *self, gconstpointer data)
{
  PilotGateDialog *dialog;

  migration_show_plan (self);
  dialog = pilot_gate_dialog_present (self->context, GTK_WIDGET (self->window));
  PILOT_TEST_WAIT_UNTIL (pilot_gate_dialog_get_n_missing (dialog) > 0);
  pilot_gate_dialog_type (dialog, MIGRATION_COMPANY, NULL);
  g_assert_false (pilot_gate_dialog_get_may_pass (dialog));
  pilot_gate_dialog_type (dialog, MIGRATION_COMPANY, "Anna, today at nine");
  /* Under load the company's record is still on its way. */
  PILOT_TEST_WAIT_UNTIL (pilot_gate_dialog_get_may_pass (dialog));
  pilot_gate_dialog_pass (dialog);
  PILOT_TEST_WAIT_UNTIL (g_str_equal (pilot_gate_dialog_get_page (dialog), "done"));
  PILOT_TEST_WAIT_UNTIL (migration_judge (self, PILOT_PLAN_GATE) == PILOT_STEP_DONE);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);
#define ADD(name, set_up, func) g_test_add ("/migration/" name, UiFixture, NULL, set_up, func, ui_fixture_tear_down)
  ADD ("the gate opens when nothing is missing and the name is typed", migration_set_up, test_gate);
  ADD ("a gate passed by another admin shows at once", migration_set_up, test_gate_by_another);
  ADD ("a second admin consents by name, and a refusal is told", migration_set_up, test_consent);
  ADD ("who switched the consent off needs it, another one does not", migration_set_up, test_consent_off);
  ADD ("without the Portal API the gate warns and takes evidence", migration_set_up_files, test_gate_warns);
#undef ADD
  return g_test_run ();
}
