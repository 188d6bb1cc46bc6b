/* pilot-tour.h: goes through the main job in the real window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-window.h"

G_BEGIN_DECLS

/**
 * PilotTour:
 *
 * Works in the window as a person would, step by step, says on the standard output what it does and how it went, and
 * leaves a picture of the window after each step. Signal "done" (boolean: all passed).
 */
#define PILOT_TYPE_TOUR (pilot_tour_get_type ())
G_DECLARE_FINAL_TYPE (PilotTour, pilot_tour, PILOT, TOUR, GObject)

/** pilot_tour_new: @dir: where the pictures go; made if missing. */
PilotTour *pilot_tour_new (PilotWindow *window, const char *dir);

/** pilot_tour_start: begins with the first step, in the main loop. */
void pilot_tour_start (PilotTour *self);

G_END_DECLS
