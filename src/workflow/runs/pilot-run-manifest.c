/* pilot-run-manifest.c: the records that a run is expected to move, as a list with a checksum
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-manifest.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pilot-csv-writer.h"
#include "pilot-entity-count.h"
#include "pilot-manifest.h"
#include "pilot-run-walk.h"
#include "pilot-whole-file.h"
#include "pilot-workspace-private.h"

/* The names of agencies, recruiters and jobs that candidates are listed with. */
typedef struct
{
  PilotManifest *manifest;
  PilotRunManifest *made;
  PilotCsvWriter *writer; /* (owned) (nullable) */
  GHashTable *titles;     /* (owned): id → name */
  GCancellable *cancellable;
  GError *error;          /* (owned) (nullable) */
} Writing;

typedef struct
{
  PilotRecord *run; /* (owned) */
  GFile *file;      /* (owned) (nullable) */
} ManifestJob;

/* The kinds in scope, with the field that names a record and the one by which people find it elsewhere. */
static const struct
{
  PilotEntity entity;
  guint title;
  guint key; /* 0: none */
} kinds[] = {
  { PILOT_ENTITY_AGENCY, PILOT_AGENCY_NAME, PILOT_AGENCY_EMAIL },
  { PILOT_ENTITY_RECRUITER, PILOT_RECRUITER_NAME, PILOT_RECRUITER_EMAIL },
  { PILOT_ENTITY_JOB, PILOT_JOB_TITLE, PILOT_JOB_REF_NUMBER },
  { PILOT_ENTITY_ASSIGNMENT, 0, 0 },
  { PILOT_ENTITY_CANDIDATE, PILOT_CANDIDATE_NAME, PILOT_CANDIDATE_EMAIL },
};

static const char *const headings[] = { "kind",     "id",  "expected", "reason", "stageId", "stageStatus", "stageSubStatus",
                                        "name",     "key", "agency",   "recruiter", "job", NULL };

static void
manifest_job_free (gpointer data)
{
  ManifestJob *self = data;

  pilot_record_unref (self->run);
  g_clear_object (&self->file);
  g_free (self);
}

void
pilot_run_manifest_free (PilotRunManifest *self)
{
  g_free (self->sha256);
  g_free (self);
}

static const char *
get_text (const PilotValue *value)
{
  return value->kind == PILOT_VALUE_TEXT ? value->text : NULL;
}

static const char *
get_title (const Writing *writing, const PilotValue *id)
{
  return id->kind == PILOT_VALUE_TEXT ? g_hash_table_lookup (writing->titles, id->text) : NULL;
}

static void
add_names (Writing *writing, PilotEntity entity, const PilotValue *values)
{
  const char *agency = NULL, *recruiter = NULL, *job = NULL;
  guint title = 0, key = 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].entity == entity)
      {
        title = kinds[i].title;
        key = kinds[i].key;
      }
  if (entity == PILOT_ENTITY_RECRUITER)
    agency = get_title (writing, &values[PILOT_RECRUITER_AGENCY_ID]);
  else if (entity == PILOT_ENTITY_ASSIGNMENT)
    {
      recruiter = get_title (writing, &values[PILOT_ASSIGNMENT_RECRUITER_ID]);
      job = get_title (writing, &values[PILOT_ASSIGNMENT_JOB_ID]);
    }
  else if (entity == PILOT_ENTITY_CANDIDATE)
    {
      agency = get_title (writing, &values[PILOT_CANDIDATE_AGENCY_ID]);
      recruiter = get_title (writing, &values[PILOT_CANDIDATE_RECRUITER_ID]);
      job = get_title (writing, &values[PILOT_CANDIDATE_JOB_ID]);
    }
  pilot_csv_writer_add (writing->writer, title != 0 ? get_text (&values[title]) : NULL, -1);
  pilot_csv_writer_add (writing->writer, key != 0 ? get_text (&values[key]) : NULL, -1);
  pilot_csv_writer_add (writing->writer, agency, -1);
  pilot_csv_writer_add (writing->writer, recruiter, -1);
  pilot_csv_writer_add (writing->writer, job, -1);
}

static gboolean
add_row (Writing *writing, PilotEntity entity, const PilotValue *values, const PilotScopeFinding *finding, gboolean linked)
{
  pilot_csv_writer_add (writing->writer, pilot_schema_get (entity)->name, -1);
  pilot_csv_writer_add (writing->writer, values[PILOT_FIELD_ID].text, -1);
  pilot_csv_writer_add (writing->writer,
                        linked ? "linked" : finding->reason != NULL ? "skipped" : finding->verdict == PILOT_SCOPE_LIGHT ? "light" : "moved", -1);
  pilot_csv_writer_add (writing->writer, linked ? NULL : finding->reason, -1);
  pilot_csv_writer_add (writing->writer, finding->stage, -1);
  pilot_csv_writer_add (writing->writer, finding->status, -1);
  pilot_csv_writer_add (writing->writer, finding->sub_status, -1);
  add_names (writing, entity, values);
  return pilot_csv_writer_end_row (writing->writer, writing->cancellable, &writing->error);
}

static gboolean
record_cb (PilotEntity entity, const PilotValue *values, const PilotScopeFinding *finding, gpointer user_data)
{
  Writing *writing = user_data;
  PilotRunManifestKind *kind = &writing->made->kinds[entity];
  gboolean linked = finding->reason != NULL && strcmp (finding->reason, "moved_before") == 0;
  gboolean listed = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].entity == entity)
      {
        listed = TRUE;
        /* Candidates and assignments are many, and nobody is listed with them. */
        if (writing->writer != NULL && entity != PILOT_ENTITY_CANDIDATE && kinds[i].title != 0)
          g_hash_table_insert (writing->titles, g_strdup (values[PILOT_FIELD_ID].text), g_strdup (get_text (&values[kinds[i].title])));
      }
  if (!listed || (finding->verdict != PILOT_SCOPE_IN && finding->verdict != PILOT_SCOPE_LIGHT))
    return TRUE;
  pilot_manifest_add (writing->manifest, entity, values[PILOT_FIELD_ID].text, finding);
  writing->made->n_expected++;
  kind->n++;
  if (linked)
    kind->n_linked++;
  else if (finding->reason != NULL)
    kind->n_skipped++;
  else
    kind->n_moved++;
  return writing->writer == NULL || add_row (writing, entity, values, finding, linked);
}

static void
fill_extra (guint64 *extra)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    extra[kinds[i].entity] = (G_GUINT64_CONSTANT (1) << kinds[i].title) | (G_GUINT64_CONSTANT (1) << kinds[i].key);
  extra[PILOT_ENTITY_RECRUITER] |= 1u << PILOT_RECRUITER_AGENCY_ID;
  extra[PILOT_ENTITY_ASSIGNMENT] |= (1u << PILOT_ASSIGNMENT_RECRUITER_ID) | (1u << PILOT_ASSIGNMENT_JOB_ID);
  extra[PILOT_ENTITY_CANDIDATE] |= (1u << PILOT_CANDIDATE_AGENCY_ID) | (1u << PILOT_CANDIDATE_RECRUITER_ID) | (1u << PILOT_CANDIDATE_JOB_ID);
}

PilotRunManifest *
pilot_run_manifest_write (PilotWorkspace *workspace, const PilotRecord *run, GOutputStream *stream, GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (PilotManifest) manifest = pilot_manifest_new (NULL, NULL);
  g_autoptr (PilotRunManifest) made = g_new0 (PilotRunManifest, 1);
  g_autoptr (PilotCsvWriter) writer = NULL;
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  guint64 extra[PILOT_N_ENTITIES] = { 0 };
  Writing writing = { .manifest = manifest, .made = made, .titles = titles, .cancellable = cancellable };

  if (stream != NULL)
    {
      fill_extra (extra);
      writing.writer = writer = pilot_csv_writer_new (stream, ',', PILOT_CSV_WRITER_BOM | PILOT_CSV_WRITER_GUARD);
      for (guint i = 0; headings[i] != NULL; i++)
        pilot_csv_writer_add (writer, headings[i], -1);
      if (!pilot_csv_writer_end_row (writer, cancellable, error))
        return NULL;
    }
  if (!pilot_run_walk (pilot_workspace_get_store (workspace), run, TRUE, extra, record_cb, &writing, cancellable, error))
    return NULL;
  if (writing.error != NULL)
    {
      g_propagate_error (error, writing.error);
      return NULL;
    }
  if (writer != NULL && !pilot_csv_writer_finish (writer, cancellable, error))
    return NULL;
  made->sha256 = g_strdup (pilot_manifest_get_sha256 (manifest));
  return g_steal_pointer (&made);
}

char *
pilot_run_manifest_dup_counts (const PilotRunManifest *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *count = pilot_entity_dup_count (kinds[i].entity, self->kinds[kinds[i].entity].n);

      /* Translators: between the members of a list: “120 agencies, 300 recruiters” */
      g_string_append_printf (text, "%s%s", i > 0 ? _(", ") : "", count);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

typedef struct
{
  PilotWorkspace *workspace;
  const PilotRecord *run;
  PilotRunManifest *made; /* (owned) (nullable) */
} ManifestFile;

static gboolean
write_file (GOutputStream *stream, gpointer user_data, GCancellable *cancellable, GError **error)
{
  ManifestFile *self = user_data;

  self->made = pilot_run_manifest_write (self->workspace, self->run, stream, cancellable, error);
  return self->made != NULL;
}

static PilotRunManifest *
save (PilotWorkspace *workspace, const ManifestJob *job, GCancellable *cancellable, GError **error)
{
  ManifestFile file = { workspace, job->run, NULL };

  if (job->file == NULL)
    return pilot_run_manifest_write (workspace, job->run, NULL, cancellable, error);
  if (!pilot_whole_file_fill (job->file, G_FILE_CREATE_REPLACE_DESTINATION, write_file, &file, cancellable, error))
    g_clear_pointer (&file.made, pilot_run_manifest_free);
  return file.made;
}

static void
make_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  PilotRunManifest *manifest = save (source, task_data, cancellable, &error);

  if (manifest != NULL)
    g_task_return_pointer (task, manifest, (GDestroyNotify) pilot_run_manifest_free);
  else
    g_task_return_error (task, error);
}

void
pilot_run_manifest_save_async (PilotWorkspace *workspace, const PilotRecord *run, GFile *file, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  ManifestJob *job = g_new0 (ManifestJob, 1);

  job->run = pilot_record_copy (run);
  job->file = file != NULL ? g_object_ref (file) : NULL;
  g_task_set_source_tag (task, pilot_run_manifest_make_async);
  g_task_set_task_data (task, job, manifest_job_free);
  g_task_run_in_thread (task, make_thread);
}

void
pilot_run_manifest_make_async (PilotWorkspace *workspace, const PilotRecord *run, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  pilot_run_manifest_save_async (workspace, run, NULL, cancellable, callback, user_data);
}

PilotRunManifest *
pilot_run_manifest_make_finish (PilotWorkspace *workspace, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
