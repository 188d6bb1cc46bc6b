/* pilot-portal-key.c: a step is one of the plan's and a check's result one of a rule's, and stays so
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-portal-key.h"

#include <glib/gi18n-lib.h>

#include "pilot-plan.h"
#include "pilot-preflight.h"

/* Which records are what their key says. That there is one of each is pilot-portal-unique.c's. */
typedef struct
{
  PilotEntity entity;
  guint key;
  guint part_of; /* a field beside it that stays too; 0: none */
  gboolean (*is_known) (const char *key);
  const char *unknown; /* %s: the key */
  const char *moved;
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
  { PILOT_ENTITY_STEP, PILOT_STEP_KEY, 0, is_step,
    /* Translators: %s is a step's key, e.g. “a4-activate” */
    N_("The plan has no step “%s”."),
    N_("A record of a step stays of that step.") },
  { PILOT_ENTITY_CHECK, PILOT_CHECK_RULE, PILOT_CHECK_RUN_ID, is_rule,
    /* Translators: %s is a check's key, e.g. “recruiter-email” */
    N_("There is no check “%s”."),
    N_("The result of a check stays of that check and that run.") },
};

static gboolean
is_moved (const Key *key, const PilotPortalRow *before, const PilotValue *merged)
{
  return !pilot_value_equal (&before->values[key->key], &merged[key->key]) ||
         (key->part_of != 0 && !pilot_value_equal (&before->values[key->part_of], &merged[key->part_of]));
}

char *
pilot_portal_key_judge (const PilotSchema *schema, const PilotPortalRow *before, const PilotValue *merged, int *field)
{
  const Key *key = NULL;
  const char *text;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].entity == schema->entity)
      key = &keys[i];
  /* That it is missing is told with the other fields. */
  if (key == NULL || merged[key->key].kind != PILOT_VALUE_TEXT)
    return NULL;
  *field = (int) key->key;
  text = merged[key->key].text;
  if (before != NULL)
    return is_moved (key, before, merged) ? g_strdup (_(key->moved)) : NULL;
  return key->is_known (text) ? NULL : g_strdup_printf (_(key->unknown), text);
}
