/* pilot-migration-command.c: what the portal does for the migration now, or not at all
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "PilotMigration"

#include "pilot-migration-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pilot-consent.h"
#include "pilot-error.h"
#include "pilot-workspace-command.h"

static const struct
{
  const char *command;
  const char *step;
} commands[] = {
  { "record-snapshot", PILOT_PLAN_SNAPSHOT },
  { "consent-gate", PILOT_PLAN_CONSENT },
  { "pass-gate", PILOT_PLAN_GATE },
  { "activate-portal", PILOT_PLAN_ACTIVATE },
  { "visit-job", PILOT_PLAN_VISIT_JOB },
};

static const PilotPlanStep *
find_step (const char *command)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (commands[i].command, command) == 0)
      return pilot_plan_find_step (commands[i].step);
  return NULL;
}

/* Why the plan has no place for it now; NULL: it has. */
static char *
explain_refusal (PilotMigration *self, const char *name)
{
  const PilotPlanFacts *facts = pilot_migration_get_facts (self);
  const PilotPlanStep *step = find_step (name);
  g_autofree char *reason = NULL;

  if (facts == NULL || step == NULL)
    return g_strdup (_("The plan is not read yet. Try again in a moment."));
  switch (pilot_plan_judge (facts, step, &reason))
    {
    case PILOT_STEP_READY: return NULL;
    case PILOT_STEP_DONE:
      /* Another job may be visited, and the snapshot made again while there is something to be read. */
      if (strcmp (name, "visit-job") == 0 ||
          (strcmp (name, "record-snapshot") == 0 && pilot_plan_judge (facts, pilot_plan_find_step (PILOT_PLAN_GATE), NULL) != PILOT_STEP_DONE))
        return NULL;
      return g_strdup (_("This is done already."));
    case PILOT_STEP_NOT_HERE: return g_strdup (_("This is not asked for here."));
    case PILOT_STEP_BLOCKED:
    case PILOT_STEP_WAITING:
    case PILOT_STEP_SKIPPED:
    case PILOT_STEP_TOO_LATE: break;
    }
  return reason != NULL ? g_steal_pointer (&reason) : g_strdup (_("This can’t be done now."));
}

static void
commanded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GHashTable *values = pilot_workspace_command_finish (PILOT_WORKSPACE (source), result, &error);

  if (values != NULL)
    g_task_return_pointer (task, values, (GDestroyNotify) g_hash_table_unref);
  else
    g_task_return_error (task, error);
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PilotCommand *sent;
  const PilotCommand *command = g_task_get_task_data (task);
  GHashTableIter iter;
  gpointer key, value;
  GError *error = NULL;

  if (!pilot_workspace_flush_finish (PILOT_WORKSPACE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  sent = pilot_command_new (command->name);
  g_free (sent->id);
  sent->id = g_strdup (command->id);
  g_hash_table_iter_init (&iter, command->arguments);
  while (g_hash_table_iter_next (&iter, &key, &value))
    pilot_command_set (sent, key, value);
  pilot_workspace_command_async (PILOT_WORKSPACE (source), sent, g_task_get_cancellable (task), commanded_cb, g_object_ref (task));
}

gboolean
pilot_migration_may_command (PilotMigration *self, const char *name, char **reason)
{
  g_autofree char *why = NULL;

  if (pilot_workspace_may_command (pilot_migration_get_workspace (self), name, &why))
    {
      why = explain_refusal (self, name);
      if (why == NULL && strcmp (name, "pass-gate") == 0)
        {
          const PilotPlanFacts *facts = pilot_migration_get_facts (self);

          why = g_strdup (pilot_consent_explain_refusal (facts->project, facts->member_id));
        }
    }
  if (why == NULL)
    return TRUE;
  if (reason != NULL)
    *reason = g_steal_pointer (&why);
  return FALSE;
}

gboolean
pilot_migration_check_command (PilotMigration *self, const PilotCommand *command, GError **error)
{
  const PilotPlanFacts *facts = pilot_migration_get_facts (self);
  const char *typed = pilot_command_get (command, "company_name");
  const char *company_id = pilot_command_get (command, "company_id");

  if ((strcmp (command->name, "consent-gate") == 0 || strcmp (command->name, "pass-gate") == 0) &&
      (facts == NULL || facts->company_name == NULL || g_strcmp0 (typed, facts->company_name) != 0))
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID, _("The company’s name is not typed exactly as it is."));
      return FALSE;
    }
  if (strcmp (command->name, "activate-portal") == 0 && (company_id == NULL || !g_uuid_string_is_valid (company_id)))
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID,
                           _("This is no Company ID. It has five groups of letters and digits, like "
                             "123e4567-e89b-12d3-a456-426614174000."));
      return FALSE;
    }
  return TRUE;
}

void
pilot_migration_command_async (PilotMigration *self, PilotCommand *command, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *reason = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, pilot_migration_command_async);
  g_task_set_task_data (task, command, (GDestroyNotify) pilot_command_free);
  if (!pilot_migration_may_command (self, command->name, &reason))
    g_task_return_new_error (task, PILOT_ERROR, PILOT_ERROR_FORBIDDEN, "%s", reason);
  else if (!pilot_migration_check_command (self, command, &error))
    g_task_return_error (task, error);
  else
    pilot_workspace_flush_async (pilot_migration_get_workspace (self), cancellable, flushed_cb, g_steal_pointer (&task));
}

GHashTable *
pilot_migration_command_finish (PilotMigration *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
