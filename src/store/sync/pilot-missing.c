/* pilot-missing.c: records that a snapshot lacked, of which it isn't known yet whether they are gone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-missing.h"

static gboolean
run (PilotDatabase *database, const char *sql, PilotEntity entity, const char *id, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (database, sql, error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_static (statement, 1, pilot_schema_get (entity)->name, -1);
  pilot_statement_bind_text (statement, 2, id);
  return pilot_statement_run (statement, error);
}

gboolean
pilot_missing_add (PilotDatabase *database, PilotEntity entity, const char *id, GError **error)
{
  return run (database, "INSERT OR IGNORE INTO missing (entity,entity_id) VALUES (?1,?2)", entity, id, error);
}

gboolean
pilot_missing_remove (PilotDatabase *database, PilotEntity entity, const char *id, GError **error)
{
  return run (database, "DELETE FROM missing WHERE entity=?1 AND entity_id=?2", entity, id, error);
}

gboolean
pilot_missing_clear (PilotDatabase *database, GError **error)
{
  return pilot_database_exec (database, "DELETE FROM missing", error);
}

gboolean
pilot_missing_any (PilotDatabase *database, gboolean *any, GError **error)
{
  gint64 found;

  if (!pilot_database_query_int64 (database, "SELECT 1 FROM missing LIMIT 1", 0, &found, error))
    return FALSE;
  *any = found != 0;
  return TRUE;
}

GPtrArray *
pilot_missing_list (PilotDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  PilotStatement *statement = pilot_database_get_statement (database, "SELECT entity,entity_id FROM missing", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  while (pilot_statement_step (statement, &row, error))
    {
      if (!row)
        return g_steal_pointer (&list);
      g_ptr_array_add (list, pilot_statement_dup_text (statement, 0));
      g_ptr_array_add (list, pilot_statement_dup_text (statement, 1));
    }
  return NULL;
}
