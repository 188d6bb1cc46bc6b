/* pilot-tour-import.h: the tour's steps through the import of a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-tour-private.h"

G_BEGIN_DECLS

/** pilot_tour_import_open: opens the file of the environment's PILOT_TOUR_FILE, or a small one that comes with the program. */
void pilot_tour_import_open (PilotTour *tour);
PilotTourCheck pilot_tour_import_check_open (PilotTour *tour);

/** pilot_tour_import_judge: goes on to the rows. */
void pilot_tour_import_judge (PilotTour *tour);
PilotTourCheck pilot_tour_import_check_judged (PilotTour *tour);

/** pilot_tour_import_write: imports them. */
void pilot_tour_import_write (PilotTour *tour);
PilotTourCheck pilot_tour_import_check_written (PilotTour *tour);

/** pilot_tour_import_close: closes the assistant and waits until the portal has taken them. */
void pilot_tour_import_close (PilotTour *tour);
PilotTourCheck pilot_tour_import_check_sent (PilotTour *tour);

/** pilot_tour_import_look: a second client reads one of the new agencies. */
void pilot_tour_import_look (PilotTour *tour);
PilotTourCheck pilot_tour_import_check_there (PilotTour *tour);

G_END_DECLS
