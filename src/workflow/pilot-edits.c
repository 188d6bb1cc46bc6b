/* pilot-edits.c: several edits that are one step to a person
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-edits.h"

typedef struct
{
  PilotEntity entity;
  char *id;             /* (owned) */
  PilotRecord *changes; /* (owned) (nullable): NULL: it is deleted */
} Edit;

struct _PilotEdits
{
  GPtrArray *edits; /* (owned) (element-type Edit) */
};

typedef struct
{
  PilotEdits *edits; /* (owned) */
  PilotEdits *undo;  /* (owned): in the order in which it is taken back */
  guint next;
  gboolean created;  /* the edit that is being saved makes a record */
  GError *error;     /* (owned) (nullable): why it is being taken back */
} ApplyJob;

static void apply_next (GTask *task);

static void
edit_free (gpointer data)
{
  Edit *self = data;

  g_free (self->id);
  g_clear_pointer (&self->changes, pilot_record_unref);
  g_free (self);
}

static void
apply_job_free (gpointer data)
{
  ApplyJob *self = data;

  pilot_edits_free (self->edits);
  pilot_edits_free (self->undo);
  g_clear_error (&self->error);
  g_free (self);
}

static void
add_edit (PilotEdits *self, int index, PilotEntity entity, const char *id, PilotRecord *changes)
{
  Edit *edit = g_new0 (Edit, 1);

  edit->entity = entity;
  edit->id = g_strdup (id);
  edit->changes = changes;
  g_ptr_array_insert (self->edits, index, edit);
}

/* What was done goes back: the undo becomes what is applied. The second failure changes nothing: the first is told. */
static void
fail (GTask *task, GError *error)
{
  ApplyJob *job = g_task_get_task_data (task);

  if (job->error != NULL)
    {
      g_error_free (error);
      g_task_return_error (task, g_steal_pointer (&job->error));
      g_object_unref (task);
      return;
    }
  job->error = error;
  pilot_edits_free (job->edits);
  job->edits = job->undo;
  job->undo = pilot_edits_new ();
  job->next = 0;
  apply_next (task);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  ApplyJob *job = g_task_get_task_data (task);
  const Edit *edit = g_ptr_array_index (job->edits->edits, job->next);
  PilotRecord *undo = NULL;
  GError *error = NULL;

  if (!pilot_workspace_save_finish (PILOT_WORKSPACE (source), result, &undo, &error))
    {
      fail (task, error);
      return;
    }
  if (undo != NULL || job->created)
    add_edit (job->undo, 0, edit->entity, edit->id, undo);
  job->next++;
  apply_next (task);
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  ApplyJob *job = g_task_get_task_data (task);
  const Edit *edit = g_ptr_array_index (job->edits->edits, job->next);
  g_autoptr (GPtrArray) undo = NULL;
  GError *error = NULL;

  if (!pilot_workspace_delete_finish (PILOT_WORKSPACE (source), result, &undo, &error))
    {
      fail (task, error);
      return;
    }
  for (guint i = 0; i < undo->len; i++)
    add_edit (job->undo, 0, edit->entity, edit->id, pilot_record_ref (g_ptr_array_index (undo, i)));
  job->next++;
  apply_next (task);
}

static void
apply_next (GTask *task)
{
  ApplyJob *job = g_task_get_task_data (task);
  PilotWorkspace *workspace = g_task_get_source_object (task);
  const Edit *edit;

  if (job->next >= job->edits->edits->len)
    {
      if (job->error != NULL)
        g_task_return_error (task, g_steal_pointer (&job->error));
      else
        g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  edit = g_ptr_array_index (job->edits->edits, job->next);
  if (edit->changes != NULL)
    {
      g_autoptr (PilotRecord) known = pilot_workspace_get_record (workspace, edit->entity, edit->id);

      job->created = known == NULL;
      pilot_workspace_save_async (workspace, edit->changes, NULL, saved_cb, task);
    }
  else
    {
      const char *const ids[] = { edit->id, NULL };

      pilot_workspace_delete_async (workspace, edit->entity, ids, NULL, deleted_cb, task);
    }
}

PilotEdits *
pilot_edits_new (void)
{
  PilotEdits *self = g_new0 (PilotEdits, 1);

  self->edits = g_ptr_array_new_with_free_func (edit_free);
  return self;
}

void
pilot_edits_free (PilotEdits *self)
{
  g_ptr_array_unref (self->edits);
  g_free (self);
}

void
pilot_edits_add (PilotEdits *self, PilotRecord *changes)
{
  add_edit (self, -1, pilot_record_get_entity (changes), pilot_record_get_id (changes), changes);
}

void
pilot_edits_add_delete (PilotEdits *self, PilotEntity entity, const char *id)
{
  add_edit (self, -1, entity, id, NULL);
}

guint
pilot_edits_get_length (PilotEdits *self)
{
  return self->edits->len;
}

PilotRecord *
pilot_edits_get_record (PilotEdits *self, guint index)
{
  return ((Edit *) g_ptr_array_index (self->edits, index))->changes;
}

void
pilot_edits_apply_async (PilotWorkspace *workspace, PilotEdits *edits, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  ApplyJob *job = g_new0 (ApplyJob, 1);

  g_task_set_source_tag (task, pilot_edits_apply_async);
  /* What is done can be taken back: a cancel in between would hide that. */
  g_task_set_check_cancellable (task, FALSE);
  job->edits = edits;
  job->undo = pilot_edits_new ();
  g_task_set_task_data (task, job, apply_job_free);
  apply_next (task);
}

gboolean
pilot_edits_apply_finish (PilotWorkspace *workspace, GAsyncResult *result, PilotEdits **undo, GError **error)
{
  ApplyJob *job = g_task_get_task_data (G_TASK (result));

  if (undo != NULL)
    *undo = NULL;
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (undo != NULL && job->undo->edits->len > 0)
    {
      *undo = job->undo;
      job->undo = pilot_edits_new ();
    }
  return TRUE;
}
