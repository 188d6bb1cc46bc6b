/* pilot-time-line.h: the phases of a migration as a line in time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-plan-line.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PilotTimeLine:
 *
 * The four phases one after the other, with today, the latest days, the downtime and the renewal below. Without dates it
 * shows the order of the phases alone. Not for the keyboard: what it shows, its description tells as sentences.
 */
#define PILOT_TYPE_TIME_LINE (pilot_time_line_get_type ())
G_DECLARE_FINAL_TYPE (PilotTimeLine, pilot_time_line, PILOT, TIME_LINE, GtkWidget)

GtkWidget *pilot_time_line_new (void);

/** pilot_time_line_set: shows @line; copied. */
void pilot_time_line_set (PilotTimeLine *self, const PilotPlanLine *line);

/** pilot_time_line_dup_description: (transfer full): what it shows, as sentences. */
char *pilot_time_line_dup_description (PilotTimeLine *self);

G_END_DECLS
