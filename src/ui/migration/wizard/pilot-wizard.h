/* pilot-wizard.h: phase A step by step
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PilotWizard:
 *
 * A window over the main one with a page for each part of phase A. Nothing in it waits to be saved: it can be left at any
 * moment, and what others do shows in it while it is open.
 */
#define PILOT_TYPE_WIZARD (pilot_wizard_get_type ())
G_DECLARE_FINAL_TYPE (PilotWizard, pilot_wizard, PILOT, WIZARD, AdwWindow)

/**
 * pilot_wizard_present:
 * @parent: a widget of the window that it lies over
 * @key: (nullable): a step of phase A; %NULL: where the work goes on
 *
 * Returns: (transfer none): the one that is open now
 */
PilotWizard *pilot_wizard_present (PilotContext *context, GtkWidget *parent, const char *key);

/** pilot_wizard_show_step: turns to the page of the step @key (nullable, as above). */
void pilot_wizard_show_step (PilotWizard *self, const char *key);

/** pilot_wizard_get_page: the name of the page shown, e.g. "decide". */
const char *pilot_wizard_get_page (PilotWizard *self);

G_END_DECLS
