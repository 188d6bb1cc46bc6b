/* test-gate.c: the gate of no return, condition by condition, and what comes after it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test-data.h"

#include "pilot-legacy-facts.h"
#include "pilot-name-uuid.h"

#define RUN_ID "00000000-0000-4000-8000-0000000000a1"
#define CHECK_ID "00000000-0000-4000-8000-0000000000a2"
#define STEP_ID "00000000-0000-4000-8000-0000000000a3"
#define SHA "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
#define NAME "{\"arguments\":{\"company_name\":\"Meridian Foods\"}}"

/* All that the gate asks for, in the order in which it is done here. */
typedef enum {
  SUBSCRIPTION,
  HISTORY,
  ON_HOLD,
  TRANSFERRED,
  SCOPE,
  CHECKS,
  CHECKS_ACCEPTED,
  SNAPSHOT,
  FRESH_SNAPSHOT,
  CONSENT,
  CONSENT_OF_ANOTHER,
  NAME_TYPED,
  N_CONDITIONS
} Condition;

typedef struct
{
  TestData *data;
  char *first_admin;  /* (owned) */
  char *second_admin; /* (owned) */
  char *operator;     /* (owned) */
  gboolean demands_no_consent;
  gboolean without_consent; /* nobody has given one */
} Gate;

/* A part of the refusal where one is missing. */
static const char *const sentences[N_CONDITIONS] = {
  [SUBSCRIPTION] = "subscription is not enabled",
  [HISTORY] = "historical and closed data",
  [ON_HOLD] = "jobs on hold",
  [TRANSFERRED] = "transferred candidates",
  [SCOPE] = "no draft of the scope",
  [CHECKS] = "were not checked",
  [CHECKS_ACCEPTED] = "found errors",
  [SNAPSHOT] = "no snapshot",
  [FRESH_SNAPSHOT] = "have changed since the snapshot",
  [CONSENT] = "has not consented",
  [CONSENT_OF_ANOTHER] = "Another admin must consent",
  [NAME_TYPED] = "not typed exactly",
};

static void
gate_clear (Gate *self)
{
  test_data_free (self->data);
  g_free (self->first_admin);
  g_free (self->second_admin);
  g_free (self->operator);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Gate, gate_clear)

static void
gate_init (Gate *self)
{
  g_autoptr (TestAnswer) admins = NULL;

  self->data = test_data_new (60);
  admins = test_get (self->data, "/v1/members?role=admin");
  self->first_admin = g_strdup (test_text (test_item (admins, 0), "id"));
  self->second_admin = g_strdup (test_text (test_item (admins, 1), "id"));
  self->operator = test_first_id (self->data, "/v1/members?role=operator");
}

static void
act (Gate *self, PilotRole role, const char *member_id)
{
  self->data->role = role;
  g_free (self->data->member_id);
  self->data->member_id = g_strdup (member_id);
}

static TestAnswer *
command (Gate *self, const char *name, const char *body)
{
  g_autofree char *path = g_strdup_printf ("/v1/commands/%s", name);

  return test_call (self->data, "POST", path, body, NULL);
}

static void
expect (Gate *self, const char *name, const char *body, guint status)
{
  g_autoptr (TestAnswer) answer = command (self, name, body);

  test_assert_status (answer, status);
}

static void
create (Gate *self, const char *path, const char *body)
{
  g_autoptr (TestAnswer) answer = test_call (self->data, "PUT", path, body, "If-None-Match", "*", NULL);

  test_assert_status (answer, 201);
}

static void
patch (Gate *self, const char *path, const char *body)
{
  g_autoptr (TestAnswer) record = test_get (self->data, path);
  g_autofree char *tag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", test_number (record->object, "revision"));
  g_autoptr (TestAnswer) answer = test_call (self->data, "PATCH", path, body, "If-Match", tag, NULL);

  test_assert_status (answer, 200);
}

static void
patch_project (Gate *self, const char *body)
{
  g_autofree char *id = pilot_project_make_id ();
  g_autofree char *path = g_strdup_printf ("/v1/projects/%s", id);

  patch (self, path, body);
}

/* (transfer full): the project as it stands; @text: (nullable): a member of it. */
static char *
dup_project_text (Gate *self, const char *member)
{
  g_autofree char *id = pilot_project_make_id ();
  g_autofree char *path = g_strdup_printf ("/v1/projects/%s", id);
  g_autoptr (TestAnswer) answer = test_get (self->data, path);

  return g_strdup (test_text (answer->object, member));
}

static void
record_snapshot (Gate *self)
{
  g_autoptr (GString) counts = g_string_new (NULL);
  g_autofree char *body = NULL;
  guint n_kinds;
  const PilotEntity *kinds = pilot_legacy_get_kinds (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      gint64 n;

      g_assert_true (pilot_legacy_count (self->data->db, kinds[i], &n, NULL));
      g_string_append_printf (counts, "%s%s %" G_GINT64_FORMAT, i > 0 ? ", " : "", pilot_schema_get (kinds[i])->name, n);
    }
  body = g_strdup_printf ("{\"arguments\":{\"revision\":\"%" G_GINT64_FORMAT "\",\"sha256\":\"" SHA "\",\"counts\":\"%s\"}}",
                          test_revision (self->data), counts->str);
  expect (self, "record-snapshot", body, 200);
}

static void
fulfil (Gate *self, Condition condition, Condition but)
{
  switch (condition)
    {
    case SUBSCRIPTION:
      act (self, PILOT_ROLE_OPERATOR, self->operator);
      expect (self, "enable-subscription", "{\"arguments\":{}}", 200);
      act (self, PILOT_ROLE_ADMIN, self->first_admin);
      break;
    case HISTORY:
      patch_project (self, "{\"history\":\"legacy\"}");
      break;
    case ON_HOLD:
      patch_project (self, "{\"onHold\":\"in\"}");
      break;
    case TRANSFERRED:
      patch_project (self, "{\"transferred\":\"out\"}");
      break;
    case SCOPE:
      create (self, "/v1/runs/" RUN_ID, "{\"name\":\"All\",\"kind\":\"production\",\"choice\":\"all\",\"history\":\"legacy\","
                                        "\"onHold\":\"in\",\"transferred\":\"out\"}");
      break;
    case CHECKS:
      create (self, "/v1/checks/" CHECK_ID, "{\"rule\":\"recruiter-email\",\"outcome\":\"passed\"}");
      break;
    case CHECKS_ACCEPTED:
      create (self, "/v1/steps/" STEP_ID, "{\"key\":\"a3-checks\",\"state\":\"done\",\"note\":\"Known\"}");
      break;
    case SNAPSHOT:
      record_snapshot (self);
      break;
    case FRESH_SNAPSHOT:
      break;
    case CONSENT:
      act (self, PILOT_ROLE_ADMIN, but == CONSENT_OF_ANOTHER ? self->first_admin : self->second_admin);
      expect (self, "consent-gate", NAME, 200);
      act (self, PILOT_ROLE_ADMIN, self->first_admin);
      break;
    case CONSENT_OF_ANOTHER:
    case NAME_TYPED:
    case N_CONDITIONS:
    default:
      break;
    }
}

/* All conditions but one. */
static void
prepare (Gate *self, Condition but)
{
  if (!self->demands_no_consent)
    patch_project (self, "{\"consentNeeded\":true}");
  for (Condition condition = 0; condition < N_CONDITIONS; condition++)
    if (condition != but && (condition != CONSENT || !(self->demands_no_consent || self->without_consent)))
      fulfil (self, condition, but);
  if (but == FRESH_SNAPSHOT)
    {
      g_autofree char *agency = test_first_id (self->data, "/v1/agencies");
      g_autofree char *path = g_strdup_printf ("/v1/agencies/%s", agency);

      patch (self, path, "{\"city\":\"Galway\"}");
    }
}

static TestAnswer *
pass (Gate *self, Condition but)
{
  return command (self, "pass-gate", but == NAME_TYPED ? "{\"arguments\":{\"company_name\":\"meridian foods\"}}" : NAME);
}

/* Refused for this alone. */
static void
expect_sentence (const TestAnswer *answer, Condition but)
{
  JsonArray *reasons;

  test_assert_status (answer, 409);
  reasons = json_object_get_array_member (answer->object, "reasons");
  g_assert_cmpuint (json_array_get_length (reasons), ==, 1);
  if (strstr (json_array_get_string_element (reasons, 0), sentences[but]) == NULL)
    g_error ("condition %u: %s", but, answer->response->body->str);
}

static void
test_no_condition_can_be_left_out (void)
{
  for (Condition but = 0; but < N_CONDITIONS; but++)
    {
      g_auto (Gate) gate = { 0 };
      g_autoptr (TestAnswer) answer = NULL;
      g_autofree char *gate_at = NULL;

      gate_init (&gate);
      /* Nobody could consent while it is missing. */
      gate.demands_no_consent = but < CONSENT && but != FRESH_SNAPSHOT;
      prepare (&gate, but);
      answer = pass (&gate, but);
      expect_sentence (answer, but);
      gate_at = dup_project_text (&gate, "gateAt");
      g_assert_null (gate_at);
    }
}

/* Nobody consents to what is still to come: the second admin sees all that the first one saw. */
static void
test_the_consent_needs_all_the_rest (void)
{
  for (Condition but = 0; but < CONSENT; but++)
    {
      g_auto (Gate) gate = { 0 };
      g_autoptr (TestAnswer) answer = NULL;
      g_autofree char *at = NULL;

      gate_init (&gate);
      gate.without_consent = TRUE;
      prepare (&gate, but);
      act (&gate, PILOT_ROLE_ADMIN, gate.second_admin);
      answer = command (&gate, "consent-gate", NAME);
      expect_sentence (answer, but);
      at = dup_project_text (&gate, "consentAt");
      g_assert_null (at);
    }
}

static void
test_it_is_passed_once (void)
{
  g_auto (Gate) gate = { 0 };
  g_autoptr (TestAnswer) first = NULL;
  g_autoptr (TestAnswer) second = NULL;
  g_autofree char *told = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *by = NULL;

  gate_init (&gate);
  prepare (&gate, N_CONDITIONS);
  first = pass (&gate, N_CONDITIONS);
  test_assert_status (first, 200);
  told = g_strdup (test_text (json_object_get_object_member (first->object, "values"), "hireport_id"));
  g_assert_true (g_uuid_string_is_valid (told));
  /* Another window, and another admin: refused plainly, and nothing is made anew. */
  act (&gate, PILOT_ROLE_ADMIN, gate.second_admin);
  second = pass (&gate, N_CONDITIONS);
  test_assert_status (second, 409);
  kept = dup_project_text (&gate, "hireportId");
  by = dup_project_text (&gate, "gateBy");
  g_assert_cmpstr (told, ==, kept);
  g_assert_cmpstr (by, ==, gate.first_admin);
  expect (&gate, "consent-gate", NAME, 409);
}

static void
test_only_an_admin_passes_it (void)
{
  g_auto (Gate) gate = { 0 };

  gate_init (&gate);
  prepare (&gate, N_CONDITIONS);
  for (PilotRole role = PILOT_ROLE_ADMIN + 1; role < PILOT_N_ROLES; role++)
    {
      act (&gate, role, gate.operator);
      expect (&gate, "pass-gate", NAME, 403);
    }
}

static void
test_a_policy_without_consent_asks_for_none (void)
{
  g_auto (Gate) gate = { 0 };
  g_autoptr (TestAnswer) answer = NULL;

  gate_init (&gate);
  gate.demands_no_consent = TRUE;
  prepare (&gate, CONSENT);
  answer = pass (&gate, N_CONDITIONS);
  test_assert_status (answer, 200);
}

/* A policy that one admin takes back alone binds him all the same. */
static void
test_whoever_switched_the_consent_off_needs_it (void)
{
  static const struct
  {
    const char *off; /* how it is said */
    gboolean consented, other_takes_it;
    const char *refusal; /* (nullable): of who switched it off */
  } rows[] = {
    { "false", FALSE, FALSE, "You switched the second admin’s consent off" },
    { "null", FALSE, FALSE, "You switched the second admin’s consent off" },
    { "false", TRUE, FALSE, NULL },
    { "false", FALSE, TRUE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Gate) gate = { 0 };
      g_autofree char *off = g_strdup_printf ("{\"consentNeeded\":%s}", rows[i].off);
      g_autofree char *by = NULL;
      g_autofree char *at = NULL;
      g_autoptr (TestAnswer) answer = NULL;

      gate_init (&gate);
      prepare (&gate, rows[i].consented ? N_CONDITIONS : CONSENT);
      patch_project (&gate, off);
      patch_project (&gate, "{\"consentNeeded\":false,\"reserveDays\":7}"); /* nothing new */
      by = dup_project_text (&gate, "consentOffBy");
      at = dup_project_text (&gate, "consentOffAt");
      g_assert_cmpstr (by, ==, gate.first_admin);
      g_assert_nonnull (at);
      if (rows[i].other_takes_it)
        act (&gate, PILOT_ROLE_ADMIN, gate.second_admin);
      answer = pass (&gate, N_CONDITIONS);
      test_assert_status (answer, rows[i].refusal != NULL ? 409 : 200);
      if (rows[i].refusal != NULL)
        {
          JsonArray *reasons = json_object_get_array_member (answer->object, "reasons");

          g_assert_cmpuint (json_array_get_length (reasons), ==, 1);
          g_assert_nonnull (strstr (json_array_get_string_element (reasons, 0), rows[i].refusal));
          /* His own consent is not another's. */
          expect (&gate, "consent-gate", NAME, 200);
          expect (&gate, "pass-gate", NAME, 409);
        }
    }
}

/* Nobody writes it himself, nor has it forgotten by switching to and fro. */
static void
test_who_switched_it_off_is_not_forged (void)
{
  g_auto (Gate) gate = { 0 };
  g_autofree char *forged = NULL;
  g_autofree char *by = NULL;
  g_autofree char *on = NULL;
  g_autofree char *last = NULL;

  gate_init (&gate);
  prepare (&gate, CONSENT);
  forged = g_strdup_printf ("{\"consentNeeded\":false,\"consentOffBy\":\"%s\"}", gate.second_admin);
  patch_project (&gate, forged);
  by = dup_project_text (&gate, "consentOffBy");
  g_assert_cmpstr (by, ==, gate.first_admin);
  patch_project (&gate, "{\"consentNeeded\":true}");
  on = dup_project_text (&gate, "consentOffBy");
  g_assert_null (on);
  expect (&gate, "pass-gate", NAME, 409);
  patch_project (&gate, "{\"consentNeeded\":false}");
  expect (&gate, "pass-gate", NAME, 409);
  /* The other admin is of the same mind: these are two. */
  act (&gate, PILOT_ROLE_ADMIN, gate.second_admin);
  patch_project (&gate, "{\"consentNeeded\":true}");
  patch_project (&gate, "{\"consentNeeded\":false}");
  last = dup_project_text (&gate, "consentOffBy");
  g_assert_cmpstr (last, ==, gate.second_admin);
  act (&gate, PILOT_ROLE_ADMIN, gate.first_admin);
  expect (&gate, "pass-gate", NAME, 200);
}

static void
test_the_portal_is_activated_with_the_id_that_was_told (void)
{
  g_auto (Gate) gate = { 0 };
  g_autoptr (TestAnswer) passed = NULL;
  g_autoptr (TestAnswer) again = NULL;
  g_autofree char *body = NULL;
  g_autofree char *upper = NULL;
  g_autofree char *first_at = NULL;
  g_autofree char *second_at = NULL;
  const char *id;

  gate_init (&gate);
  prepare (&gate, N_CONDITIONS);
  expect (&gate, "activate-portal", "{\"arguments\":{\"company_id\":\"" RUN_ID "\"}}", 409);
  passed = pass (&gate, N_CONDITIONS);
  id = test_text (json_object_get_object_member (passed->object, "values"), "hireport_id");
  upper = g_ascii_strup (id, -1);
  body = g_strdup_printf ("{\"arguments\":{\"company_id\":\"%s\"}}", upper);
  expect (&gate, "activate-portal", "{\"arguments\":{\"company_id\":\"" RUN_ID "\"}}", 409);
  expect (&gate, "activate-portal", body, 200);
  first_at = dup_project_text (&gate, "activatedAt");
  pilot_fake_clock_advance (gate.data->clock, G_TIME_SPAN_HOUR);
  again = command (&gate, "activate-portal", body);
  test_assert_status (again, 200);
  second_at = dup_project_text (&gate, "activatedAt");
  g_assert_cmpstr (first_at, ==, second_at);
}

static void
test_an_open_published_job_counts_after_the_activation (void)
{
  static const struct
  {
    const char *posting;
    const char *status;
    guint answer;
  } rows[] = {
    { "PUBLIC", "SOURCING", 200 },   { "INTERNAL", "INTERVIEW", 200 }, { "PRIVATE", "SOURCING", 409 },
    { "NOT_PUBLISHED", "OFFER", 409 }, { "PUBLIC", "FILLED", 409 },    { "INTERNAL", "CANCELLED", 409 },
  };
  g_auto (Gate) gate = { 0 };
  g_autoptr (TestAnswer) passed = NULL;
  g_autofree char *activate = NULL;
  g_autofree char *visited = NULL;
  g_autofree char *job = NULL;
  g_autofree char *job_path = NULL;
  g_autofree char *visit = NULL;

  gate_init (&gate);
  job = test_first_id (gate.data, "/v1/jobs");
  job_path = g_strdup_printf ("/v1/jobs/%s", job);
  visit = g_strdup_printf ("{\"arguments\":{\"job_id\":\"%s\"}}", job);
  prepare (&gate, N_CONDITIONS);
  passed = pass (&gate, N_CONDITIONS);
  activate = g_strdup_printf ("{\"arguments\":{\"company_id\":\"%s\"}}",
                              test_text (json_object_get_object_member (passed->object, "values"), "hireport_id"));
  patch (&gate, job_path, "{\"postingStatus\":\"PUBLIC\",\"status\":\"SOURCING\"}");
  expect (&gate, "visit-job", visit, 409);
  expect (&gate, "activate-portal", activate, 200);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"postingStatus\":\"%s\",\"status\":\"%s\"}", rows[i].posting, rows[i].status);

      patch (&gate, job_path, body);
      expect (&gate, "visit-job", visit, rows[i].answer);
    }
  visited = dup_project_text (&gate, "visitedJobId");
  g_assert_cmpstr (visited, ==, job);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/server/gate/no condition can be left out", test_no_condition_can_be_left_out);
  g_test_add_func ("/server/gate/the consent needs all the rest", test_the_consent_needs_all_the_rest);
  g_test_add_func ("/server/gate/it is passed once", test_it_is_passed_once);
  g_test_add_func ("/server/gate/only an admin passes it", test_only_an_admin_passes_it);
  g_test_add_func ("/server/gate/a policy without consent asks for none", test_a_policy_without_consent_asks_for_none);
  g_test_add_func ("/server/gate/whoever switched the consent off needs it", test_whoever_switched_the_consent_off_needs_it);
  g_test_add_func ("/server/gate/who switched the consent off is not forged", test_who_switched_it_off_is_not_forged);
  g_test_add_func ("/server/gate/the portal is activated with the id that was told", test_the_portal_is_activated_with_the_id_that_was_told);
  g_test_add_func ("/server/gate/an open published job counts after the activation", test_an_open_published_job_counts_after_the_activation);
  return g_test_run ();
}
