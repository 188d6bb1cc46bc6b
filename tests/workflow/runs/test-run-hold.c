/* test-run-hold.c: what must not be changed while a run moves it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"
#include "pilot-run-hold.h"
#include "pilot-run-order.h"
#include "pilot-sync-state.h"
#include "run-fixture.h"

static gboolean
change (RunFixture *self, PilotEntity entity, guint n, guint field, const char *text, GError **error)
{
  g_autoptr (PilotRecord) record = pilot_record_new (entity);
  g_autofree char *id = run_id (entity, n);

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  pilot_record_set_text (record, field, text);
  return run_save (self, record, error);
}

static void
assert_saved (RunFixture *self, PilotEntity entity, guint n, guint field, const char *text)
{
  g_autoptr (GError) error = NULL;

  change (self, entity, n, field, text, &error);
  g_assert_no_error (error);
}

static void
assert_held (RunFixture *self, PilotEntity entity, guint n, guint field, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (change (self, entity, n, field, text, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_BUSY);
}

static void
assert_delete_held (RunFixture *self, PilotEntity entity, guint n, gboolean held)
{
  g_autofree char *id = run_id (entity, n);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pilot_workspace_delete_async (self->workspace, entity, (const char *const[]){ id, NULL }, NULL, run_done_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  g_assert_true (pilot_workspace_delete_finish (self->workspace, result, NULL, &error) == !held);
  if (held)
    g_assert_error (error, PILOT_ERROR, PILOT_ERROR_BUSY);
}

static void
test_running (RunFixture *self, gconstpointer data)
{
  g_autofree char *id = run_make (self, 1, "production", "all");
  g_autofree char *notice = NULL;
  g_autofree char *paused = NULL;
  g_autofree char *reason = NULL;
  g_autoptr (PilotRecord) pause = pilot_record_new (PILOT_ENTITY_RUN);

  g_assert_null (pilot_runs_dup_notice (self->workspace));
  assert_saved (self, PILOT_ENTITY_AGENCY, 1, PILOT_AGENCY_CITY, "Cork");
  g_assert_true (pilot_workspace_may (self->workspace, PILOT_ACTION_IMPORT, PILOT_ENTITY_CANDIDATE, NULL));
  run_wait_sent (self);
  run_set (self, PILOT_ENTITY_RUN, 1, PILOT_RUN_STATE, "running");
  notice = pilot_runs_dup_notice (self->workspace);
  g_assert_nonnull (strstr (notice, "Run 1"));
  assert_held (self, PILOT_ENTITY_AGENCY, 1, PILOT_AGENCY_CITY, "Sligo");
  assert_held (self, PILOT_ENTITY_JOB, 1, PILOT_JOB_TITLE, "Baker");
  assert_held (self, PILOT_ENTITY_CANDIDATE, 1, PILOT_CANDIDATE_NAME, "Another");
  assert_delete_held (self, PILOT_ENTITY_CANDIDATE, 1, TRUE);
  g_assert_false (pilot_workspace_may (self->workspace, PILOT_ACTION_IMPORT, PILOT_ENTITY_CANDIDATE, &reason));
  g_assert_nonnull (reason);
  /* What the framework leaves out for certain may be edited, but not into its scope. */
  assert_saved (self, PILOT_ENTITY_CANDIDATE, 4, PILOT_CANDIDATE_NAME, "A hired person");
  assert_held (self, PILOT_ENTITY_CANDIDATE, 4, PILOT_CANDIDATE_STATUS, "NEW");
  assert_saved (self, PILOT_ENTITY_JOB, 2, PILOT_JOB_TITLE, "A filled job");
  /* And so may the plan. */
  g_assert_true (pilot_workspace_may (self->workspace, PILOT_ACTION_IMPORT, PILOT_ENTITY_SCOPE_CHOICE, NULL));
  pilot_record_set_text (pause, PILOT_FIELD_ID, id);
  pilot_record_set_integer (pause, PILOT_RUN_PAUSED, 1);
  run_put (self, pause);
  paused = pilot_runs_dup_notice (self->workspace);
  g_assert_nonnull (strstr (paused, "paused"));
  assert_held (self, PILOT_ENTITY_AGENCY, 1, PILOT_AGENCY_CITY, "Sligo");
  run_set (self, PILOT_ENTITY_RUN, 1, PILOT_RUN_STATE, "completed");
  g_assert_null (pilot_runs_dup_notice (self->workspace));
  assert_saved (self, PILOT_ENTITY_AGENCY, 1, PILOT_AGENCY_CITY, "Sligo");
  run_wait_sent (self);
}

static void
test_new_record (RunFixture *self, gconstpointer data)
{
  g_autofree char *id G_GNUC_UNUSED = run_make (self, 1, "production", "all");
  g_autofree char *agency_id = run_id (PILOT_ENTITY_AGENCY, 50);
  g_autoptr (PilotRecord) agency = pilot_record_new (PILOT_ENTITY_AGENCY);
  g_autoptr (GError) error = NULL;

  run_set (self, PILOT_ENTITY_RUN, 1, PILOT_RUN_STATE, "running");
  pilot_record_set_text (agency, PILOT_FIELD_ID, agency_id);
  pilot_record_set_text (agency, PILOT_AGENCY_DATASET, "legacy");
  pilot_record_set_text (agency, PILOT_AGENCY_NAME, "Late & Co");
  pilot_record_set_text (agency, PILOT_AGENCY_STATUS, "active");
  pilot_record_set_text (agency, PILOT_AGENCY_CONTRACT_STATE, "none");
  g_assert_false (run_save (self, agency, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_BUSY);
  g_clear_error (&error);
  /* The portal's own data are live. */
  pilot_record_set_text (agency, PILOT_AGENCY_DATASET, "portal");
  run_save (self, agency, &error);
  g_assert_no_error (error);
  run_wait_sent (self);
}

/* A pilot of others holds nobody else's records. */
static void
test_chosen (RunFixture *self, gconstpointer data)
{
  g_autofree char *id = run_make (self, 1, "pilot", "chosen");

  run_choose (self, id, TRUE, 1u, G_MAXUINT);
  run_set (self, PILOT_ENTITY_RUN, 1, PILOT_RUN_STATE, "running");
  assert_held (self, PILOT_ENTITY_AGENCY, 1, PILOT_AGENCY_CITY, "Sligo");
  assert_held (self, PILOT_ENTITY_RECRUITER, 11, PILOT_RECRUITER_NAME, "Somebody");
  assert_held (self, PILOT_ENTITY_CANDIDATE, 3, PILOT_CANDIDATE_NAME, "Another");
  assert_saved (self, PILOT_ENTITY_AGENCY, 2, PILOT_AGENCY_CITY, "Sligo");
  assert_saved (self, PILOT_ENTITY_RECRUITER, 12, PILOT_RECRUITER_NAME, "Somebody");
  assert_saved (self, PILOT_ENTITY_CANDIDATE, 1, PILOT_CANDIDATE_NAME, "Another");
  run_wait_sent (self);
}

static void
test_downtime_day (RunFixture *self, gconstpointer data)
{
  g_autofree char *id G_GNUC_UNUSED = run_make (self, 1, "production", "all");
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) later = g_date_time_add_days (now, 7);
  g_autofree char *other_day = g_date_time_format (later, "%Y-%m-%d");
  g_autofree char *today = NULL;
  g_autofree char *notice = NULL;
  g_autoptr (GDateTime) still = NULL;

  run_set (self, PILOT_ENTITY_RUN, 1, PILOT_RUN_STATE, "scheduled");
  run_set (self, PILOT_ENTITY_RUN, 1, PILOT_RUN_SCHEDULED_ON, other_day);
  g_assert_null (pilot_runs_dup_notice (self->workspace));
  assert_saved (self, PILOT_ENTITY_AGENCY, 1, PILOT_AGENCY_CITY, "Cork");
  run_wait_sent (self);
  /* Midnight may pass just now. */
  do
    {
      g_clear_pointer (&still, g_date_time_unref);
      g_clear_pointer (&notice, g_free);
      g_clear_pointer (&today, g_free);
      still = g_date_time_new_now_utc ();
      today = g_date_time_format (still, "%Y-%m-%d");
      run_set (self, PILOT_ENTITY_RUN, 1, PILOT_RUN_SCHEDULED_ON, today);
      notice = pilot_runs_dup_notice (self->workspace);
      g_clear_pointer (&still, g_date_time_unref);
      still = g_date_time_new_now_utc ();
    }
  while (notice == NULL && g_date_time_get_hour (still) == 0);
  g_assert_nonnull (strstr (notice, "Today"));
  assert_held (self, PILOT_ENTITY_AGENCY, 1, PILOT_AGENCY_CITY, "Sligo");
}

/* Nobody reads the old record any more: an edit of it would be lost for ever. */
static void
test_moved (RunFixture *self, gconstpointer data)
{
  g_autofree char *earlier = run_id (PILOT_ENTITY_RUN, 9);

  run_set (self, PILOT_ENTITY_CANDIDATE, 1, PILOT_CANDIDATE_RUN_ID, earlier);
  assert_held (self, PILOT_ENTITY_CANDIDATE, 1, PILOT_CANDIDATE_NAME, "Another");
  assert_delete_held (self, PILOT_ENTITY_CANDIDATE, 1, TRUE);
  assert_saved (self, PILOT_ENTITY_CANDIDATE, 2, PILOT_CANDIDATE_NAME, "Another");
  assert_delete_held (self, PILOT_ENTITY_CANDIDATE, 2, FALSE);
  run_wait_sent (self);
}

static const PilotPendingData *
get_pending (RunFixture *self, guint index)
{
  g_autoptr (PilotPending) pending = g_list_model_get_item (pilot_workspace_get_outbox (self->workspace), index);

  return pending != NULL ? pilot_pending_get (pending) : NULL;
}

static gboolean
is_held (RunFixture *self)
{
  return g_list_model_get_n_items (pilot_workspace_get_outbox (self->workspace)) == 1 && get_pending (self, 0)->state == PILOT_PENDING_HELD;
}

static gboolean
order (RunFixture *self, const char *id, const char *command, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pilot_run_order_async (self->workspace, id, command, NULL, NULL, run_done_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  return pilot_run_order_finish (self->workspace, result, error);
}

static gboolean
command_cb (PilotFakeConnection *connection, const PilotCommand *command, GHashTable *values, gpointer user_data, GError **error)
{
  g_ptr_array_add (user_data, g_strdup (command->name));
  return TRUE;
}

/* An edit that waited offline is shown with its reason; it stands in the way of no command but those that make a list. */
static void
test_waited_offline (RunFixture *self, gconstpointer data)
{
  g_autofree char *id = run_make (self, 1, "production", "all");
  g_autofree char *next = run_make (self, 2, "production", "rest");
  g_autoptr (GPtrArray) commands = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *agency_id = run_id (PILOT_ENTITY_AGENCY, 1);
  g_autoptr (PilotRecord) there = NULL;
  g_autoptr (GError) error = NULL;

  pilot_fake_connection_set_command_func (self->connection, command_cb, commands);
  pilot_fake_connection_fail (self->connection, PILOT_FAKE_PULL, 0, G_MAXUINT, PILOT_ERROR_OFFLINE, FALSE);
  pilot_workspace_sync_now (self->workspace);
  PILOT_TEST_WAIT_UNTIL (pilot_workspace_get_sync_state (self->workspace) == PILOT_SYNC_OFFLINE);
  assert_saved (self, PILOT_ENTITY_AGENCY, 1, PILOT_AGENCY_CITY, "Cork");
  pilot_fake_connection_fail (self->connection, PILOT_FAKE_PULL, 0, 0, PILOT_ERROR_OFFLINE, FALSE);
  run_set (self, PILOT_ENTITY_RUN, 1, PILOT_RUN_STATE, "running");
  PILOT_TEST_WAIT_UNTIL (is_held (self));
  g_assert_nonnull (strstr (get_pending (self, 0)->message, "Run 1"));
  there = pilot_fake_connection_get (self->connection, PILOT_ENTITY_AGENCY, agency_id);
  g_assert_cmpstr (pilot_record_get_text (there, PILOT_AGENCY_CITY), !=, "Cork");
  order (self, id, "pause-run", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (commands->len, ==, 1);
  g_assert_false (order (self, next, "check-run", &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_BUSY);
  run_set (self, PILOT_ENTITY_RUN, 1, PILOT_RUN_STATE, "completed");
  run_wait_sent (self);
  g_clear_pointer (&there, pilot_record_unref);
  there = pilot_fake_connection_get (self->connection, PILOT_ENTITY_AGENCY, agency_id);
  g_assert_cmpstr (pilot_record_get_text (there, PILOT_AGENCY_CITY), ==, "Cork");
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
#define ADD(name, func) g_test_add (name, RunFixture, NULL, run_fixture_set_up, func, run_fixture_tear_down)
  ADD ("/run-hold/while a run runs its records are not edited and imports wait", test_running);
  ADD ("/run-hold/a record that would come too late is not begun", test_new_record);
  ADD ("/run-hold/a pilot holds its own agencies alone", test_chosen);
  ADD ("/run-hold/the day of the downtime holds from its beginning", test_downtime_day);
  ADD ("/run-hold/what was moved is changed in the portal alone", test_moved);
  ADD ("/run-hold/an edit that waited offline is held and sent when the run has ended", test_waited_offline);
  return g_test_run ();
}
