/* pilot-resource-command.c: POST /v1/commands/{name}
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-resource.h"

#include "pilot-idempotency.h"
#include "pilot-json-body.h"
#include "pilot-command-case.h"
#include "pilot-kept-facts.h"
#include "pilot-resource-common.h"
#include "pilot-wire.h"

/* Where a survey took no longer, the writer reads by itself what has changed since; otherwise it is surveyed again, so often. */
#define MAX_READ_USEC (20 * G_TIME_SPAN_MILLISECOND)
#define MAX_SURVEYS 3

/* Fills @arguments with texts by name; FALSE: @response is the answer. */
static gboolean
parse_arguments (const PilotRequest *request, GHashTable *arguments, PilotResponse *response)
{
  g_autoptr (JsonObject) body = pilot_json_body_parse (request, response);
  g_autoptr (GList) members = body != NULL ? json_object_get_members (body) : NULL;
  g_autoptr (GList) names = NULL;
  JsonNode *node;
  JsonObject *object;

  if (body == NULL)
    return FALSE;
  for (GList *at = members; at != NULL; at = at->next)
    if (strcmp (at->data, "arguments") != 0)
      {
        pilot_response_invalid (response, at->data, "There is no such member.");
        return FALSE;
      }
  node = json_object_get_member (body, "arguments");
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      pilot_response_invalid (response, "arguments", "It must be an object.");
      return FALSE;
    }
  object = json_node_get_object (node);
  names = json_object_get_members (object);
  for (GList *at = names; at != NULL; at = at->next)
    {
      JsonNode *value = json_object_get_member (object, at->data);

      if (!JSON_NODE_HOLDS_VALUE (value) || json_node_get_value_type (value) != G_TYPE_STRING)
        {
          pilot_response_invalid (response, at->data, "It must be a text.");
          return FALSE;
        }
      g_hash_table_replace (arguments, g_strdup (at->data), g_strdup (json_node_get_string (value)));
    }
  return TRUE;
}

static void
show_refusal (const PilotCommandCase *command, PilotResponse *response)
{
  g_autofree char *detail = NULL;
  g_autoptr (GString) members = NULL;

  if (command->invalid != NULL)
    {
      pilot_response_invalid (response, command->invalid, command->message);
      return;
    }
  detail = pilot_command_case_dup_detail (command);
  members = g_string_new ("\"reasons\":[");
  for (guint i = 0; i < command->reasons->len; i++)
    {
      g_string_append (members, i > 0 ? "," : "");
      pilot_wire_append_string (members, command->reasons->pdata[i], -1);
    }
  g_string_append_c (members, ']');
  pilot_response_problem_with (response, 409, PILOT_PROBLEM_CONFLICT, detail, members->str);
}

static void
show_values (const PilotCommandCase *command, gint64 revision, PilotResponse *response)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (command->values), (GCompareFunc) g_strcmp0);
  GString *out = pilot_response_json (response, 200);

  g_string_append_printf (out, "{\"command\":\"%s\",\"revision\":%" G_GINT64_FORMAT ",\"values\":{", command->rule->name, revision);
  for (GList *at = names; at != NULL; at = at->next)
    {
      g_string_append (out, at != names ? "," : "");
      pilot_wire_append_string (out, at->data, -1);
      g_string_append_c (out, ':');
      pilot_wire_append_string (out, g_hash_table_lookup (command->values, at->data), -1);
    }
  g_string_append (out, "}}");
}

/* Judges, carries out and answers within one transaction. FALSE: the database failed. */
static gboolean
carry_out (PilotPortalDb *db, PilotCommandCase *command, const PilotRequest *request, PilotResponse *response, GError **error)
{
  g_autoptr (PilotPortalChange) change =
    pilot_portal_change_begin (db, pilot_request_get_actor (request), request->idempotency_key, error);
  gint64 revision;

  if (change == NULL || !pilot_command_case_run (command, db, change, error))
    return FALSE;
  if (!pilot_command_case_is_done (command))
    {
      show_refusal (command, response);
      return TRUE;
    }
  revision = pilot_portal_db_get_revision (db, NULL);
  show_values (command, revision, response);
  if (!pilot_idempotency_remember (db, request, response, NULL, error) || !pilot_portal_change_commit (change, error))
    return FALSE;
  if (revision > pilot_portal_change_get_first_revision (change))
    response->changed_revision = revision;
  return TRUE;
}

/* @answered: (out): nothing is to be done now: others change the records faster than they can be read. */
static gboolean
take_survey (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response, gboolean *answered, GError **error)
{
  gboolean changed = FALSE;

  *answered = FALSE;
  if (request->surveyed == NULL)
    return TRUE;
  if (!pilot_kept_facts_bring (db, request->surveyed, &changed, error))
    return FALSE;
  if (!changed || request->survey_usec <= MAX_READ_USEC)
    return TRUE;
  *answered = TRUE;
  response->survey_again = request->n_surveys < MAX_SURVEYS;
  if (!response->survey_again)
    {
      response->retry_after_secs = 5;
      pilot_response_problem (response, 503, PILOT_PROBLEM_BUSY, "Legacy records are being changed, faster than they can be looked at.");
    }
  return TRUE;
}

void
pilot_resource_command (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response)
{
  const char *name = pilot_request_get_param (request, "name");
  g_autoptr (GHashTable) arguments = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (PilotCommandCase) command = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean answered;

  if (pilot_command_find_rule (name) == NULL)
    {
      pilot_response_problem (response, 404, PILOT_PROBLEM_NOT_FOUND, "There is no such command.");
      return;
    }
  if (!pilot_command_may (request->role, name))
    {
      pilot_response_problem (response, 403, PILOT_PROBLEM_FORBIDDEN, "This role may not give that command.");
      return;
    }
  if (!pilot_idempotency_replay (db, request, response, &answered, &error) ||
      (!answered && !take_survey (db, request, response, &answered, &error)))
    {
      pilot_resource_fail (response, error);
      return;
    }
  if (answered || !parse_arguments (request, arguments, response))
    return;
  pilot_command_case_init (&command, name, arguments, pilot_request_get_actor (request));
  if (!pilot_command_case_check (&command))
    show_refusal (&command, response);
  else if (!carry_out (db, &command, request, response, &error))
    pilot_resource_fail (response, error);
}

gboolean
pilot_resource_command_is_long (const PilotRequest *request)
{
  return pilot_command_case_is_long (pilot_request_get_param (request, "name"));
}

/* What is wrong is said by the writer, which looks at everything again. */
void
pilot_resource_command_survey (PilotPortalDb *db, PilotRequest *request)
{
  const char *name = pilot_request_get_param (request, "name");
  g_autoptr (PilotResponse) unsaid = pilot_response_new ();
  g_autoptr (GHashTable) arguments = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (PilotCommandCase) command = { 0 };
  g_autoptr (GError) error = NULL;

  if (!pilot_command_may (request->role, name) || !parse_arguments (request, arguments, unsaid))
    return;
  pilot_command_case_init (&command, name, arguments, pilot_request_get_actor (request));
  if (!pilot_command_case_check (&command) || !pilot_portal_db_begin_read (db, &error))
    return;
  if (request->surveyed != NULL)
    request->surveyed_free (g_steal_pointer (&request->surveyed));
  if (pilot_command_case_survey (&command, db, &error))
    {
      request->surveyed = pilot_kept_facts_carry (db);
      request->surveyed_free = (GDestroyNotify) pilot_carried_facts_free;
    }
  pilot_portal_db_end_read (db);
}
