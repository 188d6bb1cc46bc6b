/* pilot-importer.h: brings records from a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-import-row.h"
#include "pilot-import-target.h"

G_BEGIN_DECLS

/* Of the layer below, for who needs more than the window does (pilot-column-map.h, pilot-csv-format.h,
 * pilot-utf8-survey.h). */
typedef struct _PilotColumnMap PilotColumnMap;
typedef struct _PilotCsvFormat PilotCsvFormat;
typedef struct _PilotUtf8Survey PilotUtf8Survey;

/** What a column may be besides a field: a line of the notes, or left out. The same as PILOT_COLUMN_NOTES, _LEFT_OUT, _JOINED. */
enum {
  PILOT_IMPORT_TO_NOTES = -1,
  PILOT_IMPORT_LEAVE_OUT = -2,
  PILOT_IMPORT_JOIN = -3, /* in files of people: behind the name */
};

/** How many rows a preview has. */
#define PILOT_IMPORT_PREVIEW_ROWS 20

/**
 * PilotImporter:
 *
 * The steps of an import: open a file or pasted text; correct what was found out about it; judge the rows; look at
 * them; run. Main thread; the work is done on a worker, one task at a time, each can be cancelled.
 *
 * Properties (read-only, notified in the main thread): "busy" (boolean): a task runs; "progress" (double 0..1): of it;
 * "judged" (boolean): the rows are judged as the choices now stand. Signal "reset": headings, mapping or preview are
 * other ones; "written": a run has succeeded.
 */
#define PILOT_TYPE_IMPORTER (pilot_importer_get_type ())
G_DECLARE_FINAL_TYPE (PilotImporter, pilot_importer, PILOT, IMPORTER, GObject)

/**
 * pilot_importer_new:
 * @target: what is there, and where it goes
 * @entity: agencies, recruiters, jobs or candidates
 */
PilotImporter *pilot_importer_new (PilotImportTarget *target, PilotEntity entity);

/** pilot_importer_can_import: whether files of @entity can be imported. */
gboolean pilot_importer_can_import (PilotEntity entity);

/**
 * pilot_importer_open_file_async:
 *
 * Copies the file and finds out how it is written. Errors of the finish: PILOT_ERROR_INVALID (empty, or no text: the
 * message says what to do), PILOT_ERROR_BUSY, %G_IO_ERROR.
 */
void pilot_importer_open_file_async (PilotImporter *self, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);

/** pilot_importer_open_text_async: the same for text from the clipboard, UTF-8. */
void pilot_importer_open_text_async (PilotImporter *self, const char *text, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);

/** pilot_importer_set_format_async: reads what was opened anew as @format. */
void pilot_importer_set_format_async (PilotImporter *self, const PilotCsvFormat *format, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
/* The same for a chooser: encodings and delimiters by their numbers, with labels for people (%NULL beyond the last). */
const char *pilot_importer_encoding_label (guint number);
const char *pilot_importer_delimiter_label (guint number);
guint pilot_importer_get_encoding_number (PilotImporter *self);
guint pilot_importer_get_delimiter_number (PilotImporter *self);
void pilot_importer_set_format_numbers_async (PilotImporter *self, guint encoding, guint delimiter, GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data);
gboolean pilot_importer_open_finish (PilotImporter *self, GAsyncResult *result, GError **error);

/* What was found out, and what may be corrected; a correction makes a judgement void. Nothing is open before an
 * open_finish has succeeded. */

gboolean pilot_importer_is_open (PilotImporter *self);

/** pilot_importer_get_source_name: (nullable): the file's name. */
const char *pilot_importer_get_source_name (PilotImporter *self);
const PilotCsvFormat *pilot_importer_get_format (PilotImporter *self);

/** pilot_importer_get_survey: of the file's lines, whether they are UTF-8; nothing but 0 where all are. */
const PilotUtf8Survey *pilot_importer_get_survey (PilotImporter *self);

/**
 * pilot_importer_dup_encoding_warning:
 *
 * Returns: (transfer full) (nullable): for people: that the file is in two encodings, and what becomes of the lines that
 *   the chosen one doesn't fit; %NULL: it fits all
 */
char *pilot_importer_dup_encoding_warning (PilotImporter *self);

PilotEntity pilot_importer_get_entity (PilotImporter *self);
void pilot_importer_set_entity (PilotImporter *self, PilotEntity entity); /* matches the columns anew */

/** pilot_importer_get_has_header: where nobody has said so: whether the first row looks like headings. */
gboolean pilot_importer_get_has_header (PilotImporter *self);

/** pilot_importer_set_has_header: before a file is open it holds for the first; then for the one that is open. Matches the columns anew. */
void pilot_importer_set_has_header (PilotImporter *self, gboolean has_header);

/** pilot_importer_get_first_is_data: whether the first row looks like data, whatever was said of it. */
gboolean pilot_importer_get_first_is_data (PilotImporter *self);

/** pilot_importer_get_n_above: how many rows stand above the headings, as a title does; they are no rows to import. */
guint pilot_importer_get_n_above (PilotImporter *self);

/** pilot_importer_dup_above_note: (transfer full) (nullable): the same for people; %NULL: none does. */
char *pilot_importer_dup_above_note (PilotImporter *self);

/** pilot_importer_get_dataset: "legacy" unless it was set. */
const char *pilot_importer_get_dataset (PilotImporter *self);
void pilot_importer_set_dataset (PilotImporter *self, const char *dataset);

/** pilot_importer_set_strict: whether ill-formed values make a row invalid, instead of being kept in the notes. */
void pilot_importer_set_strict (PilotImporter *self, gboolean strict);

/** pilot_importer_get_map: (nullable): which column is which field. */
const PilotColumnMap *pilot_importer_get_map (PilotImporter *self);

/** pilot_importer_get_n_columns: 0 while nothing is open. */
guint pilot_importer_get_n_columns (PilotImporter *self);
const char *pilot_importer_get_heading (PilotImporter *self, guint column);

/** pilot_importer_get_target: a field's index, %PILOT_IMPORT_TO_NOTES, _LEAVE_OUT or _JOIN. */
int pilot_importer_get_target (PilotImporter *self, guint column);

/** pilot_importer_is_target: whether files may fill the field, or say by it which record a row is (%PILOT_FIELD_ID). */
gboolean pilot_importer_is_target (PilotEntity entity, guint field);

/** pilot_importer_can_join: whether a column of such a file may be %PILOT_IMPORT_JOIN. */
gboolean pilot_importer_can_join (PilotEntity entity);

/** pilot_importer_target_label: (transfer none): what a column may be, for people, translated. */
const char *pilot_importer_target_label (PilotEntity entity, int target);

/** pilot_importer_find_column: the column that fills the field, or -1. */
int pilot_importer_find_column (PilotImporter *self, guint field);

/** pilot_importer_check_mapping: %FALSE with PILOT_ERROR_INVALID: a field that every new record needs has no column. */
gboolean pilot_importer_check_mapping (PilotImporter *self, GError **error);

/** pilot_importer_set_target: see pilot_column_map_set(). */
gboolean pilot_importer_set_target (PilotImporter *self, guint column, int target, GError **error);

/**
 * pilot_importer_take_target:
 * @other: (out): the column that had the field, or -1
 *
 * As pilot_importer_set_target(), but where another column has the field it gives it up and is kept in the notes.
 */
gboolean pilot_importer_take_target (PilotImporter *self, guint column, int target, int *other, GError **error);

/** pilot_importer_get_preview: the first rows behind the headings: @row below the count, cells as the file has them ("" beyond). */
guint pilot_importer_get_preview_rows (PilotImporter *self);
const char *pilot_importer_get_preview (PilotImporter *self, guint row, guint column);

/**
 * pilot_importer_judge_async:
 *
 * Judges every row; writes nothing. Errors of the finish: PILOT_ERROR, %G_IO_ERROR.
 */
void pilot_importer_judge_async (PilotImporter *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean pilot_importer_judge_finish (PilotImporter *self, GAsyncResult *result, GError **error);

gboolean pilot_importer_get_judged (PilotImporter *self);

/** pilot_importer_count: rows with @verdict, %PILOT_IMPORT_ANY or %PILOT_IMPORT_REMARKED; 0 before they are judged. */
guint pilot_importer_count (PilotImporter *self, int verdict);

/** pilot_importer_create_rows: (transfer full): the judged rows, items #PilotImportRow; empty before they are judged. */
GListModel *pilot_importer_create_rows (PilotImporter *self, int verdict);

/** pilot_importer_save_errors_async: writes the rows that are not taken, with the reasons, as CSV that can be loaded again. */
void pilot_importer_save_errors_async (PilotImporter *self, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean pilot_importer_save_errors_finish (PilotImporter *self, GAsyncResult *result, GError **error);

/**
 * pilot_importer_run_async:
 *
 * Writes the new and the changed rows as one operation: all or none. Errors of the finish: PILOT_ERROR_INVALID: not
 * judged; _CONFLICT: the data has changed since, judge again; _NO_SPACE; %G_IO_ERROR_CANCELLED. After an error nothing
 * is written.
 */
void pilot_importer_run_async (PilotImporter *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean pilot_importer_run_finish (PilotImporter *self, GAsyncResult *result, PilotImportResult *written, GError **error);

G_END_DECLS
