/* pilot-entity-upsert.c: puts records into their table, touching only what differs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-entity-upsert.h"

#include <string.h>

#include "pilot-collation.h"
#include "pilot-entity-table.h"
#include "pilot-sort-index.h"

/* Sets of fields that changed together; the rest shares the statement that names all. */
#define MAX_STATEMENTS 64

G_STATIC_ASSERT (PILOT_MAX_FIELDS <= 32);

struct _PilotEntityUpsert
{
  PilotDatabase *database; /* borrowed */
  const PilotSchema *schema;
  PilotStatement *select; /* (owned): row number, pending, fields */
  PilotStatement *insert; /* (owned) */
  GHashTable *updates;    /* (owned): set of fields → PilotStatement */
};

static PilotStatement *
make_select (PilotEntityUpsert *self, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT row,pending");

  for (guint i = 0; i < self->schema->n_fields; i++)
    g_string_append_printf (sql, ",\"%s\"", self->schema->fields[i].name);
  g_string_append_printf (sql, " FROM \"%s\" WHERE id=?1", self->schema->name);
  return pilot_statement_new (self->database, sql->str, error);
}

static PilotStatement *
get_update (PilotEntityUpsert *self, guint32 *fields, GError **error)
{
  PilotStatement *statement = g_hash_table_lookup (self->updates, GUINT_TO_POINTER (*fields));
  g_autoptr (GString) sql = NULL;

  if (statement != NULL)
    return statement;
  if (g_hash_table_size (self->updates) >= MAX_STATEMENTS)
    {
      *fields = G_MAXUINT32;
      statement = g_hash_table_lookup (self->updates, GUINT_TO_POINTER (*fields));
      if (statement != NULL)
        return statement;
    }
  sql = g_string_new (NULL);
  g_string_append_printf (sql, "UPDATE \"%s\" SET pending=0", self->schema->name);
  for (guint i = PILOT_FIELD_ID + 1; i < self->schema->n_fields; i++)
    if ((*fields & (1u << i)) != 0)
      {
        g_string_append_printf (sql, ",\"%s\"=?", self->schema->fields[i].name);
        if (pilot_sort_index_has_key (&self->schema->fields[i]))
          g_string_append_printf (sql, ",\"%s_key\"=?", self->schema->fields[i].name);
      }
  g_string_append (sql, " WHERE row=?");
  statement = pilot_statement_new (self->database, sql->str, error);
  if (statement != NULL)
    g_hash_table_insert (self->updates, GUINT_TO_POINTER (*fields), statement);
  return statement;
}

static gboolean
differs (PilotStatement *statement, int column, const PilotValue *value)
{
  PilotValue old;

  pilot_statement_get_value (statement, column, &old);
  if (value->kind == PILOT_VALUE_UNSET)
    return old.kind != PILOT_VALUE_NULL;
  return !pilot_value_equal (&old, value);
}

static gboolean
update_row (PilotEntityUpsert *self, gint64 row, guint32 fields, const PilotValue *values, GError **error)
{
  PilotStatement *update = get_update (self, &fields, error);
  guint8 keys[PILOT_MAX_FIELDS * PILOT_COLLATION_MAX_KEY_BYTES];
  gsize used = 0;
  int index = 1;

  if (update == NULL)
    return FALSE;
  for (guint i = PILOT_FIELD_ID + 1; i < self->schema->n_fields; i++)
    {
      if ((fields & (1u << i)) == 0)
        continue;
      pilot_statement_bind_value (update, index++, &values[i]);
      if (!pilot_sort_index_has_key (&self->schema->fields[i]))
        continue;
      if (values[i].kind == PILOT_VALUE_TEXT)
        {
          gsize length = pilot_collation_make_key (pilot_collation_get_default (), values[i].text, values[i].length_bytes, keys + used);

          pilot_statement_bind_blob_static (update, index++, keys + used, length);
          used += length;
        }
      else
        pilot_statement_bind_null (update, index++);
    }
  pilot_statement_bind_int64 (update, index, row);
  return pilot_statement_run (update, error);
}

PilotEntityUpsert *
pilot_entity_upsert_new (PilotDatabase *database, const PilotSchema *schema, GError **error)
{
  g_autoptr (PilotEntityUpsert) self = g_new0 (PilotEntityUpsert, 1);
  g_autofree char *insert = pilot_entity_table_insert_sql (schema, schema->name);

  self->database = database;
  self->schema = schema;
  self->updates = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) pilot_statement_free);
  self->select = make_select (self, error);
  if (self->select == NULL)
    return NULL;
  self->insert = pilot_statement_new (database, insert, error);
  return self->insert != NULL ? g_steal_pointer (&self) : NULL;
}

void
pilot_entity_upsert_free (PilotEntityUpsert *self)
{
  pilot_statement_free (self->select);
  pilot_statement_free (self->insert);
  g_hash_table_unref (self->updates);
  g_free (self);
}

gboolean
pilot_entity_upsert_run (PilotEntityUpsert *self, const PilotValue *values, GError **error)
{
  guint32 fields = 0;
  gint64 number;
  gboolean pending;
  gboolean row;

  pilot_statement_bind_value (self->select, 1, &values[PILOT_FIELD_ID]);
  if (!pilot_statement_step (self->select, &row, error))
    return FALSE;
  if (!row)
    {
      guint8 keys[PILOT_ENTITY_TABLE_KEYS_BYTES];

      pilot_entity_table_bind (self->insert, self->schema, values, 0, keys);
      return pilot_statement_run (self->insert, error);
    }
  number = pilot_statement_get_int64 (self->select, 0);
  pending = pilot_statement_get_int64 (self->select, 1) != 0;
  for (guint i = PILOT_FIELD_ID + 1; i < self->schema->n_fields; i++)
    if (differs (self->select, (int) i + 2, &values[i]))
      fields |= 1u << i;
  pilot_statement_reset (self->select);
  return (fields == 0 && !pending) || update_row (self, number, fields, values, error);
}
