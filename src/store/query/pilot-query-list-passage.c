/* pilot-query-list-passage.c: a list of rows on its way from one order to another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-query-list-passage.h"

/* Before the order changes: the rows are known again, their places are not. */
static void
lose_places (PilotRowPassage *self)
{
  for (guint i = self->n_told; i < self->places->len; i++)
    {
      guint32 row = pilot_row_passage_get_row (self, g_array_index (self->places, guint, i));

      g_array_append_val (self->changed, row);
    }
  g_array_set_size (self->places, 0);
  self->n_told = 0;
}

static void
drop_orders (PilotRowPassage *self)
{
  g_clear_pointer (&self->hunks, g_array_unref);
  pilot_row_order_clear (&self->order);
  pilot_row_order_clear (&self->next);
  self->next_end = self->order_start = 0;
  self->n_done = self->n_removed = self->n_added = 0;
}

static void
arrive (PilotRowPassage *self)
{
  PilotRowOrder next = self->next;

  self->next = (PilotRowOrder){ 0 };
  drop_orders (self);
  self->order = next;
}

void
pilot_row_passage_init (PilotRowPassage *self)
{
  *self = (PilotRowPassage){ 0 };
  self->changed = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->places = g_array_new (FALSE, FALSE, sizeof (guint));
}

void
pilot_row_passage_clear (PilotRowPassage *self)
{
  drop_orders (self);
  g_clear_pointer (&self->changed, g_array_unref);
  g_clear_pointer (&self->places, g_array_unref);
}

guint
pilot_row_passage_get_length (const PilotRowPassage *self)
{
  return self->next_end + self->order.length - self->order_start;
}

guint32
pilot_row_passage_get_row (const PilotRowPassage *self, guint position)
{
  return position < self->next_end ? self->next.rows[position] : self->order.rows[self->order_start + position - self->next_end];
}

void
pilot_row_passage_set (PilotRowPassage *self, PilotRowOrder *order)
{
  lose_places (self);
  drop_orders (self);
  self->order = *order;
  *order = (PilotRowOrder){ 0 };
}

void
pilot_row_passage_begin (PilotRowPassage *self, PilotRowOrder *next, GArray *hunks)
{
  g_return_if_fail (self->hunks == NULL);
  lose_places (self);
  self->next = *next;
  *next = (PilotRowOrder){ 0 };
  self->hunks = hunks;
  if (hunks->len == 0)
    arrive (self);
}

void
pilot_row_passage_stop (PilotRowPassage *self)
{
  PilotRowOrder now = { 0 };

  if (self->hunks == NULL)
    return;
  now.length = pilot_row_passage_get_length (self);
  now.rows = g_new (guint32, MAX (now.length, 1));
  for (guint i = 0; i < now.length; i++)
    now.rows[i] = pilot_row_passage_get_row (self, i);
  pilot_row_passage_set (self, &now);
}

gboolean
pilot_row_passage_on_way (const PilotRowPassage *self)
{
  return self->hunks != NULL;
}

guint
pilot_row_passage_get_n_named (const PilotRowPassage *self)
{
  guint n = 0;

  for (guint i = 0; self->hunks != NULL && i < self->hunks->len; i++)
    n += g_array_index (self->hunks, PilotRowHunk, i).n_removed + g_array_index (self->hunks, PilotRowHunk, i).n_added;
  return n;
}

gboolean
pilot_row_passage_step (PilotRowPassage *self, guint max_rows, guint *position, guint *n_removed, guint *n_added)
{
  const PilotRowHunk *hunk;

  if (self->hunks == NULL)
    return FALSE;
  hunk = &g_array_index (self->hunks, PilotRowHunk, self->n_done);
  *n_removed = MIN (max_rows, hunk->n_removed - self->n_removed);
  *n_added = MIN (max_rows, hunk->n_added - self->n_added);
  *position = hunk->new_start + self->n_added;
  self->n_removed += *n_removed;
  self->n_added += *n_added;
  self->next_end = hunk->new_start + self->n_added;
  self->order_start = hunk->old_start + self->n_removed;
  if (self->n_removed < hunk->n_removed || self->n_added < hunk->n_added)
    return TRUE;
  self->n_removed = self->n_added = 0;
  if (++self->n_done == self->hunks->len)
    arrive (self);
  return TRUE;
}

void
pilot_row_passage_find_changed (PilotRowPassage *self)
{
  g_autoptr (GHashTable) rows = NULL;
  guint length = pilot_row_passage_get_length (self);

  if (self->changed->len == 0 || self->hunks != NULL)
    return;
  lose_places (self);
  rows = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < self->changed->len; i++)
    g_hash_table_add (rows, GUINT_TO_POINTER (g_array_index (self->changed, guint32, i)));
  for (guint i = 0; i < length && self->places->len < self->changed->len; i++)
    if (g_hash_table_contains (rows, GUINT_TO_POINTER (pilot_row_passage_get_row (self, i))))
      g_array_append_val (self->places, i);
  g_array_set_size (self->changed, 0);
}

gboolean
pilot_row_passage_next_changed (PilotRowPassage *self, guint max_rows, guint *position, guint *n_rows)
{
  const guint *places = (const guint *) self->places->data + self->n_told;
  guint n_left = self->places->len - self->n_told;

  if (n_left == 0)
    return FALSE;
  *position = places[0];
  for (*n_rows = 1; *n_rows < MIN (max_rows, n_left) && places[*n_rows] == *position + *n_rows;)
    (*n_rows)++;
  self->n_told += *n_rows;
  return TRUE;
}
