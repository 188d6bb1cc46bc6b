/* bench-scope.c: how soon the numbers of a run follow its choice, against SQL that counts the same
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cache-maker.h"
#include "measure.h"
#include "memory-workspace.h"
#include "pilot-run-scope.h"
#include "pilot-workspace-private.h"

#define N_CHANGES 8
#define DEBOUNCE_MSECS 80 /* of PilotRunScope */

/* What the table of a run that takes everybody shows, as a database would be asked. */
static const char *const plain[] = {
  "SELECT count(*) FROM agency WHERE dataset='legacy'",
  "SELECT count(*) FROM recruiter WHERE dataset='legacy'",
  "SELECT count(*) FROM (SELECT status,count(*) FROM job WHERE dataset='legacy' GROUP BY status)",
  "SELECT count(*) FROM (SELECT status,count(*) FROM assignment GROUP BY status)",
  /* With what stands against a candidate: no job that goes, no agency, no user. */
  "SELECT count(*) FROM (SELECT c.status, c.run_id IS NOT NULL, coalesce(j.status,'') IN ('CREATED','SOURCING','INTERVIEW','OFFER','ON_HOLD'),"
  " a.id IS NULL, r.id IS NULL, count(*) FROM candidate c LEFT JOIN job j ON j.id=c.job_id AND j.dataset='legacy'"
  " LEFT JOIN agency a ON a.id=c.agency_id AND a.dataset='legacy' LEFT JOIN recruiter r ON r.id=c.recruiter_id AND r.dataset='legacy'"
  " WHERE c.dataset='legacy' GROUP BY 1,2,3,4,5)",
};

static double
ask_plain (PilotStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotDatabase) reader = pilot_store_open_reader (store, &error);
  double start = measure_now ();

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    {
      gint64 n = -1;

      if (!pilot_database_query_int64 (reader, plain[i], 0, &n, &error))
        g_error ("%s", error->message);
    }
  return measure_now () - start;
}

static guint64
ask_number (PilotStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotDatabase) reader = pilot_store_open_reader (store, &error);
  gint64 n = -1;

  if (reader == NULL || !pilot_database_query_int64 (reader, sql, 0, &n, &error))
    g_error ("%s", error->message);
  return (guint64) n;
}

static void
wait (PilotRunScope *scope)
{
  while (pilot_run_scope_get_loading (scope))
    g_main_context_iteration (NULL, TRUE);
}

static void
set_choice (PilotRunScope *scope, PilotRecord *run, const char *choice)
{
  pilot_record_set_text (run, PILOT_RUN_CHOICE, choice);
  pilot_run_scope_set_run (scope, run);
}

static void
notify_cb (PilotRunScope *scope, GParamSpec *pspec, guint *n)
{
  ++*n;
}

/* Until the numbers are those of the last choice, the moment that is waited for more clicks included. */
static double
change (PilotRunScope *scope, PilotRecord *run, const char *choice)
{
  double start = measure_now ();

  set_choice (scope, run, choice);
  wait (scope);
  return measure_now () - start;
}

int
main (int argc, char **argv)
{
  guint n_rows = measure_get_rows (argc, argv, 1000000);
  g_autofree char *dir = measure_make_dir ();
  g_autoptr (PilotConnectionProfile) profile = pilot_connection_profile_new ("portal");
  g_autofree char *name = g_strconcat (profile->id, ".cache", NULL);
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autoptr (PilotRecord) run = pilot_record_new (PILOT_ENTITY_RUN);
  g_autoptr (PilotRunScope) scope = NULL;
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  MemoryWorkspace memory = { 0 };
  PilotStore *store;
  double median, processor, blocked, sql, cancelled;
  guint n_counts = 0;

  cache_maker_make (path, n_rows);
  memory_workspace_set_up (&memory);
  /* What is in the cache stays as it was made. */
  pilot_fake_connection_fail (memory.connection, PILOT_FAKE_PULL, 0, G_MAXUINT, PILOT_ERROR_OFFLINE, FALSE);
  pilot_workspace_open_async (profile, memory.provider, dir, NULL, memory_workspace_keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  memory.workspace = pilot_workspace_open_finish (result, &error);
  g_assert_no_error (error);
  store = pilot_workspace_get_store (memory.workspace);
  pilot_record_set_text (run, PILOT_FIELD_ID, "0000aaaa-0000-4000-8000-000000000001");
  pilot_record_set_text (run, PILOT_RUN_KIND, "production");
  pilot_record_set_text (run, PILOT_RUN_ON_HOLD, "in");
  pilot_record_set_text (run, PILOT_RUN_TRANSFERRED, "out");
  pilot_record_set_text (run, PILOT_RUN_HISTORY, "legacy");
  scope = pilot_run_scope_new (memory.workspace);
  measure_say ("First count of %u candidates: %.0f ms", n_rows, 1000 * change (scope, run, "all"));

  processor = measure_processor_secs ();
  measure_main_loop_start ();
  for (guint i = 0; i < N_CHANGES; i++)
    {
      double secs = change (scope, run, i % 2 == 0 ? "chosen" : "all");

      g_array_append_val (times, secs);
    }
  blocked = measure_main_loop_stop ();
  processor = (measure_processor_secs () - processor) / N_CHANGES;
  median = measure_percentile (times, 50);
  sql = ask_plain (store);
  measure_say ("  median of %u changes: %.0f ms, %.0f ms of processor each; SQL that counts the same: %.0f ms; %.2f times", N_CHANGES, 1000 * median,
               1000 * processor, 1000 * sql, median / sql);
  /* By the processor: the clock of a busy machine says how busy it is. */
  measure_goal_at_most ("numbers follow a change, with 100,000 candidates", DEBOUNCE_MSECS + 1000 * processor * 100000 / n_rows, 300, "ms");
  measure_goal_at_most ("times of the SQL that counts the same", median / sql, 1, "");
  measure_goal_at_most ("the main loop stands still meanwhile", blocked, 100, "ms");
  /* Who is faster by another answer is not faster. */
  g_assert_cmpuint (pilot_run_scope_get_counts (scope)->kinds[PILOT_ENTITY_AGENCY].n, ==,
                    ask_number (store, "SELECT count(*) FROM agency WHERE dataset='legacy'"));
  g_assert_cmpuint (pilot_run_scope_get_counts (scope)->kinds[PILOT_ENTITY_CANDIDATE].n, ==,
                    ask_number (store, "SELECT count(*) FROM candidate WHERE dataset='legacy'"));

  /* A choice that is changed while it is counted: the count is given up, and what is told is the last choice's alone. */
  g_signal_connect (scope, "notify::counts", G_CALLBACK (notify_cb), &n_counts);
  cancelled = measure_now ();
  set_choice (scope, run, "chosen");
  while (measure_now () - cancelled < 0.1)
    g_main_context_iteration (NULL, FALSE);
  set_choice (scope, run, "all");
  set_choice (scope, run, "chosen");
  wait (scope);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  measure_say ("  changed again while it was counted: %.0f ms, told %u times", 1000 * (measure_now () - cancelled), n_counts);
  g_assert_cmpuint (pilot_run_scope_get_counts (scope)->kinds[PILOT_ENTITY_AGENCY].n_goes, ==, 0);
  g_clear_object (&scope);
  memory_workspace_tear_down (&memory);
  return measure_finish ();
}
