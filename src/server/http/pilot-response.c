/* pilot-response.c: what a handler answers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-response.h"

#include "pilot-error.h"

/* RFC 9110's phrase for the statuses that the portal answers with; the title of a problem. */
static const char *
status_title (guint status)
{
  switch (status)
    {
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 422:
      return "Unprocessable Content";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 503:
      return "Service Unavailable";
    default:
      return status < 500 ? "Bad Request" : "Internal Server Error";
    }
}

PilotResponse *
pilot_response_new (void)
{
  PilotResponse *self = g_new0 (PilotResponse, 1);

  self->status = 500;
  self->body = g_string_new (NULL);
  return self;
}

void
pilot_response_free (PilotResponse *self)
{
  if (self == NULL)
    return;
  g_string_free (self->body, TRUE);
  g_clear_pointer (&self->body_bytes, g_bytes_unref);
  g_free (self->allow);
  g_free (self->ended_token_id);
  g_free (self);
}

GString *
pilot_response_json (PilotResponse *self, guint status)
{
  self->status = status;
  self->content_type = "application/json";
  g_clear_pointer (&self->body_bytes, g_bytes_unref);
  g_string_truncate (self->body, 0);
  return self->body;
}

void
pilot_response_empty (PilotResponse *self, guint status)
{
  pilot_response_json (self, status);
  self->content_type = NULL;
}

void
pilot_response_problem (PilotResponse *self, guint status, const char *slug, const char *detail)
{
  pilot_response_problem_with (self, status, slug, detail, NULL);
}

void
pilot_response_problem_with (PilotResponse *self, guint status, const char *slug, const char *detail, const char *members_json)
{
  GString *body = pilot_response_json (self, status);

  self->content_type = "application/problem+json";
  self->etag = 0;
  g_string_append_printf (body, "{\"type\":\"urn:pilotage:problem:%s\",\"title\":\"%s\",\"status\":%u", slug,
                          status_title (status), status);
  if (detail != NULL)
    {
      g_string_append (body, ",\"detail\":");
      pilot_response_append_json_string (body, detail);
    }
  if (self->retry_after_secs > 0)
    g_string_append_printf (body, ",\"retryAfterSecs\":%u", self->retry_after_secs);
  if (members_json != NULL)
    g_string_append_printf (body, ",%s", members_json);
  g_string_append_c (body, '}');
}

void
pilot_response_invalid (PilotResponse *self, const char *field, const char *message)
{
  g_autoptr (GString) members = g_string_new ("\"errors\":[{\"field\":");

  pilot_response_append_json_string (members, field);
  g_string_append (members, ",\"message\":");
  pilot_response_append_json_string (members, message);
  g_string_append (members, "}]");
  pilot_response_problem_with (self, 422, PILOT_PROBLEM_INVALID, message, members->str);
}

void
pilot_response_error (PilotResponse *self, const char *request_id, const GError *error)
{
  /* SQLite's messages name tables and columns, not what is in them. */
  g_message ("request %s failed: %s", request_id, error->message);
  self->retry_after_secs = g_error_matches (error, PILOT_ERROR, PILOT_ERROR_BUSY)       ? 2
                           : g_error_matches (error, PILOT_ERROR, PILOT_ERROR_NO_SPACE) ? 60
                                                                                        : 0;
  if (self->retry_after_secs > 0)
    pilot_response_problem (self, 503, PILOT_PROBLEM_BUSY, NULL);
  else
    pilot_response_problem (self, 500, PILOT_PROBLEM_INTERNAL, NULL);
}

char *
pilot_response_dup_wire (PilotResponse *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "HTTP/1.1 %u %s\r\nConnection: close\r\nCache-Control: no-store\r\n", self->status,
                          status_title (self->status));
  if (self->retry_after_secs > 0)
    g_string_append_printf (text, "Retry-After: %u\r\n", self->retry_after_secs);
  if (self->content_type != NULL)
    g_string_append_printf (text, "Content-Type: %s\r\n", self->content_type);
  g_string_append_printf (text, "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s", self->body->len, self->body->str);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
pilot_response_append_json_string (GString *out, const char *text)
{
  if (text == NULL)
    {
      g_string_append (out, "null");
      return;
    }
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0';)
    {
      const char *plain = p;

      while ((guchar) *p >= 0x20 && *p != '"' && *p != '\\')
        p++;
      g_string_append_len (out, plain, p - plain);
      if (*p == '\0')
        break;
      if (*p == '"' || *p == '\\')
        g_string_append_printf (out, "\\%c", *p);
      else
        g_string_append_printf (out, "\\u%04x", (guint) (guchar) *p);
      p++;
    }
  g_string_append_c (out, '"');
}
