/* pilot-hold.h: which changes of the old portal's records a migration run holds up
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-record.h"

G_BEGIN_DECLS

/**
 * PilotHold:
 * @PILOT_HOLD_NONE: it can be made
 * @PILOT_HOLD_MOVED: a run has moved the record: it lives in the portal now, and nobody reads the old one any more
 * @PILOT_HOLD_RUN: a run may move the record just now: the portal's copy would be with or without the change, and nobody
 *   could tell
 */
typedef enum {
  PILOT_HOLD_NONE,
  PILOT_HOLD_MOVED,
  PILOT_HOLD_RUN,
} PilotHold;

/** pilot_hold_concerns: whether a run moves records of that kind. */
gboolean pilot_hold_concerns (PilotEntity entity);

/**
 * pilot_hold_run_holds:
 * @today: in the company's zone
 *
 * Whether @run holds changes up: while it is running or paused, and on the whole day of its downtime, since a change that
 * is made before it may arrive behind its beginning.
 */
gboolean pilot_hold_run_holds (const PilotRecord *run, const GDate *today);

/** PilotHoldChosenFunc: whether an agency or one of its users was ever chosen one by one, in any run. */
typedef gboolean (*PilotHoldChosenFunc) (const char *agency_id, gpointer user_data);

/**
 * pilot_hold_judge:
 * @run: (nullable): one that holds
 * @before: (nullable): the record as it stands; %NULL: a new one
 * @after: (nullable): what is set; %NULL: it is deleted
 *
 * The rule of the downtime ("holds writes that would be lost"). Records that the run's framework, or its choice of
 * agencies, leaves out for certain are not held.
 */
PilotHold pilot_hold_judge (const PilotRecord *run, const PilotRecord *before, const PilotRecord *after, PilotHoldChosenFunc func,
                            gpointer user_data);

/** pilot_hold_dup_reason: (transfer full): why a change that is kept here waits for @run, translated. */
char *pilot_hold_dup_reason (const PilotRecord *run);

G_END_DECLS
