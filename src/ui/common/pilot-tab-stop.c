/* pilot-tab-stop.c: a list through which the arrow keys go, and past which Tab goes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-tab-stop.h"

struct _PilotTabStop
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (PilotTabStop, pilot_tab_stop, ADW_TYPE_BIN)

static gboolean
pilot_tab_stop_focus (GtkWidget *widget, GtkDirectionType direction)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if ((direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD) && focus != NULL
      && gtk_widget_is_ancestor (focus, widget))
    return FALSE;
  return GTK_WIDGET_CLASS (pilot_tab_stop_parent_class)->focus (widget, direction);
}

static void
pilot_tab_stop_class_init (PilotTabStopClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = pilot_tab_stop_focus;
}

static void
pilot_tab_stop_init (PilotTabStop *self)
{
}

GtkWidget *
pilot_tab_stop_new (GtkWidget *child)
{
  return g_object_new (PILOT_TYPE_TAB_STOP, "child", child, NULL);
}
