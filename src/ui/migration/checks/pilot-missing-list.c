/* pilot-missing-list.c: what is missing before the gate of no return, as rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-missing-list.h"

#include "pilot-plain-row.h"

#include <glib/gi18n-lib.h>

static void
add_row (AdwPreferencesGroup *group, GPtrArray *rows, const char *text, const char *icon_name, const char *css_class)
{
  AdwActionRow *row = pilot_plain_row_add (group, text, 3, 0);
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (icon, css_class);
  adw_action_row_add_prefix (row, icon);
  g_ptr_array_add (rows, row);
}

guint
pilot_missing_list_fill (AdwPreferencesGroup *group, GPtrArray *rows, PilotMigration *migration)
{
  const PilotPlanFacts *facts = pilot_migration_get_facts (migration);
  g_autoptr (GPtrArray) missing = facts != NULL ? pilot_plan_judge_gate (facts) : NULL;

  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, rows->pdata[i]);
  g_ptr_array_set_size (rows, 0);
  if (missing == NULL)
    return 1;
  for (guint i = 0; i < missing->len; i++)
    add_row (group, rows, missing->pdata[i], "changes-prevent-symbolic", "warning");
  if (missing->len == 0)
    add_row (group, rows, _("Nothing is missing."), "emblem-ok-symbolic", "success");
  return missing->len;
}
