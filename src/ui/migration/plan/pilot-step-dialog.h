/* pilot-step-dialog.h: a step of the plan in a window of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-step-panel.h"

G_BEGIN_DECLS

/** PilotStepDialog: what is to be done, evidence, and a button that opens the screen for it. What was typed is saved when it closes. */
#define PILOT_TYPE_STEP_DIALOG (pilot_step_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PilotStepDialog, pilot_step_dialog, PILOT, STEP_DIALOG, AdwWindow)

/**
 * pilot_step_dialog_present:
 * @parent: a widget of the window that it lies over
 * @key: of a step of the plan
 */
PilotStepDialog *pilot_step_dialog_present (PilotContext *context, GtkWidget *parent, const char *key);

/** pilot_step_dialog_get_panel: the step itself. Borrowed. */
PilotStepPanel *pilot_step_dialog_get_panel (PilotStepDialog *self);

G_END_DECLS
