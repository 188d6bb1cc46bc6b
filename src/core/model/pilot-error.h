/* pilot-error.h: the errors that cross a layer, named after their remedy
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-types.h"

G_BEGIN_DECLS

/**
 * PilotError:
 * @PILOT_ERROR_OFFLINE: nothing answers; try again when the network is back
 * @PILOT_ERROR_TIMEOUT: no answer in time; the request may or may not have been carried out: look it up by its key
 * @PILOT_ERROR_SERVER: the other side failed (5xx); try again later
 * @PILOT_ERROR_THROTTLED: too many requests (429); wait, then try again
 * @PILOT_ERROR_UNAUTHORIZED: the sign-in has ended (401); sign in again
 * @PILOT_ERROR_FORBIDDEN: the role may not do this (403); ask an admin
 * @PILOT_ERROR_NOT_FOUND: no such thing (404)
 * @PILOT_ERROR_CONFLICT: somebody else changed it first (412, or 409 of the conflict problem type); merge or ask
 * @PILOT_ERROR_REJECTED: refused for what it says (other 4xx); mend it or discard it
 * @PILOT_ERROR_GONE: the cursor can't be continued (410); sync anew
 * @PILOT_ERROR_PROTOCOL: an answer that can't be understood; update, or report it
 * @PILOT_ERROR_CORRUPT: a local file is damaged; it is set aside
 * @PILOT_ERROR_TOO_NEW: written by a newer Pilotage; update
 * @PILOT_ERROR_NO_SPACE: no room on the disk; free some
 * @PILOT_ERROR_BUSY: somebody else holds it; try again
 * @PILOT_ERROR_INVALID: input that breaks a rule; the message names the field
 * @PILOT_ERROR_UNSUPPORTED: this connection can't do it; a hand-off can
 * @PILOT_ERROR_FAILED: none of the above
 */
typedef enum {
  PILOT_ERROR_OFFLINE,
  PILOT_ERROR_TIMEOUT,
  PILOT_ERROR_SERVER,
  PILOT_ERROR_THROTTLED,
  PILOT_ERROR_UNAUTHORIZED,
  PILOT_ERROR_FORBIDDEN,
  PILOT_ERROR_NOT_FOUND,
  PILOT_ERROR_CONFLICT,
  PILOT_ERROR_REJECTED,
  PILOT_ERROR_GONE,
  PILOT_ERROR_PROTOCOL,
  PILOT_ERROR_CORRUPT,
  PILOT_ERROR_TOO_NEW,
  PILOT_ERROR_NO_SPACE,
  PILOT_ERROR_BUSY,
  PILOT_ERROR_INVALID,
  PILOT_ERROR_UNSUPPORTED,
  PILOT_ERROR_FAILED,
} PilotError;

#define PILOT_ERROR (pilot_error_quark ())
GQuark pilot_error_quark (void);

/**
 * pilot_error_is_transient:
 * @error: an error
 *
 * Whether the same request may succeed later without anybody's doing (offline, timeout, server, throttled, busy).
 * Any thread.
 */
gboolean pilot_error_is_transient (const GError *error);

/**
 * pilot_error_get_name:
 * @error: an error
 *
 * Returns: the word of its remedy (“offline”), that of a file's trouble (“no-space”), or the name of its domain: for
 * the log, since a message may name a person. Any thread.
 */
const char *pilot_error_get_name (const GError *error);

/** pilot_error_get_message: what it says to people; a full disk says what to do, whoever met it. Any thread. */
const char *pilot_error_get_message (const GError *error);

G_END_DECLS
