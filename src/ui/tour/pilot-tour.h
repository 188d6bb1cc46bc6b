/* pilot-tour.h: goes through the main job in the real window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-window.h"

G_BEGIN_DECLS

/**
 * PilotTourPart:
 * @PILOT_TOUR_MAIN_JOB: from the first run to the drafts of the migration's runs
 * @PILOT_TOUR_EXECUTION: of a demo company whose Friday is chosen: the run, its results, phase D, the closing report
 */
typedef enum {
  PILOT_TOUR_MAIN_JOB,
  PILOT_TOUR_EXECUTION,
} PilotTourPart;

/**
 * PilotTour:
 *
 * Works in the window as a person would, step by step, says on the standard output what it does and how it went, and
 * leaves a picture of the window after each step. Signal "done" (boolean: all passed).
 */
#define PILOT_TYPE_TOUR (pilot_tour_get_type ())
G_DECLARE_FINAL_TYPE (PilotTour, pilot_tour, PILOT, TOUR, GObject)

/** pilot_tour_new: @dir: where the pictures go; made if missing. Their numbers go on from part to part. */
PilotTour *pilot_tour_new (PilotWindow *window, const char *dir, PilotTourPart part);

/** pilot_tour_start: begins with the first step, in the main loop. */
void pilot_tour_start (PilotTour *self);

G_END_DECLS
