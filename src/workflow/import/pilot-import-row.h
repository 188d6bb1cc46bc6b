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
 * Main thread. Properties (read-only): "line" (uint), "verdict" (int, PilotImportVerdict), "verdict-label",
 * "message" (string: why, or what is remarkable; "" if nothing), "changes" (string: the names of the fields that
 * change), "title" (string: what names the record). A long row is read by a worker: until then title and message are "";
 * both are notified then. None is longer than what a list can show (pilot-import-row-reader.h).
 */
#define PILOT_TYPE_IMPORT_ROW (pilot_import_row_get_type ())
G_DECLARE_FINAL_TYPE (PilotImportRow, pilot_import_row, PILOT, IMPORT_ROW, GObject)

guint pilot_import_row_get_line (PilotImportRow *self);
PilotImportVerdict pilot_import_row_get_verdict (PilotImportRow *self);
const char *pilot_import_row_get_message (PilotImportRow *self);
const char *pilot_import_row_get_changes (PilotImportRow *self);
const char *pilot_import_row_get_title (PilotImportRow *self);

/** pilot_import_row_is_read: whether title and message are known. */
gboolean pilot_import_row_is_read (PilotImportRow *self);

G_END_DECLS
