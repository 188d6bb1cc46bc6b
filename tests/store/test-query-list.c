/* test-query-list.c: a list over a query, while the store changes beneath it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cache-fixture.h"
#include "pilot-query-list.h"
#include "pilot-test.h"

typedef struct
{
  char *path;        /* (owned) */
  PilotStore *store; /* (owned) */
  PilotList *list;   /* (owned) (nullable) */
  GPtrArray *mirror; /* (owned) (element-type utf8): ids as the signals told them */
  guint n_signals;
  guint n_named; /* items that the signals named */
  guint n_most;  /* of one signal */
  guint n_failed;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autoptr (GError) error = NULL;

  fixture->path = g_build_filename (dir, "a.cache", NULL);
  fixture->store = pilot_store_open (fixture->path, NULL, NULL, &error);
  g_assert_no_error (error);
  fixture->mirror = g_ptr_array_new_with_free_func (g_free);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->list);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  pilot_store_close (fixture->store);
  g_object_unref (fixture->store);
  g_ptr_array_unref (fixture->mirror);
  g_free (fixture->path);
}

static char *
make_id (guint n)
{
  return g_strdup_printf ("00000000-0000-4000-8000-%012x", n);
}

static char *
dup_item_id (GListModel *model, guint position)
{
  g_autoptr (PilotRow) row = g_list_model_get_item (model, position);

  return g_strdup (pilot_row_get_id (row));
}

/* Follows the model by its signals alone, and finds at each one that it is as they said. */
static void
items_changed_cb (GListModel *model, guint position, guint n_removed, guint n_added, Fixture *fixture)
{
  fixture->n_signals++;
  fixture->n_named += MAX (n_removed, n_added);
  fixture->n_most = MAX (fixture->n_most, MAX (n_removed, n_added));
  g_assert_cmpuint (position + n_removed, <=, fixture->mirror->len);
  for (guint i = 0; i < n_removed; i++)
    g_ptr_array_remove_index (fixture->mirror, position);
  for (guint i = 0; i < n_added; i++)
    g_ptr_array_insert (fixture->mirror, (gint) (position + i), dup_item_id (model, position + i));
  g_assert_cmpuint (fixture->mirror->len, ==, g_list_model_get_n_items (model));
}

static void
failed_cb (PilotList *list, GError *error, Fixture *fixture)
{
  fixture->n_failed++;
}

static void
assert_mirror (Fixture *fixture)
{
  GListModel *model = G_LIST_MODEL (fixture->list);

  g_assert_cmpuint (fixture->mirror->len, ==, g_list_model_get_n_items (model));
  for (guint i = 0; i < fixture->mirror->len; i++)
    {
      g_autofree char *id = dup_item_id (model, i);

      g_assert_cmpstr (id, ==, g_ptr_array_index (fixture->mirror, i));
    }
  g_assert_cmpuint (fixture->n_failed, ==, 0);
}

static void
open_list (Fixture *fixture, PilotEntity entity)
{
  fixture->list = pilot_query_list_new (fixture->store, entity);
  g_signal_connect (fixture->list, "items-changed", G_CALLBACK (items_changed_cb), fixture);
  g_signal_connect (fixture->list, "failed", G_CALLBACK (failed_cb), fixture);
  g_assert_true (pilot_list_get_loading (fixture->list));
  PILOT_TEST_WAIT_UNTIL (!pilot_list_get_loading (fixture->list));
}

typedef struct
{
  guint first;
  guint n;
} Range;

/* Straight into the table, as a pulled page would be. */
static gboolean
add_candidates (PilotDatabase *db, gpointer user_data, GCancellable *cancellable, GError **error)
{
  const Range *range = user_data;

  cache_fixture_exec (db, "BEGIN IMMEDIATE");
  for (guint i = range->first; i < range->first + range->n; i++)
    {
      g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_CANDIDATE);
      g_autofree char *id = make_id (i);
      g_autofree char *name = g_strdup_printf ("Person %06u", i * 10);

      pilot_record_set_text (record, PILOT_FIELD_ID, id);
      pilot_record_set_text (record, PILOT_CANDIDATE_NAME, name);
      pilot_record_set_text (record, PILOT_CANDIDATE_STATUS, i % 2 == 0 ? "NEW" : "HIRED");
      pilot_record_set_text (record, PILOT_CANDIDATE_DATASET, "portal");
      cache_fixture_add (db, record);
    }
  cache_fixture_exec (db, "COMMIT");
  return TRUE;
}

static gboolean
hire_all (PilotDatabase *db, gpointer user_data, GCancellable *cancellable, GError **error)
{
  cache_fixture_exec (db, "UPDATE candidate SET status = 'OFFERED'");
  return TRUE;
}

static void
add (Fixture *fixture, guint first, guint n)
{
  Range range = { first, n };
  g_autoptr (GError) error = NULL;

  pilot_writer_run (pilot_store_get_writer (fixture->store), add_candidates, &range, NULL, &error);
  g_assert_no_error (error);
  pilot_store_notify (fixture->store, 1u << PILOT_ENTITY_CANDIDATE);
}

static void
rename_candidate (Fixture *fixture, guint n, const char *name)
{
  g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_CANDIDATE);
  g_autofree char *id = make_id (n);
  g_autoptr (GError) error = NULL;

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  pilot_record_set_text (record, PILOT_CANDIDATE_NAME, name);
  pilot_store_save (fixture->store, record, NULL, &error);
  g_assert_no_error (error);
}

static char *
dup_shown_name (Fixture *fixture, guint position)
{
  g_autoptr (PilotRow) row = g_list_model_get_item (G_LIST_MODEL (fixture->list), position);

  return pilot_row_dup_display (row, PILOT_CANDIDATE_NAME);
}

static gboolean
shows (Fixture *fixture, guint position, const char *name)
{
  g_autofree char *shown = position < g_list_model_get_n_items (G_LIST_MODEL (fixture->list)) ? dup_shown_name (fixture, position) : NULL;

  return g_strcmp0 (shown, name) == 0;
}

static void
test_whole (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = make_id (1234);

  add (fixture, 0, 3000);
  open_list (fixture, PILOT_ENTITY_CANDIDATE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 3000);
  g_assert_true (shows (fixture, 2999, "Person 029990"));
  g_assert_true (shows (fixture, 0, "Person 000000"));
  g_assert_cmpint (pilot_list_find (fixture->list, id), ==, 1234);
  g_assert_cmpint (pilot_list_find (fixture->list, "nobody"), ==, -1);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->list), 3000));
  assert_mirror (fixture);
}

static void
test_changes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PilotRow) held = NULL;

  add (fixture, 0, 3000);
  open_list (fixture, PILOT_ENTITY_CANDIDATE);
  /* Who holds a row is told; one that nobody has is read anew when it is asked for. */
  held = g_list_model_get_item (G_LIST_MODEL (fixture->list), 100);

  /* A name that leaves the record where it is. */
  fixture->n_signals = fixture->n_named = 0;
  rename_candidate (fixture, 100, "Person 001000 b");
  PILOT_TEST_WAIT_UNTIL (fixture->n_signals > 0);
  g_assert_true (shows (fixture, 100, "Person 001000 b"));
  g_assert_cmpuint (fixture->n_signals, ==, 1);
  g_assert_cmpuint (fixture->n_named, ==, 1);
  assert_mirror (fixture);

  /* One that moves it. */
  fixture->n_signals = fixture->n_named = 0;
  rename_candidate (fixture, 100, "Person 020005");
  PILOT_TEST_WAIT_UNTIL (fixture->n_signals >= 2);
  g_assert_true (shows (fixture, 2000, "Person 020005"));
  g_assert_cmpuint (fixture->n_named, <=, 3);
  assert_mirror (fixture);

  /* New ones. */
  fixture->n_signals = fixture->n_named = 0;
  add (fixture, 3000, 10);
  PILOT_TEST_WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)) == 3010);
  g_assert_cmpuint (fixture->n_named, <=, 11);
  assert_mirror (fixture);
}

/* What a view does for each row of a change it does before the next frame: a change of many comes in pieces. */
static void
test_many_changes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) held = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *model;
  g_autoptr (GError) error = NULL;
  guint n_before;

  add (fixture, 0, 400);
  open_list (fixture, PILOT_ENTITY_CANDIDATE);
  model = G_LIST_MODEL (fixture->list);
  for (guint i = 0; i < 400; i++)
    g_ptr_array_add (held, g_list_model_get_item (model, i));
  fixture->n_signals = fixture->n_named = fixture->n_most = 0;
  add (fixture, 400, 3000);
  PILOT_TEST_WAIT_UNTIL (g_list_model_get_n_items (model) == 3400);
  g_assert_cmpuint (fixture->n_named, ==, 3000);
  g_assert_cmpuint (fixture->n_most, <=, 20);
  assert_mirror (fixture);

  /* All that somebody holds change, and none moves. */
  fixture->n_signals = fixture->n_named = fixture->n_most = 0;
  pilot_writer_run (pilot_store_get_writer (fixture->store), hire_all, NULL, NULL, &error);
  g_assert_no_error (error);
  pilot_store_notify (fixture->store, 1u << PILOT_ENTITY_CANDIDATE);
  PILOT_TEST_WAIT_UNTIL (fixture->n_named >= 400);
  g_assert_cmpuint (fixture->n_most, <=, 20);
  for (guint i = 0; i < 400; i++)
    {
      g_autoptr (PilotRow) row = g_list_model_get_item (model, i);

      g_assert_true (row != g_ptr_array_index (held, i));
    }
  assert_mirror (fixture);

  /* Another change in the midst of one. */
  n_before = fixture->n_signals;
  add (fixture, 3400, 2000);
  PILOT_TEST_WAIT_UNTIL (fixture->n_signals > n_before);
  g_assert_cmpuint (g_list_model_get_n_items (model), <, 5400);
  add (fixture, 5400, 10);
  PILOT_TEST_WAIT_UNTIL (g_list_model_get_n_items (model) == 5410);
  assert_mirror (fixture);
}

static void
test_delete (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = make_id (7);
  g_autofree char *second = make_id (2500);
  const char *ids[] = { first, second, NULL };
  g_autoptr (GError) error = NULL;

  add (fixture, 0, 3000);
  open_list (fixture, PILOT_ENTITY_CANDIDATE);
  fixture->n_signals = fixture->n_named = 0;
  pilot_store_delete (fixture->store, PILOT_ENTITY_CANDIDATE, ids, NULL, &error);
  g_assert_no_error (error);
  PILOT_TEST_WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)) == 2998);
  g_assert_cmpuint (fixture->n_named, ==, 2);
  g_assert_cmpint (pilot_list_find (fixture->list, first), ==, -1);
  assert_mirror (fixture);
}

static void
test_held (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PilotRow) held = NULL;
  g_autoptr (PilotRow) again = NULL;

  add (fixture, 0, 3000);
  open_list (fixture, PILOT_ENTITY_CANDIDATE);
  held = g_list_model_get_item (G_LIST_MODEL (fixture->list), 5);
  for (guint i = 0; i < 3000; i++)
    g_object_unref (g_list_model_get_item (G_LIST_MODEL (fixture->list), i));
  again = g_list_model_get_item (G_LIST_MODEL (fixture->list), 5);
  g_assert_true (held == again);
}

static void
test_queries (Fixture *fixture, gconstpointer data)
{
  g_auto (PilotQuery) query = { 0 };

  add (fixture, 0, 3000);
  open_list (fixture, PILOT_ENTITY_CANDIDATE);
  pilot_query_init (&query, PILOT_ENTITY_CANDIDATE);
  query.descending = TRUE;
  pilot_list_set_query (fixture->list, &query);
  g_assert_true (pilot_list_get_loading (fixture->list));
  PILOT_TEST_WAIT_UNTIL (!pilot_list_get_loading (fixture->list));
  g_assert_true (shows (fixture, 0, "Person 029990"));
  assert_mirror (fixture);

  pilot_query_set_filter (&query, PILOT_CANDIDATE_STATUS, "HIRED", FALSE);
  pilot_list_set_query (fixture->list, &query);
  PILOT_TEST_WAIT_UNTIL (!pilot_list_get_loading (fixture->list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 1500);
  assert_mirror (fixture);

  /* The newest of several in a row wins. */
  for (guint i = 0; i < 50; i++)
    {
      query.descending = i % 2;
      query.sort_field = i % 3 == 0 ? PILOT_CANDIDATE_NAME : i % 3 == 1 ? PILOT_CANDIDATE_STATUS : PILOT_CANDIDATE_PHONE;
      pilot_list_set_query (fixture->list, &query);
      g_main_context_iteration (NULL, FALSE);
    }
  query.sort_field = PILOT_CANDIDATE_NAME;
  query.descending = FALSE;
  pilot_query_set_filter (&query, PILOT_CANDIDATE_STATUS, NULL, TRUE);
  pilot_list_set_query (fixture->list, &query);
  PILOT_TEST_WAIT_UNTIL (!pilot_list_get_loading (fixture->list));
  g_assert_true (shows (fixture, 0, "Person 000000"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 3000);
  assert_mirror (fixture);

  /* Another kind of record altogether. */
  pilot_query_clear (&query);
  pilot_query_init (&query, PILOT_ENTITY_AGENCY);
  pilot_list_set_query (fixture->list, &query);
  PILOT_TEST_WAIT_UNTIL (!pilot_list_get_loading (fixture->list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 0);
  assert_mirror (fixture);
}

static void
test_titles (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PilotRecord) agency = pilot_record_new (PILOT_ENTITY_AGENCY);
  g_autoptr (PilotRecord) candidate = pilot_record_new (PILOT_ENTITY_CANDIDATE);
  g_autoptr (PilotRow) row = NULL;
  g_autofree char *agency_id = make_id (90000);
  g_autofree char *id = make_id (3);
  g_autofree char *title = NULL;
  g_autoptr (GError) error = NULL;

  add (fixture, 0, 10);
  pilot_record_set_text (agency, PILOT_FIELD_ID, agency_id);
  pilot_record_set_text (agency, PILOT_AGENCY_NAME, "Talent AG");
  pilot_record_set_text (agency, PILOT_AGENCY_DATASET, "portal");
  pilot_record_set_text (agency, PILOT_AGENCY_STATUS, "active");
  pilot_record_set_text (agency, PILOT_AGENCY_CONTRACT_STATE, "none");
  g_assert_true (pilot_store_save (fixture->store, agency, NULL, &error));
  pilot_record_set_text (candidate, PILOT_FIELD_ID, id);
  pilot_record_set_text (candidate, PILOT_CANDIDATE_AGENCY_ID, agency_id);
  g_assert_true (pilot_store_save (fixture->store, candidate, NULL, &error));
  open_list (fixture, PILOT_ENTITY_CANDIDATE);
  row = g_list_model_get_item (G_LIST_MODEL (fixture->list), 3);
  title = pilot_row_dup_display (row, PILOT_CANDIDATE_AGENCY_ID);
  g_assert_cmpstr (title, ==, "Talent AG");
  g_assert_true (pilot_row_get_pending (row));
  g_clear_object (&row);
  row = g_list_model_get_item (G_LIST_MODEL (fixture->list), 4);
  g_assert_false (pilot_row_get_pending (row));

  /* The agency's new name reaches the candidate's row. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  fixture->n_named = 0;
  pilot_record_set_text (agency, PILOT_AGENCY_NAME, "Talent & Co");
  g_assert_true (pilot_store_save (fixture->store, agency, NULL, &error));
  PILOT_TEST_WAIT_UNTIL (fixture->n_named == 1);
  g_clear_object (&row);
  row = g_list_model_get_item (G_LIST_MODEL (fixture->list), 3);
  g_free (title);
  title = pilot_row_dup_display (row, PILOT_CANDIDATE_AGENCY_ID);
  g_assert_cmpstr (title, ==, "Talent & Co");
}

static void
test_random (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  guint n = 500;

  add (fixture, 0, n);
  open_list (fixture, PILOT_ENTITY_CANDIDATE);
  for (int round = 0; round < 60; round++)
    {
      guint target = g_rand_int_range (rand, 0, n);
      g_autofree char *id = make_id (target);
      g_autofree char *name = g_strdup_printf ("Person %06d", g_rand_int_range (rand, 0, 6000));
      const char *ids[] = { id, NULL };

      switch (g_rand_int_range (rand, 0, 4))
        {
        case 0:
          add (fixture, n, 3);
          n += 3;
          break;
        case 1:
          pilot_store_delete (fixture->store, PILOT_ENTITY_CANDIDATE, ids, NULL, NULL);
          break;
        case 2:
          g_object_unref (g_list_model_get_item (G_LIST_MODEL (fixture->list), 0));
          break;
        default:
          if (pilot_list_find (fixture->list, id) >= 0)
            rename_candidate (fixture, target, name);
        }
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  add (fixture, n, 1);
  {
    g_autofree char *last = make_id (n);

    PILOT_TEST_WAIT_UNTIL (pilot_list_find (fixture->list, last) >= 0);
  }
  assert_mirror (fixture);
}

static void
test_dropped (Fixture *fixture, gconstpointer data)
{
  add (fixture, 0, 1000);
  for (int i = 0; i < 20; i++)
    {
      g_autoptr (PilotList) list G_GNUC_UNUSED = pilot_query_list_new (fixture->store, PILOT_ENTITY_CANDIDATE);

      for (int j = 0; j < i; j++)
        g_main_context_iteration (NULL, FALSE);
    }
  open_list (fixture, PILOT_ENTITY_CANDIDATE);
  assert_mirror (fixture);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add ("/store/query-list/shows every record in order and finds each", Fixture, NULL, set_up, test_whole, tear_down);
  g_test_add ("/store/query-list/an edit, a move and new records are told alone", Fixture, NULL, set_up, test_changes, tear_down);
  g_test_add ("/store/query-list/a change of many rows is told in pieces", Fixture, NULL, set_up, test_many_changes, tear_down);
  g_test_add ("/store/query-list/deleted records go alone", Fixture, NULL, set_up, test_delete, tear_down);
  g_test_add ("/store/query-list/a row that is held stays the same object", Fixture, NULL, set_up, test_held, tear_down);
  g_test_add ("/store/query-list/the newest query wins", Fixture, NULL, set_up, test_queries, tear_down);
  g_test_add ("/store/query-list/references show titles and follow them", Fixture, NULL, set_up, test_titles, tear_down);
  g_test_add ("/store/query-list/the signals tell the truth through any changes", Fixture, NULL, set_up, test_random, tear_down);
  g_test_add ("/store/query-list/a list may be dropped at any moment", Fixture, NULL, set_up, test_dropped, tear_down);
  return g_test_run ();
}
