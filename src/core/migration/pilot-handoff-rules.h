/* pilot-handoff-rules.h: what of a hand-off stays as it was handed over
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-record.h"

G_BEGIN_DECLS

/** pilot_handoff_record_is_draft: whether what is handed over may still be changed. */
gboolean pilot_handoff_record_is_draft (const PilotRecord *record);

/**
 * pilot_handoff_dup_document:
 * @values: PILOT_HANDOFF_N_FIELDS
 *
 * What is handed over, as one text: to whom, subject, text, and the names and checksums of the files. It is in one language
 * for good and made from the record alone, so that anybody can check the record's checksum, which is taken over it.
 *
 * Returns: (transfer full)
 */
char *pilot_handoff_dup_document (const PilotValue *values);

/** pilot_handoff_dup_document_sha256: (transfer full): of the document, in hexadecimal. */
char *pilot_handoff_dup_document_sha256 (const PilotValue *values);

/**
 * pilot_handoff_judge_change:
 * @before: (nullable): PILOT_HANDOFF_N_FIELDS, as it is; %NULL: it is created
 * @after: (nullable): as it will be, every field said; %NULL: it is deleted
 * @error: PILOT_ERROR_INVALID, for people
 *
 * From when it is handed over, only what became of it changes: state, number, when it was confirmed. It does not become a
 * draft again and is not deleted, since it is what was said to somebody outside. A checksum is that of what is handed over:
 * so whoever hands over hands over what he saw, though another one changed the draft meanwhile. Client and portal ask it.
 */
gboolean pilot_handoff_judge_change (const PilotValue *before, const PilotValue *after, GError **error);

/** pilot_handoff_judge_record: the same for records; @changes (nullable): what is not set in it stays; %NULL: it is deleted. */
gboolean pilot_handoff_judge_record (const PilotRecord *before, const PilotRecord *changes, GError **error);

G_END_DECLS
