/* pilot-handoff-maker.c: makes hand-offs from what the cache knows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-handoff-maker.h"

#include "pilot-csv-writer.h"
#include "pilot-error.h"
#include "pilot-handoff-kind.h"
#include "pilot-handoff-text.h"
#include "pilot-mail-writer.h"
#include "pilot-store-files.h"
#include "pilot-workspace-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What the record's field has room for, with one more address. */
#define MAX_RECIPIENTS_BYTES 19000

/* What a worker needs. */
typedef struct
{
  PilotStore *store; /* (owned) */
  char *kind;        /* (owned) (nullable) */
  char *run_id;      /* (owned) (nullable) */
  char *language;    /* (owned) (nullable) */
  char *id;          /* (owned) (nullable): of the record to open */
} Job;

/* Addresses of one language. */
typedef struct
{
  PilotCatalog *catalog; /* (owned) (nullable): English */
  char *language;        /* (owned) */
  GPtrArray *addresses;  /* (owned) (element-type utf8): borrowed from the facts */
} Group;

/* Hand-offs that are looked for. */
typedef struct
{
  const Job *job;
  GPtrArray *records; /* not owned (element-type PilotRecord) */
} Resuming;

static void
job_free (gpointer data)
{
  Job *self = data;

  g_object_unref (self->store);
  g_free (self->kind);
  g_free (self->run_id);
  g_free (self->language);
  g_free (self->id);
  g_free (self);
}

static Job *
job_new (PilotWorkspace *workspace)
{
  Job *self = g_new0 (Job, 1);

  self->store = g_object_ref (pilot_workspace_get_store (workspace));
  return self;
}

static void
group_free (gpointer data)
{
  Group *self = data;

  g_clear_pointer (&self->catalog, pilot_catalog_free);
  g_free (self->language);
  g_ptr_array_unref (self->addresses);
  g_free (self);
}

/* The catalogue in which the kind's text is there; %NULL and "en" otherwise. */
static PilotCatalog *
open_catalog (const char *kind, const char *wanted, char **language)
{
  g_autoptr (PilotCatalog) catalog = wanted != NULL ? pilot_catalog_open (NULL, wanted) : NULL;

  if (!pilot_handoff_text_is_translated (kind, catalog))
    {
      *language = g_strdup ("en");
      return NULL;
    }
  *language = g_strdup (wanted);
  return g_steal_pointer (&catalog);
}

/* --- files */

static PilotHandoffFile *
end_csv (PilotCsvWriter *writer, GOutputStream *stream, const char *name)
{
  g_autoptr (GBytes) bytes = NULL;

  pilot_csv_writer_finish (writer, NULL, NULL); /* memory takes all */
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  return pilot_handoff_file_new (name, bytes);
}

static void
add_row (PilotCsvWriter *writer, const char *const *cells, guint n_cells)
{
  for (guint i = 0; i < n_cells; i++)
    pilot_csv_writer_add (writer, cells[i], -1);
  pilot_csv_writer_end_row (writer, NULL, NULL);
}

/* Values as the API names them: who reads it may be a program. */
static PilotHandoffFile *
make_mapping_file (const PilotHandoffFacts *facts)
{
  static const char *const titles[] = { "hiringProcess", "status", "subStatus", "stageStatus", "stageSubStatus" };
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (PilotCsvWriter) writer = pilot_csv_writer_new (stream, ',', PILOT_CSV_WRITER_BOM | PILOT_CSV_WRITER_GUARD);

  add_row (writer, titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < facts->mappings->len; i++)
    {
      const PilotHandoffMapping *line = g_ptr_array_index (facts->mappings, i);
      const char *const cells[] = { line->process, line->status, line->sub_status, line->stage_status, line->stage_sub_status };

      add_row (writer, cells, G_N_ELEMENTS (cells));
    }
  return end_csv (writer, stream, "stage-mapping.csv");
}

static PilotHandoffFile *
make_users_file (const PilotHandoffFacts *facts)
{
  static const char *const titles[] = { "agency", "agencyEmail", "user", "userEmail" };
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (PilotCsvWriter) writer = pilot_csv_writer_new (stream, ',', PILOT_CSV_WRITER_BOM | PILOT_CSV_WRITER_GUARD);
  g_autoptr (GHashTable) agencies = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

  add_row (writer, titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < facts->users->len; i++)
    {
      PilotHandoffUser *user = g_ptr_array_index (facts->users, i);
      GPtrArray *users;

      if (user->agency_id == NULL)
        continue;
      users = g_hash_table_lookup (agencies, user->agency_id);
      if (users == NULL)
        g_hash_table_insert (agencies, user->agency_id, users = g_ptr_array_new ());
      g_ptr_array_add (users, user);
    }
  for (guint i = 0; i < facts->agencies->len; i++)
    {
      const PilotHandoffAgency *agency = g_ptr_array_index (facts->agencies, i);
      GPtrArray *users = g_hash_table_lookup (agencies, agency->id);

      for (guint n = 0; users != NULL && n < users->len; n++)
        {
          const PilotHandoffUser *user = g_ptr_array_index (users, n);
          const char *const cells[] = { agency->name, agency->email, user->name, user->email };

          add_row (writer, cells, G_N_ELEMENTS (cells));
        }
    }
  return end_csv (writer, stream, "agency-users.csv");
}

/* The files that Pilotage itself adds to a kind. */
static GPtrArray *
make_files (const char *kind, const PilotHandoffFacts *facts, PilotCatalog *catalog, const char *language, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_handoff_file_free);

  if (strcmp (kind, "phase_a_ticket") == 0 && facts->mappings->len > 0)
    g_ptr_array_add (files, make_mapping_file (facts));
  else if (strcmp (kind, "grouping_request") == 0)
    g_ptr_array_add (files, make_users_file (facts));
  else if (strcmp (kind, "downtime_notice") == 0)
    {
      g_autoptr (GBytes) calendar = pilot_handoff_text_make_calendar (facts, catalog, error);
      g_autofree char *name = NULL;

      if (calendar == NULL)
        return NULL;
      /* Its words are in that language, and all are saved into one folder. */
      name = g_strdup_printf ("downtime-%s%s%s.ics", pilot_record_get_text (facts->run, PILOT_RUN_SCHEDULED_ON), catalog != NULL ? "-" : "",
                              catalog != NULL ? language : "");
      g_ptr_array_add (files, pilot_handoff_file_new (name, calendar));
    }
  return g_steal_pointer (&files);
}

/* --- making */

/* Users are grouped where they are: in the new portal, once something was moved there. */
static PilotHandoffFacts *
read_facts (const Job *job, const char *kind, const char *run_id, GCancellable *cancellable, GError **error)
{
  guint64 n_moved = 0;

  if (strcmp (kind, "grouping_request") == 0 &&
      !pilot_store_count_now (job->store, PILOT_ENTITY_AGENCY, PILOT_AGENCY_DATASET, "portal", &n_moved, error))
    return NULL;
  return pilot_handoff_facts_read (job->store, run_id, n_moved > 0 ? "portal" : "legacy", cancellable, error);
}

static PilotHandoff *
make_draft (const char *kind, const char *run_id, const char *language, const PilotHandoffText *text, const char *recipient, GPtrArray *files)
{
  g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_HANDOFF);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *names = pilot_handoff_files_to_text (files);
  PilotHandoff *handoff;

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  pilot_record_set_text (record, PILOT_HANDOFF_KIND, kind);
  pilot_record_set_text (record, PILOT_HANDOFF_STATE, "draft");
  pilot_record_set_text (record, PILOT_HANDOFF_RECIPIENT, recipient);
  pilot_record_set_text (record, PILOT_HANDOFF_LANGUAGE, language);
  pilot_record_set_text (record, PILOT_HANDOFF_SUBJECT, text->subject);
  pilot_record_set_text (record, PILOT_HANDOFF_BODY, text->body);
  pilot_record_set_text (record, PILOT_HANDOFF_RUN_ID, run_id);
  handoff = pilot_handoff_new (record);
  for (guint i = 0; i < files->len; i++)
    {
      const PilotHandoffFile *file = g_ptr_array_index (files, i);

      g_ptr_array_add (handoff->files, pilot_handoff_file_new (file->name, file->bytes));
    }
  pilot_record_set_text (handoff->record, PILOT_HANDOFF_ATTACHMENTS, names);
  return handoff;
}

static gboolean
make_one (const Job *job, const PilotHandoffFacts *facts, const char *wanted, PilotHandoffBatch *batch, GError **error)
{
  g_autofree char *language = NULL;
  g_autoptr (PilotCatalog) catalog = open_catalog (job->kind, wanted, &language);
  g_autoptr (PilotHandoffText) text = pilot_handoff_text_new (job->kind, facts, catalog, error);
  g_autoptr (GPtrArray) files = text != NULL ? make_files (job->kind, facts, catalog, language, error) : NULL;

  if (files == NULL)
    return FALSE;
  g_ptr_array_add (batch->handoffs, make_draft (job->kind, job->run_id, language, text, text->recipient, files));
  return TRUE;
}

static Group *
find_group (GPtrArray *groups, const char *kind, const char *wanted)
{
  g_autofree char *language = NULL;
  g_autoptr (PilotCatalog) catalog = open_catalog (kind, wanted, &language);
  Group *group;

  for (guint i = 0; i < groups->len; i++)
    {
      group = g_ptr_array_index (groups, i);
      if (strcmp (group->language, language) == 0)
        return group;
    }
  group = g_new0 (Group, 1);
  group->catalog = g_steal_pointer (&catalog);
  group->language = g_steal_pointer (&language);
  group->addresses = g_ptr_array_new ();
  g_ptr_array_add (groups, group);
  return group;
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(Group *const *) a)->language, (*(Group *const *) b)->language);
}

static gboolean
make_group (const Job *job, const PilotHandoffFacts *facts, const Group *group, PilotHandoffBatch *batch, GError **error)
{
  g_autoptr (PilotHandoffText) text = pilot_handoff_text_new (job->kind, facts, group->catalog, error);
  g_autoptr (GPtrArray) files = text != NULL ? make_files (job->kind, facts, group->catalog, group->language, error) : NULL;

  if (files == NULL)
    return FALSE;
  for (guint i = 0; i < group->addresses->len;)
    {
      g_autoptr (GString) recipients = g_string_new (NULL);
      guint n = 0;

      while (i < group->addresses->len && n < PILOT_HANDOFF_MAX_RECIPIENTS && recipients->len < MAX_RECIPIENTS_BYTES)
        g_string_append_printf (recipients, "%s%s", n++ == 0 ? "" : ", ", (const char *) g_ptr_array_index (group->addresses, i++));
      g_ptr_array_add (batch->handoffs, make_draft (job->kind, job->run_id, group->language, text, recipients->str, files));
    }
  return TRUE;
}

/* One mail for each language: nobody reads a notice in a language that is not his. */
static gboolean
make_notices (const Job *job, const PilotHandoffFacts *facts, PilotHandoffBatch *batch, GError **error)
{
  const char *own = facts->company != NULL ? pilot_record_get_text (facts->company, PILOT_COMPANY_LANGUAGE) : NULL;
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func (group_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < facts->agencies->len; i++)
    {
      const PilotHandoffAgency *agency = g_ptr_array_index (facts->agencies, i);
      const char *wanted = job->language != NULL ? job->language : agency->language != NULL ? agency->language : own != NULL ? own : "en";
      Group *group;

      if (agency->email == NULL || !pilot_mail_check_addresses (agency->email, NULL, NULL))
        {
          g_ptr_array_add (batch->without_email, g_strdup (agency->name != NULL ? agency->name : ""));
          continue;
        }
      group = find_group (groups, job->kind, wanted);
      pilot_handoff_batch_note_language (batch, wanted, group->language);
      if (g_hash_table_add (seen, agency->email)) /* several agencies may share a mailbox */
        g_ptr_array_add (group->addresses, agency->email);
    }
  if (groups->len == 0)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID, _("No agency has an e-mail address."));
      return FALSE;
    }
  g_ptr_array_sort (groups, compare_groups);
  for (guint i = 0; i < groups->len; i++)
    if (!make_group (job, facts, g_ptr_array_index (groups, i), batch, error))
      return FALSE;
  return TRUE;
}

static void
make_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotHandoffFacts) facts = read_facts (job, job->kind, job->run_id, cancellable, &error);
  g_autoptr (PilotHandoffBatch) batch = pilot_handoff_batch_new (NULL);
  gboolean done = FALSE;

  if (facts != NULL && pilot_handoff_kind_get_means (job->kind) & PILOT_HANDOFF_HIDES_RECIPIENTS)
    done = make_notices (job, facts, batch, &error);
  else if (facts != NULL)
    {
      const char *wanted = job->language;

      if (wanted == NULL && strcmp (job->kind, "csm_notice") == 0 && facts->company != NULL)
        wanted = pilot_record_get_text (facts->company, PILOT_COMPANY_LANGUAGE);
      done = make_one (job, facts, wanted, batch, &error);
    }
  if (done)
    g_task_return_pointer (task, g_steal_pointer (&batch), (GDestroyNotify) pilot_handoff_batch_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* --- opening */

static void
take_made_file (PilotHandoff *handoff, const PilotHandoffFile *made)
{
  for (guint i = 0; i < handoff->files->len; i++)
    {
      PilotHandoffFile *file = g_ptr_array_index (handoff->files, i);

      if (strcmp (file->name, made->name) != 0)
        continue;
      if (strcmp (file->sha256, made->sha256) == 0)
        {
          g_clear_pointer (&file->bytes, g_bytes_unref);
          file->bytes = g_bytes_ref (made->bytes);
        }
      else if (pilot_handoff_record_is_draft (handoff->record))
        pilot_handoff_attach (handoff, pilot_handoff_file_new (made->name, made->bytes), NULL);
      return;
    }
}

/* What was kept is exactly what it was. A draft's own files are made anew below, from the facts as they are. */
static void
load_kept_files (PilotStore *store, PilotHandoff *handoff)
{
  for (guint i = 0; i < handoff->files->len; i++)
    {
      PilotHandoffFile *file = g_ptr_array_index (handoff->files, i);

      if (file->bytes == NULL)
        file->bytes = pilot_store_load_file (store, file->sha256, NULL);
    }
}

/* @record with the files that are kept here or can be made again. Where the facts are gone (a deleted run) the text is still there to be read. */
static PilotHandoff *
open_record (const Job *job, const PilotRecord *record, GCancellable *cancellable)
{
  const char *kind = pilot_record_get_text (record, PILOT_HANDOFF_KIND);
  PilotHandoff *handoff = pilot_handoff_new (record);
  g_autoptr (PilotHandoffFacts) facts = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (PilotCatalog) catalog = NULL;
  g_autofree char *language = NULL;

  load_kept_files (job->store, handoff);
  if (kind != NULL && handoff->files->len > 0 && !(pilot_handoff_is_whole (handoff) && !pilot_handoff_record_is_draft (record)))
    facts = read_facts (job, kind, pilot_record_get_text (record, PILOT_HANDOFF_RUN_ID), cancellable, NULL);
  if (facts != NULL)
    {
      catalog = open_catalog (kind, pilot_record_get_text (record, PILOT_HANDOFF_LANGUAGE), &language);
      files = make_files (kind, facts, catalog, language, NULL);
    }
  for (guint i = 0; files != NULL && i < files->len; i++)
    take_made_file (handoff, g_ptr_array_index (files, i));
  return handoff;
}

static void
open_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotRecord) record = pilot_store_get_record (job->store, PILOT_ENTITY_HANDOFF, job->id, NULL, &error);

  if (record == NULL && error == NULL)
    g_set_error_literal (&error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND, _("The hand-off is not there any more."));
  if (record == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, open_record (job, record, cancellable), (GDestroyNotify) pilot_handoff_free);
}

static gboolean
unconfirmed_cb (PilotRecord *record, gpointer user_data)
{
  Resuming *self = user_data;

  if (g_strcmp0 (pilot_record_get_text (record, PILOT_HANDOFF_KIND), self->job->kind) == 0 &&
      g_strcmp0 (pilot_record_get_text (record, PILOT_HANDOFF_RUN_ID), self->job->run_id) == 0 &&
      g_strcmp0 (pilot_record_get_text (record, PILOT_HANDOFF_STATE), "confirmed") != 0)
    g_ptr_array_add (self->records, pilot_record_ref (record));
  return TRUE;
}

static void
resume_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_record_unref);
  Resuming resuming = { .job = task_data, .records = records };
  g_autoptr (GError) error = NULL;
  PilotHandoffBatch *batch;

  if (!pilot_store_scan (resuming.job->store, PILOT_ENTITY_HANDOFF, unconfirmed_cb, &resuming, cancellable, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (records->len == 0)
    make_thread (task, source, task_data, cancellable);
  else
    {
      batch = pilot_handoff_batch_new (NULL);
      for (guint i = 0; i < records->len; i++)
        g_ptr_array_add (batch->handoffs, open_record (resuming.job, g_ptr_array_index (records, i), cancellable));
      g_task_return_pointer (task, batch, (GDestroyNotify) pilot_handoff_batch_free);
    }
}

static void
calendar_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotHandoffFacts) facts = pilot_handoff_facts_read (job->store, job->run_id, "legacy", cancellable, &error);
  g_autoptr (PilotCatalog) catalog = facts != NULL && job->language != NULL ? pilot_catalog_open (NULL, job->language) : NULL;
  g_autoptr (GBytes) bytes = facts != NULL ? pilot_handoff_text_make_calendar (facts, catalog, &error) : NULL;

  if (bytes != NULL)
    g_task_return_pointer (task, g_steal_pointer (&bytes), (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
run_job (PilotWorkspace *workspace, Job *job, GTaskThreadFunc func, gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback,
         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, func);
}

char **
pilot_handoff_list_languages (const char *kind)
{
  g_auto (GStrv) all = pilot_catalog_list_languages (NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; all[i] != NULL; i++)
    {
      g_autofree char *written = NULL;
      g_autoptr (PilotCatalog) catalog = open_catalog (kind, all[i], &written);

      if (catalog != NULL || strcmp (all[i], "en") == 0)
        g_strv_builder_add (builder, all[i]);
    }
  return g_strv_builder_end (builder);
}

void
pilot_handoff_make_async (PilotWorkspace *workspace, const char *kind, const char *run_id, const char *language,
                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Job *job = job_new (workspace);

  job->kind = g_strdup (kind);
  job->run_id = g_strdup (run_id);
  job->language = g_strdup (language);
  run_job (workspace, job, make_thread, pilot_handoff_make_async, cancellable, callback, user_data);
}

PilotHandoffBatch *
pilot_handoff_make_finish (PilotWorkspace *workspace, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
pilot_handoff_resume_async (PilotWorkspace *workspace, const char *kind, const char *run_id, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  Job *job = job_new (workspace);

  job->kind = g_strdup (kind);
  job->run_id = g_strdup (run_id);
  run_job (workspace, job, resume_thread, pilot_handoff_resume_async, cancellable, callback, user_data);
}

PilotHandoffBatch *
pilot_handoff_resume_finish (PilotWorkspace *workspace, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
pilot_handoff_open_async (PilotWorkspace *workspace, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Job *job = job_new (workspace);

  job->id = g_strdup (id);
  run_job (workspace, job, open_thread, pilot_handoff_open_async, cancellable, callback, user_data);
}

PilotHandoff *
pilot_handoff_open_finish (PilotWorkspace *workspace, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
pilot_handoff_make_calendar_async (PilotWorkspace *workspace, const char *run_id, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  Job *job = job_new (workspace);

  job->run_id = g_strdup (run_id);
  job->language = g_strdup (g_get_language_names ()[0]);
  run_job (workspace, job, calendar_thread, pilot_handoff_make_calendar_async, cancellable, callback, user_data);
}

GBytes *
pilot_handoff_make_calendar_finish (PilotWorkspace *workspace, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
