/* pilot-outcome-counts.c: how many checks of a group have which result
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-outcome-counts.h"

#include "pilot-check-row.h"
#include "pilot-format.h"

struct _PilotOutcomeCounts
{
  GtkBox parent_instance;

  GtkWidget *boxes[PILOT_N_PREFLIGHT_OUTCOMES];
  GtkLabel *labels[PILOT_N_PREFLIGHT_OUTCOMES];
};

G_DEFINE_FINAL_TYPE (PilotOutcomeCounts, pilot_outcome_counts, GTK_TYPE_BOX)

static void
pilot_outcome_counts_class_init (PilotOutcomeCountsClass *klass)
{
}

static void
pilot_outcome_counts_init (PilotOutcomeCounts *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 12);
  for (guint i = 0; i < PILOT_N_PREFLIGHT_OUTCOMES; i++)
    {
      const char *style;
      const char *icon = pilot_check_outcome_get_icon (i, &style);
      GtkWidget *image = gtk_image_new_from_icon_name (icon);

      self->boxes[i] = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
      self->labels[i] = GTK_LABEL (gtk_label_new (NULL));
      gtk_widget_add_css_class (image, style);
      gtk_widget_add_css_class (GTK_WIDGET (self->labels[i]), "numeric");
      gtk_widget_set_tooltip_text (self->boxes[i], pilot_check_outcome_get_label (i));
      gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL, pilot_check_outcome_get_label (i), -1);
      gtk_box_append (GTK_BOX (self->boxes[i]), image);
      gtk_box_append (GTK_BOX (self->boxes[i]), GTK_WIDGET (self->labels[i]));
      gtk_box_append (GTK_BOX (self), self->boxes[i]);
    }
}

GtkWidget *
pilot_outcome_counts_new (void)
{
  return g_object_new (PILOT_TYPE_OUTCOME_COUNTS, NULL);
}

void
pilot_outcome_counts_set (PilotOutcomeCounts *self, const guint *counts)
{
  for (guint i = 0; i < PILOT_N_PREFLIGHT_OUTCOMES; i++)
    {
      g_autofree char *text = pilot_format_count (counts[i]);

      gtk_label_set_text (self->labels[i], text);
      gtk_widget_set_visible (self->boxes[i], counts[i] > 0);
    }
}
