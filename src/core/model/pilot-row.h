/* pilot-row.h: a record as an item of a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-record.h"

G_BEGIN_DECLS

/**
 * PilotRow:
 *
 * An item of a list: a record, and the titles of the records that it refers to. Immutable; main thread.
 */
#define PILOT_TYPE_ROW (pilot_row_get_type ())
G_DECLARE_FINAL_TYPE (PilotRow, pilot_row, PILOT, ROW, GObject)

/**
 * pilot_row_new:
 * @record: (transfer none)
 * @ref_titles: (nullable) (array length=schema->n_fields): for reference fields the title, else %NULL; copied
 */
PilotRow *pilot_row_new (PilotRecord *record, const char *const *ref_titles);
PilotRecord *pilot_row_get_record (PilotRow *self);
const char *pilot_row_get_id (PilotRow *self);

/** pilot_row_dup_display: the field as a person reads it; a reference by its title. */
char *pilot_row_dup_display (PilotRow *self, guint field);

/** pilot_row_get_pending: whether an edit of this record waits to be sent. */
gboolean pilot_row_get_pending (PilotRow *self);
void pilot_row_set_pending (PilotRow *self, gboolean pending);

G_END_DECLS
