/* pilot-legacy-kinds.c: the kinds of records of the legacy portal, in the cache
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-legacy-kinds.h"

/* The order of a snapshot's counts, which the portal compares with its own. */
static const PilotEntity kinds[] = {
  PILOT_ENTITY_AGENCY, PILOT_ENTITY_RECRUITER, PILOT_ENTITY_JOB, PILOT_ENTITY_ASSIGNMENT, PILOT_ENTITY_CANDIDATE,
};

const PilotEntity *
pilot_legacy_kinds_get (guint *n_kinds)
{
  *n_kinds = G_N_ELEMENTS (kinds);
  return kinds;
}

const char *
pilot_legacy_kinds_get_where (PilotEntity kind)
{
  return kind == PILOT_ENTITY_ASSIGNMENT ? NULL : "dataset='legacy'";
}
