/* pilot-server.c: the portal over HTTP
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-server.h"

#include "pilot-demo-operator.h"
#include "pilot-events.h"
#include "pilot-exchange.h"
#include "pilot-traffic.h"
#include "pilot-listener.h"
#include "pilot-refusal.h"
#include "pilot-tokens.h"

#include <string.h>
#include <sys/socket.h>

#define HEARTBEAT_SECS 15
#define PRUNE_SECS (24 * 60 * 60)
#define STOP_POLL_MSECS 20
#define STOP_MAX_USEC (8 * G_USEC_PER_SEC)
#define MAX_WAITING_PASSWORDS 32
/* A refused body up to here is read to its end, so that the connection can go on. */
#define SMALL_BODY_BYTES (64 * 1024)
#define MAX_BODIES_BYTES (512 * 1024 * 1024)
#define GUARD_KEY "pilot-guard"
#define EXCHANGE_KEY "pilot-exchange"

struct _PilotServer
{
  GObject parent_instance;

  PilotWorker *worker;       /* not owned */
  PilotClock *clock;         /* (owned) */
  PilotListener *listener;   /* (owned) */
  PilotEvents *events;       /* (owned) (nullable): %NULL once it is stopping */
  PilotEngineDriver *engine; /* (owned) (nullable) */
  PilotDemoOperator *demo_operator; /* (owned) (nullable) */
  SoupServer *soup;          /* (owned) */
  GSocket *keep_alive_peer;  /* (owned) (nullable): see open_keep_alive() */
  gboolean with_tls;
  gsize bodies_bytes;        /* of requests that are coming in or being carried out */
  guint heartbeat_id;
  guint prune_id;
  guint stop_id;
  gint64 stop_deadline_usec;
  PilotServerStopped stopped; /* (nullable) */
  gpointer stopped_data;
};

/* An exchange on its way through the worker's threads. */
typedef struct
{
  PilotServer *server;        /* (owned) */
  SoupServerMessage *message; /* (owned): keeps the exchange */
  PilotExchange *exchange;
  gboolean go_on;             /* what the route's prepare function said */
} Job;

/* Whether tokens with open event streams are still good. */
typedef struct
{
  PilotServer *server; /* (owned) */
  char **token_ids;    /* (owned) */
  gboolean *valid;     /* (owned) */
} TokenCheck;

G_DEFINE_FINAL_TYPE (PilotServer, pilot_server, G_TYPE_OBJECT)

/* The log says what was asked for in terms of the route: paths hold ids, and queries hold what people search for. */
static void
log_exchange (PilotExchange *exchange)
{
  const PilotRequest *request = exchange->request;

  g_info ("request %s: %s %s%s%s: %u in %" G_GINT64_FORMAT " ms", request->id, request->route != NULL ? request->method : "-",
          request->route != NULL ? request->route->pattern : "-", request->schema != NULL ? " " : "",
          request->schema != NULL ? request->schema->collection : "", exchange->response->status,
          (g_get_monotonic_time () - exchange->began_usec) / 1000);
}

static void
job_free (Job *job)
{
  g_object_unref (job->message);
  g_object_unref (job->server);
  g_free (job);
}

/* Puts the answer into the message; the library sends it when the message goes on. */
static void
respond (PilotServer *self, PilotExchange *exchange)
{
  pilot_exchange_write_response (exchange, self->stop_id != 0);
  pilot_traffic_record (exchange);
  log_exchange (exchange);
}

/* Answers before the whole body is there, and ends the connection: the library would read the body to its end first. */
static void
refuse (PilotServer *self, PilotExchange *exchange)
{
  GIOStream *stream;

  exchange->refused = TRUE;
  log_exchange (exchange);
  stream = soup_server_message_steal_connection (exchange->message);
  if (stream != NULL)
    pilot_refusal_send (stream, exchange->guard, exchange->response);
}

/* The event stream: the library is done with the connection. */
static void
open_stream (PilotServer *self, PilotExchange *exchange)
{
  const PilotRequest *request = exchange->request;
  GIOStream *stream = soup_server_message_steal_connection (exchange->message);

  log_exchange (exchange);
  if (stream != NULL)
    pilot_events_add (self->events, stream, exchange->guard, request->token_id, request->token_expires_unix_usec,
                      exchange->response->changed_revision, request->id);
}

static void
run_cb (PilotPortalDb *db, gpointer data)
{
  pilot_exchange_run (((Job *) data)->exchange, db);
}

static void run_done_cb (gpointer data);

static void
survey_cb (PilotPortalDb *db, gpointer data)
{
  pilot_exchange_survey (((Job *) data)->exchange, db);
}

static void
survey_done_cb (gpointer data)
{
  Job *job = data;

  pilot_worker_push (job->server->worker, job->exchange->request->route->lane, run_cb, run_done_cb, job);
}

static void
run_done_cb (gpointer data)
{
  Job *job = data;
  PilotServer *self = job->server;
  PilotExchange *exchange = job->exchange;
  const PilotResponse *response = exchange->response;
  gboolean is_stream = (exchange->request->route->flags & PILOT_ROUTE_STREAM) != 0 && response->status == 200;

  if (exchange->response->survey_again)
    {
      exchange->response->survey_again = FALSE;
      pilot_worker_push_survey (self->worker, survey_cb, survey_done_cb, job);
      return;
    }
  if (is_stream && self->events != NULL)
    open_stream (self, exchange);
  else
    {
      if (is_stream)
        {
          pilot_response_problem (exchange->response, 503, PILOT_PROBLEM_BUSY, "The portal is stopping.");
          pilot_exchange_finish (exchange);
        }
      pilot_guard_set_state (exchange->guard, PILOT_GUARD_RESPONDING, g_get_monotonic_time ());
      respond (self, exchange);
      soup_server_message_unpause (exchange->message);
    }
  if (self->events != NULL && response->ended_token_id != NULL)
    pilot_events_end_token (self->events, response->ended_token_id);
  if (self->events != NULL && response->changed_revision > 0)
    pilot_events_notify (self->events, response->changed_revision);
  if (self->engine != NULL && response->changed_revision > 0)
    pilot_engine_driver_wake (self->engine);
  job_free (job);
}

static void
prepare_cb (PilotPortalDb *db, gpointer data)
{
  Job *job = data;

  job->go_on = pilot_exchange_prepare (job->exchange, db);
  if (!job->go_on)
    pilot_exchange_finish (job->exchange);
}

static void
prepare_done_cb (gpointer data)
{
  Job *job = data;

  if (job->go_on)
    pilot_worker_push (job->server->worker, job->exchange->request->route->lane, run_cb, run_done_cb, job);
  else
    run_done_cb (job);
}

/* The request is whole: from here on it counts as accepted. */
static void
dispatch (PilotServer *self, PilotExchange *exchange)
{
  const PilotRoute *route = exchange->request->route;
  Job *job;

  pilot_exchange_close_body (exchange);
  if (route->prepare != NULL && pilot_worker_get_n_passwords (self->worker) >= MAX_WAITING_PASSWORDS)
    {
      exchange->response->retry_after_secs = 5;
      pilot_response_problem (exchange->response, 503, PILOT_PROBLEM_BUSY, NULL);
      pilot_exchange_finish (exchange);
      respond (self, exchange);
      return;
    }
  job = g_new0 (Job, 1);
  job->server = g_object_ref (self);
  job->message = g_object_ref (exchange->message);
  job->exchange = exchange;
  pilot_guard_set_state (exchange->guard, PILOT_GUARD_WORKING, g_get_monotonic_time ());
  soup_server_message_pause (exchange->message);
  if (route->prepare != NULL)
    pilot_worker_push_password (self->worker, prepare_cb, prepare_done_cb, job);
  else if (route->is_long != NULL && route->is_long (exchange->request))
    pilot_worker_push_survey (self->worker, survey_cb, survey_done_cb, job);
  else
    pilot_worker_push (self->worker, route->lane, run_cb, run_done_cb, job);
}

static void
got_chunk_cb (SoupServerMessage *message, GBytes *chunk, PilotServer *self)
{
  PilotExchange *exchange = g_object_get_data (G_OBJECT (message), EXCHANGE_KEY);

  if (exchange->refused)
    return;
  if (pilot_exchange_add_chunk (exchange, chunk) > pilot_listener_get_limits (self->listener)->body_max_bytes)
    {
      pilot_response_problem (exchange->response, 413, PILOT_PROBLEM_TOO_LARGE, NULL);
      refuse (self, exchange);
    }
  else if (self->bodies_bytes > MAX_BODIES_BYTES)
    {
      exchange->response->retry_after_secs = 5;
      pilot_response_problem (exchange->response, 503, PILOT_PROBLEM_BUSY, NULL);
      refuse (self, exchange);
    }
}

static void
finished_cb (SoupServerMessage *message, PilotServer *self)
{
  PilotExchange *exchange = g_object_get_data (G_OBJECT (message), EXCHANGE_KEY);

  pilot_guard_set_state (exchange->guard, PILOT_GUARD_IDLE, g_get_monotonic_time ());
}

static PilotGuard *
get_guard (SoupServerMessage *message)
{
  return g_object_get_data (G_OBJECT (soup_server_message_get_remote_address (message)), GUARD_KEY);
}

/* A request whose header was read ahead with the one before has begun without a byte being read. */
static void
request_started_cb (SoupServer *soup, SoupServerMessage *message, gpointer user_data)
{
  PilotGuard *guard = get_guard (message);

  if (pilot_guard_get_state (guard) == PILOT_GUARD_IDLE)
    pilot_guard_set_state (guard, PILOT_GUARD_HEADER, g_get_monotonic_time ());
}

/* The header is there. */
static void
early_cb (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  PilotServer *self = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupEncoding encoding = soup_message_headers_get_encoding (headers);
  goffset declared = encoding == SOUP_ENCODING_CONTENT_LENGTH ? soup_message_headers_get_content_length (headers) : 0;
  guint body_max_bytes = pilot_listener_get_limits (self->listener)->body_max_bytes;
  PilotExchange *exchange = pilot_exchange_new (message, get_guard (message), &self->bodies_bytes);

  g_object_set_data_full (G_OBJECT (message), EXCHANGE_KEY, exchange, (GDestroyNotify) pilot_exchange_free);
  g_signal_connect_object (message, "got-chunk", G_CALLBACK (got_chunk_cb), self, 0);
  g_signal_connect_object (message, "finished", G_CALLBACK (finished_cb), self, 0);
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  pilot_guard_set_state (exchange->guard, PILOT_GUARD_BODY, g_get_monotonic_time ());
  if (declared < 0 || (encoding == SOUP_ENCODING_CHUNKED && soup_message_headers_get_one (headers, "Content-Length") != NULL))
    {
      /* Two lengths: whoever reads the other one finds another request (RFC 9112, section 6.3). */
      pilot_response_problem (exchange->response, 400, PILOT_PROBLEM_INVALID, "The length of the body is no length, or two.");
      refuse (self, exchange);
    }
  else if (declared > body_max_bytes)
    {
      pilot_response_problem (exchange->response, 413, PILOT_PROBLEM_TOO_LARGE, NULL);
      refuse (self, exchange);
    }
  else if (!pilot_exchange_read_headers (exchange))
    {
      if (declared > SMALL_BODY_BYTES || encoding == SOUP_ENCODING_CHUNKED)
        {
          refuse (self, exchange);
          return;
        }
      exchange->refused = TRUE;
      pilot_exchange_finish (exchange);
      respond (self, exchange);
    }
}

/* The body is there. */
static void
request_cb (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  PilotExchange *exchange = g_object_get_data (G_OBJECT (message), EXCHANGE_KEY);

  if (exchange != NULL && !exchange->refused)
    dispatch (user_data, exchange);
}

static void
incoming_cb (PilotListener *listener, PilotGuardedStream *stream, GSocketAddress *local, GSocketAddress *remote,
             gpointer user_data)
{
  PilotServer *self = user_data;
  g_autoptr (GError) error = NULL;

  g_object_set_data_full (G_OBJECT (remote), GUARD_KEY, pilot_guard_ref (pilot_guarded_stream_get_guard (stream)),
                          (GDestroyNotify) pilot_guard_unref);
  if (!soup_server_accept_iostream (self->soup, G_IO_STREAM (stream), local, remote, &error))
    g_message ("a connection was not taken: %s", error->message);
}

static void
engine_changed_cb (gint64 revision, gpointer user_data)
{
  PilotServer *self = user_data;

  if (self->events != NULL)
    pilot_events_notify (self->events, revision);
}

/* What the operator did may be a run that begins. */
static void
operator_acted_cb (gint64 revision, gpointer user_data)
{
  PilotServer *self = user_data;

  engine_changed_cb (revision, self);
  if (self->engine != NULL)
    pilot_engine_driver_wake (self->engine);
}

static void
check_tokens_cb (PilotPortalDb *db, gpointer data)
{
  TokenCheck *check = data;

  for (guint i = 0; check->token_ids[i] != NULL; i++)
    check->valid[i] = pilot_tokens_is_valid (db, check->token_ids[i]);
}

static void
check_tokens_done_cb (gpointer data)
{
  TokenCheck *check = data;

  for (guint i = 0; check->token_ids[i] != NULL; i++)
    if (!check->valid[i] && check->server->events != NULL)
      pilot_events_end_token (check->server->events, check->token_ids[i]);
  g_strfreev (check->token_ids);
  g_free (check->valid);
  g_object_unref (check->server);
  g_free (check);
}

/* Heartbeats; and a member who was deactivated hears no more. */
static gboolean
heartbeat_cb (gpointer user_data)
{
  PilotServer *self = user_data;
  TokenCheck *check;

  if (pilot_events_get_n_clients (self->events) == 0)
    return G_SOURCE_CONTINUE;
  pilot_events_heartbeat (self->events, pilot_clock_get_unix_usec (self->clock));
  check = g_new0 (TokenCheck, 1);
  check->server = g_object_ref (self);
  check->token_ids = pilot_events_dup_token_ids (self->events);
  check->valid = g_new0 (gboolean, g_strv_length (check->token_ids) + 1);
  pilot_worker_push (self->worker, PILOT_LANE_READ, check_tokens_cb, check_tokens_done_cb, check);
  return G_SOURCE_CONTINUE;
}

static void
prune_in_writer_cb (PilotPortalDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!pilot_portal_db_prune (db, &error))
    g_warning ("what is too old could not be taken away: %s", error->message);
}

static void
pruned_cb (gpointer data)
{
}

static gboolean
prune_cb (gpointer user_data)
{
  PilotServer *self = user_data;

  pilot_worker_push (self->worker, PILOT_LANE_WRITE, prune_in_writer_cb, pruned_cb, NULL);
  return G_SOURCE_CONTINUE;
}

static gboolean
stop_cb (gpointer user_data)
{
  PilotServer *self = user_data;
  guint n_connections, n_in_request;

  pilot_listener_count (self->listener, &n_connections, &n_in_request);
  if ((n_in_request > 0 || pilot_worker_get_n_pending (self->worker) > 0)
      && g_get_monotonic_time () < self->stop_deadline_usec)
    return G_SOURCE_CONTINUE;
  self->stop_id = 0;
  pilot_listener_kick_all (self->listener);
  self->stopped (self, self->stopped_data);
  return G_SOURCE_REMOVE;
}

/* The library keeps a connection for a second request only while it listens itself. So it gets one end of a pair of
 * sockets to listen on, of which we hold the other end: nobody ever connects. */
static void
open_keep_alive (PilotServer *self)
{
  int fds[2];
  g_autoptr (GSocket) listened = NULL;
  g_autoptr (GError) error = NULL;

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) != 0)
    return;
  listened = g_socket_new_from_fd (fds[0], NULL);
  self->keep_alive_peer = g_socket_new_from_fd (fds[1], NULL);
  if (listened == NULL || self->keep_alive_peer == NULL || !soup_server_listen_socket (self->soup, listened, 0, &error))
    g_message ("connections are not kept alive: %s", error != NULL ? error->message : "no sockets");
}

static void
pilot_server_dispose (GObject *object)
{
  PilotServer *self = PILOT_SERVER (object);

  g_clear_handle_id (&self->heartbeat_id, g_source_remove);
  g_clear_handle_id (&self->prune_id, g_source_remove);
  g_clear_handle_id (&self->stop_id, g_source_remove);
  g_clear_pointer (&self->events, pilot_events_free);
  if (self->engine != NULL)
    pilot_engine_driver_stop (self->engine);
  g_clear_object (&self->engine);
  if (self->demo_operator != NULL)
    pilot_demo_operator_stop (self->demo_operator);
  g_clear_object (&self->demo_operator);
  if (self->soup != NULL)
    soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
  g_clear_object (&self->listener);
  g_clear_object (&self->keep_alive_peer);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (pilot_server_parent_class)->dispose (object);
}

static void
pilot_server_class_init (PilotServerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_server_dispose;
}

static void
pilot_server_init (PilotServer *self)
{
}

PilotServer *
pilot_server_new (PilotWorker *worker, const char *epoch, PilotClock *clock, const PilotLimits *limits,
                  GTlsCertificate *certificate)
{
  PilotServer *self = g_object_new (PILOT_TYPE_SERVER, NULL);

  self->worker = worker;
  self->clock = g_object_ref (clock);
  self->with_tls = certificate != NULL;
  self->listener = pilot_listener_new (limits, certificate, incoming_cb, self);
  self->events = pilot_events_new (epoch);
  self->soup = soup_server_new (NULL, NULL);
  g_signal_connect_object (self->soup, "request-started", G_CALLBACK (request_started_cb), self, 0);
  soup_server_add_early_handler (self->soup, NULL, early_cb, self, NULL);
  soup_server_add_handler (self->soup, NULL, request_cb, self, NULL);
  open_keep_alive (self);
  self->heartbeat_id = g_timeout_add_seconds (HEARTBEAT_SECS, heartbeat_cb, self);
  self->prune_id = g_timeout_add_seconds (PRUNE_SECS, prune_cb, self);
  return self;
}

char *
pilot_server_listen (PilotServer *self, GInetSocketAddress *address, GError **error)
{
  g_autoptr (GInetSocketAddress) effective = NULL;
  g_autofree char *host = NULL;
  GInetAddress *inet;

  if (!pilot_listener_listen (self->listener, address, &effective, error))
    return NULL;
  inet = g_inet_socket_address_get_address (effective);
  host = g_inet_address_to_string (inet);
  return g_strdup_printf (g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV6 ? "%s://[%s]:%u" : "%s://%s:%u",
                          self->with_tls ? "https" : "http", host, g_inet_socket_address_get_port (effective));
}

void
pilot_server_start_engine (PilotServer *self, const PilotEngineOptions *options)
{
  g_return_if_fail (self->engine == NULL && self->stopped == NULL);

  self->engine = pilot_engine_driver_new (self->worker, options, engine_changed_cb, self);
  pilot_engine_driver_wake (self->engine);
}

void
pilot_server_start_demo_operator (PilotServer *self)
{
  if (self->demo_operator == NULL)
    self->demo_operator = pilot_demo_operator_new (self->worker, operator_acted_cb, self);
}

void
pilot_server_stop (PilotServer *self, PilotServerStopped stopped, gpointer user_data)
{
  if (self->stop_id != 0 || self->stopped != NULL)
    return;
  self->stopped = stopped;
  self->stopped_data = user_data;
  self->stop_deadline_usec = g_get_monotonic_time () + STOP_MAX_USEC;
  g_clear_handle_id (&self->heartbeat_id, g_source_remove);
  g_clear_handle_id (&self->prune_id, g_source_remove);
  g_clear_pointer (&self->events, pilot_events_free);
  if (self->engine != NULL)
    pilot_engine_driver_stop (self->engine);
  if (self->demo_operator != NULL)
    pilot_demo_operator_stop (self->demo_operator);
  pilot_listener_stop (self->listener);
  self->stop_id = g_timeout_add (STOP_POLL_MSECS, stop_cb, self);
}
