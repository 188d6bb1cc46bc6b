/* pilot-portal-host.c: starts and stops an embedded portal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-portal-host.h"

G_DEFINE_INTERFACE (PilotPortalHost, pilot_portal_host, G_TYPE_OBJECT)

static void
pilot_portal_host_default_init (PilotPortalHostInterface *iface)
{
}

gboolean
pilot_portal_host_start (PilotPortalHost *self, const char *data_dir, gboolean seed_demo, char **address, char **token,
                         GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (PILOT_IS_PORTAL_HOST (self), FALSE);
  return PILOT_PORTAL_HOST_GET_IFACE (self)->start (self, data_dir, seed_demo, address, token, cancellable, error);
}

gboolean
pilot_portal_host_stop (PilotPortalHost *self, GError **error)
{
  g_return_val_if_fail (PILOT_IS_PORTAL_HOST (self), FALSE);
  return PILOT_PORTAL_HOST_GET_IFACE (self)->stop (self, error);
}

gboolean
pilot_portal_host_is_running (PilotPortalHost *self)
{
  g_return_val_if_fail (PILOT_IS_PORTAL_HOST (self), FALSE);
  return PILOT_PORTAL_HOST_GET_IFACE (self)->is_running (self);
}
