/* pilot-operator-client.c: `pilotage-portal operator …`: the operator's commands, from a terminal or a script
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-operator-client.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "pilot-error.h"

#define DEFAULT_PORTAL "http://127.0.0.1:8480"
/* Checks over a large portal take their time. */
#define TIMEOUT_SECS 600

static const struct
{
  const char *word;
  const char *command;
  gboolean needs_run;
  gboolean needs_reason;
} words_known[] = {
  { "enable", "enable-subscription", FALSE, FALSE }, { "accept", "accept-run", TRUE, FALSE }, { "start", "start-run", TRUE, FALSE },
  { "pause", "pause-run", TRUE, FALSE },             { "resume", "resume-run", TRUE, FALSE }, { "retry", "retry-run", TRUE, FALSE },
  { "cancel", "cancel-run", TRUE, TRUE },
};

/* Where to, and as whom. */
typedef struct
{
  SoupSession *session; /* (owned) */
  char *portal;         /* (owned): without a final slash */
  char *authorization;  /* (owned) */
} Client;

static void
client_clear (Client *self)
{
  g_clear_object (&self->session);
  g_free (self->portal);
  g_free (self->authorization);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Client, client_clear)

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID, message);
  return FALSE;
}

/* The token goes over TLS, or stays on this computer. */
static gboolean
is_safe (const char *portal)
{
  g_autoptr (GUri) uri = g_uri_parse (portal, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || *host == '\0')
    return FALSE;
  return strcmp (scheme, "https") == 0 || (strcmp (scheme, "http") == 0 && (strcmp (host, "127.0.0.1") == 0 || strcmp (host, "::1") == 0 ||
                                                                          strcmp (host, "localhost") == 0));
}

static gboolean
open_client (Client *self, const PilotOperatorOptions *options, GError **error)
{
  g_autofree char *token = NULL;

  self->portal = g_strdup (options->portal != NULL ? options->portal : DEFAULT_PORTAL);
  if (g_str_has_suffix (self->portal, "/"))
    self->portal[strlen (self->portal) - 1] = '\0';
  if (!is_safe (self->portal))
    return refuse (error, _("--portal must be an https address, or an http address on this computer"));
  if (options->token_file == NULL)
    return refuse (error, _("--token-file is missing: it holds the operator’s token"));
  if (!g_file_get_contents (options->token_file, &token, NULL, error))
    return FALSE;
  if (*g_strstrip (token) == '\0')
    {
      g_set_error (error, PILOT_ERROR, PILOT_ERROR_INVALID, _("There is no access token in the file “%s”: it is empty."), options->token_file);
      return FALSE;
    }
  self->authorization = g_strconcat ("Bearer ", token, NULL);
  self->session = soup_session_new ();
  soup_session_set_timeout (self->session, TIMEOUT_SECS);
  /* This computer is not behind a proxy of its own. */
  if (g_str_has_prefix (self->portal, "http:"))
    soup_session_set_proxy_resolver (self->session, NULL);
  return TRUE;
}

/* (transfer full) (nullable): what the portal says in an answer that is no success. */
static char *
dup_detail (JsonNode *node)
{
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (object == NULL)
    return NULL;
  return g_strdup (json_object_get_string_member_with_default (object, "detail", json_object_get_string_member_with_default (object, "title", NULL)));
}

/* (transfer full) (nullable): the answer, a JSON object. */
static JsonNode *
send_once (Client *self, const char *method, const char *path, const char *key, const char *body, GError **error)
{
  g_autofree char *address = g_strconcat (self->portal, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, address);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) cause = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;
  g_autofree char *detail = NULL;

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", self->authorization);
  if (key != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Idempotency-Key", key);
  if (body != NULL)
    {
      g_autoptr (GBytes) request = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", request);
    }
  bytes = soup_session_send_and_read (self->session, message, NULL, &cause);
  if (bytes == NULL)
    {
      g_set_error (error, PILOT_ERROR, PILOT_ERROR_OFFLINE, _("The portal does not answer: %s"), cause->message);
      return NULL;
    }
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  node = json_from_string (text, NULL);
  if (soup_message_get_status (message) == 200 && node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return g_steal_pointer (&node);
  detail = dup_detail (node);
  if (detail != NULL)
    g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_REJECTED, detail);
  else
    g_set_error (error, PILOT_ERROR, PILOT_ERROR_REJECTED, _("The portal answered with status %u"), (guint) soup_message_get_status (message));
  return NULL;
}

/* (transfer full) (nullable): a lost answer is asked for again, under the same key. */
static JsonNode *
send (Client *self, const char *method, const char *path, const char *body, GError **error)
{
  g_autofree char *key = body != NULL ? g_uuid_string_random () : NULL;
  g_autoptr (GError) cause = NULL;
  JsonNode *answer = send_once (self, method, path, key, body, &cause);

  if (answer == NULL && g_error_matches (cause, PILOT_ERROR, PILOT_ERROR_OFFLINE))
    return send_once (self, method, path, key, body, error);
  if (answer == NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  return answer;
}

/* (transfer full) (nullable) (element-type JsonNode): every run. */
static GPtrArray *
load_runs (Client *self, GError **error)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  g_autofree char *path = g_strdup ("/v1/runs");

  while (path != NULL)
    {
      g_autoptr (JsonNode) page = send (self, "GET", path, NULL, error);
      g_autofree char *cursor = NULL;
      JsonArray *items;
      const char *next;

      if (page == NULL)
        return NULL;
      items = json_object_get_array_member (json_node_get_object (page), "items");
      for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
        g_ptr_array_add (runs, json_node_ref (json_array_get_element (items, i)));
      next = json_object_get_string_member_with_default (json_node_get_object (page), "next", NULL);
      cursor = next != NULL ? g_uri_escape_string (next, NULL, FALSE) : NULL;
      g_free (path);
      path = cursor != NULL ? g_strconcat ("/v1/runs?cursor=", cursor, NULL) : NULL;
    }
  return g_steal_pointer (&runs);
}

static const char *
get_member (JsonNode *run, const char *member)
{
  return json_object_get_string_member_with_default (json_node_get_object (run), member, "");
}

/* Whether an admin waits for what stayed behind to be tried again. */
static gboolean
is_retry_asked (JsonNode *run)
{
  return *get_member (run, "retryAskedBy") != '\0';
}

static gboolean
is_paused (JsonNode *run)
{
  return json_object_get_boolean_member_with_default (json_node_get_object (run), "paused", FALSE);
}

static gboolean
print_runs (Client *self, GError **error)
{
  g_autoptr (GPtrArray) runs = load_runs (self, error);

  for (guint i = 0; runs != NULL && i < runs->len; i++)
    g_print ("%s\t%s\t%s\t%s\n", get_member (runs->pdata[i], "id"), get_member (runs->pdata[i], "state"), get_member (runs->pdata[i], "name"),
             is_retry_asked (runs->pdata[i]) ? _("retry asked for") : is_paused (runs->pdata[i]) ? _("paused") : "");
  return runs != NULL;
}

/* (transfer full) (nullable): of a run by its id or its name. */
static char *
find_run (Client *self, const char *word, GError **error)
{
  g_autoptr (GPtrArray) runs = NULL;
  const char *found = NULL;

  if (g_uuid_string_is_valid (word))
    return g_ascii_strdown (word, -1);
  runs = load_runs (self, error);
  if (runs == NULL)
    return NULL;
  for (guint i = 0; i < runs->len; i++)
    if (strcmp (get_member (runs->pdata[i], "name"), word) == 0)
      {
        if (found != NULL)
          {
            g_set_error (error, PILOT_ERROR, PILOT_ERROR_INVALID, _("Several runs are named “%s”: give the id"), word);
            return NULL;
          }
        found = get_member (runs->pdata[i], "id");
      }
  if (found == NULL)
    g_set_error (error, PILOT_ERROR, PILOT_ERROR_INVALID, _("There is no run “%s”"), word);
  return g_strdup (found);
}

static char *
make_body (const char *run_id, const char *reason)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonObject *arguments = json_object_new ();

  if (run_id != NULL)
    json_object_set_string_member (arguments, "run_id", run_id);
  if (reason != NULL)
    json_object_set_string_member (arguments, "reason", reason);
  json_object_set_object_member (object, "arguments", arguments);
  json_node_take_object (root, object);
  return json_to_string (root, FALSE);
}

static gboolean
give (Client *self, guint known, const char *run, const char *reason, GError **error)
{
  g_autofree char *path = g_strconcat ("/v1/commands/", words_known[known].command, NULL);
  g_autofree char *run_id = run != NULL ? find_run (self, run, error) : NULL;
  g_autofree char *body = NULL;
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GList) names = NULL;
  JsonObject *values;

  if (run != NULL && run_id == NULL)
    return FALSE;
  body = make_body (run_id, words_known[known].needs_reason ? reason : NULL);
  answer = send (self, "POST", path, body, error);
  if (answer == NULL)
    return FALSE;
  values = json_object_get_object_member (json_node_get_object (answer), "values");
  names = values != NULL ? g_list_sort (json_object_get_members (values), (GCompareFunc) g_strcmp0) : NULL;
  for (GList *at = names; at != NULL; at = at->next)
    g_print ("%s: %s\n", (const char *) at->data, json_object_get_string_member_with_default (values, at->data, ""));
  return TRUE;
}

const char *
pilot_operator_client_get_usage (void)
{
  return _("operator runs | enable | accept RUN | start RUN | pause RUN | resume RUN | retry RUN | cancel RUN --reason TEXT\n"
           "with --portal URL and --token-file FILE: gives the operator’s commands to a running portal");
}

gboolean
pilot_operator_client_run (const PilotOperatorOptions *options, const char *const *words, GError **error)
{
  g_auto (Client) client = { 0 };
  guint n_words = g_strv_length ((char **) words);
  guint known = 0;

  while (n_words > 0 && known < G_N_ELEMENTS (words_known) && strcmp (words_known[known].word, words[0]) != 0)
    known++;
  if (n_words == 1 && strcmp (words[0], "runs") == 0)
    return open_client (&client, options, error) && print_runs (&client, error);
  if (n_words == 0 || known == G_N_ELEMENTS (words_known) || n_words != (words_known[known].needs_run ? 2u : 1u))
    return refuse (error, pilot_operator_client_get_usage ());
  if (words_known[known].needs_reason && options->reason == NULL)
    return refuse (error, _("--reason is missing"));
  return open_client (&client, options, error) && give (&client, known, words[1], options->reason, error);
}
