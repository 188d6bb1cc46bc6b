/* client-fixture.c: the application's side without a window, over a real portal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "client-fixture.h"

#include "pilot-portal-provider.h"
#include "pilot-test.h"
#include "pilot-workspace-private.h"

void
client_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

void
client_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

void
client_open (Client *self, const char *dir, const char *address, const char *token)
{
  g_autoptr (PilotTokenStore) tokens = pilot_token_store_new_for_session ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean kept;

  self->provider = pilot_portal_provider_new (tokens);
  self->profile = pilot_connection_profile_new ("portal");
  g_free (self->profile->id);
  self->profile->id = g_strdup (CLIENT_PROFILE_ID);
  self->profile->address = g_strdup (address);
  pilot_connection_provider_set_token (self->provider, self->profile, token, &kept, NULL, &error);
  g_assert_no_error (error);
  self->opened_unix_usec = g_get_real_time ();
  pilot_workspace_open_async (self->profile, self->provider, dir, NULL, client_done_cb, &result);
  client_wait (&result);
  self->workspace = pilot_workspace_open_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pilot_workspace_get_recovery_report (self->workspace), ==, NULL);
}

void
client_close (Client *self)
{
  g_autoptr (GAsyncResult) result = NULL;

  pilot_workspace_close_async (self->workspace, client_done_cb, &result);
  client_wait (&result);
  pilot_workspace_close_finish (self->workspace, result, NULL);
  g_clear_object (&self->workspace);
  g_clear_object (&self->provider);
  g_clear_pointer (&self->profile, pilot_connection_profile_free);
}

gboolean
client_is_in_step (Client *self)
{
  PilotStoreCounts counts = { 0 };
  gint64 last_sync;
  int state;

  g_object_get (self->workspace, "last-sync", &last_sync, "sync-state", &state, NULL);
  return last_sync > self->opened_unix_usec && state == PILOT_SYNC_IDLE &&
         pilot_store_get_counts (pilot_workspace_get_store (self->workspace), &counts, NULL) && counts.n_waiting == counts.n_held;
}
