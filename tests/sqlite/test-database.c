/* test-database.c: files, statements, transactions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "pilot-statement.h"
#include "pilot-test.h"

#define ID 0x54657374

static char *
make_path (void)
{
  g_autofree char *dir = pilot_test_make_dir ();

  return g_build_filename (dir, "test.db", NULL);
}

static PilotDatabase *
open_new (const char *path)
{
  g_autoptr (GError) error = NULL;
  PilotDatabase *database = pilot_database_open (path, PILOT_DATABASE_CREATE | PILOT_DATABASE_FULL_SYNC, ID, &error);

  g_assert_no_error (error);
  return database;
}

static void
exec (PilotDatabase *database, const char *sql)
{
  g_autoptr (GError) error = NULL;

  pilot_database_exec (database, sql, &error);
  g_assert_no_error (error);
}

static gint64
query (PilotDatabase *database, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value = -1;

  pilot_database_query_int64 (database, sql, -1, &value, &error);
  g_assert_no_error (error);
  return value;
}

static void
test_private (void)
{
  g_autofree char *path = make_path ();
  mode_t before = umask (0);
  g_autoptr (PilotDatabase) database = open_new (path);
  static const char *const suffixes[] = { "", "-wal", "-shm" };

  exec (database, "CREATE TABLE t (a)");
  umask (before);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = g_strconcat (path, suffixes[i], NULL);
      GStatBuf info;

      g_assert_cmpint (g_stat (file, &info), ==, 0);
      g_assert_cmpint (info.st_mode & 0777, ==, 0600);
    }
}

static void
test_open (void)
{
  g_autofree char *path = make_path ();
  g_autoptr (GError) error = NULL;
  PilotDatabase *database = pilot_database_open (path, 0, ID, &error);

  g_assert_null (database);
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  database = open_new (path);
  g_assert_cmpint (query (database, "PRAGMA application_id"), ==, ID);
  g_assert_cmpint (query (database, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (query (database, "PRAGMA synchronous"), ==, 2);
  pilot_database_close (database);
  database = pilot_database_open (path, 0, ID + 1, &error);
  g_assert_null (database);
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_CORRUPT);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (path, "This is no database, though it is long enough to be looked at: "
                                            "0123456789012345678901234567890123456789012345678901234567890123456789",
                                      -1, NULL));
  database = pilot_database_open (path, PILOT_DATABASE_CREATE, ID, &error);
  g_assert_null (database);
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_CORRUPT);
}

static void
test_values (void)
{
  g_autofree char *path = make_path ();
  g_autoptr (PilotDatabase) database = open_new (path);
  g_autoptr (GError) error = NULL;
  PilotValue values[] = { { .kind = PILOT_VALUE_TEXT, .length_bytes = 7, .text = "Zürich" },
                          { .kind = PILOT_VALUE_INTEGER, .integer = G_MININT64 },
                          { .kind = PILOT_VALUE_NULL },
                          { .kind = PILOT_VALUE_UNSET } };
  PilotStatement *insert;
  PilotStatement *select;
  gboolean row;

  exec (database, "CREATE TABLE t (a,b,c,d)");
  insert = pilot_database_get_statement (database, "INSERT INTO t VALUES (?1,?2,?3,?4)", &error);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    pilot_statement_bind_value (insert, (int) i + 1, &values[i]);
  g_assert_true (pilot_statement_run (insert, &error));
  g_assert_true (pilot_database_get_statement (database, "INSERT INTO t VALUES (?1,?2,?3,?4)", &error) == insert);
  select = pilot_database_get_statement (database, "SELECT * FROM t", &error);
  g_assert_true (pilot_statement_step (select, &row, &error));
  g_assert_true (row);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      PilotValue value;

      pilot_statement_get_value (select, (int) i, &value);
      g_assert_true (i == 3 ? value.kind == PILOT_VALUE_NULL : pilot_value_equal (&value, &values[i]));
    }
  g_assert_true (pilot_statement_step (select, &row, &error));
  g_assert_false (row);
}

static gboolean
insert_func (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  return pilot_database_exec (database, "INSERT INTO t VALUES (1)", error) && GPOINTER_TO_INT (user_data) == 0 &&
         pilot_database_exec (database, "INSERT INTO t VALUES (2)", error);
}

static gboolean
fail_func (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  return pilot_database_exec (database, "INSERT INTO t VALUES (3)", error) &&
         pilot_database_exec (database, "INSERT INTO nowhere VALUES (3)", error);
}

/* Without this SQLite takes a quoted name that it doesn't know for a text, and each row would have it. */
static void
test_no_such_column (void)
{
  g_autofree char *path = make_path ();
  g_autoptr (PilotDatabase) database = open_new (path);
  g_autoptr (GError) error = NULL;
  gint64 value;

  exec (database, "CREATE TABLE t (\"there\" INTEGER); INSERT INTO t VALUES (1)");
  g_assert_true (pilot_database_query_int64 (database, "SELECT \"there\" FROM t", 0, &value, &error));
  g_assert_no_error (error);
  g_assert_false (pilot_database_query_int64 (database, "SELECT \"missing\" FROM t", 0, &value, &error));
  g_assert_nonnull (error);
}

static void
test_transaction (void)
{
  g_autofree char *path = make_path ();
  g_autoptr (PilotDatabase) database = open_new (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  exec (database, "CREATE TABLE t (a)");
  g_assert_true (pilot_database_transact (database, insert_func, NULL, NULL, &error));
  g_assert_false (pilot_database_transact (database, fail_func, NULL, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_cmpint (query (database, "SELECT count(*) FROM t"), ==, 2);
  g_cancellable_cancel (cancellable);
  g_assert_false (pilot_database_transact (database, insert_func, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (query (database, "SELECT count(*) FROM t"), ==, 2);
  g_assert_false (pilot_database_in_transaction (database));
}

static void
test_reader (void)
{
  g_autofree char *path = make_path ();
  g_autoptr (PilotDatabase) database = open_new (path);
  g_autoptr (PilotDatabase) reader = NULL;
  g_autoptr (GError) error = NULL;

  exec (database, "CREATE TABLE t (a); INSERT INTO t VALUES (1)");
  reader = pilot_database_open (path, PILOT_DATABASE_READ_ONLY, ID, &error);
  g_assert_no_error (error);
  g_assert_false (pilot_database_exec (reader, "INSERT INTO t VALUES (2)", &error));
  g_clear_error (&error);
  g_assert_true (pilot_database_begin (reader, &error));
  g_assert_cmpint (query (reader, "SELECT count(*) FROM t"), ==, 1);
  exec (database, "INSERT INTO t VALUES (2)");
  /* One state from begin to end. */
  g_assert_cmpint (query (reader, "SELECT count(*) FROM t"), ==, 1);
  pilot_database_rollback (reader);
  g_assert_cmpint (query (reader, "SELECT count(*) FROM t"), ==, 2);
}

static void
test_cancel (void)
{
  g_autofree char *path = make_path ();
  g_autoptr (PilotDatabase) database = open_new (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  static const char *const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT count(*) FROM n";
  gint64 value;

  pilot_database_set_cancellable (database, cancellable);
  g_cancellable_cancel (cancellable);
  g_assert_false (pilot_database_query_int64 (database, endless, 0, &value, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  pilot_database_set_cancellable (database, NULL);
  g_assert_cmpint (query (database, "SELECT 7"), ==, 7);
}

static void
test_backup (void)
{
  g_autofree char *path = make_path ();
  g_autofree char *copy_path = g_strconcat (path, ".copy", NULL);
  g_autoptr (PilotDatabase) database = open_new (path);
  g_autoptr (PilotDatabase) copy = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  exec (database, "CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)");
  g_assert_true (pilot_database_backup (database, copy_path, NULL, &error));
  exec (database, "DELETE FROM t");
  g_assert_cmpint (g_stat (copy_path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  copy = pilot_database_open (copy_path, 0, ID, &error);
  g_assert_no_error (error);
  g_assert_cmpint (query (copy, "SELECT count(*) FROM t"), ==, 2);
  g_assert_true (pilot_database_check (copy, FALSE, &error));
  g_assert_false (pilot_database_backup (database, "/nowhere/at/all", NULL, &error));
  g_assert_nonnull (error);
}

static void
test_busy (void)
{
  g_autofree char *path = make_path ();
  g_autoptr (PilotDatabase) first = open_new (path);
  g_autoptr (PilotDatabase) second = open_new (path);
  g_autoptr (GError) error = NULL;

  sqlite3_busy_timeout (pilot_database_get_handle (second), 1);
  g_assert_true (pilot_database_begin (first, &error));
  g_assert_false (pilot_database_begin (second, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_BUSY);
  pilot_database_rollback (first);
}

static void
test_damaged (void)
{
  g_autofree char *path = make_path ();
  g_autoptr (PilotDatabase) database = open_new (path);
  g_autoptr (GError) error = NULL;
  FILE *file;

  exec (database, "CREATE TABLE t (a); CREATE INDEX i ON t (a);"
                  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<5000)"
                  " INSERT INTO t SELECT hex(randomblob(20)) FROM n; PRAGMA wal_checkpoint(TRUNCATE);");
  g_assert_true (pilot_database_check (database, FALSE, &error));
  g_clear_pointer (&database, pilot_database_close);
  file = fopen (path, "r+b");
  g_assert_nonnull (file);
  fseek (file, 8192 * 5, SEEK_SET);
  for (guint i = 0; i < 8192 * 3; i++)
    fputc ('x', file);
  fclose (file);
  database = pilot_database_open (path, 0, ID, &error);
  g_assert_no_error (error);
  g_assert_false (pilot_database_check (database, FALSE, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_CORRUPT);
}

static void
test_full (void)
{
  g_autofree char *path = make_path ();
  g_autoptr (PilotDatabase) database = open_new (path);
  g_autoptr (GError) error = NULL;

  exec (database, "CREATE TABLE t (a); PRAGMA max_page_count=20");
  g_assert_false (pilot_database_exec (database, "INSERT INTO t VALUES (zeroblob(1000000))", &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_NO_SPACE);
  exec (database, "INSERT INTO t VALUES (1)");
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/sqlite/database/its files are the user's alone", test_private);
  g_test_add_func ("/sqlite/database/it opens what it wrote and nothing else", test_open);
  g_test_add_func ("/sqlite/database/values come back as they went", test_values);
  g_test_add_func ("/sqlite/database/a column that is not there is an error, and no text", test_no_such_column);
  g_test_add_func ("/sqlite/database/a transaction is whole or not at all", test_transaction);
  g_test_add_func ("/sqlite/database/a reader sees one state and writes nothing", test_reader);
  g_test_add_func ("/sqlite/database/a statement ends when it is cancelled", test_cancel);
  g_test_add_func ("/sqlite/database/a backup is whole and private", test_backup);
  g_test_add_func ("/sqlite/database/a locked file is busy", test_busy);
  g_test_add_func ("/sqlite/database/damage is found", test_damaged);
  g_test_add_func ("/sqlite/database/a full disk is told as such and the file goes on", test_full);
  return g_test_run ();
}
