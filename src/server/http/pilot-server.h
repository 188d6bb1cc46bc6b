/* pilot-server.h: the portal over HTTP
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-engine-driver.h"
#include "pilot-guard.h"
#include "pilot-worker.h"

G_BEGIN_DECLS

/**
 * PilotServer:
 *
 * Listens, reads requests, has them carried out on the worker's threads, answers. Main thread only.
 */
#define PILOT_TYPE_SERVER (pilot_server_get_type ())
G_DECLARE_FINAL_TYPE (PilotServer, pilot_server, PILOT, SERVER, GObject)

/**
 * pilot_server_new:
 * @worker: must outlive the server
 * @epoch: of the data
 * @certificate: (nullable): for TLS
 */
PilotServer *pilot_server_new (PilotWorker *worker, const char *epoch, PilotClock *clock, const PilotLimits *limits,
                               GTlsCertificate *certificate);

/**
 * pilot_server_listen:
 * @address: where to listen
 * @error: PILOT_ERROR_INVALID, PILOT_ERROR_BUSY, PILOT_ERROR_FAILED
 *
 * Returns: (transfer full) (nullable): the address for clients, e.g. "http://127.0.0.1:40123"
 */
char *pilot_server_listen (PilotServer *self, GInetSocketAddress *address, GError **error);

/**
 * pilot_server_start_engine:
 *
 * From now on runs are executed: one that was running when the portal ended goes on, and each write that changed something
 * is a reason to look for another.
 */
void pilot_server_start_engine (PilotServer *self, const PilotEngineOptions *options);

/** pilot_server_start_demo_operator: from now on the demo company's operator acts by itself. */
void pilot_server_start_demo_operator (PilotServer *self);

/** PilotServerStopped: every accepted request has been answered. */
typedef void (*PilotServerStopped) (PilotServer *self, gpointer user_data);

/**
 * pilot_server_stop:
 *
 * Accepts nothing more, answers what has been accepted, then calls @stopped; after eight seconds at the latest. Calling
 * it again changes nothing.
 */
void pilot_server_stop (PilotServer *self, PilotServerStopped stopped, gpointer user_data);

G_END_DECLS
