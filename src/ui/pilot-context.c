/* pilot-context.c: what the pages of a window share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-context-private.h"

#include "pilot-profiles.h"

#include <adwaita.h>

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
pilot_context_change_busy (PilotContext *self, int by)
{
  gboolean before = self->n_busy > 0;

  self->n_busy += by;
  if (before != (self->n_busy > 0))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

void
pilot_context_take_workspace (PilotContext *self, PilotWorkspace *workspace)
{
  pilot_context_set_undo_toast (self, NULL);
  g_clear_object (&self->migration);
  g_clear_object (&self->workspace);
  self->workspace = workspace;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORKSPACE]);
}

void
pilot_context_remember (PilotContext *self, const PilotConnectionProfile *profile)
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

void
pilot_context_drop_profile (PilotContext *self, const char *id)
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
