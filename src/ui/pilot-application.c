/* pilot-application.c: the application
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-application.h"

#include "pilot-format.h"
#include "pilot-log.h"
#include "pilot-preferences.h"
#include "pilot-profiles.h"
#include "pilot-tour.h"
#include "pilot-ui-resources.h"
#include "pilot-window.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#define SETTINGS_ID "io.github.pilotage.Pilotage"
#define RESOURCE_PATH "/io/github/pilotage/Pilotage"

struct _PilotApplication
{
  AdwApplication parent_instance;

  PilotPortalHost *host;  /* (owned) (nullable) */
  GPtrArray *providers;   /* (owned) (element-type PilotConnectionProvider); %NULL-terminated */
  char *data_dir;         /* (owned) (nullable) */
  char *tour_dir;         /* (owned) (nullable) */
  PilotTourPart tour_part;
  gboolean demo;
  PilotContext *context;  /* (owned) (nullable) */
  PilotTour *tour;        /* (owned) (nullable) */
  gboolean quitting;
  gboolean unasked;       /* ends without a question: nobody may be there to answer */
  int exit_status;
};

G_DEFINE_FINAL_TYPE (PilotApplication, pilot_application, ADW_TYPE_APPLICATION)

static const struct
{
  const char *action;
  const char *accels[3];
} shortcuts[] = {
  { "win.search", { "<Control>f" } },
  { "win.sync", { "F5", "<Control>r" } },
  { "win.new-record", { "<Control>n" } },
  { "win.save", { "<Control>s" } },
  { "win.import", { "<Control>i" } },
  { "win.toggle-detail", { "F9" } },
  { "win.back", { "<Alt>Left" } },
  { "win.go-page(1)", { "<Alt>1" } },
  { "win.go-page(2)", { "<Alt>2" } },
  { "win.go-page(3)", { "<Alt>3" } },
  { "win.go-page(4)", { "<Alt>4" } },
  { "win.go-page(5)", { "<Alt>5" } },
  { "win.go-page(6)", { "<Alt>6" } },
  { "win.go-page(7)", { "<Alt>7" } },
  { "win.go-page(8)", { "<Alt>8" } },
  { "win.go-page(9)", { "<Alt>9" } },
  { "win.go-page(10)", { "<Alt>0" } },
  { "app.preferences", { "<Control>comma" } },
  { "app.quit", { "<Control>q" } },
  { "window.close", { "<Control>w" } },
};

/* The array ends with a %NULL. */
static void
unref_provider (gpointer provider)
{
  if (provider != NULL)
    g_object_unref (provider);
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!pilot_context_close_finish (PILOT_CONTEXT (source), result, &error))
    g_warning ("The connection did not close cleanly: %s", error->message);
  g_application_quit (G_APPLICATION (self));
}

/* Waits for a running write: what a person saved is on disk before the window is gone. */
static void
quit (PilotApplication *self)
{
  PilotContext *context = NULL;

  if (self->quitting)
    return;
  self->quitting = TRUE;
  for (GList *at = gtk_application_get_windows (GTK_APPLICATION (self)); at != NULL; at = at->next)
    if (PILOT_IS_WINDOW (at->data))
      {
        pilot_window_show_closing (at->data);
        context = pilot_window_get_context (at->data);
      }
  if (context != NULL)
    pilot_context_close_async (context, closed_cb, g_object_ref (self));
  else
    g_application_quit (G_APPLICATION (self));
}

static void
left_cb (gboolean leave, gpointer user_data)
{
  g_autoptr (PilotApplication) self = user_data;

  if (leave)
    quit (self);
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotApplication *self = user_data;
  PilotWindow *window = NULL;

  for (GList *at = gtk_application_get_windows (GTK_APPLICATION (self)); at != NULL && window == NULL; at = at->next)
    window = PILOT_IS_WINDOW (at->data) ? at->data : NULL;
  if (window != NULL && !self->quitting && !self->unasked)
    pilot_window_leave (window, left_cb, g_object_ref (self));
  else
    quit (self);
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotApplication *self = user_data;
  GtkWidget *window;

  if (self->context == NULL)
    return;
  window = pilot_preferences_new (self->context);
  gtk_window_set_transient_for (GTK_WINDOW (window), gtk_application_get_active_window (GTK_APPLICATION (self)));
  gtk_window_present (GTK_WINDOW (window));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotApplication *self = user_data;
  GtkWidget *about = adw_about_window_new ();

  g_object_set (about, "application-name", _("Pilotage"), "application-icon", SETTINGS_ID, "version", PILOT_VERSION,
                "developer-name", _("The Pilotage developers"), "license-type", GTK_LICENSE_GPL_3_0, "comments",
                _("Moves a company’s recruitment agencies to the Advanced Agency Portal, and runs the network from then on."),
                /* Translators: your names, one a line */
                "translator-credits", _("translator-credits"), NULL);
  gtk_window_set_transient_for (GTK_WINDOW (about), gtk_application_get_active_window (GTK_APPLICATION (self)));
  gtk_window_set_modal (GTK_WINDOW (about), TRUE);
  gtk_window_present (GTK_WINDOW (about));
}

/* (transfer full): versions and numbers alone. */
static char *
make_log_head (PilotApplication *self)
{
  GString *text = g_string_new (NULL);
  PilotWorkspace *workspace = self->context != NULL ? pilot_context_get_workspace (self->context) : NULL;

  g_string_append_printf (text, "Pilotage %s\nGTK %u.%u.%u, libadwaita %u.%u.%u, GLib %u.%u.%u\n", PILOT_VERSION,
                          gtk_get_major_version (), gtk_get_minor_version (), gtk_get_micro_version (),
                          adw_get_major_version (), adw_get_minor_version (), adw_get_micro_version (), glib_major_version,
                          glib_minor_version, glib_micro_version);
  if (workspace != NULL)
    {
      guint waiting = 0;
      guint blocked = 0;
      guint conflicts = 0;

      g_object_get (workspace, "n-waiting", &waiting, "n-blocked", &blocked, "n-conflicts", &conflicts, NULL);
      g_string_append_printf (text, "Connection: %s, sync state %d, waiting %u, blocked %u, conflicts %u\n",
                              pilot_workspace_get_profile (workspace)->kind, pilot_workspace_get_sync_state (workspace), waiting,
                              blocked, conflicts);
      for (guint e = 0; e < PILOT_N_ENTITIES; e++)
        g_string_append_printf (text, "%s: %u\n", pilot_schema_get (e)->collection,
                                pilot_workspace_count (workspace, e, PILOT_FIELD_ID, NULL));
    }
  return g_string_free (text, FALSE);
}

static void
log_chosen_cb (PilotApplication *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *head = NULL;
  g_autofree char *text = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
  if (file == NULL)
    return;
  head = make_log_head (self);
  if (pilot_log_save (file, head, &error))
    text = g_strdup (_("Log saved. It holds no personal data."));
  else
    text = pilot_format_error (error);
  pilot_context_toast (self->context, text);
}

static void
save_log_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PilotApplication *self = user_data;
  GtkFileChooserNative *chooser;

  if (self->context == NULL)
    return;
  chooser = gtk_file_chooser_native_new (_("Save Log for Support"), gtk_application_get_active_window (GTK_APPLICATION (self)),
                                         GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), _("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), "pilotage.log");
  g_signal_connect_object (chooser, "response", G_CALLBACK (log_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static const GActionEntry action_entries[] = {
  { "quit", quit_cb },
  { "preferences", preferences_cb },
  { "about", about_cb },
  { "save-log", save_log_cb },
};

static gboolean
terminated_cb (gpointer user_data)
{
  PILOT_APPLICATION (user_data)->unasked = TRUE;
  g_action_group_activate_action (G_ACTION_GROUP (user_data), "quit", NULL);
  return G_SOURCE_CONTINUE;
}

static void
tour_done_cb (PilotApplication *self, gboolean passed)
{
  self->exit_status = passed ? 0 : 1;
  self->unasked = TRUE;
  g_action_group_activate_action (G_ACTION_GROUP (self), "quit", NULL);
}

static void
open_at_start (PilotApplication *self, PilotWindow *window)
{
  g_autofree char *current = g_settings_get_string (pilot_context_get_settings (self->context), "current-connection");
  GPtrArray *profiles = pilot_context_get_profiles (self->context);
  int index = pilot_profiles_find (profiles, current);

  if (self->demo)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.open-demo", NULL);
  else if (index >= 0)
    pilot_window_open_profile (window, g_ptr_array_index (profiles, index));
}

static void
pilot_application_startup (GApplication *application)
{
  PilotApplication *self = PILOT_APPLICATION (application);

  g_resources_register (pilot_ui_get_resource ());
  g_application_set_resource_base_path (application, RESOURCE_PATH);
  G_APPLICATION_CLASS (pilot_application_parent_class)->startup (application);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()), RESOURCE_PATH "/icons");
  g_action_map_add_action_entries (G_ACTION_MAP (self), action_entries, G_N_ELEMENTS (action_entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), shortcuts[i].action, shortcuts[i].accels);
  g_unix_signal_add (SIGTERM, terminated_cb, self);
  g_unix_signal_add (SIGINT, terminated_cb, self);
  if (self->data_dir == NULL)
    self->data_dir = g_build_filename (g_get_user_data_dir (), "pilotage", NULL);
}

static void
pilot_application_activate (GApplication *application)
{
  PilotApplication *self = PILOT_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autoptr (GSettings) settings = NULL;

  if (window != NULL)
    {
      gtk_window_present (window);
      return;
    }
  settings = g_settings_new (SETTINGS_ID);
  self->context = pilot_context_new (settings, self->host, (PilotConnectionProvider *const *) self->providers->pdata,
                                     self->data_dir);
  window = GTK_WINDOW (pilot_window_new (ADW_APPLICATION (self), self->context));
  gtk_window_present (window);
  if (self->tour_dir == NULL)
    {
      open_at_start (self, PILOT_WINDOW (window));
      return;
    }
  self->tour = pilot_tour_new (PILOT_WINDOW (window), self->tour_dir, self->tour_part);
  g_signal_connect_object (self->tour, "done", G_CALLBACK (tour_done_cb), self, G_CONNECT_SWAPPED);
  pilot_tour_start (self->tour);
}

static int
pilot_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  PilotApplication *self = PILOT_APPLICATION (application);
  const char *stage;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Pilotage %s\n", PILOT_VERSION);
      return 0;
    }
  self->demo = g_variant_dict_contains (options, "demo") || g_variant_dict_contains (options, "seed-stage");
  if (g_variant_dict_lookup (options, "seed-stage", "&s", &stage) && g_str_equal (stage, "scheduled"))
    self->tour_part = PILOT_TOUR_EXECUTION;
  g_variant_dict_lookup (options, "tour", "^ay", &self->tour_dir);
  /* A tour shall not meet a window that is open already. */
  if (self->tour_dir != NULL)
    g_application_set_flags (application, g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  return -1;
}

static void
pilot_application_finalize (GObject *object)
{
  PilotApplication *self = PILOT_APPLICATION (object);

  g_clear_object (&self->tour);
  g_clear_object (&self->context);
  g_clear_object (&self->host);
  g_clear_pointer (&self->providers, g_ptr_array_unref);
  g_clear_pointer (&self->data_dir, g_free);
  g_clear_pointer (&self->tour_dir, g_free);
  G_OBJECT_CLASS (pilot_application_parent_class)->finalize (object);
}

static void
pilot_application_class_init (PilotApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pilot_application_finalize;
  application_class->startup = pilot_application_startup;
  application_class->activate = pilot_application_activate;
  application_class->handle_local_options = pilot_application_handle_local_options;
}

static void
pilot_application_init (PilotApplication *self)
{
  static const GOptionEntry options[] = {
    { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Open the demo company"), NULL },
    /* The program reads it itself, before there is an application: it is for the portal that is started. */
    { "seed-stage", 0, 0, G_OPTION_ARG_STRING, NULL,
      N_("Open a demo company whose migration stands at STAGE: before-phase-a, after-phase-a, scheduled or migrated"), N_("STAGE") },
    { "tour", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("Go through the main job and leave pictures in DIR"), N_("DIR") },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Show the version"), NULL },
    { NULL }
  };

  self->providers = g_ptr_array_new_with_free_func (unref_provider);
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

PilotApplication *
pilot_application_new (const char *id, PilotPortalHost *host, PilotConnectionProvider *const *providers)
{
  PilotApplication *self = g_object_new (PILOT_TYPE_APPLICATION, "application-id", id, "flags",
                                         id == NULL ? G_APPLICATION_NON_UNIQUE : G_APPLICATION_FLAGS_NONE, NULL);

  if (host != NULL)
    self->host = g_object_ref (host);
  for (; providers != NULL && *providers != NULL; providers++)
    g_ptr_array_add (self->providers, g_object_ref (*providers));
  g_ptr_array_add (self->providers, NULL);
  return self;
}

void
pilot_application_set_data_dir (PilotApplication *self, const char *data_dir)
{
  g_free (self->data_dir);
  self->data_dir = g_strdup (data_dir);
}

PilotContext *
pilot_application_get_context (PilotApplication *self)
{
  return self->context;
}

void
pilot_application_set_exit_status (PilotApplication *self, int status)
{
  self->exit_status = status;
}

int
pilot_application_get_exit_status (PilotApplication *self)
{
  return self->exit_status;
}
