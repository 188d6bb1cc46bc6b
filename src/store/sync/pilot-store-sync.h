/* pilot-store-sync.h: the outbox as the sync works through it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-store.h"

G_BEGIN_DECLS

/* Everything here blocks and belongs on the sync's thread. */

/**
 * pilot_store_lock_push:
 * @error: PILOT_ERROR_BUSY: another process syncs this cache
 *
 * One process syncs a cache: the application or the command line. The lock goes with the process.
 */
gboolean pilot_store_lock_push (PilotStore *self, GError **error);
void pilot_store_unlock_push (PilotStore *self);

/** PilotStoreSending: a row that is being sent. */
typedef struct
{
  gint64 seq;
  guint attempts;            /* made before this one */
  gboolean base_unknown;     /* the revision to stand on has to be fetched first: pilot_store_meet_fetched() */
  PilotOperation *operation; /* (owned) */
  gpointer reader;           /* (owned) (nullable): rows of an import */
} PilotStoreSending;

void pilot_store_sending_free (PilotStoreSending *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotStoreSending, pilot_store_sending_free)

/**
 * pilot_store_take_next:
 * @sending: (out) (transfer full) (nullable): the next row that may be sent now; frozen on the disk before this returns;
 *   %NULL: there is none now
 * @next_due_unix_usec: (out): when a row that backs off is due; 0: none does
 *
 * Rows go in order; a row that can't be sent holds back those of the same record and those that refer to a record it
 * would have created, nothing else. Followed by exactly one of the functions below.
 */
gboolean pilot_store_take_next (PilotStore *self, PilotStoreSending **sending, gint64 *next_due_unix_usec, GError **error);

/** pilot_store_sent_done: carried out. @result: the record as it stands, where it was told. */
gboolean pilot_store_sent_done (PilotStore *self, gint64 seq, const PilotPushResult *result, GError **error);

/** pilot_store_sent_later: perhaps carried out, perhaps not: the same again at @due_unix_usec. @message: for people. */
gboolean pilot_store_sent_later (PilotStore *self, gint64 seq, gint64 due_unix_usec, const char *message, GError **error);

/** pilot_store_sent_refused: certainly not carried out, and a person must see why. */
gboolean pilot_store_sent_refused (PilotStore *self, gint64 seq, const char *message, GError **error);

/**
 * pilot_store_sent_stale: an import was certainly not carried out, for records that changed over there since. It waits to
 * be sent as another import; the next pull brings what it stands on then.
 */
gboolean pilot_store_sent_stale (PilotStore *self, gint64 seq, GError **error);

/**
 * pilot_store_sent_conflict:
 * @theirs: record, or deleted, as it stands over there
 * @merged: (out) (optional): %TRUE: the fields don't meet: the row waits to be sent anew on top of theirs, or nothing is
 *   left of it; %FALSE: a person must choose
 */
gboolean pilot_store_sent_conflict (PilotStore *self, gint64 seq, const PilotPushResult *theirs, gboolean *merged, GError **error);

/** pilot_store_meet_fetched: a record as it stands over there was fetched, to know what the row stands on; the row waits again. */
gboolean pilot_store_meet_fetched (PilotStore *self, gint64 seq, const PilotPushResult *theirs, GError **error);

/**
 * pilot_store_decide_missing: all changes were pulled: records with changes that wait, which neither a new snapshot nor the
 * changes behind it brought, are gone over there.
 */
gboolean pilot_store_decide_missing (PilotStore *self, GError **error);

/**
 * pilot_store_next_given_up:
 * @import_id: (out) (transfer full) (nullable): an import that was begun to be sent and then discarded, under the id of its
 *   last attempt; %NULL: there is none
 */
gboolean pilot_store_next_given_up (PilotStore *self, char **import_id, GError **error);

/** pilot_store_forget_given_up: the other side knows, or need not know. */
gboolean pilot_store_forget_given_up (PilotStore *self, const char *import_id, GError **error);

/**
 * pilot_store_must_look_first:
 * @in_step: what is over there was pulled a moment ago
 * @must: (out): whether changes wait that a migration run may hold up, while a run may have begun that is not known here
 *
 * Then the other side's changes are pulled before anything is sent.
 */
gboolean pilot_store_must_look_first (PilotStore *self, gboolean in_step, gboolean *must, GError **error);

/** pilot_store_get_due: when the next row wants to be sent; 0: now; G_MAXINT64: none waits. */
gboolean pilot_store_get_due (PilotStore *self, gint64 *due_unix_usec, GError **error);

/** pilot_store_clear_back_off: everything that backs off is due now (the person asked for it, or the network is back). */
gboolean pilot_store_clear_back_off (PilotStore *self, GError **error);

/** pilot_store_get_last_sync: when a round last came to its end, unix microseconds; 0: never. Kept in the cache. */
gboolean pilot_store_get_last_sync (PilotStore *self, gint64 *unix_usec, GError **error);
gboolean pilot_store_set_last_sync (PilotStore *self, gint64 unix_usec, GError **error);

G_END_DECLS
