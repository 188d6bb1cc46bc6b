/* pilot-context-sign-in.c: signs in, and tells who is there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-context.h"

#include "pilot-error.h"
#include "pilot-profile-kind.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  PilotConnectionProfile *profile;   /* (owned) */
  PilotConnectionProvider *provider; /* (owned) */
  char *password;                    /* (owned) (nullable) */
  char *token;                       /* (owned) (nullable) */
  PilotConnectionInfo info;
  gboolean kept;
} SignInData;

static void
wipe (char *secret)
{
  if (secret != NULL)
    {
      volatile char *at = secret;

      while (*at != '\0')
        *at++ = '\0';
      g_free (secret);
    }
}

static void
sign_in_data_free (SignInData *self)
{
  g_clear_pointer (&self->profile, pilot_connection_profile_free);
  g_clear_object (&self->provider);
  g_clear_pointer (&self->password, wipe);
  g_clear_pointer (&self->token, wipe);
  pilot_connection_info_clear (&self->info);
  g_free (self);
}

static void
sign_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  SignInData *data = task_data;
  g_autoptr (PilotConnection) connection = NULL;
  GError *error = NULL;

  data->kept = TRUE;
  if (data->token != NULL)
    {
      if (!pilot_connection_provider_set_token (data->provider, data->profile, data->token, &data->kept, cancellable, &error))
        {
          g_task_return_error (task, error);
          return;
        }
    }
  else if (data->password != NULL
           && !pilot_connection_provider_sign_in (data->provider, data->profile, data->password, &data->kept, cancellable,
                                                  &error))
    {
      g_task_return_error (task, error);
      return;
    }
  connection = pilot_connection_provider_open (data->provider, data->profile, cancellable, &error);
  if (connection == NULL || !pilot_connection_probe (connection, &data->info, cancellable, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
forget_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  SignInData *data = task_data;
  g_autoptr (GError) error = NULL;

  if (!pilot_connection_provider_forget (data->provider, data->profile, cancellable, &error))
    g_debug ("a sign-in that was tried is still kept: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

void
pilot_context_sign_in_async (PilotContext *self, const PilotConnectionProfile *profile, const char *password, const char *token,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  PilotConnectionProvider *provider = pilot_context_get_provider (self, profile->kind);
  SignInData *data = g_new0 (SignInData, 1);

  data->profile = pilot_connection_profile_copy (profile);
  data->password = g_strdup (password);
  data->token = g_strdup (token);
  g_task_set_task_data (task, data, (GDestroyNotify) sign_in_data_free);
  if (provider == NULL)
    {
      g_task_return_new_error (task, PILOT_ERROR, PILOT_ERROR_UNSUPPORTED,
                               _("This build of Pilotage can’t open a connection of the kind “%s”."),
                               pilot_profile_kind_label (profile->kind));
      return;
    }
  data->provider = g_object_ref (provider);
  g_task_run_in_thread (task, sign_in_thread);
}

gboolean
pilot_context_sign_in_finish (PilotContext *self, GAsyncResult *result, PilotConnectionInfo *info, gboolean *kept,
                              GError **error)
{
  SignInData *data = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *info = data->info;
  memset (&data->info, 0, sizeof data->info);
  *kept = data->kept;
  return TRUE;
}

void
pilot_context_forget (PilotContext *self, const PilotConnectionProfile *profile)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, NULL, NULL);
  PilotConnectionProvider *provider = pilot_context_get_provider (self, profile->kind);
  SignInData *data;

  if (provider == NULL)
    return;
  data = g_new0 (SignInData, 1);
  data->profile = pilot_connection_profile_copy (profile);
  data->provider = g_object_ref (provider);
  g_task_set_task_data (task, data, (GDestroyNotify) sign_in_data_free);
  g_task_run_in_thread (task, forget_thread);
}
