/* pilot-connection-popover.c: switches between connections
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-connection-popover.h"

#include "pilot-profile-kind.h"
#include "pilot-profiles.h"
#include "pilot-window.h"

#include <glib/gi18n-lib.h>

struct _PilotConnectionPopover
{
  GtkPopover parent_instance;

  PilotContext *context; /* (owned) */
  GtkListBox *list;
  GtkWidget *sign_in_button;
};

G_DEFINE_FINAL_TYPE (PilotConnectionPopover, pilot_connection_popover, GTK_TYPE_POPOVER)

static const struct
{
  const char *label;
  const char *action;
} commands[] = {
  { N_("_Connect to a Portal…"), "win.add-connection" },
  { N_("_Work from Files…"), "win.open-files" },
  { N_("Open the _Demo Company"), "win.open-demo" },
  { N_("_Sign In Again…"), "win.sign-in" },
  { N_("Cl_ose This Connection"), "win.close-connection" },
  { N_("_Remove Local Data…"), "win.remove-local-data" },
};

static void
fill (PilotConnectionPopover *self)
{
  GPtrArray *profiles = pilot_context_get_profiles (self->context);
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);
  const char *current = workspace != NULL ? pilot_workspace_get_profile (workspace)->id : NULL;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < profiles->len; i++)
    {
      const PilotConnectionProfile *profile = g_ptr_array_index (profiles, i);
      GtkWidget *item = adw_action_row_new ();
      g_autofree char *place = pilot_profile_kind_dup_place (profile);

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (item), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (item), profile->title);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (item), place);
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (item), 1);
      adw_action_row_add_prefix (ADW_ACTION_ROW (item), gtk_image_new_from_icon_name (pilot_profile_kind_icon (profile->kind)));
      if (g_strcmp0 (profile->id, current) == 0)
        adw_action_row_add_suffix (ADW_ACTION_ROW (item), gtk_image_new_from_icon_name ("object-select-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (item), TRUE);
      g_object_set_data_full (G_OBJECT (item), "pilot-id", g_strdup (profile->id), g_free);
      gtk_list_box_append (self->list, item);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->list), profiles->len > 0);
  /* The keyboard was on a row that is gone by now. */
  row = gtk_list_box_get_row_at_index (self->list, 0);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  /* Nobody signs in to files, or to the demo company. */
  gtk_widget_set_visible (self->sign_in_button,
                          workspace != NULL && g_strcmp0 (pilot_workspace_get_profile (workspace)->kind, "portal") == 0);
}

static void
row_cb (PilotConnectionPopover *self, GtkListBoxRow *row)
{
  GPtrArray *profiles = pilot_context_get_profiles (self->context);
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);
  int index = pilot_profiles_find (profiles, g_object_get_data (G_OBJECT (row), "pilot-id"));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_popover_popdown (GTK_POPOVER (self));
  if (index < 0 || !PILOT_IS_WINDOW (root))
    return;
  if (workspace == NULL
      || g_strcmp0 (pilot_workspace_get_profile (workspace)->id,
                    ((PilotConnectionProfile *) g_ptr_array_index (profiles, index))->id) != 0)
    pilot_window_open_profile (PILOT_WINDOW (root), g_ptr_array_index (profiles, index));
}

static void
pilot_connection_popover_dispose (GObject *object)
{
  g_clear_object (&PILOT_CONNECTION_POPOVER (object)->context);
  G_OBJECT_CLASS (pilot_connection_popover_parent_class)->dispose (object);
}

static void
pilot_connection_popover_class_init (PilotConnectionPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_connection_popover_dispose;
}

static void
pilot_connection_popover_init (PilotConnectionPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Connections"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      GtkWidget *button = gtk_button_new_with_mnemonic (_(commands[i].label));

      gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 0);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "menu-like");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), commands[i].action);
      g_signal_connect_object (button, "clicked", G_CALLBACK (gtk_popover_popdown), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), button);
      if (g_strcmp0 (commands[i].action, "win.sign-in") == 0)
        self->sign_in_button = button;
    }
  gtk_widget_set_size_request (box, 300, -1);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect_object (self, "show", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
}

GtkWidget *
pilot_connection_popover_new (PilotContext *context)
{
  PilotConnectionPopover *self = g_object_new (PILOT_TYPE_CONNECTION_POPOVER, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}
