/* pilot-portal-acts.c: what the program pilotage-portal does at once, instead of serving
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-portal-acts.h"

#include "pilot-audit.h"
#include "pilot-password.h"
#include "pilot-tokens.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <termios.h>
#include <unistd.h>

/* (transfer full) (nullable): a line of standard input. Who types it is asked for it, and nobody reads along. */
static char *
read_password (const char *email, GError **error)
{
  g_autoptr (GDataInputStream) input = pilot_portal_acts_open_input ();
  struct termios usual, quiet;
  gboolean typed = tcgetattr (STDIN_FILENO, &usual) == 0;
  char *line;

  if (!typed)
    return pilot_portal_acts_read_line (input, error);
  quiet = usual;
  quiet.c_lflag &= ~(tcflag_t) ECHO;
  /* Translators: asks for a line that is typed; %s is an e-mail address */
  g_printerr (_("New password of %s: "), email);
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &quiet);
  line = pilot_portal_acts_read_line (input, error);
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &usual);
  g_printerr ("\n");
  return line;
}

/* Finds the account, or says that there is none. */
static gboolean
find_account (PilotPortalDb *db, const char *email, PilotAccount *account, GError **error)
{
  gboolean found = FALSE;

  if (!pilot_account_find (db, email, account, &found, error))
    return FALSE;
  if (!found)
    g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND, _("There is no active account with that address"));
  return found;
}

/* Who has typed a password hears nothing of a company that was there all the time. */
static gboolean
find_room (const char *data_dir, PilotPortalDb **db, GError **error)
{
  g_autofree char *file = g_build_filename (data_dir, PILOT_PORTAL_DB_FILE, NULL);

  if (!g_file_test (file, G_FILE_TEST_EXISTS))
    return TRUE;
  *db = pilot_portal_db_open (data_dir, PILOT_PORTAL_DB_WRITE, pilot_clock_get_system (), error);
  return *db != NULL && pilot_new_company_find_room (*db, error);
}

/* (transfer full): serves what is in the folder. */
static char *
dup_command (const char *data_dir)
{
  g_autofree char *quoted = g_shell_quote (data_dir);

  return g_strconcat ("pilotage-portal --data ", quoted, NULL);
}

GDataInputStream *
pilot_portal_acts_open_input (void)
{
  g_autoptr (GInputStream) raw = g_unix_input_stream_new (STDIN_FILENO, FALSE);

  return g_data_input_stream_new (raw);
}

char *
pilot_portal_acts_read_line (GDataInputStream *input, GError **error)
{
  g_autofree char *line = g_data_input_stream_read_line (input, NULL, NULL, error);

  if (line == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID, _("A line was expected on standard input"));
      return NULL;
    }
  return g_strdup (g_strstrip (line));
}

gboolean
pilot_portal_acts_create_company (const char *data_dir, const PilotNewCompany *company, GError **error)
{
  g_autoptr (PilotPortalDb) db = NULL;
  g_autofree char *password = NULL;
  g_autofree char *command = NULL;

  if (!pilot_new_company_check (company, error) || !find_room (data_dir, &db, error) ||
      (password = read_password (company->admin_email, error)) == NULL || !pilot_password_check (password, error))
    return FALSE;
  if (db == NULL && (db = pilot_portal_db_open (data_dir, PILOT_PORTAL_DB_WRITE, pilot_clock_get_system (), error)) == NULL)
    return FALSE;
  if (!pilot_new_company_make (company, db, password, error))
    return FALSE;
  command = dup_command (data_dir);
  /* Translators: the first %s is a company’s name, the second a command to type */
  g_print (_("“%s” is ready. Start its portal with: %s\n"), company->name, command);
  return TRUE;
}

char *
pilot_portal_acts_create_token (PilotPortalDb *db, const char *email, GError **error)
{
  g_auto (PilotAccount) account = { 0 };
  g_auto (PilotToken) token = { 0 };
  g_autofree char *secret = NULL;
  gint64 expires = pilot_portal_db_get_now (db) + (gint64) PILOT_TOKEN_DEFAULT_SECS * G_USEC_PER_SEC;
  PilotAuditEvent event = { .actor = "portal", .action = "token.create", .count = 1 };

  if (!find_account (db, email, &account, error))
    return NULL;
  event.entity = pilot_account_kind_to_name (account.kind);
  event.entity_id = account.id;
  if (!pilot_portal_db_begin (db, error))
    return NULL;
  if (!pilot_tokens_create (db, &account, "pilotage-portal --create-token", expires, &token, &secret, error)
      || !pilot_audit_append (db, &event, NULL, error))
    {
      pilot_portal_db_rollback (db);
      return NULL;
    }
  if (!pilot_portal_db_commit (db, error))
    return NULL;
  return g_steal_pointer (&secret);
}

gboolean
pilot_portal_acts_set_password (PilotPortalDb *db, const char *email, GError **error)
{
  g_autofree char *password = NULL;
  g_auto (PilotAccount) account = { 0 };
  PilotAuditEvent event = { .actor = "portal", .action = "account.password", .count = 1 };

  if (!find_account (db, email, &account, error) || (password = read_password (email, error)) == NULL ||
      !pilot_password_check (password, error))
    return FALSE;
  event.entity = pilot_account_kind_to_name (account.kind);
  event.entity_id = account.id;
  if (!pilot_portal_db_begin (db, error))
    return FALSE;
  if (!pilot_account_set_password (db, account.id, password, error) || !pilot_tokens_revoke_all (db, account.id, error)
      || !pilot_audit_append (db, &event, NULL, error))
    {
      pilot_portal_db_rollback (db);
      return FALSE;
    }
  return pilot_portal_db_commit (db, error);
}
