/* pilot-tokens.h: bearer tokens: random, stored hashed, with an expiry, revocable
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-account.h"
#include "pilot-request.h"

G_BEGIN_DECLS

/** A token that a person got by signing in, and one whose maker did not say. */
#define PILOT_TOKEN_SIGN_IN_SECS (30 * 24 * 3600)
#define PILOT_TOKEN_DEFAULT_SECS (90 * 24 * 3600)
#define PILOT_TOKEN_MAX_SECS (366 * 24 * 3600)
#define PILOT_TOKEN_MAX_LABEL_CHARS 200

/** PilotToken: what is known of a token; its secret is not. */
typedef struct
{
  char *id;         /* (owned): UUID */
  PilotAccountKind kind;
  char *account_id; /* (owned) (nullable) */
  char *label;      /* (owned) (nullable) */
  gint64 created_unix_usec;
  gint64 expires_unix_usec;
} PilotToken;

void pilot_token_clear (PilotToken *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PilotToken, pilot_token_clear)

/**
 * pilot_tokens_create:
 * @account: whose
 * @label: (nullable): what it is for, as its holder wrote it
 * @token: (out caller-allocates): what was stored
 * @secret: (out) (transfer full): 256 random bits as text; never seen again
 *
 * Inside the caller's write transaction. Tokens that have expired go at the same time.
 */
gboolean pilot_tokens_create (PilotPortalDb *db, const PilotAccount *account, const char *label, gint64 expires_unix_usec,
                              PilotToken *token, char **secret, GError **error);

/**
 * pilot_tokens_install_host:
 * @secret: of the program that starts the portal; at least 32 characters
 * @error: PILOT_ERROR_INVALID: too short
 *
 * Puts it in the place of the one from the last start. Its own transaction.
 */
gboolean pilot_tokens_install_host (PilotPortalDb *db, const char *secret, GError **error);

/**
 * pilot_tokens_identify:
 * @secret: what a client sent
 * @request: its account fields are filled
 * @found: (out): %FALSE: unknown, expired, or the account isn't active any more
 */
gboolean pilot_tokens_identify (PilotPortalDb *db, const char *secret, PilotRequest *request, gboolean *found, GError **error);

/** pilot_tokens_is_valid: whether the token @id is still good, and its account active. On an error: %FALSE. */
gboolean pilot_tokens_is_valid (PilotPortalDb *db, const char *id);

/** pilot_tokens_get: @found: (out): whether there is such a token. */
gboolean pilot_tokens_get (PilotPortalDb *db, const char *id, PilotToken *token, gboolean *found, GError **error);

/** PilotTokenFunc: called for each token of a list; the token is borrowed. */
typedef void (*PilotTokenFunc) (const PilotToken *token, gpointer user_data);

/**
 * pilot_tokens_list:
 * @account_id: (nullable): whose; %NULL: everybody's
 * @after: (nullable): the last id of the page before
 */
gboolean pilot_tokens_list (PilotPortalDb *db, const char *account_id, const char *after, guint limit, PilotTokenFunc func,
                            gpointer user_data, GError **error);

/** pilot_tokens_revoke: inside the caller's write transaction. */
gboolean pilot_tokens_revoke (PilotPortalDb *db, const char *id, GError **error);

/** pilot_tokens_revoke_all: all tokens of an account; inside the caller's write transaction. */
gboolean pilot_tokens_revoke_all (PilotPortalDb *db, const char *account_id, GError **error);

G_END_DECLS
