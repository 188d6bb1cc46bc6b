/* pilot-step-target.h: the screen on which a step of the plan is done
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"
#include "pilot-plan.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** pilot_step_target_get_label: (nullable): what the button says, untranslated, with a mnemonic; %NULL: the step is done in its own dialog. */
const char *pilot_step_target_get_label (const PilotPlanStep *step);

/** pilot_step_target_is_handoff: whether something is written there: who may only read has nothing to do on it. */
gboolean pilot_step_target_is_handoff (const PilotPlanStep *step);

/** pilot_step_target_is_wizard: whether that screen is a page of the wizard. */
gboolean pilot_step_target_is_wizard (const PilotPlanStep *step);

/**
 * pilot_step_target_open:
 * @parent: a widget of the window, or of the dialog, that asked
 *
 * Opens the screen that does the step; where there is none, the step's dialog. From a dialog that shows a page of the window
 * the dialog is closed.
 */
void pilot_step_target_open (PilotContext *context, GtkWidget *parent, const PilotPlanStep *step);

G_END_DECLS
