/* pilot-change-sink.h: who takes pulled pages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-connection.h"

G_BEGIN_DECLS

#define PILOT_TYPE_CHANGE_SINK (pilot_change_sink_get_type ())
G_DECLARE_INTERFACE (PilotChangeSink, pilot_change_sink, PILOT, CHANGE_SINK, GObject)

struct _PilotChangeSinkInterface
{
  GTypeInterface parent_iface;

  gboolean (*load_pull) (PilotChangeSink *self, PilotPull *pull, GError **error);
  gboolean (*apply_page) (PilotChangeSink *self, const PilotBatch *batch, const PilotPull *next, GCancellable *cancellable,
                          GError **error);
  gboolean (*begin_snapshot) (PilotChangeSink *self, GError **error);
};

/** pilot_change_sink_load_pull: where the last applied page ended; all zero for a new cache. Blocks. */
gboolean pilot_change_sink_load_pull (PilotChangeSink *self, PilotPull *pull, GError **error);

/**
 * pilot_change_sink_apply_page:
 *
 * Applies the page and remembers @next in one transaction: both or neither. Pages of a snapshot are staged; the one
 * with next->snapshot_done puts the snapshot in the place of what was there. Pending edits stay on top. Blocks.
 */
gboolean pilot_change_sink_apply_page (PilotChangeSink *self, const PilotBatch *batch, const PilotPull *next,
                                       GCancellable *cancellable, GError **error);

/** pilot_change_sink_begin_snapshot: forgets the position (epoch changed): the next page begins anew. Keeps the outbox. */
gboolean pilot_change_sink_begin_snapshot (PilotChangeSink *self, GError **error);

G_END_DECLS
