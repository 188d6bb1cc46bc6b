/* workspace-fixture.c: a workspace over the other side in memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "workspace-fixture.h"

#include "pilot-connection-provider.h"
#include "pilot-sync-state.h"

/* Opens always the same connection. */
typedef struct
{
  GObject parent_instance;
  PilotConnection *connection; /* (owned) */
} FixtureProvider;

typedef struct
{
  GObjectClass parent_class;
} FixtureProviderClass;

static void fixture_provider_iface_init (PilotConnectionProviderInterface *iface);
static GType fixture_provider_get_type (void);
G_DEFINE_TYPE_WITH_CODE (FixtureProvider, fixture_provider, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (PILOT_TYPE_CONNECTION_PROVIDER, fixture_provider_iface_init))

static PilotConnection *
fixture_provider_open (PilotConnectionProvider *provider, const PilotConnectionProfile *profile, GCancellable *cancellable, GError **error)
{
  return g_object_ref (((FixtureProvider *) provider)->connection);
}

static gboolean
fixture_provider_forget (PilotConnectionProvider *provider, const PilotConnectionProfile *profile, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static void
fixture_provider_iface_init (PilotConnectionProviderInterface *iface)
{
  iface->open = fixture_provider_open;
  iface->forget = fixture_provider_forget;
}

static void
fixture_provider_finalize (GObject *object)
{
  g_clear_object (&((FixtureProvider *) object)->connection);
  G_OBJECT_CLASS (fixture_provider_parent_class)->finalize (object);
}

static void
fixture_provider_class_init (FixtureProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fixture_provider_finalize;
}

static void
fixture_provider_init (FixtureProvider *self)
{
}

static gboolean
is_in_step (WorkspaceFixture *self)
{
  gint64 last_sync;
  int state;

  g_object_get (self->workspace, "last-sync", &last_sync, "sync-state", &state, NULL);
  return last_sync > 0 && state == PILOT_SYNC_IDLE;
}

void
workspace_fixture_keep_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

void
workspace_fixture_init (WorkspaceFixture *self, const char *kind)
{
  self->connection = pilot_fake_connection_new ();
  self->profile = pilot_connection_profile_new (kind);
  self->dir = pilot_test_make_dir ();
}

void
workspace_fixture_open (WorkspaceFixture *self)
{
  g_autoptr (GObject) provider = g_object_new (fixture_provider_get_type (), NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ((FixtureProvider *) provider)->connection = PILOT_CONNECTION (g_object_ref (self->connection));
  pilot_workspace_open_async (self->profile, PILOT_CONNECTION_PROVIDER (provider), self->dir, NULL, workspace_fixture_keep_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  self->workspace = pilot_workspace_open_finish (result, &error);
  g_assert_no_error (error);
  PILOT_TEST_WAIT_UNTIL (is_in_step (self));
}

/* The worker that closed it may hold it a moment longer than its answer. */
void
workspace_fixture_close (WorkspaceFixture *self)
{
  PilotWorkspace *gone = self->workspace;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (self->workspace == NULL)
    return;
  pilot_workspace_close_async (self->workspace, workspace_fixture_keep_cb, &result);
  PILOT_TEST_WAIT_UNTIL (result != NULL);
  pilot_workspace_close_finish (self->workspace, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  g_object_add_weak_pointer (G_OBJECT (gone), (gpointer *) &gone);
  g_clear_object (&self->workspace);
  PILOT_TEST_WAIT_UNTIL (gone == NULL);
}

void
workspace_fixture_clear (WorkspaceFixture *self)
{
  workspace_fixture_close (self);
  g_clear_object (&self->connection);
  pilot_connection_profile_free (self->profile);
  g_free (self->dir);
}
