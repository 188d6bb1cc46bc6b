/* pilot-fake-controls.c: what a test makes the other side in memory do, and sees of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-fake-connection-private.h"

void
pilot_fake_connection_fail (PilotFakeConnection *self, PilotFakeCall call, guint after_calls, guint n_times, int code,
                            gboolean carried_out)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  self->failures[call] = (PilotFakeFailure){ after_calls, n_times, code, carried_out };
}

void
pilot_fake_connection_hold_pulls (PilotFakeConnection *self, guint n_let_through)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  self->n_pulls_let_through = n_let_through;
  g_cond_broadcast (&self->released);
}

void
pilot_fake_connection_set_notice (PilotFakeConnection *self, const char *notice)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  g_free (self->notice);
  self->notice = g_strdup (notice);
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
pilot_fake_connection_set_role (PilotFakeConnection *self, PilotRole role)
{
  self->role = role;
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

  ((PilotFakeItem *) g_hash_table_lookup (self->by_id, id))->left_out = TRUE;
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

  return pilot_fake_write_record (self, changes, NULL)->revision;
}

void
pilot_fake_connection_delete (PilotFakeConnection *self, PilotEntity entity, const char *id)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  PilotFakeItem *item = g_hash_table_lookup (self->by_id, id);

  g_assert_nonnull (item);
  pilot_fake_delete_parts (self, id, NULL);
  item->deleted = TRUE;
  pilot_fake_touch (self, item, NULL);
}

PilotRecord *
pilot_fake_connection_get (PilotFakeConnection *self, PilotEntity entity, const char *id)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  PilotFakeItem *item = g_hash_table_lookup (self->by_id, id);

  return item != NULL && !item->deleted ? pilot_record_copy (item->record) : NULL;
}

guint
pilot_fake_connection_count (PilotFakeConnection *self, PilotEntity entity)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      const PilotFakeItem *item = g_ptr_array_index (self->items, i);

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
