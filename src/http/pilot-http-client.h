/* pilot-http-client.h: requests to one service, for worker threads
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-event-parser.h"

G_BEGIN_DECLS

/**
 * PilotHttpPace: how long the other side may stay silent before it counts as gone.
 * @PILOT_HTTP_PACE_NORMAL: 30 s
 * @PILOT_HTTP_PACE_PATIENT: 10 min, for what makes the other side work long (committing an import)
 * @PILOT_HTTP_PACE_STREAM: 45 s, three heartbeats of an event stream
 */
typedef enum {
  PILOT_HTTP_PACE_NORMAL,
  PILOT_HTTP_PACE_PATIENT,
  PILOT_HTTP_PACE_STREAM,
  PILOT_HTTP_N_PACES
} PilotHttpPace;

/** PilotHttpTokenFunc: (transfer full) (nullable): the token to sign in with, asked for each request, in its thread. */
typedef char *(*PilotHttpTokenFunc) (gpointer user_data);

/** PilotHttpBodyFunc: takes the next bytes of a body. Returns: %FALSE with @error set to give the request up */
typedef gboolean (*PilotHttpBodyFunc) (const char *data, gsize length, gpointer user_data, GError **error);

/** PilotHttpRequest: a plain struct; what is not needed stays zero. All borrowed. */
typedef struct
{
  const char *method;
  const char *path; /* below the service's address, with the query: "/v1/me" */
  const char *idempotency_key;
  const char *if_match;      /* an entity tag with its quotes */
  const char *if_none_match; /* likewise, or "*" */
  const char *json;          /* (nullable): the body */
  gssize json_length_bytes;  /* -1: up to the NUL */
  PilotHttpPace pace;
  gboolean anonymous;        /* carry no token */
  PilotHttpBodyFunc body_func; /* (nullable): takes the body of a 2xx; without it the response holds it */
  gpointer body_data;
} PilotHttpRequest;

/**
 * PilotHttpResponse: filled as far as known, on failure too.
 *
 * A body that was cut off is PILOT_ERROR_OFFLINE, but for a cut exactly between two chunks: libsoup 3.2 takes that for
 * the end, and who reads the body must see whether it is whole.
 */
typedef struct
{
  guint status;            /* 0: no answer came */
  char *etag;              /* (owned) (nullable) */
  char *problem;           /* (owned) (nullable): the slug of the problem type, e.g. "conflict" */
  gint64 retry_after_usec; /* 0: not told */
  GBytes *body;            /* (owned) (nullable) */
} PilotHttpResponse;

void pilot_http_response_clear (PilotHttpResponse *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PilotHttpResponse, pilot_http_response_clear)

/**
 * PilotHttpClient:
 *
 * Talks to one address. Any number of threads may send at once [libsoup: client thread safety, 3.2]. The token goes
 * to this address and nowhere else: redirects are reported, not followed, and a connection without TLS is made to
 * this computer only. Tokens, queries and bodies are never logged.
 */
#define PILOT_TYPE_HTTP_CLIENT (pilot_http_client_get_type ())
G_DECLARE_FINAL_TYPE (PilotHttpClient, pilot_http_client, PILOT, HTTP_CLIENT, GObject)

/**
 * pilot_http_client_new:
 * @address: of the service: `https://host[:port][/path]`, or `http://` on this computer
 * @ca_path: (nullable): PEM file with a certificate authority to trust besides the system's
 * @error: PILOT_ERROR_INVALID: the message says what is wrong with the address or the file
 */
PilotHttpClient *pilot_http_client_new (const char *address, const char *ca_path, GError **error);

/** pilot_http_client_set_token_func: before the first request. */
void pilot_http_client_set_token_func (PilotHttpClient *self, PilotHttpTokenFunc func, gpointer user_data,
                                       GDestroyNotify destroy);

/** pilot_http_client_set_timeout: other than the default; before the first request of this pace. */
void pilot_http_client_set_timeout (PilotHttpClient *self, PilotHttpPace pace, guint secs);

/**
 * pilot_http_client_send:
 * @response: (out caller-allocates): zeroed, then filled as far as known
 * @error: PILOT_ERROR for no answer and for every status but 2xx and 304; G_IO_ERROR_CANCELLED
 *
 * Sends and waits for the whole answer. Blocks.
 */
gboolean pilot_http_client_send (PilotHttpClient *self, const PilotHttpRequest *request, PilotHttpResponse *response,
                                 GCancellable *cancellable, GError **error);

/**
 * pilot_http_client_watch:
 * @path: of an event stream
 * @func: called for each event, in this thread
 *
 * Blocks until cancelled, cut, or silent for three heartbeats.
 *
 * Returns: %FALSE always, with the reason it ended in @error (an end by the other side is PILOT_ERROR_OFFLINE)
 */
gboolean pilot_http_client_watch (PilotHttpClient *self, const char *path, PilotEventFunc func, gpointer user_data,
                                  GCancellable *cancellable, GError **error);

/** pilot_http_client_is_loopback: whether it talks to this computer. */
gboolean pilot_http_client_is_loopback (PilotHttpClient *self);

G_END_DECLS
