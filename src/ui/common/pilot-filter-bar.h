/* pilot-filter-bar.h: what a list is narrowed to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PilotFilterBar:
 *
 * A drop-down for each choice field, and a button for each other filter (such as "recruiters of this agency") that
 * takes it away. Signal "changed".
 */
#define PILOT_TYPE_FILTER_BAR (pilot_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (PilotFilterBar, pilot_filter_bar, PILOT, FILTER_BAR, GtkBox)

GtkWidget *pilot_filter_bar_new (PilotContext *context, const PilotSchema *schema);

/** pilot_filter_bar_set_filter: sets the filter on @field; a %NULL @value: where it is empty. Emits "changed". */
void pilot_filter_bar_set_filter (PilotFilterBar *self, guint field, const char *value);

/** pilot_filter_bar_clear: takes all filters away. Emits "changed" once, if there was one. */
void pilot_filter_bar_clear (PilotFilterBar *self);

/** pilot_filter_bar_apply: puts the filters into @query. */
void pilot_filter_bar_apply (PilotFilterBar *self, PilotQuery *query);

gboolean pilot_filter_bar_get_active (PilotFilterBar *self);

G_END_DECLS
