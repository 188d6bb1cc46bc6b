/* pilot-outbox-merge.h: what two changes of one record make together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-outbox.h"

G_BEGIN_DECLS

/**
 * pilot_outbox_combine:
 * @first: a row that was not carried out for certain (never sent, or refused): takes @second in
 * @second: a later change of the same record, made on top of @first
 *
 * create + edit: a create; create + delete: nothing; edit + edit: an edit; edit + delete: a delete; delete + create: an
 * edit. A field that is back at its base value is no change. A refused row becomes a new operation; one in conflict is
 * judged anew. Pure.
 *
 * Returns: %FALSE if nothing is left to be sent
 */
gboolean pilot_outbox_combine (PilotOutboxRow *first, const PilotOutboxRow *second);

/**
 * PilotOutboxVerdict:
 * @PILOT_OUTBOX_SEND: the row, mended to stand on the new state, can be sent
 * @PILOT_OUTBOX_DONE: nothing is left of it: the other side already has it so
 * @PILOT_OUTBOX_CONFLICT: a person must choose; the row is in state %PILOT_PENDING_CONFLICT
 */
typedef enum {
  PILOT_OUTBOX_SEND,
  PILOT_OUTBOX_DONE,
  PILOT_OUTBOX_CONFLICT,
} PilotOutboxVerdict;

/**
 * pilot_outbox_judge:
 * @row: a row that was not carried out for certain
 * @theirs: (nullable): the record as it now stands over there; %NULL: it is gone
 * @known: (nullable): the whole record as it was last seen there, for a record that is gone
 * @renew: whether the row was sent before: then it becomes a new operation
 *
 * Merges field by field against the row's base values: a field that only one side changed goes through, one that both
 * changed to the same value is done, one that both changed differently is a conflict. Pure.
 */
PilotOutboxVerdict pilot_outbox_judge (PilotOutboxRow *row, const PilotRecord *theirs, const PilotRecord *known, gboolean renew);

/**
 * pilot_outbox_choose:
 * @row: a row in conflict
 * @chosen: the values that the person chose; of changed fields that are not set in it, mine stays
 *
 * Makes a new operation of it, on top of row->theirs. Pure.
 *
 * Returns: %FALSE if nothing is left to be sent: theirs was chosen throughout
 */
gboolean pilot_outbox_choose (PilotOutboxRow *row, const PilotRecord *chosen);

G_END_DECLS
