/* pilot-fake-connection.c: the other side in memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-fake-connection.h"

#include <string.h>

#include "pilot-error.h"

typedef struct
{
  PilotRecord *record; /* (owned): the last state; of a deleted one too */
  char *op;            /* (owned) (nullable) */
  gint64 revision;
  gboolean deleted;
  gboolean left_out; /* of snapshots */
} Item;

/* What was answered to an operation. */
typedef struct
{
  char *print;         /* (owned): the content of the request */
  PilotRecord *record; /* (owned) (nullable) */
  gint64 revision;
} Answer;

typedef struct
{
  guint after_calls;
  guint n_times;
  int code;
  gboolean carried_out;
} Failure;

struct _PilotFakeConnection
{
  GObject parent_instance;

  GMutex lock;
  GCond changed;
  GPtrArray *items;   /* (owned) (element-type Item): in the order of creation */
  GHashTable *by_id;  /* id → Item */
  GHashTable *answers; /* (owned): operation → Answer */
  Failure failures[PILOT_N_FAKE_CALLS];
  guint calls[PILOT_N_FAKE_CALLS];
  guint n_pulls_let_through; /* so many answers more are given */
  GCond released;
  gint64 retry_after_usec;
  char *refused_title; /* (owned) (nullable) */
  char *violation;     /* (owned) (nullable) */
  GHashTable *imports; /* (owned): ids of those that were ever sent */
  GString *log;        /* (owned) */
  guint page_size;
  guint epoch;
  gint64 revision;
  gboolean hide_conflict;
  gboolean repeat;
  PilotCapabilities capabilities;
  char *member_id; /* (owned) (nullable) */
  char *company_id;          /* (owned) (nullable) */
  char *company_name;        /* (owned) */
  char *company_environment; /* (owned) (nullable) */
  PilotFakeCommandFunc command_func; /* (nullable) */
  gpointer command_data;
  char *later_id;             /* (owned) (nullable) */
  PilotRecord *later_changes; /* (owned) (nullable) */
  guint later_pages;
};

static void pilot_fake_connection_connection_init (PilotConnectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PilotFakeConnection, pilot_fake_connection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PILOT_TYPE_CONNECTION, pilot_fake_connection_connection_init))

static void
item_free (Item *item)
{
  pilot_record_unref (item->record);
  g_free (item->op);
  g_free (item);
}

static void
answer_free (Answer *answer)
{
  g_free (answer->print);
  g_clear_pointer (&answer->record, pilot_record_unref);
  g_free (answer);
}

static void
violate (PilotFakeConnection *self, const char *what)
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
                violate (self, error->message);
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
        violate (self, "an import has another number of rows than it says");
    }
  return g_string_free (text, FALSE);
}

static gboolean
fails (PilotFakeConnection *self, PilotFakeCall call, Failure *failure)
{
  Failure *planned = &self->failures[call];

  self->calls[call]++;
  if (planned->after_calls > 0)
    {
      planned->after_calls--;
      return FALSE;
    }
  if (planned->n_times == 0)
    return FALSE;
  *failure = *planned;
  if (planned->n_times != G_MAXUINT)
    planned->n_times--;
  return TRUE;
}

/* The answer is made, and is given when the test lets it through. */
static void
wait_for_release (PilotFakeConnection *self)
{
  while (self->n_pulls_let_through == 0)
    g_cond_wait (&self->released, &self->lock);
  if (self->n_pulls_let_through != G_MAXUINT)
    self->n_pulls_let_through--;
}

static void
touch (PilotFakeConnection *self, Item *item, const char *op)
{
  item->revision = ++self->revision;
  g_free (item->op);
  item->op = g_strdup (op);
  pilot_record_set_integer (item->record, PILOT_FIELD_REVISION, item->revision);
  pilot_record_set_integer (item->record, PILOT_FIELD_UPDATED_AT, item->revision * 1000);
  g_cond_broadcast (&self->changed);
}

static Item *
write_record (PilotFakeConnection *self, const PilotRecord *changes, const char *op)
{
  const char *id = pilot_record_get_id (changes);
  Item *item = g_hash_table_lookup (self->by_id, id);

  if (item == NULL)
    {
      item = g_new0 (Item, 1);
      item->record = pilot_record_new (pilot_record_get_entity (changes));
      pilot_record_set_text (item->record, PILOT_FIELD_ID, id);
      g_ptr_array_add (self->items, item);
      g_hash_table_insert (self->by_id, (char *) pilot_record_get_id (item->record), item);
    }
  item->deleted = FALSE;
  pilot_record_merge (item->record, changes);
  touch (self, item, op);
  return item;
}

static void
write_log (PilotFakeConnection *self, PilotOperation *operation)
{
  static const char *const kinds[] = { "create", "update", "delete", "import" };
  Item *item = g_hash_table_lookup (self->by_id, operation->entity_id);
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
set_conflict (PilotFakeConnection *self, Item *item, PilotPushResult *result, GError **error)
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
      Item *item = id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;

      if (id != NULL && (item == NULL || item->deleted))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_part (const Item *item)
{
  return pilot_schema_find_owner (pilot_record_get_schema (item->record)) >= 0;
}

/* As the portal does: what is part of a record goes with it. */
static void
delete_parts (PilotFakeConnection *self, const char *owner_id, const char *op)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      Item *part = g_ptr_array_index (self->items, i);
      int owner = pilot_schema_find_owner (pilot_record_get_schema (part->record));

      if (owner < 0 || part->deleted || g_strcmp0 (pilot_record_get_text (part->record, (guint) owner), owner_id) != 0)
        continue;
      part->deleted = TRUE;
      touch (self, part, op);
    }
}

/* A row says what it was made on: a revision, or by 0 that there is no such record. */
static gboolean
check_import_row (PilotFakeConnection *self, const PilotRecord *row, GError **error)
{
  Item *item = g_hash_table_lookup (self->by_id, pilot_record_get_id (row));
  gint64 base = pilot_record_get_integer (row, PILOT_FIELD_REVISION);
  g_autoptr (PilotRecord) differs = item != NULL ? pilot_record_diff (item->record, row) : NULL;

  if (!pilot_record_is_set (row, PILOT_FIELD_REVISION))
    violate (self, "a row of an import doesn't say what it was made on");
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
            write_record (self, record, operation->id);
        }
      offset += pilot_batch_get_length (batch);
    }
}

static gboolean
carry_out (PilotFakeConnection *self, PilotOperation *operation, PilotPushResult *result, GError **error)
{
  Item *item = g_hash_table_lookup (self->by_id, operation->entity_id);
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
          item = write_record (self, record, operation->id);
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
      touch (self, item, operation->id);
    }
  else
    {
      delete_parts (self, operation->entity_id, operation->id);
      item->deleted = TRUE;
      touch (self, item, operation->id);
    }
  result->deleted = item->deleted;
  result->record = item->deleted ? NULL : pilot_record_copy (item->record);
  result->revision = item->revision;
  return TRUE;
}

static gboolean
push_once (PilotFakeConnection *self, PilotOperation *operation, PilotPushResult *result, GError **error)
{
  Answer *answer = g_hash_table_lookup (self->answers, operation->id);
  Item *item = g_hash_table_lookup (self->by_id, operation->entity_id);
  g_autofree char *print = print_operation (self, operation);

  if (answer != NULL)
    {
      if (g_strcmp0 (answer->print, print) != 0)
        violate (self, "an operation was sent again with other content");
      /* As the portal does: success, and the tombstone. */
      result->deleted = item != NULL && item->deleted;
      result->record = answer->record != NULL && !result->deleted ? pilot_record_ref (answer->record) : NULL;
      result->revision = result->deleted ? item->revision : answer->revision;
      return TRUE;
    }
  write_log (self, operation);
  if (!carry_out (self, operation, result, error))
    return FALSE;
  answer = g_new0 (Answer, 1);
  answer->print = g_steal_pointer (&print);
  answer->record = result->record != NULL ? pilot_record_ref (result->record) : NULL;
  answer->revision = result->revision;
  g_hash_table_insert (self->answers, g_strdup (operation->id), answer);
  return TRUE;
}

static gboolean
pilot_fake_connection_push (PilotConnection *connection, PilotOperation *operation, PilotPushResult *result,
                            GCancellable *cancellable, GError **error)
{
  PilotFakeConnection *self = PILOT_FAKE_CONNECTION (connection);
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  Failure failure;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (operation->kind == PILOT_OPERATION_IMPORT)
    g_hash_table_add (self->imports, g_strdup (operation->entity_id));
  if (!fails (self, PILOT_FAKE_PUSH, &failure))
    return push_once (self, operation, result, error);
  if (failure.carried_out)
    {
      push_once (self, operation, result, NULL);
      pilot_push_result_clear (result);
    }
  result->retry_after_usec = self->retry_after_usec;
  g_set_error_literal (error, PILOT_ERROR, failure.code, "a planned failure");
  return FALSE;
}

static gboolean
pilot_fake_connection_fetch (PilotConnection *connection, PilotEntity entity, const char *id, PilotPushResult *result,
                             GCancellable *cancellable, GError **error)
{
  PilotFakeConnection *self = PILOT_FAKE_CONNECTION (connection);
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  Item *item = g_hash_table_lookup (self->by_id, id);
  Failure failure;

  if (fails (self, PILOT_FAKE_FETCH, &failure))
    {
      g_set_error_literal (error, PILOT_ERROR, failure.code, "a planned failure");
      return FALSE;
    }
  if (item == NULL)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND, "no such record");
      return FALSE;
    }
  result->deleted = item->deleted;
  result->record = item->deleted ? NULL : pilot_record_copy (item->record);
  result->revision = item->revision;
  return TRUE;
}

static char *
make_epoch (PilotFakeConnection *self)
{
  return g_strdup_printf ("epoch-%u", self->epoch);
}

static void
add_item (PilotBatch *batch, const Item *item)
{
  PilotBatchRow *row = pilot_batch_add_record (batch, item->record);

  row->op = item->op != NULL ? pilot_batch_add_text (batch, item->op, strlen (item->op)) : NULL;
  row->deleted = item->deleted;
}

/* The cursor is the revision of the snapshot and the place in the list. */
static void
pull_snapshot (PilotFakeConnection *self, const PilotPull *from, PilotBatch *batch, PilotPull *next, gboolean *more)
{
  gint64 at = from->cursor != NULL ? g_ascii_strtoll (from->cursor, NULL, 10) : 0;
  gint64 revision = from->cursor != NULL ? from->revision : self->revision;
  gint64 end = MIN (at + (gint64) self->page_size, (gint64) self->items->len);

  if (self->repeat && at > 0 && !((Item *) g_ptr_array_index (self->items, at - 1))->deleted)
    add_item (batch, g_ptr_array_index (self->items, at - 1));
  for (; at < end; at++)
    {
      Item *item = g_ptr_array_index (self->items, at);

      if (!item->deleted && !item->left_out && item->revision <= revision)
        add_item (batch, item);
    }
  next->epoch = make_epoch (self);
  next->revision = revision;
  next->snapshot_done = at >= (gint64) self->items->len;
  next->cursor = next->snapshot_done ? NULL : g_strdup_printf ("%" G_GINT64_FORMAT, at);
  *more = TRUE;
}

static gint
compare_revisions (gconstpointer a, gconstpointer b)
{
  const Item *first = *(Item *const *) a;
  const Item *second = *(Item *const *) b;

  return first->revision < second->revision ? -1 : first->revision > second->revision;
}

static void
pull_changes (PilotFakeConnection *self, const PilotPull *from, PilotBatch *batch, PilotPull *next, gboolean *more)
{
  g_autoptr (GPtrArray) newer = g_ptr_array_new ();
  guint n;

  for (guint i = 0; i < self->items->len; i++)
    if (((Item *) g_ptr_array_index (self->items, i))->revision > from->revision)
      g_ptr_array_add (newer, g_ptr_array_index (self->items, i));
  g_ptr_array_sort (newer, compare_revisions);
  n = MIN (newer->len, self->page_size);
  for (guint i = 0; i < n; i++)
    add_item (batch, g_ptr_array_index (newer, i));
  next->snapshot_done = TRUE;
  next->epoch = make_epoch (self);
  next->revision = n > 0 ? ((Item *) g_ptr_array_index (newer, n - 1))->revision : from->revision;
  *more = newer->len > n;
}

static void
put_what_is_later (PilotFakeConnection *self)
{
  Item *item;

  if (self->later_id == NULL || self->later_pages-- > 0)
    return;
  item = g_hash_table_lookup (self->by_id, self->later_id);
  if (self->later_changes != NULL)
    write_record (self, self->later_changes, NULL);
  else
    {
      item->deleted = TRUE;
      touch (self, item, NULL);
    }
  g_clear_pointer (&self->later_id, g_free);
  g_clear_pointer (&self->later_changes, pilot_record_unref);
}

static gboolean
pilot_fake_connection_pull_page (PilotConnection *connection, const PilotPull *from, PilotBatch *batch, PilotPull *next,
                                 gboolean *more, GCancellable *cancellable, GError **error)
{
  PilotFakeConnection *self = PILOT_FAKE_CONNECTION (connection);
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  g_autofree char *epoch = make_epoch (self);
  Failure failure;

  if (fails (self, PILOT_FAKE_PULL, &failure))
    {
      next->retry_after_usec = self->retry_after_usec;
      g_set_error_literal (error, PILOT_ERROR, failure.code, "a planned failure");
      return FALSE;
    }
  put_what_is_later (self);
  if (from->epoch != NULL && g_strcmp0 (from->epoch, epoch) != 0)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_GONE, "another epoch");
      return FALSE;
    }
  if (from->snapshot_done)
    pull_changes (self, from, batch, next, more);
  else
    pull_snapshot (self, from, batch, next, more);
  wait_for_release (self);
  return TRUE;
}

static gboolean
pilot_fake_connection_give_up (PilotConnection *connection, const char *import_id, GCancellable *cancellable, GError **error)
{
  PilotFakeConnection *self = PILOT_FAKE_CONNECTION (connection);
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  Failure failure;

  if (fails (self, PILOT_FAKE_GIVE_UP, &failure))
    {
      g_set_error_literal (error, PILOT_ERROR, failure.code, "a planned failure");
      return FALSE;
    }
  if (!g_hash_table_contains (self->imports, import_id))
    violate (self, "an import that was never sent is given up");
  g_string_append_printf (self->log, "%sgive up", self->log->len > 0 ? "; " : "");
  return TRUE;
}

static PilotCapabilities
pilot_fake_connection_get_capabilities (PilotConnection *connection)
{
  return PILOT_FAKE_CONNECTION (connection)->capabilities;
}

static gboolean
pilot_fake_connection_probe (PilotConnection *connection, PilotConnectionInfo *info, GCancellable *cancellable, GError **error)
{
  PilotFakeConnection *self = PILOT_FAKE_CONNECTION (connection);
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  Failure failure;

  if (fails (self, PILOT_FAKE_PROBE, &failure))
    {
      g_set_error_literal (error, PILOT_ERROR, failure.code, "a planned failure");
      return FALSE;
    }
  info->title = g_strdup (self->company_name);
  info->company_id = g_strdup (self->company_id);
  info->environment = g_strdup (self->company_environment);
  info->role = PILOT_ROLE_ADMIN;
  info->member_id = g_strdup (self->member_id);
  info->epoch = make_epoch (self);
  info->revision = self->revision;
  return TRUE;
}

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  PilotFakeConnection *self = user_data;

  g_mutex_lock (&self->lock);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

static gboolean
pilot_fake_connection_watch (PilotConnection *connection, PilotWatchFunc func, gpointer user_data, GCancellable *cancellable,
                             GError **error)
{
  PilotFakeConnection *self = PILOT_FAKE_CONNECTION (connection);
  gulong handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self, NULL);
  gint64 told = -1;

  while (!g_cancellable_is_cancelled (cancellable))
    {
      gint64 revision;

      g_mutex_lock (&self->lock);
      while (self->revision == told && !g_cancellable_is_cancelled (cancellable))
        g_cond_wait (&self->changed, &self->lock);
      revision = self->revision;
      g_mutex_unlock (&self->lock);
      if (revision != told)
        func (connection, revision, user_data);
      told = revision;
    }
  g_cancellable_disconnect (cancellable, handler);
  g_cancellable_set_error_if_cancelled (cancellable, error);
  return FALSE;
}

/* Without the lock: it writes records. */
static gboolean
pilot_fake_connection_command (PilotConnection *connection, const PilotCommand *command, GHashTable **values, GCancellable *cancellable,
                               GError **error)
{
  PilotFakeConnection *self = PILOT_FAKE_CONNECTION (connection);
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  if (self->command_func == NULL)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_REJECTED, "no commands here");
      return FALSE;
    }
  if (!self->command_func (self, command, told, self->command_data, error))
    return FALSE;
  if (values != NULL)
    *values = g_steal_pointer (&told);
  return TRUE;
}

static void
pilot_fake_connection_connection_init (PilotConnectionInterface *iface)
{
  iface->get_capabilities = pilot_fake_connection_get_capabilities;
  iface->probe = pilot_fake_connection_probe;
  iface->pull_page = pilot_fake_connection_pull_page;
  iface->push = pilot_fake_connection_push;
  iface->fetch = pilot_fake_connection_fetch;
  iface->give_up = pilot_fake_connection_give_up;
  iface->watch = pilot_fake_connection_watch;
  iface->command = pilot_fake_connection_command;
}

static void
pilot_fake_connection_finalize (GObject *object)
{
  PilotFakeConnection *self = PILOT_FAKE_CONNECTION (object);

  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->items);
  g_hash_table_unref (self->answers);
  g_string_free (self->log, TRUE);
  g_free (self->refused_title);
  g_free (self->violation);
  g_hash_table_unref (self->imports);
  g_free (self->later_id);
  g_free (self->member_id);
  g_free (self->company_id);
  g_free (self->company_name);
  g_free (self->company_environment);
  g_clear_pointer (&self->later_changes, pilot_record_unref);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_cond_clear (&self->released);
  G_OBJECT_CLASS (pilot_fake_connection_parent_class)->finalize (object);
}

static void
pilot_fake_connection_class_init (PilotFakeConnectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pilot_fake_connection_finalize;
}

static void
pilot_fake_connection_init (PilotFakeConnection *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  g_cond_init (&self->released);
  self->n_pulls_let_through = G_MAXUINT;
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) answer_free);
  self->log = g_string_new (NULL);
  self->imports = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->company_name = g_strdup ("Fake");
  self->page_size = 100;
  self->epoch = 1;
  self->capabilities = PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES | PILOT_CAPABILITY_PUSH | PILOT_CAPABILITY_EVENTS |
                       PILOT_CAPABILITY_IMPORT;
}

PilotFakeConnection *
pilot_fake_connection_new (void)
{
  return g_object_new (PILOT_TYPE_FAKE_CONNECTION, NULL);
}

void
pilot_fake_connection_fail (PilotFakeConnection *self, PilotFakeCall call, guint after_calls, guint n_times, int code,
                            gboolean carried_out)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  self->failures[call] = (Failure){ after_calls, n_times, code, carried_out };
}

void
pilot_fake_connection_hold_pulls (PilotFakeConnection *self, guint n_let_through)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  self->n_pulls_let_through = n_let_through;
  g_cond_broadcast (&self->released);
}

void
pilot_fake_connection_set_retry_after (PilotFakeConnection *self, gint64 usec)
{
  self->retry_after_usec = usec;
}

void
pilot_fake_connection_refuse (PilotFakeConnection *self, const char *title)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  g_free (self->refused_title);
  self->refused_title = g_strdup (title);
}

void
pilot_fake_connection_hide_conflict (PilotFakeConnection *self, gboolean hide)
{
  self->hide_conflict = hide;
}

void
pilot_fake_connection_forget_operations (PilotFakeConnection *self)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  g_hash_table_remove_all (self->answers);
}

void
pilot_fake_connection_set_page_size (PilotFakeConnection *self, guint n_records)
{
  self->page_size = n_records;
}

void
pilot_fake_connection_set_command_func (PilotFakeConnection *self, PilotFakeCommandFunc func, gpointer user_data)
{
  self->command_func = func;
  self->command_data = user_data;
}

void
pilot_fake_connection_set_company (PilotFakeConnection *self, const char *id, const char *name, const char *environment)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  g_free (self->company_id);
  self->company_id = g_strdup (id);
  g_free (self->company_name);
  self->company_name = g_strdup (name);
  g_free (self->company_environment);
  self->company_environment = g_strdup (environment);
}

void
pilot_fake_connection_set_member (PilotFakeConnection *self, const char *member_id)
{
  g_free (self->member_id);
  self->member_id = g_strdup (member_id);
}

void
pilot_fake_connection_set_capabilities (PilotFakeConnection *self, PilotCapabilities capabilities)
{
  self->capabilities = capabilities;
}

void
pilot_fake_connection_set_repeat (PilotFakeConnection *self, gboolean repeat)
{
  self->repeat = repeat;
}

void
pilot_fake_connection_leave_out (PilotFakeConnection *self, const char *id)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  ((Item *) g_hash_table_lookup (self->by_id, id))->left_out = TRUE;
}

void
pilot_fake_connection_put_later (PilotFakeConnection *self, guint after_pages, const char *id, const PilotRecord *changes)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  g_free (self->later_id);
  g_clear_pointer (&self->later_changes, pilot_record_unref);
  self->later_id = g_strdup (id);
  self->later_changes = changes != NULL ? pilot_record_copy (changes) : NULL;
  self->later_pages = after_pages;
}

void
pilot_fake_connection_new_epoch (PilotFakeConnection *self)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  self->epoch++;
}

gint64
pilot_fake_connection_put (PilotFakeConnection *self, const PilotRecord *changes)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  return write_record (self, changes, NULL)->revision;
}

void
pilot_fake_connection_delete (PilotFakeConnection *self, PilotEntity entity, const char *id)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  Item *item = g_hash_table_lookup (self->by_id, id);

  g_assert_nonnull (item);
  delete_parts (self, id, NULL);
  item->deleted = TRUE;
  touch (self, item, NULL);
}

PilotRecord *
pilot_fake_connection_get (PilotFakeConnection *self, PilotEntity entity, const char *id)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  Item *item = g_hash_table_lookup (self->by_id, id);

  return item != NULL && !item->deleted ? pilot_record_copy (item->record) : NULL;
}

guint
pilot_fake_connection_count (PilotFakeConnection *self, PilotEntity entity)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = g_ptr_array_index (self->items, i);

      n += !item->deleted && pilot_record_get_entity (item->record) == entity;
    }
  return n;
}

guint
pilot_fake_connection_get_calls (PilotFakeConnection *self, PilotFakeCall call)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  return self->calls[call];
}

char *
pilot_fake_connection_dup_log (PilotFakeConnection *self)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  return g_strdup (self->log->str);
}

void
pilot_fake_connection_clear_log (PilotFakeConnection *self)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  g_string_truncate (self->log, 0);
}

const char *
pilot_fake_connection_get_violation (PilotFakeConnection *self)
{
  return self->violation;
}
