/* pilot-sync-button.h: how the cache stands to the other side, in the header
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotSyncButton: an icon and a short text; a popover with the details and Sync Now. Follows the workspace. */
#define PILOT_TYPE_SYNC_BUTTON (pilot_sync_button_get_type ())
G_DECLARE_FINAL_TYPE (PilotSyncButton, pilot_sync_button, PILOT, SYNC_BUTTON, AdwBin)

GtkWidget *pilot_sync_button_new (PilotContext *context);

/** pilot_sync_button_get_text: the short text. */
const char *pilot_sync_button_get_text (PilotSyncButton *self);

G_END_DECLS
