/* test-store-import.c: a small import and a large one, which is loaded without indexes, do the same
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-query-list.h"
#include "pilot-store.h"
#include "pilot-test.h"
#include "pilot-writer.h"

#include <string.h>

#define N_ROWS 300

/* What the import says of its size decides how it is loaded. */
static const guint64 small = N_ROWS;
static const guint64 large = 1000000;

typedef struct
{
  PilotStore *store; /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "a.cache", NULL);
  g_autoptr (GError) error = NULL;

  fixture->store = pilot_store_open (path, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  pilot_store_close (fixture->store);
  g_object_unref (fixture->store);
}

static char *
make_id (guint n)
{
  return g_strdup_printf ("00000000-0000-4000-8000-%012x", n);
}

static void
add_row (PilotBatch *batch, guint n, const char *name, const char *city)
{
  g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_AGENCY);
  g_autofree char *id = make_id (n);

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  pilot_record_set_text (record, PILOT_AGENCY_NAME, name);
  if (city != NULL)
    pilot_record_set_text (record, PILOT_AGENCY_CITY, *city != '\0' ? city : NULL);
  pilot_batch_add_record (batch, record);
}

static PilotStoreImportResult
run_import (Fixture *fixture, const PilotBatch *batch, guint64 expected, gboolean commit)
{
  g_autoptr (GError) error = NULL;
  PilotStoreImport *import = pilot_store_import_begin (fixture->store, PILOT_ENTITY_AGENCY, "agencies.csv", expected, &error);
  PilotStoreImportResult result = { 0 };

  g_assert_no_error (error);
  pilot_store_import_add (import, batch, NULL, &error);
  g_assert_no_error (error);
  if (!commit)
    {
      pilot_store_import_abort (import);
      return result;
    }
  pilot_store_import_commit (import, &result, NULL, &error);
  g_assert_no_error (error);
  return result;
}

static void
assert_text (Fixture *fixture, guint n, guint field, const char *text)
{
  g_autofree char *id = make_id (n);
  g_autoptr (PilotRecord) record = pilot_store_get_record (fixture->store, PILOT_ENTITY_AGENCY, id, NULL, NULL);

  g_assert_nonnull (record);
  g_assert_cmpstr (pilot_record_get_text (record, field), ==, text);
}

static gint64
query_number (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotDatabase) reader = pilot_store_open_reader (fixture->store, &error);
  gint64 number = -1;

  g_assert_no_error (error);
  pilot_database_query_int64 (reader, sql, -1, &number, &error);
  g_assert_no_error (error);
  return number;
}

/* Records that are there, one of them with an edit of its own that waits. */
static void
fill (Fixture *fixture)
{
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  g_autoptr (PilotRecord) edit = pilot_record_new (PILOT_ENTITY_AGENCY);
  g_autofree char *edited = make_id (5);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 20; i++)
    add_row (batch, i, "Before", "Cork");
  run_import (fixture, batch, 20, TRUE);
  pilot_record_set_text (edit, PILOT_FIELD_ID, edited);
  pilot_record_set_text (edit, PILOT_AGENCY_NOTES, "by hand");
  g_assert_true (pilot_store_save (fixture->store, edit, NULL, &error));
}

static void
test_mixed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  gint64 n_indexes = query_number (fixture, "SELECT count(*) FROM sqlite_master WHERE tbl_name='agency'");
  PilotStoreImportResult result;

  fill (fixture);
  for (guint i = 0; i < N_ROWS; i++)
    add_row (batch, i, i % 2 == 0 ? "Imported" : "Before", i == 0 ? "" : i == 1 ? NULL : "Cork");
  /* The same new record again: the later row wins, and it counts once. */
  add_row (batch, 250, "Imported twice", NULL);
  result = run_import (fixture, batch, *(const guint64 *) data, TRUE);
  g_assert_cmpuint (result.n_created, ==, N_ROWS - 20);
  g_assert_cmpuint (result.n_changed, ==, 10);
  g_assert_cmpuint (result.n_unchanged, ==, 10);
  g_assert_cmpint (query_number (fixture, "SELECT count(*) FROM agency"), ==, N_ROWS);
  assert_text (fixture, 0, PILOT_AGENCY_CITY, NULL);
  assert_text (fixture, 1, PILOT_AGENCY_CITY, "Cork");
  assert_text (fixture, 2, PILOT_AGENCY_NAME, "Imported");
  assert_text (fixture, 5, PILOT_AGENCY_NOTES, "by hand");
  assert_text (fixture, 250, PILOT_AGENCY_NAME, "Imported twice");
  assert_text (fixture, N_ROWS - 1, PILOT_AGENCY_NAME, "Before");
  /* Indexes and triggers are as before. */
  g_assert_cmpint (query_number (fixture, "SELECT count(*) FROM sqlite_master WHERE tbl_name='agency'"), ==, n_indexes);
}

static void
test_abort (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  gint64 n_indexes = query_number (fixture, "SELECT count(*) FROM sqlite_master WHERE tbl_name='agency'");

  fill (fixture);
  for (guint i = 0; i < N_ROWS; i++)
    add_row (batch, i, "Imported", NULL);
  run_import (fixture, batch, *(const guint64 *) data, FALSE);
  g_assert_cmpint (query_number (fixture, "SELECT count(*) FROM agency WHERE name='Before'"), ==, 20);
  g_assert_cmpint (query_number (fixture, "SELECT count(*) FROM agency"), ==, 20);
  g_assert_cmpint (query_number (fixture, "SELECT count(*) FROM sqlite_master WHERE tbl_name='agency'"), ==, n_indexes);
  /* The next one goes as if nothing had been. */
  g_assert_cmpuint (run_import (fixture, batch, *(const guint64 *) data, TRUE).n_created, ==, N_ROWS - 20);
}

typedef struct
{
  GMutex lock;
  GCond changed;
  gboolean let_go;
} Gate;

static gboolean
wait_func (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  Gate *gate = user_data;

  g_mutex_lock (&gate->lock);
  while (!gate->let_go)
    g_cond_wait (&gate->changed, &gate->lock);
  g_mutex_unlock (&gate->lock);
  return TRUE;
}

static gboolean
is_found (PilotList *list, guint n)
{
  return !pilot_list_get_loading (list) && g_list_model_get_n_items (G_LIST_MODEL (list)) == n;
}

/* Who is fast with a search is faster than the index: what that has later is to be found, without another key pressed. */
static void
test_searched_before_indexed (Fixture *fixture, gconstpointer data)
{
  Gate gate = { 0 };
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  g_autoptr (PilotList) list = pilot_query_list_new (fixture->store, PILOT_ENTITY_AGENCY);
  g_auto (PilotQuery) query = { 0 };
  g_autoptr (GError) error = NULL;
  PilotWriter *writer = pilot_store_get_writer (fixture->store);
  PilotStoreImport *import;

  /* The index of the empty store is made. */
  PILOT_TEST_WAIT_UNTIL (pilot_writer_get_n_waiting (writer) == 0);
  import = pilot_store_import_begin (fixture->store, PILOT_ENTITY_AGENCY, "agencies.csv", large, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_ROWS; i++)
    add_row (batch, i, i == 7 ? "Seven" : "Other", NULL);
  g_assert_true (pilot_store_import_add (import, batch, NULL, NULL));
  /* Between the import and the index. */
  pilot_writer_run_async (writer, wait_func, &gate, NULL, NULL, NULL, NULL);
  g_assert_true (pilot_store_import_commit (import, NULL, NULL, NULL));
  PILOT_TEST_WAIT_UNTIL (is_found (list, N_ROWS));
  pilot_query_init (&query, PILOT_ENTITY_AGENCY);
  query.search = g_strdup ("sev");
  pilot_list_set_query (list, &query);
  PILOT_TEST_WAIT_UNTIL (is_found (list, 0));
  g_mutex_lock (&gate.lock);
  gate.let_go = TRUE;
  g_cond_signal (&gate.changed);
  g_mutex_unlock (&gate.lock);
  PILOT_TEST_WAIT_UNTIL (is_found (list, 1));
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add ("/store/import/a small one creates, changes and passes over", Fixture, &small, set_up, test_mixed, tear_down);
  g_test_add ("/store/import/a large one creates, changes and passes over", Fixture, &large, set_up, test_mixed, tear_down);
  g_test_add ("/store/import/a small one that is given up leaves nothing", Fixture, &small, set_up, test_abort, tear_down);
  g_test_add ("/store/import/a large one that is given up leaves nothing", Fixture, &large, set_up, test_abort, tear_down);
  g_test_add ("/store/import/a search that came before the index finds what that has later", Fixture, NULL, set_up, test_searched_before_indexed, tear_down);
  return g_test_run ();
}
