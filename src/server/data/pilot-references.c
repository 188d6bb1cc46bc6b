/* pilot-references.c: whether what a record refers to is there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-references.h"

#include <glib/gi18n-lib.h>

#include "pilot-entities.h"
#include "pilot-portal-row.h"
#include "pilot-statement.h"

/* What is remembered of an id: which kind is there, in which data set. */
typedef enum {
  DATASET_MISSING = 1, /* not there, or deleted */
  DATASET_NONE,        /* of a kind that has no data sets */
  DATASET_LEGACY,
  DATASET_PORTAL,
} Dataset;

struct _PilotReferences
{
  PilotPortalDb *db;
  GHashTable *known[PILOT_N_ENTITIES]; /* (owned): id → Dataset */
};

static Dataset
dataset_from_name (const char *name)
{
  if (name == NULL)
    return DATASET_NONE;
  return strcmp (name, "legacy") == 0 ? DATASET_LEGACY : DATASET_PORTAL;
}

/* Kinds that live in one data set by their nature; the others say it in a field. */
static Dataset
dataset_of_record (const PilotSchema *schema, const PilotValue *values)
{
  int field;

  if (schema->entity == PILOT_ENTITY_ASSIGNMENT)
    return DATASET_LEGACY;
  if (schema->entity == PILOT_ENTITY_SHARE)
    return DATASET_PORTAL;
  field = pilot_schema_find_field (schema, "dataset");
  return field < 0 || values[field].kind != PILOT_VALUE_TEXT ? DATASET_NONE : dataset_from_name (values[field].text);
}

static gboolean
look_up (PilotReferences *self, const PilotSchema *schema, const char *id, Dataset *dataset, GError **error)
{
  PilotPortalRow row;
  PilotStatement *statement;
  gboolean found;

  *dataset = GPOINTER_TO_INT (g_hash_table_lookup (self->known[schema->entity], id));
  if (*dataset != 0)
    return TRUE;
  statement = pilot_portal_db_prepare (self->db, schema, PILOT_PORTAL_STATEMENT_REFERENCE, error);
  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_static (statement, 1, id, -1);
  if (!pilot_statement_step (statement, &found, error))
    return FALSE;
  if (found)
    pilot_portal_row_read (&row, schema, statement);
  *dataset = found && !row.deleted ? dataset_of_record (schema, row.values) : DATASET_MISSING;
  pilot_statement_reset (statement);
  g_hash_table_insert (self->known[schema->entity], g_strdup (id), GINT_TO_POINTER (*dataset));
  return TRUE;
}

PilotReferences *
pilot_references_new (PilotPortalDb *db)
{
  PilotReferences *self = g_new0 (PilotReferences, 1);

  self->db = db;
  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    self->known[entity] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
pilot_references_free (PilotReferences *self)
{
  if (self == NULL)
    return;
  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    g_hash_table_unref (self->known[entity]);
  g_free (self);
}

gboolean
pilot_references_check (PilotReferences *self, const PilotSchema *schema, const PilotValue *values, guint64 fields, int *field,
                        char **message, GError **error)
{
  Dataset own = dataset_of_record (schema, values);

  *field = -1;
  for (guint i = PILOT_FIELD_FIRST; i < schema->n_fields; i++)
    {
      const char *reason = NULL;
      Dataset dataset;

      if (schema->fields[i].type != PILOT_FIELD_REF || values[i].kind != PILOT_VALUE_TEXT || (fields & (1ull << i)) == 0)
        continue;
      if (!look_up (self, pilot_schema_get (schema->fields[i].ref), values[i].text, &dataset, error))
        return FALSE;
      if (dataset == DATASET_MISSING)
        reason = _("it names a record that does not exist");
      else if (own != DATASET_NONE && dataset != DATASET_NONE && dataset != own)
        reason = _("it names a record of the other data set");
      if (reason != NULL)
        {
          *field = i;
          *message = g_strdup_printf (_("%s: %s"), g_dgettext (GETTEXT_PACKAGE, schema->fields[i].label), reason);
          return TRUE;
        }
    }
  return TRUE;
}

void
pilot_references_forget (PilotReferences *self, const char *id)
{
  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    if (g_hash_table_size (self->known[entity]) > 0)
      g_hash_table_remove (self->known[entity], id);
}

static gboolean
is_used_by (PilotReferences *self, const PilotSchema *user, const PilotField *field, const char *id, gboolean *used, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM \"%s\" WHERE \"%s\" = ? AND deleted = 0 LIMIT 1", user->name, field->name);
  g_autoptr (PilotStatement) statement = pilot_statement_new (pilot_portal_db_get_database (self->db), sql, error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_static (statement, 1, id, -1);
  return pilot_statement_step (statement, used, error);
}

gboolean
pilot_references_find_user (PilotReferences *self, const PilotSchema *schema, const char *id, const PilotSchema **user,
                            GError **error)
{
  *user = NULL;
  for (guint entity = 0; entity < PILOT_N_ENTITIES; entity++)
    {
      const PilotSchema *other = pilot_schema_get (entity);

      for (guint i = PILOT_FIELD_FIRST; i < other->n_fields; i++)
        {
          gboolean used;

          if (other->fields[i].type != PILOT_FIELD_REF || other->fields[i].ref != schema->entity ||
              (other->fields[i].flags & PILOT_FIELD_OWNER) != 0)
            continue;
          if (!is_used_by (self, other, &other->fields[i], id, &used, error))
            return FALSE;
          if (used)
            {
              *user = other;
              return TRUE;
            }
        }
    }
  return TRUE;
}
