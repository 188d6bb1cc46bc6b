/* test-run-commands.c: a run from its draft to its end, by commands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test-data.h"

#include "pilot-command.h"
#include "pilot-demo-stage.h"
#include "pilot-engine.h"
#include "pilot-name-uuid.h"
#include "pilot-portal-rows.h"
#include "pilot-run-facts.h"

#define RUN_ID "00000000-0000-4000-8000-0000000000a1"
#define OTHER_ID "00000000-0000-4000-8000-0000000000a2"
#define THIS "'run_id':'" RUN_ID "'"
#define OTHER "'run_id':'" OTHER_ID "'"
#define NOT_IT "0000000000000000000000000000000000000000000000000000000000000000"

/* The tests' now is Sunday 2026-11-22, 12:00 UTC. */
#define FRIDAY "2026-12-04"
#define DAYS_TO_FRIDAY 12

static void
act_as (TestData *data, PilotRole role)
{
  g_autofree char *path = g_strdup_printf ("/v1/members?role=%s", pilot_role_to_name (role));

  char *member_id;

  data->role = PILOT_ROLE_ADMIN;
  member_id = test_first_id (data, path);
  g_free (data->member_id);
  data->member_id = member_id;
  data->role = role;
}

/* By the first role that may give it. */
static TestAnswer *
command (TestData *data, const char *name, const char *arguments)
{
  g_autofree char *path = g_strdup_printf ("/v1/commands/%s", name);
  g_autofree char *body = g_strdup_printf ("{\"arguments\":{%s}}", arguments);
  PilotRole role = data->role;
  TestAnswer *answer;

  g_strdelimit (body, "'", '"');
  if (!pilot_command_may (role, name))
    act_as (data, pilot_command_may (PILOT_ROLE_ADMIN, name) ? PILOT_ROLE_ADMIN : PILOT_ROLE_OPERATOR);
  answer = test_call (data, "POST", path, body, NULL);
  act_as (data, role);
  return answer;
}

static void
expect (TestData *data, const char *name, const char *arguments, guint status)
{
  g_autoptr (TestAnswer) answer = command (data, name, arguments);

  test_assert_status (answer, status);
}

static void
expect_reason (TestData *data, const char *name, const char *arguments, const char *part)
{
  g_autoptr (TestAnswer) answer = command (data, name, arguments);

  test_assert_status (answer, 409);
  if (strstr (test_text (answer->object, "detail"), part) == NULL)
    g_error ("%s: it does not say “%s”: %s", name, part, answer->response->body->str);
}

static void
create (TestData *data, const char *path, const char *body)
{
  g_autoptr (TestAnswer) answer = test_call (data, "PUT", path, body, "If-None-Match", "*", NULL);

  test_assert_status (answer, 201);
}

static void
patch (TestData *data, const char *path, const char *body, guint status)
{
  g_autoptr (TestAnswer) record = test_get (data, path);
  g_autofree char *tag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", test_number (record->object, "revision"));
  g_autoptr (TestAnswer) answer = test_call (data, "PATCH", path, body, "If-Match", tag, NULL);

  test_assert_status (answer, status);
}

static char *
dup_run_text (TestData *data, const char *member)
{
  g_autoptr (TestAnswer) run = test_get (data, "/v1/runs/" RUN_ID);

  return g_strdup (test_text (run->object, member));
}

static void
assert_state (TestData *data, const char *expected)
{
  g_autofree char *state = dup_run_text (data, "state");

  g_assert_cmpstr (state, ==, expected);
}

/* The run's facts, as the portal sees them. */
static void
read_facts (TestData *data, const char *run_id, PilotRunFacts *facts)
{
  g_autoptr (GPtrArray) runs = pilot_portal_rows_load (data->db, PILOT_ENTITY_RUN, NULL);
  g_autoptr (GPtrArray) projects = pilot_portal_rows_load (data->db, PILOT_ENTITY_PROJECT, NULL);

  for (guint i = 0; i < runs->len; i++)
    if (strcmp (pilot_record_get_id (runs->pdata[i]), run_id) == 0)
      g_assert_true (pilot_run_facts_read (facts, data->db, runs->pdata[i], projects->pdata[0], NULL));
  g_assert_nonnull (facts->manifest_sha256);
}

/* What fails is switched off, each with a reason. */
static void
switch_off (TestData *data, const char *path)
{
  g_auto (PilotRunFacts) facts = { 0 };
  g_autoptr (GString) body = g_string_new ("{\"rulesOff\":\"");

  read_facts (data, strrchr (path, '/') + 1, &facts);
  for (guint i = 0; i < facts.failing->len; i++)
    g_string_append_printf (body, "%s: Known\\n", ((const PilotPreflightRule *) facts.failing->pdata[i])->key);
  g_string_append (body, "\"}");
  patch (data, path, body->str, 200);
}

static TestData *
new_data (void)
{
  TestData *data = test_data_new (120);

  g_assert_true (pilot_demo_stage_reach (data->db, PILOT_SEED_AFTER_PHASE_A, NULL));
  create (data, "/v1/runs/" RUN_ID, "{\"name\":\"All\",\"kind\":\"production\",\"choice\":\"all\",\"history\":\"legacy\","
                                    "\"onHold\":\"in\",\"transferred\":\"out\"}");
  return data;
}

/* Phase B, as SmartRecruiters tells it. */
static void
finish_phase_b (TestData *data)
{
  create (data, "/v1/steps/00000000-0000-4000-8000-0000000000b1", "{\"key\":\"b1-ticket\",\"state\":\"done\",\"reference\":\"SR-1\"}");
  create (data, "/v1/steps/00000000-0000-4000-8000-0000000000b2", "{\"key\":\"b2-data\",\"state\":\"done\"}");
  create (data, "/v1/steps/00000000-0000-4000-8000-0000000000b3", "{\"key\":\"b3-request\",\"state\":\"done\"}");
}

static TestData *
new_requested (void)
{
  TestData *data = new_data ();

  finish_phase_b (data);
  switch_off (data, "/v1/runs/" RUN_ID);
  expect (data, "check-run", THIS, 200);
  expect (data, "request-run", THIS, 200);
  return data;
}

static TestData *
new_running (void)
{
  TestData *data = new_requested ();

  expect (data, "accept-run", THIS, 200);
  expect (data, "schedule-run", THIS ",'date':'" FRIDAY "'", 200);
  pilot_fake_clock_advance (data->clock, DAYS_TO_FRIDAY * G_TIME_SPAN_DAY);
  expect (data, "start-run", THIS, 200);
  return data;
}

static void
run_engine (TestData *data)
{
  g_autoptr (PilotEngine) engine = pilot_engine_new (0);
  gboolean more = TRUE;
  gint64 revision;

  while (more)
    g_assert_true (pilot_engine_step (engine, data->db, &more, &revision, NULL));
}

/* Its first step alone. */
static void
step_engine (TestData *data)
{
  g_autoptr (PilotEngine) engine = pilot_engine_new (1);
  gboolean more;
  gint64 revision;

  g_assert_true (pilot_engine_step (engine, data->db, &more, &revision, NULL));
  g_assert_true (more);
}

static void
test_checks_are_the_portals_own (void)
{
  g_autoptr (TestData) data = new_data ();
  g_auto (PilotRunFacts) facts = { 0 };
  g_autoptr (TestAnswer) refused = NULL;

  read_facts (data, RUN_ID, &facts);
  g_assert_cmpuint (facts.failing->len, >, 1);
  /* A client may say what it likes. */
  create (data, "/v1/checks/00000000-0000-4000-8000-0000000000c1", "{\"runId\":\"" RUN_ID "\",\"rule\":\"recruiter-email\",\"outcome\":\"passed\"}");
  refused = command (data, "check-run", THIS);
  test_assert_status (refused, 409);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (refused->object, "reasons")), ==, facts.failing->len);
  expect_reason (data, "check-run", THIS, "One e-mail on several recruiters");
  expect_reason (data, "check-run", THIS, "These checks must pass first. Mend what they found"); /* the list alone would not say what it is of */
  assert_state (data, "draft");

  switch_off (data, "/v1/runs/" RUN_ID);
  expect (data, "check-run", THIS, 200);
  assert_state (data, "checked");
}

static void
test_a_check_is_switched_off_with_a_reason (void)
{
  static const struct
  {
    const char *lines;
    const char *named;
  } cases[] = {
    { "recruiter-email", "“recruiter-email” is no check" },
    { "recruiter-email:", "“recruiter-email” is no check" },
    { "recruiter-email:  ", "“recruiter-email” is no check" },
    { "no-such-rule: Known", "“no-such-rule” is no check" },
    { "recruiter-email: Known\\nrecruiter-email:", "“recruiter-email” is no check" },
    { "recruiter-email:\\nrecruiter-email: Known", "“recruiter-email” is no check" },
    { "recruiter-email: Known\\nagency-email", "“agency-email” is no check" },
  };
  g_autoptr (TestData) data = new_data ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"rulesOff\":\"%s\"}", cases[i].lines);

      patch (data, "/v1/runs/" RUN_ID, body, 200);
      expect_reason (data, "check-run", THIS, cases[i].named);
      expect_reason (data, "check-run", THIS, "is no check that was switched off with a reason");
    }
}

static void
test_the_plan_comes_first (void)
{
  g_autoptr (TestData) data = new_data ();

  switch_off (data, "/v1/runs/" RUN_ID);
  expect_reason (data, "request-run", THIS, "this can’t be done now"); /* it is not checked */
  expect (data, "check-run", THIS, 200);
  expect_reason (data, "request-run", THIS, "has not opened its internal request yet");
  finish_phase_b (data);
  expect (data, "request-run", THIS, 200);
}

/* A pilot is a part of the preparation. */
static void
test_a_pilot_needs_phase_a_alone (void)
{
  g_autoptr (TestData) data = new_data ();

  patch (data, "/v1/runs/" RUN_ID, "{\"kind\":\"pilot\"}", 200);
  switch_off (data, "/v1/runs/" RUN_ID);
  expect (data, "check-run", THIS, 200);
  expect (data, "request-run", THIS, 200);
}

static void
test_the_portal_moves_what_was_seen (void)
{
  g_autoptr (TestData) data = new_data ();
  g_auto (PilotRunFacts) facts = { 0 };
  g_autofree char *right = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *by = NULL;

  finish_phase_b (data);
  switch_off (data, "/v1/runs/" RUN_ID);
  expect (data, "check-run", THIS, 200);
  expect_reason (data, "request-run", THIS ",'manifest_sha256':'" NOT_IT "'", "is not what you saw");
  assert_state (data, "checked");
  read_facts (data, RUN_ID, &facts);
  right = g_strdup_printf (THIS ",'manifest_sha256':'%s'", facts.manifest_sha256);
  expect (data, "request-run", right, 200);
  sha256 = dup_run_text (data, "manifestSha256");
  by = dup_run_text (data, "requestedBy");
  g_assert_cmpstr (sha256, ==, facts.manifest_sha256);
  g_assert_cmpstr (by, ==, data->member_id);
  {
    g_autoptr (TestAnswer) run = test_get (data, "/v1/runs/" RUN_ID);

    g_assert_cmpint (test_number (run->object, "nExpected"), ==, (gint64) facts.n_expected);
  }
}

static void
test_a_run_without_agencies_is_neither_checked_nor_requested (void)
{
  g_autoptr (TestData) data = new_data ();

  finish_phase_b (data);
  switch_off (data, "/v1/runs/" RUN_ID);
  expect (data, "check-run", THIS, 200);
  patch (data, "/v1/runs/" RUN_ID, "{\"choice\":\"chosen\"}", 200);
  expect_reason (data, "check-run", THIS, "No agency is in the scope");
  /* With the change it is a draft again: it can't be requested either. */
  expect (data, "request-run", THIS, 409);
}

static void
test_a_friday_is_chosen (void)
{
  g_autoptr (TestData) data = new_requested ();
  g_autofree char *project_id = pilot_project_make_id ();
  g_autofree char *project = g_strdup_printf ("/v1/projects/%s", project_id);
  g_autofree char *day = NULL;

  expect_reason (data, "schedule-run", THIS ",'date':'" FRIDAY "'", "this can’t be done now");
  expect (data, "accept-run", THIS, 200);
  expect_reason (data, "start-run", THIS, "Friday of the downtime is not chosen");
  expect_reason (data, "schedule-run", THIS ",'date':'2026-12-03'", "a Friday");
  expect_reason (data, "schedule-run", THIS ",'date':'2026-11-20'", "has passed");
  patch (data, project, "{\"holidays\":\"2026-12-04 Founders’ day\"}", 200);
  expect_reason (data, "schedule-run", THIS ",'date':'" FRIDAY "'", "Founders’ day");
  patch (data, project, "{\"holidays\":null}", 200);
  expect (data, "schedule-run", THIS ",'date':'2026-12-11'", 200);
  expect (data, "schedule-run", THIS ",'date':'" FRIDAY "'", 200);
  day = dup_run_text (data, "scheduledOn");
  g_assert_cmpstr (day, ==, FRIDAY);
}

static void
test_nothing_begins_before_the_day (void)
{
  g_autoptr (TestData) data = new_requested ();

  expect (data, "accept-run", THIS, 200);
  expect (data, "schedule-run", THIS ",'date':'" FRIDAY "'", 200);
  expect_reason (data, "start-run", THIS, "has not come");
  /* 23:59 of Thursday in Dublin; then a minute later. */
  pilot_fake_clock_advance (data->clock, (DAYS_TO_FRIDAY - 1) * G_TIME_SPAN_DAY + 11 * G_TIME_SPAN_HOUR + 59 * G_TIME_SPAN_MINUTE);
  expect_reason (data, "start-run", THIS, "has not come");
  pilot_fake_clock_advance (data->clock, G_TIME_SPAN_MINUTE);
  expect (data, "start-run", THIS, 200);
  assert_state (data, "running");
}

/* Who did not see the first one's Friday doesn't take it away; who saw it may. */
static void
test_two_admins_choose_a_friday (void)
{
  g_autoptr (TestData) data = new_requested ();

  expect (data, "accept-run", THIS, 200);
  expect (data, "schedule-run", THIS ",'date':'2026-12-11','scheduled_on':''", 200);
  expect_reason (data, "schedule-run", THIS ",'date':'" FRIDAY "','scheduled_on':''", "Somebody else has chosen 2026-12-11");
  expect (data, "schedule-run", THIS ",'date':'2026-12-11','scheduled_on':''", 200);
  expect (data, "schedule-run", THIS ",'date':'" FRIDAY "','scheduled_on':'soon'", 422);
  expect (data, "schedule-run", THIS ",'date':'" FRIDAY "','scheduled_on':'2026-12-11'", 200);
  expect (data, "schedule-run", THIS ",'date':'2026-12-11'", 200); /* who doesn't say what was seen */
}

static void
test_one_run_is_on_its_way (void)
{
  g_autoptr (TestData) data = new_requested ();

  create (data, "/v1/runs/" OTHER_ID, "{\"name\":\"Rest\",\"kind\":\"production\",\"choice\":\"rest\",\"history\":\"legacy\","
                                      "\"onHold\":\"in\",\"transferred\":\"out\"}");
  switch_off (data, "/v1/runs/" OTHER_ID);
  expect (data, "check-run", OTHER, 200);
  expect_reason (data, "request-run", OTHER, "Another run is on its way");
  expect (data, "cancel-run", THIS ",'reason':'Too early'", 200);
  expect (data, "request-run", OTHER, 200);
}

static void
test_it_is_paused_and_goes_on (void)
{
  g_autoptr (TestData) data = new_running ();
  g_autofree char *finished = NULL;

  expect_reason (data, "resume-run", THIS, "not paused");
  expect (data, "pause-run", THIS, 200);
  expect_reason (data, "pause-run", THIS, "paused already");
  run_engine (data);
  assert_state (data, "running"); /* nobody executes a paused run */
  expect (data, "resume-run", THIS, 200);
  run_engine (data);
  assert_state (data, "completed_with_skipped");
  finished = dup_run_text (data, "finishedAt");
  g_assert_nonnull (finished);
}

static void
test_what_was_left_behind_is_run_again_or_approved (void)
{
  g_autoptr (TestData) data = new_running ();
  g_autofree char *by = NULL;

  expect_reason (data, "approve-run", THIS ",'reason':'Known'", "this can’t be done now");
  run_engine (data);
  assert_state (data, "completed_with_skipped");
  expect (data, "retry-run", THIS, 200);
  assert_state (data, "running");
  run_engine (data);
  assert_state (data, "completed_with_skipped");
  expect (data, "approve-run", THIS, 422);
  expect (data, "approve-run", THIS ",'reason':'Known'", 200);
  by = dup_run_text (data, "approvedBy");
  g_assert_cmpstr (by, ==, data->member_id);
  expect_reason (data, "approve-run", THIS ",'reason':'Known'", "approved already");
  expect_reason (data, "retry-run", THIS, "is approved");
}

/* An admin asks, and the run says so until it is answered, or not wanted any more. */
static void
test_an_admin_asks_for_a_retry (void)
{
  g_autoptr (TestData) data = new_running ();
  g_autofree char *by = NULL;
  g_autofree char *answered = NULL;
  g_autofree char *not_wanted = NULL;
  gint64 n_events;

  expect_reason (data, "request-retry", THIS, "this can’t be done now");
  run_engine (data);
  assert_state (data, "completed_with_skipped");
  expect (data, "request-retry", THIS, 200);
  assert_state (data, "completed_with_skipped"); /* nobody executes it before the operator says so */
  run_engine (data);
  assert_state (data, "completed_with_skipped");
  by = dup_run_text (data, "retryAskedBy");
  g_assert_cmpstr (by, ==, data->member_id);
  g_assert_true (pilot_database_query_int64 (pilot_portal_db_get_database (data->db),
                                             "SELECT count(*) FROM audit_event WHERE action = 'run.request-retry'", 0, &n_events, NULL));
  g_assert_cmpint (n_events, ==, 1);
  expect_reason (data, "request-retry", THIS, "asked to try this run again already");
  expect (data, "retry-run", THIS, 200);
  answered = dup_run_text (data, "retryAskedBy");
  g_assert_null (answered);
  run_engine (data);
  expect (data, "request-retry", THIS, 200);
  expect (data, "approve-run", THIS ",'reason':'Known'", 200);
  not_wanted = dup_run_text (data, "retryAskedBy");
  g_assert_null (not_wanted);
  expect_reason (data, "request-retry", THIS, "is approved");
}

static void
test_a_run_is_cancelled (void)
{
  g_autoptr (TestData) data = new_running ();
  g_autoptr (TestAnswer) answer = NULL;
  g_autofree char *reason = NULL;

  expect (data, "cancel-run", THIS, 422);
  answer = command (data, "cancel-run", THIS ",'reason':'Wrong Friday'");
  test_assert_status (answer, 200);
  /* What a person wrote is kept with the run, and not told around. */
  g_assert_false (json_object_has_member (json_object_get_object_member (answer->object, "values"), "reason"));
  assert_state (data, "cancelled");
  reason = dup_run_text (data, "reason");
  g_assert_cmpstr (reason, ==, "Wrong Friday");
  expect_reason (data, "start-run", THIS, "this can’t be done now");
  expect_reason (data, "cancel-run", THIS ",'reason':'Again'", "this can’t be done now");
  run_engine (data);
  assert_state (data, "cancelled");
}

/* Giving a retry up takes nothing back: the run had completed. */
static void
test_a_retry_is_cancelled (void)
{
  g_autoptr (TestData) data = new_running ();
  g_autofree char *reason = NULL;
  g_autofree char *cleared = NULL;

  run_engine (data);
  assert_state (data, "completed_with_skipped");
  expect (data, "retry-run", THIS, 200);
  expect (data, "pause-run", THIS, 200);
  expect (data, "cancel-run", THIS ",'reason':'Not today'", 200);
  assert_state (data, "completed_with_skipped");
  run_engine (data);
  assert_state (data, "completed_with_skipped");
  reason = dup_run_text (data, "reason");
  g_assert_cmpstr (reason, ==, "Not today");
  expect_reason (data, "cancel-run", THIS ",'reason':'Again'", "this can’t be done now");
  expect (data, "request-retry", THIS, 200);
  cleared = dup_run_text (data, "reason");
  g_assert_null (cleared);
  expect (data, "retry-run", THIS, 200);
  run_engine (data);
  expect (data, "approve-run", THIS ",'reason':'Known'", 200);
}

/* What stayed behind is not known before the engine has counted it. */
static void
test_a_cancelled_retry_is_wound_up_first (void)
{
  g_autoptr (TestData) data = new_running ();

  run_engine (data);
  expect (data, "retry-run", THIS, 200);
  step_engine (data);
  expect (data, "cancel-run", THIS ",'reason':'Not today'", 200);
  expect_reason (data, "approve-run", THIS ",'reason':'Known'", "still being counted");
  expect_reason (data, "retry-run", THIS, "still being counted");
  run_engine (data);
  assert_state (data, "completed_with_skipped");
  expect (data, "approve-run", THIS ",'reason':'Known'", 200);
}

static void
refuse_step (TestData *data, const char *body, guint status)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *path = g_strconcat ("/v1/steps/", id, NULL);
  g_autoptr (TestAnswer) answer = test_call (data, "PUT", path, body, "If-None-Match", "*", NULL);

  test_assert_status (answer, status);
}

/* The operator says what the vendor did, not what the company did. */
static void
test_the_operator_marks_the_vendors_steps_alone (void)
{
  g_autoptr (TestData) data = new_data ();

  create (data, "/v1/steps/00000000-0000-4000-8000-0000000000b2", "{\"key\":\"b2-data\",\"state\":\"waiting\"}");
  create (data, "/v1/steps/00000000-0000-4000-8000-0000000000b1", "{\"key\":\"b1-ticket\",\"state\":\"open\"}");
  act_as (data, PILOT_ROLE_OPERATOR);
  patch (data, "/v1/steps/00000000-0000-4000-8000-0000000000b2", "{\"state\":\"done\"}", 200);
  patch (data, "/v1/steps/00000000-0000-4000-8000-0000000000b1", "{\"state\":\"done\"}", 403);
  patch (data, "/v1/steps/00000000-0000-4000-8000-0000000000b2", "{\"key\":\"b1-ticket\"}", 403); /* nor makes one the company's */
  /* What no admin has touched yet he writes first; whose it is the plan says. */
  create (data, "/v1/steps/00000000-0000-4000-8000-0000000000b3", "{\"key\":\"b3-request\",\"state\":\"done\"}");
  refuse_step (data, "{\"key\":\"d3-invitations\",\"state\":\"done\"}", 403);
  refuse_step (data, "{\"state\":\"done\"}", 422);
  refuse_step (data, "{\"key\":\"b3-request\",\"state\":\"open\"}", 422);
  refuse_step (data, "{\"key\":\"z9-other\",\"state\":\"done\"}", 422);
}

/* (transfer full): all that the facts say. */
static char *
dup_facts (TestData *data, const PilotRecord *run, const PilotRecord *project)
{
  g_auto (PilotRunFacts) facts = { 0 };
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_true (pilot_run_facts_read (&facts, data->db, run, project, NULL));
  g_string_printf (text, "%s %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %s", facts.manifest_sha256, facts.n_agencies, facts.n_expected,
                   facts.off_without_reason);
  for (guint i = 0; i < facts.numbers->len; i++)
    g_string_append_printf (text, " %" G_GUINT64_FORMAT, g_array_index (facts.numbers, guint64, i));
  for (guint i = 0; i < facts.failing->len; i++)
    g_string_append_printf (text, " %s", ((const PilotPreflightRule *) facts.failing->pdata[i])->key);
  return g_strdup (text->str);
}

static void
assert_not_stale (TestData *data, const PilotRecord *run, const PilotRecord *project, const char *what)
{
  g_autofree char *kept = dup_facts (data, run, project);
  g_autofree char *fresh = NULL;

  pilot_portal_db_set_kept (data->db, NULL, NULL);
  fresh = dup_facts (data, run, project);
  if (strcmp (kept, fresh) != 0)
    g_error ("%s: kept: %s, now: %s", what, kept, fresh);
}

static PilotRecord *
load_first (TestData *data, PilotEntity entity)
{
  g_autoptr (GPtrArray) records = pilot_portal_rows_load (data->db, entity, NULL);

  return pilot_record_ref (records->pdata[0]);
}

static void
exec (TestData *data, const char *sql)
{
  g_autoptr (GError) error = NULL;

  pilot_database_exec (pilot_portal_db_get_database (data->db), sql, &error);
  g_assert_no_error (error);
}

/* As whoever changes a record does it: it takes the next revision. */
#define CHANGE(table, set, where) \
  "UPDATE meta SET value = value + 1 WHERE key = 'revision'; UPDATE \"" table "\" SET " set \
  ", revision = (SELECT value FROM meta WHERE key = 'revision') WHERE row = (SELECT min(row) FROM \"" table "\" WHERE " where ")"

static void
test_what_was_found_is_kept (void)
{
  g_autoptr (TestData) data = new_data ();
  g_autoptr (PilotRecord) run = load_first (data, PILOT_ENTITY_RUN);
  g_autoptr (PilotRecord) project = load_first (data, PILOT_ENTITY_PROJECT);
  g_autofree char *before = dup_facts (data, run, project);
  g_autofree char *kept = NULL;
  g_autofree char *read = NULL;

  /* Nothing is read again: what was put there past the portal is not seen, before something else changes. */
  exec (data, "UPDATE agency SET dataset = 'portal' WHERE row = (SELECT min(row) FROM agency WHERE dataset = 'legacy' AND deleted = 0)");
  kept = dup_facts (data, run, project);
  g_assert_cmpstr (kept, ==, before);
  exec (data, CHANGE ("agency", "notes = 'New'", "dataset = 'portal'"));
  kept = (g_free (kept), dup_facts (data, run, project));
  g_assert_cmpstr (kept, ==, before);
  exec (data, CHANGE ("agency", "notes = 'New'", "dataset = 'legacy'"));
  read = dup_facts (data, run, project);
  g_assert_cmpstr (read, !=, before);
}

static void
test_what_is_kept_is_never_stale (void)
{
  static const char *const changes[] = {
    CHANGE ("candidate", "status = 'HIRED'", "dataset = 'legacy'"), CHANGE ("candidate", "deleted = 1, dataset = NULL", "deleted = 0"),
    CHANGE ("recruiter", "email = NULL", "email IS NOT NULL"),      CHANGE ("job", "status = 'FILLED'", "status <> 'FILLED'"),
    CHANGE ("assignment", "deleted = 1", "deleted = 0"),            CHANGE ("stage", "deleted = 1", "deleted = 0"),
    CHANGE ("agency", "run_id = 'another'", "dataset = 'legacy'"),  CHANGE ("mapping", "deleted = 1", "deleted = 0"),
    CHANGE ("candidate", "run_id = 'another'", "dataset = 'legacy' AND deleted = 0"),
  };
  const PilotEntity entities[] = { PILOT_ENTITY_RUN, PILOT_ENTITY_PROJECT };
  g_autoptr (TestData) data = new_data ();
  g_autoptr (PilotRecord) run = load_first (data, PILOT_ENTITY_RUN);
  g_autoptr (PilotRecord) project = load_first (data, PILOT_ENTITY_PROJECT);

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      exec (data, changes[i]);
      assert_not_stale (data, run, project, changes[i]);
    }
  /* Whatever field of run and project becomes another. */
  for (guint e = 0; e < G_N_ELEMENTS (entities); e++)
    for (guint i = PILOT_FIELD_FIRST; i < pilot_schema_get (entities[e])->n_fields; i++)
      {
        const PilotField *field = &pilot_schema_get (entities[e])->fields[i];
        g_autoptr (PilotRecord) changed = pilot_record_copy (e == 0 ? run : project);

        for (guint choice = 0; field->choices != NULL && field->choices[choice].value != NULL; choice++)
          {
            pilot_record_set_text (changed, i, field->choices[choice].value);
            assert_not_stale (data, e == 0 ? changed : run, e == 1 ? changed : project, field->name);
          }
        if (field->choices != NULL)
          continue;
        if (field->type == PILOT_FIELD_TEXT || field->type == PILOT_FIELD_REF || field->type == PILOT_FIELD_DATE)
          pilot_record_set_text (changed, i, "someone@somewhere.example");
        else
          pilot_record_set_integer (changed, i, 1);
        assert_not_stale (data, e == 0 ? changed : run, e == 1 ? changed : project, field->name);
        pilot_record_set_null (changed, i);
        assert_not_stale (data, e == 0 ? changed : run, e == 1 ? changed : project, field->name);
      }
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/server/run-commands/checks are the portal's own", test_checks_are_the_portals_own);
  g_test_add_func ("/server/run-commands/what was found in all records is kept", test_what_was_found_is_kept);
  g_test_add_func ("/server/run-commands/what is kept is never stale", test_what_is_kept_is_never_stale);
  g_test_add_func ("/server/run-commands/an admin asks for a retry", test_an_admin_asks_for_a_retry);
  g_test_add_func ("/server/run-commands/a check is switched off with a reason", test_a_check_is_switched_off_with_a_reason);
  g_test_add_func ("/server/run-commands/the plan comes first", test_the_plan_comes_first);
  g_test_add_func ("/server/run-commands/a pilot needs phase A alone", test_a_pilot_needs_phase_a_alone);
  g_test_add_func ("/server/run-commands/the portal moves what was seen, or nothing", test_the_portal_moves_what_was_seen);
  g_test_add_func ("/server/run-commands/a run without agencies is neither checked nor requested", test_a_run_without_agencies_is_neither_checked_nor_requested);
  g_test_add_func ("/server/run-commands/a Friday is chosen", test_a_friday_is_chosen);
  g_test_add_func ("/server/run-commands/nothing begins before the day", test_nothing_begins_before_the_day);
  g_test_add_func ("/server/run-commands/one run is on its way at a time", test_one_run_is_on_its_way);
  g_test_add_func ("/server/run-commands/of two admins the second sees the Friday of the first before it goes", test_two_admins_choose_a_friday);
  g_test_add_func ("/server/run-commands/it is paused, and goes on", test_it_is_paused_and_goes_on);
  g_test_add_func ("/server/run-commands/what was left behind is run again or approved", test_what_was_left_behind_is_run_again_or_approved);
  g_test_add_func ("/server/run-commands/a run is cancelled with a reason", test_a_run_is_cancelled);
  g_test_add_func ("/server/run-commands/a run whose retry is cancelled has completed as before", test_a_retry_is_cancelled);
  g_test_add_func ("/server/run-commands/a cancelled retry is wound up before it is approved", test_a_cancelled_retry_is_wound_up_first);
  g_test_add_func ("/server/run-commands/the operator marks the vendor's steps alone", test_the_operator_marks_the_vendors_steps_alone);
  return g_test_run ();
}
