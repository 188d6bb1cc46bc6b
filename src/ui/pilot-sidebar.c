/* pilot-sidebar.c: the list of the pages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-sidebar.h"

#include "pilot-pages.h"

#include <glib/gi18n-lib.h>

static void
add_row_cb (const PilotPage *page, gpointer user_data)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *text = gtk_label_new (_(page->label));

  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (page->icon));
  gtk_box_append (GTK_BOX (box), text);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _(page->label), -1);
  g_object_set_data_full (G_OBJECT (row), "pilot-page", g_strdup (page->name), g_free);
  if (page->section != NULL)
    g_object_set_data_full (G_OBJECT (row), "pilot-section", g_strdup (_(page->section)), g_free);
  gtk_list_box_append (GTK_LIST_BOX (user_data), row);
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  const char *section = g_object_get_data (G_OBJECT (row), "pilot-section");
  const char *last = before != NULL ? g_object_get_data (G_OBJECT (before), "pilot-section") : NULL;
  GtkWidget *label;

  if (section == NULL || g_strcmp0 (section, last) == 0)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (section);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "sidebar-heading");
  gtk_list_box_row_set_header (row, label);
}

void
pilot_sidebar_fill (GtkListBox *list)
{
  pilot_pages_foreach (add_row_cb, list);
  gtk_list_box_set_header_func (list, header_cb, NULL, NULL);
}

void
pilot_sidebar_select (GtkListBox *list, const char *name)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (g_strcmp0 (pilot_sidebar_get_page (row), name) == 0)
      {
        gtk_list_box_select_row (list, row);
        return;
      }
  gtk_list_box_unselect_all (list);
}

const char *
pilot_sidebar_get_page (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "pilot-page");
}
