/* pilot-portal-signature.c: who did what, as the portal itself writes it into a record
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-portal-signature.h"

#include <string.h>

#include "pilot-consent.h"

static const PilotValue nothing = { .kind = PILOT_VALUE_NULL };

static PilotValue
make_text (const char *text)
{
  return (PilotValue) { .kind = PILOT_VALUE_TEXT, .text = text, .length_bytes = strlen (text) };
}

static void
note_change (const PilotPortalRow *before, const PilotValue *merged, guint field, guint64 *changed)
{
  *changed &= ~(1ull << field);
  if (!pilot_value_equal (before != NULL ? &before->values[field] : &nothing, &merged[field]))
    *changed |= 1ull << field;
}

static void
sign_step (const char *actor, gint64 now, const PilotPortalRow *before, PilotValue *merged, guint64 *changed)
{
  const guint64 signature = 1ull << PILOT_STEP_STATE | 1ull << PILOT_STEP_DONE_AT | 1ull << PILOT_STEP_DONE_BY;
  gboolean done = merged[PILOT_STEP_STATE].kind == PILOT_VALUE_TEXT && strcmp (merged[PILOT_STEP_STATE].text, "done") == 0;
  PilotValue *at = &merged[PILOT_STEP_DONE_AT];

  if ((*changed & signature) == 0)
    return;
  merged[PILOT_STEP_DONE_BY] = done ? make_text (actor) : nothing;
  if (!done)
    *at = nothing;
  else if (at->kind == PILOT_VALUE_NULL || (at->kind == PILOT_VALUE_INTEGER && at->integer > now))
    *at = (PilotValue) { .kind = PILOT_VALUE_INTEGER, .integer = now };
  note_change (before, merged, PILOT_STEP_DONE_AT, changed);
  note_change (before, merged, PILOT_STEP_DONE_BY, changed);
}

static void
sign_policy (const char *actor, gint64 now, const PilotPortalRow *before, PilotValue *merged, guint64 *changed)
{
  switch (pilot_consent_judge_change (before->values, merged))
    {
    case PILOT_CONSENT_SWITCHED_OFF:
      merged[PILOT_PROJECT_CONSENT_OFF_BY] = make_text (actor);
      merged[PILOT_PROJECT_CONSENT_OFF_AT] = (PilotValue) { .kind = PILOT_VALUE_INTEGER, .integer = now };
      break;
    case PILOT_CONSENT_SWITCHED_ON:
      merged[PILOT_PROJECT_CONSENT_OFF_BY] = nothing;
      merged[PILOT_PROJECT_CONSENT_OFF_AT] = nothing;
      break;
    case PILOT_CONSENT_UNCHANGED:
    default:
      return;
    }
  note_change (before, merged, PILOT_PROJECT_CONSENT_OFF_BY, changed);
  note_change (before, merged, PILOT_PROJECT_CONSENT_OFF_AT, changed);
}

void
pilot_portal_signature_add (const PilotSchema *schema, const char *actor, gint64 at, const PilotPortalRow *before,
                            PilotValue *merged, guint64 *changed)
{
  if (schema->entity == PILOT_ENTITY_STEP)
    sign_step (actor, at, before, merged, changed);
  else if (schema->entity == PILOT_ENTITY_PROJECT && before != NULL)
    sign_policy (actor, at, before, merged, changed);
}
