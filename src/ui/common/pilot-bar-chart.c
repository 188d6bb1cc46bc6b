/* pilot-bar-chart.c: parts of a whole as one bar with a legend
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-bar-chart.h"

#include "pilot-format.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define MAX_SEGMENTS 16
#define BAR_HEIGHT 18
#define GAP 2

/* From the palette of the HIG, in an order in which neighbours differ in light and dark. */
static const char *const palette[] = {
  "#99c1f1", "#3584e4", "#62a0ea", "#9141ac", "#ff7800", "#33d17a", "#c0bfbc", "#9a9996", "#77767b", "#5e5c64",
};

/* The bar itself; a swatch of the legend is a bar with one segment. */
#define PILOT_TYPE_BAR (pilot_bar_get_type ())
G_DECLARE_FINAL_TYPE (PilotBar, pilot_bar, PILOT, BAR, GtkWidget)

struct _PilotBar
{
  GtkWidget parent_instance;

  guint counts[MAX_SEGMENTS];
  guint colors[MAX_SEGMENTS];
  guint n;
};

G_DEFINE_FINAL_TYPE (PilotBar, pilot_bar, GTK_TYPE_WIDGET)

static void
pilot_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PilotBar *self = PILOT_BAR (widget);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GskRoundedRect outline;
  guint64 total = 0;
  float at = 0;

  for (guint i = 0; i < self->n; i++)
    total += self->counts[i];
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (0, 0, width, height), MIN (height / 2, 6));
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  for (guint i = 0; i < self->n && total > 0; i++)
    {
      float part = width * (float) self->counts[i] / (float) total;
      float x = rtl ? width - at - part : at;
      GdkRGBA color;

      gdk_rgba_parse (&color, palette[self->colors[i] % G_N_ELEMENTS (palette)]);
      if (part > 0)
        gtk_snapshot_append_color (snapshot, &color,
                                   &GRAPHENE_RECT_INIT (x, 0, part > 2 * GAP && self->n > 1 ? part - GAP : part, height));
      at += part;
    }
  gtk_snapshot_pop (snapshot);
}

static void
pilot_bar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                   int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? BAR_HEIGHT : 12;
}

static void
pilot_bar_class_init (PilotBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = pilot_bar_snapshot;
  widget_class->measure = pilot_bar_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
pilot_bar_init (PilotBar *self)
{
}

struct _PilotBarChart
{
  GtkBox parent_instance;

  PilotBar *bar;
  GtkFlowBox *legend;
};

G_DEFINE_FINAL_TYPE (PilotBarChart, pilot_bar_chart, GTK_TYPE_BOX)

enum {
  SIGNAL_SEGMENT_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
clicked_cb (PilotBarChart *self, GtkWidget *button)
{
  g_signal_emit (self, signals[SIGNAL_SEGMENT_ACTIVATED], 0,
                 GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "pilot-index")));
}

/* Whether the keyboard is in the legend, and on which part. */
static gboolean
find_focused (PilotBarChart *self, guint *index)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->legend)); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *button = gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (child));

      *index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "pilot-index"));
      if (gtk_widget_is_focus (button))
        return TRUE;
    }
  return FALSE;
}

/* The part @index, or where there is none of it any more, the one in its place. */
static void
focus_part (PilotBarChart *self, guint index)
{
  GtkWidget *found = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->legend)); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      found = gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (child));
      if (GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (found), "pilot-index")) >= index)
        break;
    }
  if (found != NULL)
    gtk_widget_grab_focus (found);
}

static void
add_legend (PilotBarChart *self, guint index, guint color, const char *label, guint count)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  PilotBar *swatch = g_object_new (PILOT_TYPE_BAR, "valign", GTK_ALIGN_CENTER, NULL);
  g_autofree char *number = pilot_format_count (count);
  GtkWidget *number_label = gtk_label_new (number);
  GtkWidget *child;

  swatch->n = 1;
  swatch->counts[0] = 1;
  swatch->colors[0] = color;
  gtk_widget_add_css_class (number_label, "dim-label");
  gtk_widget_add_css_class (number_label, "numeric");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (swatch));
  gtk_box_append (GTK_BOX (box), gtk_label_new (label));
  gtk_box_append (GTK_BOX (box), number_label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "legend");
  g_object_set_data (G_OBJECT (button), "pilot-index", GUINT_TO_POINTER (index));
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_flow_box_append (self->legend, button);
  /* The button takes the focus, not the place that it stands in. */
  child = gtk_widget_get_parent (button);
  gtk_widget_set_focusable (child, FALSE);
}

static void
pilot_bar_chart_class_init (PilotBarChartClass *klass)
{
  signals[SIGNAL_SEGMENT_ACTIVATED] = g_signal_new ("segment-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
pilot_bar_chart_init (PilotBarChart *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->bar = g_object_new (PILOT_TYPE_BAR, NULL);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->bar));
  self->legend = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (self->legend, GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (self->legend, MAX_SEGMENTS);
  gtk_flow_box_set_column_spacing (self->legend, 2);
  gtk_flow_box_set_row_spacing (self->legend, 2);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->legend));
}

GtkWidget *
pilot_bar_chart_new (const char *accessible_name)
{
  PilotBarChart *self = g_object_new (PILOT_TYPE_BAR_CHART, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, accessible_name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->legend), GTK_ACCESSIBLE_PROPERTY_LABEL, accessible_name, -1);
  return GTK_WIDGET (self);
}

void
pilot_bar_chart_set (PilotBarChart *self, const char *const *labels, const guint *counts, guint n)
{
  GtkWidget *child;
  guint focused = 0;
  gboolean had_focus = find_focused (self, &focused);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->legend))) != NULL)
    gtk_flow_box_remove (self->legend, child);
  self->bar->n = 0;
  for (guint i = 0; i < n && self->bar->n < MAX_SEGMENTS; i++)
    if (counts[i] > 0)
      {
        self->bar->counts[self->bar->n] = counts[i];
        self->bar->colors[self->bar->n] = i;
        self->bar->n++;
        add_legend (self, i, i, labels[i], counts[i]);
      }
  gtk_widget_set_visible (GTK_WIDGET (self), self->bar->n > 0);
  if (had_focus)
    focus_part (self, focused);
  gtk_widget_queue_draw (GTK_WIDGET (self->bar));
}
