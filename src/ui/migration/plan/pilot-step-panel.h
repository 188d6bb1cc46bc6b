/* pilot-step-panel.h: a step of the plan: what is to be done, where it stands, its evidence
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotStepPanel: shows a step, takes its evidence and what is said of its state. Follows the migration. */
#define PILOT_TYPE_STEP_PANEL (pilot_step_panel_get_type ())
G_DECLARE_FINAL_TYPE (PilotStepPanel, pilot_step_panel, PILOT, STEP_PANEL, AdwPreferencesGroup)

/** pilot_step_panel_new: @step: of the open workspace's migration. */
GtkWidget *pilot_step_panel_new (PilotContext *context, const PilotPlanStep *step);
const PilotPlanStep *pilot_step_panel_get_step (PilotStepPanel *self);

/** pilot_step_panel_save: saves what was typed, with @state (nullable: as it is). An error is told in the panel. */
void pilot_step_panel_save (PilotStepPanel *self, const char *state);

/** pilot_step_panel_leave: saves what was typed, if anything was; %FALSE, once: it can't be saved, and the panel says why. */
gboolean pilot_step_panel_leave (PilotStepPanel *self);

/** pilot_step_panel_attach: as if @file were chosen as evidence. */
void pilot_step_panel_attach (PilotStepPanel *self, GFile *file);

/** pilot_step_panel_type: types @text into a field: PILOT_STEP_NOTE, PILOT_STEP_REFERENCE, PILOT_STEP_DUE. */
void pilot_step_panel_type (PilotStepPanel *self, guint field, const char *text);

/** pilot_step_panel_get_message: (nullable): what stands against the last thing that was tried. */
const char *pilot_step_panel_get_message (PilotStepPanel *self);

G_END_DECLS
