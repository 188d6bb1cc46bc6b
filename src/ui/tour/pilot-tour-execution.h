/* pilot-tour-execution.h: the tour's steps through the execution of a run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-tour-private.h"

G_BEGIN_DECLS

/* Each run function is followed by its check. */
void pilot_tour_execution_run (PilotTour *tour);
PilotTourCheck pilot_tour_execution_check_run (PilotTour *tour);
PilotTourCheck pilot_tour_execution_check_running (PilotTour *tour);
PilotTourCheck pilot_tour_execution_check_executed (PilotTour *tour);
void pilot_tour_execution_skipped (PilotTour *tour);
PilotTourCheck pilot_tour_execution_check_skipped (PilotTour *tour);
void pilot_tour_execution_reason (PilotTour *tour);
PilotTourCheck pilot_tour_execution_check_reason (PilotTour *tour);
void pilot_tour_execution_approve (PilotTour *tour);
PilotTourCheck pilot_tour_execution_check_approved (PilotTour *tour);
void pilot_tour_execution_moved (PilotTour *tour);
PilotTourCheck pilot_tour_execution_check_moved (PilotTour *tour);
void pilot_tour_execution_report (PilotTour *tour);
PilotTourCheck pilot_tour_execution_check_report (PilotTour *tour);

G_END_DECLS
