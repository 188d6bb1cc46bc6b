/* pilot-router.c: which request is answered by what, on which thread, for whom
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-router.h"

#include "pilot-auth.h"
#include "pilot-command.h"
#include "pilot-meta.h"
#include "pilot-resource.h"

#include <string.h>

#define READ PILOT_LANE_READ
#define WRITE PILOT_LANE_WRITE
#define ANYONE PILOT_ACCESS_ANYONE, 0
#define SIGNED_IN PILOT_ACCESS_SIGNED_IN, 0
#define PEOPLE PILOT_ACCESS_PEOPLE, 0
#define ADMINS PILOT_ACCESS_ADMINS, 0
#define ENTITY(action) PILOT_ACCESS_ENTITY, PILOT_ACTION_##action
#define SOME_ENTITY(action) PILOT_ACCESS_SOME_ENTITY, PILOT_ACTION_##action
#define COMMAND PILOT_ACCESS_COMMAND, 0
#define BODY PILOT_ROUTE_HAS_BODY
#define KEY PILOT_ROUTE_NEEDS_KEY

/* A literal path stands before one in braces that it would match too. PUT asks for the lesser right, to change; whether
 * it creates is known to the handler, which asks again. */
static const PilotRoute routes[] = {
  { "GET", "/v1/health", pilot_meta_health, READ, ANYONE, 0 },
  { "GET", "/v1/contract", pilot_meta_contract, READ, ANYONE, 0 },
  { "POST", "/v1/sign-in", pilot_auth_sign_in, WRITE, ANYONE, BODY, pilot_auth_check_password },
  { "POST", "/v1/sign-out", pilot_auth_sign_out, WRITE, SIGNED_IN, 0 },
  { "GET", "/v1/me", pilot_auth_me, READ, SIGNED_IN, 0 },
  { "GET", "/v1/tokens", pilot_auth_list_tokens, READ, SIGNED_IN, 0 },
  { "POST", "/v1/tokens", pilot_auth_create_token, WRITE, SIGNED_IN, BODY },
  { "DELETE", "/v1/tokens/{id}", pilot_auth_delete_token, WRITE, SIGNED_IN, 0 },
  { "PUT", "/v1/members/{id}/password", pilot_auth_put_password, WRITE, ADMINS, BODY },
  { "GET", "/v1/events", pilot_meta_events, READ, SIGNED_IN, PILOT_ROUTE_STREAM },
  { "GET", "/v1/snapshot", pilot_resource_snapshot, READ, PEOPLE, 0 },
  { "GET", "/v1/changes", pilot_resource_changes, READ, PEOPLE, 0 },
  { "POST", "/v1/commands/{name}", pilot_resource_command, WRITE, COMMAND, BODY | KEY, NULL,
    pilot_resource_command_is_long, pilot_resource_command_survey },
  { "GET", "/v1/imports/{id}", pilot_resource_import_get, READ, SOME_ENTITY (IMPORT), 0 },
  { "PUT", "/v1/imports/{id}", pilot_resource_import_put, WRITE, SOME_ENTITY (IMPORT), BODY | KEY },
  { "DELETE", "/v1/imports/{id}", pilot_resource_import_delete, WRITE, SOME_ENTITY (IMPORT), KEY },
  { "PUT", "/v1/imports/{id}/chunks/{n}", pilot_resource_import_chunk, WRITE, SOME_ENTITY (IMPORT), BODY | KEY },
  { "POST", "/v1/imports/{id}/commit", pilot_resource_import_commit, WRITE, SOME_ENTITY (IMPORT), KEY },
  { "POST", "/v1/{collection}/bulk", pilot_resource_bulk, WRITE, ENTITY (IMPORT), BODY | KEY },
  { "GET", "/v1/{collection}", pilot_resource_list, READ, ENTITY (READ), 0 },
  { "GET", "/v1/{collection}/{id}", pilot_resource_get, READ, ENTITY (READ), 0 },
  { "PUT", "/v1/{collection}/{id}", pilot_resource_put, WRITE, ENTITY (CHANGE), BODY | KEY },
  { "PATCH", "/v1/{collection}/{id}", pilot_resource_patch, WRITE, ENTITY (CHANGE), BODY | KEY },
  { "DELETE", "/v1/{collection}/{id}", pilot_resource_delete, WRITE, ENTITY (DELETE), KEY },
};

/* Whether the segments are those of the pattern; @schema is set where the pattern names a collection. */
static gboolean
matches (const char *pattern, const char *const *segments, const PilotSchema **schema)
{
  g_auto (GStrv) parts = g_strsplit (pattern + 1, "/", -1);
  const PilotSchema *found = NULL;
  guint i;

  for (i = 0; parts[i] != NULL && segments[i] != NULL; i++)
    {
      if (strcmp (parts[i], "{collection}") == 0)
        {
          found = pilot_schema_from_collection (segments[i]);
          if (found == NULL)
            return FALSE;
        }
      else if (parts[i][0] == '{' ? segments[i][0] == '\0' : strcmp (parts[i], segments[i]) != 0)
        return FALSE;
    }
  if (parts[i] != NULL || segments[i] != NULL)
    return FALSE;
  *schema = found;
  return TRUE;
}

static gboolean
may_command_something (PilotRole role)
{
  guint n_rules;
  const PilotCommandRule *rules = pilot_command_get_rules (&n_rules);

  for (guint i = 0; i < n_rules; i++)
    if (pilot_command_may (role, rules[i].name))
      return TRUE;
  return FALSE;
}

const PilotRoute *
pilot_router_get_routes (guint *n_routes)
{
  *n_routes = G_N_ELEMENTS (routes);
  return routes;
}

const PilotRoute *
pilot_router_find (const char *method, const char *const *segments, const PilotSchema **schema, char **allow)
{
  g_autoptr (GString) methods = g_string_new (NULL);
  const PilotSchema *found = NULL;

  *schema = NULL;
  if (allow != NULL)
    *allow = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if (matches (routes[i].pattern, segments, &found))
      {
        if (strcmp (routes[i].method, method) == 0)
          {
            *schema = found;
            return &routes[i];
          }
        if (strstr (methods->str, routes[i].method) == NULL)
          g_string_append_printf (methods, "%s%s", methods->len > 0 ? ", " : "", routes[i].method);
      }
  if (allow != NULL && methods->len > 0)
    *allow = g_strdup (methods->str);
  return NULL;
}

gboolean
pilot_router_may (const PilotRoute *route, PilotRole role, const PilotSchema *schema)
{
  switch (route->access)
    {
    case PILOT_ACCESS_ANYONE:
      return TRUE;
    case PILOT_ACCESS_SIGNED_IN:
      return role < PILOT_N_ROLES;
    case PILOT_ACCESS_PEOPLE:
      return role < PILOT_N_ROLES && role != PILOT_ROLE_RECRUITER;
    case PILOT_ACCESS_ADMINS:
      return role == PILOT_ROLE_ADMIN;
    case PILOT_ACCESS_ENTITY:
      return schema != NULL && pilot_role_may (role, route->action, schema->entity);
    case PILOT_ACCESS_SOME_ENTITY:
      for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
        if (pilot_role_may (role, route->action, entity))
          return TRUE;
      return FALSE;
    case PILOT_ACCESS_COMMAND:
      return may_command_something (role);
    case PILOT_ACCESS_NOBODY:
    default:
      return FALSE;
    }
}
