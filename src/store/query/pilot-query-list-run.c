/* pilot-query-list-run.c: one query of a list, on a worker
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-query-list-run.h"

/** FirstRows: what a run knows already, on its way to the main thread. */
typedef struct
{
  GObject *source; /* (owned) */
  PilotRowRunFirstFunc func;
  guint generation;
  PilotRowOrder order;
} FirstRows;

static void
run_free (PilotRowRun *run)
{
  g_clear_pointer (&run->memo, pilot_row_memo_free);
  pilot_query_clear (&run->query);
  pilot_row_order_clear (&run->order);
  g_object_unref (run->store);
  g_free (run);
}

static void
first_rows_free (FirstRows *first)
{
  pilot_row_order_clear (&first->order);
  g_object_unref (first->source);
  g_free (first);
}

static gboolean
first_rows_cb (gpointer user_data)
{
  FirstRows *first = user_data;

  first->func (&first->order, first->generation, first->source);
  return G_SOURCE_REMOVE;
}

static void
first_rows_in_worker_cb (const guint32 *rows, guint n_rows, gpointer user_data)
{
  PilotRowRun *run = user_data;
  FirstRows *first = g_new0 (FirstRows, 1);

  first->source = g_object_ref (run->source);
  first->func = run->first_func;
  first->generation = run->generation;
  first->order.rows = g_memdup2 (rows, n_rows * sizeof (guint32));
  first->order.length = n_rows;
  g_idle_add_full (G_PRIORITY_DEFAULT, first_rows_cb, first, (GDestroyNotify) first_rows_free);
}

static void
run_in_worker_cb (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  PilotRowRun *run = task_data;
  GError *error = NULL;
  gint64 start = g_get_monotonic_time ();

  if (run->memo == NULL)
    {
      PilotDatabase *db = pilot_store_open_reader (run->store, &error);

      run->memo = db != NULL ? pilot_row_memo_new (db) : NULL;
    }
  if (run->memo != NULL && pilot_row_order_query (run->memo, &run->query, run->n_first, run->refresh ? NULL : first_rows_in_worker_cb,
                                                  run, cancellable, &run->order, &error))
    {
      run->usec = g_get_monotonic_time () - start;
      sqlite3_db_release_memory (pilot_database_get_handle (pilot_row_memo_get_database (run->memo)));
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_task_return_error (task, error);
}

PilotRowRun *
pilot_row_run_new (PilotStore *store, PilotRowMemo *memo, const PilotQuery *query)
{
  PilotRowRun *run = g_new0 (PilotRowRun, 1);

  run->store = g_object_ref (store);
  run->memo = memo;
  pilot_query_copy (query, &run->query);
  return run;
}

void
pilot_row_run_start (PilotRowRun *run, GObject *source, GCancellable *cancellable, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, NULL);

  run->source = source;
  g_task_set_source_tag (task, pilot_row_run_start);
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);
  /* The answer of the database counts, not the moment of the cancelling: the connection comes back with it. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, run_in_worker_cb);
}

PilotRowRun *
pilot_row_run_get (GAsyncResult *result)
{
  return g_task_get_task_data (G_TASK (result));
}

gboolean
pilot_row_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
