/* pilot-plan-done.c: when the steps of a migration were done, and by whom
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-plan.h"

#include <string.h>

/* Which record says when and by whom; PILOT_FIELD_ID: nobody is named. */
static const struct
{
  const char *key;
  PilotEntity entity; /* project, settings or run */
  guint at_field;
  guint by_field;
} sources[] = {
  { PILOT_PLAN_SUBSCRIPTION, PILOT_ENTITY_PROJECT, PILOT_PROJECT_SUBSCRIBED_AT, PILOT_FIELD_ID },
  { PILOT_PLAN_SNAPSHOT, PILOT_ENTITY_PROJECT, PILOT_PROJECT_SNAPSHOT_AT, PILOT_PROJECT_SNAPSHOT_BY },
  { PILOT_PLAN_CONSENT, PILOT_ENTITY_PROJECT, PILOT_PROJECT_CONSENT_AT, PILOT_PROJECT_CONSENT_BY },
  { PILOT_PLAN_GATE, PILOT_ENTITY_PROJECT, PILOT_PROJECT_GATE_AT, PILOT_PROJECT_GATE_BY },
  { PILOT_PLAN_ACTIVATE, PILOT_ENTITY_PROJECT, PILOT_PROJECT_ACTIVATED_AT, PILOT_PROJECT_ACTIVATED_BY },
  { PILOT_PLAN_VISIT_JOB, PILOT_ENTITY_PROJECT, PILOT_PROJECT_VISITED_AT, PILOT_FIELD_ID },
  { PILOT_PLAN_SETTINGS, PILOT_ENTITY_SETTINGS, PILOT_SETTINGS_REVIEWED_AT, PILOT_FIELD_ID },
  { PILOT_PLAN_REQUEST_RUN, PILOT_ENTITY_RUN, PILOT_RUN_REQUESTED_AT, PILOT_RUN_REQUESTED_BY },
  { PILOT_PLAN_EXECUTED, PILOT_ENTITY_RUN, PILOT_RUN_FINISHED_AT, PILOT_FIELD_ID },
  { PILOT_PLAN_APPROVE, PILOT_ENTITY_RUN, PILOT_RUN_APPROVED_AT, PILOT_RUN_APPROVED_BY },
};

static PilotRecord *
find_source (const PilotPlanFacts *facts, PilotEntity entity)
{
  if (entity == PILOT_ENTITY_PROJECT)
    return facts->project;
  return entity == PILOT_ENTITY_SETTINGS ? facts->settings : pilot_plan_find_run (facts);
}

void
pilot_plan_find_done (const PilotPlanFacts *facts, const PilotPlanStep *step, gint64 *at_unix_usec, const char **by)
{
  PilotRecord *own = facts->steps != NULL ? g_hash_table_lookup (facts->steps, step->key) : NULL;
  PilotRecord *handoff = step->handoff != NULL ? pilot_plan_find_handoff (facts, step->handoff) : NULL;

  *at_unix_usec = 0;
  *by = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      PilotRecord *record = strcmp (sources[i].key, step->key) == 0 ? find_source (facts, sources[i].entity) : NULL;

      if (record == NULL || pilot_record_get_integer (record, sources[i].at_field) == 0)
        continue;
      *at_unix_usec = pilot_record_get_integer (record, sources[i].at_field);
      if (sources[i].by_field != PILOT_FIELD_ID)
        *by = pilot_record_get_text (record, sources[i].by_field);
      return;
    }
  if (own != NULL && pilot_record_get_integer (own, PILOT_STEP_DONE_AT) != 0)
    {
      *at_unix_usec = pilot_record_get_integer (own, PILOT_STEP_DONE_AT);
      *by = pilot_record_get_text (own, PILOT_STEP_DONE_BY);
    }
  else if (handoff != NULL && (step->flags & PILOT_STEP_BY_HANDOFF) != 0)
    *at_unix_usec = pilot_record_get_integer (handoff, PILOT_HANDOFF_CONFIRMED_AT);
}
