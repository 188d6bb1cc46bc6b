/* test-time.c: points in time as text and back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test.h"
#include "pilot-time.h"

#include <string.h>

static void
test_known_times (void)
{
  static const struct
  {
    const char *text;
    gint64 unix_usec;
    const char *formatted;
  } cases[] = {
    { "1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00.000000Z" },
    { "1970-01-01", 0, "1970-01-01T00:00:00.000000Z" },
    { "1970-01-01t00:00:00z", 0, "1970-01-01T00:00:00.000000Z" },
    { "1970-01-01 00:00:01Z", 1000000, "1970-01-01T00:00:01.000000Z" },
    { "2026-11-22T08:44:27.5Z", G_GINT64_CONSTANT (1795337067500000), "2026-11-22T08:44:27.500000Z" },
    { "2026-11-22T08:44:27.000001Z", G_GINT64_CONSTANT (1795337067000001), "2026-11-22T08:44:27.000001Z" },
    { "2026-11-22T08:44:27.123456789Z", G_GINT64_CONSTANT (1795337067123456), "2026-11-22T08:44:27.123456Z" },
    { "2026-11-22T10:14:27+01:30", G_GINT64_CONSTANT (1795337067000000), "2026-11-22T08:44:27.000000Z" },
    { "2026-11-22T03:44:27-0500", G_GINT64_CONSTANT (1795337067000000), "2026-11-22T08:44:27.000000Z" },
    { "1969-12-31T23:59:59.999999Z", -1, "1969-12-31T23:59:59.999999Z" },
    { "2000-02-29T12:00:00Z", G_GINT64_CONSTANT (951825600000000), "2000-02-29T12:00:00.000000Z" },
    { "2016-12-31T23:59:60Z", G_GINT64_CONSTANT (1483228800000000), "2017-01-01T00:00:00.000000Z" },
    { "0001-01-01T00:00:00Z", G_GINT64_CONSTANT (-62135596800000000), "0001-01-01T00:00:00.000000Z" },
    { "9999-12-31T23:59:59.999999Z", G_GINT64_CONSTANT (253402300799999999), "9999-12-31T23:59:59.999999Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char buffer[PILOT_TIME_LENGTH_BYTES];
      gint64 unix_usec = 4711;

      g_test_message ("%s", cases[i].text);
      g_assert_true (pilot_time_parse (cases[i].text, -1, &unix_usec));
      g_assert_cmpint (unix_usec, ==, cases[i].unix_usec);
      g_assert_cmpuint (pilot_time_format (unix_usec, buffer), ==, PILOT_TIME_LENGTH_BYTES - 1);
      g_assert_cmpstr (buffer, ==, cases[i].formatted);
    }
}

static void
test_refused (void)
{
  static const char *const cases[] = {
    "", " ", "now", "2026", "2026-11", "2026-11-2", "26-11-22", "2026/11/22", "2026-13-01", "2026-00-01", "2026-11-31", "2026-11-00",
    "2026-02-29", "1900-02-29", "0000-01-01", "2026-11-22T", "2026-11-22T08", "2026-11-22T08:44", "2026-11-22T08:44:27",
    "2026-11-22T24:00:00Z", "2026-11-22T08:60:00Z", "2026-11-22T08:44:61Z", "2026-11-22T08:44:27Q", "2026-11-22T08:44:27ZZ",
    "2026-11-22T08:44:27+24:00", "2026-11-22T08:44:27+01:60", "2026-11-22T08:44:27+1", "2026-11-22T08:44:27+01:", "2026-11-22T08:44:27.Z",
    "-026-11-22", "2026-11-22T-8:44:27Z", "2026-11-22X08:44:27Z", " 2026-11-22", "2026-11-22 ", "٢٠٢٦-١١-٢٢",
  };
  gint64 unix_usec = 4711;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i]);
      g_assert_false (pilot_time_parse (cases[i], -1, &unix_usec));
      g_assert_cmpint (unix_usec, ==, 4711);
    }
  g_assert_false (pilot_time_parse (NULL, -1, &unix_usec));
}

static void
test_years_outside (void)
{
  gint64 unix_usec = 4711;

  /* What the offset pushes out of the years 1 to 9999 could not be written again. */
  g_assert_false (pilot_time_parse ("0001-01-01T00:00:00+00:01", -1, &unix_usec));
  g_assert_false (pilot_time_parse ("9999-12-31T23:59:59-00:01", -1, &unix_usec));
  g_assert_false (pilot_time_parse ("9999-12-31T23:59:60Z", -1, &unix_usec));
  g_assert_cmpint (unix_usec, ==, 4711);
}

static void
test_length (void)
{
  static const char text[] = "2026-11-22T08:44:27Z";
  gint64 unix_usec = 0;

  /* A piece of a longer text: nothing behind it is read. */
  g_assert_true (pilot_time_parse ("2026-11-22T08:44:27Z2", 20, &unix_usec));
  g_assert_cmpint (unix_usec, ==, G_GINT64_CONSTANT (1795337067000000));
  g_assert_true (pilot_time_parse ("2026-11-22garbage", 10, &unix_usec));
  g_assert_false (pilot_time_parse ("2026-11-22\0000", 12, &unix_usec));
  for (gsize length = 0; length < sizeof text - 1; length++)
    {
      g_autofree char *cut = g_memdup2 (text, length); /* no NUL behind it: reading on is a fault that ASan sees */

      g_assert_cmpint (length != 0 && pilot_time_parse (cut, length, &unix_usec), ==, length == 10);
    }
}

static void
test_agrees_with_glib (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      gint64 secs = (gint64) (g_test_rand_double () * 315537897600.0) - G_GINT64_CONSTANT (62135596800);
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (secs);
      g_autofree char *expected = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S.000000Z");
      char buffer[PILOT_TIME_LENGTH_BYTES];
      gint64 unix_usec;

      pilot_time_format (secs * G_USEC_PER_SEC, buffer);
      /* GDateTime writes years below 1000 with fewer digits. */
      g_assert_cmpstr (buffer + PILOT_TIME_LENGTH_BYTES - 1 - strlen (expected), ==, expected);
      g_assert_true (pilot_time_parse (buffer, -1, &unix_usec));
      g_assert_cmpint (unix_usec, ==, secs * G_USEC_PER_SEC);
    }
}

static void
test_order (void)
{
  gint64 previous_usec = G_GINT64_CONSTANT (-62135596800000000);
  char previous[PILOT_TIME_LENGTH_BYTES];

  pilot_time_format (previous_usec, previous);
  for (guint i = 0; i < 2000; i++)
    {
      gint64 unix_usec = previous_usec + g_test_rand_int_range (1, G_MAXINT32) * G_GINT64_CONSTANT (50000);
      char text[PILOT_TIME_LENGTH_BYTES];

      pilot_time_format (unix_usec, text);
      g_assert_cmpint (strcmp (previous, text), <, 0);
      memcpy (previous, text, sizeof text);
      previous_usec = unix_usec;
    }
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/core/time/known times are read and written", test_known_times);
  g_test_add_func ("/core/time/what is no time is refused and changes nothing", test_refused);
  g_test_add_func ("/core/time/a time outside the years 1 to 9999 is refused", test_years_outside);
  g_test_add_func ("/core/time/no byte beyond the given length is read", test_length);
  g_test_add_func ("/core/time/any second agrees with GLib's calendar", test_agrees_with_glib);
  g_test_add_func ("/core/time/the order of the texts is the order of the times", test_order);
  return g_test_run ();
}
