/* pilot-accessible.h: names for those who don't see the window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * pilot_accessible_name_menu_buttons:
 * @root: a widget
 *
 * GTK 4.8 does not hand a menu button's name on to the toggle button in it, which is what takes the focus. Gives it
 * the tooltip of the menu button, for all of them in @root.
 */
void pilot_accessible_name_menu_buttons (GtkWidget *root);

G_END_DECLS
