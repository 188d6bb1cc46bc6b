/* pilot-runs-page.h: the migration runs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-run-page.h"

G_BEGIN_DECLS

/** PilotRunsPage: all runs and saved lists, and the page of one of them. */
#define PILOT_TYPE_RUNS_PAGE (pilot_runs_page_get_type ())
G_DECLARE_FINAL_TYPE (PilotRunsPage, pilot_runs_page, PILOT, RUNS_PAGE, AdwBin)

GtkWidget *pilot_runs_page_new (PilotContext *context);

/** pilot_runs_page_show_run: opens a run; %NULL: the list. */
void pilot_runs_page_show_run (PilotRunsPage *self, const char *run_id);

/** pilot_runs_page_get_run_page: the page of a run, shown or not. Borrowed. */
PilotRunPage *pilot_runs_page_get_run_page (PilotRunsPage *self);

/** pilot_runs_page_get_shown: "list", "empty" or "run". Borrowed. */
const char *pilot_runs_page_get_shown (PilotRunsPage *self);

/** pilot_runs_page_create: opens the dialog for a new run. */
void pilot_runs_page_create (PilotRunsPage *self);

G_END_DECLS
