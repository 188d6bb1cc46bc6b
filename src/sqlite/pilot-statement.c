/* pilot-statement.c: a prepared statement
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-statement.h"

struct _PilotStatement
{
  PilotDatabase *database; /* borrowed: outlives it */
  sqlite3_stmt *handle;    /* (owned) */
};

/* A failing bind is a wrong index or a text over SQLite's limit; the latter shows again as the failure of the step. */
static void
check_bind (int code, int index)
{
  if (G_UNLIKELY (code == SQLITE_RANGE || code == SQLITE_MISUSE))
    g_critical ("no parameter %d to bind", index);
}

PilotStatement *
pilot_statement_new (PilotDatabase *database, const char *sql, GError **error)
{
  PilotStatement *self;
  sqlite3_stmt *handle = NULL;
  int code;

  g_return_val_if_fail (database != NULL, NULL);
  g_return_val_if_fail (sql != NULL, NULL);

  code = sqlite3_prepare_v3 (pilot_database_get_handle (database), sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);
  if (code != SQLITE_OK || handle == NULL)
    {
      pilot_database_set_error (database, code != SQLITE_OK ? code : SQLITE_ERROR, error);
      return NULL;
    }
  self = g_new0 (PilotStatement, 1);
  self->database = database;
  self->handle = handle;
  return self;
}

void
pilot_statement_free (PilotStatement *self)
{
  if (self == NULL)
    return;
  sqlite3_finalize (self->handle);
  g_free (self);
}

void
pilot_statement_bind_text (PilotStatement *self, int index, const char *text)
{
  check_bind (text != NULL ? sqlite3_bind_text (self->handle, index, text, -1, SQLITE_TRANSIENT)
                           : sqlite3_bind_null (self->handle, index),
              index);
}

void
pilot_statement_bind_static (PilotStatement *self, int index, const char *text, int length_bytes)
{
  check_bind (text != NULL ? sqlite3_bind_text (self->handle, index, text, length_bytes, SQLITE_STATIC)
                           : sqlite3_bind_null (self->handle, index),
              index);
}

void
pilot_statement_bind_blob_static (PilotStatement *self, int index, const void *bytes, gsize length_bytes)
{
  check_bind (sqlite3_bind_blob64 (self->handle, index, bytes != NULL ? bytes : "", length_bytes, SQLITE_STATIC), index);
}

void
pilot_statement_bind_int64 (PilotStatement *self, int index, gint64 value)
{
  check_bind (sqlite3_bind_int64 (self->handle, index, value), index);
}

void
pilot_statement_bind_null (PilotStatement *self, int index)
{
  check_bind (sqlite3_bind_null (self->handle, index), index);
}

void
pilot_statement_bind_value (PilotStatement *self, int index, const PilotValue *value)
{
  int code;

  if (value->kind == PILOT_VALUE_TEXT)
    code = sqlite3_bind_text (self->handle, index, value->text, (int) value->length_bytes, SQLITE_STATIC);
  else if (value->kind == PILOT_VALUE_INTEGER)
    code = sqlite3_bind_int64 (self->handle, index, value->integer);
  else
    code = sqlite3_bind_null (self->handle, index);
  check_bind (code, index);
}

gboolean
pilot_statement_step (PilotStatement *self, gboolean *row, GError **error)
{
  int code = sqlite3_step (self->handle);

  *row = code == SQLITE_ROW;
  if (code == SQLITE_ROW)
    return TRUE;
  if (code == SQLITE_DONE)
    {
      sqlite3_reset (self->handle);
      return TRUE;
    }
  pilot_database_set_error (self->database, code, error);
  sqlite3_reset (self->handle);
  return FALSE;
}

gboolean
pilot_statement_run (PilotStatement *self, GError **error)
{
  int code;

  do
    code = sqlite3_step (self->handle);
  while (code == SQLITE_ROW);
  if (G_LIKELY (code == SQLITE_DONE))
    {
      sqlite3_reset (self->handle);
      return TRUE;
    }
  pilot_database_set_error (self->database, code, error);
  sqlite3_reset (self->handle);
  return FALSE;
}

void
pilot_statement_reset (PilotStatement *self)
{
  sqlite3_reset (self->handle);
}

void
pilot_statement_clear (PilotStatement *self)
{
  sqlite3_reset (self->handle);
  sqlite3_clear_bindings (self->handle);
}

int
pilot_statement_get_n_columns (PilotStatement *self)
{
  return sqlite3_column_count (self->handle);
}

gboolean
pilot_statement_is_null (PilotStatement *self, int column)
{
  return sqlite3_column_type (self->handle, column) == SQLITE_NULL;
}

gint64
pilot_statement_get_int64 (PilotStatement *self, int column)
{
  return sqlite3_column_int64 (self->handle, column);
}

const char *
pilot_statement_get_text (PilotStatement *self, int column)
{
  return (const char *) sqlite3_column_text (self->handle, column);
}

char *
pilot_statement_dup_text (PilotStatement *self, int column)
{
  return g_strdup (pilot_statement_get_text (self, column));
}

GPtrArray *
pilot_statement_list_texts (PilotStatement *self, GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  gboolean row;

  while (pilot_statement_step (self, &row, error))
    {
      if (!row)
        return g_steal_pointer (&texts);
      g_ptr_array_add (texts, pilot_statement_dup_text (self, 0));
    }
  return NULL;
}

const void *
pilot_statement_get_blob (PilotStatement *self, int column, gsize *length_bytes)
{
  const void *bytes = sqlite3_column_blob (self->handle, column);

  *length_bytes = (gsize) sqlite3_column_bytes (self->handle, column);
  return bytes;
}

void
pilot_statement_get_value (PilotStatement *self, int column, PilotValue *value)
{
  memset (value, 0, sizeof *value);
  switch (sqlite3_column_type (self->handle, column))
    {
    case SQLITE_NULL:
      value->kind = PILOT_VALUE_NULL;
      break;
    case SQLITE_INTEGER:
      value->kind = PILOT_VALUE_INTEGER;
      value->integer = sqlite3_column_int64 (self->handle, column);
      break;
    default:
      value->kind = PILOT_VALUE_TEXT;
      value->text = (const char *) sqlite3_column_text (self->handle, column);
      value->length_bytes = (guint) sqlite3_column_bytes (self->handle, column);
      break;
    }
}

sqlite3_stmt *
pilot_statement_get_handle (PilotStatement *self)
{
  return self->handle;
}

PilotDatabase *
pilot_statement_get_database (PilotStatement *self)
{
  return self->database;
}
