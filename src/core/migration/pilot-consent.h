/* pilot-consent.h: the second admin's consent to the gate of no return
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-record.h"

G_BEGIN_DECLS

/*
 * A policy of the project demands the consent from everybody. From whoever switched the policy off before the gate it is
 * demanded all the same: a policy that whoever it binds can take back alone binds nobody. Another admin who takes the step
 * is the second person. The portal keeps who switched it off; client and portal ask the same rules. Pure; any thread.
 */

/** pilot_consent_is_asked_for: @project: (nullable): whether a consent has a place in the plan: it is demanded from somebody, or was given to one. */
gboolean pilot_consent_is_asked_for (const PilotRecord *project);

/** pilot_consent_is_demanded_of: whether @member_id (nullable: nobody is known) can't take the step without another's consent. */
gboolean pilot_consent_is_demanded_of (const PilotRecord *project, const char *member_id);

/**
 * pilot_consent_explain_refusal:
 * @member_id: (nullable): who wants to take the step
 *
 * Only whether the consent that was given is another's: that none was given yet is told by pilot_plan_judge_gate().
 *
 * Returns: (transfer none) (nullable): a sentence, translated; %NULL: nothing stands against it
 */
const char *pilot_consent_explain_refusal (const PilotRecord *project, const char *member_id);

/**
 * PilotConsentChange: what a change of the project does to the policy.
 * @PILOT_CONSENT_SWITCHED_OFF: before the gate: who did is to be kept
 * @PILOT_CONSENT_SWITCHED_ON: it binds everybody again: who switched it off before need not be known any more
 */
typedef enum {
  PILOT_CONSENT_UNCHANGED,
  PILOT_CONSENT_SWITCHED_OFF,
  PILOT_CONSENT_SWITCHED_ON,
} PilotConsentChange;

/** pilot_consent_judge_change: @before, @after: PILOT_PROJECT_N_FIELDS each. */
PilotConsentChange pilot_consent_judge_change (const PilotValue *before, const PilotValue *after);

G_END_DECLS
