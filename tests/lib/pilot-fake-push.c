/* pilot-fake-push.c: what the other side in memory does with an operation
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-fake-connection-private.h"

#include <string.h>

#include "pilot-error.h"

void
pilot_fake_violate (PilotFakeConnection *self, const char *what)
{
  if (self->violation == NULL)
    self->violation = g_strdup (what);
}

/* Everything that an operation says, as a text: the same operation must always be the same text. */
static char *
print_operation (PilotFakeConnection *self, PilotOperation *operation)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%d %d %s %" G_GINT64_FORMAT, operation->kind, operation->entity, operation->entity_id,
                          operation->base_revision);
  for (guint i = 0; operation->record != NULL && i < pilot_record_get_schema (operation->record)->n_fields; i++)
    {
      const PilotValue *value = pilot_record_get_value (operation->record, i);

      if (value->kind != PILOT_VALUE_UNSET)
        g_string_append_printf (text, " %u:%d:%s:%" G_GINT64_FORMAT, i, value->kind, value->text != NULL ? value->text : "",
                                value->integer);
    }
  if (operation->kind == PILOT_OPERATION_IMPORT)
    {
      g_autoptr (PilotBatch) batch = pilot_batch_new ();
      g_autoptr (GError) error = NULL;
      guint64 offset = 0;

      for (;;)
        {
          pilot_batch_clear (batch);
          if (!operation->read_rows (offset, 7, batch, operation->read_rows_data, &error))
            {
              if (!g_error_matches (error, PILOT_ERROR, PILOT_ERROR_CONFLICT))
                pilot_fake_violate (self, error->message);
              return g_string_free (text, FALSE);
            }
          if (pilot_batch_get_length (batch) == 0)
            break;
          for (guint row = 0; row < pilot_batch_get_length (batch); row++)
            for (guint i = 0; i < pilot_batch_get (batch, row)->schema->n_fields; i++)
              {
                const PilotValue *value = &pilot_batch_get (batch, row)->values[i];

                g_string_append_printf (text, " %d:%s", value->kind, value->text != NULL ? value->text : "");
              }
          offset += pilot_batch_get_length (batch);
        }
      if (offset != operation->n_rows)
        pilot_fake_violate (self, "an import has another number of rows than it says");
    }
  return g_string_free (text, FALSE);
}

void
pilot_fake_touch (PilotFakeConnection *self, PilotFakeItem *item, const char *op)
{
  item->revision = ++self->revision;
  g_free (item->op);
  item->op = g_strdup (op);
  pilot_record_set_integer (item->record, PILOT_FIELD_REVISION, item->revision);
  pilot_record_set_integer (item->record, PILOT_FIELD_UPDATED_AT, item->revision * 1000);
  g_cond_broadcast (&self->changed);
}

PilotFakeItem *
pilot_fake_write_record (PilotFakeConnection *self, const PilotRecord *changes, const char *op)
{
  const char *id = pilot_record_get_id (changes);
  PilotFakeItem *item = g_hash_table_lookup (self->by_id, id);

  if (item == NULL)
    {
      item = g_new0 (PilotFakeItem, 1);
      item->record = pilot_record_new (pilot_record_get_entity (changes));
      pilot_record_set_text (item->record, PILOT_FIELD_ID, id);
      g_ptr_array_add (self->items, item);
      g_hash_table_insert (self->by_id, (char *) pilot_record_get_id (item->record), item);
    }
  item->deleted = FALSE;
  pilot_record_merge (item->record, changes);
  pilot_fake_touch (self, item, op);
  return item;
}

static void
write_log (PilotFakeConnection *self, PilotOperation *operation)
{
  static const char *const kinds[] = { "create", "update", "delete", "import" };
  PilotFakeItem *item = g_hash_table_lookup (self->by_id, operation->entity_id);
  g_autofree char *title = NULL;

  if (operation->record != NULL &&
      pilot_record_get_text (operation->record, pilot_record_get_schema (operation->record)->title_field) != NULL)
    title = pilot_record_dup_title (operation->record);
  else if (item != NULL)
    title = pilot_record_dup_title (item->record);
  g_string_append_printf (self->log, "%s%s %s", self->log->len > 0 ? "; " : "", kinds[operation->kind],
                          pilot_schema_get (operation->entity)->name);
  if (title != NULL && title[0] != '\0')
    g_string_append_printf (self->log, " %s", title);
}

static gboolean
set_conflict (PilotFakeConnection *self, PilotFakeItem *item, PilotPushResult *result, GError **error)
{
  if (!self->hide_conflict)
    {
      result->deleted = item == NULL || item->deleted;
      result->record = result->deleted ? NULL : pilot_record_copy (item->record);
      result->revision = item != NULL ? item->revision : 0;
    }
  g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_CONFLICT, "somebody changed it");
  return FALSE;
}

static gboolean
refers_to_nothing (PilotFakeConnection *self, const PilotRecord *record)
{
  const PilotSchema *schema = pilot_record_get_schema (record);

  for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
    {
      const char *id = schema->fields[i].type == PILOT_FIELD_REF ? pilot_record_get_text (record, i) : NULL;
      PilotFakeItem *item = id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;

      if (id != NULL && (item == NULL || item->deleted))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_part (const PilotFakeItem *item)
{
  return pilot_schema_find_owner (pilot_record_get_schema (item->record)) >= 0;
}

/* As the portal does: what is part of a record goes with it. */
void
pilot_fake_delete_parts (PilotFakeConnection *self, const char *owner_id, const char *op)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      PilotFakeItem *part = g_ptr_array_index (self->items, i);
      int owner = pilot_schema_find_owner (pilot_record_get_schema (part->record));

      if (owner < 0 || part->deleted || g_strcmp0 (pilot_record_get_text (part->record, (guint) owner), owner_id) != 0)
        continue;
      part->deleted = TRUE;
      pilot_fake_touch (self, part, op);
    }
}

/* A row says what it was made on: a revision, or by 0 that there is no such record. */
static gboolean
check_import_row (PilotFakeConnection *self, const PilotRecord *row, GError **error)
{
  PilotFakeItem *item = g_hash_table_lookup (self->by_id, pilot_record_get_id (row));
  gint64 base = pilot_record_get_integer (row, PILOT_FIELD_REVISION);
  g_autoptr (PilotRecord) differs = item != NULL ? pilot_record_diff (item->record, row) : NULL;

  if (!pilot_record_is_set (row, PILOT_FIELD_REVISION))
    pilot_fake_violate (self, "a row of an import doesn't say what it was made on");
  if (base == 0 && item != NULL && item->deleted && is_part (item))
    return TRUE;
  if (base == 0 && item != NULL && item->deleted)
    g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_REJECTED, "the record was deleted");
  else if (base == 0 ? differs != NULL : item == NULL || item->deleted || item->revision != base)
    g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_CONFLICT, "records changed since");
  else
    return TRUE;
  return FALSE;
}

/* All or none: @write FALSE only looks. */
static gboolean
import_rows (PilotFakeConnection *self, PilotOperation *operation, gboolean write, GError **error)
{
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  guint64 offset = 0;

  for (;;)
    {
      pilot_batch_clear (batch);
      if (!operation->read_rows (offset, 5, batch, operation->read_rows_data, error))
        return FALSE;
      if (pilot_batch_get_length (batch) == 0)
        return TRUE;
      for (guint i = 0; i < pilot_batch_get_length (batch); i++)
        {
          g_autoptr (PilotRecord) record = pilot_batch_dup_record (batch, i);

          if (!write && !check_import_row (self, record, error))
            return FALSE;
          if (write)
            pilot_fake_write_record (self, record, operation->id);
        }
      offset += pilot_batch_get_length (batch);
    }
}

static gboolean
carry_out (PilotFakeConnection *self, PilotOperation *operation, PilotPushResult *result, GError **error)
{
  PilotFakeItem *item = g_hash_table_lookup (self->by_id, operation->entity_id);
  g_autofree char *title = operation->record != NULL ? pilot_record_dup_title (operation->record) : NULL;

  if (operation->kind == PILOT_OPERATION_IMPORT && self->refused_title != NULL)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_REJECTED, "rows are refused");
      return FALSE;
    }
  if (operation->kind == PILOT_OPERATION_IMPORT)
    return import_rows (self, operation, FALSE, error) && import_rows (self, operation, TRUE, error);
  if ((self->refused_title != NULL && g_strcmp0 (title, self->refused_title) == 0) ||
      (operation->record != NULL && refers_to_nothing (self, operation->record)))
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_REJECTED, "refused for what it says");
      return FALSE;
    }
  if (operation->kind == PILOT_OPERATION_CREATE)
    {
      g_autoptr (PilotRecord) differs = item != NULL ? pilot_record_diff (item->record, operation->record) : NULL;

      if (item == NULL && operation->base_revision != 0)
        {
          g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND, "no such record");
          return FALSE;
        }
      /* A deleted one comes back only by who names the revision of its deletion. */
      if (item != NULL && item->deleted && operation->base_revision != item->revision)
        return set_conflict (self, item, result, error);
      if (item != NULL && !item->deleted && (differs != NULL || operation->base_revision != 0))
        return set_conflict (self, item, result, error);
      if (item == NULL || item->deleted)
        {
          g_autoptr (PilotRecord) record = pilot_record_copy (operation->record);

          pilot_record_set_text (record, PILOT_FIELD_ID, operation->entity_id);
          item = pilot_fake_write_record (self, record, operation->id);
        }
    }
  else if (item != NULL && item->deleted && operation->kind == PILOT_OPERATION_DELETE)
    {
      result->deleted = TRUE;
      result->revision = item->revision;
      return TRUE;
    }
  else if (item == NULL || item->deleted || item->revision != operation->base_revision)
    return set_conflict (self, item, result, error);
  else if (operation->kind == PILOT_OPERATION_UPDATE)
    {
      pilot_record_merge (item->record, operation->record);
      pilot_fake_touch (self, item, operation->id);
    }
  else
    {
      pilot_fake_delete_parts (self, operation->entity_id, operation->id);
      item->deleted = TRUE;
      pilot_fake_touch (self, item, operation->id);
    }
  result->deleted = item->deleted;
  result->record = item->deleted ? NULL : pilot_record_copy (item->record);
  result->revision = item->revision;
  return TRUE;
}

gboolean
pilot_fake_push_once (PilotFakeConnection *self, PilotOperation *operation, PilotPushResult *result, GError **error)
{
  PilotFakeAnswer *answer = g_hash_table_lookup (self->answers, operation->id);
  PilotFakeItem *item = g_hash_table_lookup (self->by_id, operation->entity_id);
  g_autofree char *print = print_operation (self, operation);

  if (answer != NULL)
    {
      if (g_strcmp0 (answer->print, print) != 0)
        pilot_fake_violate (self, "an operation was sent again with other content");
      /* As the portal does: success, and the tombstone. */
      result->deleted = item != NULL && item->deleted;
      result->record = answer->record != NULL && !result->deleted ? pilot_record_ref (answer->record) : NULL;
      result->revision = result->deleted ? item->revision : answer->revision;
      return TRUE;
    }
  write_log (self, operation);
  if (!carry_out (self, operation, result, error))
    return FALSE;
  answer = g_new0 (PilotFakeAnswer, 1);
  answer->print = g_steal_pointer (&print);
  answer->record = result->record != NULL ? pilot_record_ref (result->record) : NULL;
  answer->revision = result->revision;
  g_hash_table_insert (self->answers, g_strdup (operation->id), answer);
  return TRUE;
}
