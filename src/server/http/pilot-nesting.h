/* pilot-nesting.h: how deep a JSON text is nested, before anything parses it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * pilot_nesting_within:
 * @json: (array length=length_bytes): any bytes
 * @max: greatest depth of objects and arrays that is fine
 *
 * A scan of brackets outside strings: parsers recurse, and a megabyte of `[` would end them. A text that is no JSON
 * may pass; the parser refuses it.
 *
 * Returns: %FALSE if the text goes deeper
 */
gboolean pilot_nesting_within (const char *json, gsize length_bytes, guint max);

G_END_DECLS
