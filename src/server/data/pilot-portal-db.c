/* pilot-portal-db.c: the portal's data: one connection of one thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-portal-db.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <malloc.h>
#include <sys/file.h>
#include <unistd.h>

#include "pilot-account-tables.h"
#include "pilot-entities.h"
#include "pilot-import.h"
#include "pilot-migrator.h"
#include "pilot-portal-db-schema.h"
#include "pilot-portal-singles.h"
#include "pilot-run-plan.h"
#include "pilot-statement.h"

#define APPLICATION_ID 0x50505431 /* "PPT1" */
#define LOCK_FILE "portal.lock"
#define RESTORE_STEP G_GINT64_CONSTANT (1000000000)
/* Pages of 8 KiB: fewer levels and half the calls of the default for rows of half a kilobyte. */
#define NEW_FILE_PRAGMAS "PRAGMA page_size=8192"
#define READ_PRAGMAS "PRAGMA cache_size=-16000; PRAGMA mmap_size=1073741824; PRAGMA temp_store=MEMORY;"
#define CHECKPOINT_PAGES 16000
/* The cache holds what one batch of a large run changes: ids are spread over all pages of their indexes. Not mapped: a file
 * of a gigabyte would count as memory. As many pages of the log as its file may keep: what several transactions wrote to
 * one page goes into the file once. */
#define WRITE_PRAGMAS \
  "PRAGMA cache_size=-192000; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=FAST; " \
  "PRAGMA journal_size_limit=131072000; PRAGMA wal_autocheckpoint=" G_STRINGIFY (CHECKPOINT_PAGES) ";"

struct _PilotPortalDb
{
  PilotDatabase *database; /* (owned) */
  PilotClock *clock;       /* (owned) */
  char *epoch;             /* (owned) */
  PilotPortalDbMode mode;
  int lock_fd;             /* writer: the folder's lock; -1: none */
  gboolean writing;        /* in a write transaction */
  gint64 revision;         /* then: the newest number taken */
  gpointer kept;           /* (owned) (nullable) */
  GDestroyNotify kept_destroy;
  PilotStatement *statements[PILOT_N_ENTITIES][PILOT_N_PORTAL_STATEMENTS]; /* (owned) (nullable) */
};

static gboolean
make_tables_cb (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_autofree char *sql = pilot_portal_db_schema_tables ();

  if (!pilot_database_exec (database, sql, error))
    return FALSE;
  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    {
      g_autofree char *indexes = pilot_portal_db_schema_indexes (pilot_schema_get (entity));

      if (!pilot_database_exec (database, indexes, error))
        return FALSE;
    }
  return pilot_database_exec (database,
                              "INSERT INTO meta VALUES ('revision', 0), ('pruned_before', 0), ('audit_hash', ''),"
                              " ('renew_epoch', 1)",
                              error);
}

static gboolean
complete_tables_cb (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  return pilot_portal_db_schema_complete (database, error);
}

static gboolean
make_run_tables_cb (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  return pilot_portal_db_schema_complete (database, error) && pilot_database_exec (database, pilot_run_plan_tables, error);
}

static const PilotMigration migrations[PILOT_PORTAL_DB_VERSION] = {
  { .func = make_tables_cb },
  { .sql = pilot_account_tables },
  { .func = complete_tables_cb }, /* the migration's entities, and where a moved record came from */
  { .func = make_run_tables_cb }, /* what the engine remembers, and what is read only */
};

/*
 * Between the backup and its restore numbers were handed out that the backup knows nothing of. None of them may come again
 * for another state of a record: a client that holds one as its If-Match would write over what it never saw. A counter
 * that steps by one for each change stays behind the clock's microseconds, so these are above all of them. The step is
 * for a clock that was put back since an earlier restore.
 */
static gint64
first_revision_after_restore (PilotPortalDb *self, gint64 revision)
{
  return MAX (pilot_portal_db_get_now (self), revision + RESTORE_STEP);
}

/* The file that was just made, or put back from a backup, begins a line of revisions of its own. */
static gboolean
renew_epoch (PilotPortalDb *self, GError **error)
{
  g_autofree char *epoch = g_uuid_string_random ();
  g_autofree char *sql = NULL;
  gint64 revision = pilot_portal_db_get_number (self, "revision", error);
  gint64 renew;

  if (revision < 0)
    return FALSE;
  if (!pilot_database_query_int64 (self->database, "SELECT value FROM meta WHERE key = 'renew_epoch'", 0, &renew, error))
    return FALSE;
  if (renew == 0)
    return TRUE;
  if (revision > 0)
    revision = first_revision_after_restore (self, revision);
  sql = g_strdup_printf ("BEGIN IMMEDIATE; INSERT OR REPLACE INTO meta VALUES ('epoch', '%s');"
                         "UPDATE meta SET value = %" G_GINT64_FORMAT " WHERE key = 'revision';"
                         "DELETE FROM meta WHERE key = 'renew_epoch'; COMMIT;",
                         epoch, revision);
  return pilot_database_exec (self->database, sql, error);
}

static gboolean
lock_dir (PilotPortalDb *self, const char *data_dir, GError **error)
{
  g_autofree char *path = g_build_filename (data_dir, LOCK_FILE, NULL);

  self->lock_fd = g_open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (self->lock_fd < 0)
    {
      g_set_error (error, PILOT_ERROR, PILOT_ERROR_FAILED, "%s cannot be opened: %s", path, g_strerror (errno));
      return FALSE;
    }
  if (flock (self->lock_fd, LOCK_EX | LOCK_NB) != 0)
    {
      g_set_error (error, PILOT_ERROR, PILOT_ERROR_BUSY, "Another portal runs on the data in %s.", data_dir);
      return FALSE;
    }
  return TRUE;
}

static gboolean
prepare_writer (PilotPortalDb *self, GError **error)
{
  gint64 version;

  /* The size of a page can only be chosen while the file is empty, and not in WAL mode. */
  if (!pilot_database_query_int64 (self->database, "PRAGMA user_version", 0, &version, error))
    return FALSE;
  if (version == 0 && !pilot_database_exec (self->database,
                                            "PRAGMA journal_mode=DELETE; " NEW_FILE_PRAGMAS "; VACUUM; PRAGMA journal_mode=WAL",
                                            error))
    return FALSE;
  return pilot_database_exec (self->database, WRITE_PRAGMAS, error) &&
         pilot_migrator_run (self->database, migrations, G_N_ELEMENTS (migrations), TRUE, self, error) &&
         /* A field that the program learnt since the last migration has no number of its own. */
         pilot_database_transact (self->database, complete_tables_cb, NULL, NULL, error) && renew_epoch (self, error);
}

static char *
statement_sql (const PilotSchema *schema, PilotPortalStatement kind)
{
  switch (kind)
    {
    case PILOT_PORTAL_STATEMENT_BY_ID:
    case PILOT_PORTAL_STATEMENT_REFERENCE:
      return pilot_portal_db_schema_select (schema, "WHERE id = ?");
    case PILOT_PORTAL_STATEMENT_SNAPSHOT:
      /* The plus keeps SQLite from walking the index of revisions: rows come in the order in which they lie. */
      return pilot_portal_db_schema_select (schema, "WHERE row > ? AND +revision <= ? AND deleted = 0 ORDER BY row LIMIT ?");
    case PILOT_PORTAL_STATEMENT_CHANGES:
      return pilot_portal_db_schema_select (schema, "WHERE revision > ? ORDER BY revision");
    case PILOT_PORTAL_STATEMENT_INSERT:
      return pilot_portal_db_schema_insert (schema);
    case PILOT_PORTAL_STATEMENT_UPDATE:
      return pilot_portal_db_schema_update (schema);
    case PILOT_PORTAL_STATEMENT_BURY:
      return pilot_portal_db_schema_bury (schema);
    case PILOT_N_PORTAL_STATEMENTS:
    default:
      g_return_val_if_reached (NULL);
    }
}

PilotPortalDb *
pilot_portal_db_open (const char *data_dir, PilotPortalDbMode mode, PilotClock *clock, GError **error)
{
  g_autoptr (PilotPortalDb) self = g_new0 (PilotPortalDb, 1);
  g_autofree char *path = g_build_filename (data_dir, PILOT_PORTAL_DB_FILE, NULL);

  self->mode = mode;
  self->lock_fd = -1;
  self->clock = g_object_ref (clock);
  if (mode == PILOT_PORTAL_DB_WRITE)
    {
      if (g_mkdir_with_parents (data_dir, 0700) != 0)
        {
          g_set_error (error, PILOT_ERROR, PILOT_ERROR_FAILED, "%s cannot be made: %s", data_dir, g_strerror (errno));
          return NULL;
        }
      if (!lock_dir (self, data_dir, error))
        return NULL;
    }
  self->database = pilot_database_open (
    path, mode == PILOT_PORTAL_DB_WRITE ? PILOT_DATABASE_CREATE | PILOT_DATABASE_FULL_SYNC : PILOT_DATABASE_READ_ONLY,
    APPLICATION_ID, error);
  if (self->database == NULL)
    return NULL;
  if (mode == PILOT_PORTAL_DB_WRITE ? !prepare_writer (self, error)
                                    : !pilot_database_exec (self->database, READ_PRAGMAS, error))
    return NULL;
  if (!pilot_database_query_text (self->database, "SELECT value FROM meta WHERE key = 'epoch'", &self->epoch, error) ||
      (mode == PILOT_PORTAL_DB_WRITE && (!pilot_portal_db_prune (self, error) || !pilot_portal_singles_complete (self, error))))
    return NULL;
  return g_steal_pointer (&self);
}

void
pilot_portal_db_free (PilotPortalDb *self)
{
  if (self == NULL)
    return;
  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    for (guint kind = 0; kind < PILOT_N_PORTAL_STATEMENTS; kind++)
      g_clear_pointer (&self->statements[entity][kind], pilot_statement_free);
  pilot_portal_db_set_kept (self, NULL, NULL);
  g_clear_pointer (&self->database, pilot_database_close);
  g_clear_object (&self->clock);
  g_free (self->epoch);
  if (self->lock_fd >= 0)
    close (self->lock_fd);
  g_free (self);
}

PilotDatabase *
pilot_portal_db_get_database (PilotPortalDb *self)
{
  return self->database;
}

const char *
pilot_portal_db_get_epoch (PilotPortalDb *self)
{
  return self->epoch;
}

gboolean
pilot_portal_db_get_meta (PilotPortalDb *self, const char *key, PilotStatement **statement, GError **error)
{
  gboolean row = FALSE;

  *statement = pilot_database_get_statement (self->database, "SELECT value FROM meta WHERE key = ?", error);
  if (*statement == NULL)
    return FALSE;
  pilot_statement_bind_text (*statement, 1, key);
  if (!pilot_statement_step (*statement, &row, error))
    return FALSE;
  if (!row)
    g_set_error (error, PILOT_ERROR, PILOT_ERROR_CORRUPT, "The portal's data have no “%s”.", key);
  return row;
}

gint64
pilot_portal_db_get_number (PilotPortalDb *self, const char *key, GError **error)
{
  PilotStatement *statement;
  gint64 number;

  if (!pilot_portal_db_get_meta (self, key, &statement, error))
    return -1;
  number = pilot_statement_get_int64 (statement, 0);
  pilot_statement_reset (statement);
  return number;
}

gboolean
pilot_portal_db_set_number (PilotPortalDb *self, const char *key, gint64 value, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (self->database, "UPDATE meta SET value = ? WHERE key = ?", error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, value);
  pilot_statement_bind_text (statement, 2, key);
  return pilot_statement_run (statement, error);
}

PilotStatement *
pilot_portal_db_prepare (PilotPortalDb *self, const PilotSchema *schema, PilotPortalStatement kind, GError **error)
{
  PilotStatement **statement = &self->statements[schema->entity][kind];

  if (*statement == NULL)
    {
      g_autofree char *sql = statement_sql (schema, kind);

      *statement = pilot_statement_new (self->database, sql, error);
    }
  else
    pilot_statement_clear (*statement);
  return *statement;
}

gint64
pilot_portal_db_get_revision (PilotPortalDb *self, GError **error)
{
  if (self->writing)
    return self->revision;
  return pilot_portal_db_get_number (self, "revision", error);
}

gint64
pilot_portal_db_get_now (PilotPortalDb *self)
{
  return pilot_clock_get_unix_usec (self->clock);
}

gboolean
pilot_portal_db_begin_read (PilotPortalDb *self, GError **error)
{
  return pilot_database_exec (self->database, "BEGIN", error);
}

void
pilot_portal_db_end_read (PilotPortalDb *self)
{
  pilot_database_rollback (self->database);
}

gboolean
pilot_portal_db_begin (PilotPortalDb *self, GError **error)
{
  g_return_val_if_fail (self->mode == PILOT_PORTAL_DB_WRITE, FALSE);

  if (!pilot_database_begin (self->database, error))
    return FALSE;
  self->revision = pilot_portal_db_get_number (self, "revision", error);
  self->writing = self->revision >= 0;
  if (self->writing)
    return TRUE;
  pilot_database_rollback (self->database);
  return FALSE;
}

gboolean
pilot_portal_db_commit (PilotPortalDb *self, GError **error)
{
  self->writing = FALSE;
  if (pilot_portal_db_set_number (self, "revision", self->revision, error) && pilot_database_commit (self->database, error))
    return TRUE;
  pilot_database_rollback (self->database);
  return FALSE;
}

void
pilot_portal_db_rollback (PilotPortalDb *self)
{
  self->writing = FALSE;
  pilot_database_rollback (self->database);
}

gint64
pilot_portal_db_next_revision (PilotPortalDb *self)
{
  return ++self->revision;
}

char *
pilot_portal_db_dup_company_id (PilotPortalDb *self, GError **error)
{
  char *id = NULL;

  if (!pilot_database_query_text (self->database, "SELECT id FROM company WHERE deleted = 0 ORDER BY row LIMIT 1", &id, error))
    return NULL;
  return id;
}

gboolean
pilot_portal_db_is_empty (PilotPortalDb *self)
{
  gint64 n = 1;

  return pilot_database_query_int64 (self->database, "SELECT count(*) FROM company", 1, &n, NULL) && n == 0;
}

/* Returns the newest revision among the tombstones of one kind that are too old, 0: none; -1: @error is set. */
static gint64
find_pruned (PilotPortalDb *self, const PilotSchema *schema, gint64 before, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT max(revision) FROM \"%s\" WHERE deleted = 1 AND updated_at < %" G_GINT64_FORMAT, schema->name, before);
  gint64 revision;

  return pilot_database_query_int64 (self->database, sql, 0, &revision, error) ? revision : -1;
}

static gboolean
prune_kind (PilotPortalDb *self, const PilotSchema *schema, gint64 before, gint64 *pruned_before, GError **error)
{
  gint64 revision = find_pruned (self, schema, before, error);
  g_autofree char *sql = NULL;

  if (revision <= 0)
    return revision == 0;
  *pruned_before = MAX (*pruned_before, revision);
  sql = g_strdup_printf ("DELETE FROM \"%s\" WHERE deleted = 1 AND updated_at < %" G_GINT64_FORMAT, schema->name, before);
  return pilot_database_exec (self->database, sql, error);
}

gboolean
pilot_portal_db_prune (PilotPortalDb *self, GError **error)
{
  gint64 before = pilot_portal_db_get_now (self) - PILOT_PORTAL_DB_KEEP_TOMBSTONES_USEC;
  gint64 pruned_before;
  gboolean ok;

  if (!pilot_portal_db_begin (self, error))
    return FALSE;
  pruned_before = pilot_portal_db_get_number (self, "pruned_before", error);
  ok = pruned_before >= 0;
  for (guint entity = 0; ok && entity < PILOT_N_ENTITIES; entity++)
    ok = prune_kind (self, pilot_schema_get (entity), before, &pruned_before, error);
  ok = ok && pilot_import_forget_old (self, error);
  if (ok && pilot_portal_db_set_number (self, "pruned_before", pruned_before, error))
    return pilot_portal_db_commit (self, error);
  pilot_portal_db_rollback (self);
  return FALSE;
}

gboolean
pilot_portal_db_set_checkpoints (PilotPortalDb *self, gboolean on, GError **error)
{
  return pilot_database_exec (self->database,
                              on ? "PRAGMA wal_autocheckpoint=" G_STRINGIFY (CHECKPOINT_PAGES) : "PRAGMA wal_autocheckpoint=0", error);
}

void
pilot_portal_db_set_kept (PilotPortalDb *self, gpointer kept, GDestroyNotify destroy)
{
  if (self->kept != NULL)
    self->kept_destroy (self->kept);
  self->kept = kept;
  self->kept_destroy = destroy;
}

gpointer
pilot_portal_db_get_kept (PilotPortalDb *self)
{
  return self->kept;
}

/* (transfer full) (nullable): statements that empty every table; what the portal remembers of itself stays. */
static char *
make_clear_sql (PilotPortalDb *self, GError **error)
{
  g_autoptr (PilotStatement) statement = pilot_statement_new (
    self->database, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> 'meta'", error);
  g_autoptr (GString) sql = g_string_new ("PRAGMA defer_foreign_keys=ON;");
  gboolean row;

  if (statement == NULL)
    return NULL;
  while (pilot_statement_step (statement, &row, error))
    {
      if (!row)
        {
          g_string_append (sql, "DELETE FROM sqlite_sequence; UPDATE meta SET value = '' WHERE key = 'audit_hash';"
                                "INSERT OR REPLACE INTO meta VALUES ('renew_epoch', 1);");
          return g_strdup (sql->str);
        }
      g_string_append_printf (sql, "DELETE FROM \"%s\";", pilot_statement_get_text (statement, 0));
    }
  return NULL;
}

gboolean
pilot_portal_db_clear (PilotPortalDb *self, GError **error)
{
  g_autofree char *sql = make_clear_sql (self, error);
  g_autofree char *epoch = NULL;

  if (sql == NULL || !pilot_portal_db_begin (self, error))
    return FALSE;
  if (!pilot_database_exec (self->database, sql, error))
    {
      pilot_portal_db_rollback (self);
      return FALSE;
    }
  if (!pilot_portal_db_commit (self, error) || !renew_epoch (self, error) ||
      !pilot_database_query_text (self->database, "SELECT value FROM meta WHERE key = 'epoch'", &epoch, error))
    return FALSE;
  g_free (self->epoch);
  self->epoch = g_steal_pointer (&epoch);
  return TRUE;
}

/* The copy renews its epoch when it is opened as a portal's data: that is a restore. */
static gboolean
mark_backup (const char *path, GError **error)
{
  g_autoptr (PilotDatabase) copy = pilot_database_open (path, PILOT_DATABASE_FULL_SYNC, APPLICATION_ID, error);

  return copy != NULL &&
         pilot_database_exec (copy, "INSERT OR REPLACE INTO meta VALUES ('renew_epoch', 1); PRAGMA journal_mode=DELETE", error);
}

void
pilot_portal_db_rest (PilotPortalDb *self)
{
  sqlite3_db_release_memory (pilot_database_get_handle (self->database));
#ifdef __GLIBC__
  /* The pages lie one by one among what lives on: freeing them alone would leave all of it with the process. */
  malloc_trim (0);
#endif
}

gboolean
pilot_portal_db_backup (PilotPortalDb *self, const char *path, GError **error)
{
  g_autofree char *marked = g_strconcat (path, ".new", NULL);
  gboolean done;

  /* Inside one read transaction, so that a busy portal's commits don't make the copy begin again and again. */
  if (!pilot_portal_db_begin_read (self, error))
    return FALSE;
  done = pilot_portal_db_get_number (self, "revision", error) >= 0 && pilot_database_backup (self->database, marked, NULL, error);
  pilot_portal_db_end_read (self);
  if (!done)
    return FALSE;
  if (mark_backup (marked, error) && g_rename (marked, path) == 0)
    return TRUE;
  if (error != NULL && *error == NULL)
    g_set_error (error, PILOT_ERROR, PILOT_ERROR_FAILED, "%s cannot be written: %s", path, g_strerror (errno));
  g_unlink (marked);
  return FALSE;
}
