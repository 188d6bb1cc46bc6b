/* pilot-column-sorter.c: finds out which column header was clicked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-column-sorter.h"

struct _PilotColumnSorter
{
  GtkSorter parent_instance;

  guint field;
  gboolean is_title;
};

G_DEFINE_FINAL_TYPE (PilotColumnSorter, pilot_column_sorter, GTK_TYPE_SORTER)

static PilotColumnSorter *asked; /* (nullable): who was asked in the running probe; main thread */

static GtkOrdering
pilot_column_sorter_compare (GtkSorter *sorter, gpointer item1, gpointer item2)
{
  if (asked == NULL)
    asked = PILOT_COLUMN_SORTER (sorter);
  return GTK_ORDERING_SMALLER;
}

static GtkSorterOrder
pilot_column_sorter_get_order (GtkSorter *sorter)
{
  return GTK_SORTER_ORDER_PARTIAL;
}

static void
pilot_column_sorter_class_init (PilotColumnSorterClass *klass)
{
  GtkSorterClass *sorter_class = GTK_SORTER_CLASS (klass);

  sorter_class->compare = pilot_column_sorter_compare;
  sorter_class->get_order = pilot_column_sorter_get_order;
}

static void
pilot_column_sorter_init (PilotColumnSorter *self)
{
}

GtkSorter *
pilot_column_sorter_new (guint field, gboolean is_title)
{
  PilotColumnSorter *self = g_object_new (PILOT_TYPE_COLUMN_SORTER, NULL);

  self->field = field;
  self->is_title = is_title;
  return GTK_SORTER (self);
}

guint
pilot_column_sorter_get_field (PilotColumnSorter *self)
{
  return self->field;
}

gboolean
pilot_column_sorter_is_title (PilotColumnSorter *self)
{
  return self->is_title;
}

gboolean
pilot_column_sorter_read (GtkColumnView *view, guint *field, gboolean *descending)
{
  g_autoptr (GObject) one = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GObject) other = g_object_new (G_TYPE_OBJECT, NULL);
  GtkOrdering order;

  asked = NULL;
  order = gtk_sorter_compare (gtk_column_view_get_sorter (view), one, other);
  if (asked == NULL)
    return FALSE;
  *field = asked->field;
  *descending = order == GTK_ORDERING_LARGER;
  return TRUE;
}
