/* pilot-run-checks-off.h: the checks that are switched off for a run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotRunChecksOff: which checks are switched off and why; switches more off, with a reason, and on again. */
#define PILOT_TYPE_RUN_CHECKS_OFF (pilot_run_checks_off_get_type ())
G_DECLARE_FINAL_TYPE (PilotRunChecksOff, pilot_run_checks_off, PILOT, RUN_CHECKS_OFF, AdwPreferencesGroup)

GtkWidget *pilot_run_checks_off_new (PilotContext *context);

/** pilot_run_checks_off_show: @reason: (nullable): why nothing can be changed; what is switched off is frozen then. */
void pilot_run_checks_off_show (PilotRunChecksOff *self, PilotRecord *run, const char *reason);

G_END_DECLS
