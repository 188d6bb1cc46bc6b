/* test-query-list-passage.c: a list of rows on its way from one order to another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-query-list-passage.h"
#include "pilot-test.h"

#include <string.h>

/* Rows from 1 on, of which @left_out in a hundred are missing, some of them in another place. */
static PilotRowOrder
make_order (GRand *rand, guint n, guint left_out, guint n_moved)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint length;

  for (guint32 row = 1; row <= n; row++)
    if ((guint) g_rand_int_range (rand, 0, 100) >= left_out)
      g_array_append_val (rows, row);
  for (guint i = 0; i < n_moved && rows->len > 0; i++)
    {
      guint from = g_rand_int_range (rand, 0, rows->len);
      guint32 row = g_array_index (rows, guint32, from);

      g_array_remove_index (rows, from);
      g_array_insert_val (rows, g_rand_int_range (rand, 0, rows->len + 1), row);
    }
  length = rows->len;
  return (PilotRowOrder){ g_memdup2 (rows->data, length * sizeof (guint32)), length };
}

static GArray *
copy_rows (const PilotRowPassage *passage)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < pilot_row_passage_get_length (passage); i++)
    {
      guint32 row = pilot_row_passage_get_row (passage, i);

      g_array_append_val (rows, row);
    }
  return rows;
}

/* What was seen before, as the numbers of a step say, is what is seen now. */
static void
assert_step (PilotRowPassage *passage, GArray *before, guint position, guint n_removed, guint n_added, guint max_rows)
{
  g_assert_cmpuint (n_removed, <=, max_rows);
  g_assert_cmpuint (n_added, <=, max_rows);
  g_array_remove_range (before, position, n_removed);
  for (guint i = 0; i < n_added; i++)
    {
      guint32 row = pilot_row_passage_get_row (passage, position + i);

      g_array_insert_val (before, position + i, row);
    }
  g_assert_cmpuint (before->len, ==, pilot_row_passage_get_length (passage));
  for (guint i = 0; i < before->len; i++)
    g_assert_cmpuint (g_array_index (before, guint32, i), ==, pilot_row_passage_get_row (passage, i));
}

static void
test_steps (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint round = 0; round < 200; round++)
    {
      PilotRowPassage passage;
      PilotRowOrder from = make_order (rand, g_rand_int_range (rand, 0, 120), 30, round % 7);
      PilotRowOrder to = make_order (rand, g_rand_int_range (rand, 0, 120), 30, round % 11);
      guint max_rows = g_rand_int_range (rand, 1, 9);
      guint stop_after = round % 3 == 0 ? round % 13 : G_MAXUINT;
      g_autoptr (GArray) wanted = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_autoptr (GArray) seen = NULL;
      guint position;
      guint n_removed;
      guint n_added;

      g_array_append_vals (wanted, to.rows, to.length);
      pilot_row_passage_init (&passage);
      pilot_row_passage_set (&passage, &from);
      pilot_row_passage_begin (&passage, &to, pilot_row_order_diff (&passage.order, &to));
      seen = copy_rows (&passage);
      for (guint n = 0; n < stop_after && pilot_row_passage_step (&passage, max_rows, &position, &n_removed, &n_added); n++)
        assert_step (&passage, seen, position, n_removed, n_added, max_rows);
      pilot_row_passage_stop (&passage);
      g_assert_false (pilot_row_passage_on_way (&passage));
      g_assert_cmpmem (seen->data, seen->len * sizeof (guint32), passage.order.rows, passage.order.length * sizeof (guint32));
      if (stop_after == G_MAXUINT)
        g_assert_cmpmem (wanted->data, wanted->len * sizeof (guint32), passage.order.rows, passage.order.length * sizeof (guint32));
      pilot_row_passage_clear (&passage);
    }
}

static void
add_changed (PilotRowPassage *passage, guint32 row)
{
  g_array_append_val (passage->changed, row);
}

static void
assert_next (PilotRowPassage *passage, guint position, guint n_rows)
{
  guint found;
  guint n;

  g_assert_true (pilot_row_passage_next_changed (passage, 3, &found, &n));
  g_assert_cmpuint (found, ==, position);
  g_assert_cmpuint (n, ==, n_rows);
}

static void
test_changed (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  PilotRowPassage passage;
  PilotRowOrder from = make_order (rand, 20, 0, 0);
  PilotRowOrder to = { g_new (guint32, 3), 3 };
  guint position;
  guint n_removed;
  guint n;

  pilot_row_passage_init (&passage);
  pilot_row_passage_set (&passage, &from);
  for (guint32 row = 4; row < 9; row++)
    add_changed (&passage, row);
  add_changed (&passage, 20);
  add_changed (&passage, 99);
  pilot_row_passage_find_changed (&passage);
  assert_next (&passage, 3, 3);
  assert_next (&passage, 6, 2);

  /* What is not told yet is found again in another order. */
  to.rows[0] = 7;
  to.rows[1] = 20;
  to.rows[2] = 8;
  pilot_row_passage_begin (&passage, &to, pilot_row_order_diff (&passage.order, &to));
  add_changed (&passage, 8);
  pilot_row_passage_find_changed (&passage);
  g_assert_false (pilot_row_passage_next_changed (&passage, 3, &position, &n));
  while (pilot_row_passage_step (&passage, 5, &position, &n_removed, &n))
    ;
  pilot_row_passage_find_changed (&passage);
  assert_next (&passage, 1, 2);
  g_assert_false (pilot_row_passage_next_changed (&passage, 3, &position, &n));
  pilot_row_passage_clear (&passage);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/store/query-list-passage/each step is as its numbers say, and the last is there", test_steps);
  g_test_add_func ("/store/query-list-passage/changed rows are found, also after the order changed", test_changed);
  return g_test_run ();
}
