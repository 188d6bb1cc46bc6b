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

/** pilot_filter_bar_leave_out: no drop-down for @field: somebody else decides it. */
void pilot_filter_bar_leave_out (PilotFilterBar *self, guint field);

/** pilot_filter_bar_set_filters: takes the filters of @query, in the place of all before. Emits "changed" if they differ. */
void pilot_filter_bar_set_filters (PilotFilterBar *self, const PilotQuery *query);

/** pilot_filter_bar_clear: takes all filters away. Emits "changed" once, if there was one. */
void pilot_filter_bar_clear (PilotFilterBar *self);

/** pilot_filter_bar_apply: puts the filters into @query. */
void pilot_filter_bar_apply (PilotFilterBar *self, PilotQuery *query);

gboolean pilot_filter_bar_get_active (PilotFilterBar *self);

G_END_DECLS
