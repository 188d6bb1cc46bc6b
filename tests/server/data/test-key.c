/* test-key.c: a step is one of the plan's, a check's result one of a rule's, and there is one record of it, whoever asks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test-data.h"

#define STEP "/v1/steps/00000000-0000-4000-8000-0000000000a1"
#define OTHER "/v1/steps/00000000-0000-4000-8000-0000000000a2"
#define CHECK "/v1/checks/00000000-0000-4000-8000-0000000000a3"
#define OTHER_CHECK "/v1/checks/00000000-0000-4000-8000-0000000000a4"
#define THIRD_CHECK "/v1/checks/00000000-0000-4000-8000-0000000000a5"
#define RUN_ID "00000000-0000-4000-8000-0000000000a6"
#define TICKET "{\"key\":\"b1-ticket\",\"state\":\"open\"}"

/* Of one refused: which member, and why. */
static void
expect_refusal_of (const TestAnswer *answer, const char *field, const char *sentence)
{
  JsonObject *refused = json_array_get_object_element (json_object_get_array_member (answer->object, "errors"), 0);

  g_assert_cmpstr (test_text (refused, "field"), ==, field);
  g_assert_nonnull (strstr (test_text (refused, "message"), sentence));
}

static void
expect_refusal (const TestAnswer *answer, const char *sentence)
{
  expect_refusal_of (answer, "key", sentence);
}

static void
test_unknown (void)
{
  g_autoptr (TestData) data = test_data_new (0);
  const char *const keys[] = { "z9-other", "B1-TICKET", "b1-ticket ", "b1" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"key\":\"%s\",\"state\":\"open\"}", keys[i]);
      g_autoptr (TestAnswer) answer = test_ask (data, "PUT", STEP, body, "If-None-Match", "*", 422);

      expect_refusal (answer, "The plan has no step");
    }
}

static void
test_one_record (void)
{
  g_autoptr (TestData) data = test_data_new (0);
  gint64 revision = test_create (data, STEP, TICKET);
  g_autofree char *tag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", revision);
  g_autoptr (TestAnswer) second = test_ask (data, "PUT", OTHER, TICKET, "If-None-Match", "*", 422);
  g_autoptr (TestAnswer) moved = test_ask (data, "PATCH", STEP, "{\"key\":\"b2-data\"}", "If-Match", tag, 422);
  g_autoptr (TestAnswer) gone = NULL;
  g_autoptr (TestAnswer) back = NULL;
  g_autofree char *tombstone = NULL;

  expect_refusal (second, "a record of the step “b1-ticket” already");
  expect_refusal (moved, "stays of that step");

  /* Once it is deleted another may take its place, and then it does not come back beside that one. */
  gone = test_ask (data, "DELETE", STEP, NULL, "If-Match", tag, 200);
  test_create (data, OTHER, TICKET);
  tombstone = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", test_number (gone->object, "revision"));
  back = test_ask (data, "PUT", STEP, TICKET, "If-Match", tombstone, 422);
  expect_refusal (back, "already");
}

static void
test_bulk (void)
{
  g_autoptr (TestData) data = test_data_new (0);
  g_autoptr (TestAnswer) answer = test_ask (data, "POST", "/v1/steps/bulk",
                                       "{\"items\":[{\"id\":\"00000000-0000-4000-8000-0000000000b1\",\"key\":\"b1-ticket\",\"state\":\"open\"},"
                                       "{\"id\":\"00000000-0000-4000-8000-0000000000b2\",\"key\":\"b1-ticket\",\"state\":\"done\"},"
                                       "{\"id\":\"00000000-0000-4000-8000-0000000000b3\",\"key\":\"z9-other\",\"state\":\"done\"}]}",
                                       "Idempotency-Key", "00000000-0000-4000-8000-0000000000c1", 200);

  g_assert_cmpint (test_number (answer->object, "created"), ==, 1);
  g_assert_cmpint (test_number (answer->object, "failed"), ==, 2);
}

/* A result that belongs to no rule would let the gate be passed unchecked; of two, one may say that the rule is off. */
static void
test_checks (void)
{
  g_autoptr (TestData) data = test_data_new (0);
  g_autoptr (TestAnswer) unknown = test_ask (data, "PUT", CHECK, "{\"rule\":\"no-such-rule\",\"outcome\":\"passed\"}", "If-None-Match", "*", 422);
  gint64 revision = test_create (data, CHECK, "{\"rule\":\"recruiter-email\",\"outcome\":\"error\"}");
  g_autofree char *tag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", revision);
  g_autoptr (TestAnswer) second = test_ask (data, "PUT", OTHER_CHECK, "{\"rule\":\"recruiter-email\",\"outcome\":\"off\",\"reason\":\"x\"}",
                                       "If-None-Match", "*", 422);
  g_autoptr (TestAnswer) other_rule = test_ask (data, "PATCH", CHECK, "{\"rule\":\"agency-email\"}", "If-Match", tag, 422);
  g_autoptr (TestAnswer) other_run = NULL;
  g_autoptr (TestAnswer) changed = NULL;
  g_autoptr (TestAnswer) again = NULL;

  expect_refusal_of (unknown, "rule", "There is no check");
  expect_refusal_of (second, "rule", "a result of the check “recruiter-email” already");
  expect_refusal_of (other_rule, "rule", "stays of that check");

  /* Each run has its own. */
  test_create (data, "/v1/runs/" RUN_ID, "{\"name\":\"Some\",\"kind\":\"pilot\",\"choice\":\"chosen\",\"history\":\"legacy\","
                                    "\"onHold\":\"in\",\"transferred\":\"out\"}");
  test_create (data, OTHER_CHECK, "{\"runId\":\"" RUN_ID "\",\"rule\":\"recruiter-email\",\"outcome\":\"passed\"}");
  again = test_ask (data, "PUT", THIRD_CHECK, "{\"runId\":\"" RUN_ID "\",\"rule\":\"recruiter-email\",\"outcome\":\"passed\"}", "If-None-Match", "*", 422);
  expect_refusal_of (again, "rule", "already");
  other_run = test_ask (data, "PATCH", CHECK, "{\"runId\":\"" RUN_ID "\"}", "If-Match", tag, 422);
  expect_refusal_of (other_run, "rule", "stays of that check and that run");
  changed = test_ask (data, "PATCH", CHECK, "{\"outcome\":\"passed\"}", "If-Match", tag, 200);
  g_assert_cmpstr (test_text (changed->object, "outcome"), ==, "passed");
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/server/key/a step that the plan has not is refused", test_unknown);
  g_test_add_func ("/server/key/there is one record of a step", test_one_record);
  g_test_add_func ("/server/key/in bulk neither", test_bulk);
  g_test_add_func ("/server/key/there is one result of a check for each run, and none of no check", test_checks);
  return g_test_run ();
}
