/* pilot-missing.h: records that a snapshot lacked, of which it isn't known yet whether they are gone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-schema.h"
#include "pilot-statement.h"

G_BEGIN_DECLS

/*
 * A snapshot leaves out what was changed while it was read: that it lacks a record does not say that the record is gone. The
 * changes behind it say so, by bringing the record, its tombstone, or neither until they are at their end. Until then what
 * waits for such a record stays as it is. All of this runs on the writer's connection, inside the caller's transaction.
 */

/** pilot_missing_add: notes that nothing came of the record so far; one that is noted already stays. */
gboolean pilot_missing_add (PilotDatabase *database, PilotEntity entity, const char *id, GError **error);

/** pilot_missing_remove: it came. */
gboolean pilot_missing_remove (PilotDatabase *database, PilotEntity entity, const char *id, GError **error);
gboolean pilot_missing_clear (PilotDatabase *database, GError **error);

/** pilot_missing_any: whether there is one; on a reader too. */
gboolean pilot_missing_any (PilotDatabase *database, gboolean *any, GError **error);

/** pilot_missing_list: (transfer full): names of entities and ids in turns. */
GPtrArray *pilot_missing_list (PilotDatabase *database, GError **error);

G_END_DECLS
