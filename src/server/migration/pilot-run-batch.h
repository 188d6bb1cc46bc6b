/* pilot-run-batch.h: some records of a run, moved
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-engine-pace.h"
#include "pilot-moved-targets.h"
#include "pilot-run-plan.h"
#include "pilot-scope-walk.h"

G_BEGIN_DECLS

/** PilotRunCounts: what became of records. */
typedef struct
{
  gint64 n_moved;
  gint64 n_linked;
  gint64 n_skipped;
  gint64 n_failed;
} PilotRunCounts;

/** pilot_run_counts_sum: of all outcomes. */
gint64 pilot_run_counts_sum (const PilotRunCounts *self);

/** PilotRunBatch: what a batch works with; all borrowed. */
typedef struct
{
  PilotPortalDb *db;
  const char *run_id;
  const PilotRunProgress *progress;
  PilotScopeWalk *walk;       /* (nullable): %NULL: the run was given up, nothing is moved any more */
  PilotMovedTargets *targets; /* (nullable): with @walk */
} PilotRunBatch;

/**
 * pilot_run_batch_execute:
 * @items: of the list
 * @n_done: (out): how many of them, from the first on; at least one
 * @counts: (out caller-allocates)
 * @digest: (out) (transfer full): SHA-256 of the results, in hexadecimal
 *
 * In the open write transaction, of each item: the portal's record, the mark on the legacy record, the result. What was left
 * behind before gets a new result in the place of the old one. Of a run that was given up every item gets the result
 * "not_executed".
 *
 * Returns: %FALSE with @error where the database fails: then the whole transaction is to be given up
 */
gboolean pilot_run_batch_execute (const PilotRunBatch *self, const PilotPlanItem *items, guint n_items, PilotEnginePace *pace,
                                  guint *n_done, PilotRunCounts *counts, char **digest, GError **error);

G_END_DECLS
