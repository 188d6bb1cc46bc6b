/* test-roles.c: roles × endpoints, cell by cell
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-command.h"
#include "pilot-raw-client.h"
#include "pilot-router.h"
#include "pilot-test.h"

#include <string.h>

/* Written out by hand, not derived from the tables that it is to check. A cell is "+" for allowed and "-" for denied, in
 * the order of PilotRole: admin, ta_lead, auditor, operator, recruiter. */

typedef struct
{
  const char *method;
  const char *path;
  const char *pattern;
  const char *cells;
  gboolean anyone; /* without a token too */
} Row;

static const Row rows[] = {
  { "GET", "/v1/health", "/v1/health", "+++++", TRUE },
  { "GET", "/v1/contract", "/v1/contract", "+++++", TRUE },
  { "POST", "/v1/sign-in", "/v1/sign-in", "+++++", TRUE },
  { "GET", "/v1/me", "/v1/me", "+++++" },
  { "GET", "/v1/tokens", "/v1/tokens", "+++++" },
  { "POST", "/v1/tokens", "/v1/tokens", "+++++" },
  { "DELETE", "/v1/tokens/ID", "/v1/tokens/{id}", "+++++" },
  { "PUT", "/v1/members/ID/password", "/v1/members/{id}/password", "+----" },
  { "GET", "/v1/events", "/v1/events", "+++++" },
  { "GET", "/v1/snapshot?limit=1", "/v1/snapshot", "++++-" },
  { "GET", "/v1/changes?after=0&epoch=ID", "/v1/changes", "++++-" },
  { "POST", "/v1/commands/enable-subscription", "/v1/commands/{name}", "---+-" },
  { "GET", "/v1/imports/ID", "/v1/imports/{id}", "+----" },
  { "PUT", "/v1/imports/ID", "/v1/imports/{id}", "+----" },
  { "DELETE", "/v1/imports/ID", "/v1/imports/{id}", "+----" },
  { "PUT", "/v1/imports/ID/chunks/0", "/v1/imports/{id}/chunks/{n}", "+----" },
  { "POST", "/v1/imports/ID/commit", "/v1/imports/{id}/commit", "+----" },
  { "POST", "/v1/sign-out", "/v1/sign-out", "+++++" }, /* last: it ends the token */
};

/* Of each collection: list and get; put (of what is there) and patch; delete; bulk. */
static const struct
{
  const char *collection;
  const char *read, *change, *delete, *bulk, *create;
} collections[] = {
  /*                  read     change   delete   bulk     create */
  { "company",      "+++++", "+----", "-----", "-----", "-----" },
  { "members",      "++++-", "+----", "+----", "+----", "+----" },
  { "processes",    "++++-", "+----", "+----", "+----", "+----" },
  { "stages",       "++++-", "+----", "+----", "+----", "+----" },
  { "agencies",     "+++++", "+--+-", "+----", "+----", "+----" },
  { "recruiters",   "+++++", "+--+-", "+----", "+----", "+----" },
  { "jobs",         "+++++", "+----", "+----", "+----", "+----" },
  { "assignments",  "++++-", "+----", "+----", "+----", "+----" },
  { "shares",       "+++++", "+----", "+----", "+----", "+----" },
  { "candidates",   "+++++", "++---", "+----", "+----", "+----" },
  { "audit-events", "+++--", "-----", "-----", "-----", "-----" },
  { "projects",     "++++-", "+----", "-----", "-----", "-----" },
  { "settings",     "+++++", "+----", "-----", "-----", "-----" },
  { "steps",        "++++-", "+--+-", "+----", "+----", "+--+-" },
  { "mappings",     "++++-", "+----", "+----", "+----", "+----" },
  { "handoffs",     "++++-", "+--+-", "+----", "+----", "+----" },
  { "runs",         "++++-", "+----", "+----", "+----", "+----" },
  { "scope-choices", "++++-", "+----", "+----", "+----", "+----" },
  { "checks",       "++++-", "+----", "+----", "+----", "+----" },
  { "results",      "++++-", "-----", "-----", "-----", "-----" },
};

static const struct
{
  const char *name;
  const char *cells;
} commands[] = {
  { "enable-subscription", "---+-" }, { "record-snapshot", "+----" }, { "consent-gate", "+----" }, { "pass-gate", "+----" },
  { "activate-portal", "+----" },     { "visit-job", "+----" },       { "check-run", "+----" },    { "request-run", "+----" },
  { "accept-run", "---+-" },          { "schedule-run", "+----" },    { "start-run", "---+-" },    { "pause-run", "+--+-" },
  { "resume-run", "+--+-" },          { "request-retry", "+----" },   { "retry-run", "---+-" },    { "approve-run", "+----" },
  { "cancel-run", "+--+-" },
};

static PilotTestPortal *portal;

/* (transfer full): the path with a UUID that nothing has in the place of ID. */
static char *
dup_path (const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "ID", -1);
  g_autofree char *id = g_uuid_string_random ();

  return g_strjoinv (id, parts);
}

/* Asks, and says which way it went by the status alone: what is allowed fails for other reasons here. */
static void
check_cell (const char *method, const char *path, const char *token, const char *header, const char *value, gboolean allowed,
            const char *who)
{
  g_autofree char *full = dup_path (path);
  gboolean has_body = strcmp (method, "GET") != 0 && strcmp (method, "DELETE") != 0;
  g_autoptr (PilotTestAnswer) answer = NULL;

  if (header != NULL)
    answer = pilot_test_portal_request (portal, method, full, token, has_body ? "{}" : NULL, header, value, NULL);
  else
    answer = pilot_test_portal_request (portal, method, full, token, has_body ? "{}" : NULL, NULL);
  if (allowed && (answer->status == 401 || answer->status == 403 || answer->status == 405 || answer->status >= 500))
    g_error ("%s %s should be open to %s: %u %s", method, path, who, answer->status, answer->body);
  if (!allowed && answer->status != (token == NULL ? 401u : 403u))
    g_error ("%s %s should be closed to %s: %u %s", method, path, who, answer->status, answer->body);
  if (!allowed)
    g_assert_cmpstr (pilot_test_answer_get_problem (answer), ==, token == NULL ? "unauthorized" : "forbidden");
}

/* The event stream doesn't end: its status line has to do. */
static void
check_stream (const char *token, gboolean allowed)
{
  g_autoptr (GSocket) socket = pilot_raw_connect (portal, NULL);
  g_autofree char *request = g_strdup_printf ("GET /v1/events HTTP/1.1\r\nHost: x\r\n%s%s\r\n\r\n",
                                              token != NULL ? "Authorization: Bearer " : "X: ", token != NULL ? token : "x");
  g_autofree char *text = NULL;

  g_assert_true (pilot_raw_send (socket, request, -1));
  text = pilot_raw_read_until (socket, "\r\n\r\n");
  g_assert_true (g_str_has_prefix (text, allowed ? "HTTP/1.1 200 " : "HTTP/1.1 401 "));
}

static void
check_row (const char *method, const char *path, const char *header, const char *value, const char *cells)
{
  g_assert_cmpuint (strlen (cells), ==, PILOT_N_ROLES);
  for (guint role = 0; role < PILOT_N_ROLES; role++)
    check_cell (method, path, pilot_test_portal_sign_in_as (portal, role), header, value, cells[role] == '+',
                pilot_role_to_name (role));
}

static void
test_every_route_is_here (void)
{
  guint n_routes = 0;
  const PilotRoute *routes = pilot_router_get_routes (&n_routes);
  guint n_found = 0;

  for (guint i = 0; i < n_routes; i++)
    {
      gboolean found = strstr (routes[i].pattern, "{collection}") != NULL;

      for (guint j = 0; j < G_N_ELEMENTS (rows) && !found; j++)
        found = strcmp (rows[j].method, routes[i].method) == 0 && strcmp (rows[j].pattern, routes[i].pattern) == 0;
      if (!found)
        g_error ("%s %s has no row in this test", routes[i].method, routes[i].pattern);
      n_found++;
    }
  /* Six of collections. */
  g_assert_cmpuint (n_found, ==, G_N_ELEMENTS (rows) + 6);
  g_assert_cmpuint (G_N_ELEMENTS (collections), ==, PILOT_N_ENTITIES);
  for (guint i = 0; i < PILOT_N_ENTITIES; i++)
    g_assert_cmpstr (collections[i].collection, ==, pilot_schema_get (i)->collection);
}

static void
test_default_deny (void)
{
  const PilotRoute route = { "GET", "/v1/new" };

  for (guint role = 0; role < PILOT_N_ROLES; role++)
    g_assert_false (pilot_router_may (&route, role, NULL));
  for (guint i = 0; i < 6; i++)
    {
      const PilotRoute entity = { "GET", "/v1/{collection}", NULL, PILOT_LANE_READ, PILOT_ACCESS_ENTITY, PILOT_ACTION_READ };

      /* Without a collection, or for a role that there isn't. */
      g_assert_false (pilot_router_may (&entity, PILOT_ROLE_ADMIN, NULL));
      g_assert_false (pilot_router_may (&entity, PILOT_N_ROLES + i, pilot_schema_get (PILOT_ENTITY_AGENCY)));
    }
}

static void
test_fixed_routes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (strcmp (rows[i].path, "/v1/events") == 0)
        {
          for (guint role = 0; role < PILOT_N_ROLES; role++)
            check_stream (pilot_test_portal_sign_in_as (portal, role), TRUE);
          continue;
        }
      check_row (rows[i].method, rows[i].path, NULL, NULL, rows[i].cells);
    }
}

static void
test_collections (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (collections); i++)
    {
      g_autofree char *list = g_strconcat ("/v1/", collections[i].collection, NULL);
      g_autofree char *item = g_strconcat (list, "/ID", NULL);
      g_autofree char *bulk = g_strconcat (list, "/bulk", NULL);

      check_row ("GET", list, NULL, NULL, collections[i].read);
      check_row ("GET", item, NULL, NULL, collections[i].read);
      check_row ("PUT", item, "If-Match", "\"1\"", collections[i].change);
      check_row ("PUT", item, "If-None-Match", "*", collections[i].create);
      check_row ("PATCH", item, "If-Match", "\"1\"", collections[i].change);
      check_row ("DELETE", item, "If-Match", "\"1\"", collections[i].delete);
      check_row ("POST", bulk, NULL, NULL, collections[i].bulk);
    }
}

static void
test_commands (void)
{
  guint n_rules;
  const PilotCommandRule *rules = pilot_command_get_rules (&n_rules);

  g_assert_cmpuint (n_rules, ==, G_N_ELEMENTS (commands));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *path = g_strconcat ("/v1/commands/", commands[i].name, NULL);

      g_assert_cmpstr (rules[i].name, ==, commands[i].name);
      check_row ("POST", path, NULL, NULL, commands[i].cells);
      check_cell ("POST", path, NULL, NULL, NULL, FALSE, "anyone");
    }
}

static void
test_anonymous (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (strcmp (rows[i].path, "/v1/events") == 0)
        check_stream (NULL, FALSE);
      else if (strcmp (rows[i].path, "/v1/sign-in") != 0)
        check_cell (rows[i].method, rows[i].path, NULL, NULL, NULL, rows[i].anyone, "anyone");
    }
  for (guint i = 0; i < G_N_ELEMENTS (collections); i++)
    {
      g_autofree char *list = g_strconcat ("/v1/", collections[i].collection, NULL);
      g_autofree char *item = g_strconcat (list, "/ID", NULL);
      g_autofree char *bulk = g_strconcat (list, "/bulk", NULL);

      check_cell ("GET", list, NULL, NULL, NULL, FALSE, "anyone");
      check_cell ("GET", item, NULL, NULL, NULL, FALSE, "anyone");
      check_cell ("PUT", item, NULL, NULL, NULL, FALSE, "anyone");
      check_cell ("PATCH", item, NULL, NULL, NULL, FALSE, "anyone");
      check_cell ("DELETE", item, NULL, NULL, NULL, FALSE, "anyone");
      check_cell ("POST", bulk, NULL, NULL, NULL, FALSE, "anyone");
    }
}

int
main (int argc, char **argv)
{
  int status;

  pilot_test_init (&argc, &argv);
  portal = pilot_raw_start_small (NULL);
  g_test_add_func ("/server/roles/every route and every collection is tested", test_every_route_is_here);
  g_test_add_func ("/server/roles/a route without a rule is closed", test_default_deny);
  g_test_add_func ("/server/roles/collections cell by cell", test_collections);
  g_test_add_func ("/server/roles/commands cell by cell", test_commands);
  g_test_add_func ("/server/roles/without a token almost nothing is open", test_anonymous);
  g_test_add_func ("/server/roles/the other routes cell by cell", test_fixed_routes);
  status = g_test_run ();
  pilot_test_portal_free (portal);
  return status;
}
