/* pilot-demo-stage.h: puts the demo company further into its migration
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-portal-db.h"
#include "pilot-seed-stage.h"

G_BEGIN_DECLS

/**
 * pilot_demo_stage_reach:
 *
 * Of a demo company that was just made. Its people do what the window would let them do: every step is the same command,
 * judged by the same rules, with its audit event; nothing that is the portal's to say is written past them.
 */
gboolean pilot_demo_stage_reach (PilotPortalDb *db, PilotSeedStage stage, GError **error);

G_END_DECLS
