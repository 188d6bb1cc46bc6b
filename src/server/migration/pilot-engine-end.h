/* pilot-engine-end.h: whether a run did what it was to do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-engine-pace.h"
#include "pilot-run-batch.h"

G_BEGIN_DECLS

/**
 * PilotEngineEnd:
 *
 * Compares results, marks and records of a run, a slice at a time: it reads all of them. What it has counted is of one
 * state of the data: it begins anew where something was changed or deleted meanwhile, and after the third time it takes the
 * rest at once. Not thread-safe: the writing thread's.
 */
typedef struct _PilotEngineEnd PilotEngineEnd;

PilotEngineEnd *pilot_engine_end_new (const char *run_id);
void pilot_engine_end_free (PilotEngineEnd *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotEngineEnd, pilot_engine_end_free)

/** pilot_engine_end_step: @done: (out): all is counted; asked again, it still is, unless something has changed. */
gboolean pilot_engine_end_step (PilotEngineEnd *self, PilotPortalDb *db, PilotEnginePace *pace, gboolean *done, GError **error);

/** pilot_engine_end_get_counts: (transfer none): of all results of the run; when it is done. */
const PilotRunCounts *pilot_engine_end_get_counts (PilotEngineEnd *self);

/**
 * pilot_engine_end_agrees:
 * @n_planned: records of the list
 *
 * Each record of the list has its result, and of each kind as many were marked as gone and made in the portal as were moved
 * (what was deleted there since counts as made). When it is done.
 */
gboolean pilot_engine_end_agrees (PilotEngineEnd *self, gint64 n_planned);

G_END_DECLS
