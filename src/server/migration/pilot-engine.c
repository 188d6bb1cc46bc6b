/* pilot-engine.c: executes migration runs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-engine.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pilot-audit.h"
#include "pilot-engine-end.h"
#include "pilot-portal-db-schema.h"
#include "pilot-portal-row.h"
#include "pilot-run-batch.h"
#include "pilot-run-plan-maker.h"
#include "pilot-run-rules.h"
#include "pilot-scope-source.h"
#include "pilot-statement.h"

#define ACTOR "portal"
/* However many wait, a step does as much: some ten milliseconds. */
#define MIN_STEP 100
/* As often a long log is left for a commit that nobody waits for. */
#define MAX_PUT_OFF 3
#define MAX_STEP_USEC (1000 * G_TIME_SPAN_MILLISECOND)

struct _PilotEngine
{
  guint batch_size;           /* 0: by the size of the run */
  PilotPlanItem *items;       /* (owned) */
  guint max_items;            /* how many fit in there */
  /* What is known of the run that is being executed, good for one revision: somebody else may have changed anything since. */
  gint64 run_row;
  gint64 revision;
  PilotScopeWalk *walk;       /* (owned) (nullable) */
  PilotMovedTargets *targets; /* (owned) (nullable) */
  /* Of that run, where its list or its end takes several steps. */
  PilotRunPlanMaker *maker;   /* (owned) (nullable) */
  PilotEngineEnd *end;        /* (owned) (nullable) */
  PilotEnginePace pace;       /* of the step */
  guint n_put_off;            /* commits since the log was last written into the file, if need be */
  PilotEngineWaiting waiting; /* (nullable) */
  gpointer user_data;
};

/* The run of a step, in its transaction. */
typedef struct
{
  PilotPortalDb *db;
  gint64 row;
  PilotRecord *record; /* (owned) */
  PilotRunState state;
  PilotRunProgress progress;
} Run;

static void
run_clear (Run *self)
{
  g_clear_pointer (&self->record, pilot_record_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static void
forget (PilotEngine *self)
{
  g_clear_pointer (&self->walk, pilot_scope_walk_free);
  g_clear_pointer (&self->targets, pilot_moved_targets_free);
  g_clear_pointer (&self->maker, pilot_run_plan_maker_free);
  g_clear_pointer (&self->end, pilot_engine_end_free);
  self->run_row = 0;
}

/* The row of the run that is next; 0: none. What was given up, be it a retry, is wound up first: nobody waits for long then. */
static gboolean
find_run (PilotPortalDb *db, gint64 *row, GError **error)
{
  PilotDatabase *database = pilot_portal_db_get_database (db);

  if (!pilot_database_query_int64 (database,
                                   "SELECT run.row FROM run_progress JOIN run ON run.row = run_progress.run"
                                   " WHERE run_progress.ended = 0 AND run.deleted = 0"
                                   " AND run.state IN ('cancelled', 'completed_with_skipped') ORDER BY run.row LIMIT 1",
                                   0, row, error))
    return FALSE;
  return *row != 0 || pilot_database_query_int64 (database,
                                                  "SELECT row FROM run WHERE state = 'running' AND coalesce(paused, 0) = 0 AND deleted = 0"
                                                  " ORDER BY row LIMIT 1",
                                                  0, row, error);
}

static gboolean
load_run (Run *run, PilotPortalDb *db, gint64 row, GError **error)
{
  const PilotSchema *schema = pilot_schema_get (PILOT_ENTITY_RUN);
  g_autofree char *sql = pilot_portal_db_schema_select (schema, "WHERE row = ?");
  PilotStatement *statement = pilot_database_get_statement (pilot_portal_db_get_database (db), sql, error);
  PilotPortalRow found;
  gboolean is_there;

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, row);
  if (!pilot_statement_step (statement, &is_there, error))
    return FALSE;
  g_return_val_if_fail (is_there, FALSE);
  pilot_portal_row_read (&found, schema, statement);
  run->db = db;
  run->row = row;
  run->record = pilot_record_new (PILOT_ENTITY_RUN);
  for (guint i = 0; i < schema->n_fields; i++)
    pilot_record_set_value (run->record, i, &found.values[i]);
  run->state = pilot_run_get_state (run->record);
  pilot_statement_reset (statement);
  return pilot_run_progress_load (&run->progress, db, row, error);
}

static gboolean
write_run (Run *run, GError **error)
{
  const PilotSchema *schema = pilot_schema_get (PILOT_ENTITY_RUN);
  PilotStatement *statement = pilot_portal_db_prepare (run->db, schema, PILOT_PORTAL_STATEMENT_UPDATE, error);

  if (statement == NULL)
    return FALSE;
  pilot_record_set_integer (run->record, PILOT_FIELD_REVISION, pilot_portal_db_next_revision (run->db));
  pilot_record_set_integer (run->record, PILOT_FIELD_UPDATED_AT, pilot_portal_db_get_now (run->db));
  for (guint i = 0; i < schema->n_fields; i++)
    pilot_statement_bind_value (statement, 2 + i, pilot_record_get_value (run->record, i));
  pilot_statement_bind_int64 (statement, 2 + schema->n_fields, run->row);
  return pilot_statement_run (statement, error);
}

static gboolean
audit (Run *run, const char *action, gint64 count, const char *detail, GError **error)
{
  const PilotAuditEvent event = {
    .actor = ACTOR,
    .action = action,
    .entity = pilot_schema_get (PILOT_ENTITY_RUN)->name,
    .entity_id = pilot_record_get_id (run->record),
    .count = count,
    .detail = detail,
  };

  return pilot_audit_append (run->db, &event, NULL, error);
}

static void
set_counts (Run *run, const PilotRunCounts *counts)
{
  pilot_record_set_integer (run->record, PILOT_RUN_N_MOVED, counts->n_moved);
  pilot_record_set_integer (run->record, PILOT_RUN_N_LINKED, counts->n_linked);
  pilot_record_set_integer (run->record, PILOT_RUN_N_SKIPPED, counts->n_skipped);
  pilot_record_set_integer (run->record, PILOT_RUN_N_FAILED, counts->n_failed);
  pilot_record_set_integer (run->record, PILOT_RUN_N_DONE, pilot_run_counts_sum (counts));
}

static void
get_counts (Run *run, PilotRunCounts *counts)
{
  *counts = (PilotRunCounts) {
    .n_moved = pilot_record_get_integer (run->record, PILOT_RUN_N_MOVED),
    .n_linked = pilot_record_get_integer (run->record, PILOT_RUN_N_LINKED),
    .n_skipped = pilot_record_get_integer (run->record, PILOT_RUN_N_SKIPPED),
    .n_failed = pilot_record_get_integer (run->record, PILOT_RUN_N_FAILED),
  };
}

static char *
describe (const char *lead, const PilotRunCounts *counts)
{
  return g_strdup_printf ("%s moved=%" G_GINT64_FORMAT " linked=%" G_GINT64_FORMAT " skipped=%" G_GINT64_FORMAT
                          " failed=%" G_GINT64_FORMAT,
                          lead, counts->n_moved, counts->n_linked, counts->n_skipped, counts->n_failed);
}

/* Ends the pass. @reason: (nullable): for people: why the run failed. */
static gboolean
end_run (Run *run, PilotRunState state, const PilotRunCounts *counts, const char *reason, GError **error)
{
  g_autofree char *lead = g_strdup_printf ("state=%s", pilot_run_state_to_name (state));
  g_autofree char *detail = describe (lead, counts);

  run->progress.ended = TRUE;
  set_counts (run, counts);
  pilot_record_set_text (run->record, PILOT_RUN_STATE, pilot_run_state_to_name (state));
  pilot_record_set_integer (run->record, PILOT_RUN_FINISHED_AT, pilot_portal_db_get_now (run->db));
  if (reason != NULL)
    pilot_record_set_text (run->record, PILOT_RUN_REASON, reason);
  return pilot_run_progress_save (&run->progress, run->db, error) && write_run (run, error) &&
         audit (run, state == PILOT_RUN_CANCELLED ? "run.stop" : "run.finish", pilot_run_counts_sum (counts), detail, error);
}

/* Nothing is moved by another list than the one that was ordered. */
static gboolean
refuse_list (PilotEngine *self, Run *run, GError **error)
{
  const PilotRunCounts none = { 0 };
  gboolean through;

  if (!pilot_run_plan_forget (run->db, run->row, TRUE, &self->pace, &through, error))
    return FALSE;
  if (!through)
    return TRUE;
  /* Without a list it is made anew by the next try. */
  g_clear_pointer (&self->maker, pilot_run_plan_maker_free);
  return end_run (run, PILOT_RUN_FAILED, &none,
                  _("The records are no longer those that were ordered: nothing was moved. Cancel this run and order another one."), error);
}

static gboolean
accept_list (PilotEngine *self, Run *run, const char *sha256, GError **error)
{
  g_autofree char *detail = g_strdup_printf ("manifest=sha256:%s", sha256);
  const PilotRunCounts none = { 0 };

  run->progress = (PilotRunProgress) { .run = run->row, .pass = 1, .n_planned = pilot_run_plan_maker_get_n_planned (self->maker) };
  set_counts (run, &none);
  pilot_record_set_text (run->record, PILOT_RUN_MANIFEST_SHA256, sha256);
  pilot_record_set_integer (run->record, PILOT_RUN_N_EXPECTED, run->progress.n_planned);
  g_clear_pointer (&self->maker, pilot_run_plan_maker_free);
  return pilot_run_progress_save (&run->progress, run->db, error) && write_run (run, error) &&
         audit (run, "run.plan", run->progress.n_planned, detail, error);
}

/* The list, made from what there is now. */
static gboolean
plan (PilotEngine *self, Run *run, GError **error)
{
  const char *ordered = pilot_record_get_text (run->record, PILOT_RUN_MANIFEST_SHA256);
  const char *sha256;
  gboolean done;

  if (self->maker == NULL)
    {
      self->maker = pilot_run_plan_maker_new (run->record, run->row);
      self->run_row = run->row;
      /* From here on a run that is given up has something to be wound up. */
      run->progress = (PilotRunProgress) { .run = run->row };
      if (!pilot_run_progress_save (&run->progress, run->db, error))
        return FALSE;
    }
  if (!pilot_run_plan_maker_step (self->maker, run->db, &self->pace, &done, error))
    return FALSE;
  if (!done)
    return TRUE;
  sha256 = pilot_run_plan_maker_get_sha256 (self->maker);
  return ordered != NULL && strcmp (ordered, sha256) != 0 ? refuse_list (self, run, error) : accept_list (self, run, sha256, error);
}

/* Given up before its list was whole. */
static gboolean
give_list_up (PilotEngine *self, Run *run, GError **error)
{
  const PilotRunCounts none = { 0 };
  gboolean through;

  if (!pilot_run_plan_forget (run->db, run->row, TRUE, &self->pace, &through, error))
    return FALSE;
  return !through || end_run (run, PILOT_RUN_CANCELLED, &none, NULL, error);
}

/* Another pass over what was left behind; it counts as not done until it is looked at again. */
static gboolean
begin_pass (Run *run, GError **error)
{
  g_autofree char *detail = NULL;
  PilotRunCounts counts;
  gint64 n_left = pilot_run_plan_count_left (run->db, run->row, error);

  if (n_left < 0)
    return FALSE;
  run->progress.pass++;
  run->progress.entity = 0;
  run->progress.row = 0;
  run->progress.ended = FALSE;
  get_counts (run, &counts);
  counts.n_skipped = 0;
  counts.n_failed = 0;
  set_counts (run, &counts);
  pilot_record_set_null (run->record, PILOT_RUN_REASON);
  detail = g_strdup_printf ("pass=%" G_GINT64_FORMAT, run->progress.pass);
  return pilot_run_progress_save (&run->progress, run->db, error) && write_run (run, error) &&
         audit (run, "run.again", n_left, detail, error);
}

/* Compares, takes away what is not needed any more of the list, and only then says that it ended: so each may take its time. */
static gboolean
finish (PilotEngine *self, Run *run, GError **error)
{
  PilotRunCounts counts;
  PilotRunState state = PILOT_RUN_COMPLETED;
  gboolean done, through;
  gboolean agrees;

  if (self->end == NULL)
    self->end = pilot_engine_end_new (pilot_record_get_id (run->record));
  self->run_row = run->row;
  if (!pilot_engine_end_step (self->end, run->db, &self->pace, &done, error))
    return FALSE;
  if (!done)
    return TRUE;
  counts = *pilot_engine_end_get_counts (self->end);
  agrees = pilot_engine_end_agrees (self->end, run->progress.n_planned);
  if (run->state == PILOT_RUN_CANCELLED)
    state = PILOT_RUN_CANCELLED;
  else if (counts.n_failed > 0 || !agrees)
    state = PILOT_RUN_FAILED;
  else if (counts.n_skipped > 0)
    state = PILOT_RUN_COMPLETED_WITH_SKIPPED;
  if (!pilot_run_plan_forget (run->db, run->row, state == PILOT_RUN_CANCELLED || state == PILOT_RUN_COMPLETED, &self->pace, &through, error))
    return FALSE;
  if (!through)
    return TRUE;
  g_clear_pointer (&self->end, pilot_engine_end_free);
  return end_run (run, state, &counts,
                  agrees || state == PILOT_RUN_CANCELLED
                    ? NULL : _("The results and the records in the portal do not agree. The audit trail says what was done."), error);
}

/* Of a run that is executed: the walk and the targets, as the data stand. */
static gboolean
prepare (PilotEngine *self, Run *run, GError **error)
{
  gint64 revision = pilot_portal_db_get_revision (run->db, error);

  if (revision < 0)
    return FALSE;
  if (self->walk != NULL && self->run_row == run->row && self->revision == revision)
    return TRUE;
  forget (self);
  self->walk = pilot_scope_source_load (run->db, run->record, error);
  self->targets = pilot_moved_targets_new (run->db);
  self->run_row = run->row;
  return self->walk != NULL;
}

static gboolean
execute (PilotEngine *self, Run *run, guint n_items, GError **error)
{
  gboolean cancelled = run->state == PILOT_RUN_CANCELLED;
  const PilotRunBatch batch = {
    .db = run->db,
    .run_id = pilot_record_get_id (run->record),
    .progress = &run->progress,
    .walk = cancelled ? NULL : self->walk,
    .targets = cancelled ? NULL : self->targets,
  };
  g_autofree char *digest = NULL;
  g_autofree char *lead = NULL;
  g_autofree char *detail = NULL;
  PilotRunCounts done;
  PilotRunCounts counts;

  if (!pilot_run_batch_execute (&batch, self->items, n_items, &self->pace, &n_items, &done, &digest, error))
    return FALSE;
  get_counts (run, &counts);
  counts.n_moved += done.n_moved;
  counts.n_linked += done.n_linked;
  counts.n_skipped += done.n_skipped;
  counts.n_failed += done.n_failed;
  set_counts (run, &counts);
  run->progress.entity = self->items[n_items - 1].entity;
  run->progress.row = self->items[n_items - 1].row;
  lead = g_strdup_printf ("results=sha256:%s", digest);
  detail = describe (lead, &done);
  return pilot_run_progress_save (&run->progress, run->db, error) && write_run (run, error) &&
         audit (run, "run.batch", n_items, detail, error);
}

static guint
reserve_items (PilotEngine *self, const PilotRunProgress *progress)
{
  guint wanted = self->batch_size > 0
                   ? self->batch_size
                   : (guint) CLAMP (progress->n_planned / 12, PILOT_ENGINE_MIN_BATCH_SIZE, PILOT_ENGINE_MAX_BATCH_SIZE);

  if (wanted > self->max_items)
    {
      self->items = g_renew (PilotPlanItem, self->items, wanted);
      self->max_items = wanted;
    }
  return wanted;
}

static gboolean
execute_next (PilotEngine *self, Run *run, GError **error)
{
  gboolean cancelled = run->state == PILOT_RUN_CANCELLED;
  guint n_wanted = reserve_items (self, &run->progress);
  int n_items;

  /* What a later pass had not come to has its result already. */
  if (run->state != PILOT_RUN_RUNNING && run->progress.pass > 1)
    return finish (self, run, error);
  n_items = pilot_run_plan_next (run->db, &run->progress, self->items, n_wanted, error);
  if (n_items < 0)
    return FALSE;
  if (n_items == 0)
    return finish (self, run, error);
  return (cancelled || prepare (self, run, error)) && execute (self, run, (guint) n_items, error);
}

static gboolean
step_run (PilotEngine *self, PilotPortalDb *db, gint64 row, GError **error)
{
  g_auto (Run) run = { 0 };

  if (!load_run (&run, db, row, error))
    return FALSE;
  /* What is remembered of a step is of one run, and of one of its parts. */
  if (self->run_row != row)
    forget (self);
  if (run.progress.pass == 0)
    return run.state == PILOT_RUN_CANCELLED ? give_list_up (self, &run, error) : plan (self, &run, error);
  if (run.progress.ended)
    return begin_pass (&run, error);
  return execute_next (self, &run, error);
}

PilotEngine *
pilot_engine_new (guint batch_size)
{
  PilotEngine *self = g_new0 (PilotEngine, 1);

  self->batch_size = batch_size;
  return self;
}

void
pilot_engine_free (PilotEngine *self)
{
  forget (self);
  g_free (self->items);
  g_free (self);
}

void
pilot_engine_set_waiting (PilotEngine *self, PilotEngineWaiting waiting, gpointer user_data)
{
  self->waiting = waiting;
  self->user_data = user_data;
}

/* The step begins. */
static void
begin_pace (PilotEngine *self)
{
  self->pace = (PilotEnginePace) {
    .n_min = self->batch_size > 0 ? MIN (self->batch_size, MIN_STEP) : MIN_STEP,
    .n_min_by_time = PILOT_ENGINE_MIN_BATCH_SIZE,
    .until_usec = g_get_monotonic_time () + MAX_STEP_USEC,
    .waiting = self->waiting,
    .user_data = self->user_data,
  };
}

/* Who waits for a step waits for its commit, but not for what can be done after the next one. */
static gboolean
commit (PilotEngine *self, PilotPortalDb *db, GError **error)
{
  gboolean put_off = self->n_put_off < MAX_PUT_OFF && self->waiting != NULL && self->waiting (self->user_data);

  self->n_put_off = put_off ? self->n_put_off + 1 : 0;
  if (pilot_portal_db_set_checkpoints (db, !put_off, error))
    return pilot_portal_db_commit (db, error);
  pilot_portal_db_rollback (db);
  return FALSE;
}

gboolean
pilot_engine_step (PilotEngine *self, PilotPortalDb *db, gboolean *more, gint64 *changed_revision, GError **error)
{
  gint64 before;
  gint64 row;

  *more = FALSE;
  *changed_revision = 0;
  if (!find_run (db, &row, error))
    return FALSE;
  if (row == 0)
    {
      /* A large run has filled the connection's cache. */
      if (self->walk != NULL && !pilot_database_exec (pilot_portal_db_get_database (db), "PRAGMA shrink_memory", error))
        return FALSE;
      forget (self);
      if (self->n_put_off > 0 && !pilot_portal_db_set_checkpoints (db, TRUE, error))
        return FALSE;
      self->n_put_off = 0;
      return TRUE;
    }
  begin_pace (self);
  if (!pilot_portal_db_begin (db, error))
    return FALSE;
  before = pilot_portal_db_get_revision (db, NULL);
  if (!step_run (self, db, row, error))
    {
      pilot_portal_db_rollback (db);
      forget (self);
      return FALSE;
    }
  if (!commit (self, db, error))
    {
      forget (self);
      return FALSE;
    }
  self->revision = pilot_portal_db_get_revision (db, NULL);
  if (self->revision > before)
    *changed_revision = self->revision;
  *more = TRUE;
  return TRUE;
}
