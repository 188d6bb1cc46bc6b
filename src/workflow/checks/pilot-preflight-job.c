/* pilot-preflight-job.c: what the pre-flight does on a worker
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-preflight-job.h"

#include "pilot-preflight-export.h"
#include "pilot-preflight-keep.h"
#include "pilot-queue.h"
#include "pilot-whole-file.h"

static GPtrArray *
ref_strings (GPtrArray *ids)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < ids->len; i++)
    g_ptr_array_add (copy, g_strdup (ids->pdata[i]));
  return copy;
}

/* On the worker: told only when a percent more is done. */
static void
progress_func (double fraction, gpointer user_data)
{
  GTask *task = user_data;
  PilotPreflightJob *job = g_task_get_task_data (task);
  gint percent = (gint) (fraction * 100);

  if (percent == g_atomic_int_get (&job->percent))
    return;
  g_atomic_int_set (&job->percent, percent);
  if (job->tell != NULL)
    pilot_queue_source (g_task_get_context (task), job->tell, g_object_ref (task), g_object_unref);
}

static void
fill_result (PilotPreflightScan *scan, const char *key, gint64 now_unix_usec, PilotPreflightResult *result)
{
  const PilotPreflightRule *rule = pilot_preflight_find_rule (key);
  g_autofree char *off = pilot_preflight_find_off (scan->run, key);

  *result = (PilotPreflightResult){
    .outcome = PILOT_PREFLIGHT_PASSED,
    .n_found = pilot_preflight_get_n_found (scan->preflight, key),
    .n_checked = pilot_preflight_get_n_checked (scan->preflight, key),
    .data_revision = pilot_preflight_scan_get_revision (scan, key),
    .checked_unix_usec = now_unix_usec,
    .decisions = g_strdup (scan->decisions),
  };
  if (result->n_found > 0)
    result->outcome = rule->blocks ? PILOT_PREFLIGHT_ERROR : PILOT_PREFLIGHT_WARNING;
  if (off == NULL)
    return;
  result->outcome = PILOT_PREFLIGHT_OFF;
  result->n_found = result->n_checked = 0;
  result->reason = g_steal_pointer (&off);
}

static void
clear_result (gpointer data)
{
  pilot_preflight_result_clear (data);
}

PilotPreflightJob *
pilot_preflight_job_new (PilotStore *store, const char *run_id, const char *const *rules)
{
  PilotPreflightJob *self = g_new0 (PilotPreflightJob, 1);

  self->store = g_object_ref (store);
  self->run_id = g_strdup (run_id);
  self->rules = g_strdupv ((char **) rules);
  self->limit = PILOT_PREFLIGHT_DEFAULT_LIMIT;
  return self;
}

void
pilot_preflight_job_free (gpointer data)
{
  PilotPreflightJob *self = data;

  g_object_unref (self->store);
  g_free (self->run_id);
  g_strfreev (self->rules);
  g_clear_object (&self->file);
  g_free (self);
}

void
pilot_preflight_job_peek (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  PilotPreflightJob *job = task_data;
  GError *error = NULL;
  PilotPreflightScan *scan = pilot_preflight_scan_peek (job->store, job->run_id, cancellable, &error);

  if (scan != NULL)
    g_task_return_pointer (task, scan, (GDestroyNotify) pilot_preflight_scan_free);
  else
    g_task_return_error (task, error);
}

void
pilot_preflight_job_check (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  PilotPreflightJob *job = task_data;
  const char *const *rules = (const char *const *) job->rules;
  GError *error = NULL;
  g_autoptr (PilotPreflightScan) scan = NULL;
  g_autoptr (GArray) results = g_array_new (FALSE, TRUE, sizeof (PilotPreflightResult));

  scan = pilot_preflight_scan_run (job->store, job->run_id, rules, 0, progress_func, task, cancellable, &error);
  g_array_set_clear_func (results, clear_result);
  if (scan == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; rules[i] != NULL; i++)
    {
      PilotPreflightResult result;

      fill_result (scan, rules[i], pilot_clock_get_unix_usec (pilot_store_get_clock (job->store)), &result);
      g_array_append_val (results, result);
    }
  if (job->here)
    pilot_preflight_save_here (job->store, job->run_id, rules, (PilotPreflightResult *) results->data, results->len);
  else if (!pilot_preflight_save (job->store, job->run_id, rules, (PilotPreflightResult *) results->data, results->len, cancellable, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_return_boolean (task, TRUE);
}

void
pilot_preflight_job_find_ids (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  PilotPreflightJob *job = task_data;
  GError *error = NULL;
  g_autoptr (PilotPreflightScan) scan =
    pilot_preflight_scan_run (job->store, job->run_id, (const char *const *) job->rules, job->limit, NULL, NULL, cancellable, &error);

  if (scan == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, ref_strings (pilot_preflight_get_ids (scan->preflight, job->rules[0])), (GDestroyNotify) g_ptr_array_unref);
}

typedef struct
{
  PilotPreflightJob *job;
  PilotPreflightScan *scan;
} Export;

static gboolean
write_rows (GOutputStream *stream, gpointer user_data, GCancellable *cancellable, GError **error)
{
  const Export *self = user_data;
  const char *rule = self->job->rules[0];

  return pilot_preflight_export (self->job->store, pilot_preflight_find_rule (rule), pilot_preflight_get_ids (self->scan->preflight, rule), stream,
                                 &self->job->n_rows, cancellable, error);
}

static gboolean
export (PilotPreflightJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotPreflightScan) scan = pilot_preflight_scan_run (job->store, job->run_id, (const char *const *) job->rules, G_MAXUINT,
                                                                  NULL, NULL, cancellable, error);
  Export self = { job, scan };

  return scan != NULL && pilot_whole_file_fill (job->file, G_FILE_CREATE_REPLACE_DESTINATION, write_rows, &self, cancellable, error);
}

void
pilot_preflight_job_export (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (export (task_data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}
