/* pilot-wizard-jobs.h: the published jobs, one of which must be visited
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotWizardJobs: the first published jobs, live, each with a button to visit it. */
#define PILOT_TYPE_WIZARD_JOBS (pilot_wizard_jobs_get_type ())
G_DECLARE_FINAL_TYPE (PilotWizardJobs, pilot_wizard_jobs, PILOT, WIZARD_JOBS, AdwPreferencesGroup)

AdwPreferencesGroup *pilot_wizard_jobs_new (PilotContext *context);

/** pilot_wizard_jobs_get_n_shown: how many jobs it offers. */
guint pilot_wizard_jobs_get_n_shown (PilotWizardJobs *self);

/** pilot_wizard_jobs_visit: as if the button of the job at @position were pressed. */
void pilot_wizard_jobs_visit (PilotWizardJobs *self, guint position);

G_END_DECLS
