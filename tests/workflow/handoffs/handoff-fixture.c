/* handoff-fixture.c: a company that migrates, and its hand-offs, over a connection in memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "handoff-fixture.h"

#include "pilot-name-uuid.h"

#include <string.h>

#define COMPANY "00000000-0000-4000-8000-000000000001"
#define PROCESS "20000000-0000-4000-8000-000000000001"
#define STAGE "30000000-0000-4000-8000-000000000001"

void
handoff_put_agency (HandoffFixture *self, guint n, const char *email, const char *language, const char *status)
{
  g_autofree char *id = g_strdup_printf ("40000000-0000-4000-8000-%012u", n);
  g_autofree char *user_id = g_strdup_printf ("50000000-0000-4000-8000-%012u", n);
  g_autofree char *name = g_strdup_printf ("Agency %u", n);
  g_autofree char *user = g_strdup_printf ("User %u", n);

  memory_workspace_put (&self->memory, PILOT_ENTITY_AGENCY, id, PILOT_AGENCY_DATASET, "legacy", PILOT_AGENCY_NAME, name, PILOT_AGENCY_EMAIL, email,
                        PILOT_AGENCY_LANGUAGE, language, PILOT_AGENCY_STATUS, status, PILOT_AGENCY_CONTRACT_STATE, "none", -1);
  memory_workspace_put (&self->memory, PILOT_ENTITY_RECRUITER, user_id, PILOT_RECRUITER_DATASET, "legacy", PILOT_RECRUITER_NAME, user,
                        PILOT_RECRUITER_AGENCY_ID, id, PILOT_RECRUITER_STATUS, "active", -1);
}

void
handoff_fixture_set_up (HandoffFixture *self, gconstpointer data)
{
  g_autofree char *project = pilot_project_make_id ();
  g_autofree char *settings = pilot_settings_make_id ();
  g_autofree char *mapping = pilot_mapping_make_id (PROCESS, "INTERVIEW", NULL);

  memory_workspace_set_up (&self->memory);
  memory_workspace_put (&self->memory, PILOT_ENTITY_COMPANY, COMPANY, PILOT_COMPANY_NAME, "Example {Foods}", PILOT_COMPANY_ENVIRONMENT, "production",
                        PILOT_COMPANY_TIME_ZONE, "Europe/Dublin", PILOT_COMPANY_LANGUAGE, "en", -1);
  memory_workspace_put (&self->memory, PILOT_ENTITY_PROJECT, project, PILOT_PROJECT_RENEWAL_DATE, "2027-06-30", PILOT_PROJECT_CSM_NAME, "Kim Smith",
                        PILOT_PROJECT_CSM_EMAIL, "kim@vendor.example", PILOT_PROJECT_HIREPORT_ID, "HP-4711", PILOT_PROJECT_HISTORY, "legacy",
                        PILOT_PROJECT_ON_HOLD, "in", PILOT_PROJECT_TRANSFERRED, "out", PILOT_PROJECT_SNAPSHOT_SHA256, "abc123", -1);
  memory_workspace_put (&self->memory, PILOT_ENTITY_SETTINGS, settings, PILOT_SETTINGS_LANGUAGE, "en", PILOT_SETTINGS_CURRENCY, "EUR",
                        PILOT_SETTINGS_DUPLICATE_SCOPE, "all_jobs", -1);
  memory_workspace_put (&self->memory, PILOT_ENTITY_PROCESS, PROCESS, PILOT_PROCESS_NAME, "Standard", PILOT_PROCESS_ACTIVE, "1", -1);
  memory_workspace_put (&self->memory, PILOT_ENTITY_STAGE, STAGE, PILOT_STAGE_PROCESS_ID, PROCESS, PILOT_STAGE_STATUS, "INTERVIEW", PILOT_STAGE_SUB_STATUS,
                        "Phone screen", PILOT_STAGE_POSITION, "1", -1);
  memory_workspace_put (&self->memory, PILOT_ENTITY_MAPPING, mapping, PILOT_MAPPING_PROCESS_ID, PROCESS, PILOT_MAPPING_STATUS, "INTERVIEW",
                        PILOT_MAPPING_STAGE_ID, STAGE, -1);
  memory_workspace_put (&self->memory, PILOT_ENTITY_RUN, RUN, PILOT_RUN_NAME, "All agencies", PILOT_RUN_KIND, "production", PILOT_RUN_STATE, "scheduled",
                        PILOT_RUN_CHOICE, "all", PILOT_RUN_HISTORY, "legacy", PILOT_RUN_ON_HOLD, "in", PILOT_RUN_TRANSFERRED, "out",
                        PILOT_RUN_SCHEDULED_ON, "2026-12-04", PILOT_RUN_N_EXPECTED, "1234", PILOT_RUN_MANIFEST_SHA256, "feed", -1);
  handoff_put_agency (self, 1, "one@agency.example", "de", "active");
  handoff_put_agency (self, 2, "two@agency.example", "en", "active");
  handoff_put_agency (self, 3, NULL, "en", "active");
  handoff_put_agency (self, 4, "four@agency.example", "en", "inactive");
  handoff_put_agency (self, 5, "two@agency.example", NULL, "invited"); /* the mailbox of another */
  if (data == NULL)
    memory_workspace_open (&self->memory);
}

void
handoff_fixture_tear_down (HandoffFixture *self, gconstpointer data)
{
  memory_workspace_tear_down (&self->memory);
}

PilotHandoffBatch *
handoff_make (HandoffFixture *self, const char *kind, const char *run_id, const char *language, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pilot_handoff_make_async (self->memory.workspace, kind, run_id, language, NULL, memory_workspace_keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  return pilot_handoff_make_finish (self->memory.workspace, result, error);
}

PilotHandoff *
handoff_make_one (HandoffFixture *self, const char *kind, const char *run_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotHandoffBatch) batch = handoff_make (self, kind, run_id, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (batch->handoffs->len, ==, 1);
  return g_ptr_array_steal_index (batch->handoffs, 0);
}

const char *
handoff_get (const PilotHandoff *handoff, guint field)
{
  return pilot_record_get_text (handoff->record, field);
}

void
handoff_assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in:\n%s", part, text);
}
