/* test-sync-service.c: sync in the background
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"
#include "pilot-sync-service.h"
#include "sync-fixture.h"

#include <string.h>

#define A1 sync_fixture_id (1)
#define A2 sync_fixture_id (2)

static GMutex log_lock;
static GString *logged; /* (owned) under log_lock: what was logged, a line each */

static GLogWriterOutput
keep_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  g_mutex_lock (&log_lock);
  for (gsize i = 0; i < n_fields; i++)
    if (g_strcmp0 (fields[i].key, "MESSAGE") == 0)
      g_string_append_printf (logged, "%s\n", (const char *) fields[i].value);
  g_mutex_unlock (&log_lock);
  return g_log_writer_default (level, fields, n_fields, user_data);
}

static gboolean
was_logged (const char *text)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&log_lock);

  return strstr (logged->str, text) != NULL;
}

static gboolean
is_here (SyncFixture *f, const char *id, const char *name)
{
  g_autoptr (PilotRecord) record = pilot_store_get_record (f->store, AGENCY, id, NULL, NULL);

  return record != NULL && g_strcmp0 (pilot_record_get_text (record, NAME), name) == 0;
}

static gboolean
is_there (SyncFixture *f, const char *id, const char *name)
{
  g_autoptr (PilotRecord) record = pilot_fake_connection_get (f->there, AGENCY, id);

  return record != NULL && g_strcmp0 (pilot_record_get_text (record, NAME), name) == 0;
}

static PilotSyncService *
start (SyncFixture *f, gboolean signed_in)
{
  PilotSyncService *service = pilot_sync_service_new (signed_in ? PILOT_CONNECTION (f->there) : NULL, f->store);

  pilot_sync_service_start (service);
  return service;
}

static void
count_cb (PilotStore *store, guint mask, gpointer user_data)
{
  *(guint *) user_data |= mask;
}

static void
test_both_ways (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (PilotSyncService) service = NULL;
  guint mask = 0;

  sync_fixture_init (&f);
  g_signal_connect (f.store, "changed", G_CALLBACK (count_cb), &mask);
  sync_fixture_put (&f, AGENCY, A1, NAME, "Theirs", 0);
  service = start (&f, TRUE);
  PILOT_TEST_WAIT_UNTIL (is_here (&f, A1, "Theirs") && (mask & (1u << AGENCY)) != 0);
  PILOT_TEST_WAIT_UNTIL (pilot_sync_service_get_last_sync (service) != 0);
  g_assert_cmpint (pilot_sync_service_get_state (service), ==, PILOT_SYNC_IDLE);
  PILOT_TEST_WAIT_UNTIL (pilot_sync_service_get_role (service) == PILOT_ROLE_ADMIN);
  /* What happens here goes there, what happens there comes here, without being asked. */
  sync_fixture_save (&f, AGENCY, A2, NAME, "Mine", 0);
  PILOT_TEST_WAIT_UNTIL (is_there (&f, A2, "Mine"));
  sync_fixture_put (&f, AGENCY, A2, NAME, "Theirs too", 0);
  PILOT_TEST_WAIT_UNTIL (is_here (&f, A2, "Theirs too"));
  pilot_sync_service_stop (service);
  pilot_sync_service_stop (service);
}

static void
test_offline (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (PilotSyncService) service = NULL;

  sync_fixture_init (&f);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PULL, 0, G_MAXUINT, PILOT_ERROR_OFFLINE, FALSE);
  service = start (&f, TRUE);
  PILOT_TEST_WAIT_UNTIL (pilot_sync_service_get_state (service) == PILOT_SYNC_OFFLINE);
  g_assert_cmpstr (pilot_sync_service_get_message (service), ==, "a planned failure");
  /* The log has a word for it, and not the message, which may name a person. */
  g_assert_true (was_logged ("a round of sync ended: offline\n"));
  g_assert_false (was_logged ("a planned failure"));
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PULL, 0, 0, 0, FALSE);
  pilot_sync_service_sync_now (service);
  PILOT_TEST_WAIT_UNTIL (pilot_sync_service_get_state (service) == PILOT_SYNC_IDLE);
  g_assert_null (pilot_sync_service_get_message (service));
  pilot_sync_service_stop (service);
}

/* Who asks for a sync sees that it is at it, however long the other side takes to answer. */
static void
test_asked (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (PilotSyncService) service = NULL;
  guint calls;

  sync_fixture_init (&f);
  service = start (&f, TRUE);
  PILOT_TEST_WAIT_UNTIL (pilot_sync_service_get_last_sync (service) != 0);
  pilot_fake_connection_hold_pulls (f.there, 0);
  pilot_sync_service_sync_now (service);
  PILOT_TEST_WAIT_UNTIL (pilot_sync_service_get_state (service) == PILOT_SYNC_RUNNING);
  pilot_fake_connection_hold_pulls (f.there, G_MAXUINT);
  PILOT_TEST_WAIT_UNTIL (pilot_sync_service_get_state (service) == PILOT_SYNC_IDLE);
  /* While a round that nobody asked for waits already. */
  pilot_fake_connection_hold_pulls (f.there, 0);
  calls = pilot_fake_connection_get_calls (f.there, PILOT_FAKE_PULL);
  sync_fixture_put (&f, AGENCY, A1, NAME, "Theirs", 0);
  PILOT_TEST_WAIT_UNTIL (pilot_fake_connection_get_calls (f.there, PILOT_FAKE_PULL) > calls);
  pilot_sync_service_sync_now (service);
  PILOT_TEST_WAIT_UNTIL (pilot_sync_service_get_state (service) == PILOT_SYNC_RUNNING);
  pilot_fake_connection_hold_pulls (f.there, G_MAXUINT);
  PILOT_TEST_WAIT_UNTIL (pilot_sync_service_get_state (service) == PILOT_SYNC_IDLE && is_here (&f, A1, "Theirs"));
  pilot_sync_service_stop (service);
}

static void
test_sign_in (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (PilotSyncService) service = NULL;

  sync_fixture_init (&f);
  sync_fixture_put (&f, AGENCY, A1, NAME, "Theirs", 0);
  service = start (&f, FALSE);
  g_assert_cmpint (pilot_sync_service_get_state (service), ==, PILOT_SYNC_SIGN_IN);
  pilot_sync_service_set_connection (service, PILOT_CONNECTION (f.there));
  PILOT_TEST_WAIT_UNTIL (is_here (&f, A1, "Theirs") && pilot_sync_service_get_state (service) == PILOT_SYNC_IDLE);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PULL, 0, G_MAXUINT, PILOT_ERROR_UNAUTHORIZED, FALSE);
  pilot_sync_service_sync_now (service);
  PILOT_TEST_WAIT_UNTIL (pilot_sync_service_get_state (service) == PILOT_SYNC_SIGN_IN);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PULL, 0, 0, 0, FALSE);
  pilot_sync_service_set_connection (service, PILOT_CONNECTION (f.there));
  PILOT_TEST_WAIT_UNTIL (pilot_sync_service_get_state (service) == PILOT_SYNC_IDLE);
  pilot_sync_service_stop (service);
}

static void
test_quiet (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (PilotSyncService) service = NULL;
  guint calls;

  sync_fixture_init (&f);
  service = start (&f, TRUE);
  PILOT_TEST_WAIT_UNTIL (pilot_sync_service_get_last_sync (service) != 0);
  sync_fixture_save (&f, AGENCY, A2, NAME, "Mine", 0);
  PILOT_TEST_WAIT_UNTIL (is_there (&f, A2, "Mine"));
  sync_fixture_save (&f, AGENCY, A2, NAME, "Mine again", 0);
  PILOT_TEST_WAIT_UNTIL (is_there (&f, A2, "Mine again"));
  /* Its own writes must not wake it for ever. */
  calls = pilot_fake_connection_get_calls (f.there, PILOT_FAKE_PULL);
  {
    gint64 until = g_get_monotonic_time () + G_USEC_PER_SEC / 2;

    PILOT_TEST_WAIT_UNTIL (g_get_monotonic_time () > until);
  }
  g_assert_cmpuint (pilot_fake_connection_get_calls (f.there, PILOT_FAKE_PULL) - calls, <=, 3);
  pilot_sync_service_stop (service);
}

static gboolean
is_backing_off (SyncFixture *f)
{
  g_autoptr (GPtrArray) list = pilot_store_list_pending (f->store, NULL);

  return list->len == 1 && pilot_pending_get (g_ptr_array_index (list, 0))->next_attempt_unix_usec != 0;
}

/* A row that fails over there backs off by itself: what is changed meanwhile goes at once. */
static void
test_edit_beside_failing_row (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (PilotSyncService) service = NULL;

  sync_fixture_init (&f);
  service = start (&f, TRUE);
  PILOT_TEST_WAIT_UNTIL (pilot_sync_service_get_last_sync (service) != 0);
  pilot_fake_connection_set_retry_after (f.there, 25 * G_USEC_PER_SEC);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_SERVER, FALSE);
  sync_fixture_save (&f, AGENCY, A1, NAME, "Fails", 0);
  PILOT_TEST_WAIT_UNTIL (pilot_fake_connection_get_calls (f.there, PILOT_FAKE_PUSH) == 1);
  PILOT_TEST_WAIT_UNTIL (is_backing_off (&f));
  PILOT_TEST_WAIT_UNTIL (pilot_sync_service_get_state (service) == PILOT_SYNC_IDLE);
  sync_fixture_save (&f, AGENCY, A2, NAME, "Other", 0);
  PILOT_TEST_WAIT_UNTIL (is_there (&f, A2, "Other"));
  g_assert_false (is_there (&f, A1, "Fails"));
  pilot_sync_service_stop (service);
}

/* Where nothing gets through, its own notes must not make it try row after row at once. */
static void
test_all_rows_fail (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (PilotSyncService) service = NULL;
  gint64 until;

  sync_fixture_init (&f);
  pilot_fake_connection_set_retry_after (f.there, 25 * G_USEC_PER_SEC);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PUSH, 0, G_MAXUINT, PILOT_ERROR_SERVER, FALSE);
  for (guint i = 1; i <= 9; i++)
    sync_fixture_save (&f, AGENCY, sync_fixture_id (i), NAME, "Fails", 0);
  service = start (&f, TRUE);
  PILOT_TEST_WAIT_UNTIL (pilot_fake_connection_get_calls (f.there, PILOT_FAKE_PUSH) >= 3);
  until = g_get_monotonic_time () + G_USEC_PER_SEC / 5;
  PILOT_TEST_WAIT_UNTIL (g_get_monotonic_time () > until);
  g_assert_cmpuint (pilot_fake_connection_get_calls (f.there, PILOT_FAKE_PUSH), <=, 6);
  pilot_sync_service_stop (service);
}

int
main (int argc, char **argv)
{
  logged = g_string_new (NULL);
  g_log_set_writer_func (keep_log, NULL, NULL);
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/sync/service/changes go both ways by themselves", test_both_ways);
  g_test_add_func ("/sync/service/it says that it is offline and comes back", test_offline);
  g_test_add_func ("/sync/service/it says that it syncs as soon as somebody asks", test_asked);
  g_test_add_func ("/sync/service/it waits for a sign-in and goes on after it", test_sign_in);
  g_test_add_func ("/sync/service/it is quiet when there is nothing to do", test_quiet);
  g_test_add_func ("/sync/service/an edit does not wait for a row that fails", test_edit_beside_failing_row);
  g_test_add_func ("/sync/service/where every row fails they are not all tried at once", test_all_rows_fail);
  return g_test_run ();
}
