/* test-writer.c: the one thread that writes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-statement.h"
#include "pilot-test.h"
#include "pilot-writer.h"

static PilotWriter *
make_writer (char **path)
{
  g_autofree char *dir = pilot_test_make_dir ();
  PilotDatabase *database;

  *path = g_build_filename (dir, "test.db", NULL);
  database = pilot_database_open (*path, PILOT_DATABASE_CREATE, 0, NULL);
  g_assert_nonnull (database);
  g_assert_true (pilot_database_exec (database, "CREATE TABLE t (a)", NULL));
  return pilot_writer_new (database);
}

static gboolean
insert_func (PilotDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO t VALUES (%d)", GPOINTER_TO_INT (data));

  return pilot_database_exec (database, sql, error);
}

static gboolean
leave_open_func (PilotDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return pilot_database_begin (database, error) && pilot_database_exec (database, "INSERT INTO t VALUES (99)", error);
}

static gboolean
count_func (PilotDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return pilot_database_query_int64 (database, "SELECT count(*) FROM t", -1, data, error);
}

static gboolean
order_func (PilotDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return pilot_database_query_int64 (database, "SELECT count(*) FROM t WHERE a<>rowid", -1, data, error);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  guint *n = user_data;

  pilot_writer_run_finish (PILOT_WRITER (source), result, &error);
  g_assert_no_error (error);
  (*n)++;
}

static void
refused_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (pilot_writer_run_finish (PILOT_WRITER (source), result, &error));
  *(int *) user_data = error->code;
}

static void
test_order (void)
{
  g_autofree char *path = NULL;
  g_autoptr (PilotWriter) writer = make_writer (&path);
  g_autoptr (GError) error = NULL;
  guint n_done = 0;
  gint64 n = -1;

  for (int i = 1; i <= 200; i++)
    pilot_writer_run_async (writer, insert_func, GINT_TO_POINTER (i), NULL, NULL, done_cb, &n_done);
  g_assert_true (pilot_writer_run (writer, order_func, &n, NULL, &error));
  g_assert_cmpint (n, ==, 0);
  g_assert_true (pilot_writer_run (writer, count_func, &n, NULL, &error));
  g_assert_cmpint (n, ==, 200);
  PILOT_TEST_WAIT_UNTIL (n_done == 200);
  pilot_writer_shutdown (writer);
}

static void
test_shutdown (void)
{
  g_autofree char *path = NULL;
  g_autoptr (PilotWriter) writer = make_writer (&path);
  g_autoptr (PilotDatabase) database = NULL;
  g_autoptr (GError) error = NULL;
  guint n_done = 0;
  int code = -1;
  gint64 n = -1;

  for (int i = 1; i <= 50; i++)
    pilot_writer_run_async (writer, insert_func, GINT_TO_POINTER (i), NULL, NULL, done_cb, &n_done);
  pilot_writer_shutdown (writer);
  g_assert_false (pilot_writer_run (writer, count_func, &n, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_BUSY);
  pilot_writer_run_async (writer, count_func, &n, NULL, NULL, refused_cb, &code);
  PILOT_TEST_WAIT_UNTIL (n_done == 50 && code == PILOT_ERROR_BUSY);
  pilot_writer_shutdown (writer);
  database = pilot_database_open (path, 0, 0, NULL);
  g_assert_true (pilot_database_query_int64 (database, "SELECT count(*) FROM t", -1, &n, NULL));
  g_assert_cmpint (n, ==, 50);
}

static void
test_left_open (void)
{
  g_autofree char *path = NULL;
  g_autoptr (PilotWriter) writer = make_writer (&path);
  g_autoptr (GError) error = NULL;
  gint64 n = -1;

  g_assert_false (pilot_writer_run (writer, leave_open_func, NULL, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_FAILED);
  g_assert_true (pilot_writer_run (writer, count_func, &n, NULL, NULL));
  g_assert_cmpint (n, ==, 0);
  pilot_writer_shutdown (writer);
}

static void
test_cancelled (void)
{
  g_autofree char *path = NULL;
  g_autoptr (PilotWriter) writer = make_writer (&path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint64 n = -1;

  g_cancellable_cancel (cancellable);
  g_assert_false (pilot_writer_run (writer, insert_func, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (pilot_writer_run (writer, count_func, &n, NULL, NULL));
  g_assert_cmpint (n, ==, 0);
  pilot_writer_shutdown (writer);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/sqlite/writer/functions run in order", test_order);
  g_test_add_func ("/sqlite/writer/a shutdown finishes what waits and takes nothing more", test_shutdown);
  g_test_add_func ("/sqlite/writer/a transaction left open is taken back", test_left_open);
  g_test_add_func ("/sqlite/writer/what is cancelled before its turn does not run", test_cancelled);
  return g_test_run ();
}
