/* pilot-runs.c: migration runs: made, duplicated, deleted; lists of agencies that are saved
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-runs.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pilot-error.h"
#include "pilot-name-uuid.h"
#include "pilot-run-choices.h"
#include "pilot-run-company.h"
#include "pilot-run-rules.h"
#include "pilot-workspace-private.h"

typedef struct
{
  char *run_id;      /* (owned): what is made, filled or deleted */
  char *from_id;     /* (owned) (nullable) */
  PilotRecord *made; /* (owned) (nullable) */
} RunsJob;

typedef struct
{
  GPtrArray *choices; /* (element-type PilotRunChoice) */
  gboolean all;       /* those that take nothing too */
} Reading;

/* What a copy keeps of the run that it is made from. */
static const guint kept_fields[] = {
  PILOT_RUN_KIND,    PILOT_RUN_CHOICE,      PILOT_RUN_SOW,       PILOT_RUN_EFFORT_KNOWN,
  PILOT_RUN_HISTORY, PILOT_RUN_ON_HOLD,     PILOT_RUN_TRANSFERRED, PILOT_RUN_RULES_OFF,
};

static void
runs_job_free (gpointer data)
{
  RunsJob *self = data;

  g_free (self->run_id);
  g_free (self->from_id);
  g_clear_pointer (&self->made, pilot_record_unref);
  g_free (self);
}

static char *
dup_list_mark (void)
{
  return pilot_name_uuid ("scope-list");
}

gboolean
pilot_runs_is_list (const PilotRecord *run)
{
  g_autofree char *mark = dup_list_mark ();

  return g_strcmp0 (pilot_record_get_text (run, PILOT_RUN_BASED_ON), mark) == 0;
}

gboolean
pilot_runs_may_create (PilotWorkspace *workspace, const char *kind, char **reason)
{
  g_autoptr (PilotRecord) draft = pilot_record_new (PILOT_ENTITY_RUN);
  g_auto (PilotRunCompany) facts = { NULL };
  g_autoptr (GError) error = NULL;

  if (!pilot_workspace_may (workspace, PILOT_ACTION_CREATE, PILOT_ENTITY_RUN, reason))
    return FALSE;
  pilot_run_company_load (workspace, &facts);
  pilot_record_set_text (draft, PILOT_RUN_KIND, kind);
  if (facts.company == NULL)
    g_set_error_literal (&error, PILOT_ERROR, PILOT_ERROR_INVALID, _("The company’s data are not here yet."));
  else if (pilot_run_judge (draft, facts.company, "check-run", NULL, NULL, &facts.today, &error))
    return TRUE;
  if (reason != NULL)
    *reason = g_strdup (error->message);
  return FALSE;
}

const char *
pilot_runs_get_warning (const char *kind)
{
  /* [Migrating Data, "Can I Choose What Gets Migrated?"] */
  if (g_strcmp0 (kind, "sandbox_practice") == 0)
    return _("A sandbox “practice migration” with a small subset of agencies is an optional, paid addition by a statement of "
             "work. The standard is a single, well-planned production migration.");
  /* [Migrating Data, "Why Is a Full Test Migration Not Included by Default?"] */
  if (g_strcmp0 (kind, "full_test") == 0)
    return _("A full test migration is not part of the standard offering: it significantly increases effort on both sides, "
             "duplicating extraction, transformation and validation work. It is not required for most customers. It can be "
             "scoped as an additional paid activity by a statement of work.");
  return NULL;
}

char *
pilot_runs_dup_free_name (PilotWorkspace *workspace, const char *name)
{
  g_autofree char *tried = g_strdup (name);

  for (guint n = 2; pilot_workspace_count (workspace, PILOT_ENTITY_RUN, PILOT_RUN_NAME, tried) > 0; n++)
    {
      g_autofree char *number = g_strdup_printf ("%u", n);

      g_free (tried);
      /* Translators: %1$s is the name of a run, %2$s a number that tells it from others of that name */
      tried = g_strdup_printf (_("%1$s (%2$s)"), name, number);
    }
  return g_steal_pointer (&tried);
}

static void
take_decision (PilotRecord *run, guint field, const PilotRecord *project, guint project_field)
{
  const char *value = project != NULL ? pilot_record_get_text (project, project_field) : NULL;

  pilot_record_set_text (run, field, value != NULL ? value : "undecided");
}

PilotRecord *
pilot_runs_make_draft (PilotWorkspace *workspace, const char *kind, const char *name)
{
  PilotRecord *run = pilot_record_new (PILOT_ENTITY_RUN);
  g_autofree char *id = g_uuid_string_random ();
  g_auto (PilotRunCompany) facts = { NULL };

  pilot_run_company_load (workspace, &facts);
  pilot_record_set_text (run, PILOT_FIELD_ID, id);
  pilot_record_set_text (run, PILOT_RUN_NAME, name);
  pilot_record_set_text (run, PILOT_RUN_KIND, kind);
  /* A production run is for everybody, all others begin with a few. */
  pilot_record_set_text (run, PILOT_RUN_CHOICE, strcmp (kind, "production") == 0 || strcmp (kind, "full_test") == 0 ? "all" : "chosen");
  take_decision (run, PILOT_RUN_HISTORY, facts.project, PILOT_PROJECT_HISTORY);
  take_decision (run, PILOT_RUN_ON_HOLD, facts.project, PILOT_PROJECT_ON_HOLD);
  take_decision (run, PILOT_RUN_TRANSFERRED, facts.project, PILOT_PROJECT_TRANSFERRED);
  return run;
}

static gboolean
choice_cb (const PilotValue *values, gpointer user_data)
{
  Reading *reading = user_data;
  gboolean included = values[PILOT_SCOPE_CHOICE_INCLUDED].integer != 0;
  gboolean user = values[PILOT_SCOPE_CHOICE_RECRUITER_ID].kind == PILOT_VALUE_TEXT;

  /* An agency that isn't taken needs no record; a user that isn't is an exception to his agency. */
  if (reading->all || included || user)
    g_ptr_array_add (reading->choices,
                     pilot_run_choice_new (values[PILOT_SCOPE_CHOICE_AGENCY_ID].text,
                                           user ? values[PILOT_SCOPE_CHOICE_RECRUITER_ID].text : NULL, included));
  return TRUE;
}

static GPtrArray *
read_choices (PilotStore *store, const char *run_id, gboolean all, GError **error)
{
  g_autoptr (PilotDatabase) reader = pilot_store_open_reader (store, error);
  g_autofree char *where = g_strdup_printf ("run_id='%s'", run_id);
  g_autoptr (GPtrArray) choices = pilot_run_choices_new_changes ();
  Reading reading = { choices, all };
  guint64 fields = (1u << PILOT_SCOPE_CHOICE_AGENCY_ID) | (1u << PILOT_SCOPE_CHOICE_RECRUITER_ID) | (1u << PILOT_SCOPE_CHOICE_INCLUDED);

  if (!g_uuid_string_is_valid (run_id))
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND, _("This run is not here: it may have been deleted."));
      return NULL;
    }
  if (reader == NULL || !pilot_store_walk (reader, PILOT_ENTITY_SCOPE_CHOICE, fields, where, NULL, choice_cb, &reading, NULL, error))
    return NULL;
  return g_steal_pointer (&choices);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const RunsJob *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (pilot_run_choice_write_finish (PILOT_WORKSPACE (source), result, NULL, &error))
    g_task_return_pointer (task, g_strdup (job->run_id), g_free);
  else
    g_task_return_error (task, error);
}

static void
copy_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PilotWorkspace *workspace = PILOT_WORKSPACE (source);
  const RunsJob *job = g_task_get_task_data (task);
  g_autoptr (GPtrArray) choices = NULL;
  GError *error = NULL;

  if (!pilot_workspace_save_finish (workspace, result, NULL, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  /* All the rest need nobody to be chosen. */
  if (g_strcmp0 (pilot_record_get_text (job->made, PILOT_RUN_CHOICE), "rest") == 0)
    {
      g_task_return_pointer (task, g_strdup (job->run_id), g_free);
      return;
    }
  choices = read_choices (pilot_workspace_get_store (workspace), job->from_id, FALSE, &error);
  if (choices == NULL)
    g_task_return_error (task, error);
  else
    pilot_run_choice_write_async (workspace, job->run_id, choices, pilot_record_get_text (job->made, PILOT_RUN_NAME),
                                  g_task_get_cancellable (task), copied_cb, g_object_ref (task));
}

static PilotRecord *
make_copy (PilotWorkspace *workspace, const PilotRecord *from, PilotRunsCopy how, const char *name)
{
  PilotRecord *copy = pilot_record_new (PILOT_ENTITY_RUN);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *mark = dup_list_mark ();

  for (guint i = 0; i < G_N_ELEMENTS (kept_fields); i++)
    pilot_record_set_value (copy, kept_fields[i], pilot_record_get_value (from, kept_fields[i]));
  pilot_record_set_text (copy, PILOT_FIELD_ID, id);
  pilot_record_set_text (copy, PILOT_RUN_NAME, name);
  pilot_record_set_text (copy, PILOT_RUN_BASED_ON, how == PILOT_RUNS_LIST ? mark : pilot_runs_is_list (from) ? NULL : pilot_record_get_id (from));
  if (how == PILOT_RUNS_REST)
    {
      pilot_record_set_text (copy, PILOT_RUN_CHOICE, "rest");
      if (g_strcmp0 (pilot_record_get_text (from, PILOT_RUN_KIND), "pilot") == 0)
        pilot_record_set_text (copy, PILOT_RUN_KIND, "production");
    }
  else if (how != PILOT_RUNS_DUPLICATE)
    pilot_record_set_text (copy, PILOT_RUN_CHOICE, "chosen");
  return copy;
}

void
pilot_runs_copy_async (PilotWorkspace *workspace, const char *run_id, PilotRunsCopy how, const char *name,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  g_autoptr (PilotRecord) from = pilot_workspace_get_record (workspace, PILOT_ENTITY_RUN, run_id);
  RunsJob *job;

  g_task_set_source_tag (task, pilot_runs_copy_async);
  if (from == NULL)
    {
      g_task_return_new_error (task, PILOT_ERROR, PILOT_ERROR_NOT_FOUND, "%s", _("This run is not here: it may have been deleted."));
      g_object_unref (task);
      return;
    }
  job = g_new0 (RunsJob, 1);
  job->from_id = g_strdup (run_id);
  job->made = make_copy (workspace, from, how, name);
  job->run_id = g_strdup (pilot_record_get_id (job->made));
  g_task_set_task_data (task, job, runs_job_free);
  pilot_workspace_save_async (workspace, job->made, cancellable, copy_saved_cb, task);
}

char *
pilot_runs_copy_finish (PilotWorkspace *workspace, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static char *
dup_key (const PilotRunChoice *choice)
{
  return g_strconcat (choice->agency_id, "/", choice->recruiter_id, NULL);
}

/* What makes of the choices @now those of @wanted. */
static GPtrArray *
make_changes (GPtrArray *now, GPtrArray *wanted)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) whole = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *changes = pilot_run_choices_new_changes ();

  for (guint i = 0; i < now->len; i++)
    g_hash_table_insert (known, dup_key (g_ptr_array_index (now, i)), g_ptr_array_index (now, i));
  for (guint i = 0; i < wanted->len; i++)
    {
      const PilotRunChoice *choice = g_ptr_array_index (wanted, i);
      g_autofree char *key = dup_key (choice);
      const PilotRunChoice *before = g_hash_table_lookup (known, key);

      if (choice->recruiter_id == NULL && choice->included)
        g_hash_table_add (whole, choice->agency_id);
      if (before == NULL || !before->included != !choice->included)
        g_ptr_array_add (changes, pilot_run_choice_new (choice->agency_id, choice->recruiter_id, choice->included));
      g_hash_table_remove (known, key);
    }
  /* A user without a choice in the list goes as his agency does. */
  for (guint i = 0; i < now->len; i++)
    {
      const PilotRunChoice *choice = g_ptr_array_index (now, i);
      g_autofree char *key = dup_key (choice);
      gboolean included = choice->recruiter_id != NULL && g_hash_table_contains (whole, choice->agency_id);

      if (g_hash_table_contains (known, key) && !choice->included != !included)
        g_ptr_array_add (changes, pilot_run_choice_new (choice->agency_id, choice->recruiter_id, included));
    }
  return changes;
}

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GPtrArray *undo = NULL;
  GError *error = NULL;

  if (pilot_run_choice_write_finish (PILOT_WORKSPACE (source), result, &undo, &error))
    g_task_return_pointer (task, undo, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
pilot_runs_take_choices_async (PilotWorkspace *workspace, const char *run_id, const char *from_id, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  PilotStore *store = pilot_workspace_get_store (workspace);
  GError *error = NULL;
  g_autoptr (GPtrArray) now = read_choices (store, run_id, TRUE, &error);
  g_autoptr (GPtrArray) wanted = now != NULL ? read_choices (store, from_id, FALSE, &error) : NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autofree char *title = NULL;

  g_task_set_source_tag (task, pilot_runs_take_choices_async);
  if (wanted == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  changes = make_changes (now, wanted);
  title = pilot_workspace_dup_title (workspace, PILOT_ENTITY_RUN, from_id);
  pilot_run_choice_write_async (workspace, run_id, changes, title, cancellable, taken_cb, g_steal_pointer (&task));
}

gboolean
pilot_runs_take_choices_finish (PilotWorkspace *workspace, GAsyncResult *result, GPtrArray **undo, GError **error)
{
  g_autoptr (GPtrArray) before = g_task_propagate_pointer (G_TASK (result), error);

  if (before == NULL)
    return FALSE;
  if (undo != NULL)
    *undo = g_steal_pointer (&before);
  return TRUE;
}

gboolean
pilot_runs_may_delete (PilotWorkspace *workspace, const PilotRecord *run, char **reason)
{
  if (!pilot_workspace_may (workspace, PILOT_ACTION_DELETE, PILOT_ENTITY_RUN, reason))
    return FALSE;
  if (pilot_run_get_state (run) <= PILOT_RUN_CHECKED)
    return TRUE;
  if (reason != NULL)
    *reason = g_strdup (_("This run is ordered: it is part of the record of the migration. It can be cancelled."));
  return FALSE;
}

/* Its choices and results are parts of it: they go with it, in the same operation. */
static void
delete_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const RunsJob *job = task_data;
  const char *ids[] = { job->run_id, NULL };
  GPtrArray *undo = NULL;
  GError *error = NULL;

  if (pilot_store_delete (pilot_workspace_get_store (source), PILOT_ENTITY_RUN, ids, &undo, &error))
    g_task_return_pointer (task, undo, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
pilot_runs_delete_async (PilotWorkspace *workspace, const char *run_id, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  g_autoptr (PilotRecord) run = pilot_workspace_get_record (workspace, PILOT_ENTITY_RUN, run_id);
  g_autofree char *reason = NULL;
  RunsJob *job;

  g_task_set_source_tag (task, pilot_runs_delete_async);
  if (run == NULL || !pilot_runs_may_delete (workspace, run, &reason))
    {
      g_task_return_new_error (task, PILOT_ERROR, run != NULL ? PILOT_ERROR_FORBIDDEN : PILOT_ERROR_NOT_FOUND, "%s",
                               reason != NULL ? reason : _("This run is not here: it may have been deleted."));
      return;
    }
  job = g_new0 (RunsJob, 1);
  job->run_id = g_strdup (run_id);
  g_task_set_task_data (task, job, runs_job_free);
  g_task_run_in_thread (task, delete_thread);
}

gboolean
pilot_runs_delete_finish (PilotWorkspace *workspace, GAsyncResult *result, GPtrArray **undo, GError **error)
{
  g_autoptr (GPtrArray) gone = g_task_propagate_pointer (G_TASK (result), error);

  if (gone == NULL)
    return FALSE;
  pilot_workspace_wake (workspace);
  if (undo != NULL)
    *undo = g_steal_pointer (&gone);
  return TRUE;
}

/* The run, and for each kind of its parts one operation. */
static void
restore_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GPtrArray *records = task_data;
  PilotStore *store = pilot_workspace_get_store (source);
  const PilotRecord *run = records->len > 0 ? g_ptr_array_index (records, 0) : NULL;
  GError *error = NULL;
  gboolean ok = run == NULL || pilot_store_save (store, run, NULL, &error);

  PILOT_SCHEMA_FOREACH_PART (kind, PILOT_ENTITY_RUN)
    {
      g_autoptr (GPtrArray) parts = g_ptr_array_new ();

      if (!ok || run == NULL)
        break;
      for (guint i = 0; i < records->len; i++)
        if (pilot_record_get_entity (g_ptr_array_index (records, i)) == kind)
          g_ptr_array_add (parts, g_ptr_array_index (records, i));
      ok = pilot_store_import_records (store, kind, pilot_record_get_text (run, PILOT_RUN_NAME), parts, cancellable, &error);
    }
  if (ok)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
pilot_runs_restore_async (PilotWorkspace *workspace, GPtrArray *records, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);

  g_task_set_source_tag (task, pilot_runs_restore_async);
  g_task_set_task_data (task, g_ptr_array_ref (records), (GDestroyNotify) g_ptr_array_unref);
  g_task_run_in_thread (task, restore_thread);
}

gboolean
pilot_runs_restore_finish (PilotWorkspace *workspace, GAsyncResult *result, GError **error)
{
  pilot_workspace_wake (workspace);
  return g_task_propagate_boolean (G_TASK (result), error);
}
