/* test-sync-identity.c: unsent work goes to no other company
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "pilot-error.h"
#include "pilot-sync-identity.h"
#include "pilot-sync-service.h"
#include "sync-fixture.h"

#define A1 sync_fixture_id (1)
#define NORTHWIND sync_fixture_id (100)
#define SOUTHWIND sync_fixture_id (200)

static PilotFakeConnection *
make_company (const char *id, const char *name, const char *environment)
{
  PilotFakeConnection *connection = pilot_fake_connection_new ();

  pilot_fake_connection_set_company (connection, id, name, environment);
  return connection;
}

/* Northwind's data are kept here, and a change waits. */
static void
init (SyncFixture *f)
{
  sync_fixture_init (f);
  pilot_fake_connection_set_company (f->there, NORTHWIND, "Northwind", "production");
  sync_fixture_put (f, AGENCY, A1, NAME, "Old", 0);
  sync_fixture_run (f);
  sync_fixture_save (f, AGENCY, A1, NAME, "Mine", 0);
}

static void
assert_untouched (PilotFakeConnection *connection)
{
  for (guint call = 0; call < PILOT_N_FAKE_CALLS; call++)
    if (call != PILOT_FAKE_PROBE)
      g_assert_cmpuint (pilot_fake_connection_get_calls (connection, call), ==, 0);
}

/* A round with @other in the place of Northwind ends before anything goes or comes. */
static void
assert_refused (SyncFixture *f, PilotFakeConnection *other, const char *says)
{
  g_autoptr (PilotSyncCoordinator) coordinator = pilot_sync_coordinator_new (PILOT_CONNECTION (other), f->store);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (pilot_sync_run (coordinator, NULL, &error));
      g_assert_error (error, PILOT_ERROR, PILOT_ERROR_FAILED);
      g_assert_false (pilot_error_is_transient (error));
      if (strstr (error->message, says) == NULL)
        g_error ("no “%s” in “%s”", says, error->message);
      g_assert_nonnull (strstr (error->message, "1 change waits here."));
      g_assert_nonnull (strstr (error->message, "Sign in as before"));
      g_assert_null (pilot_sync_coordinator_get_info (coordinator));
      g_assert_cmpint (pilot_sync_coordinator_get_next_due (coordinator), >, 0);
    }
  assert_untouched (other);
  sync_fixture_assert_outbox (f, "update waiting");
}

static void
test_company (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (PilotFakeConnection) other = make_company (SOUTHWIND, "Southwind", "production");

  init (&f);
  assert_refused (&f, other, "“Southwind” answers at this address, but what is kept here belongs to “Northwind”.");
  /* It is known after a restart too. */
  sync_fixture_reopen (&f);
  assert_refused (&f, other, "belongs to “Northwind”.");
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A1, NAME, "Mine");
}

static void
test_alike (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (PilotFakeConnection) sandbox = make_company (NORTHWIND, "Northwind", "sandbox");
  g_autoptr (PilotFakeConnection) namesake = make_company (SOUTHWIND, "Northwind", "production");
  g_autoptr (PilotFakeConnection) empty = make_company (NULL, "", NULL);

  init (&f);
  assert_refused (&f, sandbox, "The environment “Sandbox” of “Northwind” answers at this address, but what is kept here belongs to “Production”.");
  assert_refused (&f, namesake, "Another company that is called “Northwind” too");
  assert_refused (&f, empty, "The portal at this address has no company, but what is kept here belongs to “Northwind”.");
}

static void
test_renamed (void)
{
  g_auto (SyncFixture) f;

  init (&f);
  pilot_fake_connection_set_company (f.there, NORTHWIND, "Northwind & Sons", "production");
  pilot_fake_connection_new_epoch (f.there);
  sync_fixture_reopen (&f);
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A1, NAME, "Mine");
}

/* A cache of a program that remembered nobody: its own record tells whose it is. */
static void
test_older_cache (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (PilotFakeConnection) other = make_company (SOUTHWIND, "Southwind", "production");

  sync_fixture_init (&f);
  sync_fixture_put (&f, PILOT_ENTITY_COMPANY, NORTHWIND, PILOT_COMPANY_NAME, "Northwind", PILOT_COMPANY_ENVIRONMENT, "production", 0);
  sync_fixture_put (&f, AGENCY, A1, NAME, "Old", 0);
  sync_fixture_run (&f);
  sync_fixture_save (&f, AGENCY, A1, NAME, "Mine", 0);
  assert_refused (&f, other, "“Southwind” answers at this address, but what is kept here belongs to “Northwind”.");
}

/* Who answers is asked once for each connection, and a round that can't find out sends nothing. */
static void
test_asked_first (void)
{
  g_auto (SyncFixture) f;
  const PilotConnectionInfo *info;

  sync_fixture_init (&f);
  pilot_fake_connection_set_company (f.there, NORTHWIND, "Northwind", "production");
  sync_fixture_save (&f, AGENCY, A1, NAME, "Mine", 0);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PROBE, 0, 1, PILOT_ERROR_OFFLINE, FALSE);
  sync_fixture_fail (&f, PILOT_ERROR_OFFLINE);
  assert_untouched (f.there);
  g_assert_cmpint (pilot_sync_coordinator_get_next_due (f.coordinator), >, 0);
  for (guint i = 0; i < 3; i++)
    sync_fixture_run (&f);
  g_assert_cmpuint (pilot_fake_connection_get_calls (f.there, PILOT_FAKE_PROBE), ==, 2);
  info = pilot_sync_coordinator_get_info (f.coordinator);
  g_assert_cmpstr (info->company_id, ==, NORTHWIND);
  g_assert_cmpint (info->role, ==, PILOT_ROLE_ADMIN);
}

static void
test_service (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (PilotFakeConnection) other = make_company (SOUTHWIND, "Southwind", "production");
  g_autoptr (PilotSyncService) service = NULL;

  init (&f);
  service = pilot_sync_service_new (PILOT_CONNECTION (other), f.store);
  pilot_sync_service_start (service);
  PILOT_TEST_WAIT_UNTIL (pilot_sync_service_get_state (service) == PILOT_SYNC_FAILED);
  g_assert_nonnull (strstr (pilot_sync_service_get_message (service), "“Southwind” answers"));
  assert_untouched (other);
  pilot_sync_service_set_connection (service, PILOT_CONNECTION (f.there));
  PILOT_TEST_WAIT_UNTIL (pilot_sync_service_get_state (service) == PILOT_SYNC_IDLE);
  pilot_sync_service_stop (service);
  sync_fixture_assert_there (&f, AGENCY, A1, NAME, "Mine");
  assert_untouched (other);
}

/* A cache that is being closed can't tell whose it is. */
static void
test_closed (void)
{
  g_auto (SyncFixture) f;
  const PilotConnectionInfo info = { .title = (char *) "Northwind", .company_id = (char *) NORTHWIND };
  g_autoptr (GError) error = NULL;

  init (&f);
  pilot_store_close (f.store);
  g_assert_false (pilot_sync_identity_check (f.store, &info, NULL, &error));
  g_assert_nonnull (error);
  sync_fixture_reopen (&f);
}

int
main (int argc, char *argv[])
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/sync/identity/another company gets and gives nothing, and it is said what to do", test_company);
  g_test_add_func ("/sync/identity/another environment, a namesake and a portal without a company are others too", test_alike);
  g_test_add_func ("/sync/identity/another name or a restored backup is the same company", test_renamed);
  g_test_add_func ("/sync/identity/a cache that remembers nobody knows its company's record", test_older_cache);
  g_test_add_func ("/sync/identity/who answers is asked first, and once", test_asked_first);
  g_test_add_func ("/sync/identity/in the background the sync stops, and goes on with the right one", test_service);
  g_test_add_func ("/sync/identity/a closed cache gives no leave", test_closed);
  return g_test_run ();
}
