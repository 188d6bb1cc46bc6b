/* pilot-entity-upsert.h: puts records into their table, touching only what differs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-statement.h"

G_BEGIN_DECLS

/**
 * PilotEntityUpsert:
 *
 * SQLite rewrites an index for every column that an UPDATE names, changed or not. A record of the feed differs in few
 * fields, mostly unindexed ones, so it is compared first and only those are named. Lives as long as one transaction.
 */
typedef struct _PilotEntityUpsert PilotEntityUpsert;

/** pilot_entity_upsert_new: (transfer full) (nullable). */
PilotEntityUpsert *pilot_entity_upsert_new (PilotDatabase *database, const PilotSchema *schema, GError **error);
void pilot_entity_upsert_free (PilotEntityUpsert *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotEntityUpsert, pilot_entity_upsert_free)

/** pilot_entity_upsert_run: @values (array length=schema->n_fields): the whole record; it is not pending afterwards. */
gboolean pilot_entity_upsert_run (PilotEntityUpsert *self, const PilotValue *values, GError **error);

G_END_DECLS
