/* pilot-portal-rows.h: the live records of one kind, one after the other
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

G_END_DECLS
