/* pilot-portal-provider.h: connections of the kind "portal"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-connection-provider.h"
#include "pilot-token-store.h"

G_BEGIN_DECLS

/**
 * PilotPortalProvider:
 *
 * Connects to a portal at an address with a token that lies in the token store. A new sign-in is good for connections
 * that are open already. Any thread.
 */
#define PILOT_TYPE_PORTAL_PROVIDER (pilot_portal_provider_get_type ())
G_DECLARE_FINAL_TYPE (PilotPortalProvider, pilot_portal_provider, PILOT, PORTAL_PROVIDER, GObject)

/** pilot_portal_provider_new: (transfer full): with the tokens of @store. */
PilotConnectionProvider *pilot_portal_provider_new (PilotTokenStore *store);

G_END_DECLS
