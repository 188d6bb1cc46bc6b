/* pilot-format.c: numbers and times for people
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-format.h"

#include "pilot-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* In their own words: who looks for a language finds it, whatever the program's is. */
static const struct
{
  const char *tag;
  const char *name;
} languages[] = {
  { "bg", "български" }, { "ca", "català" },     { "cs", "čeština" },    { "da", "dansk" },      { "de", "Deutsch" },   { "el", "Ελληνικά" },
  { "en", "English" },   { "es", "español" },    { "et", "eesti" },      { "fi", "suomi" },      { "fr", "français" },  { "hr", "hrvatski" },
  { "hu", "magyar" },    { "it", "italiano" },   { "ja", "日本語" },     { "ko", "한국어" },     { "lt", "lietuvių" },  { "lv", "latviešu" },
  { "nb", "norsk bokmål" }, { "nl", "Nederlands" }, { "no", "norsk" },   { "pl", "polski" },     { "pt", "português" }, { "ro", "română" },
  { "ru", "русский" },   { "sk", "slovenčina" }, { "sl", "slovenščina" }, { "sr", "српски" },    { "sv", "svenska" },   { "tr", "Türkçe" },
  { "uk", "українська" }, { "zh", "中文" },
};

char *
pilot_format_count (guint64 count)
{
  return g_strdup_printf ("%'" G_GUINT64_FORMAT, count);
}

char *
pilot_format_ago (gint64 unix_usec, gint64 now_unix_usec)
{
  gint64 minutes = (now_unix_usec - unix_usec) / G_TIME_SPAN_MINUTE;
  g_autoptr (GDateTime) time = NULL;
  g_autoptr (GDateTime) now = NULL;

  if (unix_usec == 0)
    return g_strdup (_("never"));
  if (minutes < 1)
    return g_strdup (_("just now"));
  if (minutes < 60)
    return g_strdup_printf (ngettext ("%u minute ago", "%u minutes ago", (guint) minutes), (guint) minutes);
  time = g_date_time_new_from_unix_local (unix_usec / G_USEC_PER_SEC);
  now = g_date_time_new_from_unix_local (now_unix_usec / G_USEC_PER_SEC);
  if (time == NULL || now == NULL)
    return g_strdup ("");
  if (g_date_time_get_year (time) == g_date_time_get_year (now)
      && g_date_time_get_day_of_year (time) == g_date_time_get_day_of_year (now))
    /* Translators: a time of today, in the form that strftime(3) describes */
    return g_date_time_format (time, _("%H:%M"));
  /* Translators: a date and a time, in the form that strftime(3) describes */
  return g_date_time_format (time, _("%-d %B %Y, %H:%M"));
}

char *
pilot_format_date (const GDate *date)
{
  char text[200];

  /* Translators: a date, in the form that strftime(3) describes */
  g_date_strftime (text, sizeof text, _("%-d %B %Y"), date);
  return g_strdup (text);
}

char *
pilot_format_records (guint64 count)
{
  g_autofree char *number = pilot_format_count (count);

  /* Translators: %s is a number with its digits grouped */
  return g_strdup_printf (ngettext ("%s record", "%s records", (gulong) count), number);
}

char *
pilot_format_checksum (const char *sha256)
{
  gsize half = strlen (sha256) / 2;

  /* A space without a width: a line may end there, without a hyphen. */
  return g_strdup_printf ("%.*s\xe2\x80\x8b%s", (int) half, sha256, sha256 + half);
}

char *
pilot_format_language (const char *tag)
{
  gsize length = strcspn (tag, "-_");

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (strlen (languages[i].tag) == length && g_ascii_strncasecmp (languages[i].tag, tag, length) == 0)
      return g_strdup_printf ("%s (%s)", languages[i].name, tag);
  return g_strdup (tag);
}

char *
pilot_format_value (const PilotSchema *schema, guint field, const PilotValue *value)
{
  g_autoptr (PilotRecord) record = pilot_record_new (schema->entity);

  if (value->kind == PILOT_VALUE_UNSET || value->kind == PILOT_VALUE_NULL)
    return g_strdup ("");
  pilot_record_set_value (record, field, value);
  return pilot_record_dup_display (record, field);
}

char *
pilot_format_error (const GError *error)
{
  return g_strdup (error != NULL && error->message != NULL ? pilot_error_get_message (error) : _("Something went wrong."));
}
