/* pilot-run-progress.h: how fast a run goes, and how long it still takes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-clock.h"
#include "pilot-record.h"

G_BEGIN_DECLS

/**
 * PilotRunProgress:
 *
 * Is shown a run's record each time that it changed, and works out the rate of the last half minute. Pauses don't count.
 * Not thread-safe.
 */
typedef struct _PilotRunProgress PilotRunProgress;

/** pilot_run_progress_new: @clock: (nullable): the system's. */
PilotRunProgress *pilot_run_progress_new (PilotClock *clock);
void pilot_run_progress_free (PilotRunProgress *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotRunProgress, pilot_run_progress_free)

/** pilot_run_progress_add: the run as it stands now. Another run, or one that begins again, is measured anew. */
void pilot_run_progress_add (PilotRunProgress *self, const PilotRecord *run);

/** pilot_run_progress_get_fraction: 0 to 1; 0 where nothing is expected. */
double pilot_run_progress_get_fraction (PilotRunProgress *self);

/** pilot_run_progress_get_rate: records per second, now; 0: not known, or it stands still. */
double pilot_run_progress_get_rate (PilotRunProgress *self);

/** pilot_run_progress_get_left_secs: -1: not known. */
gint64 pilot_run_progress_get_left_secs (PilotRunProgress *self);

/** pilot_run_progress_dup_text: (transfer full): rate and time left for people, e.g. “1,200 a second, about 3 minutes left”; "" where neither is known. */
char *pilot_run_progress_dup_text (PilotRunProgress *self);

G_END_DECLS
