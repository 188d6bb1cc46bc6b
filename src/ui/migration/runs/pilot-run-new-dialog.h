/* pilot-run-new-dialog.h: begins a migration run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotRunNewDialog: name and kind; a kind that can't be says why. Signal "created" (string id): the draft is saved. */
#define PILOT_TYPE_RUN_NEW_DIALOG (pilot_run_new_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PilotRunNewDialog, pilot_run_new_dialog, PILOT, RUN_NEW_DIALOG, AdwWindow)

GtkWidget *pilot_run_new_dialog_new (PilotContext *context);

/** pilot_run_new_dialog_choose: as a person does; @name: (nullable): what is proposed. */
void pilot_run_new_dialog_choose (PilotRunNewDialog *self, const char *kind, const char *name);

/** pilot_run_new_dialog_create: as the button does. */
void pilot_run_new_dialog_create (PilotRunNewDialog *self);

G_END_DECLS
