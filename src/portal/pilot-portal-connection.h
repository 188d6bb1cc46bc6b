/* pilot-portal-connection.h: a connection to the Portal API
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-connection.h"
#include "pilot-http-client.h"

G_BEGIN_DECLS

/** How many records are asked for at once. */
#define PILOT_PORTAL_PAGE_ROWS 5000

/**
 * PilotPortalClientFunc:
 *
 * Gives the client for the next request; asked for each one, since an embedded portal has another address after each
 * start. Any thread.
 *
 * Returns: (transfer full): the client, or %NULL with PILOT_ERROR
 */
typedef PilotHttpClient *(*PilotPortalClientFunc) (gpointer user_data, GCancellable *cancellable, GError **error);

/**
 * PilotPortalConnection:
 *
 * A #PilotConnection over HTTP, as `data/portal-api.json` describes it. All its calls block.
 */
#define PILOT_TYPE_PORTAL_CONNECTION (pilot_portal_connection_get_type ())
G_DECLARE_FINAL_TYPE (PilotPortalConnection, pilot_portal_connection, PILOT, PORTAL_CONNECTION, GObject)

/** pilot_portal_connection_new: (transfer full): talks through whatever client @func gives. */
PilotConnection *pilot_portal_connection_new (PilotPortalClientFunc func, gpointer user_data, GDestroyNotify destroy);

/** pilot_portal_connection_new_for_client: (transfer full): talks through one client always. */
PilotConnection *pilot_portal_connection_new_for_client (PilotHttpClient *client);

G_END_DECLS
