/* pilot-preflight-run.h: the pre-flight checks of a workspace, with what they found
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-preflight-row.h"
#include "pilot-workspace.h"

G_BEGIN_DECLS

/**
 * PilotPreflightRun:
 *
 * The rules as a #GListModel of #PilotPreflightRow in the order of the table, for the whole legacy data set or for what a
 * run would take along. Results are those that are kept in the workspace, whoever checked; they go stale when data of the
 * kinds concerned, or a decision that changes the scope, changed since. Main thread; the work is done on a worker.
 *
 * Properties, read-only: "checking" (boolean), "progress" (double 0..1), "n-errors", "n-warnings", "n-passed", "n-off",
 * "n-not-checked", "n-stale" (uint): rules, "checked-at" (int64 unix microseconds): when the oldest result was made, 0 while
 * one is missing.
 */
#define PILOT_TYPE_PREFLIGHT_RUN (pilot_preflight_run_get_type ())
G_DECLARE_FINAL_TYPE (PilotPreflightRun, pilot_preflight_run, PILOT, PREFLIGHT_RUN, GObject)

/** pilot_preflight_run_new: @run_id: (nullable): %NULL: the whole legacy data set. */
PilotPreflightRun *pilot_preflight_run_new (PilotWorkspace *workspace, const char *run_id);
const char *pilot_preflight_run_get_run_id (PilotPreflightRun *self); /* (nullable) */

/** pilot_preflight_run_find: (transfer none) (nullable): the row of a rule. */
PilotPreflightRow *pilot_preflight_run_find (PilotPreflightRun *self, const char *rule);
gboolean pilot_preflight_run_get_checking (PilotPreflightRun *self);

/** pilot_preflight_run_dup_summary: (transfer full): one sentence for people: what was found, when, and whether it still holds. */
char *pilot_preflight_run_dup_summary (PilotPreflightRun *self, gint64 now_unix_usec);

/**
 * pilot_preflight_run_check_async:
 * @rules: (nullable): %NULL-terminated keys; %NULL: all. Rules that are switched off are passed over
 *
 * Reads the cache and keeps the results: in the workspace, for all, where the person may and the other side is reached;
 * otherwise in this cache alone. One at a time. Errors: PILOT_ERROR_BUSY, _NOT_FOUND: the run is gone, _REJECTED: it was
 * requested; G_IO_ERROR_CANCELLED: what was known before stands.
 */
void pilot_preflight_run_check_async (PilotPreflightRun *self, const char *const *rules, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
gboolean pilot_preflight_run_check_finish (PilotPreflightRun *self, GAsyncResult *result, GError **error);

/**
 * pilot_preflight_run_may_check: @reason: (out) (optional) (transfer full): why not, translated. What a run was requested with
 * stays as it was found then, and does not go stale.
 */
gboolean pilot_preflight_run_may_check (PilotPreflightRun *self, char **reason);

/** pilot_preflight_run_may_switch: @reason: (out) (optional) (transfer full): why rules can't be switched off now, translated. */
gboolean pilot_preflight_run_may_switch (PilotPreflightRun *self, char **reason);

/**
 * pilot_preflight_run_switch_async:
 * @reason: (nullable): why the rule is switched off for the run; %NULL: it is switched on again
 *
 * An edit of the run, while it is a draft or checked; with the request it is frozen. Errors: PILOT_ERROR_INVALID: there is no
 * reason, or it is too late; those of pilot_workspace_save_async().
 */
void pilot_preflight_run_switch_async (PilotPreflightRun *self, const char *rule, const char *reason, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
gboolean pilot_preflight_run_switch_finish (PilotPreflightRun *self, GAsyncResult *result, GError **error);

/**
 * pilot_preflight_run_find_ids_async:
 * @limit: at most so many
 *
 * Looks anew which records @rule finds now.
 */
void pilot_preflight_run_find_ids_async (PilotPreflightRun *self, const char *rule, guint limit, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);

/** pilot_preflight_run_find_ids_finish: (transfer full) (nullable) (element-type utf8): ids of the rule's entity; %NULL with @error. */
GPtrArray *pilot_preflight_run_find_ids_finish (PilotPreflightRun *self, GAsyncResult *result, GError **error);

/** pilot_preflight_may_list: whether the records that @rule finds can be shown: not the company's own facts, nor what is missing. */
gboolean pilot_preflight_may_list (const PilotPreflightRule *rule);

/** pilot_preflight_may_save: whether what @rule finds can be saved as CSV: not the company's own facts. */
gboolean pilot_preflight_may_save (const PilotPreflightRule *rule);

/**
 * pilot_preflight_run_export_async:
 *
 * Writes all records that @rule finds now as CSV with all their fields, to mend them there and load them back by the import:
 * it knows them again by their external id, or as pilot_natural_key_levels() says.
 */
void pilot_preflight_run_export_async (PilotPreflightRun *self, const char *rule, GFile *file, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);

/** pilot_preflight_run_export_finish: @n_rows: (out) (optional): how many were written. */
gboolean pilot_preflight_run_export_finish (PilotPreflightRun *self, GAsyncResult *result, guint64 *n_rows, GError **error);

G_END_DECLS
