/* pilot-store-lookup.c: finds records by natural keys
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-entity-table.h"
#include "pilot-store-private.h"

struct _PilotStoreLookup
{
  PilotStore *store; /* (owned) */
  const PilotSchema *schema;
  PilotDatabase *database;                      /* (owned) */
  PilotStatement *by_field[PILOT_MAX_FIELDS]; /* borrowed: the database's */
};

typedef struct
{
  const PilotSchema *schema;
  const guint *fields;
  guint n_fields;
} IndexJob;

static char *
make_index_name (const PilotSchema *schema, guint field)
{
  return g_strdup_printf ("%s_lookup_%s", schema->name, schema->fields[field].name);
}

/* Only rows that have a value: most agencies have no licence number. */
static gboolean
make_indexes (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  IndexJob *job = user_data;

  for (guint i = 0; i < job->n_fields; i++)
    {
      g_autofree char *index = make_index_name (job->schema, job->fields[i]);
      const char *field = job->schema->fields[job->fields[i]].name;
      g_autofree char *sql =
        g_strdup_printf ("CREATE INDEX IF NOT EXISTS \"%s\" ON \"%s\" (\"%s\" COLLATE NOCASE) WHERE \"%s\" IS NOT NULL", index,
                         job->schema->name, field, field);

      if (job->fields[i] != PILOT_FIELD_ID && !pilot_database_exec (database, sql, error))
        return FALSE;
    }
  return TRUE;
}

static PilotStatement *
get_statement (PilotStoreLookup *self, guint field, GError **error)
{
  g_autofree char *suffix = NULL;
  g_autofree char *sql = NULL;

  if (self->by_field[field] != NULL)
    return self->by_field[field];
  suffix = field == PILOT_FIELD_ID
             ? g_strdup ("WHERE id=?1")
             : g_strdup_printf ("WHERE \"%s\"=?1 COLLATE NOCASE ORDER BY row LIMIT 2", self->schema->fields[field].name);
  sql = pilot_entity_table_select_sql (self->schema, suffix, TRUE);
  self->by_field[field] = pilot_database_get_statement (self->database, sql, error);
  return self->by_field[field];
}

PilotStoreLookup *
pilot_store_lookup_new (PilotStore *self, PilotEntity entity, const guint *fields, guint n_fields, GError **error)
{
  g_autoptr (PilotStoreLookup) lookup = NULL;
  IndexJob job = { .schema = pilot_schema_get (entity), .fields = fields, .n_fields = n_fields };

  if (!pilot_store_write (self, make_indexes, &job, 0, NULL, error))
    return NULL;
  lookup = g_new0 (PilotStoreLookup, 1);
  lookup->store = g_object_ref (self);
  lookup->schema = job.schema;
  lookup->database = pilot_store_open_reader (self, error);
  if (lookup->database == NULL || !pilot_database_begin (lookup->database, error))
    return NULL;
  return g_steal_pointer (&lookup);
}

void
pilot_store_lookup_free (PilotStoreLookup *self)
{
  if (self == NULL)
    return;
  if (self->database != NULL)
    pilot_database_rollback (self->database);
  g_clear_pointer (&self->database, pilot_database_close);
  g_object_unref (self->store);
  g_free (self);
}

PilotRecord *
pilot_store_lookup_find (PilotStoreLookup *self, guint field, const char *value, guint *n_found, GError **error)
{
  PilotStatement *statement = get_statement (self, field, error);
  PilotRecord *record = NULL;
  guint n = 0;
  gboolean row;

  if (n_found != NULL)
    *n_found = 0;
  if (statement == NULL || value == NULL)
    return NULL;
  pilot_statement_bind_text (statement, 1, value);
  while (pilot_statement_step (statement, &row, error) && row)
    if (n++ == 0)
      record = pilot_entity_table_read (statement, self->schema);
  pilot_statement_reset (statement);
  if (n_found != NULL)
    *n_found = n;
  return record;
}
