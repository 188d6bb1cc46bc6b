/* pilot-run-batch.c: some records of a run, moved
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-batch.h"

#include <string.h>

#include "pilot-moved-record.h"
#include "pilot-name-uuid.h"
#include "pilot-portal-db-schema.h"
#include "pilot-portal-row.h"
#include "pilot-statement.h"

/* A batch at work. The statements are the connection's. */
typedef struct
{
  const PilotRunBatch *batch;
  gint64 now;
  PilotStatement *read[PILOT_N_ENTITIES]; /* the legacy record by its row */
  PilotStatement *mark[PILOT_N_ENTITIES]; /* it has gone */
  PilotStatement *insert[PILOT_N_ENTITIES]; /* unless there is one of that id */
  GChecksum *checksum;
  PilotRunCounts *counts;
} Work;

/* What became of one item. */
typedef struct
{
  const char *outcome;   /* static */
  const char *reason;    /* (nullable): static */
  const char *source_id; /* the legacy row's */
  const char *target_id; /* (nullable): borrowed */
  const char *stage_id;  /* (nullable): the walk's */
} Result;

static const PilotValue null_value = { .kind = PILOT_VALUE_NULL };

static PilotValue
text_value (const char *text)
{
  return text == NULL ? null_value : (PilotValue) { .kind = PILOT_VALUE_TEXT, .length_bytes = (guint) strlen (text), .text = text };
}

static PilotValue
integer_value (gint64 integer)
{
  return (PilotValue) { .kind = PILOT_VALUE_INTEGER, .integer = integer };
}

/* A statement of the connection, kept for the batch: looking it up by its text costs more than using it. */
static PilotStatement *
get_statement (Work *work, PilotStatement **kept, PilotEntity entity, const char *format, GError **error)
{
  if (kept[entity] == NULL)
    {
      g_autofree char *sql = g_strdup_printf (format, pilot_schema_get (entity)->name);

      kept[entity] = pilot_database_get_statement (pilot_portal_db_get_database (work->batch->db), sql, error);
    }
  return kept[entity];
}

static PilotStatement *
get_read_statement (Work *work, PilotEntity entity, GError **error)
{
  if (work->read[entity] == NULL)
    {
      g_autofree char *sql = pilot_portal_db_schema_select (pilot_schema_get (entity), "WHERE row = ?");

      work->read[entity] = pilot_database_get_statement (pilot_portal_db_get_database (work->batch->db), sql, error);
    }
  return work->read[entity];
}

static PilotStatement *
get_insert_statement (Work *work, PilotEntity entity, GError **error)
{
  if (work->insert[entity] == NULL)
    {
      g_autofree char *insert = pilot_portal_db_schema_insert (pilot_schema_get (entity));
      g_autofree char *sql = g_strconcat (insert, " ON CONFLICT (id) DO NOTHING", NULL);

      work->insert[entity] = pilot_database_get_statement (pilot_portal_db_get_database (work->batch->db), sql, error);
    }
  return work->insert[entity];
}

/* @made: (out): %FALSE: there is a record of that id, be it a tombstone. */
static gboolean
insert_record (Work *work, const PilotSchema *schema, PilotValue *values, gboolean *made, GError **error)
{
  PilotStatement *statement = get_insert_statement (work, schema->entity, error);

  if (statement == NULL)
    return FALSE;
  values[PILOT_FIELD_REVISION] = integer_value (pilot_portal_db_next_revision (work->batch->db));
  values[PILOT_FIELD_UPDATED_AT] = integer_value (work->now);
  for (guint i = 0; i < schema->n_fields; i++)
    pilot_statement_bind_value (statement, 2 + i, &values[i]);
  if (!pilot_statement_run (statement, error))
    return FALSE;
  *made = pilot_database_changes (pilot_portal_db_get_database (work->batch->db)) > 0;
  return TRUE;
}

static gboolean
mark_source (Work *work, PilotEntity entity, gint64 row, GError **error)
{
  PilotStatement *statement = get_statement (
    work, work->mark, entity, "UPDATE \"%s\" SET op = NULL, run_id = ?, revision = ?, updated_at = ? WHERE row = ?", error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_static (statement, 1, work->batch->run_id, -1);
  pilot_statement_bind_int64 (statement, 2, pilot_portal_db_next_revision (work->batch->db));
  pilot_statement_bind_int64 (statement, 3, work->now);
  pilot_statement_bind_int64 (statement, 4, row);
  return pilot_statement_run (statement, error);
}

/* The record goes, unless what it refers to did not, or its place is taken. */
static gboolean
move (Work *work, const PilotPlanItem *item, const PilotValue *source, const PilotScopeFinding *finding, Result *result, GError **error)
{
  const PilotSchema *schema = pilot_schema_get (pilot_moved_record_get_entity (item->entity));
  PilotValue values[PILOT_MAX_FIELDS];
  gboolean made;

  if (!pilot_moved_record_make (item->entity, source, finding, work->batch->targets, work->batch->run_id, result->target_id, values,
                                &result->reason, error))
    return FALSE;
  if (result->reason != NULL)
    return TRUE;
  if (!insert_record (work, schema, values, &made, error))
    return FALSE;
  if (!made)
    {
      result->outcome = "failed";
      result->reason = "id_taken";
      return TRUE;
    }
  result->outcome = "moved";
  if (schema->entity != PILOT_ENTITY_SHARE && schema->entity != PILOT_ENTITY_CANDIDATE)
    pilot_moved_targets_add (work->batch->targets, schema->entity, result->source_id, result->target_id);
  return mark_source (work, item->entity, item->row, error);
}

/* Whether a record still is what the list has of it. What was left behind has been looked at since: then what it is now counts. */
static gboolean
is_as_planned (Work *work, const PilotPlanItem *item, const PilotScopeFinding *finding)
{
  if (finding->verdict != PILOT_SCOPE_IN && finding->verdict != PILOT_SCOPE_LIGHT)
    return FALSE;
  if (work->batch->progress->pass > 1 || finding->reason != NULL || item->planned == PILOT_PLANNED_SKIPPED)
    return TRUE;
  return (item->planned == PILOT_PLANNED_LIGHT) == (finding->verdict == PILOT_SCOPE_LIGHT) &&
         strcmp (item->stage, finding->stage != NULL ? finding->stage : "") == 0;
}

/* Sets @result, with "skipped" for all that doesn't go. @target_id: the place that is meant for it. */
static gboolean
judge (Work *work, const PilotPlanItem *item, const PilotPortalRow *source, const char *target_id, Result *result, GError **error)
{
  PilotScopeFinding finding;

  if (work->batch->walk == NULL)
    {
      result->reason = "not_executed";
      return TRUE;
    }
  if (source->deleted)
    {
      result->reason = "deleted_since";
      return TRUE;
    }
  pilot_scope_walk_add (work->batch->walk, item->entity, source->values, &finding);
  result->stage_id = finding.stage;
  if (!is_as_planned (work, item, &finding))
    result->reason = "changed_since";
  else if (finding.reason != NULL)
    {
      result->reason = finding.reason;
      if (strcmp (finding.reason, "moved_before") == 0)
        {
          result->outcome = "linked";
          result->target_id = target_id;
        }
    }
  else
    {
      result->target_id = target_id;
      if (!move (work, item, source->values, &finding, result, error))
        return FALSE;
      if (strcmp (result->outcome, "moved") != 0)
        result->target_id = NULL;
    }
  return TRUE;
}

/* (in the open transaction) In the place of an earlier result of the record, if it has one. */
static gboolean
write_result (Work *work, PilotEntity entity, const Result *result, GError **error)
{
  const PilotSchema *schema = pilot_schema_get (PILOT_ENTITY_RESULT);
  g_autofree char *id = pilot_result_make_id (work->batch->run_id, result->source_id);
  PilotValue values[PILOT_RESULT_N_FIELDS] = { 0 };
  PilotStatement *statement;
  gboolean made;

  values[PILOT_FIELD_ID] = text_value (id);
  values[PILOT_RESULT_RUN_ID] = text_value (work->batch->run_id);
  values[PILOT_RESULT_RECORD_KIND] = text_value (pilot_schema_get (entity)->name);
  values[PILOT_RESULT_SOURCE_ID] = text_value (result->source_id);
  values[PILOT_RESULT_TARGET_ID] = text_value (result->target_id);
  values[PILOT_RESULT_OUTCOME] = text_value (result->outcome);
  values[PILOT_RESULT_REASON] = text_value (result->reason);
  values[PILOT_RESULT_STAGE_ID] = text_value (result->stage_id);
  if (work->batch->progress->pass == 1)
    {
      if (!insert_record (work, schema, values, &made, error))
        return FALSE;
      if (!made)
        g_set_error (error, PILOT_ERROR, PILOT_ERROR_CORRUPT, "A record of the run has a result already.");
      return made;
    }
  statement = pilot_database_get_statement (pilot_portal_db_get_database (work->batch->db),
                                            "UPDATE result SET op = NULL, revision = ?, updated_at = ?, target_id = ?, outcome = ?,"
                                            " reason = ?, stage_id = ? WHERE id = ?",
                                            error);
  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, pilot_portal_db_next_revision (work->batch->db));
  pilot_statement_bind_int64 (statement, 2, work->now);
  pilot_statement_bind_value (statement, 3, &values[PILOT_RESULT_TARGET_ID]);
  pilot_statement_bind_value (statement, 4, &values[PILOT_RESULT_OUTCOME]);
  pilot_statement_bind_value (statement, 5, &values[PILOT_RESULT_REASON]);
  pilot_statement_bind_value (statement, 6, &values[PILOT_RESULT_STAGE_ID]);
  pilot_statement_bind_static (statement, 7, id, -1);
  return pilot_statement_run (statement, error);
}

static void
count (Work *work, PilotEntity entity, const Result *result)
{
  const char *const parts[] = { pilot_schema_get (entity)->name, result->source_id, result->outcome, result->reason, result->target_id };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_checksum_update (work->checksum, (const guchar *) (parts[i] != NULL ? parts[i] : ""), -1);
      g_checksum_update (work->checksum, (const guchar *) (i + 1 < G_N_ELEMENTS (parts) ? "," : "\n"), 1);
    }
  if (strcmp (result->outcome, "moved") == 0)
    work->counts->n_moved++;
  else if (strcmp (result->outcome, "linked") == 0)
    work->counts->n_linked++;
  else if (strcmp (result->outcome, "skipped") == 0)
    work->counts->n_skipped++;
  else
    work->counts->n_failed++;
}

static gboolean
finish_item (Work *work, const PilotPlanItem *item, const Result *result, GError **error)
{
  gboolean left_behind = strcmp (result->outcome, "skipped") == 0 || strcmp (result->outcome, "failed") == 0;
  gboolean was_left = work->batch->progress->pass > 1;

  count (work, item->entity, result);
  return write_result (work, item->entity, result, error) &&
         (left_behind == was_left || pilot_run_plan_mark (work->batch->db, work->batch->progress->run, item, left_behind, error));
}

static gboolean
execute_item (Work *work, const PilotPlanItem *item, GError **error)
{
  PilotStatement *statement = get_read_statement (work, item->entity, error);
  g_autofree char *target_id = NULL;
  Result result = { .outcome = "skipped" };
  PilotPortalRow source;
  gboolean found;
  gboolean ok;

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, item->row);
  if (!pilot_statement_step (statement, &found, error))
    return FALSE;
  if (!found)
    {
      /* Its tombstone has been pruned: a run that slept for more than a year. */
      g_set_error (error, PILOT_ERROR, PILOT_ERROR_CORRUPT, "A record of the run is no longer there.");
      return FALSE;
    }
  pilot_portal_row_read (&source, pilot_schema_get (item->entity), statement);
  result.source_id = source.values[PILOT_FIELD_ID].text;
  target_id = pilot_moved_make_id (result.source_id);
  ok = judge (work, item, &source, target_id, &result, error) && finish_item (work, item, &result, error);
  pilot_statement_reset (statement);
  return ok;
}

gint64
pilot_run_counts_sum (const PilotRunCounts *self)
{
  return self->n_moved + self->n_linked + self->n_skipped + self->n_failed;
}

gboolean
pilot_run_batch_execute (const PilotRunBatch *self, const PilotPlanItem *items, guint n_items, PilotEnginePace *pace,
                         guint *n_done, PilotRunCounts *counts, char **digest, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  Work work = { .batch = self, .now = pilot_portal_db_get_now (self->db), .checksum = checksum, .counts = counts };

  *counts = (PilotRunCounts) { 0 };
  *n_done = 0;
  while (*n_done < n_items)
    {
      if (!execute_item (&work, &items[(*n_done)++], error))
        return FALSE;
      if (pilot_engine_pace_add (pace, 1))
        break;
    }
  *digest = g_strdup (g_checksum_get_string (checksum));
  return TRUE;
}
