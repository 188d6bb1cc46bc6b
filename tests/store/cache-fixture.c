/* cache-fixture.c: a cache file with records, for tests of what reads it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cache-fixture.h"

#include "pilot-entity-table.h"
#include "pilot-store-schema.h"

PilotDatabase *
cache_fixture_open (const char *path)
{
  g_autoptr (GError) error = NULL;
  PilotDatabase *db = pilot_database_open (path, PILOT_DATABASE_CREATE, 0, &error);

  g_assert_no_error (error);
  pilot_store_schema_prepare (db, &error);
  g_assert_no_error (error);
  return db;
}

gint64
cache_fixture_add (PilotDatabase *db, PilotRecord *record)
{
  const PilotSchema *schema = pilot_record_get_schema (record);
  g_autofree char *sql = pilot_entity_table_insert_sql (schema, schema->name);
  g_autoptr (GError) error = NULL;
  PilotStatement *statement = pilot_database_get_statement (db, sql, &error);
  guint8 keys[PILOT_ENTITY_TABLE_KEYS_BYTES];

  g_assert_no_error (error);
  if (pilot_record_get_id (record) == NULL)
    {
      g_autofree char *id = g_uuid_string_random ();

      pilot_record_set_text (record, PILOT_FIELD_ID, id);
    }
  pilot_entity_table_bind (statement, schema, record->values, 0, keys);
  pilot_statement_run (statement, &error);
  g_assert_no_error (error);
  return sqlite3_last_insert_rowid (pilot_database_get_handle (db));
}

gint64
cache_fixture_add_candidate (PilotDatabase *db, const char *name, const char *email, const char *agency_id, const char *status)
{
  g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_CANDIDATE);

  pilot_record_set_text (record, PILOT_CANDIDATE_NAME, name);
  pilot_record_set_text (record, PILOT_CANDIDATE_EMAIL, email);
  pilot_record_set_text (record, PILOT_CANDIDATE_AGENCY_ID, agency_id);
  pilot_record_set_text (record, PILOT_CANDIDATE_STATUS, status);
  pilot_record_set_text (record, PILOT_CANDIDATE_DATASET, "legacy");
  return cache_fixture_add (db, record);
}

char *
cache_fixture_add_agency (PilotDatabase *db, const char *name)
{
  g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_AGENCY);

  pilot_record_set_text (record, PILOT_AGENCY_NAME, name);
  cache_fixture_add (db, record);
  return g_strdup (pilot_record_get_id (record));
}

void
cache_fixture_exec (PilotDatabase *db, const char *format, ...)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = NULL;
  va_list arguments;

  va_start (arguments, format);
  sql = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  pilot_database_exec (db, sql, &error);
  g_assert_no_error (error);
}
