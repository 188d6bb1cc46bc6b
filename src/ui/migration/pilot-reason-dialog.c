/* pilot-reason-dialog.c: asks for a reason before something is done
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-reason-dialog.h"

#include <glib/gi18n-lib.h>

struct _PilotReasonDialog
{
  AdwMessageDialog parent_instance;

  GtkWidget *entry;
  GtkWidget *widget; /* weak */
  PilotReasonFunc func;
  gpointer user_data;
};

G_DEFINE_FINAL_TYPE (PilotReasonDialog, pilot_reason_dialog, ADW_TYPE_MESSAGE_DIALOG)

static char *
dup_reason (PilotReasonDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

static void
typed_cb (PilotReasonDialog *self)
{
  g_autofree char *reason = dup_reason (self);

  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "do", *reason != '\0');
}

static void
response_cb (PilotReasonDialog *self, const char *response)
{
  g_autofree char *reason = dup_reason (self);

  if (g_str_equal (response, "do") && self->widget != NULL && *reason != '\0')
    self->func (self->widget, reason, self->user_data);
}

static void
pilot_reason_dialog_dispose (GObject *object)
{
  g_clear_weak_pointer (&PILOT_REASON_DIALOG (object)->widget);
  G_OBJECT_CLASS (pilot_reason_dialog_parent_class)->dispose (object);
}

static void
pilot_reason_dialog_class_init (PilotReasonDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_reason_dialog_dispose;
}

static void
pilot_reason_dialog_init (PilotReasonDialog *self)
{
  self->entry = gtk_entry_new ();
  g_object_set (self->entry, "placeholder-text", _("Reason"), "activates-default", TRUE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Reason"), -1);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self), self->entry);
  g_signal_connect_object (self, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
pilot_reason_dialog_ask (GtkWidget *widget, const char *heading, const char *body, const char *action, gboolean destructive,
                         PilotReasonFunc func, gpointer user_data)
{
  PilotReasonDialog *self = g_object_new (PILOT_TYPE_REASON_DIALOG, NULL);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self);

  g_set_weak_pointer (&self->widget, widget);
  self->func = func;
  self->user_data = user_data;
  adw_message_dialog_set_heading (dialog, heading);
  adw_message_dialog_set_body (dialog, body);
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "do", action, NULL);
  adw_message_dialog_set_response_appearance (dialog, "do", destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (dialog, "do", FALSE);
  adw_message_dialog_set_default_response (dialog, "do");
  adw_message_dialog_set_close_response (dialog, "cancel");
  gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (gtk_widget_get_root (widget)));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}

void
pilot_reason_dialog_type (PilotReasonDialog *self, const char *reason)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), reason);
}
