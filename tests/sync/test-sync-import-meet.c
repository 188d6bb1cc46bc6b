/* test-sync-import-meet.c: an import that waits or is on its way meets what others do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"
#include "sync-fixture.h"

#define A1 sync_fixture_id (1)
#define A2 sync_fixture_id (2)
#define A3 sync_fixture_id (3)

static void
test_pull_beneath (gconstpointer anew)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  sync_fixture_import_three (&f);
  pilot_fake_connection_set_capabilities (f.there, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES);
  sync_fixture_put (&f, AGENCY, A1, CITY, "Theirs", 0);
  if (GPOINTER_TO_INT (anew))
    pilot_fake_connection_new_epoch (f.there);
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "import waiting");
  sync_fixture_assert_local (&f, AGENCY, A1, NAME, "One, imported");
  sync_fixture_assert_local (&f, AGENCY, A1, CITY, "Theirs");
  sync_fixture_assert_local (&f, AGENCY, A3, NAME, "Three, imported");
  pilot_fake_connection_set_capabilities (f.there, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES | PILOT_CAPABILITY_PUSH);
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A1, CITY, "Theirs");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_new_epoch_while_sending (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  sync_fixture_import_three (&f);
  sync_fixture_cut_import (&f, FALSE);
  sync_fixture_save (&f, AGENCY, A2, CITY, "Galway", 0);
  pilot_fake_connection_new_epoch (f.there);
  pilot_fake_connection_set_capabilities (f.there, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES);
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "import sending, update waiting");
  sync_fixture_assert_local (&f, AGENCY, A2, CITY, "Galway");
  sync_fixture_assert_local (&f, AGENCY, A3, NAME, "Three, imported");
  pilot_fake_connection_set_capabilities (f.there, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES | PILOT_CAPABILITY_PUSH);
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A2, CITY, "Galway");
  sync_fixture_assert_same (&f, AGENCY);
}

/* Somebody else changes another field after the import was made, and before anything is pulled. */
static void
test_beside (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  sync_fixture_import_three (&f);
  sync_fixture_put (&f, AGENCY, A1, CITY, "Theirs", 0);
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "");
  sync_fixture_assert_there (&f, AGENCY, A1, NAME, "One, imported");
  sync_fixture_assert_there (&f, AGENCY, A1, CITY, "Theirs");
  sync_fixture_assert_there (&f, AGENCY, A3, NAME, "Three, imported");
  sync_fixture_assert_same (&f, AGENCY);
}

/* The same field: the other rows go, and a person chooses for this one. */
static void
test_same_field (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  sync_fixture_import_three (&f);
  sync_fixture_put (&f, AGENCY, A1, NAME, "Theirs", 0);
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "update conflict");
  sync_fixture_assert_there (&f, AGENCY, A1, NAME, "Theirs");
  sync_fixture_assert_there (&f, AGENCY, A2, NAME, "Two, imported");
  sync_fixture_assert_local (&f, AGENCY, A1, NAME, "One, imported");
  g_assert_true (pilot_store_discard (f.store, sync_fixture_get_seq (&f, 0), NULL));
  sync_fixture_run (&f);
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_same_value (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  sync_fixture_import_three (&f);
  sync_fixture_put (&f, AGENCY, A1, NAME, "One, imported", 0);
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_deleted_there (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  sync_fixture_import_three (&f);
  pilot_fake_connection_delete (f.there, AGENCY, A1);
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "update conflict");
  sync_fixture_assert_there (&f, AGENCY, A1, 0, NULL);
  sync_fixture_assert_there (&f, AGENCY, A2, NAME, "Two, imported");
  g_assert_true (pilot_store_discard (f.store, sync_fixture_get_seq (&f, 0), NULL));
  sync_fixture_run (&f);
  sync_fixture_assert_same (&f, AGENCY);
}

/* What comes while the import is on its way changes not a byte of it, and goes beneath it once it was refused. */
static void
test_met_on_its_way (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  sync_fixture_import_three (&f);
  sync_fixture_cut_import (&f, FALSE);
  sync_fixture_put (&f, AGENCY, A1, CITY, "Theirs", 0);
  sync_fixture_put (&f, AGENCY, A1, CITY, "Theirs again", 0);
  pilot_fake_connection_set_capabilities (f.there, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES);
  sync_fixture_run (&f);
  sync_fixture_put (&f, AGENCY, A1, CITY, "Theirs at last", 0);
  sync_fixture_run (&f);
  pilot_fake_connection_set_capabilities (f.there, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES | PILOT_CAPABILITY_PUSH);
  pilot_fake_connection_refuse (f.there, "any");
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "import blocked");
  sync_fixture_assert_local (&f, AGENCY, A1, NAME, "One, imported");
  sync_fixture_assert_local (&f, AGENCY, A1, CITY, "Theirs at last");
  pilot_fake_connection_refuse (f.there, NULL);
  g_assert_true (pilot_store_retry (f.store, sync_fixture_get_seq (&f, 0), NULL));
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A1, CITY, "Theirs at last");
  sync_fixture_assert_there (&f, AGENCY, A1, NAME, "One, imported");
  sync_fixture_assert_same (&f, AGENCY);
}

/* The rows that were committed first have no revision here until they are pulled. */
static void
test_revision_unknown (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (PilotBatch) batch = pilot_batch_new ();

  sync_fixture_init (&f);
  sync_fixture_import_three (&f);
  pilot_fake_connection_set_capabilities (f.there, PILOT_CAPABILITY_PUSH | PILOT_CAPABILITY_IMPORT);
  sync_fixture_run (&f);
  sync_fixture_add_row (batch, A1, NULL, "Imported again");
  sync_fixture_add_row (batch, A2, NULL, "Imported again");
  sync_fixture_import (&f, batch, 2);
  pilot_fake_connection_set_capabilities (f.there, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES | PILOT_CAPABILITY_PUSH);
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "");
  sync_fixture_assert_there (&f, AGENCY, A2, CITY, "Imported again");
  sync_fixture_assert_there (&f, AGENCY, A2, NAME, "Two, imported");
  sync_fixture_assert_same (&f, AGENCY);
}

/* A new record under the id of one that somebody deleted: never revived, and not tried for ever. */
static void
test_never_revived (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  sync_fixture_put (&f, AGENCY, A2, NAME, "Gone", 0);
  pilot_fake_connection_delete (f.there, AGENCY, A2);
  sync_fixture_import_three (&f);
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "import blocked");
  sync_fixture_assert_there (&f, AGENCY, A2, 0, NULL);
  sync_fixture_delete (&f, AGENCY, A2);
  g_assert_true (pilot_store_retry (f.store, sync_fixture_get_seq (&f, 0), NULL));
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A3, NAME, "Three, imported");
  sync_fixture_assert_same (&f, AGENCY);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_data_func ("/sync/import-meet/pulled changes go beneath it", GINT_TO_POINTER (0), test_pull_beneath);
  g_test_add_data_func ("/sync/import-meet/a new snapshot goes beneath it", GINT_TO_POINTER (1), test_pull_beneath);
  g_test_add_func ("/sync/import-meet/a new snapshot changes not a byte of one on its way", test_new_epoch_while_sending);
  g_test_add_func ("/sync/import-meet/fields that it doesn't change stay somebody else's", test_beside);
  g_test_add_func ("/sync/import-meet/a field that somebody else changed too is a conflict", test_same_field);
  g_test_add_func ("/sync/import-meet/a row that became the same is done", test_same_value);
  g_test_add_func ("/sync/import-meet/a record that somebody deleted is not revived", test_deleted_there);
  g_test_add_func ("/sync/import-meet/what comes while it is on its way goes beneath it", test_met_on_its_way);
  g_test_add_func ("/sync/import-meet/on rows of a revision not yet known it waits for the pull", test_revision_unknown);
  g_test_add_func ("/sync/import-meet/a new record takes the place of no deleted one", test_never_revived);
  return g_test_run ();
}
