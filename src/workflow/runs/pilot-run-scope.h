/* pilot-run-scope.h: what a run takes along, kept up to date while the choice changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-run-counts.h"
#include "pilot-scope.h"

G_BEGIN_DECLS

/**
 * PilotRunScope:
 *
 * Counts on a worker, a moment after the run or the data changed; a count that is out of date is cancelled. Main thread.
 *
 * Properties (read-only): "counts" (#PilotRunCounts, nullable: none yet), "loading" (boolean: the counts are of what was
 * before). Signal "failed" (GError *).
 */
#define PILOT_TYPE_RUN_SCOPE (pilot_run_scope_get_type ())
G_DECLARE_FINAL_TYPE (PilotRunScope, pilot_run_scope, PILOT, RUN_SCOPE, GObject)

PilotRunScope *pilot_run_scope_new (PilotWorkspace *workspace);

/** pilot_run_scope_set_run: (nullable): counts for @run, saved or not; its decisions are read from it, its choices from the cache. */
void pilot_run_scope_set_run (PilotRunScope *self, const PilotRecord *run);

/** pilot_run_scope_get_counts: (transfer none) (nullable): the newest; valid until "counts" is notified. */
const PilotRunCounts *pilot_run_scope_get_counts (PilotRunScope *self);
gboolean pilot_run_scope_get_loading (PilotRunScope *self);

G_END_DECLS
