/* pilot-engine-end.h: whether a run did what it was to do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-run-batch.h"

G_BEGIN_DECLS

/**
 * pilot_engine_count_results:
 * @counts: (out caller-allocates): of all results of the run
 */
gboolean pilot_engine_count_results (PilotPortalDb *db, const char *run_id, PilotRunCounts *counts, GError **error);

/**
 * pilot_engine_verify:
 * @n_planned: records of the list
 * @counts: of the results
 * @agrees: (out): each record of the list has its result, and of each kind as many were marked as gone and made in the
 *   portal as were moved (what was deleted there since counts as made)
 *
 * Reads all records.
 */
gboolean pilot_engine_verify (PilotPortalDb *db, const char *run_id, gint64 n_planned, const PilotRunCounts *counts, gboolean *agrees,
                              GError **error);

G_END_DECLS
