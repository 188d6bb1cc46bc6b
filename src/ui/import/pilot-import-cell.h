/* pilot-import-cell.h: a line of text in a list of many
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * pilot_import_cell_new:
 * @n_chars: how wide; 0: as wide as it is made
 *
 * Returns: (transfer floating): a #GtkInscription of one line, cut with “…” at its end
 */
GtkWidget *pilot_import_cell_new (guint n_chars);

G_END_DECLS
