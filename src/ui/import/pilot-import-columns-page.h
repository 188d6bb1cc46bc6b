/* pilot-import-columns-page.h: how a file is read, and which column is which field
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-importer.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** How many columns get a row at a time: a list view makes rows for all that it is given, up to 200. */
#define PILOT_IMPORT_COLUMNS_AT_ONCE 4

/**
 * PilotImportColumnsPage:
 *
 * Shows the importer and changes it. Signals: "format-chosen" (uint encoding, uint delimiter): the file is to be read
 * anew; "mapped": the columns are other ones, or mean something else; "told" (string): what a choice did besides.
 */
#define PILOT_TYPE_IMPORT_COLUMNS_PAGE (pilot_import_columns_page_get_type ())
G_DECLARE_FINAL_TYPE (PilotImportColumnsPage, pilot_import_columns_page, PILOT, IMPORT_COLUMNS_PAGE, AdwBin)

void pilot_import_columns_page_set_importer (PilotImportColumnsPage *self, PilotImporter *importer);

/** pilot_import_columns_page_choose: takes a column for a field, as if it were chosen in the list. */
void pilot_import_columns_page_choose (PilotImportColumnsPage *self, guint column, int target);

/** pilot_import_columns_page_focus: the focus to the columns. */
void pilot_import_columns_page_focus (PilotImportColumnsPage *self);

G_END_DECLS
