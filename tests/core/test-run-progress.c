/* test-run-progress.c: how fast a run goes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-progress.h"
#include "pilot-test.h"

typedef struct
{
  PilotFakeClock *clock;      /* (owned) */
  PilotRunProgress *progress; /* (owned) */
  PilotRecord *run;           /* (owned) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->clock = pilot_fake_clock_new (G_GINT64_CONSTANT (1800000000000000));
  self->progress = pilot_run_progress_new (PILOT_CLOCK (self->clock));
  self->run = pilot_record_new (PILOT_ENTITY_RUN);
  pilot_record_set_text (self->run, PILOT_FIELD_ID, "00000000-0000-4000-8000-000000000001");
  pilot_record_set_text (self->run, PILOT_RUN_STATE, "running");
  pilot_record_set_integer (self->run, PILOT_RUN_N_EXPECTED, 100000);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  pilot_run_progress_free (self->progress);
  pilot_record_unref (self->run);
  g_object_unref (self->clock);
}

static void
tell (Fixture *self, gint64 after_secs, gint64 n_done)
{
  pilot_fake_clock_advance (self->clock, after_secs * G_TIME_SPAN_SECOND);
  pilot_record_set_integer (self->run, PILOT_RUN_N_DONE, n_done);
  pilot_run_progress_add (self->progress, self->run);
}

static void
test_rate (Fixture *self, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autofree char *nothing = pilot_run_progress_dup_text (self->progress);

  g_assert_cmpstr (nothing, ==, "");
  tell (self, 0, 0);
  g_assert_cmpint (pilot_run_progress_get_left_secs (self->progress), ==, -1);
  tell (self, 5, 2500);
  tell (self, 5, 5000);
  g_assert_cmpfloat_with_epsilon (pilot_run_progress_get_rate (self->progress), 500, 0.1);
  g_assert_cmpfloat_with_epsilon (pilot_run_progress_get_fraction (self->progress), 0.05, 0.0001);
  g_assert_cmpint (pilot_run_progress_get_left_secs (self->progress), ==, 190);
  text = pilot_run_progress_dup_text (self->progress);
  g_assert_cmpstr (text, ==, "500 records a second, about 3 minutes left");
}

/* A portal that says nothing more gets slower while it is watched, and an old rate is forgotten. */
static void
test_stalls (Fixture *self, gconstpointer data)
{
  tell (self, 0, 0);
  tell (self, 10, 10000);
  pilot_fake_clock_advance (self->clock, 90 * G_TIME_SPAN_SECOND);
  g_assert_cmpfloat_with_epsilon (pilot_run_progress_get_rate (self->progress), 100, 0.1);
  tell (self, 0, 10100);
  tell (self, 10, 10200);
  tell (self, 10, 10300);
  g_assert_cmpfloat (pilot_run_progress_get_rate (self->progress), <=, 10.1);
}

static void
test_begins_anew (Fixture *self, gconstpointer data)
{
  tell (self, 0, 0);
  tell (self, 10, 1000);
  /* A pause is nobody's slowness. */
  pilot_record_set_integer (self->run, PILOT_RUN_PAUSED, 1);
  tell (self, 600, 1000);
  g_assert_cmpfloat (pilot_run_progress_get_rate (self->progress), ==, 0);
  pilot_record_set_integer (self->run, PILOT_RUN_PAUSED, 0);
  tell (self, 0, 1000);
  tell (self, 10, 3000);
  g_assert_cmpfloat_with_epsilon (pilot_run_progress_get_rate (self->progress), 200, 0.1);
  /* It is tried again: fewer are done than were. */
  tell (self, 5, 500);
  g_assert_cmpfloat (pilot_run_progress_get_rate (self->progress), ==, 0);
  tell (self, 1, 600);
  g_assert_cmpfloat_with_epsilon (pilot_run_progress_get_rate (self->progress), 100, 0.1);
  pilot_record_set_text (self->run, PILOT_FIELD_ID, "00000000-0000-4000-8000-000000000002");
  tell (self, 1, 700);
  g_assert_cmpfloat (pilot_run_progress_get_rate (self->progress), ==, 0);
}

/* Who begins to look just before a batch ends is not told what nobody can keep up. */
static void
test_first_moment (Fixture *self, gconstpointer data)
{
  tell (self, 0, 420);
  pilot_fake_clock_advance (self->clock, G_TIME_SPAN_SECOND / 5);
  tell (self, 0, 480);
  g_assert_cmpfloat (pilot_run_progress_get_rate (self->progress), ==, 0);
  g_assert_cmpint (pilot_run_progress_get_left_secs (self->progress), ==, -1);
  tell (self, 9, 540);
  g_assert_cmpfloat_with_epsilon (pilot_run_progress_get_rate (self->progress), 13, 0.1);
}

/* Nobody waits for what has ended. */
static void
test_ended (Fixture *self, gconstpointer data)
{
  tell (self, 0, 0);
  tell (self, 10, 100000);
  g_assert_cmpint (pilot_run_progress_get_left_secs (self->progress), ==, -1);
  g_assert_cmpfloat (pilot_run_progress_get_fraction (self->progress), ==, 1);
  pilot_record_set_text (self->run, PILOT_RUN_STATE, "completed");
  tell (self, 1, 100000);
  g_assert_cmpfloat (pilot_run_progress_get_rate (self->progress), ==, 0);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/run-progress/the rate is that of the last half minute", test_rate);
  ADD ("/run-progress/a run that stands still gets slower while it is watched", test_stalls);
  ADD ("/run-progress/a pause, a retry and another run are measured anew", test_begins_anew);
  ADD ("/run-progress/the first moment tells no rate", test_first_moment);
  ADD ("/run-progress/a run that has ended has no time left", test_ended);
  return g_test_run ();
}
