/* pilot-resource-common.h: what the handlers of the resources share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-batch.h"
#include "pilot-portal-change.h"
#include "pilot-portal-row.h"
#include "pilot-request.h"
#include "pilot-response.h"

G_BEGIN_DECLS

/**
 * pilot_resource_fail:
 *
 * Answers with what @error calls for: 503 busy where the disk is full or the file is held, 422 for a body that can't be
 * read, else 500; the log gets the message, the client a plain sentence.
 */
void pilot_resource_fail (PilotResponse *response, const GError *error);

/** pilot_resource_show: answers with the row: the record and its ETag, or 410 with the tombstone. */
void pilot_resource_show (const PilotPortalRow *row, guint status, PilotResponse *response);

/** pilot_resource_show_by_id: reads the record anew and shows it; in a write transaction too. */
gboolean pilot_resource_show_by_id (PilotPortalDb *db, const PilotSchema *schema, const char *id, guint status,
                                    PilotResponse *response, GError **error);

/**
 * pilot_resource_refuse:
 *
 * Answers with why a record was not written: 422 with the field, 412 with the record as it stands, 404.
 */
gboolean pilot_resource_refuse (PilotPortalDb *db, const PilotSchema *schema, const char *id, const PilotChangeResult *result,
                                PilotResponse *response, GError **error);

/** pilot_resource_append_error: the object {"field", "message"} of a failed result. */
void pilot_resource_append_error (GString *out, const PilotSchema *schema, const PilotChangeResult *result);

/** PilotResourceItemError: an item that could not be read. */
typedef struct
{
  guint index;
  char *id;     /* (owned) (nullable) */
  char *member; /* (owned) (nullable) */
  char *reason; /* (owned) */
} PilotResourceItemError;

/**
 * pilot_resource_parse_items:
 * @batch: cleared, then filled with the items that can be read, in order
 * @errors: (element-type PilotResourceItemError): cleared, then filled with the others, in order
 * @n_items: (out): both together
 * @error: PILOT_ERROR_INVALID: the document as a whole
 */
gboolean pilot_resource_parse_items (const PilotSchema *schema, const char *json, gsize length, PilotBatch *batch,
                                     GPtrArray *errors, guint *n_items, GError **error);

/** pilot_resource_get_body: (transfer none): "" where there is none. */
const char *pilot_resource_get_body (const PilotRequest *request, gsize *length);

/** pilot_resource_new_item_errors: (transfer full): for pilot_resource_parse_items(). */
GPtrArray *pilot_resource_new_item_errors (void);

/** pilot_resource_is_id: whether @text is a UUID in lower case; otherwise @response says so. */
gboolean pilot_resource_is_id (const char *text, PilotResponse *response);

/**
 * pilot_resource_scope:
 * @schema: the kind
 *
 * Of an agency's user: which rows of @schema are its own, as an SQL condition with one parameter, its id.
 *
 * Returns: (transfer none) (nullable): %NULL where the request is not of such a user: no condition
 */
const char *pilot_resource_scope (const PilotRequest *request, const PilotSchema *schema);

/** pilot_resource_hide: takes out of the row what an agency's user is not shown: the company's notes. */
void pilot_resource_hide (const PilotRequest *request, PilotPortalRow *row);

G_END_DECLS
