/* pilot-portal-rows.h: the records of one kind: the live ones, one after the other, and a new one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-portal-db.h"

G_BEGIN_DECLS

/** PilotPortalRowsFunc: @values: schema->n_fields, those that weren't asked for unset; valid during the call. */
typedef void (*PilotPortalRowsFunc) (PilotEntity entity, const PilotValue *values, gpointer user_data);

/**
 * pilot_portal_rows_each:
 * @fields: one bit for each field that is wanted; the id comes always
 *
 * In the order in which they lie, which is the fast one. In a transaction, or from one state of the data.
 */
gboolean pilot_portal_rows_each (PilotPortalDb *db, PilotEntity entity, guint64 fields, PilotPortalRowsFunc func,
                                 gpointer user_data, GError **error);

/** pilot_portal_rows_load: (transfer full) (nullable) (element-type PilotRecord): all of them, whole; for kinds of which there are few. */
GPtrArray *pilot_portal_rows_load (PilotPortalDb *db, PilotEntity entity, GError **error);

/**
 * pilot_portal_rows_insert:
 * @values: schema->n_fields; the revision is not looked at: the next one is taken
 *
 * A new record, as it is: the portal's own hand, no rule is asked. In the caller's write transaction.
 */
gboolean pilot_portal_rows_insert (PilotPortalDb *db, const PilotSchema *schema, const PilotValue *values, GError **error);

G_END_DECLS
