/* pilot-workspace-command.c: commands to the other side of a workspace
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "PilotWorkspace"

#include "pilot-workspace-command.h"

#include <glib/gi18n-lib.h>

#include "pilot-error.h"
#include "pilot-sync-identity.h"
#include "pilot-workspace-private.h"

#define FLUSH_SECS 60

typedef struct
{
  PilotConnection *connection; /* (owned) */
  PilotStore *store;           /* (owned) */
  PilotCommand *command;       /* (owned) */
} CommandJob;

typedef struct
{
  guint64 round; /* the first that began after it was asked for */
  gulong notify_id;
  gulong cancelled_id;
  guint timeout_id;
  guint check_id;
} FlushJob;

static void
command_job_free (gpointer data)
{
  CommandJob *self = data;

  g_object_unref (self->connection);
  g_object_unref (self->store);
  pilot_command_free (self->command);
  g_free (self);
}

static char *
dup_why_stopped (PilotWorkspace *self)
{
  const char *message = pilot_workspace_get_sync_message (self);

  return g_strdup (message != NULL ? message : _("The sync has stopped."));
}

gboolean
pilot_workspace_check_company (PilotWorkspace *self, const PilotConnectionInfo *info, char **other, GError **error)
{
  return pilot_sync_identity_check (pilot_workspace_get_store (self), info, other, error);
}

gboolean
pilot_workspace_check_kept_company (const PilotConnectionProfile *profile, const char *data_dir, const PilotConnectionInfo *info,
                                    char **other, GError **error)
{
  g_autofree char *path = pilot_workspace_make_cache_path (profile, data_dir);
  g_autoptr (PilotStore) store = pilot_store_open_to_read (path, NULL);
  g_autoptr (GError) refusal = NULL;
  g_autofree char *instead = NULL;

  if (store == NULL || pilot_sync_identity_check (store, info, &instead, &refusal) || instead == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&refusal));
  if (other != NULL)
    *other = g_steal_pointer (&instead);
  return FALSE;
}

gboolean
pilot_workspace_may_command (PilotWorkspace *self, const char *name, char **reason)
{
  PilotSyncState state = pilot_workspace_get_sync_state (self);
  g_autofree char *why = NULL;
  int role;

  g_object_get (self, "role", &role, NULL);
  if ((pilot_workspace_get_capabilities (self) & PILOT_CAPABILITY_COMMAND) == 0)
    why = g_strdup (state == PILOT_SYNC_SIGN_IN ? _("Sign in first.") : _("This connection has no portal that could carry it out."));
  else if (!pilot_command_may ((PilotRole) role, name))
    why = g_strdup (_("Your role in this company does not allow it. An admin can do it, or give you the role."));
  else if (state == PILOT_SYNC_OFFLINE)
    why = g_strdup (_("The portal is not reached just now, and this needs it."));
  else if (state == PILOT_SYNC_FAILED)
    why = dup_why_stopped (self);
  if (why == NULL)
    return TRUE;
  if (reason != NULL)
    *reason = g_steal_pointer (&why);
  return FALSE;
}

static void
command_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  CommandJob *job = task_data;
  g_auto (PilotConnectionInfo) info = { 0 };
  GHashTable *values = NULL;
  GError *error = NULL;

  /* It may come before the first round of sync, or while another process syncs: it asks by itself whose portal this is. */
  if (pilot_connection_probe (job->connection, &info, cancellable, &error) &&
      pilot_sync_identity_check (job->store, &info, NULL, &error) &&
      pilot_connection_command (job->connection, job->command, &values, cancellable, &error))
    g_task_return_pointer (task, values, (GDestroyNotify) g_hash_table_unref);
  else
    g_task_return_error (task, error);
}

void
pilot_workspace_command_async (PilotWorkspace *self, PilotCommand *command, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  PilotConnection *connection = pilot_workspace_get_connection (self);
  g_autofree char *reason = NULL;
  CommandJob *job;

  g_task_set_source_tag (task, pilot_workspace_command_async);
  if (!pilot_workspace_may_command (self, command->name, &reason))
    {
      pilot_command_free (command);
      g_task_return_new_error (task, PILOT_ERROR, PILOT_ERROR_FORBIDDEN, "%s", reason);
      return;
    }
  job = g_new0 (CommandJob, 1);
  job->connection = g_object_ref (connection);
  job->store = g_object_ref (pilot_workspace_get_store (self));
  job->command = command;
  g_task_set_task_data (task, job, command_job_free);
  g_task_run_in_thread (task, command_thread);
}

GHashTable *
pilot_workspace_command_finish (PilotWorkspace *self, GAsyncResult *result, GError **error)
{
  /* Carried out or not, something may be new there. */
  pilot_workspace_sync_now (self);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
flush_end (GTask *task, GError *error)
{
  FlushJob *job = g_task_get_task_data (task);
  PilotWorkspace *self = g_task_get_source_object (task);

  g_clear_signal_handler (&job->notify_id, self);
  if (job->cancelled_id != 0)
    g_signal_handler_disconnect (g_task_get_cancellable (task), job->cancelled_id);
  job->cancelled_id = 0;
  g_clear_handle_id (&job->timeout_id, g_source_remove);
  g_clear_handle_id (&job->check_id, g_source_remove);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static gboolean
flush_check_cb (gpointer user_data)
{
  GTask *task = user_data;
  FlushJob *job = g_task_get_task_data (task);
  PilotWorkspace *self = g_task_get_source_object (task);
  PilotSyncState state = pilot_workspace_get_sync_state (self);
  PilotStoreCounts counts = { 0 };
  guint64 round;

  job->check_id = 0;
  g_object_get (self, "sync-round", &round, NULL);
  /* From the cache itself: the properties follow it a moment later. */
  pilot_store_get_counts (pilot_workspace_get_store (self), &counts, NULL);
  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    flush_end (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _("It was cancelled.")));
  /* What is known is of a round that may have asked before. */
  else if (round < job->round)
    return G_SOURCE_REMOVE;
  else if (counts.n_blocked + counts.n_conflicts > 0)
    flush_end (task, g_error_new_literal (PILOT_ERROR, PILOT_ERROR_CONFLICT,
                                          _("Changes are blocked or in conflict. Settle them in Activity first.")));
  else if (state == PILOT_SYNC_OFFLINE || state == PILOT_SYNC_SIGN_IN)
    flush_end (task, g_error_new_literal (PILOT_ERROR, PILOT_ERROR_OFFLINE,
                                          _("The portal is not reached just now. Your changes are kept.")));
  else if (state == PILOT_SYNC_FAILED)
    {
      g_autofree char *why = dup_why_stopped (self);

      flush_end (task, g_error_new_literal (PILOT_ERROR, PILOT_ERROR_FAILED, why));
    }
  /* It may be idle since another Pilotage syncs: then what waits is all that can be known. */
  else if (counts.n_waiting == counts.n_held && state == PILOT_SYNC_IDLE)
    flush_end (task, NULL);
  return G_SOURCE_REMOVE;
}

static void
flush_notify_cb (GTask *task)
{
  FlushJob *job = g_task_get_task_data (task);

  if (job->check_id == 0)
    job->check_id = g_idle_add (flush_check_cb, task);
}

static gboolean
flush_timeout_cb (gpointer user_data)
{
  GTask *task = user_data;
  FlushJob *job = g_task_get_task_data (task);

  job->timeout_id = 0;
  flush_end (task, g_error_new_literal (PILOT_ERROR, PILOT_ERROR_TIMEOUT,
                                        _("The portal takes too long. Your changes are kept, and sent when it answers.")));
  return G_SOURCE_REMOVE;
}

void
pilot_workspace_flush_async (PilotWorkspace *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  FlushJob *job = g_new0 (FlushJob, 1);

  g_task_set_source_tag (task, pilot_workspace_flush_async);
  g_task_set_task_data (task, job, g_free);
  job->notify_id = g_signal_connect_object (self, "notify", G_CALLBACK (flush_notify_cb), task, G_CONNECT_SWAPPED);
  if (cancellable != NULL)
    job->cancelled_id = g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (flush_notify_cb), task, G_CONNECT_SWAPPED);
  job->timeout_id = g_timeout_add_seconds (FLUSH_SECS, flush_timeout_cb, task);
  job->round = pilot_workspace_sync_now (self);
}

gboolean
pilot_workspace_flush_finish (PilotWorkspace *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
