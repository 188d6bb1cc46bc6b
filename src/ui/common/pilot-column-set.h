/* pilot-column-set.h: the columns of a list, as the schema has them and the person wants them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-query.h"
#include "pilot-row.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PilotColumnSet:
 *
 * Gives a #GtkColumnView a column for each field, shows those that are wanted, and remembers which, in what order, how
 * wide, and by which the list is sorted. Main thread. Signal "sort-changed".
 */
#define PILOT_TYPE_COLUMN_SET (pilot_column_set_get_type ())
G_DECLARE_FINAL_TYPE (PilotColumnSet, pilot_column_set, PILOT, COLUMN_SET, GObject)

/**
 * pilot_column_set_new:
 * @view: an empty view; must outlive the set
 * @schema: its fields
 * @settings: where it is remembered
 * @sort_field: by which it is sorted where nothing is remembered
 */
PilotColumnSet *pilot_column_set_new (GtkColumnView *view, const PilotSchema *schema, GSettings *settings, guint sort_field,
                                      gboolean descending);

/** PilotColumnTextFunc: (transfer full) (nullable): what a cell says instead of the field's own text; %NULL: that. */
typedef char *(*PilotColumnTextFunc) (PilotRow *row, guint field, gpointer user_data);

/** pilot_column_set_set_text_func: @func is called for each cell that comes into view; @user_data must outlive the view's rows. */
void pilot_column_set_set_text_func (PilotColumnSet *self, PilotColumnTextFunc func, gpointer user_data);

/** pilot_column_set_get_menu: a menu of the columns; its actions are in the group "columns". */
GMenuModel *pilot_column_set_get_menu (PilotColumnSet *self);
GActionGroup *pilot_column_set_get_actions (PilotColumnSet *self);

const PilotSchema *pilot_column_set_get_schema (PilotColumnSet *self);

/** pilot_column_set_has_field: whether there is a column of @field, shown or not. */
gboolean pilot_column_set_has_field (PilotColumnSet *self, guint field);

/** pilot_column_set_get_sort: by what the person wants it sorted. */
void pilot_column_set_get_sort (PilotColumnSet *self, guint *field, gboolean *descending);

/** pilot_column_set_sort_by: sorts as a click on the header would. */
void pilot_column_set_sort_by (PilotColumnSet *self, guint field, gboolean descending);

/** pilot_column_set_get_visible: (transfer full) (element-type guint): the fields shown, in order. */
GArray *pilot_column_set_get_visible (PilotColumnSet *self);

/** pilot_column_set_get_list_item: (nullable): the item under @widget, a cell of the view or what is in or round it. */
GtkListItem *pilot_column_set_get_list_item (GtkWidget *widget);

G_END_DECLS
