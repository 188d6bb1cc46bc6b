/* pilot-portal-import.h: many records to the portal, all or none
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-http-client.h"
#include "pilot-operation.h"

G_BEGIN_DECLS

/** How many rows are read and sent at once at most; more make no chunk. */
#define PILOT_PORTAL_CHUNK_ROWS 5000

/**
 * pilot_portal_import_send:
 * @operation: an import
 * @result: filled as pilot_connection_push() says
 * @error: PILOT_ERROR; _INVALID: the rows end before they should
 *
 * Announces the import, stages its rows in chunks, commits them. After a cut it is called again with the same
 * operation: chunks that the portal has already are not sent again, and a commit that was carried out is told as
 * such. Blocks.
 */
gboolean pilot_portal_import_send (PilotHttpClient *client, const PilotOperation *operation, PilotPushResult *result,
                                   GCancellable *cancellable, GError **error);

/** pilot_portal_import_give_up: tells the portal that nobody wants the import any more. Blocks. */
gboolean pilot_portal_import_give_up (PilotHttpClient *client, const char *import_id, GCancellable *cancellable, GError **error);

G_END_DECLS
