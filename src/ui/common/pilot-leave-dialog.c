/* pilot-leave-dialog.c: asks what becomes of unsaved changes before their record is left
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-leave-dialog.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  PilotDetailPage *detail; /* (owned) */
  PilotLeaveFunc func;
  gpointer user_data;
} Leave;

static void
leave_free (gpointer data)
{
  Leave *self = data;

  g_clear_object (&self->detail);
  g_free (self);
}

static void
response_cb (GtkWidget *dialog, const char *response, gpointer user_data)
{
  Leave *self = g_object_get_data (G_OBJECT (dialog), "leave");
  gboolean leave = TRUE;

  if (g_strcmp0 (response, "save") == 0)
    leave = pilot_detail_page_save (self->detail);
  else if (g_strcmp0 (response, "discard") == 0)
    pilot_detail_page_discard (self->detail);
  else
    leave = FALSE;
  self->func (leave, self->user_data);
  if (!leave)
    pilot_detail_page_focus_unsaved (self->detail);
}

void
pilot_leave_dialog_run (PilotDetailPage *detail, PilotLeaveFunc func, gpointer user_data)
{
  g_autofree char *heading = NULL;
  g_autoptr (GError) error = NULL;
  gboolean creating;
  gboolean valid;
  GtkWidget *dialog;
  Leave *leave;

  if (!pilot_detail_page_get_unsaved (detail))
    {
      func (TRUE, user_data);
      return;
    }
  valid = pilot_detail_page_check (detail, &error);
  creating = pilot_detail_page_is_creating (detail);
  if (creating)
    /* Translators: %s is "New Agency" */
    heading = g_strdup_printf (_("“%s” Is Not Added Yet"), pilot_detail_page_get_title (detail));
  else
    /* Translators: %s is the name of a record */
    heading = g_strdup_printf (_("Save Changes to “%s”?"), pilot_detail_page_get_title (detail));
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (detail))), heading, NULL);
  if (valid)
    adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), creating ? _("What you typed is lost if you don’t add it.")
                                                                      : _("What you changed is lost if you don’t save it."));
  else if (creating)
    /* Translators: %s says which field is wrong, and why */
    adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog), _("It can’t be added yet. %s"), error->message);
  else
    /* Translators: %s says which field is wrong, and why */
    adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog), _("It can’t be saved yet. %s"), error->message);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Keep Editing"), "discard", _("_Discard"), "save",
                                    creating ? _("_Add") : _("_Save"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "save", valid);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), valid ? "save" : "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  leave = g_new0 (Leave, 1);
  leave->detail = g_object_ref (detail);
  leave->func = func;
  leave->user_data = user_data;
  g_object_set_data_full (G_OBJECT (dialog), "leave", leave, leave_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), dialog, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
