/* pilot-toast-room.c: what is said in passing hides no buttons
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-toast-room.h"

#include <adwaita.h>

#define COUNTED "pilot-counted"
#define N_SEEN "pilot-bars-seen"

/* They are counted: of two pages the one that comes is mapped before the one that goes is not. */
static void
update_cb (GtkActionBar *bar)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (bar), ADW_TYPE_TOAST_OVERLAY);
  gboolean counted = g_object_get_data (G_OBJECT (bar), COUNTED) != NULL;
  gboolean seen = gtk_widget_get_mapped (GTK_WIDGET (bar)) && gtk_action_bar_get_revealed (bar);
  guint n;

  if (overlay == NULL || seen == counted)
    return;
  g_object_set_data (G_OBJECT (bar), COUNTED, GINT_TO_POINTER (seen));
  n = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (overlay), N_SEEN));
  n = seen ? n + 1 : n - 1;
  g_object_set_data (G_OBJECT (overlay), N_SEEN, GUINT_TO_POINTER (n));
  if (n > 0)
    gtk_widget_add_css_class (overlay, "above-bar");
  else
    gtk_widget_remove_css_class (overlay, "above-bar");
}

void
pilot_toast_room_keep (GtkActionBar *bar)
{
  g_signal_connect_object (bar, "map", G_CALLBACK (update_cb), bar, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (bar, "unmap", G_CALLBACK (update_cb), bar, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (bar, "notify::revealed", G_CALLBACK (update_cb), bar, G_CONNECT_SWAPPED);
}
