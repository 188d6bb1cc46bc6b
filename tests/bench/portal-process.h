/* portal-process.h: a real portal with a demo company of a given size
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-http-client.h"

G_BEGIN_DECLS

typedef struct _PortalProcess PortalProcess;

/** portal_process_start: seeds a company in @dir (a new folder) and waits until the portal answers; ends the program where it fails. */
PortalProcess *portal_process_start (const char *dir, guint n_candidates);

/** portal_process_stop: ends it and waits. */
void portal_process_stop (PortalProcess *self);

double portal_process_get_seed_secs (PortalProcess *self);

/** portal_process_get_address: e.g. "http://127.0.0.1:40123". */
const char *portal_process_get_address (PortalProcess *self);
const char *portal_process_get_token (PortalProcess *self);

/** portal_process_new_client: (transfer full): a client signed in as admin. */
PilotHttpClient *portal_process_new_client (PortalProcess *self);

G_END_DECLS
