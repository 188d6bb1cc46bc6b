/* pilot-calendar-writer.c: a day of downtime as a calendar file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-calendar-writer.h"

#include "pilot-error.h"

#include <glib/gi18n-lib.h>
#include <libical/ical.h>
#include <string.h>

static struct icaltimetype
make_date (const GDate *date)
{
  struct icaltimetype time = icaltime_null_date ();

  time.year = g_date_get_year (date);
  time.month = g_date_get_month (date);
  time.day = g_date_get_day (date);
  return time;
}

static void
add_event (icalcomponent *calendar, const PilotCalendarDay *day)
{
  icalcomponent *event = icalcomponent_new (ICAL_VEVENT_COMPONENT);
  struct icaltimetype made = icaltime_from_timet_with_zone (day->made_unix_usec / G_USEC_PER_SEC, 0, icaltimezone_get_utc_timezone ());
  GDate next = day->date;

  /* The end is the first day after the event [RFC 5545, 3.6.1]. */
  g_date_add_days (&next, 1);
  icalcomponent_add_property (event, icalproperty_new_uid (day->uid));
  icalcomponent_add_property (event, icalproperty_new_sequence (day->sequence));
  icalcomponent_add_property (event, icalproperty_new_dtstamp (made));
  icalcomponent_add_property (event, icalproperty_new_lastmodified (made));
  icalcomponent_add_property (event, icalproperty_new_dtstart (make_date (&day->date)));
  icalcomponent_add_property (event, icalproperty_new_dtend (make_date (&next)));
  icalcomponent_add_property (event, icalproperty_new_summary (day->summary));
  if (day->description != NULL)
    icalcomponent_add_property (event, icalproperty_new_description (day->description));
  icalcomponent_add_property (event, icalproperty_new_status (ICAL_STATUS_CONFIRMED));
  icalcomponent_add_property (event, icalproperty_new_transp (ICAL_TRANSP_TRANSPARENT));
  icalcomponent_add_component (calendar, event);
}

GBytes *
pilot_calendar_write_day (const PilotCalendarDay *day, GError **error)
{
  icalcomponent *calendar;
  char *text;
  GBytes *bytes;

  if (day->uid == NULL || *day->uid == '\0' || !g_date_valid (&day->date))
    {
      g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_INVALID, _("There is no date for the calendar."));
      return NULL;
    }
  calendar = icalcomponent_new (ICAL_VCALENDAR_COMPONENT);
  icalcomponent_add_property (calendar, icalproperty_new_version ("2.0"));
  icalcomponent_add_property (calendar, icalproperty_new_prodid ("-//Pilotage//Pilotage//EN"));
  icalcomponent_add_property (calendar, icalproperty_new_method (ICAL_METHOD_PUBLISH));
  if (day->time_zone != NULL)
    {
      icalproperty *zone = icalproperty_new_x (day->time_zone);

      icalproperty_set_x_name (zone, "X-WR-TIMEZONE");
      icalcomponent_add_property (calendar, zone);
    }
  add_event (calendar, day);
  text = icalcomponent_as_ical_string_r (calendar);
  bytes = g_bytes_new (text, strlen (text));
  icalmemory_free_buffer (text);
  icalcomponent_free (calendar);
  return bytes;
}
