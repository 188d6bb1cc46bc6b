/* pilot-fake-connection.c: the other side in memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-fake-connection-private.h"

#include <string.h>

#include "pilot-error.h"

static void pilot_fake_connection_connection_init (PilotConnectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PilotFakeConnection, pilot_fake_connection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PILOT_TYPE_CONNECTION, pilot_fake_connection_connection_init))

static void
item_free (PilotFakeItem *item)
{
  pilot_record_unref (item->record);
  g_free (item->op);
  g_free (item);
}

static void
answer_free (PilotFakeAnswer *answer)
{
  g_free (answer->print);
  g_clear_pointer (&answer->record, pilot_record_unref);
  g_free (answer);
}

static gboolean
fails (PilotFakeConnection *self, PilotFakeCall call, PilotFakeFailure *failure)
{
  PilotFakeFailure *planned = &self->failures[call];

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

static gboolean
pilot_fake_connection_push (PilotConnection *connection, PilotOperation *operation, PilotPushResult *result,
                            GCancellable *cancellable, GError **error)
{
  PilotFakeConnection *self = PILOT_FAKE_CONNECTION (connection);
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  PilotFakeFailure failure;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (operation->kind == PILOT_OPERATION_IMPORT)
    g_hash_table_add (self->imports, g_strdup (operation->entity_id));
  if (!fails (self, PILOT_FAKE_PUSH, &failure))
    return pilot_fake_push_once (self, operation, result, error);
  if (failure.carried_out)
    {
      pilot_fake_push_once (self, operation, result, NULL);
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
  PilotFakeItem *item = g_hash_table_lookup (self->by_id, id);
  PilotFakeFailure failure;

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
add_item (PilotBatch *batch, const PilotFakeItem *item)
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

  if (self->repeat && at > 0 && !((PilotFakeItem *) g_ptr_array_index (self->items, at - 1))->deleted)
    add_item (batch, g_ptr_array_index (self->items, at - 1));
  for (; at < end; at++)
    {
      PilotFakeItem *item = g_ptr_array_index (self->items, at);

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
  const PilotFakeItem *first = *(PilotFakeItem *const *) a;
  const PilotFakeItem *second = *(PilotFakeItem *const *) b;

  return first->revision < second->revision ? -1 : first->revision > second->revision;
}

static void
pull_changes (PilotFakeConnection *self, const PilotPull *from, PilotBatch *batch, PilotPull *next, gboolean *more)
{
  g_autoptr (GPtrArray) newer = g_ptr_array_new ();
  guint n;

  for (guint i = 0; i < self->items->len; i++)
    if (((PilotFakeItem *) g_ptr_array_index (self->items, i))->revision > from->revision)
      g_ptr_array_add (newer, g_ptr_array_index (self->items, i));
  g_ptr_array_sort (newer, compare_revisions);
  n = MIN (newer->len, self->page_size);
  for (guint i = 0; i < n; i++)
    add_item (batch, g_ptr_array_index (newer, i));
  next->snapshot_done = TRUE;
  next->epoch = make_epoch (self);
  next->revision = n > 0 ? ((PilotFakeItem *) g_ptr_array_index (newer, n - 1))->revision : from->revision;
  *more = newer->len > n;
}

static void
put_what_is_later (PilotFakeConnection *self)
{
  PilotFakeItem *item;

  if (self->later_id == NULL || self->later_pages-- > 0)
    return;
  item = g_hash_table_lookup (self->by_id, self->later_id);
  if (self->later_changes != NULL)
    pilot_fake_write_record (self, self->later_changes, NULL);
  else
    {
      item->deleted = TRUE;
      pilot_fake_touch (self, item, NULL);
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
  PilotFakeFailure failure;

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
  PilotFakeFailure failure;

  if (fails (self, PILOT_FAKE_GIVE_UP, &failure))
    {
      g_set_error_literal (error, PILOT_ERROR, failure.code, "a planned failure");
      return FALSE;
    }
  if (!g_hash_table_contains (self->imports, import_id))
    pilot_fake_violate (self, "an import that was never sent is given up");
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
  PilotFakeFailure failure;

  if (fails (self, PILOT_FAKE_PROBE, &failure))
    {
      g_set_error_literal (error, PILOT_ERROR, failure.code, "a planned failure");
      return FALSE;
    }
  info->title = g_strdup (self->company_name);
  info->company_id = g_strdup (self->company_id);
  info->environment = g_strdup (self->company_environment);
  info->role = self->role;
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

static char *
pilot_fake_connection_dup_notice (PilotConnection *connection)
{
  PilotFakeConnection *self = PILOT_FAKE_CONNECTION (connection);
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  return g_strdup (self->notice);
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
  iface->dup_notice = pilot_fake_connection_dup_notice;
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
  g_free (self->notice);
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
  self->role = PILOT_ROLE_ADMIN;
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
