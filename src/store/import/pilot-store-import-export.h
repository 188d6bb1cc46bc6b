/* pilot-store-import-export.h: the rows of an import that waits, to be written down
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-store.h"

G_BEGIN_DECLS

/**
 * pilot_store_scan_import:
 * @seq: the import's number in the outbox
 * @func: gets the records that the import creates or changes, whole, with what the import makes of them, in the order of
 *   its rows
 *
 * Reads one state of the data, on a connection of its own; an import that is gone has no rows. Blocks. Any thread.
 */
gboolean pilot_store_scan_import (PilotStore *self, PilotEntity entity, gint64 seq, PilotStoreScanFunc func, gpointer user_data,
                                  GError **error);

G_END_DECLS
