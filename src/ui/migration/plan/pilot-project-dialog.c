/* pilot-project-dialog.c: dates, lead times and people of the migration
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-project-dialog.h"

#include "pilot-plan-words.h"
#include "pilot-window.h"

#include <glib/gi18n-lib.h>

#define MAX_FIELDS 4

/* A group of fields, and why they are asked for. */
static const struct
{
  const char *title;
  const char *description; /* (nullable); with days: of the lead times */
  guint fields[MAX_FIELDS]; /* ends with 0 */
  const char *hint; /* (nullable): of the rows that have a place for it */
  guint days[3]; /* what the description tells */
} groups[] = {
  { N_("Next Renewal"),
    N_("As YYYY-MM-DD. The legacy agency portal remains supported until the point of your next renewal: your contract or your Customer "
       "Success Manager names the day. The plan counts back from it."),
    { PILOT_PROJECT_RENEWAL_DATE } },
  { N_("Lead Times"),
    /* Translators: numbers of working days: for the preparation, for SmartRecruiters and HirePort, in reserve */
    N_("In working days. Where nothing is entered, the plan counts with %u for the preparation, %u for SmartRecruiters and HirePort, and "
       "%u in reserve."),
    { PILOT_PROJECT_PREPARATION_DAYS, PILOT_PROJECT_VENDOR_DAYS, PILOT_PROJECT_RESERVE_DAYS }, NULL,
    { PILOT_COUNTDOWN_PREPARATION_DAYS, PILOT_COUNTDOWN_VENDOR_DAYS, PILOT_COUNTDOWN_RESERVE_DAYS } },
  { N_("Days Without Downtime"),
    N_("Holidays and days on which you can’t do without the portal, a line for each: the date, then its name, such as 2026-12-25 Christmas. "
       "The migration is executed on one working day, a Friday; these are not offered."),
    { PILOT_PROJECT_HOLIDAYS } },
  { N_("People"), N_("SmartRecruiters notifies your Customer Success Manager, who confirms to you that the migration is complete."),
    { PILOT_PROJECT_CSM_NAME, PILOT_PROJECT_CSM_EMAIL } },
  { N_("Safety"), NULL, { PILOT_PROJECT_CONSENT_NEEDED },
    N_("Before the old agency portal is given up, another admin than the one who takes the step must have consented. Whoever switches "
       "this off still needs that consent.") },
};

struct _PilotProjectDialog
{
  AdwWindow parent_instance;

  PilotProjectForm *form;       /* (owned) */
  PilotMigration *migration;    /* (owned) */
  AdwPreferencesGroup *safety;
};

G_DEFINE_FINAL_TYPE (PilotProjectDialog, pilot_project_dialog, ADW_TYPE_WINDOW)

static gboolean
pilot_project_dialog_close_request (GtkWindow *window)
{
  PilotProjectForm *form = PILOT_PROJECT_DIALOG (window)->form;

  if (!pilot_project_form_leave (form))
    {
      pilot_project_form_focus_wrong (form);
      return TRUE;
    }
  return GTK_WINDOW_CLASS (pilot_project_dialog_parent_class)->close_request (window);
}

static void
pilot_project_dialog_dispose (GObject *object)
{
  g_clear_object (&PILOT_PROJECT_DIALOG (object)->form);
  g_clear_object (&PILOT_PROJECT_DIALOG (object)->migration);
  G_OBJECT_CLASS (pilot_project_dialog_parent_class)->dispose (object);
}

static void
pilot_project_dialog_class_init (PilotProjectDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_project_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = pilot_project_dialog_close_request;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
pilot_project_dialog_init (PilotProjectDialog *self)
{
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_title (GTK_WINDOW (self), _("Dates and People"));
  gtk_window_set_default_size (GTK_WINDOW (self), 620, 580);
}

/* (transfer full) (nullable) */
static char *
dup_description (guint group)
{
  const guint *days = groups[group].days;

  if (groups[group].description == NULL)
    return NULL;
  return days[0] != 0 ? g_strdup_printf (_(groups[group].description), days[0], days[1], days[2]) : g_strdup (_(groups[group].description));
}

/* What switching it off did is told where it was switched. */
static void
update_safety (PilotProjectDialog *self)
{
  g_autofree char *text = pilot_plan_words_dup_consent_off (self->migration);

  adw_preferences_group_set_description (self->safety, text);
}

static void
fill (PilotProjectDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *toasts = adw_toast_overlay_new ();
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *close = gtk_button_new_with_mnemonic (_("_Close"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (close), "window.close");
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), close);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
      g_autofree char *description = dup_description (i);

      adw_preferences_group_set_title (group, _(groups[i].title));
      adw_preferences_group_set_description (group, description);
      for (guint j = 0; j < MAX_FIELDS && groups[i].fields[j] != 0; j++)
        pilot_project_form_add (self->form, group, groups[i].fields[j], groups[i].hint != NULL ? _(groups[i].hint) : NULL);
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), group);
      if (groups[i].fields[0] == PILOT_PROJECT_CONSENT_NEEDED)
        self->safety = group;
    }
  gtk_widget_set_vexpand (toasts, TRUE);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), page);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), toasts);
  adw_window_set_content (ADW_WINDOW (self), box);
  pilot_window_take_toasts (GTK_WINDOW (self), ADW_TOAST_OVERLAY (toasts));
}

PilotProjectDialog *
pilot_project_dialog_present (PilotContext *context, GtkWidget *parent)
{
  PilotProjectDialog *self = g_object_new (PILOT_TYPE_PROJECT_DIALOG, NULL);

  self->form = pilot_project_form_new (context, PILOT_ENTITY_PROJECT);
  self->migration = g_object_ref (pilot_context_get_migration (context));
  fill (self);
  update_safety (self);
  g_signal_connect_object (self->migration, "changed", G_CALLBACK (update_safety), self, G_CONNECT_SWAPPED);
  pilot_window_present_dialog (GTK_WINDOW (self), context, parent);
  pilot_project_form_focus_first (self->form);
  return self;
}

PilotProjectForm *
pilot_project_dialog_get_form (PilotProjectDialog *self)
{
  return self->form;
}
