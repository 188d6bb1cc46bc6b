/* test-downtime.c: Fridays, holidays, and counting back from the renewal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-downtime.h"
#include "pilot-error.h"
#include "pilot-test.h"
#include "pilot-time.h"

#define HOLIDAYS "2026-12-24 Christmas Eve\n2026-12-25 Christmas\n\n  2027-01-01\nno date at all\n"

static GDate
day (const char *text)
{
  GDate date;

  g_assert_true (pilot_downtime_parse_date (text, &date));
  return date;
}

static char *
format (const GDate *date)
{
  char text[16];

  g_date_strftime (text, sizeof text, "%Y-%m-%d", date);
  return g_strdup (text);
}

#define assert_day(date, text)                                     \
  G_STMT_START                                                     \
  {                                                                \
    g_autofree char *shown_ = format (date);                       \
    g_assert_cmpstr (shown_, ==, text);                            \
  }                                                                \
  G_STMT_END

static void
assert_list (const char *from, const char *until, const char *holidays, guint max, const char *expected)
{
  GDate begin = day (from);
  GDate end;
  g_autoptr (GPtrArray) fridays = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (until != NULL)
    end = day (until);
  fridays = pilot_downtime_list (&begin, until != NULL ? &end : NULL, holidays, max);
  for (guint i = 0; i < fridays->len; i++)
    {
      g_autofree char *shown = format (g_ptr_array_index (fridays, i));

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", shown);
      g_assert_cmpint (g_date_get_weekday (g_ptr_array_index (fridays, i)), ==, G_DATE_FRIDAY);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

/* What is not listed is told apart. */
static void
test_left_out (void)
{
  GDate begin = day ("2026-12-01");
  GDate end = day ("2027-01-08");
  g_autoptr (GPtrArray) left_out = pilot_downtime_list_left_out (&begin, &end, "2026-12-24 Christmas Eve\n2026-12-25 Christmas\n2027-01-01\n2027-01-15");

  g_assert_cmpuint (left_out->len, ==, 2);
  assert_day ((GDate *) g_ptr_array_index (left_out, 0), "2026-12-25");
  assert_day ((GDate *) g_ptr_array_index (left_out, 1), "2027-01-01");
}

static void
test_parse (void)
{
  static const char *const wrong[] = { NULL, "", "2026-1-1", "2026-02-29", "2026-13-01", "01/02/2026", "2026-12-25x", "20261225  " };
  GDate date = day ("2028-02-29");

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (pilot_downtime_parse_date (wrong[i], &date));
  assert_day (&date, "2028-02-29");
  date = day ("1969-12-31");
  assert_day (&date, "1969-12-31");
}

static void
test_today (void)
{
  static const struct
  {
    const char *moment;
    const char *zone;
    const char *day;
  } cases[] = {
    { "2026-12-31T23:30:00Z", "Europe/Berlin", "2027-01-01" },        { "2026-12-31T22:59:59Z", "Europe/Berlin", "2026-12-31" },
    { "2026-07-09T21:59:59Z", "Europe/Berlin", "2026-07-09" },        { "2026-07-09T22:00:00Z", "Europe/Berlin", "2026-07-10" },
    { "2026-03-29T00:59:59Z", "Europe/Berlin", "2026-03-29" },        { "2026-10-24T22:00:00Z", "Europe/Berlin", "2026-10-25" },
    { "2026-10-25T22:59:59Z", "Europe/Berlin", "2026-10-25" },        { "2026-10-25T23:00:00Z", "Europe/Berlin", "2026-10-26" },
    { "2027-01-01T07:59:59Z", "America/Los_Angeles", "2026-12-31" },  { "2027-01-01T08:00:00Z", "America/Los_Angeles", "2027-01-01" },
    { "2026-12-31T10:59:59Z", "Pacific/Auckland", "2026-12-31" },     { "2026-12-31T11:00:00Z", "Pacific/Auckland", "2027-01-01" },
    { "2026-12-31T23:30:00Z", NULL, "2026-12-31" },                   { "2026-12-31T23:30:00Z", "No/Where", "2026-12-31" },
    { "1969-12-31T23:59:59Z", "UTC", "1969-12-31" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 unix_usec;
      GDate date;

      g_assert_true (pilot_time_parse (cases[i].moment, -1, &unix_usec));
      pilot_downtime_today (unix_usec, cases[i].zone, &date);
      assert_day (&date, cases[i].day);
    }
}

static void
test_list (void)
{
  /* From the first Friday on, the day itself included; over the year's end; without holidays. */
  assert_list ("2026-12-11", NULL, NULL, 4, "2026-12-11 2026-12-18 2026-12-25 2027-01-01");
  assert_list ("2026-12-12", NULL, HOLIDAYS, 3, "2026-12-18 2027-01-08 2027-01-15");
  assert_list ("2026-12-19", "2027-01-07", HOLIDAYS, 5, "");
  assert_list ("2026-12-19", "2027-01-08", HOLIDAYS, 5, "2027-01-08");
  assert_list ("2028-02-26", NULL, NULL, 1, "2028-03-03");
  assert_list ("2026-12-11", NULL, NULL, 0, "");
}

/* Whoever marks every Friday gets none, in the end. */
static void
test_list_ends (void)
{
  g_autoptr (GString) all = g_string_new (NULL);
  GDate date = day ("2026-01-02");

  for (guint i = 0; i < 600; i++)
    {
      g_autofree char *text = format (&date);

      g_string_append_printf (all, "%s\n", text);
      g_date_add_days (&date, 7);
    }
  assert_list ("2026-01-01", NULL, all->str, 3, "");
}

static void
test_holidays (void)
{
  GDate eve = day ("2026-12-24");
  GDate year = day ("2027-01-01");
  GDate plain = day ("2026-12-23");
  g_autofree char *named = pilot_downtime_find_holiday (HOLIDAYS, &eve);
  g_autofree char *unnamed = pilot_downtime_find_holiday (HOLIDAYS, &year);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (named, ==, "Christmas Eve");
  g_assert_cmpstr (unnamed, ==, "");
  g_assert_null (pilot_downtime_find_holiday (HOLIDAYS, &plain));
  g_assert_null (pilot_downtime_find_holiday (NULL, &plain));
  g_assert_true (pilot_downtime_check_holidays (NULL, &error));
  g_assert_true (pilot_downtime_check_holidays ("\n2026-12-25 Christmas\r\n2026-12-26\n", &error));
  g_assert_no_error (error);
  g_assert_false (pilot_downtime_check_holidays (HOLIDAYS, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "no date at all"));
  g_clear_error (&error);
  g_assert_false (pilot_downtime_check_holidays ("2026-12-25Christmas", &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
}

/* Counted by hand on a calendar: five days of reserve before Thursday, 31 December leave the 22nd, the Friday before is the
 * 18th; ten days before that is the 4th, ten more are 20 November. */
static void
test_count_back (void)
{
  static const struct
  {
    const char *today;
    gboolean begun;
    int left;
  } cases[] = {
    { "2026-11-10", FALSE, 8 }, { "2026-11-10", TRUE, 18 }, { "2026-11-20", FALSE, 0 }, { "2026-11-24", FALSE, -2 },
    { "2026-11-21", FALSE, 0 }, { "2026-12-07", TRUE, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GDate today = day (cases[i].today);
      PilotCountdown countdown;

      pilot_downtime_count_back ("2026-12-31", 10, 10, 5, HOLIDAYS, cases[i].begun, &today, &countdown);
      g_assert_true (countdown.known);
      assert_day (&countdown.renewal, "2026-12-31");
      assert_day (&countdown.last_friday, "2026-12-18");
      assert_day (&countdown.ticket_by, "2026-12-04");
      assert_day (&countdown.begin_by, "2026-11-20");
      g_assert_cmpint (countdown.working_days_left, ==, cases[i].left);
    }
}

static void
test_count_back_edges (void)
{
  GDate today = day ("2026-11-10");
  PilotCountdown countdown;

  pilot_downtime_count_back (NULL, 10, 10, 5, NULL, FALSE, &today, &countdown);
  g_assert_false (countdown.known);
  pilot_downtime_count_back ("soon", 10, 10, 5, NULL, FALSE, &today, &countdown);
  g_assert_false (countdown.known);

  /* On the day of the renewal, a Friday, it is too late; a Friday that is a holiday is none. */
  pilot_downtime_count_back ("2026-12-18", 0, 0, 0, NULL, FALSE, &today, &countdown);
  assert_day (&countdown.last_friday, "2026-12-11");
  pilot_downtime_count_back ("2026-12-31", 0, 0, 0, HOLIDAYS, FALSE, &today, &countdown);
  assert_day (&countdown.last_friday, "2026-12-18");
  assert_day (&countdown.begin_by, "2026-12-18");
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/core/downtime/dates are read as they are written", test_parse);
  g_test_add_func ("/core/downtime/today is the company's, in summer and winter", test_today);
  g_test_add_func ("/core/downtime/Fridays are offered without holidays and past days", test_list);
  g_test_add_func ("/core/downtime/the Fridays that are left out are listed apart", test_left_out);
  g_test_add_func ("/core/downtime/a list of nothing but holidays ends", test_list_ends);
  g_test_add_func ("/core/downtime/holidays have names, and lines that are none are told", test_holidays);
  g_test_add_func ("/core/downtime/the days are counted back from the renewal", test_count_back);
  g_test_add_func ("/core/downtime/what is not known or impossible is told", test_count_back_edges);
  return g_test_run ();
}
