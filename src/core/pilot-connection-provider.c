/* pilot-connection-provider.c: makes connections of one kind
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-connection-provider.h"

#include <glib/gi18n-lib.h>

#include "pilot-error.h"

G_DEFINE_INTERFACE (PilotConnectionProvider, pilot_connection_provider, G_TYPE_OBJECT)

static void
pilot_connection_provider_default_init (PilotConnectionProviderInterface *iface)
{
}

static gboolean
has_sign_in (PilotConnectionProvider *self, GError **error)
{
  if (PILOT_CONNECTION_PROVIDER_GET_IFACE (self)->sign_in != NULL)
    return TRUE;
  g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_UNSUPPORTED, _("Nobody needs to sign in to this connection."));
  return FALSE;
}

PilotConnectionProfile *
pilot_connection_profile_new (const char *kind)
{
  PilotConnectionProfile *self = g_new0 (PilotConnectionProfile, 1);

  self->id = g_uuid_string_random ();
  self->kind = g_strdup (kind);
  return self;
}

PilotConnectionProfile *
pilot_connection_profile_copy (const PilotConnectionProfile *self)
{
  PilotConnectionProfile *copy = g_new0 (PilotConnectionProfile, 1);

  copy->id = g_strdup (self->id);
  copy->kind = g_strdup (self->kind);
  copy->title = g_strdup (self->title);
  copy->address = g_strdup (self->address);
  copy->email = g_strdup (self->email);
  copy->ca_path = g_strdup (self->ca_path);
  return copy;
}

void
pilot_connection_profile_free (PilotConnectionProfile *self)
{
  g_free (self->id);
  g_free (self->kind);
  g_free (self->title);
  g_free (self->address);
  g_free (self->email);
  g_free (self->ca_path);
  g_free (self);
}

const char *
pilot_connection_provider_get_kind (PilotConnectionProvider *self)
{
  g_return_val_if_fail (PILOT_IS_CONNECTION_PROVIDER (self), NULL);
  return PILOT_CONNECTION_PROVIDER_GET_IFACE (self)->get_kind (self);
}

PilotConnection *
pilot_connection_provider_open (PilotConnectionProvider *self, const PilotConnectionProfile *profile, GCancellable *cancellable,
                                GError **error)
{
  g_return_val_if_fail (PILOT_IS_CONNECTION_PROVIDER (self), NULL);
  return PILOT_CONNECTION_PROVIDER_GET_IFACE (self)->open (self, profile, cancellable, error);
}

char *
pilot_connection_provider_sign_in (PilotConnectionProvider *self, const PilotConnectionProfile *profile, const char *password,
                                   GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (PILOT_IS_CONNECTION_PROVIDER (self), NULL);
  if (!has_sign_in (self, error))
    return NULL;
  return PILOT_CONNECTION_PROVIDER_GET_IFACE (self)->sign_in (self, profile, password, cancellable, error);
}

void
pilot_connection_provider_sign_out (PilotConnectionProvider *self, const PilotConnectionProfile *profile, const char *token,
                                    GCancellable *cancellable)
{
  g_return_if_fail (PILOT_IS_CONNECTION_PROVIDER (self));
  if (has_sign_in (self, NULL))
    PILOT_CONNECTION_PROVIDER_GET_IFACE (self)->sign_out (self, profile, token, cancellable);
}

PilotConnection *
pilot_connection_provider_open_with_token (PilotConnectionProvider *self, const PilotConnectionProfile *profile, const char *token,
                                           GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (PILOT_IS_CONNECTION_PROVIDER (self), NULL);
  if (!has_sign_in (self, error))
    return NULL;
  return PILOT_CONNECTION_PROVIDER_GET_IFACE (self)->open_with_token (self, profile, token, cancellable, error);
}

gboolean
pilot_connection_provider_set_token (PilotConnectionProvider *self, const PilotConnectionProfile *profile, const char *token,
                                     gboolean *kept, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (PILOT_IS_CONNECTION_PROVIDER (self), FALSE);
  *kept = FALSE;
  if (!has_sign_in (self, error))
    return FALSE;
  return PILOT_CONNECTION_PROVIDER_GET_IFACE (self)->set_token (self, profile, token, kept, cancellable, error);
}

gboolean
pilot_connection_provider_forget (PilotConnectionProvider *self, const PilotConnectionProfile *profile, GCancellable *cancellable,
                                  GError **error)
{
  g_return_val_if_fail (PILOT_IS_CONNECTION_PROVIDER (self), FALSE);
  return PILOT_CONNECTION_PROVIDER_GET_IFACE (self)->forget (self, profile, cancellable, error);
}
