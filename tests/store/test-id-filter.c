/* test-id-filter.c: whether an id may be among many
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-id-filter.h"
#include "pilot-test.h"

#define N_IDS 20000

static char *
make_id (guint n)
{
  return g_strdup_printf ("0b8f0f9e-6a4e-4c6e-9a55-%012x", n);
}

static void
test_filter (void)
{
  g_autoptr (PilotIdFilter) filter = pilot_id_filter_new (N_IDS);
  guint n_false = 0;

  for (guint i = 0; i < N_IDS; i++)
    {
      g_autofree char *id = make_id (i);

      pilot_id_filter_add (filter, id);
    }
  for (guint i = 0; i < 2 * N_IDS; i++)
    {
      g_autofree char *id = make_id (i);

      if (i < N_IDS)
        g_assert_true (pilot_id_filter_may_contain (filter, id));
      else
        n_false += pilot_id_filter_may_contain (filter, id);
    }
  g_assert_cmpuint (n_false, <, N_IDS / 40);
}

static void
test_empty (void)
{
  g_autoptr (PilotIdFilter) filter = pilot_id_filter_new (0);

  g_assert_false (pilot_id_filter_may_contain (filter, "0b8f0f9e-6a4e-4c6e-9a55-000000000000"));
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/store/id-filter/what was added is found, and little else", test_filter);
  g_test_add_func ("/store/id-filter/an empty one finds nothing", test_empty);
  return g_test_run ();
}
