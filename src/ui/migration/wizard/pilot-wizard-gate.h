/* pilot-wizard-gate.h: what is missing before the gate of no return, and the way to it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotWizardGate: the sentences of pilot_plan_judge_gate(), and a button that opens the gate's dialog. Follows the migration. */
#define PILOT_TYPE_WIZARD_GATE (pilot_wizard_gate_get_type ())
G_DECLARE_FINAL_TYPE (PilotWizardGate, pilot_wizard_gate, PILOT, WIZARD_GATE, AdwPreferencesGroup)

AdwPreferencesGroup *pilot_wizard_gate_new (PilotContext *context);

G_END_DECLS
