/* pilot-preflight-keep.h: results of the pre-flight as they are kept
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-preflight-row.h"
#include "pilot-store.h"

G_BEGIN_DECLS

/** pilot_preflight_make_record: (transfer full): a check's record, complete. */
PilotRecord *pilot_preflight_make_record (const char *run_id, const char *rule, const PilotPreflightResult *result);

/**
 * pilot_preflight_save:
 * @run_id: (nullable)
 * @rules: (array length=n_rules): keys
 * @results: (array length=n_rules): one for each
 *
 * All of them in one transaction and one row of the outbox; where checks live in this cache alone, one after the other.
 * Blocks. Any thread.
 */
gboolean pilot_preflight_save (PilotStore *store, const char *run_id, const char *const *rules, const PilotPreflightResult *results,
                               guint n_rules, GCancellable *cancellable, GError **error);

/**
 * pilot_preflight_save_here: the same in this cache alone, not to be sent: where the connection or the role takes no
 * edits, or nothing is reached and others may check meanwhile. Blocks. Any thread but the writer's.
 */
void pilot_preflight_save_here (PilotStore *store, const char *run_id, const char *const *rules, const PilotPreflightResult *results,
                                guint n_rules);

/** pilot_preflight_result_from_record: @result: (out caller-allocates): what a check's record says. */
void pilot_preflight_result_from_record (const PilotRecord *record, PilotPreflightResult *result);

/**
 * pilot_preflight_load:
 * @result: (out caller-allocates): the newest that is kept here or in the records; PILOT_PREFLIGHT_NOT_CHECKED: none
 */
void pilot_preflight_load (PilotStore *store, const char *run_id, const char *rule, PilotPreflightResult *result);

G_END_DECLS
