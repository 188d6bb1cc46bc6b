/* pilot-outbox-merge.c: what two changes of one record make together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-outbox-merge.h"

static gboolean
is_empty (const PilotValue *value)
{
  return value->kind == PILOT_VALUE_UNSET || value->kind == PILOT_VALUE_NULL ||
         (value->kind == PILOT_VALUE_TEXT && value->length_bytes == 0);
}

/* What isn't told of a record is empty there. */
static gboolean
values_meet (const PilotValue *a, const PilotValue *b)
{
  return (is_empty (a) && is_empty (b)) || pilot_value_equal (a, b);
}

static gboolean
is_own_field (const PilotSchema *schema, guint field)
{
  return field >= PILOT_FIELD_FIRST && (schema->fields[field].flags & PILOT_FIELD_READ_ONLY) == 0;
}

/* The fields of @from that are set in @which, empty ones as null. */
static PilotRecord *
pick_fields (const PilotRecord *from, const PilotRecord *which)
{
  const PilotSchema *schema = pilot_record_get_schema (from);
  PilotRecord *picked = pilot_record_new (schema->entity);

  pilot_record_set_value (picked, PILOT_FIELD_ID, pilot_record_get_value (from, PILOT_FIELD_ID));
  for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
    if (pilot_record_is_set (which, i))
      {
        if (is_empty (pilot_record_get_value (from, i)))
          pilot_record_set_null (picked, i);
        else
          pilot_record_set_value (picked, i, pilot_record_get_value (from, i));
      }
  return picked;
}

static gboolean
drop_unchanged (PilotRecord *changes, PilotRecord *base)
{
  const PilotSchema *schema = pilot_record_get_schema (changes);
  gboolean any = FALSE;

  for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
    {
      if (!pilot_record_is_set (changes, i))
        continue;
      if (pilot_record_is_set (base, i) && values_meet (pilot_record_get_value (changes, i), pilot_record_get_value (base, i)))
        {
          pilot_record_unset (changes, i);
          pilot_record_unset (base, i);
        }
      else
        any = TRUE;
    }
  return any;
}

static void
set_record (PilotRecord **slot, PilotRecord *record)
{
  g_clear_pointer (slot, pilot_record_unref);
  *slot = record;
}

static gboolean
combine_edits (PilotOutboxRow *first, const PilotOutboxRow *second)
{
  const PilotSchema *schema = pilot_schema_get (first->entity);

  for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
    if (pilot_record_is_set (second->changes, i) && !pilot_record_is_set (first->changes, i) && second->base != NULL)
      pilot_record_set_value (first->base, i, pilot_record_get_value (second->base, i));
  pilot_record_merge (first->changes, second->changes);
  return drop_unchanged (first->changes, first->base);
}

static void
combine_edit_delete (PilotOutboxRow *first, const PilotOutboxRow *second)
{
  PilotRecord *before = pilot_record_copy (second->base);

  /* What the record was before the edit: a deletion of it stands on that. */
  pilot_record_merge (before, first->base);
  set_record (&first->base, before);
  set_record (&first->changes, NULL);
  first->kind = PILOT_OPERATION_DELETE;
}

static gboolean
combine_delete_create (PilotOutboxRow *first, const PilotOutboxRow *second)
{
  PilotRecord *changes;

  if (first->base == NULL)
    return FALSE;
  changes = pilot_record_diff (first->base, second->changes);
  if (changes == NULL)
    return FALSE;
  first->kind = PILOT_OPERATION_UPDATE;
  set_record (&first->changes, changes);
  set_record (&first->base, pick_fields (first->base, changes));
  return TRUE;
}

gboolean
pilot_outbox_combine (PilotOutboxRow *first, const PilotOutboxRow *second)
{
  gboolean refused = first->state == PILOT_PENDING_BLOCKED;
  gboolean conflict = first->state == PILOT_PENDING_CONFLICT;
  gboolean left = TRUE;

  if (first->kind == PILOT_OPERATION_CREATE && second->kind == PILOT_OPERATION_UPDATE)
    pilot_record_merge (first->changes, second->changes);
  else if (first->kind == PILOT_OPERATION_CREATE && second->kind == PILOT_OPERATION_DELETE)
    left = FALSE;
  else if (first->kind == PILOT_OPERATION_UPDATE && second->kind == PILOT_OPERATION_UPDATE)
    left = combine_edits (first, second);
  else if (first->kind == PILOT_OPERATION_UPDATE && second->kind == PILOT_OPERATION_DELETE)
    combine_edit_delete (first, second);
  else if (first->kind == PILOT_OPERATION_DELETE && second->kind == PILOT_OPERATION_CREATE)
    left = combine_delete_create (first, second);

  /* A record that is gone over there and that the person deletes too: both sides agree. */
  if (left && conflict && first->theirs_deleted && first->kind == PILOT_OPERATION_DELETE)
    left = FALSE;
  if (left && refused)
    pilot_outbox_row_renew (first);
  else if (left && conflict && first->theirs != NULL)
    {
      g_autoptr (PilotRecord) theirs = pilot_record_ref (first->theirs);

      left = pilot_outbox_judge (first, theirs, NULL, TRUE) != PILOT_OUTBOX_DONE;
    }
  return left;
}

static gboolean
is_same (const PilotRecord *theirs, const PilotRecord *mine)
{
  g_autoptr (PilotRecord) changes = pilot_record_diff (theirs, mine);

  return changes == NULL;
}

static PilotOutboxVerdict
set_conflict (PilotOutboxRow *row, const PilotRecord *theirs, const PilotRecord *known)
{
  row->state = PILOT_PENDING_CONFLICT;
  row->due_unix_usec = 0;
  row->theirs_deleted = theirs == NULL;
  set_record (&row->theirs, theirs != NULL ? pilot_record_copy (theirs) : NULL);
  /* Nothing over there to fall back on any more: the row keeps the whole record. */
  if (theirs == NULL && known != NULL && row->kind == PILOT_OPERATION_UPDATE)
    set_record (&row->base, pilot_record_copy (known));
  g_clear_pointer (&row->message, g_free);
  return PILOT_OUTBOX_CONFLICT;
}

static PilotOutboxVerdict
stand_on (PilotOutboxRow *row, const PilotRecord *theirs, gboolean renew)
{
  gboolean blocked = row->state == PILOT_PENDING_BLOCKED;

  row->base_revision = pilot_record_get_integer (theirs, PILOT_FIELD_REVISION);
  if (renew || row->state == PILOT_PENDING_CONFLICT)
    pilot_outbox_row_renew (row);
  else if (!blocked)
    row->state = PILOT_PENDING_WAITING;
  return PILOT_OUTBOX_SEND;
}

static PilotOutboxVerdict
judge_update (PilotOutboxRow *row, const PilotRecord *theirs, gboolean renew)
{
  const PilotSchema *schema = pilot_record_get_schema (theirs);
  gboolean meets = FALSE;

  for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
    {
      const PilotValue *there = pilot_record_get_value (theirs, i);
      static const PilotValue empty = { .kind = PILOT_VALUE_NULL };
      const PilotValue *before = row->base != NULL ? pilot_record_get_value (row->base, i) : &empty;

      if (pilot_record_is_set (row->changes, i) && !values_meet (there, pilot_record_get_value (row->changes, i)) &&
          !values_meet (there, before))
        meets = TRUE;
    }
  if (meets)
    return set_conflict (row, theirs, NULL);
  set_record (&row->base, pick_fields (theirs, row->changes));
  if (!drop_unchanged (row->changes, row->base))
    return PILOT_OUTBOX_DONE;
  return stand_on (row, theirs, renew);
}

static PilotOutboxVerdict
judge_delete (PilotOutboxRow *row, const PilotRecord *theirs, gboolean renew)
{
  const PilotSchema *schema = pilot_record_get_schema (theirs);

  for (guint i = PILOT_FIELD_FIRST; row->base != NULL && i < schema->n_fields; i++)
    if (is_own_field (schema, i) &&
        !values_meet (pilot_record_get_value (theirs, i), pilot_record_get_value (row->base, i)))
      return set_conflict (row, theirs, NULL);
  set_record (&row->base, pilot_record_copy (theirs));
  return stand_on (row, theirs, renew);
}

PilotOutboxVerdict
pilot_outbox_judge (PilotOutboxRow *row, const PilotRecord *theirs, const PilotRecord *known, gboolean renew)
{
  switch (row->kind)
    {
    case PILOT_OPERATION_CREATE:
      /* The id is ours: a record that stands there under it came from this very row, if it was sent before and its
       * answer was lost, and somebody changed it since; not so if it takes back a deletion, which others can do too.
       * Nothing there: it was not created yet, or it was and is gone. */
      if (theirs != NULL && ((renew && row->attempts > 1 && row->base_revision == 0) || is_same (theirs, row->changes)))
        return PILOT_OUTBOX_DONE;
      if (theirs != NULL)
        return set_conflict (row, theirs, NULL);
      return renew ? set_conflict (row, NULL, NULL) : PILOT_OUTBOX_SEND;
    case PILOT_OPERATION_UPDATE:
      return theirs != NULL ? judge_update (row, theirs, renew) : set_conflict (row, NULL, known);
    case PILOT_OPERATION_DELETE:
      return theirs != NULL ? judge_delete (row, theirs, renew) : PILOT_OUTBOX_DONE;
    case PILOT_OPERATION_IMPORT:
    default:
      return PILOT_OUTBOX_SEND;
    }
}

gboolean
pilot_outbox_choose (PilotOutboxRow *row, const PilotRecord *chosen)
{
  if (row->theirs_deleted)
    {
      PilotRecord *whole;

      if (row->kind == PILOT_OPERATION_DELETE || (row->base == NULL && row->kind != PILOT_OPERATION_CREATE))
        return FALSE;
      whole = pilot_record_copy (row->kind == PILOT_OPERATION_CREATE ? row->changes : row->base);
      pilot_record_merge (whole, row->changes);
      pilot_record_merge (whole, chosen);
      row->kind = PILOT_OPERATION_CREATE;
      row->base_revision = 0;
      set_record (&row->base, NULL);
      set_record (&row->changes, whole);
      pilot_outbox_row_renew (row);
      return TRUE;
    }
  if (row->theirs == NULL)
    return FALSE;
  if (row->kind == PILOT_OPERATION_DELETE)
    set_record (&row->base, pilot_record_copy (row->theirs));
  else
    {
      g_autoptr (PilotRecord) wanted = pilot_record_copy (row->changes);
      PilotRecord *changes;

      pilot_record_merge (wanted, chosen);
      changes = pilot_record_diff (row->theirs, wanted);
      if (changes == NULL)
        return FALSE;
      set_record (&row->changes, changes);
      set_record (&row->base, pick_fields (row->theirs, changes));
      row->kind = PILOT_OPERATION_UPDATE;
    }
  row->base_revision = pilot_record_get_integer (row->theirs, PILOT_FIELD_REVISION);
  pilot_outbox_row_renew (row);
  return TRUE;
}
