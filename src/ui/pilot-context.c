/* pilot-context.c: what the pages of a window share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-context.h"

#include "pilot-error.h"
#include "pilot-profile-kind.h"
#include "pilot-profiles.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _PilotContext
{
  GObject parent_instance;

  GSettings *settings;           /* (owned) */
  PilotPortalHost *host;         /* (owned) (nullable) */
  GPtrArray *providers;          /* (owned) (element-type PilotConnectionProvider) */
  char *data_dir;                /* (owned) */
  PilotWorkspace *workspace;     /* (owned) (nullable) */
  PilotMigration *migration;     /* (owned) (nullable): made when it is first asked for */
  GPtrArray *profiles;           /* (owned) (element-type PilotConnectionProfile) */
  GObject *undo_toast;           /* (owned) (nullable) */
  guint n_busy;
};

G_DEFINE_FINAL_TYPE (PilotContext, pilot_context, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_WORKSPACE,
  PROP_BUSY,
  PROP_CAN_UNDO,
  N_PROPS
};

enum {
  SIGNAL_TOAST,
  SIGNAL_SHOW_RECORD,
  SIGNAL_SHOW_LIST,
  SIGNAL_SHOW_PAGE,
  SIGNAL_SHOW_RUN,
  SIGNAL_PROFILES_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* What an opening needs on its way. */
typedef struct
{
  PilotConnectionProfile *profile; /* (owned) */
  PilotConnectionProvider *provider; /* (owned) */
} OpenData;

static void
open_data_free (OpenData *self)
{
  g_clear_pointer (&self->profile, pilot_connection_profile_free);
  g_clear_object (&self->provider);
  g_free (self);
}

static void
change_busy (PilotContext *self, int by)
{
  gboolean before = self->n_busy > 0;

  self->n_busy += by;
  if (before != (self->n_busy > 0))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
take_workspace (PilotContext *self, PilotWorkspace *workspace)
{
  pilot_context_set_undo_toast (self, NULL);
  g_clear_object (&self->migration);
  g_clear_object (&self->workspace);
  self->workspace = workspace;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORKSPACE]);
}

static void
remember (PilotContext *self, const PilotConnectionProfile *profile)
{
  int index = pilot_profiles_find (self->profiles, profile->id);

  if (index >= 0)
    {
      PilotConnectionProfile *before = g_ptr_array_index (self->profiles, index);

      self->profiles->pdata[index] = pilot_connection_profile_copy (profile);
      pilot_connection_profile_free (before);
    }
  else
    g_ptr_array_add (self->profiles, pilot_connection_profile_copy (profile));
  pilot_profiles_save (self->settings, self->profiles);
  g_settings_set_string (self->settings, "current-connection", profile->id);
  g_signal_emit (self, signals[SIGNAL_PROFILES_CHANGED], 0);
}

static void
fail (GTask *task, GError *error)
{
  change_busy (g_task_get_source_object (task), -1);
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  PilotContext *self = g_task_get_source_object (task);
  OpenData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  PilotWorkspace *workspace = pilot_workspace_open_finish (result, &error);

  if (workspace == NULL)
    {
      fail (task, g_steal_pointer (&error));
      return;
    }
  remember (self, data->profile);
  take_workspace (self, workspace);
  change_busy (self, -1);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
open_workspace (GTask *task)
{
  PilotContext *self = g_task_get_source_object (task);
  OpenData *data = g_task_get_task_data (task);

  pilot_workspace_open_async (data->profile, data->provider, self->data_dir, g_task_get_cancellable (task), opened_cb, task);
}

static void
closed_before_open_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  PilotContext *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!pilot_context_close_finish (self, result, &error))
    fail (task, g_steal_pointer (&error));
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

  change_busy (self, -1);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Forgets a connection whose local data are gone. */
static void
drop_profile (PilotContext *self, const char *id)
{
  int index = pilot_profiles_find (self->profiles, id);
  g_autofree char *current = g_settings_get_string (self->settings, "current-connection");

  if (g_strcmp0 (current, id) == 0)
    g_settings_reset (self->settings, "current-connection");
  if (index < 0)
    return;
  g_ptr_array_remove_index (self->profiles, (guint) index);
  pilot_profiles_save (self->settings, self->profiles);
  g_signal_emit (self, signals[SIGNAL_PROFILES_CHANGED], 0);
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PilotContext *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (pilot_workspace_remove_local_data_finish (PILOT_WORKSPACE (source), result, &error))
    {
      drop_profile (self, pilot_workspace_get_profile (PILOT_WORKSPACE (source))->id);
      g_task_return_boolean (task, TRUE);
    }
  else
    {
      /* Nothing was removed: it is shown again, and syncs. */
      if (self->workspace == NULL && pilot_workspace_is_open (PILOT_WORKSPACE (source)))
        take_workspace (self, g_object_ref (PILOT_WORKSPACE (source)));
      g_task_return_error (task, g_steal_pointer (&error));
    }
  change_busy (self, -1);
}

static void
pilot_context_finalize (GObject *object)
{
  PilotContext *self = PILOT_CONTEXT (object);

  g_clear_object (&self->undo_toast);
  g_clear_object (&self->migration);
  g_clear_object (&self->workspace);
  g_clear_object (&self->settings);
  g_clear_object (&self->host);
  g_clear_pointer (&self->providers, g_ptr_array_unref);
  g_clear_pointer (&self->profiles, g_ptr_array_unref);
  g_clear_pointer (&self->data_dir, g_free);
  G_OBJECT_CLASS (pilot_context_parent_class)->finalize (object);
}

static void
pilot_context_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PilotContext *self = PILOT_CONTEXT (object);

  if (id == PROP_WORKSPACE)
    g_value_set_object (value, self->workspace);
  else if (id == PROP_BUSY)
    g_value_set_boolean (value, self->n_busy > 0);
  else if (id == PROP_CAN_UNDO)
    g_value_set_boolean (value, self->undo_toast != NULL);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
pilot_context_class_init (PilotContextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->finalize = pilot_context_finalize;
  object_class->get_property = pilot_context_get_property;

  properties[PROP_WORKSPACE] = g_param_spec_object ("workspace", NULL, NULL, PILOT_TYPE_WORKSPACE,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_TOAST] = g_signal_new ("toast", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, ADW_TYPE_TOAST);
  signals[SIGNAL_SHOW_RECORD] = g_signal_new ("show-record", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                              G_TYPE_INT, G_TYPE_STRING);
  signals[SIGNAL_SHOW_LIST] = g_signal_new ("show-list", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                            G_TYPE_POINTER);
  signals[SIGNAL_SHOW_PAGE] = g_signal_new ("show-page", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                            G_TYPE_STRING);
  signals[SIGNAL_SHOW_RUN] = g_signal_new ("show-run", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                           G_TYPE_STRING);
  signals[SIGNAL_PROFILES_CHANGED] = g_signal_new ("profiles-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                   G_TYPE_NONE, 0);
}

static void
pilot_context_init (PilotContext *self)
{
  self->providers = g_ptr_array_new_with_free_func (g_object_unref);
}

PilotContext *
pilot_context_new (GSettings *settings, PilotPortalHost *host, PilotConnectionProvider *const *providers, const char *data_dir)
{
  PilotContext *self = g_object_new (PILOT_TYPE_CONTEXT, NULL);

  self->settings = g_object_ref (settings);
  if (host != NULL)
    self->host = g_object_ref (host);
  for (; providers != NULL && *providers != NULL; providers++)
    g_ptr_array_add (self->providers, g_object_ref (*providers));
  self->data_dir = g_strdup (data_dir);
  self->profiles = pilot_profiles_load (settings);
  return self;
}

GSettings *
pilot_context_get_settings (PilotContext *self)
{
  return self->settings;
}

PilotPortalHost *
pilot_context_get_host (PilotContext *self)
{
  return self->host;
}

const char *
pilot_context_get_data_dir (PilotContext *self)
{
  return self->data_dir;
}

PilotWorkspace *
pilot_context_get_workspace (PilotContext *self)
{
  return self->workspace;
}

PilotMigration *
pilot_context_get_migration (PilotContext *self)
{
  if (self->migration == NULL && self->workspace != NULL)
    self->migration = pilot_migration_new (self->workspace);
  return self->migration;
}

void
pilot_context_follow_migration (PilotContext *self, PilotMigration **migration, GCallback changed, gpointer object)
{
  if (*migration != NULL)
    g_signal_handlers_disconnect_matched (*migration, G_SIGNAL_MATCH_FUNC | G_SIGNAL_MATCH_DATA, 0, 0, NULL, (gpointer) changed, object);
  g_set_object (migration, pilot_context_get_migration (self));
  if (*migration != NULL)
    g_signal_connect_object (*migration, "changed", changed, object, G_CONNECT_SWAPPED);
}

gboolean
pilot_context_get_can_undo (PilotContext *self)
{
  return self->undo_toast != NULL;
}

void
pilot_context_set_undo_toast (PilotContext *self, GObject *toast)
{
  if (g_set_object (&self->undo_toast, toast))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
}

GObject *
pilot_context_get_undo_toast (PilotContext *self)
{
  return self->undo_toast;
}

gboolean
pilot_context_get_busy (PilotContext *self)
{
  return self->n_busy > 0;
}

PilotConnectionProvider *
pilot_context_get_provider (PilotContext *self, const char *kind)
{
  for (guint i = 0; i < self->providers->len; i++)
    {
      PilotConnectionProvider *provider = g_ptr_array_index (self->providers, i);

      if (g_strcmp0 (pilot_connection_provider_get_kind (provider), kind) == 0)
        return provider;
    }
  return NULL;
}

GPtrArray *
pilot_context_get_profiles (PilotContext *self)
{
  return self->profiles;
}

const PilotConnectionProfile *
pilot_context_find_demo (PilotContext *self)
{
  for (guint i = 0; i < self->profiles->len; i++)
    {
      const PilotConnectionProfile *profile = g_ptr_array_index (self->profiles, i);

      if (g_strcmp0 (profile->kind, "demo") == 0)
        return profile;
    }
  return NULL;
}

void
pilot_context_rename_profile (PilotContext *self, const char *id, const char *title)
{
  int index = pilot_profiles_find (self->profiles, id);
  PilotConnectionProfile *profile;

  if (index < 0)
    return;
  profile = g_ptr_array_index (self->profiles, index);
  g_free (profile->title);
  profile->title = g_strdup (title);
  pilot_profiles_save (self->settings, self->profiles);
  g_signal_emit (self, signals[SIGNAL_PROFILES_CHANGED], 0);
}

void
pilot_context_open_async (PilotContext *self, const PilotConnectionProfile *profile, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  PilotConnectionProvider *provider = pilot_context_get_provider (self, profile->kind);
  OpenData *data = g_new0 (OpenData, 1);

  data->profile = pilot_connection_profile_copy (profile);
  g_task_set_task_data (task, data, (GDestroyNotify) open_data_free);
  change_busy (self, 1);
  if (provider == NULL)
    {
      fail (task, g_error_new (PILOT_ERROR, PILOT_ERROR_UNSUPPORTED,
                               _("This build of Pilotage can’t open a connection of the kind “%s”."),
                               pilot_profile_kind_label (profile->kind)));
      return;
    }
  data->provider = g_object_ref (provider);
  pilot_context_close_async (self, closed_before_open_cb, task);
}

gboolean
pilot_context_open_finish (PilotContext *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
pilot_context_close_async (PilotContext *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (PilotWorkspace) workspace = self->workspace != NULL ? g_object_ref (self->workspace) : NULL;

  if (workspace == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  change_busy (self, 1);
  take_workspace (self, NULL);
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
  g_autoptr (PilotWorkspace) workspace = self->workspace != NULL ? g_object_ref (self->workspace) : NULL;

  if (workspace == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  change_busy (self, 1);
  /* Its lists must not ask a cache that is being wiped. */
  take_workspace (self, NULL);
  pilot_workspace_remove_local_data_async (workspace, discard_unsent, removed_cb, g_steal_pointer (&task));
}

gboolean
pilot_context_remove_local_data_finish (PilotContext *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
pilot_context_show_record (PilotContext *self, PilotEntity entity, const char *id)
{
  g_signal_emit (self, signals[SIGNAL_SHOW_RECORD], 0, (int) entity, id);
}

void
pilot_context_show_list (PilotContext *self, PilotEntity entity, guint field, const char *value)
{
  const PilotQuery query = {
    .entity = entity, .n_filters = field == PILOT_FIELD_ID ? 0 : 1, .filters = { { field, (char *) value } }
  };

  pilot_context_show_query (self, &query);
}

void
pilot_context_show_query (PilotContext *self, const PilotQuery *query)
{
  g_signal_emit (self, signals[SIGNAL_SHOW_LIST], 0, query);
}

void
pilot_context_show_page (PilotContext *self, const char *name)
{
  g_signal_emit (self, signals[SIGNAL_SHOW_PAGE], 0, name);
}

void
pilot_context_show_run (PilotContext *self, const char *name, const char *run_id)
{
  /* The page is made when it is first shown. */
  pilot_context_show_page (self, name);
  g_signal_emit (self, signals[SIGNAL_SHOW_RUN], 0, name, run_id);
}
