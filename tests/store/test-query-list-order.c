/* test-query-list-order.c: which rows a query shows, in which order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cache-fixture.h"
#include "pilot-query-list-match.h"
#include "pilot-query-list-order.h"
#include "pilot-search.h"
#include "pilot-statement.h"
#include "pilot-test.h"

#include <string.h>

#define N_CANDIDATES 5000

typedef struct
{
  char *path;         /* (owned) */
  PilotDatabase *db;  /* (owned) */
  PilotRowMemo *memo; /* (owned) */
} Fixture;

static const char *const first_names[] = { "Aoife", "anna", "Bob", "Zoë", "Zoe", "Åsa", "Niall", "de Paul", "Émile" };
static const char *const last_names[] = { "Murphy", "Kelly", "O'Brien", "Nowak", "Müller", "Zimmer", "van Dam" };

static PilotRowMemo *
make_memo (const char *path)
{
  g_autoptr (GError) error = NULL;
  PilotDatabase *reader = pilot_database_open (path, PILOT_DATABASE_READ_ONLY, 0, &error);

  g_assert_no_error (error);
  return pilot_row_memo_new (reader);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *dir = pilot_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "a.cache", NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autoptr (GError) error = NULL;
  char *agencies[20];
  gboolean done = FALSE;

  fixture->db = cache_fixture_open (path);
  cache_fixture_exec (fixture->db, "BEGIN");
  for (guint i = 0; i < G_N_ELEMENTS (agencies); i++)
    {
      g_autofree char *name = g_strdup_printf ("%s %u", last_names[i % G_N_ELEMENTS (last_names)], i % 7);

      agencies[i] = cache_fixture_add_agency (fixture->db, name);
    }
  for (int i = 0; i < N_CANDIDATES; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s %s", first_names[g_rand_int_range (rand, 0, G_N_ELEMENTS (first_names))],
                                               last_names[g_rand_int_range (rand, 0, G_N_ELEMENTS (last_names))]);
      g_autofree char *phone = g_strdup_printf ("%d", g_rand_int_range (rand, 0, 5000));
      g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_CANDIDATE);
      const PilotField *status = &pilot_schema_get (PILOT_ENTITY_CANDIDATE)->fields[PILOT_CANDIDATE_STATUS];
      int agency = g_rand_int_range (rand, 0, G_N_ELEMENTS (agencies) + 2);

      pilot_record_set_text (record, PILOT_CANDIDATE_NAME, i % 50 == 7 ? NULL : name);
      /* Words that all, nearly all and half of them hold. */
      pilot_record_set_text (record, PILOT_CANDIDATE_EMAIL,
                             i < 3 ? "every" : i % 2 == 0 ? "every nearly" : "every nearly half@the.same");
      pilot_record_set_text (record, PILOT_CANDIDATE_PHONE, i % 40 == 3 ? NULL : phone);
      pilot_record_set_text (record, PILOT_CANDIDATE_DATASET, i % 3 == 0 ? "legacy" : "portal");
      /* Some have no agency, some one that isn't there. */
      pilot_record_set_text (record, PILOT_CANDIDATE_AGENCY_ID, agency < (int) G_N_ELEMENTS (agencies) ? agencies[agency]
                                                                : agency == (int) G_N_ELEMENTS (agencies) ? NULL : "nobody");
      pilot_record_set_text (record, PILOT_CANDIDATE_STATUS, i % 60 == 9 ? NULL : i % 60 == 10 ? "ODD" : status->choices[i % 5].value);
      pilot_record_set_text (record, PILOT_CANDIDATE_JOB_ID, agencies[i % 20]);
      pilot_record_set_integer (record, PILOT_FIELD_UPDATED_AT, g_rand_int_range (rand, -1000, 100000));
      pilot_record_set_integer (record, PILOT_FIELD_REVISION, g_rand_int_range (rand, 1, 1000));
      cache_fixture_add (fixture->db, record);
    }
  cache_fixture_exec (fixture->db, "COMMIT");
  while (!done)
    {
      pilot_search_build_slice (fixture->db, &done, &error);
      g_assert_no_error (error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (agencies); i++)
    g_free (agencies[i]);
  fixture->memo = make_memo (path);
  fixture->path = g_steal_pointer (&path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  pilot_row_match_set_patience (4 * G_TIME_SPAN_MILLISECOND);
  g_free (fixture->path);
  pilot_row_memo_free (fixture->memo);
  pilot_database_close (fixture->db);
}

static gint64
query_number (PilotDatabase *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 number = -1;

  pilot_database_query_int64 (db, sql, -1, &number, &error);
  g_assert_no_error (error);
  return number;
}

typedef struct
{
  guint n_calls;
  PilotRowOrder order;
} First;

static void
first_cb (const guint32 *rows, guint n_rows, gpointer user_data)
{
  First *first = user_data;

  first->n_calls++;
  first->order.rows = g_memdup2 (rows, n_rows * sizeof (guint32));
  first->order.length = n_rows;
}

/* Every row once, as many as @where says, and never a smaller @key after a larger one, an empty one only at the end. */
static void
assert_order (Fixture *fixture, const PilotQuery *query, const char *where, const char *key)
{
  const char *table = pilot_schema_get (query->entity)->name;
  g_autofree char *count_sql = g_strdup_printf ("SELECT count(*) FROM %s AS t WHERE %s", table, where);
  g_autofree char *row_sql = g_strdup_printf ("SELECT %s, %s FROM %s AS t WHERE t.rowid=?1", where, key, table);
  g_autofree char *compare_sql = g_strdup ("SELECT ?1 < ?2");
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotStatement) row_statement = pilot_statement_new (fixture->db, row_sql, &error);
  g_autoptr (PilotStatement) compare = pilot_statement_new (fixture->db, compare_sql, &error);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_auto (PilotRowOrder) order = { 0 };
  First first = { 0 };
  sqlite3_value *previous = NULL;

  g_assert_no_error (error);
  pilot_row_order_query (fixture->memo, query, 100, first_cb, &first, NULL, &order, &error);
  g_assert_no_error (error);
  g_assert_cmpint (order.length, ==, query_number (fixture->db, count_sql));
  g_assert_cmpuint (first.n_calls, <=, 1);
  if (first.n_calls > 0)
    g_assert_cmpmem (first.order.rows, first.order.length * 4, order.rows, MIN (100, order.length) * 4);
  pilot_row_order_clear (&first.order);

  for (guint i = 0; i < order.length; i++)
    {
      gboolean row;
      sqlite3_stmt *handle = pilot_statement_get_handle (row_statement);

      g_assert_true (g_hash_table_add (seen, GUINT_TO_POINTER (order.rows[i])));
      pilot_statement_bind_int64 (row_statement, 1, order.rows[i]);
      g_assert_true (pilot_statement_step (row_statement, &row, NULL) && row);
      g_assert_true (pilot_statement_get_int64 (row_statement, 0));
      if (previous != NULL)
        {
          sqlite3_value *now = sqlite3_column_value (handle, 1);
          gboolean is_null = sqlite3_value_type (now) == SQLITE_NULL;

          g_assert_true (is_null || sqlite3_value_type (previous) != SQLITE_NULL);
          sqlite3_bind_value (pilot_statement_get_handle (compare), query->descending ? 2 : 1, now);
          sqlite3_bind_value (pilot_statement_get_handle (compare), query->descending ? 1 : 2, previous);
          g_assert_true (pilot_statement_step (compare, &row, NULL) && row);
          if (!is_null)
            if (pilot_statement_get_int64 (compare, 0))
              g_error ("%s %s, %s: row %u of %u: %s after %s", key, query->descending ? "descending" : "ascending", where, i, order.length, sqlite3_value_text (now), sqlite3_value_text (previous));
          pilot_statement_reset (compare);
          sqlite3_value_free (previous);
        }
      previous = sqlite3_value_dup (sqlite3_column_value (handle, 1));
      pilot_statement_reset (row_statement);
    }
  sqlite3_value_free (previous);
}

/* Sort fields and what they are sorted by, as SQL of its own. */
static const struct
{
  guint field;
  const char *key;
} sort_fields[] = {
  { PILOT_FIELD_ID, "t.id" },
  { PILOT_CANDIDATE_NAME, "t.name_key" },
  { PILOT_FIELD_UPDATED_AT, "t.updated_at" },
  { PILOT_FIELD_REVISION, "t.revision" },
  { PILOT_CANDIDATE_PHONE, "t.phone" }, /* digits: every locale's order */
  { PILOT_CANDIDATE_AGENCY_ID, "(SELECT name_key FROM agency WHERE id=t.agency_id)" },
  { PILOT_CANDIDATE_JOB_ID, "(SELECT title_key FROM job WHERE id=t.job_id)" },
  { PILOT_CANDIDATE_RECRUITER_ID, "NULL" },
  { PILOT_CANDIDATE_STATUS, NULL },
};

static char *
make_status_key (void)
{
  GString *sql = g_string_new ("CASE t.status");
  const PilotField *status = &pilot_schema_get (PILOT_ENTITY_CANDIDATE)->fields[PILOT_CANDIDATE_STATUS];

  for (guint i = 0; status->choices[i].value != NULL; i++)
    g_string_append_printf (sql, " WHEN '%s' THEN %u", status->choices[i].value, i);
  g_string_append (sql, " END");
  return g_string_free (sql, FALSE);
}

static void
test_every_column (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *search;
    const char *status;
    const char *dataset;
    const char *where;
  } cases[] = {
    { NULL, NULL, NULL, "1" },
    { "ao", NULL, NULL, "t.name LIKE 'Ao%'" },
    { "zoe", NULL, NULL, "(t.name LIKE 'Zoe%' OR t.name LIKE 'Zoë%')" },
    { "nothing like it", NULL, NULL, "0" },
    { NULL, NULL, "portal", "t.dataset='portal'" },
    { NULL, "ODD", NULL, "t.status='ODD'" },
    { "murphy", "", "legacy", "t.name LIKE '% Murphy' AND t.status IS NULL AND t.dataset='legacy'" },
    { "m", NULL, "portal", "t.dataset='portal' AND (t.name LIKE '% M%')" },
  };
  g_autofree char *status_key = make_status_key ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (sort_fields); j++)
      for (int descending = 0; descending < 2; descending++)
        {
          g_auto (PilotQuery) query = { 0 };

          pilot_query_init (&query, PILOT_ENTITY_CANDIDATE);
          query.sort_field = sort_fields[j].field;
          query.descending = descending;
          query.search = g_strdup (cases[i].search);
          if (cases[i].status != NULL)
            pilot_query_set_filter (&query, PILOT_CANDIDATE_STATUS, *cases[i].status != '\0' ? cases[i].status : NULL, FALSE);
          if (cases[i].dataset != NULL)
            pilot_query_set_filter (&query, PILOT_CANDIDATE_DATASET, cases[i].dataset, FALSE);
          assert_order (fixture, &query, cases[i].where, sort_fields[j].key != NULL ? sort_fields[j].key : status_key);
        }
}

static void
test_other_entities (Fixture *fixture, gconstpointer data)
{
  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    {
      const PilotSchema *schema = pilot_schema_get (entity);

      for (guint field = 0; field < schema->n_fields; field++)
        {
          g_auto (PilotQuery) query = { 0 };
          g_auto (PilotRowOrder) order = { 0 };
          g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM \"%s\"", schema->name);
          g_autoptr (GError) error = NULL;

          pilot_query_init (&query, entity);
          query.sort_field = field;
          pilot_row_order_query (fixture->memo, &query, 100, NULL, NULL, NULL, &order, &error);
          g_assert_no_error (error);
          g_assert_cmpint (order.length, ==, query_number (fixture->db, sql));
        }
    }
}

static void
test_number_filter (Fixture *fixture, gconstpointer data)
{
  g_auto (PilotQuery) query = { 0 };

  pilot_query_init (&query, PILOT_ENTITY_CANDIDATE);
  pilot_query_set_filter (&query, PILOT_FIELD_REVISION, "77", FALSE);
  assert_order (fixture, &query, "t.revision=77", "t.name_key");
}

static void
test_id_filter (Fixture *fixture, gconstpointer data)
{
  g_auto (PilotQuery) query = { 0 };
  g_autoptr (GString) ids = g_string_new (NULL);
  g_autoptr (PilotStatement) statement = pilot_statement_new (fixture->db, "SELECT id FROM candidate WHERE rowid%90=5", NULL);
  gboolean row;

  while (pilot_statement_step (statement, &row, NULL) && row)
    g_string_append_printf (ids, "%s%s", ids->len > 0 ? "," : "", pilot_statement_get_text (statement, 0));
  pilot_query_init (&query, PILOT_ENTITY_CANDIDATE);
  pilot_query_set_filter (&query, PILOT_FIELD_ID, ids->str, FALSE);
  assert_order (fixture, &query, "t.rowid%90=5", "t.name_key");
  /* With another filter, and of one that isn't there. */
  pilot_query_set_filter (&query, PILOT_CANDIDATE_DATASET, "legacy", FALSE);
  assert_order (fixture, &query, "t.rowid%90=5 AND t.dataset='legacy'", "t.name_key");
  pilot_query_set_filter (&query, PILOT_FIELD_ID, "nobody", FALSE);
  assert_order (fixture, &query, "0", "t.name_key");
}

/* Searches by what they find, each in every order, with and without filters. */
static const struct
{
  const char *words;
  const char *where; /* (nullable): not to be compared */
} searches[] = {
  { NULL, "1" },
  { "nobody", "0" },
  { "every", "1" },
  { "EV", "1" },
  { "nearly", "t.rowid>3" },
  { "half", "t.email LIKE '%half%'" },
  { "ev half", "t.email LIKE '%half%'" },
  { "every zo nearly", "t.rowid>3 AND (t.name LIKE 'Zoe%' OR t.name LIKE 'Zoë%')" },
  { "every nobody", "0" },
  { "half@the", "t.email LIKE '%half%'" },
  { "de every", "t.name LIKE 'de%' OR t.name LIKE '% de%'" },
  { "a\" OR \"every", NULL },
  { "every*", "1" },
  { "NEAR(every half)", "t.email LIKE '%half%'" },
  { "email:every", "0" },
  { "e\xcc\x81very \xcc\x81", "1" },
};

static void
assert_same_order (const PilotRowOrder *order, const PilotRowOrder *expected, const PilotQuery *query)
{
  if (order->length == expected->length && (order->length == 0 || memcmp (order->rows, expected->rows, order->length * 4) == 0))
    return;
  g_error ("another order: “%s”, field %u, %u filters", query->search, query->sort_field, query->n_filters);
}

/* The whole order as a connection finds it that knows nothing yet, with every row looked for in the usual way. */
static void
query_afresh (Fixture *fixture, const PilotQuery *query, PilotRowOrder *order)
{
  g_autoptr (PilotRowMemo) memo = make_memo (fixture->path);
  g_autoptr (GError) error = NULL;

  pilot_row_match_set_patience (G_MAXINT64 / 2);
  pilot_row_order_query (memo, query, 0, NULL, NULL, NULL, order, &error);
  g_assert_no_error (error);
}

static void
assert_first_rows (Fixture *fixture, PilotRowMemo *memo, const PilotQuery *query, const PilotRowOrder *expected)
{
  g_auto (PilotRowOrder) order = { 0 };
  g_autoptr (GError) error = NULL;
  First first = { 0 };

  pilot_row_match_set_patience (0);
  pilot_row_order_query (memo, query, 50, first_cb, &first, NULL, &order, &error);
  g_assert_no_error (error);
  assert_same_order (&order, expected, query);
  g_assert_cmpuint (first.n_calls, <=, 1);
  if (first.n_calls > 0)
    g_assert_cmpmem (first.order.rows, first.order.length * 4, expected->rows, 50 * 4);
  pilot_row_order_clear (&first.order);
}

/* By index and from memory, with few and with all rows sorted, early and in the end: one order. */
static void
test_first_rows (Fixture *fixture, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (sort_fields); j++)
      for (int filtered = 0; filtered < 3; filtered++)
        {
          g_autoptr (PilotRowMemo) memo = make_memo (fixture->path);
          g_auto (PilotQuery) query = { 0 };
          g_auto (PilotRowOrder) expected = { 0 };

          pilot_query_init (&query, PILOT_ENTITY_CANDIDATE);
          query.sort_field = sort_fields[j].field;
          query.descending = (i + j + filtered) % 2;
          query.search = g_strdup (searches[i].words);
          if (filtered == 1)
            pilot_query_set_dataset (&query, "legacy");
          if (filtered == 2)
            pilot_query_set_filter (&query, PILOT_CANDIDATE_STATUS, NULL, FALSE);
          query_afresh (fixture, &query, &expected);
          if (searches[i].where != NULL && query.n_filters == 0)
            {
              g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM candidate AS t WHERE %s", searches[i].where);

              g_assert_cmpint (expected.length, ==, query_number (fixture->db, sql));
            }
          assert_first_rows (fixture, memo, &query, &expected);
          assert_first_rows (fixture, memo, &query, &expected);
          assert_first_rows (fixture, fixture->memo, &query, &expected);
        }
}

typedef struct
{
  PilotDatabase *db;
  gboolean called;
  gboolean searching; /* then */
} Early;

static void
early_cb (const guint32 *rows, guint n_rows, gpointer user_data)
{
  Early *early = user_data;
  sqlite3 *handle = pilot_database_get_handle (early->db);

  early->called = TRUE;
  for (sqlite3_stmt *statement = sqlite3_next_stmt (handle, NULL); statement != NULL; statement = sqlite3_next_stmt (handle, statement))
    if (sqlite3_stmt_busy (statement) && sqlite3_sql (statement) != NULL && strstr (sqlite3_sql (statement), "MATCH") != NULL)
      early->searching = TRUE;
}

static void
test_early (Fixture *fixture, gconstpointer data)
{
  static const guint fields[] = { PILOT_CANDIDATE_NAME, PILOT_CANDIDATE_AGENCY_ID, PILOT_FIELD_UPDATED_AT };

  pilot_row_match_set_patience (0);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (PilotRowMemo) memo = make_memo (fixture->path);
      g_auto (PilotQuery) query = { 0 };
      g_auto (PilotRowOrder) order = { 0 };
      g_autoptr (GError) error = NULL;
      Early early = { .db = pilot_row_memo_get_database (memo) };

      pilot_query_init (&query, PILOT_ENTITY_CANDIDATE);
      query.search = g_strdup ("every");
      query.sort_field = fields[i];
      pilot_row_order_query (memo, &query, 50, early_cb, &early, NULL, &order, &error);
      g_assert_no_error (error);
      g_assert_true (early.called);
      g_assert_true (early.searching);
    }
}

/* Edits that wait to be sent are in the table like all others. */
static void
test_changes (Fixture *fixture, gconstpointer data)
{
  static const char *const changes[] = {
    "UPDATE candidate SET name_key=randomblob(4), updated_at=abs(random())%1000, pending=7 WHERE rowid%4=1",
    "UPDATE candidate SET phone=abs(random())%1000, status='NEW', revision=abs(random())%1000 WHERE rowid%4=2",
    "UPDATE candidate SET dataset='portal' WHERE rowid%7=2",
    "UPDATE agency SET name_key=randomblob(4)",
    "UPDATE agency SET name_key=NULL WHERE rowid=6",
    "UPDATE candidate SET email='none' WHERE rowid%3=0",
    "DELETE FROM candidate WHERE rowid%50=1",
  };

  for (gsize j = 0; j < G_N_ELEMENTS (sort_fields); j++)
    for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
      {
        g_auto (PilotQuery) query = { 0 };
        g_auto (PilotRowOrder) before = { 0 };
        g_auto (PilotRowOrder) after = { 0 };

        pilot_query_init (&query, PILOT_ENTITY_CANDIDATE);
        query.sort_field = sort_fields[j].field;
        query.search = g_strdup ("every");
        pilot_query_set_filter (&query, PILOT_CANDIDATE_DATASET, "portal", FALSE);
        query_afresh (fixture, &query, &before);
        assert_first_rows (fixture, fixture->memo, &query, &before);
        cache_fixture_exec (fixture->db, "%s", changes[i]);
        query_afresh (fixture, &query, &after);
        assert_first_rows (fixture, fixture->memo, &query, &after);
      }
}

/* What the builder of the index has not come to is not found early either. */
static void
test_unfinished_index (Fixture *fixture, gconstpointer data)
{
  g_auto (PilotQuery) query = { 0 };
  g_auto (PilotRowOrder) expected = { 0 };
  g_autoptr (GError) error = NULL;

  cache_fixture_exec (fixture->db, "BEGIN");
  pilot_search_defer (fixture->db, pilot_schema_get (PILOT_ENTITY_CANDIDATE), &error);
  g_assert_no_error (error);
  for (int i = 0; i < 100; i++)
    cache_fixture_add_candidate (fixture->db, " Aaa", "every", NULL, "NEW");
  pilot_search_resume (fixture->db, pilot_schema_get (PILOT_ENTITY_CANDIDATE), &error);
  g_assert_no_error (error);
  cache_fixture_exec (fixture->db, "COMMIT");
  pilot_query_init (&query, PILOT_ENTITY_CANDIDATE);
  query.search = g_strdup ("every");
  query_afresh (fixture, &query, &expected);
  g_assert_cmpuint (expected.length, ==, N_CANDIDATES);
  assert_first_rows (fixture, fixture->memo, &query, &expected);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_auto (PilotQuery) query = { 0 };
  g_auto (PilotRowOrder) order = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  pilot_query_init (&query, PILOT_ENTITY_CANDIDATE);
  g_cancellable_cancel (cancellable);
  g_assert_false (pilot_row_order_query (fixture->memo, &query, 100, NULL, NULL, cancellable, &order, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (order.rows);
  assert_order (fixture, &query, "1", "t.name_key");
}

/* Ends the query in the middle of its walk. */
static void
cancel_cb (const guint32 *rows, guint n_rows, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
test_cancelled_midway (Fixture *fixture, gconstpointer data)
{
  g_auto (PilotQuery) query = { 0 };
  g_auto (PilotRowOrder) order = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  pilot_query_init (&query, PILOT_ENTITY_CANDIDATE);
  g_assert_false (pilot_row_order_query (fixture->memo, &query, 10, cancel_cb, cancellable, cancellable, &order, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (pilot_database_in_transaction (pilot_row_memo_get_database (fixture->memo)));
  assert_order (fixture, &query, "1", "t.name_key");
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add ("/store/query-list-order/every column, filter and search gives the rows that SQL gives", Fixture, NULL, set_up,
              test_every_column, tear_down);
  g_test_add ("/store/query-list-order/every entity is sorted by every field", Fixture, NULL, set_up, test_other_entities, tear_down);
  g_test_add ("/store/query-list-order/numbers are filtered as numbers", Fixture, NULL, set_up, test_number_filter, tear_down);
  g_test_add ("/store/query-list-order/chosen records are shown alone", Fixture, NULL, set_up, test_id_filter, tear_down);
  g_test_add ("/store/query-list-order/the first rows are those of the whole order, however it is come by", Fixture, NULL, set_up,
              test_first_rows, tear_down);
  g_test_add ("/store/query-list-order/the first rows don't wait for all that match", Fixture, NULL, set_up, test_early, tear_down);
  g_test_add ("/store/query-list-order/what was found out is forgotten when the data change", Fixture, NULL, set_up, test_changes,
              tear_down);
  g_test_add ("/store/query-list-order/what is not indexed yet is not found early", Fixture, NULL, set_up, test_unfinished_index,
              tear_down);
  g_test_add ("/store/query-list-order/a cancelled query leaves nothing", Fixture, NULL, set_up, test_cancelled, tear_down);
  g_test_add ("/store/query-list-order/a query ends in its middle", Fixture, NULL, set_up, test_cancelled_midway, tear_down);
  return g_test_run ();
}
