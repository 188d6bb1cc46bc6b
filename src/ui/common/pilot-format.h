/* pilot-format.h: numbers and times for people
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-record.h"

G_BEGIN_DECLS

/** pilot_format_count: (transfer full): digits grouped as the locale does. */
char *pilot_format_count (guint64 count);

/** pilot_format_ago: (transfer full): "just now", "5 minutes ago", or the date. @unix_usec 0: "never". */
char *pilot_format_ago (gint64 unix_usec, gint64 now_unix_usec);

/** pilot_format_date: (transfer full): a civil date, e.g. "28 November 2026". */
char *pilot_format_date (const GDate *date);

/** pilot_format_records: (transfer full): "1 record", "1,234 records". */
char *pilot_format_records (guint64 count);

/** pilot_format_checksum: (transfer full): a SHA-256 in hexadecimal digits, which breaks in its middle where a line is too short for it. */
char *pilot_format_checksum (const char *sha256);

/** pilot_format_language: (transfer full): a BCP 47 tag with the name that its speakers give it: “Deutsch (de)”; where that is not known, the tag. */
char *pilot_format_language (const char *tag);

/** pilot_format_value: (transfer full): a value as a person reads it, "" for null or unset. A reference shows as it is. */
char *pilot_format_value (const PilotSchema *schema, guint field, const PilotValue *value);

/** pilot_format_error: (transfer full): what happened, as one sentence for a toast or a label. */
char *pilot_format_error (const GError *error);

G_END_DECLS
