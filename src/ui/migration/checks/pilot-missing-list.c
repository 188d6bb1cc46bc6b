/* pilot-missing-list.c: what is missing before the gate of no return, as rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-missing-list.h"

#include "pilot-plain-row.h"
#include "pilot-step-target.h"

#include <glib/gi18n-lib.h>

static AdwActionRow *
add_row (AdwPreferencesGroup *group, GPtrArray *rows, const char *text, const char *icon_name, const char *css_class)
{
  AdwActionRow *row = pilot_plain_row_add (group, text, 4, 0);
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (icon, css_class);
  adw_action_row_add_prefix (row, icon);
  g_ptr_array_add (rows, row);
  return row;
}

static void
activated_cb (PilotContext *context, GtkWidget *row)
{
  pilot_step_target_open (context, row, g_object_get_data (G_OBJECT (row), "step"));
}

static void
lead_to (AdwActionRow *row, const PilotPlanStep *step, PilotContext *context)
{
  g_object_set_data (G_OBJECT (row), "step", (gpointer) step);
  adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), context, G_CONNECT_SWAPPED);
}

/* Rows that say the same stay: the one that has the focus keeps it. */
static gboolean
is_shown (GPtrArray *rows, GPtrArray *missing)
{
  if (rows->len != missing->len)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    if (!g_str_equal (adw_preferences_row_get_title (rows->pdata[i]), missing->pdata[i]))
      return FALSE;
  return rows->len > 0;
}

guint
pilot_missing_list_fill (AdwPreferencesGroup *group, GPtrArray *rows, PilotContext *context)
{
  PilotMigration *migration = pilot_context_get_migration (context);
  const PilotPlanFacts *facts = migration != NULL ? pilot_migration_get_facts (migration) : NULL;
  g_autoptr (GPtrArray) missing = facts != NULL ? pilot_plan_judge_gate (facts) : NULL;
  g_autoptr (GPtrArray) steps = facts != NULL ? pilot_plan_list_gate_needs (facts) : NULL;

  if (missing != NULL && is_shown (rows, missing))
    return missing->len;
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, rows->pdata[i]);
  g_ptr_array_set_size (rows, 0);
  if (missing == NULL)
    return 1;
  for (guint i = 0; i < missing->len; i++)
    {
      AdwActionRow *row = add_row (group, rows, missing->pdata[i], "changes-prevent-symbolic", "warning");

      /* Consent is given beside this list. */
      if (i < steps->len && !g_str_equal (((const PilotPlanStep *) steps->pdata[i])->key, PILOT_PLAN_CONSENT))
        lead_to (row, steps->pdata[i], context);
    }
  if (missing->len == 0)
    add_row (group, rows, _("Nothing is missing."), "emblem-ok-symbolic", "success");
  return missing->len;
}
