/* pilot-listener.c: takes connections in, and puts out those that take too much
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-listener.h"

#include "pilot-error.h"
#include "pilot-response.h"

#include <gio/gnetworking.h>
#include <string.h>

#define TICK_MSECS 500
#define BACKLOG 128
#define MAX_DRAINS 32

struct _PilotListener
{
  GObject parent_instance;

  PilotLimits limits;
  GTlsCertificate *certificate; /* (owned) (nullable) */
  PilotListenerFunc func;
  gpointer func_data;
  GSocketListener *socket_listener; /* (owned) (nullable) */
  GCancellable *cancellable;        /* (owned) */
  GHashTable *guards;               /* (owned) (element-type PilotGuard): of the open connections */
  guint tick_id;
};

/* A connection on its way through the TLS handshake. */
typedef struct
{
  PilotListener *listener; /* (owned) */
  PilotGuard *guard;       /* (owned) */
  GSocketConnection *connection; /* (owned) */
} Handshake;

G_DEFINE_FINAL_TYPE (PilotListener, pilot_listener, G_TYPE_OBJECT)

static void accept_next (PilotListener *self);

static void
handshake_free (Handshake *handshake)
{
  g_object_unref (handshake->listener);
  pilot_guard_unref (handshake->guard);
  g_object_unref (handshake->connection);
  g_free (handshake);
}

/* (transfer full): the address by which a client is counted: of IPv6, where a household has a whole network, its /64. */
static char *
dup_peer (GSocketAddress *address)
{
  GInetAddress *inet;
  const guint8 *bytes;

  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return g_strdup ("local");
  inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));
  if (g_inet_address_get_family (inet) != G_SOCKET_FAMILY_IPV6 || g_inet_address_get_is_loopback (inet))
    return g_inet_address_to_string (inet);
  bytes = g_inet_address_to_bytes (inet);
  return g_strdup_printf ("%02x%02x:%02x%02x:%02x%02x:%02x%02x::/64", bytes[0], bytes[1], bytes[2], bytes[3], bytes[4],
                          bytes[5], bytes[6], bytes[7]);
}

static guint
count_peer (PilotListener *self, const char *peer)
{
  GHashTableIter iter;
  gpointer guard;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->guards);
  while (g_hash_table_iter_next (&iter, &guard, NULL))
    if (strcmp (pilot_guard_get_peer (guard), peer) == 0)
      n++;
  return n;
}

/* (nullable): the address with most connections. */
static const char *
find_crowded_peer (PilotListener *self)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  const char *crowded = NULL;
  guint most = 0;
  GHashTableIter iter;
  gpointer guard;

  g_hash_table_iter_init (&iter, self->guards);
  while (g_hash_table_iter_next (&iter, &guard, NULL))
    {
      const char *peer = pilot_guard_get_peer (guard);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, peer)) + 1;

      g_hash_table_insert (counts, (char *) peer, GUINT_TO_POINTER (n));
      if (n > most)
        {
          most = n;
          crowded = peer;
        }
    }
  return crowded;
}

/* Ends the connection of @peer that has waited longest without a whole request. FALSE: all are at work. */
static gboolean
evict (PilotListener *self, const char *peer)
{
  PilotGuard *oldest = NULL;
  gint64 oldest_usec = G_MAXINT64;
  GHashTableIter iter;
  gpointer guard;

  g_hash_table_iter_init (&iter, self->guards);
  while (g_hash_table_iter_next (&iter, &guard, NULL))
    if (strcmp (pilot_guard_get_peer (guard), peer) == 0 && pilot_guard_get_idle_since (guard) < oldest_usec)
      {
        oldest = guard;
        oldest_usec = pilot_guard_get_idle_since (guard);
      }
  if (oldest == NULL)
    return FALSE;
  pilot_guard_kick (oldest);
  /* Whoever reads on it finds out in a moment; the place is free now. */
  pilot_guard_closed (oldest);
  return TRUE;
}

/* Whether there is room for one more of @peer, once somebody was put out. */
static gboolean
make_room (PilotListener *self, const char *peer)
{
  if (count_peer (self, peer) >= self->limits.max_connections_per_address && !evict (self, peer))
    return FALSE;
  if (g_hash_table_size (self->guards) >= self->limits.max_connections)
    {
      const char *crowded = find_crowded_peer (self);

      return crowded != NULL && evict (self, crowded);
    }
  return TRUE;
}

/* Tells the other side why it is put out, as far as that goes without waiting; over TLS it is only put out. */
static void
say_goodbye (PilotListener *self, GSocket *socket, guint status, const char *slug, guint retry_after_secs)
{
  g_autoptr (PilotResponse) response = NULL;
  g_autofree char *text = NULL;
  char ignored[4096];

  if (self->certificate != NULL)
    return;
  response = pilot_response_new ();
  response->retry_after_secs = retry_after_secs;
  pilot_response_problem (response, status, slug, NULL);
  text = pilot_response_dup_wire (response);
  g_socket_send_with_blocking (socket, text, strlen (text), FALSE, NULL, NULL);
  /* What is left unread when a socket is closed resets the connection, and the answer may go with it. */
  for (guint i = 0; i < MAX_DRAINS && g_socket_receive_with_blocking (socket, ignored, sizeof ignored, FALSE, NULL, NULL) > 0; i++)
    ;
}

static void
guard_closed_cb (PilotGuard *guard, gpointer user_data)
{
  PilotListener *self = user_data;

  g_hash_table_remove (self->guards, guard);
}

static void
guard_refused_cb (PilotGuard *guard, guint status, gpointer user_data)
{
  say_goodbye (user_data, pilot_guard_get_socket (guard), status, status == 431 ? PILOT_PROBLEM_TOO_LARGE : PILOT_PROBLEM_INVALID, 0);
}

/* Hands the connection on. */
static void
connection_ready (PilotListener *self, GSocketConnection *connection, GIOStream *stream, PilotGuard *guard)
{
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);
  g_autoptr (GIOStream) guarded = pilot_guarded_stream_new (stream, guard);

  /* Without addresses it has gone again already. */
  if (local != NULL && remote != NULL && self->socket_listener != NULL)
    self->func (self, PILOT_GUARDED_STREAM (guarded), local, remote, self->func_data);
  else
    g_io_stream_close (guarded, NULL, NULL);
}

static void
handshake_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Handshake *handshake = user_data;
  g_autoptr (GError) error = NULL;

  if (g_tls_connection_handshake_finish (G_TLS_CONNECTION (source), result, &error))
    connection_ready (handshake->listener, handshake->connection, G_IO_STREAM (source), handshake->guard);
  else
    {
      g_debug ("TLS handshake: %s", error->message);
      g_socket_close (g_socket_connection_get_socket (handshake->connection), NULL);
      pilot_guard_closed (handshake->guard);
    }
  handshake_free (handshake);
}

static void
take_in (PilotListener *self, GSocketConnection *connection)
{
  GSocket *socket = g_socket_connection_get_socket (connection);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);
  g_autofree char *peer = dup_peer (remote);
  g_autoptr (PilotGuard) guard = NULL;
  g_autoptr (GIOStream) tls = NULL;
  Handshake *handshake;

  if (!make_room (self, peer))
    {
      say_goodbye (self, socket, 503, PILOT_PROBLEM_BUSY, 5);
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
      return;
    }
  /* An answer is written in pieces; none is to wait until the one before is confirmed. */
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  guard = pilot_guard_new (&self->limits, socket, peer, g_get_monotonic_time ());
  pilot_guard_set_funcs (guard, guard_closed_cb, guard_refused_cb, self);
  g_hash_table_add (self->guards, pilot_guard_ref (guard));
  if (self->certificate == NULL)
    {
      connection_ready (self, connection, G_IO_STREAM (connection), guard);
      return;
    }
  tls = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL);
  if (tls == NULL)
    {
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
      pilot_guard_closed (guard);
      return;
    }
  handshake = g_new0 (Handshake, 1);
  handshake->listener = g_object_ref (self);
  handshake->guard = g_steal_pointer (&guard);
  handshake->connection = g_object_ref (connection);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (tls), G_PRIORITY_DEFAULT, NULL, handshake_cb, handshake);
}

static gboolean
accept_again_cb (gpointer user_data)
{
  PilotListener *self = user_data;

  if (self->socket_listener != NULL)
    accept_next (self);
  return G_SOURCE_REMOVE;
}

static void
accept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotListener) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection = g_socket_listener_accept_finish (G_SOCKET_LISTENER (source), result, NULL, &error);

  if (self->socket_listener == NULL)
    return;
  if (connection == NULL)
    {
      /* Out of file descriptors, most likely: connections end by themselves, so wait for that. */
      g_debug ("accept: %s", error->message);
      g_timeout_add_full (G_PRIORITY_DEFAULT, 100, accept_again_cb, g_object_ref (self), g_object_unref);
      return;
    }
  take_in (self, connection);
  accept_next (self);
}

static void
accept_next (PilotListener *self)
{
  g_socket_listener_accept_async (self->socket_listener, self->cancellable, accept_cb, g_object_ref (self));
}

static gboolean
tick_cb (gpointer user_data)
{
  PilotListener *self = user_data;
  g_autoptr (GPtrArray) overdue = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_guard_unref);
  gint64 now_usec = g_get_monotonic_time ();
  GHashTableIter iter;
  gpointer guard;

  g_hash_table_iter_init (&iter, self->guards);
  while (g_hash_table_iter_next (&iter, &guard, NULL))
    if (pilot_guard_is_overdue (guard, now_usec))
      g_ptr_array_add (overdue, pilot_guard_ref (guard));
  for (guint i = 0; i < overdue->len; i++)
    {
      PilotGuardState state = pilot_guard_get_state (overdue->pdata[i]);

      if (state == PILOT_GUARD_HEADER || state == PILOT_GUARD_BODY)
        say_goodbye (self, pilot_guard_get_socket (overdue->pdata[i]), 408, PILOT_PROBLEM_TIMEOUT, 0);
      pilot_guard_kick (overdue->pdata[i]);
    }
  return G_SOURCE_CONTINUE;
}

static void
pilot_listener_dispose (GObject *object)
{
  PilotListener *self = PILOT_LISTENER (object);
  GHashTableIter iter;
  gpointer guard;

  pilot_listener_stop (self);
  g_clear_handle_id (&self->tick_id, g_source_remove);
  if (self->guards != NULL)
    {
      g_hash_table_iter_init (&iter, self->guards);
      while (g_hash_table_iter_next (&iter, &guard, NULL))
        pilot_guard_set_funcs (guard, NULL, NULL, NULL);
    }
  g_clear_pointer (&self->guards, g_hash_table_unref);
  g_clear_object (&self->certificate);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (pilot_listener_parent_class)->dispose (object);
}

static void
pilot_listener_class_init (PilotListenerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_listener_dispose;
}

static void
pilot_listener_init (PilotListener *self)
{
  self->cancellable = g_cancellable_new ();
  self->guards = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) pilot_guard_unref, NULL);
}

PilotListener *
pilot_listener_new (const PilotLimits *limits, GTlsCertificate *certificate, PilotListenerFunc func, gpointer user_data)
{
  PilotListener *self = g_object_new (PILOT_TYPE_LISTENER, NULL);

  self->limits = *limits;
  self->certificate = certificate != NULL ? g_object_ref (certificate) : NULL;
  self->func = func;
  self->func_data = user_data;
  self->tick_id = g_timeout_add (TICK_MSECS, tick_cb, self);
  return self;
}

gboolean
pilot_listener_listen (PilotListener *self, GInetSocketAddress *address, GInetSocketAddress **effective, GError **error)
{
  g_autoptr (GSocketListener) socket_listener = g_socket_listener_new ();
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) local_error = NULL;

  if (self->certificate == NULL && !g_inet_address_get_is_loopback (g_inet_socket_address_get_address (address)))
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID,
                           "Off loopback the portal listens with TLS alone: give --tls-cert and --tls-key");
      return FALSE;
    }
  g_socket_listener_set_backlog (socket_listener, BACKLOG);
  if (!g_socket_listener_add_address (socket_listener, G_SOCKET_ADDRESS (address), G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL, &bound, &local_error))
    {
      gboolean busy = g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);

      g_set_error (error, PILOT_ERROR, busy ? PILOT_ERROR_BUSY : PILOT_ERROR_FAILED, "The portal can't listen there: %s",
                   local_error->message);
      return FALSE;
    }
  self->socket_listener = g_steal_pointer (&socket_listener);
  *effective = G_INET_SOCKET_ADDRESS (g_steal_pointer (&bound));
  accept_next (self);
  return TRUE;
}

void
pilot_listener_stop (PilotListener *self)
{
  g_autoptr (GSocketListener) socket_listener = g_steal_pointer (&self->socket_listener);
  GHashTableIter iter;
  gpointer guard;

  if (socket_listener == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_socket_listener_close (socket_listener);
  g_hash_table_iter_init (&iter, self->guards);
  while (g_hash_table_iter_next (&iter, &guard, NULL))
    if (!pilot_guard_is_in_request (guard) && pilot_guard_get_state (guard) != PILOT_GUARD_LINGERING)
      pilot_guard_kick (guard);
}

void
pilot_listener_count (PilotListener *self, guint *n_connections, guint *n_in_request)
{
  GHashTableIter iter;
  gpointer guard;

  *n_connections = g_hash_table_size (self->guards);
  *n_in_request = 0;
  g_hash_table_iter_init (&iter, self->guards);
  while (g_hash_table_iter_next (&iter, &guard, NULL))
    if (pilot_guard_is_in_request (guard))
      (*n_in_request)++;
}

void
pilot_listener_kick_all (PilotListener *self)
{
  GHashTableIter iter;
  gpointer guard;

  g_hash_table_iter_init (&iter, self->guards);
  while (g_hash_table_iter_next (&iter, &guard, NULL))
    pilot_guard_kick (guard);
}

const PilotLimits *
pilot_listener_get_limits (PilotListener *self)
{
  return &self->limits;
}
