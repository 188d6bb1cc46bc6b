/* pilot-run-csv.c: agencies and users to choose, from a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-run-csv.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pilot-column-map.h"
#include "pilot-csv-reader.h"
#include "pilot-csv-writer.h"
#include "pilot-run-choices.h"
#include "pilot-workspace-private.h"

/* What a name stands for. */
typedef struct
{
  char *agency_id;    /* (owned) */
  char *recruiter_id; /* (owned) (nullable) */
  char *title;        /* (owned) */
  gboolean ambiguous;
} Known;

/* The fields of a kind that are looked up; a name that an agency has is an agency's. */
typedef struct
{
  PilotEntity entity;
  guint title;
  guint agency; /* PILOT_FIELD_ID: the record itself */
  guint fields[3];
} Kind;

static const Kind kinds[] = {
  { PILOT_ENTITY_AGENCY, PILOT_AGENCY_NAME, PILOT_FIELD_ID, { PILOT_AGENCY_NAME, PILOT_AGENCY_EMAIL, PILOT_AGENCY_EXTERNAL_ID } },
  { PILOT_ENTITY_RECRUITER, PILOT_RECRUITER_NAME, PILOT_RECRUITER_AGENCY_ID, { PILOT_RECRUITER_EMAIL, PILOT_RECRUITER_EXTERNAL_ID } },
};

typedef struct
{
  GHashTable *known; /* (owned): folded name → Known */
  const Kind *kind;
} Learning;

static void
known_free (gpointer data)
{
  Known *self = data;

  g_free (self->agency_id);
  g_free (self->recruiter_id);
  g_free (self->title);
  g_free (self);
}

static void
line_free (gpointer data)
{
  PilotRunCsvLine *self = data;

  g_free (self->text);
  g_free (self->agency_id);
  g_free (self->recruiter_id);
  g_free (self->title);
  g_free (self);
}

void
pilot_run_csv_free (PilotRunCsv *self)
{
  g_ptr_array_unref (self->lines);
  g_free (self);
}

static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  g_autofree char *trimmed = normal != NULL ? g_strstrip (g_steal_pointer (&normal)) : NULL;

  return trimmed != NULL && *trimmed != '\0' ? g_utf8_casefold (trimmed, -1) : NULL;
}

static void
learn (Learning *learning, const PilotValue *name, const char *agency_id, const char *recruiter_id, const char *title)
{
  g_autofree char *key = name->kind == PILOT_VALUE_TEXT ? fold (name->text) : NULL;
  Known *known = key != NULL ? g_hash_table_lookup (learning->known, key) : NULL;

  if (key == NULL)
    return;
  if (known == NULL)
    {
      known = g_new0 (Known, 1);
      known->agency_id = g_strdup (agency_id);
      known->recruiter_id = g_strdup (recruiter_id);
      known->title = g_strdup (title);
      g_hash_table_insert (learning->known, g_steal_pointer (&key), known);
    }
  /* An agency's own address may be one of its users', too: that is no doubt about the agency. */
  else if (g_strcmp0 (known->agency_id, agency_id) != 0 || (known->recruiter_id != NULL && g_strcmp0 (known->recruiter_id, recruiter_id) != 0))
    known->ambiguous = TRUE;
}

static gboolean
learn_cb (const PilotValue *values, gpointer user_data)
{
  Learning *learning = user_data;
  const PilotValue *agency = &values[learning->kind->agency];

  /* A user without an agency can't go, so that nobody needs to choose him. */
  if (agency->kind != PILOT_VALUE_TEXT)
    return TRUE;
  /* What Pilotage saved itself names its records. */
  learn (learning, &values[PILOT_FIELD_ID], agency->text, learning->kind->entity == PILOT_ENTITY_RECRUITER ? values[PILOT_FIELD_ID].text : NULL,
         values[learning->kind->title].text);
  for (guint i = 0; i < G_N_ELEMENTS (learning->kind->fields) && learning->kind->fields[i] != 0; i++)
    learn (learning, &values[learning->kind->fields[i]], agency->text,
           learning->kind->entity == PILOT_ENTITY_RECRUITER ? values[PILOT_FIELD_ID].text : NULL, values[learning->kind->title].text);
  return TRUE;
}

static GHashTable *
learn_all (PilotStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, known_free);
  g_autoptr (PilotDatabase) reader = pilot_store_open_reader (store, error);
  Learning learning = { .known = known };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      guint64 fields = (1u << kinds[i].title) | (1u << kinds[i].agency);

      learning.kind = &kinds[i];
      for (guint k = 0; k < G_N_ELEMENTS (kinds[i].fields); k++)
        fields |= 1u << kinds[i].fields[k];
      if (reader == NULL || !pilot_store_walk (reader, kinds[i].entity, fields, "dataset='legacy'", NULL, learn_cb, &learning, cancellable, error))
        return NULL;
    }
  return g_steal_pointer (&known);
}

static const char *
get_text (const PilotCsvCell *cell)
{
  return pilot_csv_unguard (cell->text);
}

/* Whether the cells name what stands below them. */
static gboolean
is_heading (const PilotCsvRow *row)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();

  for (guint i = 0; i < row->n_cells; i++)
    g_ptr_array_add (cells, (char *) get_text (&row->cells[i]));
  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    {
      g_autoptr (PilotColumnMap) map = pilot_column_map_new (kinds[kind].entity, (const char *const *) cells->pdata, cells->len);

      for (guint i = 0; i < cells->len; i++)
        if (pilot_column_map_get_target (map, i) >= 0)
          return TRUE;
    }
  return FALSE;
}

static void
judge_row (PilotRunCsv *self, GHashTable *known, GHashTable *seen, const PilotCsvRow *row)
{
  PilotRunCsvLine *line = g_new0 (PilotRunCsvLine, 1);
  const Known *found = NULL;

  line->line = row->line;
  line->answer = PILOT_RUN_CSV_UNKNOWN;
  /* A name that several have is told by what else stands in the line. */
  for (guint i = 0; i < row->n_cells && (found == NULL || found->ambiguous); i++)
    {
      g_autofree char *key = fold (get_text (&row->cells[i]));
      const Known *cell = key != NULL ? g_hash_table_lookup (known, key) : NULL;

      if (key == NULL || (found != NULL && (cell == NULL || cell->ambiguous)))
        continue;
      found = cell;
      if (cell != NULL || line->text == NULL)
        {
          g_free (line->text);
          line->text = g_strdup (get_text (&row->cells[i]));
        }
    }
  if (line->text == NULL || (found == NULL && self->lines->len == 0 && is_heading (row)))
    {
      line_free (line);
      return;
    }
  if (found != NULL && found->ambiguous)
    line->answer = PILOT_RUN_CSV_AMBIGUOUS;
  else if (found != NULL)
    {
      line->answer = g_hash_table_add (seen, g_strdup (found->recruiter_id != NULL ? found->recruiter_id : found->agency_id)) ?
                       PILOT_RUN_CSV_FOUND : PILOT_RUN_CSV_REPEATED;
      line->agency_id = g_strdup (found->agency_id);
      line->recruiter_id = g_strdup (found->recruiter_id);
      line->title = g_strdup (found->title);
    }
  self->n_answers[line->answer]++;
  g_ptr_array_add (self->lines, line);
}

static PilotRunCsv *
read_file (PilotWorkspace *workspace, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (PilotRunCsv) self = NULL;
  g_autoptr (GHashTable) known = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (PilotCsvReader) reader = NULL;
  g_autofree char *text = NULL;
  gsize length;
  PilotCsvFormat format;
  const PilotCsvRow *row;

  if (!g_file_load_contents (file, cancellable, &text, &length, NULL, error)
      || !pilot_csv_format_detect ((const guint8 *) text, MIN (length, PILOT_CSV_SAMPLE_BYTES), length <= PILOT_CSV_SAMPLE_BYTES, &format, error))
    return NULL;
  known = learn_all (pilot_workspace_get_store (workspace), cancellable, error);
  if (known == NULL)
    return NULL;
  self = g_new0 (PilotRunCsv, 1);
  self->lines = g_ptr_array_new_with_free_func (line_free);
  stream = g_memory_input_stream_new_from_data (text, (gssize) length, NULL);
  reader = pilot_csv_reader_new (stream, &format);
  while (pilot_csv_reader_next (reader, &row, cancellable, error))
    {
      if (row == NULL)
        return g_steal_pointer (&self);
      judge_row (self, known, seen, row);
    }
  return NULL;
}

static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  PilotRunCsv *csv = read_file (source, task_data, cancellable, &error);

  if (csv != NULL)
    g_task_return_pointer (task, csv, (GDestroyNotify) pilot_run_csv_free);
  else
    g_task_return_error (task, error);
}

void
pilot_run_csv_read_async (PilotWorkspace *workspace, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);

  g_task_set_source_tag (task, pilot_run_csv_read_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, read_thread);
}

PilotRunCsv *
pilot_run_csv_read_finish (PilotWorkspace *workspace, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GPtrArray *
pilot_run_csv_dup_choices (const PilotRunCsv *self)
{
  GPtrArray *choices = pilot_run_choices_new_changes ();

  for (guint i = 0; i < self->lines->len; i++)
    {
      const PilotRunCsvLine *line = g_ptr_array_index (self->lines, i);

      if (line->answer == PILOT_RUN_CSV_FOUND)
        g_ptr_array_add (choices, pilot_run_choice_new (line->agency_id, line->recruiter_id, TRUE));
    }
  return choices;
}

const char *
pilot_run_csv_answer_to_text (PilotRunCsvAnswer answer)
{
  static const char *const texts[PILOT_N_RUN_CSV_ANSWERS] = {
    [PILOT_RUN_CSV_FOUND] = N_("Found"),
    [PILOT_RUN_CSV_AMBIGUOUS] = N_("Several have this name"),
    [PILOT_RUN_CSV_UNKNOWN] = N_("Not known"),
    [PILOT_RUN_CSV_REPEATED] = N_("Said before"),
  };

  g_return_val_if_fail (answer < PILOT_N_RUN_CSV_ANSWERS, NULL);
  return _(texts[answer]);
}
