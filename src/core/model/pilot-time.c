/* pilot-time.c: points in time as text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-time.h"

#include <string.h>

#define USEC_PER_SEC G_GINT64_CONSTANT (1000000)
#define SECS_PER_DAY 86400

/* Days since 1970-01-01 of a civil date, and back, after the proleptic Gregorian calendar. Written out here since
 * GDateTime allocates for each, and a million candidates have two times each. */
static gint64
days_from_civil (gint64 year, guint month, guint day)
{
  gint64 era, year_of_era, day_of_year, day_of_era;

  year -= month <= 2;
  era = (year >= 0 ? year : year - 399) / 400;
  year_of_era = year - era * 400;
  day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

static void
civil_from_days (gint64 days, gint64 *year, guint *month, guint *day)
{
  gint64 era, day_of_era, year_of_era, day_of_year, shifted_month;

  days += 719468;
  era = (days >= 0 ? days : days - 146096) / 146097;
  day_of_era = days - era * 146097;
  year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  shifted_month = (5 * day_of_year + 2) / 153;
  *day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
  *month = shifted_month + (shifted_month < 10 ? 3 : -9);
  *year = year_of_era + era * 400 + (*month <= 2);
}

static void
put_digits (char *at, guint digits, guint64 value)
{
  while (digits-- > 0)
    {
      at[digits] = '0' + value % 10;
      value /= 10;
    }
}

static gboolean
take_digits (const char **at, const char *end, guint digits, guint *value)
{
  guint result = 0;

  if (end - *at < digits)
    return FALSE;
  for (guint i = 0; i < digits; i++)
    {
      char c = (*at)[i];

      if (c < '0' || c > '9')
        return FALSE;
      result = result * 10 + (c - '0');
    }
  *at += digits;
  *value = result;
  return TRUE;
}

static gboolean
take_char (const char **at, const char *end, const char *accepted)
{
  if (*at >= end || **at == '\0' || strchr (accepted, **at) == NULL)
    return FALSE;
  (*at)++;
  return TRUE;
}

static guint
days_in_month (guint year, guint month)
{
  static const guint8 days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

  return month == 2 && leap ? 29 : days[month - 1];
}

static gboolean
take_offset (const char **at, const char *end, gint64 *offset_secs)
{
  guint hours, minutes;
  int sign;

  *offset_secs = 0;
  if (take_char (at, end, "Zz"))
    return TRUE;
  if (*at >= end || (**at != '+' && **at != '-'))
    return FALSE;
  sign = *(*at)++ == '-' ? -1 : 1;
  if (!take_digits (at, end, 2, &hours))
    return FALSE;
  take_char (at, end, ":");
  if (!take_digits (at, end, 2, &minutes) || hours > 23 || minutes > 59)
    return FALSE;
  *offset_secs = sign * (gint64) (hours * 3600 + minutes * 60);
  return TRUE;
}

static gboolean
take_fraction (const char **at, const char *end, guint *usec)
{
  const char *start = *at;
  guint scale = 100000;

  while (*at < end && **at >= '0' && **at <= '9')
    {
      *usec += (*(*at)++ - '0') * scale;
      scale /= 10;
    }
  return *at > start;
}

gsize
pilot_time_format (gint64 unix_usec, char *buffer)
{
  gint64 secs = unix_usec / USEC_PER_SEC;
  gint64 usec = unix_usec % USEC_PER_SEC;
  gint64 days, year;
  guint month, day;

  if (usec < 0)
    {
      usec += USEC_PER_SEC;
      secs--;
    }
  days = secs / SECS_PER_DAY;
  secs %= SECS_PER_DAY;
  if (secs < 0)
    {
      secs += SECS_PER_DAY;
      days--;
    }
  civil_from_days (days, &year, &month, &day);
  memcpy (buffer, "0000-00-00T00:00:00.000000Z", PILOT_TIME_LENGTH_BYTES);
  put_digits (buffer, 4, CLAMP (year, 0, 9999));
  put_digits (buffer + 5, 2, month);
  put_digits (buffer + 8, 2, day);
  put_digits (buffer + 11, 2, secs / 3600);
  put_digits (buffer + 14, 2, secs / 60 % 60);
  put_digits (buffer + 17, 2, secs % 60);
  put_digits (buffer + 20, 6, usec);
  return PILOT_TIME_LENGTH_BYTES - 1;
}

gboolean
pilot_time_parse (const char *text, gssize length, gint64 *unix_usec)
{
  const char *at = text;
  const char *end;
  guint year, month, day, hour = 0, minute = 0, second = 0, usec = 0;
  gint64 offset_secs = 0;
  gint64 result;

  if (text == NULL)
    return FALSE;
  end = text + (length < 0 ? strlen (text) : (gsize) length);
  if (!take_digits (&at, end, 4, &year) || !take_char (&at, end, "-") || !take_digits (&at, end, 2, &month) ||
      !take_char (&at, end, "-") || !take_digits (&at, end, 2, &day))
    return FALSE;
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_in_month (year, month))
    return FALSE;
  if (at < end)
    {
      if (!take_char (&at, end, "Tt ") || !take_digits (&at, end, 2, &hour) || !take_char (&at, end, ":") ||
          !take_digits (&at, end, 2, &minute) || !take_char (&at, end, ":") || !take_digits (&at, end, 2, &second))
        return FALSE;
      if (take_char (&at, end, ".") && !take_fraction (&at, end, &usec))
        return FALSE;
      if (!take_offset (&at, end, &offset_secs) || at != end || hour > 23 || minute > 59 || second > 60)
        return FALSE;
    }
  result = ((days_from_civil (year, month, day) * SECS_PER_DAY + hour * 3600 + minute * 60 + second) - offset_secs) * USEC_PER_SEC + usec;
  if (result < PILOT_TIME_MIN_UNIX_USEC || result > PILOT_TIME_MAX_UNIX_USEC)
    return FALSE;
  *unix_usec = result;
  return TRUE;
}
