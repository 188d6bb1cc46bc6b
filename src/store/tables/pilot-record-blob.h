/* pilot-record-blob.h: a record as bytes, for the outbox
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-statement.h"

G_BEGIN_DECLS

/*
 * The bytes hold the set fields by name (a GVariant of type a{sv}), so that an outbox that an older program wrote can
 * be read after fields were added or moved. Unknown fields are passed over.
 */

/** pilot_record_blob_bind: binds @record's bytes, copied; %NULL (nullable) binds null. */
void pilot_record_blob_bind (PilotStatement *statement, int index, const PilotRecord *record);

/** pilot_record_blob_read: (transfer full) (nullable): the record in a column; %NULL where it is null or not readable. */
PilotRecord *pilot_record_blob_read (PilotStatement *statement, int column, PilotEntity entity);

G_END_DECLS
