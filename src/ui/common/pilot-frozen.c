/* pilot-frozen.c: a row whose content may be read, and not be changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-frozen.h"

/* (nullable): what the row shows its arrow in. */
static GtkWidget *
find_arrow_box (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = gtk_widget_has_css_class (child, "dropdown-arrow") ? widget : find_arrow_box (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

void
pilot_frozen_set (GtkWidget *row, gboolean frozen)
{
  GtkWidget *arrow_box;

  if (frozen)
    gtk_widget_add_css_class (row, "frozen");
  else
    gtk_widget_remove_css_class (row, "frozen");
  if (ADW_IS_ENTRY_ROW (row))
    {
      gtk_editable_set_editable (GTK_EDITABLE (row), !frozen);
      return;
    }
  /* The style undoes the dimming of what is insensitive: it is to be read. */
  gtk_widget_set_sensitive (row, !frozen);
  arrow_box = find_arrow_box (row);
  if (arrow_box != NULL)
    gtk_widget_set_visible (arrow_box, !frozen);
}
