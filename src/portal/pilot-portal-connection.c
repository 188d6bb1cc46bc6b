/* pilot-portal-connection.c: a connection to the Portal API
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-portal-connection.h"

#include "pilot-http-json.h"
#include "pilot-portal-command.h"
#include "pilot-portal-import.h"
#include "pilot-portal-push.h"
#include "pilot-time.h"
#include "pilot-wire.h"

#include <glib/gi18n-lib.h>

struct _PilotPortalConnection
{
  GObject parent_instance;

  PilotPortalClientFunc func;
  gpointer user_data;
  GDestroyNotify destroy;
};

static void pilot_portal_connection_connection_init (PilotConnectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PilotPortalConnection, pilot_portal_connection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PILOT_TYPE_CONNECTION, pilot_portal_connection_connection_init))

typedef struct
{
  PilotConnection *connection;
  PilotWatchFunc func;
  gpointer user_data;
} Watch;

static PilotHttpClient *
ref_client (PilotConnection *connection, GCancellable *cancellable, GError **error)
{
  PilotPortalConnection *self = PILOT_PORTAL_CONNECTION (connection);

  return self->func (self->user_data, cancellable, error);
}

static gboolean
fail_protocol (GError **error, const char *message)
{
  g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_PROTOCOL, message);
  return FALSE;
}

static gboolean
feed_cb (const char *data, gsize length, gpointer user_data, GError **error)
{
  return pilot_wire_parser_feed (user_data, data, length, error);
}

/* Asks for a page and reads it into @batch as it comes. */
static gboolean
read_page (PilotHttpClient *client, const char *path, PilotBatch *batch, PilotWirePage *page, PilotPull *next,
           GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotWireParser) parser = pilot_wire_parser_new (batch, NULL, PILOT_ERROR_PROTOCOL);
  PilotHttpRequest request = { .method = "GET", .path = path, .body_func = feed_cb, .body_data = parser };
  g_auto (PilotHttpResponse) response = { 0 };
  g_autoptr (GError) cause = NULL;

  if (!pilot_http_client_send (client, &request, &response, cancellable, error))
    {
      next->retry_after_usec = response.retry_after_usec;
      return FALSE;
    }
  if (pilot_wire_parser_finish (parser, page, &cause))
    return TRUE;
  /* A cut between two chunks looks like the end of the body. */
  if (pilot_wire_parser_is_cut (parser))
    g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_OFFLINE, _("The portal’s answer was cut off."));
  else
    g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

static gboolean
pull_snapshot (PilotHttpClient *client, const PilotPull *from, PilotBatch *batch, PilotPull *next, gboolean *more,
               GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) path = g_string_new (NULL);
  g_auto (PilotWirePage) page = { 0 };

  g_string_printf (path, "/v1/snapshot?limit=%d", PILOT_PORTAL_PAGE_ROWS);
  if (from->cursor != NULL)
    {
      g_string_append (path, "&cursor=");
      g_string_append_uri_escaped (path, from->cursor, NULL, FALSE);
    }
  if (!read_page (client, path->str, batch, &page, next, cancellable, error))
    return FALSE;
  if (page.epoch == NULL)
    return fail_protocol (error, _("The portal’s page tells no epoch."));
  if (from->cursor != NULL && (g_strcmp0 (page.epoch, from->epoch) != 0 || page.revision != from->revision))
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_GONE,
                           _("The portal’s data was replaced while it was read. Everything is read anew."));
      return FALSE;
    }
  /* Else it would be asked for the same page for ever. */
  if (page.next != NULL && g_strcmp0 (page.next, from->cursor) == 0)
    return fail_protocol (error, _("The portal sends the same page again and again."));

  next->snapshot_done = page.next == NULL;
  next->cursor = g_steal_pointer (&page.next);
  next->epoch = g_steal_pointer (&page.epoch);
  next->revision = page.revision;
  /* What changed while the snapshot was read comes at once. */
  *more = TRUE;
  return TRUE;
}

static gboolean
pull_changes (PilotHttpClient *client, const PilotPull *from, PilotBatch *batch, PilotPull *next, gboolean *more,
              GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) path = g_string_new (NULL);
  g_auto (PilotWirePage) page = { 0 };

  g_string_printf (path, "/v1/changes?limit=%d&after=%" G_GINT64_FORMAT "&epoch=", PILOT_PORTAL_PAGE_ROWS, from->revision);
  g_string_append_uri_escaped (path, from->epoch != NULL ? from->epoch : "", NULL, FALSE);
  if (!read_page (client, path->str, batch, &page, next, cancellable, error))
    return FALSE;
  if (page.epoch != NULL && g_strcmp0 (page.epoch, from->epoch) != 0)
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_GONE,
                           _("The portal’s data was replaced. Everything is read anew."));
      return FALSE;
    }
  if (page.revision < from->revision || (page.more && page.revision == from->revision))
    return fail_protocol (error, _("The portal’s changes don’t go forward."));

  next->snapshot_done = TRUE;
  next->epoch = g_strdup (from->epoch);
  next->revision = page.revision;
  *more = page.more;
  return TRUE;
}

static void
event_cb (const char *type, const char *data, gpointer user_data)
{
  Watch *watch = user_data;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (JsonObject) object = NULL;

  if (g_strcmp0 (type, "change") != 0)
    return;
  body = g_bytes_new (data, strlen (data));
  object = pilot_http_json_parse (body, NULL);
  /* An event that can't be read says at least that there is something: the pull will find out. */
  watch->func (watch->connection, object != NULL ? pilot_http_json_get_integer (object, "revision", 0) : 0, watch->user_data);
}

static PilotCapabilities
pilot_portal_connection_get_capabilities (PilotConnection *connection)
{
  return PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES | PILOT_CAPABILITY_PUSH | PILOT_CAPABILITY_EVENTS |
         PILOT_CAPABILITY_IMPORT | PILOT_CAPABILITY_COMMAND;
}

static gboolean
pilot_portal_connection_probe (PilotConnection *connection, PilotConnectionInfo *info, GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotHttpClient) client = ref_client (connection, cancellable, error);
  PilotHttpRequest request = { .method = "GET", .path = "/v1/me" };
  g_auto (PilotHttpResponse) response = { 0 };
  g_autoptr (JsonObject) object = NULL;
  JsonObject *company, *member;
  const char *time;

  if (client == NULL || !pilot_http_client_send (client, &request, &response, cancellable, error))
    return FALSE;
  object = pilot_http_json_parse (response.body, error);
  if (object == NULL)
    return FALSE;
  if (!pilot_role_from_name (pilot_http_json_get_string (object, "role"), &info->role))
    return fail_protocol (error, _("The portal does not tell your role in a way that this version knows."));

  company = pilot_http_json_get_object (object, "company");
  member = pilot_http_json_get_object (object, "member");
  if (member == NULL)
    member = pilot_http_json_get_object (object, "recruiter");
  info->title = g_strdup (company != NULL ? pilot_http_json_get_string (company, "name") : NULL);
  if (info->title == NULL)
    info->title = g_strdup ("");
  info->company_id = g_strdup (company != NULL ? pilot_http_json_get_string (company, "id") : NULL);
  info->environment = g_strdup (company != NULL ? pilot_http_json_get_string (company, "environment") : NULL);
  info->member_id = g_strdup (member != NULL ? pilot_http_json_get_string (member, "id") : NULL);
  info->member_name = g_strdup (member != NULL ? pilot_http_json_get_string (member, "name") : NULL);
  info->epoch = g_strdup (pilot_http_json_get_string (object, "epoch"));
  info->revision = pilot_http_json_get_integer (object, "revision", 0);
  time = pilot_http_json_get_string (object, "serverTime");
  if (time != NULL)
    pilot_time_parse (time, -1, &info->server_unix_usec);
  return TRUE;
}

static gboolean
pilot_portal_connection_pull_page (PilotConnection *connection, const PilotPull *from, PilotBatch *batch, PilotPull *next,
                                   gboolean *more, GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotHttpClient) client = ref_client (connection, cancellable, error);

  if (client == NULL)
    return FALSE;
  if (from->snapshot_done)
    return pull_changes (client, from, batch, next, more, cancellable, error);
  return pull_snapshot (client, from, batch, next, more, cancellable, error);
}

static gboolean
pilot_portal_connection_push (PilotConnection *connection, PilotOperation *operation, PilotPushResult *result,
                              GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotHttpClient) client = ref_client (connection, cancellable, error);

  if (client == NULL)
    return FALSE;
  if (operation->kind == PILOT_OPERATION_IMPORT)
    return pilot_portal_import_send (client, operation, result, cancellable, error);
  return pilot_portal_push_send (client, operation, result, cancellable, error);
}

static gboolean
pilot_portal_connection_give_up (PilotConnection *connection, const char *import_id, GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotHttpClient) client = ref_client (connection, cancellable, error);

  return client != NULL && pilot_portal_import_give_up (client, import_id, cancellable, error);
}

static gboolean
pilot_portal_connection_command (PilotConnection *connection, const PilotCommand *command, GHashTable **values,
                                 GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotHttpClient) client = ref_client (connection, cancellable, error);

  return client != NULL && pilot_portal_command_send (client, command, values, cancellable, error);
}

static gboolean
pilot_portal_connection_fetch (PilotConnection *connection, PilotEntity entity, const char *id, PilotPushResult *result,
                               GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotHttpClient) client = ref_client (connection, cancellable, error);

  return client != NULL && pilot_portal_push_fetch (client, entity, id, result, cancellable, error);
}

static gboolean
pilot_portal_connection_watch (PilotConnection *connection, PilotWatchFunc func, gpointer user_data, GCancellable *cancellable,
                               GError **error)
{
  g_autoptr (PilotHttpClient) client = ref_client (connection, cancellable, error);
  Watch watch = { connection, func, user_data };

  return client != NULL && pilot_http_client_watch (client, "/v1/events", event_cb, &watch, cancellable, error);
}

static void
pilot_portal_connection_connection_init (PilotConnectionInterface *iface)
{
  iface->get_capabilities = pilot_portal_connection_get_capabilities;
  iface->probe = pilot_portal_connection_probe;
  iface->pull_page = pilot_portal_connection_pull_page;
  iface->push = pilot_portal_connection_push;
  iface->give_up = pilot_portal_connection_give_up;
  iface->command = pilot_portal_connection_command;
  iface->fetch = pilot_portal_connection_fetch;
  iface->watch = pilot_portal_connection_watch;
}

static void
pilot_portal_connection_finalize (GObject *object)
{
  PilotPortalConnection *self = PILOT_PORTAL_CONNECTION (object);

  if (self->destroy != NULL)
    self->destroy (self->user_data);
  G_OBJECT_CLASS (pilot_portal_connection_parent_class)->finalize (object);
}

static void
pilot_portal_connection_class_init (PilotPortalConnectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pilot_portal_connection_finalize;
}

static void
pilot_portal_connection_init (PilotPortalConnection *self)
{
}

static PilotHttpClient *
same_client_cb (gpointer user_data, GCancellable *cancellable, GError **error)
{
  return g_object_ref (user_data);
}

PilotConnection *
pilot_portal_connection_new (PilotPortalClientFunc func, gpointer user_data, GDestroyNotify destroy)
{
  PilotPortalConnection *self = g_object_new (PILOT_TYPE_PORTAL_CONNECTION, NULL);

  self->func = func;
  self->user_data = user_data;
  self->destroy = destroy;
  return PILOT_CONNECTION (self);
}

PilotConnection *
pilot_portal_connection_new_for_client (PilotHttpClient *client)
{
  return pilot_portal_connection_new (same_client_cb, g_object_ref (client), g_object_unref);
}
