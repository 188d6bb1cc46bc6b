/* pilot-list-page-menu.c: the context menu of the rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-list-page-private.h"

#include "pilot-column-set.h"

#include <glib/gi18n-lib.h>

static void
popup_menu (PilotListPage *self, double x, double y)
{
  gboolean one;
  g_autoptr (PilotRow) row = pilot_list_page_dup_only_row (self);

  one = row != NULL;
  g_menu_remove_all (self->relation_section);
  for (guint i = 0; one && self->spec->relations != NULL && self->spec->relations[i].label != NULL; i++)
    {
      g_autofree char *action = g_strdup_printf ("list.relation(%u)", i);

      g_menu_append (self->relation_section, _(self->spec->relations[i].label), action);
    }
  if (self->popover == NULL)
    {
      self->popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (self->row_menu));
      gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
      gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
      gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
      /* The keyboard goes back to the row, not nowhere. */
      g_signal_connect_object (self->popover, "closed", G_CALLBACK (pilot_list_page_focus_rows), self, G_CONNECT_SWAPPED);
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
secondary_click_cb (PilotListPage *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);
  GtkListItem *item = picked != NULL ? pilot_column_set_get_list_item (picked) : NULL;
  double page_x;
  double page_y;

  if (item == NULL || self->selection == NULL || gtk_list_item_get_position (item) == GTK_INVALID_LIST_POSITION)
    return;
  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), gtk_list_item_get_position (item)))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), gtk_list_item_get_position (item), TRUE);
  pilot_list_page_update_actions (self);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  if (gtk_widget_translate_coordinates (GTK_WIDGET (self->view), GTK_WIDGET (self), x, y, &page_x, &page_y))
    popup_menu (self, page_x, page_y);
}

/* The Menu key and Shift+F10: beside the row that has the focus. */
static gboolean
menu_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  PilotListPage *self = PILOT_LIST_PAGE (gtk_widget_get_ancestor (widget, PILOT_TYPE_LIST_PAGE));
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  double x = 24;
  double y = 24;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, widget))
    return FALSE;
  gtk_widget_translate_coordinates (focus, GTK_WIDGET (self), 24, gtk_widget_get_height (focus), &x, &y);
  pilot_list_page_update_actions (self);
  popup_menu (self, x, y);
  return TRUE;
}

void
pilot_list_page_add_menu (PilotListPage *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (secondary_click_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Menu|<Shift>F10"),
                                                          gtk_callback_action_new (menu_key_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
}
