/* pilot-run-chooser.h: what is checked: all legacy records, or those of a run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PilotRunChooser: a drop-down that follows the runs, and is not seen while there are none.
 *
 * Signals: "chosen": another run, or all records; also because the run that was chosen is gone.
 */
#define PILOT_TYPE_RUN_CHOOSER (pilot_run_chooser_get_type ())
G_DECLARE_FINAL_TYPE (PilotRunChooser, pilot_run_chooser, PILOT, RUN_CHOOSER, AdwBin)

/** pilot_run_chooser_set_workspace: @workspace: (nullable): whose runs; all records are chosen, and nothing is told. */
void pilot_run_chooser_set_workspace (PilotRunChooser *self, PilotWorkspace *workspace);

/** pilot_run_chooser_get_run_id: (nullable): %NULL: all legacy records. Borrowed. */
const char *pilot_run_chooser_get_run_id (PilotRunChooser *self);

/** pilot_run_chooser_choose: @run_id: (nullable): as a person chooses it; it may not be in the list yet. */
void pilot_run_chooser_choose (PilotRunChooser *self, const char *run_id);

G_END_DECLS
