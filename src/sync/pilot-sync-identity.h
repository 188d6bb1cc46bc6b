/* pilot-sync-identity.h: whether the other side is the one whose data are kept here
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-connection.h"
#include "pilot-store.h"

G_BEGIN_DECLS

/**
 * pilot_sync_identity_check:
 * @info: who answers, as a probe found out
 * @other: (out) (optional) (transfer full) (nullable): who it is instead, in a sentence, for who says by himself what to do
 * @error: PILOT_ERROR_FAILED: another company, or another environment of it, than what is kept here belongs to; in words
 *   for people
 *
 * Unsent work must not go to another company, whatever was typed as the address or whoever answers there now. Where nothing
 * is known yet, anybody may answer. Any thread; reads the cache.
 */
gboolean pilot_sync_identity_check (PilotStore *store, const PilotConnectionInfo *info, char **other, GError **error);

/**
 * pilot_sync_identity_probe:
 * @info: (out caller-allocates): who answers, if that is the right one
 * @error: of the probe, or of pilot_sync_identity_check()
 *
 * Asks who is there, and lets the cache remember it with whom we are to them. Blocks.
 */
gboolean pilot_sync_identity_probe (PilotConnection *connection, PilotStore *store, PilotConnectionInfo *info,
                                    GCancellable *cancellable, GError **error);

G_END_DECLS
