/* pilot-store-import-export.c: the rows of an import that waits, to be written down
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-store-import-export.h"

#include "pilot-store-private.h"

static gboolean
load_row (PilotDatabase *database, PilotEntity entity, gint64 seq, const char *id, PilotRecord **record, GError **error)
{
  g_auto (PilotServerState) state = { 0 };

  if (!pilot_server_state_load (database, entity, id, &state, error))
    return FALSE;
  /* Its content was put aside when the record was edited behind the import. */
  if (state.import_seq == seq && state.frozen != NULL)
    {
      *record = pilot_record_ref (state.frozen);
      return TRUE;
    }
  return pilot_local_load (database, entity, id, record, NULL, error);
}

static gboolean
scan_rows (PilotDatabase *database, PilotEntity entity, gint64 seq, PilotStoreScanFunc func, gpointer user_data, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (database, "SELECT entity_id FROM import_row WHERE import_seq=?1 ORDER BY n", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, seq);
  while (pilot_statement_step (statement, &row, error))
    {
      g_autoptr (PilotRecord) record = NULL;

      if (!row)
        return TRUE;
      if (!load_row (database, entity, seq, pilot_statement_get_text (statement, 0), &record, error))
        break;
      if (record != NULL && !func (record, user_data))
        {
          pilot_statement_reset (statement);
          return TRUE;
        }
    }
  pilot_statement_reset (statement);
  return FALSE;
}

gboolean
pilot_store_scan_import (PilotStore *self, PilotEntity entity, gint64 seq, PilotStoreScanFunc func, gpointer user_data,
                         GError **error)
{
  g_autoptr (PilotDatabase) reader = pilot_store_open_reader (self, error);

  /* The transaction ends with the connection. */
  return reader != NULL && pilot_database_exec (reader, "BEGIN", error) && scan_rows (reader, entity, seq, func, user_data, error);
}
