/* pilot-portal-member.c: who may be a member, and that one admin stays
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-portal-member.h"

#include <glib/gi18n-lib.h>

#include "pilot-entities.h"
#include "pilot-role.h"
#include "pilot-statement.h"

static gboolean
has_role (const PilotValue *values, PilotRole role)
{
  return values[PILOT_MEMBER_ROLE].kind == PILOT_VALUE_TEXT && strcmp (values[PILOT_MEMBER_ROLE].text, pilot_role_to_name (role)) == 0;
}

static gboolean
is_acting_admin (const PilotValue *values)
{
  return has_role (values, PILOT_ROLE_ADMIN) && values[PILOT_MEMBER_ACTIVE].kind == PILOT_VALUE_INTEGER &&
         values[PILOT_MEMBER_ACTIVE].integer != 0;
}

static gboolean
is_last_admin (PilotPortalDb *db, const char *id, gboolean *last, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (
    pilot_portal_db_get_database (db), "SELECT 1 FROM member WHERE role = 'admin' AND active = 1 AND deleted = 0 AND id <> ?", error);
  gboolean other;

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, id);
  if (!pilot_statement_step (statement, &other, error))
    return FALSE;
  pilot_statement_reset (statement);
  *last = !other;
  return TRUE;
}

gboolean
pilot_portal_member_judge (PilotPortalDb *db, const PilotPortalRow *before, const PilotValue *merged, int *field, char **message,
                           GError **error)
{
  gboolean last;

  *message = NULL;
  *field = -1;
  if (merged != NULL && has_role (merged, PILOT_ROLE_RECRUITER) && (before == NULL || !has_role (before->values, PILOT_ROLE_RECRUITER)))
    {
      *field = PILOT_MEMBER_ROLE;
      *message = g_strdup (_("An agency’s user is a recruiter, not a member of the company."));
      return TRUE;
    }
  if (before == NULL || !is_acting_admin (before->values) || (merged != NULL && is_acting_admin (merged)))
    return TRUE;
  if (!is_last_admin (db, before->values[PILOT_FIELD_ID].text, &last, error))
    return FALSE;
  if (!last)
    return TRUE;
  if (merged != NULL)
    *field = has_role (merged, PILOT_ROLE_ADMIN) ? PILOT_MEMBER_ACTIVE : PILOT_MEMBER_ROLE;
  *message = g_strdup (_("This is the company’s last admin. Make another one first."));
  return TRUE;
}
