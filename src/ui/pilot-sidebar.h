/* pilot-sidebar.h: the list of the pages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** pilot_sidebar_fill: gives @list a row for each page of the table, under its section's heading. */
void pilot_sidebar_fill (GtkListBox *list);

/** pilot_sidebar_select: selects the row of the page @name; a page without a row unselects all. */
void pilot_sidebar_select (GtkListBox *list, const char *name);

/** pilot_sidebar_get_page: the name of the page that @row stands for. */
const char *pilot_sidebar_get_page (GtkListBoxRow *row);

G_END_DECLS
