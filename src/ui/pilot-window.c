/* pilot-window.c: the main window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-window.h"

#include "pilot-accessible.h"
#include "pilot-connection-popover.h"
#include "pilot-running-bar.h"
#include "pilot-sidebar.h"
#include "pilot-tab-stop.h"
#include "pilot-welcome-page.h"
#include "pilot-window-actions.h"
#include "pilot-window-private.h"

#include <glib/gi18n-lib.h>

/* A dialog's data of this name: its overlay. */
#define TOASTS "pilot-toasts"

G_DEFINE_FINAL_TYPE (PilotWindow, pilot_window, ADW_TYPE_APPLICATION_WINDOW)

static void
sidebar_cb (PilotWindow *self, GtkListBoxRow *row)
{
  const char *name = pilot_sidebar_get_page (row);
  const PilotWindowMove move = { .func = pilot_window_show_whole_page, .text = (char *) name };

  if (g_strcmp0 (name, self->page) == 0)
    pilot_window_show_whole_page (self, &move);
  else
    pilot_window_leave_and (self, &move);
}

/* The arrow keys and Tab select what they only pass; the page shown stays selected until another is opened. */
static void
sidebar_selected_cb (PilotWindow *self, GtkListBoxRow *row)
{
  if (row != NULL && g_strcmp0 (pilot_sidebar_get_page (row), self->page) != 0)
    pilot_sidebar_select (self->sidebar, self->page);
}

static void
back_cb (PilotWindow *self)
{
  if (!pilot_window_go_back (self))
    adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

static void
go_back_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  pilot_window_go_back (PILOT_WINDOW (widget));
}

static void
folded_cb (PilotWindow *self)
{
  pilot_window_update_back_button (self);
  adw_header_bar_set_show_start_title_buttons (self->header, adw_leaflet_get_folded (self->leaflet));
}

/* A dialog over the window shows what is told while it is open, if it has a place for it. */
static void
toast_cb (PilotWindow *self, AdwToast *toast)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  AdwToastOverlay *overlay = self->toast_overlay;

  for (GList *at = windows; at != NULL; at = at->next)
    {
      AdwToastOverlay *other = g_object_get_data (at->data, TOASTS);

      if (other != NULL && gtk_widget_get_visible (at->data) && gtk_window_get_transient_for (at->data) == GTK_WINDOW (self))
        overlay = other;
    }
  adw_toast_overlay_add_toast (overlay, g_object_ref (toast));
}

static void
show_record_cb (PilotWindow *self, int entity, const char *id)
{
  self->closed_by_hand = FALSE;
  pilot_window_show_record (self, (PilotEntity) entity, id);
}

static void
show_list_cb (PilotWindow *self, const PilotQuery *query)
{
  const PilotWindowMove move = { .func = pilot_window_show_list, .way = PILOT_WINDOW_WAY_LINK, .query = *query };

  if (PILOT_IS_LIST_PAGE (pilot_window_make_page (self, pilot_schema_get (query->entity)->name)))
    pilot_window_leave_and (self, &move);
}

static void
go_to_page (PilotWindow *self, const char *name, PilotWindowWay way)
{
  const PilotWindowMove move = { .func = pilot_window_change_page, .way = way, .text = (char *) name };

  if (g_strcmp0 (name, self->page) == 0)
    pilot_window_change_page (self, &move);
  else
    pilot_window_leave_and (self, &move);
}

static void
show_page_cb (PilotWindow *self, const char *name)
{
  go_to_page (self, name, PILOT_WINDOW_WAY_LINK);
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
      const char *child = pilot_context_get_busy (self->context) ? "opening" : "welcome";
      gboolean returns = g_str_equal (child, "welcome") && !gtk_widget_get_mapped (GTK_WIDGET (self->welcome_bin));

      gtk_stack_set_visible_child_name (self->root_stack, child);
      /* The stack goes back to what had the keyboard when it was left. */
      if (returns)
        gtk_widget_grab_focus (adw_bin_get_child (self->welcome_bin));
    }
}

static void
role_cb (PilotWindow *self)
{
  pilot_window_update_new_button (self);
}

static void
workspace_cb (PilotWindow *self)
{
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);
  const char *report;

  pilot_window_clear_search_cb (self);
  pilot_window_hide_detail (self, NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->detail_button), FALSE);
  g_ptr_array_set_size (self->way, 0);
  pilot_window_update_back_button (self);
  update_root (self);
  pilot_window_update_new_button (self);
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
  g_clear_pointer (&self->way, g_ptr_array_unref);
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
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  pilot_detail_page_save (PILOT_WINDOW (widget)->detail);
}

static void
undo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  pilot_context_undo (PILOT_WINDOW (widget)->context);
}

/* What is typed has an undo of its own, even when there is nothing left to take back. */
static gboolean
undo_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  PilotWindow *self = PILOT_WINDOW (widget);
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (widget));

  if (GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus) || !pilot_context_get_can_undo (self->context))
    return GDK_EVENT_PROPAGATE;
  pilot_context_undo (self->context);
  return GDK_EVENT_STOP;
}

static void
can_undo_cb (PilotWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", pilot_context_get_can_undo (self->context));
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

  g_type_ensure (PILOT_TYPE_TAB_STOP);
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
  gtk_widget_class_bind_template_child (widget_class, PilotWindow, sync_section);
  gtk_widget_class_bind_template_child (widget_class, PilotWindow, detail_button);
  gtk_widget_class_bind_template_child (widget_class, PilotWindow, sync_bin);
  gtk_widget_class_bind_template_child (widget_class, PilotWindow, running_bin);
  gtk_widget_class_bind_template_child (widget_class, PilotWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, PilotWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, PilotWindow, detail_stack);
  gtk_widget_class_bind_template_callback (widget_class, gtk_spinner_start);
  gtk_widget_class_bind_template_callback (widget_class, gtk_spinner_stop);
  gtk_widget_class_bind_template_callback (widget_class, sidebar_cb);
  gtk_widget_class_bind_template_callback (widget_class, sidebar_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, pilot_window_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, pilot_window_stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, pilot_window_search_done_cb);

  gtk_widget_class_install_action (widget_class, "win.search", NULL, focus_search_cb);
  gtk_widget_class_install_action (widget_class, "win.toggle-detail", NULL, pilot_window_toggle_detail_cb);
  gtk_widget_class_install_action (widget_class, "win.new-record", NULL, pilot_window_new_record_cb);
  gtk_widget_class_install_action (widget_class, "win.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "win.go-page", "i", go_page_cb);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_cb);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, go_back_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, undo_key_cb, NULL);
  pilot_window_actions_install (widget_class);
}

static void
pilot_window_init (PilotWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->way = g_ptr_array_new_with_free_func (g_free);
  pilot_sidebar_fill (self->sidebar);
  g_signal_connect_object (self->leaflet, "notify::folded", G_CALLBACK (folded_cb), self, G_CONNECT_SWAPPED);
  folded_cb (self);
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
  gtk_stack_add_named (self->detail_stack, GTK_WIDGET (self->detail), "record");
  self->selection_page = PILOT_SELECTION_PAGE (pilot_selection_page_new ());
  gtk_stack_add_named (self->detail_stack, GTK_WIDGET (self->selection_page), "several");
  g_signal_connect_object (self->detail_stack, "map", G_CALLBACK (pilot_window_detail_mapped_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->flap, "notify::reveal-flap", G_CALLBACK (pilot_window_detail_toggled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->flap, "notify::folded", G_CALLBACK (pilot_window_detail_folded_cb), self, G_CONNECT_SWAPPED);
  pilot_window_detail_toggled_cb (self);
  g_signal_connect_object (self->detail, "close", G_CALLBACK (pilot_window_detail_closed_cb), self, G_CONNECT_SWAPPED);
  self->sync_button = PILOT_SYNC_BUTTON (pilot_sync_button_new (context));
  adw_bin_set_child (self->sync_bin, GTK_WIDGET (self->sync_button));
  adw_bin_set_child (self->running_bin, pilot_running_bar_new (context));
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
  g_signal_connect_object (context, "notify::can-undo", G_CALLBACK (can_undo_cb), self, G_CONNECT_SWAPPED);
  can_undo_cb (self);
  pilot_window_show_page (self, g_strcmp0 (start, "last") == 0 && pilot_window_make_page (self, last) != NULL
                                    ? last : "overview");
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
  go_to_page (self, name, PILOT_WINDOW_WAY_NONE);
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

void
pilot_window_leave (PilotWindow *self, PilotLeaveFunc func, gpointer user_data)
{
  const PilotWindowMove move = { .left = func, .user_data = user_data };

  pilot_window_leave_and (self, &move);
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

void
pilot_window_take_toasts (GtkWindow *dialog, AdwToastOverlay *overlay)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  g_object_set_data (G_OBJECT (dialog), TOASTS, overlay);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (adw_toast_overlay_get_child (overlay), keys);
}

void
pilot_window_present_dialog (GtkWindow *dialog, PilotContext *context, GtkWidget *parent)
{
  g_signal_connect_object (context, "notify::workspace", G_CALLBACK (gtk_window_destroy), dialog, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (dialog, GTK_WINDOW (gtk_widget_get_root (parent)));
  gtk_window_present (dialog);
}

const char *
pilot_window_get_sync_text (PilotWindow *self)
{
  return pilot_sync_button_get_text (self->sync_button);
}

void
pilot_window_set_sync_label (PilotWindow *self, const char *label)
{
  if (g_menu_model_get_n_items (G_MENU_MODEL (self->sync_section)) > 2)
    g_menu_remove (self->sync_section, 1);
  g_menu_insert (self->sync_section, 1, label, "win.sync");
}

void
pilot_window_show_closing (PilotWindow *self)
{
  if (pilot_detail_page_get_unsaved (self->detail))
    pilot_detail_page_save (self->detail);
  adw_status_page_set_title (self->opening_page, _("Finishing…"));
  adw_status_page_set_description (self->opening_page, _("What you saved is being written."));
}

typedef struct
{
  PilotWindow *window;             /* (owned) */
  PilotConnectionProfile *profile; /* (owned) */
} Opening;

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Opening *opening = user_data;
  g_autoptr (PilotWindow) self = opening->window;
  g_autoptr (PilotConnectionProfile) profile = opening->profile;
  g_autoptr (GError) error = NULL;

  if (!pilot_context_open_finish (PILOT_CONTEXT (source), result, &error))
    pilot_window_actions_show_refusal (self, profile, error);
}

static void
open_profile (PilotWindow *self, const PilotWindowMove *move)
{
  g_autofree char *title = g_markup_escape_text (move->profile->title != NULL ? move->profile->title : "", -1);
  Opening *opening = g_new0 (Opening, 1);

  opening->window = g_object_ref (self);
  opening->profile = pilot_connection_profile_copy (move->profile);
  adw_status_page_set_description (self->opening_page, title);
  pilot_context_open_async (self->context, move->profile, NULL, NULL, opened_cb, opening);
}

void
pilot_window_open_profile (PilotWindow *self, const PilotConnectionProfile *profile)
{
  const PilotWindowMove move = { .func = open_profile, .profile = (PilotConnectionProfile *) profile };

  pilot_window_leave_and (self, &move);
}
