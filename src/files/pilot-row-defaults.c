/* pilot-row-defaults.c: what a new record has where a file says nothing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-row-defaults.h"

#include "pilot-entities.h"

/* An agency in a register is in use until somebody says otherwise; a job of which nothing is said is shown to nobody. */
static const struct
{
  PilotEntity entity;
  guint field;
  const char *value;
} defaults[] = {
  { PILOT_ENTITY_AGENCY, PILOT_AGENCY_STATUS, "active" },
  { PILOT_ENTITY_AGENCY, PILOT_AGENCY_CONTRACT_STATE, "none" },
  { PILOT_ENTITY_RECRUITER, PILOT_RECRUITER_STATUS, "active" },
  { PILOT_ENTITY_JOB, PILOT_JOB_STATUS, "CREATED" },
  { PILOT_ENTITY_JOB, PILOT_JOB_POSTING_STATUS, "NOT_PUBLISHED" },
  { PILOT_ENTITY_CANDIDATE, PILOT_CANDIDATE_STATUS, "NEW" },
};

const char *
pilot_row_default (const PilotSchema *schema, guint field)
{
  for (guint i = 0; i < G_N_ELEMENTS (defaults); i++)
    if (defaults[i].entity == schema->entity && defaults[i].field == field)
      return defaults[i].value;
  return NULL;
}
