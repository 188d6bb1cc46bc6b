/* pilot-run-choice.c: one agency, or one of its users, that a run takes or leaves
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-choice.h"

#include <glib/gi18n-lib.h>

#include "pilot-error.h"
#include "pilot-name-uuid.h"
#include "pilot-run-rules.h"
#include "pilot-workspace-private.h"

typedef struct
{
  char *run_id;       /* (owned) */
  GPtrArray *choices; /* (owned) (element-type PilotRunChoice) */
  char *source_name;  /* (owned) (nullable) */
} WriteJob;

static void
write_job_free (gpointer data)
{
  WriteJob *self = data;

  g_free (self->run_id);
  g_ptr_array_unref (self->choices);
  g_free (self->source_name);
  g_free (self);
}

PilotRunChoice *
pilot_run_choice_new (const char *agency_id, const char *recruiter_id, gboolean included)
{
  PilotRunChoice *self = g_new0 (PilotRunChoice, 1);

  self->agency_id = g_strdup (agency_id);
  self->recruiter_id = g_strdup (recruiter_id);
  self->included = included;
  return self;
}

void
pilot_run_choice_free (PilotRunChoice *self)
{
  g_free (self->agency_id);
  g_free (self->recruiter_id);
  g_free (self);
}

static GPtrArray *
new_choices (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_run_choice_free);
}

static PilotRecord *
make_record (const char *run_id, const PilotRunChoice *choice)
{
  PilotRecord *record = pilot_record_new (PILOT_ENTITY_SCOPE_CHOICE);
  g_autofree char *id = pilot_scope_choice_make_id (run_id, choice->agency_id, choice->recruiter_id);

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  pilot_record_set_text (record, PILOT_SCOPE_CHOICE_RUN_ID, run_id);
  pilot_record_set_text (record, PILOT_SCOPE_CHOICE_AGENCY_ID, choice->agency_id);
  pilot_record_set_text (record, PILOT_SCOPE_CHOICE_RECRUITER_ID, choice->recruiter_id);
  pilot_record_set_integer (record, PILOT_SCOPE_CHOICE_INCLUDED, choice->included);
  return record;
}

/* What stands there now; a choice that nobody made takes nothing. */
static GPtrArray *
read_before (PilotStore *store, const WriteJob *job)
{
  GPtrArray *before = new_choices ();

  for (guint i = 0; i < job->choices->len; i++)
    {
      const PilotRunChoice *choice = g_ptr_array_index (job->choices, i);
      g_autofree char *id = pilot_scope_choice_make_id (job->run_id, choice->agency_id, choice->recruiter_id);
      g_autoptr (PilotRecord) record = pilot_store_get_record (store, PILOT_ENTITY_SCOPE_CHOICE, id, NULL, NULL);
      gboolean included = record != NULL && pilot_record_get_integer (record, PILOT_SCOPE_CHOICE_INCLUDED) != 0;

      if (included != choice->included)
        g_ptr_array_add (before, pilot_run_choice_new (choice->agency_id, choice->recruiter_id, included));
    }
  return before;
}

static gboolean
write_one (PilotStore *store, const WriteJob *job, GError **error)
{
  g_autoptr (PilotRecord) record = make_record (job->run_id, g_ptr_array_index (job->choices, 0));

  return pilot_store_save (store, record, NULL, error);
}

static gboolean
write_many (PilotStore *store, const WriteJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_record_unref);

  for (guint i = 0; i < job->choices->len; i++)
    g_ptr_array_add (records, make_record (job->run_id, g_ptr_array_index (job->choices, i)));
  return pilot_store_import_records (store, PILOT_ENTITY_SCOPE_CHOICE, job->source_name, records, cancellable, error);
}

static void
write_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  WriteJob *job = task_data;
  PilotStore *store = pilot_workspace_get_store (source);
  g_autoptr (GPtrArray) before = read_before (store, job);
  GError *error = NULL;
  gboolean ok = job->choices->len == 1 ? write_one (store, job, &error) : write_many (store, job, cancellable, &error);

  if (ok)
    g_task_return_pointer (task, g_steal_pointer (&before), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static gboolean
may_write (PilotWorkspace *workspace, const char *run_id, guint n, GError **error)
{
  g_autoptr (PilotRecord) run = pilot_workspace_get_record (workspace, PILOT_ENTITY_RUN, run_id);
  g_autofree char *reason = NULL;

  if (run == NULL)
    g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND, _("This run is not here: it may have been deleted."));
  else if (!pilot_run_choice_may_write (workspace, run, &reason) ||
           (n != 1 && !pilot_workspace_may (workspace, PILOT_ACTION_IMPORT, PILOT_ENTITY_SCOPE_CHOICE, &reason)))
    g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_FORBIDDEN, reason);
  else
    return TRUE;
  return FALSE;
}

gboolean
pilot_run_choice_may_write (PilotWorkspace *workspace, const PilotRecord *run, char **reason)
{
  if (pilot_run_get_state (run) <= PILOT_RUN_CHECKED)
    return pilot_workspace_may (workspace, PILOT_ACTION_CHANGE, PILOT_ENTITY_SCOPE_CHOICE, reason);
  if (reason != NULL)
    *reason = g_strdup (_("This run is ordered: what it takes along is settled. Duplicate it to change it."));
  return FALSE;
}

void
pilot_run_choice_write_async (PilotWorkspace *workspace, const char *run_id, GPtrArray *choices, const char *source_name,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  WriteJob *job;
  GError *error = NULL;

  g_task_set_source_tag (task, pilot_run_choice_write_async);
  if (!may_write (workspace, run_id, choices->len, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  job = g_new0 (WriteJob, 1);
  job->run_id = g_strdup (run_id);
  job->source_name = g_strdup (source_name);
  job->choices = new_choices ();
  for (guint i = 0; i < choices->len; i++)
    {
      const PilotRunChoice *choice = g_ptr_array_index (choices, i);

      g_ptr_array_add (job->choices, pilot_run_choice_new (choice->agency_id, choice->recruiter_id, choice->included));
    }
  g_task_set_task_data (task, job, write_job_free);
  g_task_run_in_thread (task, write_thread);
}

gboolean
pilot_run_choice_write_finish (PilotWorkspace *workspace, GAsyncResult *result, GPtrArray **undo, GError **error)
{
  g_autoptr (GPtrArray) before = g_task_propagate_pointer (G_TASK (result), error);

  if (before == NULL)
    return FALSE;
  pilot_workspace_wake (workspace);
  if (undo != NULL)
    *undo = g_steal_pointer (&before);
  return TRUE;
}
