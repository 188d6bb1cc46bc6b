/* pilot-query-list-match.h: which rows a query wants
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-query-list-memo.h"

G_BEGIN_DECLS

/**
 * PilotRowMatch:
 *
 * Collects the rows that match the filters and the search of a query, as a set. Where they are many that takes longer than a
 * person waits for the first ones (100 ms for a word in each of a million rows): meanwhile single rows can be asked for.
 * Lives in one transaction, used by one thread.
 */
typedef struct _PilotRowMatch PilotRowMatch;

/**
 * pilot_row_match_new:
 * @memo: (transfer none): whose connection is read; keeps the set of the filters
 * @query: (transfer none)
 * @max_row: the last row of the table
 *
 * Both outlive it.
 *
 * Returns: (transfer full)
 */
PilotRowMatch *pilot_row_match_new (PilotRowMemo *memo, const PilotQuery *query, gint64 max_row, GCancellable *cancellable);
void pilot_row_match_free (PilotRowMatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotRowMatch, pilot_row_match_free)

/** pilot_row_match_collect_some: all of them where that takes some milliseconds, else as many as tell how many there may be. */
gboolean pilot_row_match_collect_some (PilotRowMatch *self, GError **error);

/** pilot_row_match_collect_all: what is left. */
gboolean pilot_row_match_collect_all (PilotRowMatch *self, GError **error);

/** pilot_row_match_get_rows: (transfer none) (nullable): all that match, once all are collected; %NULL: every row does. */
const PilotRowSet *pilot_row_match_get_rows (PilotRowMatch *self);

/**
 * pilot_row_match_prepare_test:
 * @n_rows: how many rows that match are looked for
 * @usec: (out): for how long pilot_row_match_test() may be called; 0: not at all: the rest is collected sooner than that,
 *   or only the index can tell
 *
 * To be called after pilot_row_match_collect_some().
 */
gboolean pilot_row_match_prepare_test (PilotRowMatch *self, guint n_rows, gint64 *usec, GError **error);

/** pilot_row_match_test: whether one row matches: what the whole set will say of it. Some microseconds. */
gboolean pilot_row_match_test (PilotRowMatch *self, gint64 row, gboolean *matches, GError **error);

/** pilot_row_match_set_patience: for tests: how long to collect before single rows are tested; 0: they always are, where it is possible. */
void pilot_row_match_set_patience (gint64 usec);

G_END_DECLS
