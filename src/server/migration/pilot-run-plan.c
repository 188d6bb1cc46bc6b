/* pilot-run-plan.c: the list of what a run has to do, as it lies in the portal's data
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-plan.h"

#include "pilot-statement.h"

/* Keyed by where the legacy records lie: so a batch reads and writes neighbours. "run" and "stage" are rows. */
const char pilot_run_plan_tables[] =
  "CREATE TABLE IF NOT EXISTS run_progress ("
  "  run INTEGER PRIMARY KEY, pass INTEGER NOT NULL, entity INTEGER NOT NULL, row INTEGER NOT NULL,"
  "  n_planned INTEGER NOT NULL, ended INTEGER NOT NULL);"
  "CREATE TABLE IF NOT EXISTS run_plan ("
  "  run INTEGER NOT NULL, entity INTEGER NOT NULL, row INTEGER NOT NULL, planned INTEGER NOT NULL, stage INTEGER,"
  "  left_behind INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (run, entity, row)) WITHOUT ROWID;";

/* As many are taken away at once: a few milliseconds. */
#define FORGET_AT_ONCE 5000

gboolean
pilot_run_progress_load (PilotRunProgress *self, PilotPortalDb *db, gint64 run, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (
    pilot_portal_db_get_database (db), "SELECT pass, entity, row, n_planned, ended FROM run_progress WHERE run = ?", error);
  gboolean row;

  *self = (PilotRunProgress) { .run = run };
  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, run);
  if (!pilot_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  self->pass = pilot_statement_get_int64 (statement, 0);
  self->entity = (PilotEntity) pilot_statement_get_int64 (statement, 1);
  self->row = pilot_statement_get_int64 (statement, 2);
  self->n_planned = pilot_statement_get_int64 (statement, 3);
  self->ended = pilot_statement_get_int64 (statement, 4) != 0;
  pilot_statement_reset (statement);
  return TRUE;
}

gboolean
pilot_run_progress_save (const PilotRunProgress *self, PilotPortalDb *db, GError **error)
{
  PilotStatement *statement =
    pilot_database_get_statement (pilot_portal_db_get_database (db),
                                  "INSERT OR REPLACE INTO run_progress (run, pass, entity, row, n_planned, ended)"
                                  " VALUES (?, ?, ?, ?, ?, ?)",
                                  error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, self->run);
  pilot_statement_bind_int64 (statement, 2, self->pass);
  pilot_statement_bind_int64 (statement, 3, self->entity);
  pilot_statement_bind_int64 (statement, 4, self->row);
  pilot_statement_bind_int64 (statement, 5, self->n_planned);
  pilot_statement_bind_int64 (statement, 6, self->ended);
  return pilot_statement_run (statement, error);
}

#define NEXT_SQL(condition)                                                                                               \
  "SELECT p.entity, p.row, p.planned, s.id FROM run_plan p LEFT JOIN stage s ON s.row = p.stage"                          \
  " WHERE p.run = ?1 AND (p.entity, p.row) > (?2, ?3)" condition " ORDER BY p.entity, p.row LIMIT ?4"

int
pilot_run_plan_next (PilotPortalDb *db, const PilotRunProgress *progress, PilotPlanItem *items, guint max_items, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (
    pilot_portal_db_get_database (db), progress->pass == 1 ? NEXT_SQL ("") : NEXT_SQL (" AND p.left_behind = 1"), error);
  gboolean row;
  guint n = 0;

  if (statement == NULL)
    return -1;
  pilot_statement_bind_int64 (statement, 1, progress->run);
  pilot_statement_bind_int64 (statement, 2, progress->entity);
  pilot_statement_bind_int64 (statement, 3, progress->row);
  pilot_statement_bind_int64 (statement, 4, max_items);
  while (pilot_statement_step (statement, &row, error))
    {
      const char *stage;

      if (!row)
        return (int) n;
      stage = pilot_statement_get_text (statement, 3);
      items[n].entity = (PilotEntity) pilot_statement_get_int64 (statement, 0);
      items[n].row = pilot_statement_get_int64 (statement, 1);
      items[n].planned = (PilotPlanned) pilot_statement_get_int64 (statement, 2);
      g_strlcpy (items[n].stage, stage != NULL ? stage : "", sizeof items[n].stage);
      n++;
    }
  return -1;
}

gboolean
pilot_run_plan_mark (PilotPortalDb *db, gint64 run, const PilotPlanItem *item, gboolean left_behind, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (
    pilot_portal_db_get_database (db), "UPDATE run_plan SET left_behind = ? WHERE run = ? AND entity = ? AND row = ?", error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, left_behind);
  pilot_statement_bind_int64 (statement, 2, run);
  pilot_statement_bind_int64 (statement, 3, item->entity);
  pilot_statement_bind_int64 (statement, 4, item->row);
  return pilot_statement_run (statement, error);
}

gint64
pilot_run_plan_count_left (PilotPortalDb *db, gint64 run, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (pilot_portal_db_get_database (db),
                                                            "SELECT count(*) FROM run_plan WHERE run = ? AND left_behind = 1", error);
  gboolean row;
  gint64 n;

  if (statement == NULL)
    return -1;
  pilot_statement_bind_int64 (statement, 1, run);
  if (!pilot_statement_step (statement, &row, error))
    return -1;
  n = pilot_statement_get_int64 (statement, 0);
  pilot_statement_reset (statement);
  return n;
}

/* The next items that go, up to the place that is found; @entity: (out): -1: there are no more than those. */
static gboolean
find_forget_end (PilotPortalDb *db, gint64 run, gboolean all, gint64 *entity, gint64 *row, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (
    pilot_portal_db_get_database (db),
    all ? "SELECT entity, row FROM run_plan WHERE run = ? ORDER BY entity, row LIMIT 1 OFFSET ?"
        : "SELECT entity, row FROM run_plan WHERE run = ? AND left_behind = 0 ORDER BY entity, row LIMIT 1 OFFSET ?",
    error);
  gboolean found;

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, run);
  pilot_statement_bind_int64 (statement, 2, FORGET_AT_ONCE - 1);
  if (!pilot_statement_step (statement, &found, error))
    return FALSE;
  *entity = found ? pilot_statement_get_int64 (statement, 0) : -1;
  *row = found ? pilot_statement_get_int64 (statement, 1) : 0;
  pilot_statement_reset (statement);
  return TRUE;
}

static gboolean
forget_some (PilotPortalDb *db, gint64 run, gboolean all, gboolean *through, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (
    pilot_portal_db_get_database (db),
    all ? "DELETE FROM run_plan WHERE run = ? AND (entity, row) <= (?, ?)"
        : "DELETE FROM run_plan WHERE run = ? AND (entity, row) <= (?, ?) AND left_behind = 0",
    error);
  gint64 entity, row;

  if (statement == NULL || !find_forget_end (db, run, all, &entity, &row, error))
    return FALSE;
  *through = entity < 0;
  pilot_statement_bind_int64 (statement, 1, run);
  pilot_statement_bind_int64 (statement, 2, *through ? G_MAXINT64 : entity);
  pilot_statement_bind_int64 (statement, 3, row);
  return pilot_statement_run (statement, error);
}

gboolean
pilot_run_plan_forget (PilotPortalDb *db, gint64 run, gboolean all, PilotEnginePace *pace, gboolean *through, GError **error)
{
  *through = FALSE;
  while (!*through)
    {
      if (!forget_some (db, run, all, through, error))
        return FALSE;
      if (!*through && pilot_engine_pace_add (pace, FORGET_AT_ONCE))
        return TRUE;
    }
  return TRUE;
}
