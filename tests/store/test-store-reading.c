/* test-store-reading.c: look-ups, counts, what is told of changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-entities.h"
#include "pilot-error.h"
#include "pilot-store.h"
#include "pilot-query-list.h"
#include "pilot-test.h"

#define AGENCY PILOT_ENTITY_AGENCY
#define NAME PILOT_AGENCY_NAME

static PilotStore *
open_store (void)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "test.cache", NULL);
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

static PilotRecord *
make_agency (guint n, const char *name, const char *email, const char *licence)
{
  PilotRecord *record = pilot_record_new (AGENCY);
  g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-%012x", n);

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  pilot_record_set_text (record, NAME, name);
  pilot_record_set_text (record, PILOT_AGENCY_EMAIL, email);
  pilot_record_set_text (record, PILOT_AGENCY_LICENCE_NUMBER, licence);
  return record;
}

static void
save (PilotStore *store, PilotRecord *record)
{
  g_autoptr (GError) error = NULL;

  pilot_store_save (store, record, NULL, &error);
  g_assert_no_error (error);
  pilot_record_unref (record);
}

static void
load (PilotStore *store, guint n)
{
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  g_autoptr (GError) error = NULL;
  PilotPull next = { .snapshot_done = TRUE, .epoch = (char *) "e", .revision = n };

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PilotRecord) record = make_agency (i, "Agency", NULL, NULL);

      pilot_record_set_text (record, PILOT_AGENCY_STATUS, i % 3 == 0 ? "active" : "invited");
      pilot_batch_add_record (batch, record);
    }
  pilot_change_sink_apply_page (PILOT_CHANGE_SINK (store), batch, &next, NULL, &error);
  g_assert_no_error (error);
}

static void
test_lookup (void)
{
  PilotStore *store = open_store ();
  const guint fields[] = { PILOT_AGENCY_EMAIL, PILOT_AGENCY_LICENCE_NUMBER };
  g_autoptr (GError) error = NULL;
  PilotStoreLookup *lookup;
  PilotRecord *found;
  guint n;

  save (store, make_agency (1, "One", "Office@One.ie", "L-1"));
  save (store, make_agency (2, "Two", "office@two.ie", NULL));
  save (store, make_agency (3, "Three", "OFFICE@TWO.IE", NULL));
  lookup = pilot_store_lookup_new (store, AGENCY, fields, G_N_ELEMENTS (fields), &error);
  g_assert_no_error (error);
  found = pilot_store_lookup_find (lookup, PILOT_AGENCY_EMAIL, "office@one.ie", &n, &error);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (pilot_record_get_text (found, NAME), ==, "One");
  pilot_record_unref (found);
  found = pilot_store_lookup_find (lookup, PILOT_AGENCY_EMAIL, "office@two.ie", &n, &error);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (pilot_record_get_text (found, NAME), ==, "Two");
  pilot_record_unref (found);
  found = pilot_store_lookup_find (lookup, PILOT_AGENCY_LICENCE_NUMBER, "l-1", &n, &error);
  g_assert_nonnull (found);
  pilot_record_unref (found);
  g_assert_null (pilot_store_lookup_find (lookup, PILOT_AGENCY_LICENCE_NUMBER, "L-2", &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 0);
  g_assert_null (pilot_store_lookup_find (lookup, PILOT_AGENCY_EMAIL, NULL, &n, &error));
  /* One state from beginning to end. */
  save (store, make_agency (4, "Four", "office@four.ie", NULL));
  g_assert_null (pilot_store_lookup_find (lookup, PILOT_AGENCY_EMAIL, "office@four.ie", &n, &error));
  pilot_store_lookup_free (lookup);
  close_store (store);
}

static void
test_count (void)
{
  PilotStore *store = open_store ();
  g_autoptr (GError) error = NULL;
  guint64 n = 0;

  load (store, 300);
  g_assert_cmpuint (pilot_store_count (store, AGENCY, PILOT_FIELD_ID, NULL), ==, 300);
  g_assert_cmpuint (pilot_store_count (store, AGENCY, PILOT_AGENCY_STATUS, "active"), ==, 100);
  g_assert_cmpuint (pilot_store_count (store, AGENCY, PILOT_AGENCY_EMAIL, NULL), ==, 300);
  save (store, make_agency (1000, "New", "x@example.org", NULL));
  PILOT_TEST_WAIT_UNTIL (pilot_store_count (store, AGENCY, PILOT_FIELD_ID, NULL) == 301);
  g_assert_cmpuint (pilot_store_count (store, AGENCY, PILOT_AGENCY_EMAIL, "x@example.org"), ==, 1);
  g_assert_true (pilot_store_count_now (store, AGENCY, PILOT_AGENCY_STATUS, "invited", &n, &error));
  g_assert_cmpuint (n, ==, 200);
  close_store (store);
}

static guint
count_living (PilotStore *store, const char *dataset, const char *status)
{
  g_auto (PilotQuery) query = { 0 };

  pilot_query_init (&query, AGENCY);
  if (status != NULL)
    pilot_query_set_filter (&query, PILOT_AGENCY_STATUS, status, FALSE);
  pilot_query_set_dataset (&query, dataset);
  return (guint) pilot_store_count_query (store, &query);
}

/* A list and its count, as a page shows them: what was moved once, unless its data set is asked for. */
static void
assert_once (PilotStore *store, const char *dataset, guint n)
{
  g_auto (PilotQuery) query = { 0 };
  g_autoptr (PilotList) list = pilot_query_list_new (store, AGENCY);

  pilot_query_init (&query, AGENCY);
  query.once = TRUE;
  if (dataset != NULL)
    pilot_query_set_filter (&query, PILOT_AGENCY_DATASET, dataset, FALSE);
  pilot_list_set_query (list, &query);
  PILOT_TEST_WAIT_UNTIL (!pilot_list_get_loading (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, n);
  PILOT_TEST_WAIT_UNTIL (pilot_store_count_query (store, &query) == n);
}

static void
test_count_datasets (void)
{
  PilotStore *store = open_store ();
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  g_autoptr (PilotRecord) result = pilot_record_new (PILOT_ENTITY_RESULT);
  g_autoptr (GError) error = NULL;
  PilotPull next = { .snapshot_done = TRUE, .epoch = (char *) "e", .revision = 1 };

  /* As a run leaves them: of thirty legacy agencies ten have gone, and live in the portal's data set, where one more was made. */
  for (guint i = 0; i < 41; i++)
    {
      g_autoptr (PilotRecord) record = make_agency (i, "Agency", NULL, NULL);

      pilot_record_set_text (record, PILOT_AGENCY_STATUS, i % 2 == 0 ? "active" : "invited");
      pilot_record_set_text (record, PILOT_AGENCY_DATASET, i < 30 ? "legacy" : "portal");
      pilot_record_set_text (record, PILOT_AGENCY_RUN_ID, i >= 20 && i < 40 ? "00000000-0000-4000-8000-0000000000ff" : NULL);
      pilot_batch_add_record (batch, record);
    }
  pilot_record_set_text (result, PILOT_FIELD_ID, "00000000-0000-4000-8000-0000000000fe");
  pilot_record_set_text (result, PILOT_RESULT_RUN_ID, "00000000-0000-4000-8000-0000000000ff");
  pilot_batch_add_record (batch, result);
  pilot_change_sink_apply_page (PILOT_CHANGE_SINK (store), batch, &next, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_living (store, "legacy", NULL), ==, 20);
  g_assert_cmpuint (count_living (store, "portal", NULL), ==, 11);
  g_assert_cmpuint (count_living (store, "legacy", "active"), ==, 10);
  g_assert_cmpuint (count_living (store, "portal", "active"), ==, 6);
  g_assert_cmpuint (count_living (store, NULL, NULL), ==, 41);
  g_assert_cmpuint (pilot_store_count (store, AGENCY, PILOT_AGENCY_DATASET, "legacy"), ==, 30);
  assert_once (store, NULL, 31);
  assert_once (store, "legacy", 30);
  assert_once (store, "portal", 11);
  close_store (store);
}

static void
test_count_large (void)
{
  PilotStore *store = open_store ();

  load (store, 30000);
  /* Too large to be counted while the window waits: known a little later. */
  g_assert_cmpuint (pilot_store_count (store, AGENCY, PILOT_FIELD_ID, NULL), ==, 0);
  PILOT_TEST_WAIT_UNTIL (pilot_store_count (store, AGENCY, PILOT_FIELD_ID, NULL) == 30000);
  close_store (store);
}

typedef struct
{
  guint n;
  guint mask;
  GThread *thread;
} Told;

static void
changed_cb (PilotStore *store, guint mask, gpointer user_data)
{
  Told *told = user_data;

  told->n++;
  told->mask |= mask;
  told->thread = g_thread_self ();
}

static void
test_changed (void)
{
  PilotStore *store = open_store ();
  Told told = { 0 };

  g_signal_connect (store, "changed", G_CALLBACK (changed_cb), &told);
  for (guint i = 0; i < 50; i++)
    save (store, make_agency (i, "One", NULL, NULL));
  PILOT_TEST_WAIT_UNTIL (told.n > 0 && (told.mask & PILOT_STORE_CHANGED_OUTBOX) != 0 && (told.mask & (1u << AGENCY)) != 0);
  g_assert_true (told.thread == g_thread_self ());
  /* Fifty edits are not fifty redraws. */
  g_assert_cmpuint (told.n, <, 10);
  g_assert_cmpuint (told.mask & (1u << PILOT_ENTITY_JOB), ==, 0);
  close_store (store);
}

static void
test_other_process (void)
{
  PilotStore *store = open_store ();
  PilotStore *other = pilot_store_open (pilot_store_get_path (store), NULL, NULL, NULL);
  Told told = { 0 };

  PILOT_TEST_WAIT_UNTIL (pilot_writer_get_n_waiting (pilot_store_get_writer (store)) == 0);
  g_signal_connect (store, "changed", G_CALLBACK (changed_cb), &told);
  {
    gint64 until = g_get_monotonic_time () + 5 * G_USEC_PER_SEC / 2;

    PILOT_TEST_WAIT_UNTIL (g_get_monotonic_time () > until);
  }
  told.mask = 0;
  save (other, make_agency (1, "From the other", NULL, NULL));
  PILOT_TEST_WAIT_UNTIL ((told.mask & (1u << AGENCY)) != 0);
  close_store (other);
  close_store (store);
}

static void
test_settings (void)
{
  PilotStore *store = open_store ();
  g_autofree char *value = NULL;

  g_assert_null (pilot_store_get_setting (store, "role"));
  pilot_store_set_setting (store, "role", "admin");
  PILOT_TEST_WAIT_UNTIL (pilot_writer_get_n_waiting (pilot_store_get_writer (store)) == 0);
  value = pilot_store_get_setting (store, "role");
  g_assert_cmpstr (value, ==, "admin");
  close_store (store);
}

static gboolean
scan_cb (PilotRecord *record, gpointer user_data)
{
  guint *n = user_data;

  return ++*n < 100;
}

static void
test_scan (void)
{
  PilotStore *store = open_store ();
  g_autoptr (GError) error = NULL;
  guint n = 0;

  load (store, 300);
  g_assert_true (pilot_store_scan (store, AGENCY, scan_cb, &n, NULL, &error));
  g_assert_cmpuint (n, ==, 100);
  close_store (store);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotRecord) undo = NULL;

  g_assert_true (pilot_store_save_finish (PILOT_STORE (source), result, &undo, &error));
  *(gboolean *) user_data = TRUE;
}

static void
refused_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (pilot_store_save_finish (PILOT_STORE (source), result, NULL, &error));
  *(int *) user_data = error->code;
}

static void
test_async (void)
{
  PilotStore *store = open_store ();
  g_autoptr (PilotRecord) good = make_agency (1, "One", NULL, NULL);
  g_autoptr (PilotRecord) bad = pilot_record_new (AGENCY);
  gboolean saved = FALSE;
  gboolean pending = FALSE;
  int code = -1;

  pilot_store_save_async (store, good, NULL, saved_cb, &saved);
  pilot_record_set_text (bad, PILOT_FIELD_ID, "no UUID");
  pilot_store_save_async (store, bad, NULL, refused_cb, &code);
  PILOT_TEST_WAIT_UNTIL (saved && code == PILOT_ERROR_INVALID);
  {
    g_autoptr (PilotRecord) record = pilot_store_get_record (store, AGENCY, pilot_record_get_id (good), &pending, NULL);

    g_assert_nonnull (record);
    g_assert_true (pending);
  }
  close_store (store);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/store/reading/records are found by natural keys", test_lookup);
  g_test_add_func ("/store/reading/counts follow the records", test_count);
  g_test_add_func ("/store/reading/numbers are told by data set, without what has gone from it", test_count_datasets);
  g_test_add_func ("/store/reading/a large table is counted on a worker", test_count_large);
  g_test_add_func ("/store/reading/changes are told in the main context, not too often", test_changed);
  g_test_add_func ("/store/reading/what another process writes is seen", test_other_process);
  g_test_add_func ("/store/reading/settings go with the cache", test_settings);
  g_test_add_func ("/store/reading/a scan stops when it is told", test_scan);
  g_test_add_func ("/store/reading/an edit is saved without blocking", test_async);
  return g_test_run ();
}
