/* pilot-outbox-row.h: a change that waits, and what can be done with it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PILOT_TYPE_OUTBOX_ROW (pilot_outbox_row_get_type ())
G_DECLARE_FINAL_TYPE (PilotOutboxRow, pilot_outbox_row, PILOT, OUTBOX_ROW, AdwBin)

GtkWidget *pilot_outbox_row_new (PilotContext *context);

/** pilot_outbox_row_set_pending: shows @pending; %NULL: nothing. */
void pilot_outbox_row_set_pending (PilotOutboxRow *self, PilotPending *pending);

G_END_DECLS
