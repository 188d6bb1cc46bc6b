/* test-sync-pull.c: snapshots, changes, and starting anew
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"
#include "sync-fixture.h"

#define A1 sync_fixture_id (1)
#define A2 sync_fixture_id (2)
#define A3 sync_fixture_id (3)

static void
fill (SyncFixture *f, guint from, guint n, const char *city)
{
  for (guint i = from; i < from + n; i++)
    {
      g_autofree char *name = g_strdup_printf ("Agency %u", i);

      sync_fixture_put (f, AGENCY, sync_fixture_id (i), NAME, name, CITY, city, 0);
    }
}

static void
test_snapshot (gconstpointer page_size)
{
  g_auto (SyncFixture) f;
  PilotSyncReport report;

  sync_fixture_init (&f);
  fill (&f, 1, 50, "Cork");
  sync_fixture_put (&f, PILOT_ENTITY_JOB, sync_fixture_id (100), PILOT_JOB_TITLE, "Baker", 0);
  pilot_fake_connection_set_page_size (f.there, GPOINTER_TO_UINT (page_size));
  sync_fixture_run (&f);
  pilot_sync_coordinator_get_report (f.coordinator, &report);
  g_assert_true (report.snapshot);
  g_assert_cmpuint (report.n_pulled, ==, 51);
  sync_fixture_assert_same (&f, AGENCY);
  sync_fixture_assert_same (&f, PILOT_ENTITY_JOB);
}

static void
test_changes (void)
{
  g_auto (SyncFixture) f;
  PilotSyncReport report;

  sync_fixture_init (&f);
  fill (&f, 1, 20, "Cork");
  sync_fixture_run (&f);
  fill (&f, 5, 30, "Sligo");
  pilot_fake_connection_delete (f.there, AGENCY, A1);
  pilot_fake_connection_set_page_size (f.there, 7);
  sync_fixture_run (&f);
  pilot_sync_coordinator_get_report (f.coordinator, &report);
  g_assert_false (report.snapshot);
  g_assert_cmpuint (report.n_pulled, ==, 31);
  sync_fixture_assert_local (&f, AGENCY, A1, 0, NULL);
  sync_fixture_assert_same (&f, AGENCY);
  /* Nothing new: one question, no records. */
  sync_fixture_run (&f);
  pilot_sync_coordinator_get_report (f.coordinator, &report);
  g_assert_cmpuint (report.n_pulled, ==, 0);
}

static void
test_twice_in_snapshot (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  fill (&f, 1, 30, "Cork");
  pilot_fake_connection_set_page_size (f.there, 4);
  pilot_fake_connection_set_repeat (f.there, TRUE);
  sync_fixture_run (&f);
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_cut_in_snapshot (void)
{
  g_auto (SyncFixture) f;
  guint calls;

  sync_fixture_init (&f);
  fill (&f, 1, 50, "Cork");
  pilot_fake_connection_set_page_size (f.there, 10);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PULL, 3, 1, PILOT_ERROR_PROTOCOL, FALSE);
  sync_fixture_fail (&f, PILOT_ERROR_PROTOCOL);
  sync_fixture_reopen (&f);
  /* Something changes between the pages; the feed brings it afterwards. */
  sync_fixture_put (&f, AGENCY, A1, CITY, "Sligo", 0);
  calls = pilot_fake_connection_get_calls (f.there, PILOT_FAKE_PULL);
  sync_fixture_run (&f);
  /* Two pages were missing, then the changes. */
  g_assert_cmpuint (pilot_fake_connection_get_calls (f.there, PILOT_FAKE_PULL) - calls, <=, 4);
  sync_fixture_assert_local (&f, AGENCY, A1, CITY, "Sligo");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_edits_before_snapshot (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  fill (&f, 1, 20, "Cork");
  pilot_fake_connection_set_page_size (f.there, 5);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PULL, 2, 1, PILOT_ERROR_OFFLINE, FALSE);
  sync_fixture_fail (&f, PILOT_ERROR_OFFLINE);
  pilot_fake_connection_set_capabilities (f.there, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES);
  sync_fixture_save (&f, AGENCY, sync_fixture_id (500), NAME, "Mine", 0);
  sync_fixture_run (&f);
  sync_fixture_assert_local (&f, AGENCY, sync_fixture_id (500), NAME, "Mine");
  sync_fixture_assert_local (&f, AGENCY, A1, CITY, "Cork");
  sync_fixture_assert_outbox (&f, "create waiting");
}

/* A restored backup: the cursor is gone, and some records with it. */
static void
test_epoch (void)
{
  g_auto (SyncFixture) f;
  PilotSyncReport report;

  sync_fixture_init (&f);
  fill (&f, 1, 20, "Cork");
  sync_fixture_run (&f);
  sync_fixture_save (&f, AGENCY, A1, NAME, "Mine", 0);
  sync_fixture_save (&f, AGENCY, sync_fixture_id (300), NAME, "New", 0);
  sync_fixture_delete (&f, AGENCY, A2);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_OFFLINE, FALSE);
  sync_fixture_fail (&f, PILOT_ERROR_OFFLINE);
  pilot_fake_connection_delete (f.there, AGENCY, A3);
  pilot_fake_connection_new_epoch (f.there);
  sync_fixture_run (&f);
  pilot_sync_coordinator_get_report (f.coordinator, &report);
  g_assert_true (report.snapshot);
  sync_fixture_assert_local (&f, AGENCY, A3, 0, NULL);
  sync_fixture_assert_there (&f, AGENCY, A1, NAME, "Mine");
  sync_fixture_assert_there (&f, AGENCY, A2, 0, NULL);
  sync_fixture_assert_there (&f, AGENCY, sync_fixture_id (300), NAME, "New");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_epoch_keeps_unsent (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  fill (&f, 1, 20, "Cork");
  sync_fixture_run (&f);
  pilot_fake_connection_set_capabilities (f.there, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES);
  sync_fixture_save (&f, AGENCY, A1, NAME, "Mine", 0);
  sync_fixture_save (&f, AGENCY, sync_fixture_id (300), NAME, "New", 0);
  sync_fixture_delete (&f, AGENCY, A2);
  sync_fixture_put (&f, AGENCY, A1, CITY, "Theirs", 0);
  pilot_fake_connection_new_epoch (f.there);
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "update waiting, create waiting, delete waiting");
  sync_fixture_assert_local (&f, AGENCY, A1, NAME, "Mine");
  sync_fixture_assert_local (&f, AGENCY, A1, CITY, "Theirs");
  sync_fixture_assert_local (&f, AGENCY, A2, 0, NULL);
  sync_fixture_assert_local (&f, AGENCY, sync_fixture_id (300), NAME, "New");
  pilot_fake_connection_set_capabilities (f.there, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES | PILOT_CAPABILITY_PUSH);
  sync_fixture_run (&f);
  sync_fixture_assert_same (&f, AGENCY);
}

/* The record that is being edited is gone after the restore. */
static void
test_epoch_conflict (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  fill (&f, 1, 3, "Cork");
  sync_fixture_run (&f);
  pilot_fake_connection_set_capabilities (f.there, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES);
  sync_fixture_save (&f, AGENCY, A1, NAME, "Mine", 0);
  pilot_fake_connection_delete (f.there, AGENCY, A1);
  pilot_fake_connection_new_epoch (f.there);
  sync_fixture_run (&f);
  pilot_fake_connection_set_capabilities (f.there, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES | PILOT_CAPABILITY_PUSH);
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "update conflict");
  sync_fixture_assert_local (&f, AGENCY, A1, NAME, "Mine");
  sync_fixture_assert_local (&f, AGENCY, A1, CITY, "Cork");
}

/* Changed while the snapshot is read, a record is not in it: that is no word about a deletion. */
static void
test_changed_while_read (gconstpointer deleted)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  fill (&f, 1, 20, "Cork");
  sync_fixture_run (&f);
  sync_fixture_save (&f, AGENCY, A1, NAME, "Mine", 0);
  sync_fixture_delete (&f, AGENCY, A2);
  pilot_fake_connection_set_capabilities (f.there, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES);
  pilot_fake_connection_new_epoch (f.there);
  pilot_fake_connection_set_page_size (f.there, 5);
  if (GPOINTER_TO_INT (deleted))
    {
      pilot_fake_connection_delete (f.there, AGENCY, A1);
      pilot_fake_connection_delete (f.there, AGENCY, A2);
    }
  else
    {
      pilot_fake_connection_leave_out (f.there, A1);
      pilot_fake_connection_leave_out (f.there, A2);
    }
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "update waiting, delete waiting");
  sync_fixture_assert_local (&f, AGENCY, A1, NAME, "Mine");
  sync_fixture_assert_local (&f, AGENCY, A1, CITY, "Cork");
  sync_fixture_assert_local (&f, AGENCY, A2, 0, NULL);
  pilot_fake_connection_set_capabilities (f.there, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES | PILOT_CAPABILITY_PUSH);
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A2, 0, NULL);
  if (GPOINTER_TO_INT (deleted))
    sync_fixture_assert_outbox (&f, "update conflict");
  else
    {
      sync_fixture_assert_there (&f, AGENCY, A1, NAME, "Mine");
      sync_fixture_assert_same (&f, AGENCY);
    }
}

static void
test_gone_for_ever (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  fill (&f, 1, 3, "Cork");
  sync_fixture_run (&f);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PULL, 0, G_MAXUINT, PILOT_ERROR_GONE, FALSE);
  sync_fixture_fail (&f, PILOT_ERROR_GONE);
  /* What was there is still to be seen. */
  sync_fixture_assert_local (&f, AGENCY, A1, CITY, "Cork");
}

static void
test_pull_only (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  fill (&f, 1, 3, "Cork");
  pilot_fake_connection_set_capabilities (f.there, PILOT_CAPABILITY_PULL);
  sync_fixture_save (&f, AGENCY, sync_fixture_id (9), NAME, "Mine", 0);
  sync_fixture_run (&f);
  g_assert_cmpuint (pilot_fake_connection_get_calls (f.there, PILOT_FAKE_PUSH), ==, 0);
  sync_fixture_assert_local (&f, AGENCY, A1, CITY, "Cork");
  sync_fixture_assert_outbox (&f, "create waiting");
}

static void
test_one_process (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (PilotStore) other = NULL;
  g_autoptr (PilotSyncCoordinator) coordinator = NULL;
  g_autoptr (GError) error = NULL;

  sync_fixture_init (&f);
  fill (&f, 1, 3, "Cork");
  sync_fixture_run (&f);
  other = pilot_store_open (f.path, PILOT_CLOCK (f.clock), NULL, &error);
  g_assert_no_error (error);
  coordinator = pilot_sync_coordinator_new (PILOT_CONNECTION (f.there), other);
  g_assert_false (pilot_sync_run (coordinator, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_BUSY);
  g_clear_error (&error);
  /* What it writes goes with the other one's sync. */
  {
    g_autoptr (PilotRecord) record = pilot_record_new (AGENCY);

    pilot_record_set_text (record, PILOT_FIELD_ID, A1);
    pilot_record_set_text (record, NAME, "From the other");
    g_assert_true (pilot_store_save (other, record, NULL, &error));
  }
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A1, NAME, "From the other");
  g_clear_object (&f.coordinator);
  pilot_store_close (f.store);
  g_assert_true (pilot_sync_run (coordinator, NULL, &error));
  g_clear_object (&coordinator);
  pilot_store_close (other);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_data_func ("/sync/pull/a snapshot of one page", GUINT_TO_POINTER (1000), test_snapshot);
  g_test_add_data_func ("/sync/pull/a snapshot of many pages", GUINT_TO_POINTER (3), test_snapshot);
  g_test_add_func ("/sync/pull/changes and tombstones follow", test_changes);
  g_test_add_func ("/sync/pull/a record that comes twice is there once", test_twice_in_snapshot);
  g_test_add_func ("/sync/pull/a snapshot that was cut goes on after a restart", test_cut_in_snapshot);
  g_test_add_func ("/sync/pull/an edit made before the snapshot is done stays on top", test_edits_before_snapshot);
  g_test_add_func ("/sync/pull/a new epoch loads all anew and sends the outbox", test_epoch);
  g_test_add_func ("/sync/pull/a new epoch keeps what was not sent on top", test_epoch_keeps_unsent);
  g_test_add_func ("/sync/pull/an edited record that a new epoch lacks is put to a person", test_epoch_conflict);
  g_test_add_data_func ("/sync/pull/a record that a new snapshot lacks is asked for before a change of it is sent", GINT_TO_POINTER (0),
                        test_changed_while_read);
  g_test_add_data_func ("/sync/pull/deleted records that a new snapshot lacks are found out when a change of them is sent",
                        GINT_TO_POINTER (1), test_changed_while_read);
  g_test_add_func ("/sync/pull/a side that can't go on ever is given up for this round", test_gone_for_ever);
  g_test_add_func ("/sync/pull/a connection that only pulls sends nothing", test_pull_only);
  g_test_add_func ("/sync/pull/one process syncs a cache, another may write", test_one_process);
  return g_test_run ();
}
