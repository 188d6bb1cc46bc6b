/* pilot-query-list-walk.h: goes through the rows of a table in an order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-database.h"
#include "pilot-query-list-set.h"
#include "pilot-query.h"

G_BEGIN_DECLS

/*
 * The order depends on the data alone, not on how it is come by: rows that are equal to it stand by their numbers, those
 * whose field is empty, unknown or refers to nothing stand last in both directions, by their numbers too; descending is
 * ascending from behind, but for these.
 */

/** PilotRowWalk: a plain value; what it points to is borrowed. */
typedef struct
{
  PilotDatabase *db; /* in a transaction */
  const PilotQuery *query;
  gint64 max_row;
  GCancellable *cancellable; /* (nullable) */
} PilotRowWalk;

/** PilotRowWalkFunc: Returns: whether to go on */
typedef gboolean (*PilotRowWalkFunc) (guint32 row, gpointer user_data);

/**
 * pilot_row_walk_all:
 *
 * Every row of the table once, by an index where the column has one (some 100 ms for a million rows), else sorted in memory
 * (one to two seconds).
 */
gboolean pilot_row_walk_all (const PilotRowWalk *walk, PilotRowWalkFunc func, gpointer user_data, GError **error);

/** pilot_row_walk_few: only the rows of @rows, sorted in memory: some microseconds each. */
gboolean pilot_row_walk_few (const PilotRowWalk *walk, const PilotRowSet *rows, PilotRowWalkFunc func, gpointer user_data,
                             GError **error);

/** pilot_row_walk_begins_soon: whether pilot_row_walk_all() gives its first rows at once. */
gboolean pilot_row_walk_begins_soon (const PilotRowWalk *walk);

G_END_DECLS
