/* wire-samples.c: records to write and read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire-samples.h"

#include <string.h>

static const char *const texts[] = {
  "Búlás Personnel \"West\"", "back\\slash / and \t tab\nline\r\b\f", "\x01\x1f ends", "𝒮urrogates 🙂", "", "x",
  "eight by", "eight by\"", "a rather longer text without anything to escape, for the fast way through it",
};

static void
set_text (PilotBatch *batch, PilotValue *value, const char *text)
{
  value->kind = PILOT_VALUE_TEXT;
  value->length_bytes = strlen (text);
  value->text = pilot_batch_add_text (batch, text, strlen (text));
}

void
wire_samples_fill (PilotBatch *batch, PilotBatchRow *row, guint seed)
{
  for (guint i = 0; i < row->schema->n_fields; i++)
    {
      const PilotField *field = &row->schema->fields[i];
      PilotValue *value = &row->values[i];
      guint pick = seed * 7 + i;

      if (i == PILOT_FIELD_ID || field->type == PILOT_FIELD_REF)
        {
          g_autofree char *id = g_strdup_printf ("%08x-0000-4000-8000-%012x", seed, i);

          set_text (batch, value, id);
          continue;
        }
      if (i >= PILOT_FIELD_FIRST && pick % 5 == 0)
        {
          value->kind = PILOT_VALUE_NULL;
          continue;
        }
      switch (field->type)
        {
        case PILOT_FIELD_INTEGER:
          value->kind = PILOT_VALUE_INTEGER;
          value->integer = i == PILOT_FIELD_REVISION ? (gint64) seed + 1 : pick % 2 == 0 ? G_MININT64 + pick : G_MAXINT64 - pick;
          break;
        case PILOT_FIELD_BOOLEAN:
          value->kind = PILOT_VALUE_INTEGER;
          value->integer = pick % 2;
          break;
        case PILOT_FIELD_TIME:
          value->kind = PILOT_VALUE_INTEGER;
          value->integer = G_GINT64_CONSTANT (1795000000123456) + pick;
          break;
        case PILOT_FIELD_TEXT:
        case PILOT_FIELD_DATE:
        case PILOT_FIELD_CHOICE:
        case PILOT_FIELD_REF:
        default:
          set_text (batch, value, texts[pick % G_N_ELEMENTS (texts)]);
          break;
        }
    }
}

GString *
wire_samples_page (PilotBatch *batch, guint n_items)
{
  GString *json = g_string_new ("{\"epoch\":\"e1\",\"revision\":42,\"items\":[");

  for (guint i = 0; i < n_items; i++)
    {
      PilotBatchRow *row = pilot_batch_add (batch, pilot_schema_get (i % PILOT_N_ENTITIES));

      wire_samples_fill (batch, row, i);
      if (i % 3 == 1)
        row->op = pilot_batch_add_text (batch, "11111111-2222-4333-8444-555555555555", 36);
      if (i % 7 == 6)
        {
          row->deleted = TRUE;
          for (guint k = PILOT_FIELD_FIRST; k < row->schema->n_fields; k++)
            row->values[k].kind = PILOT_VALUE_UNSET;
        }
      if (i > 0)
        g_string_append_c (json, ',');
      pilot_wire_append_row (json, row, TRUE);
    }
  g_string_append (json, "],\"next\":\"c\\u00fcrsor\",\"more\":true,\"latest\":99}");
  return json;
}

gboolean
wire_samples_parse (const char *json, gsize length, gsize piece, const PilotSchema *schema, PilotBatch *batch,
                    PilotWirePage *page, GError **error)
{
  g_autoptr (PilotWireParser) parser = pilot_wire_parser_new (batch, schema, PILOT_ERROR_PROTOCOL);

  for (gsize at = 0; at < length; at += piece == 0 ? length : piece)
    {
      gsize n_bytes = piece == 0 ? length : MIN (piece, length - at);
      /* A copy of just these bytes: reading past them is seen by ASan and valgrind. */
      g_autofree char *part = g_memdup2 (json + at, n_bytes);

      if (!pilot_wire_parser_feed (parser, part, n_bytes, error))
        return FALSE;
    }
  return pilot_wire_parser_finish (parser, page, error);
}

void
wire_samples_assert_equal (const PilotBatch *a, const PilotBatch *b)
{
  g_assert_cmpuint (pilot_batch_get_length (a), ==, pilot_batch_get_length (b));
  for (guint i = 0; i < pilot_batch_get_length (a); i++)
    {
      const PilotBatchRow *left = pilot_batch_get (a, i);
      const PilotBatchRow *right = pilot_batch_get (b, i);

      g_assert_true (left->schema == right->schema);
      g_assert_cmpint (left->deleted, ==, right->deleted);
      g_assert_cmpstr (left->op, ==, right->op);
      for (guint k = 0; k < left->schema->n_fields; k++)
        if (!pilot_value_equal (&left->values[k], &right->values[k]))
          g_error ("row %u, %s.%s differs", i, left->schema->name, left->schema->fields[k].name);
    }
}
