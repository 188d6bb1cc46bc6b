/* pilot-portal-host.h: starts and stops an embedded portal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-types.h"

G_BEGIN_DECLS

#define PILOT_TYPE_PORTAL_HOST (pilot_portal_host_get_type ())
G_DECLARE_INTERFACE (PilotPortalHost, pilot_portal_host, PILOT, PORTAL_HOST, GObject)

struct _PilotPortalHostInterface
{
  GTypeInterface parent_iface;

  gboolean (*start) (PilotPortalHost *self, const char *data_dir, gboolean seed_demo, char **address, char **token,
                     GCancellable *cancellable, GError **error);
  gboolean (*stop) (PilotPortalHost *self, GError **error);
  gboolean (*is_running) (PilotPortalHost *self);
};

/**
 * pilot_portal_host_start:
 * @data_dir: folder of the portal's data, made if missing
 * @seed_demo: whether an empty folder is filled with the demo company
 * @address: (out) (transfer full): where it listens, e.g. "http://127.0.0.1:40123"
 * @token: (out) (transfer full): an admin's token for it
 *
 * Starts the portal process, which ends with this one. Blocks until it answers; a running one is reused.
 */
gboolean pilot_portal_host_start (PilotPortalHost *self, const char *data_dir, gboolean seed_demo, char **address, char **token,
                                  GCancellable *cancellable, GError **error);

/** pilot_portal_host_stop: ends it cleanly and waits for it. Blocks up to ten seconds. */
gboolean pilot_portal_host_stop (PilotPortalHost *self, GError **error);
gboolean pilot_portal_host_is_running (PilotPortalHost *self);

G_END_DECLS
