/* pilot-outbox.c: the rows of the outbox and what lies beneath them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-outbox.h"

#include "pilot-entity-table.h"
#include "pilot-outbox-parts.h"
#include "pilot-record-blob.h"

#define ROW_COLUMNS                                                                                                      \
  "seq,op_id,kind,entity,entity_id,state,attempts,base_revision,changes,base,theirs,theirs_deleted,message,created_unix_usec," \
  "due_unix_usec,n_rows,title"

PilotOutboxRow *
pilot_outbox_row_new (PilotOperationKind kind, PilotEntity entity, const char *entity_id, gint64 now_unix_usec)
{
  PilotOutboxRow *self = g_new0 (PilotOutboxRow, 1);

  self->op_id = g_uuid_string_random ();
  self->kind = kind;
  self->entity = entity;
  self->entity_id = g_strdup (entity_id);
  self->created_unix_usec = now_unix_usec;
  return self;
}

void
pilot_outbox_row_free (PilotOutboxRow *self)
{
  g_free (self->op_id);
  g_free (self->entity_id);
  g_clear_pointer (&self->changes, pilot_record_unref);
  g_clear_pointer (&self->base, pilot_record_unref);
  g_clear_pointer (&self->theirs, pilot_record_unref);
  g_free (self->message);
  g_free (self->title);
  g_free (self);
}

void
pilot_outbox_row_renew (PilotOutboxRow *self)
{
  g_free (self->op_id);
  self->op_id = g_uuid_string_random ();
  /* Under the old id the portal goes on having the rows as they were. */
  if (self->kind == PILOT_OPERATION_IMPORT)
    {
      g_free (self->entity_id);
      self->entity_id = g_uuid_string_random ();
    }
  self->state = PILOT_PENDING_WAITING;
  self->attempts = 0;
  self->due_unix_usec = 0;
  self->theirs_deleted = FALSE;
  g_clear_pointer (&self->theirs, pilot_record_unref);
  g_clear_pointer (&self->message, g_free);
}

gboolean
pilot_outbox_row_is_frozen (const PilotOutboxRow *self)
{
  return self->state == PILOT_PENDING_SENDING || self->state == PILOT_PENDING_HANDED_OFF;
}

/* A row whose kind or entity this program does not know can't be sent by it; it is left alone. */
static PilotOutboxRow *
read_row (PilotStatement *statement)
{
  const PilotSchema *schema = pilot_schema_from_name (pilot_statement_get_text (statement, 3));
  gint64 kind = pilot_statement_get_int64 (statement, 2);
  PilotOutboxRow *row;

  if (schema == NULL || kind < PILOT_OPERATION_CREATE || kind > PILOT_OPERATION_IMPORT)
    return NULL;
  row = g_new0 (PilotOutboxRow, 1);
  row->seq = pilot_statement_get_int64 (statement, 0);
  row->op_id = pilot_statement_dup_text (statement, 1);
  row->kind = (PilotOperationKind) kind;
  row->entity = schema->entity;
  row->entity_id = pilot_statement_dup_text (statement, 4);
  row->state = (PilotPendingState) pilot_statement_get_int64 (statement, 5);
  row->attempts = (guint) pilot_statement_get_int64 (statement, 6);
  row->base_revision = pilot_statement_get_int64 (statement, 7);
  row->changes = pilot_record_blob_read (statement, 8, row->entity);
  row->base = pilot_record_blob_read (statement, 9, row->entity);
  row->theirs = pilot_record_blob_read (statement, 10, row->entity);
  row->theirs_deleted = pilot_statement_get_int64 (statement, 11) != 0;
  row->message = pilot_statement_dup_text (statement, 12);
  row->created_unix_usec = pilot_statement_get_int64 (statement, 13);
  row->due_unix_usec = pilot_statement_get_int64 (statement, 14);
  row->n_rows = (guint64) pilot_statement_get_int64 (statement, 15);
  row->title = pilot_statement_dup_text (statement, 16);
  return row;
}

static GPtrArray *
read_rows (PilotStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_outbox_row_free);
  gboolean more;

  while (pilot_statement_step (statement, &more, error))
    {
      PilotOutboxRow *row;

      if (!more)
        return g_steal_pointer (&rows);
      row = read_row (statement);
      if (row != NULL)
        g_ptr_array_add (rows, row);
    }
  return NULL;
}

gboolean
pilot_outbox_load (PilotDatabase *database, gint64 seq, PilotOutboxRow **row, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (database, "SELECT " ROW_COLUMNS " FROM outbox WHERE seq=?1", error);
  g_autoptr (GPtrArray) rows = NULL;

  *row = NULL;
  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, seq);
  rows = read_rows (statement, error);
  if (rows == NULL)
    return FALSE;
  if (rows->len > 0)
    *row = g_ptr_array_steal_index (rows, 0);
  return TRUE;
}

GPtrArray *
pilot_outbox_load_all (PilotDatabase *database, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (database, "SELECT " ROW_COLUMNS " FROM outbox ORDER BY seq", error);

  return statement != NULL ? read_rows (statement, error) : NULL;
}

GPtrArray *
pilot_outbox_load_record (PilotDatabase *database, PilotEntity entity, const char *id, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (
    database, "SELECT " ROW_COLUMNS " FROM outbox WHERE entity_id=?1 AND entity=?2 AND kind<>?3 ORDER BY seq", error);

  if (statement == NULL)
    return NULL;
  pilot_statement_bind_text (statement, 1, id);
  pilot_statement_bind_static (statement, 2, pilot_schema_get (entity)->name, -1);
  pilot_statement_bind_int64 (statement, 3, PILOT_OPERATION_IMPORT);
  return read_rows (statement, error);
}

gboolean
pilot_outbox_store (PilotDatabase *database, PilotOutboxRow *row, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (
    database,
    "INSERT INTO outbox (" ROW_COLUMNS ") VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17)"
    " ON CONFLICT (seq) DO UPDATE SET op_id=?2,kind=?3,entity=?4,entity_id=?5,state=?6,attempts=?7,base_revision=?8,changes=?9,"
    "base=?10,theirs=?11,theirs_deleted=?12,message=?13,created_unix_usec=?14,due_unix_usec=?15,n_rows=?16,title=?17",
    error);

  if (statement == NULL)
    return FALSE;
  if (row->seq != 0)
    pilot_statement_bind_int64 (statement, 1, row->seq);
  pilot_statement_bind_text (statement, 2, row->op_id);
  pilot_statement_bind_int64 (statement, 3, row->kind);
  pilot_statement_bind_text (statement, 4, pilot_schema_get (row->entity)->name);
  pilot_statement_bind_text (statement, 5, row->entity_id);
  pilot_statement_bind_int64 (statement, 6, row->state);
  pilot_statement_bind_int64 (statement, 7, row->attempts);
  pilot_statement_bind_int64 (statement, 8, row->base_revision);
  pilot_record_blob_bind (statement, 9, row->changes);
  pilot_record_blob_bind (statement, 10, row->base);
  pilot_record_blob_bind (statement, 11, row->theirs);
  pilot_statement_bind_int64 (statement, 12, row->theirs_deleted);
  pilot_statement_bind_text (statement, 13, row->message);
  pilot_statement_bind_int64 (statement, 14, row->created_unix_usec);
  pilot_statement_bind_int64 (statement, 15, row->due_unix_usec);
  pilot_statement_bind_int64 (statement, 16, (gint64) row->n_rows);
  pilot_statement_bind_text (statement, 17, row->title);
  if (!pilot_statement_run (statement, error))
    return FALSE;
  if (row->seq == 0)
    row->seq = sqlite3_last_insert_rowid (pilot_database_get_handle (database));
  return TRUE;
}

gboolean
pilot_outbox_remove (PilotDatabase *database, gint64 seq, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (database, "DELETE FROM outbox WHERE seq=?1", error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, seq);
  return pilot_statement_run (statement, error);
}

void
pilot_server_state_clear (PilotServerState *self)
{
  g_clear_pointer (&self->record, pilot_record_unref);
  g_clear_pointer (&self->frozen, pilot_record_unref);
  *self = (PilotServerState){ 0 };
}

gboolean
pilot_server_state_load (PilotDatabase *database, PilotEntity entity, const char *id, PilotServerState *state, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (
    database, "SELECT record,frozen,import_seq FROM server_state WHERE entity_id=?1 AND entity=?2", error);
  gboolean row;

  *state = (PilotServerState){ 0 };
  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, id);
  pilot_statement_bind_static (statement, 2, pilot_schema_get (entity)->name, -1);
  if (!pilot_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      state->known = TRUE;
      state->record = pilot_record_blob_read (statement, 0, entity);
      state->frozen = pilot_record_blob_read (statement, 1, entity);
      state->import_seq = pilot_statement_get_int64 (statement, 2);
    }
  pilot_statement_reset (statement);
  return TRUE;
}

gboolean
pilot_server_state_store (PilotDatabase *database, PilotEntity entity, const char *id, const PilotServerState *state,
                          GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (
    database, "INSERT OR REPLACE INTO server_state (entity,entity_id,record,frozen,import_seq) VALUES (?1,?2,?3,?4,?5)", error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_static (statement, 1, pilot_schema_get (entity)->name, -1);
  pilot_statement_bind_text (statement, 2, id);
  pilot_record_blob_bind (statement, 3, state->record);
  pilot_record_blob_bind (statement, 4, state->frozen);
  pilot_statement_bind_int64 (statement, 5, state->import_seq);
  return pilot_statement_run (statement, error);
}

GHashTable *
pilot_server_state_list (PilotDatabase *database, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  PilotStatement *statement = pilot_database_get_statement (database, "SELECT entity_id FROM server_state", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  while (pilot_statement_step (statement, &row, error))
    {
      if (!row)
        return g_steal_pointer (&ids);
      g_hash_table_add (ids, pilot_statement_dup_text (statement, 0));
    }
  return NULL;
}

gboolean
pilot_server_state_remove (PilotDatabase *database, PilotEntity entity, const char *id, GError **error)
{
  PilotStatement *statement =
    pilot_database_get_statement (database, "DELETE FROM server_state WHERE entity_id=?1 AND entity=?2", error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, id);
  pilot_statement_bind_static (statement, 2, pilot_schema_get (entity)->name, -1);
  return pilot_statement_run (statement, error);
}

gboolean
pilot_local_load (PilotDatabase *database, PilotEntity entity, const char *id, PilotRecord **record, gint64 *pending,
                  GError **error)
{
  const PilotSchema *schema = pilot_schema_get (entity);
  g_autofree char *sql = pilot_entity_table_select_sql (schema, "WHERE id=?1", TRUE);
  PilotStatement *statement = pilot_database_get_statement (database, sql, error);
  gboolean row;

  *record = NULL;
  if (pending != NULL)
    *pending = 0;
  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, id);
  if (!pilot_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      *record = pilot_entity_table_read (statement, schema);
      if (pending != NULL)
        *pending = pilot_statement_get_int64 (statement, (int) schema->n_fields);
    }
  pilot_statement_reset (statement);
  return TRUE;
}

gboolean
pilot_local_store (PilotDatabase *database, const PilotRecord *record, gint64 pending, GError **error)
{
  const PilotSchema *schema = pilot_record_get_schema (record);
  g_autofree char *sql = pilot_entity_table_upsert_sql (schema);
  PilotStatement *statement = pilot_database_get_statement (database, sql, error);
  guint8 keys[PILOT_ENTITY_TABLE_KEYS_BYTES];
  PilotValue values[PILOT_MAX_FIELDS];

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < schema->n_fields; i++)
    values[i] = *pilot_record_get_value (record, i);
  for (guint i = PILOT_FIELD_REVISION; i <= PILOT_FIELD_UPDATED_AT; i++)
    if (values[i].kind != PILOT_VALUE_INTEGER)
      values[i] = (PilotValue){ .kind = PILOT_VALUE_INTEGER };
  pilot_entity_table_bind (statement, schema, values, pending, keys);
  return pilot_statement_run (statement, error);
}

gboolean
pilot_local_remove (PilotDatabase *database, PilotEntity entity, const char *id, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM \"%s\" WHERE id=?1", pilot_schema_get (entity)->name);
  PilotStatement *statement = pilot_database_get_statement (database, sql, error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, id);
  return pilot_statement_run (statement, error);
}

PilotRecord *
pilot_outbox_view (const PilotServerState *state, GPtrArray *rows, guint n_without)
{
  const PilotRecord *beneath = state->frozen != NULL ? state->frozen : state->record;
  g_autoptr (PilotRecord) view = beneath != NULL ? pilot_record_copy (beneath) : NULL;

  for (guint i = 0; i + n_without < rows->len; i++)
    {
      const PilotOutboxRow *row = g_ptr_array_index (rows, i);

      if (row->kind == PILOT_OPERATION_DELETE || row->changes == NULL)
        g_clear_pointer (&view, pilot_record_unref);
      else if (row->kind == PILOT_OPERATION_CREATE)
        {
          g_clear_pointer (&view, pilot_record_unref);
          view = pilot_record_copy (row->changes);
          pilot_record_set_integer (view, PILOT_FIELD_REVISION, 0);
        }
      else
        {
          /* Deleted over there while it is in conflict: the person goes on seeing what he changed. */
          if (view == NULL && row->theirs_deleted && row->base != NULL)
            view = pilot_record_copy (row->base);
          if (view != NULL)
            pilot_record_merge (view, row->changes);
        }
    }
  return g_steal_pointer (&view);
}

gboolean
pilot_outbox_rebase (PilotDatabase *database, PilotEntity entity, const char *id, GError **error)
{
  g_autoptr (GPtrArray) rows = pilot_outbox_load_record (database, entity, id, error);
  g_auto (PilotServerState) state = { 0 };
  g_autoptr (PilotRecord) view = NULL;
  gint64 pending = 0;
  gboolean hidden;

  if (rows == NULL || !pilot_server_state_load (database, entity, id, &state, error))
    return FALSE;
  if (rows->len > 0)
    pending = ((PilotOutboxRow *) g_ptr_array_index (rows, rows->len - 1))->seq;
  else if (!state.known)
    return TRUE;
  else if (state.import_seq != 0)
    pending = state.import_seq;
  view = pilot_outbox_view (&state, rows, 0);
  if (!pilot_outbox_hides_part (database, view, &hidden, error) ||
      !(view != NULL && !hidden ? pilot_local_store (database, view, pending, error)
                                : pilot_local_remove (database, entity, id, error)))
    return FALSE;
  /* What is hidden comes back from what is remembered of it. */
  if (rows->len == 0 && !hidden && !pilot_server_state_remove (database, entity, id, error))
    return FALSE;
  return pilot_outbox_rebase_parts (database, entity, id, rows, view, error);
}
