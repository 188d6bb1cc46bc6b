/* pilot-throttle.h: slows down who guesses passwords
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PilotThrottle:
 *
 * Counts failures for each key (an address, an account). Some are free; after them each failure doubles the wait until
 * the next try is looked at, up to a limit; an hour of silence forgets them. A bounded number of keys is kept, as hashes.
 * Any thread.
 */
typedef struct _PilotThrottle PilotThrottle;

/**
 * pilot_throttle_new:
 * @free_failures: failures before the first wait
 * @max_wait_secs: longest wait
 */
PilotThrottle *pilot_throttle_new (guint free_failures, guint max_wait_secs);
void pilot_throttle_free (PilotThrottle *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotThrottle, pilot_throttle_free)

/** pilot_throttle_check: seconds to wait before @key may try again, rounded up; 0: now. @now_usec: monotonic. */
guint pilot_throttle_check (PilotThrottle *self, const char *key, gint64 now_usec);

/** pilot_throttle_fail: @key failed. */
void pilot_throttle_fail (PilotThrottle *self, const char *key, gint64 now_usec);

/** pilot_throttle_forget: @key proved itself. */
void pilot_throttle_forget (PilotThrottle *self, const char *key);

/** pilot_throttle_get_n_keys: how many are kept. */
guint pilot_throttle_get_n_keys (PilotThrottle *self);

G_END_DECLS
