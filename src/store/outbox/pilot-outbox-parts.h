/* pilot-outbox-parts.h: what is part of a record goes with it, and comes back with it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-outbox.h"

G_BEGIN_DECLS

/*
 * The other side deletes the parts of a record (%PILOT_FIELD_OWNER) with it: one row of the outbox is sent, however many
 * they are. While it waits the parts are hidden: not in their table, but remembered in server_state, where what comes of
 * them meets them. If the deletion is given up they come back; once it was carried out they are forgotten.
 * All of this runs on the writer's connection, inside the caller's transaction; errors are the database's.
 */

/**
 * pilot_outbox_take_parts:
 * @undo: (element-type PilotRecord): takes the parts, as the person saw them
 * @local: they live in this cache alone
 *
 * The deletion of the record @id was just appended. What was not sent yet of its parts goes; what was is waited for.
 */
gboolean pilot_outbox_take_parts (PilotDatabase *database, PilotEntity entity, const char *id, gboolean local,
                                  gint64 now_unix_usec, GPtrArray *undo, GError **error);

/** pilot_outbox_hides_part: @hidden: whether @record (nullable) is part of one whose deletion waits. */
gboolean pilot_outbox_hides_part (PilotDatabase *database, const PilotRecord *record, gboolean *hidden, GError **error);

/**
 * pilot_outbox_rebase_parts:
 * @rows: (element-type PilotOutboxRow): of the record
 * @view: (nullable): what they make of it
 *
 * The record was rebased: its parts stay hidden, come back, or are forgotten.
 */
gboolean pilot_outbox_rebase_parts (PilotDatabase *database, PilotEntity entity, const char *id, GPtrArray *rows,
                                    const PilotRecord *view, GError **error);

/** pilot_outbox_parts_sent: @sent: whether a change of parts of such records is on its way: what deletes them waits for it. */
gboolean pilot_outbox_parts_sent (PilotDatabase *database, PilotEntity entity, gboolean *sent, GError **error);

G_END_DECLS
