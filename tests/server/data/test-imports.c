/* test-imports.c: imports staged in chunks and committed whole
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test-data.h"

#define IMPORT "/v1/imports/00000000-0000-4000-8000-0000000000ff"
#define KEY "00000000-0000-4000-8000-0000000000aa"
#define OTHER_KEY "00000000-0000-4000-8000-0000000000bb"

static void
announce (TestData *data, guint n_rows)
{
  g_autofree char *body = g_strdup_printf ("{\"entity\":\"agency\",\"rows\":%u,\"sourceName\":\"register.csv\"}", n_rows);
  g_autoptr (TestAnswer) answer = test_call (data, "PUT", IMPORT, body, NULL);

  test_assert_status (answer, 201);
}

static void
put_chunk (TestData *data, guint n, const char *json)
{
  g_autofree char *path = g_strdup_printf (IMPORT "/chunks/%u", n);
  g_autoptr (TestAnswer) answer = test_call (data, "PUT", path, json, NULL);

  test_assert_status (answer, 200);
}

static gint64
get_cache_size (TestData *data)
{
  gint64 n = 0;

  g_assert_true (pilot_database_query_int64 (pilot_portal_db_get_database (data->db), "PRAGMA cache_size", 0, &n, NULL));
  return n;
}

static gint64
count_indexes (TestData *data)
{
  gint64 n = -1;

  g_assert_true (pilot_database_query_int64 (pilot_portal_db_get_database (data->db),
                                             "SELECT count(*) FROM sqlite_master WHERE type = 'index'", -1, &n, NULL));
  return n;
}

static void
test_commit (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autofree char *first = test_agencies_json (1, 30, "One");
  g_autofree char *second = test_agencies_json (31, 20, "One");
  gint64 before = test_revision (data);
  gint64 n_before = test_count_agencies (data);
  g_autoptr (TestAnswer) committed = NULL;
  g_autoptr (TestAnswer) again = NULL;
  g_autoptr (TestAnswer) other_key = NULL;
  g_autoptr (TestAnswer) events = NULL;

  announce (data, 50);
  put_chunk (data, 1, second);
  put_chunk (data, 0, first);
  g_assert_cmpint (test_revision (data), ==, before); /* staging is no change */
  committed = test_call (data, "POST", IMPORT "/commit", NULL, "Idempotency-Key", KEY, NULL);
  test_assert_status (committed, 200);
  g_assert_cmpstr (test_text (committed->object, "state"), ==, "committed");
  g_assert_cmpint (test_number (committed->object, "created"), ==, 50);
  g_assert_cmpint (test_number (committed->object, "revision"), ==, before + 51);
  g_assert_cmpint (committed->response->changed_revision, ==, before + 51);
  g_assert_cmpint (test_count_agencies (data), ==, n_before + 50);
  again = test_call (data, "POST", IMPORT "/commit", NULL, "Idempotency-Key", KEY, NULL);
  g_assert_cmpstr (again->response->body->str, ==, committed->response->body->str);
  other_key = test_call (data, "POST", IMPORT "/commit", NULL, "Idempotency-Key", OTHER_KEY, NULL);
  g_assert_cmpstr (other_key->response->body->str, ==, committed->response->body->str);
  g_assert_cmpint (test_revision (data), ==, before + 51);
  events = test_get (data, "/v1/audit-events?action=import.commit");
  g_assert_cmpuint (json_array_get_length (test_items (events)), ==, 1);
  g_assert_cmpint (test_number (test_item (events, 0), "count"), ==, 50);
}

static void
test_counts (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autofree char *first = test_agencies_json (1, 10, "One");
  g_autofree char *same = test_agencies_json (1, 4, "One");
  g_autofree char *changed = test_agencies_json (5, 3, "Two");
  g_autofree char *new = test_agencies_json (100, 2, "One");
  g_autoptr (TestAnswer) bulk = test_call (data, "POST", "/v1/agencies/bulk", first, NULL);
  g_autoptr (TestAnswer) committed = NULL;

  test_assert_status (bulk, 200);
  announce (data, 9);
  put_chunk (data, 0, same);
  put_chunk (data, 1, changed);
  put_chunk (data, 2, new);
  committed = test_call (data, "POST", IMPORT "/commit", NULL, NULL);
  test_assert_status (committed, 200);
  g_assert_cmpint (test_number (committed->object, "created"), ==, 2);
  g_assert_cmpint (test_number (committed->object, "changed"), ==, 3);
  g_assert_cmpint (test_number (committed->object, "unchanged"), ==, 4);
}

static void
test_all_or_none (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autofree char *good = test_agencies_json (1, 300, "One");
  g_autofree char *bad = test_agencies_json (301, 150, "");
  gint64 before = test_revision (data);
  gint64 n_before = test_count_agencies (data);
  g_autoptr (TestAnswer) refused = NULL;
  g_autoptr (TestAnswer) mended = NULL;
  JsonArray *errors;

  announce (data, 450);
  put_chunk (data, 0, good);
  put_chunk (data, 1, bad);
  refused = test_call (data, "POST", IMPORT "/commit", NULL, NULL);
  test_assert_status (refused, 422);
  errors = json_object_get_array_member (refused->object, "errors");
  g_assert_cmpuint (json_array_get_length (errors), ==, 100);
  g_assert_cmpint (test_number (json_array_get_object_element (errors, 0), "row"), ==, 300);
  g_assert_cmpstr (test_text (json_array_get_object_element (errors, 0), "field"), ==, "name");
  g_assert_cmpint (test_count_agencies (data), ==, n_before);
  g_assert_cmpint (test_revision (data), ==, before);
  /* The same number again replaces the chunk. */
  g_free (bad);
  bad = test_agencies_json (301, 150, "Two");
  put_chunk (data, 1, bad);
  mended = test_call (data, "POST", IMPORT "/commit", NULL, NULL);
  test_assert_status (mended, 200);
  g_assert_cmpint (test_count_agencies (data), ==, n_before + 450);
}

static void
test_row_errors (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autoptr (TestAnswer) refused = NULL;
  JsonArray *errors;

  announce (data, 5);
  put_chunk (data, 0,
             "{\"items\":["
             "{\"id\":\"00000000-0000-4000-8000-000000000001\",\"dataset\":\"legacy\",\"name\":\"A\",\"status\":\"active\",\"contractState\":\"none\"},"
             "{\"id\":\"00000000-0000-4000-8000-000000000001\",\"dataset\":\"legacy\",\"name\":\"B\",\"status\":\"active\",\"contractState\":\"none\"},"
             "{\"id\":\"00000000-0000-4000-8000-000000000002\",\"dataset\":\"legacy\",\"name\":7,\"status\":\"active\",\"contractState\":\"none\"},"
             "{\"dataset\":\"legacy\",\"name\":\"B\",\"status\":\"active\",\"contractState\":\"none\"},"
             "{\"id\":\"00000000-0000-4000-8000-000000000003\",\"revision\":9,\"name\":\"C\"}]}");
  refused = test_call (data, "POST", IMPORT "/commit", NULL, NULL);
  test_assert_status (refused, 422);
  errors = json_object_get_array_member (refused->object, "errors");
  g_assert_cmpuint (json_array_get_length (errors), ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (test_number (json_array_get_object_element (errors, i), "row"), ==, i + 1);
  g_assert_cmpstr (test_text (json_array_get_object_element (errors, 0), "field"), ==, "id");
  g_assert_cmpstr (test_text (json_array_get_object_element (errors, 1), "field"), ==, "name");
}

static void
test_references_within (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autofree char *agencies = test_agencies_json (1, 1, "One");
  g_autoptr (TestAnswer) bulk = test_call (data, "POST", "/v1/agencies/bulk", agencies, NULL);
  g_autoptr (TestAnswer) announced = test_call (data, "PUT", IMPORT, "{\"entity\":\"recruiter\",\"rows\":2}", NULL);
  g_autoptr (TestAnswer) refused = NULL;
  JsonArray *errors;

  test_assert_status (bulk, 200);
  test_assert_status (announced, 201);
  put_chunk (data, 0,
             "{\"items\":[{\"id\":\"00000000-0000-4000-8000-000000000011\",\"dataset\":\"legacy\",\"name\":\"A\",\"status\":\"active\","
             "\"agencyId\":\"00000000-0000-4000-8000-000000000001\"},"
             "{\"id\":\"00000000-0000-4000-8000-000000000012\",\"dataset\":\"legacy\",\"name\":\"A\",\"status\":\"active\","
             "\"agencyId\":\"00000000-0000-4000-8000-000000000002\"}]}");
  refused = test_call (data, "POST", IMPORT "/commit", NULL, NULL);
  test_assert_status (refused, 422);
  errors = json_object_get_array_member (refused->object, "errors");
  g_assert_cmpuint (json_array_get_length (errors), ==, 1);
  g_assert_cmpint (test_number (json_array_get_object_element (errors, 0), "row"), ==, 1);
}

static void
test_incomplete (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autofree char *items = test_agencies_json (1, 10, "One");
  g_autoptr (TestAnswer) refused = NULL;
  g_autoptr (TestAnswer) state = NULL;

  announce (data, 20);
  put_chunk (data, 4, items);
  refused = test_call (data, "POST", IMPORT "/commit", NULL, NULL);
  state = test_get (data, IMPORT);
  test_assert_status (refused, 422);
  g_assert_cmpstr (test_text (state->object, "state"), ==, "staging");
  g_assert_cmpint (test_number (state->object, "receivedRows"), ==, 10);
  g_assert_cmpint (json_array_get_int_element (json_object_get_array_member (state->object, "received"), 0), ==, 4);
}

static void
test_states (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autofree char *items = test_agencies_json (1, 10, "One");
  g_autoptr (TestAnswer) same = NULL;
  g_autoptr (TestAnswer) other = NULL;
  g_autoptr (TestAnswer) discarded = NULL;
  g_autoptr (TestAnswer) twice = NULL;
  g_autoptr (TestAnswer) chunk = NULL;
  g_autoptr (TestAnswer) commit = NULL;
  g_autoptr (TestAnswer) missing = test_call (data, "GET", IMPORT, NULL, NULL);
  gint64 n;

  test_assert_status (missing, 404);
  announce (data, 10);
  same = test_call (data, "PUT", IMPORT, "{\"entity\":\"agency\",\"rows\":10}", NULL);
  test_assert_status (same, 200);
  other = test_call (data, "PUT", IMPORT, "{\"entity\":\"agency\",\"rows\":11}", NULL);
  test_assert_status (other, 409);
  put_chunk (data, 0, items);
  discarded = test_call (data, "DELETE", IMPORT, NULL, NULL);
  test_assert_status (discarded, 200);
  g_assert_cmpstr (test_text (discarded->object, "state"), ==, "discarded");
  twice = test_call (data, "DELETE", IMPORT, NULL, NULL);
  test_assert_status (twice, 200);
  chunk = test_call (data, "PUT", IMPORT "/chunks/0", items, NULL);
  test_assert_status (chunk, 409);
  commit = test_call (data, "POST", IMPORT "/commit", NULL, NULL);
  test_assert_status (commit, 409);
  pilot_database_query_int64 (pilot_portal_db_get_database (data->db), "SELECT count(*) FROM import_chunk", -1, &n, NULL);
  g_assert_cmpint (n, ==, 0);
}

static void
test_announcements (void)
{
  static const char *const bodies[] = {
    "{}", "{\"entity\":\"agency\"}", "{\"entity\":\"agency\",\"rows\":0}", "{\"entity\":\"agency\",\"rows\":\"5\"}",
    "{\"entity\":\"result\",\"rows\":5}", "{\"entity\":\"audit_event\",\"rows\":5}", "{\"entity\":7,\"rows\":5}",
    "{\"entity\":\"agency\",\"rows\":5,\"sourceName\":{}}", "[]", "", "nonsense",
  };
  g_autoptr (TestData) data = test_data_new (20);

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (TestAnswer) answer = test_call (data, "PUT", IMPORT, bodies[i], NULL);

      if (answer->response->status != 400 && answer->response->status != 422)
        g_error ("%s: status %u", bodies[i], answer->response->status);
    }
}

static void
test_role (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autoptr (TestAnswer) announced = NULL;
  g_autoptr (TestAnswer) read = NULL;

  announce (data, 10);
  data->role = PILOT_ROLE_AUDITOR;
  announced = test_call (data, "PUT", IMPORT, "{\"entity\":\"agency\",\"rows\":10}", NULL);
  test_assert_status (announced, 403);
  read = test_call (data, "GET", IMPORT, NULL, NULL);
  test_assert_status (read, 404);
}

static void
test_rebuilt_indexes (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  guint n_chunks = pilot_test_is_long () ? 40 : 11;
  gint64 n_indexes = count_indexes (data);
  gint64 cache_size = get_cache_size (data);
  g_autoptr (TestAnswer) refused = NULL;
  g_autoptr (TestAnswer) committed = NULL;
  g_autoptr (TestAnswer) found = NULL;
  g_autofree char *bad = test_agencies_json (1, 5000, "");
  g_autofree char *good = test_agencies_json (1, 5000, "One");

  announce (data, n_chunks * 5000);
  for (guint i = 1; i < n_chunks; i++)
    {
      g_autofree char *items = test_agencies_json (1 + i * 5000, 5000, "One");

      put_chunk (data, i, items);
    }
  put_chunk (data, 0, bad);
  refused = test_call (data, "POST", IMPORT "/commit", NULL, NULL);
  test_assert_status (refused, 422);
  g_assert_cmpint (count_indexes (data), ==, n_indexes);
  put_chunk (data, 0, good);
  committed = test_call (data, "POST", IMPORT "/commit", NULL, NULL);
  test_assert_status (committed, 200);
  g_assert_cmpint (count_indexes (data), ==, n_indexes);
  g_assert_cmpint (get_cache_size (data), ==, cache_size);
  found = test_get (data, "/v1/agencies?externalId=54321");
  g_assert_cmpuint (json_array_get_length (test_items (found)), ==, 1);
}

static void
test_forgotten (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autofree char *items = test_agencies_json (1, 10, "One");
  g_autoptr (TestAnswer) other = NULL;
  g_autoptr (TestAnswer) gone = NULL;
  gint64 n;

  announce (data, 10);
  put_chunk (data, 0, items);
  pilot_fake_clock_advance (data->clock, 31 * G_TIME_SPAN_DAY);
  other = test_call (data, "PUT", "/v1/imports/00000000-0000-4000-8000-0000000000fe", "{\"entity\":\"agency\",\"rows\":10}", NULL);
  test_assert_status (other, 201);
  gone = test_call (data, "GET", IMPORT, NULL, NULL);
  test_assert_status (gone, 404);
  pilot_database_query_int64 (pilot_portal_db_get_database (data->db), "SELECT count(*) FROM import_chunk", -1, &n, NULL);
  g_assert_cmpint (n, ==, 0);
}

/* Staged rows are personal data: they go by themselves, without another import. */
static void
test_staging_pruned (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autofree char *items = test_agencies_json (1, 10, "One");
  gint64 n;

  announce (data, 10);
  put_chunk (data, 0, items);
  pilot_fake_clock_advance (data->clock, 6 * G_TIME_SPAN_DAY);
  test_data_reopen (data);
  pilot_database_query_int64 (pilot_portal_db_get_database (data->db), "SELECT count(*) FROM import_chunk", -1, &n, NULL);
  g_assert_cmpint (n, ==, 1);
  pilot_fake_clock_advance (data->clock, 2 * G_TIME_SPAN_DAY);
  test_data_reopen (data);
  pilot_database_query_int64 (pilot_portal_db_get_database (data->db), "SELECT count(*) FROM import_chunk", -1, &n, NULL);
  g_assert_cmpint (n, ==, 0);
}

#define ONE "00000000-0000-4000-8000-000000000001"

/* An import of one row, committed. */
static TestAnswer *
commit_one (TestData *data, const char *item)
{
  g_autofree char *json = g_strdup_printf ("{\"items\":[%s]}", item);

  announce (data, 1);
  put_chunk (data, 0, json);
  return test_call (data, "POST", IMPORT "/commit", NULL, NULL);
}

/* Agency ONE as it was made, and as somebody changed it since. */
static gint64
make_and_change_one (TestData *data)
{
  g_autofree char *items = test_agencies_json (1, 1, "One");
  g_autofree char *etag = NULL;
  g_autoptr (TestAnswer) bulk = test_call (data, "POST", "/v1/agencies/bulk", items, NULL);
  gint64 revision = test_number (test_item (bulk, 0), "revision");
  g_autoptr (TestAnswer) patched = NULL;

  etag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", revision);
  patched = test_call (data, "PATCH", "/v1/agencies/" ONE, "{\"city\":\"Theirs\"}", "If-Match", etag, NULL);
  test_assert_status (patched, 200);
  return revision;
}

static void
test_changed_since (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  gint64 revision = make_and_change_one (data);
  g_autofree char *item = g_strdup_printf ("{\"id\":\"" ONE "\",\"revision\":%" G_GINT64_FORMAT ",\"phone\":\"12345\"}", revision);
  gint64 before = test_revision (data);
  g_autoptr (TestAnswer) refused = commit_one (data, item);
  JsonArray *errors;

  test_assert_status (refused, 409);
  errors = json_object_get_array_member (refused->object, "errors");
  g_assert_cmpuint (json_array_get_length (errors), ==, 1);
  g_assert_cmpstr (test_text (json_array_get_object_element (errors, 0), "id"), ==, ONE);
  g_assert_cmpint (test_revision (data), ==, before);
}

static void
test_partial (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autofree char *item = NULL;
  g_autoptr (TestAnswer) now = NULL;
  g_autoptr (TestAnswer) committed = NULL;
  g_autoptr (TestAnswer) after = NULL;

  make_and_change_one (data);
  now = test_get (data, "/v1/agencies/" ONE);
  item = g_strdup_printf ("{\"id\":\"" ONE "\",\"revision\":%" G_GINT64_FORMAT ",\"phone\":\"12345\"}", test_number (now->object, "revision"));
  committed = commit_one (data, item);
  test_assert_status (committed, 200);
  after = test_get (data, "/v1/agencies/" ONE);
  g_assert_cmpstr (test_text (after->object, "phone"), ==, "12345");
  g_assert_cmpstr (test_text (after->object, "city"), ==, "Theirs");
  g_assert_cmpstr (test_text (after->object, "name"), ==, "One");
}

static void
test_create_only (void)
{
  static const char item[] = "{\"id\":\"" ONE "\",\"revision\":0,\"dataset\":\"legacy\",\"name\":\"One\",\"status\":\"active\","
                             "\"contractState\":\"none\",\"externalId\":\"1\"}";
  g_autoptr (TestData) data = test_data_new (20);
  g_autofree char *etag = NULL;
  g_autoptr (TestAnswer) there = NULL;
  g_autoptr (TestAnswer) now = NULL;
  g_autoptr (TestAnswer) deleted = NULL;
  g_autoptr (TestAnswer) gone = NULL;
  g_autoptr (TestAnswer) still_gone = NULL;

  make_and_change_one (data);
  there = commit_one (data, item);
  test_assert_status (there, 409);
  now = test_get (data, "/v1/agencies/" ONE);
  etag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", test_number (now->object, "revision"));
  deleted = test_call (data, "DELETE", "/v1/agencies/" ONE, NULL, "If-Match", etag, NULL);
  test_assert_status (deleted, 200);
  gone = test_call (data, "POST", IMPORT "/commit", NULL, NULL);
  test_assert_status (gone, 422);
  still_gone = test_call (data, "GET", "/v1/agencies/" ONE, NULL, NULL);
  test_assert_status (still_gone, 410);
}

static void
test_deleted_since (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autofree char *etag = NULL;
  g_autofree char *item = NULL;
  g_autoptr (TestAnswer) now = NULL;
  g_autoptr (TestAnswer) deleted = NULL;
  g_autoptr (TestAnswer) refused = NULL;

  make_and_change_one (data);
  now = test_get (data, "/v1/agencies/" ONE);
  etag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", test_number (now->object, "revision"));
  item = g_strdup_printf ("{\"id\":\"" ONE "\",\"revision\":%" G_GINT64_FORMAT ",\"phone\":\"12345\"}", test_number (now->object, "revision"));
  deleted = test_call (data, "DELETE", "/v1/agencies/" ONE, NULL, "If-Match", etag, NULL);
  test_assert_status (deleted, 200);
  refused = commit_one (data, item);
  test_assert_status (refused, 409);
}

int
main (int argc, char *argv[])
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/server/imports/staged rows are written by one commit, once", test_commit);
  g_test_add_func ("/server/imports/rows are counted as created, changed, unchanged", test_counts);
  g_test_add_func ("/server/imports/one bad row keeps all out, and can be mended", test_all_or_none);
  g_test_add_func ("/server/imports/each bad row is named by its number and field", test_row_errors);
  g_test_add_func ("/server/imports/a reference to nothing is a bad row", test_references_within);
  g_test_add_func ("/server/imports/an incomplete import is not committed", test_incomplete);
  g_test_add_func ("/server/imports/a discarded import takes nothing more", test_states);
  g_test_add_func ("/server/imports/an announcement that makes no sense is refused", test_announcements);
  g_test_add_func ("/server/imports/who may not import sees no imports", test_role);
  g_test_add_func ("/server/imports/a large import leaves every index in place", test_rebuilt_indexes);
  g_test_add_func ("/server/imports/an import that nobody finishes is forgotten", test_forgotten);
  g_test_add_func ("/server/imports/staged rows that nobody commits go by themselves", test_staging_pruned);
  g_test_add_func ("/server/imports/a row made on an older record keeps all out", test_changed_since);
  g_test_add_func ("/server/imports/a row changes the fields that it says and no other", test_partial);
  g_test_add_func ("/server/imports/a row that is to be new neither overwrites nor revives", test_create_only);
  g_test_add_func ("/server/imports/a row on a record that was deleted since keeps all out", test_deleted_since);
  return g_test_run ();
}
