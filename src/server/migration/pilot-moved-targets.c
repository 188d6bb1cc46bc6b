/* pilot-moved-targets.c: which record of the portal data set a legacy record became
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-moved-targets.h"

#include <string.h>

#include "pilot-name-uuid.h"
#include "pilot-portal-row.h"
#include "pilot-statement.h"

struct _PilotMovedTargets
{
  PilotPortalDb *db;
  GHashTable *known[PILOT_N_ENTITIES]; /* (owned) (nullable): source id → target id, "": there is none */
};

static gboolean
look_up (PilotMovedTargets *self, const PilotSchema *schema, const char *source_id, char **target_id, GError **error)
{
  g_autofree char *id = pilot_moved_make_id (source_id);
  PilotStatement *statement = pilot_portal_db_prepare (self->db, schema, PILOT_PORTAL_STATEMENT_REFERENCE, error);
  int source_field = pilot_schema_find_field (schema, "source_id");
  PilotPortalRow row;
  gboolean found;
  gboolean ours = FALSE;

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_static (statement, 1, id, -1);
  if (!pilot_statement_step (statement, &found, error))
    return FALSE;
  if (found)
    {
      pilot_portal_row_read (&row, schema, statement);
      ours = !row.deleted && row.values[source_field].kind == PILOT_VALUE_TEXT && strcmp (row.values[source_field].text, source_id) == 0;
    }
  pilot_statement_reset (statement);
  *target_id = ours ? g_steal_pointer (&id) : g_strdup ("");
  return TRUE;
}

PilotMovedTargets *
pilot_moved_targets_new (PilotPortalDb *db)
{
  PilotMovedTargets *self = g_new0 (PilotMovedTargets, 1);

  self->db = db;
  return self;
}

void
pilot_moved_targets_free (PilotMovedTargets *self)
{
  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    g_clear_pointer (&self->known[entity], g_hash_table_unref);
  g_free (self);
}

void
pilot_moved_targets_add (PilotMovedTargets *self, PilotEntity entity, const char *source_id, const char *target_id)
{
  if (self->known[entity] == NULL)
    self->known[entity] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_replace (self->known[entity], g_strdup (source_id), g_strdup (target_id));
}

gboolean
pilot_moved_targets_find (PilotMovedTargets *self, PilotEntity entity, const char *source_id, const char **target_id, GError **error)
{
  const char *known = self->known[entity] != NULL ? g_hash_table_lookup (self->known[entity], source_id) : NULL;

  if (known == NULL)
    {
      g_autofree char *found = NULL;

      if (!look_up (self, pilot_schema_get (entity), source_id, &found, error))
        return FALSE;
      pilot_moved_targets_add (self, entity, source_id, found);
      known = g_hash_table_lookup (self->known[entity], source_id);
    }
  *target_id = *known != '\0' ? known : NULL;
  return TRUE;
}
