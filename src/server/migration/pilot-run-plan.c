/* pilot-run-plan.c: the list of what a run has to do, as it lies in the portal's data
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-plan.h"

#include <string.h>

#include "pilot-manifest-lines.h"
#include "pilot-scope-source.h"
#include "pilot-statement.h"

/* Keyed by where the legacy records lie: so a batch reads and writes neighbours. "run" and "stage" are rows. */
const char pilot_run_plan_tables[] =
  "CREATE TABLE IF NOT EXISTS run_progress ("
  "  run INTEGER PRIMARY KEY, pass INTEGER NOT NULL, entity INTEGER NOT NULL, row INTEGER NOT NULL,"
  "  n_planned INTEGER NOT NULL, ended INTEGER NOT NULL);"
  "CREATE TABLE IF NOT EXISTS run_plan ("
  "  run INTEGER NOT NULL, entity INTEGER NOT NULL, row INTEGER NOT NULL, planned INTEGER NOT NULL, stage INTEGER,"
  "  left_behind INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (run, entity, row)) WITHOUT ROWID;";

typedef struct
{
  PilotScopeWalk *walk;
  PilotStatement *insert;
  GHashTable *stages; /* (element-type utf8 gint64): stage's id → row */
  PilotManifestLines *lines;
  gint64 run;
  gint64 n_planned;
} Maker;

static PilotPlanned
find_planned (const PilotScopeFinding *finding)
{
  if (finding->reason == NULL)
    return finding->verdict == PILOT_SCOPE_LIGHT ? PILOT_PLANNED_LIGHT : PILOT_PLANNED_MOVED;
  return strcmp (finding->reason, "moved_before") == 0 ? PILOT_PLANNED_LINKED : PILOT_PLANNED_SKIPPED;
}

static gboolean
write_item (Maker *maker, PilotEntity entity, gint64 row, const PilotScopeFinding *finding, GError **error)
{
  const gint64 *stage = finding->stage != NULL ? g_hash_table_lookup (maker->stages, finding->stage) : NULL;

  pilot_statement_bind_int64 (maker->insert, 1, maker->run);
  pilot_statement_bind_int64 (maker->insert, 2, entity);
  pilot_statement_bind_int64 (maker->insert, 3, row);
  pilot_statement_bind_int64 (maker->insert, 4, find_planned (finding));
  if (stage != NULL)
    pilot_statement_bind_int64 (maker->insert, 5, *stage);
  else
    pilot_statement_bind_null (maker->insert, 5);
  maker->n_planned++;
  return pilot_statement_run (maker->insert, error);
}

static gboolean
judge_cb (PilotEntity entity, gint64 row, const PilotValue *values, gpointer user_data, GError **error)
{
  Maker *maker = user_data;
  PilotScopeFinding finding;

  pilot_scope_walk_add (maker->walk, entity, values, &finding);
  if (entity == PILOT_ENTITY_STAGE)
    g_hash_table_insert (maker->stages, g_strdup (values[PILOT_FIELD_ID].text), g_memdup2 (&row, sizeof row));
  if (finding.verdict != PILOT_SCOPE_IN && finding.verdict != PILOT_SCOPE_LIGHT)
    return TRUE;
  return pilot_manifest_lines_add (maker->lines, values[PILOT_FIELD_ID].text, &finding, error) &&
         write_item (maker, entity, row, &finding, error);
}

static gboolean
judge_all (Maker *maker, PilotPortalDb *db, const char *run_id, GError **error)
{
  guint n_entities;
  const PilotEntity *entities = pilot_scope_walk_entities (&n_entities);

  for (guint i = 0; i < n_entities; i++)
    {
      if (!pilot_scope_source_each (db, entities[i], run_id, judge_cb, maker, error))
        return FALSE;
      pilot_manifest_lines_end (maker->lines, entities[i]);
    }
  return TRUE;
}

gboolean
pilot_run_plan_make (PilotPortalDb *db, const PilotRecord *run, PilotRunProgress *progress, char **sha256, GError **error)
{
  g_autoptr (PilotManifest) manifest = pilot_manifest_new (NULL, NULL);
  g_autoptr (PilotScopeWalk) walk = pilot_scope_walk_new (run);
  g_autoptr (GHashTable) stages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (PilotManifestLines) lines = pilot_manifest_lines_new (manifest);
  g_autoptr (PilotStatement) insert = NULL;
  Maker maker = { .walk = walk, .stages = stages, .lines = lines, .run = progress->run };

  if (!pilot_run_plan_forget (db, progress->run, TRUE, error))
    return FALSE;
  insert = pilot_statement_new (pilot_portal_db_get_database (db),
                                "INSERT INTO run_plan (run, entity, row, planned, stage) VALUES (?, ?, ?, ?, ?)", error);
  if (insert == NULL)
    return FALSE;
  maker.insert = insert;
  if (!judge_all (&maker, db, pilot_record_get_id (run), error))
    return FALSE;
  *sha256 = g_strdup (pilot_manifest_get_sha256 (manifest));
  *progress = (PilotRunProgress) { .run = progress->run, .pass = 1, .n_planned = maker.n_planned };
  return TRUE;
}

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

gboolean
pilot_run_plan_forget (PilotPortalDb *db, gint64 run, gboolean all, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (
    pilot_portal_db_get_database (db),
    all ? "DELETE FROM run_plan WHERE run = ?" : "DELETE FROM run_plan WHERE run = ? AND left_behind = 0", error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, run);
  return pilot_statement_run (statement, error);
}
