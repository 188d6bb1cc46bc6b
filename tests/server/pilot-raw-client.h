/* pilot-raw-client.h: a client that speaks to a portal byte by byte
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-test-portal.h"

G_BEGIN_DECLS

/**
 * pilot_raw_connect:
 * @source: (nullable): the address to come from, e.g. "127.0.0.2"
 *
 * Returns: (transfer full): a blocking socket that gives up after 40 seconds
 */
GSocket *pilot_raw_connect (PilotTestPortal *portal, const char *source);

/** pilot_raw_send: sends all of @text, as far as the other side takes it. Returns: whether it took all. */
gboolean pilot_raw_send (GSocket *socket, const char *text, gssize length_bytes);

/** pilot_raw_read_to_end: (transfer full): everything up to the end of the connection, or its reset. */
char *pilot_raw_read_to_end (GSocket *socket);

/** pilot_raw_read_until: (transfer full): everything up to and with @needle; what comes after it may be there too. */
char *pilot_raw_read_until (GSocket *socket, const char *needle);

/** pilot_raw_is_open: whether the other side has not closed; what it said is thrown away. */
gboolean pilot_raw_is_open (GSocket *socket);

/** pilot_raw_start_small: a portal with a demo company of a few records. @args: (nullable): further arguments. */
PilotTestPortal *pilot_raw_start_small (const char *const *args);

G_END_DECLS
