/* pilot-import-column-row.h: a column of a file, and what it becomes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-importer.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** PilotImportColumnRow: in a list. Labels alone: what chooses the field is made when somebody wants to choose. */
#define PILOT_TYPE_IMPORT_COLUMN_ROW (pilot_import_column_row_get_type ())
G_DECLARE_FINAL_TYPE (PilotImportColumnRow, pilot_import_column_row, PILOT, IMPORT_COLUMN_ROW, GtkBox)

GtkWidget *pilot_import_column_row_new (void);

/** pilot_import_column_row_show: the column's heading, its first values, and the field that it fills. */
void pilot_import_column_row_show (PilotImportColumnRow *self, PilotImporter *importer, guint column);

/** pilot_import_column_row_get_target_widget: (transfer none): where the field stands, for a popover to point to. */
GtkWidget *pilot_import_column_row_get_target_widget (PilotImportColumnRow *self);

G_END_DECLS
