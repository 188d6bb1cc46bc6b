/* pilot-bar-chart.h: parts of a whole as one bar with a legend
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PilotBarChart:
 *
 * A bar cut into segments, and below it what each stands for. The legend's entries are buttons: signal
 * "segment-activated" (uint index).
 */
#define PILOT_TYPE_BAR_CHART (pilot_bar_chart_get_type ())
G_DECLARE_FINAL_TYPE (PilotBarChart, pilot_bar_chart, PILOT, BAR_CHART, GtkBox)

GtkWidget *pilot_bar_chart_new (const char *accessible_name);

/**
 * pilot_bar_chart_set:
 * @labels: (array length=n): for people
 * @counts: (array length=n): segments of 0 are left out of the bar and the legend
 */
void pilot_bar_chart_set (PilotBarChart *self, const char *const *labels, const guint *counts, guint n);

G_END_DECLS
