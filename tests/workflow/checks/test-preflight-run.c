/* test-preflight-run.c: the checks of a workspace over a real portal: made, kept, gone stale, switched off, saved, mended
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "pilot-error.h"
#include "pilot-name-uuid.h"
#include "pilot-portal-provider.h"
#include "pilot-preflight-run.h"
#include "pilot-test-portal.h"
#include "pilot-test.h"
#include "pilot-workspace-command.h"
#include "pilot-workspace-import.h"
#include "pilot-workspace.h"

#define RUN_ID "5b0c8f0e-1111-4222-8333-444455556666"

typedef struct
{
  PilotTestPortal *portal;           /* (owned) */
  PilotConnectionProvider *provider; /* (owned) */
  PilotConnectionProfile *profile;   /* (owned) */
  char *dir;                         /* (owned) */
  PilotWorkspace *workspace;         /* (owned) (nullable) */
} Fixture;

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
is_in_step (Fixture *self)
{
  gint64 last_sync;
  int state;

  g_object_get (self->workspace, "last-sync", &last_sync, "sync-state", &state, NULL);
  return last_sync > 0 && state == PILOT_SYNC_IDLE;
}

static void
open_workspace (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pilot_workspace_open_async (self->profile, self->provider, self->dir, NULL, keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  self->workspace = pilot_workspace_open_finish (result, &error);
  g_assert_no_error (error);
}

static void
close_workspace (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PilotWorkspace *gone = self->workspace;

  pilot_workspace_close_async (self->workspace, keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  pilot_workspace_close_finish (self->workspace, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  g_object_add_weak_pointer (G_OBJECT (gone), (gpointer *) &gone);
  g_clear_object (&self->workspace);
  PILOT_TEST_WAIT_UNTIL (gone == NULL);
}

static void
set_up (Fixture *self, gconstpointer role)
{
  g_autoptr (PilotTokenStore) tokens = pilot_token_store_new_for_session ();
  g_autoptr (GError) error = NULL;
  gboolean kept;

  self->portal = pilot_test_portal_start (NULL, (const char *[]){ "--seed-demo", "--agencies", "30", "--recruiters", "60", "--jobs", "20", "--candidates", "400", NULL });
  self->provider = pilot_portal_provider_new (tokens);
  self->profile = pilot_connection_profile_new ("portal");
  self->profile->address = g_strdup (pilot_test_portal_get_address (self->portal));
  self->dir = pilot_test_make_dir ();
  pilot_connection_provider_set_token (self->provider, self->profile,
                                       pilot_test_portal_sign_in_as (self->portal, (PilotRole) GPOINTER_TO_INT (role)), &kept, NULL, &error);
  g_assert_no_error (error);
  open_workspace (self);
  PILOT_TEST_WAIT_UNTIL (is_in_step (self));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  close_workspace (self);
  g_clear_object (&self->provider);
  pilot_connection_profile_free (self->profile);
  pilot_test_portal_free (self->portal);
  g_free (self->dir);
}

static guint
count_waiting (Fixture *self)
{
  guint waiting, blocked, conflicts;

  g_object_get (self->workspace, "n-waiting", &waiting, "n-blocked", &blocked, "n-conflicts", &conflicts, NULL);
  return waiting + blocked + conflicts;
}

static void
check (PilotPreflightRun *preflight, const char *const *rules)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pilot_preflight_run_check_async (preflight, rules, NULL, keep_result_cb, &result);
  g_assert_true (pilot_preflight_run_get_checking (preflight));
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  pilot_preflight_run_check_finish (preflight, result, &error);
  g_assert_no_error (error);
  g_assert_false (pilot_preflight_run_get_checking (preflight));
}

static const PilotPreflightResult *
get_result (PilotPreflightRun *preflight, const char *rule)
{
  return pilot_preflight_row_get_result (pilot_preflight_run_find (preflight, rule));
}

static guint
get_uint (gpointer object, const char *property)
{
  guint value;

  g_object_get (object, property, &value, NULL);
  return value;
}

static void
save (Fixture *self, PilotRecord *changes)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pilot_workspace_save_async (self->workspace, changes, NULL, keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  pilot_workspace_save_finish (self->workspace, result, NULL, &error);
  g_assert_no_error (error);
}

static void
make_run (Fixture *self)
{
  g_autoptr (PilotRecord) run = pilot_record_new (PILOT_ENTITY_RUN);

  pilot_record_set_text (run, PILOT_FIELD_ID, RUN_ID);
  pilot_record_set_text (run, PILOT_RUN_NAME, "All of it");
  pilot_record_set_text (run, PILOT_RUN_KIND, "production");
  pilot_record_set_text (run, PILOT_RUN_STATE, "draft");
  pilot_record_set_text (run, PILOT_RUN_CHOICE, "all");
  pilot_record_set_text (run, PILOT_RUN_HISTORY, "legacy");
  pilot_record_set_text (run, PILOT_RUN_ON_HOLD, "out");
  pilot_record_set_text (run, PILOT_RUN_TRANSFERRED, "out");
  save (self, run);
}

/* Changes a record of the portal behind the workspace's back. */
static void
change_there (Fixture *self, const char *collection, const char *id, const char *body)
{
  const char *token = pilot_test_portal_get_token (self->portal);
  g_autofree char *path = g_strdup_printf ("/v1/%s/%s", collection, id);
  g_autoptr (PilotTestAnswer) before = pilot_test_portal_get (self->portal, path, token);
  g_autoptr (PilotTestAnswer) answer = NULL;

  answer = pilot_test_portal_request (self->portal, "PATCH", path, token, body, "If-Match", pilot_test_answer_get_header (before, "ETag"), NULL);
  pilot_test_assert_status (answer, 200);
}

static GPtrArray *
find_ids (PilotPreflightRun *preflight, const char *rule)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *ids;

  pilot_preflight_run_find_ids_async (preflight, rule, 10000, NULL, keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  ids = pilot_preflight_run_find_ids_finish (preflight, result, &error);
  g_assert_no_error (error);
  return ids;
}

static guint
count_there (Fixture *self, const char *path)
{
  g_autoptr (PilotTestAnswer) answer = pilot_test_portal_get (self->portal, path, pilot_test_portal_get_token (self->portal));

  return json_array_get_length (json_object_get_array_member (pilot_test_answer_get_object (answer), "items"));
}

static void
test_kept (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotPreflightRun) preflight = pilot_preflight_run_new (self->workspace, NULL);
  g_autoptr (PilotPreflightRun) other = NULL;
  g_autofree char *before = pilot_preflight_run_dup_summary (preflight, 0);
  guint n_rules = g_list_model_get_n_items (G_LIST_MODEL (preflight));

  g_assert_cmpuint (get_uint (preflight, "n-not-checked"), ==, n_rules);
  g_assert_cmpstr (before, ==, "Nothing was checked yet.");
  check (preflight, NULL);
  g_assert_cmpuint (get_uint (preflight, "n-not-checked"), ==, 0);
  g_assert_cmpuint (get_uint (preflight, "n-errors"), >, 0);
  g_assert_cmpuint (get_uint (preflight, "n-errors") + get_uint (preflight, "n-warnings") + get_uint (preflight, "n-passed"), ==, n_rules);
  g_assert_cmpuint (get_uint (preflight, "n-stale"), ==, 0);

  /* One operation carries them all over; who looks there sees them. */
  PILOT_TEST_WAIT_UNTIL (count_waiting (self) == 0);
  g_assert_cmpuint (count_there (self, "/v1/checks?limit=100"), ==, n_rules);
  g_assert_cmpuint (count_there (self, "/v1/audit-events?action=import.commit"), ==, 1);
  PILOT_TEST_WAIT_UNTIL (is_in_step (self));
  other = pilot_preflight_run_new (self->workspace, NULL);
  g_assert_cmpuint (get_result (other, "candidate-owner")->n_found, ==, get_result (preflight, "candidate-owner")->n_found);
  g_assert_cmpint (get_result (other, "candidate-owner")->outcome, ==, PILOT_PREFLIGHT_ERROR);
  g_assert_cmpuint (get_uint (other, "n-not-checked"), ==, 0);
}

static gboolean
lacks_owner (PilotRecord *candidate)
{
  static const char *const active[] = { "LEAD", "NEW", "IN_REVIEW", "INTERVIEW", "OFFERED", NULL };

  return g_strv_contains (active, pilot_record_get_text (candidate, PILOT_CANDIDATE_STATUS)) &&
         g_strcmp0 (pilot_record_get_text (candidate, PILOT_CANDIDATE_DATASET), "legacy") == 0 &&
         (pilot_record_get_text (candidate, PILOT_CANDIDATE_AGENCY_ID) == NULL || pilot_record_get_text (candidate, PILOT_CANDIDATE_RECRUITER_ID) == NULL);
}

static gboolean
is_on_active_job (Fixture *self, PilotRecord *candidate)
{
  static const char *const active[] = { "CREATED", "SOURCING", "INTERVIEW", "OFFER", NULL };
  const char *job_id = pilot_record_get_text (candidate, PILOT_CANDIDATE_JOB_ID);
  g_autoptr (PilotRecord) job = job_id != NULL ? pilot_workspace_get_record (self->workspace, PILOT_ENTITY_JOB, job_id) : NULL;

  return job == NULL || g_strv_contains (active, pilot_record_get_text (job, PILOT_JOB_STATUS));
}

static void
test_counts (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotPreflightRun) preflight = pilot_preflight_run_new (self->workspace, NULL);
  g_autoptr (PilotList) list = pilot_workspace_create_list (self->workspace, PILOT_ENTITY_CANDIDATE);
  g_autoptr (GPtrArray) ids = NULL;
  guint expected = 0;

  /* The same counted in another way, record by record. */
  PILOT_TEST_WAIT_UNTIL (!pilot_list_get_loading (list) && g_list_model_get_n_items (G_LIST_MODEL (list)) == 400);
  check (preflight, NULL);
  ids = find_ids (preflight, "candidate-owner");
  for (guint i = 0; i < 400; i++)
    {
      g_autoptr (PilotRow) row = g_list_model_get_item (G_LIST_MODEL (list), i);
      PilotRecord *record = pilot_row_get_record (row);
      gboolean found = lacks_owner (record) && is_on_active_job (self, record);

      expected += found;
      g_assert_true (g_ptr_array_find_with_equal_func (ids, pilot_record_get_id (record), g_str_equal, NULL) == found);
    }
  g_assert_cmpuint (expected, >, 0);
  g_assert_cmpuint (get_result (preflight, "candidate-owner")->n_found, ==, expected);
  g_assert_cmpuint (ids->len, ==, expected);
}

static gboolean
is_stale (PilotPreflightRun *preflight, const char *rule)
{
  return pilot_preflight_row_get_stale (pilot_preflight_run_find (preflight, rule));
}

static void
test_stale (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotPreflightRun) preflight = pilot_preflight_run_new (self->workspace, NULL);
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (PilotRecord) changes = pilot_record_new (PILOT_ENTITY_AGENCY);
  g_autofree char *summary = NULL;
  guint64 n_before;

  check (preflight, NULL);
  PILOT_TEST_WAIT_UNTIL (count_waiting (self) == 0 && is_in_step (self));
  ids = find_ids (preflight, "contract-missing");
  g_assert_cmpuint (ids->len, >, 1);
  n_before = get_result (preflight, "contract-missing")->n_found;

  /* Somebody else changes an agency: what looks at agencies is out of date, what doesn't is not. */
  change_there (self, "agencies", ids->pdata[0], "{\"contractState\":\"accepted\"}");
  pilot_workspace_sync_now (self->workspace);
  PILOT_TEST_WAIT_UNTIL (is_stale (preflight, "contract-missing"));
  g_assert_true (is_stale (preflight, "recruiter-agency"));
  g_assert_false (is_stale (preflight, "recruiter-email"));
  g_assert_false (is_stale (preflight, "company-renewal"));
  g_assert_cmpuint (get_uint (preflight, "n-stale"), >, 0);
  summary = pilot_preflight_run_dup_summary (preflight, get_result (preflight, "contract-missing")->checked_unix_usec + 5 * G_TIME_SPAN_MINUTE);
  g_assert_nonnull (strstr (summary, "checked 5 minutes ago. Data changed since"));

  /* One rule alone is checked again. */
  check (preflight, (const char *const[]){ "contract-missing", NULL });
  g_assert_false (is_stale (preflight, "contract-missing"));
  g_assert_true (is_stale (preflight, "recruiter-agency"));
  g_assert_cmpuint (get_result (preflight, "contract-missing")->n_found, ==, n_before - 1);

  /* An edit here, not sent yet or just sent, is seen too. */
  pilot_record_set_text (changes, PILOT_FIELD_ID, ids->pdata[1]);
  pilot_record_set_text (changes, PILOT_AGENCY_CONTRACT_STATE, "accepted");
  save (self, changes);
  PILOT_TEST_WAIT_UNTIL (is_stale (preflight, "contract-missing"));
  check (preflight, NULL);
  g_assert_cmpuint (get_result (preflight, "contract-missing")->n_found, ==, n_before - 2);
}

static void
test_decisions (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotPreflightRun) preflight = NULL;
  g_autoptr (PilotRecord) changes = pilot_record_new (PILOT_ENTITY_RUN);
  guint64 n_before;

  make_run (self);
  preflight = pilot_preflight_run_new (self->workspace, RUN_ID);
  check (preflight, NULL);
  g_assert_cmpint (get_result (preflight, "history-undecided")->outcome, ==, PILOT_PREFLIGHT_PASSED);
  g_assert_cmpint (get_result (preflight, "on-hold-undecided")->outcome, ==, PILOT_PREFLIGHT_PASSED);
  n_before = get_result (preflight, "candidate-owner")->n_checked;

  /* More is in scope: what looks at it is out of date. */
  pilot_record_set_text (changes, PILOT_FIELD_ID, RUN_ID);
  pilot_record_set_text (changes, PILOT_RUN_TRANSFERRED, "in");
  save (self, changes);
  PILOT_TEST_WAIT_UNTIL (is_stale (preflight, "candidate-owner"));
  check (preflight, NULL);
  PILOT_TEST_WAIT_UNTIL (!is_stale (preflight, "candidate-owner"));
  g_assert_cmpuint (get_result (preflight, "candidate-owner")->n_checked, >, n_before);
}

static void
test_chosen (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotPreflightRun) preflight = NULL;
  g_autoptr (PilotPreflightRun) whole = pilot_preflight_run_new (self->workspace, NULL);
  g_autoptr (PilotRecord) changes = pilot_record_new (PILOT_ENTITY_RUN);
  g_autoptr (PilotRecord) choice = pilot_record_new (PILOT_ENTITY_SCOPE_CHOICE);
  g_autoptr (GPtrArray) agencies = find_ids (whole, "contract-missing");
  g_autofree char *choice_id = NULL;

  /* A pilot of one agency: only that one is judged. */
  make_run (self);
  pilot_record_set_text (changes, PILOT_FIELD_ID, RUN_ID);
  pilot_record_set_text (changes, PILOT_RUN_CHOICE, "chosen");
  save (self, changes);
  choice_id = pilot_scope_choice_make_id (RUN_ID, agencies->pdata[0], NULL);
  pilot_record_set_text (choice, PILOT_FIELD_ID, choice_id);
  pilot_record_set_text (choice, PILOT_SCOPE_CHOICE_RUN_ID, RUN_ID);
  pilot_record_set_text (choice, PILOT_SCOPE_CHOICE_AGENCY_ID, agencies->pdata[0]);
  pilot_record_set_integer (choice, PILOT_SCOPE_CHOICE_INCLUDED, 1);
  save (self, choice);
  preflight = pilot_preflight_run_new (self->workspace, RUN_ID);
  check (preflight, NULL);
  g_assert_cmpuint (get_result (preflight, "contract-missing")->n_checked, ==, 1);
  g_assert_cmpuint (get_result (preflight, "contract-missing")->n_found, ==, 1);
}

static void
switch_rule (PilotPreflightRun *preflight, const char *rule, const char *reason, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pilot_preflight_run_switch_async (preflight, rule, reason, NULL, keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  pilot_preflight_run_switch_finish (preflight, result, error);
}

static void
test_switched_off (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotPreflightRun) preflight = NULL;
  g_autoptr (PilotPreflightRun) whole = pilot_preflight_run_new (self->workspace, NULL);
  g_autoptr (PilotRecord) run = NULL;
  g_autoptr (PilotRecord) record = NULL;
  g_autofree char *id = pilot_check_make_id (RUN_ID, "contract-missing");
  g_autofree char *why = NULL;
  g_autoptr (GError) error = NULL;

  make_run (self);
  preflight = pilot_preflight_run_new (self->workspace, RUN_ID);
  check (preflight, NULL);
  g_assert_cmpint (get_result (preflight, "contract-missing")->outcome, ==, PILOT_PREFLIGHT_WARNING);

  /* Not without a reason, and not where there is no run. */
  switch_rule (preflight, "contract-missing", "  \n", &error);
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (pilot_preflight_run_may_switch (whole, &why));
  g_assert_nonnull (strstr (why, "for a run"));

  switch_rule (preflight, "contract-missing", "Legal makes\nnew ones", &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_result (preflight, "contract-missing")->outcome, ==, PILOT_PREFLIGHT_OFF);
  g_assert_cmpuint (get_uint (preflight, "n-off"), ==, 1);
  run = pilot_workspace_get_record (self->workspace, PILOT_ENTITY_RUN, RUN_ID);
  g_assert_cmpstr (pilot_record_get_text (run, PILOT_RUN_RULES_OFF), ==, "contract-missing: Legal makes new ones");
  check (preflight, NULL);
  record = pilot_workspace_get_record (self->workspace, PILOT_ENTITY_CHECK, id);
  g_assert_cmpstr (pilot_record_get_text (record, PILOT_CHECK_OUTCOME), ==, "off");
  g_assert_cmpstr (pilot_record_get_text (record, PILOT_CHECK_REASON), ==, "Legal makes new ones");

  /* On again it has no result until it is checked. */
  switch_rule (preflight, "contract-missing", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_result (preflight, "contract-missing")->outcome, ==, PILOT_PREFLIGHT_NOT_CHECKED);
  check (preflight, (const char *const[]){ "contract-missing", NULL });
  g_assert_cmpint (get_result (preflight, "contract-missing")->outcome, ==, PILOT_PREFLIGHT_WARNING);
  PILOT_TEST_WAIT_UNTIL (count_waiting (self) == 0);
}

static void
test_frozen (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotPreflightRun) preflight = NULL;
  PilotCommand *command = pilot_command_new ("cancel-run");
  g_autoptr (PilotRecord) changes = pilot_record_new (PILOT_ENTITY_AGENCY);
  g_autoptr (GPtrArray) agencies = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GHashTable) told = NULL;
  g_autoptr (GError) error = NULL;
  gint64 checked_at;

  make_run (self);
  preflight = pilot_preflight_run_new (self->workspace, RUN_ID);
  check (preflight, NULL);
  g_assert_true (pilot_preflight_run_may_check (preflight, NULL));
  agencies = find_ids (preflight, "contract-missing");
  checked_at = get_result (preflight, "contract-missing")->checked_unix_usec;
  PILOT_TEST_WAIT_UNTIL (count_waiting (self) == 0);
  pilot_command_set (command, "run_id", RUN_ID);
  pilot_command_set (command, "reason", "Another one is made");
  pilot_workspace_command_async (self->workspace, command, NULL, keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  told = pilot_workspace_command_finish (self->workspace, result, &error);
  g_assert_no_error (error);
  PILOT_TEST_WAIT_UNTIL (!pilot_preflight_run_may_check (preflight, NULL));

  /* The portal would refuse new results, and what changes later is nothing that the run was ordered with. */
  g_clear_object (&result);
  pilot_preflight_run_check_async (preflight, NULL, NULL, keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  g_assert_false (pilot_preflight_run_check_finish (preflight, result, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_REJECTED);
  g_assert_cmpuint (count_waiting (self), ==, 0);
  pilot_record_set_text (changes, PILOT_FIELD_ID, agencies->pdata[0]);
  pilot_record_set_text (changes, PILOT_AGENCY_CONTRACT_STATE, "accepted");
  save (self, changes);
  PILOT_TEST_WAIT_UNTIL (count_waiting (self) == 0);
  g_assert_false (is_stale (preflight, "contract-missing"));
  g_assert_cmpint (get_result (preflight, "contract-missing")->checked_unix_usec, ==, checked_at);
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotPreflightRun) preflight = pilot_preflight_run_new (self->workspace, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;

  pilot_preflight_run_check_async (preflight, NULL, cancellable, keep_result_cb, &result);
  pilot_preflight_run_check_async (preflight, NULL, NULL, keep_result_cb, &second);
  g_cancellable_cancel (cancellable);
  PILOT_TEST_WAIT_UNTIL (result != NULL && second != NULL);
  g_assert_false (pilot_preflight_run_check_finish (preflight, second, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_false (pilot_preflight_run_check_finish (preflight, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (get_uint (preflight, "n-errors"), ==, 0);
  g_assert_cmpuint (count_waiting (self), ==, 0);
  check (preflight, NULL);
  g_assert_cmpuint (get_uint (preflight, "n-errors"), >, 0);
}

static void
test_here (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotPreflightRun) preflight = pilot_preflight_run_new (self->workspace, NULL);
  guint n_errors;

  /* Who may not write, and who reaches nobody, keeps what was found to himself. */
  if (GPOINTER_TO_INT (data) == PILOT_ROLE_ADMIN)
    {
      pilot_test_portal_stop (self->portal);
      PILOT_TEST_WAIT_UNTIL (pilot_workspace_get_sync_state (self->workspace) == PILOT_SYNC_OFFLINE);
    }
  check (preflight, NULL);
  n_errors = get_uint (preflight, "n-errors");
  g_assert_cmpuint (n_errors, >, 0);
  g_assert_cmpuint (count_waiting (self), ==, 0);
  g_clear_object (&preflight);
  close_workspace (self);
  open_workspace (self);
  preflight = pilot_preflight_run_new (self->workspace, NULL);
  g_assert_cmpuint (get_uint (preflight, "n-errors"), ==, n_errors);
  g_assert_cmpuint (get_uint (preflight, "n-not-checked"), ==, 0);
  g_clear_object (&preflight);
  if (GPOINTER_TO_INT (data) == PILOT_ROLE_ADMIN)
    pilot_test_portal_restart (self->portal);
}

static void
test_gone (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotPreflightRun) preflight = pilot_preflight_run_new (self->workspace, RUN_ID);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pilot_preflight_run_check_async (preflight, NULL, NULL, keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  g_assert_false (pilot_preflight_run_check_finish (preflight, result, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND);
  g_assert_cmpuint (get_uint (preflight, "n-not-checked"), ==, g_list_model_get_n_items (G_LIST_MODEL (preflight)));
}

static char *
export (Fixture *self, PilotPreflightRun *preflight, const char *rule, guint64 *n_rows)
{
  g_autofree char *path = g_build_filename (self->dir, "found.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *text;

  pilot_preflight_run_export_async (preflight, rule, file, NULL, keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  pilot_preflight_run_export_finish (preflight, result, n_rows, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  return text;
}

static void
test_saved (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotPreflightRun) preflight = pilot_preflight_run_new (self->workspace, NULL);
  g_autoptr (GPtrArray) ids = find_ids (preflight, "contract-missing");
  guint64 n_rows;
  g_autofree char *text = export (self, preflight, "contract-missing", &n_rows);
  g_autofree char *lines = NULL;

  g_assert_cmpuint (n_rows, ==, ids->len);
  g_assert_true (g_str_has_prefix (text, "\xEF\xBB\xBFPilotage ID,name,tradingName,"));
  for (guint i = 0; i < ids->len; i++)
    g_assert_nonnull (strstr (text, ids->pdata[i]));

  /* Lines that the mapping lacks have no record, but a name. */
  lines = export (self, preflight, "mapping-missing", &n_rows);
  check (preflight, (const char *const[]){ "mapping-missing", NULL });
  g_assert_cmpuint (n_rows, ==, get_result (preflight, "mapping-missing")->n_found);
  g_assert_nonnull (strstr (lines, ",INTERVIEW\r\n"));
}

static void
import (Fixture *self, PilotEntity entity, const char *text, guint n_changed)
{
  g_autoptr (PilotImporter) importer = pilot_workspace_create_import (self->workspace, entity);
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) judged = NULL;
  g_autoptr (GAsyncResult) written = NULL;
  g_autoptr (GError) error = NULL;

  pilot_importer_open_text_async (importer, text, NULL, keep_result_cb, &opened);
  PILOT_TEST_WAIT_UNTIL (opened != NULL);
  pilot_importer_open_finish (importer, opened, &error);
  g_assert_no_error (error);
  pilot_importer_judge_async (importer, NULL, keep_result_cb, &judged);
  PILOT_TEST_WAIT_UNTIL (judged != NULL);
  pilot_importer_judge_finish (importer, judged, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pilot_importer_count (importer, PILOT_IMPORT_CHANGED), ==, n_changed);
  g_assert_cmpuint (pilot_importer_count (importer, PILOT_IMPORT_ANY), ==, n_changed);
  pilot_importer_run_async (importer, NULL, keep_result_cb, &written);
  PILOT_TEST_WAIT_UNTIL (written != NULL);
  pilot_importer_run_finish (importer, written, NULL, &error);
  g_assert_no_error (error);
}

/* The name and the address of each line are replaced by others, as a person would in a spreadsheet. */
static char *
mend_lines (Fixture *self, GPtrArray *ids, const char *text)
{
  g_autoptr (GString) mended = g_string_new (text);

  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (PilotRecord) record = pilot_workspace_get_record (self->workspace, PILOT_ENTITY_RECRUITER, ids->pdata[i]);
      g_autofree char *was = g_strdup_printf ("%s,%s,%s,", pilot_record_get_id (record), pilot_record_get_text (record, PILOT_RECRUITER_NAME),
                                              pilot_record_get_text (record, PILOT_RECRUITER_EMAIL));
      g_autofree char *is = g_strdup_printf ("%s,Mended %u,mended%u@agency.example,", pilot_record_get_id (record), i, i);

      g_assert_cmpuint (g_string_replace (mended, was, is, 0), ==, 1);
    }
  return g_string_free (g_steal_pointer (&mended), FALSE);
}

static void
test_mended (Fixture *self, gconstpointer data)
{
  static const char *const rule[] = { "recruiter-email-shared", NULL };
  g_autoptr (PilotPreflightRun) preflight = pilot_preflight_run_new (self->workspace, NULL);
  guint n_recruiters;
  guint64 n_rows;
  g_autoptr (GPtrArray) ids = NULL;
  g_autofree char *text = NULL;
  g_autofree char *mended = NULL;

  /* Nothing but their ids tells these two apart. */
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (PilotRecord) twin = pilot_record_new (PILOT_ENTITY_RECRUITER);
      g_autofree char *id = g_uuid_string_random ();

      pilot_record_set_text (twin, PILOT_FIELD_ID, id);
      pilot_record_set_text (twin, PILOT_RECRUITER_DATASET, "legacy");
      pilot_record_set_text (twin, PILOT_RECRUITER_NAME, "Twin");
      pilot_record_set_text (twin, PILOT_RECRUITER_EMAIL, "twin@agency.example");
      pilot_record_set_text (twin, PILOT_RECRUITER_STATUS, "active");
      save (self, twin);
    }
  PILOT_TEST_WAIT_UNTIL (count_waiting (self) == 0 && is_in_step (self));
  n_recruiters = pilot_workspace_count (self->workspace, PILOT_ENTITY_RECRUITER, PILOT_FIELD_ID, NULL);
  check (preflight, rule);
  g_assert_cmpint (get_result (preflight, rule[0])->outcome, ==, PILOT_PREFLIGHT_ERROR);
  ids = find_ids (preflight, rule[0]);
  g_assert_cmpuint (ids->len, >=, 2);
  text = export (self, preflight, rule[0], &n_rows);
  mended = mend_lines (self, ids, text);
  import (self, PILOT_ENTITY_RECRUITER, mended, ids->len);

  PILOT_TEST_WAIT_UNTIL (count_waiting (self) == 0 && is_in_step (self));
  g_assert_cmpuint (pilot_workspace_count (self->workspace, PILOT_ENTITY_RECRUITER, PILOT_FIELD_ID, NULL), ==, n_recruiters);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *path = g_strdup_printf ("/v1/recruiters/%s", (const char *) ids->pdata[i]);
      g_autofree char *email = g_strdup_printf ("mended%u@agency.example", i);
      g_autoptr (PilotTestAnswer) there = pilot_test_portal_get (self->portal, path, pilot_test_portal_get_token (self->portal));

      pilot_test_assert_status (there, 200);
      g_assert_cmpstr (json_object_get_string_member (pilot_test_answer_get_object (there), "email"), ==, email);
    }
  check (preflight, rule);
  g_assert_cmpint (get_result (preflight, rule[0])->outcome, ==, PILOT_PREFLIGHT_PASSED);
}

/* He is told what he may not, not how to begin. */
static void
test_reader (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotPreflightRun) whole = pilot_preflight_run_new (self->workspace, NULL);
  g_autofree char *why = NULL;

  g_assert_false (pilot_preflight_run_may_switch (whole, &why));
  g_assert_nonnull (strstr (why, "Your role"));
}

int
main (int argc, char **argv)
{
  const gpointer admin = GINT_TO_POINTER (PILOT_ROLE_ADMIN);
  const gpointer lead = GINT_TO_POINTER (PILOT_ROLE_TA_LEAD);

  pilot_test_init (&argc, &argv);
#define ADD(name, role, func) g_test_add ("/workflow/preflight-run/" name, Fixture, role, set_up, func, tear_down)
  ADD ("results are kept for all, as one operation", admin, test_kept);
  ADD ("what is found is what is there", admin, test_counts);
  ADD ("results go stale when their data change", admin, test_stale);
  ADD ("results go stale when a decision changes the scope", admin, test_decisions);
  ADD ("a run’s checks look at who is chosen", admin, test_chosen);
  ADD ("a rule is switched off for a run, with a reason", admin, test_switched_off);
  ADD ("what a run was ordered with is not checked again, and does not go stale", admin, test_frozen);
  ADD ("a check that is cancelled leaves nothing behind", admin, test_cancelled);
  ADD ("offline the results stay here", admin, test_here);
  ADD ("who may not write keeps the results here", lead, test_here);
  ADD ("who may not change a run is not told to begin one", lead, test_reader);
  ADD ("a run that is gone can’t be checked", admin, test_gone);
  ADD ("what was found is saved as CSV", admin, test_saved);
  ADD ("what was saved is mended and loaded back, and passes", admin, test_mended);
#undef ADD
  return g_test_run ();
}
