/* pilot-context-sign-in.c: signs in, and tells who is there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-context.h"

#include "pilot-error.h"
#include "pilot-profile-kind.h"
#include "pilot-workspace-command.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  PilotConnectionProfile *profile;   /* (owned) */
  PilotConnectionProvider *provider; /* (owned) */
  PilotWorkspace *workspace;         /* (owned) (nullable): what is open, if it is the same connection */
  char *data_dir;                    /* (owned): what else is kept of it lies there */
  char *password;                    /* (owned) (nullable) */
  gboolean pasted;                   /* the token was given, not made */
  gboolean test;
  PilotSignIn found;
} SignInData;

static void
sign_in_data_free (SignInData *self)
{
  g_clear_pointer (&self->profile, pilot_connection_profile_free);
  g_clear_object (&self->provider);
  g_clear_object (&self->workspace);
  g_free (self->data_dir);
  g_clear_pointer (&self->password, pilot_token_free);
  pilot_sign_in_clear (&self->found);
  g_free (self);
}

/* A token that nobody keeps must not live on over there; the person's stopping does not stop that. */
static void
end_sign_in (SignInData *data)
{
  if (data->found.token != NULL && !data->pasted)
    pilot_connection_provider_sign_out (data->provider, data->profile, data->found.token, NULL);
  g_clear_pointer (&data->found.token, pilot_token_free);
}

/* Before a sign-in is kept in the place of another one. */
static void
compare_company (SignInData *data)
{
  g_autoptr (GError) refusal = NULL;
  gboolean same = data->workspace != NULL
                      ? pilot_workspace_check_company (data->workspace, &data->found.info, &data->found.other, &refusal)
                      : pilot_workspace_check_kept_company (data->profile, data->data_dir, &data->found.info, &data->found.other, &refusal);

  if (!same && data->found.other == NULL)
    data->found.other = g_strdup (refusal->message);
}

static gboolean
sign_in (SignInData *data, GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotConnection) connection = NULL;

  if (!data->pasted)
    data->found.token = pilot_connection_provider_sign_in (data->provider, data->profile, data->password, cancellable, error);
  if (data->found.token == NULL)
    return FALSE;
  connection = pilot_connection_provider_open_with_token (data->provider, data->profile, data->found.token, cancellable, error);
  if (connection == NULL || !pilot_connection_probe (connection, &data->found.info, cancellable, error))
    return FALSE;
  compare_company (data);
  return TRUE;
}

static void
sign_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  SignInData *data = task_data;
  GError *error = NULL;

  if (!sign_in (data, cancellable, &error))
    {
      end_sign_in (data);
      g_task_return_error (task, error);
      return;
    }
  if (data->test || data->found.other != NULL)
    end_sign_in (data);
  g_task_return_boolean (task, TRUE);
}

static void
end_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  end_sign_in (task_data);
  g_task_return_boolean (task, TRUE);
}

void
pilot_sign_in_clear (PilotSignIn *self)
{
  pilot_connection_info_clear (&self->info);
  g_clear_pointer (&self->token, pilot_token_free);
  g_clear_pointer (&self->other, g_free);
}

void
pilot_context_sign_in_async (PilotContext *self, const PilotConnectionProfile *profile, const char *password, const char *token,
                             gboolean test, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  PilotConnectionProvider *provider = pilot_context_get_provider (self, profile->kind);
  PilotWorkspace *workspace = pilot_context_get_workspace (self);
  SignInData *data = g_new0 (SignInData, 1);

  data->profile = pilot_connection_profile_copy (profile);
  data->password = g_strdup (password != NULL ? password : "");
  data->pasted = token != NULL;
  data->found.token = g_strdup (token);
  data->test = test;
  data->data_dir = g_strdup (pilot_context_get_data_dir (self));
  if (workspace != NULL && g_strcmp0 (pilot_workspace_get_profile (workspace)->id, profile->id) == 0)
    data->workspace = g_object_ref (workspace);
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
pilot_context_sign_in_finish (PilotContext *self, GAsyncResult *result, PilotSignIn *found, GError **error)
{
  SignInData *data = g_task_get_task_data (G_TASK (result));
  g_autoptr (GTask) end = NULL;

  if (g_task_propagate_boolean (G_TASK (result), error))
    {
      *found = data->found;
      data->found = (PilotSignIn){ 0 };
      return TRUE;
    }
  /* Stopped when it had just succeeded. */
  if (data->found.token != NULL && data->provider != NULL)
    {
      end = g_task_new (self, NULL, NULL, NULL);
      g_task_set_task_data (end, data, NULL);
      g_object_set_data_full (G_OBJECT (end), "pilot-sign-in", g_object_ref (result), g_object_unref);
      g_task_run_in_thread (end, end_thread);
    }
  return FALSE;
}
