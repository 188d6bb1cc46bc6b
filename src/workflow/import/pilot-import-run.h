/* pilot-import-run.h: writes the accepted rows of an import as one operation
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-import-judgement.h"

G_BEGIN_DECLS

/**
 * pilot_import_run:
 * @judgement: the judged file
 * @source_name: (nullable): the file's name, for people
 * @result: (out)
 * @error: PILOT_ERROR; _CONFLICT: what was there when the rows were judged has changed: judge again. After an error
 *   nothing is written.
 *
 * Blocks; worker thread.
 */
gboolean pilot_import_run (const PilotImportJudgement *judgement, PilotImportTarget *target, const char *source_name,
                           PilotImportResult *result, PilotImportProgress progress, gpointer user_data, GCancellable *cancellable,
                           GError **error);

G_END_DECLS
