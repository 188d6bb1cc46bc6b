/* pilot-account.h: who can have a token: members, recruiters, and the program that started the portal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-portal-db.h"
#include "pilot-role.h"

G_BEGIN_DECLS

typedef enum {
  PILOT_ACCOUNT_MEMBER,
  PILOT_ACCOUNT_RECRUITER,
  PILOT_ACCOUNT_HOST, /* acts as the first active admin there is */
} PilotAccountKind;

/** PilotAccount: a plain value; zeroed, it is nobody. */
typedef struct
{
  PilotAccountKind kind;
  char *id; /* (owned) (nullable): of the member or recruiter; %NULL for a host where there is no admin yet */
  PilotRole role;
} PilotAccount;

void pilot_account_clear (PilotAccount *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PilotAccount, pilot_account_clear)

const char *pilot_account_kind_to_name (PilotAccountKind kind);

/**
 * pilot_account_load:
 * @id: (nullable): UUID of the member or recruiter; for a host not looked at
 * @found: (out): whether there is such an account and it is active
 * @error: PILOT_ERROR
 */
gboolean pilot_account_load (PilotPortalDb *db, PilotAccountKind kind, const char *id, PilotAccount *account, gboolean *found,
                             GError **error);

/**
 * pilot_account_find:
 * @email: in any case
 *
 * A member, else a recruiter. Of several recruiters with the address (the legacy portal's duplicates) the one with a
 * password, else the oldest.
 */
gboolean pilot_account_find (PilotPortalDb *db, const char *email, PilotAccount *account, gboolean *found, GError **error);

/** pilot_account_dup_password_hash: (transfer full) (nullable): %NULL without @error: no password was ever set. */
char *pilot_account_dup_password_hash (PilotPortalDb *db, const char *id, GError **error);

/** pilot_account_set_password: hashes and stores; the writing connection; in a transaction of the caller or in its own. */
gboolean pilot_account_set_password (PilotPortalDb *db, const char *id, const char *password, GError **error);

/** pilot_account_forget: its password and its tokens go; inside the caller's write transaction. */
gboolean pilot_account_forget (PilotPortalDb *db, const char *id, GError **error);

G_END_DECLS
