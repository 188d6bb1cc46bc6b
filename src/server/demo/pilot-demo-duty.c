/* pilot-demo-duty.c: what the demo's operator does next
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-demo-duty.h"

#include "pilot-command-giver.h"
#include "pilot-demo-desk.h"
#include "pilot-plan.h"
#include "pilot-statement.h"

/* Who hands a ticket over, or says that it was. */
#define TICKET(kind, step)                                                                                                       \
  "(EXISTS (SELECT 1 FROM handoff WHERE kind = '" kind "' AND state IN ('handed_over', 'confirmed') AND deleted = 0"             \
  " AND updated_at <= ?1) OR EXISTS (SELECT 1 FROM step WHERE key = '" step "' AND state = 'done' AND deleted = 0"               \
  " AND updated_at <= ?1))"
#define DONE(step) "EXISTS (SELECT 1 FROM step WHERE key = '" step "' AND state = 'done' AND deleted = 0)"

/* When somebody mended what a run left behind; an admin mends one record after the other, so it is waited for the last. */
#define MENDED(kind)                                                                                                            \
  "SELECT max(x.updated_at) AS at FROM result r JOIN " kind " x ON x.id = r.source_id WHERE r.run_id = run.id"                   \
  " AND r.record_kind = '" kind "' AND r.outcome IN ('skipped', 'failed') AND x.deleted = 0"
#define LAST_MENDED                                                                                                             \
  "(SELECT max(at) FROM (" MENDED ("agency") " UNION ALL " MENDED ("recruiter") " UNION ALL " MENDED ("job") " UNION ALL " MENDED ( \
    "assignment") " UNION ALL " MENDED ("candidate") "))"
#define LARGE "100000"
#define MENDING_USEC "20000000"

/* One duty: what is found by @sql (one parameter: the time up to which a request has waited long enough), and what is done
 * about it. */
static const struct
{
  const char *sql;     /* the id of the run or project concerned */
  const char *command; /* (nullable): then the step */
  const char *step;
} duties[] = {
  { "SELECT id FROM project WHERE deleted = 0 AND subscribed_at IS NULL AND " TICKET ("module_ticket", PILOT_PLAN_MODULE_TICKET),
    "enable-subscription", NULL },
  { "SELECT id FROM project WHERE deleted = 0 AND visited_at IS NOT NULL AND NOT " DONE (PILOT_PLAN_DATA_GATHERED) " AND " TICKET (
      "phase_a_ticket", PILOT_PLAN_MIGRATION_TICKET),
    NULL, PILOT_PLAN_DATA_GATHERED },
  { "SELECT id FROM step WHERE key = '" PILOT_PLAN_DATA_GATHERED "' AND state = 'done' AND deleted = 0 AND updated_at <= ?1"
    " AND NOT " DONE (PILOT_PLAN_INTERNAL_REQUEST),
    NULL, PILOT_PLAN_INTERNAL_REQUEST },
  { "SELECT id FROM run WHERE deleted = 0 AND state = 'requested' AND updated_at <= ?1 ORDER BY row", "accept-run", NULL },
  { "SELECT id FROM run WHERE deleted = 0 AND updated_at <= ?1 AND (state = 'scheduled' OR (state = 'accepted'"
    " AND kind IN ('sandbox_practice', 'full_test'))) ORDER BY row",
    "start-run", NULL },
  { "SELECT id FROM run WHERE deleted = 0 AND retry_asked_by IS NOT NULL AND updated_at <= ?1 ORDER BY row", "retry-run", NULL },
  { "SELECT id FROM run WHERE deleted = 0 AND state IN ('completed_with_skipped', 'failed') AND approved_by IS NULL"
    " AND n_expected < " LARGE " AND " LAST_MENDED " > finished_at AND " LAST_MENDED " <= ?1 - " MENDING_USEC " ORDER BY row",
    "retry-run", NULL },
};

/* (transfer full) (nullable): what the duty is about. */
static gboolean
look (PilotPortalDb *db, const char *sql, gint64 before, char **id, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (pilot_portal_db_get_database (db), sql, error);
  gboolean found;

  *id = NULL;
  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, before);
  if (!pilot_statement_step (statement, &found, error))
    return FALSE;
  if (found)
    *id = pilot_statement_dup_text (statement, 0);
  pilot_statement_reset (statement);
  return TRUE;
}

static gboolean
carry_out (const PilotCommandGiver *giver, guint duty, const char *id, GError **error)
{
  if (duties[duty].command == NULL)
    return pilot_demo_desk_write_step (giver->db, giver->actor, duties[duty].step, NULL, NULL, error);
  if (duty == 0)
    return pilot_command_giver_give (giver, NULL, error, duties[duty].command, NULL);
  return pilot_command_giver_give (giver, NULL, error, duties[duty].command, "run_id", id, NULL);
}

gboolean
pilot_demo_duty_do (PilotPortalDb *db, gint64 delay_usec, gint64 *revision, GError **error)
{
  gint64 before = pilot_portal_db_get_now (db) - delay_usec;

  *revision = 0;
  for (guint i = 0; i < G_N_ELEMENTS (duties) && *revision == 0; i++)
    {
      g_autoptr (GError) cause = NULL;
      g_autofree char *id = NULL;
      g_autofree char *operator_id = NULL;

      if (!look (db, duties[i].sql, before, &id, error))
        return FALSE;
      if (id == NULL)
        continue;
      operator_id = pilot_demo_desk_find_member (db, "operator", error);
      if (operator_id == NULL)
        return FALSE;
      if (carry_out (&(PilotCommandGiver) { db, operator_id, TRUE }, i, id, &cause))
        *revision = pilot_portal_db_get_revision (db, NULL);
      else if (!g_error_matches (cause, PILOT_ERROR, PILOT_ERROR_REJECTED))
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return FALSE;
        }
    }
  return TRUE;
}
