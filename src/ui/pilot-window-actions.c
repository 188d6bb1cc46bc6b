/* pilot-window-actions.c: what the window's menus do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-window-actions.h"

#include "pilot-connect-dialog.h"
#include "pilot-error.h"
#include "pilot-format.h"
#include "pilot-import-assistant.h"
#include "pilot-profiles.h"
#include "pilot-remove-dialog.h"

#include <glib/gi18n-lib.h>

static void
sync_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PilotWorkspace *workspace = pilot_context_get_workspace (pilot_window_get_context (PILOT_WINDOW (widget)));

  if (workspace == NULL)
    return;
  if (pilot_workspace_get_sync_state (workspace) == PILOT_SYNC_SIGN_IN)
    gtk_widget_activate_action (widget, "win.sign-in", NULL);
  else
    pilot_workspace_sync_now (workspace);
}

static void
present (PilotWindow *self, GtkWidget *dialog)
{
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
connect_left_cb (gboolean leave, gpointer user_data)
{
  g_autoptr (PilotWindow) self = user_data;

  if (leave)
    present (self, pilot_connect_dialog_new (pilot_window_get_context (self), NULL));
}

static void
add_connection_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  pilot_window_leave (PILOT_WINDOW (widget), connect_left_cb, g_object_ref (widget));
}

static void
sign_in_left_cb (gboolean leave, gpointer user_data)
{
  g_autoptr (PilotWindow) self = user_data;
  PilotWorkspace *workspace = pilot_context_get_workspace (pilot_window_get_context (self));

  if (leave && workspace != NULL)
    present (self, pilot_connect_dialog_new (pilot_window_get_context (self), pilot_workspace_get_profile (workspace)));
}

/* Signing in opens the connection anew. */
static void
sign_in_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  pilot_window_leave (PILOT_WINDOW (widget), sign_in_left_cb, g_object_ref (widget));
}

static void
import_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PilotWindow *self = PILOT_WINDOW (widget);
  PilotContext *context = pilot_window_get_context (self);
  const PilotSchema *shown = pilot_schema_from_name (pilot_window_get_page (self));
  PilotEntity entity = shown != NULL ? shown->entity : PILOT_ENTITY_AGENCY;
  g_autofree char *reason = NULL;

  if (pilot_context_get_workspace (context) == NULL)
    return;
  if (pilot_workspace_may (pilot_context_get_workspace (context), PILOT_ACTION_IMPORT, PILOT_ENTITY_AGENCY, &reason))
    present (self, pilot_import_assistant_new (context, entity));
  else
    pilot_context_toast (context, reason);
}

static void
remove_left_cb (gboolean leave, gpointer user_data)
{
  g_autoptr (PilotWindow) self = user_data;

  if (leave && pilot_context_get_workspace (pilot_window_get_context (self)) != NULL)
    present (self, pilot_remove_dialog_new (pilot_window_get_context (self)));
}

static void
remove_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  pilot_window_leave (PILOT_WINDOW (widget), remove_left_cb, g_object_ref (widget));
}

static void
folder_chosen_cb (PilotWindow *self, int response, GtkNativeDialog *dialog)
{
  GPtrArray *profiles = pilot_context_get_profiles (pilot_window_get_context (self));
  int same;
  g_autoptr (GFile) folder = NULL;
  g_autoptr (PilotConnectionProfile) profile = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
  if (folder == NULL)
    return;
  profile = pilot_connection_profile_new ("files");
  g_free (profile->title);
  profile->title = g_file_get_basename (folder);
  g_free (profile->address);
  profile->address = g_file_get_uri (folder);
  same = pilot_profiles_find_same (profiles, profile);
  pilot_window_open_profile (self, same >= 0 ? g_ptr_array_index (profiles, same) : profile);
}

static void
open_files_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Folder with Exported Files"), GTK_WINDOW (widget),
                                                               GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _("_Open"), _("_Cancel"));

  g_signal_connect_object (chooser, "response", G_CALLBACK (folder_chosen_cb), widget, G_CONNECT_SWAPPED);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
open_demo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PilotWindow *self = PILOT_WINDOW (widget);
  PilotWorkspace *open = pilot_context_get_workspace (pilot_window_get_context (self));
  const PilotConnectionProfile *known = pilot_context_find_demo (pilot_window_get_context (self));
  g_autoptr (PilotConnectionProfile) profile = NULL;

  if (open != NULL && g_strcmp0 (pilot_workspace_get_profile (open)->kind, "demo") == 0)
    return;
  if (known != NULL)
    profile = pilot_connection_profile_copy (known);
  else
    {
      profile = pilot_connection_profile_new ("demo");
      g_free (profile->title);
      profile->title = g_strdup (_("Demo company"));
    }
  pilot_window_open_profile (self, profile);
}

static void
close_connection_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!pilot_context_close_finish (PILOT_CONTEXT (source), result, &error))
    pilot_window_actions_show_error (self, _("The Connection Can’t Be Closed"), error);
}

static void
close_left_cb (gboolean leave, gpointer user_data)
{
  g_autoptr (PilotWindow) self = user_data;

  if (!leave)
    return;
  g_settings_reset (pilot_context_get_settings (pilot_window_get_context (self)), "current-connection");
  pilot_context_close_async (pilot_window_get_context (self), close_connection_cb, g_object_ref (self));
}

static void
close_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  pilot_window_leave (PILOT_WINDOW (widget), close_left_cb, g_object_ref (widget));
}

static void
export_chosen_cb (PilotWindow *self, int response, GtkNativeDialog *dialog)
{
  PilotContext *context = pilot_window_get_context (self);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  guint n_imports = 0;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
  if (file == NULL || pilot_context_get_workspace (context) == NULL)
    return;
  if (pilot_workspace_export_outbox (pilot_context_get_workspace (context), file, &n_imports, &error))
    pilot_context_toast (context, n_imports == 0 ? _("Unsent changes exported") : _("Unsent changes exported, with a file beside it for each import"));
  else
    pilot_window_actions_show_error (self, _("The Changes Can’t Be Exported"), error);
}

static void
export_outbox_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PilotWindow *self = PILOT_WINDOW (widget);
  PilotWorkspace *workspace = pilot_context_get_workspace (pilot_window_get_context (self));
  GtkFileChooserNative *chooser;

  if (g_list_model_get_n_items (pilot_workspace_get_outbox (workspace)) == 0)
    {
      pilot_context_toast (pilot_window_get_context (self), _("There is nothing unsent"));
      return;
    }
  chooser = gtk_file_chooser_native_new (_("Export Unsent Changes"), GTK_WINDOW (widget), GTK_FILE_CHOOSER_ACTION_SAVE,
                                         _("_Export"), _("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), "unsent-changes.csv");
  g_signal_connect_object (chooser, "response", G_CALLBACK (export_chosen_cb), widget, G_CONNECT_SWAPPED);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static GtkWidget *
make_message (PilotWindow *self, const char *heading, const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  return dialog;
}

static void
refusal_response_cb (PilotWindow *self, const char *response, GtkWidget *dialog)
{
  /* What is known of the connection need not be typed again. */
  if (g_strcmp0 (response, "sign-in") == 0)
    present (self, pilot_connect_dialog_new (pilot_window_get_context (self), g_object_get_data (G_OBJECT (dialog), "pilot-profile")));
}

void
pilot_window_actions_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.sync", NULL, sync_cb);
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import_cb);
  gtk_widget_class_install_action (widget_class, "win.add-connection", NULL, add_connection_cb);
  gtk_widget_class_install_action (widget_class, "win.sign-in", NULL, sign_in_cb);
  gtk_widget_class_install_action (widget_class, "win.open-demo", NULL, open_demo_cb);
  gtk_widget_class_install_action (widget_class, "win.open-files", NULL, open_files_cb);
  gtk_widget_class_install_action (widget_class, "win.close-connection", NULL, close_cb);
  gtk_widget_class_install_action (widget_class, "win.remove-local-data", NULL, remove_cb);
  gtk_widget_class_install_action (widget_class, "win.export-outbox", NULL, export_outbox_cb);
}

void
pilot_window_actions_update (PilotWindow *self)
{
  static const char *const names[] = { "win.sync", "win.import", "win.close-connection", "win.remove-local-data",
                                       "win.search" };
  PilotWorkspace *workspace = pilot_context_get_workspace (pilot_window_get_context (self));
  gboolean open = workspace != NULL;
  gboolean pushes = open && !pilot_workspace_only_reads (workspace);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), names[i], open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.export-outbox", pushes);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.sign-in",
                                 open && g_strcmp0 (pilot_workspace_get_profile (workspace)->kind, "portal") == 0);
  pilot_window_set_sync_label (self, open && !pushes ? _("_Read Again") : _("_Sync Now"));
}

void
pilot_window_actions_show_error (PilotWindow *self, const char *heading, const GError *error)
{
  g_autofree char *text = pilot_format_error (error);

  gtk_window_present (GTK_WINDOW (make_message (self, heading, text)));
}

void
pilot_window_actions_show_refusal (PilotWindow *self, const PilotConnectionProfile *profile, const GError *error)
{
  g_autofree char *text = pilot_format_error (error);
  GtkWidget *dialog = make_message (self, _("The Connection Can’t Be Opened"), text);

  if (g_error_matches (error, PILOT_ERROR, PILOT_ERROR_UNAUTHORIZED))
    {
      adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "sign-in", _("_Sign In…"));
      adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "sign-in", ADW_RESPONSE_SUGGESTED);
      adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "sign-in");
      g_object_set_data_full (G_OBJECT (dialog), "pilot-profile", pilot_connection_profile_copy (profile),
                              (GDestroyNotify) pilot_connection_profile_free);
      g_signal_connect_object (dialog, "response", G_CALLBACK (refusal_response_cb), self, G_CONNECT_SWAPPED);
    }
  gtk_window_present (GTK_WINDOW (dialog));
}

void
pilot_window_actions_show_report (PilotWindow *self, const char *report)
{
  gtk_window_present (GTK_WINDOW (make_message (self, _("The Local Data Were Damaged"), report)));
}

void
pilot_window_actions_show_all_cb (PilotWindow *self, int entity)
{
  const char *page = pilot_schema_get ((PilotEntity) entity)->name;
  g_autofree char *text = g_strdup (pilot_window_get_search (self));

  pilot_window_show_page (self, page);
  /* Not while it asks what becomes of unsaved changes. */
  if (g_strcmp0 (pilot_window_get_page (self), page) == 0)
    pilot_window_search (self, text);
}
