/* pilot-run-results-view.h: what became of a run's records
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotRunResultsView: the results of a run by outcome and reason, whether the portal has what was moved, and all of it as a file. */
#define PILOT_TYPE_RUN_RESULTS_VIEW (pilot_run_results_view_get_type ())
G_DECLARE_FINAL_TYPE (PilotRunResultsView, pilot_run_results_view, PILOT, RUN_RESULTS_VIEW, AdwPreferencesGroup)

GtkWidget *pilot_run_results_view_new (PilotContext *context);

/** pilot_run_results_view_show: the results of @run. */
void pilot_run_results_view_show (PilotRunResultsView *self, PilotRecord *run);

/** pilot_run_results_view_filter: @outcome: (nullable): "skipped", …; as a person chooses it. */
void pilot_run_results_view_filter (PilotRunResultsView *self, const char *outcome);

/** pilot_run_results_view_get_reasons: what can be chosen as the reason, e.g. “Has no job (12)”; the first is all. Borrowed. */
GtkDropDown *pilot_run_results_view_get_reasons (PilotRunResultsView *self);

/** pilot_run_results_view_get_list: (nullable): what is listed. Borrowed. */
GListModel *pilot_run_results_view_get_list (PilotRunResultsView *self);

/** pilot_run_results_view_get_check_text: what is said of expected and found. Borrowed. */
const char *pilot_run_results_view_get_check_text (PilotRunResultsView *self);

G_END_DECLS
