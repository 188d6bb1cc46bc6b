/* pilot-http-json.h: small JSON documents from the other side
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-error.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * pilot_http_json_parse:
 * @body: (nullable): the bytes of an answer
 * @error: PILOT_ERROR_PROTOCOL
 *
 * For answers of a few members; pages of records go through the streaming parser. More than 32 levels are refused
 * before the tree is built, since that is done by recursion. Any thread.
 *
 * Returns: (transfer full): the object at the top
 */
JsonObject *pilot_http_json_parse (GBytes *body, GError **error);

/** pilot_http_json_get_string: (nullable): borrowed; %NULL where it is missing or no string. */
const char *pilot_http_json_get_string (JsonObject *object, const char *member);

/** pilot_http_json_get_integer: @fallback where it is missing or no number. */
gint64 pilot_http_json_get_integer (JsonObject *object, const char *member, gint64 fallback);

/** pilot_http_json_get_object: (nullable): borrowed; %NULL where it is missing or no object. */
JsonObject *pilot_http_json_get_object (JsonObject *object, const char *member);

/** pilot_http_json_get_array: (nullable): borrowed; %NULL where it is missing or no array. */
JsonArray *pilot_http_json_get_array (JsonObject *object, const char *member);

G_END_DECLS
