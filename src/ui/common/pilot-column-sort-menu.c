/* pilot-column-sort-menu.c: by what a list is sorted, without a click on a heading
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-column-sort-menu.h"

#include <glib/gi18n-lib.h>

#define SORT_BY "sort-by"
#define DESCENDING "descending"

static GSimpleAction *
get_action (PilotColumnSet *set, const char *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (pilot_column_set_get_actions (set)), name));
}

/* A click on a heading sorts as well: what the menu shows follows. */
static void
sort_changed_cb (PilotColumnSet *set)
{
  const PilotSchema *schema = pilot_column_set_get_schema (set);
  gboolean descending;
  guint field;

  pilot_column_set_get_sort (set, &field, &descending);
  g_simple_action_set_state (get_action (set, SORT_BY), g_variant_new_string (schema->fields[field].name));
  g_simple_action_set_state (get_action (set, DESCENDING), g_variant_new_boolean (descending));
}

static void
sort_by_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  PilotColumnSet *set = user_data;
  int field = pilot_schema_find_field (pilot_column_set_get_schema (set), g_variant_get_string (value, NULL));

  if (field >= 0)
    pilot_column_set_sort_by (set, (guint) field, FALSE);
}

static void
descending_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  PilotColumnSet *set = user_data;
  gboolean before;
  guint field;

  pilot_column_set_get_sort (set, &field, &before);
  pilot_column_set_sort_by (set, field, g_variant_get_boolean (value));
}

static void
add_action (PilotColumnSet *set, GSimpleAction *action, GCallback change_cb)
{
  g_signal_connect_object (action, "change-state", change_cb, set, 0);
  g_action_map_add_action (G_ACTION_MAP (pilot_column_set_get_actions (set)), G_ACTION (action));
  g_object_unref (action);
}

GMenuModel *
pilot_column_sort_menu_new (PilotColumnSet *set)
{
  const PilotSchema *schema = pilot_column_set_get_schema (set);
  g_autoptr (GMenu) fields = g_menu_new ();
  g_autoptr (GMenu) order = g_menu_new ();
  GMenu *menu = g_menu_new ();

  /* In the order of the columns: what the portal sets for every record comes last. */
  for (guint f = 0; f < schema->n_fields; f++)
    {
      guint at = (f + PILOT_FIELD_FIRST) % schema->n_fields;
      g_autoptr (GMenuItem) item = g_menu_item_new (_(schema->fields[at].label), NULL);

      g_menu_item_set_action_and_target (item, "columns." SORT_BY, "s", schema->fields[at].name);
      if (pilot_column_set_has_field (set, at))
        g_menu_append_item (fields, item);
    }
  g_menu_append (order, _("_Descending"), "columns." DESCENDING);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (order));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (fields));
  add_action (set, g_simple_action_new_stateful (SORT_BY, G_VARIANT_TYPE_STRING, g_variant_new_string ("")),
              G_CALLBACK (sort_by_cb));
  add_action (set, g_simple_action_new_stateful (DESCENDING, NULL, g_variant_new_boolean (FALSE)), G_CALLBACK (descending_cb));
  g_signal_connect_object (set, "sort-changed", G_CALLBACK (sort_changed_cb), set, 0);
  sort_changed_cb (set);
  return G_MENU_MODEL (menu);
}
