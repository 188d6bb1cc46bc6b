/* pilot-engine-driver.h: has the engine work between requests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-worker.h"

G_BEGIN_DECLS

/** PilotEngineChanged: a step changed something; @revision: the newest. Main thread. */
typedef void (*PilotEngineChanged) (gint64 revision, gpointer user_data);

/**
 * PilotEngineDriver:
 *
 * Pushes the engine's steps onto the writer's lane, one after the other: what requests write comes between two batches.
 * Main thread only.
 */
#define PILOT_TYPE_ENGINE_DRIVER (pilot_engine_driver_get_type ())
G_DECLARE_FINAL_TYPE (PilotEngineDriver, pilot_engine_driver, PILOT, ENGINE_DRIVER, GObject)

/** PilotEngineOptions: zero: as usual. */
typedef struct
{
  guint batch_size;  /* records for each step; 0: by the size of the run */
  guint delay_msecs; /* between two steps: so that a person sees a small company's run going on */
} PilotEngineOptions;

/**
 * pilot_engine_driver_new:
 * @worker: must outlive it
 * @changed: called until pilot_engine_driver_stop()
 */
PilotEngineDriver *pilot_engine_driver_new (PilotWorker *worker, const PilotEngineOptions *options, PilotEngineChanged changed,
                                            gpointer user_data);

/** pilot_engine_driver_wake: there may be something to do: a run was begun, or the process has just started. */
void pilot_engine_driver_wake (PilotEngineDriver *self);

/** pilot_engine_driver_stop: begins no other step; one that is being done is finished. */
void pilot_engine_driver_stop (PilotEngineDriver *self);

G_END_DECLS
