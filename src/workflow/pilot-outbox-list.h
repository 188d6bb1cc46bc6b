/* pilot-outbox-list.h: the outbox as a list for people
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-store.h"

G_BEGIN_DECLS

/**
 * pilot_outbox_list_new:
 * @store: the cache
 *
 * Follows the store's "changed". Main thread.
 *
 * Returns: (transfer full): a #GListModel of #PilotPending in the order of sending; a row that stays as it is keeps
 *   its item
 */
GListModel *pilot_outbox_list_new (PilotStore *store);

G_END_DECLS
