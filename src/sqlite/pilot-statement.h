/* pilot-statement.h: a prepared statement
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-database.h"
#include "pilot-record.h"

G_BEGIN_DECLS

/**
 * PilotStatement:
 *
 * Parameters are bound by their 1-based index, columns are read by their 0-based one, both as SQLite counts. Binding
 * never fails for a caller who counts right; a wrong index is a programming error (g_critical).
 */

/**
 * pilot_statement_new:
 * @sql: one statement
 * @error: PILOT_ERROR
 *
 * Prepared to be used for long (SQLITE_PREPARE_PERSISTENT). To be freed before the connection is closed.
 *
 * Returns: (transfer full) (nullable)
 */
PilotStatement *pilot_statement_new (PilotDatabase *database, const char *sql, GError **error);
void pilot_statement_free (PilotStatement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotStatement, pilot_statement_free)

/** pilot_statement_bind_text: copies @text; %NULL binds null. */
void pilot_statement_bind_text (PilotStatement *self, int index, const char *text);

/** pilot_statement_bind_static: does not copy: @text must live until the statement is reset or bound anew; @length -1: to the NUL. */
void pilot_statement_bind_static (PilotStatement *self, int index, const char *text, int length_bytes);
void pilot_statement_bind_blob_static (PilotStatement *self, int index, const void *bytes, gsize length_bytes);
void pilot_statement_bind_int64 (PilotStatement *self, int index, gint64 value);
void pilot_statement_bind_null (PilotStatement *self, int index);

/** pilot_statement_bind_value: unset and null bind null; a text is not copied (as bind_static). */
void pilot_statement_bind_value (PilotStatement *self, int index, const PilotValue *value);

/**
 * pilot_statement_step:
 * @row: (out): %TRUE: a row is there to be read; %FALSE: that was all (the statement is reset then)
 */
gboolean pilot_statement_step (PilotStatement *self, gboolean *row, GError **error);

/** pilot_statement_run: steps to the end and resets; rows are passed over. Bindings stay. */
gboolean pilot_statement_run (PilotStatement *self, GError **error);

/** pilot_statement_reset: ready to be run again; bindings stay. Never fails. */
void pilot_statement_reset (PilotStatement *self);
void pilot_statement_clear (PilotStatement *self); /* reset, bindings to null */

int pilot_statement_get_n_columns (PilotStatement *self);
gboolean pilot_statement_is_null (PilotStatement *self, int column);
gint64 pilot_statement_get_int64 (PilotStatement *self, int column); /* null: 0 */
const char *pilot_statement_get_text (PilotStatement *self, int column); /* (nullable), valid until the next step */
char *pilot_statement_dup_text (PilotStatement *self, int column);
const void *pilot_statement_get_blob (PilotStatement *self, int column, gsize *length_bytes);

/** pilot_statement_list_texts: (transfer full) (nullable) (element-type utf8): the first column of all rows that are left; %NULL with @error. */
GPtrArray *pilot_statement_list_texts (PilotStatement *self, GError **error);

/** pilot_statement_get_value: null, integer or text as the column holds it; the text is valid until the next step. */
void pilot_statement_get_value (PilotStatement *self, int column, PilotValue *value);

sqlite3_stmt *pilot_statement_get_handle (PilotStatement *self);
PilotDatabase *pilot_statement_get_database (PilotStatement *self);

G_END_DECLS
