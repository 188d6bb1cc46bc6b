/* pilot-plan-file-private.h: a plan's file and the cache
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-plan-file.h"
#include "pilot-store.h"

G_BEGIN_DECLS

/** pilot_plan_file_get_kinds: (transfer none): the kinds of records that make up a plan; @n_kinds: (out). */
const PilotEntity *pilot_plan_file_get_kinds (guint *n_kinds);

/**
 * pilot_plan_file_write:
 * @company: (nullable)
 * @environment: (nullable): "sandbox" or "production"
 *
 * Project, settings, steps, mapping, hand-offs, runs and their choices, checks, and what was deleted of them: a text file with
 * groups, readable by its owner alone, whole or not at all. Blocks. Any thread.
 */
gboolean pilot_plan_file_write (PilotStore *store, const char *company, const char *environment, GFile *file, GCancellable *cancellable,
                                GError **error);

/**
 * pilot_plan_file_read:
 * @error: PILOT_ERROR_INVALID: it is no plan; _TOO_NEW: it was made by a newer Pilotage; %G_IO_ERROR
 *
 * Changes nothing. Blocks. Any thread.
 *
 * Returns: (transfer full) (nullable): %NULL with @error
 */
PilotPlanFile *pilot_plan_file_read (PilotStore *store, GFile *file, GCancellable *cancellable, GError **error);

/**
 * pilot_plan_file_keep_gone: a #PilotDatabaseFunc
 * @gone: of PilotPlanFile, when its edits are made
 *
 * Remembers the deletions with their times, so that they are handed on, and older files don't bring the records back.
 */
gboolean pilot_plan_file_keep_gone (PilotDatabase *database, gpointer gone, GCancellable *cancellable, GError **error);

G_END_DECLS
