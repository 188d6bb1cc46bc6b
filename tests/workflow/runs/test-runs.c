/* test-runs.c: runs: drafted, ordered, deleted, checked against the portal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-downtime.h"
#include "pilot-error.h"
#include "pilot-name-uuid.h"
#include "pilot-run-manifest.h"
#include "pilot-run-order.h"
#include "pilot-run-results.h"
#include "pilot-runs.h"
#include "run-fixture.h"

/* What the portal was told last, by the thread that gives commands. */
typedef struct
{
  GMutex lock;
  char *name;     /* (owned) */
  char *argument; /* (owned) (nullable) */
  char *sha256;   /* (owned) (nullable) */
  char *seen;     /* (owned) (nullable) */
} Told;

static gboolean
command_cb (PilotFakeConnection *connection, const PilotCommand *command, GHashTable *values, gpointer user_data, GError **error)
{
  Told *told = user_data;
  const PilotRunTransition *transition = pilot_run_find_transition (command->name);
  g_autoptr (PilotRecord) run = pilot_record_new (PILOT_ENTITY_RUN);

  g_mutex_lock (&told->lock);
  g_free (told->name);
  g_free (told->argument);
  g_free (told->sha256);
  g_free (told->seen);
  told->name = g_strdup (command->name);
  told->argument = g_strdup (pilot_command_get (command, "date") != NULL ? pilot_command_get (command, "date") : pilot_command_get (command, "reason"));
  told->sha256 = g_strdup (pilot_command_get (command, "manifest_sha256"));
  told->seen = g_strdup (pilot_command_get (command, "scheduled_on"));
  g_mutex_unlock (&told->lock);
  if (g_strcmp0 (told->argument, "no") == 0)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_REJECTED, "The portal says no.");
      return FALSE;
    }
  pilot_record_set_text (run, PILOT_FIELD_ID, pilot_command_get (command, "run_id"));
  if (transition->to != PILOT_N_RUN_STATES)
    pilot_record_set_text (run, PILOT_RUN_STATE, pilot_run_state_to_name (transition->to));
  if (g_str_equal (command->name, "schedule-run"))
    pilot_record_set_text (run, PILOT_RUN_SCHEDULED_ON, pilot_command_get (command, "date"));
  if (g_str_equal (command->name, "request-retry"))
    pilot_record_set_text (run, PILOT_RUN_RETRY_ASKED_BY, "me");
  if (g_str_equal (command->name, "approve-run"))
    pilot_record_set_text (run, PILOT_RUN_APPROVED_BY, "me");
  pilot_fake_connection_put (connection, run);
  return TRUE;
}

static void
told_clear (Told *told)
{
  g_clear_pointer (&told->name, g_free);
  g_clear_pointer (&told->argument, g_free);
  g_clear_pointer (&told->sha256, g_free);
  g_clear_pointer (&told->seen, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Told, told_clear)

static gboolean
order (RunFixture *self, const char *id, const char *command, const char *argument, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pilot_run_order_async (self->workspace, id, command, argument, NULL, run_done_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  return pilot_run_order_finish (self->workspace, result, error);
}

static gboolean
is_in_state (RunFixture *self, const char *id, PilotRunState state)
{
  g_autoptr (PilotRecord) run = run_get (self, id);

  return pilot_run_get_state (run) == state;
}

static const char *
next_command (RunFixture *self, const char *id)
{
  g_autoptr (PilotRecord) run = run_get (self, id);

  return pilot_run_order_get_next (self->workspace, run)->command;
}

static void
test_ordered (RunFixture *self, gconstpointer data)
{
  g_auto (Told) told = { 0 };
  g_autofree char *id = run_make (self, 1, "production", "all");
  g_autoptr (PilotRecord) run = NULL;
  g_autoptr (PilotRunManifest) manifest = NULL;
  g_autoptr (GPtrArray) fridays = pilot_run_order_list_fridays (self->workspace, 4);
  g_autoptr (GError) error = NULL;
  char day[16];

  pilot_fake_connection_set_command_func (self->connection, command_cb, &told);
  g_assert_cmpstr (next_command (self, id), ==, "check-run");
  /* It is asked in the right order alone. */
  g_assert_false (order (self, id, "request-run", NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (told.name);
  order (self, id, "check-run", NULL, &error);
  g_assert_no_error (error);
  PILOT_TEST_WAIT_UNTIL (is_in_state (self, id, PILOT_RUN_CHECKED));
  g_assert_cmpstr (next_command (self, id), ==, "request-run");
  run = run_get (self, id);
  manifest = pilot_run_manifest_write (self->workspace, run, NULL, NULL, &error);
  g_assert_no_error (error);
  order (self, id, "request-run", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (told.sha256, ==, manifest->sha256);
  PILOT_TEST_WAIT_UNTIL (is_in_state (self, id, PILOT_RUN_REQUESTED));
  g_assert_null (next_command (self, id));
  run_set (self, PILOT_ENTITY_RUN, 1, PILOT_RUN_STATE, "accepted");
  g_assert_cmpstr (next_command (self, id), ==, "schedule-run");
  g_assert_cmpuint (fridays->len, ==, 4);
  g_date_strftime (day, sizeof day, "%Y-%m-%d", g_ptr_array_index (fridays, 1));
  order (self, id, "schedule-run", day, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (told.argument, ==, day);
  g_assert_cmpstr (told.seen, ==, ""); /* none was chosen when it was ordered */
  PILOT_TEST_WAIT_UNTIL (is_in_state (self, id, PILOT_RUN_SCHEDULED));
  order (self, id, "schedule-run", day, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (told.seen, ==, day);
  g_assert_false (order (self, id, "schedule-run", "2001-01-01", &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_clear_error (&error);
  /* What the portal says against it is told. */
  g_assert_false (order (self, id, "cancel-run", "no", &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_REJECTED);
  g_assert_cmpstr (error->message, ==, "The portal says no.");
}

static void
test_ended (RunFixture *self, gconstpointer data)
{
  g_auto (Told) told = { 0 };
  g_autofree char *id = run_make (self, 1, "production", "all");
  g_autofree char *reason = NULL;
  g_autoptr (PilotRecord) run = NULL;
  g_autoptr (PilotRecord) approved = NULL;
  g_autoptr (GError) error = NULL;

  pilot_fake_connection_set_command_func (self->connection, command_cb, &told);
  run_set (self, PILOT_ENTITY_RUN, 1, PILOT_RUN_STATE, "completed_with_skipped");
  run = run_get (self, id);
  g_assert_cmpstr (next_command (self, id), ==, "approve-run");
  g_assert_true (pilot_run_order_may (self->workspace, run, "approve-run", NULL, NULL));
  g_assert_false (pilot_run_order_may (self->workspace, run, "schedule-run", NULL, &reason));
  g_assert_nonnull (reason);
  order (self, id, "approve-run", "They were double", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (told.argument, ==, "They were double");
  PILOT_TEST_WAIT_UNTIL (next_command (self, id) == NULL);
  approved = run_get (self, id);
  g_assert_false (pilot_run_order_may (self->workspace, approved, "approve-run", NULL, NULL));
}

static void
test_retry (RunFixture *self, gconstpointer data)
{
  g_auto (Told) told = { 0 };
  g_autofree char *id = run_make (self, 1, "production", "all");
  g_autoptr (PilotRecord) asked = NULL;
  g_autoptr (GError) error = NULL;

  pilot_fake_connection_set_command_func (self->connection, command_cb, &told);
  run_set (self, PILOT_ENTITY_RUN, 1, PILOT_RUN_STATE, "failed");
  g_assert_cmpstr (next_command (self, id), ==, "request-retry");
  order (self, id, "request-retry", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (told.name, ==, "request-retry");
  PILOT_TEST_WAIT_UNTIL (next_command (self, id) == NULL);
  asked = run_get (self, id);
  g_assert_false (pilot_run_order_may (self->workspace, asked, "request-retry", NULL, NULL));
  /* Beside the approval, which is still what comes next. */
  run_set (self, PILOT_ENTITY_RUN, 1, PILOT_RUN_STATE, "completed_with_skipped");
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (next_command (self, id), "approve-run") == 0);
}

static void
test_retry_cancelled (RunFixture *self, gconstpointer data)
{
  g_autofree char *id G_GNUC_UNUSED = run_make (self, 1, "production", "all");
  g_autoptr (PilotRecord) run = pilot_record_new (PILOT_ENTITY_RUN);

  pilot_record_set_text (run, PILOT_RUN_STATE, "completed_with_skipped");
  g_assert_null (strstr (pilot_run_order_get_next (self->workspace, run)->text, "cancelled"));
  pilot_record_set_text (run, PILOT_RUN_REASON, "Not today");
  g_assert_nonnull (strstr (pilot_run_order_get_next (self->workspace, run)->text, "Trying again was cancelled: what was moved stays moved"));
  g_assert_cmpstr (pilot_run_order_get_next (self->workspace, run)->command, ==, "approve-run");
  pilot_record_set_text (run, PILOT_RUN_RETRY_ASKED_BY, "me");
  g_assert_null (strstr (pilot_run_order_get_next (self->workspace, run)->text, "cancelled"));
  pilot_record_set_null (run, PILOT_RUN_RETRY_ASKED_BY);
  pilot_record_set_text (run, PILOT_RUN_APPROVED_BY, "me");
  g_assert_null (pilot_run_order_get_next (self->workspace, run)->command);
}

/* A cancelled run says what is in which portal, also where nothing is in the new one. */
static void
test_cancelled_early (RunFixture *self, gconstpointer data)
{
  g_autoptr (PilotRecord) run = pilot_record_new (PILOT_ENTITY_RUN);

  pilot_record_set_text (run, PILOT_RUN_STATE, "cancelled");
  pilot_record_set_integer (run, PILOT_RUN_N_EXPECTED, 10);
  pilot_record_set_integer (run, PILOT_RUN_N_SKIPPED, 2);
  g_assert_null (strstr (pilot_run_order_get_next (self->workspace, run)->text, "stays moved"));
  g_assert_nonnull (strstr (pilot_run_order_get_next (self->workspace, run)->text, "every record is where it was"));
  pilot_record_set_integer (run, PILOT_RUN_N_LINKED, 1);
  g_assert_nonnull (strstr (pilot_run_order_get_next (self->workspace, run)->text, "stays moved"));
}

static void
test_free_name (RunFixture *self, gconstpointer data)
{
  g_autofree char *id G_GNUC_UNUSED = run_make (self, 1, "production", "all");
  g_autofree char *other = pilot_runs_dup_free_name (self->workspace, "All the rest");
  g_autofree char *second = pilot_runs_dup_free_name (self->workspace, "Run 1");
  g_autofree char *second_id = NULL;
  g_autofree char *third = NULL;

  g_assert_cmpstr (other, ==, "All the rest");
  g_assert_cmpstr (second, ==, "Run 1 (2)");
  second_id = run_make (self, 2, "production", "all");
  g_assert_nonnull (second_id);
  run_set (self, PILOT_ENTITY_RUN, 2, PILOT_RUN_NAME, second);
  third = pilot_runs_dup_free_name (self->workspace, "Run 1");
  g_assert_cmpstr (third, ==, "Run 1 (3)");
}

/* Without the portal nothing is ordered, and nothing waits to be. */
static void
test_offline (RunFixture *self, gconstpointer data)
{
  g_auto (Told) told = { 0 };
  g_autofree char *id = run_make (self, 1, "production", "all");
  g_autoptr (GError) error = NULL;

  pilot_fake_connection_set_command_func (self->connection, command_cb, &told);
  pilot_fake_connection_fail (self->connection, PILOT_FAKE_PULL, 0, G_MAXUINT, PILOT_ERROR_OFFLINE, FALSE);
  pilot_fake_connection_fail (self->connection, PILOT_FAKE_PUSH, 0, G_MAXUINT, PILOT_ERROR_OFFLINE, FALSE);
  g_assert_false (order (self, id, "check-run", NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_OFFLINE);
  g_assert_null (told.name);
}

static void
test_kinds (RunFixture *self, gconstpointer data)
{
  g_autofree char *reason = NULL;
  g_autofree char *other = NULL;
  g_autoptr (PilotRecord) draft = pilot_runs_make_draft (self->workspace, "pilot", "First group");
  g_autoptr (GError) error = NULL;

  g_assert_true (pilot_runs_may_create (self->workspace, "pilot", NULL));
  g_assert_true (pilot_runs_may_create (self->workspace, "production", NULL));
  g_assert_false (pilot_runs_may_create (self->workspace, "full_test", &reason));
  g_assert_nonnull (strstr (reason, "sandbox"));
  run_set (self, PILOT_ENTITY_COMPANY, 1, PILOT_COMPANY_ENVIRONMENT, "sandbox");
  g_assert_true (pilot_runs_may_create (self->workspace, "full_test", NULL));
  g_assert_false (pilot_runs_may_create (self->workspace, "production", &other));
  g_assert_nonnull (strstr (pilot_runs_get_warning ("full_test"), "significantly increases effort on both sides"));
  g_assert_nonnull (pilot_runs_get_warning ("sandbox_practice"));
  g_assert_null (pilot_runs_get_warning ("production"));
  /* What the project decided is taken over, and what it didn't is still open. */
  g_assert_cmpstr (pilot_record_get_text (draft, PILOT_RUN_ON_HOLD), ==, "in");
  g_assert_cmpstr (pilot_record_get_text (draft, PILOT_RUN_TRANSFERRED), ==, "undecided");
  g_assert_cmpstr (pilot_record_get_text (draft, PILOT_RUN_CHOICE), ==, "chosen");
  run_save (self, draft, &error);
  g_assert_no_error (error);
  run_wait_sent (self);
}

static void
test_deleted (RunFixture *self, gconstpointer data)
{
  g_autofree char *id = run_make (self, 1, "pilot", "chosen");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) restored = NULL;
  g_autoptr (PilotRecord) run = run_get (self, id);
  g_autoptr (GPtrArray) undo = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *log = NULL;

  run_choose (self, id, TRUE, 1u, 2u, G_MAXUINT);
  g_assert_true (pilot_runs_may_delete (self->workspace, run, NULL));
  pilot_fake_connection_clear_log (self->connection);
  pilot_runs_delete_async (self->workspace, id, NULL, run_done_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  g_assert_true (pilot_runs_delete_finish (self->workspace, result, &undo, &error));
  g_assert_cmpuint (undo->len, ==, 3);
  run_wait_sent (self);
  g_assert_cmpuint (pilot_fake_connection_count (self->connection, PILOT_ENTITY_RUN), ==, 0);
  g_assert_cmpuint (pilot_fake_connection_count (self->connection, PILOT_ENTITY_SCOPE_CHOICE), ==, 0);
  pilot_runs_restore_async (self->workspace, undo, NULL, run_done_cb, &restored);
  PILOT_TEST_WAIT_UNTIL (restored != NULL);
  pilot_runs_restore_finish (self->workspace, restored, &error);
  g_assert_no_error (error);
  run_wait_sent (self);
  g_assert_cmpuint (pilot_fake_connection_count (self->connection, PILOT_ENTITY_RUN), ==, 1);
  g_assert_cmpuint (pilot_fake_connection_count (self->connection, PILOT_ENTITY_SCOPE_CHOICE), ==, 2);
  /* However many agencies were chosen. */
  log = pilot_fake_connection_dup_log (self->connection);
  g_assert_cmpstr (log, ==, "delete run Run 1; create run Run 1; import scope_choice");
}

static void
test_ordered_stays (RunFixture *self, gconstpointer data)
{
  g_autofree char *id = run_make (self, 1, "pilot", "all");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  run_set (self, PILOT_ENTITY_RUN, 1, PILOT_RUN_STATE, "completed");
  pilot_runs_delete_async (self->workspace, id, NULL, run_done_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  g_assert_false (pilot_runs_delete_finish (self->workspace, result, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_FORBIDDEN);
}

static void
put_result (RunFixture *self, const char *run, guint n, const char *outcome, const char *reason)
{
  g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_RESULT);
  g_autofree char *source = run_id (PILOT_ENTITY_CANDIDATE, n);
  g_autofree char *target = pilot_moved_make_id (source);
  g_autofree char *id = pilot_result_make_id (run, source);
  g_autofree char *stage = run_id (PILOT_ENTITY_STAGE, 1);

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  pilot_record_set_text (record, PILOT_RESULT_RUN_ID, run);
  pilot_record_set_text (record, PILOT_RESULT_RECORD_KIND, "candidate");
  pilot_record_set_text (record, PILOT_RESULT_SOURCE_ID, source);
  pilot_record_set_text (record, PILOT_RESULT_OUTCOME, outcome);
  pilot_record_set_text (record, PILOT_RESULT_REASON, reason);
  if (reason == NULL)
    {
      pilot_record_set_text (record, PILOT_RESULT_TARGET_ID, target);
      pilot_record_set_text (record, PILOT_RESULT_STAGE_ID, stage);
    }
  run_put (self, record);
}

static void
put_moved (RunFixture *self, guint n, const char *status)
{
  g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_CANDIDATE);
  g_autofree char *source = run_id (PILOT_ENTITY_CANDIDATE, n);
  g_autofree char *id = pilot_moved_make_id (source);

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  pilot_record_set_text (record, PILOT_CANDIDATE_DATASET, "portal");
  pilot_record_set_text (record, PILOT_CANDIDATE_NAME, "Moved");
  pilot_record_set_text (record, PILOT_CANDIDATE_STATUS, status);
  pilot_record_set_text (record, PILOT_CANDIDATE_SOURCE_ID, source);
  run_put (self, record);
}

static PilotRunCheck *
check (RunFixture *self, const char *id)
{
  g_autoptr (PilotRecord) run = run_get (self, id);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PilotRunCheck *found;

  pilot_run_results_check_async (self->workspace, run, NULL, run_done_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  found = pilot_run_results_check_finish (self->workspace, result, &error);
  g_assert_no_error (error);
  return found;
}

static void
test_expected_and_found (RunFixture *self, gconstpointer data)
{
  g_autofree char *id = run_make (self, 1, "production", "all");
  g_autoptr (PilotRecord) counts = pilot_record_new (PILOT_ENTITY_RUN);
  g_autofree PilotRunCheck *before = NULL;
  g_autofree PilotRunCheck *after = NULL;
  g_autofree PilotRunCheck *moved_on = NULL;

  pilot_record_set_text (counts, PILOT_FIELD_ID, id);
  pilot_record_set_integer (counts, PILOT_RUN_N_EXPECTED, 3);
  run_put (self, counts);
  put_result (self, id, 1, "moved", NULL);
  put_result (self, id, 2, "moved", NULL);
  put_result (self, id, 7, "skipped", "no_job");
  put_moved (self, 1, "NEW");
  before = check (self, id);
  g_assert_cmpuint (before->n_results, ==, 3);
  g_assert_cmpuint (before->kinds[PILOT_ENTITY_CANDIDATE].n_moved, ==, 2);
  g_assert_cmpuint (before->kinds[PILOT_ENTITY_CANDIDATE].n_found, ==, 1);
  g_assert_cmpuint (before->kinds[PILOT_ENTITY_CANDIDATE].n_skipped, ==, 1);
  g_assert_false (before->agrees);
  put_moved (self, 2, "NEW");
  after = check (self, id);
  g_assert_true (after->agrees);
  g_assert_cmpuint (after->kinds[PILOT_ENTITY_CANDIDATE].n_other_stage, ==, 0);
  /* Whoever went on since is told, and is no fault of the run. */
  put_moved (self, 2, "INTERVIEW");
  moved_on = check (self, id);
  g_assert_true (moved_on->agrees);
  g_assert_cmpuint (moved_on->kinds[PILOT_ENTITY_CANDIDATE].n_other_stage, ==, 1);
}

static void
test_cancelled_before_it_began (RunFixture *self, gconstpointer data)
{
  g_autofree char *id = run_make (self, 1, "production", "all");
  g_autoptr (PilotRecord) changes = pilot_record_new (PILOT_ENTITY_RUN);
  g_autofree PilotRunCheck *requested = NULL;
  g_autofree PilotRunCheck *cancelled = NULL;
  g_autofree PilotRunCheck *begun = NULL;

  pilot_record_set_text (changes, PILOT_FIELD_ID, id);
  pilot_record_set_integer (changes, PILOT_RUN_N_EXPECTED, 3);
  pilot_record_set_text (changes, PILOT_RUN_STATE, "requested");
  run_put (self, changes);
  requested = check (self, id);
  g_assert_false (requested->agrees);
  pilot_record_set_text (changes, PILOT_RUN_STATE, "cancelled");
  run_put (self, changes);
  cancelled = check (self, id);
  g_assert_true (cancelled->agrees); /* nothing was moved, and nothing is there */
  pilot_record_set_integer (changes, PILOT_RUN_STARTED_AT, 1);
  run_put (self, changes);
  begun = check (self, id);
  g_assert_false (begun->agrees);
}

/* Of the same run, about an assignment. */
static void
put_assignment_result (RunFixture *self, const char *run, guint n)
{
  g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_RESULT);
  g_autofree char *source = run_id (PILOT_ENTITY_ASSIGNMENT, n);
  g_autofree char *id = pilot_result_make_id (run, source);

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  pilot_record_set_text (record, PILOT_RESULT_RUN_ID, run);
  pilot_record_set_text (record, PILOT_RESULT_RECORD_KIND, "assignment");
  pilot_record_set_text (record, PILOT_RESULT_SOURCE_ID, source);
  pilot_record_set_text (record, PILOT_RESULT_OUTCOME, "skipped");
  pilot_record_set_text (record, PILOT_RESULT_REASON, "recruiter_not_moved");
  run_put (self, record);
}

static gint64
save_results (RunFixture *self, const char *id, const char *outcome, const char *reason, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n;

  pilot_run_results_save_async (self->workspace, id, outcome, reason, file, NULL, run_done_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  n = pilot_run_results_save_finish (self->workspace, result, &error);
  g_assert_no_error (error);
  return n;
}

static void
test_results (RunFixture *self, gconstpointer data)
{
  g_autofree char *id = run_make (self, 1, "production", "all");
  g_autofree char *path = g_build_filename (self->dir, "results.csv", NULL);
  g_autofree char *job_id = run_id (PILOT_ENTITY_JOB, 1);
  g_autofree char *recruiter_id = run_id (PILOT_ENTITY_RECRUITER, 0);
  g_autofree char *job = pilot_workspace_dup_title (self->workspace, PILOT_ENTITY_JOB, job_id);
  g_autofree char *recruiter = pilot_workspace_dup_title (self->workspace, PILOT_ENTITY_RECRUITER, recruiter_id);
  g_autofree PilotRunCheck *counted = NULL;
  g_autofree char *assigned = NULL;
  g_autofree char *text = NULL;

  put_result (self, id, 1, "moved", NULL);
  put_result (self, id, 7, "skipped", "no_job");
  put_result (self, id, 3, "failed", "id_taken");
  put_assignment_result (self, id, 1);
  counted = check (self, id);
  for (guint i = 0; pilot_result_reason_choices[i].value != NULL; i++)
    {
      gboolean is_skipped = g_str_equal (pilot_result_reason_choices[i].value, "no_job");

      if (is_skipped || g_str_equal (pilot_result_reason_choices[i].value, "id_taken"))
        {
          g_assert_cmpuint (pilot_run_check_count_reason (counted, NULL, i), ==, 1);
          g_assert_cmpuint (pilot_run_check_count_reason (counted, "skipped", i), ==, is_skipped ? 1 : 0);
        }
    }
  g_assert_cmpint (save_results (self, id, NULL, NULL, path), ==, 4);
  g_assert_cmpint (save_results (self, id, "skipped", "recruiter_not_moved", path), ==, 1);
  g_assert_cmpint (save_results (self, id, "skipped", NULL, path), ==, 2);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "Person 7,skipped,no_job,Has no job,,"));
  assigned = g_strdup_printf ("\"%s, %s\",skipped", recruiter, job); /* whose, and to which job */
  g_assert_nonnull (strstr (text, assigned));
  g_assert_null (strstr (text, "Person 1"));
}

/* The days between the westernmost and the easternmost zone differ at every hour. */
static void
test_countdown (RunFixture *self, gconstpointer data)
{
  static const char *const zones[] = { "Pacific/Kiritimati", "Pacific/Pago_Pago" };
  g_autofree char *id = run_make (self, 1, "production", "all");
  g_autoptr (PilotRecord) undated = run_get (self, id);
  GDate day, read;
  char text[16];
  int days;

  g_assert_false (pilot_run_order_get_downtime (self->workspace, undated, &read, &days));
  pilot_downtime_today (g_get_real_time (), "UTC", &day);
  g_date_add_days (&day, 9);
  g_date_strftime (text, sizeof text, "%Y-%m-%d", &day);
  run_set (self, PILOT_ENTITY_RUN, 1, PILOT_RUN_SCHEDULED_ON, text);
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr (PilotRecord) run = run_get (self, id);
      GDate before, after;

      run_set (self, PILOT_ENTITY_COMPANY, 1, PILOT_COMPANY_TIME_ZONE, zones[i]);
      pilot_downtime_today (g_get_real_time (), zones[i], &before);
      g_assert_true (pilot_run_order_get_downtime (self->workspace, run, &read, &days));
      pilot_downtime_today (g_get_real_time (), zones[i], &after);
      g_assert_cmpint (g_date_compare (&read, &day), ==, 0);
      g_assert_true (days == g_date_days_between (&before, &day) || days == g_date_days_between (&after, &day));
    }
}

static void
test_where (RunFixture *self, gconstpointer data)
{
  static const struct
  {
    guint n_expected, n_moved, n_linked;
    const char *text; /* (nullable) */
  } cases[] = {
    { 10, 0, 0, NULL },
    { 10, 1, 0, "1 record of it is in the Advanced Agency Portal, 9 were left where they were." },
    { 10, 7, 2, "9 records of it are in the Advanced Agency Portal, 1 was left where it was." },
    { 10, 8, 2, "10 records of it are in the Advanced Agency Portal, none was left where it was." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PilotRecord) run = pilot_record_new (PILOT_ENTITY_RUN);
      g_autofree char *text = NULL;

      pilot_record_set_integer (run, PILOT_RUN_N_EXPECTED, cases[i].n_expected);
      pilot_record_set_integer (run, PILOT_RUN_N_MOVED, cases[i].n_moved);
      pilot_record_set_integer (run, PILOT_RUN_N_LINKED, cases[i].n_linked);
      text = pilot_run_order_dup_where (run);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
#define ADD(name, func) g_test_add (name, RunFixture, NULL, run_fixture_set_up, func, run_fixture_tear_down)
  ADD ("/runs/a run is checked, requested with its manifest, and scheduled", test_ordered);
  ADD ("/runs/what stayed behind is approved once and with a reason", test_ended);
  ADD ("/runs/an admin asks for another try", test_retry);
  ADD ("/runs/a retry that was cancelled is said, and can be approved", test_retry_cancelled);
  ADD ("/runs/a run that was cancelled before anything was moved says so", test_cancelled_early);
  ADD ("/runs/no two runs get the same name", test_free_name);
  ADD ("/runs/nothing is ordered without the portal", test_offline);
  ADD ("/runs/a kind is for its environment, and what is decided is taken over", test_kinds);
  ADD ("/runs/a draft is deleted with its choices and comes back", test_deleted);
  ADD ("/runs/an ordered run is not deleted", test_ordered_stays);
  ADD ("/runs/what was moved is looked for in the portal", test_expected_and_found);
  ADD ("/runs/a run that was cancelled before it began agrees", test_cancelled_before_it_began);
  ADD ("/runs/results are saved as a table", test_results);
  ADD ("/runs/the days to the downtime are counted in the company's zone", test_countdown);
  ADD ("/runs/it is said how many records are in which portal", test_where);
  return g_test_run ();
}
