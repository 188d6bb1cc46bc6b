/* pilot-plan-words.h: what the countdown of a migration says, in sentences
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-migration.h"
#include "pilot-plan-line.h"

G_BEGIN_DECLS

/** pilot_plan_words_make_line: the time line of @migration as it stands; @countdown, @alarm: (out). %FALSE: nothing is known yet. */
gboolean pilot_plan_words_make_line (PilotMigration *migration, PilotPlanLine *line, PilotCountdown *countdown, PilotPlanAlarm *alarm);

/** pilot_plan_words_dup_alarm: (transfer full) (nullable): what to tell a person of it; %NULL: nothing. */
char *pilot_plan_words_dup_alarm (PilotPlanAlarm alarm, const PilotPlanLine *line, const PilotCountdown *countdown);

/** pilot_plan_words_dup_countdown: (transfer full) (nullable): how much time is left, where nothing is alarming; %NULL: nothing is counted. */
char *pilot_plan_words_dup_countdown (const PilotPlanLine *line, const PilotCountdown *countdown);

/**
 * pilot_plan_words_dup_sunset:
 *
 * How long the legacy portal is there. The document names one date only and says "whichever comes first": so no other is
 * promised [Migrating Data, "When Will the Legacy Portal Be Shut Down?"].
 *
 * Returns: (transfer full)
 */
char *pilot_plan_words_dup_sunset (const PilotCountdown *countdown);

/** pilot_plan_words_get_running: (transfer none) (nullable): the run that is executed just now, or whose day is today. */
const PilotRecord *pilot_plan_words_get_running (PilotMigration *migration);

/** pilot_plan_words_dup_running: (transfer full) (nullable): that the migration is executed just now, or that today is its day; %NULL: neither. */
char *pilot_plan_words_dup_running (PilotMigration *migration);

/** pilot_plan_words_dup_consent_off: (transfer full) (nullable): who switched the second admin's consent off, and that it still binds him; %NULL: nobody did. */
char *pilot_plan_words_dup_consent_off (PilotMigration *migration);

G_END_DECLS
