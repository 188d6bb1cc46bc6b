/* pilot-window-detail.c: the details beside the list: shown, hidden, filled with a new record
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-column-set.h"
#include "pilot-window-private.h"

#include <glib/gi18n-lib.h>

/* The list says how many are selected where the pane doesn't. */
static void
show_child (PilotWindow *self, const char *name)
{
  PilotListPage *page = pilot_window_get_list_page (self);

  gtk_stack_set_visible_child_name (self->detail_stack, name);
  if (page != NULL)
    pilot_list_page_set_summarised (page, g_str_equal (name, "several") && adw_flap_get_reveal_flap (self->flap));
}

static gboolean
has_focus_in (PilotWindow *self, gpointer widget)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

void
pilot_window_show_detail_pane (PilotWindow *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->detail_button), TRUE);
  show_child (self, "record");
  adw_flap_set_reveal_flap (self->flap, TRUE);
}

/* Over the list, the keyboard would go on in rows that nobody sees. */
void
pilot_window_detail_mapped_cb (PilotWindow *self)
{
  if (adw_flap_get_folded (self->flap) && has_focus_in (self, self->pages))
    gtk_widget_child_focus (GTK_WIDGET (self->detail_stack), GTK_DIR_TAB_FORWARD);
}

void
pilot_window_hide_detail (PilotWindow *self, const PilotWindowMove *move)
{
  /* A new record that was discarded leaves nothing to show again. */
  if (pilot_detail_page_get_id (self->detail) == NULL)
    gtk_widget_set_sensitive (GTK_WIDGET (self->detail_button), FALSE);
  adw_flap_set_reveal_flap (self->flap, FALSE);
}

static void
show_several (PilotWindow *self, const PilotWindowMove *move)
{
  PilotListPage *page = pilot_window_get_list_page (self);

  if (page == NULL)
    return;
  pilot_selection_page_show (self->selection_page, page);
  show_child (self, "several");
}

/* Of several rows the details of one would be those of the wrong one. */
static void
update_several (PilotWindow *self, PilotListPage *page)
{
  const PilotWindowMove move = { .func = show_several };

  if (!adw_flap_get_reveal_flap (self->flap))
    return;
  if (pilot_list_page_get_n_selected (page) > 1)
    pilot_window_leave_and (self, &move);
  else if (pilot_detail_page_get_id (self->detail) != NULL)
    show_child (self, "record");
  else
    pilot_window_hide_detail (self, NULL);
}

/* Who opens the pane while several rows are selected sees what they are, not the record that was shown last. */
static void
show_selected (PilotWindow *self)
{
  PilotListPage *page = pilot_window_get_list_page (self);

  if (page != NULL && pilot_list_page_get_n_selected (page) > 1)
    update_several (self, page);
}

/* Of several rows there is nothing to read: where there is no room beside the list, it stays in sight. */
void
pilot_window_detail_folded_cb (PilotWindow *self)
{
  if (adw_flap_get_folded (self->flap)
      && gtk_stack_get_visible_child (self->detail_stack) == GTK_WIDGET (self->selection_page))
    pilot_window_hide_detail (self, NULL);
}

void
pilot_window_detail_closed_cb (PilotWindow *self)
{
  self->closed_by_hand = TRUE;
  pilot_window_close_detail (self);
}

void
pilot_window_detail_toggled_cb (PilotWindow *self)
{
  gboolean shown = adw_flap_get_reveal_flap (self->flap);
  const char *tip = shown ? _("Hide the Details") : _("Show the Details");

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->detail_button), tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->detail_button), GTK_ACCESSIBLE_PROPERTY_LABEL, tip, -1);
  if (gtk_widget_has_focus (GTK_WIDGET (self->detail_button)))
    {
      self->closed_by_hand = !shown;
      show_selected (self);
    }
  /* The keyboard does not stay in what is no longer seen. */
  if (!shown && has_focus_in (self, self->detail_stack))
    pilot_window_search_done_cb (self);
  show_child (self, gtk_stack_get_visible_child_name (self->detail_stack));
  /* However the pane was closed (its button, a click beside it): what is unsaved in it is not left behind unseen. */
  if (!shown && !self->asking && pilot_detail_page_get_unsaved (self->detail))
    pilot_window_close_detail (self);
}

void
pilot_window_toggle_detail_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PilotWindow *self = PILOT_WINDOW (widget);
  PilotListPage *page = pilot_window_get_list_page (self);

  self->closed_by_hand = adw_flap_get_reveal_flap (self->flap);
  if (self->closed_by_hand)
    pilot_window_close_detail (self);
  else if (page != NULL && pilot_list_page_get_n_selected (page) > 1)
    {
      adw_flap_set_reveal_flap (self->flap, !adw_flap_get_folded (self->flap));
      show_selected (self);
    }
  else if (page != NULL && pilot_list_page_get_n_selected (page) == 1)
    /* The row that is selected, not the one whose details were shown last. */
    g_action_group_activate_action (pilot_list_page_get_actions (page), "open", NULL);
  else if (pilot_detail_page_get_id (self->detail) != NULL)
    pilot_window_show_detail_pane (self);
}

static void
create_record (PilotWindow *self, const PilotWindowMove *move)
{
  pilot_window_show_detail_pane (self);
  pilot_detail_page_create (self->detail, move->entity);
}

void
pilot_window_new_record_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PilotWindow *self = PILOT_WINDOW (widget);
  PilotListPage *page = pilot_window_get_list_page (self);
  PilotWindowMove move = { .func = create_record };

  if (page == NULL)
    return;
  move.entity = pilot_list_page_get_spec (page)->entity;
  pilot_window_leave_and (self, &move);
}

/* A row that is selected already is not selected again, but who clicks on it wants to see it all the same. */
void
pilot_window_row_pressed_cb (PilotWindow *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *picked = gtk_widget_pick (widget, x, y, GTK_PICK_DEFAULT);
  GtkListItem *item = picked != NULL ? pilot_column_set_get_list_item (picked) : NULL;

  if (item == NULL || gtk_list_item_get_item (item) == NULL || (state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)) != 0
      || adw_flap_get_folded (self->flap))
    return;
  self->closed_by_hand = FALSE;
  if (gtk_list_item_get_selected (item))
    pilot_window_show_record (self, pilot_list_page_get_spec (PILOT_LIST_PAGE (widget))->entity,
                              pilot_row_get_id (gtk_list_item_get_item (item)));
}

void
pilot_window_row_selected_cb (PilotWindow *self, const char *id, PilotListPage *page)
{
  if (self->asking || pilot_window_get_list_page (self) != page)
    return;
  if (id == NULL)
    {
      update_several (self, page);
      return;
    }
  /* Beside the list it follows the selection; over it, it would be in the way. */
  if (adw_flap_get_folded (self->flap) || (self->closed_by_hand && !adw_flap_get_reveal_flap (self->flap)))
    return;
  pilot_window_show_record (self, pilot_list_page_get_spec (page)->entity, id);
}

void
pilot_window_row_activated_cb (PilotWindow *self, const char *id, PilotListPage *page)
{
  self->closed_by_hand = FALSE;
  pilot_window_show_record (self, pilot_list_page_get_spec (page)->entity, id);
}

static void
show_record (PilotWindow *self, const PilotWindowMove *move)
{
  pilot_detail_page_show (self->detail, move->entity, move->text);
  if (pilot_detail_page_get_id (self->detail) == NULL)
    {
      pilot_window_hide_detail (self, NULL);
      pilot_context_toast (self->context, _("This record is not here: it may have been deleted"));
      return;
    }
  pilot_window_show_detail_pane (self);
}

void
pilot_window_show_record (PilotWindow *self, PilotEntity entity, const char *id)
{
  const PilotWindowMove move = { .func = show_record, .entity = entity, .text = (char *) id };

  if (pilot_detail_page_shows (self->detail, entity, id))
    pilot_window_show_detail_pane (self);
  else
    pilot_window_leave_and (self, &move);
}

const char *
pilot_window_get_selection_text (PilotWindow *self)
{
  if (gtk_stack_get_visible_child (self->detail_stack) != GTK_WIDGET (self->selection_page))
    return NULL;
  return pilot_selection_page_get_text (self->selection_page);
}

void
pilot_window_close_detail (PilotWindow *self)
{
  const PilotWindowMove move = { .func = pilot_window_hide_detail };

  pilot_window_leave_and (self, &move);
}
