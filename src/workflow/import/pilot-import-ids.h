/* pilot-import-ids.h: why an id in a file leads to no record
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-import-judgement.h"
#include "pilot-key-map.h"

G_BEGIN_DECLS

/**
 * pilot_import_ids_explain:
 * @entity: what the rows are
 * @keys: from the keys of ids (%PILOT_KEY_LEVEL_ID), and others, to rows
 * @rows: (element-type PilotImportJudged): those that an id makes known and that are still new get the reason, where one is found
 * @error: of @target
 *
 * Looks among the records of the other kinds that files hold, and among those that were deleted. Blocks; worker thread.
 */
gboolean pilot_import_ids_explain (PilotEntity entity, PilotImportTarget *target, const PilotKeyMap *keys, GArray *rows,
                                   GCancellable *cancellable, GError **error);

/** pilot_import_ids_dup_reason: (transfer full) (nullable): the reason of @judged for people; %NULL: it has none. */
char *pilot_import_ids_dup_reason (const PilotImportJudgement *judgement, const PilotImportJudged *judged);

G_END_DECLS
