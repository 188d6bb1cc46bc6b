/* pilot-plan-menu.c: the plan that no portal keeps is handed on to a colleague, and taken over
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-plan-menu.h"

#include "pilot-edits-toast.h"
#include "pilot-format.h"
#include "pilot-migration-file.h"
#include "pilot-window-actions.h"

#include <glib/gi18n-lib.h>

struct _PilotPlanMenu
{
  AdwBin parent_instance;

  PilotContext *context;     /* (owned) (nullable) */
  PilotMigration *migration; /* (owned) (nullable) */
  PilotPlanFile *plan;       /* (owned) (nullable): looked into, a person is asked */
  GtkMenuButton *button;
};

G_DEFINE_FINAL_TYPE (PilotPlanMenu, pilot_plan_menu, ADW_TYPE_BIN)

static void
show_error (PilotPlanMenu *self, const char *heading, const GError *error)
{
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));

  if (PILOT_IS_WINDOW (window) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    pilot_window_actions_show_error (PILOT_WINDOW (window), heading, error);
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotPlanMenu) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!pilot_migration_hand_on_finish (PILOT_MIGRATION (object), result, &error))
    show_error (self, _("The Plan Was Not Saved"), error);
  else if (self->context != NULL)
    pilot_context_toast (self->context, _("The plan is saved. A colleague takes it over from this menu."));
}

static void
taken_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotPlanMenu) self = user_data;
  g_autoptr (GError) error = NULL;
  PilotEdits *undo = NULL;

  if (!pilot_migration_take_over_finish (PILOT_MIGRATION (object), result, &undo, &error))
    show_error (self, _("Nothing Was Taken Over"), error);
  else if (self->context != NULL)
    pilot_edits_toast (self->context, _("The plan is taken over"), undo);
  else
    g_clear_pointer (&undo, pilot_edits_free);
}

static void
answered_cb (PilotPlanMenu *self, const char *response)
{
  if (g_str_equal (response, "take") && self->migration != NULL && self->plan != NULL)
    pilot_migration_take_over_async (self->migration, self->plan, NULL, taken_cb, g_object_ref (self));
  g_clear_pointer (&self->plan, pilot_plan_file_free);
}

/* Takes @line. */
static void
add_line (GString *text, guint count, char *line)
{
  if (count > 0)
    g_string_append_printf (text, "\n• %s", line);
  g_free (line);
}

static char *
dup_changes (const PilotPlanFile *plan)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (plan->made_unix_usec / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *made = local != NULL ? g_date_time_format (local, "%x %R") : g_strdup ("–");
  const char *company = plan->company != NULL ? plan->company : _("a company without a name");

  if (g_strcmp0 (plan->environment, "sandbox") == 0)
    /* Translators: a plan in a file; a company's name, and a date with time */
    g_string_append_printf (text, _("The sandbox plan of %s, saved on %s. Of what it holds,"), company, made);
  else
    /* Translators: a plan in a file; a company's name, and a date with time */
    g_string_append_printf (text, _("The plan of %s, saved on %s. Of what it holds,"), company, made);
  /* Translators: each of these lines goes on after “Of what it holds,” */
  add_line (text, plan->n_new, g_strdup_printf (ngettext ("%'u entry is new here", "%'u entries are new here", plan->n_new), plan->n_new));
  add_line (text, plan->n_newer, g_strdup_printf (ngettext ("%'u entry is newer than here and replaces it", "%'u entries are newer than here and replace them", plan->n_newer), plan->n_newer));
  add_line (text, plan->n_deleted, g_strdup_printf (ngettext ("%'u entry was deleted there and goes here too", "%'u entries were deleted there and go here too", plan->n_deleted), plan->n_deleted));
  add_line (text, plan->n_kept, g_strdup_printf (ngettext ("%'u entry stays as it is here", "%'u entries stay as they are here", plan->n_kept), plan->n_kept));
  add_line (text, plan->n_invalid, g_strdup_printf (ngettext ("%'u entry can’t be read and is left out", "%'u entries can’t be read and are left out", plan->n_invalid), plan->n_invalid));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
looked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotPlanMenu) self = user_data;
  g_autoptr (PilotPlanFile) plan = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *changes = NULL;
  AdwMessageDialog *dialog;

  plan = pilot_migration_look_into_finish (PILOT_MIGRATION (object), result, &error);
  if (plan == NULL)
    {
      show_error (self, _("The Plan Can’t Be Read"), error);
      return;
    }
  if (self->context == NULL || self->migration != PILOT_MIGRATION (object))
    return;
  if (plan->n_new + plan->n_newer + plan->n_deleted == 0)
    {
      pilot_context_toast (self->context, _("The file holds nothing that is new here"));
      return;
    }
  changes = dup_changes (plan);
  g_clear_pointer (&self->plan, pilot_plan_file_free);
  self->plan = g_steal_pointer (&plan);
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (NULL, _("Take Over This Plan?"), changes));
  adw_message_dialog_add_response (dialog, "cancel", _("_Cancel"));
  adw_message_dialog_add_response (dialog, "take", _("_Take Over"));
  adw_message_dialog_set_response_appearance (dialog, "take", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "take");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  pilot_window_present_dialog (GTK_WINDOW (dialog), self->context, GTK_WIDGET (self));
}

static void
chosen_cb (PilotPlanMenu *self, int response, GtkFileChooser *chooser)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (chooser);

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    {
      if (gtk_file_chooser_get_action (chooser) == GTK_FILE_CHOOSER_ACTION_SAVE)
        pilot_plan_menu_save (self, file);
      else
        pilot_plan_menu_open (self, file);
    }
  g_object_unref (chooser);
}

static void
choose (PilotPlanMenu *self, const char *title, GtkFileChooserAction action, const char *accept)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), action,
                                                               accept, _("_Cancel"));
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Migration plans"));
  gtk_file_filter_add_suffix (filter, PILOT_PLAN_FILE_SUFFIX);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  g_object_unref (filter);
  if (action == GTK_FILE_CHOOSER_ACTION_SAVE)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), "migration-plan." PILOT_PLAN_FILE_SUFFIX);
  g_signal_connect_object (chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
hand_on_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  choose (user_data, _("Hand On the Plan"), GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"));
}

static void
take_over_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  choose (user_data, _("Take Over a Plan"), GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"));
}

static void
pilot_plan_menu_dispose (GObject *object)
{
  PilotPlanMenu *self = PILOT_PLAN_MENU (object);

  g_clear_pointer (&self->plan, pilot_plan_file_free);
  g_clear_object (&self->migration);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (pilot_plan_menu_parent_class)->dispose (object);
}

static void
pilot_plan_menu_class_init (PilotPlanMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_plan_menu_dispose;
}

static void
pilot_plan_menu_init (PilotPlanMenu *self)
{
  static const GActionEntry entries[] = { { .name = "hand-on", .activate = hand_on_cb }, { .name = "take-over", .activate = take_over_cb } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "plan", G_ACTION_GROUP (actions));
  g_menu_append (menu, _("_Hand On the Plan…"), "plan.hand-on");
  g_menu_append (menu, _("_Take Over a Plan…"), "plan.take-over");
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->button, "document-send-symbolic");
  gtk_menu_button_set_menu_model (self->button, G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _("Share the Plan as a File"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Share the Plan as a File"), -1);
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
pilot_plan_menu_follow (PilotPlanMenu *self, PilotContext *context, PilotMigration *migration)
{
  g_set_object (&self->context, context);
  g_set_object (&self->migration, migration);
  gtk_widget_set_visible (GTK_WIDGET (self), migration != NULL
                                                 && pilot_workspace_is_local (pilot_migration_get_workspace (migration), PILOT_ENTITY_PROJECT));
}

void
pilot_plan_menu_save (PilotPlanMenu *self, GFile *file)
{
  if (self->migration != NULL)
    pilot_migration_hand_on_async (self->migration, file, NULL, saved_cb, g_object_ref (self));
}

void
pilot_plan_menu_open (PilotPlanMenu *self, GFile *file)
{
  if (self->migration != NULL)
    pilot_migration_look_into_async (self->migration, file, NULL, looked_cb, g_object_ref (self));
}
