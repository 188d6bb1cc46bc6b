/* pilot-sync-status.c: how a sync stands, as the main context knows it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-sync-status.h"

void
pilot_sync_status_clear (PilotSyncStatus *self)
{
  g_clear_pointer (&self->message, g_free);
  g_clear_pointer (&self->member_id, g_free);
  g_clear_pointer (&self->notice, g_free);
}

void
pilot_sync_status_set_member (PilotSyncStatus *self, const PilotConnectionInfo *info)
{
  self->knows_member = info != NULL;
  if (info == NULL)
    return;
  self->role = info->role;
  g_free (self->member_id);
  self->member_id = g_strdup (info->member_id);
}

static void
take_text (char **text, const char *news, GObject *object, const char *property)
{
  if (g_strcmp0 (*text, news) == 0)
    return;
  g_free (*text);
  *text = g_strdup (news);
  g_object_notify (object, property);
}

void
pilot_sync_status_take (PilotSyncStatus *self, const PilotSyncStatus *news, GObject *object)
{
  g_object_freeze_notify (object);
  if (self->state != news->state)
    {
      self->state = news->state;
      g_object_notify (object, "state");
    }
  take_text (&self->message, news->message, object, "message");
  if (self->progress != news->progress)
    {
      self->progress = news->progress;
      g_object_notify (object, "progress");
    }
  if (news->last_sync_unix_usec != 0 && self->last_sync_unix_usec != news->last_sync_unix_usec)
    {
      self->last_sync_unix_usec = news->last_sync_unix_usec;
      g_object_notify (object, "last-sync");
    }
  if (news->knows_member && self->role != news->role)
    {
      self->role = news->role;
      g_object_notify (object, "role");
    }
  if (news->knows_member)
    take_text (&self->member_id, news->member_id, object, "member-id");
  if (news->round != 0)
    {
      take_text (&self->notice, news->notice, object, "notice");
      self->round = news->round;
      g_object_notify (object, "round");
    }
  g_object_thaw_notify (object);
}
