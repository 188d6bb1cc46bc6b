/* pilot-seed-stage.h: how far a demo company has come when it is made
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PilotSeedStage: where the migration of a demo company stands.
 * @PILOT_SEED_BEFORE_PHASE_A: as it is made
 * @PILOT_SEED_AFTER_PHASE_A: the old portal is closed, the new one active, the mapping decided
 * @PILOT_SEED_SCHEDULED: a pilot was moved; the production run is accepted, and its Friday chosen
 * @PILOT_SEED_MIGRATED: it was executed, and what it left behind approved
 */
typedef enum {
  PILOT_SEED_BEFORE_PHASE_A,
  PILOT_SEED_AFTER_PHASE_A,
  PILOT_SEED_SCHEDULED,
  PILOT_SEED_MIGRATED,
} PilotSeedStage;

/**
 * pilot_seed_stage_from_name:
 * @name: "before-phase-a", "after-phase-a", "scheduled" or "migrated", as the option --seed-stage of both programs
 * @stage: (out): set on success
 * @error: PILOT_ERROR_INVALID: there is no such stage; says which there are
 */
gboolean pilot_seed_stage_from_name (const char *name, PilotSeedStage *stage, GError **error);

G_END_DECLS
