/* pilot-workspace-edits.c: what a person changes in a workspace
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "PilotWorkspace"

#include "pilot-check.h"
#include "pilot-error.h"
#include "pilot-handoff-rules.h"
#include "pilot-run-hold.h"
#include "pilot-workspace-private.h"

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PilotWorkspace *self = g_task_get_source_object (task);
  PilotRecord *undo = NULL;
  GError *error = NULL;

  if (!pilot_store_save_finish (PILOT_STORE (object), result, &undo, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  pilot_workspace_wake (self);
  g_task_return_pointer (task, undo, (GDestroyNotify) pilot_record_unref);
}

static void
deleted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PilotWorkspace *self = g_task_get_source_object (task);
  GPtrArray *undo = NULL;
  GError *error = NULL;

  if (!pilot_store_delete_finish (PILOT_STORE (object), result, &undo, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  pilot_workspace_wake (self);
  g_task_return_pointer (task, undo, (GDestroyNotify) g_ptr_array_unref);
}

static void
settled_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PilotWorkspace *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!pilot_store_finish (PILOT_STORE (object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  pilot_workspace_wake (self);
  g_task_return_boolean (task, TRUE);
}

static void
retried_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotWorkspace) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!pilot_store_finish (PILOT_STORE (object), result, &error))
    {
      g_warning ("A change can't be sent again: %s", error->message);
      return;
    }
  pilot_workspace_sync_now (self);
}

static gboolean
check_changes (PilotWorkspace *self, const PilotRecord *changes, GError **error)
{
  PilotEntity entity = pilot_record_get_entity (changes);
  const char *id = pilot_record_get_id (changes);
  g_autoptr (PilotRecord) known = NULL;
  g_autofree char *reason = NULL;
  guint field;

  if (id != NULL)
    known = pilot_workspace_get_record (self, entity, id);
  if (!pilot_workspace_may (self, known != NULL ? PILOT_ACTION_CHANGE : PILOT_ACTION_CREATE, entity, &reason))
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_FORBIDDEN, reason);
      return FALSE;
    }
  if (!pilot_check_record (changes, known == NULL, &field, error))
    return FALSE;
  if (entity == PILOT_ENTITY_HANDOFF && !pilot_handoff_judge_record (known, changes, error))
    return FALSE;
  reason = pilot_runs_dup_hold_reason (self, known, changes);
  if (reason == NULL)
    return TRUE;
  g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_BUSY, reason);
  return FALSE;
}

/* The portal would refuse it later: said now. */
static gboolean
check_deletion (PilotWorkspace *self, PilotEntity entity, const char *const *ids, GError **error)
{
  for (guint i = 0; entity == PILOT_ENTITY_HANDOFF && ids[i] != NULL; i++)
    {
      g_autoptr (PilotRecord) known = pilot_workspace_get_record (self, entity, ids[i]);

      if (known != NULL && !pilot_handoff_judge_record (known, NULL, error))
        return FALSE;
    }
  return TRUE;
}

void
pilot_workspace_save_async (PilotWorkspace *self, PilotRecord *changes, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;

  g_task_set_source_tag (task, pilot_workspace_save_async);
  if (!check_changes (self, changes, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  pilot_store_save_async (pilot_workspace_get_store (self), changes, cancellable, saved_cb, g_steal_pointer (&task));
}

gboolean
pilot_workspace_save_finish (PilotWorkspace *self, GAsyncResult *result, PilotRecord **undo, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PilotRecord) record = g_task_propagate_pointer (G_TASK (result), &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (undo != NULL)
    *undo = g_steal_pointer (&record);
  return TRUE;
}

void
pilot_workspace_delete_async (PilotWorkspace *self, PilotEntity entity, const char *const *ids, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *reason = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, pilot_workspace_delete_async);
  if (!pilot_workspace_may (self, PILOT_ACTION_DELETE, entity, &reason))
    {
      g_task_return_new_error (task, PILOT_ERROR, PILOT_ERROR_FORBIDDEN, "%s", reason);
      return;
    }
  reason = pilot_runs_dup_delete_hold_reason (self, entity, ids);
  if (reason != NULL)
    {
      g_task_return_new_error (task, PILOT_ERROR, PILOT_ERROR_BUSY, "%s", reason);
      return;
    }
  if (!check_deletion (self, entity, ids, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  pilot_store_delete_async (pilot_workspace_get_store (self), entity, ids, cancellable, deleted_cb, g_steal_pointer (&task));
}

gboolean
pilot_workspace_delete_finish (PilotWorkspace *self, GAsyncResult *result, GPtrArray **undo, GError **error)
{
  g_autoptr (GPtrArray) records = g_task_propagate_pointer (G_TASK (result), error);

  if (records == NULL)
    return FALSE;
  if (undo != NULL)
    *undo = g_steal_pointer (&records);
  return TRUE;
}

void
pilot_workspace_retry (PilotWorkspace *self, gint64 seq)
{
  pilot_store_retry_async (pilot_workspace_get_store (self), seq, retried_cb, g_object_ref (self));
}

void
pilot_workspace_discard_async (PilotWorkspace *self, gint64 seq, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, pilot_workspace_discard_async);
  pilot_store_discard_async (pilot_workspace_get_store (self), seq, settled_cb, task);
}

gboolean
pilot_workspace_discard_finish (PilotWorkspace *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
pilot_workspace_resolve_async (PilotWorkspace *self, gint64 seq, PilotRecord *chosen, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, pilot_workspace_resolve_async);
  pilot_store_resolve_async (pilot_workspace_get_store (self), seq, chosen, settled_cb, task);
}

gboolean
pilot_workspace_resolve_finish (PilotWorkspace *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
