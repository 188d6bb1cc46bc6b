/* pilot-wire.h: records as JSON text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-wire-parser.h"

G_BEGIN_DECLS

/**
 * pilot_wire_append_string:
 * @out: grows by the string
 * @text: (nullable): valid UTF-8; %NULL writes `null`
 * @length: bytes of @text, or -1
 *
 * Writes a JSON string with its quotes. Any thread.
 */
void pilot_wire_append_string (GString *out, const char *text, gssize length);

/** pilot_wire_append_integer: writes a number in decimal. Any thread. */
void pilot_wire_append_integer (GString *out, gint64 value);

/**
 * pilot_wire_append_values:
 * @out: grows by one JSON object
 * @schema: the record's kind
 * @values: schema->n_fields; unset fields are left out
 * @with_op: whether a member "op" is written (the changes feed)
 * @op: (nullable): UUID of the operation that caused the change
 * @deleted: writes a tombstone: entity, id, revision, updatedAt, deleted
 *
 * Made for the bulk path: no allocation but for the growth of @out. "entity" is the first member always, which lets
 * the parser on the other side go straight on. Any thread.
 */
void pilot_wire_append_values (GString *out, const PilotSchema *schema, const PilotValue *values, gboolean with_op,
                               const char *op, gboolean deleted);

/** pilot_wire_append_row: a row of a batch, as pilot_wire_append_values() writes it. */
void pilot_wire_append_row (GString *out, const PilotBatchRow *row, gboolean with_op);

/**
 * pilot_wire_append_content:
 * @out: grows by one JSON object
 * @schema: the record's kind
 * @values: schema->n_fields; unset fields are left out
 * @with_id: whether the id and the revision that the change was made on go with it (bulk and import), or are in the
 *   address and the header already
 *
 * What a client sends: the fields that clients may write, and nothing that is the portal's to say (entity, updatedAt,
 * read-only fields). Any thread.
 */
void pilot_wire_append_content (GString *out, const PilotSchema *schema, const PilotValue *values, gboolean with_id);

/** pilot_wire_record_to_json: (transfer full): the whole record as one JSON object. Any thread. */
char *pilot_wire_record_to_json (const PilotRecord *record);

G_END_DECLS
