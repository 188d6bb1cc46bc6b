/* pilot-hold.c: which changes of the old portal's records a migration run holds up
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-hold.h"

#include <glib/gi18n-lib.h>

#include "pilot-downtime.h"
#include "pilot-entities.h"
#include "pilot-run-rules.h"
#include "pilot-scope.h"

/* The kinds that a run moves, and what hangs on whom. 0: has none. */
static const struct
{
  PilotEntity entity;
  guint dataset;
  guint run_id;
  guint status;
  guint agency;
} moved[] = {
  { PILOT_ENTITY_AGENCY, PILOT_AGENCY_DATASET, PILOT_AGENCY_RUN_ID, 0, 0 },
  { PILOT_ENTITY_RECRUITER, PILOT_RECRUITER_DATASET, PILOT_RECRUITER_RUN_ID, 0, PILOT_RECRUITER_AGENCY_ID },
  { PILOT_ENTITY_JOB, PILOT_JOB_DATASET, PILOT_JOB_RUN_ID, PILOT_JOB_STATUS, 0 },
  { PILOT_ENTITY_ASSIGNMENT, 0, PILOT_ASSIGNMENT_RUN_ID, PILOT_ASSIGNMENT_STATUS, 0 },
  { PILOT_ENTITY_CANDIDATE, PILOT_CANDIDATE_DATASET, PILOT_CANDIDATE_RUN_ID, PILOT_CANDIDATE_STATUS, PILOT_CANDIDATE_AGENCY_ID },
};

static int
find_kind (PilotEntity entity)
{
  for (guint i = 0; i < G_N_ELEMENTS (moved); i++)
    if (moved[i].entity == entity)
      return (int) i;
  return -1;
}

static const char *
get_text (const PilotRecord *record, guint field)
{
  return record != NULL && field != 0 ? pilot_record_get_text (record, field) : NULL;
}

static gboolean
may_go_by_status (const PilotRecord *run, int kind, const PilotRecord *record)
{
  const char *status = get_text (record, moved[kind].status);
  PilotScopeOptions options;

  if (moved[kind].status == 0 || status == NULL)
    return moved[kind].status == 0;
  pilot_scope_options_from_record (&options, run);
  return pilot_scope_judge (&options, moved[kind].entity, status) != PILOT_SCOPE_OUT;
}

/* Who has a choice of his own in any run is taken for chosen. */
static gboolean
may_go (const PilotRecord *run, int kind, const PilotRecord *record, PilotHoldChosenFunc func, gpointer user_data)
{
  const char *agency = moved[kind].entity == PILOT_ENTITY_AGENCY ? pilot_record_get_id (record) : get_text (record, moved[kind].agency);

  return may_go_by_status (run, kind, record)
         && (g_strcmp0 (pilot_record_get_text (run, PILOT_RUN_CHOICE), "chosen") != 0 || agency == NULL || func (agency, user_data));
}

gboolean
pilot_hold_concerns (PilotEntity entity)
{
  return find_kind (entity) >= 0;
}

gboolean
pilot_hold_run_holds (const PilotRecord *run, const GDate *today)
{
  PilotRunState state = pilot_run_get_state (run);
  GDate day;

  return state == PILOT_RUN_RUNNING
         || (state == PILOT_RUN_SCHEDULED && pilot_downtime_parse_date (pilot_record_get_text (run, PILOT_RUN_SCHEDULED_ON), &day)
             && g_date_compare (&day, today) == 0);
}

PilotHold
pilot_hold_judge (const PilotRecord *run, const PilotRecord *before, const PilotRecord *after, PilotHoldChosenFunc func, gpointer user_data)
{
  int kind = find_kind (pilot_record_get_entity (before != NULL ? before : after));
  g_autoptr (PilotRecord) whole = NULL;

  if (kind < 0)
    return PILOT_HOLD_NONE;
  whole = pilot_record_copy (before != NULL ? before : after);
  if (before != NULL && after != NULL)
    pilot_record_merge (whole, after);
  if (moved[kind].dataset != 0 && g_strcmp0 (get_text (before != NULL ? before : whole, moved[kind].dataset), "legacy") != 0)
    return PILOT_HOLD_NONE;
  if (get_text (before, moved[kind].run_id) != NULL)
    return PILOT_HOLD_MOVED;
  if (run == NULL)
    return PILOT_HOLD_NONE;
  /* As it was or as it would be: either is enough. */
  if ((before != NULL && may_go (run, kind, before, func, user_data)) || (after != NULL && may_go (run, kind, whole, func, user_data)))
    return PILOT_HOLD_RUN;
  return PILOT_HOLD_NONE;
}

char *
pilot_hold_dup_reason (const PilotRecord *run)
{
  g_autofree char *name = pilot_record_dup_title (run);

  if (pilot_run_get_state (run) == PILOT_RUN_RUNNING)
    /* Translators: %s is the name of a migration run */
    return g_strdup_printf (_("The migration run “%s” is moving the old portal’s records. This change is kept here, and sent when the run has ended."),
                            name);
  /* Translators: %s is the name of a migration run */
  return g_strdup_printf (_("Today is the downtime of the migration run “%s”. This change is kept here, and sent when the run has ended."), name);
}
