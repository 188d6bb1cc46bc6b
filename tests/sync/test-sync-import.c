/* test-sync-import.c: an import is one row of the outbox
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "pilot-error.h"
#include "sync-fixture.h"

#define A1 sync_fixture_id (1)
#define A2 sync_fixture_id (2)
#define A3 sync_fixture_id (3)

static void
test_import (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  sync_fixture_import_three (&f);
  sync_fixture_assert_local (&f, AGENCY, A1, NAME, "One, imported");
  sync_fixture_assert_local (&f, AGENCY, A1, CITY, "Cork");
  sync_fixture_assert_local (&f, AGENCY, A3, NAME, "Three, imported");
  {
    g_autoptr (GPtrArray) list = pilot_store_list_pending (f.store, NULL);
    const PilotPendingData *row = pilot_pending_get (g_ptr_array_index (list, 0));

    g_assert_cmpstr (row->title, ==, "agencies.csv");
    g_assert_cmpuint (row->n_rows, ==, 3);
  }
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "import agency");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_nothing_new (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  PilotStoreImportResult result;

  sync_fixture_init (&f);
  sync_fixture_put (&f, AGENCY, A1, NAME, "One", CITY, "Cork", 0);
  sync_fixture_run (&f);
  sync_fixture_add_row (batch, A1, "One", NULL);
  result = sync_fixture_import (&f, batch, 1);
  g_assert_cmpuint (result.n_unchanged, ==, 1);
  sync_fixture_assert_outbox (&f, "");
}

static void
test_aborted (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  PilotStoreImport *import;

  sync_fixture_init (&f);
  sync_fixture_put (&f, AGENCY, A1, NAME, "One", 0);
  sync_fixture_run (&f);
  sync_fixture_add_row (batch, A1, "Imported", NULL);
  sync_fixture_add_row (batch, A2, "Imported", NULL);
  import = pilot_store_import_begin (f.store, AGENCY, NULL, 100000, &error);
  g_assert_true (pilot_store_import_add (import, batch, NULL, &error));
  pilot_store_import_abort (import);
  sync_fixture_assert_local (&f, AGENCY, A1, NAME, "One");
  sync_fixture_assert_local (&f, AGENCY, A2, 0, NULL);
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_bad_row (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  PilotStoreImport *import;

  sync_fixture_init (&f);
  sync_fixture_add_row (batch, A1, "Good", NULL);
  sync_fixture_add_row (batch, NULL, "Without an id", NULL);
  import = pilot_store_import_begin (f.store, AGENCY, NULL, 2, &error);
  g_assert_false (pilot_store_import_add (import, batch, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (pilot_store_import_commit (import, NULL, NULL, &error));
  g_assert_nonnull (error);
  sync_fixture_assert_local (&f, AGENCY, A1, 0, NULL);
  sync_fixture_assert_outbox (&f, "");
}

static void
test_cancelled (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  PilotStoreImport *import;

  sync_fixture_init (&f);
  sync_fixture_add_row (batch, A1, "Imported", NULL);
  import = pilot_store_import_begin (f.store, AGENCY, NULL, 2, &error);
  g_assert_true (pilot_store_import_add (import, batch, cancellable, &error));
  g_cancellable_cancel (cancellable);
  g_assert_false (pilot_store_import_commit (import, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  sync_fixture_assert_local (&f, AGENCY, A1, 0, NULL);
  sync_fixture_save (&f, AGENCY, A1, NAME, "By hand", 0);
}

static void
test_discard_many (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  sync_fixture_init (&f);
  sync_fixture_put (&f, AGENCY, A1, NAME, "One", 0);
  sync_fixture_put (&f, AGENCY, sync_fixture_id (50000), NAME, "Beside", 0);
  sync_fixture_run (&f);
  for (guint i = 1; i <= 25000; i++)
    {
      char *id = g_strdup (sync_fixture_id (i));

      g_ptr_array_add (texts, id);
      sync_fixture_add_row (batch, id, "Imported", NULL);
    }
  sync_fixture_import (&f, batch, 25000);
  g_assert_true (pilot_store_discard (f.store, sync_fixture_get_seq (&f, 0), &error));
  sync_fixture_assert_local (&f, AGENCY, A1, NAME, "One");
  sync_fixture_assert_same (&f, AGENCY);
  sync_fixture_save (&f, AGENCY, A1, NAME, "Edited", 0);
  sync_fixture_run (&f);
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_many_rows (gconstpointer existing)
{
  g_auto (SyncFixture) f;
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  sync_fixture_init (&f);
  if (GPOINTER_TO_INT (existing))
    sync_fixture_put (&f, AGENCY, A1, NAME, "One", 0);
  sync_fixture_run (&f);
  for (guint i = 1; i <= 25000; i++)
    {
      char *id = g_strdup (sync_fixture_id (i));

      g_ptr_array_add (texts, id);
      sync_fixture_add_row (batch, id, "Imported", NULL);
    }
  sync_fixture_import (&f, batch, 25000);
  sync_fixture_run (&f);
  sync_fixture_assert_same (&f, AGENCY);
  g_assert_cmpuint (pilot_fake_connection_count (f.there, AGENCY), ==, 25000);
  /* The indexes stand again: an edit finds its record, a second record with the same id can't be. */
  sync_fixture_save (&f, AGENCY, sync_fixture_id (24999), NAME, "Edited", 0);
  sync_fixture_run (&f);
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_edit_before_sending (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  sync_fixture_import_three (&f);
  sync_fixture_save (&f, AGENCY, A2, CITY, "Galway", 0);
  sync_fixture_delete (&f, AGENCY, A3);
  sync_fixture_assert_outbox (&f, "import waiting");
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "import agency");
  sync_fixture_assert_there (&f, AGENCY, A2, CITY, "Galway");
  sync_fixture_assert_there (&f, AGENCY, A3, 0, NULL);
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_delete_of_changed (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  sync_fixture_import_three (&f);
  sync_fixture_delete (&f, AGENCY, A1);
  sync_fixture_assert_outbox (&f, "import waiting, delete waiting");
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A1, 0, NULL);
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_all_deleted (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  sync_fixture_import_three (&f);
  sync_fixture_delete (&f, AGENCY, A2);
  sync_fixture_delete (&f, AGENCY, A3);
  sync_fixture_delete (&f, AGENCY, A1);
  sync_fixture_assert_outbox (&f, "delete waiting");
  sync_fixture_run (&f);
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_edit_while_sending (gconstpointer carried_out)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  sync_fixture_import_three (&f);
  sync_fixture_cut_import (&f, GPOINTER_TO_INT (carried_out));
  sync_fixture_save (&f, AGENCY, A2, CITY, "Galway", 0);
  sync_fixture_save (&f, AGENCY, A2, NAME, "Two, edited", 0);
  sync_fixture_save (&f, AGENCY, A1, NAME, "One, edited", 0);
  sync_fixture_delete (&f, AGENCY, A3);
  sync_fixture_assert_outbox (&f, "import sending, update waiting, update waiting, delete waiting");
  sync_fixture_assert_local (&f, AGENCY, A2, CITY, "Galway");
  sync_fixture_assert_local (&f, AGENCY, A3, 0, NULL);
  /* The fake counts it a breach if the import changed between the two sendings. */
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A2, CITY, "Galway");
  sync_fixture_assert_there (&f, AGENCY, A2, NAME, "Two, edited");
  sync_fixture_assert_there (&f, AGENCY, A1, NAME, "One, edited");
  sync_fixture_assert_there (&f, AGENCY, A3, 0, NULL);
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_restart_while_sending (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  sync_fixture_import_three (&f);
  sync_fixture_cut_import (&f, TRUE);
  sync_fixture_save (&f, AGENCY, A2, CITY, "Galway", 0);
  sync_fixture_reopen (&f);
  sync_fixture_run (&f);
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_refused (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  sync_fixture_import_three (&f);
  sync_fixture_cut_import (&f, FALSE);
  sync_fixture_save (&f, AGENCY, A2, CITY, "Galway", 0);
  sync_fixture_delete (&f, AGENCY, A3);
  sync_fixture_delete (&f, AGENCY, A1);
  pilot_fake_connection_refuse (f.there, "any");
  sync_fixture_run (&f);
  /* What was queued behind its rows is part of it again; the deletion of the older record went by itself. */
  sync_fixture_assert_outbox (&f, "import blocked");
  sync_fixture_assert_local (&f, AGENCY, A2, CITY, "Galway");
  pilot_fake_connection_refuse (f.there, NULL);
  g_assert_true (pilot_store_retry (f.store, sync_fixture_get_seq (&f, 0), NULL));
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A2, CITY, "Galway");
  sync_fixture_assert_there (&f, AGENCY, A3, 0, NULL);
  sync_fixture_assert_there (&f, AGENCY, A1, 0, NULL);
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_discard (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (GError) error = NULL;

  sync_fixture_init (&f);
  sync_fixture_import_three (&f);
  pilot_fake_connection_refuse (f.there, "any");
  sync_fixture_run (&f);
  g_assert_true (pilot_store_discard (f.store, sync_fixture_get_seq (&f, 0), &error));
  sync_fixture_assert_local (&f, AGENCY, A1, NAME, "One");
  sync_fixture_assert_local (&f, AGENCY, A2, 0, NULL);
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_dependent (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  sync_fixture_import_three (&f);
  sync_fixture_save (&f, PILOT_ENTITY_RECRUITER, sync_fixture_id (20), PILOT_RECRUITER_NAME, "Ann", PILOT_RECRUITER_AGENCY_ID, A2, 0);
  sync_fixture_save (&f, PILOT_ENTITY_JOB, sync_fixture_id (30), PILOT_JOB_TITLE, "Baker", 0);
  pilot_fake_connection_refuse (f.there, "any");
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "import blocked, create held");
  pilot_fake_connection_refuse (f.there, NULL);
  g_assert_true (pilot_store_retry (f.store, sync_fixture_get_seq (&f, 0), NULL));
  sync_fixture_run (&f);
  sync_fixture_assert_same (&f, PILOT_ENTITY_RECRUITER);
}

static void
test_import_depends (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_RECRUITER);
  PilotStoreImport *recruiters;

  sync_fixture_init (&f);
  sync_fixture_import_three (&f);
  pilot_record_set_text (record, PILOT_FIELD_ID, sync_fixture_id (20));
  pilot_record_set_text (record, PILOT_RECRUITER_NAME, "Ann");
  pilot_record_set_text (record, PILOT_RECRUITER_AGENCY_ID, A2);
  pilot_batch_add_record (batch, record);
  recruiters = pilot_store_import_begin (f.store, PILOT_ENTITY_RECRUITER, "r.csv", 1, &error);
  g_assert_true (pilot_store_import_add (recruiters, batch, NULL, &error));
  g_assert_true (pilot_store_import_commit (recruiters, NULL, NULL, &error));
  pilot_fake_connection_clear_log (f.there);
  pilot_fake_connection_refuse (f.there, "any");
  sync_fixture_run (&f);
  /* The second, which refers to a record of the refused first, was not even tried. */
  sync_fixture_assert_log (&f, "import agency");
  pilot_fake_connection_refuse (f.there, NULL);
  g_assert_true (pilot_store_retry (f.store, sync_fixture_get_seq (&f, 0), NULL));
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "import agency; import recruiter");
  sync_fixture_assert_same (&f, PILOT_ENTITY_RECRUITER);
}

static void
import_recruiter (SyncFixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  g_autoptr (PilotRecord) record = pilot_record_new (PILOT_ENTITY_RECRUITER);
  PilotStoreImport *recruiters = pilot_store_import_begin (f->store, PILOT_ENTITY_RECRUITER, "r.csv", 1, &error);

  pilot_record_set_text (record, PILOT_FIELD_ID, sync_fixture_id (20));
  pilot_record_set_text (record, PILOT_RECRUITER_NAME, "Ann");
  pilot_batch_add_record (batch, record);
  g_assert_true (pilot_store_import_add (recruiters, batch, NULL, &error));
  g_assert_true (pilot_store_import_commit (recruiters, NULL, NULL, &error));
}

static void
import_new_agency (SyncFixture *f)
{
  g_autoptr (PilotBatch) batch = pilot_batch_new ();

  sync_fixture_add_row (batch, A2, "Two, imported", "Sligo");
  sync_fixture_import (f, batch, 1);
}

/* A row of a waiting import is edited: it then refers to what was made after the import, one by one or by an import. */
static void
test_refers_to_later (gconstpointer imported)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  sync_fixture_run (&f);
  import_recruiter (&f);
  if (GPOINTER_TO_INT (imported))
    import_new_agency (&f);
  else
    sync_fixture_save (&f, AGENCY, A2, NAME, "New", 0);
  sync_fixture_save (&f, PILOT_ENTITY_RECRUITER, sync_fixture_id (20), PILOT_RECRUITER_AGENCY_ID, A2, 0);
  pilot_fake_connection_clear_log (f.there);
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, GPOINTER_TO_INT (imported) ? "import agency; import recruiter"
                                                          : "create agency New; import recruiter");
  sync_fixture_assert_same (&f, PILOT_ENTITY_RECRUITER);
}

static void
test_edit_refers_to_later_import (void)
{
  g_auto (SyncFixture) f;
  const char *r1 = sync_fixture_id (20);

  sync_fixture_init (&f);
  sync_fixture_run (&f);
  sync_fixture_save (&f, PILOT_ENTITY_RECRUITER, r1, PILOT_RECRUITER_NAME, "Ann", 0);
  import_new_agency (&f);
  sync_fixture_save (&f, PILOT_ENTITY_RECRUITER, r1, PILOT_RECRUITER_AGENCY_ID, A2, 0);
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "import agency; create recruiter Ann");
  sync_fixture_assert_same (&f, PILOT_ENTITY_RECRUITER);
}

static void
test_echo (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  sync_fixture_import_three (&f);
  sync_fixture_cut_import (&f, TRUE);
  sync_fixture_save (&f, AGENCY, A2, CITY, "Galway", 0);
  pilot_fake_connection_clear_log (f.there);
  sync_fixture_run (&f);
  /* After the trouble the feed was read first, and said that it was committed. */
  sync_fixture_assert_log (&f, "update agency Two, imported");
  sync_fixture_assert_there (&f, AGENCY, A2, CITY, "Galway");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_same_record_twice (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (PilotBatch) batch = pilot_batch_new ();

  sync_fixture_init (&f);
  sync_fixture_add_row (batch, A1, "First", "Cork");
  sync_fixture_add_row (batch, A1, "Last", NULL);
  sync_fixture_import (&f, batch, 2);
  sync_fixture_assert_local (&f, AGENCY, A1, NAME, "Last");
  sync_fixture_assert_local (&f, AGENCY, A1, CITY, "Cork");
  sync_fixture_run (&f);
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_over_pending_edit (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (PilotBatch) batch = pilot_batch_new ();

  sync_fixture_init (&f);
  sync_fixture_put (&f, AGENCY, A1, NAME, "One", CITY, "Cork", 0);
  sync_fixture_run (&f);
  sync_fixture_save (&f, AGENCY, A1, NAME, "Edited", 0);
  sync_fixture_add_row (batch, A1, NULL, "Imported");
  sync_fixture_add_row (batch, A2, "Two", NULL);
  sync_fixture_import (&f, batch, 2);
  sync_fixture_assert_local (&f, AGENCY, A1, NAME, "Edited");
  sync_fixture_assert_local (&f, AGENCY, A1, CITY, "Imported");
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A1, NAME, "Edited");
  sync_fixture_assert_there (&f, AGENCY, A1, CITY, "Imported");
  sync_fixture_assert_same (&f, AGENCY);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/sync/import/it is one row, and arrives whole", test_import);
  g_test_add_func ("/sync/import/rows that change nothing queue nothing", test_nothing_new);
  g_test_add_func ("/sync/import/given up, it leaves all as it was", test_aborted);
  g_test_add_func ("/sync/import/with one bad row nothing is written", test_bad_row);
  g_test_add_func ("/sync/import/cancelled at the end, nothing is written", test_cancelled);
  g_test_add_data_func ("/sync/import/many rows into an empty table", GINT_TO_POINTER (0), test_many_rows);
  g_test_add_data_func ("/sync/import/many rows beside others", GINT_TO_POINTER (1), test_many_rows);
  g_test_add_func ("/sync/import/many rows are discarded", test_discard_many);
  g_test_add_func ("/sync/import/an edit before it is sent is part of it", test_edit_before_sending);
  g_test_add_func ("/sync/import/a deletion of a record that it changes stands by itself", test_delete_of_changed);
  g_test_add_func ("/sync/import/with all its records deleted it is gone", test_all_deleted);
  g_test_add_data_func ("/sync/import/edits while it is on its way queue behind it", GINT_TO_POINTER (0), test_edit_while_sending);
  g_test_add_data_func ("/sync/import/edits behind an import whose answer was lost arrive", GINT_TO_POINTER (1),
                        test_edit_while_sending);
  g_test_add_func ("/sync/import/it is sent again after a restart, as it was", test_restart_while_sending);
  g_test_add_func ("/sync/import/refused, it takes in what was queued behind it", test_refused);
  g_test_add_func ("/sync/import/discarded, everything is as before", test_discard);
  g_test_add_func ("/sync/import/what refers to a record of a refused import is held", test_dependent);
  g_test_add_func ("/sync/import/an import that refers to a refused import is held", test_import_depends);
  g_test_add_data_func ("/sync/import/a row that refers to what was made after it goes behind that", GINT_TO_POINTER (0),
                        test_refers_to_later);
  g_test_add_data_func ("/sync/import/a row that refers to a later import goes behind that", GINT_TO_POINTER (1),
                        test_refers_to_later);
  g_test_add_func ("/sync/import/an edit that refers to a later import goes behind that", test_edit_refers_to_later_import);
  g_test_add_func ("/sync/import/an import that comes back in the feed is done", test_echo);
  g_test_add_func ("/sync/import/of two rows for one record the later wins", test_same_record_twice);
  g_test_add_func ("/sync/import/over a waiting edit it queues behind that", test_over_pending_edit);
  return g_test_run ();
}
