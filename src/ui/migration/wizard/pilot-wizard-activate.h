/* pilot-wizard-activate.h: the Company ID that connects the environment to HirePort
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotWizardActivate: takes the Company ID, checks its form while it is typed, and has the portal verify it. */
#define PILOT_TYPE_WIZARD_ACTIVATE (pilot_wizard_activate_get_type ())
G_DECLARE_FINAL_TYPE (PilotWizardActivate, pilot_wizard_activate, PILOT, WIZARD_ACTIVATE, AdwPreferencesGroup)

AdwPreferencesGroup *pilot_wizard_activate_new (PilotContext *context);

/** pilot_wizard_activate_enter: as if @company_id were pasted and the button pressed. */
void pilot_wizard_activate_enter (PilotWizardActivate *self, const char *company_id);

/** pilot_wizard_activate_get_message: what it says of what was entered. */
const char *pilot_wizard_activate_get_message (PilotWizardActivate *self);

G_END_DECLS
