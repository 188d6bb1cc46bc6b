/* pilot-test-portal.c: a real portal process for tests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test-portal.h"

#include "pilot-demo.h"
#include "pilot-test.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

struct _PilotTestPortal
{
  char *data_dir;          /* (owned) */
  char **args;             /* (owned) */
  char *address;           /* (owned) */
  guint16 port;            /* 0: not known yet */
  char *token;             /* (owned) */
  GHashTable *tokens;      /* (owned): of those who signed in: e-mail address or role to token */
  GSubprocess *process;    /* (owned) (nullable): %NULL: it has ended */
  GDataInputStream *output; /* (owned) (nullable) */
  SoupSession *session;    /* (owned) */
};

static void
launch (PilotTestPortal *self)
{
  const char *build_dir = g_getenv ("PILOT_BUILD_DIR");
  g_autofree char *program = g_build_filename (build_dir != NULL ? build_dir : ".", "src", "server", "pilotage-portal", NULL);
  g_autofree char *listen = g_strdup_printf ("127.0.0.1:%u", self->port);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *input = g_strconcat (self->token, "\n", NULL);

  g_ptr_array_add (argv, program);
  g_ptr_array_add (argv, (char *) "--data");
  g_ptr_array_add (argv, self->data_dir);
  g_ptr_array_add (argv, (char *) "--listen");
  g_ptr_array_add (argv, listen);
  g_ptr_array_add (argv, (char *) "--token-stdin");
  for (guint i = 0; self->args != NULL && self->args[i] != NULL; i++)
    g_ptr_array_add (argv, self->args[i]);
  g_ptr_array_add (argv, NULL);
  self->process = g_subprocess_newv ((const char *const *) argv->pdata,
                                     G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (self->process), input, strlen (input), NULL, NULL, &error);
  g_assert_no_error (error);
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_free (self->address);
  self->address = g_data_input_stream_read_line (self->output, NULL, NULL, &error);
  g_assert_no_error (error);
  if (self->address == NULL)
    g_error ("the portal ended without printing its address");
  self->port = g_ascii_strtoull (strrchr (self->address, ':') + 1, NULL, 10);
}

static SoupSession *
new_session (void)
{
  SoupSession *session = soup_session_new_with_options ("timeout", 60, "proxy-resolver", NULL, NULL);

  /* Answers are to be seen as they came. */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  return session;
}

static JsonNode *
headers_to_json (SoupMessageHeaders *headers)
{
  g_autoptr (JsonObject) object = json_object_new ();
  SoupMessageHeadersIter iter;
  const char *name, *value;
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    json_object_set_string_member (object, name, value);
  json_node_set_object (node, object);
  return node;
}

static void
set_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL && g_utf8_validate (text, -1, NULL))
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

static void
record (SoupMessage *message, const char *path, const char *body, const PilotTestAnswer *answer)
{
  const char *file = g_getenv ("PILOT_RECORD_TRAFFIC");
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;
  FILE *stream;

  if (file == NULL)
    return;
  object = json_object_new ();
  node = json_node_new (JSON_NODE_OBJECT);
  json_object_set_string_member (object, "method", soup_message_get_method (message));
  json_object_set_string_member (object, "path", path);
  json_object_set_member (object, "requestHeaders", headers_to_json (soup_message_get_request_headers (message)));
  set_text (object, "requestBody", body);
  json_object_set_int_member (object, "status", answer->status);
  json_object_set_member (object, "responseHeaders", headers_to_json (answer->headers));
  set_text (object, "responseBody", answer->body);
  json_node_set_object (node, object);
  text = json_to_string (node, FALSE);
  line = g_strconcat (text, "\n", NULL);
  /* One write each, so that tests that run at the same time don't mix their lines. */
  stream = fopen (file, "ae");
  g_assert_nonnull (stream);
  setvbuf (stream, NULL, _IONBF, 0);
  g_assert_cmpuint (fwrite (line, 1, strlen (line), stream), ==, strlen (line));
  fclose (stream);
}

static gboolean
is_write (const char *method)
{
  return g_strv_contains ((const char *const[]){ "PUT", "PATCH", "DELETE", "POST", NULL }, method);
}

static SoupMessage *
new_message (PilotTestPortal *self, const char *method, const char *path, const char *token, const char *body)
{
  g_autofree char *address = g_strconcat (self->address, path, NULL);
  SoupMessage *message = soup_message_new (method, address);
  SoupMessageHeaders *headers;

  g_assert_nonnull (message);
  headers = soup_message_get_request_headers (message);
  if (token != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);

      soup_message_headers_replace (headers, "Authorization", bearer);
    }
  if (is_write (method))
    {
      g_autofree char *key = g_uuid_string_random ();

      soup_message_headers_replace (headers, "Idempotency-Key", key);
    }
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }
  return message;
}

static PilotTestAnswer *
send_message (PilotTestPortal *self, SoupMessage *message, const char *path, const char *body, GError **error)
{
  g_autoptr (GBytes) bytes = soup_session_send_and_read (self->session, message, NULL, error);
  g_autoptr (JsonParser) parser = NULL;
  PilotTestAnswer *answer;

  if (bytes == NULL)
    return NULL;
  answer = g_new0 (PilotTestAnswer, 1);
  answer->status = soup_message_get_status (message);
  answer->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  /* The data of no bytes may be NULL. */
  answer->body = g_bytes_get_size (bytes) > 0 ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : g_strdup ("");
  answer->bytes = g_steal_pointer (&bytes);
  parser = json_parser_new ();
  if (json_parser_load_from_data (parser, answer->body, -1, NULL))
    answer->json = json_parser_steal_root (parser);
  record (message, path, body, answer);
  return answer;
}

/* (transfer full): a token of an agency's user, made by the admin. */
static char *
make_recruiter_token (PilotTestPortal *self)
{
  g_autoptr (PilotTestAnswer) list = pilot_test_portal_get (self, "/v1/recruiters?limit=1&status=active", self->token);
  JsonArray *items = json_object_get_array_member (pilot_test_answer_get_object (list), "items");
  g_autofree char *body = NULL;
  g_autoptr (PilotTestAnswer) made = NULL;

  g_assert_cmpuint (json_array_get_length (items), ==, 1);
  body = g_strdup_printf ("{\"recruiterId\":\"%s\",\"label\":\"test\"}",
                          json_object_get_string_member (json_array_get_object_element (items, 0), "id"));
  made = pilot_test_portal_request (self, "POST", "/v1/tokens", self->token, body, NULL);
  pilot_test_assert_status (made, 201);
  return g_strdup (json_object_get_string_member (pilot_test_answer_get_object (made), "token"));
}

PilotTestPortal *
pilot_test_portal_start (const char *data_dir, const char *const *args)
{
  PilotTestPortal *self = g_new0 (PilotTestPortal, 1);
  g_autofree char *first = g_uuid_string_random ();
  g_autofree char *second = g_uuid_string_random ();

  self->data_dir = data_dir != NULL ? g_strdup (data_dir) : pilot_test_make_dir ();
  self->args = g_strdupv ((char **) args);
  self->token = g_strconcat (first, second, NULL);
  self->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->session = new_session ();
  launch (self);
  return self;
}

PilotTestPortal *
pilot_test_portal_start_demo (void)
{
  return pilot_test_portal_start (NULL, (const char *const[]){ "--seed-demo", NULL });
}

void
pilot_test_portal_free (PilotTestPortal *self)
{
  if (self == NULL)
    return;
  if (self->process != NULL)
    pilot_test_portal_stop (self);
  g_hash_table_unref (self->tokens);
  g_object_unref (self->session);
  g_strfreev (self->args);
  g_free (self->data_dir);
  g_free (self->address);
  g_free (self->token);
  g_free (self);
}

void
pilot_test_portal_stop (PilotTestPortal *self)
{
  pilot_test_portal_send_signal (self, SIGTERM);
  g_assert_cmpint (pilot_test_portal_wait (self), ==, 0);
}

void
pilot_test_portal_kill (PilotTestPortal *self)
{
  pilot_test_portal_send_signal (self, SIGKILL);
  g_assert_cmpint (pilot_test_portal_wait (self), ==, -1);
}

void
pilot_test_portal_restart (PilotTestPortal *self)
{
  g_assert_null (self->process);
  /* Connections to the old process are of no use any more. */
  soup_session_abort (self->session);
  launch (self);
}

void
pilot_test_portal_send_signal (PilotTestPortal *self, int number)
{
  g_assert_nonnull (self->process);
  g_subprocess_send_signal (self->process, number);
}

int
pilot_test_portal_wait (PilotTestPortal *self)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_assert_nonnull (self->process);
  g_subprocess_wait (self->process, NULL, &error);
  g_assert_no_error (error);
  status = g_subprocess_get_if_exited (self->process) ? g_subprocess_get_exit_status (self->process) : -1;
  g_clear_object (&self->output);
  g_clear_object (&self->process);
  return status;
}

void
pilot_test_portal_close_input (PilotTestPortal *self)
{
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
}

const char *
pilot_test_portal_get_address (PilotTestPortal *self)
{
  return self->address;
}

guint16
pilot_test_portal_get_port (PilotTestPortal *self)
{
  return self->port;
}

const char *
pilot_test_portal_get_data_dir (PilotTestPortal *self)
{
  return self->data_dir;
}

const char *
pilot_test_portal_get_token (PilotTestPortal *self)
{
  return self->token;
}

const char *
pilot_test_portal_sign_in (PilotTestPortal *self, const char *email)
{
  const char *known = g_hash_table_lookup (self->tokens, email);
  g_autofree char *body = NULL;
  g_autoptr (PilotTestAnswer) answer = NULL;
  char *token;

  if (known != NULL)
    return known;
  body = g_strdup_printf ("{\"email\":\"%s\",\"password\":\"" PILOT_DEMO_PASSWORD "\"}", email);
  answer = pilot_test_portal_request (self, "POST", "/v1/sign-in", NULL, body, NULL);
  pilot_test_assert_status (answer, 200);
  token = g_strdup (json_object_get_string_member (pilot_test_answer_get_object (answer), "token"));
  g_hash_table_insert (self->tokens, g_strdup (email), token);
  return token;
}

const char *
pilot_test_portal_sign_in_as (PilotTestPortal *self, PilotRole role)
{
  const char *name = pilot_role_to_name (role);
  guint n_members = 0;
  const PilotDemoMember *members = pilot_demo_get_members (&n_members);

  if (role == PILOT_ROLE_RECRUITER)
    {
      if (!g_hash_table_contains (self->tokens, name))
        g_hash_table_insert (self->tokens, g_strdup (name), make_recruiter_token (self));
      return g_hash_table_lookup (self->tokens, name);
    }
  for (guint i = 0; i < n_members; i++)
    if (strcmp (members[i].role, name) == 0)
      return pilot_test_portal_sign_in (self, members[i].email);
  g_error ("no demo member is %s", name);
}

void
pilot_test_answer_free (PilotTestAnswer *self)
{
  if (self == NULL)
    return;
  soup_message_headers_unref (self->headers);
  g_bytes_unref (self->bytes);
  g_clear_pointer (&self->json, json_node_unref);
  g_free (self->body);
  g_free (self);
}

PilotTestAnswer *
pilot_test_portal_request (PilotTestPortal *self, const char *method, const char *path, const char *token, const char *body, ...)
{
  g_autoptr (SoupMessage) message = new_message (self, method, path, token, body);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autoptr (GError) error = NULL;
  PilotTestAnswer *answer;
  const char *name;
  va_list arguments;

  va_start (arguments, body);
  while ((name = va_arg (arguments, const char *)) != NULL)
    {
      const char *value = va_arg (arguments, const char *);

      if (value != NULL)
        soup_message_headers_replace (headers, name, value);
      else
        soup_message_headers_remove (headers, name);
    }
  va_end (arguments);
  answer = send_message (self, message, path, body, &error);
  g_assert_no_error (error);
  return answer;
}

PilotTestAnswer *
pilot_test_portal_try (PilotTestPortal *self, const char *method, const char *path, const char *token, const char *body,
                       GError **error)
{
  g_autoptr (SoupMessage) message = new_message (self, method, path, token, body);

  return send_message (self, message, path, body, error);
}

PilotTestAnswer *
pilot_test_portal_get (PilotTestPortal *self, const char *path, const char *token)
{
  PilotTestAnswer *answer = pilot_test_portal_request (self, "GET", path, token, NULL, NULL);

  pilot_test_assert_status (answer, 200);
  g_assert_nonnull (answer->json);
  return answer;
}

JsonObject *
pilot_test_answer_get_object (PilotTestAnswer *self)
{
  g_assert_nonnull (self->json);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (self->json));
  return json_node_get_object (self->json);
}

const char *
pilot_test_answer_get_problem (PilotTestAnswer *self)
{
  const char *type = json_object_get_string_member (pilot_test_answer_get_object (self), "type");

  g_assert_cmpstr (pilot_test_answer_get_header (self, "Content-Type"), ==, "application/problem+json");
  g_assert_nonnull (type);
  g_assert_true (g_str_has_prefix (type, "urn:pilotage:problem:"));
  return type + strlen ("urn:pilotage:problem:");
}

const char *
pilot_test_answer_get_header (PilotTestAnswer *self, const char *name)
{
  return soup_message_headers_get_one (self->headers, name);
}
