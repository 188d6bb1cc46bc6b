/* memory-workspace.c: a workspace over a connection in memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "memory-workspace.h"

#include <stdarg.h>

#define MEMORY_TYPE_PROVIDER (memory_provider_get_type ())
G_DECLARE_FINAL_TYPE (MemoryProvider, memory_provider, MEMORY, PROVIDER, GObject)

struct _MemoryProvider
{
  GObject parent_instance;

  PilotConnection *connection; /* (owned) */
};

static const char *
memory_provider_get_kind (PilotConnectionProvider *provider)
{
  return "portal";
}

static PilotConnection *
memory_provider_open (PilotConnectionProvider *provider, const PilotConnectionProfile *profile, GCancellable *cancellable, GError **error)
{
  return g_object_ref (MEMORY_PROVIDER (provider)->connection);
}

static void
memory_provider_iface_init (PilotConnectionProviderInterface *iface)
{
  iface->get_kind = memory_provider_get_kind;
  iface->open = memory_provider_open;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (MemoryProvider, memory_provider, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PILOT_TYPE_CONNECTION_PROVIDER, memory_provider_iface_init))

static void
memory_provider_finalize (GObject *object)
{
  g_clear_object (&MEMORY_PROVIDER (object)->connection);
  G_OBJECT_CLASS (memory_provider_parent_class)->finalize (object);
}

static void
memory_provider_class_init (MemoryProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = memory_provider_finalize;
}

static void
memory_provider_init (MemoryProvider *self)
{
}

static gboolean
is_in_step (MemoryWorkspace *self)
{
  gint64 last_sync;
  int state;

  g_object_get (self->workspace, "last-sync", &last_sync, "sync-state", &state, NULL);
  return last_sync > 0 && state == PILOT_SYNC_IDLE;
}

static gboolean
has_revision (MemoryWorkspace *self, PilotEntity entity, const char *id, gint64 revision)
{
  g_autoptr (PilotRecord) here = pilot_workspace_get_record (self->workspace, entity, id);

  return here != NULL && pilot_record_get_integer (here, PILOT_FIELD_REVISION) >= revision;
}

void
memory_workspace_keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

void
memory_workspace_set_up (MemoryWorkspace *self)
{
  MemoryProvider *provider = g_object_new (MEMORY_TYPE_PROVIDER, NULL);

  self->connection = pilot_fake_connection_new ();
  provider->connection = PILOT_CONNECTION (g_object_ref (self->connection));
  self->provider = PILOT_CONNECTION_PROVIDER (provider);
  self->workspace = NULL;
}

void
memory_workspace_open (MemoryWorkspace *self)
{
  g_autoptr (PilotConnectionProfile) profile = pilot_connection_profile_new ("portal");
  g_autofree char *dir = pilot_test_make_dir ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pilot_workspace_open_async (profile, self->provider, dir, NULL, memory_workspace_keep_result_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  self->workspace = pilot_workspace_open_finish (result, &error);
  g_assert_no_error (error);
  PILOT_TEST_WAIT_UNTIL (is_in_step (self));
}

void
memory_workspace_tear_down (MemoryWorkspace *self)
{
  if (self->workspace != NULL)
    {
      g_autoptr (GAsyncResult) result = NULL;
      PilotWorkspace *gone = self->workspace;

      pilot_workspace_close_async (self->workspace, memory_workspace_keep_result_cb, &result);
      PILOT_TEST_WAIT_UNTIL (result != NULL);
      g_assert_true (pilot_workspace_close_finish (self->workspace, result, NULL));
      g_clear_object (&result);
      g_object_add_weak_pointer (G_OBJECT (gone), (gpointer *) &gone);
      g_clear_object (&self->workspace);
      PILOT_TEST_WAIT_UNTIL (gone == NULL); /* a worker may hold it a moment longer */
    }
  g_clear_object (&self->provider);
  g_assert_null (pilot_fake_connection_get_violation (self->connection));
  g_clear_object (&self->connection);
}

void
memory_workspace_put (MemoryWorkspace *self, PilotEntity entity, const char *id, ...)
{
  g_autoptr (PilotRecord) record = pilot_record_new (entity);
  va_list pairs;
  int field;

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  va_start (pairs, id);
  while ((field = va_arg (pairs, int)) >= 0)
    {
      const char *text = va_arg (pairs, const char *);

      switch ((int) pilot_schema_get (entity)->fields[field].type)
        {
        case PILOT_FIELD_INTEGER:
        case PILOT_FIELD_BOOLEAN:
        case PILOT_FIELD_TIME:
          pilot_record_set_integer (record, field, g_ascii_strtoll (text, NULL, 10));
          break;
        default:
          pilot_record_set_text (record, field, text);
        }
    }
  va_end (pairs);
  pilot_fake_connection_put (self->connection, record);
}

void
memory_workspace_pull (MemoryWorkspace *self, PilotEntity entity, const char *id)
{
  g_autoptr (PilotRecord) there = pilot_fake_connection_get (self->connection, entity, id);

  pilot_workspace_sync_now (self->workspace);
  PILOT_TEST_WAIT_UNTIL (has_revision (self, entity, id, pilot_record_get_integer (there, PILOT_FIELD_REVISION)));
}
