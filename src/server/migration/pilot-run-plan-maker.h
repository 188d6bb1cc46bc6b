/* pilot-run-plan-maker.h: makes the list of what a run has to do, a slice at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-engine-pace.h"
#include "pilot-portal-db.h"

G_BEGIN_DECLS

/**
 * PilotRunPlanMaker:
 *
 * Judges all of the legacy data set and writes the list (see pilot-run-plan.h), in as many transactions as its user likes.
 * What it remembers between them is lost with the process: the next one takes away what was listed, and begins anew. So it
 * does where what it reads has changed since it began: a list is of one state of the data. Takes 20 bytes of memory for
 * each record until it is done. Not thread-safe: the writing thread's.
 */
typedef struct _PilotRunPlanMaker PilotRunPlanMaker;

/** pilot_run_plan_maker_new: @run: the run's record; @run_row: where it lies. */
PilotRunPlanMaker *pilot_run_plan_maker_new (const PilotRecord *run, gint64 run_row);
void pilot_run_plan_maker_free (PilotRunPlanMaker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotRunPlanMaker, pilot_run_plan_maker_free)

/**
 * pilot_run_plan_maker_step:
 * @done: (out): the list is whole
 *
 * In the open write transaction. After a failure or a transaction that was given up it is to be freed.
 */
gboolean pilot_run_plan_maker_step (PilotRunPlanMaker *self, PilotPortalDb *db, PilotEnginePace *pace, gboolean *done, GError **error);

/** pilot_run_plan_maker_get_sha256: (transfer none): checksum of the manifest that the list is; when it is done. */
const char *pilot_run_plan_maker_get_sha256 (PilotRunPlanMaker *self);

/** pilot_run_plan_maker_get_n_planned: records of the list so far. */
gint64 pilot_run_plan_maker_get_n_planned (PilotRunPlanMaker *self);

G_END_DECLS
