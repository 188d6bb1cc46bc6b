/* test-wire-writer.c: records as JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test.h"
#include "wire-samples.h"

#define ID "0b8f0f9e-6a4e-4c6e-9a55-7d5c2c1f0a01"

static void
test_escapes (void)
{
  static const struct
  {
    const char *text;
    const char *json;
  } cases[] = {
    { "", "\"\"" },
    { "plain", "\"plain\"" },
    { "quote \" here", "\"quote \\\" here\"" },
    { "back\\slash", "\"back\\\\slash\"" },
    { "12345678\n", "\"12345678\\n\"" },
    { "1234567\n", "\"1234567\\n\"" },
    { "\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\"" },
    { "\x01\x1f\x7f", "\"\\u0001\\u001f\x7f\"" },
    { "über €🙂", "\"über €🙂\"" },
    { NULL, "null" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new ("x");

      pilot_wire_append_string (out, cases[i].text, -1);
      g_assert_cmpstr (out->str + 1, ==, cases[i].json);
      g_assert_cmpuint (strlen (out->str), ==, out->len);
    }
}

/* The fast way looks at eight bytes at once: every character at every place must be found. */
static void
test_escape_everywhere (void)
{
  for (guint c = 1; c < 128; c++)
    for (guint at = 0; at < 24; at++)
      {
        g_autoptr (GString) out = g_string_new (NULL);
        char text[25] = "aaaaaaaaaaaaaaaaaaaaaaaa";
        gboolean escaped = c < 0x20 || c == '"' || c == '\\';

        text[at] = (char) c;
        pilot_wire_append_string (out, text, -1);
        g_assert_true ((out->len == 26) == !escaped);
      }
}

static void
test_integers (void)
{
  static const gint64 numbers[] = { 0, 1, -1, 10, 99, -100, G_MAXINT64, G_MININT64 };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      g_autofree char *expected = g_strdup_printf ("%" G_GINT64_FORMAT, numbers[i]);

      pilot_wire_append_integer (out, numbers[i]);
      g_assert_cmpstr (out->str, ==, expected);
    }
}

static void
test_record (void)
{
  g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_MEMBER);
  g_autofree char *json = NULL;

  pilot_record_set_text (record, PILOT_FIELD_ID, ID);
  pilot_record_set_integer (record, PILOT_FIELD_REVISION, 12);
  pilot_record_set_integer (record, PILOT_FIELD_UPDATED_AT, G_GINT64_CONSTANT (1795337067000001));
  pilot_record_set_text (record, PILOT_MEMBER_NAME, "Ada \"A\"");
  pilot_record_set_null (record, PILOT_MEMBER_EMAIL);
  pilot_record_set_integer (record, PILOT_MEMBER_ACTIVE, 1);
  json = pilot_wire_record_to_json (record);
  g_assert_cmpstr (json, ==,
                   "{\"entity\":\"member\",\"id\":\"" ID "\",\"revision\":12,\"updatedAt\":\"2026-11-22T08:44:27.000001Z\","
                   "\"name\":\"Ada \\\"A\\\"\",\"email\":null,\"active\":true}");
}

static void
test_content (void)
{
  g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_AGENCY);
  g_autoptr (GString) out = g_string_new (NULL);

  pilot_wire_append_content (out, record->schema, record->values, TRUE);
  g_assert_cmpstr (out->str, ==, "{}");
  g_string_truncate (out, 0);

  pilot_record_set_text (record, PILOT_FIELD_ID, ID);
  pilot_record_set_integer (record, PILOT_FIELD_REVISION, 12);
  pilot_record_set_text (record, PILOT_AGENCY_NAME, "Acme");
  pilot_record_set_null (record, PILOT_AGENCY_PHONE);
  pilot_wire_append_content (out, record->schema, record->values, FALSE);
  g_assert_cmpstr (out->str, ==, "{\"name\":\"Acme\",\"phone\":null}");
  g_string_truncate (out, 0);
  pilot_wire_append_content (out, record->schema, record->values, TRUE);
  g_assert_cmpstr (out->str, ==, "{\"id\":\"" ID "\",\"revision\":12,\"name\":\"Acme\",\"phone\":null}");
}

static void
test_tombstone (void)
{
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  PilotBatchRow *row = pilot_batch_add (batch, pilot_schema_get (PILOT_ENTITY_PROCESS));

  wire_samples_fill (batch, row, 3);
  row->deleted = TRUE;
  pilot_wire_append_row (out, row, TRUE);
  g_assert_nonnull (strstr (out->str, "\"deleted\":true,\"op\":null}"));
  g_assert_null (strstr (out->str, "\"name\""));
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/wire/writer/texts are escaped as JSON asks", test_escapes);
  g_test_add_func ("/wire/writer/what needs an escape is found at every place", test_escape_everywhere);
  g_test_add_func ("/wire/writer/numbers are written whole", test_integers);
  g_test_add_func ("/wire/writer/a record leaves out what is unset", test_record);
  g_test_add_func ("/wire/writer/a client sends only what is its to say", test_content);
  g_test_add_func ("/wire/writer/a tombstone tells no fields", test_tombstone);
  return g_test_run ();
}
