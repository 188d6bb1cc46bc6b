/* pilot-check-row.h: a pre-flight check that opens: what is wrong, why it matters, how to mend it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-preflight-run.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PilotCheckRow:
 *
 * Shows a #PilotPreflightRow and follows it. Its buttons activate actions of the group "checks" with the rule's key: "show",
 * "save", "check", "switch-off", "switch-on".
 */
#define PILOT_TYPE_CHECK_ROW (pilot_check_row_get_type ())
G_DECLARE_FINAL_TYPE (PilotCheckRow, pilot_check_row, PILOT, CHECK_ROW, AdwExpanderRow)

GtkWidget *pilot_check_row_new (PilotPreflightRow *row);
PilotPreflightRow *pilot_check_row_get_row (PilotCheckRow *self);

/** pilot_check_row_update: @reason: (nullable): why checks can't be switched off or on now; %NULL: they can. Also brings the age up to date. */
void pilot_check_row_update (PilotCheckRow *self, const char *reason);

/** pilot_check_outcome_get_icon: an icon's name, and @style: (out) (optional): a CSS class that colours it. */
const char *pilot_check_outcome_get_icon (PilotPreflightOutcome outcome, const char **style);

/** pilot_check_outcome_get_label: for people, translated. */
const char *pilot_check_outcome_get_label (PilotPreflightOutcome outcome);

G_END_DECLS
