/* pilot-import-row-private.h: makes rows; for the list of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-import-judgement.h"
#include "pilot-import-row.h"

G_BEGIN_DECLS

/** pilot_import_row_new: with what is known of it without reading the file again. */
PilotImportRow *pilot_import_row_new (const PilotImportJudgement *judgement, guint index);

/** pilot_import_row_set_text: what the file says; takes both. Notifies. */
void pilot_import_row_set_text (PilotImportRow *self, char *title, char *message);

G_END_DECLS
