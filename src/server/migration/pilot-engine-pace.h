/* pilot-engine-pace.h: how long a step of the engine may take
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** PilotEngineWaiting: whether somebody waits for the writer's thread. Called by it, often. */
typedef gboolean (*PilotEngineWaiting) (gpointer user_data);

/**
 * PilotEnginePace:
 *
 * A plain struct: one step. It ends early where somebody waits, or where it has taken long; but never before it has done a
 * little, so that a run goes on however many others write. Zeroes: it ends by itself.
 */
typedef struct
{
  guint n_min;          /* records, before anybody is asked for */
  guint n_min_by_time;  /* records, before the clock is looked at */
  gint64 until_usec;    /* monotonic; 0: whatever time it takes */
  PilotEngineWaiting waiting; /* (nullable) */
  gpointer user_data;
  guint n_done;
} PilotEnginePace;

/** pilot_engine_pace_add: @n_records more are done. Returns: whether the step is to end here */
gboolean pilot_engine_pace_add (PilotEnginePace *self, guint n_records);

G_END_DECLS
