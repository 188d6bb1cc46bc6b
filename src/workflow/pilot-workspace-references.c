/* pilot-workspace-references.c: how many records refer to others
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-workspace-references.h"

#include "pilot-workspace-private.h"

#define MAX_LOOKED_AT 100 /* each takes a count for each field that may refer to it */

typedef struct
{
  PilotStore *store; /* (owned) */
  PilotEntity entity;
  char **ids;        /* (owned) */
} Job;

static void
job_free (gpointer data)
{
  Job *self = data;

  g_clear_object (&self->store);
  g_strfreev (self->ids);
  g_free (self);
}

static gboolean
count_in (Job *job, const PilotSchema *other, guint64 *total, GError **error)
{
  for (guint field = PILOT_FIELD_FIRST; field < other->n_fields; field++)
    {
      if (other->fields[field].type != PILOT_FIELD_REF || other->fields[field].ref != job->entity)
        continue;
      for (guint i = 0; job->ids[i] != NULL && i < MAX_LOOKED_AT; i++)
        {
          guint64 n = 0;

          if (!pilot_store_count_now (job->store, other->entity, field, job->ids[i], &n, error))
            return FALSE;
          *total += n;
        }
    }
  return TRUE;
}

static void
count_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr (GArray) counts = g_array_new (FALSE, TRUE, sizeof (PilotReferenceCount));
  GError *error = NULL;

  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    {
      PilotReferenceCount count = { (PilotEntity) entity, 0 };

      if (g_task_return_error_if_cancelled (task))
        return;
      if (!count_in (job, pilot_schema_get (count.entity), &count.n, &error))
        {
          g_task_return_error (task, error);
          return;
        }
      if (count.n > 0)
        g_array_append_val (counts, count);
    }
  g_task_return_pointer (task, g_steal_pointer (&counts), (GDestroyNotify) g_array_unref);
}

void
pilot_workspace_count_references_async (PilotWorkspace *self, PilotEntity entity, const char *const *ids,
                                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, pilot_workspace_count_references_async);
  job->store = g_object_ref (pilot_workspace_get_store (self));
  job->entity = entity;
  job->ids = g_strdupv ((char **) ids);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, count_thread);
}

GArray *
pilot_workspace_count_references_finish (PilotWorkspace *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
