/* test-http-error.c: the table of statuses and causes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-http-error.h"
#include "pilot-http-json.h"
#include "pilot-test.h"

#include <string.h>

static void
test_statuses (void)
{
  static const struct
  {
    guint status;
    const char *slug;
    PilotError code;
  } cases[] = {
    { 302, NULL, PILOT_ERROR_PROTOCOL },
    { 400, "invalid", PILOT_ERROR_REJECTED },
    { 401, "unauthorized", PILOT_ERROR_UNAUTHORIZED },
    { 401, NULL, PILOT_ERROR_UNAUTHORIZED },
    { 403, "forbidden", PILOT_ERROR_FORBIDDEN },
    { 404, "not-found", PILOT_ERROR_NOT_FOUND },
    { 405, "method-not-allowed", PILOT_ERROR_REJECTED },
    { 407, NULL, PILOT_ERROR_OFFLINE },
    { 408, NULL, PILOT_ERROR_TIMEOUT },
    { 409, "conflict", PILOT_ERROR_CONFLICT },
    { 409, NULL, PILOT_ERROR_REJECTED },
    { 409, "key-reused", PILOT_ERROR_REJECTED },
    { 410, "gone", PILOT_ERROR_GONE },
    { 412, "precondition-failed", PILOT_ERROR_CONFLICT },
    { 412, NULL, PILOT_ERROR_CONFLICT },
    { 413, "too-large", PILOT_ERROR_REJECTED },
    { 415, "unsupported-media-type", PILOT_ERROR_REJECTED },
    { 422, "invalid", PILOT_ERROR_REJECTED },
    { 422, "key-reused", PILOT_ERROR_REJECTED },
    { 428, "precondition-required", PILOT_ERROR_REJECTED },
    { 429, "throttled", PILOT_ERROR_THROTTLED },
    { 429, NULL, PILOT_ERROR_THROTTLED },
    { 500, "internal", PILOT_ERROR_SERVER },
    { 502, NULL, PILOT_ERROR_SERVER },
    { 503, "busy", PILOT_ERROR_SERVER },
    { 503, NULL, PILOT_ERROR_SERVER },
    { 504, "timeout", PILOT_ERROR_TIMEOUT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PilotHttpProblem problem = { (char *) cases[i].slug, NULL, 0 };
      g_autoptr (GError) error = NULL;

      g_assert_false (pilot_http_error_set_status (&error, cases[i].status, &problem));
      g_assert_error (error, PILOT_ERROR, (int) cases[i].code);
      g_assert_cmpuint (strlen (error->message), >, 10);
    }
}

static void
test_problem (void)
{
  static const char text[] =
      "{\"type\":\"urn:pilotage:problem:invalid\",\"title\":\"Invalid\",\"detail\":\"Two\\nfields are wrong.\",\"status\":422,"
      "\"retryAfterSecs\":7,\"errors\":[{\"field\":\"email\",\"message\":\"Not an address.\"},{\"field\":\"name\"},5,"
      "{\"message\":\"Too long.\"}]}";
  g_autoptr (GBytes) body = g_bytes_new_static (text, sizeof text - 1);
  g_auto (PilotHttpProblem) problem = { 0 };
  g_autoptr (GError) error = NULL;

  pilot_http_problem_parse (&problem, body);
  g_assert_cmpstr (problem.slug, ==, "invalid");
  g_assert_cmpstr (problem.detail, ==, "Two fields are wrong. Not an address. Too long.");
  g_assert_cmpint (problem.retry_after_usec, ==, 7 * G_TIME_SPAN_SECOND);
  pilot_http_error_set_status (&error, 422, &problem);
  g_assert_nonnull (strstr (error->message, "Not an address."));
}

static void
test_no_problem (void)
{
  static const char *const bodies[] = {
    "", "<html>", "[]", "{", "{\"type\":5,\"detail\":[],\"errors\":{},\"retryAfterSecs\":\"x\"}", "\xff\xfe", "{\"detail\":\"\xff\"}",
  };
  g_autoptr (GString) deep = g_string_new ("{\"a\":");
  g_autoptr (GBytes) deep_bytes = NULL;
  g_auto (PilotHttpProblem) none = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GBytes) body = g_bytes_new_static (bodies[i], strlen (bodies[i]));
      g_auto (PilotHttpProblem) problem = { 0 };

      pilot_http_problem_parse (&problem, body);
      g_assert_null (problem.slug);
      g_assert_null (problem.detail);
      g_assert_cmpint (problem.retry_after_usec, ==, 0);
    }
  /* A tree parser would run out of stack. */
  for (guint i = 0; i < 2000000; i++)
    g_string_append_c (deep, '[');
  deep_bytes = g_bytes_new_static (deep->str, deep->len);
  pilot_http_problem_parse (&none, deep_bytes);
  g_assert_null (none.slug);
}

static void
test_causes (void)
{
  static const struct
  {
    int code;
    PilotError expected;
  } cases[] = {
    { G_IO_ERROR_CONNECTION_REFUSED, PILOT_ERROR_OFFLINE }, { G_IO_ERROR_HOST_UNREACHABLE, PILOT_ERROR_OFFLINE },
    { G_IO_ERROR_NETWORK_UNREACHABLE, PILOT_ERROR_OFFLINE }, { G_IO_ERROR_BROKEN_PIPE, PILOT_ERROR_OFFLINE },
    { G_IO_ERROR_PARTIAL_INPUT, PILOT_ERROR_OFFLINE },      { G_IO_ERROR_TIMED_OUT, PILOT_ERROR_TIMEOUT },
    { G_IO_ERROR_INVALID_DATA, PILOT_ERROR_PROTOCOL },
  };
  g_autoptr (GError) cancelled = NULL;
  g_autoptr (GError) own = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      pilot_http_error_set_transport (&error, g_error_new_literal (G_IO_ERROR, cases[i].code, "x"), 0);
      g_assert_error (error, PILOT_ERROR, (int) cases[i].expected);
    }
  pilot_http_error_set_transport (&cancelled, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "x"), 0);
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  pilot_http_error_set_transport (&own, g_error_new_literal (PILOT_ERROR, PILOT_ERROR_NO_SPACE, "x"), 0);
  g_assert_error (own, PILOT_ERROR, PILOT_ERROR_NO_SPACE);
}

static void
test_resolver (void)
{
  g_autoptr (GError) error = NULL;

  pilot_http_error_set_transport (&error, g_error_new_literal (G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "x"), 0);
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_OFFLINE);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/http/error/every status has its remedy", test_statuses);
  g_test_add_func ("/http/error/the portal's own words are shown on one line", test_problem);
  g_test_add_func ("/http/error/what is no problem document is taken for none", test_no_problem);
  g_test_add_func ("/http/error/every cause has its remedy", test_causes);
  g_test_add_func ("/http/error/an unknown host is offline", test_resolver);
  return g_test_run ();
}
