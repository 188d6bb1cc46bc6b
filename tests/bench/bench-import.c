/* bench-import.c: a million rows of CSV, judged and stored, against the sqlite3 shell
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cache-maker.h"
#include "measure.h"
#include "pilot-import-store.h"
#include "pilot-importer.h"

#include <gio/gio.h>
#include <locale.h>
#include <stdio.h>

#define N_EXISTING 10000

typedef struct
{
  gboolean done;
  GAsyncResult *result; /* (owned) (nullable) */
} Wait;

static void
check (gboolean done, const GError *error)
{
  if (!done)
    g_error ("%s", error->message);
}

static void
done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Wait *wait = user_data;

  wait->done = TRUE;
  wait->result = g_object_ref (result);
}

static GAsyncResult *
wait_for (Wait *wait)
{
  while (!wait->done)
    g_main_context_iteration (NULL, TRUE);
  return wait->result;
}

/* A row in a thousand has a broken address, another the external id of the row before. References are by UUID. */
static void
write_csv (const char *path, guint n_rows, const char *agency_ids, const char *job_ids)
{
  static const char *const states[] = { "NEW", "IN_REVIEW", "INTERVIEW", "OFFERED", "HIRED", "REJECTED" };
  g_auto (GStrv) agencies = g_strsplit (agency_ids, "\n", -1);
  g_auto (GStrv) jobs = g_strsplit (job_ids, "\n", -1);
  guint n_agencies = g_strv_length (agencies);
  guint n_jobs = g_strv_length (jobs);
  FILE *file = fopen (path, "w");

  if (file == NULL)
    g_error ("%s can't be written", path);
  fputs ("External ID,Name,E-mail,Phone,Agency,Job,Status,Notes\n", file);
  for (guint i = 0; i < n_rows; i++)
    fprintf (file, "IMP-%u,\"Person%u, Kim\",%s%u@mail%u.example,+353 1 %07u,%s,%s,%s,%s\n", i % 1000 == 600 ? i - 1 : i, i,
             i % 1000 == 50 ? "no address " : "kim.", i, i % 300, i % 10000000, agencies[i % n_agencies], jobs[i * 7 % n_jobs],
             states[i % G_N_ELEMENTS (states)], i % 20 == 0 ? "\"came by mail, see the file\"" : "");
  fclose (file);
}

/* The same checks, in SQL: what is required, forms, known references, duplicates in the file and in the table. */
static const char shell_script[] =
  "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;\n"
  ".mode csv\n"
  "CREATE TEMP TABLE raw (ext,name,email,phone,agency,job,status,notes);\n"
  ".import --skip 1 \"%s\" raw\n"
  "BEGIN;\n"
  "UPDATE search_progress SET through = (SELECT max(row) FROM candidate) WHERE entity='candidate';\n"
  "CREATE TEMP TABLE judged AS SELECT\n"
  " lower(hex(randomblob(4))||'-'||hex(randomblob(2))||'-4'||substr(hex(randomblob(2)),2)||'-8'||substr(hex(randomblob(2)),2)||'-'||hex(randomblob(6))) AS id,\n"
  " trim(raw.ext) AS ext, trim(raw.name) AS name, lower(trim(raw.email)) AS email, trim(raw.phone) AS phone, a.id AS agency, j.id AS job, raw.status AS status,\n"
  " nullif(trim(raw.notes),'') AS notes,\n"
  " CASE WHEN trim(raw.name)='' OR length(raw.name)>500 THEN 'name'\n"
  "  WHEN trim(raw.email) NOT GLOB '?*@?*.?*' OR raw.email GLOB '*[^a-zA-Z0-9.!#$&''*+/=?^_`{|}~@-]*' OR length(raw.email)>254 THEN 'email'\n"
  "  WHEN raw.phone GLOB '*[^0-9 +()./-]*' THEN 'phone'\n"
  "  WHEN a.id IS NULL THEN 'agency' WHEN j.id IS NULL THEN 'job'\n"
  "  WHEN raw.status NOT IN ('LEAD','NEW','IN_REVIEW','INTERVIEW','OFFERED','HIRED','REJECTED','WITHDRAWN','TRANSFERRED') THEN 'status'\n"
  "  WHEN row_number() OVER (PARTITION BY lower(trim(raw.ext)) ORDER BY raw.rowid) > 1 THEN 'duplicate'\n"
  "  WHEN c.id IS NOT NULL THEN 'known' END AS verdict\n"
  " FROM raw LEFT JOIN agency a ON a.id=lower(raw.agency) AND a.dataset='legacy' LEFT JOIN job j ON j.id=lower(raw.job) AND j.dataset='legacy'\n"
  " LEFT JOIN candidate c ON c.external_id=trim(raw.ext);\n"
  "DROP INDEX candidate_by_name; DROP INDEX candidate_by_agency_id; DROP INDEX candidate_by_status; DROP INDEX candidate_by_updated_at;\n"
  "DROP INDEX candidate_by_id;\n"
  "INSERT INTO candidate (id,revision,updated_at,dataset,name,name_key,email,phone,agency_id,job_id,status,external_id,notes)\n"
  " SELECT id,0,NULL,'legacy',name,lower(name),email,phone,agency,job,status,ext,notes FROM judged WHERE verdict IS NULL;\n"
  "CREATE UNIQUE INDEX candidate_by_id ON candidate(id); CREATE INDEX candidate_by_name ON candidate(name_key);\n"
  "CREATE INDEX candidate_by_agency_id ON candidate(agency_id); CREATE INDEX candidate_by_status ON candidate(status,dataset);\n"
  "CREATE INDEX candidate_by_updated_at ON candidate(updated_at);\n"
  "CREATE TABLE shell_import_row (n INTEGER PRIMARY KEY, entity_id TEXT NOT NULL);\n"
  "INSERT INTO shell_import_row (entity_id) SELECT id FROM judged WHERE verdict IS NULL;\n"
  "COMMIT;\n";

static double
bench_shell (const char *database, const char *csv, gint64 *n_rows)
{
  g_autofree char *script = g_strdup_printf (shell_script, csv);
  const char *argv[] = { "sqlite3", "-bail", database, NULL };
  double secs = measure_run (argv, script);
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotDatabase) db = pilot_database_open (database, 0, 0, &error);

  check (db != NULL && pilot_database_query_int64 (db, "SELECT count(*) FROM candidate", 0, n_rows, &error), error);
  return secs;
}

static void
tell_first (PilotImporter *importer, int verdict)
{
  g_autoptr (GListModel) rows = pilot_importer_create_rows (importer, verdict);
  g_autoptr (PilotImportRow) row = g_list_model_get_item (rows, 0);

  if (row != NULL)
    measure_say ("  e.g. line %u: %s", pilot_import_row_get_line (row), pilot_import_row_get_message (row));
}

static double
bench_importer (PilotStore *store, const char *csv)
{
  g_autoptr (PilotImportTarget) target = pilot_import_store_new (store);
  g_autoptr (PilotImporter) importer = pilot_importer_new (target, PILOT_ENTITY_CANDIDATE);
  g_autoptr (GFile) file = g_file_new_for_path (csv);
  g_autoptr (GError) error = NULL;
  PilotImportResult written;
  Wait waits[3] = { { FALSE } };
  double start = measure_now ();
  double opened;
  double judged;

  pilot_importer_set_strict (importer, TRUE);
  pilot_importer_open_file_async (importer, file, NULL, done_cb, &waits[0]);
  check (pilot_importer_open_finish (importer, wait_for (&waits[0]), &error), error);
  opened = measure_now ();
  pilot_importer_judge_async (importer, NULL, done_cb, &waits[1]);
  check (pilot_importer_judge_finish (importer, wait_for (&waits[1]), &error), error);
  judged = measure_now ();
  measure_say ("  %u new, %u changed, %u unchanged, %u invalid, %u duplicate", pilot_importer_count (importer, PILOT_IMPORT_NEW),
               pilot_importer_count (importer, PILOT_IMPORT_CHANGED), pilot_importer_count (importer, PILOT_IMPORT_UNCHANGED),
               pilot_importer_count (importer, PILOT_IMPORT_INVALID), pilot_importer_count (importer, PILOT_IMPORT_DUPLICATE));
  tell_first (importer, PILOT_IMPORT_INVALID);
  tell_first (importer, PILOT_IMPORT_DUPLICATE);
  pilot_importer_run_async (importer, NULL, done_cb, &waits[2]);
  check (pilot_importer_run_finish (importer, wait_for (&waits[2]), &written, &error), error);
  measure_say ("  opened %.2f s, judged %.2f s, stored %.2f s", opened - start, judged - opened, measure_now () - judged);
  measure_say ("  %" G_GUINT64_FORMAT " written", written.n_created);
  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    g_object_unref (waits[i].result);
  return measure_now () - start;
}

static void
copy_file (const char *from, const char *to)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GError) error = NULL;

  check (g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error), error);
}

static char *
dup_ids (const char *path, const char *table)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotDatabase) db = pilot_database_open (path, 0, 0, &error);
  g_autofree char *sql = g_strdup_printf ("SELECT group_concat(id, char(10)) FROM \"%s\" WHERE dataset='legacy'", table);
  char *ids = NULL;

  check (db != NULL && pilot_database_query_text (db, sql, &ids, &error), error);
  return ids;
}

int
main (int argc, char **argv)
{
  g_autofree char *shell_program = g_find_program_in_path ("sqlite3");
  guint n_rows = measure_get_rows (argc, argv, 1000000);
  g_autofree char *dir = measure_make_dir ();
  g_autofree char *path = g_build_filename (dir, "import.cache", NULL);
  g_autofree char *shell_path = g_build_filename (dir, "shell.db", NULL);
  g_autofree char *csv = g_build_filename (dir, "candidates.csv", NULL);
  g_autofree char *agencies = NULL;
  g_autofree char *jobs = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotStore) store = NULL;
  g_autoptr (PilotDatabase) reader = NULL;
  double shell;
  double ours;
  double before;
  double loop;
  double work;
  gint64 n_shell = 0;
  gint64 n_ours = 0;

  setlocale (LC_ALL, "");
  if (shell_program == NULL)
    {
      measure_say ("skipped: no sqlite3 to compare with");
      return 77;
    }
  cache_maker_make (path, N_EXISTING);
  agencies = dup_ids (path, "agency");
  jobs = dup_ids (path, "job");
  write_csv (csv, n_rows, agencies, jobs);
  copy_file (path, shell_path);

  measure_say ("An import of %u rows of CSV, judged and stored", n_rows);
  shell = bench_shell (shell_path, csv, &n_shell);
  measure_say ("  sqlite3 shell, .import and the same checks in SQL: %.2f s (%.2f s of work), %.0f rows/s", shell,
               measure_children_processor_secs (), n_rows / shell);
  store = pilot_store_open (path, NULL, NULL, &error);
  check (store != NULL, error);
  before = measure_resident_mb (0, FALSE);
  measure_reset_peak ();
  measure_main_loop_start ();
  work = measure_processor_secs ();
  ours = bench_importer (store, csv);
  loop = measure_main_loop_stop ();
  measure_say ("  Pilotage: %.2f s (%.2f s of work), %.0f rows/s, memory growth %.1f MB", ours, measure_processor_secs () - work, n_rows / ours, measure_resident_mb (0, TRUE) - before);
  reader = pilot_store_open_reader (store, &error);
  check (reader != NULL && pilot_database_query_int64 (reader, "SELECT count(*) FROM candidate", 0, &n_ours, &error), error);
  if (n_ours != n_shell)
    g_error ("The shell has %" G_GINT64_FORMAT " candidates, Pilotage %" G_GINT64_FORMAT, n_shell, n_ours);
  measure_goal_at_most ("import against sqlite3 .import and the same checks", ours / shell, 1, "times");
  measure_goal_at_most ("main loop during the import, longest block", loop, 50, "ms");
  g_clear_pointer (&reader, pilot_database_close);
  pilot_store_close (store);
  return measure_finish ();
}
