/* pilot-run-plan-maker.c: makes the list of what a run has to do, a slice at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-plan-maker.h"

#include <string.h>

#include "pilot-legacy-facts.h"
#include "pilot-manifest-lines.h"
#include "pilot-run-plan.h"
#include "pilot-scope-source.h"
#include "pilot-statement.h"

typedef enum {
  CLEARING, /* what an earlier one has left */
  READING,  /* the rows of a kind */
  SORTING,  /* its lines */
  DONE,
} Stage;

struct _PilotRunPlanMaker
{
  PilotRecord *record; /* (owned) */
  gint64 run;
  Stage stage;
  gint64 since;        /* of this state of the data it is */
  guint at;            /* which kind */
  gint64 row;          /* the last that was read of it */
  gint64 n_planned;
  PilotManifest *manifest;   /* (owned) */
  PilotManifestLines *lines; /* (owned) */
  PilotScopeWalk *walk;      /* (owned) */
  GHashTable *stages;        /* (owned) (element-type utf8 gint64): stage's id → row */
};

/* Some rows on their way into the list. */
typedef struct
{
  PilotRunPlanMaker *maker;
  PilotStatement *insert;
  PilotEnginePace *pace;
  gboolean stopped;
} Slice;

static void
clear (PilotRunPlanMaker *self)
{
  g_clear_pointer (&self->lines, pilot_manifest_lines_free);
  g_clear_pointer (&self->manifest, pilot_manifest_free);
  g_clear_pointer (&self->walk, pilot_scope_walk_free);
  g_clear_pointer (&self->stages, g_hash_table_unref);
}

static void
begin (PilotRunPlanMaker *self)
{
  clear (self);
  self->manifest = pilot_manifest_new (NULL, NULL);
  self->lines = pilot_manifest_lines_new (self->manifest);
  self->walk = pilot_scope_walk_new (self->record);
  self->stages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->stage = CLEARING;
  self->at = 0;
  self->row = 0;
  self->n_planned = 0;
}

static PilotPlanned
find_planned (const PilotScopeFinding *finding)
{
  if (finding->reason == NULL)
    return finding->verdict == PILOT_SCOPE_LIGHT ? PILOT_PLANNED_LIGHT : PILOT_PLANNED_MOVED;
  return strcmp (finding->reason, "moved_before") == 0 ? PILOT_PLANNED_LINKED : PILOT_PLANNED_SKIPPED;
}

static gboolean
write_item (Slice *slice, PilotEntity entity, gint64 row, const PilotScopeFinding *finding, GError **error)
{
  PilotRunPlanMaker *self = slice->maker;
  const gint64 *stage = finding->stage != NULL ? g_hash_table_lookup (self->stages, finding->stage) : NULL;

  pilot_statement_bind_int64 (slice->insert, 1, self->run);
  pilot_statement_bind_int64 (slice->insert, 2, entity);
  pilot_statement_bind_int64 (slice->insert, 3, row);
  pilot_statement_bind_int64 (slice->insert, 4, find_planned (finding));
  if (stage != NULL)
    pilot_statement_bind_int64 (slice->insert, 5, *stage);
  else
    pilot_statement_bind_null (slice->insert, 5);
  self->n_planned++;
  return pilot_statement_run (slice->insert, error);
}

static gboolean
judge_cb (PilotEntity entity, gint64 row, const PilotValue *values, gpointer user_data, gboolean *stop, GError **error)
{
  Slice *slice = user_data;
  PilotRunPlanMaker *self = slice->maker;
  PilotScopeFinding finding;

  pilot_scope_walk_add (self->walk, entity, values, &finding);
  self->row = row;
  slice->stopped = *stop = pilot_engine_pace_add (slice->pace, 1);
  if (entity == PILOT_ENTITY_STAGE)
    g_hash_table_insert (self->stages, g_strdup (values[PILOT_FIELD_ID].text), g_memdup2 (&row, sizeof row));
  if (finding.verdict != PILOT_SCOPE_IN && finding.verdict != PILOT_SCOPE_LIGHT)
    return TRUE;
  return pilot_manifest_lines_add (self->lines, values[PILOT_FIELD_ID].text, &finding, error) &&
         write_item (slice, entity, row, &finding, error);
}

/* The three of them: @stopped: (out): the slice ends here. */

static gboolean
clear_some (PilotRunPlanMaker *self, PilotPortalDb *db, PilotEnginePace *pace, gboolean *stopped, GError **error)
{
  gboolean through;

  if (!pilot_run_plan_forget (db, self->run, TRUE, pace, &through, error))
    return FALSE;
  *stopped = !through;
  if (through)
    self->stage = READING;
  return TRUE;
}

static gboolean
read_some (PilotRunPlanMaker *self, PilotPortalDb *db, PilotEntity entity, PilotEnginePace *pace, gboolean *stopped, GError **error)
{
  Slice slice = { .maker = self, .pace = pace };

  slice.insert = pilot_database_get_statement (pilot_portal_db_get_database (db),
                                               "INSERT INTO run_plan (run, entity, row, planned, stage) VALUES (?, ?, ?, ?, ?)", error);
  if (slice.insert == NULL ||
      !pilot_scope_source_each (db, entity, pilot_record_get_id (self->record), self->row, judge_cb, &slice, error))
    return FALSE;
  *stopped = slice.stopped;
  if (!slice.stopped)
    self->stage = SORTING;
  return TRUE;
}

static void
sort_some (PilotRunPlanMaker *self, PilotEntity entity, gboolean is_last, PilotEnginePace *pace, gboolean *stopped)
{
  guint n = pilot_manifest_lines_end_some (self->lines, entity);

  *stopped = n > 0 && pilot_engine_pace_add (pace, n);
  if (n > 0)
    return;
  self->at++;
  self->row = 0;
  self->stage = is_last ? DONE : READING;
}

static gboolean
step (PilotRunPlanMaker *self, PilotPortalDb *db, PilotEnginePace *pace, gboolean *stopped, GError **error)
{
  guint n_entities;
  const PilotEntity *entities = pilot_scope_walk_entities (&n_entities);

  switch (self->stage)
    {
    case CLEARING:
      return clear_some (self, db, pace, stopped, error);
    case READING:
      return read_some (self, db, entities[self->at], pace, stopped, error);
    case SORTING:
      sort_some (self, entities[self->at], self->at + 1 == n_entities, pace, stopped);
      return TRUE;
    case DONE:
    default:
      return TRUE;
    }
}

PilotRunPlanMaker *
pilot_run_plan_maker_new (const PilotRecord *run, gint64 run_row)
{
  PilotRunPlanMaker *self = g_new0 (PilotRunPlanMaker, 1);

  self->record = pilot_record_copy (run);
  self->run = run_row;
  begin (self);
  return self;
}

void
pilot_run_plan_maker_free (PilotRunPlanMaker *self)
{
  clear (self);
  pilot_record_unref (self->record);
  g_free (self);
}

gboolean
pilot_run_plan_maker_step (PilotRunPlanMaker *self, PilotPortalDb *db, PilotEnginePace *pace, gboolean *done, GError **error)
{
  gboolean stopped = FALSE;
  gboolean changed;

  if (!pilot_legacy_has_changed (db, &self->since, &changed, error))
    return FALSE;
  if (changed)
    {
      begin (self);
      self->since = pilot_portal_db_get_revision (db, error);
      if (self->since < 0)
        return FALSE;
    }
  while (self->stage != DONE && !stopped)
    if (!step (self, db, pace, &stopped, error))
      return FALSE;
  *done = self->stage == DONE;
  return TRUE;
}

const char *
pilot_run_plan_maker_get_sha256 (PilotRunPlanMaker *self)
{
  return pilot_manifest_get_sha256 (self->manifest);
}

gint64
pilot_run_plan_maker_get_n_planned (PilotRunPlanMaker *self)
{
  return self->n_planned;
}
