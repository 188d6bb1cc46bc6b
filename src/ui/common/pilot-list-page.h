/* pilot-list-page.h: the list of one entity
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"
#include "pilot-page-spec.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PilotListPage:
 *
 * A heading, filters and a table over a #PilotList; sorted, filtered and searched by its query.
 *
 * Signals: "row-selected" (string id or %NULL: none, or several), "row-activated" (string id), "clear-search" (a
 * person wants to see all: the owner of the search entry empties it).
 */
#define PILOT_TYPE_LIST_PAGE (pilot_list_page_get_type ())
G_DECLARE_FINAL_TYPE (PilotListPage, pilot_list_page, PILOT, LIST_PAGE, AdwBin)

GtkWidget *pilot_list_page_new (PilotContext *context, const PilotPageSpec *spec);

const PilotPageSpec *pilot_list_page_get_spec (PilotListPage *self);

/** pilot_list_page_set_search: searches while typing. @text (nullable). */
void pilot_list_page_set_search (PilotListPage *self, const char *text);

/** pilot_list_page_set_filters: narrows the list by the filters of @query, in the place of all filters before. */
void pilot_list_page_set_filters (PilotListPage *self, const PilotQuery *query);

/** pilot_list_page_clear_filters: shows all. */
void pilot_list_page_clear_filters (PilotListPage *self);

/** pilot_list_page_get_list: (nullable): the list that is shown; %NULL where nothing is open. Borrowed. */
PilotList *pilot_list_page_get_list (PilotListPage *self);

/** pilot_list_page_select: selects the row at @position alone. */
void pilot_list_page_select (PilotListPage *self, guint position);

/** pilot_list_page_sort_by: as a click on the header does. */
void pilot_list_page_sort_by (PilotListPage *self, guint field, gboolean descending);

/** pilot_list_page_dup_selection_text: (transfer full): the selected rows as tab-separated text, with a heading line. */
char *pilot_list_page_dup_selection_text (PilotListPage *self);

/** pilot_list_page_focus_rows: the keyboard goes to the rows. */
void pilot_list_page_focus_rows (PilotListPage *self);

/** pilot_list_page_get_n_selected: how many rows are selected. */
guint pilot_list_page_get_n_selected (PilotListPage *self);

/** pilot_list_page_get_actions: what is done with the selected rows: "copy", "delete", "select-none"… Borrowed. */
GActionGroup *pilot_list_page_get_actions (PilotListPage *self);

/** pilot_list_page_get_column_actions: the group "columns": which are shown, and by which it is sorted. */
GActionGroup *pilot_list_page_get_column_actions (PilotListPage *self);

/** pilot_list_page_set_summarised: whether something beside the list says how many rows are selected: then it doesn't itself. */
void pilot_list_page_set_summarised (PilotListPage *self, gboolean summarised);

G_END_DECLS
