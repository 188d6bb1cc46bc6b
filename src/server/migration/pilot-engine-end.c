/* pilot-engine-end.c: whether a run did what it was to do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-engine-end.h"

#include <string.h>

#include "pilot-moved-record.h"
#include "pilot-statement.h"

static const PilotEntity kinds[] = {
  PILOT_ENTITY_AGENCY, PILOT_ENTITY_RECRUITER, PILOT_ENTITY_JOB, PILOT_ENTITY_ASSIGNMENT, PILOT_ENTITY_CANDIDATE,
};

static gboolean
query_number (PilotPortalDb *db, const char *sql, const char *run_id, gint64 *number, GError **error)
{
  g_autoptr (PilotStatement) statement = pilot_statement_new (pilot_portal_db_get_database (db), sql, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, run_id);
  if (!pilot_statement_step (statement, &row, error))
    return FALSE;
  *number = pilot_statement_get_int64 (statement, 0);
  return TRUE;
}

/* Those that were deleted after they were made leave a tombstone under the id of the result. */
static gboolean
count_made (PilotPortalDb *db, const char *source, const char *target, const char *run_id, gint64 n_moved, gint64 *n, GError **error)
{
  gboolean one_table = strcmp (source, target) == 0;
  g_autofree char *live = g_strdup_printf ("SELECT count(*) FROM \"%s\" WHERE run_id = ?1 AND deleted = 0%s", target,
                                           one_table ? " AND dataset = 'portal'" : "");
  g_autofree char *buried = g_strdup_printf ("SELECT count(*) FROM result r JOIN \"%s\" t ON t.id = r.target_id"
                                             " WHERE r.run_id = ?1 AND r.record_kind = '%s' AND r.outcome = 'moved' AND t.deleted = 1",
                                             target, source);
  gint64 n_buried = 0;

  if (!query_number (db, live, run_id, n, error))
    return FALSE;
  if (*n < n_moved && !query_number (db, buried, run_id, &n_buried, error))
    return FALSE;
  *n += n_buried;
  return TRUE;
}

static gboolean
verify_kind (PilotPortalDb *db, PilotEntity kind, const char *run_id, gboolean *agrees, GError **error)
{
  const char *source = pilot_schema_get (kind)->name;
  const char *target = pilot_schema_get (pilot_moved_record_get_entity (kind))->name;
  g_autofree char *results = g_strdup_printf ("SELECT count(*) FROM result WHERE run_id = ?1 AND record_kind = '%s' AND outcome = 'moved'", source);
  g_autofree char *marked = g_strdup_printf ("SELECT count(*) FROM \"%s\" WHERE run_id = ?1 AND deleted = 0%s", source,
                                             kind != PILOT_ENTITY_ASSIGNMENT ? " AND dataset = 'legacy'" : "");
  gint64 n_moved = 0;
  gint64 n_marked = 0;
  gint64 n_made = 0;

  if (!query_number (db, results, run_id, &n_moved, error) || !query_number (db, marked, run_id, &n_marked, error) ||
      !count_made (db, source, target, run_id, n_moved, &n_made, error))
    return FALSE;
  if (n_moved == n_marked && n_moved == n_made)
    return TRUE;
  g_warning ("run %s: %s: %" G_GINT64_FORMAT " results, %" G_GINT64_FORMAT " marked, %" G_GINT64_FORMAT " made", run_id, source, n_moved,
             n_marked, n_made);
  *agrees = FALSE;
  return TRUE;
}

gboolean
pilot_engine_count_results (PilotPortalDb *db, const char *run_id, PilotRunCounts *counts, GError **error)
{
  g_autoptr (PilotStatement) statement =
    pilot_statement_new (pilot_portal_db_get_database (db),
                         "SELECT total(outcome = 'moved'), total(outcome = 'linked'), total(outcome = 'skipped'), total(outcome = 'failed')"
                         " FROM result WHERE run_id = ? AND deleted = 0",
                         error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, run_id);
  if (!pilot_statement_step (statement, &row, error))
    return FALSE;
  *counts = (PilotRunCounts) {
    .n_moved = pilot_statement_get_int64 (statement, 0),
    .n_linked = pilot_statement_get_int64 (statement, 1),
    .n_skipped = pilot_statement_get_int64 (statement, 2),
    .n_failed = pilot_statement_get_int64 (statement, 3),
  };
  return TRUE;
}

gboolean
pilot_engine_verify (PilotPortalDb *db, const char *run_id, gint64 n_planned, const PilotRunCounts *counts, gboolean *agrees,
                     GError **error)
{
  *agrees = pilot_run_counts_sum (counts) == n_planned;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (!verify_kind (db, kinds[i], run_id, agrees, error))
      return FALSE;
  return TRUE;
}
