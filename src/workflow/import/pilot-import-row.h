/* pilot-import-row.h: a row of a file to import, as an item of a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-import-verdict.h"

G_BEGIN_DECLS

/**
 * PilotImportRow:
 *
 * Immutable; main thread. Properties (read-only): "line" (uint), "verdict" (int, PilotImportVerdict), "verdict-label",
 * "message" (string: why, or what is remarkable; "" if nothing), "changes" (string: the names of the fields that
 * change), "title" (string: what names the record).
 */
#define PILOT_TYPE_IMPORT_ROW (pilot_import_row_get_type ())
G_DECLARE_FINAL_TYPE (PilotImportRow, pilot_import_row, PILOT, IMPORT_ROW, GObject)

guint pilot_import_row_get_line (PilotImportRow *self);
PilotImportVerdict pilot_import_row_get_verdict (PilotImportRow *self);
const char *pilot_import_row_get_message (PilotImportRow *self);
const char *pilot_import_row_get_changes (PilotImportRow *self);
const char *pilot_import_row_get_title (PilotImportRow *self);

/** pilot_import_row_get_cell: (transfer none): the cell as the file has it; "" beyond the last. */
const char *pilot_import_row_get_cell (PilotImportRow *self, guint column);

G_END_DECLS
