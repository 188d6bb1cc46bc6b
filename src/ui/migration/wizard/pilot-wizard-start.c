/* pilot-wizard-start.c: sandbox or production, and what differs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-wizard-start.h"

#include "pilot-plain-row.h"

#include <glib/gi18n-lib.h>

/* What differs [Migrating Data, "Accessing the Portal in Your Sandbox Environment"], in the document's words; one line for each. */
static const struct
{
  const char *topic;
  const char *sandbox;
  const char *production;
} differences[] = {
  { N_("How it comes to be there"),
    N_("Not enabled by default in sandbox or test environments: it must be activated manually, by the steps of Phase A."),
    N_("Activated by the steps of Phase A, too.") },
  { N_("Who uses it"), N_("Access is limited to internal test users or a small set of test agency accounts."),
    N_("All agencies that you invite.") },
  { N_("Placements and invoicing"), N_("No real-world placements or invoicing can be processed."),
    N_("Real: what agencies submit counts.") },
  { N_("Data"), N_("Data in the sandbox does not fully mirror your production environment."),
    N_("Your agencies, their recruiters, jobs and candidates in progress.") },
  { N_("What it is for"), N_("Internal testing and training only, not for live agency work."), N_("Live agency work.") },
  { N_("Test agencies"), N_("To be created before the HirePort module is added; afterwards none can be."), N_("None are created.") },
};

struct _PilotWizardStart
{
  AdwBin parent_instance;

  PilotMigration *migration; /* (owned) */
  AdwPreferencesGroup *here;
  AdwActionRow *environment_row;
  AdwPreferencesGroup *differ;
  AdwActionRow *rows[G_N_ELEMENTS (differences)];
};

G_DEFINE_FINAL_TYPE (PilotWizardStart, pilot_wizard_start, ADW_TYPE_BIN)

static void
update (PilotWizardStart *self)
{
  const PilotPlanFacts *facts = pilot_migration_get_facts (self->migration);
  gboolean sandbox = facts != NULL && g_strcmp0 (facts->environment, "sandbox") == 0;
  gboolean known = facts != NULL && facts->environment != NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->environment_row),
                                 !known ? _("Not known yet") : sandbox ? _("Sandbox") : _("Production"));
  adw_action_row_set_subtitle (self->environment_row, facts != NULL && facts->company_name != NULL ? facts->company_name : "");
  for (guint i = 0; i < G_N_ELEMENTS (differences); i++)
    {
      /* Translators: what holds here, then what holds in the other environment, in two lines */
      g_autofree char *text = g_strdup_printf (_("Here: %s\n%s: %s"), _(sandbox ? differences[i].sandbox : differences[i].production),
                                               sandbox ? _("In production") : _("In a sandbox"),
                                               _(sandbox ? differences[i].production : differences[i].sandbox));

      adw_action_row_set_subtitle (self->rows[i], text);
    }
}

static void
pilot_wizard_start_dispose (GObject *object)
{
  g_clear_object (&PILOT_WIZARD_START (object)->migration);
  G_OBJECT_CLASS (pilot_wizard_start_parent_class)->dispose (object);
}

static void
pilot_wizard_start_class_init (PilotWizardStartClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pilot_wizard_start_dispose;
}

static void
pilot_wizard_start_init (PilotWizardStart *self)
{
  GtkWidget *page = adw_preferences_page_new ();

  self->here = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->here, _("This Plan Is For"));
  adw_preferences_group_set_description (self->here, _("A connection belongs to one environment, and so does its plan. To prepare the other one, open its "
                                                       "connection; most companies try the sandbox first."));
  self->environment_row = pilot_plain_row_add (self->here, "", 0, 6);
  self->differ = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->differ, _("What Differs"));
  for (guint i = 0; i < G_N_ELEMENTS (differences); i++)
    self->rows[i] = pilot_plain_row_add (self->differ, _(differences[i].topic), 0, 6);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), self->here);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), self->differ);
  adw_bin_set_child (ADW_BIN (self), page);
}

GtkWidget *
pilot_wizard_start_new (PilotContext *context)
{
  PilotWizardStart *self = g_object_new (PILOT_TYPE_WIZARD_START, NULL);

  self->migration = g_object_ref (pilot_context_get_migration (context));
  g_signal_connect_object (self->migration, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
