/* pilot-store-files.h: whole files that are kept beside the cache, by their content
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-store.h"

G_BEGIN_DECLS

/**
 * pilot_store_keep_file:
 *
 * Keeps the bytes beside the cache, named by their SHA-256, for its owner alone; on the disk when it returns. They are never
 * sent: only this computer has them. They outlive damage of the cache, and go with it in pilot_store_remove(). What is there
 * already is not written again. Blocks; any thread.
 */
gboolean pilot_store_keep_file (PilotStore *self, GBytes *bytes, GError **error);

/**
 * pilot_store_load_file:
 *
 * Blocks; any thread.
 * Returns: (transfer full) (nullable): PILOT_ERROR_NOT_FOUND where it is not kept here, _CORRUPT where it is not what it was:
 *   then it is taken away, and can be kept again
 */
GBytes *pilot_store_load_file (PilotStore *self, const char *sha256, GError **error);

/**
 * pilot_store_sweep_files:
 * @used: (element-type utf8 utf8): the SHA-256 that are named by a record
 *
 * Deletes what no record names any more, but for what was kept within a day: its record may be on its way. Blocks; any thread.
 */
void pilot_store_sweep_files (PilotStore *self, GHashTable *used);

G_END_DECLS
