/* test-store-recovery.c: damaged, newer, locked and removed caches
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "pilot-entities.h"
#include "pilot-statement.h"
#include "pilot-store-private.h"
#include "pilot-store-sync.h"
#include "pilot-store.h"
#include "pilot-test.h"

#define AGENCY PILOT_ENTITY_AGENCY
#define NAME PILOT_AGENCY_NAME
#define PAGE_BYTES 8192

static char *
make_path (void)
{
  g_autofree char *dir = pilot_test_make_dir ();

  return g_build_filename (dir, "test.cache", NULL);
}

static char *
make_id (guint n)
{
  return g_strdup_printf ("00000000-0000-4000-8000-%012x", n);
}

static PilotStore *
open_store (const char *path)
{
  g_autoptr (GError) error = NULL;
  PilotStore *store = pilot_store_open (path, NULL, NULL, &error);

  g_assert_no_error (error);
  return store;
}

static void
close_store (PilotStore *store)
{
  pilot_store_close (store);
  g_object_unref (store);
}

static void
save (PilotStore *store, guint n, const char *name)
{
  g_autofree char *id = make_id (n);
  g_autoptr (PilotRecord) record = pilot_record_new (AGENCY);
  g_autoptr (GError) error = NULL;

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  pilot_record_set_text (record, NAME, name);
  pilot_store_save (store, record, NULL, &error);
  g_assert_no_error (error);
}

static char *
dup_name (PilotStore *store, guint n)
{
  g_autofree char *id = make_id (n);

  return pilot_store_dup_title (store, AGENCY, id);
}

/* A snapshot of @n agencies. */
static void
load (PilotStore *store, guint n)
{
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  g_autoptr (GError) error = NULL;
  PilotPull next = { .snapshot_done = TRUE, .epoch = (char *) "e", .revision = n };

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = make_id (i);
      g_autofree char *name = g_strdup_printf ("Agency %u", i);
      g_autoptr (PilotRecord) record = pilot_record_new (AGENCY);

      pilot_record_set_text (record, PILOT_FIELD_ID, id);
      pilot_record_set_text (record, NAME, name);
      pilot_record_set_integer (record, PILOT_FIELD_REVISION, i + 1);
      pilot_batch_add_record (batch, record);
    }
  pilot_change_sink_apply_page (PILOT_CHANGE_SINK (store), batch, &next, NULL, &error);
  g_assert_no_error (error);
}

static void
overwrite (const char *path, gsize from, gsize length)
{
  FILE *file = fopen (path, "r+b");

  g_assert_nonnull (file);
  fseek (file, (long) from, SEEK_SET);
  while (length-- > 0)
    fputc (0xa5, file);
  fclose (file);
}

static guint
count_pending (PilotStore *store)
{
  g_autoptr (GPtrArray) list = pilot_store_list_pending (store, NULL);

  return list->len;
}

/* The page that a table begins on. */
static gsize
find_root (const char *path, const char *name)
{
  g_autoptr (PilotDatabase) database = pilot_database_open (path, 0, 0, NULL);
  g_autofree char *sql = g_strdup_printf ("SELECT rootpage FROM sqlite_master WHERE name='%s'", name);
  gint64 page = 0;

  g_assert_true (pilot_database_query_int64 (database, sql, 0, &page, NULL));
  g_assert_true (pilot_database_exec (database, "PRAGMA wal_checkpoint(TRUNCATE)", NULL));
  return (gsize) (page - 1) * PAGE_BYTES;
}

static void
test_private (void)
{
  g_autofree char *path = make_path ();
  PilotStore *store = open_store (path);
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_null (pilot_store_get_recovery_report (store));
  close_store (store);
}

/* The schema's own page is gone: nothing can be read at all. */
static void
test_destroyed (void)
{
  g_autofree char *path = make_path ();
  PilotStore *store = open_store (path);

  save (store, 1, "Mine");
  close_store (store);
  overwrite (path, 0, PAGE_BYTES);
  store = open_store (path);
  g_assert_nonnull (strstr (pilot_store_get_recovery_report (store), "could not be read"));
  g_assert_nonnull (strstr (pilot_store_get_recovery_report (store), "test.cache.damaged-"));
  g_assert_cmpuint (count_pending (store), ==, 0);
  save (store, 2, "Goes on");
  close_store (store);
  store = open_store (path);
  g_assert_null (pilot_store_get_recovery_report (store));
  close_store (store);
}

/* Damage in the bulk of the records: the outbox is carried over whole. */
static void
test_outbox_salvaged (void)
{
  g_autofree char *path = make_path ();
  g_autofree char *suspect = g_strconcat (path, ".suspect", NULL);
  g_autofree char *name = NULL;
  PilotStore *store = open_store (path);

  load (store, 2000);
  save (store, 1, "Edited");
  save (store, 5000, "New");
  close_store (store);
  overwrite (path, find_root (path, "agency"), PAGE_BYTES);
  g_assert_true (g_file_set_contents (suspect, "", 0, NULL));
  store = open_store (path);
  g_assert_nonnull (strstr (pilot_store_get_recovery_report (store), "2 changes"));
  g_assert_cmpuint (count_pending (store), ==, 2);
  name = dup_name (store, 1);
  g_assert_cmpstr (name, ==, "Edited");
  g_clear_pointer (&name, g_free);
  name = dup_name (store, 5000);
  g_assert_cmpstr (name, ==, "New");
  {
    g_auto (PilotPull) pull = { 0 };

    g_assert_true (pilot_change_sink_load_pull (PILOT_CHANGE_SINK (store), &pull, NULL));
    g_assert_false (pull.snapshot_done);
    g_assert_null (pull.epoch);
  }
  /* After the snapshot both are on top of it. */
  load (store, 2000);
  g_clear_pointer (&name, g_free);
  name = dup_name (store, 1);
  g_assert_cmpstr (name, ==, "Edited");
  g_assert_cmpuint (count_pending (store), ==, 2);
  g_assert_false (g_file_test (suspect, G_FILE_TEST_EXISTS));
  close_store (store);
}

/* Who only reads meets the damage first, in a list or a search: nothing else marks the file. */
static void
test_damage_read (void)
{
  g_autofree char *path = make_path ();
  g_autoptr (GError) error = NULL;
  PilotDatabase *reader;
  gint64 n;
  PilotStore *store = open_store (path);

  load (store, 2000);
  save (store, 1, "Edited");
  close_store (store);
  overwrite (path, find_root (path, "agency"), PAGE_BYTES);
  store = open_store (path);
  g_assert_null (pilot_store_get_recovery_report (store));
  reader = pilot_store_open_reader (store, &error);
  g_assert_no_error (error);
  g_assert_false (pilot_database_query_int64 (reader, "SELECT total(length(name)) FROM agency NOT INDEXED", 0, &n, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_CORRUPT);
  pilot_database_close (reader);
  close_store (store);
  store = open_store (path);
  g_assert_nonnull (pilot_store_get_recovery_report (store));
  g_assert_cmpuint (count_pending (store), ==, 1);
  close_store (store);
}

/* Whose all this is must stay known: what waits goes to no other company's portal. */
static void
test_company_salvaged (void)
{
  g_autofree char *path = make_path ();
  g_autofree char *suspect = g_strconcat (path, ".suspect", NULL);
  g_autofree char *id = make_id (77);
  g_autofree char *name = NULL;
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  g_autoptr (PilotRecord) company = pilot_record_new (PILOT_ENTITY_COMPANY);
  g_autoptr (GError) error = NULL;
  PilotPull next = { .snapshot_done = TRUE, .epoch = (char *) "e", .revision = 1 };
  PilotStore *store = open_store (path);

  pilot_record_set_text (company, PILOT_FIELD_ID, id);
  pilot_record_set_text (company, PILOT_COMPANY_NAME, "Northwind");
  pilot_record_set_text (company, PILOT_COMPANY_ENVIRONMENT, "production");
  pilot_record_set_integer (company, PILOT_FIELD_REVISION, 1);
  pilot_batch_add_record (batch, company);
  pilot_change_sink_apply_page (PILOT_CHANGE_SINK (store), batch, &next, NULL, &error);
  g_assert_no_error (error);
  save (store, 1, "Mine");
  close_store (store);
  overwrite (path, find_root (path, "candidate"), PAGE_BYTES);
  g_assert_true (g_file_set_contents (suspect, "", 0, NULL));
  store = open_store (path);
  g_assert_nonnull (pilot_store_get_recovery_report (store));
  g_assert_cmpuint (count_pending (store), ==, 1);
  name = pilot_store_dup_title (store, PILOT_ENTITY_COMPANY, id);
  g_assert_cmpstr (name, ==, "Northwind");
  close_store (store);
}

/* Damage in the outbox itself: what lies before and behind it is kept. */
static void
test_outbox_damaged (void)
{
  g_autofree char *path = make_path ();
  g_autofree char *suspect = g_strconcat (path, ".suspect", NULL);
  PilotStore *store = open_store (path);
  PilotDatabase *database;
  gint64 page = 0;
  guint kept;

  for (guint i = 0; i < 300; i++)
    save (store, i, "A name that is long enough to fill several pages of the outbox with its three hundred rows");
  close_store (store);
  find_root (path, "outbox");
  database = pilot_database_open (path, 0, 0, NULL);
  if (pilot_database_query_int64 (database, "SELECT pageno FROM dbstat WHERE name='outbox' AND pagetype='leaf' LIMIT 1 OFFSET 3", 0,
                                  &page, NULL) &&
      page > 0)
    {
      pilot_database_close (database);
      overwrite (path, (gsize) (page - 1) * PAGE_BYTES, PAGE_BYTES);
      g_assert_true (g_file_set_contents (suspect, "", 0, NULL));
      store = open_store (path);
      kept = count_pending (store);
      g_assert_cmpuint (kept, >, 150);
      g_assert_cmpuint (kept, <, 300);
      g_assert_nonnull (strstr (pilot_store_get_recovery_report (store), "could not be read"));
      close_store (store);
    }
  else
    {
      pilot_database_close (database);
      g_test_skip ("this SQLite has no dbstat");
    }
}

/* Makes a closed file one of the first program. */
static void
make_older (const char *path)
{
  PilotDatabase *database = pilot_database_open (path, 0, 0, NULL);

  g_assert_true (pilot_database_exec (database, "ALTER TABLE import_row DROP COLUMN base; DROP TABLE tombstone; DROP TABLE missing;"
                                      "DROP TABLE given_up; PRAGMA user_version=1",
                                      NULL));
  pilot_database_close (database);
}

/* Agencies as one import that waits. */
static void
import_some (PilotStore *store, guint n)
{
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  g_autoptr (GError) error = NULL;
  PilotStoreImport *import;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = make_id (i);
      g_autoptr (PilotRecord) record = pilot_record_new (AGENCY);

      pilot_record_set_text (record, PILOT_FIELD_ID, id);
      pilot_record_set_text (record, NAME, "Imported");
      pilot_batch_add_record (batch, record);
    }
  import = pilot_store_import_begin (store, AGENCY, "x.csv", n, &error);
  g_assert_true (pilot_store_import_add (import, batch, NULL, &error));
  g_assert_true (pilot_store_import_commit (import, NULL, NULL, &error));
}

static void
test_import_salvaged (gconstpointer older)
{
  g_autofree char *path = make_path ();
  g_autofree char *suspect = g_strconcat (path, ".suspect", NULL);
  g_autofree char *name = NULL;
  PilotStore *store = open_store (path);

  import_some (store, 50);
  close_store (store);
  if (GPOINTER_TO_INT (older))
    make_older (path);
  overwrite (path, find_root (path, "candidate"), PAGE_BYTES);
  g_assert_true (g_file_set_contents (suspect, "", 0, NULL));
  store = open_store (path);
  g_assert_nonnull (pilot_store_get_recovery_report (store));
  g_assert_cmpuint (count_pending (store), ==, 1);
  name = dup_name (store, 49);
  g_assert_cmpstr (name, ==, "Imported");
  close_store (store);
}

/* An import of which no row could be read is not told to wait. */
static void
test_import_lost (void)
{
  g_autofree char *path = make_path ();
  g_autofree char *suspect = g_strconcat (path, ".suspect", NULL);
  const char *report;
  PilotStore *store = open_store (path);

  import_some (store, 50);
  close_store (store);
  overwrite (path, find_root (path, "agency"), PAGE_BYTES);
  g_assert_true (g_file_set_contents (suspect, "", 0, NULL));
  store = open_store (path);
  report = pilot_store_get_recovery_report (store);
  g_assert_cmpuint (count_pending (store), ==, 0);
  /* Its rows are gone: what helps is to know which file they came from. */
  g_assert_nonnull (strstr (report, "loaded again. The import of “x.csv” with its 50 rows was lost: import it again. The damaged"));
  g_assert_null (strstr (report, "kept"));
  g_assert_null (strstr (report, "waits for you"));
  g_assert_null (strstr (report, "There were no changes"));
  close_store (store);
}

/* Writes over the middle one of the pages that hold a table or an index. */
static gboolean
damage_leaf (const char *path, const char *name)
{
  g_autofree char *suspect = g_strconcat (path, ".suspect", NULL);
  g_autofree char *sql = g_strdup_printf ("SELECT pageno FROM dbstat WHERE name='%s' AND pagetype='leaf' ORDER BY path LIMIT 1 OFFSET "
                                          "(SELECT count(*)/2 FROM dbstat WHERE name='%s' AND pagetype='leaf')",
                                          name, name);
  PilotDatabase *database;
  gint64 page = 0;

  find_root (path, name);
  database = pilot_database_open (path, 0, 0, NULL);
  if (!pilot_database_query_int64 (database, sql, 0, &page, NULL))
    page = 0;
  pilot_database_close (database);
  if (page == 0)
    {
      g_test_skip ("this SQLite has no dbstat");
      return FALSE;
    }
  overwrite (path, (gsize) (page - 1) * PAGE_BYTES, PAGE_BYTES);
  g_assert_true (g_file_set_contents (suspect, "", 0, NULL));
  return TRUE;
}

/* Of an import whose rows fill many pages one is lost: all others are kept, it says how many, and a person decides. */
static void
test_import_partly (gconstpointer table)
{
  g_autofree char *path = make_path ();
  g_autoptr (GPtrArray) list = NULL;
  const PilotPendingData *pending;
  const char *report;
  PilotStore *store = open_store (path);
  guint n_kept = 0;

  import_some (store, 3000);
  close_store (store);
  if (!damage_leaf (path, table))
    return;
  store = open_store (path);
  report = pilot_store_get_recovery_report (store);
  list = pilot_store_list_pending (store, NULL);
  g_assert_cmpuint (list->len, ==, 1);
  pending = pilot_pending_get (g_ptr_array_index (list, 0));
  g_assert_cmpint (pending->state, ==, PILOT_PENDING_BLOCKED);
  g_assert_cmpint (sscanf (pending->message, "%u of 3000 rows are left", &n_kept), ==, 1);
  g_assert_cmpuint (n_kept, >, 2500);
  g_assert_cmpuint (n_kept, <, 3000);
  g_assert_nonnull (strstr (report, "Of the import of “x.csv”, 2"));
  g_assert_nonnull (strstr (report, " of 3000 rows were kept"));
  close_store (store);
}

/* What the index doesn't find is in the table all the same: nothing is lost, and nobody is asked. */
static void
test_import_index (void)
{
  g_autofree char *path = make_path ();
  g_autoptr (GPtrArray) list = NULL;
  PilotStore *store = open_store (path);

  import_some (store, 3000);
  close_store (store);
  if (!damage_leaf (path, "agency_by_id"))
    return;
  store = open_store (path);
  g_assert_nonnull (strstr (pilot_store_get_recovery_report (store), "1 change that was not sent yet was kept. The damaged"));
  list = pilot_store_list_pending (store, NULL);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpint (pilot_pending_get (g_ptr_array_index (list, 0))->state, ==, PILOT_PENDING_WAITING);
  close_store (store);
}

static void
test_older (void)
{
  g_autofree char *path = make_path ();
  PilotStore *store = open_store (path);

  save (store, 1, "Mine");
  close_store (store);
  make_older (path);
  store = open_store (path);
  g_assert_cmpuint (count_pending (store), ==, 1);
  close_store (store);
}

static void
test_too_new (void)
{
  g_autofree char *path = make_path ();
  g_autoptr (GError) error = NULL;
  PilotStore *store = open_store (path);
  PilotDatabase *database;

  save (store, 1, "Mine");
  close_store (store);
  database = pilot_database_open (path, 0, 0, NULL);
  g_assert_true (pilot_database_exec (database, "PRAGMA user_version=999", NULL));
  pilot_database_close (database);
  g_assert_null (pilot_store_open (path, NULL, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_TOO_NEW);
  database = pilot_database_open (path, 0, 0, NULL);
  g_assert_true (pilot_database_exec (database, "PRAGMA user_version=" G_STRINGIFY (PILOT_STORE_SCHEMA_VERSION), NULL));
  pilot_database_close (database);
  store = open_store (path);
  g_assert_cmpuint (count_pending (store), ==, 1);
  close_store (store);
}

/* A file of a program that knew fewer fields: columns come, everything is pulled anew, the outbox stays. */
static void
test_grown_schema (void)
{
  g_autofree char *path = make_path ();
  g_autofree char *name = NULL;
  g_auto (PilotPull) pull = { 0 };
  PilotStore *store = open_store (path);
  PilotDatabase *database;

  load (store, 10);
  save (store, 1, "Mine");
  close_store (store);
  database = pilot_database_open (path, 0, 0, NULL);
  g_assert_true (pilot_database_exec (database,
                                      "DROP TRIGGER agency_search_insert; DROP TRIGGER agency_search_update;"
                                      "DROP TRIGGER agency_search_delete; DROP TABLE agency_search;"
                                      "ALTER TABLE agency DROP COLUMN city; DROP TABLE share;"
                                      "UPDATE meta SET value='older' WHERE key='entities'",
                                      NULL));
  pilot_database_close (database);
  store = open_store (path);
  name = dup_name (store, 1);
  g_assert_cmpstr (name, ==, "Mine");
  g_assert_cmpuint (count_pending (store), ==, 1);
  g_assert_true (pilot_change_sink_load_pull (PILOT_CHANGE_SINK (store), &pull, NULL));
  g_assert_false (pull.snapshot_done);
  load (store, 10);
  save (store, 2, "Mine too");
  close_store (store);
}

static void
test_lock (void)
{
  g_autofree char *path = make_path ();
  g_autoptr (GError) error = NULL;
  PilotStore *first = open_store (path);
  PilotStore *second = open_store (path);

  g_assert_true (pilot_store_lock_push (first, &error));
  g_assert_true (pilot_store_lock_push (first, &error));
  g_assert_false (pilot_store_lock_push (second, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_BUSY);
  g_clear_error (&error);
  close_store (first);
  g_assert_true (pilot_store_lock_push (second, &error));
  close_store (second);
}

static guint
count_files (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_remove (void)
{
  g_autofree char *path = make_path ();
  g_autofree char *aside = g_strconcat (path, ".damaged-1", NULL);
  g_autoptr (GError) error = NULL;
  PilotStore *store = open_store (path);
  PilotStore *other;

  save (store, 1, "Mine");
  g_assert_true (g_file_set_contents (aside, "x", 1, NULL));
  g_assert_false (pilot_store_remove (store, FALSE, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_BUSY);
  g_clear_error (&error);
  /* Somebody else is syncing it. */
  other = open_store (path);
  g_assert_true (pilot_store_lock_push (other, &error));
  g_assert_false (pilot_store_remove (store, TRUE, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_BUSY);
  g_clear_error (&error);
  close_store (other);
  g_assert_cmpuint (count_pending (store), ==, 1);
  g_assert_true (pilot_store_remove (store, TRUE, &error));
  g_object_unref (store);
  g_assert_cmpuint (count_files (path), ==, 0);
}

/* What lives in this cache alone comes with no snapshot. */
static void
test_plan_salvaged (void)
{
  const char *id = "00000000-0000-4000-8000-0000000000ff";
  g_autofree char *path = make_path ();
  PilotStore *store = open_store (path);
  g_autoptr (PilotRecord) step = pilot_record_new (PILOT_ENTITY_STEP);
  g_autoptr (PilotRecord) kept = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *suspect = g_strconcat (path, ".suspect", NULL);

  pilot_store_set_local (store, 1u << PILOT_ENTITY_STEP);
  load (store, 200);
  pilot_record_set_text (step, PILOT_FIELD_ID, id);
  pilot_record_set_text (step, PILOT_STEP_KEY, "a1-module-ticket");
  pilot_record_set_text (step, PILOT_STEP_REFERENCE, "CASE-7");
  pilot_store_save (store, step, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_pending (store), ==, 0);
  close_store (store);
  overwrite (path, find_root (path, "agency"), PAGE_BYTES);
  g_assert_true (g_file_set_contents (suspect, "", 0, NULL));

  store = open_store (path);
  g_assert_nonnull (pilot_store_get_recovery_report (store));
  kept = pilot_store_get_record (store, PILOT_ENTITY_STEP, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (kept);
  g_assert_cmpstr (pilot_record_get_text (kept, PILOT_STEP_REFERENCE), ==, "CASE-7");

  /* It goes on being edited, and the next snapshot leaves it. */
  pilot_store_set_local (store, 1u << PILOT_ENTITY_STEP);
  pilot_record_set_text (step, PILOT_STEP_REFERENCE, "CASE-8");
  pilot_store_save (store, step, NULL, &error);
  g_assert_no_error (error);
  load (store, 5);
  g_clear_pointer (&kept, pilot_record_unref);
  kept = pilot_store_get_record (store, PILOT_ENTITY_STEP, id, NULL, &error);
  g_assert_cmpstr (pilot_record_get_text (kept, PILOT_STEP_REFERENCE), ==, "CASE-8");
  close_store (store);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/store/recovery/the cache is the user's alone", test_private);
  g_test_add_func ("/store/recovery/a destroyed file is set aside and told of", test_destroyed);
  g_test_add_func ("/store/recovery/a damaged cache gives its outbox to a new one", test_outbox_salvaged);
  g_test_add_func ("/store/recovery/damage that a reader meets is mended at the next start", test_damage_read);
  g_test_add_func ("/store/recovery/a plan that lives here alone is carried over", test_plan_salvaged);
  g_test_add_func ("/store/recovery/whose the salvaged changes are stays known", test_company_salvaged);
  g_test_add_func ("/store/recovery/of a damaged outbox what can be read is kept", test_outbox_damaged);
  g_test_add_data_func ("/store/recovery/an import that waits is carried over", GINT_TO_POINTER (0), test_import_salvaged);
  g_test_add_func ("/store/recovery/an import of which nothing is left is told as lost", test_import_lost);
  g_test_add_data_func ("/store/recovery/of an import whose records are damaged the others are kept", "agency", test_import_partly);
  g_test_add_data_func ("/store/recovery/of an import whose list of rows is damaged the others are kept", "import_row", test_import_partly);
  g_test_add_func ("/store/recovery/an import is kept whole where an index alone is damaged", test_import_index);
  g_test_add_data_func ("/store/recovery/an import in an older program's file is carried over", GINT_TO_POINTER (1),
                        test_import_salvaged);
  g_test_add_func ("/store/recovery/an older program's file is taken as it is", test_older);
  g_test_add_func ("/store/recovery/a newer file is refused and left alone", test_too_new);
  g_test_add_func ("/store/recovery/a file with fewer fields grows and keeps its outbox", test_grown_schema);
  g_test_add_func ("/store/recovery/one process holds the lock", test_lock);
  g_test_add_func ("/store/recovery/removing takes everything, but unsent work only when told", test_remove);
  return g_test_run ();
}
