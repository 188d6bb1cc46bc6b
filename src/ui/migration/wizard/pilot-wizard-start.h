/* pilot-wizard-start.h: sandbox or production, and what differs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotWizardStart: the first page of the wizard. Follows the migration. */
#define PILOT_TYPE_WIZARD_START (pilot_wizard_start_get_type ())
G_DECLARE_FINAL_TYPE (PilotWizardStart, pilot_wizard_start, PILOT, WIZARD_START, AdwBin)

GtkWidget *pilot_wizard_start_new (PilotContext *context);

G_END_DECLS
