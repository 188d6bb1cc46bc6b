/* pilot-run-compare-dialog.h: two runs side by side
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotRunCompareDialog: options, numbers and agencies of a run beside those of another that is chosen here. */
#define PILOT_TYPE_RUN_COMPARE_DIALOG (pilot_run_compare_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PilotRunCompareDialog, pilot_run_compare_dialog, PILOT, RUN_COMPARE_DIALOG, AdwWindow)

GtkWidget *pilot_run_compare_dialog_new (PilotContext *context, const char *run_id);

/** pilot_run_compare_dialog_get_n_lines: how many lines are shown; 0: not compared yet. */
guint pilot_run_compare_dialog_get_n_lines (PilotRunCompareDialog *self);

G_END_DECLS
