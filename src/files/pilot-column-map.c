/* pilot-column-map.c: which column of a file is which field
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-column-map.h"

#include "pilot-error.h"
#include "pilot-row-defaults.h"
#include "pilot-short-text.h"
#include "pilot-synonyms.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A message quotes a heading; where the first row is no row of headings, that may be anything. */
#define QUOTED_CHARS 60

struct _PilotColumnMap
{
  const PilotSchema *schema;
  GStrv headings; /* (owned) */
  guint n_columns;
  int *targets;   /* (owned) */
};

/* The columns that an error report has besides the file's own: they say what was wrong, not what the record is. */
static gboolean
is_report_heading (const char *heading)
{
  return g_ascii_strcasecmp (heading, PILOT_COLUMN_REASON_HEADING) == 0 || g_ascii_strcasecmp (heading, PILOT_COLUMN_LINE_HEADING) == 0;
}

/* Fields of ours that a file can't fill, under the very names that our own exports give them. */
static gboolean
is_own_heading (const PilotSchema *schema, const char *heading)
{
  for (guint i = PILOT_FIELD_REVISION; i < schema->n_fields; i++)
    if (!pilot_column_map_is_target (schema, i) && strcmp (schema->fields[i].json, heading) == 0)
      return TRUE;
  return FALSE;
}

/* What a column may be: a field that it fills, or the id that says which record the row is. */
static gboolean
may_be (const PilotSchema *schema, int target)
{
  return target == PILOT_FIELD_ID || pilot_column_map_is_target (schema, target);
}

/* A lesser name gets a field only where no column has the field's own. */
static void
match (PilotColumnMap *self)
{
  g_autoptr (PilotSynonymFinder) finder = pilot_synonym_finder_new (self->schema);
  g_autofree int *fields = g_new (int, self->n_columns + 1);
  g_autofree gboolean *sure = g_new (gboolean, self->n_columns + 1);
  guint32 taken = 0; /* bit 1 << field */

  for (guint i = 0; i < self->n_columns; i++)
    fields[i] = self->targets[i] == PILOT_COLUMN_NOTES ? pilot_synonym_finder_find (finder, self->headings[i], &sure[i]) : -1;
  for (guint lesser = 0; lesser < 2; lesser++)
    for (guint i = 0; i < self->n_columns; i++)
      if (fields[i] >= 0 && sure[i] == !lesser && may_be (self->schema, fields[i]) && (taken & (1u << fields[i])) == 0)
        {
          self->targets[i] = fields[i];
          taken |= 1u << fields[i];
        }
}

static int
find_part (const PilotColumnMap *self, const char *const *words)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      g_autofree char *plain = pilot_synonyms_normalise (self->headings[i]);

      /* “Candidate Last Name” is one too; a short word must be all of the heading. */
      for (guint n = 0; words[n] != NULL; n++)
        if (strcmp (plain, words[n]) == 0 || (strlen (words[n]) > 6 && g_str_has_suffix (plain, words[n])))
          return i;
    }
  return -1;
}

/* Lists of people often have two columns for a name, such as those of SmartRecruiters' reports: first name, last name. */
static void
match_name_parts (PilotColumnMap *self)
{
  static const char *const given[] = { "firstname", "givenname", "forename", "vorname", "prenom", "nombre", "nome", "imie", "voornaam", NULL };
  static const char *const family[] = { "lastname", "familyname", "surname", "nachname", "familienname", "nom", "nomdefamille", "apellido", "apellidos",
                                        "cognome", "nazwisko", "achternaam", NULL };
  int first = find_part (self, given);
  int last = find_part (self, family);
  int whole = pilot_column_map_find_column (self, self->schema->title_field);

  if (!pilot_column_map_can_join (self->schema) || first < 0 || last < 0 || first == last || (whole >= 0 && whole != first && whole != last))
    return;
  self->targets[first] = self->schema->title_field;
  self->targets[last] = PILOT_COLUMN_JOINED;
}

PilotColumnMap *
pilot_column_map_new (PilotEntity entity, const char *const *headings, guint n_columns)
{
  PilotColumnMap *self = g_new0 (PilotColumnMap, 1);

  self->schema = pilot_schema_get (entity);
  self->n_columns = n_columns;
  self->headings = g_new0 (char *, n_columns + 1);
  self->targets = g_new (int, MAX (n_columns, 1));
  for (guint i = 0; i < n_columns; i++)
    {
      self->headings[i] = g_utf8_make_valid (headings[i], -1);
      self->targets[i] = is_report_heading (headings[i]) || is_own_heading (self->schema, headings[i]) ? PILOT_COLUMN_LEFT_OUT : PILOT_COLUMN_NOTES;
    }
  match (self);
  match_name_parts (self);
  return self;
}

PilotColumnMap *
pilot_column_map_copy (const PilotColumnMap *self)
{
  PilotColumnMap *copy = g_new0 (PilotColumnMap, 1);

  *copy = *self;
  copy->headings = g_strdupv (self->headings);
  copy->targets = g_memdup2 (self->targets, MAX (self->n_columns, 1) * sizeof (int));
  return copy;
}

void
pilot_column_map_free (PilotColumnMap *self)
{
  g_strfreev (self->headings);
  g_free (self->targets);
  g_free (self);
}

const PilotSchema *
pilot_column_map_get_schema (const PilotColumnMap *self)
{
  return self->schema;
}

guint
pilot_column_map_get_n_columns (const PilotColumnMap *self)
{
  return self->n_columns;
}

const char *
pilot_column_map_get_heading (const PilotColumnMap *self, guint column)
{
  return column < self->n_columns ? self->headings[column] : "";
}

int
pilot_column_map_find_heading (const PilotColumnMap *self, const char *heading)
{
  g_autofree char *wanted = g_utf8_casefold (heading, -1);

  for (guint i = 0; i < self->n_columns; i++)
    {
      g_autofree char *folded = g_utf8_casefold (self->headings[i], -1);

      if (strcmp (folded, wanted) == 0)
        return i;
    }
  return -1;
}

int
pilot_column_map_get_target (const PilotColumnMap *self, guint column)
{
  g_return_val_if_fail (column < self->n_columns, PILOT_COLUMN_NOTES);
  return self->targets[column];
}

int
pilot_column_map_find_column (const PilotColumnMap *self, guint field)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (self->targets[i] == (int) field)
      return i;
  return -1;
}

gboolean
pilot_column_map_is_target (const PilotSchema *schema, guint field)
{
  /* Ids and revisions are not a file's business, and the data set is chosen for all rows together. */
  return field > PILOT_FIELD_FIRST - 1 && field < schema->n_fields && !(schema->fields[field].flags & PILOT_FIELD_READ_ONLY) &&
         strcmp (schema->fields[field].name, "dataset") != 0;
}

gboolean
pilot_column_map_can_join (const PilotSchema *schema)
{
  return schema->entity == PILOT_ENTITY_RECRUITER || schema->entity == PILOT_ENTITY_CANDIDATE;
}

const char *
pilot_column_map_get_label (const PilotSchema *schema, guint target)
{
  /* Translators: the heading of a column that says by Pilotage's own id which record a row is */
  return target == PILOT_FIELD_ID ? _ (PILOT_COLUMN_ID_HEADING) : g_dgettext (GETTEXT_PACKAGE, schema->fields[target].label);
}

gboolean
pilot_column_map_set (PilotColumnMap *self, guint column, int target, GError **error)
{
  int other;

  g_return_val_if_fail (column < self->n_columns, FALSE);
  if (target >= 0 || target == PILOT_COLUMN_JOINED)
    {
      if (target >= 0 ? !may_be (self->schema, target) : !pilot_column_map_can_join (self->schema))
        {
          g_autofree char *heading = pilot_short_line (self->headings[column], QUOTED_CHARS);

          g_set_error (error, PILOT_ERROR, PILOT_ERROR_INVALID, _ ("The column “%s” can't be imported as this field."), heading);
          return FALSE;
        }
      other = target >= 0 ? pilot_column_map_find_column (self, target) : -1;
      if (other >= 0 && other != (int) column)
        {
          g_autofree char *heading = pilot_short_line (self->headings[other], QUOTED_CHARS);

          /* Translators: the label of a field, then the heading of a column */
          g_set_error (error, PILOT_ERROR, PILOT_ERROR_INVALID, _ ("“%s” is already filled from the column “%s”."),
                       pilot_column_map_get_label (self->schema, target), heading);
          return FALSE;
        }
    }
  self->targets[column] = target;
  return TRUE;
}

gboolean
pilot_column_map_check (const PilotColumnMap *self, GError **error)
{
  /* Rows that name a record change it in what they have; those that don't are told one by one what they lack. */
  if (pilot_column_map_find_column (self, PILOT_FIELD_ID) >= 0)
    return TRUE;
  for (guint i = PILOT_FIELD_FIRST; i < self->schema->n_fields; i++)
    if (self->schema->fields[i].flags & PILOT_FIELD_REQUIRED && pilot_column_map_is_target (self->schema, i) &&
        pilot_row_default (self->schema, i) == NULL && pilot_column_map_find_column (self, i) < 0)
      {
        g_set_error (error, PILOT_ERROR, PILOT_ERROR_INVALID, _ ("No column is chosen for “%s”, which every record needs."),
                     g_dgettext (GETTEXT_PACKAGE, self->schema->fields[i].label));
        return FALSE;
      }
  return TRUE;
}
