/* pilot-window-pages.c: the pages of the window: made when first shown, changed, searched
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-pages.h"
#include "pilot-sidebar.h"
#include "pilot-window-actions.h"
#include "pilot-window-private.h"

#include <glib/gi18n-lib.h>

void
pilot_window_clear_search_cb (PilotWindow *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
}

static void
connect_list_page (PilotWindow *self, PilotListPage *page)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pilot_window_row_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (page), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (page, "row-selected", G_CALLBACK (pilot_window_row_selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "row-activated", G_CALLBACK (pilot_window_row_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "clear-search", G_CALLBACK (pilot_window_clear_search_cb), self, G_CONNECT_SWAPPED);
}

/* Pages are made when they are first shown: the window opens no later for a page that nobody looks at. */
GtkWidget *
pilot_window_make_page (PilotWindow *self, const char *name)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, name);

  if (page != NULL)
    return page;
  page = pilot_pages_create (self->context, name);
  if (page == NULL)
    return NULL;
  if (PILOT_IS_ACTIVITY_PAGE (page))
    {
      self->activity_page = PILOT_ACTIVITY_PAGE (page);
      connect_list_page (self, PILOT_LIST_PAGE (pilot_activity_page_get_audit (self->activity_page)));
    }
  else if (PILOT_IS_SEARCH_PAGE (page))
    {
      self->search_page = PILOT_SEARCH_PAGE (page);
      g_signal_connect_object (page, "show-all", G_CALLBACK (pilot_window_actions_show_all_cb), self, G_CONNECT_SWAPPED);
    }
  else if (PILOT_IS_LIST_PAGE (page))
    connect_list_page (self, PILOT_LIST_PAGE (page));
  gtk_stack_add_named (self->pages, page, name);
  return page;
}

void
pilot_window_update_new_button (PilotWindow *self)
{
  PilotListPage *page = pilot_window_get_list_page (self);
  const PilotPageSpec *spec = page != NULL ? pilot_list_page_get_spec (page) : NULL;
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);
  gboolean offered = spec != NULL && spec->create_label != NULL;
  g_autofree char *reason = NULL;
  gboolean may = offered && workspace != NULL && pilot_workspace_may (workspace, PILOT_ACTION_CREATE, spec->entity, &reason);

  gtk_widget_set_visible (GTK_WIDGET (self->new_button), offered);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.new-record", may);
  if (offered)
    {
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->new_button), may || reason == NULL ? _(spec->create_label) : reason);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->new_button), GTK_ACCESSIBLE_PROPERTY_LABEL, _(spec->create_label),
                                      -1);
    }
}

static void
update_search_hint (PilotWindow *self)
{
  const PilotSchema *schema = pilot_schema_from_name (self->page);
  g_autofree char *hint = NULL;

  if (schema != NULL)
    /* Translators: in the search entry; %s is e.g. "Agencies" */
    hint = g_strdup_printf (_("Search in %s"), _(schema->label_many));
  else
    hint = g_strdup (_("Search everything"));
  g_object_set (self->search_entry, "placeholder-text", hint, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search_entry), GTK_ACCESSIBLE_PROPERTY_LABEL, hint, -1);
}

static void
show_page (PilotWindow *self, const char *name)
{
  GtkWidget *page = pilot_window_make_page (self, name);

  if (page == NULL)
    return;
  gtk_stack_set_visible_child (self->pages, page);
  update_search_hint (self);
  pilot_window_update_new_button (self);
}

void
pilot_window_update_back_button (PilotWindow *self)
{
  gboolean led = self->way->len > 0;
  const char *label = led ? _("Back to the Page Before") : _("Back to the Pages");

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.back", led);
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), led || adw_leaflet_get_folded (self->leaflet));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->back_button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->back_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
keep_way (PilotWindow *self, PilotWindowWay way)
{
  if (way == PILOT_WINDOW_WAY_NONE)
    g_ptr_array_set_size (self->way, 0);
  else if (way == PILOT_WINDOW_WAY_BACK)
    g_ptr_array_remove_index (self->way, self->way->len - 1);
  else if (self->page != NULL)
    g_ptr_array_add (self->way, g_strdup (self->page));
  pilot_window_update_back_button (self);
}

gboolean
pilot_window_go_back (PilotWindow *self)
{
  PilotWindowMove move = { .func = pilot_window_change_page, .way = PILOT_WINDOW_WAY_BACK };

  if (self->way->len == 0)
    return FALSE;
  /* From inside a page the keyboard comes to where it was on the other. */
  gtk_widget_child_focus (GTK_WIDGET (self->pages), GTK_DIR_TAB_FORWARD);
  move.text = self->way->pdata[self->way->len - 1];
  pilot_window_leave_and (self, &move);
  return TRUE;
}

void
pilot_window_change_page (PilotWindow *self, const PilotWindowMove *move)
{
  const char *name = move->text;
  const PilotSchema *schema = pilot_schema_from_name (name);
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  if (pilot_window_make_page (self, name) == NULL)
    return;
  if (g_strcmp0 (name, self->page) != 0)
    {
      char *copy = g_strdup (name);

      keep_way (self, move->way);
      /* A search belongs to the page on which it was typed, and so does the record. */
      pilot_window_clear_search_cb (self);
      pilot_window_hide_detail (self, NULL);
      pilot_detail_page_show (self->detail, PILOT_ENTITY_AGENCY, NULL);
      gtk_widget_set_sensitive (GTK_WIDGET (self->detail_button), FALSE);
      g_free (self->page);
      self->page = copy;
      g_settings_set_string (pilot_context_get_settings (self->context), "current-page",
                             schema == NULL || pilot_page_spec_get (schema->entity)->section != NULL ? name : "overview");
    }
  pilot_sidebar_select (self->sidebar, name);
  /* The keyboard does not stay at the page before. */
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->sidebar)) && gtk_list_box_get_selected_row (self->sidebar) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->sidebar)));
  show_page (self, name);
  adw_leaflet_set_visible_child_name (self->leaflet, "content");
}

void
pilot_window_search_cb (PilotWindow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  const PilotSchema *schema = pilot_schema_from_name (self->page);
  GtkWidget *page;

  if (self->page == NULL)
    return;
  if (schema != NULL)
    {
      pilot_list_page_set_search (PILOT_LIST_PAGE (pilot_window_make_page (self, self->page)), text);
      return;
    }
  if (*text == '\0')
    {
      show_page (self, self->page);
      return;
    }
  page = pilot_window_make_page (self, "search");
  pilot_search_page_set_search (PILOT_SEARCH_PAGE (page), text);
  show_page (self, "search");
}

void
pilot_window_search_done_cb (PilotWindow *self)
{
  PilotListPage *page = pilot_window_get_list_page (self);

  if (page != NULL)
    pilot_list_page_focus_rows (page);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->pages), GTK_DIR_TAB_FORWARD);
}

void
pilot_window_show_whole_page (PilotWindow *self, const PilotWindowMove *move)
{
  GtkWidget *page = pilot_window_make_page (self, move->text);

  if (PILOT_IS_LIST_PAGE (page))
    pilot_list_page_clear_filters (PILOT_LIST_PAGE (page));
  pilot_window_clear_search_cb (self);
  pilot_window_change_page (self, move);
}

void
pilot_window_stop_search_cb (PilotWindow *self)
{
  pilot_window_clear_search_cb (self);
  pilot_window_search_done_cb (self);
}

void
pilot_window_show_list (PilotWindow *self, const PilotWindowMove *move)
{
  const char *name = pilot_schema_get (move->query.entity)->name;
  const PilotWindowMove to_page = { .way = move->way, .text = (char *) name };
  PilotListPage *page = PILOT_LIST_PAGE (pilot_window_make_page (self, name));

  pilot_window_change_page (self, &to_page);
  pilot_list_page_set_filters (page, &move->query);
  if (adw_flap_get_folded (self->flap))
    pilot_window_hide_detail (self, NULL);
}
