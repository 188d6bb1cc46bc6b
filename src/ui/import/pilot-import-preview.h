/* pilot-import-preview.h: the first rows of a file as a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-importer.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** More columns than anybody looks through here; each has its own row among the columns. */
#define PILOT_IMPORT_PREVIEW_COLUMNS 24

/**
 * PilotImportPreview:
 *
 * As many rows and columns as a person looks through: a table makes a widget for each cell, also for those that are out
 * of sight. The columns at the right come in the moments after it is shown.
 */
#define PILOT_TYPE_IMPORT_PREVIEW (pilot_import_preview_get_type ())
G_DECLARE_FINAL_TYPE (PilotImportPreview, pilot_import_preview, PILOT, IMPORT_PREVIEW, AdwBin)

/** pilot_import_preview_show: what @importer has open now; to be called anew when that changes. */
void pilot_import_preview_show (PilotImportPreview *self, PilotImporter *importer);

G_END_DECLS
