/* bench-run.c: a migration run of a million candidates, against INSERT … SELECT of the same rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "measure.h"
#include "pilot-demo.h"
#include "pilot-engine.h"
#include "pilot-test-run.h"

#include <locale.h>

#define GOAL_TIMES 3
#define GOAL_MB 300
#define GOAL_WAIT_MSECS 500
/* Somebody else wants to write every two seconds. */
#define REQUEST_EVERY_SECS 2

static void
check (gboolean done, const GError *error)
{
  if (!done)
    g_error ("%s", error->message);
}

static PilotPortalDb *
open_db (const char *dir)
{
  g_autoptr (GError) error = NULL;
  PilotPortalDb *db = pilot_portal_db_open (dir, PILOT_PORTAL_DB_WRITE, pilot_clock_get_system (), &error);

  check (db != NULL, error);
  return db;
}

/* A company with a run that takes all that it has. Returns: (transfer full): the run's id */
static char *
make_company (const char *dir, guint n_candidates)
{
  g_autoptr (PilotPortalDb) db = open_db (dir);
  const PilotDemoOptions options = { .n_agencies = 300, .n_recruiters = 2000, .n_jobs = 1000, .n_candidates = n_candidates };
  g_autoptr (GError) error = NULL;
  char *run_id;

  check (pilot_demo_seed (db, &options, NULL, NULL, &error), error);
  test_run_map (db);
  run_id = test_run_make (db, "all", "lightweight");
  return run_id;
}

static void
copy_company (const char *from, const char *to)
{
  g_autofree char *source = g_build_filename (from, PILOT_PORTAL_DB_FILE, NULL);
  g_autofree char *target = g_build_filename (to, PILOT_PORTAL_DB_FILE, NULL);
  const char *argv[] = { "cp", source, target, NULL };

  if (measure_run (argv, NULL) < 0)
    g_error ("%s can't be copied", source);
}

/*
 * The same rows into the same tables and indexes: what goes is known from the run that was made before (its results are in
 * the file that is attached), so that nothing has to be judged here.
 */
static const char baseline_sql[] =
  "BEGIN IMMEDIATE;"
  "INSERT INTO agency (id, revision, updated_at, dataset, name, trading_name, contact_name, email, phone, website, address, city, region,"
  " country, language, licence_number, specialties, status, contract_state, external_id, notes, source_id, run_id)"
  " SELECT r.target_id, 10000000000 + r.row, 1, 'portal', s.name, s.trading_name, s.contact_name, s.email, s.phone, s.website, s.address,"
  " s.city, s.region, s.country, s.language, s.licence_number, s.specialties, s.status, s.contract_state, s.external_id, s.notes, s.id,"
  " r.run_id FROM made.result r JOIN agency s ON s.id = r.source_id WHERE r.record_kind = 'agency' AND r.outcome = 'moved';"
  "INSERT INTO recruiter (id, revision, updated_at, dataset, name, email, agency_id, phone, language, status, external_id, notes, source_id,"
  " run_id) SELECT r.target_id, 10000000000 + r.row, 1, 'portal', s.name, s.email, a.target_id, s.phone, s.language, s.status,"
  " s.external_id, s.notes, s.id, r.run_id FROM made.result r JOIN recruiter s ON s.id = r.source_id"
  " JOIN target a ON a.source_id = s.agency_id WHERE r.record_kind = 'recruiter' AND r.outcome = 'moved';"
  "INSERT INTO job (id, revision, updated_at, dataset, title, ref_number, department, city, country, status, posting_status, process_id,"
  " external_id, notes, source_id, run_id) SELECT r.target_id, 10000000000 + r.row, 1, 'portal', s.title, s.ref_number, s.department,"
  " s.city, s.country, s.status, s.posting_status, s.process_id, s.external_id, s.notes, s.id, r.run_id"
  " FROM made.result r JOIN job s ON s.id = r.source_id WHERE r.record_kind = 'job' AND r.outcome = 'moved';"
  "INSERT INTO share (id, revision, updated_at, job_id, recruiter_id, shared_at, source_id, run_id) SELECT r.target_id,"
  " 10000000000 + r.row, 1, j.target_id, u.target_id, s.assigned_at, s.id, r.run_id FROM made.result r"
  " JOIN assignment s ON s.id = r.source_id JOIN target j ON j.source_id = s.job_id JOIN target u ON u.source_id = s.recruiter_id"
  " WHERE r.record_kind = 'assignment' AND r.outcome = 'moved';"
  "INSERT INTO candidate (id, revision, updated_at, dataset, name, email, phone, agency_id, recruiter_id, job_id, status, sub_status,"
  " legacy_status, submitted_at, person_id, external_id, notes, source_id, run_id, read_only)"
  " SELECT r.target_id, 10000000000 + r.row, 1, 'portal', s.name, iif(r.stage_id IS NULL, NULL, s.email),"
  " iif(r.stage_id IS NULL, NULL, s.phone), a.target_id, iif(r.stage_id IS NULL, NULL, u.target_id), j.target_id,"
  " coalesce(g.status, s.status), iif(r.stage_id IS NULL, s.sub_status, g.sub_status), iif(r.stage_id IS NULL, NULL, s.legacy_status),"
  " s.submitted_at, iif(r.stage_id IS NULL, NULL, s.person_id), iif(r.stage_id IS NULL, NULL, s.external_id),"
  " iif(r.stage_id IS NULL, NULL, s.notes), s.id, r.run_id, iif(r.stage_id IS NULL, 1, NULL)"
  " FROM made.result r JOIN candidate s ON s.id = r.source_id LEFT JOIN target a ON a.source_id = s.agency_id"
  " LEFT JOIN target u ON u.source_id = s.recruiter_id LEFT JOIN target j ON j.source_id = s.job_id"
  " LEFT JOIN stage g ON g.id = r.stage_id WHERE r.record_kind = 'candidate' AND r.outcome = 'moved';"
  "UPDATE agency SET run_id = r.run_id, revision = 20000000000 + agency.row, updated_at = 1 FROM made.result r"
  " WHERE r.source_id = agency.id AND r.outcome = 'moved' AND r.record_kind = 'agency';"
  "UPDATE recruiter SET run_id = r.run_id, revision = 20000000000 + recruiter.row, updated_at = 1 FROM made.result r"
  " WHERE r.source_id = recruiter.id AND r.outcome = 'moved' AND r.record_kind = 'recruiter';"
  "UPDATE job SET run_id = r.run_id, revision = 20000000000 + job.row, updated_at = 1 FROM made.result r"
  " WHERE r.source_id = job.id AND r.outcome = 'moved' AND r.record_kind = 'job';"
  "UPDATE assignment SET run_id = r.run_id, revision = 20000000000 + assignment.row, updated_at = 1 FROM made.result r"
  " WHERE r.source_id = assignment.id AND r.outcome = 'moved' AND r.record_kind = 'assignment';"
  "UPDATE candidate SET run_id = r.run_id, revision = 20000000000 + candidate.row, updated_at = 1 FROM made.result r"
  " WHERE r.source_id = candidate.id AND r.outcome = 'moved' AND r.record_kind = 'candidate';"
  "INSERT INTO result (id, revision, updated_at, run_id, record_kind, source_id, target_id, outcome, reason, stage_id)"
  " SELECT id, 10000000000 + row, 1, run_id, record_kind, source_id, target_id, outcome, reason, stage_id FROM made.result;"
  "COMMIT;";

static double
bench_baseline (const char *dir, const char *made_dir, gint64 *n_results, double *work)
{
  g_autoptr (PilotPortalDb) db = open_db (dir);
  g_autofree char *made = g_build_filename (made_dir, PILOT_PORTAL_DB_FILE, NULL);
  g_autofree char *attach = g_strdup_printf (
    "ATTACH '%s' AS made;"
    "CREATE TEMP TABLE target (source_id TEXT PRIMARY KEY, target_id TEXT) WITHOUT ROWID;"
    "INSERT INTO target SELECT source_id, target_id FROM made.result WHERE outcome = 'moved' AND record_kind <> 'candidate';",
    made);
  g_autoptr (GError) error = NULL;
  double start;
  double secs;

  check (pilot_database_exec (pilot_portal_db_get_database (db), attach, &error), error);
  *work = measure_processor_secs ();
  start = measure_now ();
  check (pilot_database_exec (pilot_portal_db_get_database (db), baseline_sql, &error), error);
  secs = measure_now () - start;
  *work = measure_processor_secs () - *work;
  *n_results = test_run_query (db, "SELECT count(*) FROM main.result", NULL);
  return secs;
}

/* Whether a request has come that waits for the writer. */
static gboolean
waiting_cb (gpointer user_data)
{
  const double *next_request = user_data;

  return measure_now () >= *next_request;
}

static double
bench_engine (const char *dir, const char *run_id, gint64 *n_done, double *work, double *wait_msecs)
{
  g_autoptr (PilotPortalDb) db = open_db (dir);
  g_autoptr (PilotEngine) engine = pilot_engine_new (0);
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) waits = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GError) error = NULL;
  g_autofree char *state = NULL;
  double start = measure_now ();
  double secs;
  gboolean more = TRUE;
  double last = start;
  double next_request = start + REQUEST_EVERY_SECS;

  pilot_engine_set_waiting (engine, waiting_cb, &next_request);
  *work = measure_processor_secs ();
  test_run_set (db, PILOT_ENTITY_RUN, run_id, "state", "running", NULL);
  while (more)
    {
      gint64 revision;
      double now;
      double msecs;

      check (pilot_engine_step (engine, db, &more, &revision, &error), error);
      now = measure_now ();
      msecs = (now - last) * 1000;
      last = now;
      g_array_append_val (steps, msecs);
      if (now < next_request)
        continue;
      msecs = (now - next_request) * 1000;
      g_array_append_val (waits, msecs);
      next_request = now + REQUEST_EVERY_SECS;
    }
  secs = measure_now () - start;
  *work = measure_processor_secs () - *work;
  *n_done = test_run_query (db, "SELECT n_done FROM run WHERE id = ?", run_id, NULL);
  state = test_run_get (db, PILOT_ENTITY_RUN, run_id, "state");
  measure_say ("  %s: %" G_GINT64_FORMAT " moved, %" G_GINT64_FORMAT " skipped", state,
               test_run_query (db, "SELECT n_moved FROM run WHERE id = ?", run_id, NULL),
               test_run_query (db, "SELECT n_skipped FROM run WHERE id = ?", run_id, NULL));
  measure_say ("  a step takes %.0f ms (median), %.0f ms (longest)", measure_percentile (steps, 50), measure_percentile (steps, 100));
  *wait_msecs = measure_percentile (waits, 99);
  measure_say ("  a request waits %.0f ms (median), %.0f ms (99 %%), %.0f ms (longest)", measure_percentile (waits, 50), *wait_msecs,
               measure_percentile (waits, 100));
  return secs;
}

int
main (int argc, char **argv)
{
  guint n_candidates;
  g_autofree char *dir = NULL;
  g_autofree char *plain_dir = NULL;
  g_autofree char *run_id = NULL;
  gint64 n_results = 0;
  gint64 n_done = 0;
  double engine_secs;
  double engine_work;
  double plain_secs;
  double plain_work;
  double peak_mb;
  double wait_msecs;

  setlocale (LC_ALL, "");
  n_candidates = measure_get_rows (argc, argv, 1000000);
  dir = measure_make_dir ();
  plain_dir = measure_make_dir ();
  measure_say ("A run over %u candidates", n_candidates);
  run_id = make_company (dir, n_candidates);
  copy_company (dir, plain_dir);
  measure_reset_peak ();
  engine_secs = bench_engine (dir, run_id, &n_done, &engine_work, &wait_msecs);
  peak_mb = measure_resident_mb (0, TRUE);
  plain_secs = bench_baseline (plain_dir, dir, &n_results, &plain_work);
  if (n_results != n_done)
    g_error ("%" G_GINT64_FORMAT " results in the one, %" G_GINT64_FORMAT " in the other", n_done, n_results);
  measure_say ("  engine: %.2f s (%.2f s of work), %.0f records/s", engine_secs, engine_work, (double) n_done / engine_secs);
  measure_say ("  INSERT … SELECT: %.2f s (%.2f s of work), %.0f records/s", plain_secs, plain_work, (double) n_results / plain_secs);
  measure_goal_at_most ("run, against INSERT … SELECT", engine_secs / plain_secs, GOAL_TIMES, "times");
  measure_goal_at_most ("run, peak of resident memory", peak_mb, GOAL_MB, "MB");
  measure_goal_at_most ("run, a request waits (99 %)", wait_msecs, GOAL_WAIT_MSECS, "ms");
  return measure_finish ();
}
