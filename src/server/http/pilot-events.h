/* pilot-events.h: the clients of the event stream
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-guard.h"

G_BEGIN_DECLS

/**
 * PilotEvents:
 *
 * Sends each client the newest revision; what was overtaken before it could be sent isn't. A client that doesn't read
 * has one message waiting, never more, and is put out by its guard. Main thread only.
 */
typedef struct _PilotEvents PilotEvents;

PilotEvents *pilot_events_new (const char *epoch);

/** pilot_events_free: ends all streams. */
void pilot_events_free (PilotEvents *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotEvents, pilot_events_free)

/**
 * pilot_events_add:
 * @stream: (transfer full): nothing of the answer has been written yet
 * @guard: of the connection
 * @token_id: ends the stream when it is ended
 * @revision: the newest one
 */
void pilot_events_add (PilotEvents *self, GIOStream *stream, PilotGuard *guard, const char *token_id,
                       gint64 token_expires_unix_usec, gint64 revision, const char *request_id);

/** pilot_events_notify: there is something newer. */
void pilot_events_notify (PilotEvents *self, gint64 revision);

/** pilot_events_heartbeat: a comment to everybody, so that dead connections are found out; ends those whose token has expired. */
void pilot_events_heartbeat (PilotEvents *self, gint64 now_unix_usec);

/** pilot_events_end_token: ends the streams of a token that is no good any more. */
void pilot_events_end_token (PilotEvents *self, const char *token_id);

/** pilot_events_dup_token_ids: (transfer full): of the open streams. */
char **pilot_events_dup_token_ids (PilotEvents *self);

guint pilot_events_get_n_clients (PilotEvents *self);

G_END_DECLS
