/* test-wire-parser.c: pages and records, cut anywhere
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-test.h"
#include "wire-samples.h"

#define ID "0b8f0f9e-6a4e-4c6e-9a55-7d5c2c1f0a01"
#define ID2 "0b8f0f9e-6a4e-4c6e-9a55-7d5c2c1f0a02"

static void
test_round_trip (void)
{
  g_autoptr (PilotBatch) written = pilot_batch_new ();
  g_autoptr (PilotBatch) read = pilot_batch_new ();
  g_autoptr (GString) json = wire_samples_page (written, 40 * PILOT_N_ENTITIES);
  g_auto (PilotWirePage) page = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (wire_samples_parse (json->str, json->len, 0, NULL, read, &page, &error));
  g_assert_no_error (error);
  wire_samples_assert_equal (written, read);
  g_assert_cmpstr (page.epoch, ==, "e1");
  g_assert_cmpint (page.revision, ==, 42);
  g_assert_cmpstr (page.next, ==, "cürsor");
  g_assert_true (page.more);
  g_assert_cmpint (page.latest, ==, 99);
  g_assert_cmpuint (page.n_items, ==, 40 * PILOT_N_ENTITIES);
}

/* From one cut to the next; who watches the memory gets a part of them, each time others. */
static gsize
get_stride (void)
{
  return pilot_test_watches_memory () ? g_test_rand_int_range (5, 12) : 1;
}

static void
test_every_cut (void)
{
  g_autoptr (PilotBatch) written = pilot_batch_new ();
  g_autoptr (GString) json = wire_samples_page (written, 2 * PILOT_N_ENTITIES);

  for (gsize cut = 1; cut < json->len; cut += get_stride ())
    {
      g_autoptr (PilotBatch) read = pilot_batch_new ();
      g_autoptr (PilotWireParser) parser = pilot_wire_parser_new (read, NULL, PILOT_ERROR_PROTOCOL);
      g_auto (PilotWirePage) page = { 0 };
      g_autoptr (GError) error = NULL;
      g_autofree char *first = g_memdup2 (json->str, cut);
      g_autofree char *second = g_memdup2 (json->str + cut, json->len - cut);

      g_assert_true (pilot_wire_parser_feed (parser, first, cut, &error));
      g_assert_true (pilot_wire_parser_feed (parser, second, json->len - cut, &error));
      g_assert_true (pilot_wire_parser_finish (parser, &page, &error));
      g_assert_no_error (error);
      wire_samples_assert_equal (written, read);
    }
  for (gsize piece = 1; piece < 40; piece++)
    {
      g_autoptr (PilotBatch) read = pilot_batch_new ();
      g_auto (PilotWirePage) page = { 0 };

      g_assert_true (wire_samples_parse (json->str, json->len, piece, NULL, read, &page, NULL));
      wire_samples_assert_equal (written, read);
    }
}

static void
test_every_end (void)
{
  g_autoptr (PilotBatch) written = pilot_batch_new ();
  g_autoptr (GString) json = wire_samples_page (written, PILOT_N_ENTITIES);

  for (gsize end = 0; end < json->len; end += get_stride ())
    {
      g_autoptr (PilotBatch) read = pilot_batch_new ();
      g_autoptr (PilotWireParser) parser = pilot_wire_parser_new (read, NULL, PILOT_ERROR_PROTOCOL);
      g_auto (PilotWirePage) page = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_true (pilot_wire_parser_feed (parser, json->str, end, &error));
      g_assert_false (pilot_wire_parser_finish (parser, &page, &error));
      g_assert_error (error, PILOT_ERROR, PILOT_ERROR_PROTOCOL);
      g_assert_true (pilot_wire_parser_is_cut (parser));
    }
}

static void
test_member_order (void)
{
  static const char *const pages[] = {
    "{\"items\":[{\"name\":\"P\",\"active\":true,\"revision\":7,\"id\":\"" ID "\",\"op\":\"o\",\"entity\":\"process\"}],\"revision\":9}",
    "{\"revision\":9,\"unknown\":{\"items\":[1,{\"x\":[]}]},\"items\":[{\"entity\":\"process\",\"later\":[{\"id\":3}],\"id\":\"" ID
    "\",\"extra\":null,\"name\":\"Q\",\"op\":\"o\",\"revision\":7,\"name\":\"P\",\"active\":false,\"active\":true}],\"more\":false}",
    "{\"revision\":1,\"revision\":9,\"items\":[{\"extra\":{\"a\":1},\"id\":\"" ID
    "\",\"op\":\"o\",\"active\":true,\"entity\":\"process\",\"revision\":7,\"name\":\"P\"}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr (PilotBatch) batch = pilot_batch_new ();
      g_auto (PilotWirePage) page = { 0 };
      g_autoptr (GError) error = NULL;
      const PilotBatchRow *row;

      wire_samples_parse (pages[i], strlen (pages[i]), 1, NULL, batch, &page, &error);
      g_assert_no_error (error);
      g_assert_cmpint (page.revision, ==, 9);
      g_assert_cmpuint (pilot_batch_get_length (batch), ==, 1);
      row = pilot_batch_get (batch, 0);
      g_assert_cmpint (row->schema->entity, ==, PILOT_ENTITY_PROCESS);
      g_assert_cmpstr (row->values[PILOT_FIELD_ID].text, ==, ID);
      g_assert_cmpstr (row->values[PILOT_PROCESS_NAME].text, ==, "P");
      g_assert_cmpint (row->values[PILOT_PROCESS_ACTIVE].integer, ==, 1);
      g_assert_cmpint (row->values[PILOT_FIELD_REVISION].integer, ==, 7);
      g_assert_cmpint (row->values[PILOT_FIELD_UPDATED_AT].kind, ==, PILOT_VALUE_UNSET);
      g_assert_cmpstr (row->op, ==, "o");
    }
}

static void
test_unknown_kind (void)
{
  const char *json = "{\"items\":[{\"entity\":\"hologram\",\"id\":5,\"x\":{\"y\":[{}]}},{\"z\":1,\"entity\":\"hologram\"},"
                     "{\"entity\":\"process\",\"id\":\"" ID "\"}]}";
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  g_auto (PilotWirePage) page = { 0 };
  g_autoptr (GError) error = NULL;

  wire_samples_parse (json, strlen (json), 0, NULL, batch, &page, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page.n_items, ==, 3);
  g_assert_cmpuint (pilot_batch_get_length (batch), ==, 1);
}

static void
test_given_kind (void)
{
  const char *json = "{\"items\":[{\"id\":\"" ID "\",\"name\":\"P\"},{\"name\":\"Q\",\"id\":\"" ID2 "\",\"entity\":\"process\"}]}";
  const char *wrong = "{\"items\":[{\"id\":\"" ID "\",\"entity\":\"job\"}]}";
  const PilotSchema *schema = pilot_schema_get (PILOT_ENTITY_PROCESS);
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  g_auto (PilotWirePage) page = { 0 };
  g_autoptr (GError) error = NULL;

  wire_samples_parse (json, strlen (json), 0, schema, batch, &page, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pilot_batch_get_length (batch), ==, 2);
  g_assert_cmpstr (pilot_batch_get (batch, 1)->values[PILOT_PROCESS_NAME].text, ==, "Q");

  g_assert_false (wire_samples_parse (wrong, strlen (wrong), 0, schema, batch, &page, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_PROTOCOL);
  g_assert_true (g_str_has_prefix (error->message, "items[0].entity: "));
}

static void
test_refused (void)
{
  static const struct
  {
    const char *json;
    const char *path;
  } cases[] = {
    { "{\"items\":[{\"entity\":\"process\",\"id\":5}]}", "items[0].id: " },
    { "{\"items\":[{\"entity\":\"process\",\"id\":\"5\"}]}", "items[0].id: " },
    { "{\"items\":[{\"entity\":\"process\",\"id\":\"0B8F0F9E-6A4E-4C6E-9A55-7D5C2C1F0A01\"}]}", "items[0].id: " },
    { "{\"items\":[{\"entity\":\"process\"}]}", "items[0].id: " },
    { "{\"items\":[{\"id\":\"" ID "\"}]}", "items[0].entity: " },
    { "{\"items\":[{\"entity\":7}]}", "items[0].entity: " },
    { "{\"items\":[{\"entity\":\"process\",\"id\":\"" ID "\"},{\"entity\":\"process\",\"id\":\"" ID2 "\",\"active\":1}]}",
      "items[1].active: " },
    { "{\"items\":[{\"entity\":\"process\",\"revision\":\"7\"}]}", "items[0].revision: " },
    { "{\"items\":[{\"entity\":\"process\",\"revision\":7.5}]}", "items[0].revision: " },
    { "{\"items\":[{\"entity\":\"process\",\"revision\":1e3}]}", "items[0].revision: " },
    { "{\"items\":[{\"entity\":\"process\",\"revision\":9223372036854775808}]}", "items[0].revision: " },
    { "{\"items\":[{\"entity\":\"process\",\"revision\":99999999999999999999999}]}", "items[0].revision: " },
    { "{\"items\":[{\"entity\":\"process\",\"updatedAt\":\"yesterday\"}]}", "items[0].updatedAt: " },
    { "{\"items\":[{\"entity\":\"process\",\"updatedAt\":5}]}", "items[0].updatedAt: " },
    { "{\"items\":[{\"entity\":\"process\",\"name\":{}}]}", "items[0].name: " },
    { "{\"items\":[{\"entity\":\"process\",\"name\":[\"x\"]}]}", "items[0].name: " },
    { "{\"items\":[{\"entity\":\"process\",\"deleted\":\"yes\"}]}", "items[0].deleted: " },
    { "{\"items\":[{\"entity\":\"process\",\"op\":1}]}", "items[0].op: " },
    { "{\"items\":[5]}", "items[0]: " },
    { "{\"items\":[[]]}", "items[0]: " },
    { "{\"items\":{}}", "items: " },
    { "{\"items\":null}", "items: " },
    { "{\"epoch\":7,\"items\":[]}", "epoch: " },
    { "{\"revision\":-1,\"items\":[]}", "revision: " },
    { "{\"more\":1,\"items\":[]}", "more: " },
    { "{\"next\":[],\"items\":[]}", "next: " },
    { "{\"items\":[],\"items\":[]}", "items: " },
    { "[]", "" },
    { "\"x\"", "" },
    { "{}", "" },
    { "{\"items\":[]} x", "" },
    { "{\"items\":[]}{}", "" },
    { "{\"items\":[,]}", "" },
    { "// c\n{\"items\":[]}", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize piece = 0; piece < 3; piece++)
      {
        g_autoptr (PilotBatch) batch = pilot_batch_new ();
        g_auto (PilotWirePage) page = { 0 };
        g_autoptr (GError) error = NULL;

        if (wire_samples_parse (cases[i].json, strlen (cases[i].json), piece, NULL, batch, &page, &error))
          g_error ("passed: %s", cases[i].json);
        g_assert_error (error, PILOT_ERROR, PILOT_ERROR_PROTOCOL);
        if (!g_str_has_prefix (error->message, cases[i].path))
          g_error ("%s: %s", cases[i].json, error->message);
      }
}

static void
row_error_cb (guint index, const char *id, const char *member, const char *reason, gpointer user_data)
{
  g_string_append_printf (user_data, "%u %s %s;", index, id != NULL ? id : "-", member != NULL ? member : "-");
}

static void
test_row_errors (void)
{
  const char *json = "{\"items\":[{\"id\":\"" ID "\",\"active\":1,\"name\":{\"id\":[1]},\"id\":3},5,[1,[2]],{\"name\":\"x\"},"
                     "{\"id\":\"" ID2 "\",\"name\":[{}],\"active\":7},{\"id\":\"" ID2 "\",\"name\":\"good\"}],\"revision\":3}";
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  g_autoptr (PilotWireParser) parser =
      pilot_wire_parser_new (batch, pilot_schema_get (PILOT_ENTITY_PROCESS), PILOT_ERROR_INVALID);
  g_auto (PilotWirePage) page = { 0 };
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  pilot_wire_parser_set_row_error_func (parser, row_error_cb, told);
  pilot_wire_parser_feed (parser, json, strlen (json), &error);
  g_assert_no_error (error);
  pilot_wire_parser_finish (parser, &page, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (told->str, ==, "0 " ID " active;1 - -;2 - -;3 - id;4 " ID2 " name;");
  g_assert_cmpuint (page.n_items, ==, 6);
  g_assert_cmpint (page.revision, ==, 3);
  g_assert_cmpuint (pilot_batch_get_length (batch), ==, 1);
  g_assert_cmpstr (pilot_batch_get (batch, 0)->values[PILOT_PROCESS_NAME].text, ==, "good");
}

static void
test_single (void)
{
  g_autoptr (GError) error = NULL;
  gboolean deleted = TRUE;
  g_autoptr (PilotRecord) first = pilot_wire_parse_record (
      NULL, "{\"entity\":\"process\",\"id\":\"" ID "\",\"name\":\"P\",\"x\":{}}", -1, PILOT_ERROR_PROTOCOL, &deleted, &error);
  g_autoptr (PilotRecord) second = NULL;
  g_autoptr (PilotRecord) third = NULL;

  g_assert_no_error (error);
  g_assert_false (deleted);
  g_assert_cmpstr (pilot_record_get_text (first, PILOT_PROCESS_NAME), ==, "P");
  g_assert_false (pilot_record_is_set (first, PILOT_PROCESS_ACTIVE));

  second = pilot_wire_parse_record (pilot_schema_get (PILOT_ENTITY_PROCESS), "{\"name\":null}", -1, PILOT_ERROR_INVALID,
                                    &deleted, &error);
  g_assert_no_error (error);
  g_assert_null (pilot_record_get_id (second));
  g_assert_true (pilot_record_is_set (second, PILOT_PROCESS_NAME));

  third = pilot_wire_parse_record (NULL, "{\"entity\":\"process\",\"id\":\"" ID "\",\"revision\":9,\"deleted\":true}", -1,
                                   PILOT_ERROR_PROTOCOL, &deleted, &error);
  g_assert_no_error (error);
  g_assert_true (deleted);
  g_assert_cmpint (pilot_record_get_integer (third, PILOT_FIELD_REVISION), ==, 9);
}

static void
test_single_refused (void)
{
  static const struct
  {
    const char *json;
    const char *path;
  } cases[] = {
    { "{\"name\":5}", "name: " },  { "{\"name\":{}}", "name: " }, { "{\"entity\":\"job\"}", "entity: " },
    { "{\"id\":\"x\"}", "id: " },  { "[]", "" },                  { "5", "" },
    { "null", "" },                { "", "" },                    { "{", "" },
    { "{\"name\":\"x\"", "" },     { "{}{}", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PilotRecord) record = pilot_wire_parse_record (pilot_schema_get (PILOT_ENTITY_PROCESS), cases[i].json, -1,
                                                                PILOT_ERROR_INVALID, NULL, &error);

      g_assert_null (record);
      g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
      g_assert_true (g_str_has_prefix (error->message, cases[i].path));
    }
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/wire/parser/what is written is read again, for every kind", test_round_trip);
  g_test_add_func ("/wire/parser/a page may be cut at every byte", test_every_cut);
  g_test_add_func ("/wire/parser/a page that ends too early is refused, wherever it ends", test_every_end);
  g_test_add_func ("/wire/parser/members come in any order", test_member_order);
  g_test_add_func ("/wire/parser/items of a kind from the future are left out", test_unknown_kind);
  g_test_add_func ("/wire/parser/a kind given from outside holds for all items", test_given_kind);
  g_test_add_func ("/wire/parser/what is wrong is refused with its path", test_refused);
  g_test_add_func ("/wire/parser/an unreadable row is told and left out", test_row_errors);
  g_test_add_func ("/wire/parser/one record", test_single);
  g_test_add_func ("/wire/parser/one record that is wrong is refused", test_single_refused);
  return g_test_run ();
}
