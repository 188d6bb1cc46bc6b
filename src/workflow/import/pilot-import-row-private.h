/* pilot-import-row-private.h: makes rows; for the list of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-import-judgement.h"
#include "pilot-import-row.h"

G_BEGIN_DECLS

/**
 * pilot_import_row_new:
 * @row: as it was just read; copied
 * @parser: has just parsed it
 * @parsed: (nullable): what came of it
 */
PilotImportRow *pilot_import_row_new (const PilotImportJudgement *judgement, guint index, const PilotCsvRow *row,
                                      const PilotRowParser *parser, const PilotBatchRow *parsed);

G_END_DECLS
