/* pilot-clock.h: the time, replaceable in tests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-types.h"

G_BEGIN_DECLS

#define PILOT_TYPE_CLOCK (pilot_clock_get_type ())
G_DECLARE_INTERFACE (PilotClock, pilot_clock, PILOT, CLOCK, GObject)

struct _PilotClockInterface
{
  GTypeInterface parent_iface;

  gint64 (*get_unix_usec) (PilotClock *self);
};

/**
 * pilot_clock_get_unix_usec:
 * @self: a clock
 *
 * The wall clock in microseconds since 1970, UTC. Any thread.
 */
gint64 pilot_clock_get_unix_usec (PilotClock *self);

/**
 * pilot_clock_get_system:
 *
 * The clock of the machine. Any thread.
 *
 * Returns: (transfer none): a shared clock that lives as long as the process
 */
PilotClock *pilot_clock_get_system (void);

G_END_DECLS
