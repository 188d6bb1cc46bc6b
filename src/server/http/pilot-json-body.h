/* pilot-json-body.h: the small JSON bodies of requests that aren't about records
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-request.h"
#include "pilot-response.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * pilot_json_body_parse:
 *
 * Returns: (transfer full) (nullable): the body, a JSON object; %NULL: @response is the answer (422)
 */
JsonObject *pilot_json_body_parse (const PilotRequest *request, PilotResponse *response);

/**
 * pilot_json_body_get_text:
 * @required: whether a missing, null or empty member is refused
 * @max_bytes: longest accepted
 * @text: (out) (transfer none) (nullable): the member; %NULL where it is missing, null or empty
 *
 * Returns: %FALSE: @response is the answer (422)
 */
gboolean pilot_json_body_get_text (JsonObject *object, const char *name, gboolean required, gsize max_bytes,
                                   const char **text, PilotResponse *response);

/** pilot_json_body_get_number: @value: (inout): untouched where the member is missing or null. */
gboolean pilot_json_body_get_number (JsonObject *object, const char *name, gint64 min, gint64 max, gint64 *value,
                                     PilotResponse *response);

G_END_DECLS
