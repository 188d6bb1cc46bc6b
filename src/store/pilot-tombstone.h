/* pilot-tombstone.h: what is known of records that were deleted over there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-schema.h"
#include "pilot-statement.h"

G_BEGIN_DECLS

/*
 * A deleted record comes back only by who names the revision of its deletion. So that of each deletion that a person made or
 * was told of is remembered: an undo stands on it. All of this runs on the writer's connection, inside the caller's
 * transaction; errors are the database's.
 */

/** pilot_tombstone_store: @revision: of the deletion; 0: unknown: what was remembered is forgotten. */
gboolean pilot_tombstone_store (PilotDatabase *database, PilotEntity entity, const char *id, gint64 revision, GError **error);

/** pilot_tombstone_load: @revision: (out): 0: none is known. */
gboolean pilot_tombstone_load (PilotDatabase *database, PilotEntity entity, const char *id, gint64 *revision, GError **error);

G_END_DECLS
