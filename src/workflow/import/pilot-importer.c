/* pilot-importer.c: brings records from a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-importer.h"

#include "pilot-import-opening.h"
#include "pilot-import-row-list.h"
#include "pilot-import-work.h"

#include "pilot-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PROGRESS_INTERVAL_MSECS 50

struct _PilotImporter
{
  GObject parent_instance;

  PilotImportTarget *target; /* (owned) */
  PilotEntity entity;
  PilotSpool *raw;           /* (owned) (nullable): the bytes as they came, to read them in another encoding */
  char *source_name;         /* (owned) (nullable) */
  PilotCsvFormat format;
  PilotUtf8Survey survey;    /* of the bytes as they came */
  PilotImportSource *source; /* (owned) (nullable) */
  char *dataset;             /* (owned) */
  gboolean has_header;
  gboolean header_chosen;    /* by a person, for this file */
  gboolean first_is_data;    /* the first row looks like it */
  gboolean strict;
  GPtrArray *preview;        /* (owned) (element-type GStrv): the first rows, headings too */
  PilotImportJudgement *judgement; /* (owned) (nullable) */

  GTask *running;            /* (nullable): not owned; compared only */
  gint progress_millis;      /* atomic: thousandths, set by the worker */
  gint shown_millis;
  guint progress_source;
};

G_DEFINE_FINAL_TYPE (PilotImporter, pilot_importer, G_TYPE_OBJECT)

typedef enum {
  PROP_BUSY = 1,
  PROP_PROGRESS,
  PROP_JUDGED,
} PilotImporterProperty;

static GParamSpec *properties[PROP_JUDGED + 1];
static guint reset_signal;
static guint written_signal;

/* A task's data: what is done, and with what. */
typedef struct
{
  PilotImportWorkFunc func;
  PilotImportWork *work; /* (owned) */
} Job;

static void
job_free (Job *self)
{
  pilot_import_work_free (self->work);
  g_free (self);
}

static void
progress_cb (double fraction, gpointer user_data)
{
  g_atomic_int_set (&PILOT_IMPORTER (user_data)->progress_millis, (int) (CLAMP (fraction, 0, 1) * 1000));
}

static gboolean
show_progress_cb (gpointer user_data)
{
  PilotImporter *self = user_data;
  int millis = g_atomic_int_get (&self->progress_millis);

  if (millis != self->shown_millis)
    {
      self->shown_millis = millis;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
    }
  return G_SOURCE_CONTINUE;
}

static void
set_running (PilotImporter *self, GTask *running)
{
  self->running = running;
  g_clear_handle_id (&self->progress_source, g_source_remove);
  if (running != NULL)
    {
      self->progress_millis = self->shown_millis = 0;
      self->progress_source = g_timeout_add (PROGRESS_INTERVAL_MSECS, show_progress_cb, self);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

/* Each finish calls it: from then on the next task may begin. */
static void
end_task (PilotImporter *self, GAsyncResult *result)
{
  if ((gpointer) self->running == (gpointer) result)
    set_running (self, NULL);
}

static void
set_judgement (PilotImporter *self, PilotImportJudgement *judgement)
{
  if (self->judgement == judgement)
    return;
  g_clear_pointer (&self->judgement, pilot_import_judgement_unref);
  if (judgement != NULL)
    self->judgement = pilot_import_judgement_ref (judgement);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_JUDGED]);
}

/* Begins a task, or refuses it where one runs or something is missing. Takes @data in any case. */
static GTask *
begin_task (PilotImporter *self, gpointer tag, gboolean ready, const char *not_ready, gpointer data, GDestroyNotify free_data,
            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  /* What was committed is committed: the worker alone says whether it was cancelled. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, data, free_data);
  if (self->running != NULL)
    g_task_return_new_error (task, PILOT_ERROR, PILOT_ERROR_BUSY, "%s", _ ("The import is still at work."));
  else if (!ready)
    g_task_return_new_error (task, PILOT_ERROR, PILOT_ERROR_INVALID, "%s", not_ready);
  else
    {
      set_running (self, task);
      return g_steal_pointer (&task);
    }
  return NULL;
}

static void
match_columns (PilotImporter *self)
{
  g_autoptr (GPtrArray) headings = g_ptr_array_new ();
  GStrv first = self->preview->len > 0 ? g_ptr_array_index (self->preview, 0) : NULL;
  guint n = first != NULL ? g_strv_length (first) : 0;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (headings, self->has_header ? first[i] : (char *) "");
  g_clear_pointer (&self->source->map, pilot_column_map_free);
  self->source->map = pilot_column_map_new (self->entity, (const char *const *) headings->pdata, n);
  self->source->has_header = self->has_header;
  set_judgement (self, NULL);
}

static void
open_thread_cb (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (pilot_import_opening_run (task_data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
job_thread_cb (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;

  if (job->func (job->work, cancellable, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  /* Whatever came in the way meanwhile: it was cancelled, and nothing is done. */
  if (g_cancellable_is_cancelled (cancellable))
    {
      g_clear_error (&error);
      g_cancellable_set_error_if_cancelled (cancellable, &error);
    }
  g_task_return_error (task, error);
}

static void
pilot_importer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PilotImporter *self = PILOT_IMPORTER (object);

  switch ((PilotImporterProperty) id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, self->running != NULL);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->shown_millis / 1000.0);
      break;
    case PROP_JUDGED:
      g_value_set_boolean (value, self->judgement != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
pilot_importer_finalize (GObject *object)
{
  PilotImporter *self = PILOT_IMPORTER (object);

  g_clear_handle_id (&self->progress_source, g_source_remove);
  g_clear_object (&self->target);
  g_clear_object (&self->raw);
  g_clear_pointer (&self->source, pilot_import_source_free);
  g_clear_pointer (&self->preview, g_ptr_array_unref);
  g_clear_pointer (&self->judgement, pilot_import_judgement_unref);
  g_free (self->source_name);
  g_free (self->dataset);
  G_OBJECT_CLASS (pilot_importer_parent_class)->finalize (object);
}

static void
pilot_importer_class_init (PilotImporterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = pilot_importer_get_property;
  object_class->finalize = pilot_importer_finalize;
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_JUDGED] = g_param_spec_boolean ("judged", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  written_signal = g_signal_new ("written", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  reset_signal = g_signal_new ("reset", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pilot_importer_init (PilotImporter *self)
{
  self->has_header = TRUE;
  self->dataset = g_strdup ("legacy");
  self->preview = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
}

PilotImporter *
pilot_importer_new (PilotImportTarget *target, PilotEntity entity)
{
  PilotImporter *self = g_object_new (PILOT_TYPE_IMPORTER, NULL);

  self->target = g_object_ref (target);
  self->entity = entity;
  return self;
}

gboolean
pilot_importer_can_import (PilotEntity entity)
{
  return pilot_natural_key_levels (entity) > 0;
}

static void
open_async (PilotImporter *self, PilotImportOpening *opening, gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  opening->progress = progress_cb;
  opening->user_data = self;
  task = begin_task (self, tag, TRUE, NULL, opening, (GDestroyNotify) pilot_import_opening_free, cancellable, callback, user_data);
  if (task == NULL)
    return;
  /* A pipe that nobody writes to, or a disk in a network that is gone, holds the worker up for as long as it likes: nobody waits for it. */
  g_task_set_check_cancellable (task, TRUE);
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, open_thread_cb);
}

void
pilot_importer_open_file_async (PilotImporter *self, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  PilotImportOpening *opening = pilot_import_opening_new ();

  opening->file = g_object_ref (file);
  opening->detect = TRUE;
  open_async (self, opening, pilot_importer_open_file_async, cancellable, callback, user_data);
}

void
pilot_importer_open_text_async (PilotImporter *self, const char *text, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  PilotImportOpening *opening = pilot_import_opening_new ();

  opening->bytes = g_bytes_new (text, strlen (text));
  opening->detect = TRUE;
  open_async (self, opening, pilot_importer_open_text_async, cancellable, callback, user_data);
}

void
pilot_importer_set_format_async (PilotImporter *self, const PilotCsvFormat *format, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  PilotImportOpening *opening = pilot_import_opening_new ();
  g_autoptr (GTask) task = NULL;

  opening->raw = self->raw != NULL ? g_object_ref (self->raw) : NULL;
  opening->format = *format;
  task = begin_task (self, pilot_importer_set_format_async, self->raw != NULL, _ ("No file is open."), opening, (GDestroyNotify) pilot_import_opening_free,
                     cancellable, callback, user_data);
  if (task != NULL)
    g_task_run_in_thread (task, open_thread_cb);
}

gboolean
pilot_importer_open_finish (PilotImporter *self, GAsyncResult *result, GError **error)
{
  PilotImportOpening *opening = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  end_task (self, result);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  g_set_object (&self->raw, opening->raw);
  if (opening->file != NULL || opening->bytes != NULL)
    {
      g_free (self->source_name);
      self->survey = opening->survey;
      self->source_name = opening->file != NULL ? g_file_get_basename (opening->file) : NULL;
      /* What was said of a file holds for no other; what was said before any, for the first. */
      self->header_chosen = self->header_chosen && self->source == NULL;
    }
  self->first_is_data = opening->first_is_data;
  if (!self->header_chosen)
    self->has_header = !self->first_is_data;
  self->format = opening->format;
  g_ptr_array_unref (self->preview);
  self->preview = g_steal_pointer (&opening->preview);
  g_clear_pointer (&self->source, pilot_import_source_free);
  self->source = g_new0 (PilotImportSource, 1);
  self->source->spool = g_object_ref (opening->text);
  self->source->delimiter = opening->format.delimiter;
  self->source->n_above = opening->n_above;
  self->source->dataset = g_strdup (self->dataset);
  self->source->strict = self->strict;
  match_columns (self);
  g_signal_emit (self, reset_signal, 0);
  return TRUE;
}

gboolean
pilot_importer_is_open (PilotImporter *self)
{
  return self->source != NULL;
}

const char *
pilot_importer_get_source_name (PilotImporter *self)
{
  return self->source_name;
}

const PilotCsvFormat *
pilot_importer_get_format (PilotImporter *self)
{
  return &self->format;
}

const PilotUtf8Survey *
pilot_importer_get_survey (PilotImporter *self)
{
  return &self->survey;
}

PilotEntity
pilot_importer_get_entity (PilotImporter *self)
{
  return self->entity;
}

void
pilot_importer_set_entity (PilotImporter *self, PilotEntity entity)
{
  g_return_if_fail (self->running == NULL && pilot_importer_can_import (entity));
  if (self->entity == entity)
    return;
  self->entity = entity;
  if (self->source == NULL)
    return;
  match_columns (self);
  g_signal_emit (self, reset_signal, 0);
}

gboolean
pilot_importer_get_has_header (PilotImporter *self)
{
  return self->has_header;
}

void
pilot_importer_set_has_header (PilotImporter *self, gboolean has_header)
{
  g_return_if_fail (self->running == NULL);
  self->header_chosen = TRUE;
  if (self->has_header == has_header)
    return;
  self->has_header = has_header;
  if (self->source == NULL)
    return;
  match_columns (self);
  g_signal_emit (self, reset_signal, 0);
}

gboolean
pilot_importer_get_first_is_data (PilotImporter *self)
{
  return self->first_is_data;
}

guint
pilot_importer_get_n_above (PilotImporter *self)
{
  return self->source != NULL ? self->source->n_above : 0;
}

const char *
pilot_importer_get_dataset (PilotImporter *self)
{
  return self->dataset;
}

void
pilot_importer_set_dataset (PilotImporter *self, const char *dataset)
{
  g_return_if_fail (self->running == NULL && pilot_choice_contains (pilot_dataset_choices, dataset));
  if (strcmp (self->dataset, dataset) == 0)
    return;
  g_free (self->dataset);
  self->dataset = g_strdup (dataset);
  if (self->source == NULL)
    return;
  g_free (self->source->dataset);
  self->source->dataset = g_strdup (dataset);
  set_judgement (self, NULL);
}

void
pilot_importer_set_strict (PilotImporter *self, gboolean strict)
{
  g_return_if_fail (self->running == NULL);
  if (self->strict == strict)
    return;
  self->strict = strict;
  if (self->source == NULL)
    return;
  self->source->strict = strict;
  set_judgement (self, NULL);
}

const PilotColumnMap *
pilot_importer_get_map (PilotImporter *self)
{
  return self->source != NULL ? self->source->map : NULL;
}

gboolean
pilot_importer_set_target (PilotImporter *self, guint column, int target, GError **error)
{
  g_return_val_if_fail (self->source != NULL && self->running == NULL, FALSE);
  if (!pilot_column_map_set (self->source->map, column, target, error))
    return FALSE;
  set_judgement (self, NULL);
  return TRUE;
}

guint
pilot_importer_get_preview_rows (PilotImporter *self)
{
  guint n_headings = self->has_header ? 1 : 0;

  return MIN (MAX (self->preview->len, n_headings) - n_headings, PILOT_IMPORT_PREVIEW_ROWS);
}

const char *
pilot_importer_get_preview (PilotImporter *self, guint row, guint column)
{
  GStrv cells;

  row += self->has_header ? 1 : 0;
  if (row >= self->preview->len)
    return "";
  cells = g_ptr_array_index (self->preview, row);
  return column < g_strv_length (cells) ? cells[column] : "";
}

/* Begins @func with copies of what it works with. Takes @judgement. */
static void
begin_job (PilotImporter *self, gpointer tag, PilotImportWorkFunc func, const PilotImportSource *source, PilotImportJudgement *judgement,
           GFile *file, const char *not_ready, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Job *job = g_new0 (Job, 1);
  g_autoptr (GTask) task = NULL;

  job->func = func;
  job->work = g_new0 (PilotImportWork, 1);
  job->work->target = g_object_ref (self->target);
  job->work->source = source != NULL ? pilot_import_source_copy (source) : NULL;
  job->work->judgement = judgement;
  job->work->file = file != NULL ? g_object_ref (file) : NULL;
  job->work->source_name = g_strdup (self->source_name);
  job->work->progress = progress_cb;
  job->work->user_data = self;
  task = begin_task (self, tag, source != NULL || judgement != NULL, not_ready, job, (GDestroyNotify) job_free, cancellable, callback, user_data);
  if (task != NULL)
    g_task_run_in_thread (task, job_thread_cb);
}

void
pilot_importer_judge_async (PilotImporter *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  begin_job (self, pilot_importer_judge_async, pilot_import_work_judge, self->source, NULL, NULL, _ ("No file is open."), cancellable, callback,
             user_data);
}

gboolean
pilot_importer_judge_finish (PilotImporter *self, GAsyncResult *result, GError **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  end_task (self, result);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  set_judgement (self, job->work->judgement);
  return TRUE;
}

gboolean
pilot_importer_get_judged (PilotImporter *self)
{
  return self->judgement != NULL;
}

guint
pilot_importer_count (PilotImporter *self, int verdict)
{
  return self->judgement != NULL ? pilot_import_judgement_count (self->judgement, verdict) : 0;
}

GListModel *
pilot_importer_create_rows (PilotImporter *self, int verdict)
{
  if (self->judgement == NULL)
    return G_LIST_MODEL (g_list_store_new (PILOT_TYPE_IMPORT_ROW));
  return G_LIST_MODEL (pilot_import_row_list_new (self->judgement, verdict));
}

static void
work_on_judgement (PilotImporter *self, gpointer tag, PilotImportWorkFunc func, GFile *file, GCancellable *cancellable,
                   GAsyncReadyCallback callback, gpointer user_data)
{
  PilotImportJudgement *judgement = self->judgement != NULL ? pilot_import_judgement_ref (self->judgement) : NULL;

  begin_job (self, tag, func, NULL, judgement, file, _ ("The rows have not been checked yet."), cancellable, callback, user_data);
}

void
pilot_importer_save_errors_async (PilotImporter *self, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  work_on_judgement (self, pilot_importer_save_errors_async, pilot_import_work_save_errors, file, cancellable, callback, user_data);
}

gboolean
pilot_importer_save_errors_finish (PilotImporter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  end_task (self, result);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
pilot_importer_run_async (PilotImporter *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  work_on_judgement (self, pilot_importer_run_async, pilot_import_work_write, NULL, cancellable, callback, user_data);
}

gboolean
pilot_importer_run_finish (PilotImporter *self, GAsyncResult *result, PilotImportResult *written, GError **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  end_task (self, result);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (written != NULL)
    *written = job->work->result;
  /* What was judged is no longer so: everything would be unchanged now. */
  set_judgement (self, NULL);
  g_signal_emit (self, written_signal, 0);
  return TRUE;
}
