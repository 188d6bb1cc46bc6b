/* pilot-sync-pull.h: pulls pages until there are no more
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-change-sink.h"

G_BEGIN_DECLS

/** PilotSyncPageFunc: a page with @n_records came; @snapshot: it is part of a snapshot. */
typedef void (*PilotSyncPageFunc) (guint n_records, gboolean snapshot, gpointer user_data);

/**
 * pilot_sync_pull:
 * @retry_after_usec: (out): after an error: how long the other side asks to wait; 0: not told
 *
 * While the sink applies a page the next one is fetched, one ahead. Where the other side can't go on from the position
 * (PILOT_ERROR_GONE) everything is loaded anew. After an error every page up to it is applied. Blocks.
 */
gboolean pilot_sync_pull (PilotConnection *connection, PilotChangeSink *sink, PilotSyncPageFunc func, gpointer user_data,
                          gint64 *retry_after_usec, GCancellable *cancellable, GError **error);

G_END_DECLS
