/* pilot-calendar-save.h: a run's downtime Friday as a calendar file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** pilot_calendar_save_ask: asks where, over the window of @widget, and saves the file of @run_id there. */
void pilot_calendar_save_ask (GtkWidget *widget, PilotContext *context, const char *run_id);

/** pilot_calendar_save_to: as pilot_calendar_save_ask() does once a file is chosen. A toast tells. */
void pilot_calendar_save_to (PilotContext *context, const char *run_id, GFile *file);

G_END_DECLS
