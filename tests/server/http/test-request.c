/* test-request.c: headers, parameters, nesting, problems
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"
#include "pilot-nesting.h"
#include "pilot-router.h"
#include "pilot-test.h"

#include <json-glib/json-glib.h>
#include <string.h>

static void
test_if_match (void)
{
  static const struct
  {
    const char *header;
    gint64 revision; /* 0: refused */
  } cases[] = {
    { "\"12\"", 12 }, { "\"9223372036854775807\"", G_MAXINT64 }, { "\"0\"", 0 }, { "\"-1\"", 0 }, { "12", 0 },
    { "\"12", 0 }, { "W/\"12\"", 0 }, { "*", 0 }, { "\"12\", \"13\"", 0 }, { "\"abc\"", 0 }, { "", 0 }, { NULL, 0 },
    { "\"99999999999999999999\"", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PilotRequest) request = pilot_request_new ();
      gint64 revision = 0;

      request->if_match = g_strdup (cases[i].header);
      g_assert_cmpint (pilot_request_get_if_match (request, &revision), ==, cases[i].revision != 0);
      g_assert_cmpint (revision, ==, cases[i].revision);
    }
}

static void
test_if_none_match (void)
{
  static const struct
  {
    const char *header;
    gboolean matches;
  } cases[] = {
    { "\"12\"", TRUE }, { "W/\"12\"", TRUE }, { "\"1\", \"12\"", TRUE }, { "*", TRUE }, { "\"abc\",\"12\"", TRUE },
    { "\"13\"", FALSE }, { "12", FALSE }, { "\"12", FALSE }, { NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PilotRequest) request = pilot_request_new ();

      request->if_none_match = g_strdup (cases[i].header);
      g_assert_cmpint (pilot_request_matches_etag (request, 12), ==, cases[i].matches);
    }
}

static void
test_params (void)
{
  g_autoptr (PilotRequest) request = pilot_request_new ();

  request->segments = g_strsplit ("v1/imports/abc/chunks/7", "/", -1);
  request->route = pilot_router_find ("PUT", (const char *const *) request->segments, &request->schema, NULL);
  g_assert_nonnull (request->route);
  g_assert_cmpstr (pilot_request_get_param (request, "id"), ==, "abc");
  g_assert_cmpstr (pilot_request_get_param (request, "n"), ==, "7");
  g_assert_null (pilot_request_get_param (request, "chunks"));
  g_assert_null (pilot_request_get_param (request, "i"));
}

static void
test_query_number (void)
{
  g_autoptr (PilotRequest) request = pilot_request_new ();
  gint64 value = 100;

  g_assert_true (pilot_request_get_query_number (request, "limit", 1, 1000, &value));
  g_assert_cmpint (value, ==, 100);
  g_hash_table_insert (request->query, g_strdup ("limit"), g_strdup ("1000"));
  g_assert_true (pilot_request_get_query_number (request, "limit", 1, 1000, &value));
  g_assert_cmpint (value, ==, 1000);
  for (const char *const *bad = (const char *const[]){ "0", "1001", "", "1x", "0x10", " 5", "1e2", NULL }; *bad != NULL; bad++)
    {
      g_hash_table_insert (request->query, g_strdup ("limit"), g_strdup (*bad));
      g_assert_false (pilot_request_get_query_number (request, "limit", 1, 1000, &value));
    }
  g_assert_cmpint (value, ==, 1000);
}

static void
test_router_paths (void)
{
  static const struct
  {
    const char *method, *path, *pattern; /* pattern NULL: not found */
    const char *allow;
  } cases[] = {
    { "GET", "/v1/health", "/v1/health", NULL },
    { "GET", "/v1/agencies", "/v1/{collection}", NULL },
    { "GET", "/v1/agencies/x", "/v1/{collection}/{id}", NULL },
    { "POST", "/v1/agencies/bulk", "/v1/{collection}/bulk", NULL },
    { "DELETE", "/v1/tokens/x", "/v1/tokens/{id}", NULL },
    { "PATCH", "/v1/health", NULL, "GET" },
    { "PATCH", "/v1/imports/x", NULL, "GET, PUT, DELETE" },
    { "GET", "/v1/nonsense", NULL, NULL },
    { "GET", "/v1/agency", NULL, NULL },
    { "GET", "/v1/agencies/", NULL, NULL },
    { "GET", "/v1/agencies/x/y", NULL, NULL },
    { "GET", "/v2/agencies", NULL, NULL },
    { "GET", "/", NULL, NULL },
    { "get", "/v1/health", NULL, "GET" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) segments = g_strsplit (cases[i].path + 1, "/", -1);
      g_autofree char *allow = NULL;
      const PilotSchema *schema = NULL;
      const PilotRoute *route = pilot_router_find (cases[i].method, (const char *const *) segments, &schema, &allow);

      g_assert_cmpstr (route != NULL ? route->pattern : NULL, ==, cases[i].pattern);
      g_assert_cmpstr (allow, ==, cases[i].allow);
    }
}

static void
test_nesting (void)
{
  static const struct
  {
    const char *json;
    guint depth;
  } cases[] = {
    { "{}", 1 }, { "[[1],[2]]", 2 }, { "\"[[[[\"", 0 }, { "[\"\\\"[[[\"]", 1 }, { "[\"\\\\\",[]]", 2 }, { "]]]][", 1 },
    { "{\"a\":{\"b\":[{}]}}", 4 }, { "[\"", 1 }, { "[\"\\", 1 }, { "", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (pilot_nesting_within (cases[i].json, strlen (cases[i].json), cases[i].depth));
      if (cases[i].depth > 0)
        g_assert_false (pilot_nesting_within (cases[i].json, strlen (cases[i].json), cases[i].depth - 1));
    }
}

static void
test_problem (void)
{
  g_autoptr (PilotResponse) response = pilot_response_new ();
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *object;

  response->retry_after_secs = 7;
  g_string_append (pilot_response_json (response, 200), "what a handler had begun");
  pilot_response_problem_with (response, 429, PILOT_PROBLEM_THROTTLED, "A \"quoted\"\nline\x01\\", "\"current\":null");
  json_parser_load_from_data (parser, response->body->str, response->body->len, &error);
  g_assert_no_error (error);
  object = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpstr (json_object_get_string_member (object, "type"), ==, "urn:pilotage:problem:throttled");
  g_assert_cmpstr (json_object_get_string_member (object, "title"), ==, "Too Many Requests");
  g_assert_cmpint (json_object_get_int_member (object, "status"), ==, 429);
  g_assert_cmpstr (json_object_get_string_member (object, "detail"), ==, "A \"quoted\"\nline\x01\\");
  g_assert_cmpint (json_object_get_int_member (object, "retryAfterSecs"), ==, 7);
  g_assert_true (json_object_get_null_member (object, "current"));
}

static void
test_forgotten (void)
{
  g_autoptr (PilotResponse) response = pilot_response_new ();

  g_assert_cmpuint (response->status, ==, 500);
}

static void
test_inner_error (void)
{
  g_autoptr (PilotResponse) response = pilot_response_new ();
  g_autoptr (GError) busy = g_error_new_literal (PILOT_ERROR, PILOT_ERROR_BUSY, "locked: secret detail");
  g_autoptr (GError) corrupt = g_error_new_literal (PILOT_ERROR, PILOT_ERROR_CORRUPT, "damaged: secret detail");

  pilot_response_error (response, "1", busy);
  g_assert_cmpuint (response->status, ==, 503);
  g_assert_cmpuint (response->retry_after_secs, >, 0);
  pilot_response_error (response, "2", corrupt);
  g_assert_cmpuint (response->status, ==, 500);
  g_assert_cmpuint (response->retry_after_secs, ==, 0);
  g_assert_null (strstr (response->body->str, "secret"));
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/server/request/If-Match takes one strong tag with a revision", test_if_match);
  g_test_add_func ("/server/request/If-None-Match takes lists and weak tags", test_if_none_match);
  g_test_add_func ("/server/request/parameters of the path are found by name", test_params);
  g_test_add_func ("/server/request/a number in the query is judged", test_query_number);
  g_test_add_func ("/server/request/paths lead to their routes and nowhere else", test_router_paths);
  g_test_add_func ("/server/request/nesting is counted outside strings", test_nesting);
  g_test_add_func ("/server/request/a problem is JSON whatever is in it", test_problem);
  g_test_add_func ("/server/request/a handler that forgets to answer is an error", test_forgotten);
  g_test_add_func ("/server/request/an inner error is not told to the client", test_inner_error);
  return g_test_run ();
}
