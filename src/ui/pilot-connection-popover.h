/* pilot-connection-popover.h: switches between connections
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** PilotConnectionPopover: the remembered connections, and what can be done with the open one. */
#define PILOT_TYPE_CONNECTION_POPOVER (pilot_connection_popover_get_type ())
G_DECLARE_FINAL_TYPE (PilotConnectionPopover, pilot_connection_popover, PILOT, CONNECTION_POPOVER, GtkPopover)

GtkWidget *pilot_connection_popover_new (PilotContext *context);

G_END_DECLS
