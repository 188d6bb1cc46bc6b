/* pilot-refusal.h: an answer to somebody who hasn't finished talking
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-guard.h"
#include "pilot-response.h"

G_BEGIN_DECLS

/**
 * pilot_refusal_send:
 * @stream: (transfer full): taken from the HTTP library, which would read a body to its end before it answers
 * @guard: of the connection
 * @response: what to say
 *
 * Writes the answer and then reads on, into nothing, until the other side closes or the guard ends it: closing with
 * unread bytes would reset the connection, and the answer with it.
 */
void pilot_refusal_send (GIOStream *stream, PilotGuard *guard, PilotResponse *response);

G_END_DECLS
