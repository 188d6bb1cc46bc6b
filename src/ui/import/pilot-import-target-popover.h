/* pilot-import-target-popover.h: chooses what a column becomes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-importer.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** PilotImportTargetPopover: Signal "chosen" (uint column, int target). One serves all columns. */
#define PILOT_TYPE_IMPORT_TARGET_POPOVER (pilot_import_target_popover_get_type ())
G_DECLARE_FINAL_TYPE (PilotImportTargetPopover, pilot_import_target_popover, PILOT, IMPORT_TARGET_POPOVER, GtkPopover)

GtkWidget *pilot_import_target_popover_new (void);

/** pilot_import_target_popover_open: with what @column may become. */
void pilot_import_target_popover_open (PilotImportTargetPopover *self, PilotImporter *importer, guint column);

G_END_DECLS
