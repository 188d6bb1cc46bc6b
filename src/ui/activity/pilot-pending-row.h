/* pilot-pending-row.h: a change that waits, and what can be done with it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PILOT_TYPE_PENDING_ROW (pilot_pending_row_get_type ())
G_DECLARE_FINAL_TYPE (PilotPendingRow, pilot_pending_row, PILOT, PENDING_ROW, AdwBin)

GtkWidget *pilot_pending_row_new (PilotContext *context);

/** pilot_pending_row_set_pending: shows @pending; %NULL: nothing. */
void pilot_pending_row_set_pending (PilotPendingRow *self, PilotPending *pending);

G_END_DECLS
