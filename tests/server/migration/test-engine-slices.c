/* test-engine-slices.c: what takes long is done in slices, and what comes between two of them is seen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "engine-fixture.h"

#include "pilot-name-uuid.h"
#include "pilot-run-plan.h"

static gboolean
always_cb (gpointer user_data)
{
  return TRUE;
}

static gboolean
is_listed (EngineSmall *self, const char *run_id)
{
  return test_run_query (self->db, "SELECT coalesce(sum(pass), 0) FROM run_progress JOIN run ON run.row = run_progress.run WHERE id = ?",
                         run_id, NULL) > 0;
}

/* Somebody always waits, so that every step is as short as it can be: two records. */
static EngineSmall *
hurried_new (void)
{
  EngineSmall *self = engine_small_new ();

  pilot_engine_set_waiting (self->engine, always_cb, NULL);
  return self;
}

static char *
find_sha256 (EngineSmall *self)
{
  g_autofree char *run = test_run_make (self->db, "all", "legacy");

  pilot_engine_set_waiting (self->engine, NULL, NULL);
  engine_test_start (self->db, run);
  g_assert_true (engine_test_step (self->engine, self->db));
  pilot_engine_set_waiting (self->engine, always_cb, NULL);
  test_run_set (self->db, PILOT_ENTITY_RUN, run, "state", "cancelled", NULL);
  engine_test_execute (self->engine, self->db);
  return test_run_get (self->db, PILOT_ENTITY_RUN, run, "manifest_sha256");
}

static void
test_sliced (void)
{
  g_autoptr (EngineSmall) self = hurried_new ();
  g_autofree char *sha256 = find_sha256 (self);
  g_autofree char *run = test_run_make (self->db, "all", "legacy");
  gint64 revision;
  guint n_slices = 0;

  engine_test_start (self->db, run);
  revision = test_revision (self->data);
  while (!is_listed (self, run))
    {
      /* Half a list is nobody's list: nothing is moved by it, and nobody is told of it. */
      g_assert_cmpint (test_revision (self->data), ==, revision);
      g_assert_true (engine_test_step_on (self->engine, self->db));
      n_slices++;
    }
  g_assert_cmpuint (n_slices, >, 3);
  engine_test_execute (self->engine, self->db);
  /* What was put off for who waited is as usual again. */
  g_assert_cmpint (test_run_query (self->db, "PRAGMA wal_autocheckpoint", NULL), >, 0);
  engine_assert_counts (self->db, run, "completed", 5, 0, 0, 0);
  engine_assert_field (self->db, RUN, run, "manifest_sha256", sha256);
  test_run_check (self->db, TRUE);
}

/* Killed after any slice of the list: the next process begins anew, with nothing doubled. */
static void
test_list_cut (void)
{
  for (guint n_before = 1; n_before < 8; n_before++)
    {
      g_autoptr (EngineSmall) self = hurried_new ();
      g_autofree char *run = test_run_make (self->db, "all", "legacy");

      engine_test_start (self->db, run);
      for (guint i = 0; i < n_before && !is_listed (self, run); i++)
        g_assert_true (engine_test_step_on (self->engine, self->db));
      g_clear_pointer (&self->engine, pilot_engine_free);
      test_data_reopen (self->data);
      self->db = self->data->db;
      self->engine = pilot_engine_new (2);
      pilot_engine_set_waiting (self->engine, always_cb, NULL);
      while (!is_listed (self, run))
        g_assert_true (engine_test_step_on (self->engine, self->db));
      g_assert_cmpint (test_run_query (self->db, "SELECT count(*) FROM run_plan", NULL), ==, 5);
      engine_test_execute (self->engine, self->db);
      engine_assert_counts (self->db, run, "completed", 5, 0, 0, 0);
      test_run_check (self->db, TRUE);
    }
}

/* What is listed is of one state of the data. */
static void
test_list_begins_anew (void)
{
  g_autoptr (EngineSmall) self = hurried_new ();
  g_autofree char *run = test_run_make (self->db, "all", "legacy");
  g_autofree char *late = NULL;

  engine_test_start (self->db, run);
  while (test_run_query (self->db, "SELECT count(*) FROM run_plan", NULL) == 0)
    g_assert_true (engine_test_step_on (self->engine, self->db));
  test_run_set (self->db, PILOT_ENTITY_JOB, self->job, "status", "FILLED", NULL);
  late = engine_small_add_candidate (self, "NEW");
  engine_test_execute (self->engine, self->db);
  /* The job stays, and with it what hangs on it. */
  engine_assert_result (self->db, run, self->agency, "moved", NULL);
  engine_assert_result (self->db, run, self->job, NULL, NULL);
  engine_assert_result (self->db, run, self->assignment, NULL, NULL);
  g_assert_cmpint (test_run_query (self->db, "SELECT n_done = n_expected FROM run WHERE id = ?", run, NULL), ==, 1);
  test_run_check (self->db, TRUE);
}

static void
test_list_given_up (void)
{
  g_autoptr (EngineSmall) self = hurried_new ();
  g_autofree char *run = test_run_make (self->db, "all", "legacy");
  g_autofree char *next = test_run_make (self->db, "all", "legacy");

  engine_test_start (self->db, run);
  while (test_run_query (self->db, "SELECT count(*) FROM run_plan", NULL) == 0)
    g_assert_true (engine_test_step_on (self->engine, self->db));
  test_run_set (self->db, PILOT_ENTITY_RUN, run, "state", "cancelled", NULL);
  engine_test_execute (self->engine, self->db);
  engine_assert_field (self->db, RUN, run, "state", "cancelled");
  g_assert_cmpint (test_run_query (self->db, "SELECT count(*) FROM run_plan", NULL), ==, 0);
  g_assert_cmpint (test_run_query (self->db, "SELECT count(*) FROM result", NULL), ==, 0);
  engine_small_run_through (self, next);
  engine_assert_counts (self->db, next, "completed", 5, 0, 0, 0);
}

/* Records that are deleted while the end compares count as made, once. */
static void
test_end_begins_anew (void)
{
  g_autoptr (EngineSmall) self = hurried_new ();
  g_autofree char *run = test_run_make (self->db, "all", "legacy");
  g_autofree char *job = pilot_moved_make_id (self->job);
  g_autofree char *share = pilot_moved_make_id (self->assignment);
  g_autofree char *candidate = pilot_moved_make_id (self->candidate);
  guint n = 0;

  engine_test_start (self->db, run);
  while (test_run_query (self->db, "SELECT coalesce(n_done, 0) FROM run WHERE id = ?", run, NULL) < 5)
    g_assert_true (engine_test_step_on (self->engine, self->db));
  while (engine_test_step_on (self->engine, self->db))
    {
      static const char *const buried[] = { "deleted", "1", "run_id", NULL, "source_id", NULL };
      const char *ids[] = { candidate, share, job };
      const PilotEntity entities[] = { PILOT_ENTITY_CANDIDATE, PILOT_ENTITY_SHARE, PILOT_ENTITY_JOB };

      if (n < G_N_ELEMENTS (ids))
        test_run_set (self->db, entities[n], ids[n], buried[0], buried[1], buried[2], buried[3], buried[4], buried[5], NULL);
      n++;
    }
  g_assert_cmpuint (n, >=, 4);
  engine_assert_counts (self->db, run, "completed", 5, 0, 0, 0);
}

int
main (int argc, char *argv[])
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/server/engine/a list made in slices is the same list", test_sliced);
  g_test_add_func ("/server/engine/a list that is cut is made anew", test_list_cut);
  g_test_add_func ("/server/engine/a list is of one state of the data", test_list_begins_anew);
  g_test_add_func ("/server/engine/a run that is given up while it is listed leaves no list", test_list_given_up);
  g_test_add_func ("/server/engine/what is deleted while the end compares is counted once", test_end_begins_anew);
  return g_test_run ();
}
