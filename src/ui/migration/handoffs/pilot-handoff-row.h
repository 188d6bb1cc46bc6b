/* pilot-handoff-row.h: a hand-off, or all mails of a notice, as a line of the list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-handoff-groups.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PILOT_TYPE_HANDOFF_ROW (pilot_handoff_row_get_type ())
G_DECLARE_FINAL_TYPE (PilotHandoffRow, pilot_handoff_row, PILOT, HANDOFF_ROW, AdwActionRow)

/** pilot_handoff_row_new: @lead_id: of the hand-off whose line it is; empty until it shows its group. */
GtkWidget *pilot_handoff_row_new (const char *lead_id);
const char *pilot_handoff_row_get_lead_id (PilotHandoffRow *self);

/** pilot_handoff_row_show: @group: copied from. */
void pilot_handoff_row_show (PilotHandoffRow *self, const PilotHandoffGroup *group);

/** pilot_handoff_row_get_open_id: (nullable): the hand-off that is looked at first when the line is opened. */
const char *pilot_handoff_row_get_open_id (PilotHandoffRow *self);

G_END_DECLS
