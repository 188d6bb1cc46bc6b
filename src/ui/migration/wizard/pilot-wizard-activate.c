/* pilot-wizard-activate.c: the Company ID that connects the environment to HirePort
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-wizard-activate.h"

#include "pilot-format.h"

#include <glib/gi18n-lib.h>

#define COMMAND "activate-portal"

struct _PilotWizardActivate
{
  AdwPreferencesGroup parent_instance;

  PilotContext *context;     /* (owned) */
  PilotMigration *migration; /* (owned) */
  gboolean busy;
  AdwEntryRow *id_row;
  GtkButton *button;
  GtkLabel *message;
};

G_DEFINE_FINAL_TYPE (PilotWizardActivate, pilot_wizard_activate, ADW_TYPE_PREFERENCES_GROUP)

/* (transfer full): what was entered; blanks around a pasted text are not meant. */
static PilotCommand *
make_command (PilotWizardActivate *self)
{
  PilotCommand *command = pilot_command_new (COMMAND);
  g_autofree char *id = g_ascii_strdown (gtk_editable_get_text (GTK_EDITABLE (self->id_row)), -1);

  pilot_command_set (command, "company_id", g_strstrip (id));
  return command;
}

static void
update (PilotWizardActivate *self)
{
  const PilotPlanFacts *facts = pilot_migration_get_facts (self->migration);
  gboolean active = facts != NULL && facts->project != NULL && pilot_record_get_integer (facts->project, PILOT_PROJECT_ACTIVATED_AT) != 0;
  gboolean by_hand = facts != NULL && !facts->has_portal_api;
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->id_row));
  g_autoptr (PilotCommand) command = make_command (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *reason = NULL;
  gboolean may = !self->busy && !active && pilot_migration_may_command (self->migration, COMMAND, &reason);
  gboolean sound = pilot_migration_check_command (self->migration, command, &error);
  const char *text = NULL;

  gtk_widget_remove_css_class (GTK_WIDGET (self->id_row), "error");
  if (self->busy)
    text = _("The portal verifies it…");
  else if (active)
    text = _("The Advanced Agency Portal is active.");
  else if (by_hand)
    text = _("Without the Portal API it can’t be verified here: activate the portal in SmartRecruiters and confirm the step by hand, above.");
  else if (!may)
    text = reason;
  else if (*typed == '\0')
    text = _("Paste the Company ID: it stands in step 3, and in the HirePort app.");
  else if (!sound)
    {
      text = error->message;
      gtk_widget_add_css_class (GTK_WIDGET (self->id_row), "error");
    }
  else
    text = _("The portal verifies it, and is activated with it."); /* the button keeps its place */
  gtk_label_set_text (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->id_row), may);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), may && sound);
  gtk_widget_set_visible (GTK_WIDGET (self->button), !active);
}

static void
activated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotWizardActivate) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) values = pilot_migration_command_finish (PILOT_MIGRATION (source), result, &error);

  self->busy = FALSE;
  if (self->migration == NULL)
    return;
  update (self);
  if (values == NULL)
    {
      g_autofree char *text = pilot_format_error (error);

      gtk_label_set_text (self->message, text);
      gtk_widget_set_visible (GTK_WIDGET (self->message), TRUE);
      gtk_widget_add_css_class (GTK_WIDGET (self->id_row), "error");
    }
}

static void
activate_cb (PilotWizardActivate *self)
{
  PilotCommand *command = make_command (self);

  self->busy = TRUE;
  pilot_migration_command_async (self->migration, command, NULL, activated_cb, g_object_ref (self));
  update (self);
}

static void
pilot_wizard_activate_dispose (GObject *object)
{
  PilotWizardActivate *self = PILOT_WIZARD_ACTIVATE (object);

  g_clear_object (&self->migration);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (pilot_wizard_activate_parent_class)->dispose (object);
}

static void
pilot_wizard_activate_class_init (PilotWizardActivateClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_wizard_activate_dispose;
}

static void
pilot_wizard_activate_init (PilotWizardActivate *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Company ID"));
  self->id_row = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->id_row), _("As the HirePort app shows it"));
  self->message = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->message, TRUE);
  gtk_label_set_xalign (self->message, 0);
  gtk_widget_set_margin_top (GTK_WIDGET (self->message), 12);
  self->button = GTK_BUTTON (gtk_button_new_with_mnemonic (_("_Activate the Portal")));
  gtk_widget_set_halign (GTK_WIDGET (self->button), GTK_ALIGN_START);
  gtk_widget_set_margin_top (GTK_WIDGET (self->button), 12);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "suggested-action");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->id_row));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->message));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->button));
  g_signal_connect_object (self->id_row, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
}

AdwPreferencesGroup *
pilot_wizard_activate_new (PilotContext *context)
{
  PilotMigration *migration = pilot_context_get_migration (context);
  /* What is typed is judged from the first key on. */
  PilotWizardActivate *self = g_object_new (PILOT_TYPE_WIZARD_ACTIVATE, NULL);

  self->context = g_object_ref (context);
  self->migration = g_object_ref (migration);
  g_signal_connect_object (self->migration, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pilot_context_get_workspace (context), "notify::sync-state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return ADW_PREFERENCES_GROUP (self);
}

void
pilot_wizard_activate_enter (PilotWizardActivate *self, const char *company_id)
{
  gtk_editable_set_text (GTK_EDITABLE (self->id_row), company_id);
  if (gtk_widget_is_sensitive (GTK_WIDGET (self->button)))
    activate_cb (self);
}

const char *
pilot_wizard_activate_get_message (PilotWizardActivate *self)
{
  return gtk_label_get_text (self->message);
}
