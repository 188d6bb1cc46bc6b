/* pilot-demo-random.h: numbers that look random and are the same each time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PILOT_DEMO_UUID_LENGTH_BYTES 37

/** PilotDemoRandom: SplitMix64; a plain value: the seed. The same on every machine and with every GLib. */
typedef struct
{
  guint64 state;
} PilotDemoRandom;

/** pilot_demo_random_next: the next number of the row; all values are equally likely. */
guint64 pilot_demo_random_next (PilotDemoRandom *self);

/** pilot_demo_random_below: 0 to @n - 1; 0 for @n 0. */
guint pilot_demo_random_below (PilotDemoRandom *self, guint n);

/** pilot_demo_random_chance: true in @percent of 100 cases. */
gboolean pilot_demo_random_chance (PilotDemoRandom *self, guint percent);

/** pilot_demo_random_pick: an index, by weights that end with -1. */
guint pilot_demo_random_pick (PilotDemoRandom *self, const int *weights);

/** pilot_demo_random_uuid: a UUID of version 4 with its NUL. */
void pilot_demo_random_uuid (PilotDemoRandom *self, char *uuid);

G_END_DECLS
