/* pilot-query-list-sort.c: sorts row numbers by keys in memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-query-list-sort.h"

#include <stdlib.h>
#include <string.h>

#define PREFIX_BYTES 8

typedef struct
{
  guint64 prefix; /* the first bytes of the key as one number: settles most comparisons */
  guint32 row;
  guint32 tail; /* where in `tails` the rest lies: a length of one byte, then bytes; 0: nothing more */
} Item;

struct _PilotRowSorter
{
  GArray *items;     /* (owned) (element-type Item) */
  GArray *empty;     /* (owned) (element-type guint32) */
  GByteArray *tails; /* (owned) */
};

static int
compare_items_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Item *item_a = a;
  const Item *item_b = b;
  const guint8 *tails = user_data;

  if (item_a->prefix != item_b->prefix)
    return item_a->prefix < item_b->prefix ? -1 : 1;
  if (item_a->tail != 0 && item_b->tail != 0)
    {
      const guint8 *tail_a = tails + item_a->tail;
      const guint8 *tail_b = tails + item_b->tail;
      int order = memcmp (tail_a + 1, tail_b + 1, MIN (tail_a[0], tail_b[0]));

      if (order == 0)
        order = (int) tail_a[0] - (int) tail_b[0];
      if (order != 0)
        return order;
    }
  else if (item_a->tail != item_b->tail)
    {
      return item_a->tail == 0 ? -1 : 1;
    }
  return (item_a->row > item_b->row) - (item_a->row < item_b->row);
}

PilotRowSorter *
pilot_row_sorter_new (void)
{
  PilotRowSorter *self = g_new0 (PilotRowSorter, 1);

  self->items = g_array_new (FALSE, FALSE, sizeof (Item));
  self->empty = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->tails = g_byte_array_new ();
  g_byte_array_append (self->tails, (const guint8 *) "", 1);
  return self;
}

void
pilot_row_sorter_free (PilotRowSorter *self)
{
  g_array_unref (self->items);
  g_array_unref (self->empty);
  g_byte_array_unref (self->tails);
  g_free (self);
}

void
pilot_row_sorter_add_bytes (PilotRowSorter *self, guint32 row, const guint8 *key, gsize length_bytes)
{
  Item item = { .row = row };

  for (gsize i = 0; i < PREFIX_BYTES; i++)
    item.prefix = item.prefix << 8 | (i < length_bytes ? key[i] : 0);
  if (length_bytes > PREFIX_BYTES)
    {
      guint8 rest = MIN (length_bytes - PREFIX_BYTES, G_MAXUINT8);

      item.tail = self->tails->len;
      g_byte_array_append (self->tails, &rest, 1);
      g_byte_array_append (self->tails, key + PREFIX_BYTES, rest);
    }
  g_array_append_val (self->items, item);
}

void
pilot_row_sorter_add_number (PilotRowSorter *self, guint32 row, gint64 key)
{
  /* The sign bit turned over: negative numbers come first. */
  Item item = { .row = row, .prefix = (guint64) key ^ G_GUINT64_CONSTANT (0x8000000000000000) };

  g_array_append_val (self->items, item);
}

void
pilot_row_sorter_add_empty (PilotRowSorter *self, guint32 row)
{
  g_array_append_val (self->empty, row);
}

guint
pilot_row_sorter_get_length (const PilotRowSorter *self)
{
  return self->items->len + self->empty->len;
}

guint
pilot_row_sorter_finish (PilotRowSorter *self, gboolean descending, guint32 *rows)
{
  guint n_items = self->items->len;
  guint n_empty = self->empty->len;

  if (n_items > 0)
    qsort_r (self->items->data, n_items, sizeof (Item), compare_items_cb, self->tails->data);
  for (guint i = 0; i < n_items; i++)
    rows[descending ? n_items - 1 - i : i] = g_array_index (self->items, Item, i).row;
  if (n_empty > 0)
    memcpy (rows + n_items, self->empty->data, n_empty * sizeof (guint32));
  g_array_set_size (self->items, 0);
  g_array_set_size (self->empty, 0);
  g_byte_array_set_size (self->tails, 1);
  return n_items + n_empty;
}
