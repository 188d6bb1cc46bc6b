/* pilot-run-decisions.h: what an admin decides of a run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** PilotRunDecisions: name, who goes, and the decisions that the framework leaves open; saved as they are made, with Undo. */
#define PILOT_TYPE_RUN_DECISIONS (pilot_run_decisions_get_type ())
G_DECLARE_FINAL_TYPE (PilotRunDecisions, pilot_run_decisions, PILOT, RUN_DECISIONS, AdwPreferencesGroup)

GtkWidget *pilot_run_decisions_new (PilotContext *context);

/** pilot_run_decisions_show: @reason: (nullable): why nothing can be changed; %NULL: it can. */
void pilot_run_decisions_show (PilotRunDecisions *self, PilotRecord *run, const char *reason);

/** pilot_run_decisions_choose: as a person does: a choice field's value. */
void pilot_run_decisions_choose (PilotRunDecisions *self, guint field, const char *value);

G_END_DECLS
