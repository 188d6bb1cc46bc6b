/* pilot-store.h: the local cache of one connection
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-change-sink.h"
#include "pilot-clock.h"
#include "pilot-pending.h"
#include "pilot-query.h"
#include "pilot-writer.h"

G_BEGIN_DECLS

/** SQLite application_id of a cache file ("Plt1"). */
#define PILOT_STORE_APPLICATION_ID 0x506c7431

/** The version of the schema that this program writes. */
#define PILOT_STORE_SCHEMA_VERSION 3

/**
 * PilotStore:
 *
 * One cache file: a table for each entity, named after the schema (see pilot-entity-table.h), that holds the records
 * as the person sees them, pending edits included; the outbox; where the pull stands. Implements #PilotChangeSink.
 *
 * Everything is written by the one writer thread. What blocks says so and may be called from any thread but the
 * writer's; in the main thread the `_async` forms are used.
 *
 * Signal "changed" (guint entity_mask): records of these kinds (bit 1 << PilotEntity) changed; emitted in the main
 * context that was the thread default when the store was opened, at most some ten times a second. The bit
 * %PILOT_STORE_CHANGED_OUTBOX says that the outbox changed.
 *
 * Signal "searchable": a search may find more than before, without that records changed: what many bring at once is put
 * into the full-text index bit by bit after them.
 */
#define PILOT_TYPE_STORE (pilot_store_get_type ())
G_DECLARE_FINAL_TYPE (PilotStore, pilot_store, PILOT, STORE, GObject)

/** In the mask of "changed": the outbox, the number or state of what waits. */
#define PILOT_STORE_CHANGED_OUTBOX (1u << 31)

/**
 * pilot_store_open:
 * @path: the cache file, `<connection id>.cache`; made 0600 if missing
 * @clock: (nullable): the time; %NULL: the system's
 * @context: (nullable): where "changed" is emitted; %NULL: the thread-default context of the caller
 * @error: PILOT_ERROR; _TOO_NEW, _NO_SPACE, _BUSY, _FAILED
 *
 * Opens and migrates the cache. A damaged file is renamed to `<path>.damaged-<time>`, what can be read of its outbox
 * is carried over into a new one, and pilot_store_get_recovery_report() tells. Rows that were being sent when the
 * program ended are sent again as they were. Blocks (a migration may take seconds).
 *
 * Returns: (transfer full) (nullable): the store
 */
PilotStore *pilot_store_open (const char *path, PilotClock *clock, GMainContext *context, GError **error);

/**
 * pilot_store_open_to_read:
 * @path: of a cache that may not be open, or be open elsewhere
 * @error: PILOT_ERROR; _NOT_FOUND: there is none
 *
 * To look into it with pilot_store_get_setting(), pilot_store_scan() and pilot_store_get_counts(), and nothing else: it is
 * neither migrated nor mended nor written. What an older program left may lack what is asked for. Any thread. Blocks as
 * long as the disk.
 *
 * Returns: (transfer full) (nullable): a store that need not be closed
 */
PilotStore *pilot_store_open_to_read (const char *path, GError **error);

/** pilot_store_close: waits for a running write, then closes; the store is of no use afterwards. Blocks. Must be called. */
void pilot_store_close (PilotStore *self);

/** pilot_store_get_recovery_report: (nullable): for people: what happened to a damaged cache when it was opened. */
const char *pilot_store_get_recovery_report (PilotStore *self);
const char *pilot_store_get_path (PilotStore *self);
PilotWriter *pilot_store_get_writer (PilotStore *self);
PilotClock *pilot_store_get_clock (PilotStore *self);

/** pilot_store_open_reader: (transfer full): a read-only connection of one's own, for a worker. Any thread. */
PilotDatabase *pilot_store_open_reader (PilotStore *self, GError **error);

/** pilot_store_notify: tells "changed" soon; any thread. For who writes tables through the writer by himself. */
void pilot_store_notify (PilotStore *self, guint entity_mask);

/**
 * pilot_store_set_local:
 * @entity_mask: kinds of records (1 << PilotEntity) that live in this cache alone
 *
 * For a connection that can't write, e.g. files: their edits go into the cache and into no outbox, and a snapshot leaves
 * them as they are. To be told before anything is written or pulled. Any thread.
 */
void pilot_store_set_local (PilotStore *self, guint entity_mask);

/** pilot_store_is_local: whether records of that kind live in this cache alone. Any thread. */
gboolean pilot_store_is_local (PilotStore *self, PilotEntity entity);

/**
 * pilot_store_get_setting:
 * @key: e.g. "role"
 *
 * What is remembered with the cache and goes with it. Any thread.
 *
 * Returns: (transfer full) (nullable)
 */
char *pilot_store_get_setting (PilotStore *self, const char *key);

/** pilot_store_set_setting: @value (nullable); written soon, on the writer. Any thread. */
void pilot_store_set_setting (PilotStore *self, const char *key, const char *value);

/* --- reading: a few indexed look-ups on a connection kept for it; any thread, below a millisecond --- */

/**
 * pilot_store_get_record:
 * @pending: (out) (optional): whether a change of it waits to be sent
 *
 * Returns: (transfer full) (nullable): the record as the person sees it (pending edits on top); %NULL with no @error
 *   where there is none
 */
PilotRecord *pilot_store_get_record (PilotStore *self, PilotEntity entity, const char *id, gboolean *pending, GError **error);

/** pilot_store_dup_title: (transfer full): what names the record; "" if there is none. */
char *pilot_store_dup_title (PilotStore *self, PilotEntity entity, const char *id);

/**
 * pilot_store_count:
 * @field: %PILOT_FIELD_ID: all; otherwise the records whose field is @value (%NULL: empty)
 *
 * Main thread. Answers from memory; what isn't known or may be out of date is counted on a worker, and "changed" is
 * emitted for the entity when the number turns out to be another. Small tables are counted at once.
 */
guint64 pilot_store_count (PilotStore *self, PilotEntity entity, guint field, const char *value);

/** pilot_store_count_query: the same for the records that match all filters of @query; the rest of it doesn't count. */
guint64 pilot_store_count_query (PilotStore *self, const PilotQuery *query);

/** pilot_store_count_now: as pilot_store_count(), counted at once; blocks (a million rows: some 50 ms). Any thread. */
gboolean pilot_store_count_now (PilotStore *self, PilotEntity entity, guint field, const char *value, guint64 *count, GError **error);

/**
 * PilotStoreScanFunc:
 * @record: row by row: valid for the call only (reference it to keep it). Returns: %FALSE to stop.
 */
typedef gboolean (*PilotStoreScanFunc) (PilotRecord *record, gpointer user_data);

/** pilot_store_scan: all records of an entity by insertion, on a connection of its own. Blocks. Any thread. */
gboolean pilot_store_scan (PilotStore *self, PilotEntity entity, PilotStoreScanFunc func, gpointer user_data,
                           GCancellable *cancellable, GError **error);

/** PilotStoreWalkFunc: @values: schema->n_fields, unset where not asked for; texts live for the call. Returns: %FALSE to stop. */
typedef gboolean (*PilotStoreWalkFunc) (const PilotValue *values, gpointer user_data);

/**
 * pilot_store_walk:
 * @reader: a connection of pilot_store_open_reader(); in a transaction (pilot_database_begin()) several walks see one state
 * @fields: one bit for each field that is read; the id always is
 * @where: (nullable): SQL condition over the columns, e.g. "dataset='legacy'"; never with what a person typed
 * @order: (nullable): SQL; %NULL: as inserted
 *
 * Rows as plain values: several times as fast as pilot_store_scan(). Blocks. Any thread.
 */
gboolean pilot_store_walk (PilotDatabase *reader, PilotEntity entity, guint64 fields, const char *where, const char *order,
                           PilotStoreWalkFunc func, gpointer user_data, GCancellable *cancellable, GError **error);

/** PilotStoreIdFunc: @id lives for the call. */
typedef void (*PilotStoreIdFunc) (const char *id, gpointer user_data);

/**
 * pilot_store_scan_deleted:
 *
 * Calls @func with the ids of the records of @entity that a person deleted here or over there, as far as the outbox, the
 * deletions that are remembered and the audit events tell; with some several times, also with what came back. Blocks. Any thread.
 */
gboolean pilot_store_scan_deleted (PilotStore *self, PilotEntity entity, PilotStoreIdFunc func, gpointer user_data,
                                   GCancellable *cancellable, GError **error);

/** pilot_store_list_ids: (transfer full) (nullable) (element-type utf8): the ids of the records that @query shows, in its order. Blocks. Any thread. */
GPtrArray *pilot_store_list_ids (PilotStore *self, const PilotQuery *query, GCancellable *cancellable, GError **error);

/* --- edits --- */

/**
 * pilot_store_save:
 * @changes: id and the fields to set (fields that clients may not write are passed over); an id that is not known
 *   creates the record
 * @undo: (out) (optional) (transfer full) (nullable): what to save to take it back; %NULL for a create (delete it
 *   instead) and where nothing changed
 * @error: PILOT_ERROR; _INVALID where @changes has no valid UUID or the entity is not writable; _NO_SPACE
 *
 * Writes the record and its outbox row in one transaction. Does not judge the fields (pilot_check_record() does).
 * Blocks until it is on the disk.
 */
gboolean pilot_store_save (PilotStore *self, const PilotRecord *changes, PilotRecord **undo, GError **error);
void pilot_store_save_async (PilotStore *self, const PilotRecord *changes, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
gboolean pilot_store_save_finish (PilotStore *self, GAsyncResult *result, PilotRecord **undo, GError **error);

/**
 * pilot_store_delete:
 * @ids: %NULL-terminated; unknown ones are passed over
 * @undo: (out) (optional) (transfer full) (element-type PilotRecord): complete records to save again
 *
 * All in one transaction. Blocks.
 */
gboolean pilot_store_delete (PilotStore *self, PilotEntity entity, const char *const *ids, GPtrArray **undo, GError **error);
void pilot_store_delete_async (PilotStore *self, PilotEntity entity, const char *const *ids, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
gboolean pilot_store_delete_finish (PilotStore *self, GAsyncResult *result, GPtrArray **undo, GError **error);

/* --- the outbox, for people --- */

/**
 * PilotStoreCounts: what waits. A row is counted once: @n_waiting holds those that are neither blocked nor in conflict.
 * @n_held: of these, those that go by themselves when a migration run has ended, and not before
 */
typedef struct
{
  guint n_waiting;
  guint n_held;
  guint n_blocked;
  guint n_conflicts;
} PilotStoreCounts;

/** pilot_store_get_counts: any thread. */
gboolean pilot_store_get_counts (PilotStore *self, PilotStoreCounts *counts, GError **error);

/**
 * pilot_store_get_outlook:
 * @counts: (out) (optional)
 * @due_unix_usec: (out) (optional): when the next row wants to be sent; 0: now; G_MAXINT64: none does, or none can
 *
 * Both of one moment: asked one after the other, what is sent between them looks as if it could never go. Any thread.
 */
gboolean pilot_store_get_outlook (PilotStore *self, PilotStoreCounts *counts, gint64 *due_unix_usec, GError **error);

/** pilot_store_list_pending: (transfer full) (element-type PilotPending): the outbox in the order of sending. Main thread. */
GPtrArray *pilot_store_list_pending (PilotStore *self, GError **error);

/** pilot_store_retry: a blocked row waits again, and one that backs off is due now; another state: nothing. Blocks. */
gboolean pilot_store_retry (PilotStore *self, gint64 seq, GError **error);
void pilot_store_retry_async (PilotStore *self, gint64 seq, GAsyncReadyCallback callback, gpointer user_data);

/**
 * pilot_store_discard:
 *
 * Gives a change up: the record goes back to what the other side has, with what is queued behind it on top (behind
 * a create nothing can stand: it goes too). PILOT_ERROR_BUSY while it is being sent, PILOT_ERROR_NOT_FOUND where it
 * is gone already. Blocks.
 */
gboolean pilot_store_discard (PilotStore *self, gint64 seq, GError **error);
void pilot_store_discard_async (PilotStore *self, gint64 seq, GAsyncReadyCallback callback, gpointer user_data);

/**
 * pilot_store_resolve:
 * @chosen: (nullable): the fields with the values that the person chose (mine or theirs); %NULL: theirs throughout.
 *   Where the record was deleted over there, @chosen creates it anew
 *
 * PILOT_ERROR_NOT_FOUND where @seq is no longer in conflict. Blocks.
 */
gboolean pilot_store_resolve (PilotStore *self, gint64 seq, const PilotRecord *chosen, GError **error);
void pilot_store_resolve_async (PilotStore *self, gint64 seq, const PilotRecord *chosen, GAsyncReadyCallback callback,
                                gpointer user_data);

/** pilot_store_finish: for retry, discard and resolve. */
gboolean pilot_store_finish (PilotStore *self, GAsyncResult *result, GError **error);

/**
 * pilot_store_remove:
 * @discard_unsent: %TRUE only after the person confirmed it by name
 * @error: PILOT_ERROR_BUSY where unsent work is left, or another process has the cache in use
 *
 * Closes the store and deletes the cache with everything that belongs to it (backups and files set aside too). Blocks.
 */
gboolean pilot_store_remove (PilotStore *self, gboolean discard_unsent, GError **error);

/* --- imports: many records as one operation --- */

/**
 * PilotStoreImport:
 *
 * An import that is being written. Rows are collected on the writer in one transaction that other writes wait for,
 * so it is begun when everything has been judged. Used by one thread.
 */
typedef struct _PilotStoreImport PilotStoreImport;

/**
 * pilot_store_import_begin:
 * @source_name: (nullable): what the person knows it by, e.g. the file's name
 * @expected_rows: about how many; 0: unknown. Decides whether indexes are rebuilt after the load
 *
 * Returns: (transfer full) (nullable): the import; end it with _commit or _abort
 */
PilotStoreImport *pilot_store_import_begin (PilotStore *self, PilotEntity entity, const char *source_name, guint64 expected_rows,
                                            GError **error);

/**
 * pilot_store_import_add:
 * @batch: rows with their id set: an unknown id creates a complete record; of a known one the fields that are set change
 *
 * Blocks. After an error only _abort is left.
 */
gboolean pilot_store_import_add (PilotStoreImport *self, const PilotBatch *batch, GCancellable *cancellable, GError **error);

/** PilotStoreImportResult: rows by what became of them. */
typedef struct
{
  guint64 n_created;
  guint64 n_changed;
  guint64 n_unchanged;
} PilotStoreImportResult;

/**
 * pilot_store_import_commit:
 * @self: (transfer full)
 * @result: (out) (optional)
 *
 * Makes it durable: the rows and one outbox row. With nothing created or changed nothing is queued. Blocks. After an
 * error everything is as before the import.
 */
gboolean pilot_store_import_commit (PilotStoreImport *self, PilotStoreImportResult *result, GCancellable *cancellable, GError **error);

/**
 * pilot_store_import_records:
 * @source_name: (nullable): names the operation to people
 * @records: (element-type PilotRecord): all of @entity, with ids
 *
 * The whole import of records that are at hand; of none nothing. Blocks. Errors as above.
 */
gboolean pilot_store_import_records (PilotStore *self, PilotEntity entity, const char *source_name, GPtrArray *records,
                                     GCancellable *cancellable, GError **error);

/** pilot_store_import_abort: @self: (transfer full) (nullable): everything is as before. Blocks. */
void pilot_store_import_abort (PilotStoreImport *self);

/**
 * PilotStoreLookup:
 *
 * Finds records by natural keys, to judge the rows of an import. Reads on a connection of its own, one state of the
 * data from beginning to end. Used by one thread.
 */
typedef struct _PilotStoreLookup PilotStoreLookup;

/**
 * pilot_store_lookup_new:
 * @fields: (array length=n_fields): the fields that will be asked for; an index is made where it is missing (blocks:
 *   a second for a million rows)
 */
PilotStoreLookup *pilot_store_lookup_new (PilotStore *self, PilotEntity entity, const guint *fields, guint n_fields, GError **error);
void pilot_store_lookup_free (PilotStoreLookup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotStoreLookup, pilot_store_lookup_free)

/**
 * pilot_store_lookup_find:
 * @field: one of the fields of pilot_store_lookup_new(), or %PILOT_FIELD_ID
 * @n_found: (out) (optional): records that have the value; more than one: the key is ambiguous, the first is returned
 *
 * Compares without regard to case in ASCII letters. Some microseconds.
 *
 * Returns: (transfer full) (nullable): a record; %NULL with no @error where none has it
 */
PilotRecord *pilot_store_lookup_find (PilotStoreLookup *self, guint field, const char *value, guint *n_found, GError **error);

G_END_DECLS
