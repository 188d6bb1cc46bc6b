/* pilot-migration-snapshot.c: the legacy snapshot that stands before the gate
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "PilotMigration"

#include "pilot-migration-snapshot.h"

#include <glib/gi18n-lib.h>

#include "pilot-error.h"
#include "pilot-migration-private.h"
#include "pilot-workspace-command.h"
#include "pilot-workspace-private.h"
#include "pilot-queue.h"

typedef struct
{
  PilotStore *store;              /* (owned) */
  GFile *folder;                  /* (owned) (nullable) */
  PilotLegacyProgressFunc func;   /* (nullable) */
  gpointer func_data;
  GMainContext *context;          /* (owned) */
  PilotLegacySnapshot *snapshot;  /* (owned) (nullable) */
} SnapshotJob;

typedef struct
{
  GTask *task; /* (owned) */
  double fraction;
} Told;

static void
snapshot_job_free (gpointer data)
{
  SnapshotJob *self = data;

  g_object_unref (self->store);
  g_clear_object (&self->folder);
  g_main_context_unref (self->context);
  g_clear_pointer (&self->snapshot, pilot_legacy_snapshot_free);
  g_free (self);
}

static void
told_free (gpointer data)
{
  Told *self = data;

  g_object_unref (self->task);
  g_free (self);
}

static gboolean
tell_cb (gpointer user_data)
{
  Told *told = user_data;
  SnapshotJob *job = g_task_get_task_data (told->task);

  if (!g_task_get_completed (told->task))
    job->func (told->fraction, job->func_data);
  return G_SOURCE_REMOVE;
}

static void
progress_cb (double fraction, gpointer user_data)
{
  GTask *task = user_data;
  SnapshotJob *job = g_task_get_task_data (task);
  Told *told;

  if (job->func == NULL)
    return;
  told = g_new0 (Told, 1);
  told->task = g_object_ref (task);
  told->fraction = fraction;
  pilot_queue_source (job->context, tell_cb, told, told_free);
}

/* The task of the worker; its task data is the task of the caller. */
static void
make_thread (GTask *worker, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GTask *task = task_data;
  SnapshotJob *job = g_task_get_task_data (task);
  GError *error = NULL;
  PilotLegacySnapshot *snapshot = pilot_legacy_snapshot_make (job->store, job->folder, progress_cb, task, cancellable, &error);

  if (snapshot != NULL)
    g_task_return_pointer (worker, snapshot, (GDestroyNotify) pilot_legacy_snapshot_free);
  else
    g_task_return_error (worker, error);
}

static void
finish (GTask *task)
{
  SnapshotJob *job = g_task_get_task_data (task);

  g_task_return_pointer (task, g_steal_pointer (&job->snapshot), (GDestroyNotify) pilot_legacy_snapshot_free);
}

static void
commanded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GHashTable) values = pilot_workspace_command_finish (PILOT_WORKSPACE (source), result, &error);

  if (values == NULL)
    g_task_return_error (task, error);
  else
    finish (task);
}

static void
confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!pilot_edits_apply_finish (PILOT_WORKSPACE (source), result, NULL, &error))
    g_task_return_error (task, error);
  else
    finish (task);
}

static void
record_by_command (GTask *task)
{
  PilotMigration *self = g_task_get_source_object (task);
  SnapshotJob *job = g_task_get_task_data (task);
  PilotCommand *command = pilot_command_new ("record-snapshot");
  g_autofree char *revision = g_strdup_printf ("%" G_GINT64_FORMAT, job->snapshot->revision);

  pilot_command_set (command, "revision", revision);
  pilot_command_set (command, "sha256", job->snapshot->sha256);
  pilot_command_set (command, "counts", job->snapshot->counts);
  pilot_workspace_command_async (pilot_migration_get_workspace (self), command, g_task_get_cancellable (task), commanded_cb,
                                 g_object_ref (task));
}

static void
record_by_step (GTask *task)
{
  PilotMigration *self = g_task_get_source_object (task);
  SnapshotJob *job = g_task_get_task_data (task);
  PilotStepEdit edit = { .state = "done", .note = job->snapshot->counts, .reference = job->snapshot->epoch };
  PilotEdits *edits = pilot_edits_new ();
  PilotRecord *changes = pilot_migration_make_step_changes (self, pilot_plan_find_step (PILOT_PLAN_SNAPSHOT), &edit);
  g_autofree char *name = job->snapshot->folder != NULL ? g_file_get_basename (job->snapshot->folder) : NULL;

  pilot_record_set_text (changes, PILOT_STEP_EVIDENCE_SHA256, job->snapshot->sha256);
  pilot_record_set_text (changes, PILOT_STEP_EVIDENCE_NAME, name);
  pilot_edits_add (edits, changes);
  pilot_edits_apply_async (pilot_migration_get_workspace (self), edits, NULL, confirmed_cb, g_object_ref (task));
}

static void
made_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = g_task_get_task_data (G_TASK (result));
  PilotMigration *self = PILOT_MIGRATION (object);
  SnapshotJob *job = g_task_get_task_data (task);
  GError *error = NULL;

  job->snapshot = g_task_propagate_pointer (G_TASK (result), &error);
  if (job->snapshot == NULL)
    g_task_return_error (task, error);
  else if (pilot_migration_has_portal_api (pilot_migration_get_workspace (self)))
    record_by_command (task);
  else
    record_by_step (task);
}

static void
make (GTask *task)
{
  g_autoptr (GTask) worker = g_task_new (g_task_get_source_object (task), g_task_get_cancellable (task), made_cb, NULL);

  g_task_set_source_tag (worker, make);
  g_task_set_task_data (worker, g_object_ref (task), g_object_unref);
  g_task_run_in_thread (worker, make_thread);
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!pilot_workspace_flush_finish (PILOT_WORKSPACE (source), result, &error))
    g_task_return_error (task, error);
  else
    make (task);
}

gboolean
pilot_migration_may_snapshot (PilotMigration *self, char **reason)
{
  if (pilot_migration_has_portal_api (pilot_migration_get_workspace (self)))
    return pilot_migration_may_command (self, "record-snapshot", reason);
  return pilot_migration_may_edit (self, reason);
}

void
pilot_migration_snapshot_async (PilotMigration *self, GFile *folder, PilotLegacyProgressFunc func, gpointer func_data,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  PilotWorkspace *workspace = pilot_migration_get_workspace (self);
  SnapshotJob *job = g_new0 (SnapshotJob, 1);
  g_autofree char *reason = NULL;

  g_task_set_source_tag (task, pilot_migration_snapshot_async);
  job->store = g_object_ref (pilot_workspace_get_store (workspace));
  job->folder = folder != NULL ? g_object_ref (folder) : NULL;
  job->func = func;
  job->func_data = func_data;
  job->context = g_main_context_ref_thread_default ();
  g_task_set_task_data (task, job, snapshot_job_free);
  if (!pilot_migration_may_snapshot (self, &reason))
    g_task_return_new_error (task, PILOT_ERROR, PILOT_ERROR_FORBIDDEN, "%s", reason);
  else if (pilot_migration_has_portal_api (workspace))
    pilot_workspace_flush_async (workspace, cancellable, flushed_cb, g_steal_pointer (&task));
  else
    make (task);
}

PilotLegacySnapshot *
pilot_migration_snapshot_finish (PilotMigration *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
