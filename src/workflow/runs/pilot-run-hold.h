/* pilot-run-hold.h: what must not be changed while a run moves it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-workspace.h"

G_BEGIN_DECLS

/**
 * pilot_runs_dup_notice:
 *
 * Returns: (transfer full) (nullable): what the window says while a run is running, and on the day of a downtime; %NULL:
 *   nothing stands still
 */
char *pilot_runs_dup_notice (PilotWorkspace *workspace);

/**
 * pilot_runs_dup_hold_reason:
 * @before: (nullable): the record as it stands; %NULL: a new one
 * @after: (nullable): what is set; %NULL: it is deleted
 *
 * An edit that would be lost is not taken, and the person keeps what was typed:
 * - of a legacy record that a run has moved: it lives in the portal now, and nobody reads the old one any more;
 * - of a legacy record that a run may move, from the beginning of its downtime day (or from its start, without one) to its
 *   end: the portal's copy would be with or without it, and nobody could tell. Records that the run's framework, or its
 *   choice of agencies, leaves out for certain can be edited.
 *
 * A few indexed look-ups. Returns: (transfer full) (nullable): why, translated; %NULL: it can be saved
 */
char *pilot_runs_dup_hold_reason (PilotWorkspace *workspace, const PilotRecord *before, const PilotRecord *after);

/** pilot_runs_dup_delete_hold_reason: (transfer full) (nullable): the same for records that are to go; the first that can't counts. */
char *pilot_runs_dup_delete_hold_reason (PilotWorkspace *workspace, PilotEntity entity, const char *const *ids);

/** pilot_runs_dup_import_hold_reason: (transfer full) (nullable): the same for many legacy records of @entity at once. */
char *pilot_runs_dup_import_hold_reason (PilotWorkspace *workspace, PilotEntity entity);

G_END_DECLS
