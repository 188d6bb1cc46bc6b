/* pilot-wrap-box.c: widgets beside each other, in as many lines as they need
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-wrap-box.h"

#define SPACING 6

struct _PilotWrapBox
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (PilotWrapBox, pilot_wrap_box, GTK_TYPE_WIDGET)

/* Puts the children into lines of @width; @place: for good. Returns the height. */
static int
lay_out (GtkWidget *widget, int width, gboolean place)
{
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0;
  int y = 0;
  int line_height = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkRequisition minimum, natural;
      int child_width, child_height;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_get_preferred_size (child, &minimum, &natural);
      child_width = CLAMP (natural.width, minimum.width, MAX (width, minimum.width));
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, child_width, NULL, &child_height, NULL, NULL);
      if (x > 0 && x + child_width > width)
        {
          x = 0;
          y += line_height + SPACING;
          line_height = 0;
        }
      if (place)
        gtk_widget_size_allocate (child, &(GtkAllocation){ mirrored ? width - x - child_width : x, y, child_width, child_height }, -1);
      x += child_width + SPACING;
      line_height = MAX (line_height, child_height);
    }
  return y + line_height;
}

static GtkSizeRequestMode
pilot_wrap_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
pilot_wrap_box_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                        int *natural_baseline)
{
  int widest = 0;
  int sum = 0;

  *minimum_baseline = *natural_baseline = -1;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkRequisition least, wanted;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_get_preferred_size (child, &least, &wanted);
      widest = MAX (widest, least.width);
      sum += (sum > 0 ? SPACING : 0) + MAX (least.width, wanted.width);
    }
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = widest;
      *natural = sum;
    }
  else
    *minimum = *natural = lay_out (widget, for_size >= 0 ? for_size : sum, FALSE);
}

static void
pilot_wrap_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  lay_out (widget, width, TRUE);
}

static void
pilot_wrap_box_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (pilot_wrap_box_parent_class)->dispose (object);
}

static void
pilot_wrap_box_class_init (PilotWrapBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pilot_wrap_box_dispose;
  widget_class->get_request_mode = pilot_wrap_box_get_request_mode;
  widget_class->measure = pilot_wrap_box_measure;
  widget_class->size_allocate = pilot_wrap_box_size_allocate;
}

static void
pilot_wrap_box_init (PilotWrapBox *self)
{
}
