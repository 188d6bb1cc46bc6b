/* pilot-import-rows.c: the staged rows of an import, judged and written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-import.h"

#include "pilot-batch.h"
#include "pilot-portal-db-schema.h"
#include "pilot-resource-common.h"
#include "pilot-statement.h"
#include "pilot-wire.h"

#define MAX_ERRORS 100
/* From so many rows on, indexes are built anew after the rows instead of row by row, if the rows are a large part. */
#define REBUILD_ROWS 50000
#define REBUILD_PART 2
#define BIG_CACHE "PRAGMA cache_size=-400000"

/* What is carried from chunk to chunk. */
typedef struct
{
  PilotImport *import;
  PilotPortalChange *change;
  PilotBatch *batch;    /* (owned) */
  GPtrArray *errors;    /* (owned): items of this chunk that can't be read */
  GString *errors_json; /* (owned) */
  guint n_failed;
  guint n_changed_since; /* of these: would pass, if the record were as the row says it was */
  gint64 first_row;     /* of this chunk, counted from 0 over the import */
} RowWriter;

static void
row_writer_clear (RowWriter *self)
{
  pilot_batch_free (self->batch);
  g_ptr_array_unref (self->errors);
  if (self->errors_json != NULL)
    g_string_free (self->errors_json, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RowWriter, row_writer_clear)

static void
add_error (RowWriter *self, gint64 index, const char *id, const char *field, const char *message)
{
  if (self->n_failed++ >= MAX_ERRORS)
    return;
  g_string_append_printf (self->errors_json, "%s{\"row\":%" G_GINT64_FORMAT ",\"id\":", self->errors_json->len > 0 ? "," : "",
                          self->first_row + index);
  pilot_wire_append_string (self->errors_json, id, -1);
  g_string_append (self->errors_json, ",\"field\":");
  pilot_wire_append_string (self->errors_json, field, -1);
  g_string_append (self->errors_json, ",\"message\":");
  pilot_wire_append_string (self->errors_json, message, -1);
  g_string_append_c (self->errors_json, '}');
}

static PilotChangeMode
get_new_mode (const PilotBatchRow *row)
{
  int owner = pilot_schema_find_owner (row->schema);

  return owner >= 0 && row->values[owner].kind == PILOT_VALUE_TEXT ? PILOT_CHANGE_NEW_PART : PILOT_CHANGE_NEW;
}

static gboolean
write_row (RowWriter *self, gint64 index, const PilotBatchRow *row, GError **error)
{
  g_auto (PilotChangeResult) result = { 0 };
  const PilotValue *said = &row->values[PILOT_FIELD_REVISION];
  gint64 base = said->kind == PILOT_VALUE_INTEGER ? said->integer : 0;
  gboolean only_new = said->kind == PILOT_VALUE_INTEGER && base == 0;

  if (!pilot_portal_change_put (self->change, row->schema, row->values, only_new ? get_new_mode (row) : PILOT_CHANGE_UPSERT, base,
                                &result, error))
    return FALSE;
  /* A new record whose id was deleted is no matter of time: it never passes. */
  if (result.outcome == PILOT_OUTCOME_STALE ||
      (base != 0 && (result.outcome == PILOT_OUTCOME_GONE || result.outcome == PILOT_OUTCOME_NOT_FOUND)))
    self->n_changed_since++;
  if (result.outcome == PILOT_OUTCOME_CREATED)
    self->import->created++;
  else if (result.outcome == PILOT_OUTCOME_CHANGED)
    self->import->changed++;
  else if (pilot_change_result_is_success (&result))
    self->import->unchanged++;
  else
    add_error (self, index, row->values[PILOT_FIELD_ID].kind == PILOT_VALUE_TEXT ? row->values[PILOT_FIELD_ID].text : NULL,
               result.field >= 0 ? row->schema->fields[result.field].json : NULL, pilot_change_result_get_message (&result));
  return TRUE;
}

static gboolean
write_chunk (RowWriter *self, const char *json, gsize length, GError **error)
{
  guint n_items;
  guint n_errors = 0;

  if (!pilot_resource_parse_items (self->import->schema, json, length, self->batch, self->errors, &n_items, error))
    return FALSE;
  for (guint i = 0; i < n_items && self->n_failed < MAX_ERRORS; i++)
    {
      const PilotResourceItemError *item = n_errors < self->errors->len ? g_ptr_array_index (self->errors, n_errors) : NULL;

      if (item != NULL && item->index == i)
        {
          add_error (self, i, item->id, item->member, item->reason);
          n_errors++;
        }
      else if (!write_row (self, i, pilot_batch_get (self->batch, i - n_errors), error))
        return FALSE;
    }
  self->first_row += n_items;
  return TRUE;
}

static gboolean
write_chunks (RowWriter *self, PilotPortalDb *db, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (
    pilot_portal_db_get_database (db), "SELECT items FROM import_chunk WHERE import_id = ? ORDER BY n", error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, self->import->id);
  while (self->n_failed < MAX_ERRORS)
    {
      gboolean row;
      gsize length;
      const char *json;

      if (!pilot_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      json = pilot_statement_get_blob (statement, 0, &length);
      if (!write_chunk (self, json, length, error))
        {
          pilot_statement_reset (statement);
          return FALSE;
        }
    }
  pilot_statement_reset (statement);
  return TRUE;
}

static gboolean
exec_owned (PilotPortalDb *db, char *sql, GError **error)
{
  g_autofree char *owned = sql;

  return pilot_database_exec (pilot_portal_db_get_database (db), owned, error);
}

static gboolean
should_rebuild (const PilotImport *self, PilotPortalDb *db, gboolean *rebuild, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT max(row) FROM \"%s\"", self->schema->name);
  gint64 n_there;

  if (!pilot_database_query_int64 (pilot_portal_db_get_database (db), sql, 0, &n_there, error))
    return FALSE;
  *rebuild = self->n_rows >= REBUILD_ROWS && self->n_rows >= n_there / REBUILD_PART;
  return TRUE;
}

gboolean
pilot_import_write_rows (PilotImport *self, PilotPortalDb *db, PilotPortalChange *change, GString **errors_json,
                         gboolean *changed_since, GError **error)
{
  g_auto (RowWriter) writer = {
    .import = self,
    .change = change,
    .batch = pilot_batch_new (),
    .errors = pilot_resource_new_item_errors (),
    .errors_json = g_string_new (NULL),
  };
  g_autofree char *usual_cache = NULL;
  gint64 cache_size;
  gboolean rebuild;
  gboolean ok;

  self->created = self->changed = self->unchanged = 0;
  if (!should_rebuild (self, db, &rebuild, error) ||
      !pilot_database_query_int64 (pilot_portal_db_get_database (db), "PRAGMA cache_size", 0, &cache_size, error))
    return FALSE;
  usual_cache = g_strdup_printf ("PRAGMA cache_size=%" G_GINT64_FORMAT, cache_size);
  if (rebuild && (!pilot_database_exec (pilot_portal_db_get_database (db), BIG_CACHE, error) ||
                  !exec_owned (db, pilot_portal_db_schema_drop_indexes (self->schema), error)))
    return FALSE;
  ok = write_chunks (&writer, db, error);
  if (ok && rebuild && writer.n_failed == 0)
    ok = exec_owned (db, pilot_portal_db_schema_indexes (self->schema), error);
  if (rebuild)
    pilot_database_exec (pilot_portal_db_get_database (db), usual_cache, NULL);
  *changed_since = writer.n_changed_since > 0 && writer.n_changed_since == writer.n_failed;
  if (ok)
    *errors_json = g_steal_pointer (&writer.errors_json);
  return ok;
}
