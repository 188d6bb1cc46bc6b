/* test-sync-full-disk.c: the disk becomes full in the middle of an import, and of a sync
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"
#include "pilot-full-disk.h"
#include "pilot-sync-service.h"
#include "sync-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#define N_ROWS 3000
#define N_STEPS 12
/* So much is left of a log that was emptied. */
#define EMPTY_LOG_BYTES (256 * 1024)

static guint
count_here (SyncFixture *f)
{
  guint64 n;

  g_assert_true (pilot_store_count_now (f->store, AGENCY, PILOT_FIELD_ID, NULL, &n, NULL));
  return n;
}

static gint64
get_log_bytes (SyncFixture *f)
{
  g_autofree char *path = g_strconcat (f->path, "-wal", NULL);
  GStatBuf found;

  return g_stat (path, &found) == 0 ? found.st_size : 0;
}

static gboolean
import_rows (SyncFixture *f, GError **error)
{
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  PilotStoreImport *import;

  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autofree char *id = g_strdup (sync_fixture_id (i + 1));
      g_autofree char *name = g_strdup_printf ("Agency %u", i);
      PilotBatchRow *row = pilot_batch_add (batch, pilot_schema_get (AGENCY));

      row->values[PILOT_FIELD_ID] = (PilotValue){ PILOT_VALUE_TEXT, strlen (id), 0, pilot_batch_add_text (batch, id, strlen (id)) };
      row->values[NAME] = (PilotValue){ PILOT_VALUE_TEXT, strlen (name), 0, pilot_batch_add_text (batch, name, strlen (name)) };
    }
  import = pilot_store_import_begin (f->store, AGENCY, "agencies.csv", N_ROWS, error);
  if (import == NULL)
    return FALSE;
  if (!pilot_store_import_add (import, batch, NULL, error))
    {
      pilot_store_import_abort (import);
      return FALSE;
    }
  return pilot_store_import_commit (import, NULL, NULL, error);
}

/* How much there is to be written if nothing stands against it. */
static gint64
measure_import (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (GError) error = NULL;

  sync_fixture_init (&f);
  pilot_full_disk_set_room (-1);
  import_rows (&f, &error);
  g_assert_no_error (error);
  return pilot_full_disk_get_written ();
}

static void
test_import (void)
{
  gint64 needed = measure_import ();
  g_auto (SyncFixture) f;
  g_autoptr (GError) last_error = NULL;

  sync_fixture_init (&f);
  sync_fixture_put (&f, AGENCY, sync_fixture_id (N_ROWS + 1), NAME, "Theirs", 0);
  sync_fixture_run (&f);
  for (guint i = 0; i < N_STEPS; i++)
    {
      g_autoptr (GError) error = NULL;

      pilot_full_disk_set_room (needed * i / N_STEPS / 2);
      g_assert_false (import_rows (&f, &error));
      g_assert_error (error, PILOT_ERROR, PILOT_ERROR_NO_SPACE);
      /* Nothing is there by halves, neither rows nor what is to be sent. */
      g_assert_cmpuint (count_here (&f), ==, 1);
      sync_fixture_assert_outbox (&f, "");
      pilot_full_disk_set_room (-1);
    }
  /* Nor does it keep the room that it took. */
  pilot_full_disk_set_room (needed / 2);
  g_assert_false (import_rows (&f, &last_error));
  g_assert_cmpint (pilot_full_disk_get_written (), >, 2 * EMPTY_LOG_BYTES);
  g_assert_cmpint (get_log_bytes (&f), <, EMPTY_LOG_BYTES);
  pilot_full_disk_set_room (-1);
  sync_fixture_reopen (&f);
  g_assert_cmpuint (count_here (&f), ==, 1);
  g_clear_error (&last_error);
  import_rows (&f, &last_error);
  g_assert_no_error (last_error);
  sync_fixture_run (&f);
  g_assert_cmpuint (count_here (&f), ==, N_ROWS + 1);
  sync_fixture_assert_same (&f, AGENCY);
}

static void
put_many (SyncFixture *f)
{
  pilot_fake_connection_set_page_size (f->there, 200);
  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Agency %u", i);

      sync_fixture_put (f, AGENCY, sync_fixture_id (i + 1), NAME, name, 0);
    }
}

/* A round that may fail for want of room alone. */
static gboolean
run_round (SyncFixture *f)
{
  g_autoptr (GError) error = NULL;
  gboolean done = pilot_sync_run (f->coordinator, NULL, &error);

  if (!done)
    g_assert_error (error, PILOT_ERROR, PILOT_ERROR_NO_SPACE);
  return done;
}

static void
test_pull (void)
{
  g_auto (SyncFixture) first;
  gint64 needed;
  guint n_failed = 0;

  sync_fixture_init (&first);
  put_many (&first);
  pilot_full_disk_set_room (-1);
  sync_fixture_run (&first);
  needed = pilot_full_disk_get_written ();
  for (guint i = 0; i < N_STEPS; i++)
    {
      g_auto (SyncFixture) f;

      sync_fixture_init (&f);
      put_many (&f);
      pilot_full_disk_set_room (needed * i / N_STEPS);
      n_failed += !run_round (&f);
      pilot_full_disk_set_room (-1);
      if (i % 2 == 0)
        sync_fixture_reopen (&f);
      sync_fixture_run (&f);
      sync_fixture_assert_same (&f, AGENCY);
    }
  g_assert_cmpuint (n_failed, >=, N_STEPS - 1);
}

/* What was sent, but could not be noted as sent, goes again, and is not made twice. */
static void
test_push (void)
{
  gint64 needed = 0;
  guint n_failed = 0;

  for (int i = N_STEPS; i >= 0; i--)
    {
      g_auto (SyncFixture) f;

      sync_fixture_init (&f);
      sync_fixture_run (&f);
      for (guint n = 1; n <= 20; n++)
        sync_fixture_save (&f, AGENCY, sync_fixture_id (n), NAME, "Mine", 0);
      pilot_full_disk_set_room (i == N_STEPS ? -1 : needed * i / N_STEPS);
      n_failed += !run_round (&f);
      if (i == N_STEPS)
        needed = pilot_full_disk_get_written ();
      g_assert_cmpuint (count_here (&f), ==, 20);
      pilot_full_disk_set_room (-1);
      if (i % 2 == 0)
        sync_fixture_reopen (&f);
      sync_fixture_run (&f);
      sync_fixture_assert_same (&f, AGENCY);
      g_assert_cmpuint (pilot_fake_connection_count (f.there, AGENCY), ==, 20);
      g_assert_null (pilot_fake_connection_get_violation (f.there));
    }
  g_assert_cmpuint (n_failed, >, N_STEPS / 2);
}

/* An edit that finds no room is not made, and says so; those before it stay. */
static void
test_edit (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (PilotRecord) record = pilot_record_new (AGENCY);
  g_autoptr (GError) error = NULL;

  sync_fixture_init (&f);
  sync_fixture_save (&f, AGENCY, sync_fixture_id (1), NAME, "Before", 0);
  pilot_record_set_text (record, PILOT_FIELD_ID, sync_fixture_id (1));
  pilot_record_set_text (record, NAME, "After");
  pilot_full_disk_set_room (0);
  g_assert_false (pilot_store_save (f.store, record, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_NO_SPACE);
  pilot_full_disk_set_room (-1);
  sync_fixture_assert_local (&f, AGENCY, sync_fixture_id (1), NAME, "Before");
  sync_fixture_assert_outbox (&f, "create waiting");
}

static void
test_service (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (PilotSyncService) service = NULL;

  sync_fixture_init (&f);
  put_many (&f);
  pilot_full_disk_set_room (100000);
  service = pilot_sync_service_new (PILOT_CONNECTION (f.there), f.store);
  pilot_sync_service_start (service);
  PILOT_TEST_WAIT_UNTIL (pilot_sync_service_get_state (service) == PILOT_SYNC_FAILED);
  g_assert_cmpstr (pilot_sync_service_get_message (service), ==,
                   "The disk is full. What is here and what waits to be sent is kept. Free some space: the sync goes on by itself.");
  pilot_full_disk_set_room (-1);
  PILOT_TEST_WAIT_UNTIL (pilot_sync_service_get_state (service) == PILOT_SYNC_IDLE);
  g_assert_null (pilot_sync_service_get_message (service));
  g_assert_cmpuint (count_here (&f), ==, N_ROWS);
  pilot_sync_service_stop (service);
}

int
main (int argc, char **argv)
{
  pilot_full_disk_install ();
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/sync/full-disk/an import is whole or not at all, and gives its room back", test_import);
  g_test_add_func ("/sync/full-disk/what is fetched goes on where it was", test_pull);
  g_test_add_func ("/sync/full-disk/what is sent is sent once", test_push);
  g_test_add_func ("/sync/full-disk/an edit is made or refused", test_edit);
  g_test_add_func ("/sync/full-disk/a person is told, and it goes on by itself", test_service);
  return g_test_run ();
}
