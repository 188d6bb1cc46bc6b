/* pilot-step-row.c: a step of the plan in a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-step-row.h"

#include "pilot-step-text.h"

#include <glib/gi18n-lib.h>

struct _PilotStepRow
{
  AdwActionRow parent_instance;

  const PilotPlanStep *step;
  gboolean brief;
  GtkImage *icon;
  GtkLabel *owner;
};

G_DEFINE_FINAL_TYPE (PilotStepRow, pilot_step_row, ADW_TYPE_ACTION_ROW)

static void
pilot_step_row_class_init (PilotStepRowClass *klass)
{
}

static void
pilot_step_row_init (PilotStepRow *self)
{
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 4);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 5);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  self->icon = GTK_IMAGE (gtk_image_new ());
  self->owner = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->owner, TRUE);
  gtk_label_set_natural_wrap_mode (self->owner, GTK_NATURAL_WRAP_NONE);
  gtk_label_set_max_width_chars (self->owner, 20);
  gtk_label_set_xalign (self->owner, 1);
  gtk_label_set_justify (self->owner, GTK_JUSTIFY_RIGHT);
  gtk_widget_add_css_class (GTK_WIDGET (self->owner), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->owner), "caption");
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->icon));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->owner));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), arrow);
}

GtkWidget *
pilot_step_row_new (const PilotPlanStep *step)
{
  PilotStepRow *self = g_object_new (PILOT_TYPE_STEP_ROW, NULL);

  self->step = step;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _(step->title));
  gtk_label_set_text (self->owner, _(pilot_owner_get_title (step->owner)));
  return GTK_WIDGET (self);
}

const PilotPlanStep *
pilot_step_row_get_step (PilotStepRow *self)
{
  return self->step;
}

void
pilot_step_row_set (PilotStepRow *self, PilotPlanRow *row)
{
  PilotStepStanding standing = pilot_plan_row_get_standing (row);
  g_autofree char *state = pilot_step_dup_state (row);
  g_autofree char *evidence = pilot_step_dup_evidence (row);
  g_autofree char *subtitle = NULL;

  pilot_standing_show (standing, self->icon);
  if (pilot_plan_row_get_optional (row) && !pilot_plan_settles (standing))
    {
      g_autofree char *plain = g_steal_pointer (&state);

      /* Translators: the state of a step that may be left out */
      state = g_strdup_printf (_("Optional · %s"), plain);
    }
  if (self->brief)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), state);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self), evidence != NULL ? evidence : "");
      gtk_widget_set_visible (GTK_WIDGET (self), standing != PILOT_STEP_NOT_HERE);
      return;
    }
  /* Translators: the state of a step, then its evidence, in two lines */
  subtitle = evidence != NULL ? g_strdup_printf (_("%s\n%s"), state, evidence) : g_strdup (state);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self), standing != PILOT_STEP_NOT_HERE);
}

void
pilot_step_row_set_brief (PilotStepRow *self, gboolean brief)
{
  self->brief = brief;
}
