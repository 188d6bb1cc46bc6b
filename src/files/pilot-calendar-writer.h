/* pilot-calendar-writer.h: a day of downtime as a calendar file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "pilot-types.h"

G_BEGIN_DECLS

/**
 * PilotCalendarDay: an event that lasts one civil day.
 * @uid: the same for every file about this event, so that a calendar moves it instead of showing it twice
 * @sequence: greater for every later file of the same @uid
 * @time_zone: (nullable): IANA: the zone in which the day is meant; for the reader alone, a civil day has none
 */
typedef struct
{
  const char *uid;
  guint sequence;
  GDate date;
  const char *time_zone;
  const char *summary;
  const char *description; /* (nullable) */
  gint64 made_unix_usec;
} PilotCalendarDay;

/**
 * pilot_calendar_write_day:
 *
 * Makes an iCalendar file (RFC 5545, METHOD:PUBLISH) with one all-day event. It is transparent: it tells, and blocks
 * nobody's calendar. Any thread.
 *
 * Returns: (transfer full) (nullable): the file's bytes; PILOT_ERROR_INVALID where @day has no valid date or no @uid
 */
GBytes *pilot_calendar_write_day (const PilotCalendarDay *day, GError **error);

G_END_DECLS
