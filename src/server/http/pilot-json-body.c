/* pilot-json-body.c: the small JSON bodies of requests that aren't about records
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-json-body.h"

#include <string.h>

JsonObject *
pilot_json_body_parse (const PilotRequest *request, PilotResponse *response)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize length_bytes = 0;
  const char *bytes = request->body != NULL ? g_bytes_get_data (request->body, &length_bytes) : NULL;
  JsonNode *root;

  /* json-glib takes text with NUL bytes for a shorter text, and looks at its encoding only in strings. */
  if (bytes == NULL || !g_utf8_validate_len (bytes, length_bytes, NULL)
      || !json_parser_load_from_data (parser, bytes, length_bytes, NULL))
    {
      pilot_response_problem (response, 422, PILOT_PROBLEM_INVALID, "The body is not JSON.");
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      pilot_response_problem (response, 422, PILOT_PROBLEM_INVALID, "The body is not a JSON object.");
      return NULL;
    }
  return json_node_dup_object (root);
}

gboolean
pilot_json_body_get_text (JsonObject *object, const char *name, gboolean required, gsize max_bytes, const char **text,
                          PilotResponse *response)
{
  JsonNode *node = json_object_get_member (object, name);

  *text = NULL;
  if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
    {
      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        {
          pilot_response_invalid (response, name, "It must be a text.");
          return FALSE;
        }
      *text = json_node_get_string (node);
      if (strlen (*text) > max_bytes)
        {
          pilot_response_invalid (response, name, "It is too long.");
          return FALSE;
        }
      if (**text == '\0')
        *text = NULL;
    }
  if (required && *text == NULL)
    {
      pilot_response_invalid (response, name, "It is required.");
      return FALSE;
    }
  return TRUE;
}

gboolean
pilot_json_body_get_number (JsonObject *object, const char *name, gint64 min, gint64 max, gint64 *value,
                            PilotResponse *response)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64 || json_node_get_int (node) < min
      || json_node_get_int (node) > max)
    {
      g_autofree char *message = g_strdup_printf ("It must be a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT ".",
                                                  min, max);

      pilot_response_invalid (response, name, message);
      return FALSE;
    }
  *value = json_node_get_int (node);
  return TRUE;
}
