/* pilot-welcome-page.c: the first run: three ways to begin
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-welcome-page.h"

#include "pilot-profile-kind.h"
#include "pilot-profiles.h"
#include "pilot-window.h"

#include <glib/gi18n-lib.h>

struct _PilotWelcomePage
{
  AdwBin parent_instance;

  PilotContext *context; /* (owned) */
  GPtrArray *rows;       /* (owned): not the widgets */

  AdwActionRow *demo_row;
  AdwActionRow *portal_row;
  AdwActionRow *files_row;
  AdwPreferencesGroup *known_group;
};

G_DEFINE_FINAL_TYPE (PilotWelcomePage, pilot_welcome_page, ADW_TYPE_BIN)

static void
row_cb (PilotWelcomePage *self, GtkWidget *row)
{
  GPtrArray *profiles = pilot_context_get_profiles (self->context);
  int index = pilot_profiles_find (profiles, g_object_get_data (G_OBJECT (row), "pilot-id"));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (index >= 0 && PILOT_IS_WINDOW (root))
    pilot_window_open_profile (PILOT_WINDOW (root), g_ptr_array_index (profiles, index));
}

static void
fill (PilotWelcomePage *self)
{
  GPtrArray *profiles = pilot_context_get_profiles (self->context);
  const PilotConnectionProfile *demo = pilot_context_find_demo (self->context);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean focused = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->known_group));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->known_group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < profiles->len; i++)
    {
      const PilotConnectionProfile *profile = g_ptr_array_index (profiles, i);
      g_autofree char *place = pilot_profile_kind_dup_place (profile);
      GtkWidget *row;

      /* The row above opens it. */
      if (profile == demo && gtk_widget_get_visible (GTK_WIDGET (self->demo_row)))
        continue;
      row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), profile->title);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), place);
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (pilot_profile_kind_icon (profile->kind)));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_object_set_data_full (G_OBJECT (row), "pilot-id", g_strdup (profile->id), g_free);
      g_signal_connect_object (row, "activated", G_CALLBACK (row_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (self->known_group, row);
      g_ptr_array_add (self->rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->known_group), self->rows->len > 0);
  if (focused && self->rows->len > 0)
    gtk_widget_grab_focus (g_ptr_array_index (self->rows, 0));
}

/* The keyboard begins at what a person most likely wants. */
static gboolean
pilot_welcome_page_grab_focus (GtkWidget *widget)
{
  PilotWelcomePage *self = PILOT_WELCOME_PAGE (widget);
  GtkWidget *ways[] = { GTK_WIDGET (self->demo_row), GTK_WIDGET (self->portal_row), GTK_WIDGET (self->files_row) };

  if (self->rows->len > 0)
    return gtk_widget_grab_focus (g_ptr_array_index (self->rows, 0));
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (gtk_widget_get_visible (ways[i]))
      return gtk_widget_grab_focus (ways[i]);
  return FALSE;
}

/* Else Tab would come by the above, and never to the menu. */
static gboolean
pilot_welcome_page_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return gtk_widget_child_focus (adw_bin_get_child (ADW_BIN (widget)), direction);
}

static void
pilot_welcome_page_dispose (GObject *object)
{
  PilotWelcomePage *self = PILOT_WELCOME_PAGE (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (pilot_welcome_page_parent_class)->dispose (object);
}

static void
pilot_welcome_page_class_init (PilotWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pilot_welcome_page_dispose;
  widget_class->focus = pilot_welcome_page_focus;
  widget_class->grab_focus = pilot_welcome_page_grab_focus;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/pilotage/Pilotage/welcome/pilot-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PilotWelcomePage, demo_row);
  gtk_widget_class_bind_template_child (widget_class, PilotWelcomePage, portal_row);
  gtk_widget_class_bind_template_child (widget_class, PilotWelcomePage, files_row);
  gtk_widget_class_bind_template_child (widget_class, PilotWelcomePage, known_group);
}

static void
pilot_welcome_page_init (PilotWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
}

GtkWidget *
pilot_welcome_page_new (PilotContext *context)
{
  PilotWelcomePage *self = g_object_new (PILOT_TYPE_WELCOME_PAGE, NULL);

  self->context = g_object_ref (context);
  /* A way that this build does not know is not offered. */
  gtk_widget_set_visible (GTK_WIDGET (self->demo_row), pilot_context_get_provider (context, "demo") != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->portal_row), pilot_context_get_provider (context, "portal") != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->files_row), pilot_context_get_provider (context, "files") != NULL);
  g_signal_connect_object (context, "profiles-changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "map", G_CALLBACK (gtk_widget_grab_focus), self, G_CONNECT_AFTER | G_CONNECT_SWAPPED);
  fill (self);
  return GTK_WIDGET (self);
}
