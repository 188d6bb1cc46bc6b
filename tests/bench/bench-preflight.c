/* bench-preflight.c: all checks over a cache, against SQL that asks for the same
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cache-maker.h"
#include "measure.h"
#include "pilot-legacy-snapshot.h"
#include "pilot-migration-facts.h"
#include "pilot-preflight-scan.h"

/* What the rules on candidates look for, as a database would be asked, one after the other. */
static const struct
{
  const char *rule;
  const char *sql;
} plain[] = {
#define ACTIVE "c.dataset='legacy' AND c.run_id IS NULL AND c.status IN ('LEAD','NEW','IN_REVIEW','INTERVIEW','OFFERED')"
#define GOING "j.status IN ('CREATED','SOURCING','INTERVIEW','OFFER')"
  { "candidate-job", "SELECT count(*) FROM candidate c LEFT JOIN job j ON j.id=c.job_id AND j.dataset='legacy' WHERE " ACTIVE " AND j.id IS NULL" },
  { "candidate-owner", "SELECT count(*) FROM candidate c LEFT JOIN job j ON j.id=c.job_id AND j.dataset='legacy'"
                       " LEFT JOIN agency a ON a.id=c.agency_id AND a.dataset='legacy'"
                       " LEFT JOIN recruiter r ON r.id=c.recruiter_id AND r.dataset='legacy'"
                       " WHERE " ACTIVE " AND (j.id IS NULL OR " GOING ") AND (a.id IS NULL OR r.id IS NULL)" },
  { "candidate-twice", "WITH a AS MATERIALIZED (SELECT c.id, c.job_id, c.person_id, lower(c.email) AS email FROM candidate c JOIN job j ON j.id=c.job_id"
                       " AND j.dataset='legacy' WHERE " ACTIVE " AND " GOING "),"
                       " p AS MATERIALIZED (SELECT job_id, person_id FROM a WHERE person_id IS NOT NULL GROUP BY 1,2 HAVING count(*)>1),"
                       " e AS MATERIALIZED (SELECT job_id, email FROM a WHERE email IS NOT NULL GROUP BY 1,2 HAVING count(*)>1)"
                       " SELECT count(*) FROM a WHERE (job_id,person_id) IN (SELECT * FROM p) OR (job_id,email) IN (SELECT * FROM e)" },
};

static double
ask_plain (PilotStore *store, PilotPreflightScan *scan)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotDatabase) reader = pilot_store_open_reader (store, &error);
  double start = measure_now ();

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    {
      gint64 n = -1;
      double from = measure_now ();

      if (!pilot_database_query_int64 (reader, plain[i].sql, 0, &n, &error))
        g_error ("%s", error->message);
      measure_say ("  SQL, %s: %" G_GINT64_FORMAT " in %.2f s", plain[i].rule, n, measure_now () - from);
      /* Who is faster by another answer is not faster. */
      g_assert_cmpuint (pilot_preflight_get_n_found (scan->preflight, plain[i].rule), ==, n);
    }
  return measure_now () - start;
}

/* What the plan reads with each change, and the legacy snapshot: both on a worker. */
static void
measure_plan (PilotStore *store)
{
  g_autoptr (PilotMigrationFacts) facts = NULL;
  g_autoptr (PilotLegacySnapshot) snapshot = NULL;
  g_autoptr (GError) error = NULL;
  double resident = measure_resident_mb (0, FALSE);
  double start = measure_now ();
  double processor = measure_processor_secs ();

  measure_reset_peak ();
  facts = pilot_migration_facts_load (store, TRUE, NULL, &error);
  g_assert_no_error (error);
  measure_say ("  the plan's facts: %.2f s, %.2f s of processor, %.0f MB", measure_now () - start, measure_processor_secs () - processor,
               measure_resident_mb (0, TRUE) - resident);
  measure_reset_peak ();
  start = measure_now ();
  processor = measure_processor_secs ();
  snapshot = pilot_legacy_snapshot_make (store, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  measure_say ("  the legacy snapshot of %" G_GUINT64_FORMAT " records: %.2f s, %.2f s of processor, %.0f MB", snapshot->n_records,
               measure_now () - start, measure_processor_secs () - processor, measure_resident_mb (0, TRUE) - resident);
}

int
main (int argc, char **argv)
{
  guint n_rows = measure_get_rows (argc, argv, 1000000);
  g_autofree char *dir = measure_make_dir ();
  g_autofree char *path = g_build_filename (dir, "preflight.cache", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotStore) store = NULL;
  g_autoptr (PilotPreflightScan) scan = NULL;
  double start, secs, processor, peek, resident;

  cache_maker_make (path, n_rows);
  store = pilot_store_open (path, NULL, NULL, &error);
  if (store == NULL)
    g_error ("%s", error->message);
  resident = measure_resident_mb (0, FALSE);
  measure_reset_peak ();
  start = measure_now ();
  processor = measure_processor_secs ();
  scan = pilot_preflight_scan_run (store, NULL, NULL, PILOT_PREFLIGHT_DEFAULT_LIMIT, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  secs = measure_now () - start;
  processor = measure_processor_secs () - processor;
  measure_say ("Checks of %" G_GUINT64_FORMAT " records, %u candidates: %.2f s, %.2f s of processor, %.0f candidates/s", scan->n_rows, n_rows,
               secs, processor, n_rows / secs);
  measure_goal_at_most ("all rules, reading included, for 100,000 candidates", processor * 100000 / n_rows, 2, "s");
  measure_goal_at_most ("memory for it at most", measure_resident_mb (0, TRUE) - resident, 20 + 150.0 * n_rows / 1000000, "MB");
  measure_say ("  SQL for three of these rules: %.2f s", ask_plain (store, scan));
  start = measure_now ();
  g_clear_pointer (&scan, pilot_preflight_scan_free);
  scan = pilot_preflight_scan_peek (store, NULL, NULL, &error);
  g_assert_no_error (error);
  peek = measure_now () - start;
  measure_say ("  whether results are out of date: %.2f s", peek);
  g_clear_pointer (&scan, pilot_preflight_scan_free);
  measure_plan (store);
  pilot_store_close (store);
  return measure_finish ();
}
