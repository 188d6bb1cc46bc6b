/* pilot-search.c: the full-text index of the cache
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-search.h"

#include "pilot-search-words.h"
#include "pilot-statement.h"

#include <string.h>

/* Rows in a slice: some 100 ms of the writer's time. */
#define SLICE_ROWS 20000

/* `through` once all is indexed: rows to come are the triggers' business alone. */
#define THROUGH_ALL G_MAXINT64

/*
 * detail=none and no content: only which word is in which row is kept (40 bytes a candidate). The prefix indexes answer
 * one to six letters, where a scan over all words that begin so would be slow: "murp" begins ten thousand e-mail
 * addresses, each with a number of its own. They cost half as much again when the index is built.
 */
#define SEARCH_OPTIONS "content='', columnsize=0, detail=none, prefix='1 2 3 4 5 6', tokenize=\"" \
                       PILOT_SEARCH_TOKENIZER " " PILOT_SEARCH_TOKENIZER_OPTION " " PILOT_SEARCH_TOKENIZER_VALUE "\""

/*
 * Words are cut as the tokenizer cuts them: a word that it cuts once more would be a phrase, which this index can't
 * answer. Its tables are of an older Unicode; these are the letters that were marks then (a test tries them all).
 */
static gboolean
is_in_word (gunichar c)
{
  gboolean was_mark = (c >= 0x19b0 && c <= 0x19c0) || c == 0x19c8 || c == 0x19c9 || c == 0x1cf2 || c == 0x1cf3;

  return g_unichar_isalnum (c) && !was_mark;
}

/* Joins the names of the searched fields, each after @prefix. */
static char *
join_columns (const PilotSchema *schema, const char *prefix, const char *between)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < schema->n_fields; i++)
    if ((schema->fields[i].flags & PILOT_FIELD_SEARCHED) != 0)
      g_string_append_printf (text, "%s%s\"%s\"", text->len > 0 ? between : "", prefix, schema->fields[i].name);
  return g_string_free (text, FALSE);
}

/* Whether any searched field differs between old and new. */
static char *
make_differs_sql (const PilotSchema *schema)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < schema->n_fields; i++)
    if ((schema->fields[i].flags & PILOT_FIELD_SEARCHED) != 0)
      g_string_append_printf (text, "%sold.\"%s\" IS NOT new.\"%s\"", text->len > 0 ? " OR " : "", schema->fields[i].name,
                              schema->fields[i].name);
  return g_string_free (text, FALSE);
}

/* A row that the builder has not come to is not in the index: nothing to take out, and nothing to add yet. */
static char *
make_within_sql (const PilotSchema *schema)
{
  return g_strdup_printf ("<= (SELECT through FROM search_progress WHERE entity = '%s')", schema->name);
}

static char *
make_add_sql (const PilotSchema *schema)
{
  g_autofree char *columns = join_columns (schema, "", ", ");
  g_autofree char *new_columns = join_columns (schema, "new.", ", ");

  return g_strdup_printf ("INSERT INTO \"%s_search\" (rowid, %s) VALUES (new.rowid, %s);", schema->name, columns, new_columns);
}

static char *
make_insert_trigger_sql (const PilotSchema *schema)
{
  g_autofree char *within = make_within_sql (schema);
  g_autofree char *add = make_add_sql (schema);

  return g_strdup_printf ("CREATE TRIGGER \"%s_search_insert\" AFTER INSERT ON \"%s\" WHEN new.rowid %s BEGIN %s END;\n", schema->name,
                          schema->name, within, add);
}

static char *
make_create_sql (const PilotSchema *schema)
{
  const char *name = schema->name;
  g_autofree char *columns = join_columns (schema, "", ", ");
  g_autofree char *old_columns = join_columns (schema, "old.", ", ");
  g_autofree char *differs = make_differs_sql (schema);
  g_autofree char *within = make_within_sql (schema);
  g_autofree char *add = make_add_sql (schema);
  g_autofree char *insert_trigger = make_insert_trigger_sql (schema);
  g_autofree char *remove = g_strdup_printf ("INSERT INTO \"%s_search\" (\"%s_search\", rowid, %s) VALUES ('delete', old.rowid, %s);",
                                             name, name, columns, old_columns);

  return g_strdup_printf (
      "CREATE TABLE IF NOT EXISTS search_progress (entity TEXT PRIMARY KEY, through INTEGER NOT NULL) WITHOUT ROWID;\n"
      "DROP TRIGGER IF EXISTS \"%s_search_insert\";\n"
      "DROP TRIGGER IF EXISTS \"%s_search_update\";\n"
      "DROP TRIGGER IF EXISTS \"%s_search_delete\";\n"
      "DROP TABLE IF EXISTS \"%s_search\";\n"
      "CREATE VIRTUAL TABLE \"%s_search\" USING fts5(%s, " SEARCH_OPTIONS ");\n"
      /* Merging while it is built costs half as much again; after it the small changes are merged as they come. */
      "INSERT INTO \"%s_search\" (\"%s_search\", rank) VALUES ('automerge', 0);\n"
      "INSERT OR REPLACE INTO search_progress VALUES ('%s', 0);\n"
      "%s"
      "CREATE TRIGGER \"%s_search_update\" AFTER UPDATE OF %s ON \"%s\" WHEN (%s) AND new.rowid %s BEGIN %s %s END;\n"
      "CREATE TRIGGER \"%s_search_delete\" AFTER DELETE ON \"%s\" WHEN old.rowid %s BEGIN %s END;\n",
      name, name, name, name, name, columns, name, name, name, insert_trigger, name, columns, name, differs, within, remove, add, name, name,
      within, remove);
}

/* The last rowid of the next slice, or %THROUGH_ALL where what is left fits in it. */
static gboolean
find_slice_end (PilotDatabase *db, const PilotSchema *schema, gint64 through, gint64 *end, gboolean *empty, GError **error)
{
  g_autofree char *next_sql = g_strdup_printf ("SELECT 1 FROM \"%s\" WHERE rowid > ?1 LIMIT 1", schema->name);
  g_autofree char *end_sql = g_strdup_printf ("SELECT rowid FROM \"%s\" WHERE rowid > ?1 ORDER BY rowid LIMIT 1 OFFSET %d",
                                              schema->name, SLICE_ROWS - 1);
  PilotStatement *statement = pilot_database_get_statement (db, end_sql, error);
  gboolean row = FALSE;

  *empty = FALSE;
  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, through);
  if (!pilot_statement_step (statement, &row, error))
    return FALSE;
  *end = row ? pilot_statement_get_int64 (statement, 0) : THROUGH_ALL;
  pilot_statement_reset (statement);
  if (row)
    return TRUE;

  statement = pilot_database_get_statement (db, next_sql, error);
  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, through);
  if (!pilot_statement_step (statement, &row, error))
    return FALSE;
  *empty = !row;
  pilot_statement_reset (statement);
  return TRUE;
}

static gboolean
index_rows (PilotDatabase *db, const PilotSchema *schema, gint64 through, gint64 end, GError **error)
{
  g_autofree char *columns = join_columns (schema, "", ", ");
  g_autofree char *insert_sql = g_strdup_printf ("INSERT INTO \"%s_search\" (rowid, %s) SELECT rowid, %s FROM \"%s\" "
                                                 "WHERE rowid > ?1 AND rowid <= ?2 ORDER BY rowid",
                                                 schema->name, columns, columns, schema->name);
  PilotStatement *statement = pilot_database_get_statement (db, insert_sql, error);

  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, through);
  pilot_statement_bind_int64 (statement, 2, end);
  return pilot_statement_run (statement, error);
}

static gboolean
set_automerge (PilotDatabase *db, const PilotSchema *schema, guint segments, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO \"%s_search\" (\"%s_search\", rank) VALUES ('automerge', %u)", schema->name,
                                          schema->name, segments);

  return pilot_database_exec (db, sql, error);
}

static gboolean
build_entity_slice (PilotDatabase *db, const PilotSchema *schema, gint64 through, GError **error)
{
  PilotStatement *statement;
  gint64 end;
  gboolean empty;

  if (!find_slice_end (db, schema, through, &end, &empty, error))
    return FALSE;
  if (!empty && !index_rows (db, schema, through, end, error))
    return FALSE;
  if (end == THROUGH_ALL && !set_automerge (db, schema, 4, error))
    return FALSE;
  statement = pilot_database_get_statement (db, "UPDATE search_progress SET through = ?2 WHERE entity = ?1", error);
  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_static (statement, 1, schema->name, -1);
  pilot_statement_bind_int64 (statement, 2, end);
  return pilot_statement_run (statement, error);
}

/* The first entity that is not indexed to its end: @schema is NULL where there is none. */
static gboolean
find_unfinished (PilotDatabase *db, const PilotSchema **schema, gint64 *through, GError **error)
{
  PilotStatement *statement =
      pilot_database_get_statement (db, "SELECT entity, through FROM search_progress WHERE through < ?1 LIMIT 1", error);
  gboolean row;

  *schema = NULL;
  if (statement == NULL)
    return FALSE;
  pilot_statement_bind_int64 (statement, 1, THROUGH_ALL);
  if (!pilot_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      *schema = pilot_schema_from_name (pilot_statement_get_text (statement, 0));
      *through = pilot_statement_get_int64 (statement, 1);
    }
  pilot_statement_reset (statement);
  return TRUE;
}

gboolean
pilot_search_is_searched (const PilotSchema *schema)
{
  for (guint i = 0; i < schema->n_fields; i++)
    if ((schema->fields[i].flags & PILOT_FIELD_SEARCHED) != 0)
      return TRUE;
  return FALSE;
}

void
pilot_search_allow (PilotDatabase *db)
{
  sqlite3_db_config (pilot_database_get_handle (db), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 1, NULL);
}

gboolean
pilot_search_create (PilotDatabase *db, const PilotSchema *schema, GError **error)
{
  g_autofree char *sql = NULL;

  if (!pilot_search_is_searched (schema))
    return TRUE;
  sql = make_create_sql (schema);
  return pilot_database_exec (db, sql, error);
}

gboolean
pilot_search_defer (PilotDatabase *db, const PilotSchema *schema, GError **error)
{
  g_autofree char *sql = NULL;

  if (!pilot_search_is_searched (schema))
    return TRUE;
  sql = g_strdup_printf ("UPDATE search_progress SET through = min(through, (SELECT ifnull(max(rowid), 0) FROM \"%s\")) "
                         "WHERE entity = '%s';\n"
                         "DROP TRIGGER IF EXISTS \"%s_search_insert\"",
                         schema->name, schema->name, schema->name);
  return set_automerge (db, schema, 0, error) && pilot_database_exec (db, sql, error);
}

gboolean
pilot_search_resume (PilotDatabase *db, const PilotSchema *schema, GError **error)
{
  g_autofree char *sql = NULL;

  if (!pilot_search_is_searched (schema))
    return TRUE;
  sql = make_insert_trigger_sql (schema);
  return pilot_database_exec (db, sql, error);
}

gboolean
pilot_search_build_slice (PilotDatabase *db, gboolean *done, GError **error)
{
  const PilotSchema *schema;
  gint64 through;

  *done = FALSE;
  if (!find_unfinished (db, &schema, &through, error))
    return FALSE;
  if (schema == NULL)
    {
      *done = TRUE;
      return TRUE;
    }
  if (!pilot_database_begin (db, error))
    return FALSE;
  if (build_entity_slice (db, schema, through, error) && pilot_database_commit (db, error))
    return find_unfinished (db, &schema, &through, error) && ((*done = schema == NULL), TRUE);
  pilot_database_rollback (db);
  return FALSE;
}

GStrv
pilot_search_split (const char *words)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *composed = words != NULL ? g_utf8_normalize (words, -1, G_NORMALIZE_DEFAULT_COMPOSE) : NULL;
  const char *start = NULL; /* of the word that is being read */

  for (const char *at = composed; at != NULL; at = g_utf8_next_char (at))
    {
      gboolean in_word = *at != '\0' && is_in_word (g_utf8_get_char (at));

      if (in_word && start == NULL)
        start = at;
      if (!in_word && start != NULL)
        {
          g_autofree char *word = g_strndup (start, at - start);

          g_strv_builder_add (builder, word);
          start = NULL;
        }
      if (*at == '\0')
        break;
    }
  return g_strv_builder_end (builder);
}

char *
pilot_search_make_match (const char *words)
{
  g_auto (GStrv) split = pilot_search_split (words);
  g_autoptr (GString) match = g_string_new (NULL);

  for (guint i = 0; split[i] != NULL; i++)
    g_string_append_printf (match, "%s\"%s\"*", i > 0 ? " AND " : "", split[i]);
  return match->len > 0 ? g_strdup (match->str) : NULL;
}
