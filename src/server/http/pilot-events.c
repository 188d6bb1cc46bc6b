/* pilot-events.c: the clients of the event stream
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-events.h"

#include "pilot-meta.h"

struct _PilotEvents
{
  GHashTable *clients; /* (owned) (element-type Client) */
  char *epoch;         /* (owned) */
  gint64 revision;     /* the newest that was told of */
};

typedef struct
{
  guint ref_count;
  PilotEvents *events;    /* (nullable): %NULL once it is out */
  GIOStream *stream;      /* (owned) */
  PilotGuard *guard;      /* (owned) */
  GCancellable *cancellable; /* (owned) */
  char *token_id;         /* (owned) */
  gint64 token_expires_unix_usec;
  GString *writing;       /* (owned): what is going out */
  gboolean is_writing;
  gboolean wants_heartbeat;
  gint64 sent_revision;   /* -1: nothing yet */
  guint8 ignored[64];     /* what the client says; nothing should come */
} Client;

static void send_next (Client *client);

static void
client_unref (Client *client)
{
  if (--client->ref_count > 0)
    return;
  /* Only now is nothing reading or writing any more. */
  g_io_stream_close (client->stream, NULL, NULL);
  g_object_unref (client->stream);
  pilot_guard_unref (client->guard);
  g_object_unref (client->cancellable);
  g_free (client->token_id);
  g_string_free (client->writing, TRUE);
  g_free (client);
}

static Client *
client_ref (Client *client)
{
  client->ref_count++;
  return client;
}

static void
client_end (Client *client)
{
  PilotEvents *events = g_steal_pointer (&client->events);

  if (events == NULL)
    return;
  g_cancellable_cancel (client->cancellable);
  pilot_guard_kick (client->guard);
  g_hash_table_remove (events->clients, client);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Client *client = user_data;

  client->is_writing = FALSE;
  pilot_guard_set_writing (client->guard, FALSE, g_get_monotonic_time ());
  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL))
    client_end (client);
  else if (client->events != NULL)
    send_next (client);
  client_unref (client);
}

/* The other side has closed, or says something that it shouldn't. */
static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Client *client = user_data;

  g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);
  client_end (client);
  client_unref (client);
}

static void
write_out (Client *client)
{
  client->is_writing = TRUE;
  pilot_guard_set_writing (client->guard, TRUE, g_get_monotonic_time ());
  g_output_stream_write_all_async (g_io_stream_get_output_stream (client->stream), client->writing->str, client->writing->len,
                                   G_PRIORITY_DEFAULT, client->cancellable, written_cb, client_ref (client));
}

/* Sends what there is to be said, if nothing is going out. */
static void
send_next (Client *client)
{
  g_autofree char *data = NULL;

  if (client->is_writing)
    return;
  g_string_truncate (client->writing, 0);
  if (client->events->revision > client->sent_revision)
    {
      data = pilot_meta_format_event (client->events->revision, client->events->epoch);
      g_string_append_printf (client->writing, "event: change\nid: %" G_GINT64_FORMAT "\ndata: %s\n\n",
                              client->events->revision, data);
      client->sent_revision = client->events->revision;
    }
  else if (client->wants_heartbeat)
    g_string_append (client->writing, ": still here\n\n");
  client->wants_heartbeat = FALSE;
  if (client->writing->len > 0)
    write_out (client);
}

/* (transfer full): the clients, safe against being ended meanwhile. */
static GPtrArray *
dup_clients (PilotEvents *self)
{
  GPtrArray *clients = g_ptr_array_new_with_free_func ((GDestroyNotify) client_unref);
  GHashTableIter iter;
  gpointer client;

  g_hash_table_iter_init (&iter, self->clients);
  while (g_hash_table_iter_next (&iter, &client, NULL))
    g_ptr_array_add (clients, client_ref (client));
  return clients;
}

PilotEvents *
pilot_events_new (const char *epoch)
{
  PilotEvents *self = g_new0 (PilotEvents, 1);

  self->clients = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) client_unref, NULL);
  self->epoch = g_strdup (epoch);
  return self;
}

void
pilot_events_free (PilotEvents *self)
{
  g_autoptr (GPtrArray) clients = NULL;

  if (self == NULL)
    return;
  clients = dup_clients (self);
  for (guint i = 0; i < clients->len; i++)
    client_end (clients->pdata[i]);
  g_hash_table_unref (self->clients);
  g_free (self->epoch);
  g_free (self);
}

void
pilot_events_add (PilotEvents *self, GIOStream *stream, PilotGuard *guard, const char *token_id,
                  gint64 token_expires_unix_usec, gint64 revision, const char *request_id)
{
  Client *client = g_new0 (Client, 1);

  client->ref_count = 1;
  client->events = self;
  client->stream = stream;
  client->guard = pilot_guard_ref (guard);
  client->cancellable = g_cancellable_new ();
  client->token_id = g_strdup (token_id);
  client->token_expires_unix_usec = token_expires_unix_usec;
  client->writing = g_string_new (NULL);
  client->sent_revision = -1;
  self->revision = MAX (self->revision, revision);
  g_hash_table_add (self->clients, client);
  pilot_guard_set_state (guard, PILOT_GUARD_STREAMING, g_get_monotonic_time ());
  g_input_stream_read_async (g_io_stream_get_input_stream (stream), client->ignored, sizeof client->ignored, G_PRIORITY_DEFAULT,
                             client->cancellable, read_cb, client_ref (client));
  g_string_append_printf (client->writing,
                          "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n"
                          "X-Content-Type-Options: nosniff\r\nX-Request-Id: %s\r\nConnection: close\r\n\r\n", request_id);
  write_out (client);
}

void
pilot_events_notify (PilotEvents *self, gint64 revision)
{
  g_autoptr (GPtrArray) clients = NULL;

  if (revision <= self->revision)
    return;
  self->revision = revision;
  clients = dup_clients (self);
  for (guint i = 0; i < clients->len; i++)
    send_next (clients->pdata[i]);
}

void
pilot_events_heartbeat (PilotEvents *self, gint64 now_unix_usec)
{
  g_autoptr (GPtrArray) clients = dup_clients (self);

  for (guint i = 0; i < clients->len; i++)
    {
      Client *client = clients->pdata[i];

      if (client->token_expires_unix_usec <= now_unix_usec)
        {
          client_end (client);
          continue;
        }
      client->wants_heartbeat = TRUE;
      send_next (client);
    }
}

void
pilot_events_end_token (PilotEvents *self, const char *token_id)
{
  g_autoptr (GPtrArray) clients = dup_clients (self);

  for (guint i = 0; i < clients->len; i++)
    if (g_strcmp0 (((Client *) clients->pdata[i])->token_id, token_id) == 0)
      client_end (clients->pdata[i]);
}

char **
pilot_events_dup_token_ids (PilotEvents *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer client;

  g_hash_table_iter_init (&iter, self->clients);
  while (g_hash_table_iter_next (&iter, &client, NULL))
    g_strv_builder_add (builder, ((Client *) client)->token_id);
  return g_strv_builder_end (builder);
}

guint
pilot_events_get_n_clients (PilotEvents *self)
{
  return g_hash_table_size (self->clients);
}
