/* pilot-import-matcher.c: finds the records that are there already for the rows of an import
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-import-matcher.h"

#include <string.h>

#define ID_BYTES 37
#define READ_BYTES (16 * 1024)

struct _PilotImportMatcher
{
  PilotEntity entity;
  GArray *rows;
  GByteArray *ids;
  const PilotKeyMap *keys;
  const guint32 *checks;
  const char *dataset; /* (nullable) */
  int dataset_field;
  int notes_field;
  guint first_level; /* where the file names no ids, nobody looks for them */
  PilotCsvReader *reader; /* (owned) */
  PilotRowParser *parser; /* (owned) */
  PilotBatch *batch;      /* (owned) */
};

/* The fields that the row changes in the record, as a mask. */
static gboolean
compare (PilotImportMatcher *self, PilotImportJudged *judged, const PilotRecord *record, GError **error)
{
  const PilotSchema *schema = pilot_record_get_schema (record);
  const PilotCsvRow *row;
  PilotBatchRow *parsed;

  if (!pilot_csv_reader_seek (self->reader, judged->offset, judged->line, error) ||
      !pilot_csv_reader_next (self->reader, &row, NULL, error))
    return FALSE;
  pilot_batch_clear (self->batch);
  judged->changed = 0;
  judged->verdict = PILOT_IMPORT_UNCHANGED;
  if (row == NULL || pilot_row_parser_parse (self->parser, row, self->batch, &parsed) > PILOT_ROW_INCOMPLETE)
    return TRUE;
  for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
    {
      const PilotValue *value = &parsed->values[i];
      const PilotValue *known = pilot_record_get_value (record, i);
      g_autofree char *notes = NULL;

      if (value->kind == PILOT_VALUE_UNSET || pilot_value_equal (value, known))
        continue;
      if ((int) i == self->notes_field)
        {
          notes = pilot_row_parser_merge_notes (known->kind == PILOT_VALUE_TEXT ? known->text : NULL, value->text);
          if (notes == NULL)
            continue;
        }
      judged->changed |= 1u << i;
    }
  if (judged->changed != 0)
    judged->verdict = PILOT_IMPORT_CHANGED;
  return TRUE;
}

static gboolean
match (PilotImportMatcher *self, guint32 index, const PilotRecord *record, GError **error)
{
  PilotImportJudged *judged = &g_array_index (self->rows, PilotImportJudged, index);
  const char *id = pilot_record_get_id (record);

  g_byte_array_append (self->ids, (const guint8 *) id, ID_BYTES);
  judged->detail = self->ids->len / ID_BYTES;
  return compare (self, judged, record, error);
}

/* Whether an earlier run found the record for this row. */
static gboolean
is_matched (const PilotImportMatcher *self, const PilotImportJudged *judged, const PilotRecord *record)
{
  return (judged->verdict == PILOT_IMPORT_CHANGED || judged->verdict == PILOT_IMPORT_UNCHANGED) &&
         strcmp ((const char *) self->ids->data + (gsize) (judged->detail - 1) * ID_BYTES, pilot_record_get_id (record)) == 0;
}

/* A row names a record of the other data set by its id: it is not meant to become one here. */
static void
tell_other_dataset (PilotImportMatcher *self, const char *id)
{
  guint32 index = pilot_key_map_get (self->keys, pilot_natural_key_from_id (id, ID_BYTES - 1));
  PilotImportJudged *judged = index != PILOT_KEY_MAP_NONE ? &g_array_index (self->rows, PilotImportJudged, index) : NULL;

  if (judged != NULL && judged->verdict == PILOT_IMPORT_NEW)
    judged->reason = PILOT_IMPORT_OTHER_DATASET;
}

static gboolean
match_record_cb (const PilotRecord *record, gpointer user_data, GError **error)
{
  PilotImportMatcher *self = user_data;
  PilotNaturalKey keys[PILOT_MAX_KEY_LEVELS];
  guint32 checks[PILOT_MAX_KEY_LEVELS];
  guint32 matched = PILOT_KEY_MAP_NONE;

  if (pilot_record_get_id (record) == NULL || strlen (pilot_record_get_id (record)) != ID_BYTES - 1)
    return TRUE;
  if (self->dataset != NULL && g_strcmp0 (pilot_record_get_text (record, self->dataset_field), self->dataset) != 0)
    {
      if (self->first_level == PILOT_KEY_LEVEL_ID)
        tell_other_dataset (self, pilot_record_get_id (record));
      return TRUE;
    }
  /* The values of a record lie one behind the other. */
  pilot_natural_key_make (pilot_record_get_schema (record), pilot_record_get_value (record, 0), keys);
  for (guint level = 0; level < PILOT_MAX_KEY_LEVELS; level++)
    checks[level] = keys[level].check;
  for (guint level = self->first_level; level < PILOT_MAX_KEY_LEVELS; level++)
    {
      guint32 index = checks[level] != 0 ? pilot_key_map_get (self->keys, keys[level]) : PILOT_KEY_MAP_NONE;
      PilotImportJudged *judged;

      if (index == PILOT_KEY_MAP_NONE || index == matched)
        continue;
      judged = &g_array_index (self->rows, PilotImportJudged, index);
      if (matched == PILOT_KEY_MAP_NONE && is_matched (self, judged, record))
        matched = index;
      if (judged->verdict != PILOT_IMPORT_NEW || !pilot_natural_key_same (self->checks + (gsize) index * PILOT_MAX_KEY_LEVELS, checks, level))
        continue;
      if (matched == PILOT_KEY_MAP_NONE)
        {
          if (!match (self, index, record, error))
            return FALSE;
          matched = index;
          continue;
        }
      /* Two rows that name the record in different ways. */
      judged->verdict = PILOT_IMPORT_DUPLICATE;
      judged->reason = PILOT_IMPORT_NO_REASON;
      judged->detail = matched;
    }
  return TRUE;
}

PilotImportMatcher *
pilot_import_matcher_new (const PilotImportJudgement *judgement, GArray *rows, GByteArray *ids, const PilotKeyMap *keys,
                          const guint32 *checks)
{
  PilotImportMatcher *self = g_new0 (PilotImportMatcher, 1);
  const PilotImportSource *source = pilot_import_judgement_get_source (judgement);
  const PilotSchema *schema = pilot_column_map_get_schema (source->map);

  self->entity = schema->entity;
  self->rows = rows;
  self->ids = ids;
  self->keys = keys;
  self->checks = checks;
  self->dataset_field = pilot_schema_find_field (schema, "dataset");
  self->dataset = self->dataset_field >= 0 ? source->dataset : NULL;
  self->notes_field = pilot_schema_find_field (schema, "notes");
  self->first_level = PILOT_KEY_LEVEL_ID + (pilot_column_map_find_column (source->map, PILOT_FIELD_ID) < 0);
  self->reader = pilot_import_source_open (source);
  pilot_csv_reader_set_read_bytes (self->reader, READ_BYTES);
  self->parser = pilot_import_judgement_create_parser (judgement);
  self->batch = pilot_batch_new ();
  return self;
}

void
pilot_import_matcher_free (PilotImportMatcher *self)
{
  g_clear_object (&self->reader);
  g_clear_pointer (&self->parser, pilot_row_parser_free);
  g_clear_pointer (&self->batch, pilot_batch_free);
  g_free (self);
}

gboolean
pilot_import_matcher_run (PilotImportMatcher *self, PilotImportTarget *target, GCancellable *cancellable, GError **error)
{
  return pilot_import_target_scan (target, self->entity, match_record_cb, self, cancellable, error);
}
