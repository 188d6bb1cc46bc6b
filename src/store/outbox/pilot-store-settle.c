/* pilot-store-settle.c: what the other side has meets what waits to be sent to it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-outbox-merge.h"
#include "pilot-store-private.h"
#include "pilot-tombstone.h"

static void
set_record (PilotRecord **slot, PilotRecord *record)
{
  g_clear_pointer (slot, pilot_record_unref);
  *slot = record;
}

static gint64
get_revision (const PilotRecord *record)
{
  return record != NULL ? pilot_record_get_integer (record, PILOT_FIELD_REVISION) : 0;
}

/* The record as it stands after a row was carried out. */
static PilotRecord *
make_settled (const PilotServerState *state, const PilotOutboxRow *row, const PilotRecord *told, gint64 revision)
{
  PilotRecord *record;

  if (row->kind == PILOT_OPERATION_DELETE)
    return NULL;
  if (told != NULL)
    {
      /* A page of the feed may have brought a newer state already. */
      gboolean old = state->record != NULL && get_revision (state->record) > get_revision (told);

      return pilot_record_copy (old ? state->record : told);
    }
  if (row->changes == NULL)
    return state->record != NULL ? pilot_record_copy (state->record) : NULL;
  if (row->kind == PILOT_OPERATION_UPDATE && state->record != NULL)
    {
      record = pilot_record_copy (state->record);
      pilot_record_merge (record, row->changes);
    }
  else
    record = pilot_record_copy (row->changes);
  pilot_record_set_integer (record, PILOT_FIELD_REVISION, revision);
  return record;
}

/*
 * The row behind one that is done stands on what that one left. Others may have changed the record before it was carried
 * out: what the person saw when he made the change that waits is judged against that.
 */
static gboolean
advance_next (PilotDatabase *database, PilotEntity entity, const char *id, const PilotRecord *record, GError **error)
{
  g_autoptr (GPtrArray) rows = pilot_outbox_load_record (database, entity, id, error);
  gboolean left = TRUE;

  if (rows == NULL)
    return FALSE;
  while (rows->len > 0)
    {
      PilotOutboxRow *row = g_ptr_array_index (rows, 0);

      if (record == NULL && row->kind == PILOT_OPERATION_CREATE)
        {
          if (!pilot_tombstone_load (database, entity, id, &row->base_revision, error))
            return FALSE;
        }
      else if (record == NULL)
        row->base_revision = 0;
      else
        left = pilot_outbox_judge (row, record, NULL, FALSE) != PILOT_OUTBOX_DONE;
      if (left)
        return pilot_outbox_store (database, row, error);
      if (!pilot_outbox_remove (database, row->seq, error))
        return FALSE;
      g_ptr_array_remove_index (rows, 0);
    }
  return TRUE;
}

gboolean
pilot_store_settle (PilotDatabase *database, PilotOutboxRow *row, const PilotRecord *record, gint64 revision, GError **error)
{
  g_auto (PilotServerState) state = { 0 };

  if (row->kind == PILOT_OPERATION_IMPORT)
    return pilot_import_rows_forget (database, row->seq, error) && pilot_outbox_remove (database, row->seq, error);
  if (!pilot_server_state_load (database, row->entity, row->entity_id, &state, error))
    return FALSE;
  set_record (&state.record, make_settled (&state, row, record, revision));
  g_clear_pointer (&state.frozen, pilot_record_unref);
  state.import_seq = 0;
  return pilot_server_state_store (database, row->entity, row->entity_id, &state, error) &&
         pilot_outbox_remove (database, row->seq, error) &&
         advance_next (database, row->entity, row->entity_id, state.record, error) &&
         pilot_outbox_rebase (database, row->entity, row->entity_id, error);
}

/* Judges the first row of a record against a new state; what is left of it is stored. */
static gboolean
judge_first (PilotDatabase *database, PilotOutboxRow *row, const PilotRecord *theirs, const PilotRecord *known, GError **error)
{
  if (pilot_outbox_judge (row, theirs, known, FALSE) != PILOT_OUTBOX_DONE)
    return pilot_outbox_store (database, row, error);
  return pilot_outbox_remove (database, row->seq, error) &&
         advance_next (database, row->entity, row->entity_id, theirs, error);
}

gboolean
pilot_store_settle_gone (PilotDatabase *database, PilotOutboxRow *row, gint64 revision, GError **error)
{
  PilotServerState gone = { .known = TRUE };
  g_autoptr (GPtrArray) behind = NULL;
  g_auto (PilotServerState) state = { 0 };
  g_autoptr (PilotRecord) known = NULL;

  if (!pilot_server_state_load (database, row->entity, row->entity_id, &state, error))
    return FALSE;
  if (row->kind == PILOT_OPERATION_UPDATE && state.record == NULL && row->base != NULL)
    state.record = pilot_record_ref (row->base);
  known = make_settled (&state, row, NULL, revision);
  if (!pilot_outbox_remove (database, row->seq, error) ||
      !pilot_server_state_store (database, row->entity, row->entity_id, &gone, error))
    return FALSE;
  behind = pilot_outbox_load_record (database, row->entity, row->entity_id, error);
  if (behind == NULL || (behind->len > 0 && !judge_first (database, g_ptr_array_index (behind, 0), NULL, known, error)))
    return FALSE;
  return pilot_outbox_rebase (database, row->entity, row->entity_id, error);
}

gboolean
pilot_store_meet (PilotDatabase *database, PilotEntity entity, const char *id, const PilotRecord *theirs, const char *op,
                  gboolean anew, GError **error)
{
  g_autoptr (GPtrArray) rows = pilot_outbox_load_record (database, entity, id, error);
  g_auto (PilotServerState) state = { 0 };
  g_autoptr (PilotRecord) known = NULL;
  PilotOutboxRow *first;

  if (rows == NULL || !pilot_server_state_load (database, entity, id, &state, error))
    return FALSE;
  first = rows->len > 0 ? g_ptr_array_index (rows, 0) : NULL;
  if (first != NULL && op != NULL && g_strcmp0 (first->op_id, op) == 0)
    return pilot_store_settle (database, first, theirs, get_revision (theirs), error);
  if (!anew && theirs != NULL && state.record != NULL && get_revision (theirs) < get_revision (state.record))
    return TRUE;
  known = g_steal_pointer (&state.record);
  state.record = theirs != NULL ? pilot_record_copy (theirs) : NULL;
  if (!pilot_server_state_store (database, entity, id, &state, error))
    return FALSE;
  if (state.import_seq != 0 && !pilot_import_rows_set_before (database, state.import_seq, id, theirs, TRUE, error))
    return FALSE;
  /* It is gone before its own answer came: what it was is kept for what may be queued behind. */
  if (first != NULL && pilot_outbox_row_is_frozen (first) && first->kind == PILOT_OPERATION_UPDATE && theirs == NULL &&
      known != NULL)
    {
      set_record (&first->base, pilot_record_copy (known));
      if (!pilot_outbox_store (database, first, error))
        return FALSE;
    }
  /* What is on its way is decided by its own answer. */
  if (first != NULL && !pilot_outbox_row_is_frozen (first) && state.import_seq == 0 &&
      !judge_first (database, first, theirs, known, error))
    return FALSE;
  return pilot_outbox_rebase (database, entity, id, error);
}

gboolean
pilot_store_squash (PilotDatabase *database, PilotEntity entity, const char *id, GError **error)
{
  g_autoptr (GPtrArray) rows = pilot_outbox_load_record (database, entity, id, error);

  if (rows == NULL)
    return FALSE;
  while (rows->len > 1)
    {
      PilotOutboxRow *first = g_ptr_array_index (rows, 0);
      PilotOutboxRow *second = g_ptr_array_index (rows, 1);
      gboolean left;

      if (pilot_outbox_row_is_frozen (first))
        break;
      left = pilot_outbox_combine (first, second);
      if (!pilot_outbox_remove (database, second->seq, error) ||
          !(left ? pilot_outbox_store (database, first, error) : pilot_outbox_remove (database, first->seq, error)))
        return FALSE;
      g_ptr_array_remove_index (rows, 1);
      if (!left)
        g_ptr_array_remove_index (rows, 0);
    }
  return pilot_outbox_rebase (database, entity, id, error);
}
