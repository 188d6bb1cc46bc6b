/* pilot-window.c: the main window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-window.h"

#include "pilot-accessible.h"
#include "pilot-activity-page.h"
#include "pilot-column-set.h"
#include "pilot-connection-popover.h"
#include "pilot-overview-page.h"
#include "pilot-search-page.h"
#include "pilot-sync-button.h"
#include "pilot-welcome-page.h"
#include "pilot-window-actions.h"

#include <glib/gi18n-lib.h>

struct _PilotWindow
{
  AdwApplicationWindow parent_instance;

  PilotContext *context; /* (owned) */
  PilotDetailPage *detail;
  PilotSearchPage *search_page;
  PilotActivityPage *activity_page;
  PilotSyncButton *sync_button;
  char *page;            /* (owned) (nullable): name of the page that is shown, or would be without a search */
  gboolean asking;         /* what becomes of unsaved changes */
  gboolean closed_by_hand; /* the person closed the details: don't open them with every row */

  AdwToastOverlay *toast_overlay;
  GtkStack *root_stack;
  AdwBin *welcome_bin;
  AdwStatusPage *opening_page;
  AdwLeaflet *leaflet;
  GtkMenuButton *connection_button;
  GtkLabel *connection_label;
  GtkListBox *sidebar;
  AdwHeaderBar *header;
  GtkButton *back_button;
  GtkButton *new_button;
  GtkSearchEntry *search_entry;
  GtkMenuButton *menu_button;
  GtkToggleButton *detail_button;
  AdwBin *sync_bin;
  AdwFlap *flap;
  GtkStack *pages;
  AdwBin *detail_bin;
};

/* What a person wants to do, and does once the changes of the record shown are saved or discarded. */
typedef struct Move Move;
typedef void (*MoveFunc) (PilotWindow *self, const Move *move);

struct Move
{
  MoveFunc func;
  PilotEntity entity;
  guint field;
  char *text;                      /* (owned) (nullable): an id, a page, a value */
  PilotConnectionProfile *profile; /* (owned) (nullable) */
  PilotLeaveFunc left;             /* (nullable) */
  gpointer user_data;
  PilotWindow *window;             /* (owned) */
};

G_DEFINE_FINAL_TYPE (PilotWindow, pilot_window, ADW_TYPE_APPLICATION_WINDOW)

static GtkWidget *
add_sidebar_row (PilotWindow *self, const char *name, const char *icon, const char *label, const char *section)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *text = gtk_label_new (label);

  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), text);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (row), "pilot-page", g_strdup (name), g_free);
  g_object_set_data_full (G_OBJECT (row), "pilot-section", g_strdup (section), g_free);
  gtk_list_box_append (self->sidebar, row);
  return row;
}

static void
sidebar_header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
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

static void
fill_sidebar (PilotWindow *self)
{
  const PilotPageSpec *const tables[] = { pilot_network_pages, pilot_review_pages };

  add_sidebar_row (self, "overview", "go-home-symbolic", _("Overview"), NULL);
  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    for (const PilotPageSpec *spec = tables[t]; spec->icon != NULL; spec++)
      if (spec->section != NULL)
        {
          const PilotSchema *schema = pilot_schema_get (spec->entity);

          add_sidebar_row (self, schema->name, spec->icon, _(schema->label_many), _(spec->section));
        }
  add_sidebar_row (self, "activity", "document-open-recent-symbolic", _("Activity"), _("Log"));
  gtk_list_box_set_header_func (self->sidebar, sidebar_header_cb, NULL, NULL);
}

static void
select_sidebar_row (PilotWindow *self, const char *name)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->sidebar, i)) != NULL; i++)
    if (g_strcmp0 (g_object_get_data (G_OBJECT (row), "pilot-page"), name) == 0)
      {
        gtk_list_box_select_row (self->sidebar, row);
        return;
      }
  gtk_list_box_unselect_all (self->sidebar);
}

static void
show_detail_pane (PilotWindow *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->detail_button), TRUE);
  adw_flap_set_reveal_flap (self->flap, TRUE);
}

/* Puts the selections back to the record that is still shown. */
static void
select_shown (PilotWindow *self)
{
  PilotListPage *page = pilot_window_get_list_page (self);
  const char *id = pilot_detail_page_get_id (self->detail);
  PilotList *list = page != NULL ? pilot_list_page_get_list (page) : NULL;
  gint64 position = -1;

  select_sidebar_row (self, self->page);
  show_detail_pane (self);
  if (list == NULL || id == NULL)
    return;
  if (pilot_detail_page_shows (self->detail, pilot_list_page_get_spec (page)->entity, id))
    position = pilot_list_find (list, id);
  if (position >= 0)
    pilot_list_page_select (page, (guint) position);
  else
    gtk_widget_activate_action (GTK_WIDGET (page), "list.select-none", NULL);
}

static void
move_left_cb (gboolean leave, gpointer user_data)
{
  Move *move = user_data;
  PilotWindow *self = move->window;

  self->asking = FALSE;
  if (leave && move->func != NULL)
    move->func (self, move);
  else if (!leave)
    select_shown (self);
  if (move->left != NULL)
    move->left (leave, move->user_data);
  g_clear_pointer (&move->text, g_free);
  g_clear_pointer (&move->profile, pilot_connection_profile_free);
  g_object_unref (self);
  g_free (move);
}

/* @move is copied. */
static void
leave_and (PilotWindow *self, const Move *move)
{
  Move *copy;

  if (self->asking)
    {
      if (move->left != NULL)
        move->left (FALSE, move->user_data);
      return;
    }
  copy = g_new0 (Move, 1);
  *copy = *move;
  copy->text = g_strdup (move->text);
  copy->profile = move->profile != NULL ? pilot_connection_profile_copy (move->profile) : NULL;
  copy->window = g_object_ref (self);
  self->asking = TRUE;
  pilot_leave_dialog_run (self->detail, move_left_cb, copy);
}

static void
row_selected_cb (PilotWindow *self, const char *id, PilotListPage *page)
{
  if (id == NULL || self->asking || pilot_window_get_list_page (self) != page)
    return;
  /* Beside the list it follows the selection; over it, it would be in the way. */
  if (adw_flap_get_folded (self->flap) || (self->closed_by_hand && !adw_flap_get_reveal_flap (self->flap)))
    return;
  pilot_window_show_record (self, pilot_list_page_get_spec (page)->entity, id);
}

static void
row_activated_cb (PilotWindow *self, const char *id, PilotListPage *page)
{
  self->closed_by_hand = FALSE;
  pilot_window_show_record (self, pilot_list_page_get_spec (page)->entity, id);
}

/* A row that is selected already is not selected again, but who clicks on it wants to see it all the same. */
static void
row_pressed_cb (PilotWindow *self, int n_press, double x, double y, GtkGesture *gesture)
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

static void
clear_search_cb (PilotWindow *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
}

static void
connect_list_page (PilotWindow *self, PilotListPage *page)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (row_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (page), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (page, "row-selected", G_CALLBACK (row_selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "clear-search", G_CALLBACK (clear_search_cb), self, G_CONNECT_SWAPPED);
}

/* Pages are made when they are first shown: the window opens no later for a page that nobody looks at. */
static GtkWidget *
get_page (PilotWindow *self, const char *name)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, name);
  const PilotSchema *schema = pilot_schema_from_name (name);
  const PilotPageSpec *spec = schema != NULL ? pilot_page_spec_get (schema->entity) : NULL;

  if (page != NULL)
    return page;
  if (g_strcmp0 (name, "overview") == 0)
    page = pilot_overview_page_new (self->context);
  else if (g_strcmp0 (name, "activity") == 0)
    {
      page = pilot_activity_page_new (self->context);
      self->activity_page = PILOT_ACTIVITY_PAGE (page);
      connect_list_page (self, PILOT_LIST_PAGE (pilot_activity_page_get_audit (self->activity_page)));
    }
  else if (g_strcmp0 (name, "search") == 0)
    {
      page = pilot_search_page_new (self->context);
      self->search_page = PILOT_SEARCH_PAGE (page);
      g_signal_connect_object (page, "show-all", G_CALLBACK (pilot_window_actions_show_all_cb), self, G_CONNECT_SWAPPED);
    }
  else if (spec != NULL)
    {
      page = pilot_list_page_new (self->context, spec);
      connect_list_page (self, PILOT_LIST_PAGE (page));
    }
  if (page != NULL)
    gtk_stack_add_named (self->pages, page, name);
  return page;
}

static void
update_new_button (PilotWindow *self)
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
  GtkWidget *page = get_page (self, name);

  if (page == NULL)
    return;
  gtk_stack_set_visible_child (self->pages, page);
  update_search_hint (self);
  update_new_button (self);
}

static void
hide_detail (PilotWindow *self, const Move *move)
{
  /* A new record that was discarded leaves nothing to show again. */
  if (pilot_detail_page_get_id (self->detail) == NULL)
    gtk_widget_set_sensitive (GTK_WIDGET (self->detail_button), FALSE);
  adw_flap_set_reveal_flap (self->flap, FALSE);
}

static void
change_page (PilotWindow *self, const Move *move)
{
  const char *name = move->text;
  const PilotSchema *schema = pilot_schema_from_name (name);

  if (get_page (self, name) == NULL)
    return;
  if (g_strcmp0 (name, self->page) != 0)
    {
      char *copy = g_strdup (name);

      /* A search belongs to the page on which it was typed, and so does the record. */
      clear_search_cb (self);
      hide_detail (self, NULL);
      pilot_detail_page_show (self->detail, PILOT_ENTITY_AGENCY, NULL);
      gtk_widget_set_sensitive (GTK_WIDGET (self->detail_button), FALSE);
      g_free (self->page);
      self->page = copy;
      g_settings_set_string (pilot_context_get_settings (self->context), "current-page",
                             schema == NULL || pilot_page_spec_get (schema->entity)->section != NULL ? name : "overview");
    }
  select_sidebar_row (self, name);
  show_page (self, name);
  adw_leaflet_set_visible_child_name (self->leaflet, "content");
}

static void
search_cb (PilotWindow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  const PilotSchema *schema = pilot_schema_from_name (self->page);
  GtkWidget *page;

  if (self->page == NULL)
    return;
  if (schema != NULL)
    {
      pilot_list_page_set_search (PILOT_LIST_PAGE (get_page (self, self->page)), text);
      return;
    }
  if (*text == '\0')
    {
      show_page (self, self->page);
      return;
    }
  page = get_page (self, "search");
  pilot_search_page_set_search (PILOT_SEARCH_PAGE (page), text);
  show_page (self, "search");
}

static void
search_done_cb (PilotWindow *self)
{
  PilotListPage *page = pilot_window_get_list_page (self);

  if (page != NULL)
    pilot_list_page_focus_rows (page);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->pages), GTK_DIR_TAB_FORWARD);
}

static void
show_whole_page (PilotWindow *self, const Move *move)
{
  GtkWidget *page = get_page (self, move->text);

  if (PILOT_IS_LIST_PAGE (page))
    pilot_list_page_clear_filters (PILOT_LIST_PAGE (page));
  change_page (self, move);
}

static void
stop_search_cb (PilotWindow *self)
{
  clear_search_cb (self);
  search_done_cb (self);
}

static void
sidebar_cb (PilotWindow *self, GtkListBoxRow *row)
{
  const char *name = g_object_get_data (G_OBJECT (row), "pilot-page");
  const Move move = { .func = show_whole_page, .text = (char *) name };

  if (g_strcmp0 (name, self->page) == 0)
    show_whole_page (self, &move);
  else
    leave_and (self, &move);
}

static void
back_cb (PilotWindow *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

static void
folded_cb (PilotWindow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), adw_leaflet_get_folded (self->leaflet));
  adw_header_bar_set_show_start_title_buttons (self->header, adw_leaflet_get_folded (self->leaflet));
}

static void
detail_closed_cb (PilotWindow *self)
{
  self->closed_by_hand = TRUE;
  pilot_window_close_detail (self);
}

static void
detail_toggled_cb (PilotWindow *self)
{
  gboolean shown = adw_flap_get_reveal_flap (self->flap);
  const char *tip = shown ? _("Hide the Details") : _("Show the Details");

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->detail_button), tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->detail_button), GTK_ACCESSIBLE_PROPERTY_LABEL, tip, -1);
  if (gtk_widget_has_focus (GTK_WIDGET (self->detail_button)))
    self->closed_by_hand = !shown;
}

static void
toast_cb (PilotWindow *self, AdwToast *toast)
{
  adw_toast_overlay_add_toast (self->toast_overlay, g_object_ref (toast));
}

static void
show_record_cb (PilotWindow *self, int entity, const char *id)
{
  self->closed_by_hand = FALSE;
  pilot_window_show_record (self, (PilotEntity) entity, id);
}

static void
show_list (PilotWindow *self, const Move *move)
{
  const char *name = pilot_schema_get (move->entity)->name;
  const Move to_page = { .text = (char *) name };
  PilotListPage *page = PILOT_LIST_PAGE (get_page (self, name));

  change_page (self, &to_page);
  if (move->field == PILOT_FIELD_ID)
    pilot_list_page_clear_filters (page);
  else
    pilot_list_page_set_filter (page, move->field, move->text);
  if (adw_flap_get_folded (self->flap))
    hide_detail (self, NULL);
}

static void
show_list_cb (PilotWindow *self, int entity, guint field, const char *value)
{
  const Move move = { .func = show_list, .entity = (PilotEntity) entity, .field = field, .text = (char *) value };

  if (PILOT_IS_LIST_PAGE (get_page (self, pilot_schema_get ((PilotEntity) entity)->name)))
    leave_and (self, &move);
}

static void
show_page_cb (PilotWindow *self, const char *name)
{
  pilot_window_show_page (self, name);
}

static void
update_root (PilotWindow *self)
{
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);
  g_autofree char *title = NULL;

  if (workspace != NULL)
    {
      const PilotConnectionProfile *profile = pilot_workspace_get_profile (workspace);

      gtk_label_set_text (self->connection_label, profile->title);
      /* Translators: title of the window: a connection's title, and the program */
      title = g_strdup_printf (_("%s – Pilotage"), profile->title);
      gtk_window_set_title (GTK_WINDOW (self), title);
      gtk_stack_set_visible_child_name (self->root_stack, "main");
    }
  else
    {
      gtk_window_set_title (GTK_WINDOW (self), _("Pilotage"));
      gtk_stack_set_visible_child_name (self->root_stack, pilot_context_get_busy (self->context) ? "opening" : "welcome");
    }
}

static void
role_cb (PilotWindow *self)
{
  update_new_button (self);
}

static void
workspace_cb (PilotWindow *self)
{
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);
  const char *report;

  clear_search_cb (self);
  hide_detail (self, NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->detail_button), FALSE);
  update_root (self);
  update_new_button (self);
  pilot_window_actions_update (self);
  if (workspace == NULL)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->sidebar)));
  g_signal_connect_object (workspace, "notify::role", G_CALLBACK (role_cb), self, G_CONNECT_SWAPPED);
  report = pilot_workspace_get_recovery_report (workspace);
  if (report != NULL)
    pilot_window_actions_show_report (self, report);
}

static gboolean
close_request_cb (PilotWindow *self)
{
  GSettings *settings = pilot_context_get_settings (self->context);
  int width;
  int height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (!gtk_window_is_maximized (GTK_WINDOW (self)))
    g_settings_set (settings, "window-size", "(ii)", width, height);
  g_settings_set_boolean (settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  /* The application closes the workspace first: a running write is waited for. */
  g_action_group_activate_action (G_ACTION_GROUP (gtk_window_get_application (GTK_WINDOW (self))), "quit", NULL);
  return GDK_EVENT_STOP;
}

static void
pilot_window_dispose (GObject *object)
{
  PilotWindow *self = PILOT_WINDOW (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->page, g_free);
  G_OBJECT_CLASS (pilot_window_parent_class)->dispose (object);
}

static void
focus_search_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PilotWindow *self = PILOT_WINDOW (widget);

  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  gtk_editable_select_region (GTK_EDITABLE (self->search_entry), 0, -1);
}

static void
toggle_detail_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PilotWindow *self = PILOT_WINDOW (widget);

  if (pilot_detail_page_get_id (self->detail) == NULL)
    return;
  self->closed_by_hand = adw_flap_get_reveal_flap (self->flap);
  if (self->closed_by_hand)
    pilot_window_close_detail (self);
  else
    adw_flap_set_reveal_flap (self->flap, TRUE);
}

static void
create_record (PilotWindow *self, const Move *move)
{
  show_detail_pane (self);
  pilot_detail_page_create (self->detail, move->entity);
}

static void
new_record_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PilotWindow *self = PILOT_WINDOW (widget);
  PilotListPage *page = pilot_window_get_list_page (self);
  Move move = { .func = create_record };

  if (page == NULL)
    return;
  move.entity = pilot_list_page_get_spec (page)->entity;
  leave_and (self, &move);
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  pilot_detail_page_save (PILOT_WINDOW (widget)->detail);
}

static void
go_page_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PilotWindow *self = PILOT_WINDOW (widget);
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->sidebar, g_variant_get_int32 (parameter) - 1);

  if (row != NULL && pilot_context_get_workspace (self->context) != NULL)
    sidebar_cb (self, row);
}

static void
pilot_window_class_init (PilotWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pilot_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/pilotage/Pilotage/pilot-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PilotWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, PilotWindow, root_stack);
  gtk_widget_class_bind_template_child (widget_class, PilotWindow, welcome_bin);
  gtk_widget_class_bind_template_child (widget_class, PilotWindow, opening_page);
  gtk_widget_class_bind_template_child (widget_class, PilotWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, PilotWindow, connection_button);
  gtk_widget_class_bind_template_child (widget_class, PilotWindow, connection_label);
  gtk_widget_class_bind_template_child (widget_class, PilotWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, PilotWindow, header);
  gtk_widget_class_bind_template_child (widget_class, PilotWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, PilotWindow, new_button);
  gtk_widget_class_bind_template_child (widget_class, PilotWindow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, PilotWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, PilotWindow, detail_button);
  gtk_widget_class_bind_template_child (widget_class, PilotWindow, sync_bin);
  gtk_widget_class_bind_template_child (widget_class, PilotWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, PilotWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, PilotWindow, detail_bin);
  gtk_widget_class_bind_template_callback (widget_class, sidebar_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_done_cb);

  gtk_widget_class_install_action (widget_class, "win.search", NULL, focus_search_cb);
  gtk_widget_class_install_action (widget_class, "win.toggle-detail", NULL, toggle_detail_cb);
  gtk_widget_class_install_action (widget_class, "win.new-record", NULL, new_record_cb);
  gtk_widget_class_install_action (widget_class, "win.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "win.go-page", "i", go_page_cb);
  pilot_window_actions_install (widget_class);
}

static void
pilot_window_init (PilotWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_sidebar (self);
  g_signal_connect_object (self->leaflet, "notify::folded", G_CALLBACK (folded_cb), self, G_CONNECT_SWAPPED);
  folded_cb (self);
  g_signal_connect_object (self->flap, "notify::reveal-flap", G_CALLBACK (detail_toggled_cb), self, G_CONNECT_SWAPPED);
  detail_toggled_cb (self);
  g_signal_connect_object (self, "close-request", G_CALLBACK (close_request_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
pilot_window_new (AdwApplication *application, PilotContext *context)
{
  PilotWindow *self = g_object_new (PILOT_TYPE_WINDOW, "application", application, NULL);
  GSettings *settings = pilot_context_get_settings (context);
  g_autofree char *start = g_settings_get_string (settings, "start-page");
  g_autofree char *last = g_settings_get_string (settings, "current-page");
  int width;
  int height;

  self->context = g_object_ref (context);
  g_settings_get (settings, "window-size", "(ii)", &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));

  self->detail = PILOT_DETAIL_PAGE (pilot_detail_page_new (context));
  adw_bin_set_child (self->detail_bin, GTK_WIDGET (self->detail));
  g_signal_connect_object (self->detail, "close", G_CALLBACK (detail_closed_cb), self, G_CONNECT_SWAPPED);
  self->sync_button = PILOT_SYNC_BUTTON (pilot_sync_button_new (context));
  adw_bin_set_child (self->sync_bin, GTK_WIDGET (self->sync_button));
  adw_bin_set_child (self->welcome_bin, pilot_welcome_page_new (context));
  gtk_menu_button_set_popover (self->connection_button, pilot_connection_popover_new (context));
  gtk_search_entry_set_key_capture_widget (self->search_entry, NULL);

  g_signal_connect_object (context, "toast", G_CALLBACK (toast_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "show-record", G_CALLBACK (show_record_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "show-list", G_CALLBACK (show_list_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "show-page", G_CALLBACK (show_page_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::workspace", G_CALLBACK (workspace_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::busy", G_CALLBACK (update_root), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "profiles-changed", G_CALLBACK (update_root), self, G_CONNECT_SWAPPED);
  pilot_window_show_page (self, g_strcmp0 (start, "last") == 0 && get_page (self, last) != NULL ? last : "overview");
  workspace_cb (self);
  pilot_accessible_name_menu_buttons (GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

PilotContext *
pilot_window_get_context (PilotWindow *self)
{
  return self->context;
}

void
pilot_window_show_page (PilotWindow *self, const char *name)
{
  const Move move = { .func = change_page, .text = (char *) name };

  if (g_strcmp0 (name, self->page) == 0)
    change_page (self, &move);
  else
    leave_and (self, &move);
}

const char *
pilot_window_get_page (PilotWindow *self)
{
  return self->page;
}

PilotListPage *
pilot_window_get_list_page (PilotWindow *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->pages);

  if (page != NULL && PILOT_IS_LIST_PAGE (page))
    return PILOT_LIST_PAGE (page);
  if (page != NULL && page == GTK_WIDGET (self->activity_page))
    return PILOT_LIST_PAGE (pilot_activity_page_get_audit (self->activity_page));
  return NULL;
}

PilotDetailPage *
pilot_window_get_detail (PilotWindow *self)
{
  return self->detail;
}

gboolean
pilot_window_get_detail_shown (PilotWindow *self)
{
  return adw_flap_get_reveal_flap (self->flap);
}

static void
show_record (PilotWindow *self, const Move *move)
{
  pilot_detail_page_show (self->detail, move->entity, move->text);
  if (pilot_detail_page_get_id (self->detail) == NULL)
    {
      hide_detail (self, NULL);
      pilot_context_toast (self->context, _("This record is not here: it may have been deleted"));
      return;
    }
  show_detail_pane (self);
}

void
pilot_window_show_record (PilotWindow *self, PilotEntity entity, const char *id)
{
  const Move move = { .func = show_record, .entity = entity, .text = (char *) id };

  if (pilot_detail_page_shows (self->detail, entity, id))
    show_detail_pane (self);
  else
    leave_and (self, &move);
}

void
pilot_window_close_detail (PilotWindow *self)
{
  const Move move = { .func = hide_detail };

  leave_and (self, &move);
}

void
pilot_window_leave (PilotWindow *self, PilotLeaveFunc func, gpointer user_data)
{
  const Move move = { .left = func, .user_data = user_data };

  leave_and (self, &move);
}

void
pilot_window_search (PilotWindow *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), text);
}

const char *
pilot_window_get_search (PilotWindow *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
}

const char *
pilot_window_get_sync_text (PilotWindow *self)
{
  return pilot_sync_button_get_text (self->sync_button);
}

void
pilot_window_show_closing (PilotWindow *self)
{
  if (pilot_detail_page_get_unsaved (self->detail))
    pilot_detail_page_save (self->detail);
  adw_status_page_set_title (self->opening_page, _("Finishing…"));
  adw_status_page_set_description (self->opening_page, _("What you saved is being written."));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!pilot_context_open_finish (PILOT_CONTEXT (source), result, &error))
    pilot_window_actions_show_error (self, _("The Connection Can’t Be Opened"), error);
}

static void
open_profile (PilotWindow *self, const Move *move)
{
  g_autofree char *title = g_markup_escape_text (move->profile->title != NULL ? move->profile->title : "", -1);

  adw_status_page_set_description (self->opening_page, title);
  pilot_context_open_async (self->context, move->profile, NULL, opened_cb, g_object_ref (self));
}

void
pilot_window_open_profile (PilotWindow *self, const PilotConnectionProfile *profile)
{
  const Move move = { .func = open_profile, .profile = (PilotConnectionProfile *) profile };

  leave_and (self, &move);
}
