/* pilot-run-schedule-dialog.h: the Friday of the downtime
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotRunScheduleDialog: the free Fridays of the company's calendar. Signal "chosen" (string date YYYY-MM-DD). */
#define PILOT_TYPE_RUN_SCHEDULE_DIALOG (pilot_run_schedule_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PilotRunScheduleDialog, pilot_run_schedule_dialog, PILOT, RUN_SCHEDULE_DIALOG, AdwMessageDialog)

/** pilot_run_schedule_dialog_new: @run: the day that it has is told, and not offered again. */
GtkWidget *pilot_run_schedule_dialog_new (PilotContext *context, GtkWindow *parent, const PilotRecord *run);

/** pilot_run_schedule_dialog_get_n_offered: how many Fridays are offered. */
guint pilot_run_schedule_dialog_get_n_offered (PilotRunScheduleDialog *self);

G_END_DECLS
