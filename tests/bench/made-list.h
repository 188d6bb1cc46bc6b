/* made-list.h: a list whose objects are made on demand, from nothing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MADE_ITEM_N_TEXTS 8

/** MadeItem: an object with texts. */
#define MADE_TYPE_ITEM (made_item_get_type ())
G_DECLARE_FINAL_TYPE (MadeItem, made_item, MADE, ITEM, GObject)
const char *made_item_get_text (MadeItem *self, guint column);

/** MadeList: what a list view costs by itself: the baseline. */
#define MADE_TYPE_LIST (made_list_get_type ())
G_DECLARE_FINAL_TYPE (MadeList, made_list, MADE, LIST, GObject)
GListModel *made_list_new (guint n_items);

/** made_list_turn: another order of the same items, as sorting would be at best. */
void made_list_turn (MadeList *self);

G_END_DECLS
