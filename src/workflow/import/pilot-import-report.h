/* pilot-import-report.h: the rows that were not taken, to mend and load again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-import-judgement.h"

G_BEGIN_DECLS

/**
 * pilot_import_report_write:
 * @judgement: the judged file
 * @stream: where to; closed at the end
 *
 * Writes the invalid and the duplicate rows as CSV: their own columns as they were, then the line and the reason. The
 * two added columns are known when the mended file is loaded, and left out. Blocks; any thread.
 */
gboolean pilot_import_report_write (const PilotImportJudgement *judgement, GOutputStream *stream, GCancellable *cancellable,
                                    GError **error);

G_END_DECLS
