/* pilot-column-map.h: which column of a file is which field
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-schema.h"

G_BEGIN_DECLS

/** What a column may be besides a field's index. */
enum {
  PILOT_COLUMN_NOTES = -1, /* kept as a line "Heading: value" of the notes: what nobody knows */
  PILOT_COLUMN_LEFT_OUT = -2, /* only if a person says so */
  PILOT_COLUMN_JOINED = -3, /* behind what the name's column has: a person's name that stands in two columns */
};

/** The headings of the columns that an error report adds; not translated, so that the report is known everywhere. */
#define PILOT_COLUMN_LINE_HEADING "Pilotage line"
#define PILOT_COLUMN_REASON_HEADING "Pilotage reason"

/** The heading of the column with the ids of records that were saved to be mended: by them an import knows the records again. */
#define PILOT_COLUMN_ID_HEADING "Pilotage ID"

/**
 * PilotColumnMap: a value; not thread-safe while it is changed.
 */
typedef struct _PilotColumnMap PilotColumnMap;

/**
 * pilot_column_map_new:
 * @headings: (array length=n_columns): the file's first row
 *
 * Matches the columns to fields by their names. No field has two columns, but a person's family name is joined to the
 * given name where the file has no other.
 */
PilotColumnMap *pilot_column_map_new (PilotEntity entity, const char *const *headings, guint n_columns);
PilotColumnMap *pilot_column_map_copy (const PilotColumnMap *self);
void pilot_column_map_free (PilotColumnMap *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotColumnMap, pilot_column_map_free)

const PilotSchema *pilot_column_map_get_schema (const PilotColumnMap *self);
guint pilot_column_map_get_n_columns (const PilotColumnMap *self);

/** pilot_column_map_get_heading: (transfer none): "" where there is none. */
const char *pilot_column_map_get_heading (const PilotColumnMap *self, guint column);

/** pilot_column_map_find_heading: the column with that heading (case makes no difference), or -1. */
int pilot_column_map_find_heading (const PilotColumnMap *self, const char *heading);

/** pilot_column_map_get_target: a field's index, %PILOT_FIELD_ID (which record the row is), %PILOT_COLUMN_NOTES, _LEFT_OUT or _JOINED. */
int pilot_column_map_get_target (const PilotColumnMap *self, guint column);

/** pilot_column_map_find_column: the column of @field, or -1. */
int pilot_column_map_find_column (const PilotColumnMap *self, guint field);

/** pilot_column_map_is_target: whether a file may fill @field at all. */
gboolean pilot_column_map_is_target (const PilotSchema *schema, guint field);

/** pilot_column_map_can_join: whether a column may be %PILOT_COLUMN_JOINED: in files of people. */
gboolean pilot_column_map_can_join (const PilotSchema *schema);

/** pilot_column_map_get_label: (transfer none): what a field or %PILOT_FIELD_ID is called as the target of a column, for people, translated. */
const char *pilot_column_map_get_label (const PilotSchema *schema, guint target);

/**
 * pilot_column_map_set:
 * @target: a field's index, %PILOT_FIELD_ID, %PILOT_COLUMN_NOTES, _LEFT_OUT or _JOINED
 * @error: PILOT_ERROR_INVALID: another column has that field, or files may not fill it
 */
gboolean pilot_column_map_set (PilotColumnMap *self, guint column, int target, GError **error);

/**
 * pilot_column_map_check:
 * @error: PILOT_ERROR_INVALID: a field that no record can do without has no column, nor does a column say which records
 *   are meant; the message names the field
 */
gboolean pilot_column_map_check (const PilotColumnMap *self, GError **error);

G_END_DECLS
