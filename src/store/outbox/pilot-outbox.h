/* pilot-outbox.h: the rows of the outbox and what lies beneath them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-pending.h"
#include "pilot-statement.h"

G_BEGIN_DECLS

/*
 * All of this runs on the writer's connection, inside the caller's transaction (reading also on a reader).
 *
 * outbox        the rows, in the order of sending; AUTOINCREMENT: a number is never used again, so the column `pending`
 *               of a record may go on naming a row that is gone
 * server_state  for each record with rows of its own in the outbox, and for each part of one whose deletion waits there:
 *               what the other side has (or had when last seen), and for a record that an import being sent brings: its content as the import sends it (`frozen`)
 * import_row    the records of each import, in a fixed order, with what the other side had before;
 *               `met`: that came while the import was on its way, which stands on `base`
 */

/** PilotOutboxRow: one row. Of an import entity_id is the import's own id, and there are no records in the row. */
typedef struct
{
  gint64 seq; /* 0: not stored yet */
  char *op_id; /* (owned) */
  PilotOperationKind kind;
  PilotEntity entity;
  char *entity_id; /* (owned) */
  PilotPendingState state; /* stored: WAITING, SENDING (sent, in doubt), BLOCKED, CONFLICT, HANDED_OFF; HELD is worked out */
  guint attempts;
  gint64 base_revision;
  PilotRecord *changes; /* (owned) (nullable): create: all; update: the changed fields */
  PilotRecord *base;    /* (owned) (nullable): update: the same fields before; delete: the whole record */
  PilotRecord *theirs;  /* (owned) (nullable): conflict */
  gboolean theirs_deleted;
  char *message; /* (owned) (nullable) */
  gint64 created_unix_usec;
  gint64 due_unix_usec; /* back-off: not before */
  guint64 n_rows;       /* import */
  char *title;          /* (owned) (nullable): import: its source */
} PilotOutboxRow;

PilotOutboxRow *pilot_outbox_row_new (PilotOperationKind kind, PilotEntity entity, const char *entity_id, gint64 now_unix_usec);
void pilot_outbox_row_free (PilotOutboxRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotOutboxRow, pilot_outbox_row_free)

/** pilot_outbox_row_renew: it will be sent as another operation (an import as another import): new id, waiting, no attempt yet. */
void pilot_outbox_row_renew (PilotOutboxRow *self);

/** pilot_outbox_row_is_frozen: whether it was sent and may have been carried out: it goes again as it is. */
gboolean pilot_outbox_row_is_frozen (const PilotOutboxRow *self);

/** pilot_outbox_load: (out) @row (transfer full) (nullable): %NULL where there is none. */
gboolean pilot_outbox_load (PilotDatabase *database, gint64 seq, PilotOutboxRow **row, GError **error);

/** pilot_outbox_load_all: (transfer full) (element-type PilotOutboxRow): in the order of sending. */
GPtrArray *pilot_outbox_load_all (PilotDatabase *database, GError **error);

/** pilot_outbox_load_record: (transfer full): the rows of one record, imports not among them. */
GPtrArray *pilot_outbox_load_record (PilotDatabase *database, PilotEntity entity, const char *id, GError **error);

/** pilot_outbox_store: inserts or updates; sets row->seq. */
gboolean pilot_outbox_store (PilotDatabase *database, PilotOutboxRow *row, GError **error);
gboolean pilot_outbox_remove (PilotDatabase *database, gint64 seq, GError **error);

/** PilotServerState: zeroed: nothing is known. */
typedef struct
{
  gboolean known;
  PilotRecord *record; /* (owned) (nullable): %NULL: the other side has none */
  PilotRecord *frozen; /* (owned) (nullable) */
  gint64 import_seq;   /* of @frozen; 0: none */
} PilotServerState;

void pilot_server_state_clear (PilotServerState *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PilotServerState, pilot_server_state_clear)

/**
 * pilot_server_state_load:
 * @state: (out caller-allocates): what the other side has of the record, as far as it is known; zeroed if nothing is
 *
 * The state is kept while changes of the record wait: they are rebased on it, and discarding goes back to it. These
 * three run inside a transaction of the writer thread; errors are the database's.
 */
gboolean pilot_server_state_load (PilotDatabase *database, PilotEntity entity, const char *id, PilotServerState *state,
                                  GError **error);
gboolean pilot_server_state_store (PilotDatabase *database, PilotEntity entity, const char *id, const PilotServerState *state,
                                   GError **error);
/** pilot_server_state_list: (transfer full): the ids of all remembered records, which are never simply overwritten. */
GHashTable *pilot_server_state_list (PilotDatabase *database, GError **error);
gboolean pilot_server_state_remove (PilotDatabase *database, PilotEntity entity, const char *id, GError **error);

/** pilot_local_load: the record as the person sees it; @pending (out) (optional): its raw number, valid or not. */
gboolean pilot_local_load (PilotDatabase *database, PilotEntity entity, const char *id, PilotRecord **record, gint64 *pending,
                           GError **error);
gboolean pilot_local_store (PilotDatabase *database, const PilotRecord *record, gint64 pending, GError **error);
gboolean pilot_local_remove (PilotDatabase *database, PilotEntity entity, const char *id, GError **error);

/** pilot_outbox_view: (transfer full) (nullable): @rows (element-type PilotOutboxRow) but the last @n_without, on top of @state. */
PilotRecord *pilot_outbox_view (const PilotServerState *state, GPtrArray *rows, guint n_without);

/** pilot_outbox_rebase: makes the local record what its rows give on top of its server state; without rows forgets that state. */
gboolean pilot_outbox_rebase (PilotDatabase *database, PilotEntity entity, const char *id, GError **error);

G_END_DECLS
