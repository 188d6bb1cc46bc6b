/* pilot-wizard-mapping.h: in which stage each status lands, for every hiring process
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotWizardMapping: a row for each status that goes along, in each active process, and a button that fills in what is alike. Live. */
#define PILOT_TYPE_WIZARD_MAPPING (pilot_wizard_mapping_get_type ())
G_DECLARE_FINAL_TYPE (PilotWizardMapping, pilot_wizard_mapping, PILOT, WIZARD_MAPPING, AdwBin)

/** pilot_wizard_mapping_new: @key: the step that it does. */
GtkWidget *pilot_wizard_mapping_new (PilotContext *context, const char *key);

/** pilot_wizard_mapping_fill: the button: every line that is missing and has a stage of the same status. */
void pilot_wizard_mapping_fill (PilotWizardMapping *self);

/** pilot_wizard_mapping_count: how many lines there are; @n_decided: (out): how many have a stage. */
guint pilot_wizard_mapping_count (PilotWizardMapping *self, guint *n_decided);

G_END_DECLS
