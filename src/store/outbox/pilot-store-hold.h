/* pilot-store-hold.h: changes that wait until a migration run has ended
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-outbox.h"

G_BEGIN_DECLS

/** PilotStoreHold: the runs that hold changes up at a moment, as the cache knows them. Zeroed: none. */
typedef struct
{
  GPtrArray *runs; /* (owned) (nullable) (element-type PilotRecord) */
} PilotStoreHold;

void pilot_store_hold_clear (PilotStoreHold *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PilotStoreHold, pilot_store_hold_clear)

/** pilot_store_hold_load: a scan of the runs that are under way; on the writer's connection or a reader's. */
gboolean pilot_store_hold_load (PilotDatabase *database, gint64 now_unix_usec, PilotStoreHold *self, GError **error);

/**
 * pilot_store_hold_judge:
 * @run: (out) (transfer none) (nullable): the run that the row waits for; %NULL: none
 *
 * The rule is pilot_hold_judge()'s. What was moved already is not held: the portal refuses it, and the person sees why.
 */
gboolean pilot_store_hold_judge (PilotDatabase *database, const PilotStoreHold *self, gint64 seq, const PilotRecord **run, GError **error);

G_END_DECLS
