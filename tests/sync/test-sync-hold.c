/* test-sync-hold.c: changes that would be lost in a migration run wait until it has ended
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"
#include "pilot-store-sync.h"
#include "sync-fixture.h"

#define A1 sync_fixture_id (1)
#define A2 sync_fixture_id (2)
#define A3 sync_fixture_id (3)
#define RUN_1 sync_fixture_id (100)
#define RUN PILOT_ENTITY_RUN

/* Two agencies of the old portal and one of the new, here and there, and a run that is not ordered yet. */
static void
share (SyncFixture *f)
{
  sync_fixture_init (f);
  sync_fixture_put (f, AGENCY, A1, NAME, "Old one", PILOT_AGENCY_DATASET, "legacy", 0);
  sync_fixture_put (f, AGENCY, A2, NAME, "Old two", PILOT_AGENCY_DATASET, "legacy", 0);
  sync_fixture_put (f, AGENCY, A3, NAME, "In the portal", PILOT_AGENCY_DATASET, "portal", 0);
  sync_fixture_put (f, RUN, RUN_1, PILOT_RUN_NAME, "All", PILOT_RUN_CHOICE, "all", PILOT_RUN_STATE, "draft", 0);
  sync_fixture_run (f);
}

static void
set_state (SyncFixture *f, const char *state)
{
  sync_fixture_put (f, RUN, RUN_1, PILOT_RUN_STATE, state, 0);
}

static guint
count_held (SyncFixture *f)
{
  PilotStoreCounts counts;

  g_assert_true (pilot_store_get_counts (f->store, &counts, NULL));
  return counts.n_held;
}

static void
assert_message (SyncFixture *f, guint index, const char *part)
{
  g_autoptr (GPtrArray) list = pilot_store_list_pending (f->store, NULL);
  const char *message = pilot_pending_get (g_ptr_array_index (list, index))->message;

  g_assert_nonnull (message);
  if (strstr (message, part) == NULL)
    g_error ("no “%s” in “%s”", part, message);
}

/* Without a network nobody knows of the run; with it, that is what is asked first. */
static void
test_offline (void)
{
  g_auto (SyncFixture) f;

  share (&f);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PULL, 0, 1, PILOT_ERROR_OFFLINE, FALSE);
  sync_fixture_fail (&f, PILOT_ERROR_OFFLINE);
  sync_fixture_save (&f, AGENCY, A1, CITY, "Cork", 0);
  sync_fixture_delete (&f, AGENCY, A2);
  sync_fixture_save (&f, AGENCY, sync_fixture_id (4), NAME, "Late", PILOT_AGENCY_DATASET, "legacy", 0);
  sync_fixture_save (&f, AGENCY, A3, CITY, "Sligo", 0);
  sync_fixture_assert_outbox (&f, "update waiting, delete waiting, create waiting, update waiting");
  set_state (&f, "running");
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "update agency In the portal");
  sync_fixture_assert_outbox (&f, "update held, delete held, create held");
  assert_message (&f, 0, "“All” is moving");
  assert_message (&f, 1, "sent when the run has ended");
  g_assert_cmpuint (count_held (&f), ==, 3);
  /* The person goes on seeing what was typed, and may give it up. */
  sync_fixture_assert_local (&f, AGENCY, A1, CITY, "Cork");
  g_assert_true (pilot_store_discard (f.store, sync_fixture_get_seq (&f, 2), NULL));
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "");
  /* The round that hears of the end sends what waited. */
  set_state (&f, "completed");
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "update agency Old one; delete agency Old two");
  sync_fixture_assert_there (&f, AGENCY, A1, CITY, "Cork");
  sync_fixture_assert_same (&f, AGENCY);
}

/* While a run is ordered it may begin at any moment: each edit asks first. */
static void
test_ordered (void)
{
  g_auto (SyncFixture) f;

  share (&f);
  set_state (&f, "scheduled");
  sync_fixture_run (&f);
  sync_fixture_save (&f, AGENCY, A1, CITY, "Cork", 0);
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "update agency Old one");
  sync_fixture_save (&f, AGENCY, A1, CITY, "Sligo", 0);
  set_state (&f, "running");
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "");
  sync_fixture_assert_outbox (&f, "update held");
  set_state (&f, "cancelled");
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "update agency Old one");
  sync_fixture_assert_same (&f, AGENCY);
}

/* Where the end of a run comes with the last pull of a round, the round goes on. */
static void
test_end_at_the_end (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (PilotRecord) run = pilot_record_new (RUN);

  share (&f);
  set_state (&f, "running");
  sync_fixture_run (&f);
  sync_fixture_save (&f, AGENCY, A1, CITY, "Cork", 0);
  pilot_record_set_text (run, PILOT_FIELD_ID, RUN_1);
  pilot_record_set_text (run, PILOT_RUN_STATE, "failed");
  pilot_fake_connection_put_later (f.there, 1, RUN_1, run);
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "update agency Old one");
  sync_fixture_assert_same (&f, AGENCY);
}

/* What was sent before the run and got no answer may not have been carried out: it waits, and goes again as it was. */
static void
test_in_doubt (void)
{
  g_auto (SyncFixture) f;

  share (&f);
  sync_fixture_save (&f, AGENCY, A1, CITY, "Cork", 0);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_OFFLINE, FALSE);
  sync_fixture_fail (&f, PILOT_ERROR_OFFLINE);
  sync_fixture_assert_outbox (&f, "update sending");
  sync_fixture_save (&f, AGENCY, A1, CITY, "Sligo", 0);
  set_state (&f, "running");
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "");
  sync_fixture_assert_outbox (&f, "update held, update held");
  sync_fixture_reopen (&f);
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "update held, update held");
  set_state (&f, "completed_with_skipped");
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A1, CITY, "Sligo");
  sync_fixture_assert_same (&f, AGENCY);
  g_assert_null (pilot_fake_connection_get_violation (f.there));
}

/* What the portal refuses since the record was moved is put to the person, with the run over or not. */
static void
test_moved (void)
{
  g_auto (SyncFixture) f;

  share (&f);
  set_state (&f, "running");
  sync_fixture_run (&f);
  sync_fixture_save (&f, AGENCY, A1, NAME, "New one", 0);
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "update held");
  sync_fixture_put (&f, AGENCY, A1, PILOT_AGENCY_RUN_ID, RUN_1, 0);
  set_state (&f, "completed");
  pilot_fake_connection_refuse (f.there, "New one");
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "update blocked");
  sync_fixture_assert_local (&f, AGENCY, A1, NAME, "New one");
  g_assert_true (pilot_store_discard (f.store, sync_fixture_get_seq (&f, 0), NULL));
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_import (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (PilotBatch) batch = pilot_batch_new ();
  g_autoptr (PilotRecord) row = pilot_record_new (AGENCY);

  share (&f);
  set_state (&f, "running");
  sync_fixture_run (&f);
  pilot_record_set_text (row, PILOT_FIELD_ID, A1);
  pilot_record_set_text (row, CITY, "Cork");
  pilot_batch_add_record (batch, row);
  sync_fixture_import (&f, batch, 1);
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "");
  sync_fixture_assert_outbox (&f, "import held");
  assert_message (&f, 0, "“All” is moving");
  set_state (&f, "completed");
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A1, CITY, "Cork");
  sync_fixture_assert_same (&f, AGENCY);
}

/* Who isn't chosen is not held, and the day of the downtime is the company's. */
static void
test_chosen_on_the_day (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (GDateTime) now = NULL;
  g_autofree char *today = NULL;

  share (&f);
  now = g_date_time_new_from_unix_utc (pilot_clock_get_unix_usec (PILOT_CLOCK (f.clock)) / G_USEC_PER_SEC);
  today = g_date_time_format (now, "%Y-%m-%d");
  sync_fixture_put (&f, PILOT_ENTITY_SCOPE_CHOICE, sync_fixture_id (200), PILOT_SCOPE_CHOICE_RUN_ID, RUN_1, PILOT_SCOPE_CHOICE_AGENCY_ID, A1, 0);
  sync_fixture_put (&f, RUN, RUN_1, PILOT_RUN_STATE, "scheduled", PILOT_RUN_CHOICE, "chosen", PILOT_RUN_SCHEDULED_ON, today, 0);
  sync_fixture_run (&f);
  sync_fixture_save (&f, AGENCY, A1, CITY, "Cork", 0);
  sync_fixture_save (&f, AGENCY, A2, CITY, "Sligo", 0);
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "update agency Old two");
  sync_fixture_assert_outbox (&f, "update held");
  assert_message (&f, 0, "Today is the downtime");
  /* It didn't take place. */
  pilot_fake_clock_advance (f.clock, G_TIME_SPAN_DAY);
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "update agency Old one");
  sync_fixture_assert_same (&f, AGENCY);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/sync/hold/an edit that waited offline waits on when a run has begun", test_offline);
  g_test_add_func ("/sync/hold/while a run is ordered its state is asked before an edit goes", test_ordered);
  g_test_add_func ("/sync/hold/the round that hears of the end sends what waited", test_end_at_the_end);
  g_test_add_func ("/sync/hold/what was sent without an answer waits too and goes again as it was", test_in_doubt);
  g_test_add_func ("/sync/hold/an edit of what was moved is refused and can be discarded", test_moved);
  g_test_add_func ("/sync/hold/an import of old records waits as a whole", test_import);
  g_test_add_func ("/sync/hold/those who are not chosen go and the day is held to its end", test_chosen_on_the_day);
  return g_test_run ();
}
