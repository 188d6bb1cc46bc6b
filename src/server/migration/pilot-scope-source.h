/* pilot-scope-source.h: the portal's rows that decide what a run takes along
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-portal-db.h"
#include "pilot-scope-walk.h"

G_BEGIN_DECLS

/**
 * PilotScopeSourceFunc:
 * @row: where it lies
 * @values: those that pilot_scope_walk_get_fields() names, valid during the call
 * @stop: (inout): set to %TRUE: no more for now
 */
typedef gboolean (*PilotScopeSourceFunc) (PilotEntity entity, gint64 row, const PilotValue *values, gpointer user_data, gboolean *stop,
                                          GError **error);

/**
 * pilot_scope_source_each:
 * @run_id: of the run: of the choices only its own come
 * @after: the row after which to begin; 0: with the first
 *
 * The live rows of a kind in the order in which they lie, which is the fast one; from one state of the data.
 */
gboolean pilot_scope_source_each (PilotPortalDb *db, PilotEntity entity, const char *run_id, gint64 after,
                                  PilotScopeSourceFunc func, gpointer user_data, GError **error);

/**
 * pilot_scope_source_load:
 * @run: the run's record
 *
 * Returns: (transfer full) (nullable): a walk that knows choices, stages, mapping, agencies, recruiters and jobs as they
 *   stand, and judges assignments and candidates at once
 */
PilotScopeWalk *pilot_scope_source_load (PilotPortalDb *db, const PilotRecord *run, GError **error);

G_END_DECLS
