/* test-sync-kill.c: the program is killed around each commit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pilot-error.h"
#include "pilot-statement.h"
#include "sync-fixture.h"

/*
 * A child process lives a short life: edits, an import, rounds of sync. It is killed (_exit without any cleaning up)
 * before or after the n-th commit, for each n. What it had been told was saved must be there when the parent opens the
 * cache; then everything that waits is sent. The other side lives in the child and dies with it: to the parent's it is as
 * if a backup had been restored.
 */

#define N_EDITS 4
#define ENDED 'z' /* acknowledged when there was nothing left to be killed in */

static int kill_at;
static int n_commits;
static gboolean kill_after;
static int report_fd;

static void
commit_cb (PilotDatabase *database, gboolean after, gpointer user_data)
{
  if (after != kill_after)
    return;
  if (++n_commits == kill_at)
    kill (getpid (), SIGKILL);
}

/* Told to the parent: this much was acknowledged to the person. */
static void
acknowledge (char what)
{
  while (write (report_fd, &what, 1) < 0 && errno == EINTR)
    ;
}

static void
live (SyncFixture *f)
{
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  g_autoptr (GError) error = NULL;
  PilotStoreImport *import;

  for (guint i = 1; i <= N_EDITS; i++)
    sync_fixture_put (f, AGENCY, sync_fixture_id (i), NAME, "Old", 0);
  pilot_fake_connection_set_page_size (f->there, 2);
  sync_fixture_run (f);
  sync_fixture_save (f, AGENCY, sync_fixture_id (1), NAME, "Edited", 0);
  acknowledge ('e');
  sync_fixture_save (f, AGENCY, sync_fixture_id (20), NAME, "New", 0);
  acknowledge ('c');
  sync_fixture_delete (f, AGENCY, sync_fixture_id (2));
  acknowledge ('d');
  for (guint i = 30; i < 33; i++)
    {
      g_autoptr (PilotRecord) record = pilot_record_new (AGENCY);

      pilot_record_set_text (record, PILOT_FIELD_ID, sync_fixture_id (i));
      pilot_record_set_text (record, NAME, "Imported");
      pilot_batch_add_record (batch, record);
    }
  import = pilot_store_import_begin (f->store, AGENCY, "x.csv", 3, &error);
  g_assert_no_error (error);
  if (!pilot_store_import_add (import, batch, NULL, &error) || !pilot_store_import_commit (import, NULL, NULL, &error))
    g_error ("%s", error->message);
  acknowledge ('i');
  sync_fixture_run (f);
  acknowledge ('s');
}

/* Returns whether the child was killed before its end; @told: what it acknowledged. It always ends by a signal: whatever
 * watches its memory has no say at its exit. */
static gboolean
run_child (const char *path, int at, gboolean after, GString *told)
{
  int fds[2];
  char what;
  int status;
  pid_t pid;

  g_assert_cmpint (pipe (fds), ==, 0);
  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      SyncFixture f;

      close (fds[0]);
      report_fd = fds[1];
      kill_at = at;
      kill_after = after;
      n_commits = 0;
      sync_fixture_init_at (&f, path);
      pilot_database_set_commit_func (commit_cb, NULL);
      live (&f);
      acknowledge (ENDED);
      kill (getpid (), SIGKILL);
    }
  close (fds[1]);
  while (read (fds[0], &what, 1) == 1)
    g_string_append_c (told, what);
  close (fds[0]);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
  return strchr (told->str, ENDED) == NULL;
}

static void
check_told (SyncFixture *f, const char *told)
{
  if (strchr (told, 'e') != NULL)
    sync_fixture_assert_local (f, AGENCY, sync_fixture_id (1), NAME, "Edited");
  if (strchr (told, 'c') != NULL)
    sync_fixture_assert_local (f, AGENCY, sync_fixture_id (20), NAME, "New");
  if (strchr (told, 'd') != NULL)
    sync_fixture_assert_local (f, AGENCY, sync_fixture_id (2), 0, NULL);
  if (strchr (told, 'i') != NULL)
    sync_fixture_assert_local (f, AGENCY, sync_fixture_id (31), NAME, "Imported");
}

/* All or none of the import. */
static void
check_import (SyncFixture *f)
{
  guint n = 0;

  for (guint i = 30; i < 33; i++)
    {
      g_autoptr (PilotRecord) record = pilot_store_get_record (f->store, AGENCY, sync_fixture_id (i), NULL, NULL);

      n += record != NULL;
    }
  g_assert_true (n == 0 || n == 3);
}

static void
test_kills (gconstpointer after)
{
  gboolean killed = TRUE;
  int at;

  for (at = 1; killed; at++)
    {
      g_autofree char *dir = pilot_test_make_dir ();
      g_autofree char *path = g_build_filename (dir, "test.cache", NULL);
      g_autoptr (GString) told = g_string_new (NULL);
      g_auto (SyncFixture) f;
      g_autoptr (PilotDatabase) database = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (at, <, 200);
      killed = run_child (path, at, GPOINTER_TO_INT (after), told);
      sync_fixture_init_at (&f, path);
      g_assert_null (pilot_store_get_recovery_report (f.store));
      database = pilot_store_open_reader (f.store, &error);
      g_assert_true (pilot_database_check (database, FALSE, &error));
      check_told (&f, told->str);
      check_import (&f);
      /* A new other side: as if a backup had been restored there. Everything that waits arrives, in whatever epoch. */
      for (guint i = 1; i <= N_EDITS; i++)
        sync_fixture_put (&f, AGENCY, sync_fixture_id (i), NAME, "Old", 0);
      pilot_fake_connection_new_epoch (f.there);
      sync_fixture_run (&f);
      pilot_fake_clock_advance (f.clock, G_TIME_SPAN_HOUR);
      sync_fixture_run (&f);
      sync_fixture_assert_same (&f, AGENCY);
    }
  g_test_message ("%d commits", at - 2);
  g_assert_cmpint (at, >, 10);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_data_func ("/sync/kill/before each commit", GINT_TO_POINTER (0), test_kills);
  g_test_add_data_func ("/sync/kill/after each commit", GINT_TO_POINTER (1), test_kills);
  return g_test_run ();
}
