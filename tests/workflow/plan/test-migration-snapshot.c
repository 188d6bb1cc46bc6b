/* test-migration-snapshot.c: the legacy snapshot: what it reads, writes, and has recorded
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"
#include "pilot-migration-snapshot.h"
#include "pilot-name-uuid.h"
#include "workspace-fixture.h"

#define COMPANY "22222222-2222-4222-8222-222222222222"
#define N_CANDIDATES 25
#define COUNTS "agency 2, recruiter 1, job 0, assignment 1, candidate 25"

typedef struct
{
  WorkspaceFixture base;
  PilotMigration *migration; /* (owned) */
  GFile *folder;             /* (owned) */
  char *revision;            /* (owned) (nullable): of the command that came last */
  char *sha256;              /* (owned) (nullable) */
  char *counts;              /* (owned) (nullable) */
  gboolean refuse;
  double fraction;
} Fixture;

static char *
make_id (const char *kind, guint n)
{
  g_autofree char *text = g_strdup_printf ("%s %u", kind, n);

  return pilot_name_uuid (text);
}

static void
put (Fixture *self, PilotEntity entity, const char *id, guint field, const char *text, int dataset_field, const char *dataset)
{
  g_autoptr (PilotRecord) record = pilot_record_new (entity);

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  pilot_record_set_text (record, field, text);
  if (dataset_field >= 0)
    pilot_record_set_text (record, dataset_field, dataset);
  pilot_fake_connection_put (self->base.connection, record);
}

static void
put_agency (Fixture *self, guint n, const char *name, const char *dataset)
{
  g_autofree char *id = make_id ("agency", n);

  put (self, PILOT_ENTITY_AGENCY, id, PILOT_AGENCY_NAME, name, PILOT_AGENCY_DATASET, dataset);
}

static gboolean
command_func (PilotFakeConnection *connection, const PilotCommand *command, GHashTable *values, gpointer user_data, GError **error)
{
  Fixture *self = user_data;

  g_free (self->revision);
  g_free (self->sha256);
  g_free (self->counts);
  self->revision = g_strdup (pilot_command_get (command, "revision"));
  self->sha256 = g_strdup (pilot_command_get (command, "sha256"));
  self->counts = g_strdup (pilot_command_get (command, "counts"));
  if (!self->refuse)
    return TRUE;
  g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_REJECTED, "Candidates: the snapshot has 25, the portal has 26.");
  return FALSE;
}

static void
begin (Fixture *self)
{
  g_autofree char *recruiter_id = make_id ("recruiter", 0);
  g_autofree char *assignment_id = make_id ("assignment", 0);
  g_autofree char *dir = pilot_test_make_dir ();

  self->folder = g_file_new_for_path (dir);
  put_agency (self, 0, "=Northwind", "legacy");
  put_agency (self, 1, "two\nlines", "legacy");
  put_agency (self, 2, "Moved", "portal");
  put (self, PILOT_ENTITY_RECRUITER, recruiter_id, PILOT_RECRUITER_NAME, "Rita", PILOT_RECRUITER_DATASET, "legacy");
  put (self, PILOT_ENTITY_ASSIGNMENT, assignment_id, PILOT_ASSIGNMENT_STATUS, "NEW", -1, NULL);
  for (guint i = 0; i < N_CANDIDATES; i++)
    {
      g_autofree char *id = make_id ("candidate", i);
      g_autofree char *name = g_strdup_printf ("Candidate, \"%u\"", i);

      put (self, PILOT_ENTITY_CANDIDATE, id, PILOT_CANDIDATE_NAME, name, PILOT_CANDIDATE_DATASET, "legacy");
    }
  workspace_fixture_open (&self->base);
  self->migration = pilot_migration_new (self->base.workspace);
  PILOT_TEST_WAIT_UNTIL (pilot_migration_get_facts (self->migration) != NULL);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *project_id = pilot_project_make_id ();

  workspace_fixture_init (&self->base, "portal");
  pilot_fake_connection_set_capabilities (self->base.connection, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES | PILOT_CAPABILITY_PUSH |
                                                                   PILOT_CAPABILITY_EVENTS | PILOT_CAPABILITY_COMMAND);
  pilot_fake_connection_set_command_func (self->base.connection, command_func, self);
  put (self, PILOT_ENTITY_PROJECT, project_id, PILOT_PROJECT_HISTORY, "undecided", -1, NULL);
  begin (self);
}

static void
set_up_files (Fixture *self, gconstpointer data)
{
  workspace_fixture_init (&self->base, "files");
  pilot_fake_connection_set_capabilities (self->base.connection, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES | PILOT_CAPABILITY_EVENTS);
  begin (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->migration);
  workspace_fixture_clear (&self->base);
  g_object_unref (self->folder);
  g_free (self->revision);
  g_free (self->sha256);
  g_free (self->counts);
}

static void
progress_cb (double fraction, gpointer user_data)
{
  Fixture *self = user_data;

  self->fraction = fraction;
}

static PilotLegacySnapshot *
make (Fixture *self, GFile *folder, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pilot_migration_snapshot_async (self->migration, folder, progress_cb, self, cancellable, workspace_fixture_keep_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  return pilot_migration_snapshot_finish (self->migration, result, error);
}

/* A colleague's change is here once the feed has brought it. */
static void
change_agency (Fixture *self, guint n, const char *name, const char *dataset)
{
  g_autofree char *id = make_id ("agency", n);
  g_autofree char *title = NULL;

  put_agency (self, n, name, dataset);
  PILOT_TEST_WAIT_UNTIL ((g_free (title), title = pilot_workspace_dup_title (self->base.workspace, PILOT_ENTITY_AGENCY, id), g_strcmp0 (title, name) == 0));
}

static guint
count_files (GFile *folder)
{
  g_autoptr (GFileEnumerator) files = g_file_enumerate_children (folder, "standard::name", 0, NULL, NULL);
  g_autoptr (GFileInfo) info = NULL;
  guint n = 0;

  while (files != NULL && (info = g_file_enumerator_next_file (files, NULL, NULL)) != NULL)
    {
      n++;
      g_clear_object (&info);
    }
  return n;
}

static void
test_recorded (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotLegacySnapshot) first = make (self, NULL, NULL, &error);
  g_autoptr (PilotLegacySnapshot) again = NULL;
  g_autoptr (PilotLegacySnapshot) other = NULL;
  g_autofree char *revision = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (first->counts, ==, COUNTS);
  g_assert_cmpuint (first->n_records, ==, N_CANDIDATES + 4);
  g_assert_cmpuint (strlen (first->sha256), ==, 64);
  g_assert_null (first->folder);
  revision = g_strdup_printf ("%" G_GINT64_FORMAT, first->revision);
  g_assert_cmpstr (self->revision, ==, revision);
  g_assert_cmpstr (self->sha256, ==, first->sha256);
  g_assert_cmpstr (self->counts, ==, COUNTS);

  /* The same records have the same sum, others another; the portal's don't count. */
  change_agency (self, 2, "Renamed there", "portal");
  again = make (self, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->sha256, ==, first->sha256);
  g_assert_cmpint (again->revision, >, first->revision);
  change_agency (self, 1, "three lines", "legacy");
  other = make (self, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (other->sha256, !=, first->sha256);
}

static void
test_sent_first (Fixture *self, gconstpointer data)
{
  g_autofree char *id = make_id ("agency", 0);
  g_autoptr (PilotRecord) changes = pilot_record_new (PILOT_ENTITY_AGENCY);
  g_autoptr (PilotRecord) there = NULL;
  g_autoptr (PilotLegacySnapshot) snapshot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pilot_record_set_text (changes, PILOT_FIELD_ID, id);
  pilot_record_set_text (changes, PILOT_AGENCY_NAME, "Mended");
  pilot_workspace_save_async (self->base.workspace, changes, NULL, workspace_fixture_keep_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  snapshot = make (self, NULL, NULL, &error);
  g_assert_no_error (error);
  there = pilot_fake_connection_get (self->base.connection, PILOT_ENTITY_AGENCY, id);
  g_assert_cmpstr (pilot_record_get_text (there, PILOT_AGENCY_NAME), ==, "Mended");
  g_assert_cmpint (snapshot->revision, >=, pilot_record_get_integer (there, PILOT_FIELD_REVISION));
}

static void
test_files (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotLegacySnapshot) snapshot = make (self, self->folder, NULL, &error);
  g_autoptr (GFile) agencies = NULL;
  g_autoptr (GFile) manifest = NULL;
  g_autoptr (GFileInfo) info = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autofree char *sums = NULL;
  const char *argv[] = { "sha256sum", "-c", "--quiet", "SHA256SUMS", NULL };
  int status;

  g_assert_no_error (error);
  g_assert_nonnull (snapshot->folder);
  g_assert_cmpuint (count_files (snapshot->folder), ==, 7);
  agencies = g_file_get_child (snapshot->folder, "agencies.csv");
  g_file_load_contents (agencies, NULL, &text, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "'=Northwind")); /* no spreadsheet runs it */
  g_assert_nonnull (strstr (text, "\"two\nlines\""));
  g_assert_null (strstr (text, "Moved"));
  info = g_file_query_info (agencies, "unix::mode", 0, NULL, &error);
  g_assert_cmpuint (g_file_info_get_attribute_uint32 (info, "unix::mode") & 0777, ==, 0600);
  g_clear_pointer (&text, g_free);

  manifest = g_file_get_child (snapshot->folder, "manifest.csv");
  g_file_load_contents (manifest, NULL, &text, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "candidates.csv,candidate,25,"));
  g_assert_nonnull (strstr (text, snapshot->sha256));
  path = g_file_get_path (snapshot->folder);
  g_spawn_sync (path, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &sums, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (PilotLegacySnapshot) snapshot = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  snapshot = make (self, self->folder, cancellable, &error);
  g_assert_null (snapshot);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_files (self->folder), ==, 0);
  g_assert_null (self->counts);
}

static void
test_no_folder (Fixture *self, gconstpointer data)
{
  g_autoptr (GFile) nowhere = g_file_get_child (self->folder, "nowhere");
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotLegacySnapshot) snapshot = make (self, nowhere, NULL, &error);

  g_assert_null (snapshot);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_null (self->counts);
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotLegacySnapshot) snapshot = NULL;

  self->refuse = TRUE;
  snapshot = make (self, self->folder, NULL, &error);
  g_assert_null (snapshot);
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_REJECTED);
  g_assert_cmpuint (count_files (self->folder), ==, 1);
}

static PilotStepStanding
judge (Fixture *self)
{
  return pilot_plan_row_get_standing (pilot_migration_find_row (self->migration, PILOT_PLAN_SNAPSHOT));
}

static void
test_local (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotLegacySnapshot) snapshot = NULL;
  PilotRecord *record;

  g_assert_cmpint (judge (self), ==, PILOT_STEP_READY);
  snapshot = make (self, self->folder, NULL, &error);
  g_assert_no_error (error);
  PILOT_TEST_WAIT_UNTIL (judge (self) == PILOT_STEP_DONE);
  record = pilot_plan_row_get_record (pilot_migration_find_row (self->migration, PILOT_PLAN_SNAPSHOT));
  g_assert_cmpstr (pilot_record_get_text (record, PILOT_STEP_NOTE), ==, COUNTS);
  g_assert_cmpstr (pilot_record_get_text (record, PILOT_STEP_EVIDENCE_SHA256), ==, snapshot->sha256);

  /* Other files: it is to be made again. */
  put_agency (self, 5, "Late", "legacy");
  pilot_fake_connection_new_epoch (self->base.connection);
  pilot_workspace_sync_now (self->base.workspace);
  PILOT_TEST_WAIT_UNTIL (judge (self) == PILOT_STEP_READY);
  g_clear_pointer (&snapshot, pilot_legacy_snapshot_free);
  snapshot = make (self, NULL, NULL, &error);
  g_assert_no_error (error);
  PILOT_TEST_WAIT_UNTIL (judge (self) == PILOT_STEP_DONE);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
#define ADD(path, up, test) g_test_add ("/workflow/migration snapshot/" path, Fixture, NULL, up, test, tear_down)
  ADD ("the portal is told counts, revision and sum", set_up, test_recorded);
  ADD ("edits are sent before it is made", set_up, test_sent_first);
  ADD ("the files are checked by their sums, and safe to open", set_up, test_files);
  ADD ("a cancel leaves nothing behind", set_up, test_cancelled);
  ADD ("without its folder nothing is recorded", set_up, test_no_folder);
  ADD ("what the portal refuses keeps its files", set_up, test_refused);
  ADD ("without a portal the step has the evidence, until the files change", set_up_files, test_local);
#undef ADD
  return g_test_run ();
}
