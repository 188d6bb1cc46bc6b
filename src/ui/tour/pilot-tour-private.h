/* pilot-tour-private.h: what the steps of the tour know of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-tour.h"

G_BEGIN_DECLS

/**
 * PilotTourCheck: asked again and again until it is no longer WAIT.
 * @PILOT_TOUR_WAIT: not yet
 * @PILOT_TOUR_DONE: the step has passed
 * @PILOT_TOUR_FAILED: it can't pass any more; the note says why
 */
typedef enum {
  PILOT_TOUR_WAIT,
  PILOT_TOUR_DONE,
  PILOT_TOUR_FAILED,
} PilotTourCheck;

/** PilotTourStep: a table ends with a %NULL @name. */
typedef struct
{
  const char *name;  /* of the picture */
  const char *title; /* what a person reads */
  void (*run) (PilotTour *tour);
  PilotTourCheck (*check) (PilotTour *tour);
  guint max_secs;
  gboolean needs_connection; /* fails where nothing is open */
} PilotTourStep;

/* What the tour can be of (see PilotTourPart). */
extern const PilotTourStep pilot_tour_steps[];
extern const PilotTourStep pilot_tour_execution_steps[];

PilotWindow *pilot_tour_get_window (PilotTour *self);
PilotContext *pilot_tour_get_context (PilotTour *self);

/** pilot_tour_get_workspace: (nullable): what is open. */
PilotWorkspace *pilot_tour_get_workspace (PilotTour *self);

/** pilot_tour_note: says what the step saw; printed with its result. printf-like. */
void pilot_tour_note (PilotTour *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/** pilot_tour_find_dialog: (nullable): the dialog of @type that is open. */
GtkWidget *pilot_tour_find_dialog (GType type);
void pilot_tour_close_dialog (GType type);

/** pilot_tour_find_below: (nullable): the first widget of @type in the tree of @root. */
GtkWidget *pilot_tour_find_below (GtkWidget *root, GType type);

/** pilot_tour_get_dir: where the pictures go, and whatever else a step leaves. */
const char *pilot_tour_get_dir (PilotTour *self);

/** pilot_tour_set: keeps a text for later steps; pilot_tour_get(): "" where none was kept. */
void pilot_tour_set (PilotTour *self, const char *key, const char *value);
const char *pilot_tour_get (PilotTour *self, const char *key);

/** pilot_tour_fail: the running step fails at its next check. */
void pilot_tour_fail (PilotTour *self, const char *reason);

G_END_DECLS
