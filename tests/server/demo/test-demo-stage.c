/* test-demo-stage.c: the demo company further on, and its operator who acts by itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test-data.h"

#include "pilot-audit.h"
#include "pilot-demo-duty.h"
#include "pilot-demo-stage.h"
#include "pilot-engine.h"
#include "pilot-handoff-rules.h"
#include "pilot-name-uuid.h"
#include "pilot-plan-facts.h"
#include "pilot-portal-rows.h"

#define DELAY (5 * G_TIME_SPAN_SECOND)

static PilotRecord *
load_one (TestData *data, PilotEntity entity)
{
  g_autoptr (GPtrArray) records = pilot_portal_rows_load (data->db, entity, NULL);

  g_assert_cmpuint (records->len, ==, 1);
  return pilot_record_ref (g_ptr_array_index (records, 0));
}

/* (transfer full) (nullable): the state of the run of that kind. */
static char *
dup_run_state (TestData *data, const char *kind)
{
  g_autofree char *path = g_strdup_printf ("/v1/runs?kind=%s", kind);
  g_autoptr (TestAnswer) answer = test_get (data, path);

  return json_array_get_length (test_items (answer)) > 0 ? g_strdup (test_text (test_item (answer, 0), "state")) : NULL;
}

/* What the plan says is next. */
static const char *
get_next (TestData *data)
{
  g_autoptr (PilotRecord) company = load_one (data, PILOT_ENTITY_COMPANY);
  g_autoptr (PilotRecord) project = load_one (data, PILOT_ENTITY_PROJECT);
  g_auto (PilotPlanFacts) facts = { 0 };
  const PilotPlanStep *next;

  g_assert_true (pilot_plan_facts_read (&facts, data->db, company, project, TRUE, NULL));
  next = pilot_plan_next (&facts);
  return next != NULL ? next->key : NULL;
}

static TestData *
new_data (PilotSeedStage stage)
{
  TestData *data = test_data_new (300);
  g_autoptr (GError) error = NULL;

  pilot_demo_stage_reach (data->db, stage, &error);
  g_assert_no_error (error);
  g_assert_true (pilot_audit_verify (data->db, NULL, NULL));
  return data;
}

/* Killed before the demo's people were done: the next start begins anew, and what somebody works with stays. */
static void
test_unfinished (void)
{
  PilotDemoOptions options = { .n_agencies = 20, .n_recruiters = 40, .n_jobs = 10, .n_candidates = 300, .seed = 7 };
  g_autoptr (TestData) data = test_data_new (300);
  g_autofree char *epoch = g_strdup (pilot_portal_db_get_epoch (data->db));
  g_autofree char *state = NULL;
  g_autoptr (GError) error = NULL;

  pilot_demo_stage_reach (data->db, PILOT_SEED_AFTER_PHASE_A, &error);
  g_assert_no_error (error);
  test_data_reopen (data);
  g_assert_true (pilot_demo_forget_unfinished (data->db, &error));
  g_assert_no_error (error);
  g_assert_true (pilot_portal_db_is_empty (data->db));
  g_assert_cmpstr (pilot_portal_db_get_epoch (data->db), !=, epoch);
  g_assert_true (pilot_demo_seed (data->db, &options, NULL, NULL, &error));
  g_assert_true (pilot_demo_stage_reach (data->db, PILOT_SEED_SCHEDULED, &error));
  g_assert_no_error (error);
  g_assert_true (pilot_demo_finish (data->db, &error));
  g_assert_true (pilot_audit_verify (data->db, NULL, NULL));
  test_data_reopen (data);
  g_assert_true (pilot_demo_forget_unfinished (data->db, &error));
  g_assert_false (pilot_portal_db_is_empty (data->db));
  state = dup_run_state (data, "production");
  g_assert_cmpstr (state, ==, "scheduled");
}

static void
test_before_phase_a (void)
{
  g_autoptr (TestData) data = new_data (PILOT_SEED_BEFORE_PHASE_A);

  g_assert_cmpstr (get_next (data), ==, PILOT_PLAN_MODULE_TICKET);
}

static void
test_after_phase_a (void)
{
  g_autoptr (TestData) data = new_data (PILOT_SEED_AFTER_PHASE_A);

  g_assert_cmpstr (get_next (data), ==, PILOT_PLAN_MIGRATION_TICKET);
}

static void
test_scheduled (void)
{
  g_autoptr (TestData) data = new_data (PILOT_SEED_SCHEDULED);
  g_autofree char *state = dup_run_state (data, "production");

  g_assert_cmpstr (state, ==, "scheduled");
  g_assert_cmpstr (get_next (data), ==, PILOT_PLAN_NOTICE);
}

/* What the demo company handed over can be read, and its checksum is that of what is read. */
static void
test_handoffs (void)
{
  g_autoptr (TestData) data = new_data (PILOT_SEED_MIGRATED);
  g_autoptr (GPtrArray) handoffs = pilot_portal_rows_load (data->db, PILOT_ENTITY_HANDOFF, NULL);

  g_assert_cmpuint (handoffs->len, ==, 3);
  for (guint i = 0; i < handoffs->len; i++)
    {
      const PilotRecord *handoff = g_ptr_array_index (handoffs, i);
      g_autofree char *sha256 = pilot_handoff_dup_document_sha256 (pilot_record_get_value (handoff, 0));

      g_assert_nonnull (pilot_record_get_text (handoff, PILOT_HANDOFF_BODY));
      g_assert_cmpstr (pilot_record_get_text (handoff, PILOT_HANDOFF_SHA256), ==, sha256);
    }
}

static void
test_migrated (void)
{
  g_autoptr (TestData) data = new_data (PILOT_SEED_MIGRATED);
  g_autofree char *pilot = dup_run_state (data, "pilot");
  g_autofree char *production = dup_run_state (data, "production");
  g_autoptr (TestAnswer) moved = test_get (data, "/v1/candidates?dataset=portal");

  g_assert_true (g_str_has_prefix (pilot, "completed"));
  g_assert_true (g_str_has_prefix (production, "completed"));
  g_assert_cmpuint (json_array_get_length (test_items (moved)), >, 20);
  g_assert_cmpstr (get_next (data), ==, "d1-confirmed");
}

/* Who opens the checks of a run that went sees what they found then, and why a failing one was left aside. */
static void
test_checks (void)
{
  g_autoptr (TestData) data = new_data (PILOT_SEED_MIGRATED);
  g_autoptr (GPtrArray) runs = pilot_portal_rows_load (data->db, PILOT_ENTITY_RUN, NULL);
  g_autoptr (GPtrArray) checks = pilot_portal_rows_load (data->db, PILOT_ENTITY_CHECK, NULL);
  guint n_rules;

  pilot_preflight_get_rules (&n_rules);
  for (guint r = 0; r < runs->len; r++)
    {
      const PilotRecord *run = g_ptr_array_index (runs, r);
      guint n_kept = 0;
      gint64 n_checked = 0;

      for (guint i = 0; i < checks->len; i++)
        {
          const PilotRecord *check = g_ptr_array_index (checks, i);
          g_autofree char *off = pilot_preflight_find_off (run, pilot_record_get_text (check, PILOT_CHECK_RULE));

          if (g_strcmp0 (pilot_record_get_text (check, PILOT_CHECK_RUN_ID), pilot_record_get_id (run)) != 0)
            continue;
          n_kept++;
          n_checked += pilot_record_get_integer (check, PILOT_CHECK_N_CHECKED);
          g_assert_cmpstr (pilot_record_get_text (check, PILOT_CHECK_REASON), ==, off);
          g_assert_cmpstr (pilot_record_get_text (check, PILOT_CHECK_OUTCOME), !=, "error");
        }
      g_assert_cmpuint (n_kept, ==, n_rules);
      g_assert_cmpint (n_checked, >, 0);
    }
}

/* Lets the operator look; asserts whether something was done. */
static void
look (TestData *data, gboolean acts)
{
  g_autoptr (GError) error = NULL;
  gint64 revision;

  pilot_demo_duty_do (data->db, DELAY, &revision, &error);
  g_assert_no_error (error);
  if ((revision != 0) != acts)
    g_error ("the operator should%s have acted", acts ? "" : " not");
}

/* A request is seen waiting, then answered; nothing is done twice. */
static void
wait_and_look (TestData *data)
{
  look (data, FALSE);
  pilot_fake_clock_advance (data->clock, DELAY);
  look (data, TRUE);
  look (data, FALSE);
}

static void
create (TestData *data, const char *path, const char *body)
{
  g_autoptr (TestAnswer) answer = test_call (data, "PUT", path, body, "If-None-Match", "*", NULL);

  test_assert_status (answer, 201);
}

static void
test_operator_enables_the_subscription (void)
{
  g_autoptr (TestData) data = new_data (PILOT_SEED_BEFORE_PHASE_A);
  g_autoptr (PilotRecord) project = NULL;

  pilot_fake_clock_advance (data->clock, G_TIME_SPAN_HOUR);
  look (data, FALSE); /* nobody asked */
  create (data, "/v1/handoffs/00000000-0000-4000-8000-0000000000a1",
          "{\"kind\":\"module_ticket\",\"state\":\"draft\",\"subject\":\"HirePort\"}");
  pilot_fake_clock_advance (data->clock, DELAY);
  look (data, FALSE); /* a draft is no ticket */
  create (data, "/v1/handoffs/00000000-0000-4000-8000-0000000000a2",
          "{\"kind\":\"module_ticket\",\"state\":\"handed_over\",\"subject\":\"HirePort\"}");
  wait_and_look (data);
  project = load_one (data, PILOT_ENTITY_PROJECT);
  g_assert_cmpint (pilot_record_get_integer (project, PILOT_PROJECT_SUBSCRIBED_AT), !=, 0);
}

static void
test_operator_does_the_vendors_steps (void)
{
  g_autoptr (TestData) data = new_data (PILOT_SEED_AFTER_PHASE_A);

  pilot_fake_clock_advance (data->clock, G_TIME_SPAN_HOUR);
  look (data, FALSE);
  create (data, "/v1/handoffs/00000000-0000-4000-8000-0000000000a1",
          "{\"kind\":\"phase_a_ticket\",\"state\":\"confirmed\",\"subject\":\"Phase A\",\"reference\":\"SR-1\"}");
  wait_and_look (data); /* the data are gathered */
  wait_and_look (data); /* the internal request is open */
  g_assert_cmpstr (get_next (data), ==, PILOT_PLAN_REQUEST_RUN);
}

static void
test_operator_starts_what_is_scheduled (void)
{
  g_autoptr (TestData) data = new_data (PILOT_SEED_SCHEDULED);
  g_autofree char *state = NULL;

  wait_and_look (data);
  state = dup_run_state (data, "production");
  g_assert_cmpstr (state, ==, "running");
}

/* Mends a candidate that a run left behind. */
static void
mend (TestData *data)
{
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autofree char *tag = NULL;
  g_autoptr (TestAnswer) record = NULL;
  g_autoptr (TestAnswer) answer = NULL;

  g_assert_true (pilot_database_query_text (pilot_portal_db_get_database (data->db),
                                            "SELECT source_id FROM result WHERE outcome = 'skipped' AND record_kind = 'candidate'"
                                            " ORDER BY row DESC LIMIT 1",
                                            &id, NULL));
  path = g_strdup_printf ("/v1/candidates/%s", id);
  record = test_get (data, path);
  tag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", test_number (record->object, "revision"));
  answer = test_call (data, "PATCH", path, "{\"notes\":\"Mended\"}", "If-Match", tag, NULL);
  test_assert_status (answer, 200);
}

static void
test_operator_runs_again_what_was_mended (void)
{
  g_autoptr (TestData) data = new_data (PILOT_SEED_SCHEDULED);
  g_autoptr (PilotEngine) engine = pilot_engine_new (0);
  g_autofree char *ended = NULL;
  g_autofree char *state = NULL;
  gboolean more = TRUE;
  gint64 revision;

  wait_and_look (data);
  while (more)
    g_assert_true (pilot_engine_step (engine, data->db, &more, &revision, NULL));
  ended = dup_run_state (data, "production");
  g_assert_cmpstr (ended, ==, "completed_with_skipped");
  pilot_fake_clock_advance (data->clock, G_TIME_SPAN_HOUR);
  look (data, FALSE); /* nothing was mended */
  mend (data);
  pilot_fake_clock_advance (data->clock, DELAY);
  look (data, FALSE); /* more may be mended */
  pilot_fake_clock_advance (data->clock, 20 * G_TIME_SPAN_SECOND);
  look (data, TRUE);
  state = dup_run_state (data, "production");
  g_assert_cmpstr (state, ==, "running");
}

static void
test_operator_runs_again_what_was_asked_for (void)
{
  g_autoptr (TestData) data = new_data (PILOT_SEED_SCHEDULED);
  g_autoptr (PilotEngine) engine = pilot_engine_new (0);
  g_autofree char *id = NULL;
  g_autofree char *body = NULL;
  g_autofree char *key = g_uuid_string_random ();
  g_autoptr (TestAnswer) answer = NULL;
  g_autofree char *state = NULL;
  gboolean more = TRUE;
  gint64 revision;

  wait_and_look (data);
  while (more)
    g_assert_true (pilot_engine_step (engine, data->db, &more, &revision, NULL));
  g_assert_true (pilot_database_query_text (pilot_portal_db_get_database (data->db), "SELECT id FROM run WHERE kind = 'production'", &id, NULL));
  body = g_strdup_printf ("{\"arguments\":{\"run_id\":\"%s\"}}", id);
  answer = test_call (data, "POST", "/v1/commands/request-retry", body, "Idempotency-Key", key, NULL);
  test_assert_status (answer, 200);
  look (data, FALSE);
  pilot_fake_clock_advance (data->clock, DELAY);
  look (data, TRUE);
  state = dup_run_state (data, "production");
  g_assert_cmpstr (state, ==, "running");
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/server/demo-stage/a company that was not finished is made anew", test_unfinished);
  g_test_add_func ("/server/demo-stage/the demo company stands before phase A", test_before_phase_a);
  g_test_add_func ("/server/demo-stage/after phase A the ticket is next", test_after_phase_a);
  g_test_add_func ("/server/demo-stage/scheduled, the agencies are to be told", test_scheduled);
  g_test_add_func ("/server/demo-stage/migrated, the completion is to be confirmed", test_migrated);
  g_test_add_func ("/server/demo-stage/what was handed over can be read", test_handoffs);
  g_test_add_func ("/server/demo-stage/the checks of its runs are kept as they were found", test_checks);
  g_test_add_func ("/server/demo-stage/the operator enables the subscription that was asked for", test_operator_enables_the_subscription);
  g_test_add_func ("/server/demo-stage/the operator does the vendor's steps", test_operator_does_the_vendors_steps);
  g_test_add_func ("/server/demo-stage/the operator starts what is scheduled", test_operator_starts_what_is_scheduled);
  g_test_add_func ("/server/demo-stage/the operator runs again what was mended", test_operator_runs_again_what_was_mended);
  g_test_add_func ("/server/demo-stage/the operator runs again what was asked for", test_operator_runs_again_what_was_asked_for);
  return g_test_run ();
}
