/* pilot-tour-runs.h: the tour's steps through the migration runs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-tour-private.h"

G_BEGIN_DECLS

/* Each run function is followed by its check. */
void pilot_tour_runs_new (PilotTour *tour);
PilotTourCheck pilot_tour_runs_check_new (PilotTour *tour);
void pilot_tour_runs_draft (PilotTour *tour);
PilotTourCheck pilot_tour_runs_check_draft (PilotTour *tour);
void pilot_tour_runs_agencies (PilotTour *tour);
PilotTourCheck pilot_tour_runs_check_agencies (PilotTour *tour);
void pilot_tour_runs_counts (PilotTour *tour);
PilotTourCheck pilot_tour_runs_check_counts (PilotTour *tour);
void pilot_tour_runs_rest (PilotTour *tour);
PilotTourCheck pilot_tour_runs_check_rest (PilotTour *tour);
void pilot_tour_runs_compare (PilotTour *tour);
PilotTourCheck pilot_tour_runs_check_compare (PilotTour *tour);

G_END_DECLS
