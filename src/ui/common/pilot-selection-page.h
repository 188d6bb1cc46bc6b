/* pilot-selection-page.h: what is shown instead of the details while several rows are selected
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-list-page.h"

G_BEGIN_DECLS

/** PilotSelectionPage: how many rows are selected, and what can be done with them all. */
#define PILOT_TYPE_SELECTION_PAGE (pilot_selection_page_get_type ())
G_DECLARE_FINAL_TYPE (PilotSelectionPage, pilot_selection_page, PILOT, SELECTION_PAGE, AdwBin)

GtkWidget *pilot_selection_page_new (void);

/** pilot_selection_page_show: of the selection of @page, which must outlive what is shown of it. */
void pilot_selection_page_show (PilotSelectionPage *self, PilotListPage *page);

/** pilot_selection_page_get_text: how many are selected, as it is shown. Borrowed. */
const char *pilot_selection_page_get_text (PilotSelectionPage *self);

G_END_DECLS
