/* pilot-handoff-made-files.h: the files that Pilotage itself adds to a hand-off
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-catalog.h"
#include "pilot-handoff-facts.h"
#include "pilot-handoff-file.h"
#include "pilot-workspace.h"

G_BEGIN_DECLS

/**
 * pilot_handoff_made_files:
 * @catalog: (nullable): of @language; %NULL: English
 * @hint: (inout) (nullable content) (transfer full): for people: why a file is not with it, where it can't be
 *
 * The stage mapping, the users to be grouped, the calendar, the run's list of expected records. Blocks; for a worker.
 * Returns: (transfer full) (nullable) (element-type PilotHandoffFile)
 */
GPtrArray *pilot_handoff_made_files (PilotWorkspace *workspace, const char *kind, const PilotHandoffFacts *facts, PilotCatalog *catalog,
                                     const char *language, char **hint, GCancellable *cancellable, GError **error);

G_END_DECLS
