/* pilot-workspace.c: one open connection: its cache, its sync, its lists
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "PilotWorkspace"

#include "pilot-entities.h"
#include "pilot-workspace-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

#include "pilot-outbox-export.h"
#include "pilot-outbox-list.h"
#include "pilot-query-list.h"
#include "pilot-run-hold.h"
#include "pilot-sync-service.h"

struct _PilotWorkspace
{
  GObject parent_instance;

  PilotConnectionProfile *profile;   /* (owned) */
  PilotConnectionProvider *provider; /* (owned) */
  PilotConnection *connection;       /* (owned) (nullable): NULL where nothing is kept to sign in with */
  char *connection_message;          /* (owned) (nullable): why there is no connection */
  PilotStore *store;                 /* (owned) */
  PilotSyncService *sync;            /* (owned) */
  GListModel *outbox;                /* (owned) */
  PilotStoreCounts counts;
  guint local_mask;                  /* kinds of records that live in the cache alone */
  gboolean sync_stopped;             /* for a removal */
  guint n_holding;                   /* tasks that are waited for before it closes */
  GTask *closing;                    /* (owned) (nullable): waits for them */
};

G_DEFINE_FINAL_TYPE (PilotWorkspace, pilot_workspace, G_TYPE_OBJECT)

typedef enum {
  PROP_SYNC_STATE = 1,
  PROP_SYNC_MESSAGE,
  PROP_SYNC_NOTICE,
  PROP_SYNC_PROGRESS,
  PROP_LAST_SYNC,
  PROP_N_WAITING,
  PROP_N_BLOCKED,
  PROP_N_CONFLICTS,
  PROP_ROLE,
  PROP_SYNC_ROUND,
} PilotWorkspaceProperty;

static GParamSpec *properties[PROP_SYNC_ROUND + 1];
static guint changed_signal;

/* Without a portal that could keep them, the migration's own records live in the cache. */
#define LOCAL_KINDS                                                                                                     \
  (1u << PILOT_ENTITY_PROJECT | 1u << PILOT_ENTITY_SETTINGS | 1u << PILOT_ENTITY_STEP | 1u << PILOT_ENTITY_MAPPING |    \
   1u << PILOT_ENTITY_HANDOFF | 1u << PILOT_ENTITY_RUN | 1u << PILOT_ENTITY_SCOPE_CHOICE | 1u << PILOT_ENTITY_CHECK)

typedef struct
{
  PilotConnectionProfile *profile;   /* (owned) */
  PilotConnectionProvider *provider; /* (owned) */
  char *data_dir;                    /* (owned) */
  GMainContext *context;             /* (owned): where the store tells its changes */
} OpenData;

static void
open_data_free (OpenData *data)
{
  pilot_connection_profile_free (data->profile);
  g_object_unref (data->provider);
  g_free (data->data_dir);
  g_main_context_unref (data->context);
  g_free (data);
}

static void
update_counts (PilotWorkspace *self)
{
  PilotStoreCounts counts = { 0 };

  if (!pilot_store_get_counts (self->store, &counts, NULL))
    return;
  g_object_freeze_notify (G_OBJECT (self));
  if (counts.n_waiting != self->counts.n_waiting)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_WAITING]);
  if (counts.n_blocked != self->counts.n_blocked)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_BLOCKED]);
  if (counts.n_conflicts != self->counts.n_conflicts)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_CONFLICTS]);
  self->counts = counts;
  g_object_thaw_notify (G_OBJECT (self));
}

static void
store_changed_cb (PilotStore *store, guint entity_mask, PilotWorkspace *self)
{
  if (entity_mask & PILOT_STORE_CHANGED_OUTBOX)
    update_counts (self);
  if (entity_mask & ~PILOT_STORE_CHANGED_OUTBOX)
    g_signal_emit (self, changed_signal, 0, entity_mask & ~PILOT_STORE_CHANGED_OUTBOX);
}

static void
sync_state_cb (PilotSyncService *sync, GParamSpec *pspec, PilotWorkspace *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SYNC_STATE]);
}

static void
role_cb (PilotSyncService *sync, GParamSpec *pspec, PilotWorkspace *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROLE]);
}

static void
sync_message_cb (PilotSyncService *sync, GParamSpec *pspec, PilotWorkspace *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SYNC_MESSAGE]);
}

static void
sync_notice_cb (PilotSyncService *sync, GParamSpec *pspec, PilotWorkspace *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SYNC_NOTICE]);
}

static void
sync_progress_cb (PilotSyncService *sync, GParamSpec *pspec, PilotWorkspace *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SYNC_PROGRESS]);
}

static void
last_sync_cb (PilotSyncService *sync, GParamSpec *pspec, PilotWorkspace *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_SYNC]);
}

static void
sync_round_cb (PilotSyncService *sync, GParamSpec *pspec, PilotWorkspace *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SYNC_ROUND]);
}

/* In the main thread: from here on the sync runs. One that was stopped is replaced. */
static void
start_sync (PilotWorkspace *self)
{
  self->sync_stopped = FALSE;
  g_clear_object (&self->sync);
  self->sync = pilot_sync_service_new (self->connection, self->store);
  g_signal_connect_object (self->sync, "notify::state", G_CALLBACK (sync_state_cb), self, 0);
  g_signal_connect_object (self->sync, "notify::message", G_CALLBACK (sync_message_cb), self, 0);
  g_signal_connect_object (self->sync, "notify::notice", G_CALLBACK (sync_notice_cb), self, 0);
  g_signal_connect_object (self->sync, "notify::progress", G_CALLBACK (sync_progress_cb), self, 0);
  g_signal_connect_object (self->sync, "notify::last-sync", G_CALLBACK (last_sync_cb), self, 0);
  g_signal_connect_object (self->sync, "notify::role", G_CALLBACK (role_cb), self, 0);
  g_signal_connect_object (self->sync, "notify::round", G_CALLBACK (sync_round_cb), self, 0);
  pilot_sync_service_start (self->sync);
}

static void
start (PilotWorkspace *self)
{
  g_signal_connect_object (self->store, "changed", G_CALLBACK (store_changed_cb), self, 0);
  self->outbox = pilot_outbox_list_new (self->store);
  update_counts (self);
  start_sync (self);
}

static gboolean
prepare_folder (const char *path, GError **error)
{
  if (g_mkdir_with_parents (path, 0700) == 0)
    return TRUE;
  /* Translators: %s is a folder, the second one a reason from the system */
  g_set_error (error, PILOT_ERROR, PILOT_ERROR_FAILED, _("The folder %s can't be made: %s"), path, g_strerror (errno));
  return FALSE;
}

static PilotWorkspace *
open_blocking (OpenData *data, GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotWorkspace) self = g_object_new (PILOT_TYPE_WORKSPACE, NULL);
  g_autofree char *path = pilot_workspace_make_cache_path (data->profile, data->data_dir);
  g_autoptr (GError) connection_error = NULL;

  if (!prepare_folder (data->data_dir, error))
    return NULL;
  self->profile = pilot_connection_profile_copy (data->profile);
  self->provider = g_object_ref (data->provider);
  self->connection = pilot_connection_provider_open (data->provider, data->profile, cancellable, &connection_error);
  if (self->connection == NULL)
    {
      /* What is in the cache can be read and edited all the same; without a cache there is nothing to show. */
      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        {
          g_propagate_error (error, g_steal_pointer (&connection_error));
          return NULL;
        }
      self->connection_message = g_strdup (connection_error->message);
    }
  self->store = pilot_store_open (path, NULL, data->context, error);
  if (self->store == NULL)
    return NULL;
  self->local_mask = pilot_workspace_only_reads (self) ? LOCAL_KINDS : 0;
  pilot_store_set_local (self->store, self->local_mask);
  return g_steal_pointer (&self);
}

static void
open_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  PilotWorkspace *self = open_blocking (task_data, cancellable, &error);

  if (self != NULL)
    g_task_return_pointer (task, self, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
close_blocking (PilotWorkspace *self)
{
  pilot_sync_service_stop (self->sync);
  pilot_store_close (self->store);
}

static void
close_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  close_blocking (source);
  g_task_return_boolean (task, TRUE);
}

/* A task that held it has completed. */
static void
release_cb (PilotWorkspace *self)
{
  g_autoptr (GTask) closing = NULL;

  if (--self->n_holding > 0)
    return;
  closing = g_steal_pointer (&self->closing);
  if (closing != NULL)
    g_task_run_in_thread (closing, close_thread);
}

static void
remove_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  PilotWorkspace *self = source;
  GError *error = NULL;

  pilot_sync_service_stop (self->sync);
  self->sync_stopped = TRUE;
  if (pilot_store_remove (self->store, GPOINTER_TO_INT (task_data), &error) &&
      !pilot_connection_provider_forget (self->provider, self->profile, cancellable, &error))
    {
      g_autoptr (GError) reason = g_steal_pointer (&error);

      /* Translators: %s is a sentence, the reason */
      error = g_error_new (reason->domain, reason->code, _("The local data are removed, but the sign-in is still kept: %s"), reason->message);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
pilot_workspace_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  PilotWorkspace *self = PILOT_WORKSPACE (object);

  switch ((PilotWorkspaceProperty) prop_id)
    {
    case PROP_SYNC_STATE:
      g_value_set_int (value, pilot_workspace_get_sync_state (self));
      break;
    case PROP_SYNC_MESSAGE:
      g_value_set_string (value, pilot_workspace_get_sync_message (self));
      break;
    case PROP_SYNC_NOTICE:
      g_value_set_string (value, pilot_workspace_get_sync_notice (self));
      break;
    case PROP_SYNC_PROGRESS:
      g_value_set_double (value, pilot_sync_service_get_progress (self->sync));
      break;
    case PROP_LAST_SYNC:
      g_value_set_int64 (value, pilot_sync_service_get_last_sync (self->sync));
      break;
    case PROP_N_WAITING:
      g_value_set_uint (value, self->counts.n_waiting);
      break;
    case PROP_N_BLOCKED:
      g_value_set_uint (value, self->counts.n_blocked);
      break;
    case PROP_N_CONFLICTS:
      g_value_set_uint (value, self->counts.n_conflicts);
      break;
    case PROP_ROLE:
      g_value_set_int (value, pilot_sync_service_get_role (self->sync));
      break;
    case PROP_SYNC_ROUND:
      g_value_set_uint64 (value, pilot_sync_service_get_round (self->sync));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pilot_workspace_finalize (GObject *object)
{
  PilotWorkspace *self = PILOT_WORKSPACE (object);

  g_clear_object (&self->outbox);
  g_clear_object (&self->sync);
  g_clear_object (&self->store);
  g_clear_object (&self->connection);
  g_clear_object (&self->provider);
  g_clear_pointer (&self->profile, pilot_connection_profile_free);
  g_free (self->connection_message);
  G_OBJECT_CLASS (pilot_workspace_parent_class)->finalize (object);
}

static void
pilot_workspace_class_init (PilotWorkspaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = pilot_workspace_get_property;
  object_class->finalize = pilot_workspace_finalize;
  properties[PROP_SYNC_STATE] = g_param_spec_int ("sync-state", NULL, NULL, 0, PILOT_SYNC_FAILED, PILOT_SYNC_IDLE, flags);
  properties[PROP_SYNC_MESSAGE] = g_param_spec_string ("sync-message", NULL, NULL, NULL, flags);
  properties[PROP_SYNC_NOTICE] = g_param_spec_string ("sync-notice", NULL, NULL, NULL, flags);
  properties[PROP_SYNC_PROGRESS] = g_param_spec_double ("sync-progress", NULL, NULL, -1, 1, -1, flags);
  properties[PROP_LAST_SYNC] = g_param_spec_int64 ("last-sync", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_N_WAITING] = g_param_spec_uint ("n-waiting", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_BLOCKED] = g_param_spec_uint ("n-blocked", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_CONFLICTS] = g_param_spec_uint ("n-conflicts", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_ROLE] = g_param_spec_int ("role", NULL, NULL, -1, PILOT_N_ROLES, -1, flags);
  properties[PROP_SYNC_ROUND] = g_param_spec_uint64 ("sync-round", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  changed_signal = g_signal_new ("changed", PILOT_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
pilot_workspace_init (PilotWorkspace *self)
{
}

char *
pilot_workspace_make_cache_path (const PilotConnectionProfile *profile, const char *data_dir)
{
  g_autofree char *name = g_strconcat (profile->id, ".cache", NULL);

  return g_build_filename (data_dir, name, NULL);
}

void
pilot_workspace_open_async (const PilotConnectionProfile *profile, PilotConnectionProvider *provider, const char *data_dir,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  OpenData *data = g_new0 (OpenData, 1);

  data->profile = pilot_connection_profile_copy (profile);
  data->provider = g_object_ref (provider);
  data->data_dir = g_strdup (data_dir);
  data->context = g_main_context_ref_thread_default ();
  g_task_set_source_tag (task, pilot_workspace_open_async);
  g_task_set_task_data (task, data, (GDestroyNotify) open_data_free);
  g_task_run_in_thread (task, open_thread);
}

PilotWorkspace *
pilot_workspace_open_finish (GAsyncResult *result, GError **error)
{
  PilotWorkspace *self = g_task_propagate_pointer (G_TASK (result), error);

  if (self != NULL)
    start (self);
  return self;
}

void
pilot_workspace_close_async (PilotWorkspace *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, pilot_workspace_close_async);
  if (self->n_holding > 0)
    self->closing = g_steal_pointer (&task);
  else
    g_task_run_in_thread (task, close_thread);
}

gboolean
pilot_workspace_close_finish (PilotWorkspace *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
pilot_workspace_hold_until (PilotWorkspace *self, GTask *task)
{
  self->n_holding++;
  g_signal_connect_object (task, "notify::completed", G_CALLBACK (release_cb), self, G_CONNECT_SWAPPED);
}

const PilotConnectionProfile *
pilot_workspace_get_profile (PilotWorkspace *self)
{
  return self->profile;
}

PilotCapabilities
pilot_workspace_get_capabilities (PilotWorkspace *self)
{
  return self->connection != NULL ? pilot_connection_get_capabilities (self->connection) : 0;
}

gboolean
pilot_workspace_only_reads (PilotWorkspace *self)
{
  if (self->connection != NULL)
    return (pilot_connection_get_capabilities (self->connection) & PILOT_CAPABILITY_PUSH) == 0;
  return g_strcmp0 (self->profile->kind, "files") == 0;
}

PilotSyncState
pilot_workspace_get_sync_state (PilotWorkspace *self)
{
  return pilot_sync_service_get_state (self->sync);
}

const char *
pilot_workspace_get_sync_message (PilotWorkspace *self)
{
  const char *message = pilot_sync_service_get_message (self->sync);

  return message != NULL ? message : self->connection_message;
}

const char *
pilot_workspace_get_sync_notice (PilotWorkspace *self)
{
  return pilot_sync_service_get_notice (self->sync);
}

gboolean
pilot_workspace_was_synced (PilotWorkspace *self)
{
  return pilot_sync_service_get_last_sync (self->sync) != 0;
}

const char *
pilot_workspace_get_member_id (PilotWorkspace *self)
{
  return pilot_sync_service_get_member_id (self->sync);
}

const char *
pilot_workspace_get_recovery_report (PilotWorkspace *self)
{
  return pilot_store_get_recovery_report (self->store);
}

guint64
pilot_workspace_sync_now (PilotWorkspace *self)
{
  return pilot_sync_service_sync_now (self->sync);
}

void
pilot_workspace_wake (PilotWorkspace *self)
{
  update_counts (self);
  pilot_sync_service_wake (self->sync);
}

PilotConnection *
pilot_workspace_get_connection (PilotWorkspace *self)
{
  return self->connection;
}

PilotStore *
pilot_workspace_get_store (PilotWorkspace *self)
{
  return self->store;
}

gboolean
pilot_workspace_is_local (PilotWorkspace *self, PilotEntity entity)
{
  return (self->local_mask & (1u << entity)) != 0;
}

gboolean
pilot_workspace_may (PilotWorkspace *self, PilotAction action, PilotEntity entity, char **reason)
{
  gboolean reads = action == PILOT_ACTION_READ;
  g_autofree char *held = NULL;

  if (!reads && !pilot_schema_get (entity)->writable)
    {
      if (reason != NULL)
        *reason = g_strdup (_("Only the portal itself changes this."));
      return FALSE;
    }
  /* Who has the files is his own admin. */
  if ((self->local_mask & (1u << entity)) != 0)
    return TRUE;
  if (!reads && pilot_workspace_only_reads (self))
    {
      if (reason != NULL)
        *reason = g_strdup (_("This connection reads files. Change the files, and Pilotage shows it."));
      return FALSE;
    }
  if (!pilot_role_may (pilot_sync_service_get_role (self->sync), action, entity))
    {
      if (reason != NULL)
        *reason = g_strdup (_("Your role in this company does not allow it. An admin can do it, or give you the role."));
      return FALSE;
    }
  held = action == PILOT_ACTION_IMPORT ? pilot_runs_dup_import_hold_reason (self, entity) : NULL;
  if (held != NULL && reason != NULL)
    *reason = g_strdup (held);
  return held == NULL;
}

PilotList *
pilot_workspace_create_list (PilotWorkspace *self, PilotEntity entity)
{
  return pilot_query_list_new (self->store, entity);
}

PilotRecord *
pilot_workspace_get_record (PilotWorkspace *self, PilotEntity entity, const char *id)
{
  g_autoptr (GError) error = NULL;
  PilotRecord *record = pilot_store_get_record (self->store, entity, id, NULL, &error);

  if (error != NULL)
    g_warning ("A record can't be read: %s", error->message);
  return record;
}

char *
pilot_workspace_dup_title (PilotWorkspace *self, PilotEntity entity, const char *id)
{
  return pilot_store_dup_title (self->store, entity, id);
}

guint
pilot_workspace_count (PilotWorkspace *self, PilotEntity entity, guint filter_field, const char *value)
{
  return pilot_store_count (self->store, entity, filter_field, value);
}

guint
pilot_workspace_count_query (PilotWorkspace *self, const PilotQuery *query)
{
  return pilot_store_count_query (self->store, query);
}

gboolean
pilot_workspace_has_both_datasets (PilotWorkspace *self)
{
  static const PilotEntity entities[] = { PILOT_ENTITY_AGENCY, PILOT_ENTITY_RECRUITER, PILOT_ENTITY_JOB, PILOT_ENTITY_CANDIDATE };

  for (guint set = 0; pilot_dataset_choices[set].value != NULL; set++)
    {
      gboolean any = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (entities) && !any; i++)
        any = pilot_workspace_count (self, entities[i], (guint) pilot_schema_find_field (pilot_schema_get (entities[i]), "dataset"),
                                     pilot_dataset_choices[set].value) > 0;
      if (!any)
        return FALSE;
    }
  return TRUE;
}

GListModel *
pilot_workspace_get_outbox (PilotWorkspace *self)
{
  return self->outbox;
}

gboolean
pilot_workspace_export_outbox (PilotWorkspace *self, GFile *file, guint *n_imports, GError **error)
{
  return pilot_outbox_export (self->store, file, n_imports, error);
}

gboolean
pilot_workspace_has_local_records (PilotWorkspace *self)
{
  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    if ((self->local_mask & (1u << entity)) != 0 && pilot_store_count (self->store, entity, PILOT_FIELD_ID, NULL) > 0)
      return TRUE;
  return FALSE;
}

void
pilot_workspace_remove_local_data_async (PilotWorkspace *self, gboolean discard_unsent, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, pilot_workspace_remove_local_data_async);
  if (!discard_unsent && pilot_workspace_has_local_records (self))
    {
      g_task_return_new_error (task, PILOT_ERROR, PILOT_ERROR_BUSY, "%s",
                               _("The plan of the migration is kept here alone. Hand it on or export it first."));
      return;
    }
  if (!discard_unsent && g_list_model_get_n_items (self->outbox) > 0)
    {
      g_task_return_new_error (task, PILOT_ERROR, PILOT_ERROR_BUSY, "%s",
                               _("There are changes that were not sent yet. Send, export or discard them first."));
      return;
    }
  g_task_set_task_data (task, GINT_TO_POINTER (discard_unsent), NULL);
  g_task_run_in_thread (task, remove_thread);
}

gboolean
pilot_workspace_remove_local_data_finish (PilotWorkspace *self, GAsyncResult *result, GError **error)
{
  gboolean removed = g_task_propagate_boolean (G_TASK (result), error);

  /* Nothing was removed, and the work goes on. */
  if (!removed && self->sync_stopped && pilot_workspace_is_open (self))
    start_sync (self);
  return removed;
}

gboolean
pilot_workspace_is_open (PilotWorkspace *self)
{
  return pilot_store_get_writer (self->store) != NULL;
}
