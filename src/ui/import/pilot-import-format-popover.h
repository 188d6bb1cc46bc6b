/* pilot-import-format-popover.h: how a file is read, to be corrected
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-importer.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotImportFormatPopover: Signal "format-chosen" (uint encoding, uint delimiter): the file is to be read anew. */
#define PILOT_TYPE_IMPORT_FORMAT_POPOVER (pilot_import_format_popover_get_type ())
G_DECLARE_FINAL_TYPE (PilotImportFormatPopover, pilot_import_format_popover, PILOT, IMPORT_FORMAT_POPOVER, GtkPopover)

GtkWidget *pilot_import_format_popover_new (void);

/** pilot_import_format_popover_show: as @importer reads the file now; to be called anew when that changes. */
void pilot_import_format_popover_show (PilotImportFormatPopover *self, PilotImporter *importer);

G_END_DECLS
