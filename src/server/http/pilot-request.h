/* pilot-request.h: what a handler is told of a request
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-role.h"

G_BEGIN_DECLS

typedef struct _PilotPortalDb PilotPortalDb; /* pilot-portal-db.h */
typedef struct _PilotRoute PilotRoute;

/**
 * PilotRequest:
 *
 * A plain value, made on the main thread, finished (the account) and read on a worker thread. Nothing in it belongs
 * to libsoup. @body is there only for methods that have one; it is not longer than the limit and not nested deeper
 * than the limit, but may still be anything but JSON.
 */
typedef struct
{
  const PilotRoute *route;
  char *method;          /* (owned): upper case */
  char *path;            /* (owned): decoded, without the query */
  char **segments;       /* (owned): the path's segments, decoded, "v1" the first */
  GHashTable *query;     /* (owned): text to text, decoded; the last of a repeated name wins */
  char *if_match;        /* (owned) (nullable): as sent */
  char *if_none_match;   /* (owned) (nullable): as sent */
  char *idempotency_key; /* (owned) (nullable): a UUID in lower case: another form has been refused */
  char *content_type;    /* (owned) (nullable): without parameters, lower case */
  char *bearer;          /* (owned) (nullable): the token, a secret */
  char *peer;            /* (owned): the other side's address without the port; not for logs */
  char *id;              /* (owned): of this request, for logs and problem details */
  GBytes *body;          /* (owned) (nullable) */
  const PilotSchema *schema; /* (nullable): of the {collection} in the path */

  /* Who asks; set before the handler is called. */
  gboolean authenticated;
  PilotRole role;
  char *member_id;    /* (owned) (nullable): a member of the company */
  char *recruiter_id; /* (owned) (nullable): an agency's user (role recruiter): its own rows only */
  char *token_id;     /* (owned) (nullable) */
  gint64 token_expires_unix_usec;

  gpointer surveyed; /* (owned) (nullable): what the route's survey found */
  GDestroyNotify surveyed_free;
  gint64 survey_usec; /* how long the last survey took */
  guint n_surveys;
} PilotRequest;

PilotRequest *pilot_request_new (void);
void pilot_request_free (PilotRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PilotRequest, pilot_request_free)

/**
 * pilot_request_get_param:
 * @name: a name between braces in the route's pattern, e.g. "id" of "/v1/{collection}/{id}"
 *
 * Returns: (transfer none) (nullable): the segment that stands there; any UTF-8 text
 */
const char *pilot_request_get_param (const PilotRequest *self, const char *name);

/** pilot_request_get_query: (transfer none) (nullable): the parameter behind the question mark. */
const char *pilot_request_get_query (const PilotRequest *self, const char *name);

/**
 * pilot_request_get_query_number:
 * @min: least accepted
 * @max: greatest accepted
 * @value: (inout): untouched where the parameter is missing
 *
 * Returns: %FALSE if the parameter is there and is no decimal number between @min and @max
 */
gboolean pilot_request_get_query_number (const PilotRequest *self, const char *name, gint64 min, gint64 max, gint64 *value);

/**
 * pilot_request_get_if_match:
 * @revision: (out): the revision named by `If-Match: "12"`
 *
 * Returns: %FALSE if the header is missing or is anything but one strong tag with a positive number
 */
gboolean pilot_request_get_if_match (const PilotRequest *self, gint64 *revision);

/** pilot_request_matches_etag: whether If-None-Match names @revision (a list of tags and weak ones count), so that 304 is due. */
gboolean pilot_request_matches_etag (const PilotRequest *self, gint64 revision);

/** pilot_request_is_create_only: whether `If-None-Match: *` was sent. */
gboolean pilot_request_is_create_only (const PilotRequest *self);

/** pilot_request_get_actor: (transfer none): the member's or recruiter's id, "portal" where there is none; for the audit chain. */
const char *pilot_request_get_actor (const PilotRequest *self);

G_END_DECLS
