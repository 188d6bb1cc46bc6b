/* pilot-file-connection.c: a folder of CSV files as a connection that only pulls
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-file-connection.h"

#include "pilot-error.h"
#include "pilot-file-set.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ROWS_A_PAGE 2000
/* Programs write a file in several steps; the news is told when they have paused for so long. */
#define SETTLE_MSECS 300

/* What the watching thread works with, on its stack. */
typedef struct
{
  PilotConnection *connection;
  PilotWatchFunc func;
  gpointer user_data;
  GMainContext *context;
  GSource *settling; /* (owned) (nullable) */
} Watch;

struct _PilotFileConnection
{
  GObject parent_instance;

  GFile *folder;      /* (owned) */
  GMutex mutex;       /* of @set: probe and watch run beside the pull */
  PilotFileSet *set;  /* (owned) (nullable): as read last */
  Watch *watch;       /* (nullable): only the watching thread looks at it */
};

static void pilot_file_connection_connection_init (PilotConnectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PilotFileConnection, pilot_file_connection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PILOT_TYPE_CONNECTION, pilot_file_connection_connection_init))

/* The set as the files now are; the mutex is held. */
static PilotFileSet *
get_set (PilotFileConnection *self, GCancellable *cancellable, GError **error)
{
  if (self->set != NULL && !pilot_file_set_is_current (self->set, cancellable))
    g_clear_pointer (&self->set, pilot_file_set_free);
  if (self->set == NULL)
    self->set = pilot_file_set_new (self->folder, cancellable, error);
  return self->set;
}

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_UNSUPPORTED, _ ("Files can be read, but nothing can be sent to them."));
  return FALSE;
}

static gboolean
settled_cb (gpointer user_data)
{
  Watch *watch = user_data;

  g_clear_pointer (&watch->settling, g_source_unref);
  /* Files have no revisions: this is newer than anything. */
  watch->func (watch->connection, G_MAXINT64, watch->user_data);
  return G_SOURCE_REMOVE;
}

static void
folder_changed_cb (GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, PilotFileConnection *self)
{
  Watch *watch = self->watch;

  if (watch->settling != NULL)
    g_source_destroy (watch->settling);
  g_clear_pointer (&watch->settling, g_source_unref);
  watch->settling = g_timeout_source_new (SETTLE_MSECS);
  g_source_set_callback (watch->settling, settled_cb, watch, NULL);
  g_source_attach (watch->settling, watch->context);
}

static void
cancelled_cb (GCancellable *cancellable, gpointer context)
{
  g_main_context_wakeup (context);
}

static PilotCapabilities
pilot_file_connection_get_capabilities (PilotConnection *connection)
{
  return PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES | PILOT_CAPABILITY_EVENTS;
}

static gboolean
pilot_file_connection_probe (PilotConnection *connection, PilotConnectionInfo *info, GCancellable *cancellable, GError **error)
{
  PilotFileConnection *self = PILOT_FILE_CONNECTION (connection);
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->mutex);
  PilotFileSet *set = get_set (self, cancellable, error);
  g_autofree char *name = NULL;

  memset (info, 0, sizeof *info);
  if (set == NULL)
    return FALSE;
  name = g_file_get_basename (self->folder);
  info->title = g_filename_display_name (name);
  info->role = PILOT_ROLE_ADMIN;
  info->epoch = g_strdup (pilot_file_set_get_epoch (set));
  info->revision = 1;
  return TRUE;
}

static gboolean
pilot_file_connection_pull_page (PilotConnection *connection, const PilotPull *from, PilotBatch *batch, PilotPull *next, gboolean *more,
                                 GCancellable *cancellable, GError **error)
{
  PilotFileConnection *self = PILOT_FILE_CONNECTION (connection);
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->mutex);
  PilotFileSet *set = get_set (self, cancellable, error);

  if (set == NULL)
    return FALSE;
  if (from->epoch != NULL && strcmp (from->epoch, pilot_file_set_get_epoch (set)) != 0)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_GONE, _ ("The files have changed."));
      return FALSE;
    }
  memset (next, 0, sizeof *next);
  next->revision = 1;
  next->snapshot_done = TRUE;
  *more = FALSE;
  if (!from->snapshot_done)
    {
      if (!pilot_file_set_read (set, from->cursor, ROWS_A_PAGE, batch, &next->cursor, cancellable, error))
        return FALSE;
      next->snapshot_done = next->cursor == NULL;
      *more = !next->snapshot_done;
    }
  next->epoch = g_strdup (pilot_file_set_get_epoch (set));
  return TRUE;
}

static gboolean
pilot_file_connection_push (PilotConnection *connection, PilotOperation *operation, PilotPushResult *result, GCancellable *cancellable,
                            GError **error)
{
  memset (result, 0, sizeof *result);
  return refuse (error);
}

static gboolean
pilot_file_connection_fetch (PilotConnection *connection, PilotEntity entity, const char *id, PilotPushResult *result,
                             GCancellable *cancellable, GError **error)
{
  PilotFileConnection *self = PILOT_FILE_CONNECTION (connection);
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->mutex);
  PilotFileSet *set = get_set (self, cancellable, error);
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  g_autofree char *cursor = NULL;

  memset (result, 0, sizeof *result);
  if (set == NULL)
    return FALSE;
  do
    {
      g_autofree char *from = g_steal_pointer (&cursor);

      pilot_batch_clear (batch);
      if (!pilot_file_set_read (set, from, ROWS_A_PAGE, batch, &cursor, cancellable, error))
        return FALSE;
      for (guint i = 0; i < pilot_batch_get_length (batch); i++)
        {
          const PilotBatchRow *row = pilot_batch_get (batch, i);

          if (row->schema->entity != entity || strcmp (row->values[PILOT_FIELD_ID].text, id) != 0)
            continue;
          result->record = pilot_batch_dup_record (batch, i);
          result->revision = 1;
          return TRUE;
        }
    }
  while (cursor != NULL);
  result->deleted = TRUE;
  return TRUE;
}

static gboolean
pilot_file_connection_watch (PilotConnection *connection, PilotWatchFunc func, gpointer user_data, GCancellable *cancellable, GError **error)
{
  PilotFileConnection *self = PILOT_FILE_CONNECTION (connection);
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GFileMonitor) monitor = NULL;
  gulong cancelled = 0;
  Watch watch = { connection, func, user_data, context, NULL };

  /* The monitor speaks in the context that it was made under. */
  g_main_context_push_thread_default (context);
  self->watch = &watch;
  monitor = g_file_monitor_directory (self->folder, G_FILE_MONITOR_WATCH_MOVES, cancellable, error);
  if (monitor != NULL)
    {
      g_signal_connect_object (monitor, "changed", G_CALLBACK (folder_changed_cb), self, 0);
      /* Not a cancellable's source: GLib loses the one that is freed while its cancellable is still being cancelled.
       * This handler's end waits for that. */
      if (cancellable != NULL)
        cancelled = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), context, NULL);
      while (!g_cancellable_is_cancelled (cancellable))
        g_main_context_iteration (context, TRUE);
      g_cancellable_disconnect (cancellable, cancelled);
      g_signal_handlers_disconnect_by_data (monitor, self);
      g_file_monitor_cancel (monitor);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
    }
  if (watch.settling != NULL)
    g_source_destroy (watch.settling);
  g_clear_pointer (&watch.settling, g_source_unref);
  g_main_context_pop_thread_default (context);
  self->watch = NULL;
  return FALSE;
}

static char *
pilot_file_connection_dup_notice (PilotConnection *connection)
{
  PilotFileConnection *self = PILOT_FILE_CONNECTION (connection);
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->mutex);

  return self->set != NULL ? g_strdup (pilot_file_set_get_notice (self->set)) : NULL;
}

static void
pilot_file_connection_connection_init (PilotConnectionInterface *iface)
{
  iface->get_capabilities = pilot_file_connection_get_capabilities;
  iface->probe = pilot_file_connection_probe;
  iface->pull_page = pilot_file_connection_pull_page;
  iface->push = pilot_file_connection_push;
  iface->fetch = pilot_file_connection_fetch;
  iface->watch = pilot_file_connection_watch;
  iface->dup_notice = pilot_file_connection_dup_notice;
}

static void
pilot_file_connection_finalize (GObject *object)
{
  PilotFileConnection *self = PILOT_FILE_CONNECTION (object);

  g_clear_object (&self->folder);
  g_clear_pointer (&self->set, pilot_file_set_free);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (pilot_file_connection_parent_class)->finalize (object);
}

static void
pilot_file_connection_class_init (PilotFileConnectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pilot_file_connection_finalize;
}

static void
pilot_file_connection_init (PilotFileConnection *self)
{
  g_mutex_init (&self->mutex);
}

PilotConnection *
pilot_file_connection_new (GFile *folder)
{
  PilotFileConnection *self = g_object_new (PILOT_TYPE_FILE_CONNECTION, NULL);

  self->folder = g_object_ref (folder);
  return PILOT_CONNECTION (self);
}
