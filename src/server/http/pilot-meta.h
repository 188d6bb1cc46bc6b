/* pilot-meta.h: what the portal says of itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-router.h"

G_BEGIN_DECLS

void pilot_meta_health (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response);   /* GET /v1/health */
void pilot_meta_contract (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response); /* GET /v1/contract */

/** pilot_meta_events: GET /v1/events: sets changed_revision to the newest; the server makes the stream. */
void pilot_meta_events (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response);

/** pilot_meta_format_event: (transfer full): the data of a "change" event. */
char *pilot_meta_format_event (gint64 revision, const char *epoch);

G_END_DECLS
