/* pilot-account.c: who can have a token: members, recruiters, and the program that started the portal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-account.h"

#include "pilot-password.h"
#include "pilot-statement.h"
#include "pilot-tokens.h"

/* Each gives id and role of active accounts. A member with the role of a recruiter is nobody: what an agency's user may see
 * hangs on the recruiter's record. */
static const char *const load_sql[] = {
  [PILOT_ACCOUNT_MEMBER] = "SELECT id, role FROM member WHERE id = ? AND deleted = 0 AND active = 1 "
                           "AND role <> 'recruiter'",
  [PILOT_ACCOUNT_RECRUITER] = "SELECT id, 'recruiter' FROM recruiter WHERE id = ? AND deleted = 0 AND status = 'active'",
  [PILOT_ACCOUNT_HOST] = "SELECT id, role FROM member WHERE role = 'admin' AND deleted = 0 AND active = 1 "
                         "ORDER BY row LIMIT 1",
};

static const char *const find_sql[] = {
  [PILOT_ACCOUNT_MEMBER] = "SELECT id, role FROM member WHERE email = ? COLLATE NOCASE AND deleted = 0 AND active = 1 "
                           "AND role <> 'recruiter' ORDER BY row LIMIT 1",
  [PILOT_ACCOUNT_RECRUITER] = "SELECT recruiter.id, 'recruiter' FROM recruiter LEFT JOIN password ON account_id = recruiter.id "
                              "WHERE email = ? COLLATE NOCASE AND deleted = 0 AND status = 'active' "
                              "ORDER BY account_id IS NULL, row LIMIT 1",
};

/* Runs one of the above with @parameter (nullable). */
static gboolean
query (PilotPortalDb *db, const char *sql, PilotAccountKind kind, const char *parameter, PilotAccount *account,
       gboolean *found, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (pilot_portal_db_get_database (db), sql, error);
  gboolean row = FALSE;

  *found = FALSE;
  if (statement == NULL)
    return FALSE;
  if (parameter != NULL)
    pilot_statement_bind_text (statement, 1, parameter);
  if (!pilot_statement_step (statement, &row, error))
    return FALSE;
  if (row && pilot_role_from_name (pilot_statement_get_text (statement, 1), &account->role))
    {
      account->kind = kind;
      g_free (account->id);
      account->id = pilot_statement_dup_text (statement, 0);
      *found = TRUE;
    }
  pilot_statement_reset (statement);
  return TRUE;
}

void
pilot_account_clear (PilotAccount *self)
{
  g_clear_pointer (&self->id, g_free);
}

const char *
pilot_account_kind_to_name (PilotAccountKind kind)
{
  static const char *const names[] = { "member", "recruiter", "host" };

  return names[kind];
}

gboolean
pilot_account_load (PilotPortalDb *db, PilotAccountKind kind, const char *id, PilotAccount *account, gboolean *found,
                    GError **error)
{
  if (!query (db, load_sql[kind], kind, kind == PILOT_ACCOUNT_HOST ? NULL : id, account, found, error))
    return FALSE;
  if (kind == PILOT_ACCOUNT_HOST && !*found)
    {
      account->kind = kind;
      account->role = PILOT_ROLE_ADMIN;
      *found = TRUE;
    }
  return TRUE;
}

gboolean
pilot_account_find (PilotPortalDb *db, const char *email, PilotAccount *account, gboolean *found, GError **error)
{
  if (!query (db, find_sql[PILOT_ACCOUNT_MEMBER], PILOT_ACCOUNT_MEMBER, email, account, found, error))
    return FALSE;
  return *found
         || query (db, find_sql[PILOT_ACCOUNT_RECRUITER], PILOT_ACCOUNT_RECRUITER, email, account, found, error);
}

char *
pilot_account_dup_password_hash (PilotPortalDb *db, const char *id, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (pilot_portal_db_get_database (db),
                                                            "SELECT hash FROM password WHERE account_id = ?", error);
  gboolean row = FALSE;
  char *hash = NULL;

  if (statement == NULL)
    return NULL;
  pilot_statement_bind_text (statement, 1, id);
  if (!pilot_statement_step (statement, &row, error))
    return NULL;
  if (row)
    hash = pilot_statement_dup_text (statement, 0);
  pilot_statement_reset (statement);
  return hash;
}

gboolean
pilot_account_set_password (PilotPortalDb *db, const char *id, const char *password, GError **error)
{
  g_autofree char *hash = pilot_password_hash (password, error);
  PilotStatement *statement;

  if (hash == NULL)
    return FALSE;
  statement = pilot_database_get_statement (pilot_portal_db_get_database (db),
                                            "INSERT INTO password (account_id, hash, changed_at) VALUES (?, ?, ?) "
                                            "ON CONFLICT (account_id) DO UPDATE SET hash = excluded.hash, "
                                            "changed_at = excluded.changed_at", error);
  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, id);
  pilot_statement_bind_text (statement, 2, hash);
  pilot_statement_bind_int64 (statement, 3, pilot_portal_db_get_now (db));
  return pilot_statement_run (statement, error);
}

gboolean
pilot_account_forget (PilotPortalDb *db, const char *id, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (pilot_portal_db_get_database (db),
                                                            "DELETE FROM password WHERE account_id = ?", error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, id);
  return pilot_statement_run (statement, error) && pilot_tokens_revoke_all (db, id, error);
}
