/* pilot-store-import-rows.c: the records of imports that wait to be sent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-entity-table.h"
#include "pilot-outbox-merge.h"
#include "pilot-outbox-parts.h"
#include "pilot-record-blob.h"
#include "pilot-search.h"
#include "pilot-store-private.h"

/* Above so many rows it is faster to make the indexes anew than to keep them in step. */
#define MANY_ROWS 20000

/* An import writes its rows without this index; the first that looks for a record makes it. */
static gboolean
prepare_index (PilotDatabase *database, GError **error)
{
  return pilot_database_exec (database, "CREATE INDEX IF NOT EXISTS import_row_by_record ON import_row (entity_id)", error);
}

gboolean
pilot_import_rows_load_before (PilotDatabase *database, gint64 import_seq, PilotEntity entity, const char *id,
                               PilotRecord **before, GError **error)
{
  PilotStatement *statement;
  gboolean row;

  *before = NULL;
  if (!prepare_index (database, error))
    return FALSE;
  statement = pilot_database_get_statement (database, "SELECT before FROM import_row WHERE entity_id=?1 AND import_seq=?2", error);
  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, id);
  pilot_statement_bind_int64 (statement, 2, import_seq);
  if (!pilot_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *before = pilot_record_blob_read (statement, 0, entity);
  pilot_statement_reset (statement);
  return TRUE;
}

gboolean
pilot_import_rows_set_before (PilotDatabase *database, gint64 import_seq, const char *id, const PilotRecord *before,
                              gboolean sent, GError **error)
{
  PilotStatement *statement;

  if (!prepare_index (database, error))
    return FALSE;
  /* What goes over the wire stays what it was made on first, however much comes while it is on its way. */
  statement = pilot_database_get_statement (
    database,
    "UPDATE import_row SET base=CASE WHEN ?4=0 THEN NULL WHEN met=0 THEN before ELSE base END,before=?3,met=?4"
    " WHERE entity_id=?1 AND import_seq=?2",
    error);
  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, id);
  pilot_statement_bind_int64 (statement, 2, import_seq);
  pilot_record_blob_bind (statement, 3, before);
  pilot_statement_bind_int64 (statement, 4, sent);
  return pilot_statement_run (statement, error);
}

static gboolean
drop_index_if_unused (PilotDatabase *database, GError **error)
{
  gint64 left;

  return pilot_database_query_int64 (database, "SELECT 1 FROM import_row LIMIT 1", 0, &left, error) &&
         (left != 0 || pilot_database_exec (database, "DROP INDEX IF EXISTS import_row_by_record", error));
}

gboolean
pilot_import_rows_take_out (PilotDatabase *database, gint64 import_seq, const char *id, GError **error)
{
  g_autoptr (PilotOutboxRow) import = NULL;
  PilotStatement *statement;

  if (!prepare_index (database, error))
    return FALSE;
  statement = pilot_database_get_statement (database, "DELETE FROM import_row WHERE entity_id=?1 AND import_seq=?2", error);
  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, id);
  pilot_statement_bind_int64 (statement, 2, import_seq);
  if (!pilot_statement_run (statement, error))
    return FALSE;
  if (pilot_database_changes (database) == 0)
    return TRUE;
  if (!pilot_outbox_load (database, import_seq, &import, error) || import == NULL)
    return import == NULL && (error == NULL || *error == NULL);
  import->n_rows--;
  return import->n_rows > 0 ? pilot_outbox_store (database, import, error) : pilot_outbox_remove (database, import_seq, error);
}

static gboolean
delete_rows (PilotDatabase *database, gint64 import_seq, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (database, "DELETE FROM import_row WHERE import_seq=?1", error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, import_seq);
  return pilot_statement_run (statement, error) && drop_index_if_unused (database, error);
}

/* (transfer full): @sql lists ids of an import. */
static GPtrArray *
list_ids (PilotDatabase *database, const char *sql, gint64 import_seq, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (database, sql, error);

  if (statement == NULL)
    return NULL;
  pilot_statement_bind_int64 (statement, 1, import_seq);
  return pilot_statement_list_texts (statement, error);
}

/* The import's records that have rows of their own queued behind it. */
static GPtrArray *
list_frozen (PilotDatabase *database, gint64 import_seq, GError **error)
{
  return list_ids (database, "SELECT entity_id FROM server_state WHERE import_seq=?1", import_seq, error);
}

/*
 * States that came while the import was on its way may be with it or without it. Now that it is over they are what the
 * position of the pull stands for: if they were without it, the feed brings what it made of them.
 */
static gboolean
take_met_states (PilotDatabase *database, const PilotOutboxRow *import, GError **error)
{
  g_autoptr (PilotStatement) statement =
    pilot_statement_new (database, "SELECT entity_id,before FROM import_row WHERE import_seq=?1 AND met=1", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, import->seq);
  while (pilot_statement_step (statement, &row, error))
    {
      g_autoptr (PilotRecord) before = NULL;
      g_autoptr (PilotRecord) current = NULL;
      const char *id;
      gint64 pending;

      if (!row)
        return TRUE;
      id = pilot_statement_get_text (statement, 0);
      before = pilot_record_blob_read (statement, 1, import->entity);
      if (!pilot_local_load (database, import->entity, id, &current, &pending, error))
        return FALSE;
      if (current != NULL && pending == import->seq &&
          !(before != NULL ? pilot_local_store (database, before, 0, error)
                           : pilot_local_remove (database, import->entity, id, error)))
        return FALSE;
    }
  return FALSE;
}

gboolean
pilot_import_rows_forget (PilotDatabase *database, gint64 import_seq, GError **error)
{
  g_autoptr (PilotOutboxRow) import = NULL;
  g_autoptr (GPtrArray) ids = list_frozen (database, import_seq, error);

  if (ids == NULL || !pilot_outbox_load (database, import_seq, &import, error))
    return FALSE;
  for (guint i = 0; import != NULL && i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      g_auto (PilotServerState) state = { 0 };

      if (!pilot_server_state_load (database, import->entity, id, &state, error))
        return FALSE;
      /* What the import sent of it stands there now, under a revision that nobody told. */
      g_clear_pointer (&state.record, pilot_record_unref);
      state.record = g_steal_pointer (&state.frozen);
      state.import_seq = 0;
      if (state.record != NULL)
        pilot_record_set_integer (state.record, PILOT_FIELD_REVISION, 0);
      if (!pilot_server_state_store (database, import->entity, id, &state, error))
        return FALSE;
    }
  return (import == NULL || take_met_states (database, import, error)) && delete_rows (database, import_seq, error);
}

static gboolean
drop_record_rows (PilotDatabase *database, PilotEntity entity, const char *id, GError **error)
{
  g_autoptr (GPtrArray) rows = pilot_outbox_load_record (database, entity, id, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    if (!pilot_outbox_remove (database, ((PilotOutboxRow *) g_ptr_array_index (rows, i))->seq, error))
      return FALSE;
  return TRUE;
}

static gboolean
undo_rows (PilotDatabase *database, const PilotOutboxRow *import, const char *which, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT entity_id,before FROM import_row WHERE import_seq=?1%s", which);
  g_autoptr (PilotStatement) statement = pilot_statement_new (database, sql, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, import->seq);
  while (pilot_statement_step (statement, &row, error))
    {
      g_autoptr (PilotRecord) before = NULL;
      const char *id;

      if (!row)
        return TRUE;
      id = pilot_statement_get_text (statement, 0);
      before = pilot_record_blob_read (statement, 1, import->entity);
      if (!(before != NULL ? pilot_local_store (database, before, 0, error)
                           : pilot_local_remove (database, import->entity, id, error)))
        return FALSE;
    }
  return FALSE;
}

/* Many created records go in one pass over the table, which has no index meanwhile. */
static gboolean
undo_many_rows (PilotDatabase *database, const PilotOutboxRow *import, GError **error)
{
  const PilotSchema *schema = pilot_schema_get (import->entity);
  g_autofree char *sql = g_strdup_printf (
    "DELETE FROM \"%s\" WHERE pending=?1 AND id NOT IN (SELECT entity_id FROM import_row WHERE import_seq=?1 AND before IS NOT NULL)",
    schema->name);
  g_autofree char *by_id = g_strdup_printf ("CREATE UNIQUE INDEX \"%s_by_id\" ON \"%s\" (id)", schema->name, schema->name);
  g_autoptr (PilotStatement) statement = NULL;

  if (!pilot_entity_table_drop_indexes (database, schema->name, FALSE, error) || !pilot_search_create (database, schema, error))
    return FALSE;
  statement = pilot_statement_new (database, sql, error);
  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, import->seq);
  return pilot_statement_run (statement, error) && pilot_database_exec (database, by_id, error) &&
         undo_rows (database, import, " AND before IS NOT NULL", error) &&
         pilot_entity_table_create_indexes (database, schema, error);
}

gboolean
pilot_import_rows_undo (PilotDatabase *database, const PilotOutboxRow *import, GError **error)
{
  g_autoptr (GPtrArray) ids = list_frozen (database, import->seq, error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      g_autoptr (PilotRecord) record = NULL;

      /* Its own rows go with it; it counts as the import's again, to be undone like the others. */
      if (!drop_record_rows (database, import->entity, id, error) ||
          !pilot_server_state_remove (database, import->entity, id, error) ||
          !pilot_local_load (database, import->entity, id, &record, NULL, error) ||
          (record != NULL && !pilot_local_store (database, record, import->seq, error)))
        return FALSE;
    }
  return (import->n_rows > MANY_ROWS ? undo_many_rows (database, import, error) : undo_rows (database, import, "", error)) &&
         delete_rows (database, import->seq, error);
}

/* A part whose owner is deleted behind the import: it is the import's no more. */
static gboolean
fold_hidden (PilotDatabase *database, const PilotOutboxRow *import, const char *id, PilotServerState *state, GError **error)
{
  g_clear_pointer (&state->frozen, pilot_record_unref);
  state->import_seq = 0;
  return pilot_import_rows_take_out (database, import->seq, id, error) &&
         (state->record != NULL ? pilot_server_state_store (database, import->entity, id, state, error)
                                : pilot_server_state_remove (database, import->entity, id, error));
}

/* One record of a refused import with rows queued behind it. */
static gboolean
fold_record (PilotDatabase *database, const PilotOutboxRow *import, const char *id, GError **error)
{
  g_autoptr (GPtrArray) rows = pilot_outbox_load_record (database, import->entity, id, error);
  g_auto (PilotServerState) state = { 0 };
  g_autoptr (PilotRecord) view = NULL;
  g_autoptr (PilotOutboxRow) deletion = NULL;
  gboolean hidden;

  if (rows == NULL || !pilot_server_state_load (database, import->entity, id, &state, error) ||
      !pilot_outbox_hides_part (database, state.frozen, &hidden, error))
    return FALSE;
  if (hidden)
    return fold_hidden (database, import, id, &state, error);
  view = pilot_outbox_view (&state, rows, 0);
  if (!drop_record_rows (database, import->entity, id, error))
    return FALSE;
  if (view != NULL)
    return pilot_local_store (database, view, import->seq, error) &&
           pilot_server_state_remove (database, import->entity, id, error);
  if (!pilot_import_rows_take_out (database, import->seq, id, error))
    return FALSE;
  if (state.record == NULL)
    return pilot_server_state_remove (database, import->entity, id, error);
  g_clear_pointer (&state.frozen, pilot_record_unref);
  state.import_seq = 0;
  deletion = pilot_outbox_row_new (PILOT_OPERATION_DELETE, import->entity, id, import->created_unix_usec);
  deletion->base = pilot_record_ref (state.record);
  deletion->base_revision = pilot_record_get_integer (state.record, PILOT_FIELD_REVISION);
  return pilot_server_state_store (database, import->entity, id, &state, error) &&
         pilot_outbox_store (database, deletion, error);
}

/* The row as a change of its own. */
static PilotOutboxRow *
make_own_row (const PilotRecord *base, const PilotRecord *current)
{
  const PilotSchema *schema = pilot_record_get_schema (current);
  PilotOutboxRow *row = pilot_outbox_row_new (base != NULL ? PILOT_OPERATION_UPDATE : PILOT_OPERATION_CREATE, schema->entity,
                                              pilot_record_get_id (current), 0);

  row->changes = base != NULL ? pilot_record_diff (base, current) : pilot_record_copy (current);
  if (base == NULL)
    return row;
  if (row->changes == NULL)
    row->changes = pilot_record_new (schema->entity);
  row->base = pilot_record_new (schema->entity);
  pilot_record_set_value (row->base, PILOT_FIELD_ID, pilot_record_get_value (base, PILOT_FIELD_ID));
  for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
    if (pilot_record_is_set (row->changes, i))
      pilot_record_set_value (row->base, i, pilot_record_get_value (base, i));
  row->base_revision = pilot_record_get_integer (base, PILOT_FIELD_REVISION);
  return row;
}

static gboolean
leave_as_conflict (PilotDatabase *database, gint64 import_seq, PilotOutboxRow *row, const PilotRecord *theirs, GError **error)
{
  g_autoptr (PilotOutboxRow) import = NULL;
  PilotServerState state = { .record = (PilotRecord *) theirs };

  if (!pilot_outbox_load (database, import_seq, &import, error))
    return FALSE;
  row->created_unix_usec = import != NULL ? import->created_unix_usec : 0;
  return pilot_import_rows_take_out (database, import_seq, row->entity_id, error) &&
         pilot_server_state_store (database, row->entity, row->entity_id, &state, error) &&
         pilot_outbox_store (database, row, error) && pilot_outbox_rebase (database, row->entity, row->entity_id, error);
}

gboolean
pilot_import_rows_meet (PilotDatabase *database, gint64 import_seq, const PilotRecord *base, const PilotRecord *current,
                        const PilotRecord *theirs, GError **error)
{
  g_autoptr (PilotOutboxRow) row = make_own_row (base, current);
  g_autoptr (PilotRecord) view = NULL;

  switch (pilot_outbox_judge (row, theirs, base, FALSE))
    {
    case PILOT_OUTBOX_CONFLICT:
      return leave_as_conflict (database, import_seq, row, theirs, error);
    case PILOT_OUTBOX_DONE:
      return pilot_import_rows_take_out (database, import_seq, row->entity_id, error) &&
             pilot_local_store (database, theirs, 0, error);
    case PILOT_OUTBOX_SEND:
    default:
      view = pilot_record_copy (theirs != NULL ? theirs : current);
      if (theirs != NULL)
        pilot_record_merge (view, row->changes);
      return pilot_import_rows_set_before (database, import_seq, row->entity_id, theirs, FALSE, error) &&
             pilot_local_store (database, view, import_seq, error);
    }
}

/* What came of a record while the import was on its way goes beneath it now. */
static gboolean
meet_late (PilotDatabase *database, const PilotOutboxRow *import, const char *id, GError **error)
{
  PilotStatement *statement =
    pilot_database_get_statement (database, "SELECT base,before FROM import_row WHERE entity_id=?1 AND import_seq=?2", error);
  g_autoptr (PilotRecord) base = NULL;
  g_autoptr (PilotRecord) theirs = NULL;
  g_autoptr (PilotRecord) current = NULL;
  gint64 pending;
  gboolean row;

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, id);
  pilot_statement_bind_int64 (statement, 2, import->seq);
  if (!pilot_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      base = pilot_record_blob_read (statement, 0, import->entity);
      theirs = pilot_record_blob_read (statement, 1, import->entity);
    }
  pilot_statement_reset (statement);
  if (!row || !pilot_local_load (database, import->entity, id, &current, &pending, error))
    return !row;
  return current == NULL || pending != import->seq ||
         pilot_import_rows_meet (database, import->seq, base, current, theirs, error);
}

gboolean
pilot_import_rows_fold (PilotDatabase *database, const PilotOutboxRow *import, GError **error)
{
  g_autoptr (GPtrArray) ids = list_frozen (database, import->seq, error);
  g_autoptr (GPtrArray) met = NULL;

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!fold_record (database, import, g_ptr_array_index (ids, i), error))
      return FALSE;
  met = list_ids (database, "SELECT entity_id FROM import_row WHERE import_seq=?1 AND met=1", import->seq, error);
  for (guint i = 0; met != NULL && i < met->len; i++)
    if (!meet_late (database, import, g_ptr_array_index (met, i), error))
      return FALSE;
  return met != NULL;
}
