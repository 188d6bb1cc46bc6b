/* pilot-run-results.h: what became of a run's records, and whether the portal has them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-run-counts.h"
#include "pilot-workspace.h"

G_BEGIN_DECLS

#define PILOT_RUN_N_OUTCOMES 4

/**
 * PilotRunFound: of one kind, what the run says it moved, and what is in the portal's data set.
 * @n_moved: results that say moved or linked
 * @n_found: of these: the record is there, and says which legacy record it was
 * @n_other_stage: candidates that are there, but not (or no longer) in the stage that was expected
 */
typedef struct
{
  guint64 n_moved;
  guint64 n_found;
  guint64 n_other_stage;
  guint64 n_skipped;
  guint64 n_failed;
} PilotRunFound;

/**
 * PilotRunCheck: expected against found.
 * @n_expected: records in scope when the run was requested
 * @n_results: records with a result
 * @n_reasons: of these, why: in the order of pilot_result_outcome_choices and pilot_result_reason_choices
 */
typedef struct
{
  guint64 n_expected;
  guint64 n_results;
  guint64 n_reasons[PILOT_RUN_N_OUTCOMES][PILOT_RUN_MAX_REASONS];
  PilotRunFound kinds[PILOT_N_ENTITIES]; /* by the kind of the legacy record */
  gboolean agrees; /* every record in scope has a result (none where it was cancelled before it began), and everything moved is found */
} PilotRunCheck;

/** pilot_run_check_count_reason: results with the @reason'th reason; @outcome: (nullable): only these. */
guint64 pilot_run_check_count_reason (const PilotRunCheck *self, const char *outcome, guint reason);

/** pilot_run_results_check: from the cache, in one read transaction. Blocks; any thread. */
gboolean pilot_run_results_check (PilotWorkspace *workspace, const PilotRecord *run, PilotRunCheck *check, GCancellable *cancellable,
                                  GError **error);

/** pilot_run_results_check_async: on a worker. */
void pilot_run_results_check_async (PilotWorkspace *workspace, const PilotRecord *run, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);

/** pilot_run_results_check_finish: (transfer full) (nullable): free it with g_free(). */
PilotRunCheck *pilot_run_results_check_finish (PilotWorkspace *workspace, GAsyncResult *result, GError **error);

/**
 * pilot_run_results_save_async:
 * @outcome: (nullable): only these ("skipped", "failed", …)
 * @reason: (nullable): only for this reason ("no_job", …)
 *
 * The results of a run as CSV, with the names of the records. On a worker. Finish with pilot_run_results_save_finish():
 * how many rows there are, -1 with an error.
 */
void pilot_run_results_save_async (PilotWorkspace *workspace, const char *run_id, const char *outcome, const char *reason, GFile *file,
                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gint64 pilot_run_results_save_finish (PilotWorkspace *workspace, GAsyncResult *result, GError **error);

/** pilot_run_results_dup_title: (transfer full): what names the record of a result; "" where it is gone or has no name. A look-up. */
char *pilot_run_results_dup_title (PilotWorkspace *workspace, const PilotRecord *result);

G_END_DECLS
