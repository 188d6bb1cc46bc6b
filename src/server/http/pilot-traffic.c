/* pilot-traffic.c: what came and went, for a test of the contract; not part of a release build
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-traffic.h"

#ifdef PILOT_RECORDS_TRAFFIC

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <unistd.h>

static JsonNode *
headers_to_json (SoupMessageHeaders *headers)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  SoupMessageHeadersIter iter;
  const char *name, *value;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    json_object_set_string_member (object, name, value);
  json_node_take_object (node, object);
  return node;
}

static void
set_body (JsonObject *object, const char *name, GBytes *bytes)
{
  gsize length = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  if (data != NULL && g_utf8_validate (data, length, NULL))
    {
      g_autofree char *text = g_strndup (data, length);

      json_object_set_string_member (object, name, text);
    }
  else
    json_object_set_null_member (object, name);
}

void
pilot_traffic_record (PilotExchange *exchange)
{
  const char *file = g_getenv ("PILOT_RECORD_PORTAL");
  GUri *uri = soup_server_message_get_uri (exchange->message);
  const char *query = g_uri_get_query (uri);
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;
  int fd;

  if (file == NULL || exchange->is_compressed)
    return;
  object = json_object_new ();
  path = query != NULL ? g_strconcat (exchange->request->path, "?", query, NULL) : g_strdup (exchange->request->path);
  json_object_set_string_member (object, "method", exchange->request->method);
  json_object_set_string_member (object, "path", path);
  json_object_set_member (object, "requestHeaders", headers_to_json (soup_server_message_get_request_headers (exchange->message)));
  set_body (object, "requestBody", exchange->request->body);
  json_object_set_int_member (object, "status", exchange->response->status);
  json_object_set_member (object, "responseHeaders", headers_to_json (soup_server_message_get_response_headers (exchange->message)));
  set_body (object, "responseBody", exchange->response->body_bytes);
  node = json_node_init_object (json_node_alloc (), object);
  text = json_to_string (node, FALSE);
  /* One write: workers and portals append side by side. A line break before it: what a killed portal left half written
   * stays a line of its own. */
  line = g_strconcat ("\n", text, "\n", NULL);
  fd = g_open (file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (fd < 0)
    return;
  if (write (fd, line, strlen (line)) < 0)
    g_warning ("The exchange was not recorded: %s", g_strerror (errno));
  close (fd);
}

#else

void
pilot_traffic_record (PilotExchange *exchange)
{
}

#endif
