/* pilot-import.c: an import as it lies in the portal's data
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-import.h"

#include "pilot-statement.h"
#include "pilot-wire.h"

static const char *const state_names[] = {
  [PILOT_IMPORT_STAGING] = "staging",
  [PILOT_IMPORT_COMMITTED] = "committed",
  [PILOT_IMPORT_DISCARDED] = "discarded",
};

static PilotImportState
state_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (state_names); i++)
    if (g_strcmp0 (state_names[i], name) == 0)
      return i;
  return PILOT_IMPORT_DISCARDED;
}

void
pilot_import_clear (PilotImport *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->source_name, g_free);
}

gboolean
pilot_import_load (PilotImport *self, PilotPortalDb *db, const char *id, gboolean *found, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (
    pilot_portal_db_get_database (db),
    "SELECT entity, n_rows, source_name, state, created, changed, unchanged, revision FROM import WHERE id = ?", error);

  *found = FALSE;
  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, id);
  if (!pilot_statement_step (statement, found, error))
    return FALSE;
  if (*found)
    {
      self->id = g_strdup (id);
      self->schema = pilot_schema_from_name (pilot_statement_get_text (statement, 0));
      self->n_rows = pilot_statement_get_int64 (statement, 1);
      self->source_name = pilot_statement_dup_text (statement, 2);
      self->state = state_from_name (pilot_statement_get_text (statement, 3));
      self->created = pilot_statement_get_int64 (statement, 4);
      self->changed = pilot_statement_get_int64 (statement, 5);
      self->unchanged = pilot_statement_get_int64 (statement, 6);
      self->revision = pilot_statement_get_int64 (statement, 7);
    }
  pilot_statement_reset (statement);
  return TRUE;
}

gboolean
pilot_import_save (const PilotImport *self, PilotPortalDb *db, const char *actor, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (
    pilot_portal_db_get_database (db),
    "INSERT INTO import (id, entity, n_rows, source_name, state, actor, created, changed, unchanged, revision, updated_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state,"
    " created = excluded.created, changed = excluded.changed, unchanged = excluded.unchanged, revision = excluded.revision,"
    " updated_at = excluded.updated_at",
    error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, self->id);
  pilot_statement_bind_text (statement, 2, self->schema->name);
  pilot_statement_bind_int64 (statement, 3, self->n_rows);
  pilot_statement_bind_text (statement, 4, self->source_name);
  pilot_statement_bind_text (statement, 5, state_names[self->state]);
  pilot_statement_bind_text (statement, 6, actor);
  pilot_statement_bind_int64 (statement, 7, self->created);
  pilot_statement_bind_int64 (statement, 8, self->changed);
  pilot_statement_bind_int64 (statement, 9, self->unchanged);
  pilot_statement_bind_int64 (statement, 10, self->revision);
  pilot_statement_bind_int64 (statement, 11, pilot_portal_db_get_now (db));
  return pilot_statement_run (statement, error);
}

gboolean
pilot_import_put_chunk (const PilotImport *self, PilotPortalDb *db, gint64 n, gint64 n_rows, GBytes *items, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (
    pilot_portal_db_get_database (db),
    "INSERT INTO import_chunk (import_id, n, n_rows, items) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (import_id, n) DO UPDATE SET n_rows = excluded.n_rows, items = excluded.items",
    error);
  gboolean ok;

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, self->id);
  pilot_statement_bind_int64 (statement, 2, n);
  pilot_statement_bind_int64 (statement, 3, n_rows);
  pilot_statement_bind_blob_static (statement, 4, g_bytes_get_data (items, NULL), g_bytes_get_size (items));
  ok = pilot_statement_run (statement, error);
  pilot_statement_clear (statement);
  return ok;
}

gboolean
pilot_import_drop_chunks (const PilotImport *self, PilotPortalDb *db, GError **error)
{
  PilotStatement *statement =
    pilot_database_get_statement (pilot_portal_db_get_database (db), "DELETE FROM import_chunk WHERE import_id = ?", error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, self->id);
  return pilot_statement_run (statement, error);
}

gboolean
pilot_import_forget_old (PilotPortalDb *db, GError **error)
{
  PilotStatement *statement =
    pilot_database_get_statement (pilot_portal_db_get_database (db),
                                  "DELETE FROM import WHERE updated_at < ?1 OR (updated_at < ?2 AND state = 'staging')", error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, pilot_portal_db_get_now (db) - PILOT_IMPORT_KEEP_USEC);
  pilot_statement_bind_int64 (statement, 2, pilot_portal_db_get_now (db) - PILOT_IMPORT_KEEP_STAGING_USEC);
  return pilot_statement_run (statement, error);
}

gint64
pilot_import_count_rows (const PilotImport *self, PilotPortalDb *db, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (
    pilot_portal_db_get_database (db), "SELECT coalesce(sum(n_rows), 0) FROM import_chunk WHERE import_id = ?", error);
  gboolean row;
  gint64 n;

  if (statement == NULL)
    return -1;
  pilot_statement_bind_text (statement, 1, self->id);
  if (!pilot_statement_step (statement, &row, error))
    return -1;
  n = pilot_statement_get_int64 (statement, 0);
  pilot_statement_reset (statement);
  return n;
}

static gboolean
append_chunk_numbers (const PilotImport *self, PilotPortalDb *db, GString *out, GError **error)
{
  PilotStatement *statement = pilot_database_get_statement (pilot_portal_db_get_database (db),
                                                            "SELECT n FROM import_chunk WHERE import_id = ? ORDER BY n", error);
  gboolean first = TRUE;

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_text (statement, 1, self->id);
  while (TRUE)
    {
      gboolean row;

      if (!pilot_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      g_string_append_printf (out, "%s%" G_GINT64_FORMAT, first ? "" : ",", pilot_statement_get_int64 (statement, 0));
      first = FALSE;
    }
}

gboolean
pilot_import_append_json (const PilotImport *self, PilotPortalDb *db, GString *out, GError **error)
{
  gint64 n_received = self->state == PILOT_IMPORT_COMMITTED ? self->n_rows : pilot_import_count_rows (self, db, error);

  if (n_received < 0)
    return FALSE;
  g_string_append_printf (out, "{\"id\":\"%s\",\"entity\":\"%s\",\"rows\":%" G_GINT64_FORMAT ",\"sourceName\":", self->id,
                          self->schema->name, self->n_rows);
  pilot_wire_append_string (out, self->source_name, -1);
  g_string_append_printf (out, ",\"state\":\"%s\",\"receivedRows\":%" G_GINT64_FORMAT ",\"received\":[", state_names[self->state],
                          n_received);
  if (!append_chunk_numbers (self, db, out, error))
    return FALSE;
  g_string_append_c (out, ']');
  if (self->state == PILOT_IMPORT_COMMITTED)
    g_string_append_printf (out, ",\"created\":%" G_GINT64_FORMAT ",\"changed\":%" G_GINT64_FORMAT ",\"unchanged\":%" G_GINT64_FORMAT
                            ",\"revision\":%" G_GINT64_FORMAT ",\"committedRevision\":%" G_GINT64_FORMAT,
                            self->created, self->changed, self->unchanged, self->revision, self->revision);
  g_string_append_c (out, '}');
  return TRUE;
}
