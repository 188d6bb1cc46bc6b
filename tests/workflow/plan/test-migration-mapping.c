/* test-migration-mapping.c: a Default Stage Mapping like for like, accepted in one go
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"
#include "pilot-migration-mapping.h"
#include "pilot-name-uuid.h"
#include "workspace-fixture.h"

typedef struct
{
  WorkspaceFixture base;
  PilotMigration *migration; /* (owned) */
  char *process_id;          /* (owned) */
} Fixture;

static char *
put (Fixture *self, PilotEntity entity, const char *name, guint field, const char *text)
{
  char *id = pilot_name_uuid (name);
  g_autoptr (PilotRecord) record = pilot_record_new (entity);

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  pilot_record_set_text (record, field, text);
  if (entity == PILOT_ENTITY_PROCESS)
    pilot_record_set_integer (record, PILOT_PROCESS_ACTIVE, TRUE);
  pilot_fake_connection_put (self->base.connection, record);
  return id;
}

static char *
put_stage (Fixture *self, const char *status, const char *sub_status)
{
  g_autofree char *name = g_strdup_printf ("stage %s %s", status, sub_status != NULL ? sub_status : "");
  g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_STAGE);
  char *id = pilot_name_uuid (name);

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  pilot_record_set_text (record, PILOT_STAGE_PROCESS_ID, self->process_id);
  pilot_record_set_text (record, PILOT_STAGE_STATUS, status);
  if (sub_status != NULL)
    pilot_record_set_text (record, PILOT_STAGE_SUB_STATUS, sub_status);
  pilot_fake_connection_put (self->base.connection, record);
  return id;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  static const char *const statuses[] = { "LEAD", "NEW", "IN_REVIEW", "INTERVIEW", "HIRED" }; /* OFFERED has none */
  g_autofree char *project_id = pilot_project_make_id ();
  g_autoptr (PilotRecord) project = pilot_record_new (PILOT_ENTITY_PROJECT);
  g_autoptr (PilotRecord) job = pilot_record_new (PILOT_ENTITY_JOB);
  g_autofree char *job_id = pilot_name_uuid ("job");

  workspace_fixture_init (&self->base, "portal");
  self->process_id = put (self, PILOT_ENTITY_PROCESS, "process", PILOT_PROCESS_NAME, "Standard");
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    g_free (put_stage (self, statuses[i], NULL));
  g_free (put_stage (self, "INTERVIEW", "Phone"));
  pilot_record_set_text (project, PILOT_FIELD_ID, project_id);
  pilot_record_set_text (project, PILOT_PROJECT_TRANSFERRED, "out");
  pilot_fake_connection_put (self->base.connection, project);
  pilot_record_set_text (job, PILOT_FIELD_ID, job_id);
  pilot_record_set_text (job, PILOT_JOB_DATASET, "legacy");
  pilot_record_set_text (job, PILOT_JOB_STATUS, "SOURCING");
  pilot_record_set_text (job, PILOT_JOB_PROCESS_ID, self->process_id);
  pilot_fake_connection_put (self->base.connection, job);
  workspace_fixture_open (&self->base);
  self->migration = pilot_migration_new (self->base.workspace);
  PILOT_TEST_WAIT_UNTIL (pilot_migration_get_facts (self->migration) != NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->migration);
  workspace_fixture_clear (&self->base);
  g_free (self->process_id);
}

static PilotMappingProposal *
propose (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PilotMappingProposal *proposal;

  pilot_migration_propose_mapping_async (self->migration, NULL, workspace_fixture_keep_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  proposal = pilot_migration_propose_mapping_finish (self->migration, result, &error);
  g_assert_no_error (error);
  return proposal;
}

static PilotEdits *
apply (Fixture *self, PilotEdits *edits, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  PilotEdits *undo = NULL;

  pilot_edits_apply_async (self->base.workspace, edits, NULL, workspace_fixture_keep_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  pilot_edits_apply_finish (self->base.workspace, result, &undo, error);
  return undo;
}

static guint
count_lines (Fixture *self)
{
  return pilot_workspace_count (self->base.workspace, PILOT_ENTITY_MAPPING, PILOT_FIELD_ID, NULL);
}

static void
test_accept (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotMappingProposal) proposal = propose (self);
  g_autoptr (PilotMappingProposal) rest = NULL;
  g_autoptr (PilotEdits) undo = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *interview_id = pilot_mapping_make_id (self->process_id, "INTERVIEW", NULL);
  g_autofree char *stage_id = pilot_name_uuid ("stage INTERVIEW ");
  g_autoptr (PilotRecord) line = NULL;

  /* Four statuses with a stage, one sub-status; the offer is left to a person; hires don't go. */
  g_assert_cmpuint (proposal->n_lines, ==, 5);
  g_assert_cmpuint (proposal->n_left, ==, 1);
  g_assert_cmpuint (pilot_migration_get_facts (self->migration)->n_mappings_missing, ==, 5);
  undo = apply (self, g_steal_pointer (&proposal->edits), &error);
  g_assert_no_error (error);
  g_assert_nonnull (undo);
  PILOT_TEST_WAIT_UNTIL (pilot_migration_get_facts (self->migration)->n_mappings_missing == 1);
  line = pilot_workspace_get_record (self->base.workspace, PILOT_ENTITY_MAPPING, interview_id);
  g_assert_cmpstr (pilot_record_get_text (line, PILOT_MAPPING_STAGE_ID), ==, stage_id);

  rest = propose (self);
  g_assert_cmpuint (rest->n_lines, ==, 0);
  g_assert_cmpuint (rest->n_left, ==, 1);
  g_clear_pointer (&undo, pilot_edits_free);
  g_assert_cmpuint (count_lines (self), ==, 5);
}

static void
test_undo (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotMappingProposal) proposal = propose (self);
  g_autoptr (PilotEdits) redo = NULL;
  g_autoptr (GError) error = NULL;
  PilotEdits *undo = apply (self, g_steal_pointer (&proposal->edits), &error);

  g_assert_no_error (error);
  redo = apply (self, undo, &error);
  g_assert_no_error (error);
  PILOT_TEST_WAIT_UNTIL (count_lines (self) == 0);
  g_assert_cmpuint (pilot_edits_get_length (redo), ==, 5);
}

static void
test_kept (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotMappingProposal) proposal = NULL;
  g_autoptr (PilotRecord) line = pilot_record_new (PILOT_ENTITY_MAPPING);
  g_autofree char *stage_id = pilot_name_uuid ("stage NEW ");

  /* Leads were put with the new ones, by somebody's decision. */
  pilot_record_set_text (line, PILOT_FIELD_ID, "44444444-4444-4444-8444-444444444444");
  pilot_record_set_text (line, PILOT_MAPPING_PROCESS_ID, self->process_id);
  pilot_record_set_text (line, PILOT_MAPPING_STATUS, "LEAD");
  pilot_record_set_text (line, PILOT_MAPPING_STAGE_ID, stage_id);
  pilot_fake_connection_put (self->base.connection, line);
  PILOT_TEST_WAIT_UNTIL (pilot_migration_get_facts (self->migration)->n_mappings == 1);
  proposal = propose (self);
  g_assert_cmpuint (proposal->n_lines, ==, 4);
  for (guint i = 0; i < proposal->n_lines; i++)
    g_assert_cmpstr (pilot_record_get_text (pilot_edits_get_record (proposal->edits, i), PILOT_MAPPING_STATUS), !=, "LEAD");
}

static void
test_taken_back (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotMappingProposal) proposal = propose (self);
  PilotRecord *wrong = pilot_record_new (PILOT_ENTITY_MAPPING);
  g_autoptr (PilotEdits) undo = NULL;
  g_autoptr (GError) error = NULL;

  /* The last one can't be saved: none is. */
  pilot_record_set_text (wrong, PILOT_FIELD_ID, "55555555-5555-4555-8555-555555555555");
  pilot_record_set_text (wrong, PILOT_MAPPING_STATUS, "NO SUCH STATUS");
  pilot_edits_add (proposal->edits, wrong);
  undo = apply (self, g_steal_pointer (&proposal->edits), &error);
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_assert_null (undo);
  PILOT_TEST_WAIT_UNTIL (count_lines (self) == 0);
}

static gboolean
is_mapped (Fixture *self)
{
  g_autoptr (PilotRecord) process = pilot_workspace_get_record (self->base.workspace, PILOT_ENTITY_PROCESS, self->process_id);

  return pilot_migration_maps_process (self->migration, process);
}

/* Nobody begins with it any more, but a job that goes along has it: without stages the plan would stand still. */
static void
test_inactive (Fixture *self, gconstpointer data)
{
  g_autofree char *job_id = pilot_name_uuid ("job");
  g_autoptr (PilotRecord) process = pilot_record_new (PILOT_ENTITY_PROCESS);
  g_autoptr (PilotRecord) job = pilot_record_new (PILOT_ENTITY_JOB);
  g_autoptr (PilotMappingProposal) used = NULL;
  g_autoptr (PilotMappingProposal) unused = NULL;

  pilot_record_set_text (process, PILOT_FIELD_ID, self->process_id);
  pilot_record_set_integer (process, PILOT_PROCESS_ACTIVE, FALSE);
  pilot_fake_connection_put (self->base.connection, process);
  pilot_workspace_sync_now (self->base.workspace);
  PILOT_TEST_WAIT_UNTIL (pilot_workspace_count (self->base.workspace, PILOT_ENTITY_PROCESS, PILOT_PROCESS_ACTIVE, "0") == 1);
  g_assert_true (is_mapped (self));
  used = propose (self);
  g_assert_cmpuint (used->n_lines, ==, 5);

  pilot_record_set_text (job, PILOT_FIELD_ID, job_id);
  pilot_record_set_text (job, PILOT_JOB_STATUS, "FILLED");
  pilot_fake_connection_put (self->base.connection, job);
  pilot_workspace_sync_now (self->base.workspace);
  PILOT_TEST_WAIT_UNTIL (!is_mapped (self));
  unused = propose (self);
  g_assert_cmpuint (unused->n_lines, ==, 0);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
#define ADD(path, test) g_test_add ("/workflow/migration mapping/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("what is missing is proposed like for like, and accepted", test_accept);
  ADD ("all lines are undone as one", test_undo);
  ADD ("what was decided stays", test_kept);
  ADD ("edits of which one fails are taken back", test_taken_back);
  ADD ("a process that is not active is mapped while a job in scope has it", test_inactive);
#undef ADD
  return g_test_run ();
}
