/* pilot-router.h: which request is answered by what, on which thread, for whom
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-request.h"
#include "pilot-response.h"

G_BEGIN_DECLS

/**
 * PilotHandler:
 * @db: the calling thread's own connection: read-only on the reading threads, the only writing one on the writer's
 * @request: what is asked; authorised by the route's rule already
 * @response: to be filled
 *
 * Called on a worker thread; blocks as long as it needs. Anything that it changed must be committed when it returns.
 */
typedef void (*PilotHandler) (PilotPortalDb *db, const PilotRequest *request, PilotResponse *response);

/**
 * PilotPrepare: what takes long and is done before a request joins its lane (password hashing).
 * @request: may be completed with who asks
 *
 * Returns: %FALSE if @response is the answer already
 */
typedef gboolean (*PilotPrepare) (PilotPortalDb *db, PilotRequest *request, PilotResponse *response);

/** PilotIsLong: whether a request looks at so much that it is surveyed first. Main thread. */
typedef gboolean (*PilotIsLong) (const PilotRequest *request);

/**
 * PilotSurvey: reads what takes long before a request joins the writer's lane, so that nobody's write waits for it.
 * @request: who asks is known and may; what was found is left in its surveyed
 */
typedef void (*PilotSurvey) (PilotPortalDb *db, PilotRequest *request);

/** PilotLane: the thread that carries a request out. */
typedef enum {
  PILOT_LANE_READ,  /* two threads, read-only connections */
  PILOT_LANE_WRITE, /* one thread, in the order of arrival */
} PilotLane;

/**
 * PilotAccess: who may use a route. Default deny: a route names its rule, and the rule names the roles.
 * @PILOT_ACCESS_NOBODY: a route without a rule is closed
 * @PILOT_ACCESS_ANYONE: no token needed
 * @PILOT_ACCESS_SIGNED_IN: any role
 * @PILOT_ACCESS_PEOPLE: any role but an agency's user: what can't be narrowed to somebody's own rows
 * @PILOT_ACCESS_ADMINS: the company's admins alone
 * @PILOT_ACCESS_ENTITY: pilot_role_may() of the route's action and the {collection}
 * @PILOT_ACCESS_SOME_ENTITY: roles that may do the route's action on at least one entity; the handler asks
 *   pilot_role_may() again once it knows the entity (imports)
 * @PILOT_ACCESS_COMMAND: roles that may give at least one command; the handler asks pilot_command_may() of the {name}
 */
typedef enum {
  PILOT_ACCESS_NOBODY,
  PILOT_ACCESS_ANYONE,
  PILOT_ACCESS_SIGNED_IN,
  PILOT_ACCESS_PEOPLE,
  PILOT_ACCESS_ADMINS,
  PILOT_ACCESS_ENTITY,
  PILOT_ACCESS_SOME_ENTITY,
  PILOT_ACCESS_COMMAND,
} PilotAccess;

typedef enum {
  PILOT_ROUTE_HAS_BODY = 1 << 0,    /* takes a JSON body; without the flag a body is thrown away */
  PILOT_ROUTE_NEEDS_KEY = 1 << 1,   /* Idempotency-Key is required */
  PILOT_ROUTE_STREAM = 1 << 2,      /* the event stream: answered by the server itself */
} PilotRouteFlags;

struct _PilotRoute
{
  const char *method;
  const char *pattern;  /* e.g. "/v1/{collection}/{id}" */
  PilotHandler handler; /* for the event stream: tells the newest revision, which opens the stream */
  PilotLane lane;
  PilotAccess access;
  PilotAction action;   /* for PILOT_ACCESS_ENTITY and _SOME_ENTITY */
  PilotRouteFlags flags;
  PilotPrepare prepare; /* (nullable): called first, on the password thread */
  PilotIsLong is_long;  /* (nullable) */
  PilotSurvey survey;   /* (nullable): called first where is_long says so, on the surveys' thread */
};

/** pilot_router_get_routes: the table; @n_routes: (out). */
const PilotRoute *pilot_router_get_routes (guint *n_routes);

/**
 * pilot_router_find:
 * @segments: decoded, "v1" first
 * @schema: (out) (nullable): of the {collection}
 * @allow: (out) (optional) (transfer full) (nullable): where the path is known but not with this method, the Allow header
 *
 * A literal segment goes before a name in braces; {collection} matches only a collection that there is.
 *
 * Returns: (transfer none) (nullable): the route
 */
const PilotRoute *pilot_router_find (const char *method, const char *const *segments, const PilotSchema **schema, char **allow);

/**
 * pilot_router_may:
 * @schema: (nullable): of the {collection}
 *
 * Returns: whether @role may use @route
 */
gboolean pilot_router_may (const PilotRoute *route, PilotRole role, const PilotSchema *schema);

G_END_DECLS
