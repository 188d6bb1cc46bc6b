/* test-migration-file.c: a plan without a portal goes from one admin to another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"
#include "pilot-migration-file.h"
#include "workspace-fixture.h"

typedef struct
{
  WorkspaceFixture base;
  PilotMigration *migration; /* (owned) */
} Admin;

typedef struct
{
  Admin anna;
  Admin ben;
  GFile *file; /* (owned) */
} Fixture;

static void
begin (Admin *self, const char *kind)
{
  workspace_fixture_init (&self->base, kind);
  if (g_str_equal (kind, "files"))
    pilot_fake_connection_set_capabilities (self->base.connection, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES | PILOT_CAPABILITY_EVENTS);
  g_free (self->base.profile->title);
  self->base.profile->title = g_strdup ("Lumen");
  workspace_fixture_open (&self->base);
  self->migration = pilot_migration_new (self->base.workspace);
  PILOT_TEST_WAIT_UNTIL (pilot_migration_get_facts (self->migration) != NULL);
}

static void
end (Admin *self)
{
  g_clear_object (&self->migration);
  workspace_fixture_clear (&self->base);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  begin (&self->anna, "files");
  begin (&self->ben, data);
  self->file = g_file_new_build_filename (self->anna.base.dir, "Lumen.pilotage", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  end (&self->anna);
  end (&self->ben);
  g_object_unref (self->file);
}

static void
save_step (Admin *self, const char *key, const PilotStepEdit *edit)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pilot_migration_save_step_async (self->migration, key, edit, NULL, workspace_fixture_keep_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  pilot_migration_save_finish (self->migration, result, NULL, &error);
  g_assert_no_error (error);
}

static PilotRecord *
get_step (Admin *self, const char *key)
{
  return g_hash_table_lookup (pilot_migration_get_facts (self->migration)->steps, key);
}

static const char *
get_note (Admin *self, const char *key)
{
  PilotRecord *record = get_step (self, key);

  return record != NULL ? pilot_record_get_text (record, PILOT_STEP_NOTE) : NULL;
}

static void
hand_on (Fixture *self, Admin *admin)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pilot_migration_hand_on_async (admin->migration, self->file, NULL, workspace_fixture_keep_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  pilot_migration_hand_on_finish (admin->migration, result, &error);
  g_assert_no_error (error);
}

static PilotPlanFile *
look (Fixture *self, Admin *admin, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pilot_migration_look_into_async (admin->migration, self->file, NULL, workspace_fixture_keep_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  return pilot_migration_look_into_finish (admin->migration, result, error);
}

static PilotEdits *
take_over (Admin *admin, PilotPlanFile *plan, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  PilotEdits *undo = NULL;

  pilot_migration_take_over_async (admin->migration, plan, NULL, workspace_fixture_keep_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  pilot_migration_take_over_finish (admin->migration, result, &undo, error);
  return undo;
}

static void
prepare (Admin *anna)
{
  g_autoptr (PilotRecord) project = pilot_record_new (PILOT_ENTITY_PROJECT);
  g_autoptr (GAsyncResult) result = NULL;

  pilot_migration_set_environment (anna->migration, "sandbox");
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_migration_get_facts (anna->migration)->environment, "sandbox") == 0);
  pilot_record_set_text (project, PILOT_PROJECT_HOLIDAYS, "2026-12-25 Noël\n2027-01-01 [New] Year=1");
  pilot_migration_save_project_async (anna->migration, project, NULL, workspace_fixture_keep_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  save_step (anna, PILOT_PLAN_TEST_AGENCIES, &(PilotStepEdit){ .state = "skipped" });
  PILOT_TEST_WAIT_UNTIL (get_step (anna, PILOT_PLAN_TEST_AGENCIES) != NULL);
  save_step (anna, PILOT_PLAN_MODULE_TICKET, &(PilotStepEdit){ .state = "done", .reference = "CASE-7", .note = "by Anna\n\\n and so on; #1" });
  PILOT_TEST_WAIT_UNTIL (get_step (anna, PILOT_PLAN_MODULE_TICKET) != NULL);
}

static void
test_hand_on (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotPlanFile) plan = NULL;
  g_autoptr (PilotPlanFile) again = NULL;
  g_autoptr (PilotEdits) undo = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = NULL;
  const PilotPlanFacts *facts;

  prepare (&self->anna);
  hand_on (self, &self->anna);
  info = g_file_query_info (self->file, "unix::mode", 0, NULL, &error);
  g_assert_cmpuint (g_file_info_get_attribute_uint32 (info, "unix::mode") & 0777, ==, 0600);
  plan = look (self, &self->ben, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (plan->company, ==, "Lumen");
  g_assert_cmpstr (plan->environment, ==, "sandbox");
  g_assert_cmpuint (plan->n_new, ==, 3);
  g_assert_cmpuint (plan->n_newer + plan->n_kept + plan->n_invalid, ==, 0);
  g_assert_null (get_step (&self->ben, PILOT_PLAN_MODULE_TICKET));

  undo = take_over (&self->ben, plan, &error);
  g_assert_no_error (error);
  g_assert_nonnull (undo);
  PILOT_TEST_WAIT_UNTIL (get_note (&self->ben, PILOT_PLAN_MODULE_TICKET) != NULL);
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_migration_get_facts (self->ben.migration)->environment, "sandbox") == 0);
  facts = pilot_migration_get_facts (self->ben.migration);
  g_assert_cmpstr (get_note (&self->ben, PILOT_PLAN_MODULE_TICKET), ==, "by Anna\n\\n and so on; #1");
  g_assert_cmpstr (pilot_record_get_text (facts->project, PILOT_PROJECT_HOLIDAYS), ==, "2026-12-25 Noël\n2027-01-01 [New] Year=1");
  g_assert_cmpstr (pilot_plan_row_get_step (pilot_migration_get_next (self->ben.migration))->key, ==,
                   pilot_plan_row_get_step (pilot_migration_get_next (self->anna.migration))->key);

  /* The same file again changes nothing. */
  again = look (self, &self->ben, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->n_kept, ==, 3);
  g_assert_cmpuint (pilot_edits_get_length (again->edits), ==, 0);
}

static void
test_newer (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotPlanFile) plan = NULL;
  g_autoptr (PilotPlanFile) back = NULL;
  g_autoptr (PilotPlanFile) old = NULL;
  g_autoptr (PilotEdits) undo = NULL;
  g_autoptr (PilotEdits) undo_back = NULL;
  g_autoptr (GError) error = NULL;

  prepare (&self->anna);
  hand_on (self, &self->anna);
  plan = look (self, &self->ben, &error);
  undo = take_over (&self->ben, plan, &error);
  g_assert_no_error (error);
  PILOT_TEST_WAIT_UNTIL (get_note (&self->ben, PILOT_PLAN_MODULE_TICKET) != NULL);

  /* Ben goes on; Anna's older file takes nothing back from him. */
  save_step (&self->ben, PILOT_PLAN_MODULE_TICKET, &(PilotStepEdit){ .note = "by Ben" });
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (get_note (&self->ben, PILOT_PLAN_MODULE_TICKET), "by Ben") == 0);
  old = look (self, &self->ben, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pilot_edits_get_length (old->edits), ==, 0);
  g_assert_cmpuint (old->n_kept, ==, 3);

  /* And what he did goes back to her. */
  hand_on (self, &self->ben);
  back = look (self, &self->anna, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (back->n_newer, ==, 1);
  undo_back = take_over (&self->anna, back, &error);
  g_assert_no_error (error);
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (get_note (&self->anna, PILOT_PLAN_MODULE_TICKET), "by Ben") == 0);
}

static void
delete_step (Admin *self, const char *key)
{
  g_autofree char *id = g_strdup (pilot_record_get_id (get_step (self, key)));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pilot_workspace_delete_async (self->base.workspace, PILOT_ENTITY_STEP, (const char *const[]){ id, NULL }, NULL, workspace_fixture_keep_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  pilot_workspace_delete_finish (self->base.workspace, result, NULL, &error);
  g_assert_no_error (error);
  PILOT_TEST_WAIT_UNTIL (get_step (self, key) == NULL);
}

/* @from hands on, @to takes over: so many records are new, newer, deleted. Returns: (transfer full) (nullable): what takes it back. */
static PilotEdits *
pass (Fixture *self, Admin *from, Admin *to, guint n_new, guint n_newer, guint n_deleted)
{
  g_autoptr (PilotPlanFile) plan = NULL;
  g_autoptr (GError) error = NULL;
  PilotEdits *undo;

  if (from != NULL)
    hand_on (self, from);
  plan = look (self, to, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plan->n_new, ==, n_new);
  g_assert_cmpuint (plan->n_newer, ==, n_newer);
  g_assert_cmpuint (plan->n_deleted, ==, n_deleted);
  g_assert_cmpuint (plan->n_invalid, ==, 0);
  undo = take_over (to, plan, &error);
  g_assert_no_error (error);
  return undo;
}

/* What one deleted goes with the other, and an older file doesn't bring it back. */
static void
test_deleted (Fixture *self, gconstpointer data)
{
  Admin *anna = &self->anna;
  Admin *ben = &self->ben;
  g_autoptr (PilotEdits) undo = NULL;
  g_autoptr (PilotEdits) first = NULL;
  g_autoptr (PilotEdits) none = NULL;
  g_autoptr (PilotEdits) back = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *old = NULL;
  gsize length;

  prepare (anna);
  first = pass (self, anna, ben, 3, 0, 0);
  g_assert_true (g_file_load_contents (self->file, NULL, &old, &length, NULL, NULL));
  delete_step (anna, PILOT_PLAN_MODULE_TICKET);
  undo = pass (self, anna, ben, 0, 0, 1);
  PILOT_TEST_WAIT_UNTIL (get_step (ben, PILOT_PLAN_MODULE_TICKET) == NULL);
  /* Whom he hands it on to hears of it, too; to her who deleted it nothing comes back. */
  none = pass (self, ben, anna, 0, 0, 0);
  g_assert_null (none);
  g_file_replace_contents (self->file, old, length, NULL, FALSE, 0, NULL, NULL, NULL);
  g_assert_null (pass (self, NULL, ben, 0, 0, 0));
  g_assert_null (pass (self, NULL, anna, 0, 0, 0));
  /* A person may think better of it: then it was made last. */
  pilot_edits_apply_async (ben->base.workspace, g_steal_pointer (&undo), NULL, workspace_fixture_keep_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  g_assert_true (pilot_edits_apply_finish (ben->base.workspace, result, NULL, NULL));
  PILOT_TEST_WAIT_UNTIL (get_step (ben, PILOT_PLAN_MODULE_TICKET) != NULL);
  back = pass (self, ben, anna, 1, 0, 0);
  PILOT_TEST_WAIT_UNTIL (get_step (anna, PILOT_PLAN_MODULE_TICKET) != NULL);
}

/* Both did something: the last act counts. */
static void
test_deleted_and_changed (Fixture *self, gconstpointer data)
{
  Admin *anna = &self->anna;
  Admin *ben = &self->ben;
  g_autoptr (PilotEdits) first = NULL;
  g_autoptr (PilotEdits) there = NULL;

  prepare (anna);
  first = pass (self, anna, ben, 3, 0, 0);
  delete_step (anna, PILOT_PLAN_MODULE_TICKET);
  save_step (ben, PILOT_PLAN_MODULE_TICKET, &(PilotStepEdit){ .note = "by Ben" });
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (get_note (ben, PILOT_PLAN_MODULE_TICKET), "by Ben") == 0);
  save_step (ben, PILOT_PLAN_TEST_AGENCIES, &(PilotStepEdit){ .state = "open" });
  delete_step (ben, PILOT_PLAN_TEST_AGENCIES);
  g_assert_null (pass (self, anna, ben, 0, 0, 0));
  g_assert_cmpstr (get_note (ben, PILOT_PLAN_MODULE_TICKET), ==, "by Ben");
  there = pass (self, ben, anna, 1, 0, 1);
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (get_note (anna, PILOT_PLAN_MODULE_TICKET), "by Ben") == 0 && get_step (anna, PILOT_PLAN_TEST_AGENCIES) == NULL);
}

/* Who never had a record knows all the same that it was deleted. */
static void
test_deleted_before (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotEdits) first = NULL;
  g_autofree char *old = NULL;
  gsize length;

  prepare (&self->anna);
  hand_on (self, &self->anna);
  g_assert_true (g_file_load_contents (self->file, NULL, &old, &length, NULL, NULL));
  delete_step (&self->anna, PILOT_PLAN_MODULE_TICKET);
  first = pass (self, &self->anna, &self->ben, 2, 0, 0);
  g_file_replace_contents (self->file, old, length, NULL, FALSE, 0, NULL, NULL, NULL);
  g_assert_null (pass (self, NULL, &self->ben, 0, 0, 0));
  g_assert_null (get_step (&self->ben, PILOT_PLAN_MODULE_TICKET));
}

static void
write_file (Fixture *self, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_file_replace_contents (self->file, text, strlen (text), NULL, FALSE, 0, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_wrong (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *text;
    PilotError code;
  } cases[] = {
    { "", PILOT_ERROR_INVALID },
    { "name;email\nAnna;anna@example.com\n", PILOT_ERROR_INVALID },
    { "[Other]\nversion=1\n", PILOT_ERROR_INVALID },
    { "[Pilotage]\nversion=none\n", PILOT_ERROR_INVALID },
    { "[Pilotage]\nversion=1\n\xff\n", PILOT_ERROR_INVALID },
    { "[Pilotage]\nversion=2\n", PILOT_ERROR_TOO_NEW },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      write_file (self, cases[i].text);
      g_assert_null (look (self, &self->ben, &error));
      g_assert_error (error, PILOT_ERROR, (int) cases[i].code);
    }
}

static void
test_partly (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotPlanFile) plan = NULL;
  g_autoptr (GError) error = NULL;

  write_file (self, "[Pilotage]\nversion=1\n"
                    "[step no-uuid]\nkey=a2-csm\nstate=done\n"
                    "[agency 11111111-1111-4111-8111-111111111111]\nname=Not of a plan\n"
                    "[step 22222222-2222-4222-8222-222222222222]\nkey=a2-csm\nstate=no such state\n"
                    "[Deleted]\nagency.11111111-1111-4111-8111-111111111111=5\nstep.44444444-4444-4444-8444-444444444444=soon\n"
                    "[step 33333333-3333-4333-8333-333333333333]\nkey=a2-csm\nstate=open\nfuture=field\n");
  plan = look (self, &self->ben, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plan->n_invalid, ==, 5);
  g_assert_cmpuint (plan->n_deleted, ==, 0);
  g_assert_cmpuint (plan->n_new, ==, 1);
  g_assert_cmpuint (pilot_edits_get_length (plan->edits), ==, 1);
}

static void
test_portal (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotPlanFile) plan = NULL;
  g_autoptr (GError) error = NULL;

  prepare (&self->anna);
  hand_on (self, &self->anna);
  plan = look (self, &self->ben, &error);
  g_assert_no_error (error);
  g_assert_null (take_over (&self->ben, plan, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_FORBIDDEN);
  g_assert_cmpuint (pilot_fake_connection_count (self->ben.base.connection, PILOT_ENTITY_STEP), ==, 0);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
#define ADD(path, kind, test) g_test_add ("/workflow/migration file/" path, Fixture, kind, set_up, test, tear_down)
  ADD ("a colleague takes the plan over", "files", test_hand_on);
  ADD ("what is newer goes before what is older", "files", test_newer);
  ADD ("what was deleted goes and stays away", "files", test_deleted);
  ADD ("of a change and a deletion the last one counts", "files", test_deleted_and_changed);
  ADD ("deletions are known to those who never had the records", "files", test_deleted_before);
  ADD ("other files are told apart", "files", test_wrong);
  ADD ("what is no record of a plan is left out", "files", test_partly);
  ADD ("a portal's plan is not overwritten by a file", "portal", test_portal);
#undef ADD
  return g_test_run ();
}
