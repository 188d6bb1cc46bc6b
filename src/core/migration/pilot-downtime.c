/* pilot-downtime.c: Fridays, holidays, and counting back from the renewal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-downtime.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pilot-error.h"
#include "pilot-time.h"

/* GDate's number of 1 January 1970. */
#define EPOCH_JULIAN 719163
#define DATE_LENGTH 10

gboolean
pilot_downtime_parse_date (const char *text, GDate *date)
{
  gint64 unix_usec;

  if (text == NULL || strlen (text) != DATE_LENGTH || !pilot_time_parse (text, DATE_LENGTH, &unix_usec))
    return FALSE;
  g_date_clear (date, 1);
  /* Midnight: the division has no rest, before 1970 neither. */
  g_date_set_julian (date, (guint32) (unix_usec / G_TIME_SPAN_DAY + EPOCH_JULIAN));
  return TRUE;
}

void
pilot_downtime_today (gint64 unix_usec, const char *time_zone, GDate *date)
{
  g_autoptr (GTimeZone) zone = time_zone != NULL ? g_time_zone_new_identifier (time_zone) : NULL;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (unix_usec / G_USEC_PER_SEC);
  g_autoptr (GDateTime) there = zone != NULL ? g_date_time_to_timezone (utc, zone) : g_date_time_ref (utc);
  int year;
  int month;
  int day;

  g_date_time_get_ymd (there, &year, &month, &day);
  g_date_clear (date, 1);
  g_date_set_dmy (date, (GDateDay) day, month, (GDateYear) year);
}

/* The next line of the holidays: its date, and where its name begins. FALSE: no line is left. */
static gboolean
next_holiday (const char **lines, gboolean *valid, GDate *date, const char **name, gsize *name_length)
{
  while (*lines != NULL && **lines != '\0')
    {
      const char *begin = *lines;
      const char *end = strchr (begin, '\n');
      gsize length = end != NULL ? (gsize) (end - begin) : strlen (begin);
      char day[DATE_LENGTH + 1] = "";

      *lines = begin + length + (end != NULL);
      while (length > 0 && g_ascii_isspace (*begin))
        {
          begin++;
          length--;
        }
      while (length > 0 && g_ascii_isspace (begin[length - 1]))
        length--;
      if (length == 0)
        continue;
      if (length >= DATE_LENGTH)
        memcpy (day, begin, DATE_LENGTH);
      *valid = pilot_downtime_parse_date (day, date) && (length == DATE_LENGTH || g_ascii_isspace (begin[DATE_LENGTH]));
      *name = begin;
      *name_length = length;
      if (*valid)
        {
          *name += DATE_LENGTH;
          *name_length -= DATE_LENGTH;
          while (*name_length > 0 && g_ascii_isspace (**name))
            {
              (*name)++;
              (*name_length)--;
            }
        }
      return TRUE;
    }
  return FALSE;
}

char *
pilot_downtime_find_holiday (const char *holidays, const GDate *date)
{
  GDate day;
  gboolean valid;
  const char *name;
  gsize length;

  while (next_holiday (&holidays, &valid, &day, &name, &length))
    if (valid && g_date_compare (&day, date) == 0)
      return g_strndup (name, length);
  return NULL;
}

gboolean
pilot_downtime_check_holidays (const char *holidays, GError **error)
{
  GDate day;
  gboolean valid;
  const char *name;
  gsize length;

  while (next_holiday (&holidays, &valid, &day, &name, &length))
    if (!valid)
      {
        g_autofree char *line = g_strndup (name, length);

        /* Translators: %s is a line that a person typed */
        g_set_error (error, PILOT_ERROR, PILOT_ERROR_INVALID, _("“%s” does not begin with a date such as 2026-12-25."), line);
        return FALSE;
      }
  return TRUE;
}

static gboolean
is_holiday (const char *holidays, const GDate *date)
{
  g_autofree char *name = pilot_downtime_find_holiday (holidays, date);

  return name != NULL;
}

static gboolean
is_working_day (const char *holidays, const GDate *date)
{
  return g_date_get_weekday (date) <= G_DATE_FRIDAY && !is_holiday (holidays, date);
}

/* The Fridays that are days off, or those that are not. */
static GPtrArray *
list_fridays (const GDate *from, const GDate *until, const char *holidays, gboolean off, guint max)
{
  GPtrArray *fridays = g_ptr_array_new_with_free_func ((GDestroyNotify) g_date_free);
  GDate day = *from;
  /* Whoever marks every Friday of ten years as a day off gets none. */
  guint n_weeks = 0;

  g_date_add_days (&day, (guint) (G_DATE_FRIDAY - g_date_get_weekday (&day) + 7) % 7);
  while (fridays->len < max && n_weeks++ < 520 && (until == NULL || g_date_compare (&day, until) <= 0))
    {
      if (!is_holiday (holidays, &day) == !off)
        g_ptr_array_add (fridays, g_date_copy (&day));
      g_date_add_days (&day, 7);
    }
  return fridays;
}

GPtrArray *
pilot_downtime_list (const GDate *from, const GDate *until, const char *holidays, guint max)
{
  return list_fridays (from, until, holidays, FALSE, max);
}

GPtrArray *
pilot_downtime_list_left_out (const GDate *from, const GDate *until, const char *holidays)
{
  return list_fridays (from, until, holidays, TRUE, G_MAXUINT);
}

/* Goes back over @n working days. */
static void
go_back (GDate *date, guint n, const char *holidays)
{
  while (n > 0 && g_date_get_julian (date) > 1)
    {
      g_date_subtract_days (date, 1);
      if (is_working_day (holidays, date))
        n--;
    }
}

/* Working days after @from up to @to; negative where @to lies before. */
static int
count_working_days (const GDate *from, const GDate *to, const char *holidays)
{
  gboolean late = g_date_compare (to, from) < 0;
  GDate day = late ? *to : *from;
  const GDate *end = late ? from : to;
  int n = 0;

  while (g_date_compare (&day, end) < 0)
    {
      g_date_add_days (&day, 1);
      n += is_working_day (holidays, &day);
    }
  return late ? -n : n;
}

void
pilot_downtime_count_back (const char *renewal, guint preparation_days, guint vendor_days, guint reserve_days,
                           const char *holidays, gboolean begun, const GDate *today, PilotCountdown *countdown)
{
  GDate day;
  guint n_weeks = 0;

  *countdown = (PilotCountdown) { 0 };
  if (!pilot_downtime_parse_date (renewal, &countdown->renewal))
    return;
  countdown->known = TRUE;

  /* On the day of the renewal itself the legacy portal may be gone. */
  day = countdown->renewal;
  go_back (&day, reserve_days, holidays);
  do
    g_date_subtract_days (&day, 1);
  while (g_date_get_weekday (&day) != G_DATE_FRIDAY);
  while (is_holiday (holidays, &day) && n_weeks++ < 520)
    g_date_subtract_days (&day, 7);
  countdown->last_friday = day;

  go_back (&day, vendor_days, holidays);
  countdown->ticket_by = day;
  go_back (&day, preparation_days, holidays);
  countdown->begin_by = day;
  countdown->working_days_left = count_working_days (today, begun ? &countdown->ticket_by : &countdown->begin_by, holidays);
}
