/* pilot-preferences.c: the preferences window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-preferences.h"

#include "pilot-profile-kind.h"
#include "pilot-profiles.h"

#include <glib/gi18n-lib.h>

struct _PilotPreferences
{
  AdwPreferencesWindow parent_instance;

  PilotContext *context; /* (owned) */

  AdwComboRow *start_row;
  GtkSwitch *compact_switch;
  GtkSwitch *confirm_switch;
  AdwPreferencesGroup *connections_group;
};

G_DEFINE_FINAL_TYPE (PilotPreferences, pilot_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static const char *const start_pages[] = { "last", "overview" };

static void
start_cb (PilotPreferences *self)
{
  guint selected = adw_combo_row_get_selected (self->start_row);

  if (self->context != NULL && selected < G_N_ELEMENTS (start_pages))
    g_settings_set_string (pilot_context_get_settings (self->context), "start-page", start_pages[selected]);
}

static void
reset_cb (PilotPreferences *self)
{
  static const char *const keys[] = { "columns", "column-widths", "sorts" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (pilot_context_get_settings (self->context), keys[i]);
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), adw_toast_new (_("Columns and sorting reset")));
}

/* A connection without a name could not be found again: it keeps the one it has. */
static void
renamed_cb (PilotPreferences *self, AdwEntryRow *row)
{
  GPtrArray *profiles = pilot_context_get_profiles (self->context);
  const char *id = g_object_get_data (G_OBJECT (row), "pilot-id");
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  int index = pilot_profiles_find (profiles, id);

  if (*title != '\0')
    pilot_context_rename_profile (self->context, id, title);
  else if (index >= 0)
    gtk_editable_set_text (GTK_EDITABLE (row), ((PilotConnectionProfile *) g_ptr_array_index (profiles, index))->title);
}

static void
fill_connections (PilotPreferences *self)
{
  GPtrArray *profiles = pilot_context_get_profiles (self->context);

  for (guint i = 0; i < profiles->len; i++)
    {
      const PilotConnectionProfile *profile = g_ptr_array_index (profiles, i);
      GtkWidget *row = adw_entry_row_new ();
      g_autofree char *place = pilot_profile_kind_dup_place (profile);

      /* Of two portals the address tells which is meant, whatever they are called. */
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), place);
      gtk_editable_set_text (GTK_EDITABLE (row), profile->title != NULL ? profile->title : "");
      adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
      g_object_set_data_full (G_OBJECT (row), "pilot-id", g_strdup (profile->id), g_free);
      g_signal_connect_object (row, "apply", G_CALLBACK (renamed_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (self->connections_group, row);
    }
  if (profiles->len == 0)
    adw_preferences_group_set_description (self->connections_group, _("There is no connection yet."));
}

static void
pilot_preferences_dispose (GObject *object)
{
  PilotPreferences *self = PILOT_PREFERENCES (object);

  g_clear_object (&self->context);
  G_OBJECT_CLASS (pilot_preferences_parent_class)->dispose (object);
}

static void
pilot_preferences_class_init (PilotPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pilot_preferences_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/pilotage/Pilotage/preferences/pilot-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, PilotPreferences, start_row);
  gtk_widget_class_bind_template_child (widget_class, PilotPreferences, compact_switch);
  gtk_widget_class_bind_template_child (widget_class, PilotPreferences, confirm_switch);
  gtk_widget_class_bind_template_child (widget_class, PilotPreferences, connections_group);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
}

static void
pilot_preferences_init (PilotPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
pilot_preferences_new (PilotContext *context)
{
  PilotPreferences *self = g_object_new (PILOT_TYPE_PREFERENCES, NULL);
  GSettings *settings = pilot_context_get_settings (context);
  g_autofree char *start = g_settings_get_string (settings, "start-page");

  for (guint i = 0; i < G_N_ELEMENTS (start_pages); i++)
    if (g_str_equal (start, start_pages[i]))
      adw_combo_row_set_selected (self->start_row, i);
  self->context = g_object_ref (context);
  g_settings_bind (settings, "compact-lists", self->compact_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "confirm-delete", self->confirm_switch, "active", G_SETTINGS_BIND_DEFAULT);
  fill_connections (self);
  return GTK_WIDGET (self);
}
