/* pilot-portal-provider.c: connections of the kind "portal"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-portal-provider.h"

#include "pilot-http-json.h"
#include "pilot-portal-connection.h"
#include "pilot-wire.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _PilotPortalProvider
{
  GObject parent_instance;

  PilotTokenStore *store; /* (owned) */
};

static void pilot_portal_provider_provider_init (PilotConnectionProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PilotPortalProvider, pilot_portal_provider, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PILOT_TYPE_CONNECTION_PROVIDER, pilot_portal_provider_provider_init))

/* Where a client of one profile finds its token. */
typedef struct
{
  PilotTokenStore *store; /* (owned) */
  char *profile_id;       /* (owned) */
} TokenSource;

static void
token_source_free (gpointer data)
{
  TokenSource *self = data;

  g_object_unref (self->store);
  g_free (self->profile_id);
  g_free (self);
}

static char *
token_cb (gpointer user_data)
{
  TokenSource *source = user_data;

  return pilot_token_store_peek (source->store, source->profile_id);
}

static char *
given_token_cb (gpointer user_data)
{
  return g_strdup (user_data);
}

static PilotHttpClient *
create_bare_client (const PilotConnectionProfile *profile, GError **error)
{
  return pilot_http_client_new (profile->address != NULL ? profile->address : "", profile->ca_path, error);
}

/* A client of the token that is given, whatever is kept. */
static PilotHttpClient *
create_client_with (const PilotConnectionProfile *profile, const char *token, GError **error)
{
  PilotHttpClient *client = create_bare_client (profile, error);

  if (client != NULL)
    pilot_http_client_set_token_func (client, given_token_cb, g_strdup (token), (GDestroyNotify) pilot_token_free);
  return client;
}

/* A client of the token that is kept when it is used. */
static PilotHttpClient *
create_client (PilotPortalProvider *self, const PilotConnectionProfile *profile, GError **error)
{
  PilotHttpClient *client = create_bare_client (profile, error);
  TokenSource *source;

  if (client == NULL)
    return NULL;
  source = g_new0 (TokenSource, 1);
  source->store = g_object_ref (self->store);
  source->profile_id = g_strdup (profile->id);
  pilot_http_client_set_token_func (client, token_cb, source, token_source_free);
  return client;
}

static const char *
pilot_portal_provider_get_kind (PilotConnectionProvider *provider)
{
  return "portal";
}

static PilotConnection *
pilot_portal_provider_open (PilotConnectionProvider *provider, const PilotConnectionProfile *profile, GCancellable *cancellable,
                            GError **error)
{
  PilotPortalProvider *self = PILOT_PORTAL_PROVIDER (provider);
  g_autoptr (PilotHttpClient) client = create_client (self, profile, error);
  char *token;

  if (client == NULL)
    return NULL;
  /* This puts the token into memory, where each request looks for it. */
  token = pilot_token_store_lookup (self->store, profile->id, cancellable);
  if (token == NULL)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_UNAUTHORIZED, _("No sign-in is kept for this portal. Sign in again."));
      return NULL;
    }
  pilot_token_free (token);
  return pilot_portal_connection_new_for_client (client);
}

/* (transfer full): the token without what a paste or a file adds; %NULL if it is none. */
static char *
dup_token (const char *token, GError **error)
{
  char *stripped = g_strstrip (g_strdup (token));

  if (pilot_token_check (stripped, error))
    return stripped;
  pilot_token_free (stripped);
  return NULL;
}

static PilotConnection *
pilot_portal_provider_open_with_token (PilotConnectionProvider *provider, const PilotConnectionProfile *profile, const char *token,
                                       GCancellable *cancellable, GError **error)
{
  char *stripped = dup_token (token, error);
  g_autoptr (PilotHttpClient) client = stripped != NULL ? create_client_with (profile, stripped, error) : NULL;

  pilot_token_free (stripped);
  return client != NULL ? pilot_portal_connection_new_for_client (client) : NULL;
}

/* (transfer full): the token of an answer to a sign-in. */
static char *
take_answer (const PilotHttpResponse *response, GError **error)
{
  g_autoptr (JsonObject) object = pilot_http_json_parse (response->body, error);
  const char *token;

  if (object == NULL)
    return NULL;
  token = pilot_http_json_get_string (object, "token");
  if (token == NULL)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_PROTOCOL, _("The portal’s answer holds no token."));
      return NULL;
    }
  return pilot_token_check (token, error) ? g_strdup (token) : NULL;
}

static char *
pilot_portal_provider_sign_in (PilotConnectionProvider *provider, const PilotConnectionProfile *profile, const char *password,
                               GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotHttpClient) client = create_bare_client (profile, error);
  PilotHttpRequest request = { .method = "POST", .path = "/v1/sign-in", .anonymous = TRUE, .json_length_bytes = -1 };
  g_auto (PilotHttpResponse) response = { 0 };
  g_autoptr (GError) cause = NULL;
  GString *body;
  gboolean ok;

  if (client == NULL)
    return NULL;
  if (profile->email == NULL || *profile->email == '\0' || !g_utf8_validate (profile->email, -1, NULL) ||
      !g_utf8_validate (password, -1, NULL))
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID, _("An e-mail address and a password are needed."));
      return NULL;
    }

  /* Room for the password with every byte escaped, so that no copy is left behind by growing. */
  body = g_string_sized_new (6 * (strlen (profile->email) + strlen (password)) + 128);
  g_string_append (body, "{\"email\":");
  pilot_wire_append_string (body, profile->email, -1);
  g_string_append (body, ",\"password\":");
  pilot_wire_append_string (body, password, -1);
  g_string_append (body, ",\"label\":\"Pilotage\"}");
  request.json = body->str;
  ok = pilot_http_client_send (client, &request, &response, cancellable, &cause);
  explicit_bzero (body->str, body->len);
  g_string_free (body, TRUE);

  if (ok)
    return take_answer (&response, error);
  if (g_error_matches (cause, PILOT_ERROR, PILOT_ERROR_UNAUTHORIZED))
    g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_UNAUTHORIZED, _("The e-mail address or the password is wrong."));
  else if (g_error_matches (cause, PILOT_ERROR, PILOT_ERROR_THROTTLED))
    {
      gint64 secs = MAX (1, response.retry_after_usec / G_TIME_SPAN_SECOND);

      g_set_error (error, PILOT_ERROR, PILOT_ERROR_THROTTLED,
                   ngettext ("Too many tries. Wait %d second, then try again.", "Too many tries. Wait %d seconds, then try again.",
                             (gulong) secs),
                   (int) secs);
    }
  /* What serves something else knows no such path, or takes nothing there. */
  else if (response.status == 404 || response.status == 405 || response.status == 501)
    g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND, _("There is no portal at this address."));
  else
    g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
}

static void
pilot_portal_provider_sign_out (PilotConnectionProvider *provider, const PilotConnectionProfile *profile, const char *token,
                                GCancellable *cancellable)
{
  g_autoptr (PilotHttpClient) client = create_client_with (profile, token, NULL);
  PilotHttpRequest request = { .method = "POST", .path = "/v1/sign-out" };
  g_auto (PilotHttpResponse) response = { 0 };
  g_autoptr (GError) cause = NULL;

  if (client != NULL && !pilot_http_client_send (client, &request, &response, cancellable, &cause))
    g_debug ("The token was not revoked: %s", cause->message);
}

static gboolean
pilot_portal_provider_set_token (PilotConnectionProvider *provider, const PilotConnectionProfile *profile, const char *token,
                                 gboolean *kept, GCancellable *cancellable, GError **error)
{
  PilotPortalProvider *self = PILOT_PORTAL_PROVIDER (provider);
  char *stripped = dup_token (token, error);
  gboolean ok = stripped != NULL &&
                pilot_token_store_save (self->store, profile->id, profile->title, stripped, kept, cancellable, error);

  pilot_token_free (stripped);
  return ok;
}

static gboolean
pilot_portal_provider_forget (PilotConnectionProvider *provider, const PilotConnectionProfile *profile, GCancellable *cancellable,
                              GError **error)
{
  PilotPortalProvider *self = PILOT_PORTAL_PROVIDER (provider);
  char *token = pilot_token_store_lookup (self->store, profile->id, cancellable);

  /* A portal that is away must not keep a person from wiping the token here; it ends by itself over there. */
  if (token != NULL)
    pilot_portal_provider_sign_out (provider, profile, token, cancellable);
  pilot_token_free (token);
  return pilot_token_store_clear (self->store, profile->id, cancellable, error);
}

static void
pilot_portal_provider_provider_init (PilotConnectionProviderInterface *iface)
{
  iface->get_kind = pilot_portal_provider_get_kind;
  iface->open = pilot_portal_provider_open;
  iface->sign_in = pilot_portal_provider_sign_in;
  iface->sign_out = pilot_portal_provider_sign_out;
  iface->open_with_token = pilot_portal_provider_open_with_token;
  iface->set_token = pilot_portal_provider_set_token;
  iface->forget = pilot_portal_provider_forget;
}

static void
pilot_portal_provider_finalize (GObject *object)
{
  g_clear_object (&PILOT_PORTAL_PROVIDER (object)->store);
  G_OBJECT_CLASS (pilot_portal_provider_parent_class)->finalize (object);
}

static void
pilot_portal_provider_class_init (PilotPortalProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pilot_portal_provider_finalize;
}

static void
pilot_portal_provider_init (PilotPortalProvider *self)
{
}

PilotConnectionProvider *
pilot_portal_provider_new (PilotTokenStore *store)
{
  PilotPortalProvider *self = g_object_new (PILOT_TYPE_PORTAL_PROVIDER, NULL);

  g_return_val_if_fail (PILOT_IS_TOKEN_STORE (store), NULL);

  self->store = g_object_ref (store);
  return PILOT_CONNECTION_PROVIDER (self);
}
