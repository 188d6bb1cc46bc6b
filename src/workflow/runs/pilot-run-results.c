/* pilot-run-results.c: what became of a run's records, and whether the portal has them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-results.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pilot-csv-writer.h"
#include "pilot-run-rules.h"
#include "pilot-whole-file.h"
#include "pilot-workspace-private.h"

/* Where the portal keeps what a legacy record of a kind becomes; columns are those of the schema. */
static const struct
{
  PilotEntity from;
  PilotEntity to;
} kinds[] = {
  { PILOT_ENTITY_AGENCY, PILOT_ENTITY_AGENCY },       { PILOT_ENTITY_RECRUITER, PILOT_ENTITY_RECRUITER },
  { PILOT_ENTITY_JOB, PILOT_ENTITY_JOB },             { PILOT_ENTITY_ASSIGNMENT, PILOT_ENTITY_SHARE },
  { PILOT_ENTITY_CANDIDATE, PILOT_ENTITY_CANDIDATE },
};

typedef struct
{
  char *run_id;  /* (owned) */
  char *outcome; /* (owned) (nullable) */
  char *reason;  /* (owned) (nullable) */
  GFile *file;   /* (owned) (nullable) */
  PilotRecord *run; /* (owned) (nullable) */
} ResultsJob;

typedef struct
{
  PilotWorkspace *workspace;
  PilotCsvWriter *writer;
  GCancellable *cancellable;
  gint64 n;
  GError *error; /* (owned) (nullable) */
} Writing;

static void
results_job_free (gpointer data)
{
  ResultsJob *self = data;

  g_free (self->run_id);
  g_free (self->outcome);
  g_free (self->reason);
  g_clear_object (&self->file);
  g_clear_pointer (&self->run, pilot_record_unref);
  g_free (self);
}

/* @condition: of a result r. */
static gboolean
count (PilotDatabase *reader, const char *run_id, const char *condition, guint64 *n, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM result r WHERE r.run_id='%s' AND %s", run_id, condition);
  gint64 value;

  if (!pilot_database_query_int64 (reader, sql, 0, &value, error))
    return FALSE;
  *n = (guint64) value;
  return TRUE;
}

static gboolean
check_kind (PilotDatabase *reader, const char *run_id, guint i, PilotRunFound *found, GError **error)
{
  const char *from = pilot_schema_get (kinds[i].from)->name;
  const char *to = pilot_schema_get (kinds[i].to)->name;
  g_autofree char *moved = g_strdup_printf ("r.record_kind='%s' AND r.outcome IN ('moved','linked')", from);
  g_autofree char *skipped = g_strdup_printf ("r.record_kind='%s' AND r.outcome='skipped'", from);
  g_autofree char *failed = g_strdup_printf ("r.record_kind='%s' AND r.outcome='failed'", from);
  g_autofree char *there = g_strdup_printf ("%s AND EXISTS (SELECT 1 FROM \"%s\" p WHERE p.id=r.target_id AND p.source_id=r.source_id)", moved, to);

  return count (reader, run_id, moved, &found->n_moved, error) && count (reader, run_id, there, &found->n_found, error)
         && count (reader, run_id, skipped, &found->n_skipped, error) && count (reader, run_id, failed, &found->n_failed, error);
}

/* A stage is a status, or a sub-status under it. */
#define OTHER_STAGE \
  "r.record_kind='candidate' AND r.outcome IN ('moved','linked') AND EXISTS (SELECT 1 FROM candidate c, stage s" \
  " WHERE c.id=r.target_id AND s.id=r.stage_id AND (c.status IS NOT s.status OR c.sub_status IS NOT s.sub_status))"

static gboolean
reason_cb (const PilotValue *values, gpointer user_data)
{
  PilotRunCheck *check = user_data;
  int outcome = pilot_choice_find (pilot_result_outcome_choices, values[PILOT_RESULT_OUTCOME].text);
  int reason = pilot_choice_find (pilot_result_reason_choices, values[PILOT_RESULT_REASON].text);

  if (outcome >= 0 && outcome < PILOT_RUN_N_OUTCOMES && reason >= 0 && reason < PILOT_RUN_MAX_REASONS)
    check->n_reasons[outcome][reason]++;
  return TRUE;
}

static gboolean
count_reasons (PilotDatabase *reader, const char *run_id, PilotRunCheck *check, GCancellable *cancellable, GError **error)
{
  const guint64 fields = (G_GUINT64_CONSTANT (1) << PILOT_RESULT_OUTCOME) | (G_GUINT64_CONSTANT (1) << PILOT_RESULT_REASON);
  g_autofree char *where = g_strdup_printf ("run_id='%s' AND reason IS NOT NULL", run_id);

  return pilot_store_walk (reader, PILOT_ENTITY_RESULT, fields, where, NULL, reason_cb, check, cancellable, error);
}

guint64
pilot_run_check_count_reason (const PilotRunCheck *self, const char *outcome, guint reason)
{
  int only = pilot_choice_find (pilot_result_outcome_choices, outcome);
  guint64 n = 0;

  g_return_val_if_fail (reason < PILOT_RUN_MAX_REASONS, 0);
  for (int i = 0; i < PILOT_RUN_N_OUTCOMES; i++)
    if (outcome == NULL || only == i)
      n += self->n_reasons[i][reason];
  return n;
}

gboolean
pilot_run_results_check (PilotWorkspace *workspace, const PilotRecord *run, PilotRunCheck *check, GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (PilotDatabase) reader = pilot_store_open_reader (pilot_workspace_get_store (workspace), error);
  const char *run_id = pilot_record_get_id (run);
  gboolean never;

  *check = (PilotRunCheck){ .n_expected = (guint64) pilot_record_get_integer (run, PILOT_RUN_N_EXPECTED), .agrees = TRUE };
  g_return_val_if_fail (g_uuid_string_is_valid (run_id), FALSE);
  if (reader == NULL || !pilot_database_begin (reader, error))
    return FALSE;
  pilot_database_set_cancellable (reader, cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      PilotRunFound *found = &check->kinds[kinds[i].from];

      if (!check_kind (reader, run_id, i, found, error))
        return FALSE;
      check->n_results += found->n_moved + found->n_skipped + found->n_failed;
      check->agrees = check->agrees && found->n_found == found->n_moved;
    }
  if (!count (reader, run_id, OTHER_STAGE, &check->kinds[PILOT_ENTITY_CANDIDATE].n_other_stage, error) || !count_reasons (reader, run_id, check, cancellable, error))
    return FALSE;
  /* What was cancelled before it began moved nothing, and has no results. */
  never = pilot_run_get_state (run) == PILOT_RUN_CANCELLED && pilot_record_get_integer (run, PILOT_RUN_STARTED_AT) == 0;
  check->agrees = check->agrees && check->n_results == (never ? 0 : check->n_expected);
  pilot_database_rollback (reader);
  return TRUE;
}

static void
check_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const ResultsJob *job = task_data;
  g_autofree PilotRunCheck *check = g_new0 (PilotRunCheck, 1);
  GError *error = NULL;

  if (pilot_run_results_check (source, job->run, check, cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&check), g_free);
  else
    g_task_return_error (task, error);
}

void
pilot_run_results_check_async (PilotWorkspace *workspace, const PilotRecord *run, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  ResultsJob *job = g_new0 (ResultsJob, 1);

  job->run = pilot_record_copy (run);
  g_task_set_source_tag (task, pilot_run_results_check_async);
  g_task_set_task_data (task, job, results_job_free);
  g_task_run_in_thread (task, check_thread);
}

PilotRunCheck *
pilot_run_results_check_finish (PilotWorkspace *workspace, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Whose work on which job it is. */
static char *
dup_assignment_title (PilotWorkspace *workspace, const char *id)
{
  g_autoptr (PilotRecord) record = pilot_workspace_get_record (workspace, PILOT_ENTITY_ASSIGNMENT, id);
  const char *job_id = record != NULL ? pilot_record_get_text (record, PILOT_ASSIGNMENT_JOB_ID) : NULL;
  const char *recruiter_id = record != NULL ? pilot_record_get_text (record, PILOT_ASSIGNMENT_RECRUITER_ID) : NULL;
  g_autofree char *job = job_id != NULL ? pilot_workspace_dup_title (workspace, PILOT_ENTITY_JOB, job_id) : NULL;
  g_autofree char *recruiter = recruiter_id != NULL ? pilot_workspace_dup_title (workspace, PILOT_ENTITY_RECRUITER, recruiter_id) : NULL;

  if (job == NULL || recruiter == NULL)
    return g_strdup (job != NULL ? job : recruiter != NULL ? recruiter : "");
  /* Translators: of an assignment: a recruiter’s name, and the title of a job */
  return g_strdup_printf (_("%1$s, %2$s"), recruiter, job);
}

static char *
dup_title (PilotWorkspace *workspace, const char *kind, const char *id)
{
  const PilotSchema *schema = pilot_schema_from_name (kind);

  if (schema != NULL && id != NULL && schema->entity == PILOT_ENTITY_ASSIGNMENT)
    return dup_assignment_title (workspace, id);
  /* A share has no name: its id would be taken for one. */
  if (schema == NULL || id == NULL || schema->title_field == PILOT_FIELD_ID)
    return g_strdup ("");
  return pilot_workspace_dup_title (workspace, schema->entity, id);
}

char *
pilot_run_results_dup_title (PilotWorkspace *workspace, const PilotRecord *result)
{
  return dup_title (workspace, pilot_record_get_text (result, PILOT_RESULT_RECORD_KIND), pilot_record_get_text (result, PILOT_RESULT_SOURCE_ID));
}

static void
add_text (Writing *writing, const PilotValue *value)
{
  pilot_csv_writer_add (writing->writer, value->kind == PILOT_VALUE_TEXT ? value->text : NULL, -1);
}

static gboolean
result_cb (const PilotValue *values, gpointer user_data)
{
  Writing *writing = user_data;
  const PilotValue *reason = &values[PILOT_RESULT_REASON];
  g_autofree char *title = dup_title (writing->workspace, values[PILOT_RESULT_RECORD_KIND].text, values[PILOT_RESULT_SOURCE_ID].text);

  add_text (writing, &values[PILOT_RESULT_RECORD_KIND]);
  add_text (writing, &values[PILOT_RESULT_SOURCE_ID]);
  pilot_csv_writer_add (writing->writer, title, -1);
  add_text (writing, &values[PILOT_RESULT_OUTCOME]);
  add_text (writing, reason);
  pilot_csv_writer_add (writing->writer, reason->kind == PILOT_VALUE_TEXT ? _(pilot_choice_label (pilot_result_reason_choices, reason->text)) : NULL, -1);
  add_text (writing, &values[PILOT_RESULT_TARGET_ID]);
  add_text (writing, &values[PILOT_RESULT_STAGE_ID]);
  writing->n++;
  return pilot_csv_writer_end_row (writing->writer, writing->cancellable, &writing->error);
}

static gboolean
write_rows (Writing *writing, const ResultsJob *job, GError **error)
{
  static const char *const headings[] = { "kind", "sourceId", "name", "outcome", "reason", "explanation", "targetId", "stageId" };
  g_autoptr (PilotDatabase) reader = pilot_store_open_reader (pilot_workspace_get_store (writing->workspace), error);
  g_autoptr (GString) where = g_string_new (NULL);
  guint64 fields = ~G_GUINT64_CONSTANT (0);

  g_string_printf (where, "run_id='%s'", job->run_id);
  if (job->outcome != NULL)
    g_string_append_printf (where, " AND outcome='%s'", job->outcome);
  if (job->reason != NULL)
    g_string_append_printf (where, " AND reason='%s'", job->reason);
  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    pilot_csv_writer_add (writing->writer, headings[i], -1);
  if (reader == NULL || !pilot_csv_writer_end_row (writing->writer, writing->cancellable, error)
      || !pilot_store_walk (reader, PILOT_ENTITY_RESULT, fields, where->str, "record_kind,source_id", result_cb, writing, writing->cancellable,
                            error))
    return FALSE;
  if (writing->error == NULL)
    return pilot_csv_writer_finish (writing->writer, writing->cancellable, error);
  g_propagate_error (error, writing->error);
  return FALSE;
}

typedef struct
{
  PilotWorkspace *workspace;
  const ResultsJob *job;
  gint64 n;
} ResultsFile;

static gboolean
write_file (GOutputStream *stream, gpointer user_data, GCancellable *cancellable, GError **error)
{
  ResultsFile *self = user_data;
  g_autoptr (PilotCsvWriter) writer = pilot_csv_writer_new (stream, ',', PILOT_CSV_WRITER_BOM | PILOT_CSV_WRITER_GUARD);
  Writing writing = { .workspace = self->workspace, .writer = writer, .cancellable = cancellable };

  if (!write_rows (&writing, self->job, error))
    return FALSE;
  self->n = writing.n;
  return TRUE;
}

static void
save_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const ResultsJob *job = task_data;
  ResultsFile file = { source, job, 0 };
  GError *error = NULL;

  if (pilot_whole_file_fill (job->file, G_FILE_CREATE_REPLACE_DESTINATION, write_file, &file, cancellable, &error))
    g_task_return_int (task, file.n);
  else
    g_task_return_error (task, error);
}

void
pilot_run_results_save_async (PilotWorkspace *workspace, const char *run_id, const char *outcome, const char *reason, GFile *file,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  ResultsJob *job = g_new0 (ResultsJob, 1);

  g_return_if_fail (g_uuid_string_is_valid (run_id) && (outcome == NULL || pilot_choice_contains (pilot_result_outcome_choices, outcome)));
  g_return_if_fail (reason == NULL || pilot_choice_contains (pilot_result_reason_choices, reason));
  job->run_id = g_strdup (run_id);
  job->outcome = g_strdup (outcome);
  job->reason = g_strdup (reason);
  job->file = g_object_ref (file);
  g_task_set_source_tag (task, pilot_run_results_save_async);
  g_task_set_task_data (task, job, results_job_free);
  g_task_run_in_thread (task, save_thread);
}

gint64
pilot_run_results_save_finish (PilotWorkspace *workspace, GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}
