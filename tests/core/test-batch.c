/* test-batch.c: pages of records in one arena
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-batch.h"
#include "pilot-test.h"

#include <string.h>

static void
fill (PilotBatch *batch, guint n_rows, guint salt)
{
  for (guint i = 0; i < n_rows; i++)
    {
      PilotBatchRow *row = pilot_batch_add (batch, pilot_schema_get (i % PILOT_N_ENTITIES));

      for (guint f = 0; f < row->schema->n_fields; f++)
        {
          g_autofree char *text = g_strdup_printf ("%u-%u-%u", salt, i, f);

          g_assert_cmpint (row->values[f].kind, ==, PILOT_VALUE_UNSET);
          row->values[f] = (PilotValue){ .kind = PILOT_VALUE_TEXT, .length_bytes = strlen (text),
                                         .text = pilot_batch_add_text (batch, text, strlen (text)) };
        }
    }
}

static void
assert_filled (const PilotBatch *batch, guint n_rows, guint salt)
{
  g_assert_cmpuint (pilot_batch_get_length (batch), ==, n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      const PilotBatchRow *row = pilot_batch_get (batch, i);

      g_assert_true (row->schema == pilot_schema_get (i % PILOT_N_ENTITIES));
      for (guint f = 0; f < row->schema->n_fields; f++)
        {
          g_autofree char *text = g_strdup_printf ("%u-%u-%u", salt, i, f);

          g_assert_cmpstr (row->values[f].text, ==, text);
        }
    }
}

static void
test_many (void)
{
  g_autoptr (PilotBatch) batch = pilot_batch_new ();

  g_assert_cmpuint (pilot_batch_get_length (batch), ==, 0);
  fill (batch, 10000, 1);
  assert_filled (batch, 10000, 1);
}

static void
test_clear (void)
{
  g_autoptr (PilotBatch) batch = pilot_batch_new ();

  for (guint round = 0; round < 5; round++)
    {
      guint n_rows = (round % 2 == 0 ? 3000 : 50);

      fill (batch, n_rows, round);
      assert_filled (batch, n_rows, round);
      pilot_batch_clear (batch);
      g_assert_cmpuint (pilot_batch_get_length (batch), ==, 0);
    }
}

static void
test_long_texts (void)
{
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  const gsize lengths[] = { 0, 1, 255 * 1024, 256 * 1024 - 1, 256 * 1024, 256 * 1024 + 1, 5 * 1024 * 1024, 3 };
  const char *texts[2 * G_N_ELEMENTS (lengths)];

  for (guint round = 0; round < 2; round++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
        {
          g_autofree char *text = g_malloc (lengths[i] + 1);

          memset (text, 'a' + i, lengths[i]);
          texts[i] = pilot_batch_add_text (batch, text, lengths[i]);
          /* A row between two texts of odd length must be aligned; the sanitizer looks. */
          pilot_batch_add (batch, pilot_schema_get (PILOT_ENTITY_JOB))->values[0].integer = i;
        }
      for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
        {
          g_assert_cmpuint (strlen (texts[i]), ==, lengths[i]);
          g_assert_true (lengths[i] == 0 || (texts[i][0] == (char) ('a' + i) && texts[i][lengths[i] - 1] == (char) ('a' + i)));
          g_assert_cmpint (pilot_batch_get (batch, i)->values[0].integer, ==, i);
        }
      pilot_batch_clear (batch);
    }
}

static void
test_text_with_nul (void)
{
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  const char *text = pilot_batch_add_text (batch, "a\0b", 3);

  g_assert_cmpmem (text, 4, "a\0b", 4);
}

static void
test_drop_last (void)
{
  g_autoptr (PilotBatch) batch = pilot_batch_new ();

  fill (batch, 20, 1);
  pilot_batch_add (batch, pilot_schema_get (PILOT_ENTITY_AGENCY));
  pilot_batch_drop_last (batch);
  assert_filled (batch, 20, 1);
}

static void
test_records (void)
{
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_CANDIDATE);
  g_autoptr (PilotRecord) back = NULL;

  pilot_record_set_text (record, PILOT_FIELD_ID, "0b8f0f9e-6a4e-4c6e-9a55-7d5c2c1f0a01");
  pilot_record_set_text (record, PILOT_CANDIDATE_NAME, "Žofie");
  pilot_record_set_text (record, PILOT_CANDIDATE_NOTES, "");
  pilot_record_set_null (record, PILOT_CANDIDATE_PHONE);
  pilot_record_set_integer (record, PILOT_CANDIDATE_SUBMITTED_AT, G_MININT64);
  pilot_batch_add_record (batch, record);
  back = pilot_batch_dup_record (batch, 0);
  for (guint i = 0; i < PILOT_CANDIDATE_N_FIELDS; i++)
    g_assert_true (pilot_value_equal (pilot_record_get_value (record, i), pilot_record_get_value (back, i)));
  pilot_record_set_text (record, PILOT_CANDIDATE_NAME, "another");
  g_assert_cmpstr (pilot_batch_get (batch, 0)->values[PILOT_CANDIDATE_NAME].text, ==, "Žofie");
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/core/batch/rows and texts of a large page keep their places", test_many);
  g_test_add_func ("/core/batch/a cleared batch takes the next page", test_clear);
  g_test_add_func ("/core/batch/texts of any length fit", test_long_texts);
  g_test_add_func ("/core/batch/a text is copied with its NUL bytes", test_text_with_nul);
  g_test_add_func ("/core/batch/the last row can be taken away", test_drop_last);
  g_test_add_func ("/core/batch/a record comes back as it went in", test_records);
  return g_test_run ();
}
