/* pilot-guard.h: how long and how much one connection may take
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** PilotLimits: of the whole service; pilot_limits_init() gives the usual ones. */
typedef struct
{
  guint header_max_bytes;
  guint body_max_bytes;
  guint header_secs;      /* from the first byte (or the connection) to the end of the header */
  guint request_secs;     /* from the first byte to the end of the body */
  guint idle_secs;        /* between two requests of a connection */
  guint write_stall_secs; /* without taking any byte of an answer */
  guint linger_secs;      /* after a refusal, until the other side has read it */
  guint max_connections;
  guint max_connections_per_address;
} PilotLimits;

void pilot_limits_init (PilotLimits *self);

/**
 * PilotGuardState:
 * @PILOT_GUARD_IDLE: between requests, or nothing came yet
 * @PILOT_GUARD_HEADER: a header is coming in
 * @PILOT_GUARD_BODY: the header is whole, the body is coming in
 * @PILOT_GUARD_WORKING: the request is whole and is being carried out
 * @PILOT_GUARD_RESPONDING: the answer is going out
 * @PILOT_GUARD_STREAMING: the event stream
 * @PILOT_GUARD_LINGERING: refused; waiting for the other side to read that
 */
typedef enum {
  PILOT_GUARD_IDLE,
  PILOT_GUARD_HEADER,
  PILOT_GUARD_BODY,
  PILOT_GUARD_WORKING,
  PILOT_GUARD_RESPONDING,
  PILOT_GUARD_STREAMING,
  PILOT_GUARD_LINGERING,
} PilotGuardState;

/**
 * PilotGuard:
 *
 * Watches one connection: the stream tells it of each byte, the server of each step. Times are monotonic microseconds,
 * given by the caller. Reference-counted; main thread only.
 */
typedef struct _PilotGuard PilotGuard;

/** PilotGuardFunc: something has happened to the connection. */
typedef void (*PilotGuardFunc) (PilotGuard *guard, gpointer user_data);

/**
 * pilot_guard_new:
 * @limits: must outlive the guard
 * @socket: (nullable): what pilot_guard_kick() shuts
 * @peer: the other side's address, without the port
 */
PilotGuard *pilot_guard_new (const PilotLimits *limits, GSocket *socket, const char *peer, gint64 now_usec);
PilotGuard *pilot_guard_ref (PilotGuard *self);
void pilot_guard_unref (PilotGuard *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotGuard, pilot_guard_unref)

/**
 * pilot_guard_read:
 * @bytes: what was just read from the connection
 *
 * Returns: %FALSE if the header has become larger than it may be, or is none: somebody speaks TLS where HTTP is spoken, and
 *   waits for an answer to his greeting. The connection is to be ended
 */
gboolean pilot_guard_read (PilotGuard *self, const guint8 *bytes, gsize length_bytes, gint64 now_usec);

/** pilot_guard_wrote: the other side took some bytes. */
void pilot_guard_wrote (PilotGuard *self, gint64 now_usec);

/** pilot_guard_set_state: what the server does now. */
void pilot_guard_set_state (PilotGuard *self, PilotGuardState state, gint64 now_usec);
PilotGuardState pilot_guard_get_state (PilotGuard *self);

/** pilot_guard_set_writing: for the event stream: whether something waits to be taken. */
void pilot_guard_set_writing (PilotGuard *self, gboolean writing, gint64 now_usec);

/** pilot_guard_is_overdue: whether it has used up its time. */
gboolean pilot_guard_is_overdue (PilotGuard *self, gint64 now_usec);

/** pilot_guard_is_in_request: whether a request has begun to come in, is carried out or answered. */
gboolean pilot_guard_is_in_request (PilotGuard *self);

/**
 * pilot_guard_get_idle_since:
 *
 * When it began to wait without a whole header, for choosing who makes room when there is none.
 *
 * Returns: monotonic microseconds; %G_MAXINT64 if it isn't to be chosen
 */
gint64 pilot_guard_get_idle_since (PilotGuard *self);

/** pilot_guard_kick: ends the connection; whoever reads or writes on it finds out. */
void pilot_guard_kick (PilotGuard *self);

const char *pilot_guard_get_peer (PilotGuard *self);
GSocket *pilot_guard_get_socket (PilotGuard *self); /* (nullable) */

/** PilotGuardRefused: what comes in is not taken. @status: 431: the header is too large; 400: it is none. */
typedef void (*PilotGuardRefused) (PilotGuard *guard, guint status, gpointer user_data);

/**
 * pilot_guard_set_funcs:
 * @closed: (nullable): called once, when pilot_guard_closed() is
 * @refused: (nullable): called before pilot_guard_read() says %FALSE
 */
void pilot_guard_set_funcs (PilotGuard *self, PilotGuardFunc closed, PilotGuardRefused refused, gpointer user_data);

/** pilot_guard_closed: the stream says that it is closed. */
void pilot_guard_closed (PilotGuard *self);

G_END_DECLS
