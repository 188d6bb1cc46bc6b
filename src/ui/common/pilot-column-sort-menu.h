/* pilot-column-sort-menu.h: by what a list is sorted, without a click on a heading
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-column-set.h"

G_BEGIN_DECLS

/**
 * pilot_column_sort_menu_new:
 * @set: the columns; its actions get "sort-by" and "descending". Outlives them.
 *
 * The headings of GTK 4.8 take no keyboard focus: who has no mouse sorts by this menu. It is to be shown as it is: who
 * leaves a submenu of a popover by Escape has no working keyboard after it.
 *
 * Returns: (transfer full): the items of the menu
 */
GMenuModel *pilot_column_sort_menu_new (PilotColumnSet *set);

G_END_DECLS
