/* pilot-outbox-parts.c: what is part of a record goes with it, and comes back with it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-outbox-parts.h"

#include "pilot-store-private.h"
#include "pilot-tombstone.h"

/* (transfer full) (element-type utf8): @sql gives ids for @text. */
static GPtrArray *
list_ids (PilotDatabase *database, const char *sql, const char *text, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (database, sql, error);

  if (statement == NULL)
    return NULL;
  pilot_statement_bind_text (statement, 1, text);
  return pilot_statement_list_texts (statement, error);
}

static const char *
get_owner (const PilotRecord *part)
{
  return pilot_record_get_text (part, (guint) pilot_schema_find_owner (pilot_record_get_schema (part)));
}

/* What was not sent of the part is overtaken by the deletion. */
static gboolean
drop_unsent_rows (PilotDatabase *database, PilotEntity entity, const char *id, GError **error)
{
  g_autoptr (GPtrArray) rows = pilot_outbox_load_record (database, entity, id, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const PilotOutboxRow *row = g_ptr_array_index (rows, i);

      if (!pilot_outbox_row_is_frozen (row) && !pilot_outbox_remove (database, row->seq, error))
        return FALSE;
    }
  return rows != NULL;
}

static gboolean
take_part (PilotDatabase *database, PilotRecord *part, gint64 pending, GError **error)
{
  PilotEntity entity = pilot_record_get_entity (part);
  const char *id = pilot_record_get_id (part);
  g_autoptr (PilotRecord) before = NULL;
  PilotImportState import;

  if (!pilot_store_import_of (database, pending, &import, error))
    return FALSE;
  if (import == PILOT_IMPORT_SENT && !pilot_store_freeze_import_row (database, pending, part, error))
    return FALSE;
  if (import == PILOT_IMPORT_UNSENT)
    {
      if (!pilot_import_rows_load_before (database, pending, entity, id, &before, error) ||
          !pilot_import_rows_take_out (database, pending, id, error))
        return FALSE;
      if (before == NULL)
        return pilot_local_remove (database, entity, id, error);
    }
  return pilot_store_keep_server_state (database, entity, id, before != NULL ? before : part, error) &&
         drop_unsent_rows (database, entity, id, error) && pilot_outbox_rebase (database, entity, id, error);
}

static gboolean
take_parts_of_kind (PilotDatabase *database, const PilotSchema *schema, const char *owner_id, gboolean local, gint64 now_unix_usec,
                    GPtrArray *undo, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM \"%s\" WHERE \"%s\"=?1", schema->name,
                                          schema->fields[pilot_schema_find_owner (schema)].name);
  g_autoptr (GPtrArray) ids = list_ids (database, sql, owner_id, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      g_autoptr (PilotRecord) part = NULL;
      gint64 pending;

      if (!pilot_local_load (database, schema->entity, id, &part, &pending, error))
        return FALSE;
      if (part == NULL)
        continue;
      g_ptr_array_add (undo, pilot_record_ref (part));
      if (local ? !pilot_local_remove (database, schema->entity, id, error) ||
                    !pilot_tombstone_store (database, schema->entity, id, now_unix_usec, error)
                : !take_part (database, part, pending, error))
        return FALSE;
    }
  return ids != NULL;
}

/* The part's owner is there again, or gone for good. */
static gboolean
rebase_part (PilotDatabase *database, const PilotSchema *schema, const char *id, const char *owner_id, gboolean gone, GError **error)
{
  g_auto (PilotServerState) state = { 0 };
  g_autoptr (GPtrArray) rows = NULL;
  const PilotRecord *known;

  if (!pilot_server_state_load (database, schema->entity, id, &state, error))
    return FALSE;
  known = state.frozen != NULL ? state.frozen : state.record;
  if (known == NULL || g_strcmp0 (get_owner (known), owner_id) != 0)
    return TRUE;
  rows = pilot_outbox_load_record (database, schema->entity, id, error);
  if (rows == NULL)
    return FALSE;
  if (!gone || rows->len > 0)
    return pilot_outbox_rebase (database, schema->entity, id, error);
  /* What an import that is on its way sends of it must be there until it is decided. */
  return state.import_seq != 0 || pilot_server_state_remove (database, schema->entity, id, error);
}

gboolean
pilot_outbox_take_parts (PilotDatabase *database, PilotEntity entity, const char *id, gboolean local, gint64 now_unix_usec,
                         GPtrArray *undo, GError **error)
{
  PILOT_SCHEMA_FOREACH_PART (part, entity)
    if (!take_parts_of_kind (database, pilot_schema_get (part), id, local, now_unix_usec, undo, error))
      return FALSE;
  return TRUE;
}

gboolean
pilot_outbox_hides_part (PilotDatabase *database, const PilotRecord *record, gboolean *hidden, GError **error)
{
  const PilotSchema *schema = record != NULL ? pilot_record_get_schema (record) : NULL;
  int owner = schema != NULL ? pilot_schema_find_owner (schema) : -1;
  PilotStatement *statement;
  gboolean row;

  *hidden = FALSE;
  if (owner < 0 || get_owner (record) == NULL)
    return TRUE;
  statement = pilot_database_get_statement (
    database, "SELECT kind FROM outbox WHERE entity_id=?1 AND entity=?2 AND kind<>?3 ORDER BY seq DESC LIMIT 1", error);
  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, get_owner (record));
  pilot_statement_bind_static (statement, 2, pilot_schema_get (schema->fields[owner].ref)->name, -1);
  pilot_statement_bind_int64 (statement, 3, PILOT_OPERATION_IMPORT);
  if (!pilot_statement_step (statement, &row, error))
    return FALSE;
  *hidden = row && pilot_statement_get_int64 (statement, 0) == PILOT_OPERATION_DELETE;
  pilot_statement_reset (statement);
  return TRUE;
}

gboolean
pilot_outbox_rebase_parts (PilotDatabase *database, PilotEntity entity, const char *id, GPtrArray *rows, const PilotRecord *view,
                           GError **error)
{
  gboolean gone = view == NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      const PilotOutboxRow *row = g_ptr_array_index (rows, i);

      /* A deletion that waits hides them still. Behind one that was sent the record is made anew, without parts. */
      if (row->kind == PILOT_OPERATION_DELETE && i + 1 == rows->len)
        return TRUE;
      gone |= row->kind == PILOT_OPERATION_DELETE;
    }
  PILOT_SCHEMA_FOREACH_PART (part, entity)
    {
      const PilotSchema *schema = pilot_schema_get (part);
      g_autoptr (GPtrArray) ids = list_ids (database, "SELECT entity_id FROM server_state WHERE entity=?1", schema->name, error);

      for (guint n = 0; ids != NULL && n < ids->len; n++)
        if (!rebase_part (database, schema, g_ptr_array_index (ids, n), id, gone, error))
          return FALSE;
      if (ids == NULL)
        return FALSE;
    }
  return TRUE;
}

gboolean
pilot_outbox_parts_sent (PilotDatabase *database, PilotEntity entity, gboolean *sent, GError **error)
{
  *sent = FALSE;
  PILOT_SCHEMA_FOREACH_PART (part, entity)
    {
      PilotStatement *statement =
        pilot_database_get_statement (database, "SELECT 1 FROM outbox WHERE entity=?1 AND state=?2 LIMIT 1", error);

      if (statement == NULL)
        return FALSE;
      pilot_statement_bind_static (statement, 1, pilot_schema_get (part)->name, -1);
      pilot_statement_bind_int64 (statement, 2, PILOT_PENDING_SENDING);
      if (!pilot_statement_step (statement, sent, error))
        return FALSE;
      pilot_statement_reset (statement);
      if (*sent)
        break;
    }
  return TRUE;
}
