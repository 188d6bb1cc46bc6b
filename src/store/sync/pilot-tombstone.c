/* pilot-tombstone.c: what is known of records that were deleted over there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-tombstone.h"

/* So many are remembered; an undo comes soon after its deletion. */
#define MAX_TOMBSTONES 100000

static PilotStatement *
prepare (PilotDatabase *database, const char *sql, PilotEntity entity, const char *id, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (database, sql, error);

  if (statement == NULL)
    return NULL;
  pilot_statement_bind_text (statement, 1, id);
  pilot_statement_bind_static (statement, 2, pilot_schema_get (entity)->name, -1);
  return statement;
}

static gboolean
forget_oldest (PilotDatabase *database, GError **error)
{
  PilotStatement *statement =
    pilot_database_get_statement (database, "DELETE FROM tombstone WHERE n<=(SELECT max(n) FROM tombstone)-?1", error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, MAX_TOMBSTONES);
  return pilot_statement_run (statement, error);
}

gboolean
pilot_tombstone_store (PilotDatabase *database, PilotEntity entity, const char *id, gint64 revision, GError **error)
{
  PilotStatement *statement =
    revision > 0 ? prepare (database, "INSERT OR REPLACE INTO tombstone (entity_id,entity,revision) VALUES (?1,?2,?3)", entity, id, error)
                 : prepare (database, "DELETE FROM tombstone WHERE entity_id=?1 AND entity=?2", entity, id, error);

  if (statement == NULL)
    return FALSE;
  if (revision > 0)
    pilot_statement_bind_int64 (statement, 3, revision);
  return pilot_statement_run (statement, error) && (revision == 0 || forget_oldest (database, error));
}

gboolean
pilot_tombstone_load (PilotDatabase *database, PilotEntity entity, const char *id, gint64 *revision, GError **error)
{
  PilotStatement *statement =
    prepare (database, "SELECT revision FROM tombstone WHERE entity_id=?1 AND entity=?2", entity, id, error);
  gboolean row;

  *revision = 0;
  if (statement == NULL || !pilot_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *revision = pilot_statement_get_int64 (statement, 0);
  pilot_statement_reset (statement);
  return TRUE;
}

gboolean
pilot_tombstone_each (PilotDatabase *database, PilotEntity entity, PilotTombstoneFunc func, gpointer user_data, GError **error)
{
  const char *name = pilot_schema_get (entity)->name;
  g_autofree char *sql = g_strdup_printf ("SELECT entity_id,revision FROM tombstone AS t WHERE entity='%s' AND NOT EXISTS"
                                          " (SELECT 1 FROM \"%s\" AS r WHERE r.id=t.entity_id) ORDER BY n", name, name);
  PilotStatement *statement = pilot_database_get_statement (database, sql, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  while (pilot_statement_step (statement, &row, error))
    {
      if (!row)
        return TRUE;
      func (pilot_statement_get_text (statement, 0), pilot_statement_get_int64 (statement, 1), user_data);
    }
  return FALSE;
}
