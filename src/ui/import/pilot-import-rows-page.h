/* pilot-import-rows-page.h: what becomes of each row
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-importer.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PilotImportRowsPage:
 *
 * The judged rows, by verdict. Signal "save-errors" (GFile): the refused rows are to be written there.
 */
#define PILOT_TYPE_IMPORT_ROWS_PAGE (pilot_import_rows_page_get_type ())
G_DECLARE_FINAL_TYPE (PilotImportRowsPage, pilot_import_rows_page, PILOT, IMPORT_ROWS_PAGE, AdwBin)

/** pilot_import_rows_page_show: shows what the importer has judged. */
void pilot_import_rows_page_show (PilotImportRowsPage *self, PilotImporter *importer);

G_END_DECLS
