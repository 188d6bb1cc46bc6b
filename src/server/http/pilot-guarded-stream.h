/* pilot-guarded-stream.h: a connection under a guard
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-guard.h"

G_BEGIN_DECLS

/**
 * PilotGuardedStream:
 *
 * What the HTTP library gets in the place of the connection: it keeps half-sent headers for ever, and this doesn't.
 * Main thread only.
 */
#define PILOT_TYPE_GUARDED_STREAM (pilot_guarded_stream_get_type ())
G_DECLARE_FINAL_TYPE (PilotGuardedStream, pilot_guarded_stream, PILOT, GUARDED_STREAM, GIOStream)

/** pilot_guarded_stream_new: @base: a socket connection or a TLS connection over one, both pollable. */
GIOStream *pilot_guarded_stream_new (GIOStream *base, PilotGuard *guard);
PilotGuard *pilot_guarded_stream_get_guard (PilotGuardedStream *self);

G_END_DECLS
