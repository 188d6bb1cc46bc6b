/* pilot-context-open.c: opens a connection, closes it, removes what it keeps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-context-private.h"

#include "pilot-error.h"
#include "pilot-profile-kind.h"
#include "pilot-profiles.h"

#include <glib/gi18n-lib.h>

/* What an opening needs on its way. */
typedef struct
{
  PilotConnectionProfile *profile;   /* (owned) */
  PilotConnectionProvider *provider; /* (owned) */
  char *token;                       /* (owned) (nullable): a new sign-in */
  gboolean kept;                     /* the token; TRUE without one */
  PilotConnectionProfile *former;    /* (owned) (nullable): what was open */
  GError *error;                     /* (owned) (nullable): why it can't be opened */
} OpenData;

static void
open_data_free (OpenData *self)
{
  g_clear_pointer (&self->profile, pilot_connection_profile_free);
  g_clear_pointer (&self->former, pilot_connection_profile_free);
  g_clear_pointer (&self->token, pilot_token_free);
  g_clear_object (&self->provider);
  g_clear_error (&self->error);
  g_free (self);
}

/* Takes @error. */
static void
fail (GTask *task, GError *error)
{
  pilot_context_change_busy (g_task_get_source_object (task), -1);
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
reopened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  OpenData *data = g_task_get_task_data (task);
  g_autoptr (GError) why_not = NULL;
  PilotWorkspace *workspace = pilot_workspace_open_finish (result, &why_not);
  const char *title = data->former->title != NULL ? data->former->title : "";
  GError *error;

  if (workspace != NULL)
    {
      pilot_context_take_workspace (g_task_get_source_object (task), workspace);
      /* Translators: a sentence, why another connection can't be opened, then the title of the one that was open before */
      error = g_error_new (data->error->domain, data->error->code, _("%s\n“%s” is open again."), data->error->message, title);
    }
  else
    /* Translators: two sentences, the reasons; in between the title of the connection that was open before */
    error = g_error_new (data->error->domain, data->error->code, _("%s\n“%s” could not be opened again: %s"), data->error->message,
                         title, why_not->message);
  fail (task, error);
}

/* What was open before is given back. */
static void
reopen (GTask *task)
{
  PilotContext *self = g_task_get_source_object (task);
  OpenData *data = g_task_get_task_data (task);

  if (data->former == NULL)
    fail (task, g_steal_pointer (&data->error));
  else
    pilot_workspace_open_async (data->former, pilot_context_get_provider (self, data->former->kind),
                                pilot_context_get_data_dir (self), NULL, reopened_cb, task);
}

/* The person's stopping does not stop this. */
static void
forget_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  OpenData *data = task_data;
  g_autoptr (GError) error = NULL;

  if (!pilot_connection_provider_forget (data->provider, data->profile, NULL, &error))
    g_debug ("the sign-in of a connection that can't be opened is still kept: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  reopen (user_data);
}

/* Runs @func over what the opening needs. */
static void
run_step (GTask *task, GTaskThreadFunc func, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) step = g_task_new (g_task_get_source_object (task), g_task_get_cancellable (task), callback, task);

  g_task_set_task_data (step, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (step, func);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  PilotContext *self = g_task_get_source_object (task);
  OpenData *data = g_task_get_task_data (task);
  PilotWorkspace *workspace = pilot_workspace_open_finish (result, &data->error);

  if (workspace == NULL)
    {
      /* A sign-in that was made for it is of no use to anybody. */
      if (data->token != NULL && pilot_profiles_find (pilot_context_get_profiles (self), data->profile->id) < 0)
        run_step (task, forget_thread, forgotten_cb);
      else
        reopen (task);
      return;
    }
  pilot_context_remember (self, data->profile);
  pilot_context_take_workspace (self, workspace);
  if (!data->kept)
    pilot_context_toast (self, _("The sign-in was not stored; it is kept for this session only."));
  pilot_context_change_busy (self, -1);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
open_workspace (GTask *task)
{
  OpenData *data = g_task_get_task_data (task);

  pilot_workspace_open_async (data->profile, data->provider, pilot_context_get_data_dir (g_task_get_source_object (task)),
                              g_task_get_cancellable (task), opened_cb, task);
}

static void
keep_token_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  OpenData *data = task_data;

  pilot_connection_provider_set_token (data->provider, data->profile, data->token, &data->kept, cancellable, &data->error);
  g_task_return_boolean (task, TRUE);
}

static void
token_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OpenData *data = g_task_get_task_data (user_data);

  if (data->error != NULL)
    reopen (user_data);
  else
    open_workspace (user_data);
}

/* Only now is the token kept: what was open until here must not send it to its own address. */
static void
closed_before_open_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  OpenData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!pilot_context_close_finish (PILOT_CONTEXT (source), result, &error))
    fail (task, g_steal_pointer (&error));
  else if (data->token != NULL)
    run_step (task, keep_token_thread, token_kept_cb);
  else
    open_workspace (task);
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PilotContext *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  gboolean done = pilot_workspace_close_finish (PILOT_WORKSPACE (source), result, &error);

  pilot_context_change_busy (self, -1);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PilotContext *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (pilot_workspace_remove_local_data_finish (PILOT_WORKSPACE (source), result, &error))
    {
      pilot_context_drop_profile (self, pilot_workspace_get_profile (PILOT_WORKSPACE (source))->id);
      g_task_return_boolean (task, TRUE);
    }
  else
    {
      /* Nothing was removed: it is shown again, and syncs. */
      if (pilot_context_get_workspace (self) == NULL && pilot_workspace_is_open (PILOT_WORKSPACE (source)))
        pilot_context_take_workspace (self, g_object_ref (PILOT_WORKSPACE (source)));
      g_task_return_error (task, g_steal_pointer (&error));
    }
  pilot_context_change_busy (self, -1);
}

void
pilot_context_open_async (PilotContext *self, const PilotConnectionProfile *profile, const char *token, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  PilotConnectionProvider *provider = pilot_context_get_provider (self, profile->kind);
  PilotWorkspace *workspace = pilot_context_get_workspace (self);
  OpenData *data = g_new0 (OpenData, 1);

  data->profile = pilot_connection_profile_copy (profile);
  data->token = g_strdup (token);
  data->kept = TRUE;
  g_task_set_task_data (task, data, (GDestroyNotify) open_data_free);
  pilot_context_change_busy (self, 1);
  if (provider == NULL)
    {
      fail (task, g_error_new (PILOT_ERROR, PILOT_ERROR_UNSUPPORTED,
                               _("This build of Pilotage can’t open a connection of the kind “%s”."),
                               pilot_profile_kind_label (profile->kind)));
      return;
    }
  data->provider = g_object_ref (provider);
  if (workspace != NULL)
    data->former = pilot_connection_profile_copy (pilot_workspace_get_profile (workspace));
  pilot_context_close_async (self, closed_before_open_cb, task);
}

gboolean
pilot_context_open_finish (PilotContext *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* (transfer full) (nullable): the open workspace, which nobody asks any more; without one @task is done. */
static PilotWorkspace *
take_open (PilotContext *self, GTask *task)
{
  PilotWorkspace *open = pilot_context_get_workspace (self);

  if (open == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return NULL;
    }
  g_object_ref (open);
  pilot_context_change_busy (self, 1);
  pilot_context_take_workspace (self, NULL);
  return open;
}

void
pilot_context_close_async (PilotContext *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (PilotWorkspace) workspace = take_open (self, task);

  if (workspace != NULL)
    pilot_workspace_close_async (workspace, closed_cb, g_steal_pointer (&task));
}

gboolean
pilot_context_close_finish (PilotContext *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
pilot_context_remove_local_data_async (PilotContext *self, gboolean discard_unsent, GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (PilotWorkspace) workspace = take_open (self, task);

  if (workspace != NULL)
    pilot_workspace_remove_local_data_async (workspace, discard_unsent, removed_cb, g_steal_pointer (&task));
}

gboolean
pilot_context_remove_local_data_finish (PilotContext *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
