/* migration-fixture.c: the plan before the tests of its pages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "migration-fixture.h"

#include "pilot-error.h"
#include "pilot-name-uuid.h"
#include "pilot-plan-row.h"

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
      if (g_strcmp0 (pilot_command_get (command, "company_id"), MIGRATION_HIREPORT_ID) != 0)
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
      pilot_record_set_text (project, PILOT_PROJECT_CONSENT_BY, MIGRATION_ANNA);
    }
  else if (g_str_equal (command->name, "pass-gate"))
    {
      pilot_record_set_integer (project, PILOT_PROJECT_GATE_AT, g_get_real_time ());
      pilot_record_set_text (project, PILOT_PROJECT_HIREPORT_ID, MIGRATION_HIREPORT_ID);
    }
  pilot_fake_connection_put (connection, project);
  g_hash_table_insert (values, g_strdup ("hireport_id"), g_strdup (MIGRATION_HIREPORT_ID));
  return TRUE;
}

PilotMigration *
migration_get (UiFixture *self)
{
  return pilot_context_get_migration (self->context);
}

PilotStepStanding
migration_judge (UiFixture *self, const char *key)
{
  PilotPlanRow *row = pilot_migration_find_row (migration_get (self), key);

  return row != NULL ? pilot_plan_row_get_standing (row) : PILOT_STEP_NOT_HERE;
}

void
migration_put_project (UiFixture *self, guint field, const char *text)
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

void
migration_put_step (UiFixture *self, const char *key, const char *state)
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

void
migration_set_up (UiFixture *self, gconstpointer data)
{
  ui_fixture_set_up_with (self, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES | PILOT_CAPABILITY_PUSH | PILOT_CAPABILITY_EVENTS |
                                    PILOT_CAPABILITY_COMMAND);
  pilot_fake_connection_set_command_func (self->connection, command_func, self);
  migration_put_project (self, PILOT_PROJECT_HISTORY, "undecided");
  PILOT_TEST_WAIT_UNTIL (pilot_migration_may_edit (migration_get (self), NULL));
  PILOT_TEST_WAIT_UNTIL (pilot_migration_get_facts (migration_get (self)) != NULL
                         && pilot_migration_get_facts (migration_get (self))->project != NULL);
}

void
migration_set_up_reader (UiFixture *self, gconstpointer data)
{
  ui_fixture_set_up (self, data);
  pilot_fake_connection_set_role (self->connection, PILOT_ROLE_TA_LEAD);
  ui_fixture_open (self);
  migration_put_project (self, PILOT_PROJECT_HISTORY, "undecided");
  PILOT_TEST_WAIT_UNTIL (pilot_migration_get_facts (migration_get (self)) != NULL
                         && pilot_migration_get_facts (migration_get (self))->project != NULL);
}

PilotMigrationPage *
migration_show_plan (UiFixture *self)
{
  pilot_window_show_page (self->window, "migration");
  ui_wait_idle ();
  return PILOT_MIGRATION_PAGE (ui_find (GTK_WIDGET (self->window), PILOT_TYPE_MIGRATION_PAGE));
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

void
migration_prepare_gate (UiFixture *self)
{
  put_check (self);
  migration_put_step (self, PILOT_PLAN_TEST_AGENCIES, "skipped");
  migration_put_step (self, PILOT_PLAN_MODULE_TICKET, "done");
  migration_put_step (self, PILOT_PLAN_SCOPE, "done");
  migration_put_step (self, PILOT_PLAN_CHECKS, "done");
  migration_put_project (self, PILOT_PROJECT_HISTORY, "legacy");
  migration_put_project (self, PILOT_PROJECT_ON_HOLD, "out");
  migration_put_project (self, PILOT_PROJECT_TRANSFERRED, "out");
  migration_put_project (self, PILOT_PROJECT_SUBSCRIBED_AT, NULL);
}

void
migration_put_snapshot (UiFixture *self)
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

GtkWidget *
migration_find_button (gpointer dialog, const char *label)
{
  WantedButton wanted = { .label = label };

  PILOT_TEST_WAIT_UNTIL (gtk_widget_get_mapped (dialog));
  ui_walk (dialog, find_button_cb, &wanted);
  return wanted.button;
}

void
migration_set_up_local (UiFixture *self, gconstpointer data)
{
  ui_fixture_set_up_with (self, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES);
  PILOT_TEST_WAIT_UNTIL (pilot_migration_get_facts (migration_get (self)) != NULL);
}

void
migration_set_up_files (UiFixture *self, gconstpointer data)
{
  ui_fixture_set_up_with (self, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES | PILOT_CAPABILITY_PUSH | PILOT_CAPABILITY_EVENTS);
  PILOT_TEST_WAIT_UNTIL (pilot_migration_may_edit (migration_get (self), NULL));
  PILOT_TEST_WAIT_UNTIL (pilot_migration_get_facts (migration_get (self)) != NULL);
}
