/* pilot-query-list-memo.h: what one query leaves for the next
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-database.h"
#include "pilot-query-list-set.h"
#include "pilot-query.h"

G_BEGIN_DECLS

/**
 * PilotRowMemo:
 *
 * A reading connection, and what was found out on it: the order of all rows of a table (4 bytes each), and which of them
 * pass the filters (1 bit each). Who types changes neither, so that only the words are looked for at each key. Good for one
 * state of the data: what another connection changed makes it forget. Used by one thread at a time.
 */
typedef struct _PilotRowMemo PilotRowMemo;

/** pilot_row_memo_new: @db: (transfer full): a reading connection. */
PilotRowMemo *pilot_row_memo_new (PilotDatabase *db);

/** pilot_row_memo_free: closes the connection. */
void pilot_row_memo_free (PilotRowMemo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotRowMemo, pilot_row_memo_free)

PilotDatabase *pilot_row_memo_get_database (PilotRowMemo *self);

/** pilot_row_memo_check: to be called first in each transaction: forgets what was true of an older state of the data. */
gboolean pilot_row_memo_check (PilotRowMemo *self, GError **error);

/** pilot_row_memo_get_order: (transfer none) (nullable): all rows of the table in the order of @query, whatever its search and filters. */
const guint32 *pilot_row_memo_get_order (PilotRowMemo *self, const PilotQuery *query, guint *n_rows);

/** pilot_row_memo_set_order: @rows: (transfer full): the whole order. */
void pilot_row_memo_set_order (PilotRowMemo *self, const PilotQuery *query, guint32 *rows, guint n_rows);

/** pilot_row_memo_get_filtered: (transfer none) (nullable): which rows pass the filters of @query, whatever its search and order. */
const PilotRowSet *pilot_row_memo_get_filtered (PilotRowMemo *self, const PilotQuery *query);

/** pilot_row_memo_set_filtered: @rows: taken over, and left empty. */
void pilot_row_memo_set_filtered (PilotRowMemo *self, const PilotQuery *query, PilotRowSet *rows);

G_END_DECLS
