/* pilot-live-import.c: an import that waits, as pulled records meet it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-live-import.h"

#include "pilot-missing.h"
#include "pilot-store-private.h"

static void
live_import_free (PilotLiveImport *import)
{
  g_free (import->op_id);
  g_free (import);
}

GPtrArray *
pilot_live_import_list (PilotDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) imports = g_ptr_array_new_with_free_func ((GDestroyNotify) live_import_free);
  g_autoptr (GPtrArray) rows = NULL;
  gint64 any;

  if (!pilot_database_query_int64 (database, "SELECT 1 FROM import_row LIMIT 1", 0, &any, error))
    return NULL;
  if (any == 0)
    return g_steal_pointer (&imports);
  rows = pilot_outbox_load_all (database, error);
  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      const PilotOutboxRow *row = g_ptr_array_index (rows, i);
      PilotLiveImport *import;

      if (row->kind != PILOT_OPERATION_IMPORT)
        continue;
      import = g_new0 (PilotLiveImport, 1);
      import->seq = row->seq;
      import->op_id = g_strdup (row->op_id);
      import->entity = row->entity;
      import->frozen = pilot_outbox_row_is_frozen (row);
      g_ptr_array_add (imports, import);
    }
  return g_steal_pointer (&imports);
}

PilotLiveImport *
pilot_live_import_find (GPtrArray *imports, gint64 seq)
{
  for (guint i = 0; i < imports->len; i++)
    {
      PilotLiveImport *import = g_ptr_array_index (imports, i);

      if (import->seq == seq)
        return import;
    }
  return NULL;
}

gboolean
pilot_live_import_meet (PilotDatabase *database, const PilotLiveImport *self, const PilotRecord *current,
                        const PilotRecord *theirs, GError **error)
{
  const char *id = pilot_record_get_id (current);
  g_autoptr (PilotRecord) before = NULL;

  if (self->frozen)
    return pilot_import_rows_set_before (database, self->seq, id, theirs, TRUE, error) &&
           pilot_local_store (database, current, self->seq, error);
  return pilot_import_rows_load_before (database, self->seq, self->entity, id, &before, error) &&
         pilot_import_rows_meet (database, self->seq, before, current, theirs, error);
}

gboolean
pilot_live_import_miss (PilotDatabase *database, const PilotLiveImport *self, const PilotRecord *current, GError **error)
{
  const char *id = pilot_record_get_id (current);
  g_autoptr (PilotRecord) before = NULL;

  if (!pilot_import_rows_load_before (database, self->seq, self->entity, id, &before, error))
    return FALSE;
  /* A new record of the import is one that nobody else has. */
  if (before == NULL)
    return pilot_live_import_meet (database, self, current, NULL, error);
  /* Revisions of another epoch don't compare: it is not sent on top of this one. */
  pilot_record_set_integer (before, PILOT_FIELD_REVISION, 0);
  return (self->frozen || pilot_import_rows_set_before (database, self->seq, id, before, FALSE, error)) &&
         pilot_missing_add (database, self->entity, id, error) && pilot_local_store (database, current, self->seq, error);
}
