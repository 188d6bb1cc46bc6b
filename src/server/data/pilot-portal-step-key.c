/* pilot-portal-step-key.c: a step is one of the plan's, and there is one record of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-portal-step-key.h"

#include <glib/gi18n-lib.h>

#include "pilot-plan.h"
#include "pilot-statement.h"

static gboolean
is_taken (PilotPortalDb *db, const char *key, const char *id, gboolean *taken, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (pilot_portal_db_get_database (db),
                                                            "SELECT 1 FROM step WHERE key = ? AND id <> ? AND deleted = 0", error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, key);
  pilot_statement_bind_text (statement, 2, id);
  if (!pilot_statement_step (statement, taken, error))
    return FALSE;
  pilot_statement_reset (statement);
  return TRUE;
}

gboolean
pilot_portal_step_key_judge (PilotPortalDb *db, const PilotPortalRow *before, const PilotValue *merged, char **message, GError **error)
{
  const PilotValue *key = &merged[PILOT_STEP_KEY];
  gboolean taken;

  *message = NULL;
  /* That it is missing is told with the other fields. */
  if (key->kind != PILOT_VALUE_TEXT || (before != NULL && pilot_value_equal (&before->values[PILOT_STEP_KEY], key)))
    return TRUE;
  if (before != NULL)
    *message = g_strdup (_("A record of a step stays of that step."));
  else if (pilot_plan_find_step (key->text) == NULL)
    /* Translators: %s is a step's key, e.g. “a4-activate” */
    *message = g_strdup_printf (_("The plan has no step “%s”."), key->text);
  else if (!is_taken (db, key->text, merged[PILOT_FIELD_ID].text, &taken, error))
    return FALSE;
  else if (taken)
    *message = g_strdup_printf (_("There is a record of the step “%s” already: change that one."), key->text);
  return TRUE;
}
