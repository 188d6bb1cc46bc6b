/* pilot-step-text.h: where a step of the plan stands, in words and pictures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-plan.h"
#include "pilot-workspace.h"

G_BEGIN_DECLS

/** PilotStandingLook: how a standing is shown; never by colour alone. */
typedef struct
{
  const char *icon;
  const char *label;     /* untranslated */
  const char *css_class; /* (nullable) */
} PilotStandingLook;

const PilotStandingLook *pilot_standing_get_look (PilotStepStanding standing);

/**
 * pilot_step_dup_state:
 * @standing: of the step
 * @reason: (nullable): why
 *
 * Returns: (transfer full): e.g. "Done by Ada on 3 May 2026", "Blocked: …", as one line for people
 */
char *pilot_step_dup_state (PilotWorkspace *workspace, const PilotPlanFacts *facts, const PilotPlanStep *step,
                            PilotStepStanding standing, const char *reason);

/** pilot_step_dup_evidence: (transfer full) (nullable): number, note, file, due day, as one line for people; %NULL: there is none. */
char *pilot_step_dup_evidence (const PilotPlanFacts *facts, const PilotPlanStep *step);

/** pilot_step_find_record: (transfer none) (nullable): what was noted of the step. */
const PilotRecord *pilot_step_find_record (const PilotPlanFacts *facts, const PilotPlanStep *step);

G_END_DECLS
