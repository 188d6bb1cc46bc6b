/* pilot-run-schedule-dialog.c: the Friday of the downtime
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-schedule-dialog.h"

#include "pilot-downtime.h"
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

/* (nullable): days without downtime, as the plan has them. */
static const char *
get_holidays (PilotContext *context)
{
  PilotMigration *migration = pilot_context_get_migration (context);
  const PilotPlanFacts *facts = migration != NULL ? pilot_migration_get_facts (migration) : NULL;
  const char *holidays =
    facts != NULL && facts->project != NULL ? pilot_record_get_text (facts->project, PILOT_PROJECT_HOLIDAYS) : NULL;

  return holidays != NULL && *holidays != '\0' ? holidays : NULL;
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

static void
append_line (GString *lines, const char *line)
{
  g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", line);
}

/* Who misses a Friday among those that are offered is told why. */
static void
append_left_out (PilotRunScheduleDialog *self, PilotContext *context, GString *lines)
{
  const char *holidays = get_holidays (context);
  g_autoptr (GPtrArray) left_out = NULL;
  GDate today;

  if (holidays == NULL || self->fridays->len == 0)
    return;
  pilot_migration_get_today (pilot_context_get_migration (context), &today);
  left_out = pilot_downtime_list_left_out (&today, g_ptr_array_index (self->fridays, self->fridays->len - 1), holidays);
  for (guint i = 0; i < left_out->len; i++)
    {
      const GDate *friday = g_ptr_array_index (left_out, i);
      g_autofree char *name = pilot_downtime_find_holiday (holidays, friday);
      g_autofree char *day = pilot_format_date (friday);
      /* Translators: %1$s is a date, %2$s the name of the holiday on it */
      g_autofree char *line = *name != '\0' ? g_strdup_printf (_("Left out: %1$s, %2$s"), day, name)
                                            /* Translators: %s is a date */
                                            : g_strdup_printf (_("Left out: %s"), day);

      append_line (lines, line);
    }
}

/* Of the day that is chosen already, and of those that are no choice. */
static GtkWidget *
make_note (PilotRunScheduleDialog *self, PilotContext *context, const PilotRecord *run)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  GtkWidget *note;
  GDate day;

  if (pilot_downtime_parse_date (pilot_record_get_text (run, PILOT_RUN_SCHEDULED_ON), &day))
    {
      g_autofree char *shown = pilot_format_date (&day);
      /* Translators: %s is a date */
      g_autofree char *now = g_strdup_printf (_("Chosen now: %s"), shown);

      append_line (lines, now);
    }
  append_left_out (self, context, lines);
  note = gtk_label_new (lines->str);
  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_label_set_justify (GTK_LABEL (note), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (note, "caption");
  gtk_widget_add_css_class (note, "dim-label");
  gtk_widget_set_visible (note, lines->len > 0);
  return note;
}

/* The Fridays that are free, but for the one that the run has. */
static void
list_fridays (PilotRunScheduleDialog *self, PilotWorkspace *workspace, const PilotRecord *run)
{
  GDate day;

  self->fridays = pilot_run_order_list_fridays (workspace, N_OFFERED);
  if (!pilot_downtime_parse_date (pilot_record_get_text (run, PILOT_RUN_SCHEDULED_ON), &day))
    return;
  for (guint i = 0; i < self->fridays->len; i++)
    if (g_date_compare (g_ptr_array_index (self->fridays, i), &day) == 0)
      {
        g_ptr_array_remove_index (self->fridays, i);
        return;
      }
}

static GtkWidget *
make_choice (PilotRunScheduleDialog *self, PilotContext *context, const PilotRecord *run)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkStringList *labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->fridays->len; i++)
    {
      g_autofree char *day = pilot_format_date (g_ptr_array_index (self->fridays, i));

      gtk_string_list_append (labels, day);
    }
  self->choice = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (labels), NULL));
  gtk_widget_set_halign (GTK_WIDGET (self->choice), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choice), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Friday of the downtime"), -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->choice));
  gtk_box_append (GTK_BOX (box), make_note (self, context, run));
  return box;
}

GtkWidget *
pilot_run_schedule_dialog_new (PilotContext *context, GtkWindow *parent, const PilotRecord *run)
{
  PilotRunScheduleDialog *self = g_object_new (PILOT_TYPE_RUN_SCHEDULE_DIALOG, NULL);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self);

  list_fridays (self, pilot_context_get_workspace (context), run);
  adw_message_dialog_set_heading (dialog, _("Choose the Downtime"));
  adw_message_dialog_set_body (dialog, get_holidays (context) != NULL
                                         ? _("While the migration is executed there is a downtime of one working day, a Friday. Past days and the "
                                             "days that the plan keeps free are left out. Tell the agencies beforehand.")
                                         : _("While the migration is executed there is a downtime of one working day, a Friday. Holidays are "
                                             "offered, too: none are entered in the plan under “Dates and People”. Tell the agencies beforehand."));
  adw_message_dialog_set_extra_child (dialog, make_choice (self, context, run));
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
