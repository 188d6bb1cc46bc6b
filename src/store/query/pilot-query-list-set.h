/* pilot-query-list-set.h: a set of row numbers, one bit for each row of a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** PilotRowSet: a plain value; zeroed, it holds nothing and takes nothing in. 125 kB for a million rows. */
typedef struct
{
  guint8 *bits; /* (owned) (nullable) */
  gint64 n_bits;
  guint64 n_set;
} PilotRowSet;

/** pilot_row_set_init: @self need not be zeroed; rows 0 to @max_row will fit, others are passed over. */
void pilot_row_set_init (PilotRowSet *self, gint64 max_row);
void pilot_row_set_clear (PilotRowSet *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PilotRowSet, pilot_row_set_clear)

/** pilot_row_set_intersect: keeps what is in @other too; both were made for the same @max_row. */
void pilot_row_set_intersect (PilotRowSet *self, const PilotRowSet *other);

/** pilot_row_set_next: the first row at or above @from. Returns: -1 where there is none */
gint64 pilot_row_set_next (const PilotRowSet *self, gint64 from);

/** pilot_row_set_previous: the last row at or below @from. Returns: -1 where there is none */
gint64 pilot_row_set_previous (const PilotRowSet *self, gint64 from);

static inline gboolean
pilot_row_set_contains (const PilotRowSet *self, gint64 row)
{
  return row >= 0 && row < self->n_bits && (self->bits[row / 8] & (1 << (row % 8))) != 0;
}

/** pilot_row_set_add: Returns: %FALSE where it was in already, or doesn't fit */
static inline gboolean
pilot_row_set_add (PilotRowSet *self, gint64 row)
{
  if (row < 0 || row >= self->n_bits || pilot_row_set_contains (self, row))
    return FALSE;
  self->bits[row / 8] |= 1 << (row % 8);
  self->n_set++;
  return TRUE;
}

G_END_DECLS
