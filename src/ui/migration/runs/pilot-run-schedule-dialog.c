/* pilot-run-schedule-dialog.c: the Friday of the downtime
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-schedule-dialog.h"

#include "pilot-format.h"
#include "pilot-run-order.h"

#include <glib/gi18n-lib.h>

#define N_OFFERED 8

struct _PilotRunScheduleDialog
{
  AdwMessageDialog parent_instance;

  GPtrArray *fridays; /* (owned) (element-type GDate) */
  GtkDropDown *choice;
};

G_DEFINE_FINAL_TYPE (PilotRunScheduleDialog, pilot_run_schedule_dialog, ADW_TYPE_MESSAGE_DIALOG)

static guint chosen_signal;

static gboolean
has_holidays (PilotContext *context)
{
  PilotMigration *migration = pilot_context_get_migration (context);
  const PilotPlanFacts *facts = migration != NULL ? pilot_migration_get_facts (migration) : NULL;
  const char *holidays =
    facts != NULL && facts->project != NULL ? pilot_record_get_text (facts->project, PILOT_PROJECT_HOLIDAYS) : NULL;

  return holidays != NULL && *holidays != '\0';
}

static void
response_cb (PilotRunScheduleDialog *self, const char *response)
{
  guint selected = gtk_drop_down_get_selected (self->choice);
  char date[16];

  if (!g_str_equal (response, "schedule") || selected >= self->fridays->len)
    return;
  g_date_strftime (date, sizeof date, "%Y-%m-%d", g_ptr_array_index (self->fridays, selected));
  g_signal_emit (self, chosen_signal, 0, date);
}

static void
pilot_run_schedule_dialog_finalize (GObject *object)
{
  g_clear_pointer (&PILOT_RUN_SCHEDULE_DIALOG (object)->fridays, g_ptr_array_unref);
  G_OBJECT_CLASS (pilot_run_schedule_dialog_parent_class)->finalize (object);
}

static void
pilot_run_schedule_dialog_class_init (PilotRunScheduleDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pilot_run_schedule_dialog_finalize;
  chosen_signal = g_signal_new ("chosen", PILOT_TYPE_RUN_SCHEDULE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
pilot_run_schedule_dialog_init (PilotRunScheduleDialog *self)
{
}

GtkWidget *
pilot_run_schedule_dialog_new (PilotContext *context, GtkWindow *parent)
{
  PilotRunScheduleDialog *self = g_object_new (PILOT_TYPE_RUN_SCHEDULE_DIALOG, NULL);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self);
  GtkStringList *labels = gtk_string_list_new (NULL);

  self->fridays = pilot_run_order_list_fridays (pilot_context_get_workspace (context), N_OFFERED);
  for (guint i = 0; i < self->fridays->len; i++)
    {
      g_autofree char *day = pilot_format_date (g_ptr_array_index (self->fridays, i));

      gtk_string_list_append (labels, day);
    }
  self->choice = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (labels), NULL));
  gtk_widget_set_halign (GTK_WIDGET (self->choice), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choice), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Friday of the downtime"), -1);
  adw_message_dialog_set_heading (dialog, _("Choose the Downtime"));
  adw_message_dialog_set_body (dialog, has_holidays (context)
                                         ? _("While the migration is executed there is a downtime of one working day, a Friday. Past days and the "
                                             "days that the plan keeps free are left out. Tell the agencies beforehand.")
                                         : _("While the migration is executed there is a downtime of one working day, a Friday. Holidays are "
                                             "offered, too: none are entered in the plan under “Dates and People”. Tell the agencies beforehand."));
  adw_message_dialog_set_extra_child (dialog, GTK_WIDGET (self->choice));
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "schedule", _("_Schedule"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "schedule", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (dialog, "schedule", self->fridays->len > 0);
  adw_message_dialog_set_default_response (dialog, "schedule");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (self, "response", G_CALLBACK (response_cb), self, 0);
  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  return GTK_WIDGET (self);
}

guint
pilot_run_schedule_dialog_get_n_offered (PilotRunScheduleDialog *self)
{
  return self->fridays->len;
}
