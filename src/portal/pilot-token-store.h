/* pilot-token-store.h: where the tokens of connections are kept
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-error.h"
#include "pilot-token.h"

G_BEGIN_DECLS

/**
 * PilotTokenStore:
 *
 * Keeps one token for each connection profile, in the secret service; where none runs, in memory as long as the
 * program. Any thread; calls that say so block (the service may ask the person to unlock it).
 */
#define PILOT_TYPE_TOKEN_STORE (pilot_token_store_get_type ())
G_DECLARE_FINAL_TYPE (PilotTokenStore, pilot_token_store, PILOT, TOKEN_STORE, GObject)

/** pilot_token_store_new: (transfer full): over the secret service. */
PilotTokenStore *pilot_token_store_new (void);

/** pilot_token_store_new_for_session: (transfer full): in memory alone: for programs that are given their token, and for tests. */
PilotTokenStore *pilot_token_store_new_for_session (void);

/** pilot_token_check: whether @token could be one: visible ASCII without blanks; @error: PILOT_ERROR_INVALID. Any thread. */
gboolean pilot_token_check (const char *token, GError **error);

/**
 * pilot_token_store_lookup:
 * @profile_id: UUID of a connection profile
 *
 * Blocks the first time for each profile. A service that is not there is like one that has no token.
 *
 * Returns: (transfer full) (nullable): the token; free it with pilot_token_free()
 */
char *pilot_token_store_lookup (PilotTokenStore *self, const char *profile_id, GCancellable *cancellable);

/** pilot_token_store_peek: (transfer full) (nullable): the token as far as it is in memory. Does not block. */
char *pilot_token_store_peek (PilotTokenStore *self, const char *profile_id);

/**
 * pilot_token_store_save:
 * @title: the connection's name, which the system's password program shows
 * @token: visible ASCII without blanks
 * @kept: (out): %FALSE: no secret service runs: the token is gone when the program ends
 * @error: PILOT_ERROR_INVALID: it is no token
 *
 * Blocks.
 */
gboolean pilot_token_store_save (PilotTokenStore *self, const char *profile_id, const char *title, const char *token,
                                 gboolean *kept, GCancellable *cancellable, GError **error);

/** pilot_token_store_clear: wipes the token, here and in the service; @error: PILOT_ERROR_FAILED: the service kept it. Blocks. */
gboolean pilot_token_store_clear (PilotTokenStore *self, const char *profile_id, GCancellable *cancellable, GError **error);

G_END_DECLS
