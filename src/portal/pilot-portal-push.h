/* pilot-portal-push.h: one record to the portal, one record from it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-http-client.h"
#include "pilot-operation.h"

G_BEGIN_DECLS

/**
 * pilot_portal_push_send:
 * @operation: a create, update or delete
 * @result: filled as pilot_connection_push() says
 * @error: PILOT_ERROR
 *
 * A create is a PUT to the record's own address that fails where there is one already, an update a merge patch and a
 * delete, both on the revision that the change was made on; all carry the operation's id as Idempotency-Key. Blocks.
 */
gboolean pilot_portal_push_send (PilotHttpClient *client, const PilotOperation *operation, PilotPushResult *result,
                                 GCancellable *cancellable, GError **error);

/** pilot_portal_push_fetch: as pilot_connection_fetch(). Blocks. */
gboolean pilot_portal_push_fetch (PilotHttpClient *client, PilotEntity entity, const char *id, PilotPushResult *result,
                                  GCancellable *cancellable, GError **error);

G_END_DECLS
