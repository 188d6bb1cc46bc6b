/* pilot-phase-row.h: a phase of the plan with its steps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-migration.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PilotPhaseRow: opens on the steps of a phase.
 *
 * Signal "step-activated" (string key).
 */
#define PILOT_TYPE_PHASE_ROW (pilot_phase_row_get_type ())
G_DECLARE_FINAL_TYPE (PilotPhaseRow, pilot_phase_row, PILOT, PHASE_ROW, AdwExpanderRow)

GtkWidget *pilot_phase_row_new (PilotPhase phase);

/** pilot_phase_row_update: shows where the phase and its steps stand. */
void pilot_phase_row_update (PilotPhaseRow *self, PilotMigration *migration);

G_END_DECLS
