/* pilot-run-compare.h: what two runs have in common, and what not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-workspace.h"

G_BEGIN_DECLS

/** PilotRunDifference: one line of the comparison; a name that two lines share is of the same kind. */
typedef struct
{
  char *label;  /* (owned): for people */
  char *first;  /* (owned): what the first run says; "" for nothing; numbers and dates as they are stored */
  char *second; /* (owned) */
  gboolean differs;
  PilotFieldType type; /* how it is shown */
} PilotRunDifference;

/** PilotRunComparison: a plain struct. */
typedef struct
{
  GPtrArray *lines;       /* (owned) (element-type PilotRunDifference): options, then counts, then results */
  GPtrArray *only_first;  /* (owned) (element-type utf8): names of agencies that only the first takes, sorted */
  GPtrArray *only_second; /* (owned) (element-type utf8) */
  guint n_both;           /* agencies that both take */
} PilotRunComparison;

void pilot_run_comparison_free (PilotRunComparison *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotRunComparison, pilot_run_comparison_free)

/** pilot_run_compare_async: of two runs, ordered or not; their scopes are judged anew on a worker. */
void pilot_run_compare_async (PilotWorkspace *workspace, const char *first_id, const char *second_id, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
PilotRunComparison *pilot_run_compare_finish (PilotWorkspace *workspace, GAsyncResult *result, GError **error);

G_END_DECLS
