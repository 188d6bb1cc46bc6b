/* pilot-wizard-settings.c: the portal's settings, each explained
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-wizard-settings.h"

#include "pilot-edits-toast.h"
#include "pilot-project-form.h"
#include "pilot-step-group.h"
#include "pilot-wizard-pages.h"

#include <glib/gi18n-lib.h>

#define MAX_FIELDS 4

typedef struct
{
  guint field; /* 0: the end */
  const char *hint; /* (nullable) */
} Setting;

/* [HirePort help: Agency Portal Settings Guide]: to be set before agencies are invited. */
static const struct
{
  const char *title;
  const char *description;
  Setting settings[MAX_FIELDS];
} groups[] = {
  { N_("Language and Currency"),
    N_("What an agency sees first, and in what its fees are counted, unless its contract or its user says otherwise. Default: your company’s. "
       "Language as “en” or “pt-BR”, currency as “EUR”."),
    { { PILOT_SETTINGS_LANGUAGE, NULL }, { PILOT_SETTINGS_CURRENCY, NULL } } },
  { N_("Duplicate Prevention"),
    N_("A candidate that is known already, by e-mail, phone or LinkedIn address, can’t be submitted again. Default: on the same job. On all jobs "
       "the first agency owns a candidate for the look-back period; agencies are told that they were too late, not by whom."),
    { { PILOT_SETTINGS_DUPLICATE_SCOPE, NULL }, { PILOT_SETTINGS_LOOK_BACK_DAYS, NULL } } },
  { N_("Limits"),
    N_("Credits: how many candidates an agency may submit on a job in all. Busy spots: how many may be in progress on a job at once; when one "
       "leaves, the next may come. Default: 0, no limit. Agencies see how many they have left."),
    { { PILOT_SETTINGS_CREDITS, NULL }, { PILOT_SETTINGS_BUSY_SPOTS, NULL } } },
  { N_("What Recruiters May Do"), N_("Default: all but bringing in colleagues. It holds for every user of every agency."),
    { { PILOT_SETTINGS_RECRUITERS_INVITE, N_("An agency’s users bring in their colleagues by themselves; a job must still be shared with each") },
      { PILOT_SETTINGS_RECRUITERS_SEE_STAGE, N_("Otherwise they see only that a candidate is in progress, hired or rejected") },
      { PILOT_SETTINGS_RECRUITERS_WITHDRAW, N_("Otherwise they have to ask you") } } },
  { N_("Chat"), N_("Default: on."),
    { { PILOT_SETTINGS_CHAT, N_("Agencies write to your hiring team about a job or a candidate; otherwise by e-mail alone") } } },
  { N_("Screening Questions"),
    N_("A question on each line. Default: none. An agency must answer them for each candidate that it submits."),
    { { PILOT_SETTINGS_SCREENING, NULL } } },
};

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PilotContext) context = user_data;
  g_autoptr (GError) error = NULL;
  PilotEdits *undo = NULL;

  if (!pilot_migration_save_finish (PILOT_MIGRATION (source), result, &undo, &error))
    pilot_context_toast_error (context, error);
  else if (pilot_context_get_migration (context) == PILOT_MIGRATION (source))
    pilot_edits_toast (context, _("The settings are reviewed"), undo);
  else
    g_clear_pointer (&undo, pilot_edits_free);
}

static void
reviewed_cb (PilotContext *context, GtkWidget *button)
{
  PilotMigration *migration = pilot_context_get_migration (context);
  g_autoptr (PilotRecord) changes = pilot_record_new (PILOT_ENTITY_SETTINGS);

  if (migration == NULL)
    return;
  pilot_record_set_integer (changes, PILOT_SETTINGS_REVIEWED_AT, g_get_real_time ());
  pilot_migration_save_project_async (migration, changes, NULL, saved_cb, g_object_ref (context));
}

/* What is set now is kept; that it is right can be said once there is a portal that it is the settings of. */
static void
update_button (GtkWidget *button, PilotMigration *migration)
{
  GtkLabel *label = g_object_get_data (G_OBJECT (button), "reason");
  PilotPlanRow *row = pilot_migration_find_row (migration, PILOT_PLAN_SETTINGS);
  gboolean blocked = row != NULL && pilot_plan_row_get_standing (row) == PILOT_STEP_BLOCKED;
  const char *why = blocked ? pilot_plan_row_get_reason (row) : NULL;
  g_autofree char *reason = NULL;
  gboolean may = pilot_migration_may_edit (migration, &reason) && !blocked;

  if (reason == NULL && why != NULL)
    /* Translators: what can't be done yet; %s is a sentence that says why */
    reason = g_strdup_printf (_("What you set here is kept, but can’t be confirmed yet. %s"), why);
  gtk_widget_set_sensitive (button, may);
  if (row != NULL && pilot_plan_row_get_standing (row) == PILOT_STEP_DONE)
    gtk_widget_remove_css_class (button, "suggested-action");
  else
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_label_set_text (label, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (label), reason != NULL);
}

GtkWidget *
pilot_wizard_settings_new (PilotContext *context, const char *key)
{
  GtkWidget *page = adw_preferences_page_new ();
  PilotProjectForm *form = pilot_project_form_new (context, PILOT_ENTITY_SETTINGS);
  AdwPreferencesGroup *step = pilot_step_group_new (context, key);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_All Settings Are as They Should Be"));
  GtkWidget *reason = gtk_label_new (NULL);

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_margin_top (button, 12);
  gtk_label_set_wrap (GTK_LABEL (reason), TRUE);
  gtk_label_set_xalign (GTK_LABEL (reason), 0);
  gtk_widget_set_margin_top (reason, 12);
  gtk_widget_add_css_class (reason, "dim-label");
  g_object_set_data (G_OBJECT (button), "reason", reason);
  update_button (button, pilot_context_get_migration (context));
  g_signal_connect_object (pilot_context_get_migration (context), "changed", G_CALLBACK (update_button), button, G_CONNECT_SWAPPED);
  g_signal_connect_object (button, "clicked", G_CALLBACK (reviewed_cb), context, G_CONNECT_SWAPPED);
  adw_preferences_group_add (step, reason);
  adw_preferences_group_add (step, button);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), step);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

      adw_preferences_group_set_title (group, _(groups[i].title));
      adw_preferences_group_set_description (group, _(groups[i].description));
      for (guint j = 0; j < MAX_FIELDS && groups[i].settings[j].field != 0; j++)
        pilot_project_form_add (form, group, groups[i].settings[j].field,
                                groups[i].settings[j].hint != NULL ? _(groups[i].settings[j].hint) : NULL);
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), group);
    }
  g_object_set_data_full (G_OBJECT (page), PILOT_WIZARD_FORM, form, g_object_unref);
  return page;
}
