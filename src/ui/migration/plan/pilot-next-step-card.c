/* pilot-next-step-card.c: what is to be done now, and by whom
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-next-step-card.h"

#include "pilot-step-target.h"
#include "pilot-step-text.h"

#include <glib/gi18n-lib.h>

struct _PilotNextStepCard
{
  AdwBin parent_instance;

  const PilotPlanStep *step; /* (nullable) */

  GtkLabel *phase_label;
  GtkLabel *title_label;
  GtkLabel *text_label;
  GtkBox *state_box;
  GtkImage *state_icon;
  GtkLabel *state_label;
  GtkLabel *owner_label;
  GtkButton *open_button;
  GtkButton *details_button;
};

G_DEFINE_FINAL_TYPE (PilotNextStepCard, pilot_next_step_card, ADW_TYPE_BIN)

enum {
  SIGNAL_OPEN,
  SIGNAL_DETAILS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
open_cb (PilotNextStepCard *self)
{
  if (self->step != NULL)
    g_signal_emit (self, signals[SIGNAL_OPEN], 0, self->step->key);
}

static void
details_cb (PilotNextStepCard *self)
{
  if (self->step != NULL)
    g_signal_emit (self, signals[SIGNAL_DETAILS], 0, self->step->key);
}

static void
pilot_next_step_card_class_init (PilotNextStepCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SIGNAL_OPEN] = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                       G_TYPE_STRING);
  signals[SIGNAL_DETAILS] = g_signal_new ("details", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                          G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/pilotage/Pilotage/migration/plan/pilot-next-step-card.ui");
  gtk_widget_class_bind_template_child (widget_class, PilotNextStepCard, phase_label);
  gtk_widget_class_bind_template_child (widget_class, PilotNextStepCard, title_label);
  gtk_widget_class_bind_template_child (widget_class, PilotNextStepCard, text_label);
  gtk_widget_class_bind_template_child (widget_class, PilotNextStepCard, state_box);
  gtk_widget_class_bind_template_child (widget_class, PilotNextStepCard, state_icon);
  gtk_widget_class_bind_template_child (widget_class, PilotNextStepCard, state_label);
  gtk_widget_class_bind_template_child (widget_class, PilotNextStepCard, owner_label);
  gtk_widget_class_bind_template_child (widget_class, PilotNextStepCard, open_button);
  gtk_widget_class_bind_template_child (widget_class, PilotNextStepCard, details_button);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, details_cb);
}

static void
pilot_next_step_card_init (PilotNextStepCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* No step: one sentence, no buttons. */
static void
show_sentence (PilotNextStepCard *self, const char *title, const char *text)
{
  gtk_label_set_text (self->phase_label, _("Next step"));
  gtk_label_set_text (self->title_label, title);
  gtk_label_set_text (self->text_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->state_box), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->open_button), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->details_button), FALSE);
}

static void
show_step (PilotNextStepCard *self, PilotPlanRow *row, gboolean may)
{
  PilotStepStanding standing = pilot_plan_row_get_standing (row);
  const char *label = pilot_step_target_get_label (self->step);
  g_autofree char *state = pilot_step_dup_state (row);
  g_autofree char *evidence = pilot_step_dup_evidence (row);
  /* Translators: the letter of the phase to which the next step belongs */
  g_autofree char *phase = g_strdup_printf (_("Next step · Phase %c"), "ABCD"[self->step->phase]);
  g_autofree char *text = evidence != NULL ? g_strdup_printf (_("%s\n%s"), state, evidence) : g_strdup (state);

  gtk_label_set_text (self->phase_label, phase);
  gtk_label_set_text (self->title_label, _(self->step->title));
  gtk_label_set_text (self->text_label, _(self->step->explanation));
  pilot_standing_show (standing, self->state_icon);
  gtk_label_set_text (self->state_label, text);
  gtk_label_set_text (self->owner_label, _(pilot_owner_get_title (self->step->owner)));
  gtk_widget_set_visible (GTK_WIDGET (self->state_box), TRUE);
  /* Who may only read is not asked to write. */
  gtk_widget_set_visible (GTK_WIDGET (self->open_button), may || !pilot_step_target_is_handoff (self->step));
  gtk_widget_set_visible (GTK_WIDGET (self->details_button), label != NULL);
  if (may)
    gtk_widget_add_css_class (GTK_WIDGET (self->open_button), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->open_button), "suggested-action");
  gtk_button_set_label (self->open_button, label != NULL ? _(label) : _("_Open Step"));
}

GtkWidget *
pilot_next_step_card_new (void)
{
  return g_object_new (PILOT_TYPE_NEXT_STEP_CARD, NULL);
}

void
pilot_next_step_card_update (PilotNextStepCard *self, PilotMigration *migration)
{
  PilotPlanRow *next = pilot_migration_get_next (migration);

  self->step = next != NULL ? pilot_plan_row_get_step (next) : NULL;
  if (next != NULL)
    show_step (self, next, pilot_migration_may_edit (migration, NULL));
  else if (pilot_migration_get_facts (migration) == NULL)
    show_sentence (self, _("The Plan Is Being Read"), _("It is shown as soon as the first sync is through."));
  else
    show_sentence (self, _("All Steps Are Settled"),
                   _("The migration is complete as far as this plan goes. What was noted stays here for who asks later."));
}

const char *
pilot_next_step_card_get_key (PilotNextStepCard *self)
{
  return self->step != NULL ? self->step->key : NULL;
}
