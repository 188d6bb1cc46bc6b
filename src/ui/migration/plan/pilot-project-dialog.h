/* pilot-project-dialog.h: dates, lead times and people of the migration
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-project-form.h"

G_BEGIN_DECLS

/** PilotProjectDialog: what the plan counts with, and who stands by. */
#define PILOT_TYPE_PROJECT_DIALOG (pilot_project_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PilotProjectDialog, pilot_project_dialog, PILOT, PROJECT_DIALOG, AdwWindow)

/** pilot_project_dialog_present: @parent: a widget of the window that it lies over. */
PilotProjectDialog *pilot_project_dialog_present (PilotContext *context, GtkWidget *parent);

/** pilot_project_dialog_get_form: its fields. Borrowed. */
PilotProjectForm *pilot_project_dialog_get_form (PilotProjectDialog *self);

G_END_DECLS
