/* dump-schemas.c: what the program knows of entities, roles and routes, as JSON, to be compared with the contract
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <json-glib/json-glib.h>

#include "pilot-command.h"
#include "pilot-entities.h"
#include "pilot-router.h"

static const char *const type_names[] = {
  [PILOT_FIELD_TEXT] = "text", [PILOT_FIELD_INTEGER] = "integer", [PILOT_FIELD_BOOLEAN] = "boolean", [PILOT_FIELD_TIME] = "time",
  [PILOT_FIELD_DATE] = "date", [PILOT_FIELD_CHOICE] = "choice",   [PILOT_FIELD_REF] = "ref",
};

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
add_field (JsonBuilder *builder, const PilotField *field)
{
  json_builder_begin_object (builder);
  add_text (builder, "json", field->json);
  add_text (builder, "label", field->label);
  add_text (builder, "type", type_names[field->type]);
  add_boolean (builder, "required", (field->flags & PILOT_FIELD_REQUIRED) != 0);
  add_boolean (builder, "readOnly", (field->flags & PILOT_FIELD_READ_ONLY) != 0);
  add_boolean (builder, "multiline", (field->flags & PILOT_FIELD_MULTILINE) != 0);
  add_boolean (builder, "personal", (field->flags & PILOT_FIELD_PERSONAL) != 0);
  add_boolean (builder, "filtered", (field->flags & PILOT_FIELD_FILTERED) != 0);
  add_boolean (builder, "searched", (field->flags & PILOT_FIELD_SEARCHED) != 0);
  json_builder_set_member_name (builder, "maxChars");
  json_builder_add_int_value (builder, field->max_chars);
  json_builder_set_member_name (builder, "check");
  json_builder_add_int_value (builder, field->check);
  if (field->type == PILOT_FIELD_REF)
    add_text (builder, "ref", pilot_schema_get (field->ref)->name);
  json_builder_set_member_name (builder, "choices");
  json_builder_begin_array (builder);
  for (guint i = 0; field->choices != NULL && field->choices[i].value != NULL; i++)
    json_builder_add_string_value (builder, field->choices[i].value);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_entities (JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "entities");
  json_builder_begin_array (builder);
  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    {
      const PilotSchema *schema = pilot_schema_get (entity);

      json_builder_begin_object (builder);
      add_text (builder, "name", schema->name);
      add_text (builder, "collection", schema->collection);
      add_text (builder, "label", schema->label);
      add_text (builder, "labelMany", schema->label_many);
      add_boolean (builder, "writable", schema->writable);
      json_builder_set_member_name (builder, "fields");
      json_builder_begin_array (builder);
      for (guint i = 0; i < schema->n_fields; i++)
        add_field (builder, &schema->fields[i]);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* One entry for each route, and for a route of collections one for each of them. */
static void
add_route (JsonBuilder *builder, const PilotRoute *route, const PilotSchema *schema)
{
  g_auto (GStrv) parts = g_strsplit (route->pattern, "{collection}", 2);
  g_autofree char *path = g_strjoinv (schema != NULL ? schema->collection : "", parts);

  json_builder_begin_object (builder);
  add_text (builder, "method", route->method);
  add_text (builder, "path", path);
  add_boolean (builder, "anyone", route->access == PILOT_ACCESS_ANYONE);
  add_boolean (builder, "needsKey", (route->flags & PILOT_ROUTE_NEEDS_KEY) != 0);
  add_boolean (builder, "hasBody", (route->flags & PILOT_ROUTE_HAS_BODY) != 0);
  json_builder_set_member_name (builder, "roles");
  json_builder_begin_array (builder);
  for (guint role = 0; role < PILOT_N_ROLES; role++)
    if (pilot_router_may (route, role, schema))
      json_builder_add_string_value (builder, pilot_role_to_name (role));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_routes (JsonBuilder *builder)
{
  guint n_routes;
  const PilotRoute *routes = pilot_router_get_routes (&n_routes);

  json_builder_set_member_name (builder, "routes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_routes; i++)
    {
      if (strstr (routes[i].pattern, "{collection}") == NULL)
        add_route (builder, &routes[i], NULL);
      else
        for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
          add_route (builder, &routes[i], pilot_schema_get (entity));
    }
  json_builder_end_array (builder);
}

static void
add_names (JsonBuilder *builder, const char *name, const char *const *names, guint n_names)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_names; i++)
    json_builder_add_string_value (builder, names[i]);
  json_builder_end_array (builder);
}

static void
add_command (JsonBuilder *builder, const PilotCommandRule *rule)
{
  const char *roles[PILOT_N_ROLES];
  guint n_roles = 0;
  guint n_required = 0;
  guint n_all = g_strv_length ((char **) rule->arguments);

  for (guint role = 0; role < PILOT_N_ROLES; role++)
    if (pilot_command_may (role, rule->name))
      roles[n_roles++] = pilot_role_to_name (role);
  while (n_required < n_all && rule->arguments[n_required][0] != '\0')
    n_required++;
  json_builder_begin_object (builder);
  add_text (builder, "name", rule->name);
  add_names (builder, "roles", roles, n_roles);
  add_names (builder, "required", rule->arguments, n_required);
  add_names (builder, "optional", rule->arguments + MIN (n_required + 1, n_all), n_all - MIN (n_required + 1, n_all));
  json_builder_end_object (builder);
}

static void
add_commands (JsonBuilder *builder)
{
  guint n_rules;
  const PilotCommandRule *rules = pilot_command_get_rules (&n_rules);

  json_builder_set_member_name (builder, "commands");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_rules; i++)
    add_command (builder, &rules[i]);
  json_builder_end_array (builder);
}

int
main (void)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  add_entities (builder);
  add_routes (builder);
  add_commands (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);
  g_print ("%s\n", text);
  return 0;
}
