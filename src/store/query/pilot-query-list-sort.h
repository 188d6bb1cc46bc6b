/* pilot-query-list-sort.h: sorts row numbers by keys in memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PilotRowSorter:
 *
 * Row numbers with a key each: bytes, a number, or none. For columns without an index. About 30 bytes a row while it
 * works. Used by one thread.
 */
typedef struct _PilotRowSorter PilotRowSorter;

PilotRowSorter *pilot_row_sorter_new (void);
void pilot_row_sorter_free (PilotRowSorter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotRowSorter, pilot_row_sorter_free)

/** pilot_row_sorter_add_bytes: copies the key; keys are ordered as memcmp() does, a shorter one before what it begins. */
void pilot_row_sorter_add_bytes (PilotRowSorter *self, guint32 row, const guint8 *key, gsize length_bytes);

/** pilot_row_sorter_add_number: not to be mixed with bytes in one sorter. */
void pilot_row_sorter_add_number (PilotRowSorter *self, guint32 row, gint64 key);

/** pilot_row_sorter_add_empty: a row without a key: stands last, whatever the direction. */
void pilot_row_sorter_add_empty (PilotRowSorter *self, guint32 row);

/** pilot_row_sorter_finish: writes the rows to @rows (room for all that were added) and forgets them. Returns: how many. */
guint pilot_row_sorter_finish (PilotRowSorter *self, gboolean descending, guint32 *rows);
guint pilot_row_sorter_get_length (const PilotRowSorter *self);

G_END_DECLS
