/* pilot-role.h: who may do what, as a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-schema.h"

G_BEGIN_DECLS

/**
 * PilotRole:
 * @PILOT_ROLE_ADMIN: a company admin
 * @PILOT_ROLE_TA_LEAD: reviews candidates
 * @PILOT_ROLE_AUDITOR: reads
 * @PILOT_ROLE_OPERATOR: the vendor's side
 * @PILOT_ROLE_RECRUITER: an agency's user
 */
typedef enum {
  PILOT_ROLE_ADMIN,
  PILOT_ROLE_TA_LEAD,
  PILOT_ROLE_AUDITOR,
  PILOT_ROLE_OPERATOR,
  PILOT_ROLE_RECRUITER,
  PILOT_N_ROLES
} PilotRole;

typedef enum {
  PILOT_ACTION_READ,
  PILOT_ACTION_CREATE,
  PILOT_ACTION_CHANGE,
  PILOT_ACTION_DELETE,
  PILOT_ACTION_IMPORT,
  PILOT_N_ACTIONS
} PilotAction;

/** pilot_role_from_name: FALSE if @name (nullable) is no role ("admin", "ta_lead", …). */
gboolean pilot_role_from_name (const char *name, PilotRole *role);
const char *pilot_role_to_name (PilotRole role);

/**
 * pilot_role_may:
 *
 * Default deny; the table is in pilot-role.c. A client asks it to say why something can't be done; the portal asks
 * it to refuse.
 */
gboolean pilot_role_may (PilotRole role, PilotAction action, PilotEntity entity);

G_END_DECLS
