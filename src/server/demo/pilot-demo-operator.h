/* pilot-demo-operator.h: the demo company's operator, who acts by itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-worker.h"

G_BEGIN_DECLS

/** PilotDemoOperatorActed: something was done; @revision: the newest. Main thread. */
typedef void (*PilotDemoOperatorActed) (gint64 revision, gpointer user_data);

/**
 * PilotDemoOperator:
 *
 * Looks every second whether the vendor's side has something to do (see pilot-demo-duty.h), on the writer's lane. Main
 * thread only.
 */
#define PILOT_TYPE_DEMO_OPERATOR (pilot_demo_operator_get_type ())
G_DECLARE_FINAL_TYPE (PilotDemoOperator, pilot_demo_operator, PILOT, DEMO_OPERATOR, GObject)

/**
 * pilot_demo_operator_new:
 * @worker: must outlive it
 * @acted: called until pilot_demo_operator_stop()
 */
PilotDemoOperator *pilot_demo_operator_new (PilotWorker *worker, PilotDemoOperatorActed acted, gpointer user_data);

/** pilot_demo_operator_stop: does nothing any more; what is being done is finished. */
void pilot_demo_operator_stop (PilotDemoOperator *self);

G_END_DECLS
