/* pilot-plan-summary.h: the migration in two rows, for the overview
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotPlanSummary: the next step, and what the countdown says; both open the plan. Follows the workspace. */
#define PILOT_TYPE_PLAN_SUMMARY (pilot_plan_summary_get_type ())
G_DECLARE_FINAL_TYPE (PilotPlanSummary, pilot_plan_summary, PILOT, PLAN_SUMMARY, AdwPreferencesGroup)

GtkWidget *pilot_plan_summary_new (PilotContext *context);

/** pilot_plan_summary_dup_text: (transfer full): what it says, a line for each row that is shown. */
char *pilot_plan_summary_dup_text (PilotPlanSummary *self);

G_END_DECLS
