/* test-sync-trouble.c: refusals, failures of the network, dependents, back-off
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"
#include "sync-fixture.h"

#define A1 sync_fixture_id (1)
#define A2 sync_fixture_id (2)
#define R1 sync_fixture_id (11)
#define J1 sync_fixture_id (21)

#define RECRUITER PILOT_ENTITY_RECRUITER

static void
share (SyncFixture *f, const char *id)
{
  sync_fixture_put (f, AGENCY, id, NAME, "Old", CITY, "Cork", 0);
  sync_fixture_run (f);
}

static void
test_transient (gconstpointer code)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  share (&f, A1);
  sync_fixture_save (&f, AGENCY, A1, NAME, "New", 0);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PUSH, 0, 1, GPOINTER_TO_INT (code), FALSE);
  pilot_sync_run (f.coordinator, NULL, NULL);
  sync_fixture_assert_there (&f, AGENCY, A1, NAME, "Old");
  sync_fixture_assert_local (&f, AGENCY, A1, NAME, "New");
  sync_fixture_assert_outbox (&f, "update sending");
  pilot_fake_clock_advance (f.clock, G_TIME_SPAN_HOUR);
  sync_fixture_run (&f);
  sync_fixture_assert_same (&f, AGENCY);
}

/* Each of these certainly was not carried out, and a person must see it. */
static void
test_refused (gconstpointer code)
{
  g_auto (SyncFixture) f;
  g_autoptr (GPtrArray) list = NULL;
  PilotStoreCounts counts;

  sync_fixture_init (&f);
  share (&f, A1);
  sync_fixture_save (&f, AGENCY, A1, NAME, "New", 0);
  sync_fixture_save (&f, AGENCY, A2, NAME, "Other", 0);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PUSH, 0, 1, GPOINTER_TO_INT (code), FALSE);
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "update blocked");
  sync_fixture_assert_there (&f, AGENCY, A2, NAME, "Other");
  list = pilot_store_list_pending (f.store, NULL);
  g_assert_cmpstr (pilot_pending_get (g_ptr_array_index (list, 0))->message, ==, "a planned failure");
  g_assert_cmpstr (pilot_pending_get (g_ptr_array_index (list, 0))->title, ==, "New");
  g_assert_true (pilot_store_get_counts (f.store, &counts, NULL));
  g_assert_cmpuint (counts.n_blocked, ==, 1);
  g_assert_cmpuint (counts.n_waiting, ==, 0);
  /* Not by itself, but when the person asks. */
  pilot_fake_clock_advance (f.clock, G_TIME_SPAN_DAY);
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A1, NAME, "Old");
  g_assert_true (pilot_store_retry (f.store, sync_fixture_get_seq (&f, 0), NULL));
  sync_fixture_assert_outbox (&f, "update waiting");
  sync_fixture_run (&f);
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_sign_in (void)
{
  g_auto (SyncFixture) f;
  guint calls;

  sync_fixture_init (&f);
  share (&f, A1);
  sync_fixture_save (&f, AGENCY, A1, NAME, "New", 0);
  sync_fixture_save (&f, AGENCY, A2, NAME, "Other", 0);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PUSH, 0, G_MAXUINT, PILOT_ERROR_UNAUTHORIZED, FALSE);
  calls = pilot_fake_connection_get_calls (f.there, PILOT_FAKE_PUSH);
  sync_fixture_fail (&f, PILOT_ERROR_UNAUTHORIZED);
  /* The first answer is enough: nothing else is tried. */
  g_assert_cmpuint (pilot_fake_connection_get_calls (f.there, PILOT_FAKE_PUSH), ==, calls + 1);
  sync_fixture_assert_outbox (&f, "update sending, create waiting");
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PUSH, 0, 0, 0, FALSE);
  sync_fixture_run (&f);
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_edit_of_blocked (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  share (&f, A1);
  pilot_fake_connection_refuse (f.there, "Bad");
  sync_fixture_save (&f, AGENCY, A1, NAME, "Bad", CITY, "Sligo", 0);
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "update blocked");
  sync_fixture_save (&f, AGENCY, A1, NAME, "Good", 0);
  sync_fixture_assert_outbox (&f, "update waiting");
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A1, CITY, "Sligo");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_discard_edit (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  share (&f, A1);
  pilot_fake_connection_refuse (f.there, "Bad");
  sync_fixture_save (&f, AGENCY, A1, NAME, "Bad", CITY, "Sligo", 0);
  sync_fixture_run (&f);
  /* What they change meanwhile is what the discard gives back. */
  sync_fixture_put (&f, AGENCY, A1, PILOT_AGENCY_PHONE, "+353 1 234 5678", 0);
  sync_fixture_run (&f);
  sync_fixture_assert_local (&f, AGENCY, A1, NAME, "Bad");
  g_assert_true (pilot_store_discard (f.store, sync_fixture_get_seq (&f, 0), NULL));
  sync_fixture_assert_local (&f, AGENCY, A1, NAME, "Old");
  sync_fixture_assert_local (&f, AGENCY, A1, CITY, "Cork");
  sync_fixture_assert_local (&f, AGENCY, A1, PILOT_AGENCY_PHONE, "+353 1 234 5678");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_discard_create (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (GError) error = NULL;
  gint64 seq;

  sync_fixture_init (&f);
  sync_fixture_run (&f);
  pilot_fake_connection_refuse (f.there, "Bad");
  sync_fixture_save (&f, AGENCY, A1, NAME, "Bad", 0);
  sync_fixture_run (&f);
  seq = sync_fixture_get_seq (&f, 0);
  g_assert_true (pilot_store_discard (f.store, seq, &error));
  sync_fixture_assert_local (&f, AGENCY, A1, 0, NULL);
  sync_fixture_assert_outbox (&f, "");
  g_assert_false (pilot_store_discard (f.store, seq, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND);
}

static void
test_discard_delete (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  share (&f, A1);
  sync_fixture_delete (&f, AGENCY, A1);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_REJECTED, FALSE);
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "delete blocked");
  g_assert_true (pilot_store_discard (f.store, sync_fixture_get_seq (&f, 0), NULL));
  sync_fixture_assert_local (&f, AGENCY, A1, NAME, "Old");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_discard_with_edit_behind (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  share (&f, A1);
  sync_fixture_save (&f, AGENCY, A1, NAME, "First", 0);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_OFFLINE, FALSE);
  sync_fixture_fail (&f, PILOT_ERROR_OFFLINE);
  sync_fixture_save (&f, AGENCY, A1, CITY, "Sligo", 0);
  g_assert_true (pilot_store_discard (f.store, sync_fixture_get_seq (&f, 0), NULL));
  sync_fixture_assert_local (&f, AGENCY, A1, NAME, "Old");
  sync_fixture_assert_local (&f, AGENCY, A1, CITY, "Sligo");
  sync_fixture_assert_outbox (&f, "update waiting");
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A1, NAME, "Old");
  sync_fixture_assert_there (&f, AGENCY, A1, CITY, "Sligo");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_dependent (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  sync_fixture_run (&f);
  pilot_fake_connection_refuse (f.there, "Bad");
  sync_fixture_save (&f, AGENCY, A1, NAME, "Bad", 0);
  sync_fixture_save (&f, RECRUITER, R1, PILOT_RECRUITER_NAME, "Ann", PILOT_RECRUITER_AGENCY_ID, A1, 0);
  sync_fixture_save (&f, PILOT_ENTITY_CANDIDATE, J1, PILOT_CANDIDATE_NAME, "Bob", PILOT_CANDIDATE_RECRUITER_ID, R1, 0);
  sync_fixture_save (&f, AGENCY, A2, NAME, "Other", 0);
  pilot_fake_connection_clear_log (f.there);
  sync_fixture_run (&f);
  /* Who depends on it, and who depends on those, wait unsent; others don't. */
  sync_fixture_assert_log (&f, "create agency Bad; create agency Other");
  sync_fixture_assert_outbox (&f, "create blocked, create held, create held");
  sync_fixture_save (&f, AGENCY, A1, NAME, "Mended", 0);
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "create agency Mended; create recruiter Ann; create candidate Bob");
  sync_fixture_assert_same (&f, AGENCY);
  sync_fixture_assert_same (&f, RECRUITER);
}

/* An edit joins the row that waits for its record, and then refers to what was made after that row. */
static void
test_edit_refers_to_later (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  sync_fixture_put (&f, RECRUITER, R1, PILOT_RECRUITER_NAME, "Ann", 0);
  sync_fixture_run (&f);
  sync_fixture_save (&f, RECRUITER, R1, PILOT_RECRUITER_NAME, "Anna", 0);
  sync_fixture_save (&f, AGENCY, A1, NAME, "New", 0);
  sync_fixture_save (&f, RECRUITER, R1, PILOT_RECRUITER_AGENCY_ID, A1, 0);
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "create agency New; update recruiter Anna");
  sync_fixture_assert_same (&f, RECRUITER);
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_create_refers_to_later (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  sync_fixture_run (&f);
  pilot_fake_connection_refuse (f.there, "Bad");
  sync_fixture_save (&f, RECRUITER, R1, PILOT_RECRUITER_NAME, "Ann", 0);
  sync_fixture_save (&f, AGENCY, A1, NAME, "Bad", 0);
  sync_fixture_save (&f, RECRUITER, R1, PILOT_RECRUITER_AGENCY_ID, A1, 0);
  sync_fixture_assert_outbox (&f, "create waiting, create waiting");
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "create agency Bad");
  sync_fixture_assert_outbox (&f, "create held, create blocked");
  sync_fixture_save (&f, AGENCY, A1, NAME, "Mended", 0);
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "create agency Mended; create recruiter Ann");
  sync_fixture_assert_same (&f, RECRUITER);
}

/* A deletion joins the edit that waits for its record, and then stands before what makes it possible. */
static void
test_delete_after_those_who_refer (gconstpointer moved)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  share (&f, A1);
  sync_fixture_put (&f, AGENCY, A2, NAME, "Other", 0);
  sync_fixture_put (&f, RECRUITER, R1, PILOT_RECRUITER_NAME, "Ann", PILOT_RECRUITER_AGENCY_ID, A1, 0);
  sync_fixture_run (&f);
  sync_fixture_save (&f, AGENCY, A1, CITY, "Sligo", 0);
  if (GPOINTER_TO_INT (moved))
    sync_fixture_save (&f, RECRUITER, R1, PILOT_RECRUITER_AGENCY_ID, A2, 0);
  else
    sync_fixture_delete (&f, RECRUITER, R1);
  sync_fixture_delete (&f, AGENCY, A1);
  /* Refused, its deletion stays behind: over there the agency would still have a recruiter. */
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_REJECTED, FALSE);
  pilot_fake_connection_clear_log (f.there);
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "");
  sync_fixture_assert_outbox (&f, GPOINTER_TO_INT (moved) ? "delete held, update blocked" : "delete held, delete blocked");
  g_assert_true (pilot_store_retry (f.store, sync_fixture_get_seq (&f, 1), NULL));
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, GPOINTER_TO_INT (moved) ? "update recruiter Ann; delete agency Old"
                                                       : "delete recruiter Ann; delete agency Old");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_dependent_of_discarded (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  sync_fixture_run (&f);
  pilot_fake_connection_refuse (f.there, "Bad");
  sync_fixture_save (&f, AGENCY, A1, NAME, "Bad", 0);
  sync_fixture_save (&f, RECRUITER, R1, PILOT_RECRUITER_NAME, "Ann", PILOT_RECRUITER_AGENCY_ID, A1, 0);
  sync_fixture_run (&f);
  g_assert_true (pilot_store_discard (f.store, sync_fixture_get_seq (&f, 0), NULL));
  sync_fixture_run (&f);
  /* The other side refuses it by itself, and the person can mend it. */
  sync_fixture_assert_outbox (&f, "create blocked");
  sync_fixture_save (&f, RECRUITER, R1, PILOT_RECRUITER_AGENCY_ID, NULL, 0);
  sync_fixture_run (&f);
  sync_fixture_assert_same (&f, RECRUITER);
}

static void
test_edit_behind_blocked_create (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  sync_fixture_run (&f);
  pilot_fake_connection_refuse (f.there, "Bad");
  sync_fixture_save (&f, AGENCY, A1, NAME, "Bad", 0);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_OFFLINE, FALSE);
  sync_fixture_fail (&f, PILOT_ERROR_OFFLINE);
  sync_fixture_save (&f, AGENCY, A1, CITY, "Cork", 0);
  sync_fixture_assert_outbox (&f, "create sending, update waiting");
  sync_fixture_run (&f);
  /* Refused for certain: the edit behind it mends it, as far as we know, and it goes once more. */
  sync_fixture_assert_outbox (&f, "create blocked");
  pilot_fake_connection_refuse (f.there, NULL);
  g_assert_true (pilot_store_retry (f.store, sync_fixture_get_seq (&f, 0), NULL));
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A1, CITY, "Cork");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_back_off (void)
{
  g_auto (SyncFixture) f;
  gint64 last = 0;

  sync_fixture_init (&f);
  sync_fixture_save (&f, AGENCY, A1, NAME, "New", 0);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PUSH, 0, G_MAXUINT, PILOT_ERROR_OFFLINE, FALSE);
  for (guint i = 0; i < 12; i++)
    {
      gint64 wait;

      sync_fixture_fail (&f, PILOT_ERROR_OFFLINE);
      wait = pilot_sync_coordinator_get_next_due (f.coordinator) - pilot_clock_get_unix_usec (PILOT_CLOCK (f.clock));
      g_assert_cmpint (wait, >=, G_USEC_PER_SEC / 2);
      g_assert_cmpint (wait, <=, 60 * G_USEC_PER_SEC);
      if (i == 0)
        g_assert_cmpint (wait, <=, G_USEC_PER_SEC);
      last = wait;
      pilot_fake_clock_advance (f.clock, wait);
    }
  g_assert_cmpint (last, >=, 30 * G_USEC_PER_SEC);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PUSH, 0, 0, 0, FALSE);
  sync_fixture_run (&f);
  g_assert_cmpint (pilot_sync_coordinator_get_next_due (f.coordinator), ==, 0);
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_jitter (void)
{
  g_auto (SyncFixture) f;
  gint64 first;

  sync_fixture_init (&f);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PULL, 0, G_MAXUINT, PILOT_ERROR_OFFLINE, FALSE);
  sync_fixture_fail (&f, PILOT_ERROR_OFFLINE);
  first = pilot_sync_coordinator_get_next_due (f.coordinator);
  sync_fixture_reopen (&f);
  pilot_sync_coordinator_set_random_seed (f.coordinator, 2);
  sync_fixture_fail (&f, PILOT_ERROR_OFFLINE);
  g_assert_cmpint (pilot_sync_coordinator_get_next_due (f.coordinator), !=, first);
}

static void
test_retry_after (void)
{
  g_auto (SyncFixture) f;
  gint64 now;

  sync_fixture_init (&f);
  sync_fixture_save (&f, AGENCY, A1, NAME, "New", 0);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_THROTTLED, FALSE);
  pilot_fake_connection_set_retry_after (f.there, 90 * G_USEC_PER_SEC);
  sync_fixture_fail (&f, PILOT_ERROR_THROTTLED);
  now = pilot_clock_get_unix_usec (PILOT_CLOCK (f.clock));
  g_assert_cmpint (pilot_sync_coordinator_get_next_due (f.coordinator), ==, now + 90 * G_USEC_PER_SEC);
}

static void
test_retry_after_of_pull (gconstpointer snapshot)
{
  g_auto (SyncFixture) f;
  gint64 now;

  sync_fixture_init (&f);
  if (!GPOINTER_TO_INT (snapshot))
    sync_fixture_run (&f);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PULL, 0, 1, PILOT_ERROR_THROTTLED, FALSE);
  pilot_fake_connection_set_retry_after (f.there, 90 * G_USEC_PER_SEC);
  sync_fixture_fail (&f, PILOT_ERROR_THROTTLED);
  now = pilot_clock_get_unix_usec (PILOT_CLOCK (f.clock));
  g_assert_cmpint (pilot_sync_coordinator_get_next_due (f.coordinator), ==, now + 90 * G_USEC_PER_SEC);
}

static void
test_one_row_fails (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  share (&f, A1);
  sync_fixture_save (&f, AGENCY, A1, NAME, "New", 0);
  sync_fixture_save (&f, AGENCY, A2, NAME, "Other", 0);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_SERVER, FALSE);
  pilot_fake_connection_set_retry_after (f.there, 90 * G_USEC_PER_SEC);
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A2, NAME, "Other");
  sync_fixture_assert_outbox (&f, "update sending");
  /* Not before its time. */
  pilot_fake_clock_advance (f.clock, 89 * G_USEC_PER_SEC);
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A1, NAME, "Old");
  g_assert_cmpint (pilot_sync_coordinator_get_next_due (f.coordinator), !=, 0);
  pilot_fake_clock_advance (f.clock, 2 * G_USEC_PER_SEC);
  sync_fixture_run (&f);
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_server_down (void)
{
  g_auto (SyncFixture) f;
  guint calls;

  sync_fixture_init (&f);
  for (guint i = 1; i <= 10; i++)
    sync_fixture_save (&f, AGENCY, sync_fixture_id (i), NAME, "New", 0);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PUSH, 0, G_MAXUINT, PILOT_ERROR_SERVER, FALSE);
  pilot_sync_run (f.coordinator, NULL, NULL);
  calls = pilot_fake_connection_get_calls (f.there, PILOT_FAKE_PUSH);
  g_assert_cmpuint (calls, <=, 3);
}

static void
test_now (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  sync_fixture_save (&f, AGENCY, A1, NAME, "New", 0);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_SERVER, FALSE);
  sync_fixture_run (&f);
  g_assert_true (pilot_sync_coordinator_clear_back_off (f.coordinator, NULL));
  sync_fixture_run (&f);
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_cancelled (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  sync_fixture_init (&f);
  sync_fixture_save (&f, AGENCY, A1, NAME, "New", 0);
  g_cancellable_cancel (cancellable);
  g_assert_false (pilot_sync_run (f.coordinator, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (pilot_sync_coordinator_get_next_due (f.coordinator), ==, 0);
  sync_fixture_run (&f);
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_in_flight_replays (gconstpointer carried_out)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  share (&f, A1);
  sync_fixture_save (&f, AGENCY, A1, NAME, "New", 0);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_TIMEOUT, GPOINTER_TO_INT (carried_out));
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PULL, 0, 1, PILOT_ERROR_OFFLINE, FALSE);
  sync_fixture_fail (&f, PILOT_ERROR_OFFLINE);
  sync_fixture_reopen (&f);
  sync_fixture_assert_local (&f, AGENCY, A1, NAME, "New");
  sync_fixture_assert_outbox (&f, "update sending");
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "update agency New");
  sync_fixture_assert_same (&f, AGENCY);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    int code;
  } transient[] = { { "offline", PILOT_ERROR_OFFLINE },
                    { "a timeout", PILOT_ERROR_TIMEOUT },
                    { "a failure over there (5xx)", PILOT_ERROR_SERVER },
                    { "too many requests (429)", PILOT_ERROR_THROTTLED },
                    { "an answer that nobody understands", PILOT_ERROR_PROTOCOL },
                    { "what comes not even to the other side", PILOT_ERROR_FAILED },
                    { "what a full disk keeps back", PILOT_ERROR_NO_SPACE },
                    /* The file is mended when it is opened again: the change is not refused for it. */
                    { "a change whose file is damaged", PILOT_ERROR_CORRUPT } },
    refused[] = { { "a refusal (4xx)", PILOT_ERROR_REJECTED },
                  { "a role that may not (403)", PILOT_ERROR_FORBIDDEN },
                  { "an invalid field (422)", PILOT_ERROR_INVALID },
                  { "what the connection can't do", PILOT_ERROR_UNSUPPORTED } };

  pilot_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (transient); i++)
    {
      g_autofree char *path = g_strdup_printf ("/sync/trouble/%s is tried again", transient[i].name);

      g_test_add_data_func (path, GINT_TO_POINTER (transient[i].code), test_transient);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strdup_printf ("/sync/trouble/%s waits for a person, alone", refused[i].name);

      g_test_add_data_func (path, GINT_TO_POINTER (refused[i].code), test_refused);
    }
  g_test_add_func ("/sync/trouble/a sign-in that ended (401) pauses all", test_sign_in);
  g_test_add_func ("/sync/trouble/an edit of a refused change mends it", test_edit_of_blocked);
  g_test_add_func ("/sync/trouble/a discarded edit gives back what they have", test_discard_edit);
  g_test_add_func ("/sync/trouble/a discarded create leaves nothing", test_discard_create);
  g_test_add_func ("/sync/trouble/a discarded deletion brings the record back", test_discard_delete);
  g_test_add_func ("/sync/trouble/what is queued behind a discarded edit stays", test_discard_with_edit_behind);
  g_test_add_func ("/sync/trouble/what depends on a failed create is held, and no other", test_dependent);
  g_test_add_func ("/sync/trouble/an edit that refers to what was made after it goes behind that", test_edit_refers_to_later);
  g_test_add_func ("/sync/trouble/a create that refers to what was made after it goes behind that", test_create_refers_to_later);
  g_test_add_data_func ("/sync/trouble/a deletion goes behind the deletion of what refers to it", GINT_TO_POINTER (0),
                        test_delete_after_those_who_refer);
  g_test_add_data_func ("/sync/trouble/a deletion goes behind the move of what refers to it", GINT_TO_POINTER (1),
                        test_delete_after_those_who_refer);
  g_test_add_func ("/sync/trouble/what depends on a discarded create is refused and can be mended", test_dependent_of_discarded);
  g_test_add_func ("/sync/trouble/an edit behind a refused create becomes part of it", test_edit_behind_blocked_create);
  g_test_add_func ("/sync/trouble/each failure waits longer, up to a minute", test_back_off);
  g_test_add_func ("/sync/trouble/two clients don't come back at the same moment", test_jitter);
  g_test_add_func ("/sync/trouble/Retry-After is kept", test_retry_after);
  g_test_add_data_func ("/sync/trouble/Retry-After of a snapshot is kept", GINT_TO_POINTER (1), test_retry_after_of_pull);
  g_test_add_data_func ("/sync/trouble/Retry-After of the changes is kept", GINT_TO_POINTER (0), test_retry_after_of_pull);
  g_test_add_func ("/sync/trouble/a row that fails over there holds up no other", test_one_row_fails);
  g_test_add_func ("/sync/trouble/a server that is down is not asked for every row", test_server_down);
  g_test_add_func ("/sync/trouble/a person's wish ends the back-off", test_now);
  g_test_add_func ("/sync/trouble/a cancelled round leaves all as it was", test_cancelled);
  g_test_add_data_func ("/sync/trouble/a row in flight when the program ended is sent again", GINT_TO_POINTER (0),
                        test_in_flight_replays);
  g_test_add_data_func ("/sync/trouble/a row carried out when the program ended is done once", GINT_TO_POINTER (1),
                        test_in_flight_replays);
  return g_test_run ();
}
