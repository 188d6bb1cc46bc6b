/* pilot-search-page.h: one search over all kinds of records
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotSearchPage: the first matches of each kind, and how many there are. */
#define PILOT_TYPE_SEARCH_PAGE (pilot_search_page_get_type ())
G_DECLARE_FINAL_TYPE (PilotSearchPage, pilot_search_page, PILOT, SEARCH_PAGE, AdwBin)

GtkWidget *pilot_search_page_new (PilotContext *context);

/** pilot_search_page_set_search: searches while typing. Signal "show-all" (int entity) asks for a whole list. */
void pilot_search_page_set_search (PilotSearchPage *self, const char *text);

G_END_DECLS
