/* pilot-query-list-passage.h: a list of rows on its way from one order to another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-query-list-diff.h"

G_BEGIN_DECLS

/**
 * PilotRowPassage: the rows that are shown: @order, and on the way to another order the first of @next before what is left
 * of it; and which of them are to be told to have changed.
 */
typedef struct
{
  PilotRowOrder order;
  guint order_start;
  PilotRowOrder next;
  guint next_end;

  GArray *hunks;   /* (owned) (nullable) (element-type PilotRowHunk): on the way: what is different */
  guint n_done;    /* hunks */
  guint n_removed; /* of the hunk after them */
  guint n_added;

  GArray *changed; /* (owned) (element-type guint32): rows that have changed and are to be found */
  GArray *places;  /* (owned) (element-type guint): where such rows are, ascending */
  guint n_told;    /* of them */
} PilotRowPassage;

/** pilot_row_passage_init: to an order of no rows. */
void pilot_row_passage_init (PilotRowPassage *self);
void pilot_row_passage_clear (PilotRowPassage *self);

guint pilot_row_passage_get_length (const PilotRowPassage *self);
guint32 pilot_row_passage_get_row (const PilotRowPassage *self, guint position);

/** pilot_row_passage_set: shows another order as a whole; takes it. */
void pilot_row_passage_set (PilotRowPassage *self, PilotRowOrder *order);

/**
 * pilot_row_passage_begin: not while it is on the way
 * @next: taken
 * @hunks: (transfer full): of pilot_row_order_diff(), from what is shown to @next
 */
void pilot_row_passage_begin (PilotRowPassage *self, PilotRowOrder *next, GArray *hunks);

/** pilot_row_passage_stop: where it is on the way, what is shown now is the order. */
void pilot_row_passage_stop (PilotRowPassage *self);

/** pilot_row_passage_on_way: whether there are steps to do. */
gboolean pilot_row_passage_on_way (const PilotRowPassage *self);

/** pilot_row_passage_get_n_named: how many rows come and go in all steps together. */
guint pilot_row_passage_get_n_named (const PilotRowPassage *self);

/**
 * pilot_row_passage_step:
 * @max_rows: so many rows may go and so many come, at least 1
 *
 * Goes one step; afterwards the rows are as its numbers say. Returns: %FALSE: there was none to do
 */
gboolean pilot_row_passage_step (PilotRowPassage *self, guint max_rows, guint *position, guint *n_removed, guint *n_added);

/**
 * pilot_row_passage_find_changed:
 *
 * Finds where the rows are that were added to @changed; to be called when some were, and when another order was set. On the way they stay
 * there until it is at its end. Some 10 ms for a million rows.
 */
void pilot_row_passage_find_changed (PilotRowPassage *self);

/** pilot_row_passage_next_changed: the next changed rows that stand beside each other. Returns: %FALSE: there are none left */
gboolean pilot_row_passage_next_changed (PilotRowPassage *self, guint max_rows, guint *position, guint *n_rows);

G_END_DECLS
