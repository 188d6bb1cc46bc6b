/* pilot-handoff-maker.c: makes hand-offs from what the cache knows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-handoff-maker.h"

#include "pilot-error.h"
#include "pilot-handoff-kind.h"
#include "pilot-handoff-made-files.h"
#include "pilot-handoff-reach.h"
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
  PilotWorkspace *workspace; /* the task's source */
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

/* What is opened together has its facts in common; they are read when the first asks. */
typedef struct
{
  const Job *job;
  const char *kind;
  const char *run_id;       /* (nullable) */
  PilotHandoffFacts *facts; /* (owned) (nullable): not asked for, or gone */
  gboolean read;
} Opening;

/* Hand-offs that are looked for. */
typedef struct
{
  const char *kind;
  const char *run_id; /* (nullable) */
  GPtrArray *records; /* not owned (element-type PilotRecord) */
} Related;

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

  self->workspace = workspace;
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
make_one (const Job *job, const PilotHandoffFacts *facts, const char *wanted, PilotHandoffBatch *batch, GCancellable *cancellable, GError **error)
{
  g_autofree char *language = NULL;
  g_autoptr (PilotCatalog) catalog = open_catalog (job->kind, wanted, &language);
  g_autoptr (PilotHandoffText) text = pilot_handoff_text_new (job->kind, facts, catalog, error);
  g_autoptr (GPtrArray) files = text != NULL ? pilot_handoff_made_files (job->workspace, job->kind, facts, catalog, language, &batch->hint, cancellable, error)
                                             : NULL;

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
  g_autoptr (GPtrArray) files = text != NULL ? pilot_handoff_made_files (job->workspace, job->kind, facts, group->catalog, group->language, &batch->hint, NULL,
                                                                           error)
                                             : NULL;

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
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func (group_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < facts->agencies->len; i++)
    {
      const PilotHandoffAgency *agency = g_ptr_array_index (facts->agencies, i);
      const char *wanted = job->language != NULL ? job->language : pilot_handoff_reach_get_language (facts, agency);
      Group *group;

      if (agency->email == NULL || !pilot_mail_check_addresses (agency->email, NULL, NULL))
        {
          g_ptr_array_add (batch->without_email, g_strdup (agency->name != NULL ? agency->name : ""));
          continue;
        }
      group = find_group (groups, job->kind, wanted);
      pilot_handoff_batch_note_language (batch, wanted, group->language);
      if (g_hash_table_add (seen, g_utf8_casefold (agency->email, -1))) /* several agencies may share a mailbox */
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
  pilot_handoff_batch_name (batch);
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
      done = make_one (job, facts, wanted, batch, cancellable, &error);
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

static const PilotHandoffFacts *
get_facts (Opening *self, GCancellable *cancellable)
{
  if (!self->read)
    self->facts = read_facts (self->job, self->kind, self->run_id, cancellable, NULL);
  self->read = TRUE;
  return self->facts;
}

/* @record with the files that are kept here or can be made again. Where the facts are gone (a deleted run) the text is still there to be read. */
static PilotHandoff *
open_record (Opening *opening, const PilotRecord *record, PilotHandoffBatch *batch, GCancellable *cancellable)
{
  const Job *job = opening->job;
  PilotHandoff *handoff = pilot_handoff_new (record);
  const PilotHandoffFacts *facts = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (PilotCatalog) catalog = NULL;
  g_autofree char *language = NULL;

  load_kept_files (job->store, handoff);
  if (opening->kind != NULL && handoff->files->len > 0 && !(pilot_handoff_is_whole (handoff) && !pilot_handoff_record_is_draft (record)))
    facts = get_facts (opening, cancellable);
  if (facts != NULL)
    {
      catalog = open_catalog (opening->kind, pilot_record_get_text (record, PILOT_HANDOFF_LANGUAGE), &language);
      files = pilot_handoff_made_files (job->workspace, opening->kind, facts, catalog, language, &batch->hint, cancellable, NULL);
    }
  for (guint i = 0; files != NULL && i < files->len; i++)
    take_made_file (handoff, g_ptr_array_index (files, i));
  return handoff;
}

static gboolean
related_cb (PilotRecord *record, gpointer user_data)
{
  Related *self = user_data;

  if (g_strcmp0 (pilot_record_get_text (record, PILOT_HANDOFF_KIND), self->kind) == 0 &&
      g_strcmp0 (pilot_record_get_text (record, PILOT_HANDOFF_RUN_ID), self->run_id) == 0)
    g_ptr_array_add (self->records, pilot_record_ref (record));
  return TRUE;
}

/* As they were made: by language, then by address. */
static int
compare_records (gconstpointer a, gconstpointer b)
{
  const PilotRecord *first = *(PilotRecord *const *) a;
  const PilotRecord *second = *(PilotRecord *const *) b;
  int order = g_strcmp0 (pilot_record_get_text (first, PILOT_HANDOFF_LANGUAGE), pilot_record_get_text (second, PILOT_HANDOFF_LANGUAGE));

  if (order == 0)
    order = g_strcmp0 (pilot_record_get_text (first, PILOT_HANDOFF_RECIPIENT), pilot_record_get_text (second, PILOT_HANDOFF_RECIPIENT));
  return order != 0 ? order : g_strcmp0 (pilot_record_get_id (first), pilot_record_get_id (second));
}

/* (transfer full) (nullable): the records of this kind and run. */
static GPtrArray *
list_related (const Job *job, const char *kind, const char *run_id, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_record_unref);
  Related related = { .kind = kind, .run_id = run_id, .records = records };

  if (!pilot_store_scan (job->store, PILOT_ENTITY_HANDOFF, related_cb, &related, cancellable, error))
    return NULL;
  g_ptr_array_sort (records, compare_records);
  return g_steal_pointer (&records);
}

/* Where the facts are gone, what is there is shown without. */
static void
note_reach (Opening *opening, GPtrArray *records, PilotHandoffBatch *batch, GCancellable *cancellable)
{
  const PilotHandoffFacts *facts = NULL;

  if (pilot_handoff_kind_get_means (opening->kind) & PILOT_HANDOFF_HIDES_RECIPIENTS)
    facts = get_facts (opening, cancellable);
  if (facts != NULL)
    pilot_handoff_reach_note (batch, facts, records);
}

/* @record, and the other mails of the notice that it is of. */
static void
open_batch (Opening *opening, const PilotRecord *record, GPtrArray *records, PilotHandoffBatch *batch, GCancellable *cancellable)
{
  const char *batch_id = pilot_record_get_text (record, PILOT_HANDOFF_BATCH_ID);

  for (guint i = 0; i < records->len; i++)
    {
      const PilotRecord *other = g_ptr_array_index (records, i);
      gboolean asked = strcmp (pilot_record_get_id (other), pilot_record_get_id (record)) == 0;

      if (!asked && (batch_id == NULL || g_strcmp0 (pilot_record_get_text (other, PILOT_HANDOFF_BATCH_ID), batch_id) != 0))
        continue;
      if (asked)
        batch->first = batch->handoffs->len;
      g_ptr_array_add (batch->handoffs, open_record (opening, other, batch, cancellable));
    }
}

static void
open_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotRecord) record = pilot_store_get_record (job->store, PILOT_ENTITY_HANDOFF, job->id, NULL, &error);
  const char *kind = record != NULL ? pilot_record_get_text (record, PILOT_HANDOFF_KIND) : NULL;
  const char *run_id = record != NULL ? pilot_record_get_text (record, PILOT_HANDOFF_RUN_ID) : NULL;
  g_autoptr (GPtrArray) records = record != NULL ? list_related (job, kind, run_id, cancellable, &error) : NULL;
  Opening opening = { .job = job, .kind = kind, .run_id = run_id };
  g_autoptr (PilotHandoffBatch) batch = pilot_handoff_batch_new (NULL);

  if (record == NULL && error == NULL)
    g_set_error_literal (&error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND, _("The hand-off is not there any more."));
  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  open_batch (&opening, record, records, batch, cancellable);
  note_reach (&opening, records, batch, cancellable);
  g_clear_pointer (&opening.facts, pilot_handoff_facts_free);
  g_task_return_pointer (task, g_steal_pointer (&batch), (GDestroyNotify) pilot_handoff_batch_free);
}

static void
resume_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = list_related (job, job->kind, job->run_id, cancellable, &error);
  Opening opening = { .job = job, .kind = job->kind, .run_id = job->run_id };
  g_autoptr (PilotHandoffBatch) batch = pilot_handoff_batch_new (NULL);

  for (guint i = 0; records != NULL && i < records->len; i++)
    if (g_strcmp0 (pilot_record_get_text (records->pdata[i], PILOT_HANDOFF_STATE), "confirmed") != 0)
      g_ptr_array_add (batch->handoffs, open_record (&opening, records->pdata[i], batch, cancellable));
  if (records == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (batch->handoffs->len == 0)
    make_thread (task, source, task_data, cancellable);
  else
    {
      note_reach (&opening, records, batch, cancellable);
      g_task_return_pointer (task, g_steal_pointer (&batch), (GDestroyNotify) pilot_handoff_batch_free);
    }
  g_clear_pointer (&opening.facts, pilot_handoff_facts_free);
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

PilotHandoffBatch *
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
