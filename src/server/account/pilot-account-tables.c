/* pilot-account-tables.c: where tokens and passwords are kept
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-account-tables.h"

/* An account is a member of the company or a recruiter (an agency's user): account_id is the UUID of the one or the
 * other. A token without an account is that of the program which started this portal. A token is known by the SHA-256
 * of what its holder has: 256 random bits need no slow hash. People
 * type their address in any case. Times are microseconds since 1970, UTC. */
const char pilot_account_tables[] =
  "CREATE TABLE token ("
  "  id TEXT PRIMARY KEY, hash BLOB NOT NULL UNIQUE, kind TEXT NOT NULL CHECK (kind IN ('member', 'recruiter', 'host')),"
  "  account_id TEXT, label TEXT, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL) WITHOUT ROWID;"
  "CREATE INDEX token_account_id ON token (account_id);"
  "CREATE INDEX token_expires_at ON token (expires_at);"
  "CREATE TABLE password ("
  "  account_id TEXT PRIMARY KEY, hash TEXT NOT NULL, changed_at INTEGER NOT NULL) WITHOUT ROWID;"
  "CREATE INDEX member_email_nocase ON member (email COLLATE NOCASE);"
  "CREATE INDEX recruiter_email_nocase ON recruiter (email COLLATE NOCASE);";
