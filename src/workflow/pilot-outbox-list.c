/* pilot-outbox-list.c: the outbox as a list for people
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "PilotOutboxList"

#include "pilot-outbox-list.h"

static gboolean
same_record (const PilotRecord *a, const PilotRecord *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  for (guint i = 0; i < pilot_record_get_schema (a)->n_fields; i++)
    if (!pilot_value_equal (pilot_record_get_value (a, i), pilot_record_get_value (b, i)))
      return FALSE;
  return TRUE;
}

static gboolean
looks_same (PilotPending *a, PilotPending *b)
{
  const PilotPendingData *x = pilot_pending_get (a);
  const PilotPendingData *y = pilot_pending_get (b);

  return x->seq == y->seq && x->state == y->state && x->attempts == y->attempts && x->entity == y->entity &&
         same_record (x->mine, y->mine) && same_record (x->theirs, y->theirs) && x->theirs_deleted == y->theirs_deleted &&
         x->next_attempt_unix_usec == y->next_attempt_unix_usec && x->n_rows == y->n_rows &&
         g_strcmp0 (x->message, y->message) == 0 && g_strcmp0 (x->title, y->title) == 0;
}

/* Replaces the stretch between what is alike at both ends, so that a selection elsewhere stays. */
static void
replace (GListStore *list, GPtrArray *rows)
{
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (list));
  guint head = 0;
  guint tail = 0;

  while (head < MIN (n_old, rows->len))
    {
      g_autoptr (PilotPending) old = g_list_model_get_item (G_LIST_MODEL (list), head);

      if (!looks_same (old, g_ptr_array_index (rows, head)))
        break;
      head++;
    }
  while (tail < MIN (n_old, rows->len) - head)
    {
      g_autoptr (PilotPending) old = g_list_model_get_item (G_LIST_MODEL (list), n_old - 1 - tail);

      if (!looks_same (old, g_ptr_array_index (rows, rows->len - 1 - tail)))
        break;
      tail++;
    }
  if (n_old - head - tail > 0 || rows->len - head - tail > 0)
    g_list_store_splice (list, head, n_old - head - tail, rows->pdata + head, rows->len - head - tail);
}

static void
load (GListStore *list, PilotStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = pilot_store_list_pending (store, &error);

  if (rows == NULL)
    {
      /* While the data are being closed nobody looks at it any more. */
      if (!g_error_matches (error, PILOT_ERROR, PILOT_ERROR_BUSY))
        g_warning ("The outbox can't be read: %s", error->message);
      return;
    }
  replace (list, rows);
}

static void
store_changed_cb (PilotStore *store, guint entity_mask, GListStore *list)
{
  /* A run that begins or ends holds changes, or lets them go. */
  if (entity_mask & (PILOT_STORE_CHANGED_OUTBOX | (1u << PILOT_ENTITY_RUN)))
    load (list, store);
}

GListModel *
pilot_outbox_list_new (PilotStore *store)
{
  GListStore *list = g_list_store_new (PILOT_TYPE_PENDING);

  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), list, 0);
  load (list, store);
  return G_LIST_MODEL (list);
}
