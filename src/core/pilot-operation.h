/* pilot-operation.h: one thing to be sent to the other side
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-batch.h"

G_BEGIN_DECLS

/**
 * PilotOperationKind:
 * @PILOT_OPERATION_CREATE: a new record under a UUID of ours
 * @PILOT_OPERATION_UPDATE: some fields of a record
 * @PILOT_OPERATION_DELETE: a record goes
 * @PILOT_OPERATION_IMPORT: many records, all or none
 */
typedef enum {
  PILOT_OPERATION_CREATE,
  PILOT_OPERATION_UPDATE,
  PILOT_OPERATION_DELETE,
  PILOT_OPERATION_IMPORT,
} PilotOperationKind;

/**
 * PilotOperationRowsFunc:
 * @offset: first row
 * @max: rows at most
 * @batch: filled in a fixed order: new records whole, with revision 0; of others the fields to change, with the revision
 *   that the change was made on
 *
 * PILOT_ERROR_CONFLICT: it isn't known yet what the change was made on.
 *
 * Reads rows of an import. Returns: %FALSE if @error is set; no row added means the end.
 */
typedef gboolean (*PilotOperationRowsFunc) (guint64 offset, guint max, PilotBatch *batch, gpointer user_data, GError **error);

/**
 * PilotOperation:
 *
 * A plain struct: the outbox fills it, a connection sends it. The same operation is always sent as the same bytes.
 */
struct _PilotOperation
{
  char *id; /* (owned): UUID: the Idempotency-Key */
  PilotOperationKind kind;
  PilotEntity entity;
  char *entity_id;        /* (owned): UUID of the record; for an import, of the import */
  gint64 base_revision;   /* what the change was made on: If-Match; create: the deletion that it takes back, 0: a new record */
  PilotRecord *record;    /* (owned) (nullable): create: all; update: the changed fields */
  guint64 n_rows;         /* import */
  PilotOperationRowsFunc read_rows; /* import */
  gpointer read_rows_data;
};

PilotOperation *pilot_operation_new (PilotOperationKind kind, PilotEntity entity);
void pilot_operation_free (PilotOperation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotOperation, pilot_operation_free)

/**
 * PilotPushResult: what the other side answered.
 * @record is the record as it now stands there: after success, and after PILOT_ERROR_CONFLICT where it was told.
 */
typedef struct
{
  PilotRecord *record;      /* (owned) (nullable) */
  gint64 revision;          /* of the record, or of its deletion; 0: unknown */
  gint64 retry_after_usec;  /* with PILOT_ERROR_THROTTLED or _SERVER: wait at least so long; 0: not told */
  gboolean deleted;         /* with PILOT_ERROR_CONFLICT: it is gone over there */
} PilotPushResult;

void pilot_push_result_clear (PilotPushResult *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PilotPushResult, pilot_push_result_clear)

G_END_DECLS
