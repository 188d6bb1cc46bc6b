/* test-resources.c: records of the portal: read, list, create, change, delete, bulk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test-data.h"

#define AGENCY "{\"dataset\":\"legacy\",\"name\":\"Kestrel\",\"status\":\"active\",\"contractState\":\"none\"}"
#define NEW_ID "00000000-0000-4000-8000-000000000001"
#define OTHER_ID "00000000-0000-4000-8000-000000000002"
#define KEY "00000000-0000-4000-8000-0000000000aa"

static TestAnswer *
create_agency (TestData *data, const char *id)
{
  g_autofree char *path = g_strdup_printf ("/v1/agencies/%s", id);
  TestAnswer *answer = test_call (data, "PUT", path, AGENCY, "If-None-Match", "*", NULL);

  test_assert_status (answer, 201);
  return answer;
}

static char *
etag (gint64 revision)
{
  return g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", revision);
}

static void
test_read_back (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  gint64 before = test_revision (data);
  g_autoptr (TestAnswer) created = create_agency (data, NEW_ID);
  g_autoptr (TestAnswer) read = test_get (data, "/v1/agencies/" NEW_ID);

  g_assert_cmpint (created->response->etag, ==, before + 1);
  g_assert_cmpint (created->response->changed_revision, ==, before + 2); /* with its audit event */
  g_assert_cmpint (test_revision (data), ==, before + 2);
  g_assert_cmpstr (test_text (read->object, "name"), ==, "Kestrel");
  g_assert_cmpstr (test_text (read->object, "email"), ==, NULL);
  g_assert_cmpstr (test_text (read->object, "updatedAt"), ==, "2026-11-22T12:00:00.000000Z");
  g_assert_cmpint (read->response->etag, ==, created->response->etag);
}

static void
test_create_twice (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autoptr (TestAnswer) created = create_agency (data, NEW_ID);
  gint64 revision = test_revision (data);
  g_autoptr (TestAnswer) again = test_call (data, "PUT", "/v1/agencies/" NEW_ID, AGENCY, "If-None-Match", "*", NULL);
  g_autoptr (TestAnswer) other = test_call (
    data, "PUT", "/v1/agencies/" NEW_ID,
    "{\"dataset\":\"legacy\",\"name\":\"Merlin\",\"status\":\"active\",\"contractState\":\"none\"}", "If-None-Match", "*", NULL);

  /* A client that lost the answer and the key sends the same again: nothing is doubled. */
  test_assert_status (again, 200);
  g_assert_cmpint (again->response->etag, ==, created->response->etag);
  g_assert_cmpint (again->response->changed_revision, ==, 0);
  test_assert_status (other, 412);
  g_assert_cmpstr (test_problem (other), ==, "precondition-failed");
  g_assert_cmpstr (test_text (json_object_get_object_member (other->object, "current"), "name"), ==, "Kestrel");
  g_assert_cmpint (test_revision (data), ==, revision);
}

static void
test_patch (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autoptr (TestAnswer) created = create_agency (data, NEW_ID);
  g_autofree char *tag = etag (created->response->etag);
  g_autoptr (TestAnswer) unconditional = test_call (data, "PATCH", "/v1/agencies/" NEW_ID, "{\"city\":\"Cork\"}", NULL);
  g_autoptr (TestAnswer) changed =
    test_call (data, "PATCH", "/v1/agencies/" NEW_ID, "{\"city\":\"Cork\",\"country\":\"IE\"}", "If-Match", tag, NULL);
  g_autoptr (TestAnswer) late = test_call (data, "PATCH", "/v1/agencies/" NEW_ID, "{\"city\":\"Sligo\"}", "If-Match", tag, NULL);
  g_autofree char *new_tag = etag (changed->response->etag);
  g_autoptr (TestAnswer) emptied = test_call (data, "PATCH", "/v1/agencies/" NEW_ID, "{\"city\":null}", "If-Match", new_tag, NULL);

  test_assert_status (unconditional, 428);
  g_assert_cmpstr (test_problem (unconditional), ==, "precondition-required");
  test_assert_status (changed, 200);
  g_assert_cmpstr (test_text (changed->object, "city"), ==, "Cork");
  g_assert_cmpstr (test_text (changed->object, "name"), ==, "Kestrel");
  test_assert_status (late, 412);
  g_assert_cmpstr (test_text (json_object_get_object_member (late->object, "current"), "city"), ==, "Cork");
  test_assert_status (emptied, 200);
  g_assert_cmpstr (test_text (emptied->object, "city"), ==, NULL);
  g_assert_cmpstr (test_text (emptied->object, "country"), ==, "IE");
}

static void
test_patch_of_nothing (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autoptr (TestAnswer) created = create_agency (data, NEW_ID);
  g_autofree char *tag = etag (created->response->etag);
  gint64 revision = test_revision (data);
  g_autoptr (TestAnswer) same = test_call (data, "PATCH", "/v1/agencies/" NEW_ID, "{\"name\":\"Kestrel\"}", "If-Match", tag, NULL);

  test_assert_status (same, 200);
  g_assert_cmpint (same->response->etag, ==, created->response->etag);
  g_assert_cmpint (test_revision (data), ==, revision);
}

static void
test_replace (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autoptr (TestAnswer) created = create_agency (data, NEW_ID);
  g_autofree char *tag = etag (created->response->etag);
  g_autoptr (TestAnswer) filled = test_call (data, "PATCH", "/v1/agencies/" NEW_ID, "{\"city\":\"Cork\"}", "If-Match", tag, NULL);
  g_autofree char *new_tag = etag (filled->response->etag);
  g_autoptr (TestAnswer) incomplete = test_call (data, "PUT", "/v1/agencies/" NEW_ID, "{\"name\":\"X\"}", "If-Match", new_tag, NULL);
  g_autoptr (TestAnswer) replaced = test_call (data, "PUT", "/v1/agencies/" NEW_ID, AGENCY, "If-Match", new_tag, NULL);
  g_autoptr (TestAnswer) neither = test_call (data, "PUT", "/v1/agencies/" NEW_ID, AGENCY, NULL);

  test_assert_status (incomplete, 422);
  test_assert_status (replaced, 200);
  g_assert_cmpstr (test_text (replaced->object, "city"), ==, NULL);
  test_assert_status (neither, 428);
}

static void
test_delete (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autoptr (TestAnswer) created = create_agency (data, NEW_ID);
  g_autofree char *tag = etag (created->response->etag);
  g_autoptr (TestAnswer) stale = test_call (data, "DELETE", "/v1/agencies/" NEW_ID, NULL, "If-Match", "\"1\"", NULL);
  g_autoptr (TestAnswer) deleted = test_call (data, "DELETE", "/v1/agencies/" NEW_ID, NULL, "If-Match", tag, NULL);
  g_autoptr (TestAnswer) again = test_call (data, "DELETE", "/v1/agencies/" NEW_ID, NULL, "If-Match", tag, NULL);
  g_autoptr (TestAnswer) read = test_call (data, "GET", "/v1/agencies/" NEW_ID, NULL, NULL);
  g_autofree char *new_tag = etag (test_number (deleted->object, "revision"));
  g_autoptr (TestAnswer) changed =
    test_call (data, "PATCH", "/v1/agencies/" NEW_ID, "{\"city\":\"Cork\"}", "If-Match", new_tag, NULL);
  g_autoptr (TestAnswer) created_again = test_call (data, "PUT", "/v1/agencies/" NEW_ID, AGENCY, "If-None-Match", "*", NULL);
  g_autoptr (TestAnswer) stale_undo = test_call (data, "PUT", "/v1/agencies/" NEW_ID, AGENCY, "If-Match", tag, NULL);
  g_autoptr (TestAnswer) undone = test_call (data, "PUT", "/v1/agencies/" NEW_ID, AGENCY, "If-Match", new_tag, NULL);

  test_assert_status (stale, 412);
  test_assert_status (deleted, 200);
  g_assert_true (json_object_get_boolean_member (deleted->object, "deleted"));
  g_assert_false (json_object_has_member (deleted->object, "name"));
  test_assert_status (again, 200);
  g_assert_cmpint (test_number (again->object, "revision"), ==, test_number (deleted->object, "revision"));
  test_assert_status (read, 410);
  g_assert_cmpint (test_number (json_object_get_object_member (read->object, "tombstone"), "revision"), ==,
                   test_number (deleted->object, "revision"));
  test_assert_status (changed, 412);
  g_assert_true (json_object_get_boolean_member (changed->object, "deleted"));
  g_assert_cmpint (test_number (json_object_get_object_member (changed->object, "tombstone"), "revision"), ==,
                   test_number (deleted->object, "revision"));
  /* A create whose answer was lost must not bring back what somebody deleted since. */
  test_assert_status (created_again, 412);
  g_assert_true (json_object_get_null_member (created_again->object, "current"));
  g_assert_true (json_object_get_boolean_member (created_again->object, "deleted"));
  test_assert_status (stale_undo, 412);
  /* Undo of a deletion stands on the tombstone. */
  test_assert_status (undone, 201);
  g_assert_cmpstr (test_text (undone->object, "name"), ==, "Kestrel");
}

static void
test_delete_leaves_nothing_personal (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autofree char *id = test_first_id (data, "/v1/candidates");
  g_autofree char *path = g_strdup_printf ("/v1/candidates/%s", id);
  g_autoptr (TestAnswer) before = test_get (data, path);
  g_autofree char *name = g_strdup (test_text (before->object, "name"));
  g_autofree char *tag = etag (before->response->etag);
  g_autoptr (TestAnswer) noted =
    test_call (data, "PATCH", path, "{\"notes\":\"Zyxwvut was late\"}", "If-Match", tag, "Idempotency-Key", KEY, NULL);
  g_autofree char *new_tag = etag (noted->response->etag);
  g_autoptr (TestAnswer) deleted = test_call (data, "DELETE", path, NULL, "If-Match", new_tag, NULL);
  g_autoptr (TestAnswer) replayed =
    test_call (data, "PATCH", path, "{\"notes\":\"Zyxwvut was late\"}", "If-Match", tag, "Idempotency-Key", KEY, NULL);
  g_autofree char *sql =
    g_strdup_printf ("SELECT count(*) FROM candidate WHERE id = '%s' AND coalesce(name, email, phone, notes, person_id) IS NOT NULL", id);
  g_autoptr (GError) error = NULL;
  gint64 n;

  g_assert_nonnull (name);
  test_assert_status (deleted, 200);
  pilot_database_query_int64 (pilot_portal_db_get_database (data->db), sql, -1, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 0);
  /* The remembered answer shows the tombstone in the place of the person. */
  test_assert_status (replayed, 200);
  g_assert_null (strstr (replayed->response->body->str, "Zyxwvut"));
  g_assert_null (strstr (replayed->response->body->str, name));
}

static void
test_delete_of_what_is_used (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autoptr (TestAnswer) recruiters = test_get (data, "/v1/recruiters?limit=1");
  g_autofree char *path = g_strdup_printf ("/v1/agencies/%s", test_text (test_item (recruiters, 0), "agencyId"));
  g_autoptr (TestAnswer) agency = test_get (data, path);
  g_autofree char *tag = etag (agency->response->etag);
  g_autoptr (TestAnswer) refused = test_call (data, "DELETE", path, NULL, "If-Match", tag, NULL);
  g_autoptr (TestAnswer) still = test_get (data, path);

  test_assert_status (refused, 422);
  g_assert_cmpstr (test_problem (refused), ==, "invalid");
  g_assert_cmpint (still->response->etag, ==, agency->response->etag);
}

typedef struct
{
  const char *collection;
  const char *body;
  const char *field; /* that the answer names */
} InvalidCase;

static void
test_invalid (void)
{
  static const InvalidCase cases[] = {
    { "agencies", "{\"dataset\":\"legacy\",\"status\":\"active\",\"contractState\":\"none\"}", "name" },
    { "agencies", "{\"dataset\":\"legacy\",\"name\":\"\",\"status\":\"active\",\"contractState\":\"none\"}", "name" },
    { "agencies", "{\"dataset\":\"other\",\"name\":\"X\",\"status\":\"active\",\"contractState\":\"none\"}", "dataset" },
    { "agencies", "{\"dataset\":\"legacy\",\"name\":\"X\",\"status\":\"gone\",\"contractState\":\"none\"}", "status" },
    { "agencies", "{\"dataset\":\"legacy\",\"name\":\"X\",\"status\":\"active\",\"contractState\":\"none\",\"email\":\"nobody\"}", "email" },
    { "agencies", "{\"dataset\":\"legacy\",\"name\":\"X\",\"status\":\"active\",\"contractState\":\"none\",\"country\":\"Ireland\"}",
      "country" },
    { "recruiters", "{\"dataset\":\"legacy\",\"name\":\"X\",\"status\":\"active\",\"agencyId\":\"" OTHER_ID "\"}", "agencyId" },
    { "recruiters", "{\"dataset\":\"legacy\",\"name\":\"X\",\"status\":\"active\",\"agencyId\":\"nonsense\"}", "agencyId" },
  };

  g_autoptr (TestData) data = test_data_new (20);
  gint64 revision = test_revision (data);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/v1/%s/" NEW_ID, cases[i].collection);
      g_autoptr (TestAnswer) answer = test_call (data, "PUT", path, cases[i].body, "If-None-Match", "*", NULL);
      JsonObject *first;

      test_assert_status (answer, 422);
      first = json_array_get_object_element (json_object_get_array_member (answer->object, "errors"), 0);
      g_assert_cmpstr (test_text (first, "field"), ==, cases[i].field);
    }
  g_assert_cmpint (test_revision (data), ==, revision);
}

static void
test_data_sets_stay_apart (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autofree char *legacy_agency = test_first_id (data, "/v1/agencies?dataset=legacy");
  g_autofree char *legacy_job = test_first_id (data, "/v1/jobs");
  g_autofree char *legacy_recruiter = test_first_id (data, "/v1/recruiters");
  g_autofree char *recruiter = g_strdup_printf ("{\"dataset\":\"portal\",\"name\":\"X\",\"status\":\"active\",\"agencyId\":\"%s\"}", legacy_agency);
  g_autofree char *share = g_strdup_printf ("{\"jobId\":\"%s\",\"recruiterId\":\"%s\"}", legacy_job, legacy_recruiter);
  g_autoptr (TestAnswer) mixed = test_call (data, "PUT", "/v1/recruiters/" NEW_ID, recruiter, "If-None-Match", "*", NULL);
  g_autoptr (TestAnswer) shared = test_call (data, "PUT", "/v1/shares/" NEW_ID, share, "If-None-Match", "*", NULL);
  g_autoptr (TestAnswer) created = create_agency (data, NEW_ID);
  g_autofree char *tag = etag (created->response->etag);
  g_autoptr (TestAnswer) moved = test_call (data, "PATCH", "/v1/agencies/" NEW_ID, "{\"dataset\":\"portal\"}", "If-Match", tag, NULL);

  test_assert_status (mixed, 422);
  test_assert_status (shared, 422);
  test_assert_status (moved, 422);
}

static void
test_unreadable (void)
{
  static const char *const bodies[] = { "", "[]", "{", "{\"name\":12}", "{\"name\":\"\\ud800\"}", "nonsense", "{\"name\":{}}" };
  g_autoptr (TestData) data = test_data_new (20);

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (TestAnswer) answer = test_call (data, "PUT", "/v1/agencies/" NEW_ID, bodies[i], "If-None-Match", "*", NULL);

      if (answer->response->status != 400 && answer->response->status != 422)
        g_error ("%s: status %u", bodies[i], answer->response->status);
    }
}

static void
test_other_id (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autoptr (TestAnswer) other = test_call (
    data, "PUT", "/v1/agencies/" NEW_ID,
    "{\"id\":\"" OTHER_ID "\",\"dataset\":\"legacy\",\"name\":\"X\",\"status\":\"active\",\"contractState\":\"none\"}",
    "If-None-Match", "*", NULL);
  g_autoptr (TestAnswer) no_uuid = test_call (data, "GET", "/v1/agencies/12", NULL, NULL);
  g_autoptr (TestAnswer) capitals = test_call (data, "GET", "/v1/agencies/ABCDEF00-0000-4000-8000-000000000001", NULL, NULL);
  g_autoptr (TestAnswer) nobody = test_call (data, "GET", "/v1/agencies/" NEW_ID, NULL, NULL);

  test_assert_status (other, 422);
  test_assert_status (no_uuid, 404);
  test_assert_status (capitals, 404);
  test_assert_status (nobody, 404);
}

static void
test_not_modified (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autoptr (TestAnswer) created = create_agency (data, NEW_ID);
  g_autofree char *tag = etag (created->response->etag);
  g_autoptr (TestAnswer) same = test_call (data, "GET", "/v1/agencies/" NEW_ID, NULL, "If-None-Match", tag, NULL);
  g_autoptr (TestAnswer) other = test_call (data, "GET", "/v1/agencies/" NEW_ID, NULL, "If-None-Match", "\"1\"", NULL);

  test_assert_status (same, 304);
  test_assert_status (other, 200);
}

static void
test_paging (void)
{
  g_autoptr (TestData) data = test_data_new (57);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *cursor = NULL;
  guint n_pages = 0;

  do
    {
      g_autofree char *path = g_strdup_printf ("/v1/candidates?limit=10%s%s", cursor != NULL ? "&cursor=" : "", cursor != NULL ? cursor : "");
      g_autoptr (TestAnswer) page = test_get (data, path);

      for (guint i = 0; i < json_array_get_length (test_items (page)); i++)
        g_assert_true (g_hash_table_add (seen, g_strdup (test_text (test_item (page, i), "id"))));
      g_free (cursor);
      cursor = g_strdup (test_text (page->object, "next"));
      n_pages++;
    }
  while (cursor != NULL && n_pages < 20);
  g_assert_cmpuint (g_hash_table_size (seen), ==, 57);
  g_assert_cmpuint (n_pages, ==, 6);
}

static void
test_filters (void)
{
  g_autoptr (TestData) data = test_data_new (200);
  g_autoptr (TestAnswer) all = test_get (data, "/v1/candidates?limit=1000");
  g_autoptr (TestAnswer) rejected = test_get (data, "/v1/candidates?limit=1000&status=REJECTED");
  g_autoptr (TestAnswer) no_agency = test_get (data, "/v1/candidates?limit=1000&agencyId=");
  g_autoptr (TestAnswer) both = test_get (data, "/v1/candidates?limit=1000&status=REJECTED&agencyId=");
  g_autoptr (TestAnswer) newer = test_get (data, "/v1/candidates?limit=1000&updatedAfter=2026-11-01T00:00:00Z");
  guint n_rejected = 0, n_no_agency = 0, n_both = 0, n_newer = 0;

  for (guint i = 0; i < json_array_get_length (test_items (all)); i++)
    {
      JsonObject *item = test_item (all, i);
      gboolean is_rejected = strcmp (test_text (item, "status"), "REJECTED") == 0;
      gboolean has_no_agency = test_text (item, "agencyId") == NULL;

      n_rejected += is_rejected;
      n_no_agency += has_no_agency;
      n_both += is_rejected && has_no_agency;
      n_newer += strcmp (test_text (item, "updatedAt"), "2026-11-01T00:00:00.000000Z") > 0;
    }
  g_assert_cmpuint (json_array_get_length (test_items (all)), ==, 200);
  g_assert_cmpuint (json_array_get_length (test_items (rejected)), ==, n_rejected);
  g_assert_cmpuint (json_array_get_length (test_items (no_agency)), ==, n_no_agency);
  g_assert_cmpuint (json_array_get_length (test_items (both)), ==, n_both);
  g_assert_cmpuint (json_array_get_length (test_items (newer)), ==, n_newer);
  g_assert_cmpuint (n_rejected, >, 10);
  g_assert_cmpuint (n_no_agency, >, 0);
  g_assert_cmpuint (n_newer, >, 0);
}

static void
test_search (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autoptr (TestAnswer) created = test_call (
    data, "PUT", "/v1/agencies/" NEW_ID,
    "{\"dataset\":\"legacy\",\"name\":\"Hundred% Off_Grid Staff\",\"city\":\"Xanadu\",\"status\":\"active\",\"contractState\":\"none\"}",
    "If-None-Match", "*", NULL);
  g_autoptr (TestAnswer) word = test_get (data, "/v1/agencies?search=xana");
  g_autoptr (TestAnswer) words = test_get (data, "/v1/agencies?search=staff xanadu");
  g_autoptr (TestAnswer) literal = test_get (data, "/v1/agencies?search=%");
  g_autoptr (TestAnswer) none = test_get (data, "/v1/agencies?search=xanadu qwertyuiop");
  g_autoptr (TestAnswer) injection = test_get (data, "/v1/agencies?search=' OR 1=1 --");

  test_assert_status (created, 201);
  g_assert_cmpuint (json_array_get_length (test_items (word)), ==, 1);
  g_assert_cmpuint (json_array_get_length (test_items (words)), ==, 1);
  g_assert_cmpuint (json_array_get_length (test_items (literal)), ==, 1);
  g_assert_cmpuint (json_array_get_length (test_items (none)), ==, 0);
  g_assert_cmpuint (json_array_get_length (test_items (injection)), ==, 0);
}

static void
test_bad_parameters (void)
{
  static const char *const paths[] = {
    "/v1/agencies?limit=0", "/v1/agencies?limit=1001", "/v1/agencies?limit=x",  "/v1/agencies?cursor=12",
    "/v1/agencies?name=x",  "/v1/agencies?colour=x",   "/v1/agencies?status=x", "/v1/agencies?updatedAfter=yesterday",
    "/v1/members?search=an",
  };
  g_autoptr (TestData) data = test_data_new (20);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (TestAnswer) answer = test_call (data, "GET", paths[i], NULL, NULL);

      test_assert_status (answer, 422);
    }
}

static void
test_bulk (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autofree char *there = test_first_id (data, "/v1/agencies");
  g_autofree char *body = g_strdup_printf (
    "{\"items\":[{\"id\":\"" NEW_ID "\",\"dataset\":\"legacy\",\"name\":\"One\",\"status\":\"active\",\"contractState\":\"none\"},"
    "{\"id\":\"%s\",\"city\":\"Ballina\"},{\"id\":\"%s\",\"city\":\"Boyle\"},{\"id\":\"" OTHER_ID "\",\"name\":\"No status\"},"
    "{\"id\":\"12\",\"name\":\"No id\"},{\"name\":\"Without\"},{\"id\":\"" NEW_ID "\",\"name\":9},"
    "{\"id\":\"" KEY "\",\"revision\":3,\"dataset\":\"legacy\",\"name\":\"One\",\"status\":\"active\",\"contractState\":\"none\"}]}",
    there, there);
  gint64 before = test_revision (data);
  g_autoptr (TestAnswer) answer = test_call (data, "POST", "/v1/agencies/bulk", body, NULL);
  g_autoptr (TestAnswer) events = test_get (data, "/v1/audit-events?action=agency.bulk");
  static const char *const expected[] = { "created", "changed", "failed", "failed", "failed", "failed", "failed", "failed" };

  test_assert_status (answer, 200);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr (test_text (test_item (answer, i), "status"), ==, expected[i]);
  g_assert_cmpint (test_number (answer->object, "created"), ==, 1);
  g_assert_cmpint (test_number (answer->object, "changed"), ==, 1);
  g_assert_cmpint (test_number (answer->object, "failed"), ==, 6);
  g_assert_cmpint (test_revision (data), ==, before + 3); /* two rows, one event */
  g_assert_cmpuint (json_array_get_length (test_items (events)), ==, 1);
  g_assert_cmpint (test_number (test_item (events, 0), "count"), ==, 2);
  g_assert_nonnull (strstr (test_text (test_item (events, 0), "detail"), "results=sha256:"));
}

static void
test_bulk_too_many (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autoptr (GString) body = g_string_new ("{\"items\":[");
  g_autoptr (TestAnswer) answer = NULL;

  for (guint i = 0; i < 5001; i++)
    g_string_append_printf (body, "%s{\"id\":\"00000000-0000-4000-8000-%012u\"}", i > 0 ? "," : "", i);
  g_string_append (body, "]}");
  answer = test_call (data, "POST", "/v1/agencies/bulk", body->str, NULL);
  test_assert_status (answer, 413);
}

static void
test_recruiter_sees_own (void)
{
  g_autoptr (TestData) data = test_data_new (400);
  g_autoptr (TestAnswer) candidates = test_get (data, "/v1/candidates?limit=1000");
  g_autoptr (TestAnswer) own = NULL;
  g_autoptr (TestAnswer) foreign = NULL;
  g_autoptr (TestAnswer) recruiters = NULL;
  g_autoptr (TestAnswer) agencies = NULL;
  g_autoptr (TestAnswer) jobs = NULL;
  g_autofree char *foreign_path = NULL;
  guint n_own = 0;

  for (guint i = 0; i < json_array_get_length (test_items (candidates)); i++)
    {
      const char *recruiter = test_text (test_item (candidates, i), "recruiterId");

      if (data->recruiter_id == NULL)
        data->recruiter_id = g_strdup (recruiter);
      if (data->recruiter_id != NULL && g_strcmp0 (recruiter, data->recruiter_id) == 0)
        n_own++;
      else if (foreign_path == NULL && recruiter != NULL)
        foreign_path = g_strdup_printf ("/v1/candidates/%s", test_text (test_item (candidates, i), "id"));
    }
  data->role = PILOT_ROLE_RECRUITER;
  own = test_get (data, "/v1/candidates?limit=1000");
  foreign = test_call (data, "GET", foreign_path, NULL, NULL);
  recruiters = test_get (data, "/v1/recruiters");
  agencies = test_get (data, "/v1/agencies");
  jobs = test_get (data, "/v1/jobs");

  g_assert_cmpuint (n_own, >, 0);
  g_assert_cmpuint (json_array_get_length (test_items (own)), ==, n_own);
  g_assert_false (json_object_has_member (test_item (own, 0), "notes"));
  test_assert_status (foreign, 404);
  g_assert_cmpuint (json_array_get_length (test_items (recruiters)), ==, 1);
  g_assert_cmpuint (json_array_get_length (test_items (agencies)), ==, 1);
  g_assert_cmpuint (json_array_get_length (test_items (jobs)), ==, 0); /* nothing is shared yet */
}

static void
test_lead_annotates (void)
{
  g_autoptr (TestData) data = test_data_new (20);
  g_autofree char *id = test_first_id (data, "/v1/candidates");
  g_autofree char *path = g_strdup_printf ("/v1/candidates/%s", id);
  g_autoptr (TestAnswer) candidate = test_get (data, path);
  g_autofree char *tag = etag (candidate->response->etag);
  g_autoptr (TestAnswer) moved = NULL;
  g_autoptr (TestAnswer) annotated = NULL;

  data->role = PILOT_ROLE_TA_LEAD;
  moved = test_call (data, "PATCH", path, "{\"status\":\"HIRED\"}", "If-Match", tag, NULL);
  annotated = test_call (data, "PATCH", path, "{\"notes\":\"Seen\"}", "If-Match", tag, NULL);
  test_assert_status (moved, 403);
  test_assert_status (annotated, 200);
}

int
main (int argc, char *argv[])
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/server/resources/a created record is read back", test_read_back);
  g_test_add_func ("/server/resources/creating twice makes one, and never writes over another", test_create_twice);
  g_test_add_func ("/server/resources/a patch changes what it says, on the revision it was based on", test_patch);
  g_test_add_func ("/server/resources/a patch that changes nothing makes no revision", test_patch_of_nothing);
  g_test_add_func ("/server/resources/a replacement empties what it does not say", test_replace);
  g_test_add_func ("/server/resources/a deletion leaves a tombstone and can be undone", test_delete);
  g_test_add_func ("/server/resources/a deletion leaves nothing personal", test_delete_leaves_nothing_personal);
  g_test_add_func ("/server/resources/what is referred to cannot be deleted", test_delete_of_what_is_used);
  g_test_add_func ("/server/resources/a broken rule is named by its field", test_invalid);
  g_test_add_func ("/server/resources/the two data sets do not refer to each other", test_data_sets_stay_apart);
  g_test_add_func ("/server/resources/what cannot be read is refused", test_unreadable);
  g_test_add_func ("/server/resources/an id is the one in the address, a UUID in lower case", test_other_id);
  g_test_add_func ("/server/resources/an unchanged record is not sent again", test_not_modified);
  g_test_add_func ("/server/resources/pages hold every record once", test_paging);
  g_test_add_func ("/server/resources/filters narrow a list", test_filters);
  g_test_add_func ("/server/resources/a search takes every word literally", test_search);
  g_test_add_func ("/server/resources/unknown parameters are refused", test_bad_parameters);
  g_test_add_func ("/server/resources/bulk judges each row alone and leaves one event", test_bulk);
  g_test_add_func ("/server/resources/bulk takes five thousand rows and no more", test_bulk_too_many);
  g_test_add_func ("/server/resources/an agency's user sees its own rows alone", test_recruiter_sees_own);
  g_test_add_func ("/server/resources/a TA lead annotates candidates and changes nothing else", test_lead_annotates);
  return g_test_run ();
}
