/* pilot-query-list-run.h: one query of a list, on a worker
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-query-list-order.h"
#include "pilot-store.h"

G_BEGIN_DECLS

/** PilotRowRunFirstFunc: the first rows, on the main thread, while the rest is found; @order may be taken. @user_data: who started it. */
typedef void (*PilotRowRunFirstFunc) (PilotRowOrder *order, guint generation, gpointer user_data);

/** PilotRowRun: filled in before pilot_row_run_start(), and not touched from then to the callback. */
typedef struct
{
  PilotStore *store;  /* (owned) */
  PilotRowMemo *memo; /* (owned) (nullable): made by the run where there is none; whoever wants it again steals it */
  PilotQuery query;
  guint generation;   /* of the query */
  gboolean refresh;   /* the query is the one that is shown: no first rows */
  guint n_first;
  PilotRowRunFirstFunc first_func;

  PilotRowOrder order; /* the result */
  gint64 usec;         /* what it took */

  GObject *source;     /* (unowned): alive while the task is */
} PilotRowRun;

/** pilot_row_run_new: @memo: (transfer full) (nullable). Returns: (transfer full): to be given to pilot_row_run_start() */
PilotRowRun *pilot_row_run_new (PilotStore *store, PilotRowMemo *memo, const PilotQuery *query);

/**
 * pilot_row_run_start:
 * @run: (transfer full)
 * @source: gets the first rows, and the callback
 *
 * The callback comes after the database has answered, cancelled or not: the connection comes back with it.
 */
void pilot_row_run_start (PilotRowRun *run, GObject *source, GCancellable *cancellable, GAsyncReadyCallback callback);

/** pilot_row_run_get: (transfer none): the run of the result: lives as long as that. */
PilotRowRun *pilot_row_run_get (GAsyncResult *result);
gboolean pilot_row_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
