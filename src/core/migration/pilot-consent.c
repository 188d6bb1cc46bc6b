/* pilot-consent.c: the second admin's consent to the gate of no return
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-consent.h"

#include <glib/gi18n-lib.h>

static gboolean
is_policy (const PilotRecord *project)
{
  return pilot_record_get_integer (project, PILOT_PROJECT_CONSENT_NEEDED) != 0;
}

gboolean
pilot_consent_is_asked_for (const PilotRecord *project)
{
  if (project == NULL)
    return FALSE;
  return is_policy (project) ||
         (pilot_record_get_text (project, PILOT_PROJECT_CONSENT_OFF_BY) != NULL &&
          (pilot_record_get_integer (project, PILOT_PROJECT_GATE_AT) == 0 || pilot_record_get_integer (project, PILOT_PROJECT_CONSENT_AT) != 0));
}

gboolean
pilot_consent_is_demanded_of (const PilotRecord *project, const char *member_id)
{
  if (project == NULL)
    return FALSE;
  return is_policy (project) || (member_id != NULL && g_strcmp0 (pilot_record_get_text (project, PILOT_PROJECT_CONSENT_OFF_BY), member_id) == 0);
}

const char *
pilot_consent_explain_refusal (const PilotRecord *project, const char *member_id)
{
  if (member_id == NULL || !pilot_consent_is_demanded_of (project, member_id) ||
      g_strcmp0 (pilot_record_get_text (project, PILOT_PROJECT_CONSENT_BY), member_id) != 0)
    return NULL;
  return _("Another admin must consent: the one who consented can’t be the one who takes the step.");
}

PilotConsentChange
pilot_consent_judge_change (const PilotValue *before, const PilotValue *after)
{
  gboolean was = before[PILOT_PROJECT_CONSENT_NEEDED].integer != 0;
  gboolean is = after[PILOT_PROJECT_CONSENT_NEEDED].integer != 0;

  if (was == is || before[PILOT_PROJECT_GATE_AT].integer != 0)
    return PILOT_CONSENT_UNCHANGED;
  return is ? PILOT_CONSENT_SWITCHED_ON : PILOT_CONSENT_SWITCHED_OFF;
}
