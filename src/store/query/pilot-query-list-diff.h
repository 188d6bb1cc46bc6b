/* pilot-query-list-diff.h: what changed from one order of rows to another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-query-list-order.h"

G_BEGIN_DECLS

/** PilotRowHunk: rows of the old order that give way to rows of the new one. */
typedef struct
{
  guint old_start;
  guint n_removed;
  guint new_start;
  guint n_added;
} PilotRowHunk;

/**
 * pilot_row_order_diff:
 *
 * Few and small hunks where little changed (records that came, went or moved), one for everything between what is the
 * same at both ends where much did. Some milliseconds for a million rows.
 *
 * Returns: (transfer full) (element-type PilotRowHunk): ascending; what lies between two is the same in both orders
 */
GArray *pilot_row_order_diff (const PilotRowOrder *old_order, const PilotRowOrder *new_order);

G_END_DECLS
