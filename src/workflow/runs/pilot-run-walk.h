/* pilot-run-walk.h: what a run takes along, judged over the cache
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-scope-walk.h"
#include "pilot-store.h"

G_BEGIN_DECLS

/** PilotRunWalkFunc: @values: schema->n_fields; texts live for the call. Returns: %FALSE to stop. */
typedef gboolean (*PilotRunWalkFunc) (PilotEntity entity, const PilotValue *values, const PilotScopeFinding *finding, gpointer user_data);

/**
 * pilot_run_walk:
 * @run: the run's record
 * @sorted: by id within each kind, as the manifest needs it; otherwise as inserted, which is faster
 * @extra: (nullable) (array length=PILOT_N_ENTITIES): further fields that @func reads, one bit each
 * @func: called for choices, stages and mappings too, in the order of pilot_scope_walk_entities()
 * @error: PILOT_ERROR, or G_IO_ERROR_CANCELLED
 *
 * Judges every record of the legacy data set in one read transaction, with the rules that the portal judges by. Blocks:
 * a worker's work.
 */
gboolean pilot_run_walk (PilotStore *store, const PilotRecord *run, gboolean sorted, const guint64 *extra, PilotRunWalkFunc func,
                         gpointer user_data, GCancellable *cancellable, GError **error);

G_END_DECLS
