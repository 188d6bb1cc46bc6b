/* pilot-wizard-finish.c: the preparation is complete, and is confirmed by a ticket
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-wizard-finish.h"

#include "pilot-step-group.h"
#include "pilot-step-panel.h"

#include <glib/gi18n-lib.h>

GtkWidget *
pilot_wizard_finish_new (PilotContext *context, const char *key)
{
  static const char *const later[] = { PILOT_PLAN_INTERNAL_REQUEST, PILOT_PLAN_REQUEST_RUN };
  GtkWidget *page = adw_preferences_page_new ();
  AdwPreferencesGroup *next = pilot_step_group_new (context, PILOT_PLAN_DATA_GATHERED);

  for (guint i = 0; i < G_N_ELEMENTS (later); i++)
    pilot_step_group_add_step (PILOT_STEP_GROUP (next), later[i]);
  adw_preferences_group_set_title (next, _("What Comes Next"));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                            ADW_PREFERENCES_GROUP (pilot_step_panel_new (context, pilot_plan_find_step (key))));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), next);
  return page;
}
