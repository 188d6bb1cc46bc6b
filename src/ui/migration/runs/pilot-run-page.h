/* pilot-run-page.h: one migration run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PilotRunPage: where a run stands and what comes next, its progress, decisions, agencies, scope and results.
 *
 * Signals: "back": to the list; "show-run" (string id): another run was made of it.
 */
#define PILOT_TYPE_RUN_PAGE (pilot_run_page_get_type ())
G_DECLARE_FINAL_TYPE (PilotRunPage, pilot_run_page, PILOT, RUN_PAGE, AdwBin)

GtkWidget *pilot_run_page_new (PilotContext *context);

/** pilot_run_page_show: @run_id: (nullable): nothing is followed any more. */
void pilot_run_page_show (PilotRunPage *self, const char *run_id);

/** pilot_run_page_focus: the keyboard begins at the page's top. */
void pilot_run_page_focus (PilotRunPage *self);
const char *pilot_run_page_get_run_id (PilotRunPage *self);

/** pilot_run_page_get_next_text: what is said to come next. Borrowed. */
const char *pilot_run_page_get_next_text (PilotRunPage *self);

G_END_DECLS
