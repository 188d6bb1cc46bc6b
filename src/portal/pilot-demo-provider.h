/* pilot-demo-provider.h: connections of the kind "demo"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-connection-provider.h"
#include "pilot-portal-host.h"

G_BEGIN_DECLS

/**
 * PilotDemoProvider:
 *
 * Connects to the demo company, which a portal of our own serves. The portal is started when the first request needs
 * it, and again when it died; one that a person stopped stays stopped, and the connection is offline until it is
 * started again (through the same host). Any thread.
 */
#define PILOT_TYPE_DEMO_PROVIDER (pilot_demo_provider_get_type ())
G_DECLARE_FINAL_TYPE (PilotDemoProvider, pilot_demo_provider, PILOT, DEMO_PROVIDER, GObject)

/**
 * pilot_demo_provider_new:
 * @host: runs the portal
 * @data_dir: folder of the demo company's data, made when needed; a profile whose address is another folder's path
 *   goes before
 */
PilotConnectionProvider *pilot_demo_provider_new (PilotPortalHost *host, const char *data_dir);

/** pilot_demo_provider_dup_data_dir: (transfer full): what to start the host with. */
char *pilot_demo_provider_dup_data_dir (PilotDemoProvider *self);

G_END_DECLS
