/* pilot-handoffs-page.h: what somebody outside was asked to do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotHandoffsPage: tickets, mails and notices with their state; new ones; the closing report. Follows the workspace. */
#define PILOT_TYPE_HANDOFFS_PAGE (pilot_handoffs_page_get_type ())
G_DECLARE_FINAL_TYPE (PilotHandoffsPage, pilot_handoffs_page, PILOT, HANDOFFS_PAGE, AdwBin)

GtkWidget *pilot_handoffs_page_new (PilotContext *context);

/** pilot_handoffs_page_get_n_rows: how many hand-offs are listed. */
guint pilot_handoffs_page_get_n_rows (PilotHandoffsPage *self);

/** pilot_handoffs_page_get_n_runs: how many runs a new hand-off may be about, as far as they are read. */
guint pilot_handoffs_page_get_n_runs (PilotHandoffsPage *self);

/** pilot_handoffs_page_save_report: as the menu does once a file is chosen; @pdf: otherwise CSV. A toast tells. */
void pilot_handoffs_page_save_report (PilotHandoffsPage *self, GFile *file, gboolean pdf);

G_END_DECLS
