/* pilot-engine-end.c: whether a run did what it was to do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-engine-end.h"

#include <string.h>

#include "pilot-legacy-facts.h"
#include "pilot-moved-record.h"
#include "pilot-statement.h"

#define MAX_RESTARTS 3

/* What is counted of one kind of legacy records. */
typedef struct
{
  gint64 n_moved;  /* results that say so */
  gint64 n_marked; /* legacy records */
  gint64 n_made;   /* the portal's */
} Tally;

struct _PilotEngineEnd
{
  char *run_id; /* (owned) */
  gint64 since; /* of this state of the data it is */
  guint n_restarts;
  guint at;     /* which of the parts */
  gint64 row;   /* the last that was read of it */
  PilotRunCounts counts;
  Tally tallies[PILOT_N_ENTITIES];
};

typedef enum {
  PART_RESULTS,
  PART_TABLE,  /* of marks and records, or of one of them */
  PART_BURIED, /* records that were deleted after they were made: their tombstones */
} PartKind;

/* A table is read once, whatever is counted in it. */
static const struct
{
  PartKind kind;
  PilotEntity entity;
} parts[] = {
  { PART_RESULTS, PILOT_ENTITY_RESULT },     { PART_TABLE, PILOT_ENTITY_AGENCY },    { PART_TABLE, PILOT_ENTITY_RECRUITER },
  { PART_TABLE, PILOT_ENTITY_JOB },          { PART_TABLE, PILOT_ENTITY_ASSIGNMENT }, { PART_TABLE, PILOT_ENTITY_SHARE },
  { PART_TABLE, PILOT_ENTITY_CANDIDATE },    { PART_BURIED, PILOT_ENTITY_AGENCY },   { PART_BURIED, PILOT_ENTITY_RECRUITER },
  { PART_BURIED, PILOT_ENTITY_JOB },         { PART_BURIED, PILOT_ENTITY_ASSIGNMENT }, { PART_BURIED, PILOT_ENTITY_CANDIDATE },
};

static const PilotEntity kinds[] = {
  PILOT_ENTITY_AGENCY, PILOT_ENTITY_RECRUITER, PILOT_ENTITY_JOB, PILOT_ENTITY_ASSIGNMENT, PILOT_ENTITY_CANDIDATE,
};

static void
count_result (PilotEngineEnd *self, const char *kind, const char *outcome)
{
  if (strcmp (outcome, "moved") == 0)
    {
      for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
        if (strcmp (pilot_schema_get (kinds[i])->name, kind) == 0)
          self->tallies[kinds[i]].n_moved++;
      self->counts.n_moved++;
    }
  else if (strcmp (outcome, "linked") == 0)
    self->counts.n_linked++;
  else if (strcmp (outcome, "skipped") == 0)
    self->counts.n_skipped++;
  else
    self->counts.n_failed++;
}

/* (transfer full): "row" and what says what a row is; those that count nothing are asked for too, so that a slice ends. */
static char *
make_sql (guint part)
{
  const char *name = pilot_schema_get (parts[part].entity)->name;

  if (parts[part].kind == PART_RESULTS)
    return g_strdup ("SELECT row, deleted = 0, record_kind, outcome FROM result WHERE run_id = ?2 AND row > ?1 ORDER BY row");
  return g_strdup_printf ("SELECT row, deleted = 0 AND run_id IS ?2, %s FROM \"%s\" WHERE row > ?1 ORDER BY row",
                          pilot_schema_find_field (pilot_schema_get (parts[part].entity), "dataset") >= 0 ? "dataset" : "NULL", name);
}

static void
count_row (PilotEngineEnd *self, guint part, PilotStatement *statement)
{
  PilotEntity entity = parts[part].entity;

  if (pilot_statement_get_int64 (statement, 1) == 0)
    return;
  if (parts[part].kind == PART_RESULTS)
    count_result (self, pilot_statement_get_text (statement, 2), pilot_statement_get_text (statement, 3));
  else if (entity == PILOT_ENTITY_SHARE)
    self->tallies[PILOT_ENTITY_ASSIGNMENT].n_made++;
  else if (entity == PILOT_ENTITY_ASSIGNMENT || g_strcmp0 (pilot_statement_get_text (statement, 2), "legacy") == 0)
    self->tallies[entity].n_marked++;
  else
    self->tallies[entity].n_made++;
}

/* @through: (out): of the part. */
static gboolean
count_some (PilotEngineEnd *self, PilotPortalDb *db, PilotEnginePace *pace, gboolean *through, GError **error)
{
  g_autofree char *sql = make_sql (self->at);
  g_autoptr (PilotStatement) statement = pilot_statement_new (pilot_portal_db_get_database (db), sql, error);
  gboolean row;

  *through = FALSE;
  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, self->row);
  pilot_statement_bind_text (statement, 2, self->run_id);
  while (pilot_statement_step (statement, &row, error))
    {
      *through = !row;
      if (!row)
        return TRUE;
      self->row = pilot_statement_get_int64 (statement, 0);
      count_row (self, self->at, statement);
      if (pilot_engine_pace_add (pace, 1))
        return TRUE;
    }
  return FALSE;
}

/* Those that were deleted after they were made leave a tombstone under the id of the result. Rare, and few. */
static gboolean
count_buried (PilotEngineEnd *self, PilotPortalDb *db, PilotEntity kind, GError **error)
{
  const char *source = pilot_schema_get (kind)->name;
  Tally *tally = &self->tallies[kind];
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM result r JOIN \"%s\" t ON t.id = r.target_id"
                                          " WHERE r.run_id = ?1 AND r.record_kind = '%s' AND r.outcome = 'moved' AND t.deleted = 1",
                                          pilot_schema_get (pilot_moved_record_get_entity (kind))->name, source);
  g_autoptr (PilotStatement) statement = NULL;
  gboolean row;

  if (tally->n_made >= tally->n_moved)
    return TRUE;
  statement = pilot_statement_new (pilot_portal_db_get_database (db), sql, error);
  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, self->run_id);
  if (!pilot_statement_step (statement, &row, error))
    return FALSE;
  tally->n_made += pilot_statement_get_int64 (statement, 0);
  return TRUE;
}

/* Whether one of the records was deleted that no run looks at. */
static gboolean
has_share_gone (PilotEngineEnd *self, PilotPortalDb *db, gboolean *gone, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (
    pilot_portal_db_get_database (db), "SELECT 1 FROM share WHERE revision > ? AND deleted = 1 LIMIT 1", error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, self->since);
  if (!pilot_statement_step (statement, gone, error))
    return FALSE;
  pilot_statement_reset (statement);
  return TRUE;
}

/* What was counted of another state of the data is forgotten. */
static gboolean
begin_anew (PilotEngineEnd *self, PilotPortalDb *db, GError **error)
{
  gboolean gone;
  gboolean changed;

  if (!has_share_gone (self, db, &gone, error) || !pilot_legacy_has_changed (db, &self->since, &changed, error))
    return FALSE;
  if (!changed && !gone)
    return TRUE;
  self->n_restarts += self->since > 0;
  self->since = pilot_portal_db_get_revision (db, error);
  self->at = 0;
  self->row = 0;
  self->counts = (PilotRunCounts) { 0 };
  memset (self->tallies, 0, sizeof self->tallies);
  return self->since >= 0;
}

PilotEngineEnd *
pilot_engine_end_new (const char *run_id)
{
  PilotEngineEnd *self = g_new0 (PilotEngineEnd, 1);

  self->run_id = g_strdup (run_id);
  return self;
}

void
pilot_engine_end_free (PilotEngineEnd *self)
{
  g_free (self->run_id);
  g_free (self);
}

gboolean
pilot_engine_end_step (PilotEngineEnd *self, PilotPortalDb *db, PilotEnginePace *pace, gboolean *done, GError **error)
{
  PilotEnginePace unhurried = { 0 };
  gboolean through = TRUE;

  if (!begin_anew (self, db, error))
    return FALSE;
  if (self->n_restarts >= MAX_RESTARTS)
    pace = &unhurried;
  while (self->at < G_N_ELEMENTS (parts) && through)
    {
      if (parts[self->at].kind == PART_BURIED ? !count_buried (self, db, parts[self->at].entity, error)
                                              : !count_some (self, db, pace, &through, error))
        return FALSE;
      if (!through)
        continue;
      self->at++;
      self->row = 0;
    }
  *done = self->at == G_N_ELEMENTS (parts);
  return TRUE;
}

const PilotRunCounts *
pilot_engine_end_get_counts (PilotEngineEnd *self)
{
  return &self->counts;
}

gboolean
pilot_engine_end_agrees (PilotEngineEnd *self, gint64 n_planned)
{
  gboolean agrees = pilot_run_counts_sum (&self->counts) == n_planned;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const Tally *tally = &self->tallies[kinds[i]];

      if (tally->n_moved == tally->n_marked && tally->n_moved == tally->n_made)
        continue;
      g_warning ("run %s: %s: %" G_GINT64_FORMAT " results, %" G_GINT64_FORMAT " marked, %" G_GINT64_FORMAT " made", self->run_id,
                 pilot_schema_get (kinds[i])->name, tally->n_moved, tally->n_marked, tally->n_made);
      agrees = FALSE;
    }
  return agrees;
}
