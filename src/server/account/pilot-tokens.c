/* pilot-tokens.c: bearer tokens: random, stored hashed, with an expiry, revocable
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-tokens.h"

#include "pilot-statement.h"

#include <string.h>
#include <sys/random.h>

#define SECRET_BYTES 32
#define HASH_BYTES 32
#define HOST_SECRET_MIN_CHARS 32
#define SELECT_TOKEN "SELECT id, kind, account_id, label, created_at, expires_at FROM token "

static void
hash_secret (const char *secret, guint8 *hash)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length = HASH_BYTES;

  g_checksum_update (checksum, (const guchar *) secret, -1);
  g_checksum_get_digest (checksum, hash, &length);
}

/* (transfer full) (nullable): "pilot_" and 256 bits as base64url: easy to find for who searches leaked files. */
static char *
make_secret (GError **error)
{
  guint8 bytes[SECRET_BYTES];
  g_autofree char *text = NULL;
  char *secret;

  if (getrandom (bytes, sizeof bytes, 0) != sizeof bytes)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_FAILED, "The system gave no random bytes");
      return NULL;
    }
  text = g_base64_encode (bytes, sizeof bytes);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  g_strdelimit (text, "=", '\0');
  secret = g_strconcat ("pilot_", text, NULL);
  explicit_bzero (bytes, sizeof bytes);
  return secret;
}

static gboolean
kind_from_name (const char *name, PilotAccountKind *kind)
{
  for (guint i = PILOT_ACCOUNT_MEMBER; i <= PILOT_ACCOUNT_HOST; i++)
    if (g_strcmp0 (pilot_account_kind_to_name (i), name) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

/* Reads the row of SELECT_TOKEN on which the statement stands. */
static void
read_token (PilotStatement *statement, PilotToken *token)
{
  pilot_token_clear (token);
  token->id = pilot_statement_dup_text (statement, 0);
  if (!kind_from_name (pilot_statement_get_text (statement, 1), &token->kind))
    token->kind = PILOT_ACCOUNT_MEMBER;
  token->account_id = pilot_statement_dup_text (statement, 2);
  token->label = pilot_statement_dup_text (statement, 3);
  token->created_unix_usec = pilot_statement_get_int64 (statement, 4);
  token->expires_unix_usec = pilot_statement_get_int64 (statement, 5);
}

/* Runs a statement that begins with SELECT_TOKEN and gives one row at most. */
static gboolean
find_token (PilotStatement *statement, PilotToken *token, gboolean *found, GError **error)
{
  *found = FALSE;
  if (!pilot_statement_step (statement, found, error))
    return FALSE;
  if (*found)
    read_token (statement, token);
  pilot_statement_reset (statement);
  return TRUE;
}

static gboolean
run_with_text (PilotPortalDb *db, const char *sql, const char *text, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (pilot_portal_db_get_database (db), sql, error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, text);
  return pilot_statement_run (statement, error);
}

static gboolean
delete_expired (PilotPortalDb *db, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (pilot_portal_db_get_database (db),
                                                            "DELETE FROM token WHERE expires_at <= ?", error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, pilot_portal_db_get_now (db));
  return pilot_statement_run (statement, error);
}

static gboolean
insert_token (PilotPortalDb *db, const PilotToken *token, const char *secret, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (pilot_portal_db_get_database (db),
                                                            "INSERT INTO token (id, hash, kind, account_id, label, created_at, "
                                                            "expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)", error);
  guint8 hash[HASH_BYTES];

  if (statement == NULL)
    return FALSE;
  hash_secret (secret, hash);
  pilot_statement_bind_text (statement, 1, token->id);
  pilot_statement_bind_blob_static (statement, 2, hash, sizeof hash);
  pilot_statement_bind_text (statement, 3, pilot_account_kind_to_name (token->kind));
  pilot_statement_bind_text (statement, 4, token->account_id);
  pilot_statement_bind_text (statement, 5, token->label);
  pilot_statement_bind_int64 (statement, 6, token->created_unix_usec);
  pilot_statement_bind_int64 (statement, 7, token->expires_unix_usec);
  if (!pilot_statement_run (statement, error))
    return FALSE;
  pilot_statement_clear (statement);
  return TRUE;
}

void
pilot_token_clear (PilotToken *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->account_id, g_free);
  g_clear_pointer (&self->label, g_free);
}

gboolean
pilot_tokens_create (PilotPortalDb *db, const PilotAccount *account, const char *label, gint64 expires_unix_usec,
                     PilotToken *token, char **secret, GError **error)
{
  g_autofree char *made = make_secret (error);

  *token = (PilotToken){ .id = g_uuid_string_random (),
                         .kind = account->kind,
                         .account_id = g_strdup (account->id),
                         .label = g_strdup (label),
                         .created_unix_usec = pilot_portal_db_get_now (db),
                         .expires_unix_usec = expires_unix_usec };
  if (made == NULL || !delete_expired (db, error) || !insert_token (db, token, made, error))
    {
      pilot_token_clear (token);
      return FALSE;
    }
  *secret = g_steal_pointer (&made);
  return TRUE;
}

gboolean
pilot_tokens_install_host (PilotPortalDb *db, const char *secret, GError **error)
{
  g_auto (PilotToken) token = { .id = g_uuid_string_random (), .kind = PILOT_ACCOUNT_HOST };

  if (strlen (secret) < HOST_SECRET_MIN_CHARS)
    {
      g_set_error (error, PILOT_ERROR, PILOT_ERROR_INVALID, "The token needs at least %d characters", HOST_SECRET_MIN_CHARS);
      return FALSE;
    }
  token.created_unix_usec = pilot_portal_db_get_now (db);
  token.expires_unix_usec = token.created_unix_usec + (gint64) PILOT_TOKEN_MAX_SECS * G_USEC_PER_SEC;
  if (!pilot_portal_db_begin (db, error))
    return FALSE;
  if (!pilot_database_exec (pilot_portal_db_get_database (db), "DELETE FROM token WHERE kind = 'host'", error)
      || !insert_token (db, &token, secret, error))
    {
      pilot_portal_db_rollback (db);
      return FALSE;
    }
  return pilot_portal_db_commit (db, error);
}

gboolean
pilot_tokens_identify (PilotPortalDb *db, const char *secret, PilotRequest *request, gboolean *found, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (pilot_portal_db_get_database (db),
                                                            SELECT_TOKEN "WHERE hash = ? AND expires_at > ?", error);
  g_auto (PilotToken) token = { 0 };
  g_auto (PilotAccount) account = { 0 };
  guint8 hash[HASH_BYTES];

  *found = FALSE;
  if (statement == NULL)
    return FALSE;
  hash_secret (secret, hash);
  pilot_statement_bind_blob_static (statement, 1, hash, sizeof hash);
  pilot_statement_bind_int64 (statement, 2, pilot_portal_db_get_now (db));
  if (!find_token (statement, &token, found, error))
    return FALSE;
  pilot_statement_clear (statement);
  if (!*found)
    return TRUE;
  if (!pilot_account_load (db, token.kind, token.account_id, &account, found, error))
    return FALSE;
  if (*found)
    {
      request->authenticated = TRUE;
      request->role = account.role;
      request->token_id = g_steal_pointer (&token.id);
      request->token_expires_unix_usec = token.expires_unix_usec;
      *(account.kind == PILOT_ACCOUNT_RECRUITER ? &request->recruiter_id : &request->member_id) = g_steal_pointer (&account.id);
    }
  return TRUE;
}

gboolean
pilot_tokens_is_valid (PilotPortalDb *db, const char *id)
{
  g_auto (PilotToken) token = { 0 };
  g_auto (PilotAccount) account = { 0 };
  gboolean found = FALSE;

  return pilot_tokens_get (db, id, &token, &found, NULL) && found
         && token.expires_unix_usec > pilot_portal_db_get_now (db)
         && pilot_account_load (db, token.kind, token.account_id, &account, &found, NULL) && found;
}

gboolean
pilot_tokens_get (PilotPortalDb *db, const char *id, PilotToken *token, gboolean *found, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (pilot_portal_db_get_database (db), SELECT_TOKEN "WHERE id = ?",
                                                            error);

  *found = FALSE;
  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, id);
  return find_token (statement, token, found, error);
}

gboolean
pilot_tokens_list (PilotPortalDb *db, const char *account_id, const char *after, guint limit, PilotTokenFunc func,
                   gpointer user_data, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (pilot_portal_db_get_database (db),
                                                            SELECT_TOKEN "WHERE id > ?1 AND expires_at > ?2 AND "
                                                            "(?3 IS NULL OR account_id = ?3) ORDER BY id LIMIT ?4", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, after != NULL ? after : "");
  pilot_statement_bind_int64 (statement, 2, pilot_portal_db_get_now (db));
  pilot_statement_bind_text (statement, 3, account_id);
  pilot_statement_bind_int64 (statement, 4, limit);
  while (pilot_statement_step (statement, &row, error))
    {
      g_auto (PilotToken) token = { 0 };

      if (!row)
        return TRUE;
      read_token (statement, &token);
      func (&token, user_data);
    }
  return FALSE;
}

gboolean
pilot_tokens_revoke (PilotPortalDb *db, const char *id, GError **error)
{
  return run_with_text (db, "DELETE FROM token WHERE id = ?", id, error);
}

gboolean
pilot_tokens_revoke_all (PilotPortalDb *db, const char *account_id, GError **error)
{
  return run_with_text (db, "DELETE FROM token WHERE account_id = ?", account_id, error);
}
