/* test-migration-portal.c: phase A over a real portal, by two admins and an operator
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-demo.h"
#include "pilot-error.h"
#include "pilot-migration-mapping.h"
#include "pilot-migration-snapshot.h"
#include "pilot-portal-provider.h"
#include "pilot-preflight-run.h"
#include "pilot-test-portal.h"
#include "pilot-test.h"

#define NOBODY "66666666-6666-4666-8666-666666666666"

typedef struct
{
  PilotConnectionProvider *provider; /* (owned) */
  PilotConnectionProfile *profile;   /* (owned) */
  char *dir;                         /* (owned) */
  PilotWorkspace *workspace;         /* (owned) */
  PilotMigration *migration;         /* (owned) */
} Admin;

typedef struct
{
  PilotTestPortal *portal; /* (owned) */
  Admin maya;
  Admin tomas;
} Fixture;

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
is_in_step (Admin *self)
{
  gint64 last_sync;
  int state;

  g_object_get (self->workspace, "last-sync", &last_sync, "sync-state", &state, NULL);
  return last_sync > 0 && state == PILOT_SYNC_IDLE;
}

static void
admin_open (Admin *self, PilotTestPortal *portal, const char *email)
{
  g_autoptr (PilotTokenStore) tokens = pilot_token_store_new_for_session ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean kept;

  self->provider = pilot_portal_provider_new (tokens);
  self->profile = pilot_connection_profile_new ("portal");
  self->profile->address = g_strdup (pilot_test_portal_get_address (portal));
  self->dir = pilot_test_make_dir ();
  pilot_connection_provider_set_token (self->provider, self->profile, pilot_test_portal_sign_in (portal, email), &kept, NULL, &error);
  g_assert_no_error (error);
  pilot_workspace_open_async (self->profile, self->provider, self->dir, NULL, keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  self->workspace = pilot_workspace_open_finish (result, &error);
  g_assert_no_error (error);
  PILOT_TEST_WAIT_UNTIL (is_in_step (self));
  self->migration = pilot_migration_new (self->workspace);
  PILOT_TEST_WAIT_UNTIL (pilot_migration_get_facts (self->migration) != NULL);
}

static void
admin_close (Admin *self)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_clear_object (&self->migration);
  pilot_workspace_close_async (self->workspace, keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  pilot_workspace_close_finish (self->workspace, result, NULL);
  g_clear_object (&self->workspace);
  g_clear_object (&self->provider);
  pilot_connection_profile_free (self->profile);
  g_free (self->dir);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  guint n_members;
  const PilotDemoMember *members = pilot_demo_get_members (&n_members);

  g_assert_cmpstr (members[0].role, ==, "admin");
  g_assert_cmpstr (members[1].role, ==, "admin");
  self->portal = pilot_test_portal_start (NULL, (const char *[]){ "--seed-demo", "--agencies", "30", "--recruiters", "60", "--jobs", "20",
                                                                  "--candidates", "200", NULL });
  admin_open (&self->maya, self->portal, members[0].email);
  admin_open (&self->tomas, self->portal, members[1].email);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  admin_close (&self->maya);
  admin_close (&self->tomas);
  pilot_test_portal_free (self->portal);
}

static PilotStepStanding
judge (Admin *self, const char *key)
{
  return pilot_plan_row_get_standing (pilot_migration_find_row (self->migration, key));
}

static void
save_step (Admin *self, const char *key, const PilotStepEdit *edit)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pilot_migration_save_step_async (self->migration, key, edit, NULL, keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  pilot_migration_save_finish (self->migration, result, NULL, &error);
  g_assert_no_error (error);
}

static void
save_project (Admin *self, PilotRecord *changes)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pilot_migration_save_project_async (self->migration, changes, NULL, keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  pilot_migration_save_finish (self->migration, result, NULL, &error);
  g_assert_no_error (error);
}

static GHashTable *
give (Admin *self, const char *name, const char *argument, const char *value, GError **error)
{
  PilotCommand *command = pilot_command_new (name);
  g_autoptr (GAsyncResult) result = NULL;

  pilot_command_set (command, argument, value);
  pilot_migration_command_async (self->migration, command, NULL, keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  return pilot_migration_command_finish (self->migration, result, error);
}

static void
must (Admin *self, const char *name, const char *argument, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) values = give (self, name, argument, value, &error);

  g_assert_no_error (error);
  g_assert_nonnull (values);
}

static void
must_not (Admin *self, const char *name, const char *argument, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) values = give (self, name, argument, value, &error);

  g_assert_null (values);
  g_assert_nonnull (error);
}

static void
enable_subscription (Fixture *self)
{
  g_autoptr (PilotTestAnswer) answer =
    pilot_test_portal_request (self->portal, "POST", "/v1/commands/enable-subscription",
                               pilot_test_portal_sign_in_as (self->portal, PILOT_ROLE_OPERATOR), "{\"arguments\":{}}", NULL);

  pilot_test_assert_status (answer, 200);
}

static void
decide (Admin *self)
{
  g_autoptr (PilotRecord) project = pilot_record_new (PILOT_ENTITY_PROJECT);

  pilot_record_set_text (project, PILOT_PROJECT_HISTORY, "legacy");
  pilot_record_set_text (project, PILOT_PROJECT_ON_HOLD, "in");
  pilot_record_set_text (project, PILOT_PROJECT_TRANSFERRED, "out");
  pilot_record_set_integer (project, PILOT_PROJECT_CONSENT_NEEDED, TRUE);
  save_project (self, project);
}

static void
accept_mapping (Admin *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) applied = NULL;
  g_autoptr (PilotMappingProposal) proposal = NULL;
  g_autoptr (GError) error = NULL;

  pilot_migration_propose_mapping_async (self->migration, NULL, keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  proposal = pilot_migration_propose_mapping_finish (self->migration, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (proposal->n_lines, >, 0);
  g_assert_cmpuint (proposal->n_left, ==, 0);
  pilot_edits_apply_async (self->workspace, g_steal_pointer (&proposal->edits), NULL, keep_result_cb, &applied);
  PILOT_TEST_WAIT_UNTIL (applied != NULL);
  pilot_edits_apply_finish (self->workspace, applied, NULL, &error);
  g_assert_no_error (error);
}

static void
make_snapshot (Admin *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PilotLegacySnapshot) snapshot = NULL;
  g_autoptr (GError) error = NULL;

  pilot_migration_snapshot_async (self->migration, NULL, NULL, NULL, NULL, keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  snapshot = pilot_migration_snapshot_finish (self->migration, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (snapshot->n_records, >, 300);
}

static char *
find_job (Admin *self)
{
  g_autoptr (PilotList) list = pilot_workspace_create_list (self->workspace, PILOT_ENTITY_JOB);
  guint n_jobs;

  PILOT_TEST_WAIT_UNTIL (!pilot_list_get_loading (list) && g_list_model_get_n_items (G_LIST_MODEL (list)) > 0);
  n_jobs = g_list_model_get_n_items (G_LIST_MODEL (list));
  for (guint i = 0; i < n_jobs; i++)
    {
      g_autoptr (PilotRow) row = g_list_model_get_item (G_LIST_MODEL (list), i);
      PilotRecord *job = pilot_row_get_record (row);
      const char *status = pilot_record_get_text (job, PILOT_JOB_STATUS);

      if (g_strcmp0 (pilot_record_get_text (job, PILOT_JOB_POSTING_STATUS), "PUBLIC") == 0 && g_strcmp0 (status, "FILLED") != 0 &&
          g_strcmp0 (status, "CANCELLED") != 0)
        return g_strdup (pilot_row_get_id (row));
    }
  g_error ("the demo company has no published job");
}

static void
run_checks (Admin *self)
{
  g_autoptr (PilotPreflightRun) run = pilot_preflight_run_new (self->workspace, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pilot_preflight_run_check_async (run, NULL, NULL, keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  pilot_preflight_run_check_finish (run, result, &error);
  g_assert_no_error (error);
}

static void
test_phase_a (Fixture *self, gconstpointer data)
{
  Admin *maya = &self->maya;
  Admin *tomas = &self->tomas;
  const char *company = pilot_migration_get_facts (maya->migration)->company_name;
  g_autofree char *name = g_strdup (company);
  g_autofree char *job_id = find_job (maya);
  g_autoptr (PilotRecord) settings = pilot_record_new (PILOT_ENTITY_SETTINGS);
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) values = NULL;

  g_assert_cmpstr (pilot_workspace_get_member_id (maya->workspace), !=, pilot_workspace_get_member_id (tomas->workspace));
  g_assert_cmpstr (pilot_plan_row_get_step (pilot_migration_get_next (maya->migration))->key, ==, PILOT_PLAN_MODULE_TICKET);
  save_step (maya, PILOT_PLAN_MODULE_TICKET, &(PilotStepEdit){ .state = "done", .reference = "CASE-1" });
  PILOT_TEST_WAIT_UNTIL (judge (tomas, PILOT_PLAN_MODULE_TICKET) == PILOT_STEP_DONE);
  g_assert_cmpstr (pilot_plan_row_get_who (pilot_migration_find_row (tomas->migration, PILOT_PLAN_MODULE_TICKET)), ==, "Maya Brennan");
  g_assert_cmpint (judge (tomas, PILOT_PLAN_SUBSCRIPTION), ==, PILOT_STEP_WAITING);
  enable_subscription (self);
  PILOT_TEST_WAIT_UNTIL (judge (maya, PILOT_PLAN_SUBSCRIPTION) == PILOT_STEP_DONE);

  /* Each does a part. */
  must_not (maya, "pass-gate", "company_name", name);
  decide (tomas);
  accept_mapping (tomas);
  PILOT_TEST_WAIT_UNTIL (judge (maya, PILOT_PLAN_TRANSFERRED) == PILOT_STEP_DONE && judge (maya, PILOT_PLAN_MAPPING) == PILOT_STEP_DONE);
  save_step (maya, PILOT_PLAN_SCOPE, &(PilotStepEdit){ .state = "done", .note = "all agencies" });
  run_checks (maya);
  PILOT_TEST_WAIT_UNTIL (pilot_migration_get_facts (maya->migration)->checks_done);
  if (judge (maya, PILOT_PLAN_CHECKS) != PILOT_STEP_DONE)
    save_step (maya, PILOT_PLAN_CHECKS, &(PilotStepEdit){ .state = "done", .note = "mended after the pilot" });
  make_snapshot (maya);
  PILOT_TEST_WAIT_UNTIL (judge (tomas, PILOT_PLAN_SNAPSHOT) == PILOT_STEP_DONE && judge (tomas, PILOT_PLAN_CHECKS) == PILOT_STEP_DONE);
  PILOT_TEST_WAIT_UNTIL (judge (tomas, PILOT_PLAN_CONSENT) == PILOT_STEP_READY);

  /* One consents, the other one passes, once. */
  must_not (maya, "pass-gate", "company_name", name);
  must (tomas, "consent-gate", "company_name", name);
  PILOT_TEST_WAIT_UNTIL (judge (maya, PILOT_PLAN_GATE) == PILOT_STEP_READY && judge (tomas, PILOT_PLAN_GATE) == PILOT_STEP_READY);
  must_not (tomas, "pass-gate", "company_name", name);
  must_not (maya, "pass-gate", "company_name", "another company");
  must (maya, "pass-gate", "company_name", name);
  PILOT_TEST_WAIT_UNTIL (judge (tomas, PILOT_PLAN_GATE) == PILOT_STEP_DONE && judge (maya, PILOT_PLAN_GATE) == PILOT_STEP_DONE);
  must_not (maya, "pass-gate", "company_name", name);
  must_not (maya, "record-snapshot", "revision", "1");

  /* The portal itself verifies what is pasted. */
  values = give (maya, "activate-portal", "company_id", NOBODY, &error);
  g_assert_null (values);
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_REJECTED);
  must (maya, "activate-portal", "company_id", pilot_record_get_text (pilot_migration_get_facts (maya->migration)->project, PILOT_PROJECT_HIREPORT_ID));
  PILOT_TEST_WAIT_UNTIL (judge (tomas, PILOT_PLAN_VISIT_JOB) == PILOT_STEP_READY);
  must (tomas, "visit-job", "job_id", job_id);
  pilot_record_set_integer (settings, PILOT_SETTINGS_REVIEWED_AT, G_GINT64_CONSTANT (1790000000000000));
  save_project (tomas, settings);
  PILOT_TEST_WAIT_UNTIL (judge (maya, PILOT_PLAN_MIGRATION_TICKET) == PILOT_STEP_READY &&
                         judge (tomas, PILOT_PLAN_MIGRATION_TICKET) == PILOT_STEP_READY);
  g_assert_cmpstr (pilot_plan_row_get_step (pilot_migration_get_next (maya->migration))->key, ==, PILOT_PLAN_MIGRATION_TICKET);
  g_assert_cmpstr (pilot_plan_row_get_step (pilot_migration_get_next (tomas->migration))->key, ==, PILOT_PLAN_MIGRATION_TICKET);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add ("/workflow/migration portal/two admins and an operator complete phase A", Fixture, NULL, set_up, test_phase_a, tear_down);
  return g_test_run ();
}
