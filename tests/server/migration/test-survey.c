/* test-survey.c: what takes long to read is read before the writer's turn, and nobody's write waits for it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test-data.h"

#include "pilot-demo-stage.h"
#include "pilot-portal-rows.h"
#include "pilot-router.h"
#include "pilot-run-facts.h"
#include "pilot-worker.h"

#define RUN_ID "00000000-0000-4000-8000-0000000000a1"
#define RUN_PATH "/v1/runs/" RUN_ID
#define FIRST_LEGACY "row = (SELECT min(row) FROM agency WHERE dataset = 'legacy' AND deleted = 0)"
/* Past the portal: no revision tells of it. Who sees it has read the records again. */
#define MOVE_SECRETLY "UPDATE agency SET dataset = 'portal' WHERE " FIRST_LEGACY
/* The same, and then somebody changes another one, as the portal does it. */
#define MOVE_AND_CHANGE \
  MOVE_SECRETLY "; UPDATE meta SET value = value + 1 WHERE key = 'revision'; UPDATE agency SET notes = 'New', " \
  "revision = (SELECT value FROM meta WHERE key = 'revision') WHERE " FIRST_LEGACY

static TestData *
new_data (void)
{
  TestData *data = test_data_new (120);
  g_autoptr (TestAnswer) made = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (pilot_demo_stage_reach (data->db, PILOT_SEED_AFTER_PHASE_A, NULL));
  made = test_call (data, "PUT", RUN_PATH, "{\"name\":\"All\",\"kind\":\"production\",\"choice\":\"all\",\"history\":\"legacy\","
                    "\"onHold\":\"in\",\"transferred\":\"in\"}", "If-None-Match", "*", NULL);
  test_assert_status (made, 201);
  data->survey_db = pilot_portal_db_open (data->dir, PILOT_PORTAL_DB_READ, PILOT_CLOCK (data->clock), &error);
  g_assert_no_error (error);
  return data;
}

static guint64
count_agencies (TestData *data)
{
  g_autoptr (GPtrArray) runs = pilot_portal_rows_load (data->db, PILOT_ENTITY_RUN, NULL);
  g_autoptr (GPtrArray) projects = pilot_portal_rows_load (data->db, PILOT_ENTITY_PROJECT, NULL);
  g_auto (PilotRunFacts) facts = { 0 };

  g_assert_cmpuint (runs->len, ==, 1);
  g_assert_true (pilot_run_facts_read (&facts, data->db, runs->pdata[0], projects->pdata[0], NULL));
  return facts.n_agencies;
}

static void
check (TestData *data)
{
  g_autoptr (TestAnswer) answer = test_call (data, "POST", "/v1/commands/check-run", "{\"arguments\":{\"run_id\":\"" RUN_ID "\"}}", NULL);

  g_assert_true (answer->response->status == 200 || answer->response->status == 409); /* what it finds is not looked at here */
}

static void
test_taken_over (void)
{
  g_autoptr (TestData) data = new_data ();
  guint64 n_agencies = count_agencies (data);

  pilot_portal_db_set_kept (data->db, NULL, NULL);
  data->sql_after_survey = MOVE_SECRETLY;
  check (data);
  g_assert_cmpuint (count_agencies (data), ==, n_agencies);
  pilot_portal_db_set_kept (data->db, NULL, NULL);
  g_assert_cmpuint (count_agencies (data), ==, n_agencies - 1);
}

static void
test_changed_since (void)
{
  g_autoptr (TestData) data = new_data ();
  guint64 n_agencies = count_agencies (data);

  pilot_portal_db_set_kept (data->db, NULL, NULL);
  data->sql_after_survey = MOVE_AND_CHANGE;
  check (data);
  g_assert_cmpuint (count_agencies (data), ==, n_agencies - 1);
}

/* In a large company nobody's write waits until all is read again. */
static void
test_changing_fast (void)
{
  g_autoptr (TestData) data = new_data ();
  const char *body = "{\"arguments\":{\"run_id\":\"" RUN_ID "\"}}";
  g_autoptr (TestAnswer) again = NULL;
  g_autoptr (TestAnswer) busy = NULL;
  g_autoptr (TestAnswer) read = NULL;

  data->survey_usec = G_TIME_SPAN_SECOND;
  data->sql_after_survey = MOVE_AND_CHANGE;
  again = test_call (data, "POST", "/v1/commands/check-run", body, NULL);
  g_assert_true (again->response->survey_again);
  data->n_surveys = 2;
  busy = test_call (data, "POST", "/v1/commands/check-run", body, NULL);
  g_assert_false (busy->response->survey_again);
  test_assert_status (busy, 503);
  g_assert_cmpuint (busy->response->retry_after_secs, >, 0);
  data->sql_after_survey = NULL;
  read = test_call (data, "POST", "/v1/commands/check-run", body, NULL);
  g_assert_cmpuint (read->response->status, !=, 503);
}

static void
test_which (void)
{
  static const struct
  {
    const char *name;
    gboolean is_long;
  } commands[] = {
    { "record-snapshot", TRUE }, { "consent-gate", TRUE }, { "pass-gate", TRUE },  { "check-run", TRUE },
    { "request-run", TRUE },     { "cancel-run", FALSE },  { "pause-run", FALSE }, { "no-such-command", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      const char *segments[] = { "v1", "commands", commands[i].name, NULL };
      const PilotSchema *schema;
      g_autoptr (PilotRequest) request = pilot_request_new ();

      request->route = pilot_router_find ("POST", segments, &schema, NULL);
      request->segments = g_strdupv ((char **) segments);
      g_assert_cmpint (request->route->is_long (request), ==, commands[i].is_long);
    }
}

/* A survey that ends when the write has been answered. */
typedef struct
{
  GMutex lock;
  GCond changed;
  gboolean written;
  gint n_done;
} Meeting;

static void
survey_cb (PilotPortalDb *db, gpointer data)
{
  Meeting *meeting = data;

  g_assert_true (pilot_portal_db_begin_read (db, NULL));
  g_mutex_lock (&meeting->lock);
  while (!meeting->written)
    g_cond_wait (&meeting->changed, &meeting->lock);
  g_mutex_unlock (&meeting->lock);
  pilot_portal_db_end_read (db);
}

static void
write_cb (PilotPortalDb *db, gpointer data)
{
  g_assert_true (pilot_portal_db_begin (db, NULL));
  pilot_portal_db_next_revision (db);
  g_assert_true (pilot_portal_db_commit (db, NULL));
}

static void
written_cb (gpointer data)
{
  Meeting *meeting = data;

  g_mutex_lock (&meeting->lock);
  meeting->written = TRUE;
  g_cond_broadcast (&meeting->changed);
  g_mutex_unlock (&meeting->lock);
  meeting->n_done++;
}

static void
surveyed_cb (gpointer data)
{
  ((Meeting *) data)->n_done++;
}

static void
test_side_by_side (void)
{
  g_autoptr (TestData) data = new_data ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotWorker) worker = NULL;
  Meeting meeting = { 0 };

  g_mutex_init (&meeting.lock);
  g_cond_init (&meeting.changed);
  worker = pilot_worker_new (g_steal_pointer (&data->db), data->dir, PILOT_CLOCK (data->clock), &error);
  g_assert_no_error (error);
  pilot_worker_push_survey (worker, survey_cb, surveyed_cb, &meeting);
  pilot_worker_push (worker, PILOT_LANE_WRITE, write_cb, written_cb, &meeting);
  PILOT_TEST_WAIT_UNTIL (meeting.n_done == 2);
  g_clear_pointer (&worker, pilot_worker_free);
  g_mutex_clear (&meeting.lock);
  g_cond_clear (&meeting.changed);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/server/survey/the writer takes over what was found", test_taken_over);
  g_test_add_func ("/server/survey/what has changed since is read again", test_changed_since);
  g_test_add_func ("/server/survey/where records change fast it is surveyed again, and in the end refused for now", test_changing_fast);
  g_test_add_func ("/server/survey/commands that look at all records are surveyed, others don't wait", test_which);
  g_test_add_func ("/server/survey/a write is answered while records are read through", test_side_by_side);
  return g_test_run ();
}
