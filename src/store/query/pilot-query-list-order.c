/* pilot-query-list-order.c: which rows a query shows, in which order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-query-list-order.h"

#include "pilot-query-list-match.h"
#include "pilot-query-list-walk.h"

/*
 * What matches (filters, search) is first collected as one bit for each row. Then all rows are gone through in order, and
 * those whose bit is set are given: from the memory of the last query (5 ms for a million rows), or by the index of the
 * sort column (100 ms). Where few match and the order is not in memory, they are sorted themselves.
 *
 * Where many match, to collect them all is what the first rows would wait for. Then the order is gone through before that,
 * and each row is tested by itself until there are enough.
 */

#define FEW_ROWS 3000
#define CANCEL_INTERVAL 65536

#define CLOCK_INTERVAL 256

typedef struct
{
  PilotRowMemo *memo;
  const PilotQuery *query;
  GCancellable *cancellable; /* (nullable) */
  PilotRowMatch *match;      /* (owned) (nullable) */
  PilotRowWalk walk;
  PilotRowOrder *order;
  gsize capacity;
  guint n_first;
  PilotRowOrderFirstFunc first_func; /* (nullable): done with */
  gpointer first_data;
} Run;

/** Early: the rows that are looked for before all matches are known. */
typedef struct
{
  Run *run;
  GArray *rows; /* (owned) (element-type guint32) */
  guint n_tests;
  gint64 deadline;
  GError *error; /* (owned) (nullable) */
} Early;

/** Whole: all rows of the table, as they come by, for the next query. */
typedef struct
{
  Run *run;
  GArray *rows; /* (owned) (element-type guint32) */
  const PilotRowSet *wanted; /* (nullable): every row */
} Whole;

static void
run_clear (Run *run)
{
  g_clear_pointer (&run->match, pilot_row_match_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static void
give_first (Run *run, const guint32 *rows)
{
  if (run->first_func != NULL)
    run->first_func (rows, run->n_first, run->first_data);
  run->first_func = NULL;
}

static void
write_row (Run *run, guint32 row)
{
  PilotRowOrder *order = run->order;

  if (order->length == run->capacity)
    {
      run->capacity = MAX (1024, run->capacity * 2);
      order->rows = g_renew (guint32, order->rows, run->capacity);
    }
  order->rows[order->length++] = row;
  if (order->length == run->n_first)
    give_first (run, order->rows);
}

/* --- the first rows --- */

static gboolean
test_early_cb (guint32 row, gpointer user_data)
{
  Early *early = user_data;
  gboolean matches;

  if (!pilot_row_match_test (early->run->match, row, &matches, &early->error))
    return FALSE;
  if (matches)
    g_array_append_val (early->rows, row);
  /* A row that a bit tells about is a thousand times faster than one that is read; to look at the clock is something between. */
  if (++early->n_tests % CLOCK_INTERVAL == 0 && g_get_monotonic_time () > early->deadline)
    return FALSE;
  return early->rows->len < early->run->n_first;
}

static gboolean
walk_early (Run *run, Early *early, GError **error)
{
  guint n_rows;
  const guint32 *rows = pilot_row_memo_get_order (run->memo, run->query, &n_rows);

  if (rows == NULL)
    return pilot_row_walk_all (&run->walk, test_early_cb, early, error);
  for (guint i = 0; i < n_rows && test_early_cb (rows[i], early); i++)
    ;
  return TRUE;
}

static gboolean
order_is_at_hand (Run *run)
{
  guint n_rows;

  return pilot_row_memo_get_order (run->memo, run->query, &n_rows) != NULL || pilot_row_walk_begins_soon (&run->walk);
}

static gboolean
find_early (Run *run, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  Early early = { .run = run, .rows = rows };
  gint64 usec;

  if (run->first_func == NULL || run->n_first == 0 || !order_is_at_hand (run))
    return TRUE;
  if (!pilot_row_match_prepare_test (run->match, run->n_first, &usec, error))
    return FALSE;
  if (usec == 0)
    return TRUE;
  early.deadline = g_get_monotonic_time () + usec;
  if (!walk_early (run, &early, error))
    {
      g_clear_error (&early.error);
      return FALSE;
    }
  if (early.error != NULL)
    {
      g_propagate_error (error, early.error);
      return FALSE;
    }
  if (rows->len == run->n_first)
    give_first (run, (const guint32 *) rows->data);
  return TRUE;
}

/* --- the whole order --- */

static gboolean
write_few_cb (guint32 row, gpointer user_data)
{
  write_row (user_data, row);
  return TRUE;
}

static gboolean
write_whole_cb (guint32 row, gpointer user_data)
{
  Whole *whole = user_data;

  g_array_append_val (whole->rows, row);
  if (whole->wanted == NULL || pilot_row_set_contains (whole->wanted, row))
    write_row (whole->run, row);
  return TRUE;
}

static gboolean
write_and_keep (Run *run, const PilotRowSet *wanted, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  Whole whole = { .run = run, .rows = rows, .wanted = wanted };
  guint n_rows;

  if (!pilot_row_walk_all (&run->walk, write_whole_cb, &whole, error))
    return FALSE;
  n_rows = rows->len;
  pilot_row_memo_set_order (run->memo, run->query, g_renew (guint32, g_array_steal (rows, NULL), n_rows), n_rows);
  return TRUE;
}

static gboolean
write_kept (Run *run, const PilotRowSet *wanted, const guint32 *rows, guint n_rows, GError **error)
{
  for (guint i = 0; i < n_rows; i++)
    {
      if (wanted == NULL || pilot_row_set_contains (wanted, rows[i]))
        write_row (run, rows[i]);
      if (i % CANCEL_INTERVAL == 0 && g_cancellable_set_error_if_cancelled (run->cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_in_order (Run *run, GError **error)
{
  const PilotRowSet *wanted = pilot_row_match_get_rows (run->match);
  guint n_rows;
  const guint32 *rows = pilot_row_memo_get_order (run->memo, run->query, &n_rows);

  if (rows != NULL)
    return write_kept (run, wanted, rows, n_rows, error);
  if (wanted != NULL && wanted->n_set <= FEW_ROWS)
    return pilot_row_walk_few (&run->walk, wanted, write_few_cb, run, error);
  return write_and_keep (run, wanted, error);
}

static gboolean
run_all (Run *run, GError **error)
{
  g_autofree char *max_sql = g_strdup_printf ("SELECT max(rowid) FROM \"%s\"", pilot_schema_get (run->query->entity)->name);
  gint64 max_row = 0;

  if (!pilot_row_memo_check (run->memo, error) || !pilot_database_query_int64 (run->walk.db, max_sql, 0, &max_row, error))
    return FALSE;
  run->walk.max_row = max_row;
  run->match = pilot_row_match_new (run->memo, run->query, max_row, run->cancellable);
  return pilot_row_match_collect_some (run->match, error) && find_early (run, error) &&
         pilot_row_match_collect_all (run->match, error) && write_in_order (run, error);
}

void
pilot_row_order_clear (PilotRowOrder *self)
{
  g_clear_pointer (&self->rows, g_free);
  self->length = 0;
}

gboolean
pilot_row_order_query (PilotRowMemo *memo, const PilotQuery *query, guint n_first, PilotRowOrderFirstFunc first_func,
                       gpointer user_data, GCancellable *cancellable, PilotRowOrder *order, GError **error)
{
  PilotDatabase *db = pilot_row_memo_get_database (memo);
  g_auto (Run) run = { .memo = memo,
                       .query = query,
                       .cancellable = cancellable,
                       .walk = { .db = db, .query = query, .cancellable = cancellable },
                       .order = order,
                       .n_first = n_first,
                       .first_func = first_func,
                       .first_data = user_data };
  gboolean done;

  *order = (PilotRowOrder){ 0 };
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  /* One transaction, one state of the data: what matched is still there when it is put in order. */
  if (!pilot_database_begin (db, error))
    return FALSE;
  pilot_database_set_cancellable (db, cancellable);
  done = run_all (&run, error);
  g_clear_pointer (&run.match, pilot_row_match_free);
  pilot_database_set_cancellable (db, NULL);
  pilot_database_rollback (db);
  if (!done)
    {
      pilot_row_order_clear (order);
      return FALSE;
    }
  if (order->length > 0)
    order->rows = g_renew (guint32, order->rows, order->length);
  return TRUE;
}
