/* pilot-synonyms.c: what the columns of people's files are called
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-synonyms.h"

#include "pilot-synonym-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_HEADING_BYTES 200

struct _PilotSynonymFinder
{
  const PilotSchema *schema;
  GHashTable *own_names; /* (owned) (element-type utf8 guint): the field's index */
};

/* Words that say only whose column it is: "Agency Email" in a file of agencies. Normalised. */
static const struct
{
  const char *entity;
  const char *const *words;
} owners[] = {
  { "agency", (const char *const[]){ "agency", "agencies", "agentur", "agence", "agencia", "agencja", "agencji", "agenzia", "bureau", "company", "vendor", "firma", NULL } },
  { "recruiter", (const char *const[]){ "recruiter", "user", "contact", "personalvermittler", "recruteur", "reclutador", "rekruter", "selezionatore", "benutzer", "utilisateur", NULL } },
  { "job", (const char *const[]){ "job", "position", "vacancy", "requisition", "stelle", "stellen", "poste", "puesto", "vacature", "stanowisko", "posizione", NULL } },
  { "candidate", (const char *const[]){ "candidate", "applicant", "application", "kandidat", "kandidaten", "bewerber", "candidat", "candidato", "kandidaat", "kandydat", "kandydata", NULL } },
};

/* Letters that have no decomposition in Unicode. */
static const struct
{
  gunichar letter;
  const char *plain;
} plain_letters[] = { { 0x142, "l" }, { 0xF8, "o" }, { 0x111, "d" }, { 0xE6, "ae" }, { 0x153, "oe" } };

static void
append_plain (GString *result, gunichar c)
{
  for (guint i = 0; i < G_N_ELEMENTS (plain_letters); i++)
    if (plain_letters[i].letter == c)
      {
        g_string_append (result, plain_letters[i].plain);
        return;
      }
  if (g_unichar_isalnum (c))
    g_string_append_unichar (result, c);
}

/* Whether @name is one of the words in @list, which are parted by blanks. */
static gboolean
list_has (const char *list, const char *name)
{
  gsize length = strlen (name);

  for (const char *at = strstr (list, name); at != NULL; at = strstr (at + 1, name))
    if ((at == list || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
      return TRUE;
  return FALSE;
}

static int
find_in_table (const PilotSchema *schema, const char *name, gboolean *sure)
{
  for (guint i = 0; i < pilot_n_synonyms; i++)
    {
      const PilotSynonyms *row = &pilot_synonyms[i];

      if ((row->entity != NULL && strcmp (row->entity, schema->name) != 0) || !list_has (row->names, name))
        continue;
      *sure = !row->lesser;
      return pilot_schema_find_field (schema, row->field);
    }
  return -1;
}

/* What our fields are called in the cache, in the API, and in English and the current language; normalised. The first field that has a name keeps it. */
static void
add_own_names (PilotSynonymFinder *self)
{
  /* "ID" in a file is the file's own, never our UUID. */
  for (guint i = PILOT_FIELD_FIRST; i < self->schema->n_fields; i++)
    {
      const PilotField *field = &self->schema->fields[i];
      const char *const own[] = { field->name, field->json, field->label, g_dgettext (GETTEXT_PACKAGE, field->label) };

      for (guint n = 0; n < G_N_ELEMENTS (own); n++)
        {
          g_autofree char *plain = pilot_synonyms_normalise (own[n]);

          if (!g_hash_table_contains (self->own_names, plain))
            g_hash_table_insert (self->own_names, g_steal_pointer (&plain), GUINT_TO_POINTER (i));
        }
    }
}

static int
find_plain (PilotSynonymFinder *self, const char *name, gboolean *sure)
{
  gpointer field;

  *sure = TRUE;
  return g_hash_table_lookup_extended (self->own_names, name, NULL, &field) ? (int) GPOINTER_TO_UINT (field) : find_in_table (self->schema, name, sure);
}

/* "agencyemail" and "emailagency" mean "email" in a file of agencies. */
static int
find_without_owner (PilotSynonymFinder *self, const char *name, gboolean *sure)
{
  for (guint i = 0; i < G_N_ELEMENTS (owners); i++)
    for (guint n = 0; strcmp (owners[i].entity, self->schema->name) == 0 && owners[i].words[n] != NULL; n++)
      {
        const char *word = owners[i].words[n];
        int field = -1;

        if (g_str_has_prefix (name, word) && strlen (name) > strlen (word))
          field = find_plain (self, name + strlen (word), sure);
        if (field < 0 && g_str_has_suffix (name, word) && strlen (name) > strlen (word))
          {
            g_autofree char *front = g_strndup (name, strlen (name) - strlen (word));

            field = find_plain (self, front, sure);
          }
        if (field >= 0)
          return field;
      }
  return -1;
}

char *
pilot_synonyms_normalise (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *apart = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  g_autofree char *folded = g_utf8_casefold (apart, -1);
  GString *result = g_string_new (NULL);

  for (const char *c = folded; *c != '\0'; c = g_utf8_next_char (c))
    append_plain (result, g_utf8_get_char (c));
  return g_string_free (result, FALSE);
}

PilotSynonymFinder *
pilot_synonym_finder_new (const PilotSchema *schema)
{
  PilotSynonymFinder *self = g_new0 (PilotSynonymFinder, 1);

  self->schema = schema;
  self->own_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  add_own_names (self);
  return self;
}

void
pilot_synonym_finder_free (PilotSynonymFinder *self)
{
  g_hash_table_unref (self->own_names);
  g_free (self);
}

int
pilot_synonym_finder_find (PilotSynonymFinder *self, const char *heading, gboolean *sure)
{
  g_autofree char *name = NULL;
  gboolean dummy;
  int field;

  if (sure == NULL)
    sure = &dummy;
  /* The first row may be no row of headings, and hold anything. */
  if (strlen (heading) > MAX_HEADING_BYTES)
    return -1;
  name = pilot_synonyms_normalise (heading);
  if (*name == '\0')
    return -1;
  field = find_plain (self, name, sure);
  return field >= 0 ? field : find_without_owner (self, name, sure);
}
