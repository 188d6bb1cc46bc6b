/* pilot-database.h: a connection to an SQLite file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-error.h"

#include <sqlite3.h>

G_BEGIN_DECLS

typedef struct _PilotStatement PilotStatement;

/**
 * PilotDatabaseFlags:
 * @PILOT_DATABASE_CREATE: make the file (0600) where there is none; without it a missing file is PILOT_ERROR_NOT_FOUND
 * @PILOT_DATABASE_READ_ONLY: a second connection that only reads; the file must exist and be in WAL mode already
 * @PILOT_DATABASE_FULL_SYNC: `synchronous=FULL`: a commit is on the disk when it returns; otherwise NORMAL: a power
 *   cut may take the last commits back, never half of one
 */
typedef enum {
  PILOT_DATABASE_CREATE = 1 << 0,
  PILOT_DATABASE_READ_ONLY = 1 << 1,
  PILOT_DATABASE_FULL_SYNC = 1 << 2,
} PilotDatabaseFlags;

/**
 * PilotDatabase:
 *
 * One connection; used by one thread at a time (it has no lock of its own). WAL, foreign keys on, busy timeout 10 s.
 */
typedef struct _PilotDatabase PilotDatabase;

/**
 * pilot_database_open:
 * @path: the file
 * @application_id: SQLite's application_id; set on a new file; an existing file with another one (but 0) is
 *   PILOT_ERROR_CORRUPT; 0: not looked at
 * @error: PILOT_ERROR: _CORRUPT (no database, or damaged), _NOT_FOUND, _NO_SPACE, _BUSY, _FAILED
 *
 * Returns: (transfer full) (nullable): the connection
 */
PilotDatabase *pilot_database_open (const char *path, PilotDatabaseFlags flags, guint32 application_id, GError **error);

/** pilot_database_close: closes it; statements of its own made by pilot_database_get_statement() go with it. */
void pilot_database_close (PilotDatabase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotDatabase, pilot_database_close)

/** pilot_database_get_handle: (transfer none): the SQLite handle, for functions and collations. */
sqlite3 *pilot_database_get_handle (PilotDatabase *self);
const char *pilot_database_get_path (PilotDatabase *self);

/** pilot_database_exec: runs one or several statements without results. */
gboolean pilot_database_exec (PilotDatabase *self, const char *sql, GError **error);

/**
 * pilot_database_get_statement:
 * @sql: one statement
 *
 * A prepared statement that the connection keeps: the same text gives the same object, reset and with its bindings
 * cleared. Not for a text that is still being stepped through further up the stack.
 *
 * Returns: (transfer none) (nullable): the statement
 */
PilotStatement *pilot_database_get_statement (PilotDatabase *self, const char *sql, GError **error);

/** pilot_database_forget_statements: finalises what pilot_database_get_statement() kept (before tables are dropped). */
void pilot_database_forget_statements (PilotDatabase *self);

/** pilot_database_query_int64: the first column of the first row of @sql; @fallback where there is no row. */
gboolean pilot_database_query_int64 (PilotDatabase *self, const char *sql, gint64 fallback, gint64 *value, GError **error);

/** pilot_database_query_text: (out) @text (transfer full) (nullable): first column of the first row; %NULL where none. */
gboolean pilot_database_query_text (PilotDatabase *self, const char *sql, char **text, GError **error);

/** pilot_database_begin: `BEGIN IMMEDIATE` (a read-only connection: `BEGIN`, one snapshot for several reads). */
gboolean pilot_database_begin (PilotDatabase *self, GError **error);
gboolean pilot_database_commit (PilotDatabase *self, GError **error);

/**
 * pilot_database_rollback: takes everything since begin back; never fails; without a transaction nothing happens.
 *
 * Where the disk is full, the room that it took is given back, as far as pilot_database_empty_log() can.
 */
void pilot_database_rollback (PilotDatabase *self);

/**
 * pilot_database_empty_log: what is committed goes from the log into the file, and the log becomes empty, unless somebody
 * reads just now or the disk has no room for it. Outside of transactions; never fails. Before much is written in one
 * transaction: should the disk become full, then all of the log can be given back.
 */
void pilot_database_empty_log (PilotDatabase *self);
gboolean pilot_database_in_transaction (PilotDatabase *self);

/** PilotDatabaseFunc: work on a connection. Returns %FALSE if @error is set. */
typedef gboolean (*PilotDatabaseFunc) (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error);

/** pilot_database_transact: @func between begin and commit; rolled back if it fails or @cancellable is cancelled. */
gboolean pilot_database_transact (PilotDatabase *self, PilotDatabaseFunc func, gpointer user_data, GCancellable *cancellable,
                                  GError **error);

/** pilot_database_changes: rows changed by the last statement. */
gint64 pilot_database_changes (PilotDatabase *self);

/**
 * pilot_database_set_cancellable:
 * @cancellable: (nullable): from now on statements end with G_IO_ERROR_CANCELLED soon after it is cancelled
 *
 * Looked at every few thousand steps of SQLite's machine. Takes a reference.
 */
void pilot_database_set_cancellable (PilotDatabase *self, GCancellable *cancellable);

/** pilot_database_interrupt: ends the running statement; any thread. */
void pilot_database_interrupt (PilotDatabase *self);

/** pilot_database_backup: a consistent copy as @path (0600), put there whole by renaming. Blocks. */
gboolean pilot_database_backup (PilotDatabase *self, const char *path, GCancellable *cancellable, GError **error);

/** pilot_database_check: PILOT_ERROR_CORRUPT where `integrity_check` (@quick: `quick_check`) finds damage. Reads all. */
gboolean pilot_database_check (PilotDatabase *self, gboolean quick, GError **error);

/** pilot_database_set_damage_mark: an empty file is made at @path (nullable) whenever a statement meets damage. */
void pilot_database_set_damage_mark (PilotDatabase *self, const char *path);

/** pilot_database_set_error: fills @error from the connection's last failure @code. Returns: %FALSE always. */
gboolean pilot_database_set_error (PilotDatabase *self, int code, GError **error);

/**
 * PilotDatabaseCommitFunc:
 * @after: %FALSE: before the commit; %TRUE: it is done
 */
typedef void (*PilotDatabaseCommitFunc) (PilotDatabase *database, gboolean after, gpointer user_data);

/** pilot_database_set_commit_func: for tests that kill the process around each commit; of all connections. */
void pilot_database_set_commit_func (PilotDatabaseCommitFunc func, gpointer user_data);

G_END_DECLS
