/* pilot-sync-service.h: keeps the cache in step, in the background
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-store.h"
#include "pilot-sync-state.h"

G_BEGIN_DECLS

/**
 * PilotSyncService:
 *
 * Runs rounds of sync on a thread of its own: when there is a local edit, when the other side says that there is
 * something new, each 30 seconds where it doesn't, and when a back-off is over. Belongs to the main context that was the
 * thread default when it was made; properties are notified there.
 *
 * Properties (read-only): "state" (int, PilotSyncState), "message" (nullable string for people: why it stands still),
 * "notice" (nullable string for people: what is wrong with what was read, see pilot_connection_dup_notice()),
 * "progress" (double 0..1, -1: unknown), "last-sync" (int64 unix microseconds, 0: never), "role" (int, PilotRole: of
 * who is signed in; as last known), "member-id" (nullable string: the same), "round" (uint64: number of the round that
 * ended last, however it ended; notified after what it found).
 */
#define PILOT_TYPE_SYNC_SERVICE (pilot_sync_service_get_type ())
G_DECLARE_FINAL_TYPE (PilotSyncService, pilot_sync_service, PILOT, SYNC_SERVICE, GObject)

/**
 * pilot_sync_service_new:
 * @connection: (nullable): %NULL: there is no sign-in: the state is %PILOT_SYNC_SIGN_IN until
 *   pilot_sync_service_set_connection()
 * @store: the cache; closed only after pilot_sync_service_stop()
 */
PilotSyncService *pilot_sync_service_new (PilotConnection *connection, PilotStore *store);

/** pilot_sync_service_start: begins, with a round at once. */
void pilot_sync_service_start (PilotSyncService *self);

/** pilot_sync_service_stop: ends a round that runs, and the threads. Blocks until they are gone; any thread; may be called twice. */
void pilot_sync_service_stop (PilotSyncService *self);

/** pilot_sync_service_set_connection: after the person signed in anew. */
void pilot_sync_service_set_connection (PilotSyncService *self, PilotConnection *connection);

/** pilot_sync_service_wake: there may be something to send (the store's own changes are seen without it). Any thread. */
void pilot_sync_service_wake (PilotSyncService *self);

/**
 * pilot_sync_service_sync_now:
 *
 * A round at once, without regard to the back-off. Any thread.
 *
 * Returns: its number: once "round" is as high, a round has ended that began after this call; one that runs just now may
 *   have asked the other side before
 */
guint64 pilot_sync_service_sync_now (PilotSyncService *self);

PilotSyncState pilot_sync_service_get_state (PilotSyncService *self);
const char *pilot_sync_service_get_message (PilotSyncService *self);
const char *pilot_sync_service_get_notice (PilotSyncService *self);
double pilot_sync_service_get_progress (PilotSyncService *self);
gint64 pilot_sync_service_get_last_sync (PilotSyncService *self);
PilotRole pilot_sync_service_get_role (PilotSyncService *self);
guint64 pilot_sync_service_get_round (PilotSyncService *self);
const char *pilot_sync_service_get_member_id (PilotSyncService *self);

G_END_DECLS
