/* test-contract.c: a walk through the whole Portal API, to be recorded and compared with the contract
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Started by check-contract.py --run, which validates what was said.
 */
#include "pilot-test-portal.h"

#include "pilot-entities.h"
#include "pilot-test.h"

#define NEW_ID "00000000-0000-4000-8000-000000000001"
#define IMPORT "/v1/imports/00000000-0000-4000-8000-0000000000ff"

static PilotTestPortal *portal;

/* Asks, and asserts the status; what the answer says is the contract's to judge. */
static PilotTestAnswer *
ask (const char *method, const char *path, const char *body, guint status, const char *header, const char *value)
{
  PilotTestAnswer *answer =
    pilot_test_portal_request (portal, method, path, pilot_test_portal_get_token (portal), body, header, value, NULL);

  if (answer->status != status)
    g_error ("%s %s: status %u, expected %u: %.500s", method, path, answer->status, status, answer->body);
  return answer;
}

static void
expect (const char *method, const char *path, const char *body, guint status, const char *header, const char *value)
{
  pilot_test_answer_free (ask (method, path, body, status, header, value));
}

static char *
dup_tag (PilotTestAnswer *answer)
{
  const char *tag = pilot_test_answer_get_header (answer, "ETag");

  g_assert_nonnull (tag);
  return g_strdup (tag);
}

/* (transfer full): a member of the first item of a list. */
static char *
first (const char *path, const char *member)
{
  g_autoptr (PilotTestAnswer) answer = ask ("GET", path, NULL, 200, NULL, NULL);
  JsonArray *items = json_object_get_array_member (pilot_test_answer_get_object (answer), "items");

  g_assert_cmpuint (json_array_get_length (items), >, 0);
  return g_strdup (json_object_get_string_member (json_array_get_object_element (items, 0), member));
}

static void
test_reading (void)
{
  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    {
      const PilotSchema *schema = pilot_schema_get (entity);
      g_autofree char *list = g_strdup_printf ("/v1/%s", schema->collection);
      g_autofree char *small = g_strdup_printf ("%s?limit=2&updatedAfter=2020-01-01T00:00:00Z", list);
      g_autofree char *bad = g_strdup_printf ("%s?limit=0", list);
      g_autofree char *unknown = g_strdup_printf ("%s/" NEW_ID, list);
      g_autofree char *id = NULL;
      g_autofree char *path = NULL;
      g_autofree char *tag = NULL;
      g_autoptr (PilotTestAnswer) record = NULL;

      expect ("GET", small, NULL, 200, NULL, NULL);
      expect ("GET", bad, NULL, 422, NULL, NULL);
      expect ("GET", unknown, NULL, 404, NULL, NULL);
      if (entity == PILOT_ENTITY_SHARE || entity > PILOT_ENTITY_SETTINGS) /* the demo company has none yet */
        continue;
      id = first (list, "id");
      path = g_strdup_printf ("%s/%s", list, id);
      record = ask ("GET", path, NULL, 200, NULL, NULL);
      tag = dup_tag (record);
      expect ("GET", path, NULL, 304, "If-None-Match", tag);
    }
}

static void
test_filters (void)
{
  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    {
      const PilotSchema *schema = pilot_schema_get (entity);
      g_autofree char *search = g_strdup_printf ("/v1/%s?search=an&limit=3", schema->collection);

      for (guint i = 0; i < schema->n_fields; i++)
        {
          const PilotField *field = &schema->fields[i];
          g_autofree char *path = g_strdup_printf ("/v1/%s?limit=3&%s=%s", schema->collection, field->json,
                                                   field->choices != NULL ? field->choices[0].value : "");

          expect ("GET", path, NULL, field->flags & PILOT_FIELD_FILTERED ? 200 : 422, NULL, NULL);
          if (field->flags & PILOT_FIELD_SEARCHED)
            expect ("GET", search, NULL, 200, NULL, NULL);
        }
    }
}

/* A whole record of each kind that clients may write; %s is the id of a legacy recruiter or agency, and of a job. */
static char *
dup_content (PilotEntity entity)
{
  g_autofree char *agency = first ("/v1/agencies", "id");
  g_autofree char *recruiter = first ("/v1/recruiters", "id");
  g_autofree char *job = first ("/v1/jobs", "id");
  g_autofree char *process = first ("/v1/processes", "id");

  switch (entity)
    {
    case PILOT_ENTITY_MEMBER:
      return g_strdup ("{\"name\":\"Nora Walsh\",\"email\":\"nora.walsh@meridian.example\",\"role\":\"auditor\",\"active\":true}");
    case PILOT_ENTITY_PROCESS:
      return g_strdup ("{\"name\":\"Apprenticeships\",\"active\":true}");
    case PILOT_ENTITY_STAGE:
      return g_strdup_printf ("{\"processId\":\"%s\",\"status\":\"IN_REVIEW\",\"subStatus\":\"Portfolio\",\"position\":6}", process);
    case PILOT_ENTITY_AGENCY:
      return g_strdup ("{\"dataset\":\"legacy\",\"name\":\"Kestrel\",\"status\":\"active\",\"contractState\":\"none\",\"country\":\"IE\"}");
    case PILOT_ENTITY_RECRUITER:
      return g_strdup_printf ("{\"dataset\":\"legacy\",\"name\":\"Ann\",\"status\":\"invited\",\"agencyId\":\"%s\"}", agency);
    case PILOT_ENTITY_JOB:
      return g_strdup_printf ("{\"dataset\":\"legacy\",\"title\":\"Baker\",\"status\":\"CREATED\",\"postingStatus\":\"PUBLIC\",\"processId\":\"%s\"}",
                              process);
    case PILOT_ENTITY_ASSIGNMENT:
      return g_strdup_printf ("{\"jobId\":\"%s\",\"recruiterId\":\"%s\",\"status\":\"NEW\",\"assignedAt\":\"2026-11-22T09:00:00+01:00\"}", job,
                              recruiter);
    case PILOT_ENTITY_CANDIDATE:
      return g_strdup_printf ("{\"dataset\":\"legacy\",\"name\":\"Bo\",\"status\":\"NEW\",\"jobId\":\"%s\",\"submittedAt\":\"2026-11-22T09:00:00Z\"}",
                              job);
    case PILOT_ENTITY_STEP:
      return g_strdup ("{\"key\":\"a1-test-agencies\",\"state\":\"waiting\",\"note\":\"Asked\",\"due\":\"2026-12-04\"}");
    case PILOT_ENTITY_MAPPING:
      return g_strdup_printf ("{\"processId\":\"%s\",\"status\":\"NEW\"}", process);
    case PILOT_ENTITY_HANDOFF:
      return g_strdup ("{\"kind\":\"module_ticket\",\"state\":\"draft\",\"subject\":\"HirePort\"}");
    case PILOT_ENTITY_RUN:
      return g_strdup ("{\"name\":\"Pilot\",\"kind\":\"pilot\",\"choice\":\"chosen\",\"history\":\"legacy\",\"onHold\":\"undecided\","
                       "\"transferred\":\"out\",\"effortKnown\":false}");
    case PILOT_ENTITY_CHECK:
      return g_strdup ("{\"rule\":\"recruiter-email\",\"outcome\":\"warning\",\"nFound\":2,\"nChecked\":9,\"dataRevision\":1}");
    case PILOT_ENTITY_SCOPE_CHOICE: /* needs a run */
    case PILOT_ENTITY_PROJECT:      /* is there from the beginning, once */
    case PILOT_ENTITY_SETTINGS:
    case PILOT_ENTITY_RESULT:
    case PILOT_ENTITY_COMPANY:
    case PILOT_ENTITY_SHARE:
    case PILOT_ENTITY_AUDIT_EVENT:
    case PILOT_N_ENTITIES:
    default:
      return NULL;
    }
}

/* Of a deleted record: it doesn't come back by a create, but by who names the tombstone. */
static void
walk_undo (const char *path, const char *content)
{
  g_autoptr (PilotTestAnswer) refused = ask ("PUT", path, content, 412, "If-None-Match", "*");
  JsonObject *tombstone = json_object_get_object_member (pilot_test_answer_get_object (refused), "tombstone");
  g_autofree char *tag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", json_object_get_int_member (tombstone, "revision"));
  g_autoptr (PilotTestAnswer) undone = ask ("PUT", path, content, 201, "If-Match", tag);
  g_autofree char *new_tag = dup_tag (undone);

  expect ("DELETE", path, NULL, 200, "If-Match", new_tag);
}

static void
walk_record (const PilotSchema *schema, const char *content)
{
  g_autofree char *path = g_strdup_printf ("/v1/%s/" NEW_ID, schema->collection);
  g_autofree char *bulk = g_strdup_printf ("/v1/%s/bulk", schema->collection);
  g_autofree char *items = g_strdup_printf ("{\"items\":[{\"id\":\"" NEW_ID "\",%s,{\"id\":\"1\"},{\"revision\":1}]}", content + 1);
  g_autoptr (PilotTestAnswer) created = ask ("PUT", path, content, 201, "If-None-Match", "*");
  g_autofree char *tag = dup_tag (created);
  g_autoptr (PilotTestAnswer) replaced = NULL;
  g_autofree char *new_tag = NULL;

  expect ("PUT", path, content, 200, "If-None-Match", "*");
  expect ("PUT", path, "{}", 412, "If-None-Match", "*");
  replaced = ask ("PUT", path, content, 200, "If-Match", tag);
  new_tag = dup_tag (replaced);
  expect ("PUT", path, content, 428, NULL, NULL);
  expect ("PUT", path, "{}", 422, "If-Match", new_tag);
  expect ("PATCH", path, "{}", 200, "If-Match", new_tag);
  expect ("PATCH", path, "{}", 428, NULL, NULL);
  expect ("PATCH", path, "{}", 412, "If-Match", "\"1\"");
  expect ("PATCH", path, "{}", 400, "If-Match", "12");
  expect ("PATCH", path, "[]", 422, "If-Match", new_tag);
  expect ("PATCH", path, "{}", 428, "Idempotency-Key", NULL);
  expect ("POST", bulk, items, 200, NULL, NULL);
  expect ("DELETE", path, NULL, 412, "If-Match", "\"1\"");
  expect ("DELETE", path, NULL, 200, "If-Match", new_tag);
  expect ("DELETE", path, NULL, 200, "If-Match", new_tag);
  expect ("GET", path, NULL, 410, NULL, NULL);
  expect ("PATCH", path, "{}", 412, "If-Match", new_tag);
  walk_undo (path, content);
}

static void
test_writing (void)
{
  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    {
      const PilotSchema *schema = pilot_schema_get (entity);
      g_autofree char *content = schema->writable ? dup_content (entity) : NULL;

      if (content != NULL)
        walk_record (schema, content);
      else if (!schema->writable)
        {
          g_autofree char *path = g_strdup_printf ("/v1/%s/" NEW_ID, schema->collection);

          expect ("PUT", path, "{}", 403, "If-None-Match", "*");
        }
    }
}

/* What is of the new portal: a job, a recruiter, and the one shared with the other. */
static void
test_share (void)
{
  expect ("PUT", "/v1/agencies/00000000-0000-4000-8000-000000000021",
          "{\"dataset\":\"portal\",\"name\":\"Kestrel\",\"status\":\"active\",\"contractState\":\"accepted\"}", 201, "If-None-Match", "*");
  expect ("PUT", "/v1/recruiters/00000000-0000-4000-8000-000000000022",
          "{\"dataset\":\"portal\",\"name\":\"Ann\",\"status\":\"active\",\"agencyId\":\"00000000-0000-4000-8000-000000000021\"}", 201,
          "If-None-Match", "*");
  expect ("PUT", "/v1/jobs/00000000-0000-4000-8000-000000000023",
          "{\"dataset\":\"portal\",\"title\":\"Baker\",\"status\":\"SOURCING\",\"postingStatus\":\"PUBLIC\",\"notes\":\"Not for agencies\"}",
          201, "If-None-Match", "*");
  walk_record (pilot_schema_get (PILOT_ENTITY_SHARE), "{\"jobId\":\"00000000-0000-4000-8000-000000000023\","
                                                      "\"recruiterId\":\"00000000-0000-4000-8000-000000000022\"}");
  expect ("PUT", "/v1/shares/00000000-0000-4000-8000-000000000024",
          "{\"jobId\":\"00000000-0000-4000-8000-000000000023\",\"recruiterId\":\"00000000-0000-4000-8000-000000000022\","
          "\"sharedAt\":\"2026-11-22T09:00:00.123456789Z\"}",
          201, "If-None-Match", "*");
  expect ("DELETE", "/v1/jobs/00000000-0000-4000-8000-000000000023", NULL, 412, "If-Match", "\"1\"");
}

static void
test_feed (void)
{
  g_autoptr (PilotTestAnswer) me = ask ("GET", "/v1/me", NULL, 200, NULL, NULL);
  const char *epoch = json_object_get_string_member (pilot_test_answer_get_object (me), "epoch");
  g_autofree char *all = g_strdup_printf ("/v1/changes?after=0&limit=10000&epoch=%s", epoch);
  g_autofree char *future = g_strdup_printf ("/v1/changes?after=99999999&epoch=%s", epoch);
  g_autofree char *cursor = NULL;

  do
    {
      g_autofree char *path = g_strdup_printf ("/v1/snapshot?limit=150%s%s", cursor != NULL ? "&cursor=" : "", cursor != NULL ? cursor : "");
      g_autoptr (PilotTestAnswer) page = ask ("GET", path, NULL, 200, NULL, NULL);
      JsonObject *object = pilot_test_answer_get_object (page);

      g_free (cursor);
      cursor = json_object_get_null_member (object, "next") ? NULL : g_strdup (json_object_get_string_member (object, "next"));
    }
  while (cursor != NULL);
  expect ("GET", all, NULL, 200, NULL, NULL);
  expect ("GET", future, NULL, 410, NULL, NULL);
  expect ("GET", "/v1/changes?after=0&epoch=" NEW_ID, NULL, 410, NULL, NULL);
  expect ("GET", "/v1/changes", NULL, 422, NULL, NULL);
  expect ("GET", "/v1/snapshot?cursor=nonsense", NULL, 422, NULL, NULL);
}

/* What a command says: carried out, refused by a rule, refused by its argument. */
static void
test_commands (void)
{
  const char *operator = pilot_test_portal_sign_in_as (portal, PILOT_ROLE_OPERATOR);
  g_autofree char *job = first ("/v1/jobs?postingStatus=PUBLIC", "id");
  g_autofree char *visit = g_strdup_printf ("{\"arguments\":{\"job_id\":\"%s\"}}", job);
  g_autoptr (PilotTestAnswer) enabled =
    pilot_test_portal_request (portal, "POST", "/v1/commands/enable-subscription", operator, "{\"arguments\":{}}", NULL);

  pilot_test_assert_status (enabled, 200);
  expect ("POST", "/v1/commands/enable-subscription", "{\"arguments\":{}}", 403, NULL, NULL);
  expect ("POST", "/v1/commands/close-portal", "{\"arguments\":{}}", 404, NULL, NULL);
  expect ("POST", "/v1/commands/consent-gate", "{\"arguments\":{\"company_name\":\"Meridian Foods\"}}", 409, NULL, NULL);
  expect ("POST", "/v1/commands/consent-gate", "{\"arguments\":{}}", 422, NULL, NULL);
  expect ("POST", "/v1/commands/consent-gate", "{\"arguments\":{\"company_name\":1}}", 422, NULL, NULL);
  expect ("POST", "/v1/commands/consent-gate", "{\"arguments\":{}}", 428, "Idempotency-Key", NULL);
  expect ("POST", "/v1/commands/visit-job", visit, 409, NULL, NULL);
  expect ("POST", "/v1/commands/check-run", "{\"arguments\":{\"run_id\":\"" NEW_ID "\"}}", 422, NULL, NULL);
}

static void
test_imports (void)
{
  static const char items[] = "{\"items\":[{\"id\":\"00000000-0000-4000-8000-000000000031\",\"dataset\":\"legacy\",\"name\":\"A\","
                              "\"status\":\"active\",\"contractState\":\"none\"},{\"id\":\"00000000-0000-4000-8000-000000000032\"}]}";
  static const char good[] = "{\"items\":[{\"id\":\"00000000-0000-4000-8000-000000000031\",\"dataset\":\"legacy\",\"name\":\"A\","
                             "\"status\":\"active\",\"contractState\":\"none\"},{\"id\":\"00000000-0000-4000-8000-000000000032\","
                             "\"dataset\":\"legacy\",\"name\":\"B\",\"status\":\"active\",\"contractState\":\"none\"}]}";

  expect ("GET", IMPORT, NULL, 404, NULL, NULL);
  expect ("PUT", IMPORT, "{\"entity\":\"result\",\"rows\":2}", 422, NULL, NULL);
  expect ("PUT", IMPORT, "{\"entity\":\"agency\",\"rows\":2,\"sourceName\":\"a.csv\"}", 201, NULL, NULL);
  expect ("PUT", IMPORT, "{\"entity\":\"agency\",\"rows\":2}", 200, NULL, NULL);
  expect ("PUT", IMPORT, "{\"entity\":\"agency\",\"rows\":3}", 409, NULL, NULL);
  expect ("POST", IMPORT "/commit", NULL, 422, NULL, NULL);
  expect ("PUT", IMPORT "/chunks/0", items, 200, NULL, NULL);
  expect ("PUT", IMPORT "/chunks/x", items, 404, NULL, NULL);
  expect ("PUT", IMPORT "/chunks/1", "{\"items\":[]}", 422, NULL, NULL);
  expect ("GET", IMPORT, NULL, 200, NULL, NULL);
  expect ("POST", IMPORT "/commit", NULL, 422, NULL, NULL);
  expect ("PUT", IMPORT "/chunks/0", good, 200, NULL, NULL);
  expect ("POST", IMPORT "/commit", NULL, 200, NULL, NULL);
  expect ("POST", IMPORT "/commit", NULL, 200, NULL, NULL);
  expect ("PUT", IMPORT "/chunks/0", good, 409, NULL, NULL);
  expect ("DELETE", IMPORT, NULL, 409, NULL, NULL);
  expect ("PUT", "/v1/imports/" NEW_ID, "{\"entity\":\"candidate\",\"rows\":2}", 201, NULL, NULL);
  expect ("DELETE", "/v1/imports/" NEW_ID, NULL, 200, NULL, NULL);
}

static void
test_sign_in (void)
{
  const char *lead = pilot_test_portal_sign_in_as (portal, PILOT_ROLE_TA_LEAD);
  const char *recruiter = pilot_test_portal_sign_in_as (portal, PILOT_ROLE_RECRUITER);
  g_autofree char *candidate = first ("/v1/candidates", "id");
  g_autofree char *path = g_strdup_printf ("/v1/candidates/%s", candidate);
  g_autoptr (PilotTestAnswer) record = ask ("GET", path, NULL, 200, NULL, NULL);
  g_autofree char *tag = dup_tag (record);
  g_autoptr (PilotTestAnswer) annotated =
    pilot_test_portal_request (portal, "PATCH", path, lead, "{\"notes\":\"Seen\"}", "If-Match", tag, NULL);
  g_autoptr (PilotTestAnswer) moved =
    pilot_test_portal_request (portal, "PATCH", path, lead, "{\"status\":\"NEW\"}", "If-Match", tag, NULL);
  g_autoptr (PilotTestAnswer) me = pilot_test_portal_get (portal, "/v1/me", recruiter);
  g_autoptr (PilotTestAnswer) own = pilot_test_portal_get (portal, "/v1/candidates", recruiter);
  g_autoptr (PilotTestAnswer) self = pilot_test_portal_get (portal, "/v1/recruiters", recruiter);
  g_autoptr (PilotTestAnswer) feed = pilot_test_portal_request (portal, "GET", "/v1/snapshot", recruiter, NULL, NULL);
  g_autoptr (PilotTestAnswer) wrong =
    pilot_test_portal_request (portal, "POST", "/v1/sign-in", NULL, "{\"email\":\"a@b.example\",\"password\":\"x\"}", NULL);
  g_autoptr (PilotTestAnswer) nobody = pilot_test_portal_request (portal, "GET", "/v1/me", NULL, NULL, NULL);
  g_autoptr (PilotTestAnswer) made =
    pilot_test_portal_request (portal, "POST", "/v1/tokens", lead, "{\"label\":\"Nightly\",\"expiresInSecs\":60}", NULL);
  g_autofree char *token_path =
    g_strdup_printf ("/v1/tokens/%s", json_object_get_string_member (pilot_test_answer_get_object (made), "id"));

  g_assert_cmpstr (json_object_get_string_member (pilot_test_answer_get_object (me), "role"), ==, "recruiter");
  g_assert_nonnull (pilot_test_answer_get_object (own));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (pilot_test_answer_get_object (self), "items")), ==, 1);
  pilot_test_assert_status (annotated, 200);
  pilot_test_assert_status (moved, 403);
  pilot_test_assert_status (feed, 403);
  pilot_test_assert_status (wrong, 401);
  pilot_test_assert_status (nobody, 401);
  pilot_test_assert_status (made, 201);
  expect ("GET", "/v1/tokens", NULL, 200, NULL, NULL);
  expect ("DELETE", token_path, NULL, 204, NULL, NULL);
  expect ("DELETE", token_path, NULL, 404, NULL, NULL);
  {
    g_autoptr (PilotTestAnswer) out = pilot_test_portal_request (portal, "POST", "/v1/sign-out", lead, NULL, NULL);

    pilot_test_assert_status (out, 204);
  }
}

/* The one company, and what a member signs in with. */
static void
test_people (void)
{
  g_autofree char *company = first ("/v1/company", "id");
  g_autofree char *company_path = g_strconcat ("/v1/company/", company, NULL);
  g_autoptr (PilotTestAnswer) shown = ask ("GET", company_path, NULL, 200, NULL, NULL);
  g_autofree char *tag = dup_tag (shown);
  g_autoptr (PilotTestAnswer) changed = ask ("PATCH", company_path, "{\"currency\":\"GBP\"}", 200, "If-Match", tag);
  g_autofree char *new_tag = dup_tag (changed);
  g_autofree char *member = first ("/v1/members?role=auditor", "id");
  g_autofree char *password = g_strdup_printf ("/v1/members/%s/password", member);
  g_autofree char *sign_in = g_strdup ("{\"email\":\"claire.dubois@meridian.example\",\"password\":\"correct horse battery\"}");

  expect ("PUT", company_path, "{\"name\":\"Meridian\",\"environment\":\"production\"}", 200, "If-Match", new_tag);
  expect ("PUT", company_path, "{\"name\":\"Meridian\",\"environment\":\"production\"}", 403, "If-None-Match", "*");
  expect ("PUT", password, "{\"password\":\"correct horse battery\"}", 204, NULL, NULL);
  expect ("POST", "/v1/sign-in", sign_in, 200, NULL, NULL);
  expect ("PUT", password, "{\"password\":\"short\"}", 422, NULL, NULL);
  expect ("PUT", password, "{\"password\":null}", 422, NULL, NULL);
  expect ("PUT", "/v1/members/" NEW_ID "/password", "{\"password\":\"correct horse battery\"}", 404, NULL, NULL);
}

static void
test_rest (void)
{
  expect ("GET", "/v1/health", NULL, 200, NULL, NULL);
  expect ("GET", "/v1/contract", NULL, 200, NULL, NULL);
  expect ("GET", "/v1/nonsense", NULL, 404, NULL, NULL);
  expect ("POST", "/v1/health", NULL, 405, NULL, NULL);
  expect ("PUT", "/v1/agencies/" NEW_ID, "<agency/>", 415, "Content-Type", "text/xml");
  expect ("GET", "/v1/agencies/12", NULL, 404, NULL, NULL);
}

int
main (int argc, char *argv[])
{
  static const char *const args[] = { "--seed-demo", "--agencies", "30", "--recruiters", "60", "--jobs", "20", "--candidates", "300", NULL };
  int status;

  pilot_test_init (&argc, &argv);
  portal = pilot_test_portal_start (NULL, args);
  g_test_add_func ("/server/contract/every kind is read", test_reading);
  g_test_add_func ("/server/contract/every field that filters, and no other, is a parameter", test_filters);
  g_test_add_func ("/server/contract/every kind that clients write is written", test_writing);
  g_test_add_func ("/server/contract/a job is shared", test_share);
  g_test_add_func ("/server/contract/commands are carried out or refused", test_commands);
  g_test_add_func ("/server/contract/imports go through their states", test_imports);
  g_test_add_func ("/server/contract/people sign in", test_sign_in);
  g_test_add_func ("/server/contract/a company changes, and its people get passwords", test_people);
  g_test_add_func ("/server/contract/the rest", test_rest);
  g_test_add_func ("/server/contract/the feed tells of it all", test_feed);
  status = g_test_run ();
  pilot_test_portal_free (portal);
  return status;
}
