/* pilot-row-parser.c: turns a row of a file into a record
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-row-parser.h"

#include "pilot-cell-forms.h"
#include "pilot-check.h"
#include "pilot-csv-writer.h"
#include "pilot-row-defaults.h"
#include "pilot-short-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TEXT_MAX_CHARS 500
#define MULTILINE_MAX_CHARS 20000

/* A message quotes a cell; more of one that may hold a mebibyte says no more. */
#define QUOTED_CHARS 100

/* What parts several values in one cell. */
#define VALUE_SEPARATORS "|;,\n"

/* The cell that a column had last: files repeat themselves. */
typedef struct
{
  GString *text;    /* (owned) (nullable) */
  PilotValue value; /* of choices and references: static or in the index */
} LastCell;

struct _PilotRowParser
{
  const PilotColumnMap *map;
  const PilotSchema *schema;
  const char *dataset; /* (nullable): static */
  const PilotRefIndex *refs; /* (nullable) */
  PilotRowParserFlags flags;
  int notes_field;
  LastCell *last; /* (owned): for each field */
  int name_column;      /* of a name that others are joined to; -1: there are none */
  GString *name;        /* (owned): the whole of it, of the current row */
  GString *notes; /* (owned): of the current row */
  guint32 noted;  /* bit 1 << field: its value went into the notes */
  PilotRecord *scratch; /* (owned) */
  GArray *issues; /* (owned) (element-type PilotRowIssue) */
  PilotNaturalKey keys[PILOT_MAX_KEY_LEVELS];
};

static void
clear_issue_cb (gpointer issue)
{
  g_free (((PilotRowIssue *) issue)->message);
}

static void
add_issue (PilotRowParser *self, guint field, gboolean fatal, char *message)
{
  PilotRowIssue issue = { field, fatal, FALSE, message };

  g_array_append_val (self->issues, issue);
}

static void
note (PilotRowParser *self, const char *heading, const char *text)
{
  g_autofree char *clean = NULL;

  if (self->notes_field < 0)
    return;
  clean = pilot_check_clean (&self->schema->fields[self->notes_field], text);
  if (clean == NULL)
    return;
  if (self->notes->len > 0)
    g_string_append_c (self->notes, '\n');
  if (heading != NULL && *heading != '\0')
    g_string_append_printf (self->notes, "%s: ", heading);
  g_string_append (self->notes, clean);
}

/* Printable ASCII without blanks at the ends: there is nothing to clean, and that is most cells. */
static gboolean
is_clean (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guint8) text[i] < 0x20 || (guint8) text[i] >= 0x7F)
      return FALSE;
  return text[0] != ' ' && text[length - 1] != ' ';
}

static gboolean
has_upper_domain (const char *text, gsize length)
{
  const char *at = memchr (text, '@', length);

  for (const char *c = at; c != NULL && c < text + length; c++)
    if (g_ascii_isupper (*c))
      return TRUE;
  return FALSE;
}

static void
set_text (PilotValue *value, PilotBatch *batch, const char *text, gsize length)
{
  value->kind = PILOT_VALUE_TEXT;
  value->text = pilot_batch_add_text (batch, text, length);
  value->length_bytes = length;
}

static gboolean
check_text (const PilotField *field, const PilotValue *value, GError **error)
{
  guint max_chars = field->max_chars != 0 ? field->max_chars : field->flags & PILOT_FIELD_MULTILINE ? MULTILINE_MAX_CHARS : TEXT_MAX_CHARS;

  /* The common case without a call. */
  if (field->type == PILOT_FIELD_TEXT && field->check == PILOT_CHECK_NONE && value->length_bytes <= max_chars)
    return TRUE;
  return pilot_check_value (field, value, error);
}

static gboolean
parse_text (const PilotField *field, const char *text, gsize length, PilotBatch *batch, PilotValue *value, GError **error)
{
  if (is_clean (text, length) && !(field->check == PILOT_CHECK_EMAIL && has_upper_domain (text, length)))
    set_text (value, batch, text, length);
  else
    {
      g_autofree char *clean = pilot_check_clean (field, text);

      if (clean == NULL)
        return TRUE;
      set_text (value, batch, clean, strlen (clean));
    }
  if (check_text (field, value, error))
    return TRUE;
  value->kind = PILOT_VALUE_UNSET;
  return FALSE;
}

/* Parts a cell with several values; takes the first that fits and notes the others. */
static gboolean
parse_first_of_several (PilotRowParser *self, guint index, const char *text, PilotBatch *batch, PilotValue *value)
{
  const PilotField *field = &self->schema->fields[index];
  g_auto (GStrv) parts = NULL;
  gboolean found = FALSE;

  if (field->check != PILOT_CHECK_EMAIL && field->check != PILOT_CHECK_URL && field->check != PILOT_CHECK_PHONE)
    return FALSE;
  if (strpbrk (text, VALUE_SEPARATORS) == NULL)
    return FALSE;
  parts = g_strsplit_set (text, VALUE_SEPARATORS, -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *clean = pilot_check_clean (field, parts[i]);

      if (clean == NULL)
        continue;
      if (!found && pilot_check_text (field->check, clean) == NULL)
        {
          set_text (value, batch, clean, strlen (clean));
          found = check_text (field, value, NULL);
          if (found)
            continue;
          value->kind = PILOT_VALUE_UNSET;
        }
      note (self, g_dgettext (GETTEXT_PACKAGE, field->label), clean);
    }
  return found;
}

static gboolean
parse_ref (PilotRowParser *self, guint column, guint index, const char *text, gsize length, PilotValue *value)
{
  const PilotField *field = &self->schema->fields[index];
  const char *label = g_dgettext (GETTEXT_PACKAGE, field->label);
  const char *id = NULL;
  gboolean fatal = !(self->flags & PILOT_ROW_PARSER_KEEP_LOOSE);
  PilotRefResult result = PILOT_REF_UNKNOWN;
  g_autofree char *quoted = NULL;

  if (self->refs != NULL)
    result = pilot_ref_index_find (self->refs, field->ref, text, length, &id);
  if (result == PILOT_REF_FOUND)
    {
      *value = (PilotValue){ PILOT_VALUE_TEXT, 36, 0, id };
      return TRUE;
    }
  quoted = pilot_short_text (text, QUOTED_CHARS);
  if (result == PILOT_REF_AMBIGUOUS)
    /* Translators: the label of a field, e.g. "Agency", and what the file has there */
    add_issue (self, index, fatal, g_strdup_printf (_ ("%s: there are several called “%s”; use an external ID, a number or an e-mail address instead"), label, quoted));
  else if (fatal)
    add_issue (self, index, TRUE, g_strdup_printf (_ ("%s: there is none called “%s”; import it first, or leave the cell empty"), label, quoted));
  else
    add_issue (self, index, FALSE, g_strdup_printf (_ ("%s: there is none called “%s”"), label, quoted));
  if (!fatal)
    {
      note (self, pilot_column_map_get_heading (self->map, column), text);
      self->noted |= 1u << index;
    }
  return FALSE;
}

/* Choices, numbers, times: the rules of the core, over a record of ours. */
static gboolean
parse_typed (PilotRowParser *self, guint index, const char *text, PilotBatch *batch, PilotValue *value, GError **error)
{
  const PilotField *field = &self->schema->fields[index];
  int choice;

  if (!pilot_check_parse (field, text, self->scratch, index, error))
    return FALSE;
  *value = *pilot_record_get_value (self->scratch, index);
  if (value->kind == PILOT_VALUE_NULL)
    value->kind = PILOT_VALUE_UNSET;
  if (value->kind != PILOT_VALUE_TEXT)
    return TRUE;
  choice = field->type == PILOT_FIELD_CHOICE ? pilot_choice_find (field->choices, value->text) : -1;
  if (choice >= 0)
    {
      value->text = field->choices[choice].value;
      return TRUE;
    }
  value->text = pilot_batch_add_text (batch, value->text, value->length_bytes);
  return TRUE;
}

static gboolean
recall (PilotRowParser *self, guint index, const char *text, gsize length, PilotValue *value)
{
  const LastCell *last = &self->last[index];

  if (last->text == NULL || last->text->len != length || memcmp (last->text->str, text, length) != 0)
    return FALSE;
  *value = last->value;
  return TRUE;
}

static void
remember (PilotRowParser *self, guint index, const char *text, gsize length, const PilotValue *value)
{
  LastCell *last = &self->last[index];

  if (last->text == NULL)
    last->text = g_string_new (NULL);
  g_string_truncate (last->text, 0);
  g_string_append_len (last->text, text, length);
  last->value = *value;
}

/* The same said in another way, as files of people do. */
static gboolean
parse_other_form (PilotRowParser *self, guint index, const char *text, PilotBatch *batch, PilotValue *value)
{
  const PilotField *field = &self->schema->fields[index];
  g_autofree char *clean = pilot_check_clean (field, text);
  g_autofree char *other = clean != NULL ? pilot_cell_forms_convert (field, clean) : NULL;

  return other != NULL && parse_typed (self, index, other, batch, value, NULL);
}

static void
parse_cell (PilotRowParser *self, guint column, guint index, const PilotCsvCell *cell, PilotBatch *batch, PilotValue *value)
{
  const PilotField *field = &self->schema->fields[index];
  const char *text = pilot_csv_unguard (cell->text);
  gsize length = cell->length_bytes - (text - cell->text);
  gboolean keeps = field->type == PILOT_FIELD_CHOICE || field->type == PILOT_FIELD_REF;
  g_autofree char *code = NULL;
  g_autoptr (GError) error = NULL;
  gboolean good;

  /* UK passes for a country's code, and EN for a language's, but they are not the ones that everybody else has. */
  if (field->check == PILOT_CHECK_COUNTRY || field->check == PILOT_CHECK_LANGUAGE)
    code = pilot_cell_forms_convert (field, text);
  if (code != NULL)
    {
      text = code;
      length = strlen (code);
    }
  if (keeps && recall (self, index, text, length, value))
    return;
  if (field->type == PILOT_FIELD_REF)
    good = parse_ref (self, column, index, text, length, value);
  else if (field->type == PILOT_FIELD_TEXT)
    good = parse_text (field, text, length, batch, value, &error);
  else
    good = parse_typed (self, index, text, batch, value, &error);
  if (!good && error != NULL && parse_other_form (self, index, text, batch, value))
    return;
  if (good && keeps)
    remember (self, index, text, length, value);
  if (good || error == NULL)
    return;

  *value = (PilotValue){ PILOT_VALUE_UNSET };
  if (self->flags & PILOT_ROW_PARSER_STRICT || field->flags & PILOT_FIELD_REQUIRED || field->type == PILOT_FIELD_CHOICE)
    add_issue (self, index, TRUE, g_strdup (error->message));
  else if (parse_first_of_several (self, index, text, batch, value))
    add_issue (self, index, FALSE,
               g_strdup_printf (_ ("%s: of several values the first that fits is taken; the others are kept in the notes"),
                                g_dgettext (GETTEXT_PACKAGE, field->label)));
  else
    {
      note (self, pilot_column_map_get_heading (self->map, column), text);
      add_issue (self, index, FALSE, g_strdup (error->message));
      self->noted |= 1u << index;
    }
}

static void
parse_id (PilotRowParser *self, guint column, const char *text, PilotBatch *batch, PilotValue *value)
{
  gboolean fatal = !(self->flags & PILOT_ROW_PARSER_KEEP_LOOSE);
  g_autofree char *id = g_ascii_strdown (text, -1);
  g_autofree char *quoted = NULL;

  g_strstrip (id);
  if (*id == '\0')
    return;
  if (g_uuid_string_is_valid (id))
    {
      set_text (value, batch, id, strlen (id));
      return;
    }
  quoted = pilot_short_text (text, QUOTED_CHARS);
  /* Translators: what a file has in the column “Pilotage ID” */
  add_issue (self, PILOT_FIELD_ID, fatal, g_strdup_printf (_ ("Pilotage ID: “%s” is none; clear the cell if the row is a new record"), quoted));
  if (fatal)
    return;
  note (self, pilot_column_map_get_heading (self->map, column), text);
  self->noted |= 1u << PILOT_FIELD_ID;
}

static void
parse_unknown (PilotRowParser *self, guint column, const char *text)
{
  const char *heading = pilot_column_map_get_heading (self->map, column);
  g_autofree char *number = NULL;

  if (*heading == '\0')
    /* Translators: stands for the heading of a column that has none; the number counts from 1 */
    heading = number = g_strdup_printf (_ ("Column %u"), column + 1);
  note (self, heading, text);
}

/* The column of a name to which others are joined, or -1. */
static int
find_name_column (const PilotColumnMap *map)
{
  for (guint i = 0; i < pilot_column_map_get_n_columns (map); i++)
    if (pilot_column_map_get_target (map, i) == PILOT_COLUMN_JOINED)
      return pilot_column_map_find_column (map, pilot_column_map_get_schema (map)->title_field);
  return -1;
}

static void
add_to_name (PilotRowParser *self, const PilotCsvRow *row, guint column)
{
  const char *text = column < row->n_cells ? pilot_csv_unguard (row->cells[column].text) : "";

  if (*text != '\0' && self->name->len > 0)
    g_string_append_c (self->name, ' ');
  g_string_append (self->name, text);
}

/* The name first, wherever its column stands. */
static void
parse_name (PilotRowParser *self, const PilotCsvRow *row, PilotBatch *batch, PilotValue *value)
{
  PilotCsvCell cell;

  g_string_truncate (self->name, 0);
  add_to_name (self, row, self->name_column);
  for (guint i = 0; i < pilot_column_map_get_n_columns (self->map); i++)
    if (pilot_column_map_get_target (self->map, i) == PILOT_COLUMN_JOINED)
      add_to_name (self, row, i);
  cell = (PilotCsvCell){ self->name->str, self->name->len };
  if (self->name->len > 0)
    parse_cell (self, self->name_column, self->schema->title_field, &cell, batch, value);
}

static gboolean
is_blank (const PilotCsvRow *row)
{
  if (row->fault != PILOT_CSV_NO_FAULT)
    return FALSE;
  for (guint i = 0; i < row->n_cells; i++)
    if (row->cells[i].length_bytes > 0)
      return FALSE;
  return TRUE;
}

/* An ill-formed part of a key is a fault where nothing surer says who the record is. */
static void
judge_remarks (PilotRowParser *self)
{
  for (guint i = 0; i < self->issues->len; i++)
    {
      PilotRowIssue *issue = &g_array_index (self->issues, PilotRowIssue, i);

      for (guint level = 0; level < pilot_natural_key_levels (self->schema->entity) && self->keys[level].check == 0; level++)
        if (!issue->fatal && pilot_natural_key_uses (self->schema->entity, level, issue->field))
          issue->fatal = TRUE;
    }
}

static void
tell_what_is_noted (PilotRowParser *self)
{
  for (guint i = 0; i < self->issues->len; i++)
    {
      PilotRowIssue *issue = &g_array_index (self->issues, PilotRowIssue, i);

      issue->noted = (self->noted & (1u << issue->field)) != 0;
    }
}

static gboolean
has_fatal_issue (const PilotRowParser *self)
{
  for (guint i = 0; i < self->issues->len; i++)
    if (g_array_index (self->issues, PilotRowIssue, i).fatal)
      return TRUE;
  return FALSE;
}

static gboolean
is_refused (const PilotRowParser *self, guint field)
{
  for (guint i = 0; i < self->issues->len; i++)
    if (g_array_index (self->issues, PilotRowIssue, i).field == field && g_array_index (self->issues, PilotRowIssue, i).fatal)
      return TRUE;
  return FALSE;
}

static gboolean
add_missing (PilotRowParser *self, const PilotValue *values)
{
  gboolean missing = FALSE;

  for (guint i = PILOT_FIELD_FIRST; i < self->schema->n_fields; i++)
    {
      const PilotField *field = &self->schema->fields[i];

      if (!(field->flags & PILOT_FIELD_REQUIRED) || values[i].kind != PILOT_VALUE_UNSET || pilot_row_default (self->schema, i) != NULL)
        continue;
      missing = TRUE;
      /* A value that was refused does not look empty to who typed it. */
      if (is_refused (self, i))
        continue;
      /* Translators: the label of a field that a row of a file lacks */
      add_issue (self, i, TRUE, g_strdup_printf (_ ("%s: it must not be empty"), g_dgettext (GETTEXT_PACKAGE, field->label)));
    }
  return missing;
}

static void
set_notes (PilotRowParser *self, PilotBatch *batch, PilotValue *values)
{
  g_autoptr (GError) error = NULL;

  if (self->notes_field < 0 || self->notes->len == 0)
    return;
  set_text (&values[self->notes_field], batch, self->notes->str, self->notes->len);
  if (!check_text (&self->schema->fields[self->notes_field], &values[self->notes_field], &error))
    add_issue (self, self->notes_field, TRUE, g_strdup (error->message));
}

PilotRowParser *
pilot_row_parser_new (const PilotColumnMap *map, const char *dataset, const PilotRefIndex *refs, PilotRowParserFlags flags)
{
  PilotRowParser *self = g_new0 (PilotRowParser, 1);
  int choice = pilot_choice_find (pilot_dataset_choices, dataset);

  self->map = map;
  self->schema = pilot_column_map_get_schema (map);
  self->refs = refs;
  self->flags = flags;
  self->notes_field = pilot_schema_find_field (self->schema, "notes");
  self->last = g_new0 (LastCell, self->schema->n_fields);
  self->notes = g_string_new (NULL);
  self->name = g_string_new (NULL);
  self->name_column = find_name_column (map);
  self->scratch = pilot_record_new (self->schema->entity);
  self->issues = g_array_new (FALSE, FALSE, sizeof (PilotRowIssue));
  g_array_set_clear_func (self->issues, clear_issue_cb);
  if (choice >= 0 && pilot_schema_find_field (self->schema, "dataset") == PILOT_FIELD_FIRST)
    self->dataset = pilot_dataset_choices[choice].value;
  return self;
}

void
pilot_row_parser_free (PilotRowParser *self)
{
  for (guint i = 0; i < self->schema->n_fields; i++)
    if (self->last[i].text != NULL)
      g_string_free (self->last[i].text, TRUE);
  g_free (self->last);
  g_string_free (self->notes, TRUE);
  g_string_free (self->name, TRUE);
  pilot_record_unref (self->scratch);
  g_array_unref (self->issues);
  g_free (self);
}

PilotRowForm
pilot_row_parser_parse (PilotRowParser *self, const PilotCsvRow *row, PilotBatch *batch, PilotBatchRow **values)
{
  guint n_columns = pilot_column_map_get_n_columns (self->map);
  PilotBatchRow *parsed;
  gboolean fatal;

  if (self->issues->len > 0)
    g_array_set_size (self->issues, 0);
  g_string_truncate (self->notes, 0);
  self->noted = 0;
  if (is_blank (row))
    return PILOT_ROW_BLANK;

  parsed = pilot_batch_add (batch, self->schema);
  if (row->fault != PILOT_CSV_NO_FAULT)
    add_issue (self, PILOT_FIELD_ID, TRUE, pilot_csv_fault_dup_message (row->fault, row->fault_line));
  if (self->dataset != NULL)
    parsed->values[PILOT_FIELD_FIRST] = (PilotValue){ PILOT_VALUE_TEXT, strlen (self->dataset), 0, self->dataset };
  if (self->name_column >= 0)
    parse_name (self, row, batch, &parsed->values[self->schema->title_field]);
  for (guint i = 0; i < row->n_cells; i++)
    {
      int target = i < n_columns ? pilot_column_map_get_target (self->map, i) : PILOT_COLUMN_NOTES;

      if (row->cells[i].length_bytes == 0 || (int) i == self->name_column)
        continue;
      if (target == self->notes_field && target >= 0)
        note (self, NULL, pilot_csv_unguard (row->cells[i].text));
      else if (target == PILOT_FIELD_ID)
        parse_id (self, i, pilot_csv_unguard (row->cells[i].text), batch, &parsed->values[target]);
      else if (target >= 0)
        parse_cell (self, i, target, &row->cells[i], batch, &parsed->values[target]);
      else if (target == PILOT_COLUMN_NOTES)
        parse_unknown (self, i, pilot_csv_unguard (row->cells[i].text));
    }
  set_notes (self, batch, parsed->values);
  pilot_natural_key_make (self->schema, parsed->values, self->keys);
  if (self->issues->len > 0)
    judge_remarks (self);
  fatal = has_fatal_issue (self);
  if (values != NULL)
    *values = parsed;
  if (!fatal)
    {
      tell_what_is_noted (self);
      return add_missing (self, parsed->values) ? PILOT_ROW_INCOMPLETE : PILOT_ROW_GOOD;
    }
  add_missing (self, parsed->values);
  pilot_batch_drop_last (batch);
  return PILOT_ROW_INVALID;
}

const PilotRowIssue *
pilot_row_parser_get_issues (const PilotRowParser *self, guint *n_issues)
{
  *n_issues = self->issues->len;
  return (const PilotRowIssue *) self->issues->data;
}

const PilotNaturalKey *
pilot_row_parser_get_keys (const PilotRowParser *self)
{
  return self->keys;
}

void
pilot_row_parser_fill_defaults (const PilotSchema *schema, PilotValue *values)
{
  for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
    {
      const char *text = pilot_row_default (schema, i);

      if (values[i].kind != PILOT_VALUE_UNSET || schema->fields[i].flags & PILOT_FIELD_READ_ONLY)
        continue;
      if (text != NULL)
        values[i] = (PilotValue){ PILOT_VALUE_TEXT, strlen (text), 0, text };
      else
        values[i].kind = PILOT_VALUE_NULL;
    }
}

char *
pilot_row_parser_merge_notes (const char *before, const char *after)
{
  g_auto (GStrv) have = g_strsplit (before != NULL ? before : "", "\n", -1);
  g_auto (GStrv) want = g_strsplit (after != NULL ? after : "", "\n", -1);
  GString *merged = g_string_new (before);
  gboolean added = FALSE;

  for (guint i = 0; want[i] != NULL; i++)
    {
      if (*want[i] == '\0' || g_strv_contains ((const char *const *) have, want[i]))
        continue;
      if (merged->len > 0)
        g_string_append_c (merged, '\n');
      g_string_append (merged, want[i]);
      added = TRUE;
    }
  if (added)
    return g_string_free (merged, FALSE);
  g_string_free (merged, TRUE);
  return NULL;
}
