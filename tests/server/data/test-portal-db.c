/* test-portal-db.c: the portal's file: opened, locked, pruned
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test-data.h"

#include <glib/gstdio.h>

#define ONE "/v1/agencies/00000000-0000-4000-8000-000000000001"
#define TWO "/v1/agencies/00000000-0000-4000-8000-000000000002"
#define AGENCY "{\"dataset\":\"legacy\",\"name\":\"Kestrel\",\"status\":\"active\",\"contractState\":\"none\"}"

static void
exec (TestData *data, const char *sql)
{
  g_autoptr (GError) error = NULL;

  pilot_database_exec (pilot_portal_db_get_database (data->db), sql, &error);
  g_assert_no_error (error);
}

static gint64
query (PilotPortalDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value = -1;

  pilot_database_query_int64 (pilot_portal_db_get_database (db), sql, -1, &value, &error);
  g_assert_no_error (error);
  return value;
}

static void
assert_refused (TestData *data, PilotPortalDbMode mode, PilotError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotPortalDb) db = pilot_portal_db_open (data->dir, mode, PILOT_CLOCK (data->clock), &error);

  g_assert_null (db);
  g_assert_error (error, PILOT_ERROR, (int) code);
}

static char *
dup_path (TestData *data)
{
  return g_build_filename (data->dir, PILOT_PORTAL_DB_FILE, NULL);
}

static void
test_new (void)
{
  g_autoptr (TestData) data = test_data_new (0);
  g_autofree char *path = dup_path (data);
  GStatBuf info;

  g_assert_true (pilot_portal_db_is_empty (data->db));
  g_assert_cmpint (test_revision (data), ==, 0);
  g_assert_true (g_uuid_string_is_valid (pilot_portal_db_get_epoch (data->db)));
  g_assert_cmpint (query (data->db, "PRAGMA page_size"), ==, 8192);
  g_assert_cmpint (query (data->db, "PRAGMA synchronous"), ==, 2);
  g_assert_cmpint (query (data->db, "PRAGMA user_version"), ==, PILOT_PORTAL_DB_VERSION);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static void
test_one_writer (void)
{
  g_autoptr (TestData) data = test_data_new (5);
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotPortalDb) reader = NULL;

  assert_refused (data, PILOT_PORTAL_DB_WRITE, PILOT_ERROR_BUSY);
  reader = pilot_portal_db_open (data->dir, PILOT_PORTAL_DB_READ, PILOT_CLOCK (data->clock), &error);
  g_assert_no_error (error);
  g_assert_cmpint (query (reader, "SELECT count(*) FROM candidate"), ==, 5);
  g_assert_false (pilot_database_exec (pilot_portal_db_get_database (reader), "DELETE FROM candidate", NULL));
}

static void
test_reader_without_file (void)
{
  TestData data = { .dir = pilot_test_make_dir (), .clock = pilot_fake_clock_new (0) };

  assert_refused (&data, PILOT_PORTAL_DB_READ, PILOT_ERROR_NOT_FOUND);
  g_object_unref (data.clock);
  g_free (data.dir);
}

static void
test_too_new (void)
{
  g_autoptr (TestData) data = test_data_new (5);
  g_autofree char *sql = g_strdup_printf ("PRAGMA user_version = %d", PILOT_PORTAL_DB_VERSION + 1);

  exec (data, sql);
  g_clear_pointer (&data->db, pilot_portal_db_free);
  assert_refused (data, PILOT_PORTAL_DB_WRITE, PILOT_ERROR_TOO_NEW);
}

/* A field that the program learnt since needs no new number of the schema. */
static void
test_grown (void)
{
  g_autoptr (TestData) data = test_data_new (0);

  exec (data, "ALTER TABLE job DROP COLUMN read_only");
  g_assert_cmpint (query (data->db, "SELECT count(*) FROM pragma_table_info('job') WHERE name = 'read_only'"), ==, 0);
  test_data_reopen (data);
  g_assert_cmpint (query (data->db, "SELECT count(*) FROM pragma_table_info('job') WHERE name = 'read_only'"), ==, 1);
}

static void
test_damaged (void)
{
  g_autoptr (TestData) data = test_data_new (0);
  g_autofree char *path = dup_path (data);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&data->db, pilot_portal_db_free);
  g_unlink (wal);
  g_file_set_contents (path, "This is a text, and long enough to look like the first page of some file or other.", -1, &error);
  g_assert_no_error (error);
  assert_refused (data, PILOT_PORTAL_DB_WRITE, PILOT_ERROR_CORRUPT);
}

static void
test_epoch_stays (void)
{
  g_autoptr (TestData) data = test_data_new (5);
  g_autofree char *epoch = g_strdup (pilot_portal_db_get_epoch (data->db));
  gint64 revision = test_revision (data);

  test_data_reopen (data);
  g_assert_cmpstr (pilot_portal_db_get_epoch (data->db), ==, epoch);
  g_assert_cmpint (test_revision (data), ==, revision);
}

static gint64
make_tombstone (TestData *data, const char *path)
{
  g_autoptr (TestAnswer) created = test_call (data, "PUT", path, AGENCY, "If-None-Match", "*", NULL);
  g_autofree char *tag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", created->response->etag);
  g_autoptr (TestAnswer) deleted = test_call (data, "DELETE", path, NULL, "If-Match", tag, NULL);

  test_assert_status (deleted, 200);
  return test_number (deleted->object, "revision");
}

static guint
ask_changes (TestData *data, gint64 after)
{
  g_autofree char *path =
    g_strdup_printf ("/v1/changes?after=%" G_GINT64_FORMAT "&epoch=%s", after, pilot_portal_db_get_epoch (data->db));
  g_autoptr (TestAnswer) answer = test_call (data, "GET", path, NULL, NULL);

  return answer->response->status;
}

static void
test_pruning (void)
{
  g_autoptr (TestData) data = test_data_new (5);
  gint64 old = make_tombstone (data, ONE);
  g_autoptr (TestAnswer) page = test_get (data, "/v1/snapshot?limit=5");
  g_autofree char *rest = g_strdup_printf ("/v1/snapshot?cursor=%s", test_text (page->object, "next"));
  g_autoptr (TestAnswer) continued = NULL;
  g_autoptr (TestAnswer) again = NULL;
  gint64 young;

  pilot_fake_clock_advance (data->clock, 300 * G_TIME_SPAN_DAY);
  young = make_tombstone (data, TWO);
  test_data_reopen (data);
  g_assert_cmpint (query (data->db, "SELECT count(*) FROM agency WHERE deleted = 1"), ==, 2);
  g_assert_cmpuint (ask_changes (data, old - 1), ==, 200);

  pilot_fake_clock_advance (data->clock, 200 * G_TIME_SPAN_DAY);
  test_data_reopen (data);
  g_assert_cmpint (query (data->db, "SELECT count(*) FROM agency WHERE deleted = 1"), ==, 1);
  g_assert_cmpuint (ask_changes (data, old - 1), ==, 410);
  g_assert_cmpuint (ask_changes (data, old), ==, 200);
  g_assert_cmpuint (ask_changes (data, young - 1), ==, 200);
  continued = test_call (data, "GET", rest, NULL, NULL);
  test_assert_status (continued, 200); /* begun after the deletion: nothing is missing */
  again = test_call (data, "PUT", ONE, AGENCY, "If-None-Match", "*", NULL);
  test_assert_status (again, 201);
}

static int
get_cache_bytes (TestData *data)
{
  int bytes = 0;
  int peak;

  sqlite3_db_status (pilot_database_get_handle (pilot_portal_db_get_database (data->db)), SQLITE_DBSTATUS_CACHE_USED, &bytes, &peak, 0);
  return bytes;
}

static void
test_rest (void)
{
  g_autoptr (TestData) data = test_data_new (2000);
  gint64 n_rows;
  int before;

  n_rows = query (data->db, "SELECT count(name) FROM candidate");
  before = get_cache_bytes (data);
  pilot_portal_db_rest (data->db);
  g_assert_cmpint (get_cache_bytes (data), <, before / 4);
  g_assert_cmpint (query (data->db, "SELECT count(name) FROM candidate"), ==, n_rows);
}

int
main (int argc, char *argv[])
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/server/portal-db/a new file is empty, safe and private", test_new);
  g_test_add_func ("/server/portal-db/one process writes, any number read", test_one_writer);
  g_test_add_func ("/server/portal-db/a reader makes no file", test_reader_without_file);
  g_test_add_func ("/server/portal-db/a file of a newer program is refused", test_too_new);
  g_test_add_func ("/server/portal-db/a file of an older program gets the columns that it lacks", test_grown);
  g_test_add_func ("/server/portal-db/a damaged file is refused", test_damaged);
  g_test_add_func ("/server/portal-db/a restart keeps epoch and revision", test_epoch_stays);
  g_test_add_func ("/server/portal-db/old tombstones go, and who would miss them begins anew", test_pruning);
  g_test_add_func ("/server/portal-db/at rest it keeps no pages in memory", test_rest);
  return g_test_run ();
}
