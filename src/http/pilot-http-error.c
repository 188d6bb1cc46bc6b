/* pilot-http-error.c: what a person is told when HTTP fails
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-http-error.h"

#include "pilot-http-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_DETAIL_CHARS 500

typedef struct
{
  guint status;     /* 0: any */
  const char *slug; /* (nullable): any */
  PilotError code;
  const char *message; /* for people (N_()) */
} StatusRow;

/* The first row that fits counts. */
static const StatusRow status_rows[] = {
  { 0, "key-reused", PILOT_ERROR_REJECTED, N_("The portal has seen this change with other content before.") },
  { 0, "busy", PILOT_ERROR_SERVER, N_("The portal is busy.") },
  { 0, "timeout", PILOT_ERROR_TIMEOUT, N_("The portal did not receive it in time.") },
  { 401, NULL, PILOT_ERROR_UNAUTHORIZED, N_("The portal does not know this sign-in. Sign in again.") },
  { 403, NULL, PILOT_ERROR_FORBIDDEN, N_("Your role does not allow this. Ask an admin.") },
  { 404, NULL, PILOT_ERROR_NOT_FOUND, N_("The portal does not have it.") },
  { 407, NULL, PILOT_ERROR_OFFLINE, N_("The network’s proxy asks for a sign-in. Check the proxy in the system’s settings.") },
  { 408, NULL, PILOT_ERROR_TIMEOUT, N_("The portal did not receive it in time.") },
  { 409, "conflict", PILOT_ERROR_CONFLICT, N_("Somebody else has changed it meanwhile.") },
  { 410, NULL, PILOT_ERROR_GONE, N_("The portal can’t go on from where it was left. Everything is read anew.") },
  { 412, NULL, PILOT_ERROR_CONFLICT, N_("Somebody else has changed it meanwhile.") },
  { 413, NULL, PILOT_ERROR_REJECTED, N_("It is too large for the portal.") },
  { 429, NULL, PILOT_ERROR_THROTTLED, N_("The portal asks to wait.") },
};

static const struct
{
  GTlsCertificateFlags flag;
  const char *reason;
} certificate_reasons[] = {
  { G_TLS_CERTIFICATE_BAD_IDENTITY,
    N_("The portal’s certificate is for another host name. Check the address, or ask the portal’s administrator.") },
  { G_TLS_CERTIFICATE_EXPIRED, N_("The portal’s certificate has expired. Ask the portal’s administrator to renew it.") },
  { G_TLS_CERTIFICATE_NOT_ACTIVATED,
    N_("The portal’s certificate is not valid yet. Check this computer’s date and time.") },
  { G_TLS_CERTIFICATE_REVOKED, N_("The portal’s certificate has been revoked. Ask the portal’s administrator.") },
  { G_TLS_CERTIFICATE_UNKNOWN_CA,
    N_("This computer does not trust who issued the portal’s certificate. If your company has a certificate authority of "
       "its own, choose its file as the connection’s certificate authority.") },
};

static const StatusRow *
find_status (guint status, const char *slug)
{
  for (guint i = 0; i < G_N_ELEMENTS (status_rows); i++)
    if ((status_rows[i].status == 0 || status_rows[i].status == status) &&
        (status_rows[i].slug == NULL || g_strcmp0 (status_rows[i].slug, slug) == 0))
      return &status_rows[i];
  return NULL;
}

/* The messages of the first errors, since the detail often says only that there are some. */
static void
append_errors (GString *detail, JsonObject *object)
{
  JsonArray *errors = pilot_http_json_get_array (object, "errors");

  for (guint i = 0, n = 0; errors != NULL && i < json_array_get_length (errors) && n < 3; i++)
    {
      JsonNode *item = json_array_get_element (errors, i);
      const char *message = JSON_NODE_HOLDS_OBJECT (item)
                                ? pilot_http_json_get_string (json_node_get_object (item), "message")
                                : NULL;

      if (message == NULL || strstr (detail->str, message) != NULL)
        continue;
      g_string_append_printf (detail, "%s%s", detail->len > 0 ? " " : "", message);
      n++;
    }
}

/* Text of the other side is shown, so it is kept short and on one line. */
static char *
dup_shown (const char *text)
{
  g_autofree char *cut = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MAX_DETAIL_CHARS));

  for (char *at = cut; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = ' ';
  return g_strdup (g_strstrip (cut));
}

static gboolean
is_offline (const GError *cause)
{
  if (cause->domain == G_RESOLVER_ERROR || g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_EOF))
    return TRUE;
  if (cause->domain != G_IO_ERROR)
    return FALSE;
  switch (cause->code)
    {
    case G_IO_ERROR_CONNECTION_REFUSED:
    case G_IO_ERROR_CONNECTION_CLOSED: /* BROKEN_PIPE is the same number */
    case G_IO_ERROR_HOST_UNREACHABLE:
    case G_IO_ERROR_NETWORK_UNREACHABLE:
    case G_IO_ERROR_HOST_NOT_FOUND:
    case G_IO_ERROR_NOT_CONNECTED:
    case G_IO_ERROR_PARTIAL_INPUT:
    case G_IO_ERROR_PROXY_FAILED:
    case G_IO_ERROR_PROXY_AUTH_FAILED:
    case G_IO_ERROR_PROXY_NEED_AUTH:
    case G_IO_ERROR_PROXY_NOT_ALLOWED:
    case G_IO_ERROR_FAILED: /* what an unusual errno of the socket becomes */
      return TRUE;
    default:
      return FALSE;
    }
}

void
pilot_http_problem_clear (PilotHttpProblem *self)
{
  g_clear_pointer (&self->slug, g_free);
  g_clear_pointer (&self->detail, g_free);
  self->retry_after_usec = 0;
}

void
pilot_http_problem_parse (PilotHttpProblem *self, GBytes *body)
{
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GString) detail = g_string_new (NULL);
  const char *type, *title;

  *self = (PilotHttpProblem){ 0 };
  /* A page of HTML from something in between is no problem document. */
  object = pilot_http_json_parse (body, NULL);
  if (object == NULL)
    return;

  type = pilot_http_json_get_string (object, "type");
  if (type != NULL)
    {
      const char *slug = type + strlen (type);

      while (slug > type && slug[-1] != ':' && slug[-1] != '/' && slug[-1] != '#')
        slug--;
      self->slug = g_strdup (slug);
    }
  title = pilot_http_json_get_string (object, "detail");
  if (title == NULL)
    title = pilot_http_json_get_string (object, "title");
  if (title != NULL)
    g_string_append (detail, title);
  append_errors (detail, object);
  if (detail->len > 0)
    self->detail = dup_shown (detail->str);
  self->retry_after_usec =
      CLAMP (pilot_http_json_get_integer (object, "retryAfterSecs", 0), 0, 86400) * G_TIME_SPAN_SECOND;
}

gboolean
pilot_http_error_set_status (GError **error, guint status, const PilotHttpProblem *problem)
{
  const StatusRow *row = find_status (status, problem->slug);
  const char *message;
  PilotError code;

  if (row != NULL)
    {
      code = row->code;
      message = _(row->message);
    }
  else if (status >= 500)
    {
      code = PILOT_ERROR_SERVER;
      message = _("The portal has failed.");
    }
  else if (status >= 400)
    {
      code = PILOT_ERROR_REJECTED;
      message = _("The portal refused it.");
    }
  else
    {
      code = PILOT_ERROR_PROTOCOL;
      message = _("The portal’s answer can’t be understood.");
    }

  if (problem->detail != NULL)
    /* Translators: what happened, then the portal's own words; both are sentences */
    g_set_error (error, PILOT_ERROR, code, _("%s The portal says: %s"), message, problem->detail);
  else if (row == NULL)
    /* Translators: what happened (a sentence), then the number of the HTTP status */
    g_set_error (error, PILOT_ERROR, code, _("%s (HTTP status %u)"), message, status);
  else
    g_set_error_literal (error, PILOT_ERROR, code, message);
  return FALSE;
}

gboolean
pilot_http_error_set_transport (GError **error, GError *cause, GTlsCertificateFlags tls_errors)
{
  g_autoptr (GError) owned = cause;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED) || cause->domain == PILOT_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&owned));
      return FALSE;
    }
  for (guint i = 0; tls_errors != 0 && i < G_N_ELEMENTS (certificate_reasons); i++)
    if ((tls_errors & certificate_reasons[i].flag) != 0)
      {
        g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_FAILED, _(certificate_reasons[i].reason));
        return FALSE;
      }
  if (is_offline (cause))
    g_set_error (error, PILOT_ERROR, PILOT_ERROR_OFFLINE, _("The portal does not answer: %s"), cause->message);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_TIMEOUT, _("The portal did not answer in time."));
  else if (cause->domain == G_TLS_ERROR)
    g_set_error (error, PILOT_ERROR, PILOT_ERROR_FAILED,
                 _("No secure connection to the portal can be made. Check that the address is right and begins with "
                   "“https://” only if the portal speaks TLS. (%s)"),
                 cause->message);
  else
    g_set_error (error, PILOT_ERROR, PILOT_ERROR_PROTOCOL, _("The portal’s answer can’t be understood: %s"), cause->message);
  return FALSE;
}
