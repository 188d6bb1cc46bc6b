/* test-migration.c: the plan over a cache: facts, steps, decisions, commands, undo
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"
#include "pilot-migration.h"
#include "pilot-name-uuid.h"
#include "pilot-preflight-run.h"
#include "workspace-fixture.h"

#include <string.h>

#define NOW G_GINT64_CONSTANT (1790000000000000)
#define ANNA "11111111-1111-4111-8111-111111111111"
#define TOMAS "11111111-1111-4111-8111-111111111112"
#define COMPANY "22222222-2222-4222-8222-222222222222"
#define COMPANY_ID "33333333-3333-4333-8333-333333333333"

typedef struct
{
  WorkspaceFixture base;
  PilotMigration *migration; /* (owned) */
  guint n_changed;
  char *log_at_command; /* (owned) (nullable): what was pushed before the last command */
} Fixture;

static void
put_text (Fixture *self, PilotEntity entity, const char *id, guint field, const char *text)
{
  g_autoptr (PilotRecord) record = pilot_record_new (entity);

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  pilot_record_set_text (record, field, text);
  pilot_fake_connection_put (self->base.connection, record);
}

static void
put_time (PilotFakeConnection *connection, guint field, const char *by, guint by_field)
{
  g_autofree char *id = pilot_project_make_id ();
  g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_PROJECT);

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  pilot_record_set_integer (record, field, NOW);
  if (by != NULL)
    pilot_record_set_text (record, by_field, by);
  pilot_fake_connection_put (connection, record);
}

static gboolean
command_func (PilotFakeConnection *connection, const PilotCommand *command, GHashTable *values, gpointer user_data, GError **error)
{
  Fixture *self = user_data;

  g_free (self->log_at_command);
  self->log_at_command = pilot_fake_connection_dup_log (connection);
  if (g_str_equal (command->name, "pass-gate"))
    put_time (connection, PILOT_PROJECT_GATE_AT, ANNA, PILOT_PROJECT_GATE_BY);
  else if (g_str_equal (command->name, "activate-portal"))
    put_time (connection, PILOT_PROJECT_ACTIVATED_AT, ANNA, PILOT_PROJECT_ACTIVATED_BY);
  g_hash_table_insert (values, g_strdup ("hireport_id"), g_strdup (COMPANY_ID));
  return TRUE;
}

static void
changed_cb (Fixture *self)
{
  self->n_changed++;
}

static const PilotPlanFacts *
get_facts (Fixture *self)
{
  return pilot_migration_get_facts (self->migration);
}

static PilotStepStanding
judge (Fixture *self, const char *key)
{
  return pilot_plan_row_get_standing (pilot_migration_find_row (self->migration, key));
}

static void
begin (Fixture *self)
{
  workspace_fixture_open (&self->base);
  self->migration = pilot_migration_new (self->base.workspace);
  g_signal_connect_swapped (self->migration, "changed", G_CALLBACK (changed_cb), self);
  PILOT_TEST_WAIT_UNTIL (get_facts (self) != NULL);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *project_id = pilot_project_make_id ();
  g_autofree char *settings_id = pilot_settings_make_id ();

  workspace_fixture_init (&self->base, "portal");
  pilot_fake_connection_set_member (self->base.connection, ANNA);
  pilot_fake_connection_set_capabilities (self->base.connection, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES | PILOT_CAPABILITY_PUSH |
                                                                   PILOT_CAPABILITY_EVENTS | PILOT_CAPABILITY_COMMAND);
  pilot_fake_connection_set_command_func (self->base.connection, command_func, self);
  put_text (self, PILOT_ENTITY_COMPANY, COMPANY, PILOT_COMPANY_NAME, "Lumen");
  put_text (self, PILOT_ENTITY_COMPANY, COMPANY, PILOT_COMPANY_ENVIRONMENT, "production");
  put_text (self, PILOT_ENTITY_COMPANY, COMPANY, PILOT_COMPANY_TIME_ZONE, "Pacific/Auckland");
  put_text (self, PILOT_ENTITY_MEMBER, ANNA, PILOT_MEMBER_NAME, "Anna Berg");
  put_text (self, PILOT_ENTITY_PROJECT, project_id, PILOT_PROJECT_HISTORY, "undecided");
  put_text (self, PILOT_ENTITY_SETTINGS, settings_id, PILOT_SETTINGS_LANGUAGE, "en");
  begin (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->migration);
  workspace_fixture_clear (&self->base);
  g_free (self->log_at_command);
}

static PilotEdits *
save_step (Fixture *self, const char *key, const PilotStepEdit *edit, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  PilotEdits *undo = NULL;
  guint before = self->n_changed;

  pilot_migration_save_step_async (self->migration, key, edit, NULL, workspace_fixture_keep_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  if (pilot_migration_save_finish (self->migration, result, &undo, error))
    PILOT_TEST_WAIT_UNTIL (undo == NULL || self->n_changed > before);
  return undo;
}

static void
undo (Fixture *self, PilotEdits *edits)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pilot_edits_apply_async (self->base.workspace, edits, NULL, workspace_fixture_keep_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  pilot_edits_apply_finish (self->base.workspace, result, NULL, &error);
  g_assert_no_error (error);
}

static PilotEdits *
save_project (Fixture *self, PilotRecord *changes, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  PilotEdits *edits = NULL;

  pilot_migration_save_project_async (self->migration, changes, NULL, workspace_fixture_keep_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  pilot_migration_save_finish (self->migration, result, &edits, error);
  return edits;
}

static void
decide (Fixture *self, guint field, const char *value)
{
  g_autoptr (PilotRecord) changes = pilot_record_new (PILOT_ENTITY_PROJECT);
  g_autoptr (PilotEdits) edits = NULL;
  g_autoptr (GError) error = NULL;

  pilot_record_set_text (changes, field, value);
  edits = save_project (self, changes, &error);
  g_assert_no_error (error);
  PILOT_TEST_WAIT_UNTIL (get_facts (self)->project != NULL &&
                         g_strcmp0 (pilot_record_get_text (get_facts (self)->project, field), value) == 0);
}

static GHashTable *
give (Fixture *self, const char *name, const char *argument, const char *value, GError **error)
{
  PilotCommand *command = pilot_command_new (name);
  g_autoptr (GAsyncResult) result = NULL;

  pilot_command_set (command, argument, value);
  pilot_migration_command_async (self->migration, command, NULL, workspace_fixture_keep_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  return pilot_migration_command_finish (self->migration, result, error);
}

static void
test_facts (Fixture *self, gconstpointer data)
{
  g_assert_cmpstr (get_facts (self)->company_name, ==, "Lumen");
  g_assert_true (get_facts (self)->has_portal_api);
  g_assert_cmpuint (g_list_model_get_n_items (pilot_migration_get_rows (self->migration)), >, 30);
  g_assert_cmpstr (pilot_plan_row_get_step (pilot_migration_get_next (self->migration))->key, ==, PILOT_PLAN_MODULE_TICKET);
  g_assert_cmpstr (pilot_workspace_get_member_id (self->base.workspace), ==, ANNA);

  /* Somebody else goes on, and it is seen. */
  put_time (self->base.connection, PILOT_PROJECT_SUBSCRIBED_AT, NULL, 0);
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_SUBSCRIPTION) == PILOT_STEP_DONE);
  g_assert_cmpint (judge (self, PILOT_PLAN_MODULE_TICKET), ==, PILOT_STEP_DONE);
  g_assert_cmpstr (pilot_plan_row_get_step (pilot_migration_get_next (self->migration))->key, ==, PILOT_PLAN_HISTORY);
  g_assert_cmpint (pilot_migration_get_begun_unix_usec (self->migration), ==, NOW);
}

static gboolean
is_missing_at_gate (Fixture *self, const char *part)
{
  g_autoptr (GPtrArray) missing = pilot_plan_judge_gate (get_facts (self));

  for (guint i = 0; i < missing->len; i++)
    if (strstr (missing->pdata[i], part) != NULL)
      return TRUE;
  return FALSE;
}

/* Results hold as long as what was checked. */
static void
test_stale_checks (Fixture *self, gconstpointer data)
{
  static const char recruiter[] = "44444444-4444-4444-8444-444444444444";
  g_autofree char *id = pilot_check_make_id (NULL, "recruiter-email");
  g_autoptr (PilotRecord) check = pilot_record_new (PILOT_ENTITY_CHECK);

  pilot_record_set_text (check, PILOT_FIELD_ID, id);
  pilot_record_set_text (check, PILOT_CHECK_RULE, "recruiter-email");
  pilot_record_set_text (check, PILOT_CHECK_OUTCOME, "passed");
  pilot_record_set_integer (check, PILOT_CHECK_DATA_REVISION, 1000);
  pilot_record_set_integer (check, PILOT_CHECK_CHECKED_AT, NOW);
  pilot_record_set_text (check, PILOT_CHECK_DECISIONS, "history=undecided on_hold=undecided transferred=undecided");
  put_text (self, PILOT_ENTITY_RECRUITER, recruiter, PILOT_RECRUITER_DATASET, "legacy");
  pilot_fake_connection_put (self->base.connection, check);
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_CHECKS) == PILOT_STEP_DONE);
  g_assert_true (get_facts (self)->checks_done);

  /* The decisions say what is in scope. */
  decide (self, PILOT_PROJECT_ON_HOLD, "in");
  PILOT_TEST_WAIT_UNTIL (get_facts (self)->n_checks_stale == 1);
  g_assert_false (get_facts (self)->checks_done);
  g_assert_cmpint (judge (self, PILOT_PLAN_CHECKS), !=, PILOT_STEP_DONE);
  pilot_record_set_text (check, PILOT_CHECK_DECISIONS, "history=undecided on_hold=in transferred=undecided");
  pilot_record_set_integer (check, PILOT_CHECK_DATA_REVISION, 1);
  pilot_fake_connection_put (self->base.connection, check);
  PILOT_TEST_WAIT_UNTIL (is_missing_at_gate (self, "since 1 check"));

  /* Checked again, it holds; and a change of the records takes that back. */
  pilot_record_set_integer (check, PILOT_CHECK_DATA_REVISION, 1000);
  pilot_fake_connection_put (self->base.connection, check);
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_CHECKS) == PILOT_STEP_DONE);
  g_assert_cmpuint (get_facts (self)->n_checks_stale, ==, 0);
  pilot_record_set_integer (check, PILOT_CHECK_DATA_REVISION, pilot_fake_connection_put (self->base.connection, check));
  pilot_fake_connection_put (self->base.connection, check);
  put_text (self, PILOT_ENTITY_RECRUITER, recruiter, PILOT_RECRUITER_NAME, "Ann");
  PILOT_TEST_WAIT_UNTIL (get_facts (self)->n_checks_stale == 1);
}

static void
test_rows (Fixture *self, gconstpointer data)
{
  PilotPlanRow *ticket = pilot_migration_find_row (self->migration, PILOT_PLAN_MODULE_TICKET);
  PilotPlanRow *history = pilot_migration_find_row (self->migration, PILOT_PLAN_HISTORY);

  decide (self, PILOT_PROJECT_HISTORY, "legacy");
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_HISTORY) == PILOT_STEP_DONE);
  g_assert_true (pilot_migration_find_row (self->migration, PILOT_PLAN_MODULE_TICKET) == ticket);
  g_assert_true (pilot_migration_find_row (self->migration, PILOT_PLAN_HISTORY) != history);
}

static void
test_step (Fixture *self, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_build_filename (self->base.dir, "Ticket.txt", NULL);
  PilotStepEdit edit = { .state = "done", .reference = "CASE-7", .note = "sent on Monday", .evidence = file };
  g_autoptr (PilotEdits) edits = NULL;
  g_autoptr (GError) error = NULL;
  PilotPlanRow *row;

  g_file_replace_contents (file, "abc", 3, NULL, FALSE, 0, NULL, NULL, &error);
  g_assert_no_error (error);
  edits = save_step (self, PILOT_PLAN_MODULE_TICKET, &edit, &error);
  g_assert_no_error (error);
  g_assert_nonnull (edits);
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_MODULE_TICKET) == PILOT_STEP_DONE);
  row = pilot_migration_find_row (self->migration, PILOT_PLAN_MODULE_TICKET);
  g_assert_cmpstr (pilot_plan_row_get_who (row), ==, "Anna Berg");
  g_assert_cmpint (pilot_plan_row_get_done_unix_usec (row), >, 0);
  g_assert_cmpstr (pilot_record_get_text (pilot_plan_row_get_record (row), PILOT_STEP_EVIDENCE_NAME), ==, "Ticket.txt");
  g_assert_cmpstr (pilot_record_get_text (pilot_plan_row_get_record (row), PILOT_STEP_EVIDENCE_SHA256), ==,
                   "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  undo (self, g_steal_pointer (&edits));
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_MODULE_TICKET) == PILOT_STEP_READY);
}

static void
test_step_refused (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *key;
    PilotStepEdit edit;
  } cases[] = {
    { PILOT_PLAN_MODULE_TICKET, { .state = "done" } },                          /* no number */
    { PILOT_PLAN_MODULE_TICKET, { .state = "skipped" } },                       /* not optional */
    { PILOT_PLAN_MODULE_TICKET, { .due = "31.12.2026" } },                      /* no date */
    { PILOT_PLAN_GATE, { .state = "done", .note = "I say so" } },               /* a command */
    { PILOT_PLAN_SUBSCRIPTION, { .state = "done" } },                           /* a fact */
    { PILOT_PLAN_CHECKS, { .state = "done", .note = "they are fine" } },        /* never run */
    { "d5-validation", { .state = "done", .note = "fine" } },                   /* not yet */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PilotEdits) edits = save_step (self, cases[i].key, &cases[i].edit, &error);

      g_assert_null (edits);
      g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
    }
  g_assert_cmpuint (pilot_fake_connection_count (self->base.connection, PILOT_ENTITY_STEP), ==, 0);
}

static void
test_lost_file (Fixture *self, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_build_filename (self->base.dir, "no such file", NULL);
  PilotStepEdit edit = { .note = "with a file", .evidence = file };
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotEdits) edits = save_step (self, PILOT_PLAN_MODULE_TICKET, &edit, &error);

  g_assert_null (edits);
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND);
}

static void
test_project (Fixture *self, gconstpointer data)
{
  static const struct
  {
    guint field;
    const char *text;
    gint64 number;
  } wrong[] = {
    { PILOT_PROJECT_HOLIDAYS, "2026-12-25 Christmas\nsome day", 0 },
    { PILOT_PROJECT_RENEWAL_DATE, "next year", 0 },
    { PILOT_PROJECT_VENDOR_DAYS, NULL, -1 },
    { PILOT_PROJECT_RESERVE_DAYS, NULL, 100000 },
    { PILOT_PROJECT_CSM_EMAIL, "nobody", 0 },
  };
  g_autoptr (PilotRecord) right = pilot_record_new (PILOT_ENTITY_PROJECT);
  g_autoptr (PilotEdits) edits = NULL;
  g_autoptr (GError) error = NULL;
  PilotCountdown countdown;
  GDate due;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (PilotRecord) changes = pilot_record_new (PILOT_ENTITY_PROJECT);
      g_autoptr (GError) refused = NULL;
      guint field = 0;

      if (wrong[i].text != NULL)
        pilot_record_set_text (changes, wrong[i].field, wrong[i].text);
      else
        pilot_record_set_integer (changes, wrong[i].field, wrong[i].number);
      g_assert_false (pilot_migration_check_project (changes, &field, NULL));
      g_assert_cmpuint (field, ==, wrong[i].field);
      g_assert_null (save_project (self, changes, &refused));
      g_assert_error (refused, PILOT_ERROR, PILOT_ERROR_INVALID);
    }
  pilot_migration_get_countdown (self->migration, &countdown);
  g_assert_false (countdown.known);
  pilot_record_set_text (right, PILOT_PROJECT_RENEWAL_DATE, "2099-06-30");
  pilot_record_set_integer (right, PILOT_PROJECT_VENDOR_DAYS, 5);
  edits = save_project (self, right, &error);
  g_assert_no_error (error);
  PILOT_TEST_WAIT_UNTIL ((pilot_migration_get_countdown (self->migration, &countdown), countdown.known));
  PILOT_TEST_WAIT_UNTIL (pilot_plan_row_get_due (pilot_migration_find_row (self->migration, PILOT_PLAN_MODULE_TICKET), &due));
  g_assert_cmpint (g_date_compare (&due, &countdown.begin_by), ==, 0);
  undo (self, g_steal_pointer (&edits));
  PILOT_TEST_WAIT_UNTIL ((pilot_migration_get_countdown (self->migration, &countdown), !countdown.known));
}

static gboolean
is_due (Fixture *self, const char *key, const char *day)
{
  PilotPlanRow *row = pilot_migration_find_row (self->migration, key);
  char text[16] = "";
  GDate due;

  if (row != NULL && pilot_plan_row_get_due (row, &due))
    g_date_strftime (text, sizeof text, "%Y-%m-%d", &due);
  return strcmp (text, day) == 0;
}

/* Once the Friday is chosen, nobody is told of the latest one that would do. */
static void
test_friday (Fixture *self, gconstpointer data)
{
  static const struct
  {
    guint field;
    const char *text;
  } fields[] = {
    { PILOT_FIELD_ID, "77777777-7777-4777-8777-777777777777" }, { PILOT_RUN_NAME, "All" },          { PILOT_RUN_KIND, "production" },
    { PILOT_RUN_STATE, "scheduled" },                           { PILOT_RUN_CHOICE, "all" },        { PILOT_RUN_HISTORY, "legacy" },
    { PILOT_RUN_ON_HOLD, "out" },                               { PILOT_RUN_TRANSFERRED, "out" },   { PILOT_RUN_SCHEDULED_ON, "2099-05-29" },
  };
  g_autoptr (PilotRecord) project = pilot_record_new (PILOT_ENTITY_PROJECT);
  g_autoptr (PilotRecord) run = pilot_record_new (PILOT_ENTITY_RUN);
  g_autoptr (PilotEdits) edits = NULL;
  g_autoptr (GError) error = NULL;

  pilot_record_set_text (project, PILOT_PROJECT_RENEWAL_DATE, "2099-06-30");
  edits = save_project (self, project, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    pilot_record_set_text (run, fields[i].field, fields[i].text);
  pilot_fake_connection_put (self->base.connection, run);
  pilot_workspace_sync_now (self->base.workspace);
  PILOT_TEST_WAIT_UNTIL (is_due (self, PILOT_PLAN_EXECUTED, "2099-05-29"));
  g_assert_true (is_due (self, PILOT_PLAN_NOTICE, "2099-05-29"));
}

static void
make_ready_for_gate (Fixture *self)
{
  g_autofree char *check_id = pilot_check_make_id (NULL, "recruiter-email");
  PilotStepEdit scope = { .state = "done", .note = "all agencies" };
  g_autoptr (PilotEdits) edits = NULL;
  g_autoptr (GError) error = NULL;

  put_time (self->base.connection, PILOT_PROJECT_SUBSCRIBED_AT, NULL, 0);
  put_time (self->base.connection, PILOT_PROJECT_SNAPSHOT_AT, ANNA, PILOT_PROJECT_SNAPSHOT_BY);
  put_text (self, PILOT_ENTITY_CHECK, check_id, PILOT_CHECK_OUTCOME, "passed");
  decide (self, PILOT_PROJECT_HISTORY, "legacy");
  decide (self, PILOT_PROJECT_ON_HOLD, "out");
  decide (self, PILOT_PROJECT_TRANSFERRED, "out");
  edits = save_step (self, PILOT_PLAN_SCOPE, &scope, &error);
  g_assert_no_error (error);
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_GATE) == PILOT_STEP_READY);
}

static void
test_gate (Fixture *self, gconstpointer data)
{
  g_autoptr (GHashTable) values = NULL;
  g_autofree char *reason = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (pilot_migration_may_command (self->migration, "pass-gate", &reason));
  g_assert_nonnull (reason);
  g_assert_null (give (self, "pass-gate", "company_name", "Lumen", &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_FORBIDDEN);
  g_clear_error (&error);

  make_ready_for_gate (self);
  g_assert_true (pilot_migration_may_command (self->migration, "pass-gate", NULL));
  g_assert_null (give (self, "pass-gate", "company_name", "lumen", &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_clear_error (&error);

  pilot_fake_connection_clear_log (self->base.connection);
  decide (self, PILOT_PROJECT_HISTORY, "lightweight");
  values = give (self, "pass-gate", "company_name", "Lumen", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_hash_table_lookup (values, "hireport_id"), ==, COMPANY_ID);
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_GATE) == PILOT_STEP_DONE);
  g_assert_cmpstr (pilot_plan_row_get_who (pilot_migration_find_row (self->migration, PILOT_PLAN_GATE)), ==, "Anna Berg");

  /* The portal judged with what was edited before. */
  g_assert_nonnull (strstr (self->log_at_command, "update project"));
  g_assert_null (give (self, "pass-gate", "company_name", "Lumen", &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_FORBIDDEN);
}

static void
test_consent (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotRecord) changes = pilot_record_new (PILOT_ENTITY_PROJECT);
  g_autoptr (PilotEdits) edits = NULL;
  g_autoptr (GError) error = NULL;

  make_ready_for_gate (self);
  pilot_record_set_integer (changes, PILOT_PROJECT_CONSENT_NEEDED, TRUE);
  edits = save_project (self, changes, &error);
  g_assert_no_error (error);
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_GATE) == PILOT_STEP_BLOCKED);
  g_assert_true (pilot_migration_may_command (self->migration, "consent-gate", NULL));
  put_time (self->base.connection, PILOT_PROJECT_CONSENT_AT, ANNA, PILOT_PROJECT_CONSENT_BY);
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_GATE) == PILOT_STEP_READY);

  /* Anna consented: it is not she who takes the step. */
  g_assert_null (give (self, "pass-gate", "company_name", "Lumen", &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_FORBIDDEN);
}

/* Whoever switched the policy off is bound by it still; the others are not. */
static void
test_consent_off (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  make_ready_for_gate (self);
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_GATE) == PILOT_STEP_READY);
  put_time (self->base.connection, PILOT_PROJECT_CONSENT_OFF_AT, ANNA, PILOT_PROJECT_CONSENT_OFF_BY);
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_GATE) == PILOT_STEP_BLOCKED);
  g_assert_null (give (self, "pass-gate", "company_name", "Lumen", &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_FORBIDDEN);
  g_assert_nonnull (strstr (error->message, "You switched"));
  g_clear_error (&error);

  put_time (self->base.connection, PILOT_PROJECT_CONSENT_OFF_AT, TOMAS, PILOT_PROJECT_CONSENT_OFF_BY);
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_GATE) == PILOT_STEP_READY);
  g_assert_true (pilot_migration_may_command (self->migration, "consent-gate", NULL)); /* so that Tomas can take the step */
  put_time (self->base.connection, PILOT_PROJECT_CONSENT_OFF_AT, ANNA, PILOT_PROJECT_CONSENT_OFF_BY);
  put_time (self->base.connection, PILOT_PROJECT_CONSENT_AT, TOMAS, PILOT_PROJECT_CONSENT_BY);
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_CONSENT) == PILOT_STEP_DONE);
  g_assert_true (pilot_migration_may_command (self->migration, "pass-gate", NULL));
}

static void
test_activate (Fixture *self, gconstpointer data)
{
  g_autoptr (GHashTable) values = NULL;
  g_autoptr (GError) error = NULL;

  put_time (self->base.connection, PILOT_PROJECT_GATE_AT, ANNA, PILOT_PROJECT_GATE_BY);
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_ACTIVATE) == PILOT_STEP_READY);
  g_assert_null (give (self, "activate-portal", "company_id", "Lumen", &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_clear_error (&error);
  values = give (self, "activate-portal", "company_id", COMPANY_ID, &error);
  g_assert_no_error (error);
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_ACTIVATE) == PILOT_STEP_DONE);

  /* There is no published job: it waits for one, and then is ready. */
  g_assert_cmpint (judge (self, PILOT_PLAN_VISIT_JOB), ==, PILOT_STEP_WAITING);
  put_text (self, PILOT_ENTITY_JOB, COMPANY_ID, PILOT_JOB_POSTING_STATUS, "PUBLIC");
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_VISIT_JOB) == PILOT_STEP_READY);
}

static void
test_offline (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  make_ready_for_gate (self);
  pilot_fake_connection_fail (self->base.connection, PILOT_FAKE_PULL, 0, G_MAXUINT, PILOT_ERROR_OFFLINE, FALSE);
  g_assert_null (give (self, "pass-gate", "company_name", "Lumen", &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_OFFLINE);
  g_assert_null (self->log_at_command);
}

static void
set_up_files (Fixture *self, gconstpointer data)
{
  workspace_fixture_init (&self->base, "files");
  pilot_fake_connection_set_capabilities (self->base.connection, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES | PILOT_CAPABILITY_EVENTS);
  begin (self);
}

/* Without a portal the checks are part of the plan that lives here. */
static void
test_local_checks (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotPreflightRun) run = pilot_preflight_run_new (self->base.workspace, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint waiting;

  g_assert_false (get_facts (self)->checks_done);
  pilot_preflight_run_check_async (run, NULL, NULL, workspace_fixture_keep_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  pilot_preflight_run_check_finish (run, result, &error);
  g_assert_no_error (error);
  PILOT_TEST_WAIT_UNTIL (get_facts (self)->checks_done);
  g_assert_cmpuint (get_facts (self)->n_check_errors, >, 0);
  g_object_get (self->base.workspace, "n-waiting", &waiting, NULL);
  g_assert_cmpuint (waiting, ==, 0);
  decide (self, PILOT_PROJECT_ON_HOLD, "in");
  PILOT_TEST_WAIT_UNTIL (!get_facts (self)->checks_done);
}

static void
test_local (Fixture *self, gconstpointer data)
{
  PilotStepEdit ticket = { .state = "done", .reference = "CASE-1" };
  g_autoptr (PilotEdits) edits = NULL;
  g_autoptr (PilotEdits) confirmed = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *reason = NULL;
  guint waiting;

  g_assert_false (get_facts (self)->has_portal_api);
  g_assert_false (pilot_workspace_may (self->base.workspace, PILOT_ACTION_CHANGE, PILOT_ENTITY_AGENCY, NULL));
  g_assert_true (pilot_migration_may_edit (self->migration, &reason));
  g_assert_null (get_facts (self)->project);
  decide (self, PILOT_PROJECT_HISTORY, "legacy");
  edits = save_step (self, PILOT_PLAN_MODULE_TICKET, &ticket, &error);
  g_assert_no_error (error);
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_MODULE_TICKET) == PILOT_STEP_DONE);

  /* What the vendor did is confirmed by hand. */
  confirmed = save_step (self, PILOT_PLAN_SUBSCRIPTION, &(PilotStepEdit){ .state = "done" }, &error);
  g_assert_no_error (error);
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_SUBSCRIPTION) == PILOT_STEP_DONE);

  /* Nothing is queued for nobody, and new files leave it as it is. */
  g_object_get (self->base.workspace, "n-waiting", &waiting, NULL);
  g_assert_cmpuint (waiting, ==, 0);
  put_text (self, PILOT_ENTITY_AGENCY, COMPANY_ID, PILOT_AGENCY_NAME, "Northwind");
  pilot_fake_connection_new_epoch (self->base.connection);
  pilot_workspace_sync_now (self->base.workspace);
  PILOT_TEST_WAIT_UNTIL (pilot_workspace_count (self->base.workspace, PILOT_ENTITY_AGENCY, PILOT_FIELD_ID, NULL) == 1);
  g_assert_cmpuint (pilot_workspace_count (self->base.workspace, PILOT_ENTITY_STEP, PILOT_FIELD_ID, NULL), ==, 2);

  /* And it outlives the program. */
  g_clear_object (&self->migration);
  workspace_fixture_close (&self->base);
  begin (self);
  g_assert_cmpint (judge (self, PILOT_PLAN_SUBSCRIPTION), ==, PILOT_STEP_DONE);
  g_assert_cmpstr (pilot_record_get_text (get_facts (self)->project, PILOT_PROJECT_HISTORY), ==, "legacy");
  undo (self, g_steal_pointer (&confirmed));
  PILOT_TEST_WAIT_UNTIL (judge (self, PILOT_PLAN_SUBSCRIPTION) == PILOT_STEP_WAITING);
}

static void
test_local_remove (Fixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  decide (self, PILOT_PROJECT_HISTORY, "legacy");
  pilot_workspace_remove_local_data_async (self->base.workspace, FALSE, workspace_fixture_keep_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  g_assert_false (pilot_workspace_remove_local_data_finish (self->base.workspace, result, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_BUSY);
  g_assert_cmpint (judge (self, PILOT_PLAN_HISTORY), ==, PILOT_STEP_DONE);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
#define ADD(path, up, test) g_test_add ("/workflow/migration/" path, Fixture, NULL, up, test, tear_down)
  ADD ("the facts follow the cache", set_up, test_facts);
  ADD ("checks are done until their data change", set_up, test_stale_checks);
  ADD ("only the rows that changed are replaced", set_up, test_rows);
  ADD ("a step is confirmed with evidence, and undone", set_up, test_step);
  ADD ("a step is not confirmed against the rules", set_up, test_step_refused);
  ADD ("without its file nothing is changed", set_up, test_lost_file);
  ADD ("the project is checked, counted back from, and undone", set_up, test_project);
  ADD ("the Friday that was chosen is the day of what waits for it", set_up, test_friday);
  ADD ("the gate is passed with everything sent before, once", set_up, test_gate);
  ADD ("who consented does not take the step", set_up, test_consent);
  ADD ("who switched the consent off needs it still", set_up, test_consent_off);
  ADD ("the activation and the visit wait for what comes before", set_up, test_activate);
  ADD ("a command is not given while the portal is away", set_up, test_offline);
  ADD ("without a portal its checks live there too, until their data change", set_up_files, test_local_checks);
  ADD ("without a portal the plan lives in the cache", set_up_files, test_local);
  ADD ("a plan that lives here alone is not removed unseen", set_up_files, test_local_remove);
#undef ADD
  return g_test_run ();
}
