/* test-check.c: what a field may hold
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-check.h"
#include "pilot-error.h"
#include "pilot-test.h"

#include <string.h>

#define ID "0b8f0f9e-6a4e-4c6e-9a55-7d5c2c1f0a01"
#define TEN "aaaaaaaaaa"
#define SIXTY TEN TEN TEN TEN TEN TEN

static const PilotField *
agency_field (guint field)
{
  return &pilot_schema_get (PILOT_ENTITY_AGENCY)->fields[field];
}

static void
test_forms (void)
{
  static const struct
  {
    PilotCheck check;
    gboolean good;
    const char *text;
  } cases[] = {
    { PILOT_CHECK_EMAIL, TRUE, "ana@example.com" },
    { PILOT_CHECK_EMAIL, TRUE, "ana.o'brien+jobs@mail.example.co.uk" },
    { PILOT_CHECK_EMAIL, TRUE, "a@b.ie" },
    { PILOT_CHECK_EMAIL, TRUE, "info@büro-straße.de" },
    { PILOT_CHECK_EMAIL, TRUE, "x@" SIXTY "aaa.com" },
    { PILOT_CHECK_EMAIL, TRUE, "x@1.2.museum" },
    { PILOT_CHECK_EMAIL, FALSE, "ana" },
    { PILOT_CHECK_EMAIL, FALSE, "@example.com" },
    { PILOT_CHECK_EMAIL, FALSE, "ana@" },
    { PILOT_CHECK_EMAIL, FALSE, "ana@example" },
    { PILOT_CHECK_EMAIL, FALSE, "ana@.com" },
    { PILOT_CHECK_EMAIL, FALSE, "ana@example." },
    { PILOT_CHECK_EMAIL, FALSE, "ana@example..com" },
    { PILOT_CHECK_EMAIL, FALSE, "ana@-example.com" },
    { PILOT_CHECK_EMAIL, FALSE, "ana@example-.com" },
    { PILOT_CHECK_EMAIL, FALSE, "ana@example.com-" },
    { PILOT_CHECK_EMAIL, FALSE, "ana@b@example.com" },
    { PILOT_CHECK_EMAIL, FALSE, "ana @example.com" },
    { PILOT_CHECK_EMAIL, FALSE, "ana@exam ple.com" },
    { PILOT_CHECK_EMAIL, FALSE, "Ana <ana@example.com>" },
    { PILOT_CHECK_EMAIL, FALSE, "ana@example.com;bob@example.com" },
    { PILOT_CHECK_EMAIL, FALSE, "ana@example.com\r\nBcc: x@example.com" },
    { PILOT_CHECK_EMAIL, FALSE, "x@" SIXTY "aaaa.com" },
    { PILOT_CHECK_EMAIL, FALSE, SIXTY SIXTY SIXTY SIXTY "@example.com.org" },
    { PILOT_CHECK_URL, TRUE, "https://example.com" },
    { PILOT_CHECK_URL, TRUE, "http://www.example.com:8080/a?b#c" },
    { PILOT_CHECK_URL, TRUE, "HTTPS://EXAMPLE.COM/" },
    { PILOT_CHECK_URL, TRUE, "www.example.ie" },
    { PILOT_CHECK_URL, TRUE, "example.ie/jobs" },
    { PILOT_CHECK_URL, FALSE, "https://" },
    { PILOT_CHECK_URL, FALSE, "https:///a" },
    { PILOT_CHECK_URL, FALSE, "example" },
    { PILOT_CHECK_URL, FALSE, "javascript:alert(1)" },
    { PILOT_CHECK_URL, FALSE, "file:///etc/passwd" },
    { PILOT_CHECK_URL, FALSE, "ftp://example.com" },
    { PILOT_CHECK_URL, FALSE, "https://example.com/a b" },
    { PILOT_CHECK_URL, FALSE, "https://example.com/<script>" },
    { PILOT_CHECK_URL, FALSE, "N/A" },
    { PILOT_CHECK_PHONE, TRUE, "+353 1 234 5678" },
    { PILOT_CHECK_PHONE, TRUE, "(01) 234-5678" },
    { PILOT_CHECK_PHONE, TRUE, "01/234.56.78 ext 12" },
    { PILOT_CHECK_PHONE, TRUE, "01 2345678; 087 1234567" },
    { PILOT_CHECK_PHONE, FALSE, "1234" },
    { PILOT_CHECK_PHONE, FALSE, "none" },
    { PILOT_CHECK_PHONE, FALSE, "call 01 2345678" },
    { PILOT_CHECK_PHONE, FALSE, "٠١٢٣٤٥٦" },
    { PILOT_CHECK_PHONE, FALSE, "12345678901234567890123456789012345678901" },
    { PILOT_CHECK_COUNTRY, TRUE, "IE" },
    { PILOT_CHECK_COUNTRY, FALSE, "ie" },
    { PILOT_CHECK_COUNTRY, FALSE, "IRL" },
    { PILOT_CHECK_COUNTRY, FALSE, "I" },
    { PILOT_CHECK_COUNTRY, FALSE, "Ireland" },
    { PILOT_CHECK_COUNTRY, FALSE, "Ö" },
    { PILOT_CHECK_CURRENCY, TRUE, "EUR" },
    { PILOT_CHECK_CURRENCY, FALSE, "eur" },
    { PILOT_CHECK_CURRENCY, FALSE, "€" },
    { PILOT_CHECK_TIME_ZONE, TRUE, "UTC" },
    { PILOT_CHECK_TIME_ZONE, FALSE, "Europe/Nowhere" },
    { PILOT_CHECK_TIME_ZONE, FALSE, "Dublin" },
    { PILOT_CHECK_TIME_ZONE, FALSE, "+01:00" },
    { PILOT_CHECK_TIME_ZONE, FALSE, "/etc/localtime" },
    { PILOT_CHECK_TIME_ZONE, FALSE, "Europe/../Europe/Dublin" },
    { PILOT_CHECK_LANGUAGE, TRUE, "en" },
    { PILOT_CHECK_LANGUAGE, TRUE, "pt-BR" },
    { PILOT_CHECK_LANGUAGE, TRUE, "zh-Hant-TW" },
    { PILOT_CHECK_LANGUAGE, FALSE, "e" },
    { PILOT_CHECK_LANGUAGE, FALSE, "English" },
    { PILOT_CHECK_LANGUAGE, FALSE, "pt_BR" },
    { PILOT_CHECK_LANGUAGE, FALSE, "pt-" },
    { PILOT_CHECK_LANGUAGE, FALSE, "-pt" },
    { PILOT_CHECK_LANGUAGE, FALSE, "12" },
    { PILOT_CHECK_NONE, TRUE, "anything" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *reason = pilot_check_text (cases[i].check, cases[i].text);

      g_test_message ("%d \"%s\": %s", cases[i].check, cases[i].text, reason != NULL ? reason : "good");
      g_assert_cmpint (reason == NULL, ==, cases[i].good);
    }
}

/* Any bytes: no form may read beyond the end or take a control character. */
static void
test_random_bytes (void)
{
  for (guint round = 0; round < 20000; round++)
    {
      static const char alphabet[] = "aZ09.@-:/ +\t\n\x7f\x01\xc3\xa4\xff?#";
      guint length = g_test_rand_int_range (1, 20);
      g_autofree char *text = g_malloc (length + 1);

      for (guint i = 0; i < length; i++)
        text[i] = alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)];
      text[length] = '\0';
      for (guint check = PILOT_CHECK_EMAIL; check <= PILOT_CHECK_TIME_ZONE; check++)
        if (pilot_check_text (check, text) == NULL)
          for (guint i = 0; i < length; i++)
            g_assert_false (g_ascii_iscntrl (text[i]));
    }
}

static void
test_clean (void)
{
  static const struct
  {
    guint field;
    const char *text;
    const char *clean;
  } cases[] = {
    { PILOT_AGENCY_NAME, NULL, NULL },
    { PILOT_AGENCY_NAME, "", NULL },
    { PILOT_AGENCY_NAME, " \t\r\n", NULL },
    { PILOT_AGENCY_NAME, "\xc2\xa0\xe2\x80\x8b\xef\xbb\xbf", NULL }, /* no-break, zero-width, byte order mark */
    { PILOT_AGENCY_NAME, "Acme", "Acme" },
    { PILOT_AGENCY_NAME, "  Acme  Ltd ", "Acme  Ltd" },
    { PILOT_AGENCY_NAME, "\xef\xbb\xbf" "Acme\xe2\x80\x8b", "Acme" },
    { PILOT_AGENCY_NAME, "Acme\r\nLtd", "Acme Ltd" },
    { PILOT_AGENCY_NAME, "Acme\rLtd", "Acme Ltd" },
    { PILOT_AGENCY_NAME, "Acme\tLtd", "Acme Ltd" },
    { PILOT_AGENCY_NAME, "Ac\x01me\x7f\x1b[31m", "Acme[31m" },
    { PILOT_AGENCY_NAME, "\xc2\x85" "Acme\xc2\x9b", "Acme" }, /* C1 controls */
    { PILOT_AGENCY_NAME, "Bl\xe4ser", "Bl\xef\xbf\xbdser" },  /* not UTF-8 */
    { PILOT_AGENCY_NAME, "\xff", "\xef\xbf\xbd" },
    { PILOT_AGENCY_NAME, "Žofie Čapková", "Žofie Čapková" },
    { PILOT_AGENCY_NOTES, " one\r\ntwo\rthree\n\n", "one\ntwo\nthree" },
    { PILOT_AGENCY_NOTES, "a\tb", "a\tb" },
    { PILOT_AGENCY_EMAIL, " Ana.Maria@Example.COM ", "Ana.Maria@example.com" },
    { PILOT_AGENCY_EMAIL, "no at sign", "no at sign" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *clean = pilot_check_clean (agency_field (cases[i].field), cases[i].text);
      g_autofree char *again = pilot_check_clean (agency_field (cases[i].field), clean);

      g_assert_cmpstr (clean, ==, cases[i].clean);
      g_assert_cmpstr (again, ==, clean); /* cleaning twice is cleaning once */
    }
}

static void
test_clean_random (void)
{
  static const char *const pieces[] = { "a", "ä", " ", "\t", "\r", "\n", "\xc2\xa0", "\xe2\x80\x8b", "\xff", "\xe4", "\x01", "@", "Z" };
  static const guint fields[] = { PILOT_AGENCY_NAME, PILOT_AGENCY_NOTES, PILOT_AGENCY_EMAIL };

  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      guint field = fields[round % G_N_ELEMENTS (fields)];
      g_autofree char *clean = NULL;
      g_autofree char *again = NULL;

      for (guint n = g_test_rand_int_range (0, 12); n > 0; n--)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      clean = pilot_check_clean (agency_field (field), text->str);
      again = pilot_check_clean (agency_field (field), clean);
      g_assert_cmpstr (again, ==, clean);
      g_assert_true (clean == NULL || (*clean != '\0' && g_utf8_validate (clean, -1, NULL)));
      if (clean != NULL && field != PILOT_AGENCY_NOTES)
        g_assert_null (strpbrk (clean, "\r\n\t"));
    }
}

static void
test_values (void)
{
  static const struct
  {
    PilotEntity entity;
    guint field;
    PilotValue value;
    gboolean good;
  } cases[] = {
#define UNSET { .kind = PILOT_VALUE_UNSET }
#define NOTHING { .kind = PILOT_VALUE_NULL }
#define NUMBER(n) { .kind = PILOT_VALUE_INTEGER, .integer = n }
#define TEXT(t) { .kind = PILOT_VALUE_TEXT, .text = t, .length_bytes = sizeof t - 1 }
    { PILOT_ENTITY_AGENCY, PILOT_AGENCY_NAME, UNSET, TRUE },
    { PILOT_ENTITY_AGENCY, PILOT_AGENCY_NAME, NOTHING, FALSE },
    { PILOT_ENTITY_AGENCY, PILOT_AGENCY_NAME, TEXT (""), FALSE },
    { PILOT_ENTITY_AGENCY, PILOT_AGENCY_NAME, NUMBER (1), FALSE },
    { PILOT_ENTITY_AGENCY, PILOT_AGENCY_NAME, TEXT ("Acme"), TRUE },
    { PILOT_ENTITY_AGENCY, PILOT_AGENCY_NAME, TEXT ("Acme\nLtd"), FALSE },
    { PILOT_ENTITY_AGENCY, PILOT_AGENCY_NAME, TEXT ("Ac\x01me"), FALSE },
    { PILOT_ENTITY_AGENCY, PILOT_AGENCY_NOTES, TEXT ("one\ntwo\tthree"), TRUE },
    { PILOT_ENTITY_AGENCY, PILOT_AGENCY_NOTES, TEXT ("one\x1b[31m"), FALSE },
    { PILOT_ENTITY_AGENCY, PILOT_AGENCY_PHONE, NOTHING, TRUE },
    { PILOT_ENTITY_AGENCY, PILOT_AGENCY_PHONE, TEXT ("none"), FALSE },
    { PILOT_ENTITY_AGENCY, PILOT_AGENCY_STATUS, TEXT ("active"), TRUE },
    { PILOT_ENTITY_AGENCY, PILOT_AGENCY_STATUS, TEXT ("Active"), FALSE },
    { PILOT_ENTITY_AGENCY, PILOT_AGENCY_STATUS, NOTHING, FALSE },
    { PILOT_ENTITY_RECRUITER, PILOT_RECRUITER_AGENCY_ID, TEXT (ID), TRUE },
    { PILOT_ENTITY_RECRUITER, PILOT_RECRUITER_AGENCY_ID, TEXT ("acme"), FALSE },
    { PILOT_ENTITY_RECRUITER, PILOT_RECRUITER_AGENCY_ID, NUMBER (1), FALSE },
    { PILOT_ENTITY_MEMBER, PILOT_MEMBER_ACTIVE, NUMBER (0), TRUE },
    { PILOT_ENTITY_MEMBER, PILOT_MEMBER_ACTIVE, NUMBER (1), TRUE },
    { PILOT_ENTITY_MEMBER, PILOT_MEMBER_ACTIVE, NUMBER (2), FALSE },
    { PILOT_ENTITY_MEMBER, PILOT_MEMBER_ACTIVE, TEXT ("yes"), FALSE },
    { PILOT_ENTITY_CANDIDATE, PILOT_CANDIDATE_SUBMITTED_AT, NUMBER (-1), TRUE },
    { PILOT_ENTITY_CANDIDATE, PILOT_CANDIDATE_SUBMITTED_AT, NUMBER (G_MAXINT64), FALSE },
    { PILOT_ENTITY_CANDIDATE, PILOT_CANDIDATE_SUBMITTED_AT, NUMBER (G_MININT64), FALSE },
    { PILOT_ENTITY_CANDIDATE, PILOT_CANDIDATE_SUBMITTED_AT, TEXT ("2026-11-22"), FALSE },
    { PILOT_ENTITY_STAGE, PILOT_STAGE_POSITION, NUMBER (G_MAXINT64), TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const PilotField *field = &pilot_schema_get (cases[i].entity)->fields[cases[i].field];
      g_autoptr (GError) error = NULL;
      gboolean good = pilot_check_value (field, &cases[i].value, &error);

      g_test_message ("case %u, %s: %s", i, field->name, error != NULL ? error->message : "good");
      g_assert_cmpint (good, ==, cases[i].good);
      if (good)
        {
          g_assert_no_error (error);
          continue;
        }
      g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
      g_assert_true (g_str_has_prefix (error->message, field->label)); /* the message names the field */
    }
}

static void
test_lengths (void)
{
  const struct
  {
    guint field;
    guint max_chars;
  } cases[] = { { PILOT_AGENCY_NAME, 500 }, { PILOT_AGENCY_ADDRESS, 1000 }, { PILOT_AGENCY_NOTES, 20000 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint extra = 0; extra < 2; extra++)
      {
        g_autoptr (GString) text = g_string_new (NULL);
        g_autoptr (GError) error = NULL;
        PilotValue value = { .kind = PILOT_VALUE_TEXT };

        for (guint n = 0; n < cases[i].max_chars + extra; n++)
          g_string_append (text, "ä"); /* characters count, not bytes */
        value.text = text->str;
        value.length_bytes = text->len;
        g_assert_cmpint (pilot_check_value (agency_field (cases[i].field), &value, &error), ==, extra == 0);
      }
}

static void
test_records (void)
{
  g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_AGENCY);
  g_autoptr (GError) error = NULL;
  guint field = 0;

  g_assert_true (pilot_check_record (record, FALSE, &field, &error));
  g_assert_false (pilot_check_record (record, TRUE, &field, &error));
  g_assert_cmpuint (field, ==, PILOT_FIELD_ID);
  g_clear_error (&error);
  pilot_record_set_text (record, PILOT_FIELD_ID, ID);
  pilot_record_set_text (record, PILOT_AGENCY_DATASET, "portal");
  pilot_record_set_text (record, PILOT_AGENCY_STATUS, "active");
  pilot_record_set_text (record, PILOT_AGENCY_CONTRACT_STATE, "none");
  g_assert_false (pilot_check_record (record, TRUE, &field, NULL));
  g_assert_cmpuint (field, ==, PILOT_AGENCY_NAME);
  pilot_record_set_text (record, PILOT_AGENCY_NAME, "Acme");
  g_assert_true (pilot_check_record (record, TRUE, NULL, &error));
  pilot_record_set_text (record, PILOT_AGENCY_EMAIL, "nobody");
  g_assert_false (pilot_check_record (record, FALSE, &field, &error));
  g_assert_cmpuint (field, ==, PILOT_AGENCY_EMAIL);
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
}

static void
test_parse (void)
{
  static const struct
  {
    PilotEntity entity;
    guint field;
    const char *text;
    gboolean good;
    PilotValue value;
  } cases[] = {
    { PILOT_ENTITY_AGENCY, PILOT_AGENCY_CITY, " Cork ", TRUE, TEXT ("Cork") },
    { PILOT_ENTITY_AGENCY, PILOT_AGENCY_CITY, "  ", TRUE, NOTHING },
    { PILOT_ENTITY_AGENCY, PILOT_AGENCY_CITY, NULL, TRUE, NOTHING },
    { PILOT_ENTITY_AGENCY, PILOT_AGENCY_NAME, "  ", FALSE, NOTHING },
    { PILOT_ENTITY_AGENCY, PILOT_AGENCY_STATUS, "ACTIVE", TRUE, TEXT ("active") },
    { PILOT_ENTITY_AGENCY, PILOT_AGENCY_CONTRACT_STATE, "no contract", TRUE, TEXT ("none") },
    { PILOT_ENTITY_AGENCY, PILOT_AGENCY_STATUS, "asleep", FALSE, UNSET },
    { PILOT_ENTITY_CANDIDATE, PILOT_CANDIDATE_STATUS, "Withdrawn by applicant", TRUE, TEXT ("WITHDRAWN") },
    { PILOT_ENTITY_CANDIDATE, PILOT_CANDIDATE_STATUS, "in_review", TRUE, TEXT ("IN_REVIEW") },
    { PILOT_ENTITY_MEMBER, PILOT_MEMBER_ACTIVE, "Yes", TRUE, NUMBER (1) },
    { PILOT_ENTITY_MEMBER, PILOT_MEMBER_ACTIVE, "TRUE", TRUE, NUMBER (1) },
    { PILOT_ENTITY_MEMBER, PILOT_MEMBER_ACTIVE, "0", TRUE, NUMBER (0) },
    { PILOT_ENTITY_MEMBER, PILOT_MEMBER_ACTIVE, "perhaps", FALSE, UNSET },
    { PILOT_ENTITY_STAGE, PILOT_STAGE_POSITION, "-12", TRUE, NUMBER (-12) },
    { PILOT_ENTITY_STAGE, PILOT_STAGE_POSITION, "1.5", FALSE, UNSET },
    { PILOT_ENTITY_STAGE, PILOT_STAGE_POSITION, "9223372036854775808", FALSE, UNSET },
    { PILOT_ENTITY_CANDIDATE, PILOT_CANDIDATE_SUBMITTED_AT, "1970-01-02", TRUE, NUMBER (G_GINT64_CONSTANT (86400000000)) },
    { PILOT_ENTITY_CANDIDATE, PILOT_CANDIDATE_SUBMITTED_AT, "yesterday", FALSE, UNSET },
    { PILOT_ENTITY_RECRUITER, PILOT_RECRUITER_AGENCY_ID, ID, TRUE, TEXT (ID) },
    { PILOT_ENTITY_RECRUITER, PILOT_RECRUITER_AGENCY_ID, "Acme", FALSE, UNSET },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PilotRecord) record = pilot_record_new (cases[i].entity);
      const PilotField *field = &pilot_record_get_schema (record)->fields[cases[i].field];
      g_autoptr (GError) error = NULL;
      gboolean good = pilot_check_parse (field, cases[i].text, record, cases[i].field, &error);

      g_test_message ("%s \"%s\": %s", field->name, cases[i].text, error != NULL ? error->message : "good");
      g_assert_cmpint (good, ==, cases[i].good);
      if (good)
        g_assert_true (pilot_value_equal (pilot_record_get_value (record, cases[i].field), &cases[i].value));
      else
        g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
    }
}

/* Who typed what is no choice reads what can be typed. */
static void
test_choices_told (void)
{
  g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_AGENCY);
  g_autoptr (GError) error = NULL;

  g_assert_false (pilot_check_parse (agency_field (PILOT_AGENCY_STATUS), "asleep", record, PILOT_AGENCY_STATUS, &error));
  g_assert_cmpstr (error->message, ==, "Status: it is none of the possible values (Active, Invited, Inactive)");
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/core/check/each form takes what is well-formed and nothing else", test_forms);
  g_test_add_func ("/core/check/no form takes control characters", test_random_bytes);
  g_test_add_func ("/core/check/what surrounds a value is taken away", test_clean);
  g_test_add_func ("/core/check/cleaned text is valid, and stays as it is", test_clean_random);
  g_test_add_func ("/core/check/a value fits its field's type", test_values);
  g_test_add_func ("/core/check/length is counted in characters", test_lengths);
  g_test_add_func ("/core/check/a new record is complete, a change need not be", test_records);
  g_test_add_func ("/core/check/what a person or a file wrote becomes a value", test_parse);
  g_test_add_func ("/core/check/who typed no choice is told the choices", test_choices_told);
  return g_test_run ();
}
