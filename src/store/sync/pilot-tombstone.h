/* pilot-tombstone.h: what is known of records that were deleted over there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-schema.h"
#include "pilot-statement.h"

G_BEGIN_DECLS

/*
 * Of records that live in this cache alone there is no revision: what is remembered is when they were deleted, unix
 * microseconds, for who is handed the plan as a file.
 *
 * A deleted record comes back only by who names the revision of its deletion. So that of each deletion that a person made or
 * was told of is remembered: an undo stands on it. All of this runs on the writer's connection, inside the caller's
 * transaction; errors are the database's.
 */

/** pilot_tombstone_store: @revision: of the deletion; 0: unknown: what was remembered is forgotten. */
gboolean pilot_tombstone_store (PilotDatabase *database, PilotEntity entity, const char *id, gint64 revision, GError **error);

/** pilot_tombstone_load: @revision: (out): 0: none is known. */
gboolean pilot_tombstone_load (PilotDatabase *database, PilotEntity entity, const char *id, gint64 *revision, GError **error);

/** PilotTombstoneFunc: @revision: of the deletion, or its time. */
typedef void (*PilotTombstoneFunc) (const char *id, gint64 revision, gpointer user_data);

/** pilot_tombstone_each: those of records that are not there again; a reader will do. */
gboolean pilot_tombstone_each (PilotDatabase *database, PilotEntity entity, PilotTombstoneFunc func, gpointer user_data, GError **error);

G_END_DECLS
