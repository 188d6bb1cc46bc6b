/* pilot-query-list-memo.c: what one query leaves for the next
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-query-list-memo.h"

struct _PilotRowMemo
{
  PilotDatabase *db;   /* (owned) */
  gint64 data_version; /* of the state that the rest is true of */

  PilotQuery order_query; /* what the order depends on */
  guint32 *rows;          /* (owned) (nullable) */
  guint n_rows;

  PilotQuery filter_query; /* what the set depends on */
  PilotRowSet filtered;    /* without bits: not known */
};

static void
copy_for_order (const PilotQuery *query, PilotQuery *copy)
{
  *copy = (PilotQuery){ .entity = query->entity, .sort_field = query->sort_field, .descending = query->descending };
}

static void
copy_for_filters (const PilotQuery *query, PilotQuery *copy)
{
  PilotQuery reduced = *query;

  reduced.search = NULL;
  reduced.sort_field = PILOT_FIELD_ID;
  reduced.descending = FALSE;
  pilot_query_copy (&reduced, copy);
}

static void
forget (PilotRowMemo *self)
{
  g_clear_pointer (&self->rows, g_free);
  self->n_rows = 0;
  pilot_query_clear (&self->filter_query);
  pilot_row_set_clear (&self->filtered);
}

PilotRowMemo *
pilot_row_memo_new (PilotDatabase *db)
{
  PilotRowMemo *self = g_new0 (PilotRowMemo, 1);

  self->db = db;
  return self;
}

void
pilot_row_memo_free (PilotRowMemo *self)
{
  forget (self);
  pilot_database_close (self->db);
  g_free (self);
}

PilotDatabase *
pilot_row_memo_get_database (PilotRowMemo *self)
{
  return self->db;
}

gboolean
pilot_row_memo_check (PilotRowMemo *self, GError **error)
{
  gint64 version;

  /* Changes with each commit of another connection: https://www.sqlite.org/pragma.html#pragma_data_version */
  if (!pilot_database_query_int64 (self->db, "PRAGMA data_version", 0, &version, error))
    return FALSE;
  if (version != self->data_version)
    forget (self);
  self->data_version = version;
  return TRUE;
}

const guint32 *
pilot_row_memo_get_order (PilotRowMemo *self, const PilotQuery *query, guint *n_rows)
{
  PilotQuery wanted;

  copy_for_order (query, &wanted);
  *n_rows = self->n_rows;
  return self->rows != NULL && pilot_query_equal (&self->order_query, &wanted) ? self->rows : NULL;
}

void
pilot_row_memo_set_order (PilotRowMemo *self, const PilotQuery *query, guint32 *rows, guint n_rows)
{
  g_free (self->rows);
  self->rows = rows;
  self->n_rows = n_rows;
  copy_for_order (query, &self->order_query);
}

const PilotRowSet *
pilot_row_memo_get_filtered (PilotRowMemo *self, const PilotQuery *query)
{
  g_auto (PilotQuery) wanted = { 0 };

  copy_for_filters (query, &wanted);
  return self->filtered.bits != NULL && pilot_query_equal (&self->filter_query, &wanted) ? &self->filtered : NULL;
}

void
pilot_row_memo_set_filtered (PilotRowMemo *self, const PilotQuery *query, PilotRowSet *rows)
{
  pilot_row_set_clear (&self->filtered);
  pilot_query_clear (&self->filter_query);
  self->filtered = *rows;
  *rows = (PilotRowSet){ 0 };
  copy_for_filters (query, &self->filter_query);
}
