/* pilot-role.c: who may do what, as a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-role.h"

#include <string.h>

static const char *const role_names[PILOT_N_ROLES] = {
  [PILOT_ROLE_ADMIN] = "admin",       [PILOT_ROLE_TA_LEAD] = "ta_lead",     [PILOT_ROLE_AUDITOR] = "auditor",
  [PILOT_ROLE_OPERATOR] = "operator", [PILOT_ROLE_RECRUITER] = "recruiter",
};

#define R (1 << PILOT_ACTION_READ)
#define C (1 << PILOT_ACTION_CREATE)
#define U (1 << PILOT_ACTION_CHANGE)
#define D (1 << PILOT_ACTION_DELETE)
#define I (1 << PILOT_ACTION_IMPORT)
#define ALL (R | C | U | D | I)

/* Admins do, TA leads review candidates, auditors read, the operator carries out what was ordered, recruiters see
 * their own (which rows those are is the portal's to narrow). What is not here is denied. */
static const guint8 rights[PILOT_N_ENTITIES][PILOT_N_ROLES] = {
  /*                             admin  ta_lead  auditor  operator  recruiter */
  [PILOT_ENTITY_COMPANY] =     { R | U, R,       R,       R,        R },
  [PILOT_ENTITY_MEMBER] =      { ALL,   R,       R,       R,        0 },
  [PILOT_ENTITY_PROCESS] =     { ALL,   R,       R,       R,        0 },
  [PILOT_ENTITY_STAGE] =       { ALL,   R,       R,       R,        0 },
  [PILOT_ENTITY_AGENCY] =      { ALL,   R,       R,       R | U,    R },
  [PILOT_ENTITY_RECRUITER] =   { ALL,   R,       R,       R | U,    R },
  [PILOT_ENTITY_JOB] =         { ALL,   R,       R,       R,        R },
  [PILOT_ENTITY_ASSIGNMENT] =  { ALL,   R,       R,       R,        0 },
  [PILOT_ENTITY_SHARE] =       { ALL,   R,       R,       R,        R },
  [PILOT_ENTITY_CANDIDATE] =   { ALL,   R | U,   R,       R,        R },
  [PILOT_ENTITY_AUDIT_EVENT] = { R,     R,       R,       0,        0 },
  [PILOT_ENTITY_PROJECT] =     { R | U, R,       R,       R,        0 },
  [PILOT_ENTITY_SETTINGS] =    { R | U, R,       R,       R,        R },
  [PILOT_ENTITY_STEP] =        { ALL,   R,       R,       R | C | U, 0 },
  [PILOT_ENTITY_MAPPING] =     { ALL,   R,       R,       R,        0 },
  [PILOT_ENTITY_HANDOFF] =     { ALL,   R,       R,       R | U,    0 },
  [PILOT_ENTITY_RUN] =         { ALL,   R,       R,       R,        0 },
  [PILOT_ENTITY_SCOPE_CHOICE]= { ALL,   R,       R,       R,        0 },
  [PILOT_ENTITY_CHECK] =       { ALL,   R,       R,       R,        0 },
  [PILOT_ENTITY_RESULT] =      { R,     R,       R,       R,        0 },
};

gboolean
pilot_role_from_name (const char *name, PilotRole *role)
{
  for (guint i = 0; name != NULL && i < PILOT_N_ROLES; i++)
    if (strcmp (role_names[i], name) == 0)
      {
        *role = i;
        return TRUE;
      }
  return FALSE;
}

const char *
pilot_role_to_name (PilotRole role)
{
  g_return_val_if_fail (role < PILOT_N_ROLES, NULL);
  return role_names[role];
}

gboolean
pilot_role_may (PilotRole role, PilotAction action, PilotEntity entity)
{
  if (role >= PILOT_N_ROLES || action >= PILOT_N_ACTIONS || entity >= PILOT_N_ENTITIES)
    return FALSE;
  return (rights[entity][role] & (1 << action)) != 0;
}
