/* pilot-portal-command.c: a command to the portal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-portal-command.h"

#include "pilot-http-error.h"
#include "pilot-http-json.h"

static char *
make_body (const PilotCommand *command)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonObject *arguments = json_object_new ();
  /* The same command is the same bytes. */
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (command->arguments), (GCompareFunc) g_strcmp0);

  for (GList *at = names; at != NULL; at = at->next)
    json_object_set_string_member (arguments, at->data, g_hash_table_lookup (command->arguments, at->data));
  json_object_set_object_member (object, "arguments", arguments);
  json_node_take_object (root, object);
  return json_to_string (root, FALSE);
}

static GHashTable *
read_values (const PilotHttpResponse *response, GError **error)
{
  g_autoptr (JsonObject) answer = pilot_http_json_parse (response->body, error);
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GList) names = NULL;
  JsonObject *told;

  if (answer == NULL)
    return NULL;
  told = pilot_http_json_get_object (answer, "values");
  names = told != NULL ? json_object_get_members (told) : NULL;
  for (GList *at = names; at != NULL; at = at->next)
    {
      const char *text = pilot_http_json_get_string (told, at->data);

      if (text != NULL)
        g_hash_table_replace (values, g_strdup (at->data), g_strdup (text));
    }
  return g_steal_pointer (&values);
}

static gboolean
is_lost (const GError *error)
{
  return g_error_matches (error, PILOT_ERROR, PILOT_ERROR_OFFLINE) || g_error_matches (error, PILOT_ERROR, PILOT_ERROR_TIMEOUT);
}

gboolean
pilot_portal_command_send (PilotHttpClient *client, const PilotCommand *command, GHashTable **values, GCancellable *cancellable,
                           GError **error)
{
  g_autofree char *path = g_strdup_printf ("/v1/commands/%s", command->name);
  g_autofree char *body = make_body (command);
  PilotHttpRequest request = { .method = "POST", .path = path, .idempotency_key = command->id, .json = body,
                               .json_length_bytes = -1, .pace = PILOT_HTTP_PACE_PATIENT };

  for (guint attempt = 0;; attempt++)
    {
      g_auto (PilotHttpResponse) response = { 0 };
      g_autoptr (GError) cause = NULL;

      if (pilot_http_client_send (client, &request, &response, cancellable, &cause))
        {
          *values = read_values (&response, error);
          return *values != NULL;
        }
      if (attempt == 0 && is_lost (cause))
        continue;
      /* A rule, not somebody else's edit: the portal's words say which. */
      if (g_error_matches (cause, PILOT_ERROR, PILOT_ERROR_CONFLICT))
        {
          g_auto (PilotHttpProblem) problem = { NULL };

          pilot_http_problem_parse (&problem, response.body);
          cause->code = PILOT_ERROR_REJECTED;
          if (problem.detail != NULL)
            {
              g_free (cause->message);
              cause->message = g_strdup (problem.detail);
            }
        }
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
}
