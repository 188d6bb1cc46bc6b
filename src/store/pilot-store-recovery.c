/* pilot-store-recovery.c: a damaged cache is set aside and its outbox salvaged
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-store-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "pilot-entity-table.h"
#include "pilot-store-schema.h"

typedef struct
{
  guint n_rows;   /* changes carried over */
  guint n_lost;   /* changes known to have been there that could not be read */
  GString *imports; /* what became of imports of which rows are missing */
  gboolean unreadable; /* not even their number is known */
} Salvage;

static gboolean
move_aside (const char *path, const char *aside, GError **error)
{
  static const char *const suffixes[] = { "-wal", "-shm", "" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (aside, suffixes[i], NULL);

      if (g_rename (from, to) != 0 && errno != ENOENT)
        {
          g_set_error (error, PILOT_ERROR, PILOT_ERROR_FAILED, _("The damaged file “%s” could not be set aside: %s"), path,
                       g_strerror (errno));
          return FALSE;
        }
    }
  return TRUE;
}

/* Copies a table's readable rows, from both ends towards a damaged page. */
static guint
copy_table (PilotDatabase *from, PilotDatabase *to, const char *table, const char *forwards, const char *backwards)
{
  guint n = 0;

  for (guint way = 0; way < 2; way++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\" ORDER BY %s", table, way == 0 ? forwards : backwards);
      g_autoptr (PilotStatement) select = pilot_statement_new (from, sql, NULL);
      g_autoptr (PilotStatement) insert = NULL;
      g_autoptr (GString) insert_sql = g_string_new (NULL);
      gboolean row;
      gboolean whole = FALSE;

      if (select == NULL)
        return n;
      /* A file of an older program has fewer columns. */
      g_string_append_printf (insert_sql, "INSERT OR IGNORE INTO \"%s\" (", table);
      for (int i = 0; i < pilot_statement_get_n_columns (select); i++)
        g_string_append_printf (insert_sql, "%s\"%s\"", i > 0 ? "," : "",
                                sqlite3_column_name (pilot_statement_get_handle (select), i));
      g_string_append (insert_sql, ") VALUES (");
      for (int i = 0; i < pilot_statement_get_n_columns (select); i++)
        g_string_append (insert_sql, i > 0 ? ",?" : "?");
      g_string_append_c (insert_sql, ')');
      insert = pilot_statement_new (to, insert_sql->str, NULL);
      while (insert != NULL && pilot_statement_step (select, &row, NULL))
        {
          if (!row)
            {
              whole = TRUE;
              break;
            }
          for (int i = 0; i < pilot_statement_get_n_columns (select); i++)
            sqlite3_bind_value (pilot_statement_get_handle (insert), i + 1,
                                sqlite3_column_value (pilot_statement_get_handle (select), i));
          if (pilot_statement_run (insert, NULL) && pilot_database_changes (to) > 0)
            n++;
        }
      if (whole)
        break;
    }
  return n;
}

/* (transfer full) (nullable): a record, found by its id. */
static PilotRecord *
read_record (PilotStatement *select, const PilotSchema *schema, const char *id)
{
  g_autoptr (PilotRecord) record = NULL;
  gboolean found = FALSE;

  pilot_statement_bind_text (select, 1, id);
  if (pilot_statement_step (select, &found, NULL) && found)
    record = pilot_entity_table_read (select, schema);
  pilot_statement_reset (select);
  return g_steal_pointer (&record);
}

/* What the index doesn't find the table may still hold: from both ends towards a damaged page. Takes what it stores out of @missing. */
static void
copy_missing_records (PilotDatabase *from, PilotDatabase *to, const PilotOutboxRow *import, GHashTable *missing)
{
  static const char *const ways[] = { "NOT INDEXED ORDER BY row", "NOT INDEXED ORDER BY row DESC" };
  const PilotSchema *schema = pilot_schema_get (import->entity);

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *sql = pilot_entity_table_select_sql (schema, ways[i], TRUE);
      g_autoptr (PilotStatement) select = pilot_statement_new (from, sql, NULL);
      gboolean found;

      while (select != NULL && g_hash_table_size (missing) > 0 && pilot_statement_step (select, &found, NULL) && found)
        {
          g_autoptr (PilotRecord) record = pilot_entity_table_read (select, schema);
          const char *id = pilot_record_get_text (record, PILOT_FIELD_ID);

          if (id != NULL && g_hash_table_contains (missing, id) && pilot_local_store (to, record, import->seq, NULL))
            g_hash_table_remove (missing, id);
        }
    }
}

/* The rows of imports live in their entity's table. Returns: (transfer full): the ids of those that can't be read, and the rows' numbers */
static GHashTable *
copy_records (PilotDatabase *from, PilotDatabase *to, const PilotOutboxRow *import, PilotStatement *list, guint *n_listed)
{
  const PilotSchema *schema = pilot_schema_get (import->entity);
  g_autofree char *sql = pilot_entity_table_select_sql (schema, "WHERE id=?1", TRUE);
  g_autoptr (PilotStatement) select = pilot_statement_new (from, sql, NULL);
  g_autoptr (GHashTable) missing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean row;

  *n_listed = 0;
  pilot_statement_bind_int64 (list, 1, import->seq);
  while (pilot_statement_step (list, &row, NULL) && row)
    {
      const char *id = pilot_statement_get_text (list, 1);
      g_autoptr (PilotRecord) record = select != NULL ? read_record (select, schema, id) : NULL;

      (*n_listed)++;
      if (record == NULL || !pilot_local_store (to, record, import->seq, NULL))
        g_hash_table_insert (missing, g_strdup (id), GUINT_TO_POINTER (pilot_statement_get_int64 (list, 0)));
    }
  if (g_hash_table_size (missing) > 0)
    copy_missing_records (from, to, import, missing);
  return g_steal_pointer (&missing);
}

static void
tell_import (Salvage *salvage, const PilotOutboxRow *import, guint n_kept)
{
  /* Translators: stands for a file's name, in quotes */
  const char *name = import->title != NULL ? import->title : _("Clipboard");
  guint n_rows = (guint) import->n_rows;

  g_string_append_c (salvage->imports, ' ');
  if (n_kept == 0)
    /* Translators: the name of a file, and how many rows it had */
    g_string_append_printf (salvage->imports,
                            g_dngettext (GETTEXT_PACKAGE, "The import of “%s” with its %u row was lost: import it again.",
                                         "The import of “%s” with its %u rows was lost: import it again.", n_rows),
                            name, n_rows);
  else
    /* Translators: the name of a file, how many of its rows were kept, and how many it had */
    g_string_append_printf (salvage->imports,
                            g_dngettext (GETTEXT_PACKAGE, "Of the import of “%s”, %u of %u row was kept: it waits for you in Activity.",
                                         "Of the import of “%s”, %u of %u rows were kept: it waits for you in Activity.", n_rows),
                            name, n_kept, n_rows);
}

/* What can't be read is taken out of the import. */
static void
copy_import_records (PilotDatabase *from, PilotDatabase *to, PilotOutboxRow *import, Salvage *salvage)
{
  g_autoptr (PilotStatement) list = pilot_statement_new (to, "SELECT n,entity_id FROM import_row WHERE import_seq=?1", NULL);
  g_autoptr (PilotStatement) drop = pilot_statement_new (to, "DELETE FROM import_row WHERE import_seq=?1 AND n=?2", NULL);
  g_autoptr (GHashTable) missing = NULL;
  GHashTableIter iter;
  gpointer number;
  guint n_kept;

  if (list == NULL || drop == NULL)
    return;
  missing = copy_records (from, to, import, list, &n_kept);
  n_kept -= g_hash_table_size (missing);
  g_hash_table_iter_init (&iter, missing);
  while (g_hash_table_iter_next (&iter, NULL, &number))
    {
      pilot_statement_bind_int64 (drop, 1, import->seq);
      pilot_statement_bind_int64 (drop, 2, GPOINTER_TO_UINT (number));
      pilot_statement_run (drop, NULL);
    }
  if (n_kept == import->n_rows)
    return;
  tell_import (salvage, import, n_kept);
  if (n_kept == 0)
    {
      salvage->n_rows--;
      pilot_outbox_remove (to, import->seq, NULL);
      return;
    }
  /* Another import than the one that may have been sent. A person must know of it before it goes: it was meant to be all or none. */
  pilot_outbox_row_renew (import);
  import->state = PILOT_PENDING_BLOCKED;
  g_free (import->message);
  /* Translators: how many rows are left, and how many there were */
  import->message = g_strdup_printf (_("%u of %u rows are left; the others were lost with a damaged file. Retry sends these; then import the file again, "
                                       "which brings the others."),
                                     n_kept, (guint) import->n_rows);
  import->n_rows = n_kept;
  pilot_outbox_store (to, import, NULL);
}

/* Puts the salvaged changes on top of the empty cache, so that they are seen before the first pull. */
static gboolean
show_salvaged (PilotDatabase *from, PilotDatabase *to, Salvage *salvage, GError **error)
{
  g_autoptr (GPtrArray) rows = pilot_outbox_load_all (to, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      PilotOutboxRow *row = g_ptr_array_index (rows, i);

      if (row->kind == PILOT_OPERATION_IMPORT)
        copy_import_records (from, to, row, salvage);
    }
  for (guint i = 0; i < rows->len; i++)
    {
      PilotOutboxRow *row = g_ptr_array_index (rows, i);
      g_auto (PilotServerState) state = { 0 };

      if (row->kind == PILOT_OPERATION_IMPORT)
        continue;
      if (!pilot_server_state_load (to, row->entity, row->entity_id, &state, error))
        return FALSE;
      if (!state.known)
        {
          state.known = TRUE;
          if (!pilot_server_state_store (to, row->entity, row->entity_id, &state, error))
            return FALSE;
        }
      if (!pilot_outbox_rebase (to, row->entity, row->entity_id, error))
        return FALSE;
    }
  return TRUE;
}

static void
salvage_outbox (PilotDatabase *from, PilotDatabase *to, Salvage *salvage)
{
  gint64 n_known = -1;

  if (!pilot_database_query_int64 (from, "SELECT count(*) FROM outbox", 0, &n_known, NULL))
    n_known = -1;
  salvage->n_rows = copy_table (from, to, "outbox", "seq", "seq DESC");
  copy_table (from, to, "server_state", "entity_id", "entity_id DESC");
  copy_table (from, to, "import_row", "import_seq,n", "import_seq DESC,n DESC");
  copy_table (from, to, "tombstone", "n", "n DESC");
  copy_table (from, to, "given_up", "entity_id", "entity_id DESC");
  salvage->unreadable = n_known < 0;
  if (n_known > salvage->n_rows)
    salvage->n_lost = (guint) n_known - salvage->n_rows;
}

/* The plan of a migration may live here alone, and whose all this is must stay known: what waits goes to no other company.
 * Where a portal has them, its next snapshot takes the place of these. */
static void
salvage_plan (PilotDatabase *from, PilotDatabase *to)
{
  static const PilotEntity kinds[] = {
    PILOT_ENTITY_COMPANY,
    PILOT_ENTITY_PROJECT, PILOT_ENTITY_SETTINGS, PILOT_ENTITY_STEP,         PILOT_ENTITY_MAPPING,
    PILOT_ENTITY_HANDOFF, PILOT_ENTITY_RUN,      PILOT_ENTITY_SCOPE_CHOICE, PILOT_ENTITY_CHECK,
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    copy_table (from, to, pilot_schema_get (kinds[i])->name, "row", "row DESC");
}

static char *
make_report (const Salvage *salvage, const char *aside)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *name = g_path_get_basename (aside);

  g_string_append (text, _("The local data of this connection was damaged. It is being loaded again."));
  g_string_append_c (text, ' ');
  if (salvage->n_rows > 0)
    g_string_append_printf (text,
                            g_dngettext (GETTEXT_PACKAGE, "%u change that was not sent yet was kept.",
                                         "%u changes that were not sent yet were kept.", salvage->n_rows),
                            salvage->n_rows);
  else if (salvage->n_lost == 0 && salvage->imports->len == 0)
    g_string_append (text, salvage->unreadable ? _("Whether there were changes that were not sent yet could not be read.")
                                               : _("There were no changes that were not sent yet."));
  if (salvage->n_lost > 0)
    {
      if (salvage->n_rows > 0)
        g_string_append_c (text, ' ');
      g_string_append_printf (text,
                              g_dngettext (GETTEXT_PACKAGE, "%u change could not be read.", "%u changes could not be read.",
                                           salvage->n_lost),
                              salvage->n_lost);
    }
  else if (salvage->unreadable && salvage->n_rows > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append (text, _("There may have been more."));
    }
  /* Each begins with a blank. */
  g_string_append (text, salvage->imports->str + (salvage->n_rows == 0 && salvage->n_lost == 0 && salvage->imports->len > 0 ? 1 : 0));
  g_string_append_c (text, ' ');
  /* Translators: %s is a file name */
  g_string_append_printf (text, _("The damaged file was set aside as “%s”."), name);
  return g_strdup (text->str);
}

PilotDatabase *
pilot_store_recover (const char *path, gint64 now_unix_usec, char **report, GError **error)
{
  g_autofree char *aside = g_strdup_printf ("%s.damaged-%" G_GINT64_FORMAT, path, now_unix_usec / G_USEC_PER_SEC);
  g_autoptr (PilotDatabase) from = NULL;
  g_autoptr (PilotDatabase) to = NULL;
  g_autoptr (GString) imports = g_string_new (NULL);
  Salvage salvage = { .imports = imports, .unreadable = TRUE };

  if (!move_aside (path, aside, error))
    return NULL;
  to = pilot_database_open (path, PILOT_DATABASE_CREATE | PILOT_DATABASE_FULL_SYNC, PILOT_STORE_APPLICATION_ID, error);
  if (to == NULL || !pilot_store_schema_prepare (to, error))
    return NULL;
  from = pilot_database_open (aside, 0, 0, NULL);
  if (!pilot_database_begin (to, error))
    return NULL;
  if (from != NULL)
    {
      salvage_plan (from, to);
      salvage_outbox (from, to, &salvage);
    }
  if ((from != NULL && !show_salvaged (from, to, &salvage, error)) || !pilot_database_commit (to, error))
    {
      pilot_database_rollback (to);
      return NULL;
    }
  *report = make_report (&salvage, aside);
  g_message ("a damaged cache was set aside; %u changes salvaged, %u lost", salvage.n_rows, salvage.n_lost);
  return g_steal_pointer (&to);
}
