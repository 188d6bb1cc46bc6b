/* pilot-outcome-counts.h: how many checks of a group have which result
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-preflight-row.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** PilotOutcomeCounts: an icon and a number for each result that there is. */
#define PILOT_TYPE_OUTCOME_COUNTS (pilot_outcome_counts_get_type ())
G_DECLARE_FINAL_TYPE (PilotOutcomeCounts, pilot_outcome_counts, PILOT, OUTCOME_COUNTS, GtkBox)

GtkWidget *pilot_outcome_counts_new (void);

/** pilot_outcome_counts_set: @counts: (array fixed-size=5): by outcome. */
void pilot_outcome_counts_set (PilotOutcomeCounts *self, const guint *counts);

G_END_DECLS
