/* pilot-sync-pull.c: pulls pages until there are no more
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-sync-pull.h"

#include "pilot-error.h"

/* So often the whole is begun anew in one round before that is somebody else's fault. */
#define MAX_RESTARTS 2

/* A page that is being applied. */
typedef struct
{
  PilotChangeSink *sink;
  const PilotBatch *batch;
  PilotPull next;
  GCancellable *cancellable;
  GThread *thread; /* (owned) (nullable): NULL: nothing runs */
  GError *error;   /* (owned) (nullable) */
} Applying;

static gpointer
apply_thread (gpointer user_data)
{
  Applying *applying = user_data;

  pilot_change_sink_apply_page (applying->sink, applying->batch, &applying->next, applying->cancellable, &applying->error);
  return NULL;
}

static void
start_applying (Applying *applying, const PilotBatch *batch, const PilotPull *next)
{
  pilot_pull_clear (&applying->next);
  pilot_pull_copy (next, &applying->next);
  applying->batch = batch;
  applying->thread = g_thread_new ("pilot-apply", apply_thread, applying);
}

static gboolean
finish_applying (Applying *applying, GError **error)
{
  if (applying->thread != NULL)
    g_thread_join (g_steal_pointer (&applying->thread));
  if (applying->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&applying->error));
  return FALSE;
}

/* Pulls from @from on. @batches are filled in turn: one is fetched while the other is applied. */
static gboolean
pull_from (PilotConnection *connection, Applying *applying, PilotPull *from, PilotBatch *batches[2], PilotSyncPageFunc func,
           gpointer user_data, gint64 *retry_after_usec, GCancellable *cancellable, GError **error)
{
  gboolean more = TRUE;
  guint turn = 0;

  while (more)
    {
      g_auto (PilotPull) next = { 0 };
      PilotBatch *batch = batches[turn];
      gboolean moved;

      pilot_batch_clear (batch);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!pilot_connection_pull_page (connection, from, batch, &next, &more, cancellable, error))
        {
          *retry_after_usec = next.retry_after_usec;
          return FALSE;
        }
      if (!finish_applying (applying, error))
        return FALSE;
      moved = pilot_batch_get_length (batch) > 0 || next.snapshot_done != from->snapshot_done ||
              next.revision != from->revision || g_strcmp0 (next.cursor, from->cursor) != 0 ||
              g_strcmp0 (next.epoch, from->epoch) != 0;
      if (moved && func != NULL)
        func (pilot_batch_get_length (batch), !from->snapshot_done, user_data);
      if (moved && more)
        start_applying (applying, batch, &next);
      else if (moved && !pilot_change_sink_apply_page (applying->sink, batch, &next, cancellable, error))
        return FALSE;
      /* A side that promises more and gives nothing would be asked for ever. */
      if (!moved)
        more = FALSE;
      pilot_pull_clear (from);
      pilot_pull_copy (&next, from);
      turn = 1 - turn;
    }
  return TRUE;
}

gboolean
pilot_sync_pull (PilotConnection *connection, PilotChangeSink *sink, PilotSyncPageFunc func, gpointer user_data,
                 gint64 *retry_after_usec, GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotBatch) first = pilot_batch_new ();
  g_autoptr (PilotBatch) second = pilot_batch_new ();
  PilotBatch *batches[2] = { first, second };
  Applying applying = { .sink = sink, .cancellable = cancellable };
  g_autoptr (GError) local_error = NULL;
  gboolean done = FALSE;

  for (guint i = 0; i <= MAX_RESTARTS && !done; i++)
    {
      g_auto (PilotPull) from = { 0 };

      g_clear_error (&local_error);
      *retry_after_usec = 0;
      if (!pilot_change_sink_load_pull (sink, &from, &local_error))
        break;
      done = pull_from (connection, &applying, &from, batches, func, user_data, retry_after_usec, cancellable,
                        &local_error);
      if (!done && applying.thread != NULL)
        {
          g_autoptr (GError) apply_error = NULL;

          if (!finish_applying (&applying, &apply_error) && !g_error_matches (local_error, PILOT_ERROR, PILOT_ERROR_GONE))
            {
              g_clear_error (&local_error);
              local_error = g_steal_pointer (&apply_error);
            }
        }
      if (done || !g_error_matches (local_error, PILOT_ERROR, PILOT_ERROR_GONE))
        break;
      g_info ("the other side can't go on from the position; everything is loaded anew");
      if (!pilot_change_sink_begin_snapshot (sink, error))
        {
          pilot_pull_clear (&applying.next);
          return FALSE;
        }
    }
  pilot_pull_clear (&applying.next);
  if (!done)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return done;
}
