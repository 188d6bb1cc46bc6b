/* pilot-portal-command.h: a command to the portal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-command.h"
#include "pilot-http-client.h"

G_BEGIN_DECLS

/**
 * pilot_portal_command_send:
 * @values: (out) (transfer full): what the portal tells, text by name
 * @error: as pilot_connection_command() says
 *
 * `POST /v1/commands/{name}` with the command's id as Idempotency-Key. An answer that was lost is asked for once more.
 * Blocks.
 */
gboolean pilot_portal_command_send (PilotHttpClient *client, const PilotCommand *command, GHashTable **values,
                                    GCancellable *cancellable, GError **error);

G_END_DECLS
