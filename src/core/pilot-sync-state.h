/* pilot-sync-state.h: how the cache stands to the other side
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PilotSyncState:
 * @PILOT_SYNC_IDLE: in step with the other side
 * @PILOT_SYNC_RUNNING: pulling or pushing
 * @PILOT_SYNC_OFFLINE: nothing answers; tries again by itself
 * @PILOT_SYNC_SIGN_IN: the sign-in has ended
 * @PILOT_SYNC_FAILED: stopped on an error that a person must see; the message says what to do
 */
typedef enum {
  PILOT_SYNC_IDLE,
  PILOT_SYNC_RUNNING,
  PILOT_SYNC_OFFLINE,
  PILOT_SYNC_SIGN_IN,
  PILOT_SYNC_FAILED,
} PilotSyncState;

G_END_DECLS
