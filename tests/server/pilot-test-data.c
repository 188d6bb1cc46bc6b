/* pilot-test-data.c: the portal's handlers on a small demo company, in this process
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test-data.h"

#include "pilot-router.h"

#define NOW G_GINT64_CONSTANT (1795348800000000) /* 2026-11-22T12:00:00Z */

static void
open_db (TestData *self)
{
  g_autoptr (GError) error = NULL;

  self->db = pilot_portal_db_open (self->dir, PILOT_PORTAL_DB_WRITE, PILOT_CLOCK (self->clock), &error);
  g_assert_no_error (error);
}

TestData *
test_data_new (gint64 n_candidates)
{
  PilotDemoOptions options = { .n_agencies = 20, .n_recruiters = 40, .n_jobs = 10, .n_candidates = n_candidates, .seed = 7 };
  TestData *self = g_new0 (TestData, 1);
  g_autoptr (GError) error = NULL;

  self->dir = pilot_test_make_dir ();
  self->clock = pilot_fake_clock_new (NOW);
  self->role = PILOT_ROLE_ADMIN;
  open_db (self);
  if (n_candidates > 0)
    {
      pilot_demo_seed (self->db, &options, NULL, NULL, &error);
      g_assert_no_error (error);
      self->member_id = test_first_id (self, "/v1/members?role=admin");
    }
  return self;
}

void
test_data_free (TestData *self)
{
  pilot_portal_db_free (self->survey_db);
  pilot_portal_db_free (self->db);
  g_object_unref (self->clock);
  g_free (self->dir);
  g_free (self->member_id);
  g_free (self->recruiter_id);
  g_free (self);
}

void
test_data_reopen (TestData *self)
{
  g_clear_pointer (&self->db, pilot_portal_db_free);
  open_db (self);
}

void
test_answer_free (TestAnswer *self)
{
  pilot_response_free (self->response);
  g_clear_pointer (&self->json, json_node_unref);
  g_free (self);
}

static void
split_query (PilotRequest *request, const char *path)
{
  const char *mark = strchr (path, '?');
  g_auto (GStrv) pairs = g_strsplit (mark != NULL ? mark + 1 : "", "&", -1);

  request->path = mark != NULL ? g_strndup (path, mark - path) : g_strdup (path);
  request->segments = g_strsplit (request->path + 1, "/", -1);
  for (guint i = 0; pairs[i] != NULL && *pairs[i] != '\0'; i++)
    {
      g_auto (GStrv) pair = g_strsplit (pairs[i], "=", 2);

      g_hash_table_insert (request->query, g_strdup (pair[0]), g_strdup (pair[1]));
    }
}

static void
set_header (PilotRequest *request, const char *name, const char *value)
{
  if (strcmp (name, "If-Match") == 0)
    request->if_match = g_strdup (value);
  else if (strcmp (name, "If-None-Match") == 0)
    request->if_none_match = g_strdup (value);
  else if (strcmp (name, "Idempotency-Key") == 0)
    request->idempotency_key = g_strdup (value);
  else
    g_assert_not_reached ();
}

TestAnswer *
test_call (TestData *self, const char *method, const char *path, const char *body, ...)
{
  g_autoptr (PilotRequest) request = pilot_request_new ();
  TestAnswer *answer = g_new0 (TestAnswer, 1);
  const char *name;
  va_list headers;

  request->method = g_strdup (method);
  split_query (request, path);
  request->route = pilot_router_find (method, (const char *const *) request->segments, &request->schema, NULL);
  g_assert_nonnull (request->route);
  va_start (headers, body);
  while ((name = va_arg (headers, const char *)) != NULL)
    set_header (request, name, va_arg (headers, const char *));
  va_end (headers);
  if (request->idempotency_key == NULL && strcmp (method, "GET") != 0)
    request->idempotency_key = g_uuid_string_random ();
  if (body != NULL)
    request->body = g_bytes_new (body, strlen (body));
  request->authenticated = TRUE;
  request->role = self->role;
  request->member_id = g_strdup (self->member_id);
  request->recruiter_id = g_strdup (self->recruiter_id);
  answer->response = pilot_response_new ();
  if (self->survey_db != NULL && request->route->is_long != NULL && request->route->is_long (request))
    {
      request->route->survey (self->survey_db, request);
      request->survey_usec = self->survey_usec;
      request->n_surveys = self->n_surveys + 1;
      if (self->sql_after_survey != NULL)
        g_assert_true (pilot_database_exec (pilot_portal_db_get_database (self->db), self->sql_after_survey, NULL));
    }
  request->route->handler (self->db, request, answer->response);
  if (answer->response->body->len > 0)
    {
      g_autoptr (GError) error = NULL;

      answer->json = json_from_string (answer->response->body->str, &error);
      g_assert_no_error (error);
      answer->object = json_node_get_object (answer->json);
    }
  return answer;
}

TestAnswer *
test_get (TestData *self, const char *path)
{
  TestAnswer *answer = test_call (self, "GET", path, NULL, NULL);

  test_assert_status (answer, 200);
  return answer;
}

TestAnswer *
test_ask (TestData *self, const char *method, const char *path, const char *body, const char *header, const char *value, guint status)
{
  TestAnswer *answer = test_call (self, method, path, body, header, value, NULL);

  test_assert_status (answer, status);
  return answer;
}

gint64
test_create (TestData *self, const char *path, const char *body)
{
  g_autoptr (TestAnswer) answer = test_ask (self, "PUT", path, body, "If-None-Match", "*", 201);

  return test_number (answer->object, "revision");
}

JsonArray *
test_items (TestAnswer *answer)
{
  return json_object_get_array_member (answer->object, json_object_has_member (answer->object, "results") ? "results" : "items");
}

JsonObject *
test_item (TestAnswer *answer, guint index)
{
  g_assert_cmpuint (index, <, json_array_get_length (test_items (answer)));
  return json_array_get_object_element (test_items (answer), index);
}

const char *
test_text (JsonObject *object, const char *member)
{
  g_assert_true (json_object_has_member (object, member));
  return json_object_get_null_member (object, member) ? NULL : json_object_get_string_member (object, member);
}

gint64
test_number (JsonObject *object, const char *member)
{
  g_assert_true (json_object_has_member (object, member));
  return json_object_get_int_member (object, member);
}

const char *
test_problem (TestAnswer *answer)
{
  g_assert_cmpstr (answer->response->content_type, ==, "application/problem+json");
  return strrchr (test_text (answer->object, "type"), ':') + 1;
}

char *
test_first_id (TestData *self, const char *path)
{
  g_autoptr (TestAnswer) answer = test_get (self, path);

  return g_strdup (test_text (test_item (answer, 0), "id"));
}

gint64
test_revision (TestData *self)
{
  g_autoptr (GError) error = NULL;
  gint64 revision = pilot_portal_db_get_revision (self->db, &error);

  g_assert_no_error (error);
  return revision;
}

char *
test_agencies_json (guint first, guint n, const char *name)
{
  GString *json = g_string_new ("{\"items\":[");

  for (guint i = first; i < first + n; i++)
    g_string_append_printf (json,
                            "%s{\"id\":\"00000000-0000-4000-8000-%012u\",\"dataset\":\"legacy\",\"name\":\"%s\","
                            "\"status\":\"active\",\"contractState\":\"none\",\"externalId\":\"%u\"}",
                            i > first ? "," : "", i, name, i);
  g_string_append (json, "]}");
  return g_string_free (json, FALSE);
}

gint64
test_count_agencies (TestData *data)
{
  gint64 n = -1;

  g_assert_true (pilot_database_query_int64 (pilot_portal_db_get_database (data->db),
                                             "SELECT count(*) FROM agency WHERE deleted = 0", -1, &n, NULL));
  return n;
}
