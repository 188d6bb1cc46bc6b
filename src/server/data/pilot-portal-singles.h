/* pilot-portal-singles.h: the records of which a company has exactly one: its migration and its portal's settings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-portal-db.h"

G_BEGIN_DECLS

/**
 * pilot_portal_singles_make:
 * @at: when they were made, microseconds since 1970
 *
 * Makes the project and the settings where a company is and they are missing; otherwise nothing changes. Inside the
 * caller's write transaction. Nobody can create or delete them over the API (see pilot-role.c).
 */
gboolean pilot_portal_singles_make (PilotPortalDb *db, gint64 at, GError **error);

/** pilot_portal_singles_complete: the same in a transaction and with an audit event of its own, for a file of an older program. */
gboolean pilot_portal_singles_complete (PilotPortalDb *db, GError **error);

G_END_DECLS
