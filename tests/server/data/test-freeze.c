/* test-freeze.c: what clients can't change any more once a run is ordered
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test-data.h"

#include "pilot-name-uuid.h"
#include "pilot-portal-change.h"

#define RUN_ID "00000000-0000-4000-8000-0000000000a1"
#define CHOICE_ID "00000000-0000-4000-8000-0000000000a2"
#define CHECK_ID "00000000-0000-4000-8000-0000000000a3"
#define MAPPING_ID "00000000-0000-4000-8000-0000000000a4"
#define HANDOFF_ID "00000000-0000-4000-8000-0000000000a5"
#define OTHER_HANDOFF_ID "00000000-0000-4000-8000-0000000000a6"
#define RUN "{\"name\":\"All\",\"kind\":\"production\",\"choice\":\"all\",\"history\":\"legacy\",\"onHold\":\"in\",\"transferred\":\"out\"}"

/* Asks with the ETag of what is there; asserts the status. */
static void
expect (TestData *data, const char *method, const char *path, const char *body, guint status)
{
  g_autoptr (TestAnswer) record = test_get (data, path);
  g_autofree char *tag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", test_number (record->object, "revision"));
  g_autoptr (TestAnswer) answer = test_call (data, method, path, body, "If-Match", tag, NULL);

  test_assert_status (answer, status);
}

static void
create (TestData *data, const char *path, const char *body, guint status)
{
  g_autoptr (TestAnswer) answer = test_call (data, "PUT", path, body, "If-None-Match", "*", NULL);

  test_assert_status (answer, status);
}

/* What only the portal may write: a state, or the run that moved a record. */
static void
set (TestData *data, PilotEntity entity, const char *id, guint field, const char *text)
{
  g_autoptr (PilotPortalChange) change = pilot_portal_change_begin (data->db, "portal", NULL, NULL);
  g_autoptr (PilotRecord) record = pilot_record_new (entity);
  guint64 changed;

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  pilot_record_set_text (record, field, text);
  g_assert_true (pilot_portal_change_set (change, record, &changed, NULL));
  g_assert_true (pilot_portal_change_commit (change, NULL));
}

static void
set_state (TestData *data, const char *state)
{
  set (data, PILOT_ENTITY_RUN, RUN_ID, PILOT_RUN_STATE, state);
}

static char *
dup_state (TestData *data)
{
  g_autoptr (TestAnswer) run = test_get (data, "/v1/runs/" RUN_ID);

  return g_strdup (test_text (run->object, "state"));
}

static TestData *
new_data (void)
{
  TestData *data = test_data_new (40);
  g_autofree char *agency = test_first_id (data, "/v1/agencies");
  g_autofree char *process = test_first_id (data, "/v1/processes");
  g_autofree char *choice = g_strdup_printf ("{\"runId\":\"" RUN_ID "\",\"agencyId\":\"%s\",\"included\":true}", agency);
  g_autofree char *mapping = g_strdup_printf ("{\"processId\":\"%s\",\"status\":\"NEW\"}", process);

  create (data, "/v1/runs/" RUN_ID, RUN, 201);
  create (data, "/v1/scope-choices/" CHOICE_ID, choice, 201);
  create (data, "/v1/checks/" CHECK_ID, "{\"runId\":\"" RUN_ID "\",\"rule\":\"recruiter-email\",\"outcome\":\"passed\"}", 201);
  create (data, "/v1/mappings/" MAPPING_ID, mapping, 201);
  return data;
}

static void
test_a_new_run_is_a_draft (void)
{
  g_autoptr (TestData) data = new_data ();
  g_autofree char *created = dup_state (data);
  g_autofree char *renamed = NULL;
  g_autofree char *changed = NULL;

  g_assert_cmpstr (created, ==, "draft");
  set_state (data, "checked");
  expect (data, "PATCH", "/v1/runs/" RUN_ID, "{\"name\":\"All of them\"}", 200);
  renamed = dup_state (data);
  g_assert_cmpstr (renamed, ==, "checked");
  expect (data, "PATCH", "/v1/runs/" RUN_ID, "{\"onHold\":\"out\"}", 200);
  changed = dup_state (data);
  g_assert_cmpstr (changed, ==, "draft"); /* this is not what was checked */
}

static void
test_nobody_signs_for_another (void)
{
  static const char *const path = "/v1/steps/00000000-0000-4000-8000-0000000000a7";
  g_autoptr (TestData) data = new_data ();
  g_autoptr (TestAnswer) created = NULL;
  g_autoptr (TestAnswer) noted = NULL;
  g_autoptr (TestAnswer) opened = NULL;

  create (data, path, "{\"key\":\"a1-questions\",\"state\":\"done\",\"doneBy\":\"" RUN_ID "\",\"doneAt\":\"2999-01-01T00:00:00Z\"}", 201);
  created = test_get (data, path);
  g_assert_cmpstr (test_text (created->object, "doneBy"), ==, data->member_id);
  g_assert_cmpstr (test_text (created->object, "doneAt"), ==, test_text (created->object, "updatedAt")); /* not a day to come */

  expect (data, "PATCH", path, "{\"doneBy\":\"" RUN_ID "\",\"doneAt\":\"2020-01-01T00:00:00Z\",\"note\":\"By phone\"}", 200);
  noted = test_get (data, path);
  g_assert_cmpstr (test_text (noted->object, "doneBy"), ==, data->member_id);
  g_assert_cmpstr (test_text (noted->object, "doneAt"), ==, "2020-01-01T00:00:00.000000Z"); /* said of a day that has passed */
  g_assert_cmpstr (test_text (noted->object, "note"), ==, "By phone");

  expect (data, "PATCH", path, "{\"state\":\"open\"}", 200);
  opened = test_get (data, path);
  g_assert_true (json_object_get_null_member (opened->object, "doneBy"));
  g_assert_true (json_object_get_null_member (opened->object, "doneAt"));
}

static void
test_an_ordered_run_stays (void)
{
  static const char *const ordered[] = { "requested", "accepted", "scheduled", "running", "completed", "completed_with_skipped",
                                         "failed", "cancelled" };
  g_autoptr (TestData) data = new_data ();
  g_autofree char *agency = test_first_id (data, "/v1/agencies");
  g_autofree char *choice = g_strdup_printf ("{\"runId\":\"" RUN_ID "\",\"agencyId\":\"%s\",\"included\":true}", agency);

  for (guint i = 0; i < G_N_ELEMENTS (ordered); i++)
    {
      set_state (data, ordered[i]);
      expect (data, "PATCH", "/v1/runs/" RUN_ID, "{\"name\":\"Other\"}", 422);
      expect (data, "DELETE", "/v1/runs/" RUN_ID, NULL, 422);
      expect (data, "PATCH", "/v1/scope-choices/" CHOICE_ID, "{\"included\":false}", 422);
      expect (data, "DELETE", "/v1/scope-choices/" CHOICE_ID, NULL, 422);
      expect (data, "PATCH", "/v1/checks/" CHECK_ID, "{\"outcome\":\"off\"}", 422);
      expect (data, "DELETE", "/v1/checks/" CHECK_ID, NULL, 422);
      create (data, "/v1/scope-choices/00000000-0000-4000-8000-0000000000b1", choice, 422);
    }
  set_state (data, "checked");
  expect (data, "PATCH", "/v1/scope-choices/" CHOICE_ID, "{\"included\":false}", 200);
  expect (data, "DELETE", "/v1/scope-choices/" CHOICE_ID, NULL, 200);
  expect (data, "DELETE", "/v1/checks/" CHECK_ID, NULL, 200);
  expect (data, "DELETE", "/v1/runs/" RUN_ID, NULL, 200);
}

/* The manifest says what goes: until the run has ended, what it was made from stays. */
static void
test_what_a_run_takes_stays_until_it_has_ended (void)
{
  static const char *const open[] = { "requested", "accepted", "scheduled", "running" };
  static const char *const ended[] = { "completed_with_skipped", "failed", "cancelled", "draft" };
  g_autoptr (TestData) data = new_data ();
  g_autofree char *candidate = test_first_id (data, "/v1/candidates");
  g_autofree char *candidate_path = g_strdup_printf ("/v1/candidates/%s", candidate);
  g_autofree char *assignment = test_first_id (data, "/v1/assignments");
  g_autofree char *assignment_path = g_strdup_printf ("/v1/assignments/%s", assignment);
  g_autofree char *process = test_first_id (data, "/v1/processes");
  g_autofree char *new_stage = g_strdup_printf ("{\"processId\":\"%s\",\"status\":\"NEW\",\"subStatus\":\"Portfolio\"}", process);
  g_autofree char *stage = test_first_id (data, "/v1/stages");
  g_autofree char *stage_path = g_strdup_printf ("/v1/stages/%s", stage);

  for (guint i = 0; i < G_N_ELEMENTS (open); i++)
    {
      g_autofree char *notes = g_strdup_printf ("{\"notes\":\"Seen %u\"}", i);
      g_autofree char *position = g_strdup_printf ("{\"position\":%u}", 40 + i);

      set_state (data, open[i]);
      expect (data, "PATCH", candidate_path, "{\"status\":\"REJECTED\",\"email\":\"a@b.example\"}", 422);
      expect (data, "DELETE", candidate_path, NULL, 422);
      expect (data, "PATCH", candidate_path, notes, 200);
      expect (data, "DELETE", assignment_path, NULL, 422);
      expect (data, "DELETE", "/v1/mappings/" MAPPING_ID, NULL, 422);
      expect (data, "PATCH", stage_path, "{\"subStatus\":\"Other\"}", 422);
      expect (data, "DELETE", stage_path, NULL, 422);
      expect (data, "PATCH", stage_path, position, 200);
      create (data, "/v1/stages/00000000-0000-4000-8000-0000000000b4", new_stage, 422);
      create (data, "/v1/agencies/00000000-0000-4000-8000-0000000000b3",
              "{\"dataset\":\"legacy\",\"name\":\"Kestrel\",\"status\":\"active\",\"contractState\":\"none\"}", 422);
      create (data, "/v1/agencies/00000000-0000-4000-8000-0000000000b2",
              "{\"dataset\":\"portal\",\"name\":\"Kestrel\",\"status\":\"active\",\"contractState\":\"none\"}", i == 0 ? 201 : 200);
    }
  for (guint i = 0; i < G_N_ELEMENTS (ended); i++)
    {
      g_autofree char *mended = g_strdup_printf ("{\"email\":\"mended%u@b.example\"}", i);

      set_state (data, ended[i]);
      expect (data, "PATCH", candidate_path, mended, 200);
    }
}

static void
test_what_was_moved_is_a_memory (void)
{
  g_autoptr (TestData) data = new_data ();
  g_autofree char *candidate = test_first_id (data, "/v1/candidates");
  g_autofree char *path = g_strdup_printf ("/v1/candidates/%s", candidate);

  set (data, PILOT_ENTITY_CANDIDATE, candidate, PILOT_CANDIDATE_RUN_ID, RUN_ID);
  expect (data, "PATCH", path, "{\"notes\":\"Seen\"}", 422);
  expect (data, "DELETE", path, NULL, 422);
}

static void
test_history_is_read_only (void)
{
  g_autoptr (TestData) data = new_data ();
  g_autoptr (PilotPortalChange) change = NULL;
  g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_JOB);
  guint64 changed;

  create (data, "/v1/jobs/" CHOICE_ID, "{\"dataset\":\"portal\",\"title\":\"Turner\",\"status\":\"FILLED\",\"postingStatus\":\"PRIVATE\"}", 201);
  expect (data, "PATCH", "/v1/jobs/" CHOICE_ID, "{\"city\":\"Graz\"}", 200);
  change = pilot_portal_change_begin (data->db, "portal", NULL, NULL);
  pilot_record_set_text (record, PILOT_FIELD_ID, CHOICE_ID);
  pilot_record_set_integer (record, PILOT_JOB_READ_ONLY, 1);
  g_assert_true (pilot_portal_change_set (change, record, &changed, NULL));
  g_assert_true (pilot_portal_change_commit (change, NULL));
  expect (data, "PATCH", "/v1/jobs/" CHOICE_ID, "{\"city\":\"Linz\"}", 422);
  expect (data, "DELETE", "/v1/jobs/" CHOICE_ID, NULL, 422);
}

/* The checksum of "Subject: …", an empty line, the text and a line break, made here without the code that is tested. */
static char *
dup_handed_over (const char *document)
{
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, document, -1);

  return g_strdup_printf ("{\"state\":\"handed_over\",\"sha256\":\"%s\",\"handedAt\":\"2026-11-28T09:00:00Z\"}", sha256);
}

static void
test_what_was_handed_over_stays (void)
{
  static const char *const refused[] = { "{\"body\":\"Other\"}", "{\"subject\":\"Other\"}", "{\"recipient\":\"a@b.example\"}", "{\"attachments\":\"x\"}",
                                         "{\"sha256\":null}", "{\"kind\":\"csm_notice\"}", "{\"handedAt\":null}", "{\"state\":\"draft\"}",
                                         "{\"language\":\"de\"}", "{\"runId\":\"" RUN_ID "\"}", "{\"batchId\":\"" RUN_ID "\"}", "{\"reference\":\"1\",\"body\":null}" };
  static const char path[] = "/v1/handoffs/" HANDOFF_ID;
  g_autoptr (TestData) data = new_data ();
  g_autofree char *sees_other = dup_handed_over ("Subject: HirePort\n\nPlease add it.\n");
  g_autofree char *sees_it = dup_handed_over ("Subject: HirePort\n\nPlease add it soon.\n");
  g_autoptr (TestAnswer) bulk = NULL;
  g_autoptr (TestAnswer) record = NULL;

  create (data, path, "{\"kind\":\"module_ticket\",\"state\":\"draft\",\"subject\":\"HirePort\",\"body\":\"Please add it.\"}", 201);
  expect (data, "PATCH", path, "{\"body\":\"Please add it soon.\"}", 200);
  expect (data, "PATCH", path, sees_other, 422); /* another one changed the draft meanwhile */
  expect (data, "PATCH", path, sees_it, 200);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    expect (data, "PATCH", path, refused[i], 422);
  expect (data, "PUT", path, "{\"kind\":\"module_ticket\",\"state\":\"handed_over\",\"subject\":\"HirePort\"}", 422);
  expect (data, "DELETE", path, NULL, 422);
  bulk = test_call (data, "POST", "/v1/handoffs/bulk", "{\"items\":[{\"id\":\"" HANDOFF_ID "\",\"body\":\"Other\"}]}", NULL);
  test_assert_status (bulk, 200);
  g_assert_cmpstr (test_text (test_item (bulk, 0), "status"), ==, "failed");

  /* What became of it goes on. */
  expect (data, "PATCH", path, "{\"reference\":\"CASE-1\",\"state\":\"confirmed\",\"confirmedAt\":\"2026-11-28T10:00:00Z\"}", 200);
  data->role = PILOT_ROLE_OPERATOR; /* the vendor has a number, too, but no other text */
  expect (data, "PATCH", path, "{\"reference\":\"CASE-2\"}", 200);
  expect (data, "PATCH", path, "{\"body\":\"Other\"}", 422);
  data->role = PILOT_ROLE_ADMIN;
  record = test_get (data, path);
  g_assert_cmpstr (test_text (record->object, "body"), ==, "Please add it soon.");
  g_assert_cmpstr (test_text (record->object, "reference"), ==, "CASE-2");

  /* A draft goes. */
  create (data, "/v1/handoffs/" OTHER_HANDOFF_ID, "{\"kind\":\"module_ticket\",\"state\":\"draft\"}", 201);
  expect (data, "DELETE", "/v1/handoffs/" OTHER_HANDOFF_ID, NULL, 200);
}

/* Imports and bulk calls go the same way. */
static void
test_no_way_leads_around_it (void)
{
  g_autoptr (TestData) data = new_data ();
  g_autofree char *recruiter = test_first_id (data, "/v1/recruiters");
  g_autofree char *items = g_strdup_printf ("{\"items\":[{\"id\":\"%s\",\"email\":\"mended@b.example\"}]}", recruiter);
  g_autoptr (TestAnswer) bulk = NULL;

  set_state (data, "requested");
  bulk = test_call (data, "POST", "/v1/recruiters/bulk", items, NULL);
  test_assert_status (bulk, 200);
  g_assert_cmpstr (test_text (test_item (bulk, 0), "status"), ==, "failed");
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/server/freeze/a new run is a draft, and one again when it is changed after its check", test_a_new_run_is_a_draft);
  g_test_add_func ("/server/freeze/nobody signs a step for another", test_nobody_signs_for_another);
  g_test_add_func ("/server/freeze/an ordered run stays, with its choices and checks", test_an_ordered_run_stays);
  g_test_add_func ("/server/freeze/what a run takes stays until it has ended", test_what_a_run_takes_stays_until_it_has_ended);
  g_test_add_func ("/server/freeze/what was moved is a memory", test_what_was_moved_is_a_memory);
  g_test_add_func ("/server/freeze/what went along as history is read only", test_history_is_read_only);
  g_test_add_func ("/server/freeze/what was handed over stays, and what became of it goes on", test_what_was_handed_over_stays);
  g_test_add_func ("/server/freeze/no way leads around it", test_no_way_leads_around_it);
  return g_test_run ();
}
