/* pilot-store-edit.c: edits: the record and its outbox row in one transaction
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-store-private.h"

#include <glib/gi18n-lib.h>

#include "pilot-outbox-merge.h"
#include "pilot-outbox-parts.h"
#include "pilot-tombstone.h"

typedef struct
{
  PilotRecord *changes; /* (owned) */
  PilotRecord *undo;    /* (owned) (nullable): out */
  gboolean local;       /* lives here alone: nothing is sent */
  gint64 now_unix_usec;
} SaveJob;

typedef struct
{
  PilotEntity entity;
  char **ids;      /* (owned) */
  GPtrArray *undo; /* (owned) (element-type PilotRecord): out */
  gboolean local;  /* lives here alone: nothing is sent */
  gint64 now_unix_usec;
} DeleteJob;

static void
save_job_free (SaveJob *job)
{
  pilot_record_unref (job->changes);
  g_clear_pointer (&job->undo, pilot_record_unref);
  g_free (job);
}

static void
delete_job_free (DeleteJob *job)
{
  g_strfreev (job->ids);
  g_clear_pointer (&job->undo, g_ptr_array_unref);
  g_free (job);
}

/* The values of @record where @which is set, null where it has none: what an edit of those fields is undone by. */
static PilotRecord *
pick_old (const PilotRecord *record, const PilotRecord *which)
{
  const PilotSchema *schema = pilot_record_get_schema (record);
  PilotRecord *old = pilot_record_new (schema->entity);

  pilot_record_set_text (old, PILOT_FIELD_ID, pilot_record_get_id (record));
  for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
    if (pilot_record_is_set (which, i))
      {
        if (pilot_record_is_set (record, i))
          pilot_record_set_value (old, i, pilot_record_get_value (record, i));
        else
          pilot_record_set_null (old, i);
      }
  return old;
}

static PilotRecord *
without_read_only (const PilotRecord *record)
{
  const PilotSchema *schema = pilot_record_get_schema (record);
  PilotRecord *copy = pilot_record_copy (record);

  for (guint i = PILOT_FIELD_REVISION; i < schema->n_fields; i++)
    if (i < PILOT_FIELD_FIRST || (schema->fields[i].flags & PILOT_FIELD_READ_ONLY) != 0)
      pilot_record_unset (copy, i);
  return copy;
}

gboolean
pilot_store_import_of (PilotDatabase *database, gint64 pending, PilotImportState *state, GError **error)
{
  g_autoptr (PilotOutboxRow) row = NULL;

  *state = PILOT_IMPORT_NONE;
  if (pending == 0)
    return TRUE;
  if (!pilot_outbox_load (database, pending, &row, error))
    return FALSE;
  if (row != NULL && row->kind == PILOT_OPERATION_IMPORT)
    *state = pilot_outbox_row_is_frozen (row) ? PILOT_IMPORT_SENT : PILOT_IMPORT_UNSENT;
  return TRUE;
}

gboolean
pilot_store_append (PilotDatabase *database, PilotOutboxRow *row, GError **error)
{
  g_autoptr (GPtrArray) rows = pilot_outbox_load_record (database, row->entity, row->entity_id, error);
  PilotOutboxRow *last;

  if (rows == NULL)
    return FALSE;
  last = rows->len > 0 ? g_ptr_array_index (rows, rows->len - 1) : NULL;
  if (last == NULL || pilot_outbox_row_is_frozen (last))
    {
      if (!pilot_outbox_store (database, row, error))
        return FALSE;
    }
  else if (!(pilot_outbox_combine (last, row) ? pilot_outbox_store (database, last, error)
                                              : pilot_outbox_remove (database, last->seq, error)))
    return FALSE;
  return pilot_outbox_rebase (database, row->entity, row->entity_id, error);
}

gboolean
pilot_store_keep_server_state (PilotDatabase *database, PilotEntity entity, const char *id, PilotRecord *record, GError **error)
{
  g_auto (PilotServerState) state = { 0 };
  PilotServerState kept = { .known = TRUE, .record = record };

  if (!pilot_server_state_load (database, entity, id, &state, error))
    return FALSE;
  return state.known || pilot_server_state_store (database, entity, id, &kept, error);
}

gboolean
pilot_store_freeze_import_row (PilotDatabase *database, gint64 import_seq, PilotRecord *current, GError **error)
{
  PilotEntity entity = pilot_record_get_entity (current);
  const char *id = pilot_record_get_id (current);
  g_auto (PilotServerState) state = { 0 };

  if (!pilot_server_state_load (database, entity, id, &state, error))
    return FALSE;
  if (state.known)
    return TRUE;
  if (!pilot_import_rows_load_before (database, import_seq, entity, id, &state.record, error))
    return FALSE;
  state.frozen = pilot_record_ref (current);
  state.import_seq = import_seq;
  return pilot_server_state_store (database, entity, id, &state, error);
}

static gboolean
append_update (PilotDatabase *database, PilotRecord *current, PilotRecord *changes, gboolean on_import, gint64 now_unix_usec,
               GError **error)
{
  PilotEntity entity = pilot_record_get_entity (current);
  const char *id = pilot_record_get_id (current);
  g_autoptr (PilotOutboxRow) row = pilot_outbox_row_new (PILOT_OPERATION_UPDATE, entity, id, now_unix_usec);

  row->changes = pilot_record_ref (changes);
  row->base = pick_old (current, changes);
  row->base_revision = on_import ? 0 : pilot_record_get_integer (current, PILOT_FIELD_REVISION);
  return (on_import || pilot_store_keep_server_state (database, entity, id, current, error)) && pilot_store_append (database, row, error);
}

static gboolean
save_existing (PilotDatabase *database, SaveJob *job, PilotRecord *current, gint64 pending, GError **error)
{
  g_autoptr (PilotRecord) changes = pilot_record_diff (current, job->changes);
  PilotImportState import;

  if (changes == NULL)
    return TRUE;
  job->undo = pick_old (current, changes);
  if (!pilot_store_import_of (database, pending, &import, error))
    return FALSE;
  if (import == PILOT_IMPORT_UNSENT)
    {
      g_autoptr (PilotRecord) view = pilot_record_copy (current);

      pilot_record_merge (view, changes);
      return pilot_local_store (database, view, pending, error);
    }
  if (import == PILOT_IMPORT_SENT && !pilot_store_freeze_import_row (database, pending, current, error))
    return FALSE;
  return append_update (database, current, changes, import == PILOT_IMPORT_SENT, job->now_unix_usec, error);
}

static gboolean
save_new (PilotDatabase *database, SaveJob *job, GError **error)
{
  PilotEntity entity = pilot_record_get_entity (job->changes);
  const char *id = pilot_record_get_id (job->changes);
  g_autoptr (PilotOutboxRow) row = pilot_outbox_row_new (PILOT_OPERATION_CREATE, entity, id, job->now_unix_usec);

  row->changes = without_read_only (job->changes);
  return pilot_tombstone_load (database, entity, id, &row->base_revision, error) &&
         pilot_store_keep_server_state (database, entity, id, NULL, error) && pilot_store_append (database, row, error);
}

gboolean
pilot_store_edit (PilotDatabase *database, PilotRecord *changes, gint64 now_unix_usec, PilotRecord **undo, GError **error)
{
  SaveJob job = { .changes = changes, .now_unix_usec = now_unix_usec };
  g_autoptr (PilotRecord) current = NULL;
  gint64 pending;
  gboolean saved;

  if (!pilot_local_load (database, pilot_record_get_entity (changes), pilot_record_get_id (changes), &current, &pending, error))
    return FALSE;
  saved = current != NULL ? save_existing (database, &job, current, pending, error) : save_new (database, &job, error);
  if (undo != NULL)
    *undo = g_steal_pointer (&job.undo);
  g_clear_pointer (&job.undo, pilot_record_unref);
  return saved;
}

/* The record as it was read, with what was changed; the times are the cache's own. */
static gboolean
save_local (PilotDatabase *database, SaveJob *job, GError **error)
{
  PilotEntity entity = pilot_record_get_entity (job->changes);
  const char *id = pilot_record_get_id (job->changes);
  g_autoptr (PilotRecord) current = NULL;
  g_autoptr (PilotRecord) changes = NULL;
  g_autoptr (PilotRecord) view = NULL;

  if (!pilot_local_load (database, entity, id, &current, NULL, error))
    return FALSE;
  if (current != NULL)
    {
      changes = pilot_record_diff (current, job->changes);
      if (changes == NULL)
        return TRUE;
      job->undo = pick_old (current, changes);
      view = pilot_record_copy (current);
      pilot_record_merge (view, changes);
    }
  else
    view = without_read_only (job->changes);
  pilot_record_set_integer (view, PILOT_FIELD_UPDATED_AT, job->now_unix_usec);
  return pilot_local_store (database, view, 0, error);
}

static gboolean
save_func (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  SaveJob *job = user_data;

  return job->local ? save_local (database, job, error)
                    : pilot_store_edit (database, job->changes, job->now_unix_usec, &job->undo, error);
}

static gboolean
append_deletion (PilotDatabase *database, DeleteJob *job, const PilotRecord *seen, gint64 pending, GError **error)
{
  const char *id = pilot_record_get_id (seen);
  g_autoptr (PilotRecord) current = pilot_record_copy (seen);
  g_autoptr (PilotOutboxRow) row = NULL;
  PilotImportState import;

  if (!pilot_store_import_of (database, pending, &import, error))
    return FALSE;
  if (import == PILOT_IMPORT_UNSENT)
    {
      g_autoptr (PilotRecord) before = NULL;

      if (!pilot_import_rows_load_before (database, pending, job->entity, id, &before, error) ||
          !pilot_import_rows_take_out (database, pending, id, error))
        return FALSE;
      if (before == NULL)
        return pilot_local_remove (database, job->entity, id, error);
      g_clear_pointer (&current, pilot_record_unref);
      current = g_steal_pointer (&before);
    }
  else if (import == PILOT_IMPORT_SENT && !pilot_store_freeze_import_row (database, pending, current, error))
    return FALSE;
  row = pilot_outbox_row_new (PILOT_OPERATION_DELETE, job->entity, id, job->now_unix_usec);
  row->base = pilot_record_ref (current);
  row->base_revision = import == PILOT_IMPORT_SENT ? 0 : pilot_record_get_integer (current, PILOT_FIELD_REVISION);
  return (import == PILOT_IMPORT_SENT || pilot_store_keep_server_state (database, job->entity, id, current, error)) &&
         pilot_store_append (database, row, error);
}

static gboolean
delete_one (PilotDatabase *database, DeleteJob *job, const char *id, GError **error)
{
  g_autoptr (PilotRecord) current = NULL;
  gint64 pending;

  if (!pilot_local_load (database, job->entity, id, &current, &pending, error))
    return FALSE;
  if (current == NULL)
    return TRUE;
  g_ptr_array_add (job->undo, pilot_record_ref (current));
  if (job->local ? !pilot_local_remove (database, job->entity, id, error) ||
                     !pilot_tombstone_store (database, job->entity, id, job->now_unix_usec, error)
                 : !append_deletion (database, job, current, pending, error))
    return FALSE;
  return pilot_outbox_take_parts (database, job->entity, id, job->local, job->now_unix_usec, job->undo, error);
}

static gboolean
delete_func (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  DeleteJob *job = user_data;

  for (guint i = 0; job->ids[i] != NULL; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) || !delete_one (database, job, job->ids[i], error))
      return FALSE;
  return TRUE;
}

static SaveJob *
save_job_new (PilotStore *self, const PilotRecord *changes, GError **error)
{
  const PilotSchema *schema = pilot_record_get_schema (changes);
  const char *id = pilot_record_get_id (changes);
  SaveJob *job;

  if (!schema->writable || id == NULL || !g_uuid_string_is_valid (id))
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID, _("This cannot be changed here."));
      return NULL;
    }
  job = g_new0 (SaveJob, 1);
  job->changes = pilot_record_copy (changes);
  job->local = pilot_store_is_local (self, schema->entity);
  job->now_unix_usec = pilot_store_now (self);
  return job;
}

static DeleteJob *
delete_job_new (PilotStore *self, PilotEntity entity, const char *const *ids, GError **error)
{
  DeleteJob *job;

  if (!pilot_schema_get (entity)->writable)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID, _("This cannot be deleted here."));
      return NULL;
    }
  job = g_new0 (DeleteJob, 1);
  job->entity = entity;
  job->ids = g_strdupv ((char **) ids);
  job->local = pilot_store_is_local (self, entity);
  job->undo = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_record_unref);
  job->now_unix_usec = pilot_store_now (self);
  return job;
}

gboolean
pilot_store_save (PilotStore *self, const PilotRecord *changes, PilotRecord **undo, GError **error)
{
  SaveJob *job = save_job_new (self, changes, error);
  gboolean saved;

  if (undo != NULL)
    *undo = NULL;
  if (job == NULL)
    return FALSE;
  saved = pilot_store_write (self, save_func, job, pilot_store_mask_of (pilot_record_get_entity (changes)) | PILOT_STORE_CHANGED_OUTBOX, NULL,
                             error);
  if (saved && undo != NULL)
    *undo = g_steal_pointer (&job->undo);
  save_job_free (job);
  return saved;
}

void
pilot_store_save_async (PilotStore *self, const PilotRecord *changes, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GError *error = NULL;
  SaveJob *job = save_job_new (self, changes, &error);

  if (job == NULL)
    {
      g_task_report_error (self, callback, user_data, pilot_store_save_async, error);
      return;
    }
  pilot_store_write_async (self, save_func, job, (GDestroyNotify) save_job_free,
                           pilot_store_mask_of (pilot_record_get_entity (changes)) | PILOT_STORE_CHANGED_OUTBOX, cancellable, callback,
                           user_data);
}

gboolean
pilot_store_save_finish (PilotStore *self, GAsyncResult *result, PilotRecord **undo, GError **error)
{
  SaveJob *job = g_task_get_task_data (G_TASK (result));

  if (undo != NULL)
    *undo = NULL;
  if (!pilot_store_finish (self, result, error))
    return FALSE;
  if (undo != NULL)
    *undo = g_steal_pointer (&job->undo);
  return TRUE;
}

gboolean
pilot_store_delete (PilotStore *self, PilotEntity entity, const char *const *ids, GPtrArray **undo, GError **error)
{
  DeleteJob *job = delete_job_new (self, entity, ids, error);
  gboolean deleted;

  if (undo != NULL)
    *undo = NULL;
  if (job == NULL)
    return FALSE;
  deleted = pilot_store_write (self, delete_func, job, pilot_store_mask_of (entity) | PILOT_STORE_CHANGED_OUTBOX, NULL, error);
  if (deleted && undo != NULL)
    *undo = g_steal_pointer (&job->undo);
  delete_job_free (job);
  return deleted;
}

void
pilot_store_delete_async (PilotStore *self, PilotEntity entity, const char *const *ids, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  GError *error = NULL;
  DeleteJob *job = delete_job_new (self, entity, ids, &error);

  if (job == NULL)
    {
      g_task_report_error (self, callback, user_data, pilot_store_delete_async, error);
      return;
    }
  pilot_store_write_async (self, delete_func, job, (GDestroyNotify) delete_job_free, pilot_store_mask_of (entity) | PILOT_STORE_CHANGED_OUTBOX,
                           cancellable, callback, user_data);
}

gboolean
pilot_store_delete_finish (PilotStore *self, GAsyncResult *result, GPtrArray **undo, GError **error)
{
  DeleteJob *job = g_task_get_task_data (G_TASK (result));

  if (undo != NULL)
    *undo = NULL;
  if (!pilot_store_finish (self, result, error))
    return FALSE;
  if (undo != NULL)
    *undo = g_steal_pointer (&job->undo);
  return TRUE;
}
