/* pilot-toast-room.h: what is said in passing hides no buttons
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * pilot_toast_room_keep:
 * @bar: a bar at the bottom of what a toast overlay holds
 *
 * While it is seen, the overlay's toasts are above it.
 */
void pilot_toast_room_keep (GtkActionBar *bar);

G_END_DECLS
