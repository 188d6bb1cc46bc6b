/* pilot-missing-list.h: what is missing before the gate of no return, as rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * pilot_missing_list_fill:
 * @rows: (element-type GtkWidget): the rows of the last time; taken out of @group and replaced
 *
 * A row for each sentence of pilot_plan_judge_gate(), which opens the screen where it is done, or one that says that nothing
 * is missing.
 *
 * Returns: how many things are missing
 */
guint pilot_missing_list_fill (AdwPreferencesGroup *group, GPtrArray *rows, PilotContext *context);

G_END_DECLS
