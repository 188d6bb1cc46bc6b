/* pilot-query-list-order.h: which rows a query shows, in which order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-query-list-memo.h"

G_BEGIN_DECLS

/** PilotRowOrder: row numbers in the order of a query, 4 bytes each. */
typedef struct
{
  guint32 *rows; /* (owned) (nullable) */
  guint length;
} PilotRowOrder;

void pilot_row_order_clear (PilotRowOrder *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PilotRowOrder, pilot_row_order_clear)

/** PilotRowOrderFirstFunc: the first rows, as soon as they are known; in the thread of the query. Not called where the order is known whole only. */
typedef void (*PilotRowOrderFirstFunc) (const guint32 *rows, guint n_rows, gpointer user_data);

/**
 * pilot_row_order_query:
 * @memo: (transfer none): the connection to read, and what was found out by the last query on it
 * @n_first: how many rows @first_func gets
 * @order: (out caller-allocates): the whole order
 * @error: G_IO_ERROR_CANCELLED, or PILOT_ERROR
 *
 * Blocks: some 100 ms for a million rows by a column with an index or by search, one to two seconds by any other; less
 * where @memo knows the order or the filters. Records whose field is empty stand last in both directions. A worker's work.
 */
gboolean pilot_row_order_query (PilotRowMemo *memo, const PilotQuery *query, guint n_first, PilotRowOrderFirstFunc first_func,
                                gpointer user_data, GCancellable *cancellable, PilotRowOrder *order, GError **error);

G_END_DECLS
