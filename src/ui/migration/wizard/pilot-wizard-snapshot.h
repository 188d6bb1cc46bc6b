/* pilot-wizard-snapshot.h: makes and records the legacy snapshot
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotWizardSnapshot: what the last snapshot holds, and buttons to make another, with or without files. */
#define PILOT_TYPE_WIZARD_SNAPSHOT (pilot_wizard_snapshot_get_type ())
G_DECLARE_FINAL_TYPE (PilotWizardSnapshot, pilot_wizard_snapshot, PILOT, WIZARD_SNAPSHOT, AdwPreferencesGroup)

AdwPreferencesGroup *pilot_wizard_snapshot_new (PilotContext *context);

/** pilot_wizard_snapshot_make: @folder: (nullable): as if a button were pressed, and this folder chosen. */
void pilot_wizard_snapshot_make (PilotWizardSnapshot *self, GFile *folder);

/** pilot_wizard_snapshot_get_message: (nullable): what it says of the last attempt. */
const char *pilot_wizard_snapshot_get_message (PilotWizardSnapshot *self);

G_END_DECLS
