/* pilot-short-text.h: a text as short as a line of a list can show it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * pilot_short_text:
 * @text: valid UTF-8; it may be long: no more of it is looked at than is taken
 * @max_chars: at least 1
 *
 * What a toolkit takes for a text grows with its length, also where only its beginning is seen.
 *
 * Returns: (transfer full): @text, or its first characters with “…” behind, together @max_chars. Any thread.
 */
char *pilot_short_text (const char *text, guint max_chars);

/** pilot_short_line: the same on one line: each line break of @text becomes a space. */
char *pilot_short_line (const char *text, guint max_chars);

G_END_DECLS
