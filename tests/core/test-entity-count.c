/* test-entity-count.c: how many of which kind, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-entity-count.h"
#include "pilot-test.h"

static void
test_count (void)
{
  static const struct
  {
    PilotEntity entity;
    guint64 count;
    const char *words;
  } cases[] = { { PILOT_ENTITY_AGENCY, 1, "1 agency" },
                { PILOT_ENTITY_AGENCY, 0, "0 agencies" },
                { PILOT_ENTITY_CANDIDATE, 12, "12 candidates" },
                { PILOT_ENTITY_PROCESS, 1, "1 record" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = pilot_entity_dup_count (cases[i].entity, cases[i].count);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_counts (void)
{
  static const struct
  {
    const char *text;
    const char *words;
  } cases[] = { { "agency 120, recruiter 1, job 0, assignment 9, candidate 3", "120 agencies, 1 recruiter, 0 jobs, 9 assignments, 3 candidates" },
                { "", "" },
                { "agency 120, spaceship 3", "agency 120, spaceship 3" },
                { "agency many", "agency many" },
                { "120 agencies", "120 agencies" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = pilot_entity_dup_counts (cases[i].text);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/core/entity-count/a number of a kind is a word with its plural", test_count);
  g_test_add_func ("/core/entity-count/the counts of a snapshot are told in words, what is no count as it is", test_counts);
  return g_test_run ();
}
