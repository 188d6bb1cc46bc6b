/* pilot-combo.c: what a combo row chooses from, to be read whole
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-combo.h"

/* What is longer may be cut where there is little room. */
#define MAX_WHOLE_CHARS 30

static void
setup_cb (AdwComboRow *row, GtkListItem *item)
{
  pilot_combo_add_label (item);
}

/* A row's subtitle can wrap, a choice can't: it is the last to be cut. */
static void
bind_cb (AdwComboRow *row, GtkListItem *item)
{
  GtkLabel *label = GTK_LABEL (gtk_list_item_get_child (item));
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_text (label, text);
  gtk_label_set_ellipsize (label, g_utf8_strlen (text, -1) > MAX_WHOLE_CHARS ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
}

void
pilot_combo_add_label (GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (item, label);
}

void
pilot_combo_show_whole (AdwComboRow *row)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), row, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), row, G_CONNECT_SWAPPED);
  adw_combo_row_set_factory (row, factory);
}
