/* pilot-accessible.c: names for those who don't see the window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-accessible.h"

void
pilot_accessible_name_menu_buttons (GtkWidget *root)
{
  const char *name = GTK_IS_MENU_BUTTON (root) ? gtk_widget_get_tooltip_text (root) : NULL;
  GtkWidget *child = gtk_widget_get_first_child (root);

  if (name != NULL && child != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    pilot_accessible_name_menu_buttons (child);
}
