/* pilot-query-list.h: a list over a query on the cache
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-list.h"
#include "pilot-store.h"

G_BEGIN_DECLS

/**
 * PilotQueryList:
 *
 * Implements #PilotList over the cache: the order is an array of row numbers (4 bytes a row) that a worker makes on a
 * connection of its own; records are read in windows around what is asked for, and only those near are kept. Follows
 * the store's "changed": what is the same stays, what moved, came or went is told by small `items-changed`. Main
 * thread only.
 */
#define PILOT_TYPE_QUERY_LIST (pilot_query_list_get_type ())
G_DECLARE_FINAL_TYPE (PilotQueryList, pilot_query_list, PILOT, QUERY_LIST, GObject)

/**
 * pilot_query_list_new:
 * @store: (transfer none): the cache
 * @entity: what is listed until a query is set
 *
 * Returns: (transfer full): an empty list that is loading everything, sorted by the title
 */
PilotList *pilot_query_list_new (PilotStore *store, PilotEntity entity);

G_END_DECLS
