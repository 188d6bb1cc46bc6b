/* pilot-check.c: the rules that a field's content must keep
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-check.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pilot-error.h"
#include "pilot-time.h"

#define ZONE_CHARS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+-"
#define TEXT_MAX_CHARS 500
#define MULTILINE_MAX_CHARS 20000
#define EMAIL_MAX_BYTES 254
#define LABEL_MAX_BYTES 63
#define MAX_TOLD_CHOICES 12

static gboolean
is_email_local_char (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr (".!#$%&'*+/=?^_`{|}~-", c) != NULL);
}

/* A host name with at least one dot; letters outside ASCII are let through, since addresses with such domains exist. */
static gboolean
is_domain (const char *text, gsize length)
{
  gsize label = 0;
  guint dots = 0;

  for (gsize i = 0; i < length; i++)
    {
      guchar c = text[i];

      if (c == '.')
        {
          if (label == 0 || text[i - 1] == '-')
            return FALSE;
          label = 0;
          dots++;
          continue;
        }
      if (!g_ascii_isalnum (c) && c < 0x80 && !(c == '-' && label > 0))
        return FALSE;
      if (++label > LABEL_MAX_BYTES)
        return FALSE;
    }
  return dots > 0 && label > 1 && text[length - 1] != '-';
}

static const char *
check_email (const char *text)
{
  const char *at = strchr (text, '@');

  if (at == NULL)
    return N_("there is no @ in the address");
  if (at == text)
    return N_("there is nothing before the @");
  for (const char *c = text; c < at; c++)
    if (!is_email_local_char (*c))
      return N_("there is a character before the @ that an address can't have");
  if (!is_domain (at + 1, strlen (at + 1)))
    return N_("what follows the @ is not a domain, such as example.com");
  if (strlen (text) > EMAIL_MAX_BYTES)
    return N_("the address is longer than 254 characters");
  return NULL;
}

static const char *
check_url (const char *text)
{
  const char *rest = text;
  gsize host_length;

  if (g_ascii_strncasecmp (rest, "https://", 8) == 0)
    rest += 8;
  else if (g_ascii_strncasecmp (rest, "http://", 7) == 0)
    rest += 7;
  else if (strstr (rest, "://") != NULL)
    return N_("the address must begin with https:// or http://");
  for (const char *c = text; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c) || strchr (" <>\"", *c) != NULL)
      return N_("there is a blank or another character that a web address can't have");
  host_length = strcspn (rest, "/?#:");
  return is_domain (rest, host_length) ? NULL : N_("this is not a web address, such as https://example.com");
}

static const char *
check_phone (const char *text)
{
  guint digits = 0;

  for (const char *c = text; *c != '\0'; c++)
    {
      if (g_ascii_isdigit (*c))
        digits++;
      else if (strchr ("+-()./ ,;xetEXT#", *c) == NULL)
        return N_("there is a character that a phone number can't have");
    }
  /* Some registers give two numbers in one cell; E.164 allows fifteen digits for each. */
  return digits >= 5 && digits <= 40 ? NULL : N_("a phone number has at least five digits");
}

static const char *
check_letters (const char *text, guint length, gboolean upper, const char *reason)
{
  if (strlen (text) != length)
    return reason;
  for (const char *c = text; *c != '\0'; c++)
    if (upper ? !g_ascii_isupper (*c) : !g_ascii_islower (*c))
      return reason;
  return NULL;
}

static const char *
check_language (const char *text)
{
  static const char reason[] = N_("this is not a language code, such as en or pt-BR");
  gsize primary = strcspn (text, "-");

  if (primary < 2 || primary > 3)
    return reason;
  for (gsize i = 0; i < primary; i++)
    if (!g_ascii_isalpha (text[i]))
      return reason;
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '-')
      return reason;
  return text[strlen (text) - 1] == '-' || strlen (text) > 35 ? reason : NULL;
}

static gboolean
is_blank (gunichar c)
{
  /* g_unichar_isspace() knows no-break spaces, but not the invisible ones that spreadsheets leave behind. */
  return g_unichar_isspace (c) || c == 0xA0 || c == 0xFEFF || (c >= 0x200B && c <= 0x200F) || c == 0x2060;
}

static gboolean
is_plain (const char *text)
{
  gsize length = strlen (text);

  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] < 0x20 || (guchar) text[i] >= 0x7F)
      return FALSE;
  return length > 0 && text[0] != ' ' && text[length - 1] != ' ';
}

static void
lower_domain (char *text)
{
  for (char *c = strchr (text, '@'); c != NULL && *c != '\0'; c++)
    *c = g_ascii_tolower (*c);
}

static char *
clean_unicode (const PilotField *field, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *result = g_string_new (NULL);
  gsize end = 0; /* bytes up to the last character that is not blank */

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '\r' && at[1] == '\n')
        continue;
      if (c == '\r')
        c = '\n';
      if ((c == '\n' || c == '\t') && !(field->flags & PILOT_FIELD_MULTILINE))
        c = ' ';
      if (is_blank (c) && result->len == 0)
        continue;
      if (g_unichar_iscntrl (c) && c != '\n' && c != '\t')
        continue;
      g_string_append_unichar (result, c);
      if (!is_blank (c))
        end = result->len;
    }
  g_string_truncate (result, end);
  return g_string_free (result, FALSE);
}

static gboolean
fail (const PilotField *field, const char *reason, GError **error)
{
  /* Translators: the label of a field, then what is wrong with its content, e.g. "E-mail: there is no @ in the address" */
  g_set_error (error, PILOT_ERROR, PILOT_ERROR_INVALID, _("%s: %s"), g_dgettext (GETTEXT_PACKAGE, field->label), reason);
  return FALSE;
}

/* Who typed something else is told what can be typed, unless that is more than anybody reads. */
static gboolean
fail_choice (const PilotField *field, GError **error)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  g_autofree char *list = NULL;
  g_autofree char *reason = NULL;

  for (guint i = 0; field->choices[i].value != NULL; i++)
    g_ptr_array_add (labels, (gpointer) g_dgettext (GETTEXT_PACKAGE, field->choices[i].label));
  if (labels->len > MAX_TOLD_CHOICES)
    return fail (field, _("it is none of the possible values"), error);
  g_ptr_array_add (labels, NULL);
  /* Translators: parts the items of a list */
  list = g_strjoinv (_(", "), (char **) labels->pdata);
  /* Translators: %s is a list of what a field can hold, e.g. "Active, Inactive" */
  reason = g_strdup_printf (_("it is none of the possible values (%s)"), list);
  return fail (field, reason, error);
}

/* What pilot_check_clean() takes away must not come in by another way either: it would break a line of a log or a file. */
static gboolean
has_control (const PilotValue *value, gboolean multiline)
{
  for (guint i = 0; i < value->length_bytes; i++)
    {
      char c = value->text[i];

      if (g_ascii_iscntrl (c) && !(multiline && (c == '\n' || c == '\t')))
        return TRUE;
    }
  return FALSE;
}

static gboolean
parse_boolean (const char *text, gint64 *value)
{
  static const char *const yes[] = { "1", "true", "yes", "y", "x", NULL };
  static const char *const no[] = { "0", "false", "no", "n", NULL };
  g_autofree char *lower = g_utf8_strdown (text, -1);
  g_autofree char *local_yes = g_utf8_strdown (_("Yes"), -1);
  g_autofree char *local_no = g_utf8_strdown (_("No"), -1);

  *value = g_strv_contains (yes, lower) || strcmp (lower, local_yes) == 0;
  return *value == 1 || g_strv_contains (no, lower) || strcmp (lower, local_no) == 0;
}

static const char *
find_choice (const PilotChoice *choices, const char *text)
{
  g_autofree char *folded = NULL;

  /* Nearly every cell of a file has one of these two forms: no allocation for them. */
  for (guint i = 0; choices[i].value != NULL; i++)
    if (g_ascii_strcasecmp (text, choices[i].value) == 0 || g_ascii_strcasecmp (text, choices[i].label) == 0)
      return choices[i].value;
  folded = g_utf8_casefold (text, -1);
  for (guint i = 0; choices[i].value != NULL; i++)
    {
      g_autofree char *local = g_utf8_casefold (g_dgettext (GETTEXT_PACKAGE, choices[i].label), -1);

      if (strcmp (folded, local) == 0)
        return choices[i].value;
    }
  return NULL;
}

static gboolean
parse_number (const char *text, gint64 *value)
{
  return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, value, NULL);
}

/* An offset such as "+01" is none: days follow the clock of a place. Nor is a path to some file. */
static const char *
check_time_zone (const char *text)
{
  g_autoptr (GTimeZone) zone = NULL;

  if (g_ascii_isalpha (*text) && strspn (text, ZONE_CHARS) == strlen (text))
    zone = g_time_zone_new_identifier (text);
  return zone != NULL ? NULL : N_("it is no time zone, such as Europe/Dublin");
}

const char *
pilot_check_text (PilotCheck check, const char *text)
{
  switch (check)
    {
    case PILOT_CHECK_EMAIL:
      return check_email (text);
    case PILOT_CHECK_URL:
      return check_url (text);
    case PILOT_CHECK_PHONE:
      return check_phone (text);
    case PILOT_CHECK_COUNTRY:
      return check_letters (text, 2, TRUE, N_("a country has two capital letters, such as IE"));
    case PILOT_CHECK_LANGUAGE:
      return check_language (text);
    case PILOT_CHECK_CURRENCY:
      return check_letters (text, 3, TRUE, N_("a currency has three capital letters, such as EUR"));
    case PILOT_CHECK_TIME_ZONE:
      return check_time_zone (text);
    case PILOT_CHECK_NONE:
    default:
      return NULL;
    }
}

char *
pilot_check_clean (const PilotField *field, const char *text)
{
  char *result;

  if (text == NULL || *text == '\0')
    return NULL;
  result = is_plain (text) ? g_strdup (text) : clean_unicode (field, text);
  if (*result == '\0')
    g_clear_pointer (&result, g_free);
  else if (field->check == PILOT_CHECK_EMAIL)
    lower_domain (result);
  return result;
}

gboolean
pilot_check_value (const PilotField *field, const PilotValue *value, GError **error)
{
  guint max_chars = field->max_chars;
  const char *reason;

  if (value->kind == PILOT_VALUE_UNSET)
    return TRUE;
  if (value->kind == PILOT_VALUE_NULL || (value->kind == PILOT_VALUE_TEXT && value->length_bytes == 0))
    return field->flags & PILOT_FIELD_REQUIRED ? fail (field, _("it must not be empty"), error) : TRUE;
  if (field->type == PILOT_FIELD_INTEGER || field->type == PILOT_FIELD_BOOLEAN || field->type == PILOT_FIELD_TIME)
    {
      if (value->kind != PILOT_VALUE_INTEGER)
        return fail (field, _("it must be a number or a time"), error);
      if (field->type == PILOT_FIELD_BOOLEAN && value->integer != 0 && value->integer != 1)
        return fail (field, _("it must be yes or no"), error);
      if (field->type == PILOT_FIELD_TIME && (value->integer < PILOT_TIME_MIN_UNIX_USEC || value->integer > PILOT_TIME_MAX_UNIX_USEC))
        return fail (field, _("the time is outside the years 1 to 9999"), error);
      return TRUE;
    }
  if (value->kind != PILOT_VALUE_TEXT)
    return fail (field, _("it must be text"), error);
  if (field->type == PILOT_FIELD_CHOICE && !pilot_choice_contains (field->choices, value->text))
    return fail (field, _("it is none of the possible values"), error);
  if (field->type == PILOT_FIELD_REF && !g_uuid_string_is_valid (value->text))
    return fail (field, _("it does not name a record"), error);
  if (field->type == PILOT_FIELD_DATE && (value->length_bytes != 10 || !pilot_time_parse (value->text, 10, &(gint64){ 0 })))
    return fail (field, _("it must be a date, such as 2026-11-20"), error);
  if (has_control (value, field->flags & PILOT_FIELD_MULTILINE))
    return fail (field, _("it holds a line break or a control character"), error);
  if (max_chars == 0)
    max_chars = field->flags & PILOT_FIELD_MULTILINE ? MULTILINE_MAX_CHARS : TEXT_MAX_CHARS;
  if (value->length_bytes > max_chars && g_utf8_strlen (value->text, value->length_bytes) > max_chars)
    {
      g_autofree char *too_long = g_strdup_printf (ngettext ("it is longer than %u character", "it is longer than %u characters", max_chars), max_chars);

      return fail (field, too_long, error);
    }
  reason = pilot_check_text (field->check, value->text);
  return reason == NULL || fail (field, g_dgettext (GETTEXT_PACKAGE, reason), error);
}

gboolean
pilot_check_record (const PilotRecord *record, gboolean complete, guint *field_out, GError **error)
{
  const PilotSchema *schema = pilot_record_get_schema (record);

  for (guint i = 0; i < schema->n_fields; i++)
    {
      const PilotField *field = &schema->fields[i];
      static const PilotValue null_value = { .kind = PILOT_VALUE_NULL };
      const PilotValue *value = pilot_record_get_value (record, i);

      if (value->kind == PILOT_VALUE_UNSET && complete)
        value = &null_value;
      if (pilot_check_value (field, value, error))
        continue;
      if (field_out != NULL)
        *field_out = i;
      return FALSE;
    }
  return TRUE;
}

gboolean
pilot_check_parse (const PilotField *field, const char *text, PilotRecord *record, guint index, GError **error)
{
  g_autofree char *clean = pilot_check_clean (field, text);
  const char *choice;
  gint64 number;

  if (clean == NULL)
    pilot_record_set_null (record, index);
  else if (field->type == PILOT_FIELD_BOOLEAN)
    {
      if (!parse_boolean (clean, &number))
        return fail (field, _("it must be yes or no"), error);
      pilot_record_set_integer (record, index, number);
    }
  else if (field->type == PILOT_FIELD_INTEGER)
    {
      if (!parse_number (clean, &number))
        return fail (field, _("it must be a whole number"), error);
      pilot_record_set_integer (record, index, number);
    }
  else if (field->type == PILOT_FIELD_TIME)
    {
      if (!pilot_time_parse (clean, -1, &number))
        return fail (field, _("it must be a date and time, such as 2026-11-20T14:00:00Z"), error);
      pilot_record_set_integer (record, index, number);
    }
  else if (field->type == PILOT_FIELD_CHOICE)
    {
      choice = find_choice (field->choices, clean);
      if (choice == NULL)
        return fail_choice (field, error);
      pilot_record_set_text (record, index, choice);
    }
  else
    pilot_record_set_text (record, index, clean);
  return pilot_check_value (field, pilot_record_get_value (record, index), error);
}
