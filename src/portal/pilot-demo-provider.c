/* pilot-demo-provider.c: connections of the kind "demo"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-demo-provider.h"

#include "pilot-portal-connection.h"
#include "pilot-process-host.h"
#include "pilot-token-store.h"

#include <glib/gi18n-lib.h>

struct _PilotDemoProvider
{
  GObject parent_instance;

  PilotPortalHost *host; /* (owned) */
  char *data_dir;        /* (owned): guarded by the lock */

  GMutex lock;
  PilotHttpClient *client; /* (owned) (nullable): of the address below; guarded by the lock */
  char *address;           /* (owned) (nullable) */
  char *token;             /* (owned) (nullable) */
};

static void pilot_demo_provider_provider_init (PilotConnectionProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PilotDemoProvider, pilot_demo_provider, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PILOT_TYPE_CONNECTION_PROVIDER, pilot_demo_provider_provider_init))

static char *
token_cb (gpointer user_data)
{
  return g_strdup (user_data);
}

/* The client of this address and token: the same as before while the portal runs on. */
static PilotHttpClient *
ref_client (PilotDemoProvider *self, const char *address, const char *token, GError **error)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  if (self->client == NULL || g_strcmp0 (self->address, address) != 0 || g_strcmp0 (self->token, token) != 0)
    {
      PilotHttpClient *client = pilot_http_client_new (address, NULL, error);

      if (client == NULL)
        return NULL;
      pilot_http_client_set_token_func (client, token_cb, g_strdup (token), (GDestroyNotify) pilot_token_free);
      g_clear_object (&self->client);
      self->client = client;
      g_free (self->address);
      self->address = g_strdup (address);
      pilot_token_free (self->token);
      self->token = g_strdup (token);
    }
  return g_object_ref (self->client);
}

static PilotHttpClient *
client_cb (gpointer user_data, GCancellable *cancellable, GError **error)
{
  PilotDemoProvider *self = user_data;
  g_autofree char *address = NULL;
  g_autofree char *data_dir = NULL;
  char *token = NULL;
  PilotHttpClient *client;

  g_mutex_lock (&self->lock);
  data_dir = g_strdup (self->data_dir);
  g_mutex_unlock (&self->lock);
  if (PILOT_IS_PROCESS_HOST (self->host) &&
      pilot_process_host_get_state (PILOT_PROCESS_HOST (self->host)) == PILOT_PROCESS_STOPPED)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_OFFLINE, _("The demo portal is stopped."));
      return NULL;
    }
  if (!pilot_portal_host_start (self->host, data_dir, TRUE, &address, &token, cancellable, error))
    return NULL;
  client = ref_client (self, address, token, error);
  pilot_token_free (token);
  return client;
}

static const char *
pilot_demo_provider_get_kind (PilotConnectionProvider *provider)
{
  return "demo";
}

static PilotConnection *
pilot_demo_provider_open (PilotConnectionProvider *provider, const PilotConnectionProfile *profile, GCancellable *cancellable,
                          GError **error)
{
  PilotDemoProvider *self = PILOT_DEMO_PROVIDER (provider);

  /* Where the profile says so, the company's data lie elsewhere (the application's --data-dir). */
  if (profile->address != NULL && g_path_is_absolute (profile->address))
    {
      g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

      g_free (self->data_dir);
      self->data_dir = g_strdup (profile->address);
    }
  return pilot_portal_connection_new (client_cb, g_object_ref (provider), g_object_unref);
}

/* The host's token is made anew at each start: there is nothing to forget. */
static gboolean
pilot_demo_provider_forget (PilotConnectionProvider *provider, const PilotConnectionProfile *profile, GCancellable *cancellable,
                            GError **error)
{
  return TRUE;
}

static void
pilot_demo_provider_provider_init (PilotConnectionProviderInterface *iface)
{
  iface->get_kind = pilot_demo_provider_get_kind;
  iface->open = pilot_demo_provider_open;
  iface->forget = pilot_demo_provider_forget;
}

static void
pilot_demo_provider_finalize (GObject *object)
{
  PilotDemoProvider *self = PILOT_DEMO_PROVIDER (object);

  g_clear_object (&self->client);
  g_clear_object (&self->host);
  g_free (self->data_dir);
  g_free (self->address);
  pilot_token_free (self->token);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (pilot_demo_provider_parent_class)->finalize (object);
}

static void
pilot_demo_provider_class_init (PilotDemoProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pilot_demo_provider_finalize;
}

static void
pilot_demo_provider_init (PilotDemoProvider *self)
{
  g_mutex_init (&self->lock);
}

PilotConnectionProvider *
pilot_demo_provider_new (PilotPortalHost *host, const char *data_dir)
{
  PilotDemoProvider *self = g_object_new (PILOT_TYPE_DEMO_PROVIDER, NULL);

  g_return_val_if_fail (PILOT_IS_PORTAL_HOST (host) && data_dir != NULL, NULL);

  self->host = g_object_ref (host);
  self->data_dir = g_strdup (data_dir);
  return PILOT_CONNECTION_PROVIDER (self);
}

char *
pilot_demo_provider_dup_data_dir (PilotDemoProvider *self)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = NULL;

  g_return_val_if_fail (PILOT_IS_DEMO_PROVIDER (self), NULL);
  locker = g_mutex_locker_new (&self->lock);
  return g_strdup (self->data_dir);
}
