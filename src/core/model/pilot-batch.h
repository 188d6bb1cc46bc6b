/* pilot-batch.h: many records at once, without an allocation for each
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-record.h"

G_BEGIN_DECLS

/**
 * PilotBatchRow: one record of a batch. @values has one entry for each field of the schema; texts live in the batch.
 * Of a deleted record (a tombstone) only id, revision and op are known.
 */
typedef struct
{
  const PilotSchema *schema;
  gboolean deleted;
  const char *op;     /* (nullable): UUID of the operation that caused the change: an echo is known by it */
  PilotValue *values; /* schema->n_fields */
} PilotBatchRow;

/**
 * PilotBatch:
 *
 * A page of records in one arena: filled by one thread, then read by any, freed whole. Made for the bulk path.
 */
PilotBatch *pilot_batch_new (void);
void pilot_batch_free (PilotBatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotBatch, pilot_batch_free)

/** pilot_batch_add: appends a row with all values unset; the pointer stays valid until the batch is freed or cleared. */
PilotBatchRow *pilot_batch_add (PilotBatch *self, const PilotSchema *schema);

/** pilot_batch_drop_last: takes the row that was added last away again (for a row that turned out unreadable). */
void pilot_batch_drop_last (PilotBatch *self);

/** pilot_batch_add_text: copies @length bytes into the arena, adds a NUL. Returns: (transfer none) */
const char *pilot_batch_add_text (PilotBatch *self, const char *text, gsize length);

/** pilot_batch_add_record: appends a copy of @record. */
PilotBatchRow *pilot_batch_add_record (PilotBatch *self, const PilotRecord *record);

guint pilot_batch_get_length (const PilotBatch *self);
const PilotBatchRow *pilot_batch_get (const PilotBatch *self, guint index);

/** pilot_batch_row_dup_record: (transfer full): the row as a record of its own. */
PilotRecord *pilot_batch_row_dup_record (const PilotBatchRow *row);

/** pilot_batch_dup_record: (transfer full): row @index as a record of its own. */
PilotRecord *pilot_batch_dup_record (const PilotBatch *self, guint index);

/** pilot_batch_clear: empties it and keeps its memory for the next page. */
void pilot_batch_clear (PilotBatch *self);

G_END_DECLS
