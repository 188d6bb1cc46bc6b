/* pilot-remove-dialog.c: wipes what a connection keeps on this computer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-remove-dialog.h"

#include "pilot-format.h"

#include <glib/gi18n-lib.h>

struct _PilotRemoveDialog
{
  AdwMessageDialog parent_instance;

  PilotContext *context; /* (owned) */
  char *title;           /* (owned): the connection's */
  guint n_unsent;
  gboolean has_plan;     /* that no portal keeps */
  GtkWidget *entry;      /* (nullable) */
};

G_DEFINE_FINAL_TYPE (PilotRemoveDialog, pilot_remove_dialog, ADW_TYPE_MESSAGE_DIALOG)

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotRemoveDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (pilot_context_remove_local_data_finish (PILOT_CONTEXT (source), result, &error))
    text = g_strdup_printf (_("Local data of “%s” removed"), self->title);
  else
    text = pilot_format_error (error);
  pilot_context_toast (PILOT_CONTEXT (source), text);
}

static void
response_cb (PilotRemoveDialog *self, const char *response)
{
  if (g_strcmp0 (response, "export") == 0)
    gtk_widget_activate_action (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self))), "win.export-outbox", NULL);
  else if (g_strcmp0 (response, "plan") == 0)
    pilot_context_show_page (self->context, "migration");
  else if (g_strcmp0 (response, "remove") == 0)
    pilot_context_remove_local_data_async (self->context, self->n_unsent > 0 || self->has_plan, removed_cb, g_object_ref (self));
}

static void
typed_cb (PilotRemoveDialog *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "remove", g_strcmp0 (typed, self->title) == 0);
}

static void
pilot_remove_dialog_dispose (GObject *object)
{
  PilotRemoveDialog *self = PILOT_REMOVE_DIALOG (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->title, g_free);
  G_OBJECT_CLASS (pilot_remove_dialog_parent_class)->dispose (object);
}

static void
pilot_remove_dialog_class_init (PilotRemoveDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_remove_dialog_dispose;
}

static void
pilot_remove_dialog_init (PilotRemoveDialog *self)
{
}

/* What is nowhere else goes only by name. */
static void
add_entry (PilotRemoveDialog *self)
{
  self->entry = gtk_entry_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Name of the connection"), -1);
  g_object_set (self->entry, "placeholder-text", self->title, NULL);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self), self->entry);
}

GtkWidget *
pilot_remove_dialog_new (PilotContext *context)
{
  PilotRemoveDialog *self = g_object_new (PILOT_TYPE_REMOVE_DIALOG, NULL);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self);
  PilotWorkspace *workspace = pilot_context_get_workspace (context);
  const PilotConnectionProfile *profile = pilot_workspace_get_profile (workspace);
  g_autofree char *body = NULL;
  guint waiting = 0;
  guint blocked = 0;
  guint conflicts = 0;

  self->context = g_object_ref (context);
  self->title = g_strdup (profile->title);
  g_object_get (workspace, "n-waiting", &waiting, "n-blocked", &blocked, "n-conflicts", &conflicts, NULL);
  /* The list of them may be a moment behind; nothing may be lost for that. */
  self->n_unsent = MAX (g_list_model_get_n_items (pilot_workspace_get_outbox (workspace)), waiting + blocked + conflicts);
  self->has_plan = pilot_workspace_has_local_records (workspace);
  adw_message_dialog_set_heading (dialog, _("Remove Local Data?"));
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), NULL);
  if (self->n_unsent > 0)
    {
      body = g_strdup_printf (ngettext ("%'u change of “%s” was never sent and would be lost. Export it first, or type the "
                                        "name of the connection to discard it.",
                                        "%'u changes of “%s” were never sent and would be lost. Export them first, or type "
                                        "the name of the connection to discard them.",
                                        self->n_unsent),
                              self->n_unsent, self->title);
      add_entry (self);
      adw_message_dialog_add_responses (dialog, "export", _("_Export…"), NULL);
    }
  else if (self->has_plan)
    {
      body = g_strdup_printf (_("The plan of the migration of “%s” is kept on this computer alone and would be lost. Hand it on as a file "
                                "from the plan’s page first, or type the name of the connection to discard it."),
                              self->title);
      add_entry (self);
      adw_message_dialog_add_responses (dialog, "plan", _("Show the _Plan"), NULL);
    }
  else if (pilot_workspace_only_reads (workspace))
    body = g_strdup_printf (_("What “%s” keeps on this computer is wiped. The files in its folder stay as they are."), self->title);
  else
    body = g_strdup_printf (_("What “%s” keeps on this computer is wiped, with the sign-in. Nothing changes in the portal."),
                            self->title);
  adw_message_dialog_add_responses (dialog, "remove", _("_Remove"), NULL);
  adw_message_dialog_set_body (dialog, body);
  adw_message_dialog_set_response_appearance (dialog, "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_enabled (dialog, "remove", self->entry == NULL);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  g_signal_connect_object (self, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
