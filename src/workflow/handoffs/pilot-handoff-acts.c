/* pilot-handoff-acts.c: a hand-off is saved, handed over, confirmed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-handoff-acts.h"

#include "pilot-error.h"
#include "pilot-handoff-kind.h"
#include "pilot-store-files.h"
#include "pilot-workspace-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (pilot_workspace_save_finish (PILOT_WORKSPACE (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* What is on the disk before its record names it, and nothing else for long. */
typedef struct
{
  PilotStore *store;  /* (owned) */
  PilotRecord *record;/* (owned): the whole one */
  GPtrArray *bytes;   /* (owned) (element-type GBytes) */
} Keeping;

static void
keeping_free (gpointer data)
{
  Keeping *self = data;

  g_object_unref (self->store);
  pilot_record_unref (self->record);
  g_ptr_array_unref (self->bytes);
  g_free (self);
}

static Keeping *
keeping_new (PilotWorkspace *workspace, const PilotHandoff *handoff, const PilotRecord *record)
{
  Keeping *self = g_new0 (Keeping, 1);

  self->store = g_object_ref (pilot_workspace_get_store (workspace));
  self->record = pilot_record_copy (record);
  self->bytes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (guint i = 0; i < handoff->files->len; i++)
    {
      const PilotHandoffFile *file = g_ptr_array_index (handoff->files, i);

      if (file->bytes != NULL)
        g_ptr_array_add (self->bytes, g_bytes_ref (file->bytes));
    }
  return self;
}

static gboolean
name_files_cb (PilotRecord *record, gpointer user_data)
{
  g_autoptr (GPtrArray) files = pilot_handoff_files_from_text (pilot_record_get_text (record, PILOT_HANDOFF_ATTACHMENTS));

  for (guint i = 0; i < files->len; i++)
    g_hash_table_add (user_data, g_strdup (((PilotHandoffFile *) g_ptr_array_index (files, i))->sha256));
  return TRUE;
}

static void
keep_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Keeping *self = task_data;
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GError *error = NULL;

  for (guint i = 0; i < self->bytes->len; i++)
    if (!pilot_store_keep_file (self->store, g_ptr_array_index (self->bytes, i), &error))
      {
        g_task_return_error (task, error);
        return;
      }
  name_files_cb (self->record, used);
  if (pilot_store_scan (self->store, PILOT_ENTITY_HANDOFF, name_files_cb, used, cancellable, NULL))
    pilot_store_sweep_files (self->store, used);
  g_task_return_boolean (task, TRUE);
}

/* Saves what differs from what is kept; @changes may be the whole record. */
static void
save (GTask *task, PilotRecord *changes)
{
  PilotWorkspace *workspace = g_task_get_source_object (task);
  g_autoptr (PilotRecord) before = pilot_workspace_get_record (workspace, PILOT_ENTITY_HANDOFF, pilot_record_get_id (changes));
  g_autoptr (PilotRecord) differing = pilot_record_diff (before, changes);

  if (before == NULL)
    pilot_workspace_save_async (workspace, changes, NULL, saved_cb, g_object_ref (task));
  else if (differing == NULL)
    g_task_return_boolean (task, TRUE);
  else
    pilot_workspace_save_async (workspace, differing, NULL, saved_cb, g_object_ref (task));
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Keeping *keeping = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    save (task, keeping->record);
  else
    g_task_return_error (task, error);
}

/* The files first: a record must not name what was lost. Who closes the window and quits loses nothing: what has none is
 * saved at once, and the rest is waited for. @record: as it is saved. */
static void
keep_and_save (GTask *task, const PilotHandoff *handoff, const PilotRecord *record)
{
  PilotWorkspace *workspace = g_task_get_source_object (task);
  g_autoptr (GTask) inner = NULL;
  g_autoptr (PilotRecord) whole = NULL;

  if (handoff->files->len == 0)
    {
      whole = pilot_record_copy (record);
      save (task, whole);
      return;
    }
  pilot_workspace_hold_until (workspace, task);
  inner = g_task_new (workspace, NULL, kept_cb, g_object_ref (task));
  g_task_set_task_data (inner, keeping_new (workspace, handoff, record), keeping_free);
  g_task_run_in_thread (inner, keep_thread);
}

static GTask *
begin (PilotWorkspace *workspace, gpointer tag, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (workspace, NULL, callback, user_data);

  g_task_set_source_tag (task, tag);
  return task;
}

void
pilot_handoff_save_async (PilotWorkspace *workspace, const PilotHandoff *handoff, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = begin (workspace, pilot_handoff_save_async, callback, user_data);
  g_autoptr (PilotRecord) record = pilot_record_copy (handoff->record);

  pilot_record_set_text (record, PILOT_HANDOFF_STATE, "draft");
  keep_and_save (task, handoff, record);
}

void
pilot_handoff_hand_over_async (PilotWorkspace *workspace, const PilotHandoff *handoff, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = begin (workspace, pilot_handoff_hand_over_async, callback, user_data);
  PilotClock *clock = pilot_store_get_clock (pilot_workspace_get_store (workspace));
  g_autoptr (PilotRecord) record = pilot_record_copy (handoff->record);
  g_autofree char *sha256 = pilot_handoff_dup_sha256 (handoff);
  GError *error = NULL;

  if (!pilot_handoff_check (handoff, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  pilot_record_set_text (record, PILOT_HANDOFF_STATE, "handed_over");
  pilot_record_set_text (record, PILOT_HANDOFF_SHA256, sha256);
  pilot_record_set_integer (record, PILOT_HANDOFF_HANDED_AT, pilot_clock_get_unix_usec (clock));
  keep_and_save (task, handoff, record);
}

void
pilot_handoff_give_again_async (PilotWorkspace *workspace, PilotHandoff *handoff, PilotHandoffFile *file, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = begin (workspace, pilot_handoff_give_again_async, callback, user_data);
  g_autoptr (PilotRecord) kept = pilot_workspace_get_record (workspace, PILOT_ENTITY_HANDOFF, pilot_record_get_id (handoff->record));
  GError *error = NULL;

  if (!pilot_handoff_give_again (handoff, file, &error))
    g_task_return_error (task, error);
  else
    keep_and_save (task, handoff, kept != NULL ? kept : handoff->record);
}

void
pilot_handoff_confirm_async (PilotWorkspace *workspace, const char *id, const char *reference, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = begin (workspace, pilot_handoff_confirm_async, callback, user_data);
  g_autoptr (PilotRecord) kept = pilot_workspace_get_record (workspace, PILOT_ENTITY_HANDOFF, id);
  g_autoptr (PilotRecord) changes = pilot_record_new (PILOT_ENTITY_HANDOFF);
  g_autofree char *number = g_strstrip (g_strdup (reference != NULL ? reference : ""));
  const char *message = NULL;

  if (kept == NULL)
    message = _("The hand-off is not there any more.");
  else if (pilot_handoff_record_is_draft (kept))
    message = _("It was not handed over yet.");
  else if (*number == '\0' &&
           pilot_handoff_kind_get_means (pilot_record_get_text (kept, PILOT_HANDOFF_KIND)) & PILOT_HANDOFF_NEEDS_REFERENCE)
    message = _("The ticket’s number is missing.");
  if (message != NULL)
    {
      g_task_return_new_error (task, PILOT_ERROR, kept == NULL ? PILOT_ERROR_NOT_FOUND : PILOT_ERROR_INVALID, "%s", message);
      return;
    }
  pilot_record_set_text (changes, PILOT_FIELD_ID, id);
  pilot_record_set_text (changes, PILOT_HANDOFF_STATE, "confirmed");
  pilot_record_set_text (changes, PILOT_HANDOFF_REFERENCE, *number != '\0' ? number : NULL);
  if (pilot_record_get_integer (kept, PILOT_HANDOFF_CONFIRMED_AT) == 0)
    pilot_record_set_integer (changes, PILOT_HANDOFF_CONFIRMED_AT,
                              pilot_clock_get_unix_usec (pilot_store_get_clock (pilot_workspace_get_store (workspace))));
  save (task, changes);
}

gboolean
pilot_handoff_act_finish (PilotWorkspace *workspace, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
