/* pilot-run-walk.c: what a run takes along, judged over the cache
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-walk.h"

typedef struct
{
  PilotScopeWalk *walk;
  PilotEntity entity;
  PilotRunWalkFunc func;
  gpointer user_data;
  gboolean stopped;
} Walk;

static gboolean
row_cb (const PilotValue *values, gpointer user_data)
{
  Walk *walk = user_data;
  PilotScopeFinding finding;

  pilot_scope_walk_add (walk->walk, walk->entity, values, &finding);
  walk->stopped = !walk->func (walk->entity, values, &finding, walk->user_data);
  return !walk->stopped;
}

gboolean
pilot_run_walk (PilotStore *store, const PilotRecord *run, gboolean sorted, const guint64 *extra, PilotRunWalkFunc func,
                gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotScopeWalk) scope = pilot_scope_walk_new (run);
  g_autoptr (PilotDatabase) reader = pilot_store_open_reader (store, error);
  Walk walk = { .walk = scope, .func = func, .user_data = user_data };
  guint n_entities;
  const PilotEntity *entities = pilot_scope_walk_entities (&n_entities);

  if (reader == NULL || !pilot_database_begin (reader, error))
    return FALSE;
  for (guint i = 0; i < n_entities && !walk.stopped; i++)
    {
      guint64 fields = pilot_scope_walk_get_fields (entities[i]) | (extra != NULL ? extra[entities[i]] : 0);
      gboolean has_dataset = pilot_schema_find_field (pilot_schema_get (entities[i]), "dataset") >= 0;

      walk.entity = entities[i];
      if (!pilot_store_walk (reader, entities[i], fields, has_dataset ? "dataset='legacy'" : NULL, sorted ? "id" : NULL, row_cb, &walk,
                             cancellable, error))
        return FALSE;
    }
  pilot_database_rollback (reader);
  return TRUE;
}
