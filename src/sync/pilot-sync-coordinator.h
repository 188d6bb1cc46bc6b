/* pilot-sync-coordinator.h: one round of sync: push the outbox, pull what is new
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-store.h"

G_BEGIN_DECLS

/** PilotSyncReport: what a round did so far. */
typedef struct
{
  guint n_pushed;    /* operations carried out */
  guint n_merged;    /* conflicts that were merged silently */
  guint n_conflicts; /* conflicts that a person must resolve */
  guint n_blocked;   /* operations that were refused */
  guint n_held;      /* operations that wait until a migration run has ended */
  guint64 n_pulled;  /* records that came */
  gboolean snapshot; /* everything is (or was) loaded anew */
  gboolean push_paused; /* so many rows failed over there that the rest was left for a later round */
} PilotSyncReport;

/**
 * PilotSyncProgressFunc:
 * @fraction: 0..1, or -1 where nobody knows
 *
 * There is something to do: called in the thread of pilot_sync_run(), not at all by a round that finds nothing.
 */
typedef void (*PilotSyncProgressFunc) (const PilotSyncReport *report, double fraction, gpointer user_data);

/**
 * PilotSyncCoordinator:
 *
 * Knows a connection, a store and a clock, no HTTP and no JSON. One thread at a time.
 */
#define PILOT_TYPE_SYNC_COORDINATOR (pilot_sync_coordinator_get_type ())
G_DECLARE_FINAL_TYPE (PilotSyncCoordinator, pilot_sync_coordinator, PILOT, SYNC_COORDINATOR, GObject)

PilotSyncCoordinator *pilot_sync_coordinator_new (PilotConnection *connection, PilotStore *store);

void pilot_sync_coordinator_set_progress_func (PilotSyncCoordinator *self, PilotSyncProgressFunc func, gpointer user_data);

/** pilot_sync_coordinator_set_random_seed: makes the jitter of the back-off repeatable, for tests. */
void pilot_sync_coordinator_set_random_seed (PilotSyncCoordinator *self, guint32 seed);

/**
 * pilot_sync_run:
 * @error: why the round ended early. PILOT_ERROR: transient ones (pilot_error_is_transient()) are tried again at
 *   pilot_sync_coordinator_get_next_due(); _UNAUTHORIZED: nothing goes until the person signed in; _BUSY: another process
 *   syncs this cache; the others want a person
 *
 * The first round asks who answers, and ends if that is another company than what is kept here belongs to.
 * Sends what may be sent, in order, then pulls until there is no more. Operations that are refused or in conflict don't
 * end the round: they wait for the person and hold back what depends on them alone. Blocks.
 */
gboolean pilot_sync_run (PilotSyncCoordinator *self, GCancellable *cancellable, GError **error);

/** pilot_sync_coordinator_get_report: of the last round. */
void pilot_sync_coordinator_get_report (PilotSyncCoordinator *self, PilotSyncReport *report);

/** pilot_sync_coordinator_get_info: (nullable): who answers, and who we are to them, once a round found out. Borrowed. */
const PilotConnectionInfo *pilot_sync_coordinator_get_info (PilotSyncCoordinator *self);

/** pilot_sync_coordinator_dup_notice: (transfer full) (nullable): see pilot_connection_dup_notice(). By the thread that runs the rounds. */
char *pilot_sync_coordinator_dup_notice (PilotSyncCoordinator *self);

/** pilot_sync_coordinator_get_next_due: unix microseconds before which another round is of no use; 0: at once. */
gint64 pilot_sync_coordinator_get_next_due (PilotSyncCoordinator *self);

/** pilot_sync_coordinator_clear_back_off: the person asked, or the network is back: everything is due. Blocks. */
gboolean pilot_sync_coordinator_clear_back_off (PilotSyncCoordinator *self, GError **error);

G_END_DECLS
