/* pilot-import-matcher.h: finds the records that are there already for the rows of an import
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-import-judgement.h"
#include "pilot-key-map.h"

G_BEGIN_DECLS

/**
 * PilotImportMatcher:
 *
 * Goes once through what is there and looks each record up among the rows of the file, so that its memory depends on
 * the file alone. A row that means a record is read again and compared field by field.
 */
typedef struct _PilotImportMatcher PilotImportMatcher;

/**
 * pilot_import_matcher_new:
 * @judgement: not complete yet
 * @rows: (element-type PilotImportJudged): its rows; changed
 * @ids: its ids; appended to
 * @keys: from natural keys to rows
 * @checks: the checks of each row's keys
 *
 * All must outlive it.
 */
PilotImportMatcher *pilot_import_matcher_new (const PilotImportJudgement *judgement, GArray *rows, GByteArray *ids,
                                              const PilotKeyMap *keys, const guint32 *checks);
void pilot_import_matcher_free (PilotImportMatcher *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotImportMatcher, pilot_import_matcher_free)

/** pilot_import_matcher_run: blocks. @error: of @target, or %G_IO_ERROR */
gboolean pilot_import_matcher_run (PilotImportMatcher *self, PilotImportTarget *target, GCancellable *cancellable, GError **error);

G_END_DECLS
