/* pilot-portal-db.h: the portal's data: one connection of one thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-clock.h"
#include "pilot-database.h"
#include "pilot-record.h"

G_BEGIN_DECLS

#define PILOT_PORTAL_DB_FILE "portal.db"

/** The newest form of the file that this program knows (PRAGMA user_version); a newer one is refused. */
#define PILOT_PORTAL_DB_VERSION 4

/**
 * PilotPortalDbMode:
 * @PILOT_PORTAL_DB_READ: read only; any number beside the writer. The file must be there
 * @PILOT_PORTAL_DB_WRITE: the only one that writes: makes the folder and the file where they are missing, locks the
 *   folder for this process, migrates. To be opened first
 */
typedef enum {
  PILOT_PORTAL_DB_READ,
  PILOT_PORTAL_DB_WRITE,
} PilotPortalDbMode;

/**
 * PilotPortalDb:
 *
 * A connection to the portal's data; one thread at a time. Every entity of PilotSchema has a table of its own with real
 * columns (see pilot-portal-db-schema.c). Each changed row gets a revision of its own from one counter; a change and
 * its audit event are one transaction, and COMMIT returns only when it is on the disk.
 */
typedef struct _PilotPortalDb PilotPortalDb;

/**
 * pilot_portal_db_open:
 * @data_dir: folder of the portal's data
 * @clock: (transfer none): the server's clock
 * @error: PILOT_ERROR_BUSY: another process writes there; PILOT_ERROR_TOO_NEW; PILOT_ERROR_CORRUPT; PILOT_ERROR_FAILED
 *
 * A file put back from a backup gets a new epoch here, so that clients sync anew.
 *
 * Returns: (transfer full) (nullable)
 */
PilotPortalDb *pilot_portal_db_open (const char *data_dir, PilotPortalDbMode mode, PilotClock *clock, GError **error);
void pilot_portal_db_free (PilotPortalDb *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotPortalDb, pilot_portal_db_free)

/** pilot_portal_db_get_database: (transfer none): for the statements of tables that are nobody else's (tokens). */
PilotDatabase *pilot_portal_db_get_database (PilotPortalDb *self);

/** pilot_portal_db_get_epoch: (transfer none): UUID of this line of revisions; another one means: sync anew. */
const char *pilot_portal_db_get_epoch (PilotPortalDb *self);

/** pilot_portal_db_get_revision: the newest revision that is committed (in a transaction: of it). -1: @error is set. */
gint64 pilot_portal_db_get_revision (PilotPortalDb *self, GError **error);

/** pilot_portal_db_get_now: the server's clock, microseconds since 1970. */
gint64 pilot_portal_db_get_now (PilotPortalDb *self);

/** pilot_portal_db_begin_read: all reads until pilot_portal_db_end_read() see one state. */
gboolean pilot_portal_db_begin_read (PilotPortalDb *self, GError **error);
void pilot_portal_db_end_read (PilotPortalDb *self);

/**
 * pilot_portal_db_begin:
 *
 * Begins a write transaction; only on the writer. It ends with pilot_portal_db_commit() or _rollback().
 */
gboolean pilot_portal_db_begin (PilotPortalDb *self, GError **error);

/** pilot_portal_db_commit: writes the counter too; on failure everything is rolled back. On the disk when it returns. */
gboolean pilot_portal_db_commit (PilotPortalDb *self, GError **error);
void pilot_portal_db_rollback (PilotPortalDb *self);

/** pilot_portal_db_next_revision: takes the next number; only in a write transaction. */
gint64 pilot_portal_db_next_revision (PilotPortalDb *self);

/** pilot_portal_db_get_number: a number of the table "meta". -1: @error is set. */
gint64 pilot_portal_db_get_number (PilotPortalDb *self, const char *key, GError **error);
gboolean pilot_portal_db_set_number (PilotPortalDb *self, const char *key, gint64 value, GError **error);

/** pilot_portal_db_get_meta: @statement: (out) (transfer none): stands on the row, the value is column 0; to be reset. */
gboolean pilot_portal_db_get_meta (PilotPortalDb *self, const char *key, PilotStatement **statement, GError **error);

/**
 * PilotPortalStatement: the statements that every entity has.
 * Those that read give the columns of pilot_portal_db_schema_select().
 */
typedef enum {
  PILOT_PORTAL_STATEMENT_BY_ID,    /* id */
  PILOT_PORTAL_STATEMENT_REFERENCE, /* id: the same for who follows a reference while he stands on a row */
  PILOT_PORTAL_STATEMENT_SNAPSHOT, /* row, revision, limit: live rows behind the row, not newer than the revision */
  PILOT_PORTAL_STATEMENT_CHANGES,  /* revision: all rows behind it, in the order of revisions */
  PILOT_PORTAL_STATEMENT_INSERT,   /* see pilot-portal-db-schema.h */
  PILOT_PORTAL_STATEMENT_UPDATE,
  PILOT_PORTAL_STATEMENT_BURY,
  PILOT_N_PORTAL_STATEMENTS
} PilotPortalStatement;

/** pilot_portal_db_prepare: (transfer none) (nullable): kept by the connection; reset, without bindings. */
PilotStatement *pilot_portal_db_prepare (PilotPortalDb *self, const PilotSchema *schema, PilotPortalStatement kind, GError **error);

/** pilot_portal_db_dup_company_id: (transfer full) (nullable): of the one company; %NULL in an empty file. */
char *pilot_portal_db_dup_company_id (PilotPortalDb *self, GError **error);

/** pilot_portal_db_is_empty: whether there is no company in it yet. On an error it is not. */
gboolean pilot_portal_db_is_empty (PilotPortalDb *self);

/** How long a tombstone is kept: a client that was away for longer syncs anew. */
#define PILOT_PORTAL_DB_KEEP_TOMBSTONES_USEC (400 * G_TIME_SPAN_DAY)

/**
 * pilot_portal_db_prune:
 *
 * Takes away the tombstones that are older than PILOT_PORTAL_DB_KEEP_TOMBSTONES_USEC, and remembers up to which revision
 * (the number "pruned_before"), so that no client goes on from before it; and imports that nobody finished. The writer
 * does so when it is opened, and the portal each day.
 */
gboolean pilot_portal_db_prune (PilotPortalDb *self, GError **error);

/**
 * pilot_portal_db_rest:
 *
 * Gives back the pages that the connection keeps in memory, and what the process has freed since: after a large import some
 * hundred megabytes. Outside of a transaction. Takes some ten milliseconds, and the next reads some more.
 */
void pilot_portal_db_rest (PilotPortalDb *self);

/**
 * pilot_portal_db_backup:
 * @path: file to be made; one that is there is replaced only when the copy is whole
 *
 * Copies the data as they stand into one file, while others read and write. To restore it: stop the portal, put the file
 * in the place of portal.db and remove portal.db-wal and portal.db-shm. Access is 0600: it holds personal data.
 */
gboolean pilot_portal_db_backup (PilotPortalDb *self, const char *path, GError **error);

/**
 * pilot_portal_db_set_checkpoints:
 * @on: as it is usually: a commit that finds the log long writes it into the file, which takes a while; %FALSE: the log grows
 *
 * Of the writing connection.
 */
gboolean pilot_portal_db_set_checkpoints (PilotPortalDb *self, gboolean on, GError **error);

/** pilot_portal_db_set_kept: @kept: (transfer full): what lives as long as the connection; in the place of what was kept. */
void pilot_portal_db_set_kept (PilotPortalDb *self, gpointer kept, GDestroyNotify destroy);

/** pilot_portal_db_get_kept: (transfer none) (nullable). */
gpointer pilot_portal_db_get_kept (PilotPortalDb *self);

/**
 * pilot_portal_db_clear:
 *
 * Takes everything away, in one transaction: the data are as new, of another epoch. The revisions go on.
 */
gboolean pilot_portal_db_clear (PilotPortalDb *self, GError **error);

G_END_DECLS
