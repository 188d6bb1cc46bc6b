/* pilot-query-list-diff.c: what changed from one order of rows to another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-query-list-diff.h"

/* More than that are told as one: a view takes some time for each. */
#define MAX_HUNKS 2000

/* How far away the other half of a move is looked for. */
#define MAX_LOOK_AHEAD 64

typedef struct
{
  const guint32 *old_rows;
  guint old_end;
  const guint32 *new_rows;
  guint new_end;
  guint8 *in_old; /* (owned): one bit for each row: it is still to come in the old order */
  guint8 *in_new; /* (owned) */
} Diff;

static gboolean
has_bit (const guint8 *bits, guint32 row)
{
  return (bits[row / 8] & (1 << (row % 8))) != 0;
}

static void
set_bit (guint8 *bits, guint32 row)
{
  bits[row / 8] |= 1 << (row % 8);
}

static void
clear_bit (guint8 *bits, guint32 row)
{
  bits[row / 8] &= ~(1 << (row % 8));
}

/* How many rows from @start on stand before @row; 0 if it is not near. */
static guint
look_ahead (const guint32 *rows, guint start, guint end, guint32 row)
{
  for (guint i = 1; i <= MAX_LOOK_AHEAD && start + i < end; i++)
    if (rows[start + i] == row)
      return i;
  return 0;
}

/*
 * Goes one step over rows that differ at @i and @j. A row that moved is passed over on the side where it comes first,
 * and its bit taken away, so that on the other side it counts as come or gone.
 */
static gboolean
pass_difference (Diff *diff, guint *i, guint *j)
{
  gboolean old_gone = *i < diff->old_end && !has_bit (diff->in_new, diff->old_rows[*i]);
  gboolean new_come = *j < diff->new_end && !has_bit (diff->in_old, diff->new_rows[*j]);
  guint n_old;
  guint n_new;

  if (old_gone || *j == diff->new_end)
    {
      clear_bit (diff->in_old, diff->old_rows[(*i)++]);
      return TRUE;
    }
  if (new_come || *i == diff->old_end)
    {
      clear_bit (diff->in_new, diff->new_rows[(*j)++]);
      return TRUE;
    }
  n_old = look_ahead (diff->old_rows, *i, diff->old_end, diff->new_rows[*j]);
  n_new = look_ahead (diff->new_rows, *j, diff->new_end, diff->old_rows[*i]);
  if (n_old == 0 && n_new == 0)
    return FALSE;
  if (n_new == 0 || (n_old != 0 && n_old <= n_new))
    clear_bit (diff->in_old, diff->old_rows[(*i)++]);
  else
    clear_bit (diff->in_new, diff->new_rows[(*j)++]);
  return TRUE;
}

static gboolean
find_hunks (Diff *diff, guint start, GArray *hunks)
{
  guint i = start;
  guint j = start;

  while (i < diff->old_end || j < diff->new_end)
    {
      PilotRowHunk hunk;

      if (i < diff->old_end && j < diff->new_end && diff->old_rows[i] == diff->new_rows[j])
        {
          i++;
          j++;
          continue;
        }
      hunk = (PilotRowHunk){ .old_start = i, .new_start = j };
      while ((i < diff->old_end || j < diff->new_end) &&
             !(i < diff->old_end && j < diff->new_end && diff->old_rows[i] == diff->new_rows[j]))
        if (!pass_difference (diff, &i, &j))
          return FALSE;
      hunk.n_removed = i - hunk.old_start;
      hunk.n_added = j - hunk.new_start;
      g_array_append_val (hunks, hunk);
      if (hunks->len > MAX_HUNKS)
        return FALSE;
    }
  return TRUE;
}

GArray *
pilot_row_order_diff (const PilotRowOrder *old_order, const PilotRowOrder *new_order)
{
  GArray *hunks = g_array_new (FALSE, FALSE, sizeof (PilotRowHunk));
  guint start = 0;
  guint32 max_row = 0;
  g_autofree guint8 *in_old = NULL;
  g_autofree guint8 *in_new = NULL;
  Diff diff = { .old_rows = old_order->rows, .old_end = old_order->length, .new_rows = new_order->rows, .new_end = new_order->length };

  while (start < diff.old_end && start < diff.new_end && diff.old_rows[start] == diff.new_rows[start])
    start++;
  while (diff.old_end > start && diff.new_end > start && diff.old_rows[diff.old_end - 1] == diff.new_rows[diff.new_end - 1])
    {
      diff.old_end--;
      diff.new_end--;
    }
  if (start == diff.old_end && start == diff.new_end)
    return hunks;

  for (guint i = start; i < diff.old_end; i++)
    max_row = MAX (max_row, diff.old_rows[i]);
  for (guint j = start; j < diff.new_end; j++)
    max_row = MAX (max_row, diff.new_rows[j]);
  diff.in_old = in_old = g_malloc0 (max_row / 8 + 1);
  diff.in_new = in_new = g_malloc0 (max_row / 8 + 1);
  for (guint i = start; i < diff.old_end; i++)
    set_bit (diff.in_old, diff.old_rows[i]);
  for (guint j = start; j < diff.new_end; j++)
    set_bit (diff.in_new, diff.new_rows[j]);

  if (!find_hunks (&diff, start, hunks))
    {
      PilotRowHunk whole = { start, diff.old_end - start, start, diff.new_end - start };

      g_array_set_size (hunks, 0);
      g_array_append_val (hunks, whole);
    }
  return hunks;
}
