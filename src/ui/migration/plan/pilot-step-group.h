/* pilot-step-group.h: a step of the plan as a heading, with a row that tells where it stands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotStepGroup: title, explanation, state; what does the step is added below. Follows the migration; activating the row opens the step. */
#define PILOT_TYPE_STEP_GROUP (pilot_step_group_get_type ())
G_DECLARE_FINAL_TYPE (PilotStepGroup, pilot_step_group, PILOT, STEP_GROUP, AdwPreferencesGroup)

/** pilot_step_group_new: @key: of a step of the plan. */
AdwPreferencesGroup *pilot_step_group_new (PilotContext *context, const char *key);

/** pilot_step_group_add_step: another step's row below, which opens the screen that does it. */
void pilot_step_group_add_step (PilotStepGroup *self, const char *key);

G_END_DECLS
