/* pilot-migration-file.c: a plan without a portal is handed on to a colleague
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "PilotMigration"

#include "pilot-migration-file.h"

#include <glib/gi18n-lib.h>

#include "pilot-error.h"
#include "pilot-migration-private.h"
#include "pilot-plan-file-private.h"
#include "pilot-workspace-private.h"

typedef struct
{
  PilotStore *store; /* (owned) */
  GFile *file;       /* (owned) */
  char *company;     /* (owned) (nullable) */
  char *environment; /* (owned) (nullable) */
} FileJob;

static void
file_job_free (gpointer data)
{
  FileJob *self = data;

  g_object_unref (self->store);
  g_object_unref (self->file);
  g_free (self->company);
  g_free (self->environment);
  g_free (self);
}

static GTask *
make_task (PilotMigration *self, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  const PilotPlanFacts *facts = pilot_migration_get_facts (self);
  FileJob *job = g_new0 (FileJob, 1);

  g_task_set_source_tag (task, make_task);
  job->store = g_object_ref (pilot_workspace_get_store (pilot_migration_get_workspace (self)));
  job->file = g_object_ref (file);
  job->company = facts != NULL ? g_strdup (facts->company_name) : NULL;
  job->environment = facts != NULL ? g_strdup (facts->environment) : NULL;
  g_task_set_task_data (task, job, file_job_free);
  return task;
}

static void
write_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  FileJob *job = task_data;
  GError *error = NULL;

  if (pilot_plan_file_write (job->store, job->company, job->environment, job->file, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  FileJob *job = task_data;
  GError *error = NULL;
  PilotPlanFile *plan = pilot_plan_file_read (job->store, job->file, cancellable, &error);

  if (plan != NULL)
    g_task_return_pointer (task, plan, (GDestroyNotify) pilot_plan_file_free);
  else
    g_task_return_error (task, error);
}

void
pilot_migration_hand_on_async (PilotMigration *self, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = make_task (self, file, cancellable, callback, user_data);

  g_task_run_in_thread (task, write_thread);
}

gboolean
pilot_migration_hand_on_finish (PilotMigration *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
pilot_migration_look_into_async (PilotMigration *self, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = make_task (self, file, cancellable, callback, user_data);

  g_task_run_in_thread (task, read_thread);
}

PilotPlanFile *
pilot_migration_look_into_finish (PilotMigration *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  GHashTable *gone; /* (owned): of PilotPlanFile */
  PilotEdits *undo; /* (owned) (nullable) */
} TakeJob;

static void
take_job_free (gpointer data)
{
  TakeJob *self = data;

  g_hash_table_unref (self->gone);
  g_clear_pointer (&self->undo, pilot_edits_free);
  g_free (self);
}

/* The edits are made; that an old file may bring a record back is no reason to fail them. */
static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TakeJob *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!pilot_writer_run_finish (PILOT_WRITER (source), result, &error))
    g_warning ("What a plan says is deleted can't be remembered: %s", error->message);
  g_task_return_pointer (task, g_steal_pointer (&job->undo), (GDestroyNotify) pilot_edits_free);
}

static void
taken_over_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PilotWorkspace *workspace = PILOT_WORKSPACE (source);
  TakeJob *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (!pilot_edits_apply_finish (workspace, result, &job->undo, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  pilot_writer_run_async (pilot_store_get_writer (pilot_workspace_get_store (workspace)), pilot_plan_file_keep_gone,
                          g_hash_table_ref (job->gone), (GDestroyNotify) g_hash_table_unref, NULL, kept_cb, g_steal_pointer (&task));
}

void
pilot_migration_take_over_async (PilotMigration *self, PilotPlanFile *plan, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  PilotWorkspace *workspace = pilot_migration_get_workspace (self);
  const PilotPlanFacts *facts = pilot_migration_get_facts (self);
  TakeJob *job;

  g_return_if_fail (plan->edits != NULL);
  g_task_set_source_tag (task, pilot_migration_take_over_async);
  if (!pilot_workspace_is_local (workspace, PILOT_ENTITY_PROJECT))
    {
      g_task_return_new_error (task, PILOT_ERROR, PILOT_ERROR_FORBIDDEN, "%s",
                               _("The portal keeps this company’s plan: every admin sees it there."));
      return;
    }
  if (facts != NULL && facts->environment == NULL && plan->environment != NULL)
    pilot_migration_set_environment (self, plan->environment);
  job = g_new0 (TakeJob, 1);
  job->gone = g_hash_table_ref (plan->gone);
  g_task_set_task_data (task, job, take_job_free);
  pilot_edits_apply_async (workspace, g_steal_pointer (&plan->edits), cancellable, taken_over_cb, g_steal_pointer (&task));
}

gboolean
pilot_migration_take_over_finish (PilotMigration *self, GAsyncResult *result, PilotEdits **undo, GError **error)
{
  return pilot_migration_save_finish (self, result, undo, error);
}
