/* pilot-plan-summary.c: the migration in two rows, for the overview
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-plan-summary.h"

#include "pilot-plan-words.h"
#include "pilot-step-text.h"

#include <glib/gi18n-lib.h>

struct _PilotPlanSummary
{
  AdwPreferencesGroup parent_instance;

  PilotContext *context;     /* (owned) */
  PilotMigration *migration; /* (owned) (nullable) */
  AdwActionRow *step_row;
  GtkImage *step_icon;
  AdwActionRow *date_row;
  GtkImage *date_icon;
};

G_DEFINE_FINAL_TYPE (PilotPlanSummary, pilot_plan_summary, ADW_TYPE_PREFERENCES_GROUP)

static void
update_step (PilotPlanSummary *self)
{
  PilotPlanRow *next = pilot_migration_get_next (self->migration);
  g_autofree char *title = NULL;
  g_autofree char *state = NULL;

  if (next == NULL)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->step_row), _("All steps are settled"));
      adw_action_row_set_subtitle (self->step_row, "");
      pilot_standing_show (PILOT_STEP_DONE, self->step_icon);
      return;
    }
  /* Translators: %s is the title of the next step of the migration */
  title = g_strdup_printf (_("Next: %s"), _(pilot_plan_row_get_step (next)->title));
  state = pilot_step_dup_state (next);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->step_row), title);
  adw_action_row_set_subtitle (self->step_row, state);
  pilot_standing_show (pilot_plan_row_get_standing (next), self->step_icon);
}

static void
update_date (PilotPlanSummary *self)
{
  PilotCountdown countdown;
  PilotPlanAlarm alarm;
  PilotPlanLine line;
  g_autofree char *text = NULL;
  gboolean urgent;

  if (!pilot_plan_words_make_line (self->migration, &line, &countdown, &alarm))
    return;
  text = pilot_plan_words_dup_running (self->migration);
  urgent = text != NULL || alarm == PILOT_ALARM_LATE || alarm == PILOT_ALARM_MISSED;
  if (text == NULL)
    text = pilot_plan_words_dup_alarm (alarm, &line, &countdown);
  if (text == NULL)
    text = pilot_plan_words_dup_countdown (&line, &countdown);
  gtk_widget_set_visible (GTK_WIDGET (self->date_row), text != NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->date_row), text != NULL ? text : "");
  gtk_image_set_from_icon_name (self->date_icon, urgent ? "dialog-warning-symbolic" : "x-office-calendar-symbolic");
  gtk_widget_remove_css_class (GTK_WIDGET (self->date_icon), "warning");
  if (urgent || alarm == PILOT_ALARM_SOON)
    gtk_widget_add_css_class (GTK_WIDGET (self->date_icon), "warning");
}

static void
update (PilotPlanSummary *self)
{
  gboolean known = self->migration != NULL && pilot_migration_get_facts (self->migration) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), known);
  if (!known)
    return;
  update_step (self);
  update_date (self);
}

static void
workspace_cb (PilotPlanSummary *self)
{
  pilot_context_follow_migration (self->context, &self->migration, G_CALLBACK (update), self);
  update (self);
}

static void
activated_cb (PilotPlanSummary *self)
{
  pilot_context_show_page (self->context, "migration");
}

static void
pilot_plan_summary_dispose (GObject *object)
{
  PilotPlanSummary *self = PILOT_PLAN_SUMMARY (object);

  g_clear_object (&self->migration);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (pilot_plan_summary_parent_class)->dispose (object);
}

static void
pilot_plan_summary_class_init (PilotPlanSummaryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_plan_summary_dispose;
}

static AdwActionRow *
add_row (PilotPlanSummary *self, GtkImage **icon)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 4);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  *icon = GTK_IMAGE (gtk_image_new ());
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), GTK_WIDGET (*icon));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return ADW_ACTION_ROW (row);
}

static void
pilot_plan_summary_init (PilotPlanSummary *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Migration"));
  self->step_row = add_row (self, &self->step_icon);
  self->date_row = add_row (self, &self->date_icon);
}

GtkWidget *
pilot_plan_summary_new (PilotContext *context)
{
  PilotPlanSummary *self = g_object_new (PILOT_TYPE_PLAN_SUMMARY, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "notify::workspace", G_CALLBACK (workspace_cb), self, G_CONNECT_SWAPPED);
  workspace_cb (self);
  return GTK_WIDGET (self);
}

char *
pilot_plan_summary_dup_text (PilotPlanSummary *self)
{
  return g_strdup_printf ("%s\n%s", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->step_row)),
                          adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->date_row)));
}
