/* run-fixture.c: a workspace with a company that migrates, over a connection in memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "run-fixture.h"

#include "pilot-name-uuid.h"
#include "pilot-run-choices.h"

#define RUN_TYPE_PROVIDER (run_provider_get_type ())
G_DECLARE_FINAL_TYPE (RunProvider, run_provider, RUN, PROVIDER, GObject)

struct _RunProvider
{
  GObject parent_instance;

  PilotConnection *connection; /* (owned) */
};

static const char *
run_provider_get_kind (PilotConnectionProvider *provider)
{
  return "portal";
}

static PilotConnection *
run_provider_open (PilotConnectionProvider *provider, const PilotConnectionProfile *profile, GCancellable *cancellable, GError **error)
{
  return g_object_ref (RUN_PROVIDER (provider)->connection);
}

static void
run_provider_provider_init (PilotConnectionProviderInterface *iface)
{
  iface->get_kind = run_provider_get_kind;
  iface->open = run_provider_open;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RunProvider, run_provider, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PILOT_TYPE_CONNECTION_PROVIDER, run_provider_provider_init))

static void
run_provider_finalize (GObject *object)
{
  g_clear_object (&RUN_PROVIDER (object)->connection);
  G_OBJECT_CLASS (run_provider_parent_class)->finalize (object);
}

static void
run_provider_class_init (RunProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = run_provider_finalize;
}

static void
run_provider_init (RunProvider *self)
{
}

char *
run_id (PilotEntity entity, guint n)
{
  return g_strdup_printf ("%08x-0000-4000-8000-%012x", entity, n);
}

/* @...: pairs of a field and its text, then 0; "@5" stands for the record 5 of the kind that the field refers to. */
static void
put (PilotFakeConnection *connection, PilotEntity entity, guint n, ...)
{
  g_autoptr (PilotRecord) record = pilot_record_new (entity);
  g_autofree char *id = run_id (entity, n);
  va_list args;
  guint field;

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  va_start (args, n);
  while ((field = va_arg (args, guint)) != 0)
    {
      const char *text = va_arg (args, const char *);
      g_autofree char *ref = NULL;

      if (text != NULL && *text == '@')
        ref = run_id (pilot_schema_get (entity)->fields[field].ref, (guint) g_ascii_strtoull (text + 1, NULL, 10));
      pilot_record_set_text (record, field, ref != NULL ? ref : text);
    }
  va_end (args);
  pilot_fake_connection_put (connection, record);
}

static void
put_candidate (PilotFakeConnection *connection, guint n, guint agency, guint recruiter, const char *job, const char *status)
{
  g_autofree char *name = g_strdup_printf ("Person %u", n);
  g_autofree char *agency_ref = g_strdup_printf ("@%u", agency);
  g_autofree char *recruiter_ref = g_strdup_printf ("@%u", recruiter);

  put (connection, PILOT_ENTITY_CANDIDATE, n, PILOT_CANDIDATE_DATASET, "legacy", PILOT_CANDIDATE_NAME, name, PILOT_CANDIDATE_AGENCY_ID,
       agency_ref, PILOT_CANDIDATE_RECRUITER_ID, recruiter_ref, PILOT_CANDIDATE_JOB_ID, job, PILOT_CANDIDATE_STATUS, status, 0);
}

static void
put_agency (PilotFakeConnection *connection, guint n)
{
  g_autofree char *name = g_strdup_printf ("Agency %u", n);
  g_autofree char *email = g_strdup_printf ("office%u@agency.example", n);
  g_autofree char *external = g_strdup_printf ("X-%u", n);
  g_autofree char *ref = g_strdup_printf ("@%u", n);

  put (connection, PILOT_ENTITY_AGENCY, n, PILOT_AGENCY_DATASET, "legacy", PILOT_AGENCY_NAME, name, PILOT_AGENCY_EMAIL, email,
       PILOT_AGENCY_EXTERNAL_ID, external, PILOT_AGENCY_STATUS, "active", PILOT_AGENCY_CONTRACT_STATE, "none", 0);
  for (guint i = n; i <= n + 10; i += 10)
    {
      g_autofree char *user = g_strdup_printf ("User %u", i);
      g_autofree char *user_email = g_strdup_printf ("user%u@agency.example", i);

      put (connection, PILOT_ENTITY_RECRUITER, i, PILOT_RECRUITER_DATASET, "legacy", PILOT_RECRUITER_NAME, user, PILOT_RECRUITER_EMAIL,
           user_email, PILOT_RECRUITER_AGENCY_ID, ref, PILOT_RECRUITER_STATUS, "active", 0);
    }
}

static void
put_job (PilotFakeConnection *connection, guint n, const char *status)
{
  g_autofree char *title = g_strdup_printf ("Job %u", n);

  put (connection, PILOT_ENTITY_JOB, n, PILOT_JOB_DATASET, "legacy", PILOT_JOB_TITLE, title, PILOT_JOB_STATUS, status,
       PILOT_JOB_POSTING_STATUS, "PUBLIC", PILOT_JOB_PROCESS_ID, "@1", 0);
}

static void
put_company (PilotFakeConnection *connection)
{
  static const char *const statuses[] = { "LEAD", "NEW", "IN_REVIEW", "INTERVIEW", "OFFERED", "HIRED" };
  g_autoptr (PilotRecord) project = pilot_record_new (PILOT_ENTITY_PROJECT);
  g_autofree char *project_id = pilot_project_make_id ();

  put (connection, PILOT_ENTITY_COMPANY, 1, PILOT_COMPANY_NAME, "Example Foods", PILOT_COMPANY_ENVIRONMENT, "production",
       PILOT_COMPANY_TIME_ZONE, "UTC", 0);
  put (connection, PILOT_ENTITY_PROCESS, 1, PILOT_PROCESS_NAME, "Default", 0);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *stage = g_strdup_printf ("@%u", i);

      put (connection, PILOT_ENTITY_STAGE, i, PILOT_STAGE_PROCESS_ID, "@1", PILOT_STAGE_STATUS, statuses[i], 0);
      put (connection, PILOT_ENTITY_MAPPING, i, PILOT_MAPPING_PROCESS_ID, "@1", PILOT_MAPPING_STATUS, statuses[i], PILOT_MAPPING_STAGE_ID, stage, 0);
    }
  pilot_record_set_text (project, PILOT_FIELD_ID, project_id);
  pilot_record_set_text (project, PILOT_PROJECT_HISTORY, "legacy");
  pilot_record_set_text (project, PILOT_PROJECT_ON_HOLD, "in");
  pilot_record_set_text (project, PILOT_PROJECT_TRANSFERRED, "undecided");
  pilot_fake_connection_put (connection, project);
}

static void
put_records (PilotFakeConnection *connection)
{
  for (guint i = 0; i < RUN_N_AGENCIES; i++)
    put_agency (connection, i);
  put_job (connection, 1, "SOURCING");
  put_job (connection, 2, "FILLED");
  put_job (connection, 3, "ON_HOLD");
  put (connection, PILOT_ENTITY_ASSIGNMENT, 1, PILOT_ASSIGNMENT_JOB_ID, "@1", PILOT_ASSIGNMENT_RECRUITER_ID, "@0", PILOT_ASSIGNMENT_STATUS, "NEW", 0);
  put (connection, PILOT_ENTITY_ASSIGNMENT, 2, PILOT_ASSIGNMENT_JOB_ID, "@1", PILOT_ASSIGNMENT_RECRUITER_ID, "@1", PILOT_ASSIGNMENT_STATUS, "IN_PROGRESS", 0);
  put (connection, PILOT_ENTITY_ASSIGNMENT, 3, PILOT_ASSIGNMENT_JOB_ID, "@1", PILOT_ASSIGNMENT_RECRUITER_ID, "@0", PILOT_ASSIGNMENT_STATUS, "COMPLETED", 0);
  put_candidate (connection, 1, 0, 0, "@1", "NEW");
  put_candidate (connection, 2, 0, 10, "@1", "INTERVIEW");
  put_candidate (connection, 3, 1, 1, "@1", "NEW");
  put_candidate (connection, 4, 0, 0, "@1", "HIRED");
  put_candidate (connection, 5, 1, 1, "@1", "REJECTED");
  put_candidate (connection, 6, 0, 0, "@1", "TRANSFERRED");
  put_candidate (connection, 7, 0, 0, NULL, "NEW");
}

void
run_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
is_in_step (RunFixture *self)
{
  gint64 last_sync;
  int state;

  g_object_get (self->workspace, "last-sync", &last_sync, "sync-state", &state, NULL);
  return last_sync > 0 && state == PILOT_SYNC_IDLE;
}

void
run_fixture_set_up (RunFixture *self, gconstpointer data)
{
  g_autoptr (RunProvider) provider = g_object_new (RUN_TYPE_PROVIDER, NULL);
  g_autoptr (PilotConnectionProfile) profile = pilot_connection_profile_new ("portal");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  self->connection = pilot_fake_connection_new ();
  pilot_fake_connection_set_capabilities (self->connection, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES | PILOT_CAPABILITY_PUSH
                                                              | PILOT_CAPABILITY_EVENTS | PILOT_CAPABILITY_IMPORT | PILOT_CAPABILITY_COMMAND);
  put_company (self->connection);
  put_records (self->connection);
  provider->connection = g_object_ref (PILOT_CONNECTION (self->connection));
  self->dir = pilot_test_make_dir ();
  pilot_workspace_open_async (profile, PILOT_CONNECTION_PROVIDER (provider), self->dir, NULL, run_done_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  self->workspace = pilot_workspace_open_finish (result, &error);
  g_assert_no_error (error);
  PILOT_TEST_WAIT_UNTIL (is_in_step (self));
}

void
run_fixture_tear_down (RunFixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  PilotWorkspace *gone = self->workspace;

  g_assert_cmpstr (pilot_fake_connection_get_violation (self->connection), ==, NULL);
  pilot_workspace_close_async (self->workspace, run_done_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  g_assert_true (pilot_workspace_close_finish (self->workspace, result, NULL));
  g_clear_object (&result);
  g_object_add_weak_pointer (G_OBJECT (gone), (gpointer *) &gone);
  g_clear_object (&self->workspace);
  PILOT_TEST_WAIT_UNTIL (gone == NULL);
  g_clear_object (&self->connection);
  g_free (self->dir);
}

static gboolean
is_here (RunFixture *self, const PilotRecord *record)
{
  const PilotSchema *schema = pilot_record_get_schema (record);
  g_autoptr (PilotRecord) here = pilot_workspace_get_record (self->workspace, schema->entity, pilot_record_get_id (record));

  for (guint i = PILOT_FIELD_FIRST; here != NULL && i < schema->n_fields; i++)
    if (pilot_record_is_set (record, i) && !pilot_value_equal (pilot_record_get_value (record, i), pilot_record_get_value (here, i)))
      return FALSE;
  return here != NULL;
}

void
run_put (RunFixture *self, const PilotRecord *record)
{
  pilot_fake_connection_put (self->connection, record);
  pilot_workspace_sync_now (self->workspace);
  PILOT_TEST_WAIT_UNTIL (is_here (self, record));
}

void
run_set (RunFixture *self, PilotEntity entity, guint n, guint field, const char *text)
{
  g_autoptr (PilotRecord) record = pilot_record_new (entity);
  g_autofree char *id = run_id (entity, n);

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  pilot_record_set_text (record, field, text);
  run_put (self, record);
}

static guint
get_waiting (RunFixture *self)
{
  guint waiting, blocked, conflicts;

  g_object_get (self->workspace, "n-waiting", &waiting, "n-blocked", &blocked, "n-conflicts", &conflicts, NULL);
  g_assert_cmpuint (blocked + conflicts, ==, 0);
  return waiting;
}

void
run_wait_sent (RunFixture *self)
{
  PILOT_TEST_WAIT_UNTIL (get_waiting (self) == 0 && is_in_step (self));
}

gboolean
run_save (RunFixture *self, PilotRecord *record, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pilot_workspace_save_async (self->workspace, record, NULL, run_done_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  return pilot_workspace_save_finish (self->workspace, result, NULL, error);
}

char *
run_make (RunFixture *self, guint n, const char *kind, const char *choice)
{
  g_autoptr (PilotRecord) run = pilot_record_new (PILOT_ENTITY_RUN);
  g_autofree char *name = g_strdup_printf ("Run %u", n);
  g_autoptr (GError) error = NULL;
  char *id = run_id (PILOT_ENTITY_RUN, n);

  pilot_record_set_text (run, PILOT_FIELD_ID, id);
  pilot_record_set_text (run, PILOT_RUN_NAME, name);
  pilot_record_set_text (run, PILOT_RUN_KIND, kind);
  pilot_record_set_text (run, PILOT_RUN_CHOICE, choice);
  pilot_record_set_text (run, PILOT_RUN_HISTORY, "legacy");
  pilot_record_set_text (run, PILOT_RUN_ON_HOLD, "in");
  pilot_record_set_text (run, PILOT_RUN_TRANSFERRED, "out");
  run_save (self, run, &error);
  g_assert_no_error (error);
  run_wait_sent (self);
  return id;
}

PilotRecord *
run_get (RunFixture *self, const char *id)
{
  return pilot_workspace_get_record (self->workspace, PILOT_ENTITY_RUN, id);
}

void
run_choose (RunFixture *self, const char *id, gboolean included, ...)
{
  g_autoptr (GPtrArray) choices = pilot_run_choices_new_changes ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  va_list args;
  guint n;

  va_start (args, included);
  while ((n = va_arg (args, guint)) != G_MAXUINT)
    {
      g_autofree char *agency = run_id (PILOT_ENTITY_AGENCY, n);

      g_ptr_array_add (choices, pilot_run_choice_new (agency, NULL, included));
    }
  va_end (args);
  pilot_run_choice_write_async (self->workspace, id, choices, NULL, NULL, run_done_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  pilot_run_choice_write_finish (self->workspace, result, NULL, &error);
  g_assert_no_error (error);
  run_wait_sent (self);
}
