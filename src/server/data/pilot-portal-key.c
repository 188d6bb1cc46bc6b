/* pilot-portal-key.c: a step is one of the plan's and a check's result one of a rule's, and there is one record of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-portal-key.h"

#include <glib/gi18n-lib.h>

#include "pilot-plan.h"
#include "pilot-preflight.h"
#include "pilot-statement.h"

/* Of which records there is one for each key. */
typedef struct
{
  PilotEntity entity;
  guint key;
  guint part_of;   /* a field beside it: one for each key of each of these; 0: none */
  const char *sql; /* another live one: key, id, and what it is part of */
  gboolean (*is_known) (const char *key);
  /* Translators: %s in each: the key */
  const char *unknown;
  const char *moved;
  const char *taken;
} Key;

static gboolean
is_step (const char *key)
{
  return pilot_plan_find_step (key) != NULL;
}

static gboolean
is_rule (const char *key)
{
  return pilot_preflight_find_rule (key) != NULL;
}

static const Key keys[] = {
  { PILOT_ENTITY_STEP, PILOT_STEP_KEY, 0, "SELECT 1 FROM step WHERE key = ? AND id <> ? AND deleted = 0", is_step,
    /* Translators: %s is a step's key, e.g. “a4-activate” */
    N_("The plan has no step “%s”."),
    N_("A record of a step stays of that step."),
    N_("There is a record of the step “%s” already: change that one.") },
  { PILOT_ENTITY_CHECK, PILOT_CHECK_RULE, PILOT_CHECK_RUN_ID,
    "SELECT 1 FROM \"check\" WHERE rule = ? AND id <> ? AND run_id IS ? AND deleted = 0", is_rule,
    /* Translators: %s is a check's key, e.g. “recruiter-email” */
    N_("There is no check “%s”."),
    N_("The result of a check stays of that check and that run."),
    N_("There is a result of the check “%s” already: change that one.") },
};

static gboolean
is_taken (PilotPortalDb *db, const Key *key, const PilotValue *merged, gboolean *taken, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (pilot_portal_db_get_database (db), key->sql, error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, merged[key->key].text);
  pilot_statement_bind_text (statement, 2, merged[PILOT_FIELD_ID].text);
  if (key->part_of != 0)
    pilot_statement_bind_value (statement, 3, &merged[key->part_of]);
  if (!pilot_statement_step (statement, taken, error))
    return FALSE;
  pilot_statement_reset (statement);
  return TRUE;
}

static gboolean
is_moved (const Key *key, const PilotPortalRow *before, const PilotValue *merged)
{
  return !pilot_value_equal (&before->values[key->key], &merged[key->key]) ||
         (key->part_of != 0 && !pilot_value_equal (&before->values[key->part_of], &merged[key->part_of]));
}

gboolean
pilot_portal_key_judge (PilotPortalDb *db, const PilotSchema *schema, const PilotPortalRow *before, const PilotValue *merged, guint *field,
                        char **message, GError **error)
{
  const Key *key = NULL;
  const char *text;
  gboolean taken;

  *message = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].entity == schema->entity)
      key = &keys[i];
  /* That it is missing is told with the other fields. */
  if (key == NULL || merged[key->key].kind != PILOT_VALUE_TEXT)
    return TRUE;
  *field = key->key;
  text = merged[key->key].text;
  if (before != NULL)
    *message = is_moved (key, before, merged) ? g_strdup (_(key->moved)) : NULL;
  else if (!key->is_known (text))
    *message = g_strdup_printf (_(key->unknown), text);
  else if (!is_taken (db, key, merged, &taken, error))
    return FALSE;
  else if (taken)
    *message = g_strdup_printf (_(key->taken), text);
  return TRUE;
}
