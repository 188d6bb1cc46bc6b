/* pilot-listener.h: takes connections in, and puts out those that take too much
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-guarded-stream.h"

G_BEGIN_DECLS

/**
 * PilotListener:
 *
 * Accepts, counts (in all, and for each address), does the TLS handshake, and ends connections that are overdue. Where
 * there is no room, the connection that has waited longest without a whole request makes some: of the same address if
 * that address has too many, else of the address that has most. Main thread only.
 */
#define PILOT_TYPE_LISTENER (pilot_listener_get_type ())
G_DECLARE_FINAL_TYPE (PilotListener, pilot_listener, PILOT, LISTENER, GObject)

/** PilotListenerFunc: a connection that is ready to be read; @local and @remote belong to this connection alone. */
typedef void (*PilotListenerFunc) (PilotListener *self, PilotGuardedStream *stream, GSocketAddress *local,
                                   GSocketAddress *remote, gpointer user_data);

/**
 * pilot_listener_new:
 * @limits: copied
 * @certificate: (nullable): for TLS
 */
PilotListener *pilot_listener_new (const PilotLimits *limits, GTlsCertificate *certificate, PilotListenerFunc func,
                                   gpointer user_data);

/**
 * pilot_listener_listen:
 * @address: where; without a certificate on loopback only (PILOT_ERROR_INVALID)
 * @effective: (out) (transfer full): where it really is: with the port that the system chose
 * @error: PILOT_ERROR_INVALID, PILOT_ERROR_BUSY (the address is taken), PILOT_ERROR_FAILED
 */
gboolean pilot_listener_listen (PilotListener *self, GInetSocketAddress *address, GInetSocketAddress **effective, GError **error);

/** pilot_listener_stop: takes nothing more in, and ends the connections that carry no request. */
void pilot_listener_stop (PilotListener *self);

/** pilot_listener_count: connections that are open, and of them those in a request. */
void pilot_listener_count (PilotListener *self, guint *n_connections, guint *n_in_request);

/** pilot_listener_kick_all: ends every connection. */
void pilot_listener_kick_all (PilotListener *self);

const PilotLimits *pilot_listener_get_limits (PilotListener *self);

G_END_DECLS
