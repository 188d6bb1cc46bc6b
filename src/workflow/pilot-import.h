/* pilot-import.h: brings records from a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-import-row.h"

G_BEGIN_DECLS

/** How many rows a preview has. */
#define PILOT_IMPORT_PREVIEW_ROWS 20

/**
 * PilotImport:
 *
 * The steps of an import: open a file or pasted text; correct what was found out about it; judge the rows; look at
 * them; run. Main thread; the work is done on a worker, one task at a time, each can be cancelled.
 *
 * Properties (read-only, notified in the main thread): "busy" (boolean): a task runs; "progress" (double 0..1): of it;
 * "judged" (boolean): the rows are judged as the choices now stand. Signal "reset": headings, mapping or preview are
 * other ones; "written": a run has succeeded.
 */
#define PILOT_TYPE_IMPORT (pilot_import_get_type ())
G_DECLARE_FINAL_TYPE (PilotImport, pilot_import, PILOT, IMPORT, GObject)

/**
 * pilot_import_new:
 * @target: what is there, and where it goes
 * @entity: agencies, recruiters, jobs or candidates
 */
PilotImport *pilot_import_new (PilotImportTarget *target, PilotEntity entity);

/** pilot_import_can_import: whether files of @entity can be imported. */
gboolean pilot_import_can_import (PilotEntity entity);

/**
 * pilot_import_open_file_async:
 *
 * Copies the file and finds out how it is written. Errors of the finish: PILOT_ERROR_INVALID (empty, or no text: the
 * message says what to do), PILOT_ERROR_BUSY, %G_IO_ERROR.
 */
void pilot_import_open_file_async (PilotImport *self, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);

/** pilot_import_open_text_async: the same for text from the clipboard, UTF-8. */
void pilot_import_open_text_async (PilotImport *self, const char *text, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);

/** pilot_import_set_format_async: reads what was opened anew as @format. */
void pilot_import_set_format_async (PilotImport *self, const PilotCsvFormat *format, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
gboolean pilot_import_open_finish (PilotImport *self, GAsyncResult *result, GError **error);

/* What was found out, and what may be corrected; a correction makes a judgement void. Nothing is open before an
 * open_finish has succeeded. */

gboolean pilot_import_is_open (PilotImport *self);

/** pilot_import_get_source_name: (nullable): the file's name. */
const char *pilot_import_get_source_name (PilotImport *self);
const PilotCsvFormat *pilot_import_get_format (PilotImport *self);

PilotEntity pilot_import_get_entity (PilotImport *self);
void pilot_import_set_entity (PilotImport *self, PilotEntity entity); /* matches the columns anew */

gboolean pilot_import_get_has_header (PilotImport *self);
void pilot_import_set_has_header (PilotImport *self, gboolean has_header); /* matches the columns anew */

/** pilot_import_get_dataset: "legacy" unless it was set. */
const char *pilot_import_get_dataset (PilotImport *self);
void pilot_import_set_dataset (PilotImport *self, const char *dataset);

/** pilot_import_set_strict: whether ill-formed values make a row invalid, instead of being kept in the notes. */
void pilot_import_set_strict (PilotImport *self, gboolean strict);

/** pilot_import_get_map: (nullable): which column is which field. */
const PilotColumnMap *pilot_import_get_map (PilotImport *self);

/** pilot_import_set_target: see pilot_column_map_set(). */
gboolean pilot_import_set_target (PilotImport *self, guint column, int target, GError **error);

/** pilot_import_get_preview: the first rows behind the headings: @row below the count, cells as the file has them ("" beyond). */
guint pilot_import_get_preview_rows (PilotImport *self);
const char *pilot_import_get_preview (PilotImport *self, guint row, guint column);

/**
 * pilot_import_judge_async:
 *
 * Judges every row; writes nothing. Errors of the finish: PILOT_ERROR, %G_IO_ERROR.
 */
void pilot_import_judge_async (PilotImport *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean pilot_import_judge_finish (PilotImport *self, GAsyncResult *result, GError **error);

gboolean pilot_import_get_judged (PilotImport *self);

/** pilot_import_count: rows with @verdict, %PILOT_IMPORT_ANY or %PILOT_IMPORT_REMARKED; 0 before they are judged. */
guint pilot_import_count (PilotImport *self, int verdict);

/** pilot_import_create_rows: (transfer full): the judged rows, items #PilotImportRow; empty before they are judged. */
GListModel *pilot_import_create_rows (PilotImport *self, int verdict);

/** pilot_import_save_errors_async: writes the rows that are not taken, with the reasons, as CSV that can be loaded again. */
void pilot_import_save_errors_async (PilotImport *self, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean pilot_import_save_errors_finish (PilotImport *self, GAsyncResult *result, GError **error);

/**
 * pilot_import_run_async:
 *
 * Writes the new and the changed rows as one operation: all or none. Errors of the finish: PILOT_ERROR_INVALID: not
 * judged; _CONFLICT: the data has changed since, judge again; _NO_SPACE; %G_IO_ERROR_CANCELLED. After an error nothing
 * is written.
 */
void pilot_import_run_async (PilotImport *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean pilot_import_run_finish (PilotImport *self, GAsyncResult *result, PilotImportResult *written, GError **error);

G_END_DECLS
