/* pilot-idempotency.h: what was answered to which key
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-portal-db.h"
#include "pilot-request.h"
#include "pilot-response.h"

G_BEGIN_DECLS

/** How long an answer is remembered at least; the contract says seven days. */
#define PILOT_IDEMPOTENCY_KEEP_USEC (8 * G_TIME_SPAN_DAY)

/**
 * pilot_idempotency_replay:
 * @answered: (out): %TRUE: @response is filled: the answer of the first time, or 422 where the key was used for another
 *   request. %FALSE: the key is new
 *
 * Keys are apart for each member. The request is the same if method, path, preconditions and body are.
 */
gboolean pilot_idempotency_replay (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response, gboolean *answered,
                                   GError **error);

/**
 * pilot_idempotency_remember:
 * @record_id: (nullable): the record that the answer shows, so that it can be erased with it
 *
 * Remembers @response in the open write transaction: the change and the memory of it are one. Answers of failed requests
 * aren't remembered: nothing was done, so nothing can be done twice. Now and then forgets what is old.
 */
gboolean pilot_idempotency_remember (PilotPortalDb *db, const PilotRequest *request, const PilotResponse *response,
                                     const char *record_id, GError **error);

/** pilot_idempotency_erase: in the place of what the remembered answers showed of the record comes @tombstone_json. */
gboolean pilot_idempotency_erase (PilotPortalDb *db, const char *record_id, const char *tombstone_json, GError **error);

G_END_DECLS
