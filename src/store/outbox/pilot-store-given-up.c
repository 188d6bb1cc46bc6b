/* pilot-store-given-up.c: imports that were begun to be sent and then discarded
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-statement.h"
#include "pilot-store-private.h"
#include "pilot-store-sync.h"

gboolean
pilot_given_up_add (PilotDatabase *database, const PilotOutboxRow *import, GError **error)
{
  PilotStatement *statement =
    pilot_database_get_statement (database, "INSERT OR IGNORE INTO given_up (entity_id,entity) VALUES (?1,?2)", error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, import->entity_id);
  pilot_statement_bind_static (statement, 2, pilot_schema_get (import->entity)->name, -1);
  return pilot_statement_run (statement, error);
}

static gboolean
forget_func (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (database, "DELETE FROM given_up WHERE entity_id=?1", error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, user_data);
  return pilot_statement_run (statement, error);
}

gboolean
pilot_store_next_given_up (PilotStore *self, char **import_id, GError **error)
{
  PilotDatabase *reader = pilot_store_lock_reader (self, error);
  gboolean read;

  *import_id = NULL;
  if (reader == NULL)
    return FALSE;
  read = pilot_database_query_text (reader, "SELECT entity_id FROM given_up LIMIT 1", import_id, error);
  pilot_store_unlock_reader (self);
  return read;
}

gboolean
pilot_store_forget_given_up (PilotStore *self, const char *import_id, GError **error)
{
  return pilot_store_write (self, forget_func, (gpointer) import_id, 0, NULL, error);
}
