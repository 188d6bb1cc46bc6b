/* pilot-demo-stage.h: puts the demo company further into its migration
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-portal-db.h"

G_BEGIN_DECLS

/**
 * PilotDemoStage: where the demo company stands.
 * @PILOT_DEMO_BEFORE_PHASE_A: as it is made
 * @PILOT_DEMO_AFTER_PHASE_A: the old portal is closed, the new one active, the mapping decided
 * @PILOT_DEMO_SCHEDULED: a pilot was moved; the production run is accepted, and its Friday chosen
 * @PILOT_DEMO_MIGRATED: it was executed, and what it left behind approved
 */
typedef enum {
  PILOT_DEMO_BEFORE_PHASE_A,
  PILOT_DEMO_AFTER_PHASE_A,
  PILOT_DEMO_SCHEDULED,
  PILOT_DEMO_MIGRATED,
} PilotDemoStage;

/** pilot_demo_stage_from_name: %FALSE if @name is none: "before-phase-a", "after-phase-a", "scheduled", "migrated". */
gboolean pilot_demo_stage_from_name (const char *name, PilotDemoStage *stage);

/**
 * pilot_demo_stage_reach:
 *
 * Of a demo company that was just made. Its people do what the window would let them do: every step is the same command,
 * judged by the same rules, with its audit event; nothing that is the portal's to say is written past them.
 */
gboolean pilot_demo_stage_reach (PilotPortalDb *db, PilotDemoStage stage, GError **error);

G_END_DECLS
