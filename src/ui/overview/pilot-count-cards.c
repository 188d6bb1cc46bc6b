/* pilot-count-cards.c: how many agencies, recruiters, jobs and candidates there are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-count-cards.h"

#include "pilot-entities.h"
#include "pilot-format.h"

#include <glib/gi18n-lib.h>

static const PilotEntity card_entities[] = { PILOT_ENTITY_AGENCY, PILOT_ENTITY_RECRUITER, PILOT_ENTITY_JOB,
                                             PILOT_ENTITY_CANDIDATE };

struct _PilotCountCards
{
  GtkBox parent_instance;

  PilotContext *context; /* (owned) */
  const char *dataset;   /* (nullable): a literal of pilot_dataset_choices */
  GtkLabel *caption;
  GtkFlowBox *cards;
  GtkLabel *numbers[G_N_ELEMENTS (card_entities)];
};

G_DEFINE_FINAL_TYPE (PilotCountCards, pilot_count_cards, GTK_TYPE_BOX)

static void
card_cb (PilotCountCards *self, GtkWidget *button)
{
  g_auto (PilotQuery) query = { 0 };

  pilot_query_init (&query, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "pilot-entity")));
  pilot_query_set_dataset (&query, self->dataset);
  pilot_context_show_query (self->context, &query);
}

static void
add_card (PilotCountCards *self, GtkWidget *pair, guint index)
{
  const PilotSchema *schema = pilot_schema_get (card_entities[index]);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *label = gtk_label_new (_(schema->label_many));
  GtkWidget *number = gtk_label_new ("0");

  gtk_label_set_xalign (GTK_LABEL (number), 0);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (number, "card-number");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (box), number);
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "card");
  gtk_widget_add_css_class (button, "count-card");
  g_object_set_data (G_OBJECT (button), "pilot-entity", GUINT_TO_POINTER (card_entities[index]));
  g_signal_connect_object (button, "clicked", G_CALLBACK (card_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_box_append (GTK_BOX (pair), button);
  self->numbers[index] = GTK_LABEL (number);
}

/* Two and two: they stand in one line or in two, never one alone below three. */
static void
add_cards (PilotCountCards *self)
{
  GtkWidget *pair = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (card_entities); i++)
    {
      if (i % 2 == 0)
        {
          pair = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
          gtk_box_set_homogeneous (GTK_BOX (pair), TRUE);
          gtk_flow_box_append (self->cards, pair);
          gtk_widget_set_focusable (gtk_widget_get_parent (pair), FALSE);
        }
      add_card (self, pair, i);
    }
}

static void
pilot_count_cards_finalize (GObject *object)
{
  PilotCountCards *self = PILOT_COUNT_CARDS (object);

  g_clear_object (&self->context);
  G_OBJECT_CLASS (pilot_count_cards_parent_class)->finalize (object);
}

static void
pilot_count_cards_class_init (PilotCountCardsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pilot_count_cards_finalize;
}

static void
pilot_count_cards_init (PilotCountCards *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->caption = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->caption, 0);
  gtk_label_set_wrap (self->caption, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->caption), "heading");
  gtk_widget_set_visible (GTK_WIDGET (self->caption), FALSE);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->caption));
  self->cards = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (self->cards, GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (self->cards, TRUE);
  gtk_flow_box_set_column_spacing (self->cards, 6);
  gtk_flow_box_set_row_spacing (self->cards, 6);
  gtk_flow_box_set_min_children_per_line (self->cards, 1);
  gtk_flow_box_set_max_children_per_line (self->cards, 2);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->cards));
  add_cards (self);
}

GtkWidget *
pilot_count_cards_new (PilotContext *context)
{
  PilotCountCards *self = g_object_new (PILOT_TYPE_COUNT_CARDS, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}

void
pilot_count_cards_update (PilotCountCards *self, const char *dataset)
{
  PilotWorkspace *workspace = pilot_context_get_workspace (self->context);
  const char *caption = dataset != NULL ? _(pilot_choice_label (pilot_dataset_choices, dataset)) : _("Counts");

  self->dataset = dataset;
  gtk_label_set_text (self->caption, caption);
  gtk_widget_set_visible (GTK_WIDGET (self->caption), dataset != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cards), GTK_ACCESSIBLE_PROPERTY_LABEL, caption, -1);
  for (guint i = 0; i < G_N_ELEMENTS (card_entities); i++)
    {
      g_auto (PilotQuery) query = { 0 };
      g_autofree char *text = NULL;
      guint n;

      pilot_query_init (&query, card_entities[i]);
      pilot_query_set_dataset (&query, dataset);
      n = pilot_workspace_count_query (workspace, &query);
      text = pilot_format_count (n);
      /* Nothing fetched yet is not nothing. */
      gtk_label_set_text (self->numbers[i], n > 0 || pilot_workspace_was_synced (workspace) ? text : "–");
    }
}
