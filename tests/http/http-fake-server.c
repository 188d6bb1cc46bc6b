/* http-fake-server.c: a server that answers byte for byte what a test wants
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "http-fake-server.h"

#include "pilot-test.h"

#include <string.h>

struct _HttpFakeServer
{
  GMainContext *context; /* (owned) */
  GMainLoop *loop;       /* (owned) */
  GThread *thread;       /* (owned) */
  GSocketService *service;     /* (owned) */
  GTlsCertificate *certificate; /* (owned) (nullable) */
  HttpFakeFunc func;
  gpointer user_data;
  char *address; /* (owned) */
  GMutex lock;
  GCond ended;
  guint n_running; /* handlers, guarded by the lock */
};

/* Reads one request. Returns: FALSE at the end of the connection. */
static gboolean
read_request (GDataInputStream *in, GString *line, GString *head, GString *body)
{
  gsize length = 0;
  char *text;

  g_string_truncate (line, 0);
  g_string_truncate (head, 0);
  g_string_truncate (body, 0);
  while ((text = g_data_input_stream_read_line (in, NULL, NULL, NULL)) != NULL)
    {
      g_autofree char *owned = g_strchomp (text);

      if (*owned == '\0')
        break;
      if (line->len == 0)
        g_string_append (line, owned);
      else
        {
          char *colon = strchr (owned, ':');

          for (char *at = owned; at < colon; at++)
            *at = g_ascii_tolower (*at);
          if (g_str_has_prefix (owned, "content-length:"))
            length = (gsize) g_ascii_strtoull (colon + 1, NULL, 10);
          g_string_append_printf (head, "%s\n", owned);
        }
    }
  if (text == NULL || line->len == 0)
    return FALSE;
  g_string_set_size (body, length);
  return g_input_stream_read_all (G_INPUT_STREAM (in), body->str, length, NULL, NULL, NULL);
}

static gboolean
run_cb (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, gpointer user_data)
{
  HttpFakeServer *self = user_data;
  g_autoptr (GIOStream) stream = G_IO_STREAM (g_object_ref (connection));
  g_autoptr (GDataInputStream) in = NULL;
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GString) head = g_string_new (NULL);
  g_autoptr (GString) body = g_string_new (NULL);

  g_mutex_lock (&self->lock);
  self->n_running++;
  g_mutex_unlock (&self->lock);
  if (self->certificate != NULL)
    {
      GIOStream *secure = g_tls_server_connection_new (stream, self->certificate, NULL);

      g_object_unref (stream);
      stream = secure;
    }
  in = g_data_input_stream_new (g_io_stream_get_input_stream (stream));
  g_data_input_stream_set_newline_type (in, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  while (read_request (in, line, head, body))
    {
      HttpFakeRequest request = { line->str, head->str, body->str };

      if (!self->func (&request, g_io_stream_get_output_stream (stream), self->user_data))
        break;
    }
  g_io_stream_close (stream, NULL, NULL);
  g_mutex_lock (&self->lock);
  self->n_running--;
  g_cond_broadcast (&self->ended);
  g_mutex_unlock (&self->lock);
  return TRUE;
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

static gpointer
thread_cb (gpointer user_data)
{
  HttpFakeServer *self = user_data;

  g_main_context_push_thread_default (self->context);
  g_socket_service_start (self->service);
  g_main_loop_run (self->loop);
  g_socket_service_stop (self->service);
  /* The accept that was waiting is cancelled by its callback. */
  while (g_main_context_iteration (self->context, FALSE))
    continue;
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

HttpFakeServer *
http_fake_server_new (GTlsCertificate *certificate, HttpFakeFunc func, gpointer user_data)
{
  HttpFakeServer *self = g_new0 (HttpFakeServer, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  g_mutex_init (&self->lock);
  g_cond_init (&self->ended);
  self->func = func;
  self->user_data = user_data;
  self->certificate = certificate != NULL ? g_object_ref (certificate) : NULL;
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_main_context_push_thread_default (self->context);
  self->service = g_threaded_socket_service_new (20);
  g_socket_service_stop (self->service);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), any, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
                                 &bound, &error);
  g_main_context_pop_thread_default (self->context);
  g_assert_no_error (error);
  self->address = g_strdup_printf ("%s://127.0.0.1:%u", certificate != NULL ? "https" : "http",
                                   g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  g_signal_connect (self->service, "run", G_CALLBACK (run_cb), self);
  self->thread = g_thread_new ("fake-server", thread_cb, self);
  return self;
}

void
http_fake_server_free (HttpFakeServer *self)
{
  gint64 deadline = g_get_monotonic_time () + pilot_test_get_cap_usec ();
  g_autoptr (GSource) quit = g_idle_source_new ();

  /* As a source: invoked at once, it could come before the thread runs the loop, which would then never end. */
  g_source_set_callback (quit, quit_cb, self->loop, NULL);
  g_source_attach (quit, self->context);
  g_thread_join (self->thread);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_mutex_lock (&self->lock);
  while (self->n_running > 0)
    if (!g_cond_wait_until (&self->ended, &self->lock, deadline))
      g_error ("a handler still runs: free the clients first");
  g_mutex_unlock (&self->lock);
  g_object_unref (self->service);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->ended);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_clear_object (&self->certificate);
  g_free (self->address);
  g_free (self);
}

const char *
http_fake_server_get_address (HttpFakeServer *self)
{
  return self->address;
}

void
http_fake_write (GOutputStream *out, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_output_stream_write_all (out, text, strlen (text), NULL, NULL, NULL);
  g_output_stream_flush (out, NULL, NULL);
}
