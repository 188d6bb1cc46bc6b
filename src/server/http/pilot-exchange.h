/* pilot-exchange.h: one request and its answer, on their way through the portal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-guard.h"
#include "pilot-router.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/** PilotExchange: a plain struct. Between main thread and worker thread it goes back and forth, never both at once. */
typedef struct
{
  SoupServerMessage *message; /* not owned: it owns this; main thread only */
  PilotGuard *guard;          /* (owned): main thread only */
  PilotRequest *request;      /* (owned) */
  PilotResponse *response;    /* (owned) */
  GByteArray *body;           /* (owned): what has come in; until it is the request's */
  gsize counted_bytes;        /* of the body, in what @bodies_bytes points to */
  gsize *bodies_bytes;        /* of all exchanges; main thread only */
  gboolean refused;           /* answered before the body came; the body is thrown away */
  gboolean accepts_gzip;
  gboolean is_compressed;     /* response->body_bytes is */
  gboolean prepared;          /* the route's prepare function has run */
  gint64 began_usec;          /* monotonic */
} PilotExchange;

/** pilot_exchange_new: @bodies_bytes: (inout): counts the bytes of all bodies; must outlive the exchange. */
PilotExchange *pilot_exchange_new (SoupServerMessage *message, PilotGuard *guard, gsize *bodies_bytes);
void pilot_exchange_free (PilotExchange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotExchange, pilot_exchange_free)

/**
 * pilot_exchange_read_headers:
 *
 * Fills the request from the message, finds the route and judges what can be judged without the body.
 *
 * Returns: %FALSE if the response is the answer
 */
gboolean pilot_exchange_read_headers (PilotExchange *self);

/** pilot_exchange_add_chunk: appends to the body. Returns: its length so far */
gsize pilot_exchange_add_chunk (PilotExchange *self, GBytes *chunk);

/** pilot_exchange_close_body: the body is whole: it becomes the request's. */
void pilot_exchange_close_body (PilotExchange *self);

/** pilot_exchange_prepare: on the password thread: the route's prepare function. Returns: %FALSE if the response is the answer. */
gboolean pilot_exchange_prepare (PilotExchange *self, PilotPortalDb *db);

/** pilot_exchange_survey: on the surveys' thread: the route's survey function, if who asks may. Answers nothing. */
void pilot_exchange_survey (PilotExchange *self, PilotPortalDb *db);

/** pilot_exchange_run: on the thread of the route's lane: who asks, what was sent, the handler, compression. */
void pilot_exchange_run (PilotExchange *self, PilotPortalDb *db);

/** pilot_exchange_finish: on a worker thread, once: makes the response's body what will be sent. */
void pilot_exchange_finish (PilotExchange *self);

/**
 * pilot_exchange_write_response:
 * @close: whether the connection ends with this answer
 *
 * Puts the response into the message. Main thread.
 */
void pilot_exchange_write_response (PilotExchange *self, gboolean close);

G_END_DECLS
