/* pilot-import-run.c: writes the accepted rows of an import as one operation
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-import-run.h"

#include "pilot-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/random.h>

#define ROWS_A_BATCH 2000
#define ID_BYTES 37

/* A batch on its way to the target, while the next one is read. */
typedef struct
{
  PilotImportTarget *target;
  const PilotBatch *batch;
  GCancellable *cancellable;
  GThread *thread; /* (owned) (nullable): NULL: nothing runs */
  GError *error;   /* (owned) (nullable) */
} Adding;

typedef struct
{
  const PilotImportJudgement *judgement;
  PilotImportTarget *target;
  PilotEntity entity;
  int notes_field;
  PilotBatch *batch; /* one of the two: the other is being added */
  guint8 random[4096];
  gsize random_used;
} Run;

/* A UUID of version 4. A million of them a second: so the random bytes are fetched in larger portions. */
static const char *
make_id (Run *run)
{
  static const char digits[] = "0123456789abcdef";
  guint8 *bytes;
  char id[ID_BYTES];
  char *out = id;

  if (run->random_used + 16 > sizeof run->random)
    {
      if (getrandom (run->random, sizeof run->random, 0) != sizeof run->random)
        for (gsize i = 0; i < sizeof run->random; i++)
          run->random[i] = (guint8) g_random_int ();
      run->random_used = 0;
    }
  bytes = run->random + run->random_used;
  run->random_used += 16;
  bytes[6] = (bytes[6] & 0x0F) | 0x40;
  bytes[8] = (bytes[8] & 0x3F) | 0x80;
  for (guint i = 0; i < 16; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        *out++ = '-';
      *out++ = digits[bytes[i] >> 4];
      *out++ = digits[bytes[i] & 0x0F];
    }
  return pilot_batch_add_text (run->batch, id, ID_BYTES - 1);
}

static gboolean
set_changed (GError **error)
{
  g_set_error_literal (error, PILOT_ERROR, PILOT_ERROR_CONFLICT,
                       _ ("The data has changed since the rows were checked. Nothing was written; check them again."));
  return FALSE;
}

static gboolean
merge_notes (Run *run, PilotValue *notes, const char *id, GError **error)
{
  g_autoptr (GError) read_error = NULL;
  g_autoptr (PilotRecord) record = pilot_import_target_read (run->target, run->entity, id, &read_error);
  g_autofree char *merged = NULL;

  if (read_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&read_error));
      return FALSE;
    }
  if (record == NULL)
    return set_changed (error);
  merged = pilot_row_parser_merge_notes (pilot_record_get_text (record, run->notes_field), notes->text);
  if (merged == NULL)
    return set_changed (error);
  notes->length_bytes = strlen (merged);
  notes->text = pilot_batch_add_text (run->batch, merged, notes->length_bytes);
  return TRUE;
}

/* Makes of a parsed row what is to be written: all of a new record, the changed fields of a known one. */
static gboolean
prepare (Run *run, guint index, PilotBatchRow *parsed, GError **error)
{
  const PilotImportJudged *judged = pilot_import_judgement_get (run->judgement, index);
  const char *id = pilot_import_judgement_get_id (run->judgement, index);
  PilotValue *values = parsed->values;

  if (judged->verdict == PILOT_IMPORT_NEW)
    {
      id = make_id (run);
      pilot_row_parser_fill_defaults (parsed->schema, values);
    }
  else
    for (guint i = PILOT_FIELD_FIRST; i < parsed->schema->n_fields; i++)
      if (!(judged->changed & (1u << i)))
        values[i] = (PilotValue){ PILOT_VALUE_UNSET };
      else if ((int) i == run->notes_field && !merge_notes (run, &values[i], id, error))
        return FALSE;
  values[PILOT_FIELD_ID] = (PilotValue){ PILOT_VALUE_TEXT, ID_BYTES - 1, 0, id };
  return TRUE;
}

static gpointer
add_thread (gpointer user_data)
{
  Adding *adding = user_data;

  pilot_import_target_add (adding->target, adding->batch, adding->cancellable, &adding->error);
  return NULL;
}

static gboolean
finish_adding (Adding *adding, GError **error)
{
  if (adding->thread != NULL)
    g_thread_join (g_steal_pointer (&adding->thread));
  if (adding->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&adding->error));
  return FALSE;
}

static gboolean
read_rows (Run *run, Adding *adding, PilotBatch *batches[2], PilotImportProgress progress, gpointer user_data, GCancellable *cancellable,
           GError **error)
{
  g_autoptr (PilotCsvReader) reader = pilot_import_source_open_rows (pilot_import_judgement_get_source (run->judgement), cancellable, error);
  g_autoptr (PilotRowParser) parser = pilot_import_judgement_create_parser (run->judgement);
  guint n_rows = pilot_import_judgement_get_length (run->judgement);
  guint turn = 0;

  if (reader == NULL)
    return FALSE;
  for (guint i = 0; i < n_rows;)
    {
      const PilotImportJudged *judged = pilot_import_judgement_get (run->judgement, i);
      gboolean accepted = judged->verdict == PILOT_IMPORT_NEW || judged->verdict == PILOT_IMPORT_CHANGED;
      const PilotCsvRow *row;
      PilotBatchRow *parsed;

      if (!pilot_csv_reader_next (reader, &row, cancellable, error))
        return FALSE;
      if (row == NULL)
        return set_changed (error);
      /* Blank rows were not judged. */
      if (row->offset < judged->offset)
        continue;
      i++;
      if (accepted && pilot_row_parser_parse (parser, row, run->batch, &parsed) <= PILOT_ROW_INCOMPLETE && !prepare (run, i - 1, parsed, error))
        return FALSE;
      if (pilot_batch_get_length (run->batch) < ROWS_A_BATCH && i < n_rows)
        continue;
      if (!finish_adding (adding, error))
        return FALSE;
      if (pilot_batch_get_length (run->batch) > 0)
        {
          adding->batch = run->batch;
          adding->thread = g_thread_new ("pilot-import", add_thread, adding);
          turn = 1 - turn;
          run->batch = batches[turn];
        }
      pilot_batch_clear (run->batch);
      if (progress != NULL)
        progress ((double) i / n_rows, user_data);
    }
  return finish_adding (adding, error) && !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static gboolean
write_rows (Run *run, PilotImportProgress progress, gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotBatch) second = pilot_batch_new ();
  PilotBatch *batches[2] = { run->batch, second };
  Adding adding = { .target = run->target, .cancellable = cancellable };
  gboolean done = read_rows (run, &adding, batches, progress, user_data, cancellable, error);

  if (!done)
    finish_adding (&adding, NULL);
  g_clear_error (&adding.error);
  return done;
}

/* Nobody is kept from working while rows are judged and looked at: so whether all still holds is seen now. */
static gboolean
check_still_so (const PilotImportJudgement *judgement, PilotImportTarget *target, GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotImportJudgement) again = NULL;

  if (pilot_import_target_get_stamp (target) == pilot_import_judgement_get_stamp (judgement))
    return TRUE;
  again = pilot_import_judgement_new (pilot_import_judgement_get_source (judgement), target, NULL, NULL, cancellable, error);
  if (again == NULL)
    return FALSE;
  return pilot_import_judgement_get_fingerprint (again) == pilot_import_judgement_get_fingerprint (judgement) || set_changed (error);
}

gboolean
pilot_import_run (const PilotImportJudgement *judgement, PilotImportTarget *target, const char *source_name, PilotImportResult *result,
                  PilotImportProgress progress, gpointer user_data, GCancellable *cancellable, GError **error)
{
  const PilotSchema *schema = pilot_column_map_get_schema (pilot_import_judgement_get_source (judgement)->map);
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  guint n_accepted = pilot_import_judgement_count (judgement, PILOT_IMPORT_NEW) + pilot_import_judgement_count (judgement, PILOT_IMPORT_CHANGED);
  Run run = { judgement, target, schema->entity, pilot_schema_find_field (schema, "notes"), batch, { 0 }, sizeof run.random };

  *result = (PilotImportResult){ 0 };
  if (n_accepted == 0)
    return TRUE;
  if (!check_still_so (judgement, target, cancellable, error) ||
      !pilot_import_target_begin (target, schema->entity, source_name, n_accepted, error))
    return FALSE;
  if (!write_rows (&run, progress, user_data, cancellable, error))
    {
      pilot_import_target_abort (target);
      return FALSE;
    }
  return pilot_import_target_commit (target, result, cancellable, error);
}
