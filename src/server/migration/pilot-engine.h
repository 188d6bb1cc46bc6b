/* pilot-engine.h: executes migration runs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-engine-pace.h"
#include "pilot-portal-db.h"

G_BEGIN_DECLS

/**
 * How many records a batch has where nobody says otherwise: a twelfth of the run, within these. Each batch touches most
 * pages of the indexes, however small it is. It ends before where somebody waits: see pilot_engine_set_waiting().
 */
#define PILOT_ENGINE_MIN_BATCH_SIZE 500
#define PILOT_ENGINE_MAX_BATCH_SIZE 10000

/**
 * PilotEngine:
 *
 * Moves the records of runs from the legacy data set to the portal's, in batches. It is driven by the data alone: a run
 * whose record says "running" and that is not paused is executed, whoever made it say so; one that was "running" and says
 * "cancelled" now is wound up. Each step is one transaction, with its audit event: killed at any moment, it goes on from the
 * last one. What it remembers between steps is only to be faster.
 *
 * - The first steps list what is in scope (see pilot-run-plan-maker.h); a run whose manifest has become another than the one it
 *   was ordered with fails before anything is moved.
 * - Batches follow the order agencies, recruiters, jobs, assignments, candidates, so that what is referred to is there.
 * - The last steps compare the list, the results and the records, and end the run: "completed", "completed_with_skipped", or
 *   "failed" where records failed or the counts don't agree.
 * - A run that is "running" again after it ended is executed for what it left behind.
 * - Of a run that is cancelled, what was not executed says so in its results.
 *
 * Not thread-safe: to be used with the writing connection, by its thread.
 */
typedef struct _PilotEngine PilotEngine;

/** pilot_engine_new: @batch_size: records for each step; 0: as many as the run's size asks for. */
PilotEngine *pilot_engine_new (guint batch_size);
void pilot_engine_free (PilotEngine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotEngine, pilot_engine_free)

/** pilot_engine_set_waiting: who says whether a step is to end early, because somebody else waits for its thread. */
void pilot_engine_set_waiting (PilotEngine *self, PilotEngineWaiting waiting, gpointer user_data);

/**
 * pilot_engine_step:
 * @more: (out): whether something was done, and there may be more to do; %FALSE: no run waits for the engine
 * @changed_revision: (out): the newest revision, if something changed; otherwise 0
 *
 * Returns: %FALSE with @error where the database fails: nothing of the step was done, and it can be tried again
 */
gboolean pilot_engine_step (PilotEngine *self, PilotPortalDb *db, gboolean *more, gint64 *changed_revision, GError **error);

G_END_DECLS
