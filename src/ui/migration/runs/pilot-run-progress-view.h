/* pilot-run-progress-view.h: how far a run is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-record.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotRunProgressView: bar, numbers by outcome, rate and time left, and what stops it (actions "run.order"). */
#define PILOT_TYPE_RUN_PROGRESS_VIEW (pilot_run_progress_view_get_type ())
G_DECLARE_FINAL_TYPE (PilotRunProgressView, pilot_run_progress_view, PILOT, RUN_PROGRESS_VIEW, AdwBin)

GtkWidget *pilot_run_progress_view_new (void);

/** pilot_run_progress_view_show: how far @run is; called each time that it changed. */
void pilot_run_progress_view_show (PilotRunProgressView *self, const PilotRecord *run);

/** pilot_run_progress_view_focus: the button that pauses gets the keyboard; %FALSE: there is none now. */
gboolean pilot_run_progress_view_focus (PilotRunProgressView *self);

/** pilot_run_progress_view_get_fraction: what the bar shows, 0 to 1. */
double pilot_run_progress_view_get_fraction (PilotRunProgressView *self);

G_END_DECLS
