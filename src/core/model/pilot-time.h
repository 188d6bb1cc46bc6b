/* pilot-time.h: points in time as text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Bytes that pilot_time_format() writes at most, with the final NUL. */
#define PILOT_TIME_LENGTH_BYTES 28

/** The first and the last point in time that can be written: the years 1 to 9999. */
#define PILOT_TIME_MIN_UNIX_USEC G_GINT64_CONSTANT (-62135596800000000)
#define PILOT_TIME_MAX_UNIX_USEC G_GINT64_CONSTANT (253402300799999999)

/**
 * pilot_time_format:
 * @unix_usec: microseconds since 1970, UTC; years 1 to 9999
 * @buffer: room for %PILOT_TIME_LENGTH_BYTES
 *
 * Writes RFC 3339 in UTC, `2026-11-22T08:44:27.000000Z`. The form has one length, so that text order is time order.
 * Any thread.
 *
 * Returns: the bytes written, without the NUL
 */
gsize pilot_time_format (gint64 unix_usec, char *buffer);

/**
 * pilot_time_parse:
 * @text: (nullable): RFC 3339 with any offset and any number of decimals (cut to six), or a date alone (midnight UTC)
 * @length: bytes of @text, or -1
 * @unix_usec: (out): microseconds since 1970
 *
 * Any thread.
 *
 * Returns: %FALSE if @text is no point in time of the years 1 to 9999 (then @unix_usec is untouched)
 */
gboolean pilot_time_parse (const char *text, gssize length, gint64 *unix_usec);

G_END_DECLS
