/* pilot-wizard-pages.c: the pages of the wizard, as a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-wizard-pages.h"

#include "pilot-project-form.h"
#include "pilot-step-group.h"
#include "pilot-step-panel.h"
#include "pilot-wizard-activate.h"
#include "pilot-wizard-finish.h"
#include "pilot-wizard-gate.h"
#include "pilot-wizard-jobs.h"
#include "pilot-wizard-mapping.h"
#include "pilot-wizard-settings.h"
#include "pilot-wizard-snapshot.h"
#include "pilot-wizard-start.h"

#include <glib/gi18n-lib.h>

static GtkWidget *
make_page (AdwPreferencesGroup *first, AdwPreferencesGroup *second)
{
  GtkWidget *page = adw_preferences_page_new ();

  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), first);
  if (second != NULL)
    adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), second);
  return page;
}

static GtkWidget *
create_start (PilotContext *context, const char *const *steps)
{
  return pilot_wizard_start_new (context);
}

/* Steps that a person confirms. */
static GtkWidget *
create_panels (PilotContext *context, const char *const *steps)
{
  GtkWidget *page = adw_preferences_page_new ();

  for (guint i = 0; i < PILOT_WIZARD_MAX_STEPS && steps[i] != NULL; i++)
    adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                              ADW_PREFERENCES_GROUP (pilot_step_panel_new (context, pilot_plan_find_step (steps[i]))));
  return page;
}

/* First what is waited for, then what is known of it. */
static GtkWidget *
create_subscription (PilotContext *context, const char *const *steps)
{
  AdwPreferencesGroup *group = pilot_step_group_new (context, steps[0]);

  pilot_step_group_add_step (PILOT_STEP_GROUP (group), steps[1]);
  return make_page (group, NULL);
}

/* What can only be decided well while the old portal can still be read. */
static GtkWidget *
create_decide (PilotContext *context, const char *const *steps)
{
  static const guint fields[] = { PILOT_PROJECT_HISTORY, PILOT_PROJECT_ON_HOLD, PILOT_PROJECT_TRANSFERRED };
  GtkWidget *page = adw_preferences_page_new ();
  PilotProjectForm *form = pilot_project_form_new (context, PILOT_ENTITY_PROJECT);
  AdwPreferencesGroup *last;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      AdwPreferencesGroup *group = pilot_step_group_new (context, steps[i]);

      pilot_project_form_add (form, group, fields[i], NULL);
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), group);
    }
  for (guint i = G_N_ELEMENTS (fields); i < PILOT_WIZARD_MAX_STEPS && steps[i] != NULL; i++)
    {
      last = pilot_step_group_new (context, steps[i]);
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), last);
    }
  g_object_set_data_full (G_OBJECT (page), PILOT_WIZARD_FORM, form, g_object_unref);
  return page;
}

static GtkWidget *
create_snapshot (PilotContext *context, const char *const *steps)
{
  return make_page (pilot_step_group_new (context, steps[0]), pilot_wizard_snapshot_new (context));
}

static GtkWidget *
create_gate (PilotContext *context, const char *const *steps)
{
  return make_page (pilot_step_group_new (context, steps[1]), pilot_wizard_gate_new (context));
}

static GtkWidget *
create_activate (PilotContext *context, const char *const *steps)
{
  return make_page (pilot_step_group_new (context, steps[0]), pilot_wizard_activate_new (context));
}

static GtkWidget *
create_jobs (PilotContext *context, const char *const *steps)
{
  return make_page (pilot_step_group_new (context, steps[0]), pilot_wizard_jobs_new (context));
}

static GtkWidget *
create_mapping (PilotContext *context, const char *const *steps)
{
  return pilot_wizard_mapping_new (context, steps[0]);
}

static GtkWidget *
create_settings (PilotContext *context, const char *const *steps)
{
  return pilot_wizard_settings_new (context, steps[0]);
}

static GtkWidget *
create_finish (PilotContext *context, const char *const *steps)
{
  return pilot_wizard_finish_new (context, steps[0]);
}

/* The document's order; what it asks for before step 3 stands before the gate. */
static const PilotWizardPage pages[] = {
  { "start", N_("Sandbox or production"), { NULL }, create_start },
  { "agencies", N_("Test agencies"), { PILOT_PLAN_TEST_AGENCIES }, create_panels },
  { "module", N_("Ask for the module"), { PILOT_PLAN_MODULE_TICKET }, create_panels },
  { "subscription", N_("Wait for the subscription"), { PILOT_PLAN_SUBSCRIPTION, "a2-csm" }, create_subscription },
  { "decide", N_("Decide while you can look"),
    { PILOT_PLAN_HISTORY, PILOT_PLAN_ON_HOLD, PILOT_PLAN_TRANSFERRED, PILOT_PLAN_SCOPE, PILOT_PLAN_CHECKS }, create_decide },
  { "snapshot", N_("Snapshot"), { PILOT_PLAN_SNAPSHOT }, create_snapshot },
  { "gate", N_("Leave the old portal"), { PILOT_PLAN_CONSENT, PILOT_PLAN_GATE }, create_gate },
  { "activate", N_("Activate the new portal"), { PILOT_PLAN_ACTIVATE }, create_activate },
  { "job", N_("Visit a published job"), { PILOT_PLAN_VISIT_JOB }, create_jobs },
  { "mapping", N_("Default Stage Mapping"), { PILOT_PLAN_MAPPING }, create_mapping },
  { "settings", N_("Portal settings"), { PILOT_PLAN_SETTINGS }, create_settings },
  { "finish", N_("Confirm by a ticket"), { PILOT_PLAN_MIGRATION_TICKET }, create_finish },
};

const PilotWizardPage *
pilot_wizard_pages_get (guint *n)
{
  *n = G_N_ELEMENTS (pages);
  return pages;
}

PilotStepStanding
pilot_wizard_pages_judge (PilotMigration *migration, const PilotWizardPage *page)
{
  PilotStepStanding standing = PILOT_STEP_NOT_HERE;

  if (page->steps[0] == NULL)
    return PILOT_STEP_DONE;
  for (guint i = 0; i < PILOT_WIZARD_MAX_STEPS && page->steps[i] != NULL; i++)
    {
      PilotPlanRow *row = pilot_migration_find_row (migration, page->steps[i]);
      PilotStepStanding one = row != NULL ? pilot_plan_row_get_standing (row) : PILOT_STEP_BLOCKED;

      /* What may be left out doesn't hold the page open. */
      if (row != NULL && pilot_plan_row_get_optional (row) && i > 0)
        continue;
      if (!pilot_plan_settles (one))
        return one;
      if (one != PILOT_STEP_NOT_HERE && standing != PILOT_STEP_DONE)
        standing = one;
    }
  return standing;
}
