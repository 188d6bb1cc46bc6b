/* pilot-column-sorter.h: finds out which column header was clicked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PilotColumnSorter:
 *
 * Sorts nothing: it stands for a field, so that a click on the header shows the arrow and is noticed. The order itself
 * is made by the query.
 */
#define PILOT_TYPE_COLUMN_SORTER (pilot_column_sorter_get_type ())
G_DECLARE_FINAL_TYPE (PilotColumnSorter, pilot_column_sorter, PILOT, COLUMN_SORTER, GtkSorter)

/** pilot_column_sorter_new: @is_title: whether the field names the record. */
GtkSorter *pilot_column_sorter_new (guint field, gboolean is_title);
guint pilot_column_sorter_get_field (PilotColumnSorter *self);
gboolean pilot_column_sorter_is_title (PilotColumnSorter *self);

/**
 * pilot_column_sorter_read:
 * @view: whose columns have a #PilotColumnSorter
 * @field: (out): by which it is sorted
 * @descending: (out): whether the arrow points to descending order
 *
 * GTK 4.8 does not tell the column publicly, but the view's sorter asks the columns' sorters, the first one first,
 * and turns the answer round for descending order: so ask it, and see who was asked and what came back.
 *
 * Returns: %FALSE if no column is sorted by
 */
gboolean pilot_column_sorter_read (GtkColumnView *view, guint *field, gboolean *descending);

G_END_DECLS
