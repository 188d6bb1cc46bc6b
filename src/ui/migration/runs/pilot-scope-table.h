/* pilot-scope-table.h: the framework's rules with the numbers of a run beside them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-run-counts.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotScopeTable: a line for each rule, what can't go and why, and the sums. */
#define PILOT_TYPE_SCOPE_TABLE (pilot_scope_table_get_type ())
G_DECLARE_FINAL_TYPE (PilotScopeTable, pilot_scope_table, PILOT, SCOPE_TABLE, AdwBin)

GtkWidget *pilot_scope_table_new (void);

/** pilot_scope_table_show: @counts: (nullable): not counted yet; @loading: they are of what was before. */
void pilot_scope_table_show (PilotScopeTable *self, const PilotRecord *run, const PilotRunCounts *counts, gboolean loading);

/** pilot_scope_table_get_summary: the sums, as they are shown. Borrowed. */
const char *pilot_scope_table_get_summary (PilotScopeTable *self);

/** pilot_scope_table_is_counted: whether there are numbers yet. */
gboolean pilot_scope_table_is_counted (PilotScopeTable *self);

G_END_DECLS
