/* pilot-import-source-page.h: what is imported, and from where
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-importer.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PilotImportSourcePage:
 *
 * Signals: "file-chosen" (GFile), "text-pasted" (string).
 */
#define PILOT_TYPE_IMPORT_SOURCE_PAGE (pilot_import_source_page_get_type ())
G_DECLARE_FINAL_TYPE (PilotImportSourcePage, pilot_import_source_page, PILOT, IMPORT_SOURCE_PAGE, AdwBin)

/** pilot_import_source_page_set_importer: the choices of kind and data set are made on it. */
void pilot_import_source_page_set_importer (PilotImportSourcePage *self, PilotImporter *importer);

/** pilot_import_source_page_set_error: @message (nullable): why what was chosen can't be opened. */
void pilot_import_source_page_set_error (PilotImportSourcePage *self, const char *message);

/** pilot_import_source_page_focus: the focus to the button that goes on. */
void pilot_import_source_page_focus (PilotImportSourcePage *self);

G_END_DECLS
