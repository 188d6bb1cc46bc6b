/* pilot-plan-file.c: a plan that lives in one cache alone, as a file for a colleague
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-plan-file-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pilot-check.h"
#include "pilot-error.h"
#include "pilot-tombstone.h"
#include "pilot-whole-file.h"

#define HEADER "Pilotage"
/* Keys "<kind>.<id>", values when. */
#define DELETED "Deleted"
/* A plan with ten thousand choices has two megabytes. */
#define MAX_BYTES (64 * 1024 * 1024)

/* What is referred to comes first. */
static const PilotEntity kinds[] = {
  PILOT_ENTITY_PROJECT, PILOT_ENTITY_SETTINGS, PILOT_ENTITY_STEP,         PILOT_ENTITY_MAPPING,
  PILOT_ENTITY_HANDOFF, PILOT_ENTITY_RUN,      PILOT_ENTITY_SCOPE_CHOICE, PILOT_ENTITY_CHECK,
};

typedef struct
{
  GKeyFile *keys;
  PilotEntity entity;
} Writing;

static gboolean
write_cb (PilotRecord *record, gpointer user_data)
{
  Writing *writing = user_data;
  const PilotSchema *schema = pilot_schema_get (writing->entity);
  g_autofree char *group = g_strdup_printf ("%s %s", schema->name, pilot_record_get_id (record));

  for (guint i = PILOT_FIELD_UPDATED_AT; i < schema->n_fields; i++)
    {
      const PilotValue *value = pilot_record_get_value (record, i);

      if (value->kind == PILOT_VALUE_INTEGER)
        g_key_file_set_int64 (writing->keys, group, schema->fields[i].name, value->integer);
      else if (value->kind == PILOT_VALUE_TEXT)
        g_key_file_set_string (writing->keys, group, schema->fields[i].name, value->text);
    }
  return TRUE;
}

static void
write_deleted_cb (const char *id, gint64 unix_usec, gpointer user_data)
{
  Writing *writing = user_data;
  g_autofree char *key = g_strdup_printf ("%s.%s", pilot_schema_get (writing->entity)->name, id);

  g_key_file_set_int64 (writing->keys, DELETED, key, unix_usec);
}

/* What a portal keeps it tells itself; there the cache knows of no times. */
static gboolean
write_deleted (PilotStore *store, GKeyFile *keys, GError **error)
{
  g_autoptr (PilotDatabase) reader = pilot_store_open_reader (store, error);

  for (guint i = 0; reader != NULL && i < G_N_ELEMENTS (kinds); i++)
    {
      Writing writing = { .keys = keys, .entity = kinds[i] };

      if (pilot_store_is_local (store, kinds[i]) && !pilot_tombstone_each (reader, kinds[i], write_deleted_cb, &writing, error))
        return FALSE;
    }
  return reader != NULL;
}

static gboolean
refuse (GError **error, PilotError code, const char *message)
{
  g_set_error_literal (error, PILOT_ERROR, code, message);
  return FALSE;
}

static GKeyFile *
load (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, 0, cancellable, error);
  g_autofree char *text = NULL;
  gsize length;
  int version;

  if (info == NULL)
    return NULL;
  if (g_file_info_get_size (info) > MAX_BYTES)
    {
      refuse (error, PILOT_ERROR_INVALID, _("This file is no plan of a migration: it is far too large."));
      return NULL;
    }
  if (!g_file_load_contents (file, cancellable, &text, &length, NULL, error))
    return NULL;
  if (!g_utf8_validate_len (text, length, NULL) || !g_key_file_load_from_data (keys, text, length, G_KEY_FILE_NONE, NULL) ||
      !g_key_file_has_group (keys, HEADER))
    {
      refuse (error, PILOT_ERROR_INVALID, _("This file is no plan of a migration."));
      return NULL;
    }
  version = g_key_file_get_integer (keys, HEADER, "version", NULL);
  if (version > PILOT_PLAN_FILE_VERSION)
    {
      refuse (error, PILOT_ERROR_TOO_NEW, _("This plan was made by a newer Pilotage. Update this one, and open it again."));
      return NULL;
    }
  if (version < 1)
    {
      refuse (error, PILOT_ERROR_INVALID, _("This file is no plan of a migration."));
      return NULL;
    }
  return g_steal_pointer (&keys);
}

/* The kind of a group or key, and where the record's id begins; NULL: it is none that we know. */
static const PilotSchema *
parse_name (const char *group, char separator, const char **id)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const PilotSchema *schema = pilot_schema_get (kinds[i]);
      gsize length = strlen (schema->name);

      if (strncmp (group, schema->name, length) != 0 || group[length] != separator)
        continue;
      *id = group + length + 1;
      return g_uuid_string_is_valid (*id) ? schema : NULL;
    }
  return NULL;
}

static PilotRecord *
read_record (GKeyFile *keys, const char *group, const PilotSchema *schema, const char *id)
{
  PilotRecord *record = pilot_record_new (schema->entity);

  pilot_record_set_text (record, PILOT_FIELD_ID, id);
  for (guint i = PILOT_FIELD_UPDATED_AT; i < schema->n_fields; i++)
    {
      const PilotField *field = &schema->fields[i];
      gboolean number = field->type == PILOT_FIELD_INTEGER || field->type == PILOT_FIELD_BOOLEAN || field->type == PILOT_FIELD_TIME;
      g_autofree char *text = NULL;

      if (!g_key_file_has_key (keys, group, field->name, NULL))
        pilot_record_set_null (record, i);
      else if (number)
        pilot_record_set_integer (record, i, g_key_file_get_int64 (keys, group, field->name, NULL));
      else
        {
          text = g_key_file_get_string (keys, group, field->name, NULL);
          pilot_record_set_text (record, i, text);
        }
    }
  return record;
}

/* Fields that the portal alone may write are of no use here. */
static void
unset_read_only (PilotRecord *record)
{
  const PilotSchema *schema = pilot_record_get_schema (record);

  for (guint i = PILOT_FIELD_REVISION; i < schema->n_fields; i++)
    if (i < PILOT_FIELD_FIRST || (schema->fields[i].flags & PILOT_FIELD_READ_ONLY) != 0)
      pilot_record_unset (record, i);
}

/* When a record was deleted here; 0: it was not. */
static gboolean
find_deleted_here (PilotDatabase *reader, PilotStore *store, PilotEntity entity, const char *id, gint64 *unix_usec, GError **error)
{
  *unix_usec = 0;
  return !pilot_store_is_local (store, entity) || pilot_tombstone_load (reader, entity, id, unix_usec, error);
}

static gboolean
take_group (PilotPlanFile *self, PilotDatabase *reader, PilotStore *store, GKeyFile *keys, const char *group, const PilotSchema *schema, const char *id,
            GError **error)
{
  g_autoptr (PilotRecord) record = read_record (keys, group, schema, id);
  gint64 there = pilot_record_get_integer (record, PILOT_FIELD_UPDATED_AT);
  g_autoptr (GError) read_error = NULL;
  g_autoptr (PilotRecord) here = pilot_store_get_record (store, schema->entity, id, NULL, &read_error);
  g_autoptr (PilotRecord) changes = NULL;
  gint64 deleted_here = 0;

  if (read_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&read_error));
      return FALSE;
    }
  if (here == NULL && !find_deleted_here (reader, store, schema->entity, id, &deleted_here, error))
    return FALSE;
  unset_read_only (record);
  if (!pilot_check_record (record, TRUE, NULL, NULL))
    {
      self->n_invalid++;
      return TRUE;
    }
  changes = pilot_record_diff (here, record);
  if (deleted_here != 0 && deleted_here >= there)
    {
      self->n_kept++;
      return TRUE;
    }
  if (here != NULL && (changes == NULL || there <= pilot_record_get_integer (here, PILOT_FIELD_UPDATED_AT)))
    {
      self->n_kept++;
      return TRUE;
    }
  pilot_edits_add (self->edits, here != NULL ? g_steal_pointer (&changes) : g_steal_pointer (&record));
  if (here != NULL)
    self->n_newer++;
  else
    self->n_new++;
  return TRUE;
}

static gboolean
take_deleted (PilotPlanFile *self, PilotDatabase *reader, PilotStore *store, const char *key, gint64 there, GError **error)
{
  const char *id;
  const PilotSchema *schema = parse_name (key, '.', &id);
  g_autoptr (PilotRecord) here = NULL;
  g_autoptr (GError) read_error = NULL;
  gint64 deleted_here;

  if (schema == NULL || there <= 0)
    {
      self->n_invalid++;
      return TRUE;
    }
  here = pilot_store_get_record (store, schema->entity, id, NULL, &read_error);
  if (read_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&read_error));
      return FALSE;
    }
  if (!find_deleted_here (reader, store, schema->entity, id, &deleted_here, error))
    return FALSE;
  if (here == NULL ? deleted_here >= there : pilot_record_get_integer (here, PILOT_FIELD_UPDATED_AT) >= there)
    {
      self->n_kept += here != NULL;
      return TRUE;
    }
  g_hash_table_insert (self->gone, g_strdup (key), g_memdup2 (&there, sizeof there));
  if (here == NULL)
    return TRUE;
  pilot_edits_add_delete (self->edits, schema->entity, id);
  self->n_deleted++;
  return TRUE;
}

/* What refers goes before what it refers to. */
static gboolean
take_all_deleted (PilotPlanFile *self, PilotDatabase *reader, PilotStore *store, GKeyFile *keys, GError **error)
{
  g_auto (GStrv) names = g_key_file_get_keys (keys, DELETED, NULL, NULL);

  for (guint k = G_N_ELEMENTS (kinds); names != NULL && k > 0; k--)
    for (guint i = 0; names[i] != NULL; i++)
      {
        const char *id;
        const PilotSchema *schema = parse_name (names[i], '.', &id);

        /* What is of no kind is counted once, with the first. */
        if (schema != NULL ? schema->entity != kinds[k - 1] : k > 1)
          continue;
        if (!take_deleted (self, reader, store, names[i], g_key_file_get_int64 (keys, DELETED, names[i], NULL), error))
          return FALSE;
      }
  return TRUE;
}

void
pilot_plan_file_free (PilotPlanFile *self)
{
  g_free (self->company);
  g_free (self->environment);
  g_clear_pointer (&self->edits, pilot_edits_free);
  g_clear_pointer (&self->gone, g_hash_table_unref);
  g_free (self);
}

const PilotEntity *
pilot_plan_file_get_kinds (guint *n_kinds)
{
  *n_kinds = G_N_ELEMENTS (kinds);
  return kinds;
}

gboolean
pilot_plan_file_write (PilotStore *store, const char *company, const char *environment, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autofree char *text = NULL;
  gsize length;

  g_key_file_set_integer (keys, HEADER, "version", PILOT_PLAN_FILE_VERSION);
  g_key_file_set_int64 (keys, HEADER, "made", pilot_clock_get_unix_usec (pilot_store_get_clock (store)));
  if (company != NULL)
    g_key_file_set_string (keys, HEADER, "company", company);
  if (environment != NULL)
    g_key_file_set_string (keys, HEADER, "environment", environment);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      Writing writing = { .keys = keys, .entity = kinds[i] };

      if (!pilot_store_scan (store, kinds[i], write_cb, &writing, cancellable, error))
        return FALSE;
    }
  if (!write_deleted (store, keys, error))
    return FALSE;
  text = g_key_file_to_data (keys, &length, NULL);
  return pilot_whole_file_write (file, text, length, error);
}

PilotPlanFile *
pilot_plan_file_read (PilotStore *store, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GKeyFile) keys = load (file, cancellable, error);
  g_autoptr (PilotPlanFile) self = NULL;
  g_autoptr (PilotDatabase) reader = keys != NULL ? pilot_store_open_reader (store, error) : NULL;
  g_auto (GStrv) groups = NULL;

  if (reader == NULL)
    return NULL;
  self = g_new0 (PilotPlanFile, 1);
  self->edits = pilot_edits_new ();
  self->gone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->company = g_key_file_get_string (keys, HEADER, "company", NULL);
  self->environment = g_key_file_get_string (keys, HEADER, "environment", NULL);
  self->made_unix_usec = g_key_file_get_int64 (keys, HEADER, "made", NULL);
  groups = g_key_file_get_groups (keys, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      const char *id;
      const PilotSchema *schema = parse_name (groups[i], ' ', &id);

      if (strcmp (groups[i], HEADER) == 0 || strcmp (groups[i], DELETED) == 0)
        continue;
      if (schema == NULL)
        self->n_invalid++;
      else if (!take_group (self, reader, store, keys, groups[i], schema, id, error))
        return NULL;
    }
  if (!take_all_deleted (self, reader, store, keys, error))
    return NULL;
  return g_steal_pointer (&self);
}

gboolean
pilot_plan_file_keep_gone (PilotDatabase *database, gpointer gone, GCancellable *cancellable, GError **error)
{
  GHashTableIter iter;
  const char *key;
  const gint64 *unix_usec;

  if (!pilot_database_begin (database, error))
    return FALSE;
  g_hash_table_iter_init (&iter, gone);
  while (g_hash_table_iter_next (&iter, (gpointer *) &key, (gpointer *) &unix_usec))
    {
      const char *id;
      const PilotSchema *schema = parse_name (key, '.', &id);

      if (!pilot_tombstone_store (database, schema->entity, id, *unix_usec, error))
        return FALSE;
    }
  return pilot_database_commit (database, error);
}
