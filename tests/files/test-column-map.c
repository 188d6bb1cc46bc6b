/* test-column-map.c: columns are known by their names, in seven languages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-column-map.h"
#include "pilot-entities.h"
#include "pilot-error.h"
#include "pilot-synonym-table.h"
#include "pilot-synonyms.h"
#include "pilot-test.h"

#include <string.h>

static void
assert_field (PilotEntity entity, const char *heading, const char *field)
{
  const PilotSchema *schema = pilot_schema_get (entity);
  g_autoptr (PilotSynonymFinder) finder = pilot_synonym_finder_new (schema);
  int index = pilot_synonym_finder_find (finder, heading, NULL);
  const char *found = index >= 0 ? schema->fields[index].name : NULL;

  if (g_strcmp0 (found, field) != 0)
    g_error ("“%s” of %s is %s, not %s", heading, schema->name, found, field);
}

static void
test_languages (void)
{
  static const struct
  {
    PilotEntity entity;
    const char *heading;
    const char *field;
  } rows[] = {
    { PILOT_ENTITY_AGENCY, "Agency_Name", "name" },
    { PILOT_ENTITY_AGENCY, "COUNTY", "region" },
    { PILOT_ENTITY_AGENCY, "Licence No.", "licence_number" },
    { PILOT_ENTITY_AGENCY, "Covered_Fields", "specialties" },
    { PILOT_ENTITY_AGENCY, "Agency E-Mail", "email" },
    { PILOT_ENTITY_AGENCY, "tradingName", "trading_name" },
    { PILOT_ENTITY_AGENCY, "contract_state", "contract_state" },
    { PILOT_ENTITY_AGENCY, "Firmenname", "name" },
    { PILOT_ENTITY_AGENCY, "Straße", "address" },
    { PILOT_ENTITY_AGENCY, "Ansprechpartner", "contact_name" },
    { PILOT_ENTITY_AGENCY, "Raison sociale", "name" },
    { PILOT_ENTITY_AGENCY, "Téléphone", "phone" },
    { PILOT_ENTITY_AGENCY, "Razón social", "name" },
    { PILOT_ENTITY_AGENCY, "Correo electrónico", "email" },
    { PILOT_ENTITY_AGENCY, "Bedrijfsnaam", "name" },
    { PILOT_ENTITY_AGENCY, "Woonplaats", "city" },
    { PILOT_ENTITY_AGENCY, "Nazwa agencji", "name" },
    { PILOT_ENTITY_AGENCY, "Województwo", "region" },
    { PILOT_ENTITY_AGENCY, "Ragione sociale", "name" },
    { PILOT_ENTITY_AGENCY, "Città", "city" },
    { PILOT_ENTITY_AGENCY, "Pilotage ID", "id" },
    { PILOT_ENTITY_RECRUITER, "Pilotage-ID", "id" },
    { PILOT_ENTITY_JOB, "Identifiant Pilotage", "id" },
    { PILOT_ENTITY_CANDIDATE, "ID de Pilotage", "id" },
    { PILOT_ENTITY_CANDIDATE, "Identyfikator Pilotage", "id" },
    { PILOT_ENTITY_AGENCY, "Identificativo Pilotage", "id" },
    { PILOT_ENTITY_AGENCY, "Pilotage-Kennung", "id" },
    { PILOT_ENTITY_AGENCY, "Favourite colour", NULL },
    { PILOT_ENTITY_AGENCY, "", NULL },
    { PILOT_ENTITY_AGENCY, "---", NULL },
    { PILOT_ENTITY_RECRUITER, "Agency", "agency_id" },
    { PILOT_ENTITY_RECRUITER, "Agency name", "agency_id" },
    { PILOT_ENTITY_RECRUITER, "Full name", "name" },
    { PILOT_ENTITY_RECRUITER, "ID", "external_id" },
    { PILOT_ENTITY_JOB, "Stellenbezeichnung", "title" },
    { PILOT_ENTITY_JOB, "Req. No", "ref_number" },
    { PILOT_ENTITY_JOB, "Lokalizacja", "city" },
    { PILOT_ENTITY_CANDIDATE, "Bewerber", "name" },
    { PILOT_ENTITY_CANDIDATE, "Candidat", "name" },
    { PILOT_ENTITY_CANDIDATE, "Vacature", "job_id" },
    { PILOT_ENTITY_CANDIDATE, "Submitted by", "recruiter_id" },
    { PILOT_ENTITY_CANDIDATE, "Data zgłoszenia", "submitted_at" },
    { PILOT_ENTITY_CANDIDATE, "Source agency", "agency_id" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_field (rows[i].entity, rows[i].heading, rows[i].field);
}

/* A name that is written in the table in another form than headings get would never be found. */
static void
test_table (void)
{
  for (guint i = 0; i < pilot_n_synonyms; i++)
    {
      const PilotSynonyms *row = &pilot_synonyms[i];
      g_auto (GStrv) names = g_strsplit (row->names, " ", -1);
      gboolean known = FALSE;

      for (PilotEntity entity = 0; entity < PILOT_N_ENTITIES; entity++)
        if (row->entity == NULL || strcmp (row->entity, pilot_schema_get (entity)->name) == 0)
          known = known || pilot_schema_find_field (pilot_schema_get (entity), row->field) >= 0;
      if (!known)
        g_error ("no entity has the field %s", row->field);
      for (guint n = 0; names[n] != NULL; n++)
        {
          g_autofree char *plain = pilot_synonyms_normalise (names[n]);

          g_assert_cmpstr (plain, ==, names[n]);
          g_assert_cmpstr (plain, !=, "");
        }
    }
}

static void
test_own_names (void)
{
  static const PilotEntity kinds[] = { PILOT_ENTITY_AGENCY, PILOT_ENTITY_RECRUITER, PILOT_ENTITY_JOB, PILOT_ENTITY_CANDIDATE };

  /* Whatever we export under a field's own name is imported into it. */
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      const PilotSchema *schema = pilot_schema_get (kinds[k]);

      for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
        {
          assert_field (kinds[k], schema->fields[i].json, schema->fields[i].name);
          assert_field (kinds[k], schema->fields[i].name, schema->fields[i].name);
        }
    }
}

static void
test_once (void)
{
  static const char *const headings[] = { "Mobile", "Phone", "Telefon", "Name", "Agency", "dataset", "Pilotage reason", "updatedAt" };
  g_autoptr (PilotColumnMap) map = pilot_column_map_new (PILOT_ENTITY_AGENCY, headings, G_N_ELEMENTS (headings));
  g_autoptr (PilotColumnMap) copy = NULL;
  g_autoptr (GError) error = NULL;

  /* The surer name wins, then the first column; the others are kept in the notes. */
  g_assert_cmpint (pilot_column_map_get_target (map, 0), ==, PILOT_COLUMN_NOTES);
  g_assert_cmpint (pilot_column_map_get_target (map, 1), ==, PILOT_AGENCY_PHONE);
  g_assert_cmpint (pilot_column_map_get_target (map, 2), ==, PILOT_COLUMN_NOTES);
  g_assert_cmpint (pilot_column_map_get_target (map, 3), ==, PILOT_AGENCY_NAME);
  g_assert_cmpint (pilot_column_map_get_target (map, 4), ==, PILOT_COLUMN_NOTES);
  g_assert_cmpint (pilot_column_map_get_target (map, 5), ==, PILOT_COLUMN_LEFT_OUT);
  g_assert_cmpint (pilot_column_map_get_target (map, 6), ==, PILOT_COLUMN_LEFT_OUT);
  g_assert_cmpint (pilot_column_map_get_target (map, 7), ==, PILOT_COLUMN_LEFT_OUT);
  g_assert_true (pilot_column_map_check (map, NULL));

  copy = pilot_column_map_copy (map);
  g_assert_false (pilot_column_map_set (map, 0, PILOT_AGENCY_PHONE, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "Phone"));
  g_clear_error (&error);
  g_assert_true (pilot_column_map_set (map, 3, PILOT_COLUMN_NOTES, NULL));
  g_assert_false (pilot_column_map_check (map, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_assert_cmpint (pilot_column_map_get_target (copy, 3), ==, PILOT_AGENCY_NAME);
  g_assert_cmpint (pilot_column_map_find_heading (map, "PHONE"), ==, 1);
}

static void
test_own_id (void)
{
  static const char *const headings[] = { "Pilotage ID", "name", "externalId" };
  g_autoptr (PilotColumnMap) map = pilot_column_map_new (PILOT_ENTITY_AGENCY, headings, G_N_ELEMENTS (headings));

  /* It says which record a line came from, and is no note on it. */
  g_assert_cmpint (pilot_column_map_get_target (map, 0), ==, PILOT_FIELD_ID);
  g_assert_cmpint (pilot_column_map_get_target (map, 1), ==, PILOT_AGENCY_NAME);
  g_assert_cmpint (pilot_column_map_get_target (map, 2), ==, PILOT_AGENCY_EXTERNAL_ID);
  g_assert_cmpstr (pilot_column_map_get_label (pilot_column_map_get_schema (map), PILOT_FIELD_ID), ==, "Pilotage ID");
  /* Who names the record may leave out what it has already. */
  g_assert_true (pilot_column_map_set (map, 1, PILOT_COLUMN_LEFT_OUT, NULL));
  g_assert_true (pilot_column_map_check (map, NULL));
  g_assert_true (pilot_column_map_set (map, 0, PILOT_COLUMN_LEFT_OUT, NULL));
  g_assert_false (pilot_column_map_check (map, NULL));
}

/* Which column has the name, and which is joined to it. */
static void
assert_name (PilotEntity entity, const char *text, int name, int joined)
{
  g_auto (GStrv) headings = g_strsplit (text, ",", -1);
  g_autoptr (PilotColumnMap) map = pilot_column_map_new (entity, (const char *const *) headings, g_strv_length (headings));

  if (pilot_column_map_find_column (map, pilot_schema_get (entity)->title_field) != name
      || (joined >= 0 && pilot_column_map_get_target (map, joined) != PILOT_COLUMN_JOINED))
    g_error ("%s: the name is in column %d", text, pilot_column_map_find_column (map, pilot_schema_get (entity)->title_field));
  for (guint i = 0; i < pilot_column_map_get_n_columns (map); i++)
    if ((int) i != joined)
      g_assert_cmpint (pilot_column_map_get_target (map, i), !=, PILOT_COLUMN_JOINED);
}

static void
test_name_parts (void)
{
  assert_name (PILOT_ENTITY_CANDIDATE, "First Name,Last Name,Email", 0, 1);
  assert_name (PILOT_ENTITY_CANDIDATE, "Email,candidate_last_name,candidate_first_name", 2, 1);
  assert_name (PILOT_ENTITY_RECRUITER, "Nachname,Vorname", 1, 0);
  assert_name (PILOT_ENTITY_RECRUITER, "Nom,Prénom,E-mail", 1, 0);
  assert_name (PILOT_ENTITY_CANDIDATE, "Nombre,Apellidos", 0, 1);
  /* One that has the whole name needs no parts. */
  assert_name (PILOT_ENTITY_CANDIDATE, "First name,Last name,Full name", 2, -1);
  assert_name (PILOT_ENTITY_CANDIDATE, "Last name,Email", -1, -1);
  assert_name (PILOT_ENTITY_AGENCY, "First name,Last name", -1, -1);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/files/column-map/headings are known in seven languages", test_languages);
  g_test_add_func ("/files/column-map/the table's names have the form that headings get", test_table);
  g_test_add_func ("/files/column-map/our own names are known", test_own_names);
  g_test_add_func ("/files/column-map/no field has two columns", test_once);
  g_test_add_func ("/files/column-map/a person's name may stand in two columns", test_name_parts);
  g_test_add_func ("/files/column-map/the id that a check saves says which record a line is", test_own_id);
  return g_test_run ();
}
