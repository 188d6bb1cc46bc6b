/* pilot-connection.c: the other side, whatever it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-connection.h"

#include <glib/gi18n-lib.h>

#include "pilot-error.h"

G_DEFINE_INTERFACE (PilotConnection, pilot_connection, G_TYPE_OBJECT)

static void
pilot_connection_default_init (PilotConnectionInterface *iface)
{
}

void
pilot_connection_info_clear (PilotConnectionInfo *self)
{
  g_free (self->title);
  g_free (self->company_id);
  g_free (self->environment);
  g_free (self->member_id);
  g_free (self->member_name);
  g_free (self->epoch);
  *self = (PilotConnectionInfo){ 0 };
}

void
pilot_pull_clear (PilotPull *self)
{
  g_free (self->cursor);
  g_free (self->epoch);
  *self = (PilotPull){ 0 };
}

void
pilot_pull_copy (const PilotPull *from, PilotPull *to)
{
  *to = *from;
  to->cursor = g_strdup (from->cursor);
  to->epoch = g_strdup (from->epoch);
}

PilotCapabilities
pilot_connection_get_capabilities (PilotConnection *self)
{
  g_return_val_if_fail (PILOT_IS_CONNECTION (self), 0);
  return PILOT_CONNECTION_GET_IFACE (self)->get_capabilities (self);
}

gboolean
pilot_connection_probe (PilotConnection *self, PilotConnectionInfo *info, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (PILOT_IS_CONNECTION (self), FALSE);
  *info = (PilotConnectionInfo){ 0 };
  return PILOT_CONNECTION_GET_IFACE (self)->probe (self, info, cancellable, error);
}

gboolean
pilot_connection_pull_page (PilotConnection *self, const PilotPull *from, PilotBatch *batch, PilotPull *next, gboolean *more,
                            GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (PILOT_IS_CONNECTION (self), FALSE);
  *next = (PilotPull){ 0 };
  *more = FALSE;
  return PILOT_CONNECTION_GET_IFACE (self)->pull_page (self, from, batch, next, more, cancellable, error);
}

gboolean
pilot_connection_push (PilotConnection *self, PilotOperation *operation, PilotPushResult *result, GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (PILOT_IS_CONNECTION (self), FALSE);
  *result = (PilotPushResult){ 0 };
  return PILOT_CONNECTION_GET_IFACE (self)->push (self, operation, result, cancellable, error);
}

gboolean
pilot_connection_fetch (PilotConnection *self, PilotEntity entity, const char *id, PilotPushResult *result,
                        GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (PILOT_IS_CONNECTION (self), FALSE);
  *result = (PilotPushResult){ 0 };
  return PILOT_CONNECTION_GET_IFACE (self)->fetch (self, entity, id, result, cancellable, error);
}

gboolean
pilot_connection_watch (PilotConnection *self, PilotWatchFunc func, gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (PILOT_IS_CONNECTION (self), FALSE);
  return PILOT_CONNECTION_GET_IFACE (self)->watch (self, func, user_data, cancellable, error);
}

gboolean
pilot_connection_give_up (PilotConnection *self, const char *import_id, GCancellable *cancellable, GError **error)
{
  PilotConnectionInterface *iface;

  g_return_val_if_fail (PILOT_IS_CONNECTION (self), FALSE);
  iface = PILOT_CONNECTION_GET_IFACE (self);
  return iface->give_up == NULL || iface->give_up (self, import_id, cancellable, error);
}

gboolean
pilot_connection_command (PilotConnection *self, const PilotCommand *command, GHashTable **values, GCancellable *cancellable,
                          GError **error)
{
  PilotConnectionInterface *iface;
  g_autoptr (GHashTable) told = NULL;

  g_return_val_if_fail (PILOT_IS_CONNECTION (self), FALSE);
  iface = PILOT_CONNECTION_GET_IFACE (self);
  if (iface->command == NULL)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_FORBIDDEN, _("This connection can’t do that."));
      return FALSE;
    }
  if (!iface->command (self, command, &told, cancellable, error))
    return FALSE;
  if (values != NULL)
    *values = g_steal_pointer (&told);
  return TRUE;
}

char *
pilot_connection_dup_notice (PilotConnection *self)
{
  PilotConnectionInterface *iface;

  g_return_val_if_fail (PILOT_IS_CONNECTION (self), NULL);
  iface = PILOT_CONNECTION_GET_IFACE (self);
  return iface->dup_notice != NULL ? iface->dup_notice (self) : NULL;
}
