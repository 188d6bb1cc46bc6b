/* pilot-snapshot.h: a snapshot is loaded beside what is there, and takes its place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-batch.h"
#include "pilot-database.h"

G_BEGIN_DECLS

/* All of this runs on the writer's connection, inside the caller's transaction; errors are the database's. */

/** pilot_snapshot_begin: makes the empty tables that the pages go into. */
gboolean pilot_snapshot_begin (PilotDatabase *database, GError **error);
gboolean pilot_snapshot_drop (PilotDatabase *database, GError **error);
gboolean pilot_snapshot_stage (PilotDatabase *database, const PilotBatch *batch, GCancellable *cancellable, GError **error);

/** pilot_snapshot_finish: puts what was staged in the place of what was there, but for the kinds of @local_mask; what waits to be sent meets it. */
gboolean pilot_snapshot_finish (PilotDatabase *database, guint local_mask, GCancellable *cancellable, GError **error);

/**
 * pilot_snapshot_decide_missing:
 * @entity_mask: (inout): the kinds that changed are added
 *
 * The changes behind the snapshot are at their end: what it lacked and they didn't bring is gone.
 */
gboolean pilot_snapshot_decide_missing (PilotDatabase *database, guint *entity_mask, GError **error);

G_END_DECLS
