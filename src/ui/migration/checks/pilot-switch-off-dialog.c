/* pilot-switch-off-dialog.c: asks why a check is switched off
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-switch-off-dialog.h"

#include <glib/gi18n-lib.h>

/* What the dialog does with the answer. */
typedef struct
{
  PilotSwitchOffFunc func;
  gpointer user_data;
  GDestroyNotify destroy; /* (nullable) */
  GtkEditable *entry;     /* of the dialog */
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  if (self->destroy != NULL)
    self->destroy (self->user_data);
  g_free (self);
}

static void
typed_cb (AdwMessageDialog *dialog, GtkEditable *entry)
{
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  adw_message_dialog_set_response_enabled (dialog, "off", *reason != '\0');
}

static void
entered_cb (AdwMessageDialog *dialog)
{
  if (adw_message_dialog_get_response_enabled (dialog, "off"))
    {
      adw_message_dialog_response (dialog, "off");
      gtk_window_destroy (GTK_WINDOW (dialog));
    }
}

static void
answered_cb (AdwMessageDialog *dialog, const char *response, GObject *owner)
{
  Question *self = g_object_get_data (G_OBJECT (dialog), "pilot-question");
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));

  if (g_str_equal (response, "off") && *reason != '\0')
    self->func (reason, self->user_data);
}

void
pilot_switch_off_dialog_show (GtkWidget *parent, const char *title, PilotSwitchOffFunc func, GObject *owner, gpointer user_data,
                              GDestroyNotify destroy)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)), _("Switch Off This Check?"), NULL);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *entry = adw_entry_row_new ();
  Question *question = g_new0 (Question, 1);

  /* Translators: %s is the title of a check, e.g. “Agencies without a contract in force” */
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  _("“%s” will not be checked for this run. The reason is kept with the run, and frozen when it is requested."), title);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "off", _("_Switch Off"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "off", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "off", FALSE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "off");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _("Reason"));
  gtk_list_box_append (GTK_LIST_BOX (list), entry);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), list);

  question->func = func;
  question->user_data = user_data;
  question->destroy = destroy;
  question->entry = GTK_EDITABLE (entry);
  g_object_set_data_full (G_OBJECT (dialog), "pilot-question", question, question_free);
  g_signal_connect_object (entry, "changed", G_CALLBACK (typed_cb), dialog, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "entry-activated", G_CALLBACK (entered_cb), dialog, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), owner, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}
