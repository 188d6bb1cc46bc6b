/* pilot-push-lock.h: which process sends what waits in a cache
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * pilot_push_lock_take:
 * @cache_path: the cache file; the lock is a file beside it
 *
 * Does not wait. The lock goes with the process. Any thread.
 *
 * Returns: what to give pilot_push_lock_release(); -1: another process has it, or the file can't be made
 */
int pilot_push_lock_take (const char *cache_path);

/** pilot_push_lock_release: @lock: -1: nothing. */
void pilot_push_lock_release (int lock);

G_END_DECLS
