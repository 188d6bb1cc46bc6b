/* pilot-database.c: a connection to an SQLite file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-database.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pilot-statement.h"

/* Steps of SQLite's machine between two looks at the cancellable: well under a millisecond. */
#define PROGRESS_STEPS 4000
#define BUSY_TIMEOUT_MSECS 10000
#define BACKUP_PAGES 2048

struct _PilotDatabase
{
  sqlite3 *handle;           /* (owned) */
  char *path;                /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable) */
  GHashTable *statements;    /* (owned): SQL → PilotStatement */
  char *damage_mark;         /* (owned) (nullable): the file that says that damage was met */
  gboolean read_only;
  gboolean met_full_disk;    /* since the last rollback */
};

static PilotDatabaseCommitFunc commit_func; /* (nullable) */
static gpointer commit_func_data;

static int
progress_cb (void *user_data)
{
  PilotDatabase *self = user_data;

  return self->cancellable != NULL && g_cancellable_is_cancelled (self->cancellable);
}

/* SQLite makes its files with the umask; a cache of personal data must never be readable by others, not even for a
 * moment, so the file is there before SQLite opens it. WAL and shared memory copy its mode.
 *
 * A file that is there already is not opened: closing it again would take away the locks that other connections of this
 * process have on it (POSIX locks belong to the process), and another process could delete the WAL under them. */
static gboolean
make_private_file (const char *path, gboolean create, GError **error)
{
  struct stat found;
  int fd;
  int saved_errno;

  if (lstat (path, &found) == 0)
    {
      if (S_ISLNK (found.st_mode))
        {
          g_set_error (error, PILOT_ERROR, PILOT_ERROR_FAILED, _("“%s” cannot be opened: %s"), path, g_strerror (ELOOP));
          return FALSE;
        }
      if ((found.st_mode & 0777) != 0600 && g_chmod (path, 0600) != 0)
        g_debug ("the mode of a database file could not be set");
      return TRUE;
    }
  saved_errno = errno;
  if (saved_errno == ENOENT && create)
    {
      fd = g_open (path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
      saved_errno = errno;
      if (fd >= 0)
        {
          close (fd);
          return TRUE;
        }
      /* Somebody else was faster: it is there, and that was all that is wanted. */
      if (saved_errno == EEXIST)
        return TRUE;
    }
  if (saved_errno == ENOENT && !create)
    g_set_error (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND, _("There is no file “%s”."), path);
  else if (saved_errno == ENOSPC || saved_errno == EDQUOT)
    g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_NO_SPACE, _("The disk is full. Free some space, then try again."));
  else
    g_set_error (error, PILOT_ERROR, PILOT_ERROR_FAILED, _("“%s” cannot be opened: %s"), path, g_strerror (saved_errno));
  return FALSE;
}

static gboolean
configure (PilotDatabase *self, PilotDatabaseFlags flags, guint32 application_id, GError **error)
{
  gint64 found;
  gint64 n_tables;

  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MSECS);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  /* A quoted name that isn't there is an error, not a text. */
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_progress_handler (self->handle, PROGRESS_STEPS, progress_cb, self);
  /* The first statement that reads the file finds out whether it is a database at all. */
  if (!pilot_database_query_int64 (self, "PRAGMA application_id", 0, &found, error) ||
      !pilot_database_query_int64 (self, "SELECT count(*) FROM sqlite_master", 0, &n_tables, error))
    return FALSE;
  if (application_id != 0 && (guint32) found != application_id && (found != 0 || n_tables > 0))
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_CORRUPT, _("The file was not written by Pilotage."));
      return FALSE;
    }
  if (!self->read_only)
    {
      g_autofree char *set_id = g_strdup_printf ("PRAGMA application_id=%d", (int) application_id);

      /* Only a new file takes it. Loading a million rows costs a fifth less than with pages of 4 KiB. */
      if (n_tables == 0 && !pilot_database_exec (self, "PRAGMA page_size=8192", error))
        return FALSE;
      if (!pilot_database_exec (self, "PRAGMA journal_mode=WAL; PRAGMA journal_size_limit=67108864", error) ||
          (application_id != 0 && (guint32) found != application_id && !pilot_database_exec (self, set_id, error)))
        return FALSE;
    }
  return pilot_database_exec (self,
                              (flags & PILOT_DATABASE_FULL_SYNC) != 0 ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL",
                              error) &&
         pilot_database_exec (self, "PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;", error);
}

PilotDatabase *
pilot_database_open (const char *path, PilotDatabaseFlags flags, guint32 application_id, GError **error)
{
  g_autoptr (PilotDatabase) self = NULL;
  gboolean read_only = (flags & PILOT_DATABASE_READ_ONLY) != 0;
  int code;

  g_return_val_if_fail (path != NULL, NULL);

  if (!make_private_file (path, (flags & PILOT_DATABASE_CREATE) != 0 && !read_only, error))
    return NULL;
  self = g_new0 (PilotDatabase, 1);
  self->path = g_strdup (path);
  self->read_only = read_only;
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) pilot_statement_free);
  code = sqlite3_open_v2 (path, &self->handle, SQLITE_OPEN_NOMUTEX | (read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE),
                          NULL);
  if (code != SQLITE_OK)
    {
      pilot_database_set_error (self, code, error);
      return NULL;
    }
  sqlite3_extended_result_codes (self->handle, 1);
  if (!configure (self, flags, application_id, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
pilot_database_close (PilotDatabase *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->statements);
  if (self->handle != NULL)
    {
      sqlite3_progress_handler (self->handle, 0, NULL, NULL);
      if (sqlite3_close (self->handle) != SQLITE_OK)
        {
          g_critical ("a database was closed before its statements");
          sqlite3_close_v2 (self->handle);
        }
    }
  g_clear_object (&self->cancellable);
  g_free (self->damage_mark);
  g_free (self->path);
  g_free (self);
}

sqlite3 *
pilot_database_get_handle (PilotDatabase *self)
{
  return self->handle;
}

const char *
pilot_database_get_path (PilotDatabase *self)
{
  return self->path;
}

void
pilot_database_set_damage_mark (PilotDatabase *self, const char *path)
{
  g_free (self->damage_mark);
  self->damage_mark = g_strdup (path);
}

gboolean
pilot_database_set_error (PilotDatabase *self, int code, GError **error)
{
  int system_errno = self->handle != NULL ? sqlite3_system_errno (self->handle) : 0;

  switch (code & 0xff)
    {
    case SQLITE_INTERRUPT:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Cancelled."));
      break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      if (self->damage_mark != NULL && !g_file_set_contents (self->damage_mark, "", 0, NULL))
        g_message ("a damaged database could not be marked");
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_CORRUPT, _("The file is damaged."));
      break;
    case SQLITE_FULL:
      self->met_full_disk = TRUE;
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_NO_SPACE, _("The disk is full. Free some space, then try again."));
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_BUSY, _("Another program is using the data on this computer. Try again in a moment."));
      break;
    case SQLITE_IOERR:
      if (system_errno == ENOSPC || system_errno == EDQUOT)
        {
          self->met_full_disk = TRUE;
          g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_NO_SPACE,
                               _("The disk is full. Free some space, then try again."));
          break;
        }
      G_GNUC_FALLTHROUGH;
    default:
      g_set_error (error, PILOT_ERROR, PILOT_ERROR_FAILED, _("The database reports: %s"),
                   self->handle != NULL ? sqlite3_errmsg (self->handle) : sqlite3_errstr (code));
      break;
    }
  return FALSE;
}

gboolean
pilot_database_exec (PilotDatabase *self, const char *sql, GError **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  return code == SQLITE_OK || pilot_database_set_error (self, code, error);
}

PilotStatement *
pilot_database_get_statement (PilotDatabase *self, const char *sql, GError **error)
{
  PilotStatement *statement = g_hash_table_lookup (self->statements, sql);

  if (statement != NULL)
    {
      pilot_statement_clear (statement);
      return statement;
    }
  statement = pilot_statement_new (self, sql, error);
  if (statement != NULL)
    g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

void
pilot_database_forget_statements (PilotDatabase *self)
{
  g_hash_table_remove_all (self->statements);
}

gboolean
pilot_database_query_int64 (PilotDatabase *self, const char *sql, gint64 fallback, gint64 *value, GError **error)
{
  g_autoptr (PilotStatement) statement = pilot_statement_new (self, sql, error);
  gboolean row;

  if (statement == NULL || !pilot_statement_step (statement, &row, error))
    return FALSE;
  *value = row && !pilot_statement_is_null (statement, 0) ? pilot_statement_get_int64 (statement, 0) : fallback;
  return TRUE;
}

gboolean
pilot_database_query_text (PilotDatabase *self, const char *sql, char **text, GError **error)
{
  g_autoptr (PilotStatement) statement = pilot_statement_new (self, sql, error);
  gboolean row;

  if (statement == NULL || !pilot_statement_step (statement, &row, error))
    return FALSE;
  *text = row ? pilot_statement_dup_text (statement, 0) : NULL;
  return TRUE;
}

gboolean
pilot_database_begin (PilotDatabase *self, GError **error)
{
  return pilot_database_exec (self, self->read_only ? "BEGIN" : "BEGIN IMMEDIATE", error);
}

gboolean
pilot_database_commit (PilotDatabase *self, GError **error)
{
  if (commit_func != NULL && !self->read_only)
    commit_func (self, FALSE, commit_func_data);
  if (!pilot_database_exec (self, "COMMIT", error))
    return FALSE;
  if (commit_func != NULL && !self->read_only)
    commit_func (self, TRUE, commit_func_data);
  return TRUE;
}

void
pilot_database_rollback (PilotDatabase *self)
{
  if (!sqlite3_get_autocommit (self->handle))
    {
      /* A cancelled cancellable would interrupt the rollback too. */
      sqlite3_progress_handler (self->handle, 0, NULL, NULL);
      sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
      sqlite3_progress_handler (self->handle, PROGRESS_STEPS, progress_cb, self);
    }
  /* What it had written lies in the log still, and would keep the disk full. */
  if (self->met_full_disk)
    pilot_database_empty_log (self);
}

void
pilot_database_empty_log (PilotDatabase *self)
{
  self->met_full_disk = FALSE;
  /* Whoever reads just now is not waited for. */
  sqlite3_busy_timeout (self->handle, 0);
  sqlite3_wal_checkpoint_v2 (self->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MSECS);
}

gboolean
pilot_database_in_transaction (PilotDatabase *self)
{
  return !sqlite3_get_autocommit (self->handle);
}

gboolean
pilot_database_transact (PilotDatabase *self, PilotDatabaseFunc func, gpointer user_data, GCancellable *cancellable, GError **error)
{
  if (!pilot_database_begin (self, error))
    return FALSE;
  if (func (self, user_data, cancellable, error) && !g_cancellable_set_error_if_cancelled (cancellable, error) &&
      pilot_database_commit (self, error))
    return TRUE;
  pilot_database_rollback (self);
  return FALSE;
}

gint64
pilot_database_changes (PilotDatabase *self)
{
  return sqlite3_changes64 (self->handle);
}

void
pilot_database_set_cancellable (PilotDatabase *self, GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
}

void
pilot_database_interrupt (PilotDatabase *self)
{
  sqlite3_interrupt (self->handle);
}

gboolean
pilot_database_backup (PilotDatabase *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  sqlite3 *target = NULL;
  sqlite3_backup *backup = NULL;
  int code;
  int fd;

  g_unlink (part);
  fd = g_open (part, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      g_set_error (error, PILOT_ERROR, errno == ENOSPC ? PILOT_ERROR_NO_SPACE : PILOT_ERROR_FAILED,
                   _("The backup “%s” cannot be written: %s"), path, g_strerror (errno));
      return FALSE;
    }
  close (fd);
  code = sqlite3_open_v2 (part, &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
  if (code == SQLITE_OK)
    backup = sqlite3_backup_init (target, "main", self->handle, "main");
  if (backup != NULL)
    {
      do
        code = sqlite3_backup_step (backup, BACKUP_PAGES);
      while (code == SQLITE_OK && !g_cancellable_is_cancelled (cancellable));
      sqlite3_backup_finish (backup);
    }
  else if (code == SQLITE_OK)
    code = sqlite3_errcode (target);
  /* The copy is one file without a WAL beside it, whatever the journal mode of the source. */
  if (code == SQLITE_DONE && sqlite3_exec (target, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL) != SQLITE_OK)
    code = sqlite3_errcode (target);
  sqlite3_close_v2 (target);
  if (code == SQLITE_DONE && g_rename (part, path) == 0)
    return TRUE;
  g_unlink (part);
  if (!g_cancellable_set_error_if_cancelled (cancellable, error))
    pilot_database_set_error (self, code == SQLITE_DONE ? SQLITE_IOERR : code, error);
  return FALSE;
}

gboolean
pilot_database_check (PilotDatabase *self, gboolean quick, GError **error)
{
  g_autofree char *answer = NULL;

  if (!pilot_database_query_text (self, quick ? "PRAGMA quick_check(1)" : "PRAGMA integrity_check(1)", &answer, error))
    return FALSE;
  if (g_strcmp0 (answer, "ok") == 0)
    return TRUE;
  g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_CORRUPT, _("The file is damaged."));
  return FALSE;
}

void
pilot_database_set_commit_func (PilotDatabaseCommitFunc func, gpointer user_data)
{
  commit_func = func;
  commit_func_data = user_data;
}
