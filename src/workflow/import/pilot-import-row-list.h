/* pilot-import-row-list.h: the judged rows of an import as a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-import-judgement.h"
#include "pilot-import-row.h"

G_BEGIN_DECLS

/**
 * PilotImportRowList:
 *
 * A #GListModel of #PilotImportRow. An item is made when it is asked for, from the file's text: a million rows make no
 * million objects. Where a row is long, a worker reads it, and the item learns of it later. Main thread.
 */
#define PILOT_TYPE_IMPORT_ROW_LIST (pilot_import_row_list_get_type ())
G_DECLARE_FINAL_TYPE (PilotImportRowList, pilot_import_row_list, PILOT, IMPORT_ROW_LIST, GObject)

/** pilot_import_row_list_new: @verdict: which rows, or %PILOT_IMPORT_ANY or %PILOT_IMPORT_REMARKED. */
PilotImportRowList *pilot_import_row_list_new (PilotImportJudgement *judgement, int verdict);

G_END_DECLS
