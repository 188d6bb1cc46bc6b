/* pilot-tour-migration.h: the tour's steps through the migration
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-tour-private.h"

G_BEGIN_DECLS

/* Each run function is followed by its check. */
void pilot_tour_migration_plan (PilotTour *tour);
PilotTourCheck pilot_tour_migration_check_plan (PilotTour *tour);
void pilot_tour_migration_renewal (PilotTour *tour);
PilotTourCheck pilot_tour_migration_check_renewal (PilotTour *tour);
void pilot_tour_migration_step (PilotTour *tour);
PilotTourCheck pilot_tour_migration_check_step (PilotTour *tour);
void pilot_tour_migration_wizard (PilotTour *tour);
PilotTourCheck pilot_tour_migration_check_wizard (PilotTour *tour);
void pilot_tour_migration_gate (PilotTour *tour);
PilotTourCheck pilot_tour_migration_check_gate (PilotTour *tour);
void pilot_tour_migration_checks (PilotTour *tour);
PilotTourCheck pilot_tour_migration_check_checks (PilotTour *tour);
void pilot_tour_migration_handoffs (PilotTour *tour);
PilotTourCheck pilot_tour_migration_check_handoffs (PilotTour *tour);

G_END_DECLS
