/* pilot-step-row.h: a step of the plan in a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-plan-row.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotStepRow: state, title, who does it, what blocks it, evidence. Activating it opens the step; its owner listens. */
#define PILOT_TYPE_STEP_ROW (pilot_step_row_get_type ())
G_DECLARE_FINAL_TYPE (PilotStepRow, pilot_step_row, PILOT, STEP_ROW, AdwActionRow)

GtkWidget *pilot_step_row_new (const PilotPlanStep *step);
const PilotPlanStep *pilot_step_row_get_step (PilotStepRow *self);

/** pilot_step_row_set: shows where the step stands; one that isn't in this environment hides itself. */
void pilot_step_row_set (PilotStepRow *self, PilotPlanRow *row);

/** pilot_step_row_set_brief: below its own heading a step is named already: the row's title is its state. */
void pilot_step_row_set_brief (PilotStepRow *self, gboolean brief);

G_END_DECLS
