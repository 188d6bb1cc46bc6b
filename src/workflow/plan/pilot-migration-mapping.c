/* pilot-migration-mapping.c: a Default Stage Mapping to begin with: like for like
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "PilotMigration"

#include "pilot-migration-mapping.h"

#include <string.h>

#include "pilot-error.h"
#include "pilot-migration-private.h"
#include "pilot-name-uuid.h"
#include "pilot-scope.h"
#include "pilot-workspace-private.h"

typedef struct
{
  char *id;         /* (owned) */
  char *process_id; /* (owned) */
  char *status;     /* (owned) */
  char *sub_status; /* (owned) (nullable) */
} Stage;

typedef struct
{
  PilotStore *store;    /* (owned) */
  PilotRecord *project; /* (owned) (nullable) */
  GPtrArray *processes; /* (owned): ids of those that are mapped */
  GHashTable *used;     /* (owned) (nullable): ids of those that jobs in scope have */
  GPtrArray *stages;    /* (owned) (element-type Stage) */
  GHashTable *decided;  /* (owned): ids of lines that have a stage */
  GHashTable *known;    /* (owned): ids of lines that are there */
} MappingJob;

static void
stage_free (gpointer data)
{
  Stage *self = data;

  g_free (self->id);
  g_free (self->process_id);
  g_free (self->status);
  g_free (self->sub_status);
  g_free (self);
}

static void
mapping_job_free (gpointer data)
{
  MappingJob *self = data;

  g_object_unref (self->store);
  g_clear_pointer (&self->project, pilot_record_unref);
  g_ptr_array_unref (self->processes);
  g_clear_pointer (&self->used, g_hash_table_unref);
  g_ptr_array_unref (self->stages);
  g_hash_table_unref (self->decided);
  g_hash_table_unref (self->known);
  g_free (self);
}

static gboolean
process_cb (const PilotValue *values, gpointer user_data)
{
  MappingJob *job = user_data;
  const PilotValue *active = &values[PILOT_PROCESS_ACTIVE];
  const char *id = values[PILOT_FIELD_ID].text;

  if (active->kind != PILOT_VALUE_INTEGER || active->integer != 0 || (job->used != NULL && g_hash_table_contains (job->used, id)))
    g_ptr_array_add (job->processes, g_strdup (id));
  return TRUE;
}

static char *
dup_text (const PilotValue *value)
{
  return value->kind == PILOT_VALUE_TEXT && value->length_bytes > 0 ? g_strdup (value->text) : NULL;
}

static gboolean
stage_cb (const PilotValue *values, gpointer user_data)
{
  MappingJob *job = user_data;
  Stage *stage = g_new0 (Stage, 1);

  stage->id = g_strdup (values[PILOT_FIELD_ID].text);
  stage->process_id = dup_text (&values[PILOT_STAGE_PROCESS_ID]);
  stage->status = dup_text (&values[PILOT_STAGE_STATUS]);
  stage->sub_status = dup_text (&values[PILOT_STAGE_SUB_STATUS]);
  g_ptr_array_add (job->stages, stage);
  return TRUE;
}

/* By what a line says, not by its id alone: another program may have made it. */
static gboolean
line_cb (const PilotValue *values, gpointer user_data)
{
  MappingJob *job = user_data;
  g_autofree char *process_id = dup_text (&values[PILOT_MAPPING_PROCESS_ID]);
  g_autofree char *status = dup_text (&values[PILOT_MAPPING_STATUS]);
  g_autofree char *sub_status = dup_text (&values[PILOT_MAPPING_SUB_STATUS]);

  g_hash_table_add (job->known, g_strdup (values[PILOT_FIELD_ID].text));
  if (process_id != NULL && status != NULL && values[PILOT_MAPPING_STAGE_ID].kind == PILOT_VALUE_TEXT)
    g_hash_table_add (job->decided, pilot_mapping_make_id (process_id, status, sub_status));
  return TRUE;
}

static gboolean
read_all (MappingJob *job, GCancellable *cancellable, GError **error)
{
  const guint64 all = ~G_GUINT64_CONSTANT (0);
  g_autoptr (PilotDatabase) reader = pilot_store_open_reader (job->store, error);

  if (reader == NULL || !pilot_database_begin (reader, error) ||
      !pilot_store_walk (reader, PILOT_ENTITY_PROCESS, all, NULL, NULL, process_cb, job, cancellable, error) ||
      !pilot_store_walk (reader, PILOT_ENTITY_STAGE, all, NULL, "position,id", stage_cb, job, cancellable, error) ||
      !pilot_store_walk (reader, PILOT_ENTITY_MAPPING, all, NULL, NULL, line_cb, job, cancellable, error))
    return FALSE;
  pilot_database_rollback (reader);
  return TRUE;
}

/* The first stage of the status; of a sub-status only the one that bears its name. */
static const Stage *
find_stage (const MappingJob *job, const char *process_id, const char *status)
{
  const Stage *first = NULL;

  for (guint i = 0; i < job->stages->len; i++)
    {
      const Stage *stage = g_ptr_array_index (job->stages, i);

      if (g_strcmp0 (stage->process_id, process_id) != 0 || g_strcmp0 (stage->status, status) != 0)
        continue;
      if (stage->sub_status == NULL)
        return stage;
      if (first == NULL)
        first = stage;
    }
  return first;
}

static void
add_line (const MappingJob *job, PilotMappingProposal *proposal, const char *process_id, const char *status, const char *sub_status,
          const char *stage_id)
{
  g_autofree char *id = pilot_mapping_make_id (process_id, status, sub_status);
  PilotRecord *line;

  if (g_hash_table_contains (job->decided, id))
    return;
  line = pilot_record_new (PILOT_ENTITY_MAPPING);
  pilot_record_set_text (line, PILOT_FIELD_ID, id);
  if (!g_hash_table_contains (job->known, id))
    {
      pilot_record_set_text (line, PILOT_MAPPING_PROCESS_ID, process_id);
      pilot_record_set_text (line, PILOT_MAPPING_STATUS, status);
      if (sub_status != NULL)
        pilot_record_set_text (line, PILOT_MAPPING_SUB_STATUS, sub_status);
    }
  pilot_record_set_text (line, PILOT_MAPPING_STAGE_ID, stage_id);
  pilot_edits_add (proposal->edits, line);
  proposal->n_lines++;
}

static void
propose_status (const MappingJob *job, PilotMappingProposal *proposal, const char *process_id, const char *status)
{
  g_autofree char *id = pilot_mapping_make_id (process_id, status, NULL);
  const Stage *stage = find_stage (job, process_id, status);

  if (stage != NULL)
    add_line (job, proposal, process_id, status, NULL, stage->id);
  else
    proposal->n_left += !g_hash_table_contains (job->decided, id);
  for (guint i = 0; i < job->stages->len; i++)
    {
      const Stage *other = g_ptr_array_index (job->stages, i);

      if (other->sub_status != NULL && g_strcmp0 (other->process_id, process_id) == 0 && g_strcmp0 (other->status, status) == 0)
        add_line (job, proposal, process_id, status, other->sub_status, other->id);
    }
}

static PilotMappingProposal *
propose (const MappingJob *job)
{
  PilotMappingProposal *proposal = g_new0 (PilotMappingProposal, 1);
  PilotScopeOptions options = { NULL };
  guint n_rules;
  const PilotScopeRule *rules = pilot_scope_get_rules (&n_rules);

  proposal->edits = pilot_edits_new ();
  if (job->project != NULL)
    pilot_scope_options_from_record (&options, job->project);
  for (guint i = 0; i < job->processes->len; i++)
    for (guint j = 0; j < n_rules; j++)
      if (rules[j].entity == PILOT_ENTITY_CANDIDATE && pilot_scope_judge_rule (&options, &rules[j]) == PILOT_SCOPE_IN)
        propose_status (job, proposal, g_ptr_array_index (job->processes, i), rules[j].status);
  return proposal;
}

static void
propose_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (read_all (task_data, cancellable, &error))
    g_task_return_pointer (task, propose (task_data), (GDestroyNotify) pilot_mapping_proposal_free);
  else
    g_task_return_error (task, error);
}

void
pilot_mapping_proposal_free (PilotMappingProposal *self)
{
  g_clear_pointer (&self->edits, pilot_edits_free);
  g_free (self);
}

gboolean
pilot_migration_maps_process (PilotMigration *self, const PilotRecord *process)
{
  GHashTable *used = pilot_migration_get_processes (self);

  return pilot_record_get_integer (process, PILOT_PROCESS_ACTIVE) != 0 ||
         (used != NULL && g_hash_table_contains (used, pilot_record_get_id (process)));
}

void
pilot_migration_propose_mapping_async (PilotMigration *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const PilotPlanFacts *facts = pilot_migration_get_facts (self);
  MappingJob *job = g_new0 (MappingJob, 1);

  g_task_set_source_tag (task, pilot_migration_propose_mapping_async);
  job->store = g_object_ref (pilot_workspace_get_store (pilot_migration_get_workspace (self)));
  job->project = facts != NULL && facts->project != NULL ? pilot_record_copy (facts->project) : NULL;
  job->processes = g_ptr_array_new_with_free_func (g_free);
  if (pilot_migration_get_processes (self) != NULL)
    job->used = g_hash_table_ref (pilot_migration_get_processes (self));
  job->stages = g_ptr_array_new_with_free_func (stage_free);
  job->decided = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  job->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_task_set_task_data (task, job, mapping_job_free);
  g_task_run_in_thread (task, propose_thread);
}

PilotMappingProposal *
pilot_migration_propose_mapping_finish (PilotMigration *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
