/* test-wire-hostile.c: bytes that mean no good
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test.h"
#include "wire-samples.h"

#define ID "0b8f0f9e-6a4e-4c6e-9a55-7d5c2c1f0a01"

static void
assert_refused (const char *json, gsize length)
{
  for (gsize piece = 0; piece < 4; piece++)
    {
      g_autoptr (PilotBatch) batch = pilot_batch_new ();
      g_auto (PilotWirePage) page = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_false (wire_samples_parse (json, length, piece == 3 ? 4096 : piece, NULL, batch, &page, &error));
      g_assert_error (error, PILOT_ERROR, PILOT_ERROR_PROTOCOL);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_text (void)
{
  static const char *const texts[] = {
    "nul \\u0000", "\\u0000", "\\ud800", "\\udc00", "\\ud800\\u0041", "\\u12", "\\x41", "\xff", "\xc0\xaf", "\xed\xa0\x80",
    "\xf4\x90\x80\x80", "cut \xe2\x82", "bare \x01", "bare \n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *known = g_strdup_printf ("{\"items\":[{\"entity\":\"process\",\"id\":\"" ID "\",\"name\":\"%s\"}]}", texts[i]);
      g_autofree char *unknown = g_strdup_printf ("{\"items\":[],\"x\":[\"%s\"]}", texts[i]);
      g_autofree char *key = g_strdup_printf ("{\"items\":[],\"x\":{\"%s\":1}}", texts[i]);

      /* A lone half of a pair comes out of the lexer as a question mark: that is text, and harmless. */
      if (g_str_has_prefix (texts[i], "\\ud800"))
        continue;
      assert_refused (known, strlen (known));
      assert_refused (unknown, strlen (unknown));
      assert_refused (key, strlen (key));
    }
}

static void
test_raw_nul (void)
{
  static const char json[] = "{\"items\":[{\"entity\":\"process\",\"id\":\"" ID "\",\"name\":\"a\0b\"}]}";

  assert_refused (json, sizeof json - 1);
}

static void
test_depth (void)
{
  for (guint depth = PILOT_WIRE_MAX_DEPTH - 2; depth <= PILOT_WIRE_MAX_DEPTH + 2; depth++)
    {
      g_autoptr (GString) json = g_string_new ("{\"items\":[],\"x\":");
      g_autoptr (PilotBatch) batch = pilot_batch_new ();
      g_auto (PilotWirePage) page = { 0 };
      gboolean ok;

      for (guint i = 1; i < depth; i++)
        g_string_append_c (json, '[');
      for (guint i = 1; i < depth; i++)
        g_string_append_c (json, ']');
      g_string_append_c (json, '}');
      ok = wire_samples_parse (json->str, json->len, 0, NULL, batch, &page, NULL);
      g_assert_cmpint (ok, ==, depth <= PILOT_WIRE_MAX_DEPTH);
    }
}

static void
test_deep_flood (void)
{
  g_autofree char *flood = g_strnfill (4 * 1024 * 1024, '[');

  assert_refused (flood, 4 * 1024 * 1024);
}

/* The parser must give up long before it holds what an endless string brings. */
static void
test_endless_string (void)
{
  g_autofree char *part = g_strnfill (65536, 'a');
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  g_autoptr (PilotWireParser) parser = pilot_wire_parser_new (batch, NULL, PILOT_ERROR_PROTOCOL);
  g_autoptr (GError) error = NULL;
  gsize fed = 0;

  g_assert_true (pilot_wire_parser_feed (parser, "{\"epoch\":\"", 10, &error));
  while (pilot_wire_parser_feed (parser, part, 65536, &error))
    {
      fed += 65536;
      g_assert_cmpuint (fed, <, 4 * 1024 * 1024);
    }
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_PROTOCOL);
  g_clear_error (&error);
  g_assert_false (pilot_wire_parser_feed (parser, part, 65536, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_PROTOCOL);
}

static void
test_string_limit (void)
{
  for (gsize over = 0; over < 2; over++)
    {
      g_autofree char *text = g_strnfill (PILOT_WIRE_MAX_STRING_BYTES + over, 'a');
      g_autofree char *json = g_strdup_printf ("{\"items\":[{\"entity\":\"process\",\"id\":\"" ID "\",\"name\":\"%s\"}]}", text);
      g_autoptr (PilotBatch) batch = pilot_batch_new ();
      g_auto (PilotWirePage) page = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (wire_samples_parse (json, strlen (json), 1000, NULL, batch, &page, &error), ==, over == 0);
    }
}

static void
test_late_entity (void)
{
  g_autoptr (GString) json = g_string_new ("{\"items\":[{");

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (json, "\"m%u\":\"x\",", i);
  g_string_append (json, "\"entity\":\"process\",\"id\":\"" ID "\"}]}");
  assert_refused (json->str, json->len);
}

/* Whatever comes: an answer, an error of ours, and the same at every cut. */
static void
test_mutations (void)
{
  g_autoptr (PilotBatch) written = pilot_batch_new ();
  g_autoptr (GString) json = wire_samples_page (written, PILOT_N_ENTITIES);
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);
  guint n_rounds = pilot_test_is_long () ? 400000 : 6000, n_passed = 0;
  static const char spice[] = "\"\\{}[]:,0-9.eE+ntu\x00\x80\xff/ ";

  for (guint round = 0; round < n_rounds; round++)
    {
      g_autofree char *text = g_memdup2 (json->str, json->len);
      gsize length = json->len;
      guint n_changes = (guint) g_rand_int_range (rand, 1, 4);
      gboolean whole, pieces;
      const PilotSchema *schema = round % 4 == 0 ? pilot_schema_get (PILOT_ENTITY_AGENCY) : NULL;
      g_autoptr (PilotBatch) first = pilot_batch_new ();
      g_autoptr (PilotBatch) second = pilot_batch_new ();
      g_auto (PilotWirePage) page = { 0 };
      g_auto (PilotWirePage) page2 = { 0 };
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) error2 = NULL;

      for (guint i = 0; i < n_changes; i++)
        {
          gsize at = (gsize) g_rand_int_range (rand, 0, (gint32) length);
          gsize n = (gsize) g_rand_int_range (rand, 1, 30);

          switch (g_rand_int_range (rand, 0, 4))
            {
            case 0:
              text[at] = (char) g_rand_int_range (rand, 0, 256);
              break;
            case 1:
              text[at] = spice[g_rand_int_range (rand, 0, sizeof spice - 1)];
              break;
            case 2:
              n = MIN (n, length - at);
              memmove (text + at, text + at + n, length - at - n);
              length -= n;
              break;
            default:
              n = MIN (n, length - at);
              memmove (text + at, text + (gsize) g_rand_int_range (rand, 0, (gint32) (length - n + 1)), n);
              break;
            }
        }
      whole = wire_samples_parse (text, length, 0, schema, first, &page, &error);
      pieces = wire_samples_parse (text, length, (gsize) g_rand_int_range (rand, 1, 64), schema, second, &page2, &error2);
      g_assert_cmpint (whole, ==, pieces);
      g_assert_true (whole == (error == NULL));
      if (whole)
        {
          n_passed++;
          wire_samples_assert_equal (first, second);
        }
    }
  g_test_message ("%u of %u passed", n_passed, n_rounds);
}

static void
count_cb (guint index, const char *id, const char *member, const char *reason, gpointer user_data)
{
  (*(guint *) user_data)++;
}

/* With rows judged alone: every item is either in the batch or told, whatever it is. */
static void
test_row_mutations (void)
{
  static const char *const values[] = { "5", "null", "true", "\"x\"", "{}", "[]", "[{\"id\":1}]", "\"" ID "\"", "-1.5e9" };
  static const char *const names[] = { "id", "name", "active", "revision", "updatedAt", "entity", "deleted", "op", "x" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (4711);

  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (GString) json = g_string_new ("{\"items\":[");
      g_autoptr (PilotBatch) batch = pilot_batch_new ();
      const PilotSchema *schema = round % 2 == 0 ? pilot_schema_get (PILOT_ENTITY_PROCESS) : NULL;
      g_autoptr (PilotWireParser) parser = pilot_wire_parser_new (batch, schema, PILOT_ERROR_INVALID);
      g_auto (PilotWirePage) page = { 0 };
      g_autoptr (GError) error = NULL;
      guint n_told = 0, n_items = (guint) g_rand_int_range (rand, 0, 6);

      for (guint i = 0; i < n_items; i++)
        {
          guint n_members = (guint) g_rand_int_range (rand, 0, 6);

          g_string_append (json, i > 0 ? ",{" : "{");
          if (g_rand_boolean (rand))
            g_string_append_printf (json, "\"entity\":\"process\"%s", n_members > 0 ? "," : "");
          for (guint k = 0; k < n_members; k++)
            g_string_append_printf (json, "%s\"%s\":%s", k > 0 ? "," : "",
                                    names[g_rand_int_range (rand, 0, G_N_ELEMENTS (names))],
                                    values[g_rand_int_range (rand, 0, G_N_ELEMENTS (values))]);
          g_string_append_c (json, '}');
        }
      g_string_append (json, "]}");
      pilot_wire_parser_set_row_error_func (parser, count_cb, &n_told);
      pilot_wire_parser_feed (parser, json->str, json->len, &error);
      g_assert_no_error (error);
      pilot_wire_parser_finish (parser, &page, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (page.n_items, ==, n_items);
      if (schema != NULL)
        g_assert_cmpuint (n_told + pilot_batch_get_length (batch), ==, n_items);
      else
        g_assert_cmpuint (n_told + pilot_batch_get_length (batch), <=, n_items);
    }
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/wire/hostile/text that is no text is refused", test_text);
  g_test_add_func ("/wire/hostile/a bare NUL is refused", test_raw_nul);
  g_test_add_func ("/wire/hostile/nesting has a limit", test_depth);
  g_test_add_func ("/wire/hostile/a flood of brackets is refused", test_deep_flood);
  g_test_add_func ("/wire/hostile/an endless string is given up", test_endless_string);
  g_test_add_func ("/wire/hostile/the longest string passes, one byte more does not", test_string_limit);
  g_test_add_func ("/wire/hostile/a kind that comes after a thousand members is refused", test_late_entity);
  g_test_add_func ("/wire/hostile/mutated pages are read or refused, the same at every cut", test_mutations);
  g_test_add_func ("/wire/hostile/mutated rows are read or told", test_row_mutations);
  return g_test_run ();
}
