/* pilot-migration-page.c: the plan of the migration
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-migration-page.h"

#include "pilot-next-step-card.h"
#include "pilot-phase-row.h"
#include "pilot-plan-menu.h"
#include "pilot-plan-words.h"
#include "pilot-project-dialog.h"
#include "pilot-step-dialog.h"
#include "pilot-step-row.h"
#include "pilot-step-target.h"
#include "pilot-time-line.h"
#include "pilot-wizard.h"

#include <glib/gi18n-lib.h>

/* How other customers prepare [Migrating Data, "Why Is a Full Test Migration Not Included by Default?"]. */
static const char *const ways[] = { "a1-questions", "a7-demo", PILOT_PLAN_PILOT };

struct _PilotMigrationPage
{
  AdwBin parent_instance;

  PilotContext *context;     /* (owned) */
  PilotMigration *migration; /* (owned) (nullable) */
  PilotPhase opened;         /* the phase that was opened because it is worked on; PILOT_N_PHASES: none */
  PilotTimeLine *line;
  PilotNextStepCard *card;
  PilotPhaseRow *phases[PILOT_N_PHASES];
  PilotStepRow *ways[G_N_ELEMENTS (ways)];

  GtkLabel *subtitle_label;
  PilotPlanMenu *plan_menu;
  GtkButton *dates_button;
  AdwBin *line_bin;
  GtkLabel *sunset_label;
  AdwBin *alarm_bin;
  GtkImage *alarm_icon;
  GtkLabel *alarm_label;
  GtkButton *alarm_button;
  AdwBin *card_bin;
  AdwPreferencesGroup *phases_group;
  GtkButton *wizard_button;
  AdwPreferencesGroup *ways_group;
};

G_DEFINE_FINAL_TYPE (PilotMigrationPage, pilot_migration_page, ADW_TYPE_BIN)

static void
update_alarm (PilotMigrationPage *self, PilotPlanAlarm alarm, const char *text)
{
  gboolean ask = alarm == PILOT_ALARM_ASK;

  gtk_widget_set_visible (GTK_WIDGET (self->alarm_bin), text != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->alarm_button), ask);
  gtk_label_set_text (self->alarm_label, text != NULL ? text : "");
  gtk_image_set_from_icon_name (self->alarm_icon, ask ? "x-office-calendar-symbolic" : "dialog-warning-symbolic");
  gtk_widget_remove_css_class (GTK_WIDGET (self->alarm_icon), "warning");
  gtk_widget_remove_css_class (GTK_WIDGET (self->alarm_icon), "error");
  if (alarm == PILOT_ALARM_LATE || alarm == PILOT_ALARM_MISSED)
    gtk_widget_add_css_class (GTK_WIDGET (self->alarm_icon), "error");
  else if (alarm == PILOT_ALARM_SOON)
    gtk_widget_add_css_class (GTK_WIDGET (self->alarm_icon), "warning");
}

static void
update_subtitle (PilotMigrationPage *self, const PilotPlanFacts *facts)
{
  if (!facts->has_portal_api)
    gtk_label_set_text (self->subtitle_label, _("Without the Portal API nothing here can be verified: each step is confirmed by hand, with evidence."));
  else if (!pilot_migration_may_edit (self->migration, NULL))
    gtk_label_set_text (self->subtitle_label, _("You can read this plan. Admins change it."));
  else
    /* Translators: which environment a plan is of; %s is the company's name */
    gtk_label_set_text (self->subtitle_label, g_strcmp0 (facts->environment, "sandbox") == 0
                                                  ? _("Sandbox: for internal testing and training only, not for live agency work")
                                                  : _("Production"));
}

static void
update (PilotMigrationPage *self)
{
  const PilotPlanFacts *facts = self->migration != NULL ? pilot_migration_get_facts (self->migration) : NULL;
  PilotCountdown countdown;
  PilotPlanAlarm alarm;
  PilotPlanLine line;
  g_autofree char *text = NULL;
  g_autofree char *sunset = NULL;

  if (self->migration != NULL)
    pilot_next_step_card_update (self->card, self->migration);
  gtk_widget_set_visible (GTK_WIDGET (self->phases_group), facts != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->ways_group), facts != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->dates_button), facts != NULL);
  if (facts == NULL || !pilot_plan_words_make_line (self->migration, &line, &countdown, &alarm))
    return;
  pilot_time_line_set (self->line, &line);
  text = pilot_plan_words_dup_alarm (alarm, &line, &countdown);
  sunset = pilot_plan_words_dup_sunset (&countdown);
  gtk_label_set_text (self->sunset_label, sunset);
  update_alarm (self, alarm, text);
  update_subtitle (self, facts);
  for (guint i = 0; i < PILOT_N_PHASES; i++)
    pilot_phase_row_update (self->phases[i], self->migration);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      PilotPlanRow *row = pilot_migration_find_row (self->migration, ways[i]);

      if (row != NULL)
        pilot_step_row_set (self->ways[i], row);
    }
  if (line.current != self->opened)
    {
      if (self->opened < PILOT_N_PHASES)
        adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->phases[self->opened]), FALSE);
      if (line.current < PILOT_N_PHASES)
        adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->phases[line.current]), TRUE);
      self->opened = line.current;
    }
}

static void
workspace_cb (PilotMigrationPage *self)
{
  pilot_context_follow_migration (self->context, &self->migration, G_CALLBACK (update), self);
  pilot_plan_menu_follow (self->plan_menu, self->context, self->migration);
  self->opened = PILOT_N_PHASES;
  for (guint i = 0; i < PILOT_N_PHASES; i++)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->phases[i]), FALSE);
  update (self);
}

static void
open_step_cb (PilotMigrationPage *self, const char *key)
{
  pilot_step_target_open (self->context, GTK_WIDGET (self), pilot_plan_find_step (key));
}

static void
show_step_cb (PilotMigrationPage *self, const char *key)
{
  pilot_step_dialog_present (self->context, GTK_WIDGET (self), key);
}

static void
way_cb (PilotMigrationPage *self, PilotStepRow *row)
{
  show_step_cb (self, pilot_step_row_get_step (row)->key);
}

static void
dates_cb (PilotMigrationPage *self)
{
  pilot_project_dialog_present (self->context, GTK_WIDGET (self));
}

static void
wizard_cb (PilotMigrationPage *self)
{
  pilot_wizard_present (self->context, GTK_WIDGET (self), NULL);
}

static void
pilot_migration_page_dispose (GObject *object)
{
  PilotMigrationPage *self = PILOT_MIGRATION_PAGE (object);

  g_clear_object (&self->migration);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (pilot_migration_page_parent_class)->dispose (object);
}

static void
pilot_migration_page_class_init (PilotMigrationPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (PILOT_TYPE_PLAN_MENU);
  G_OBJECT_CLASS (klass)->dispose = pilot_migration_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/pilotage/Pilotage/migration/plan/pilot-migration-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PilotMigrationPage, subtitle_label);
  gtk_widget_class_bind_template_child (widget_class, PilotMigrationPage, dates_button);
  gtk_widget_class_bind_template_child (widget_class, PilotMigrationPage, plan_menu);
  gtk_widget_class_bind_template_child (widget_class, PilotMigrationPage, line_bin);
  gtk_widget_class_bind_template_child (widget_class, PilotMigrationPage, sunset_label);
  gtk_widget_class_bind_template_child (widget_class, PilotMigrationPage, alarm_bin);
  gtk_widget_class_bind_template_child (widget_class, PilotMigrationPage, alarm_icon);
  gtk_widget_class_bind_template_child (widget_class, PilotMigrationPage, alarm_label);
  gtk_widget_class_bind_template_child (widget_class, PilotMigrationPage, alarm_button);
  gtk_widget_class_bind_template_child (widget_class, PilotMigrationPage, card_bin);
  gtk_widget_class_bind_template_child (widget_class, PilotMigrationPage, phases_group);
  gtk_widget_class_bind_template_child (widget_class, PilotMigrationPage, wizard_button);
  gtk_widget_class_bind_template_child (widget_class, PilotMigrationPage, ways_group);
  gtk_widget_class_bind_template_callback (widget_class, dates_cb);
  gtk_widget_class_bind_template_callback (widget_class, wizard_cb);
}

static void
pilot_migration_page_init (PilotMigrationPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->line = PILOT_TIME_LINE (pilot_time_line_new ());
  adw_bin_set_child (self->line_bin, GTK_WIDGET (self->line));
  self->card = PILOT_NEXT_STEP_CARD (pilot_next_step_card_new ());
  adw_bin_set_child (self->card_bin, GTK_WIDGET (self->card));
  g_signal_connect_object (self->card, "open", G_CALLBACK (open_step_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->card, "details", G_CALLBACK (show_step_cb), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < PILOT_N_PHASES; i++)
    {
      self->phases[i] = PILOT_PHASE_ROW (pilot_phase_row_new (i));
      adw_preferences_group_add (self->phases_group, GTK_WIDGET (self->phases[i]));
      g_signal_connect_object (self->phases[i], "step-activated", G_CALLBACK (show_step_cb), self, G_CONNECT_SWAPPED);
    }
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      self->ways[i] = PILOT_STEP_ROW (pilot_step_row_new (pilot_plan_find_step (ways[i])));
      adw_preferences_group_add (self->ways_group, GTK_WIDGET (self->ways[i]));
      g_signal_connect_object (self->ways[i], "activated", G_CALLBACK (way_cb), self, G_CONNECT_SWAPPED);
    }
}

GtkWidget *
pilot_migration_page_new (PilotContext *context)
{
  PilotMigrationPage *self = g_object_new (PILOT_TYPE_MIGRATION_PAGE, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "notify::workspace", G_CALLBACK (workspace_cb), self, G_CONNECT_SWAPPED);
  workspace_cb (self);
  return GTK_WIDGET (self);
}

const char *
pilot_migration_page_get_next (PilotMigrationPage *self)
{
  return pilot_next_step_card_get_key (self->card);
}

const char *
pilot_migration_page_get_alarm (PilotMigrationPage *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->alarm_bin)) ? gtk_label_get_text (self->alarm_label) : NULL;
}
