/* test-query-list-diff.c: what changed from one order of rows to another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-query-list-diff.h"
#include "pilot-test.h"

#include <string.h>

static PilotRowOrder
make_order (guint n)
{
  PilotRowOrder order = { g_new (guint32, n + 1), n };

  for (guint i = 0; i < n; i++)
    order.rows[i] = i + 1;
  return order;
}

static void
remove_at (PilotRowOrder *order, guint position)
{
  memmove (order->rows + position, order->rows + position + 1, (--order->length - position) * sizeof (guint32));
}

static void
insert_at (PilotRowOrder *order, guint position, guint32 row)
{
  order->rows = g_renew (guint32, order->rows, order->length + 1);
  memmove (order->rows + position + 1, order->rows + position, (order->length++ - position) * sizeof (guint32));
  order->rows[position] = row;
}

/* Applied to the old order, the hunks give the new one. Returns: how many rows they name. */
static guint
assert_hunks (const PilotRowOrder *old_order, const PilotRowOrder *new_order, guint *n_hunks)
{
  g_autoptr (GArray) hunks = pilot_row_order_diff (old_order, new_order);
  g_autoptr (GArray) result = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint at = 0;
  guint n_named = 0;

  for (guint i = 0; i < hunks->len; i++)
    {
      const PilotRowHunk *hunk = &g_array_index (hunks, PilotRowHunk, i);

      g_assert_cmpuint (hunk->old_start, >=, at);
      g_array_append_vals (result, old_order->rows + at, hunk->old_start - at);
      g_assert_cmpuint (result->len, ==, hunk->new_start);
      g_array_append_vals (result, new_order->rows + hunk->new_start, hunk->n_added);
      at = hunk->old_start + hunk->n_removed;
      n_named += hunk->n_removed + hunk->n_added;
    }
  g_array_append_vals (result, old_order->rows + at, old_order->length - at);
  g_assert_cmpmem (result->data, result->len * sizeof (guint32), new_order->rows, new_order->length * sizeof (guint32));
  if (n_hunks != NULL)
    *n_hunks = hunks->len;
  return n_named;
}

static void
test_same (void)
{
  g_auto (PilotRowOrder) a = make_order (1000);
  g_auto (PilotRowOrder) b = make_order (1000);
  g_auto (PilotRowOrder) none = make_order (0);

  g_assert_cmpuint (assert_hunks (&a, &b, NULL), ==, 0);
  g_assert_cmpuint (assert_hunks (&none, &none, NULL), ==, 0);
  g_assert_cmpuint (assert_hunks (&none, &a, NULL), ==, 1000);
  g_assert_cmpuint (assert_hunks (&a, &none, NULL), ==, 1000);
}

static void
test_small_changes (void)
{
  g_auto (PilotRowOrder) a = make_order (100000);
  g_auto (PilotRowOrder) b = make_order (100000);
  guint n_hunks;

  remove_at (&b, 50);
  insert_at (&b, 70000, 200000);
  g_assert_cmpuint (assert_hunks (&a, &b, &n_hunks), ==, 2);
  g_assert_cmpuint (n_hunks, ==, 2);

  /* A record that moved: gone here, come there, in both directions. */
  remove_at (&b, 500);
  insert_at (&b, 90000, 502);
  g_assert_cmpuint (assert_hunks (&a, &b, &n_hunks), ==, 4);
  remove_at (&b, 80000);
  insert_at (&b, 10, a.rows[80000]);
  g_assert_cmpuint (assert_hunks (&a, &b, &n_hunks), <=, 6 + 2);
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (int round = 0; round < 400; round++)
    {
      g_auto (PilotRowOrder) a = make_order (g_rand_int_range (rand, 0, 300));
      g_auto (PilotRowOrder) b = make_order (a.length);
      int n_changes = g_rand_int_range (rand, 0, 40);

      for (int i = 0; i < n_changes; i++)
        {
          int what = g_rand_int_range (rand, 0, 3);
          guint32 row = 1000 + i;

          if (what != 0 && b.length > 0)
            {
              guint position = g_rand_int_range (rand, 0, b.length);

              row = b.rows[position];
              remove_at (&b, position);
            }
          if (what != 1)
            insert_at (&b, g_rand_int_range (rand, 0, b.length + 1), row);
        }
      assert_hunks (&a, &b, NULL);
    }
}

static void
test_other_order (void)
{
  g_auto (PilotRowOrder) a = make_order (100000);
  g_auto (PilotRowOrder) b = make_order (100000);
  guint n_hunks;

  for (guint i = 0; i < b.length / 2; i++)
    {
      guint32 row = b.rows[i];

      b.rows[i] = b.rows[b.length - 1 - i];
      b.rows[b.length - 1 - i] = row;
    }
  g_assert_cmpuint (assert_hunks (&a, &b, &n_hunks), ==, 200000);
  g_assert_cmpuint (n_hunks, ==, 1);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/store/query-list-diff/the same order has no hunks", test_same);
  g_test_add_func ("/store/query-list-diff/what came, went or moved is named alone", test_small_changes);
  g_test_add_func ("/store/query-list-diff/hunks lead from any order to any other", test_random);
  g_test_add_func ("/store/query-list-diff/quite another order is one hunk", test_other_order);
  return g_test_run ();
}
