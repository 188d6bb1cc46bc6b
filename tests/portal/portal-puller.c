/* portal-puller.c: pulls and remembers, as a cache would
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "portal-puller.h"

void
portal_puller_init (PortalPuller *self)
{
  *self = (PortalPuller){ 0 };
  self->records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) pilot_record_unref);
  self->ops = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
portal_puller_clear (PortalPuller *self)
{
  pilot_pull_clear (&self->at);
  g_hash_table_unref (self->records);
  g_hash_table_unref (self->ops);
}

static void
apply (PortalPuller *self, const PilotBatch *batch, gboolean snapshot)
{
  for (guint i = 0; i < pilot_batch_get_length (batch); i++)
    {
      const PilotBatchRow *row = pilot_batch_get (batch, i);
      const char *id = row->values[PILOT_FIELD_ID].text;

      if (row->op != NULL)
        g_hash_table_add (self->ops, g_strdup (row->op));
      if (row->deleted)
        g_hash_table_remove (self->records, id);
      else if (!g_hash_table_replace (self->records, g_strdup (id), pilot_batch_dup_record (batch, i)) && snapshot)
        g_error ("the snapshot sent %s %s twice", row->schema->name, id);
    }
}

gboolean
portal_puller_run (PortalPuller *self, PilotConnection *connection, GError **error)
{
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  gboolean more = TRUE;

  while (more)
    {
      g_auto (PilotPull) next = { 0 };

      pilot_batch_clear (batch);
      if (!pilot_connection_pull_page (connection, &self->at, batch, &next, &more, NULL, error))
        return FALSE;
      apply (self, batch, !self->at.snapshot_done);
      self->n_pages++;
      pilot_pull_clear (&self->at);
      pilot_pull_copy (&next, &self->at);
    }
  return TRUE;
}

guint
portal_puller_count (PortalPuller *self, PilotEntity entity)
{
  GHashTableIter iter;
  gpointer record;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->records);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    n += pilot_record_get_entity (record) == entity;
  return n;
}

PilotRecord *
portal_puller_get (PortalPuller *self, const char *id)
{
  return g_hash_table_lookup (self->records, id);
}

PilotRecord *
portal_puller_find_first (PortalPuller *self, PilotEntity entity)
{
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, self->records);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    if (pilot_record_get_entity (record) == entity)
      return record;
  g_assert_not_reached ();
}

void
portal_puller_assert_equal (PortalPuller *a, PortalPuller *b)
{
  GHashTableIter iter;
  gpointer id, record;

  g_assert_cmpuint (g_hash_table_size (a->records), ==, g_hash_table_size (b->records));
  g_hash_table_iter_init (&iter, a->records);
  while (g_hash_table_iter_next (&iter, &id, &record))
    {
      PilotRecord *other = portal_puller_get (b, id);

      g_assert_nonnull (other);
      g_assert_cmpint (pilot_record_get_integer (record, PILOT_FIELD_REVISION), ==,
                       pilot_record_get_integer (other, PILOT_FIELD_REVISION));
    }
}
