/* test-portal-provider.c: signing in, keeping the token, forgetting it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-portal-provider.h"
#include "pilot-test.h"
#include "portal-script.h"

#include <string.h>

typedef struct
{
  PortalScript *script;              /* (owned) */
  PilotTokenStore *store;            /* (owned) */
  PilotConnectionProvider *provider; /* (owned) */
  PilotConnectionProfile *profile;   /* (owned) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->script = portal_script_new ();
  self->store = pilot_token_store_new_for_session ();
  self->provider = pilot_portal_provider_new (self->store);
  self->profile = pilot_connection_profile_new ("portal");
  self->profile->address = g_strdup (portal_script_get_address (self->script));
  self->profile->email = g_strdup ("ada@example.com");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  pilot_connection_profile_free (self->profile);
  g_object_unref (self->provider);
  g_object_unref (self->store);
  portal_script_assert_done (self->script);
  portal_script_free (self->script);
}

static void
test_sign_in (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotConnection) connection = NULL;
  g_auto (PilotConnectionInfo) info = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *signed_in = NULL;
  g_autofree char *probed = NULL;
  g_autofree char *token = NULL;
  gboolean kept = TRUE;

  connection = pilot_connection_provider_open (self->provider, self->profile, NULL, &error);
  g_assert_null (connection);
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_UNAUTHORIZED);
  g_clear_error (&error);

  portal_script_expect (self->script, "POST /v1/sign-in ", 200, "{\"token\":\"t0k3n\",\"tokenId\":\"x\"}");
  token = pilot_connection_provider_sign_in (self->provider, self->profile, "pass\"word", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, "t0k3n");
  g_assert_null (pilot_token_store_peek (self->store, self->profile->id));
  g_assert_true (pilot_connection_provider_set_token (self->provider, self->profile, token, &kept, NULL, &error));
  g_assert_false (kept);
  signed_in = portal_script_take (self->script, 0);
  g_assert_null (strstr (signed_in, "authorization"));
  g_assert_true (g_str_has_suffix (
      signed_in, "{\"email\":\"ada@example.com\",\"password\":\"pass\\\"word\",\"label\":\"Pilotage\"}"));

  portal_script_expect (self->script, "GET /v1/me ", 200, "{\"role\":\"admin\"}");
  connection = pilot_connection_provider_open (self->provider, self->profile, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (pilot_connection_probe (connection, &info, NULL, &error));
  probed = portal_script_take (self->script, 1);
  g_assert_nonnull (strstr (probed, "authorization: Bearer t0k3n"));
}

/* A person signs in again while the connection is open: it goes on with the new token. */
static void
test_sign_in_again (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotConnection) connection = NULL;
  g_auto (PilotConnectionInfo) info = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *probed = NULL;
  gboolean kept;

  g_assert_true (pilot_connection_provider_set_token (self->provider, self->profile, " first\n", &kept, NULL, &error));
  connection = pilot_connection_provider_open (self->provider, self->profile, NULL, &error);
  g_assert_true (pilot_connection_provider_set_token (self->provider, self->profile, "second", &kept, NULL, &error));
  portal_script_expect (self->script, "GET /v1/me ", 200, "{\"role\":\"admin\"}");
  g_assert_true (pilot_connection_probe (connection, &info, NULL, &error));
  probed = portal_script_take (self->script, 0);
  g_assert_nonnull (strstr (probed, "authorization: Bearer second\n"));
}

/* What is only tried takes the place of nothing, and ends where it began. */
static void
test_trial (Fixture *self, gconstpointer data)
{
  g_autoptr (PilotConnection) connection = NULL;
  g_auto (PilotConnectionInfo) info = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *probed = NULL;
  g_autofree char *ended = NULL;
  g_autofree char *made = NULL;
  g_autofree char *kept_token = NULL;
  gboolean kept;

  g_assert_true (pilot_connection_provider_set_token (self->provider, self->profile, "former", &kept, NULL, &error));
  portal_script_expect (self->script, "POST /v1/sign-in ", 200, "{\"token\":\"made\",\"tokenId\":\"x\"}");
  made = pilot_connection_provider_sign_in (self->provider, self->profile, "word", NULL, &error);
  g_assert_cmpstr (made, ==, "made");
  connection = pilot_connection_provider_open_with_token (self->provider, self->profile, " made\n", NULL, &error);
  g_assert_no_error (error);
  portal_script_expect (self->script, "GET /v1/me ", 200, "{\"role\":\"admin\",\"company\":{\"id\":\"c1\",\"name\":\"Northwind\"}}");
  g_assert_true (pilot_connection_probe (connection, &info, NULL, &error));
  g_assert_cmpstr (info.company_id, ==, "c1");
  probed = portal_script_take (self->script, 1);
  g_assert_nonnull (strstr (probed, "authorization: Bearer made\n"));
  portal_script_expect (self->script, "POST /v1/sign-out ", 204, "");
  pilot_connection_provider_sign_out (self->provider, self->profile, made, NULL);
  ended = portal_script_take (self->script, 2);
  g_assert_nonnull (strstr (ended, "authorization: Bearer made\n"));
  kept_token = pilot_token_store_peek (self->store, self->profile->id);
  g_assert_cmpstr (kept_token, ==, "former");

  g_assert_null (pilot_connection_provider_open_with_token (self->provider, self->profile, "no token", NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  static const struct
  {
    guint status;
    const char *body;
    PilotError code;
    const char *says;
  } cases[] = {
    { 401, "{}", PILOT_ERROR_UNAUTHORIZED, "password" },
    { 429, "{\"retryAfterSecs\":30}", PILOT_ERROR_THROTTLED, "30 seconds" },
    { 404, "", PILOT_ERROR_NOT_FOUND, "no portal" },
    { 405, "<html>", PILOT_ERROR_NOT_FOUND, "no portal" },
    { 501, "<html>", PILOT_ERROR_NOT_FOUND, "no portal" },
    { 502, "<html>", PILOT_ERROR_SERVER, "failed" },
    { 200, "<html>", PILOT_ERROR_PROTOCOL, "address" },
    { 200, "{}", PILOT_ERROR_PROTOCOL, "token" },
    { 200, "{\"token\":\"with blank\"}", PILOT_ERROR_INVALID, "token" },
    { 200, "{\"token\":\"with\\r\\nHeader: x\"}", PILOT_ERROR_INVALID, "token" },
    { 200, "{\"token\":\"\"}", PILOT_ERROR_INVALID, "token" },
    { 0, "", PILOT_ERROR_OFFLINE, "answer" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      portal_script_expect (self->script, "POST /v1/sign-in ", cases[i].status, cases[i].body);
      g_assert_null (pilot_connection_provider_sign_in (self->provider, self->profile, "secret-word", NULL, &error));
      g_assert_error (error, PILOT_ERROR, (int) cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_assert_null (strstr (error->message, "secret-word"));
      g_assert_null (pilot_token_store_peek (self->store, self->profile->id));
    }
}

static void
test_bad_profile (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_free (self->profile->address);
  self->profile->address = g_strdup ("http://portal.example.com");
  g_assert_null (pilot_connection_provider_sign_in (self->provider, self->profile, "x", NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_clear_error (&error);
  g_clear_pointer (&self->profile->address, g_free);
  g_assert_null (pilot_connection_provider_open (self->provider, self->profile, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_clear_error (&error);
  self->profile->address = g_strdup (portal_script_get_address (self->script));
  g_clear_pointer (&self->profile->email, g_free);
  g_assert_null (pilot_connection_provider_sign_in (self->provider, self->profile, "x", NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
}

static void
test_forget (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *seen = NULL;
  gboolean kept;

  g_assert_true (pilot_connection_provider_set_token (self->provider, self->profile, "first", &kept, NULL, &error));
  portal_script_expect (self->script, "POST /v1/sign-out ", 204, "");
  g_assert_true (pilot_connection_provider_forget (self->provider, self->profile, NULL, &error));
  seen = portal_script_take (self->script, 0);
  g_assert_nonnull (strstr (seen, "authorization: Bearer first"));
  g_assert_null (pilot_token_store_peek (self->store, self->profile->id));

  /* The token is wiped here even where the portal can't be told. */
  g_assert_true (pilot_connection_provider_set_token (self->provider, self->profile, "second", &kept, NULL, &error));
  portal_script_expect (self->script, "POST /v1/sign-out ", 0, "");
  g_assert_true (pilot_connection_provider_forget (self->provider, self->profile, NULL, &error));
  g_assert_null (pilot_token_store_peek (self->store, self->profile->id));

  /* And where there is none, nothing is sent. */
  g_assert_true (pilot_connection_provider_forget (self->provider, self->profile, NULL, &error));
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/portal/provider/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("a sign-in gives a token that is used from then on", test_sign_in);
  ADD ("a new sign-in is good for the open connection", test_sign_in_again);
  ADD ("a sign-in that is only tried leaves the kept one as it is", test_trial);
  ADD ("every refusal says what to do, and keeps nothing", test_refused);
  ADD ("an address or e-mail that can't be used is refused before anything is sent", test_bad_profile);
  ADD ("to forget is to revoke and to wipe", test_forget);
  return g_test_run ();
}
