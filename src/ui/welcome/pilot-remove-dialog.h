/* pilot-remove-dialog.h: wipes what a connection keeps on this computer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PilotRemoveDialog:
 *
 * Asks before the cache and the sign-in of the open connection are wiped. Unsent work is only thrown away after its
 * connection's name was typed.
 */
#define PILOT_TYPE_REMOVE_DIALOG (pilot_remove_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PilotRemoveDialog, pilot_remove_dialog, PILOT, REMOVE_DIALOG, AdwMessageDialog)

GtkWidget *pilot_remove_dialog_new (PilotContext *context);

G_END_DECLS
