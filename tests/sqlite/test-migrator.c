/* test-migrator.c: schemas in steps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-migrator.h"
#include "pilot-statement.h"
#include "pilot-test.h"

static gboolean
fill_func (PilotDatabase *database, gpointer user_data, GCancellable *cancellable, GError **error)
{
  return pilot_database_exec (database, user_data, error);
}

static const PilotMigration steps[] = {
  { .sql = "CREATE TABLE a (x)" },
  { .sql = "CREATE TABLE b (x); INSERT INTO b VALUES (1)", .func = fill_func },
  { .sql = "ALTER TABLE a ADD COLUMN y" },
};

static PilotDatabase *
open_new (char **path)
{
  g_autofree char *dir = pilot_test_make_dir ();

  *path = g_build_filename (dir, "test.db", NULL);
  return pilot_database_open (*path, PILOT_DATABASE_CREATE, 0, NULL);
}

static gint64
query (PilotDatabase *database, const char *sql)
{
  gint64 value = -1;

  pilot_database_query_int64 (database, sql, -1, &value, NULL);
  return value;
}

static void
test_steps (void)
{
  g_autofree char *path = NULL;
  g_autofree char *backup = NULL;
  g_autoptr (PilotDatabase) database = open_new (&path);
  g_autoptr (PilotDatabase) copy = NULL;
  g_autoptr (GError) error = NULL;

  backup = g_strconcat (path, ".backup-v1", NULL);
  g_assert_true (pilot_migrator_run (database, steps, 1, TRUE, NULL, &error));
  g_assert_false (g_file_test (backup, G_FILE_TEST_EXISTS));
  pilot_database_exec (database, "INSERT INTO a VALUES (7)", NULL);
  g_assert_true (pilot_migrator_run (database, steps, 3, TRUE, (gpointer) "INSERT INTO b VALUES (2)", &error));
  g_assert_cmpint (query (database, "PRAGMA user_version"), ==, 3);
  g_assert_cmpint (query (database, "SELECT count(*) FROM b"), ==, 2);
  g_assert_cmpint (query (database, "SELECT count(*) FROM a WHERE y IS NULL"), ==, 1);
  copy = pilot_database_open (backup, 0, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (query (copy, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (query (copy, "SELECT x FROM a"), ==, 7);
  /* Nothing to do the second time. */
  g_assert_true (pilot_migrator_run (database, steps, 3, TRUE, (gpointer) "not even SQL", &error));
}

static void
test_broken_step (void)
{
  g_autofree char *path = NULL;
  g_autoptr (PilotDatabase) database = open_new (&path);
  g_autoptr (GError) error = NULL;

  g_assert_false (pilot_migrator_run (database, steps, 3, FALSE, (gpointer) "INSERT INTO nowhere VALUES (2)", &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_FAILED);
  g_clear_error (&error);
  /* The first step stands, nothing of the second. */
  g_assert_cmpint (query (database, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (query (database, "SELECT count(*) FROM sqlite_master"), ==, 1);
  g_assert_true (pilot_migrator_run (database, steps, 3, FALSE, (gpointer) "INSERT INTO b VALUES (2)", &error));
}

static void
test_too_new (void)
{
  g_autofree char *path = NULL;
  g_autoptr (PilotDatabase) database = open_new (&path);
  g_autoptr (GError) error = NULL;

  pilot_database_exec (database, "PRAGMA user_version=4; CREATE TABLE z (x)", NULL);
  g_assert_false (pilot_migrator_run (database, steps, 3, TRUE, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_TOO_NEW);
  g_assert_cmpint (query (database, "SELECT count(*) FROM sqlite_master"), ==, 1);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/sqlite/migrator/steps run once, after a backup", test_steps);
  g_test_add_func ("/sqlite/migrator/a step that fails leaves nothing of it", test_broken_step);
  g_test_add_func ("/sqlite/migrator/a newer file is refused untouched", test_too_new);
  return g_test_run ();
}
