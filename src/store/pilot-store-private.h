/* pilot-store-private.h: what the files of the store share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-outbox.h"
#include "pilot-store.h"

G_BEGIN_DECLS

/** All bits of entities in the mask of "changed". */
#define PILOT_STORE_CHANGED_ALL ((1u << PILOT_N_ENTITIES) - 1)

/** For pilot_store_notify(): the full-text index has come further; told by the store's signal "searchable". */
#define PILOT_STORE_SEARCHABLE (1u << 30)
G_STATIC_ASSERT (PILOT_N_ENTITIES < 30);

struct _PilotStore
{
  GObject parent_instance;

  char *path;            /* (owned) */
  PilotClock *clock;     /* (owned) */
  PilotWriter *writer;   /* (owned) (nullable): NULL once closed */
  char *recovery_report; /* (owned) (nullable) */
  GMainContext *context; /* (owned) */

  GMutex reader_lock;
  PilotDatabase *reader; /* (owned) (nullable): under reader_lock */

  GMutex notify_lock;
  guint notify_mask;      /* under notify_lock: told next */
  GSource *notify_source; /* (owned) (nullable): under notify_lock */
  gint64 notified_usec;   /* monotonic, under notify_lock */
  GSource *poll_source;   /* (owned) (nullable): looks for what other processes write */
  gint64 data_version;    /* writer thread: SQLite's, as last seen */

  gint closing;          /* atomic */
  guint local_mask;      /* atomic: of pilot_store_set_local() */
  gint building;         /* atomic: the builder of the full-text index is in the writer's queue */
  gint64 in_flight_seq;  /* under notify_lock: the row that is on the wire; 0: none */
  gint push_lock;        /* atomic: of pilot_push_lock_take(); -1: not held */
  GHashTable *counts;    /* (owned): main thread: query → PilotStoreCount */
};

/**
 * pilot_store_write:
 * @func: runs on the writer in a transaction of its own
 * @mask: told by "changed" after the commit
 *
 * Blocks.
 */
gboolean pilot_store_write (PilotStore *self, PilotDatabaseFunc func, gpointer data, guint mask, GCancellable *cancellable,
                            GError **error);

/** pilot_store_write_async: the same; @data is the task data of the result (g_task_get_task_data()). */
void pilot_store_write_async (PilotStore *self, PilotDatabaseFunc func, gpointer data, GDestroyNotify destroy, guint mask,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/** pilot_store_lock_reader: (transfer none) (nullable): the look-up connection, until pilot_store_unlock_reader(). */
PilotDatabase *pilot_store_lock_reader (PilotStore *self, GError **error);
void pilot_store_unlock_reader (PilotStore *self);

/** pilot_store_build_search: goes on building the full-text index on the writer, in slices between other writes. */
void pilot_store_build_search (PilotStore *self);

/** pilot_store_suspect: an error came: if it is PILOT_ERROR_CORRUPT, the file is checked when it is opened next. */
void pilot_store_suspect (PilotStore *self, const GError *error);

gint64 pilot_store_now (PilotStore *self);

/** pilot_store_mask_of: the bits of a kind and of those whose records are parts of its: they come and go with them. */
guint pilot_store_mask_of (PilotEntity entity);

/* pilot-store-pull.c */
void pilot_store_change_sink_init (PilotChangeSinkInterface *iface);

/* pilot-store-count.c */
void pilot_store_counts_forget (PilotStore *self, guint entity_mask);

/* pilot-store-edit.c: on the writer's connection, in the caller's transaction */
typedef enum {
  PILOT_IMPORT_NONE,   /* the record belongs to no import that waits */
  PILOT_IMPORT_UNSENT, /* its import can still change */
  PILOT_IMPORT_SENT,   /* its import is frozen */
} PilotImportState;

/** pilot_store_import_of: what the raw number in `pending` says of a record's import. */
gboolean pilot_store_import_of (PilotDatabase *database, gint64 pending, PilotImportState *state, GError **error);

/** pilot_store_keep_server_state: remembers what the other side has (%NULL: nothing), unless it is remembered already. */
gboolean pilot_store_keep_server_state (PilotDatabase *database, PilotEntity entity, const char *id, PilotRecord *record,
                                        GError **error);

/** pilot_store_freeze_import_row: what an import that is on its way sends of the record is put aside, so that it can be changed. */
gboolean pilot_store_freeze_import_row (PilotDatabase *database, gint64 import_seq, PilotRecord *current, GError **error);

/** pilot_store_append: adds a change of one record to the outbox, combined with what waits there, and rebases the record. */
gboolean pilot_store_append (PilotDatabase *database, PilotOutboxRow *row, GError **error);

/** pilot_store_edit: what pilot_store_save() does to a record that is sent, inside a transaction. @undo: (out) (optional) (transfer full) (nullable). */
gboolean pilot_store_edit (PilotDatabase *database, PilotRecord *changes, gint64 now_unix_usec, PilotRecord **undo,
                           GError **error);

/* pilot-store-given-up.c: on the writer's connection */

/** pilot_given_up_add: the other side may have begun to take the import in; it is told that nobody wants it any more. */
gboolean pilot_given_up_add (PilotDatabase *database, const PilotOutboxRow *import, GError **error);

/* pilot-store-import-rows.c: on the writer's connection */
gboolean pilot_import_rows_load_before (PilotDatabase *database, gint64 import_seq, PilotEntity entity, const char *id,
                                        PilotRecord **before, GError **error);
/** pilot_import_rows_set_before: @sent: the import was on its way: nobody knows whether @before is with or without it. */
gboolean pilot_import_rows_set_before (PilotDatabase *database, gint64 import_seq, const char *id, const PilotRecord *before,
                                       gboolean sent, GError **error);
/** pilot_import_rows_take_out: the record no longer belongs to the import; an import that is left empty goes. */
gboolean pilot_import_rows_take_out (PilotDatabase *database, gint64 import_seq, const char *id, GError **error);
/** pilot_import_rows_forget: the import is over: its rows go, the records stay. */
gboolean pilot_import_rows_forget (PilotDatabase *database, gint64 import_seq, GError **error);
/** pilot_import_rows_undo: the records go back to what the other side has. */
gboolean pilot_import_rows_undo (PilotDatabase *database, const PilotOutboxRow *import, GError **error);
/**
 * pilot_import_rows_meet:
 * @base: (nullable): what the import's row was made on
 * @current: the record as the import has it
 * @theirs: (nullable): the record as it stands over there
 *
 * A record of an import that is not on its way goes on top of a newer state. What meets there (the same field, or a
 * deletion) leaves the import as a conflict of its own, and what is the same leaves it quietly.
 */
gboolean pilot_import_rows_meet (PilotDatabase *database, gint64 import_seq, const PilotRecord *base, const PilotRecord *current,
                                 const PilotRecord *theirs, GError **error);
/**
 * pilot_import_rows_fold: the import was certainly not carried out: what was queued behind its records becomes part of
 * it again, and what came meanwhile goes beneath them. The import may be left empty, and gone.
 */
gboolean pilot_import_rows_fold (PilotDatabase *database, const PilotOutboxRow *import, GError **error);

/* pilot-store-pull.c and pilot-store-sync.c: on the writer's connection */

/** pilot_store_settle: the row was carried out; @record (nullable): the record as it now stands there. */
gboolean pilot_store_settle (PilotDatabase *database, PilotOutboxRow *row, const PilotRecord *record, gint64 revision,
                             GError **error);

/** pilot_store_settle_gone: the row was carried out, an edit or a create, and somebody has deleted the record since. */
gboolean pilot_store_settle_gone (PilotDatabase *database, PilotOutboxRow *row, gint64 revision, GError **error);

/** pilot_store_meet: the record as it now stands over there (%NULL: gone) meets the rows that wait for it. @op: (nullable): what caused it. */
gboolean pilot_store_meet (PilotDatabase *database, PilotEntity entity, const char *id, const PilotRecord *theirs,
                           const char *op, gboolean anew, GError **error);

/** pilot_store_squash: combines a refused row with those of the same record behind it. */
gboolean pilot_store_squash (PilotDatabase *database, PilotEntity entity, const char *id, GError **error);

/* pilot-store-plan.c */

/** PilotStorePlan: which rows of the outbox may be sent. */
typedef struct
{
  GHashTable *held;          /* (owned): numbers (gint64 *) of the rows that wait for another, or for a run */
  GHashTable *for_run;       /* (owned): of these, those that wait for a migration run's end → why, for people */
  gint64 next_seq;           /* the first that may be sent now; 0: none */
  gint64 next_due_unix_usec; /* when a row that backs off is due; 0: none does */
} PilotStorePlan;

void pilot_store_plan_clear (PilotStorePlan *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PilotStorePlan, pilot_store_plan_clear)

/**
 * pilot_store_plan:
 * @database: the writer's or a reader
 * @whole: %TRUE: works out all rows, as a person reads them (an import is not searched for what it refers to); %FALSE:
 *   only as far as the first that may be sent
 */
gboolean pilot_store_plan (PilotDatabase *database, gint64 now_unix_usec, gboolean whole, PilotStorePlan *plan, GError **error);

/* pilot-store-walk.c */

/** A condition that legacy records which a run moved don't fulfil. */
#define PILOT_STORE_NOT_MOVED "NOT (dataset IS 'legacy' AND run_id IS NOT NULL)"

/** pilot_store_hides_moved: @hides: (out): whether %PILOT_STORE_NOT_MOVED belongs to the filters of @query. */
gboolean pilot_store_hides_moved (PilotDatabase *reader, const PilotQuery *query, gboolean *hides, GError **error);

/* pilot-store-recovery.c */

/**
 * pilot_store_recover:
 * @report: (out) (transfer full): for people
 *
 * Sets a damaged file aside and opens a new one in its place with what could be read of the outbox.
 */
PilotDatabase *pilot_store_recover (const char *path, gint64 now_unix_usec, char **report, GError **error);

G_END_DECLS
