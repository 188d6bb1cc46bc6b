/* pilot-query-list-set.c: a set of row numbers, one bit for each row of a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-query-list-set.h"

void
pilot_row_set_init (PilotRowSet *self, gint64 max_row)
{
  self->n_bits = max_row + 1;
  self->n_set = 0;
  self->bits = g_malloc0 (self->n_bits / 8 + 1);
}

void
pilot_row_set_clear (PilotRowSet *self)
{
  g_clear_pointer (&self->bits, g_free);
  self->n_bits = 0;
  self->n_set = 0;
}

void
pilot_row_set_intersect (PilotRowSet *self, const PilotRowSet *other)
{
  g_return_if_fail (self->n_bits == other->n_bits);

  self->n_set = 0;
  for (gint64 i = 0; i <= self->n_bits / 8; i++)
    {
      self->bits[i] &= other->bits[i];
      self->n_set += (guint) __builtin_popcount (self->bits[i]);
    }
}

gint64
pilot_row_set_next (const PilotRowSet *self, gint64 from)
{
  for (gint64 at = from; at < self->n_bits; at++)
    {
      if (self->bits[at / 8] == 0)
        at |= 7;
      else if (pilot_row_set_contains (self, at))
        return at;
    }
  return -1;
}

gint64
pilot_row_set_previous (const PilotRowSet *self, gint64 from)
{
  for (gint64 at = MIN (from, self->n_bits - 1); at >= 0; at--)
    {
      if (self->bits[at / 8] == 0)
        at &= ~(gint64) 7;
      else if (pilot_row_set_contains (self, at))
        return at;
    }
  return -1;
}
