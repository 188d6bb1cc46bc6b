/* pilot-plan-row.h: a step of the plan as an item of a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-plan.h"

G_BEGIN_DECLS

/**
 * PilotPlanRow:
 *
 * A step of a migration as it stands. Immutable; main thread. When something of it changes, another row takes its place.
 */
#define PILOT_TYPE_PLAN_ROW (pilot_plan_row_get_type ())
G_DECLARE_FINAL_TYPE (PilotPlanRow, pilot_plan_row, PILOT, PLAN_ROW, GObject)

/**
 * pilot_plan_row_new:
 * @facts: judged here; not kept
 * @who: (nullable): the name of who did it; copied
 * @due: (nullable): the latest day that was counted back; the admin's own goes before it
 */
PilotPlanRow *pilot_plan_row_new (const PilotPlanFacts *facts, const PilotPlanStep *step, const char *who, const GDate *due);

/** pilot_plan_row_equal: whether a person would see a difference. */
gboolean pilot_plan_row_equal (PilotPlanRow *self, PilotPlanRow *other);

const PilotPlanStep *pilot_plan_row_get_step (PilotPlanRow *self);
PilotStepStanding pilot_plan_row_get_standing (PilotPlanRow *self);

/** pilot_plan_row_get_reason: (nullable): for people, translated: what blocks it, whom it waits for, or why it is too late. */
const char *pilot_plan_row_get_reason (PilotPlanRow *self);

/** pilot_plan_row_get_record: (nullable): what an admin noted: state, note, evidence, reference. Borrowed. */
PilotRecord *pilot_plan_row_get_record (PilotPlanRow *self);

/** pilot_plan_row_get_done_unix_usec: when it was done; 0: it is not, or nobody knows. */
gint64 pilot_plan_row_get_done_unix_usec (PilotPlanRow *self);

/** pilot_plan_row_get_who: (nullable): the name of who did it. */
const char *pilot_plan_row_get_who (PilotPlanRow *self);

/** pilot_plan_row_get_due: %FALSE: there is no latest day, or it is done; then @due is untouched. */
gboolean pilot_plan_row_get_due (PilotPlanRow *self, GDate *due);

/** pilot_plan_row_get_optional: it may be left out. */
gboolean pilot_plan_row_get_optional (PilotPlanRow *self);

/** pilot_plan_row_get_may_confirm: an admin can say now that it is done: see pilot_plan_may_confirm(). */
gboolean pilot_plan_row_get_may_confirm (PilotPlanRow *self);

G_END_DECLS
