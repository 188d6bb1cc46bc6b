/* cache-maker.c: a cache file filled with a lifelike company, without a portal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cache-maker.h"

#include "pilot-entity-table.h"
#include "pilot-search.h"
#include "pilot-store-schema.h"
#include "pilot-store.h"

static const char *const first_names[] = { "Aoife", "Brian", "Ciara", "Declan", "Eimear", "Fionn", "Gráinne", "Hugh", "Isla", "Jack",
                                           "Kate", "Liam", "Maeve", "Niall", "Orla", "Patrick", "Quinn", "Róisín", "Seán", "Tara",
                                           "Una", "Vincent", "Wendy", "Xavier", "Yvonne", "Zoë", "Jörg", "André", "Chloë", "Łukasz",
                                           "Anna", "Robert", "Carol", "Daniel", "Eva", "Frank", "Gina", "Hans", "Ivan", "Julia" };
static const char *const last_names[] = { "Murphy", "Kelly", "Walsh", "Smith", "Byrne", "Ryan", "O'Connor", "O'Neill", "Reilly", "Doyle",
                                          "McCarthy", "Gallagher", "Doherty", "Kennedy", "Lynch", "Murray", "Moore", "Müller", "Schmidt",
                                          "Nowak", "Kowalski", "Silva", "Santos", "García", "Rossi", "Martin", "Bernard", "Dubois",
                                          "Jensen", "Hansen", "Nielsen", "Johansson", "Virtanen", "Tamm", "Novák", "Horváth", "Popescu" };
static const char *const syllables[] = { "ba", "ber", "bo", "da", "del", "do", "fa", "gan", "ha", "ka", "kel", "la", "lin", "lo", "ma", "mer",
                                         "na", "nor", "pe", "ra", "ri", "ro", "sa", "son", "ta", "ter", "to", "va", "vin", "wa", "zi" };

#define PICK(rand, array) ((array)[g_rand_int_range ((rand), 0, G_N_ELEMENTS (array))])

typedef struct
{
  PilotDatabase *db;
  PilotStatement *statement; /* (owned) (nullable) */
  const PilotSchema *schema;
  GRand *rand; /* (owned) */
  guint8 keys[PILOT_ENTITY_TABLE_KEYS_BYTES];
  gint64 revision;
} Maker;

static void
check (gboolean done, const GError *error)
{
  if (!done)
    g_error ("The cache can't be made: %s", error->message);
}

static void
begin_entity (Maker *maker, PilotEntity entity)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = NULL;

  maker->schema = pilot_schema_get (entity);
  sql = pilot_entity_table_insert_sql (maker->schema, maker->schema->name);
  check (pilot_entity_table_drop_indexes (maker->db, maker->schema->name, FALSE, &error), error);
  maker->statement = pilot_statement_new (maker->db, sql, &error);
  check (maker->statement != NULL, error);
}

static void
end_entity (Maker *maker)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *by_id = g_strdup_printf ("CREATE UNIQUE INDEX IF NOT EXISTS \"%s_by_id\" ON \"%s\" (id)", maker->schema->name,
                                            maker->schema->name);

  g_clear_pointer (&maker->statement, pilot_statement_free);
  check (pilot_database_exec (maker->db, by_id, &error), error);
  check (pilot_entity_table_create_indexes (maker->db, maker->schema, &error), error);
}

static char *
make_id (guint entity, guint n)
{
  return g_strdup_printf ("%08x-%04x-4000-8000-%012x", n * 2654435761u, entity, n);
}

static void
set_text (PilotValue *value, const char *text)
{
  *value = (PilotValue){ .kind = text != NULL ? PILOT_VALUE_TEXT : PILOT_VALUE_NULL, .text = text, .length_bytes = text != NULL ? strlen (text) : 0 };
}

static void
store (Maker *maker, PilotValue *values, const char *id)
{
  g_autoptr (GError) error = NULL;

  set_text (&values[PILOT_FIELD_ID], id);
  values[PILOT_FIELD_REVISION] = (PilotValue){ .kind = PILOT_VALUE_INTEGER, .integer = ++maker->revision };
  values[PILOT_FIELD_UPDATED_AT] = (PilotValue){ .kind = PILOT_VALUE_INTEGER,
                                                 .integer = G_GINT64_CONSTANT (1700000000000000) +
                                                            (gint64) g_rand_int (maker->rand) * 15000 };
  pilot_entity_table_bind (maker->statement, maker->schema, values, 0, maker->keys);
  check (pilot_statement_run (maker->statement, &error), error);
}

static char *
make_last_name (GRand *rand)
{
  GString *name;

  if (g_rand_boolean (rand))
    return g_strdup (PICK (rand, last_names));
  name = g_string_new (NULL);
  for (int n = g_rand_int_range (rand, 2, 5); n > 0; n--)
    g_string_append (name, PICK (rand, syllables));
  name->str[0] = g_ascii_toupper (name->str[0]);
  return g_string_free (name, FALSE);
}

static void
make_named (Maker *maker, PilotEntity entity, guint name_field, guint status_field, guint n, const char *what)
{
  begin_entity (maker, entity);
  for (guint i = 0; i < n; i++)
    {
      PilotValue values[PILOT_MAX_FIELDS] = { 0 };
      g_autofree char *id = make_id (entity, i);
      g_autofree char *last = make_last_name (maker->rand);
      g_autofree char *name = g_strdup_printf ("%s %s %u", last, what, i % 97);
      const PilotChoice *choices = maker->schema->fields[status_field].choices;

      set_text (&values[PILOT_AGENCY_DATASET], i % 3 == 0 ? "portal" : "legacy");
      set_text (&values[name_field], name);
      set_text (&values[status_field], choices[i % 2].value);
      store (maker, values, id);
    }
  end_entity (maker);
}

static void
make_candidates (Maker *maker, guint n, guint n_agencies, guint n_recruiters, guint n_jobs)
{
  begin_entity (maker, PILOT_ENTITY_CANDIDATE);
  for (guint i = 0; i < n; i++)
    {
      PilotValue values[PILOT_MAX_FIELDS] = { 0 };
      GRand *rand = maker->rand;
      const PilotChoice *status = maker->schema->fields[PILOT_CANDIDATE_STATUS].choices;
      g_autofree char *id = make_id (PILOT_ENTITY_CANDIDATE, i);
      g_autofree char *person = make_id (100, i);
      g_autofree char *agency = make_id (PILOT_ENTITY_AGENCY, g_rand_int_range (rand, 0, n_agencies));
      g_autofree char *recruiter = make_id (PILOT_ENTITY_RECRUITER, g_rand_int_range (rand, 0, n_recruiters));
      g_autofree char *job = make_id (PILOT_ENTITY_JOB, g_rand_int_range (rand, 0, n_jobs));
      g_autofree char *last = make_last_name (rand);
      const char *first = PICK (rand, first_names);
      g_autofree char *name = g_strdup_printf ("%s %s", first, last);
      g_autofree char *email = g_strdup_printf ("%s.%s%d@mail%d.example", first, last, g_rand_int_range (rand, 1, 99999),
                                                g_rand_int_range (rand, 1, 300));
      g_autofree char *phone = g_strdup_printf ("+353 1 %07d", g_rand_int_range (rand, 0, 9999999));
      g_autofree char *external = g_strdup_printf ("EXT-%u", i);

      set_text (&values[PILOT_CANDIDATE_DATASET], i % 3 == 0 ? "portal" : "legacy");
      set_text (&values[PILOT_CANDIDATE_NAME], name);
      set_text (&values[PILOT_CANDIDATE_EMAIL], email);
      set_text (&values[PILOT_CANDIDATE_PHONE], phone);
      set_text (&values[PILOT_CANDIDATE_AGENCY_ID], agency);
      set_text (&values[PILOT_CANDIDATE_RECRUITER_ID], recruiter);
      set_text (&values[PILOT_CANDIDATE_JOB_ID], job);
      set_text (&values[PILOT_CANDIDATE_STATUS], status[g_rand_int_range (rand, 0, 7)].value);
      set_text (&values[PILOT_CANDIDATE_LEGACY_STATUS], "ACTIVE");
      values[PILOT_CANDIDATE_SUBMITTED_AT] = (PilotValue){ .kind = PILOT_VALUE_INTEGER,
                                                           .integer = G_GINT64_CONSTANT (1650000000000000) + (gint64) g_rand_int (rand) * 10000 };
      set_text (&values[PILOT_CANDIDATE_PERSON_ID], person);
      set_text (&values[PILOT_CANDIDATE_EXTERNAL_ID], external);
      store (maker, values, id);
    }
  end_entity (maker);
}

void
cache_maker_make (const char *path, guint n_candidates)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotDatabase) db = pilot_database_open (path, PILOT_DATABASE_CREATE, PILOT_STORE_APPLICATION_ID, &error);
  Maker maker = { .db = db, .rand = g_rand_new_with_seed (1) };
  guint n_agencies = CLAMP (n_candidates / 200, 10, 5000);
  guint n_recruiters = CLAMP (n_candidates / 20, 10, 50000);
  guint n_jobs = CLAMP (n_candidates / 100, 10, 10000);
  gboolean done = FALSE;

  check (db != NULL, error);
  check (pilot_store_schema_prepare (db, &error), error);
  check (pilot_database_begin (db, &error), error);
  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    check (pilot_search_create (db, pilot_schema_get (entity), &error), error);
  make_named (&maker, PILOT_ENTITY_AGENCY, PILOT_AGENCY_NAME, PILOT_AGENCY_STATUS, n_agencies, "Recruitment");
  make_named (&maker, PILOT_ENTITY_RECRUITER, PILOT_RECRUITER_NAME, PILOT_RECRUITER_STATUS, n_recruiters, "Recruiter");
  make_named (&maker, PILOT_ENTITY_JOB, PILOT_JOB_TITLE, PILOT_JOB_STATUS, n_jobs, "Engineer");
  make_candidates (&maker, n_candidates, n_agencies, n_recruiters, n_jobs);
  check (pilot_database_exec (db, "UPDATE pull SET snapshot_done=1", &error), error);
  check (pilot_database_commit (db, &error), error);
  while (!done)
    check (pilot_search_build_slice (db, &done, &error), error);
  g_rand_free (maker.rand);
}
