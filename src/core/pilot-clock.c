/* pilot-clock.c: the time, replaceable in tests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-clock.h"

G_DEFINE_INTERFACE (PilotClock, pilot_clock, G_TYPE_OBJECT)

#define PILOT_TYPE_SYSTEM_CLOCK (pilot_system_clock_get_type ())
G_DECLARE_FINAL_TYPE (PilotSystemClock, pilot_system_clock, PILOT, SYSTEM_CLOCK, GObject)

struct _PilotSystemClock
{
  GObject parent_instance;
};

static gint64
pilot_system_clock_get_unix_usec (PilotClock *clock)
{
  return g_get_real_time ();
}

static void
pilot_system_clock_clock_init (PilotClockInterface *iface)
{
  iface->get_unix_usec = pilot_system_clock_get_unix_usec;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (PilotSystemClock, pilot_system_clock, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PILOT_TYPE_CLOCK, pilot_system_clock_clock_init))

static void
pilot_clock_default_init (PilotClockInterface *iface)
{
}

static void
pilot_system_clock_class_init (PilotSystemClockClass *klass)
{
}

static void
pilot_system_clock_init (PilotSystemClock *self)
{
}

gint64
pilot_clock_get_unix_usec (PilotClock *self)
{
  g_return_val_if_fail (PILOT_IS_CLOCK (self), 0);
  return PILOT_CLOCK_GET_IFACE (self)->get_unix_usec (self);
}

PilotClock *
pilot_clock_get_system (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) g_object_new (PILOT_TYPE_SYSTEM_CLOCK, NULL));
  return PILOT_CLOCK ((gpointer) once);
}
