/* pilot-store-record.c: one record as a person sees it, or all of a kind
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-entity-table.h"
#include "pilot-store-private.h"

PilotRecord *
pilot_store_get_record (PilotStore *self, PilotEntity entity, const char *id, gboolean *pending, GError **error)
{
  const PilotSchema *schema = pilot_schema_get (entity);
  g_autofree char *sql = pilot_entity_table_select_sql (schema, "WHERE id=?1", FALSE);
  PilotDatabase *reader = pilot_store_lock_reader (self, error);
  PilotStatement *statement;
  PilotRecord *record = NULL;
  gboolean row;

  if (pending != NULL)
    *pending = FALSE;
  if (reader == NULL)
    return NULL;
  statement = pilot_database_get_statement (reader, sql, error);
  if (statement != NULL)
    {
      pilot_statement_bind_text (statement, 1, id);
      if (pilot_statement_step (statement, &row, error) && row)
        {
          record = pilot_entity_table_read (statement, schema);
          if (pending != NULL)
            *pending = pilot_entity_table_read_pending (statement, schema);
        }
      pilot_statement_reset (statement);
    }
  pilot_store_unlock_reader (self);
  return record;
}

char *
pilot_store_dup_title (PilotStore *self, PilotEntity entity, const char *id)
{
  g_autoptr (PilotRecord) record = id != NULL ? pilot_store_get_record (self, entity, id, NULL, NULL) : NULL;

  return record != NULL ? pilot_record_dup_title (record) : g_strdup ("");
}

gboolean
pilot_store_scan (PilotStore *self, PilotEntity entity, PilotStoreScanFunc func, gpointer user_data, GCancellable *cancellable,
                  GError **error)
{
  const PilotSchema *schema = pilot_schema_get (entity);
  g_autofree char *sql = pilot_entity_table_select_sql (schema, "ORDER BY row", FALSE);
  g_autoptr (PilotDatabase) reader = pilot_store_open_reader (self, error);
  PilotStatement *statement = reader != NULL ? pilot_database_get_statement (reader, sql, error) : NULL;
  gboolean row;

  if (statement == NULL)
    return FALSE;
  pilot_database_set_cancellable (reader, cancellable);
  while (pilot_statement_step (statement, &row, error))
    {
      g_autoptr (PilotRecord) record = NULL;

      if (!row)
        return TRUE;
      record = pilot_entity_table_read (statement, schema);
      if (!func (record, user_data))
        return TRUE;
    }
  return FALSE;
}
