/* pilot-sync-words.h: how the sync stands, in an icon and a few words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-sync-state.h"

G_BEGIN_DECLS

typedef struct
{
  PilotSyncState state;
  gboolean reads;            /* of a folder that is read, and never written to */
  guint waiting;             /* changes to be sent */
  guint blocked;             /* of them refused */
  guint conflicts;           /* of them in conflict */
  gint64 last_sync_unix_usec; /* 0: never */
  gboolean noticed;           /* something is wrong with what was read */
} PilotSyncFacts;

/** pilot_sync_words_get_icon: (transfer none): a check mark only where nothing is left to do. */
const char *pilot_sync_words_get_icon (const PilotSyncFacts *facts);

/** pilot_sync_words_get_state: (transfer none): how the sync stands, whatever waits; of the facts only @state and @reads count. */
const char *pilot_sync_words_get_state (const PilotSyncFacts *facts);

/** pilot_sync_words_dup_summary: (transfer full): the short text of the button: what a person should know first. */
char *pilot_sync_words_dup_summary (const PilotSyncFacts *facts);

/** pilot_sync_words_dup_message: (transfer full) (nullable): why, as the sync tells it; what comes right by itself asks nothing of a person. */
char *pilot_sync_words_dup_message (const PilotSyncFacts *facts, const char *message);

/** pilot_sync_words_dup_heading: (transfer full): what the popover says first: what a person has to do, else how the sync stands. */
char *pilot_sync_words_dup_heading (const PilotSyncFacts *facts);

G_END_DECLS
