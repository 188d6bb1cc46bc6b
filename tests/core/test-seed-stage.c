/* test-seed-stage.c: the stages of the demo company by their names
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"
#include "pilot-seed-stage.h"
#include "pilot-test.h"

static void
test_known (void)
{
  g_autoptr (GError) error = NULL;
  PilotSeedStage stage;

  g_assert_true (pilot_seed_stage_from_name ("before-phase-a", &stage, &error));
  g_assert_cmpint (stage, ==, PILOT_SEED_BEFORE_PHASE_A);
  g_assert_true (pilot_seed_stage_from_name ("migrated", &stage, &error));
  g_assert_cmpint (stage, ==, PILOT_SEED_MIGRATED);
  g_assert_no_error (error);
}

static void
test_unknown (void)
{
  static const char *const names[] = { "after", "Scheduled", "", NULL };
  PilotSeedStage stage = PILOT_SEED_SCHEDULED;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (pilot_seed_stage_from_name (names[i], &stage, &error));
      g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, "before-phase-a, after-phase-a, scheduled, migrated"));
    }
  g_assert_cmpint (stage, ==, PILOT_SEED_SCHEDULED);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/core/seed-stage/each stage has a name", test_known);
  g_test_add_func ("/core/seed-stage/what is no stage is told with those that are", test_unknown);
  return g_test_run ();
}
