/* test-calendar-writer.c: calendars read the day that was written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-calendar-writer.h"
#include "pilot-error.h"
#include "pilot-test.h"

#include <libical/ical.h>
#include <string.h>

#define MADE G_GINT64_CONSTANT (1795855467000000) /* 2026-11-28T08:44:27Z */

static PilotCalendarDay
make_day (guint sequence)
{
  PilotCalendarDay day = {
    .uid = "run-1@pilotage", .sequence = sequence, .time_zone = "Europe/Dublin", .summary = "Wartung, früh; \\ spät",
    .description = "Line one\nLine two, with a comma; and a very long line that goes over the seventy-five octets of a folded line äöü äöü",
    .made_unix_usec = MADE,
  };

  g_date_set_dmy (&day.date, 31, 12, 2027); /* a Friday, and the next day is of another year */
  return day;
}

static icalcomponent *
parse (GBytes *bytes)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  icalcomponent *calendar = icalparser_parse_string (text);

  g_assert_nonnull (calendar);
  g_assert_cmpint (icalcomponent_count_errors (calendar), ==, 0);
  return calendar;
}

static void
test_day (void)
{
  PilotCalendarDay day = make_day (3);
  g_autoptr (GBytes) bytes = pilot_calendar_write_day (&day, NULL);
  icalcomponent *calendar = parse (bytes);
  icalcomponent *event = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT);
  struct icaltimetype start = icalcomponent_get_dtstart (event);
  struct icaltimetype end = icalcomponent_get_dtend (event);

  g_assert_cmpint (icalcomponent_get_method (calendar), ==, ICAL_METHOD_PUBLISH);
  g_assert_cmpint (icalcomponent_count_components (calendar, ICAL_VEVENT_COMPONENT), ==, 1);
  g_assert_true (start.is_date);
  g_assert_true (end.is_date);
  g_assert_cmpstr (icaltime_as_ical_string (start), ==, "20271231");
  g_assert_cmpstr (icaltime_as_ical_string (end), ==, "20280101");
  g_assert_cmpstr (icalcomponent_get_uid (event), ==, "run-1@pilotage");
  g_assert_cmpint (icalcomponent_get_sequence (event), ==, 3);
  g_assert_cmpstr (icalcomponent_get_summary (event), ==, day.summary);
  g_assert_cmpstr (icalcomponent_get_description (event), ==, day.description);
  g_assert_cmpint (icaltime_as_timet (icalcomponent_get_dtstamp (event)), ==, MADE / G_USEC_PER_SEC);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "X-WR-TIMEZONE:Europe/Dublin"));
  icalcomponent_free (calendar);
}

/* What is typed stays in its property. */
static void
test_injection (void)
{
  PilotCalendarDay day = make_day (0);
  g_autoptr (GBytes) bytes = NULL;
  icalcomponent *calendar;

  day.summary = "Stop\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:other";
  day.description = "x\nEND:VCALENDAR";
  bytes = pilot_calendar_write_day (&day, NULL);
  calendar = parse (bytes);
  g_assert_cmpint (icalcomponent_count_components (calendar, ICAL_ANY_COMPONENT), ==, 1);
  g_assert_cmpstr (icalcomponent_get_description (icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT)), ==, day.description);
  icalcomponent_free (calendar);
}

static void
test_no_date (void)
{
  PilotCalendarDay day = make_day (0);
  g_autoptr (GError) error = NULL;

  g_date_clear (&day.date, 1);
  g_assert_null (pilot_calendar_write_day (&day, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/files/calendar-writer/a civil day is read again as it was written", test_day);
  g_test_add_func ("/files/calendar-writer/a text with line breaks makes no second event", test_injection);
  g_test_add_func ("/files/calendar-writer/without a date there is no file", test_no_date);
  return g_test_run ();
}
