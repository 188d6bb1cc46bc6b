/* pilot-sync-status.h: how a sync stands, as the main context knows it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-connection.h"
#include "pilot-sync-state.h"

G_BEGIN_DECLS

/** PilotSyncStatus: how it stands, or what is new of it. */
typedef struct
{
  PilotSyncState state;
  char *message; /* (owned) (nullable) */
  double progress;
  gint64 last_sync_unix_usec; /* new: 0: unchanged */
  gboolean knows_member;      /* new: FALSE: role and member are unchanged */
  PilotRole role;
  char *member_id; /* (owned) (nullable) */
  guint64 round;   /* that ended last; new: 0: unchanged */
  char *notice;    /* (owned) (nullable): of the round that ended last */
} PilotSyncStatus;

void pilot_sync_status_clear (PilotSyncStatus *self);

/** pilot_sync_status_set_member: whom we are to those that answer; @info (nullable): not known. */
void pilot_sync_status_set_member (PilotSyncStatus *self, const PilotConnectionInfo *info);

/** pilot_sync_status_take: takes over what is new, and notifies the properties of @object that are named after it. */
void pilot_sync_status_take (PilotSyncStatus *self, const PilotSyncStatus *news, GObject *object);

G_END_DECLS
