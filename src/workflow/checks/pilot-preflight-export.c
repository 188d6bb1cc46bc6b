/* pilot-preflight-export.c: the records that a pre-flight rule found, as a file to mend
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-preflight-export.h"

#include <string.h>

#include "pilot-column-map.h"
#include "pilot-csv-writer.h"
#include "pilot-name-uuid.h"
#include "pilot-time.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  PilotStore *store;
  PilotCsvWriter *writer;
  GHashTable *refs; /* id → cell */
} Export;

/* A line of the mapping that is missing has no record: which it is tells the id that it would have. */
typedef struct
{
  Export *export;
  GHashTable *ids; /* (element-type utf8) */
  guint64 n_rows;
  GError *error;   /* (owned) (nullable) */
} MissingLines;

/* What an import finds the record by again: its external id if it has one, since that says something to people. */
static const char *
get_ref_cell (Export *self, PilotEntity entity, const char *id)
{
  const char *known = g_hash_table_lookup (self->refs, id);
  int external_id = pilot_schema_find_field (pilot_schema_get (entity), "external_id");
  g_autoptr (PilotRecord) record = NULL;
  const char *text = NULL;
  char *cell;

  if (known != NULL)
    return known;
  if (external_id >= 0)
    record = pilot_store_get_record (self->store, entity, id, NULL, NULL);
  if (record != NULL)
    text = pilot_record_get_text (record, external_id);
  cell = g_strdup (text != NULL ? text : id);
  g_hash_table_insert (self->refs, g_strdup (id), cell);
  return cell;
}

static void
add_cell (Export *self, const PilotRecord *record, guint index)
{
  const PilotField *field = &pilot_record_get_schema (record)->fields[index];
  const PilotValue *value = pilot_record_get_value (record, index);
  char text[PILOT_TIME_LENGTH_BYTES];

  if (value->kind == PILOT_VALUE_TEXT)
    pilot_csv_writer_add (self->writer, field->type == PILOT_FIELD_REF ? get_ref_cell (self, field->ref, value->text) : value->text, -1);
  else if (value->kind != PILOT_VALUE_INTEGER)
    pilot_csv_writer_add (self->writer, NULL, -1);
  else
    {
      if (field->type == PILOT_FIELD_TIME)
        pilot_time_format (value->integer, text);
      else
        g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, value->integer);
      pilot_csv_writer_add (self->writer, text, -1);
    }
}

static gboolean
write_records (Export *self, const PilotSchema *schema, GPtrArray *ids, guint64 *n_rows, GCancellable *cancellable, GError **error)
{
  pilot_csv_writer_add (self->writer, PILOT_COLUMN_ID_HEADING, -1);
  for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
    if (pilot_column_map_is_target (schema, i))
      pilot_csv_writer_add (self->writer, schema->fields[i].json, -1);
  if (!pilot_csv_writer_end_row (self->writer, cancellable, error))
    return FALSE;
  for (guint n = 0; n < ids->len; n++)
    {
      g_autoptr (GError) local_error = NULL;
      g_autoptr (PilotRecord) record = pilot_store_get_record (self->store, schema->entity, ids->pdata[n], NULL, &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (record == NULL)
        continue;
      pilot_csv_writer_add (self->writer, pilot_record_get_id (record), -1);
      for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
        if (pilot_column_map_is_target (schema, i))
          add_cell (self, record, i);
      if (!pilot_csv_writer_end_row (self->writer, cancellable, error))
        return FALSE;
      (*n_rows)++;
    }
  return TRUE;
}

static gboolean
write_process_cb (PilotRecord *process, gpointer user_data)
{
  MissingLines *self = user_data;
  PilotCsvWriter *writer = self->export->writer;

  for (const PilotChoice *status = pilot_candidate_status_choices; status->value != NULL; status++)
    {
      g_autofree char *id = pilot_mapping_make_id (pilot_record_get_id (process), status->value, NULL);

      if (!g_hash_table_contains (self->ids, id))
        continue;
      pilot_csv_writer_add (writer, pilot_record_get_text (process, PILOT_PROCESS_NAME), -1);
      pilot_csv_writer_add (writer, status->value, -1);
      if (!pilot_csv_writer_end_row (writer, NULL, &self->error))
        return FALSE;
      self->n_rows++;
    }
  return TRUE;
}

static gboolean
write_missing_lines (Export *self, GPtrArray *ids, guint64 *n_rows, GCancellable *cancellable, GError **error)
{
  const PilotSchema *schema = pilot_schema_get (PILOT_ENTITY_MAPPING);
  g_autoptr (GHashTable) set = g_hash_table_new (g_str_hash, g_str_equal);
  MissingLines lines = { .export = self, .ids = set };

  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (set, ids->pdata[i]);
  pilot_csv_writer_add (self->writer, g_dgettext (GETTEXT_PACKAGE, schema->fields[PILOT_MAPPING_PROCESS_ID].label), -1);
  pilot_csv_writer_add (self->writer, g_dgettext (GETTEXT_PACKAGE, schema->fields[PILOT_MAPPING_STATUS].label), -1);
  if (!pilot_csv_writer_end_row (self->writer, cancellable, error) ||
      !pilot_store_scan (self->store, PILOT_ENTITY_PROCESS, write_process_cb, &lines, cancellable, error))
    {
      g_clear_error (&lines.error);
      return FALSE;
    }
  *n_rows = lines.n_rows;
  if (lines.error == NULL)
    return TRUE;
  g_propagate_error (error, lines.error);
  return FALSE;
}

gboolean
pilot_preflight_export (PilotStore *store, const PilotPreflightRule *rule, GPtrArray *ids, GOutputStream *stream, guint64 *n_rows,
                        GCancellable *cancellable, GError **error)
{
  g_autoptr (PilotCsvWriter) writer = pilot_csv_writer_new (stream, ',', PILOT_CSV_WRITER_BOM | PILOT_CSV_WRITER_GUARD);
  g_autoptr (GHashTable) refs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Export export = { .store = store, .writer = writer, .refs = refs };
  gboolean written;

  *n_rows = 0;
  written = rule->entity == PILOT_ENTITY_MAPPING ? write_missing_lines (&export, ids, n_rows, cancellable, error)
                                                 : write_records (&export, pilot_schema_get (rule->entity), ids, n_rows, cancellable, error);
  return written && pilot_csv_writer_finish (writer, cancellable, error);
}
