/* test-sync-conflict.c: both sides changed the same record
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"
#include "sync-fixture.h"

#define A1 sync_fixture_id (1)
#define A2 sync_fixture_id (2)

static void
share (SyncFixture *f, const char *id)
{
  sync_fixture_put (f, AGENCY, id, NAME, "Old", CITY, "Cork", 0);
  sync_fixture_run (f);
}

static const PilotPendingData *
get_row (SyncFixture *f, guint index, GPtrArray **list)
{
  *list = pilot_store_list_pending (f->store, NULL);
  g_assert_cmpuint (index, <, (*list)->len);
  return pilot_pending_get (g_ptr_array_index (*list, index));
}

static void
resolve (SyncFixture *f, guint field, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PilotRecord) chosen = field != 0 ? pilot_record_new (AGENCY) : NULL;

  if (field != 0)
    {
      pilot_record_set_text (chosen, PILOT_FIELD_ID, A1);
      pilot_record_set_text (chosen, field, text);
    }
  pilot_store_resolve (f->store, sync_fixture_get_seq (f, 0), chosen, &error);
  g_assert_no_error (error);
}

static void
test_other_fields (gconstpointer hidden)
{
  g_auto (SyncFixture) f;
  PilotSyncReport report;

  sync_fixture_init (&f);
  share (&f, A1);
  pilot_fake_connection_hide_conflict (f.there, GPOINTER_TO_INT (hidden));
  sync_fixture_save (&f, AGENCY, A1, NAME, "Mine", 0);
  sync_fixture_put (&f, AGENCY, A1, CITY, "Theirs", 0);
  sync_fixture_run (&f);
  pilot_sync_coordinator_get_report (f.coordinator, &report);
  g_assert_cmpuint (report.n_merged, ==, 1);
  g_assert_cmpuint (report.n_conflicts, ==, 0);
  sync_fixture_assert_there (&f, AGENCY, A1, NAME, "Mine");
  sync_fixture_assert_there (&f, AGENCY, A1, CITY, "Theirs");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_same_value (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  share (&f, A1);
  sync_fixture_save (&f, AGENCY, A1, NAME, "Both", 0);
  sync_fixture_put (&f, AGENCY, A1, NAME, "Both", CITY, "Theirs", 0);
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A1, CITY, "Theirs");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
make_conflict (SyncFixture *f)
{
  share (f, A1);
  sync_fixture_save (f, AGENCY, A1, NAME, "Mine", PILOT_AGENCY_REGION, "Munster", 0);
  sync_fixture_put (f, AGENCY, A1, NAME, "Theirs", CITY, "Sligo", 0);
  sync_fixture_run (f);
  sync_fixture_assert_outbox (f, "update conflict");
}

static void
test_same_field (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (GPtrArray) list = NULL;
  const PilotPendingData *row;

  sync_fixture_init (&f);
  make_conflict (&f);
  row = get_row (&f, 0, &list);
  g_assert_cmpstr (pilot_record_get_text (row->mine, NAME), ==, "Mine");
  g_assert_cmpstr (pilot_record_get_text (row->base, NAME), ==, "Old");
  g_assert_cmpstr (pilot_record_get_text (row->theirs, NAME), ==, "Theirs");
  g_assert_cmpstr (pilot_record_get_text (row->theirs, CITY), ==, "Sligo");
  g_assert_false (row->theirs_deleted);
  /* Mine stays on top, with what they changed beneath. */
  sync_fixture_assert_local (&f, AGENCY, A1, NAME, "Mine");
  sync_fixture_assert_local (&f, AGENCY, A1, CITY, "Sligo");
  sync_fixture_assert_there (&f, AGENCY, A1, NAME, "Theirs");
  /* It is not tried again by itself. */
  pilot_fake_connection_clear_log (f.there);
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "");
}

static void
test_choose_mine (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  make_conflict (&f);
  resolve (&f, NAME, "Mine");
  sync_fixture_assert_outbox (&f, "update waiting");
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A1, NAME, "Mine");
  sync_fixture_assert_there (&f, AGENCY, A1, PILOT_AGENCY_REGION, "Munster");
  sync_fixture_assert_there (&f, AGENCY, A1, CITY, "Sligo");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_choose_their_field (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  make_conflict (&f);
  resolve (&f, NAME, "Theirs");
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A1, NAME, "Theirs");
  sync_fixture_assert_there (&f, AGENCY, A1, PILOT_AGENCY_REGION, "Munster");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_choose_theirs (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  make_conflict (&f);
  resolve (&f, 0, NULL);
  sync_fixture_assert_local (&f, AGENCY, A1, NAME, "Theirs");
  sync_fixture_assert_local (&f, AGENCY, A1, PILOT_AGENCY_REGION, NULL);
  sync_fixture_run (&f);
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_resolve_twice (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (GError) error = NULL;
  gint64 seq;

  sync_fixture_init (&f);
  make_conflict (&f);
  seq = sync_fixture_get_seq (&f, 0);
  resolve (&f, 0, NULL);
  g_assert_false (pilot_store_resolve (f.store, seq, NULL, &error));
  g_assert_error (error, PILOT_ERROR, PILOT_ERROR_NOT_FOUND);
}

static void
test_edit_in_conflict (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  make_conflict (&f);
  sync_fixture_save (&f, AGENCY, A1, PILOT_AGENCY_PHONE, "+353 1 234 5678", 0);
  sync_fixture_assert_outbox (&f, "update conflict");
  /* The person takes their name over by hand: nothing meets any more. */
  sync_fixture_save (&f, AGENCY, A1, NAME, "Theirs", 0);
  sync_fixture_assert_outbox (&f, "update waiting");
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A1, NAME, "Theirs");
  sync_fixture_assert_there (&f, AGENCY, A1, PILOT_AGENCY_PHONE, "+353 1 234 5678");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_they_change_again (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  make_conflict (&f);
  sync_fixture_put (&f, AGENCY, A1, NAME, "Theirs again", 0);
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "update conflict");
  {
    g_autoptr (GPtrArray) list = NULL;

    g_assert_cmpstr (pilot_record_get_text (get_row (&f, 0, &list)->theirs, NAME), ==, "Theirs again");
  }
  /* They go back to what it was: the conflict is over. */
  sync_fixture_put (&f, AGENCY, A1, NAME, "Old", 0);
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "update waiting");
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A1, NAME, "Mine");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_found_by_pull (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  share (&f, A1);
  sync_fixture_put (&f, AGENCY, A1, NAME, "Theirs", 0);
  pilot_fake_connection_set_capabilities (f.there, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES);
  sync_fixture_save (&f, AGENCY, A1, NAME, "Mine", 0);
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "update conflict");
  sync_fixture_assert_log (&f, "");
}

static void
test_merged_by_pull (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  share (&f, A1);
  sync_fixture_save (&f, AGENCY, A1, NAME, "Mine", 0);
  sync_fixture_put (&f, AGENCY, A1, CITY, "Theirs", 0);
  pilot_fake_connection_set_capabilities (f.there, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES);
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "update waiting");
  sync_fixture_assert_local (&f, AGENCY, A1, NAME, "Mine");
  sync_fixture_assert_local (&f, AGENCY, A1, CITY, "Theirs");
  pilot_fake_connection_set_capabilities (f.there, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES | PILOT_CAPABILITY_PUSH);
  sync_fixture_run (&f);
  /* One push: the pull had told what it stands on. */
  sync_fixture_assert_log (&f, "update agency Mine");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_deleted_there (gconstpointer how)
{
  g_auto (SyncFixture) f;
  g_autoptr (GPtrArray) list = NULL;

  sync_fixture_init (&f);
  share (&f, A1);
  sync_fixture_save (&f, AGENCY, A1, NAME, "Mine", 0);
  pilot_fake_connection_delete (f.there, AGENCY, A1);
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "update conflict");
  g_assert_true (get_row (&f, 0, &list)->theirs_deleted);
  sync_fixture_assert_local (&f, AGENCY, A1, NAME, "Mine");
  sync_fixture_assert_local (&f, AGENCY, A1, CITY, "Cork");
  if (GPOINTER_TO_INT (how) == 0)
    {
      resolve (&f, 0, NULL);
      sync_fixture_assert_local (&f, AGENCY, A1, 0, NULL);
    }
  else
    {
      resolve (&f, NAME, "Mine");
      sync_fixture_assert_outbox (&f, "create waiting");
      sync_fixture_run (&f);
      sync_fixture_assert_there (&f, AGENCY, A1, NAME, "Mine");
      sync_fixture_assert_there (&f, AGENCY, A1, CITY, "Cork");
    }
  sync_fixture_run (&f);
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_delete_of_changed (gconstpointer mine)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  share (&f, A1);
  sync_fixture_delete (&f, AGENCY, A1);
  sync_fixture_put (&f, AGENCY, A1, CITY, "Theirs", 0);
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "delete conflict");
  if (GPOINTER_TO_INT (mine))
    {
      resolve (&f, NAME, "Old");
      sync_fixture_run (&f);
      sync_fixture_assert_there (&f, AGENCY, A1, 0, NULL);
    }
  else
    {
      resolve (&f, 0, NULL);
      sync_fixture_assert_local (&f, AGENCY, A1, CITY, "Theirs");
    }
  sync_fixture_run (&f);
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_delete_of_deleted (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  share (&f, A1);
  sync_fixture_delete (&f, AGENCY, A1);
  pilot_fake_connection_delete (f.there, AGENCY, A1);
  sync_fixture_run (&f);
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_edit_behind_conflict (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  share (&f, A1);
  sync_fixture_save (&f, AGENCY, A1, NAME, "Mine", 0);
  /* In doubt, and not carried out. */
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_OFFLINE, FALSE);
  sync_fixture_fail (&f, PILOT_ERROR_OFFLINE);
  sync_fixture_save (&f, AGENCY, A1, CITY, "Mine too", 0);
  sync_fixture_assert_outbox (&f, "update sending, update waiting");
  sync_fixture_put (&f, AGENCY, A1, NAME, "Theirs", 0);
  sync_fixture_run (&f);
  /* What was refused for certain and what was queued behind it are one change for the person. */
  sync_fixture_assert_outbox (&f, "update conflict");
  resolve (&f, NAME, "Mine");
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A1, NAME, "Mine");
  sync_fixture_assert_there (&f, AGENCY, A1, CITY, "Mine too");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_merged_with_edit_behind (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  share (&f, A1);
  sync_fixture_save (&f, AGENCY, A1, NAME, "Mine", 0);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_OFFLINE, FALSE);
  sync_fixture_fail (&f, PILOT_ERROR_OFFLINE);
  sync_fixture_save (&f, AGENCY, A1, NAME, "Mine, later", 0);
  sync_fixture_put (&f, AGENCY, A1, CITY, "Theirs", 0);
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A1, NAME, "Mine, later");
  sync_fixture_assert_there (&f, AGENCY, A1, CITY, "Theirs");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_create_after_forgotten_key (gconstpointer changed)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  sync_fixture_run (&f);
  sync_fixture_save (&f, AGENCY, A1, NAME, "New", 0);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_TIMEOUT, TRUE);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PULL, 0, 1, PILOT_ERROR_OFFLINE, FALSE);
  sync_fixture_fail (&f, PILOT_ERROR_OFFLINE);
  pilot_fake_connection_forget_operations (f.there);
  if (GPOINTER_TO_INT (changed))
    sync_fixture_put (&f, AGENCY, A1, CITY, "Theirs", 0);
  pilot_fake_clock_advance (f.clock, G_TIME_SPAN_HOUR);
  sync_fixture_run (&f);
  g_assert_cmpuint (pilot_fake_connection_count (f.there, AGENCY), ==, 1);
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_failing_entity_alone (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  make_conflict (&f);
  sync_fixture_save (&f, AGENCY, A2, NAME, "Other", 0);
  pilot_fake_connection_clear_log (f.there);
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "create agency Other");
  sync_fixture_assert_outbox (&f, "update conflict");
}

static void
test_discard_conflict (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (GError) error = NULL;

  sync_fixture_init (&f);
  make_conflict (&f);
  g_assert_true (pilot_store_discard (f.store, sync_fixture_get_seq (&f, 0), &error));
  sync_fixture_assert_local (&f, AGENCY, A1, NAME, "Theirs");
  sync_fixture_run (&f);
  sync_fixture_assert_same (&f, AGENCY);
}

/* Made anew after a deletion that was sent, but somebody else was first. */
static void
test_create_met_theirs (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  share (&f, A1);
  sync_fixture_delete (&f, AGENCY, A1);
  sync_fixture_run (&f);
  sync_fixture_save (&f, AGENCY, A1, NAME, "Mine", 0);
  sync_fixture_put (&f, AGENCY, A1, NAME, "Theirs", 0);
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "create conflict");
  sync_fixture_assert_there (&f, AGENCY, A1, NAME, "Theirs");
  resolve (&f, NAME, "Mine");
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A1, NAME, "Mine");
  sync_fixture_assert_same (&f, AGENCY);
}

/* Carried out, its answer lost; then they delete the record, and we are told of it before we ask again. */
static void
lose_answer_and_record (SyncFixture *f, gboolean create)
{
  if (!create)
    share (f, A1);
  else
    sync_fixture_run (f);
  sync_fixture_save (f, AGENCY, A1, NAME, "Mine", 0);
  pilot_fake_connection_fail (f->there, PILOT_FAKE_PUSH, 0, 2, PILOT_ERROR_TIMEOUT, TRUE);
  pilot_fake_connection_fail (f->there, PILOT_FAKE_PULL, 0, 1, PILOT_ERROR_OFFLINE, FALSE);
  sync_fixture_fail (f, PILOT_ERROR_OFFLINE);
  sync_fixture_assert_there (f, AGENCY, A1, NAME, "Mine");
  pilot_fake_connection_delete (f->there, AGENCY, A1);
  pilot_fake_clock_advance (f->clock, G_TIME_SPAN_HOUR);
}

static void
test_replay_of_deleted (gconstpointer create)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  lose_answer_and_record (&f, GPOINTER_TO_INT (create));
  sync_fixture_run (&f);
  pilot_fake_clock_advance (f.clock, G_TIME_SPAN_HOUR);
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "");
  sync_fixture_assert_local (&f, AGENCY, A1, 0, NULL);
  sync_fixture_assert_same (&f, AGENCY);
}

/* The same, and the portal has forgotten the key: the create goes through as a new one, or not at all. */
static void
test_forgotten_key_revives_nothing (gconstpointer how)
{
  g_auto (SyncFixture) f;
  g_autoptr (GPtrArray) list = NULL;

  sync_fixture_init (&f);
  lose_answer_and_record (&f, TRUE);
  pilot_fake_connection_forget_operations (f.there);
  sync_fixture_run (&f);
  pilot_fake_clock_advance (f.clock, G_TIME_SPAN_HOUR);
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A1, 0, NULL);
  sync_fixture_assert_outbox (&f, "create conflict");
  g_assert_true (get_row (&f, 0, &list)->theirs_deleted);
  sync_fixture_assert_local (&f, AGENCY, A1, NAME, "Mine");
  resolve (&f, GPOINTER_TO_INT (how) ? NAME : 0, "Mine");
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A1, GPOINTER_TO_INT (how) ? NAME : 0, GPOINTER_TO_INT (how) ? "Mine" : NULL);
  sync_fixture_assert_same (&f, AGENCY);
}

/* What is undone is one's own deletion, not a later one of somebody else. */
static void
test_undo_of_deletion_meets_theirs (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (GPtrArray) list = NULL;

  sync_fixture_init (&f);
  share (&f, A1);
  sync_fixture_delete (&f, AGENCY, A1);
  sync_fixture_run (&f);
  sync_fixture_save (&f, AGENCY, A1, NAME, "Mine", 0);
  sync_fixture_put (&f, AGENCY, A1, NAME, "Back", 0);
  pilot_fake_connection_delete (f.there, AGENCY, A1);
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "create conflict");
  g_assert_true (get_row (&f, 0, &list)->theirs_deleted);
  sync_fixture_assert_there (&f, AGENCY, A1, 0, NULL);
  resolve (&f, NAME, "Mine");
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A1, NAME, "Mine");
  sync_fixture_assert_same (&f, AGENCY);
}

/* The deletion that is undone is on its way: what it will be there is not known yet. */
static void
test_undo_behind_deletion (gconstpointer told_by_feed)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  share (&f, A1);
  sync_fixture_delete (&f, AGENCY, A1);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_TIMEOUT, TRUE);
  if (!GPOINTER_TO_INT (told_by_feed))
    pilot_fake_connection_fail (f.there, PILOT_FAKE_PULL, 0, 1, PILOT_ERROR_OFFLINE, FALSE);
  if (GPOINTER_TO_INT (told_by_feed))
    pilot_fake_connection_fail (f.there, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_OFFLINE, TRUE);
  sync_fixture_fail (&f, PILOT_ERROR_OFFLINE);
  sync_fixture_save (&f, AGENCY, A1, NAME, "Undone", CITY, "Cork", 0);
  sync_fixture_assert_outbox (&f, GPOINTER_TO_INT (told_by_feed) ? "delete sending, create waiting" : "delete sending, create held");
  if (GPOINTER_TO_INT (told_by_feed))
    {
      pilot_fake_connection_set_capabilities (f.there, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES);
      sync_fixture_run (&f);
      sync_fixture_assert_outbox (&f, "create waiting");
      pilot_fake_connection_set_capabilities (f.there, PILOT_CAPABILITY_PULL | PILOT_CAPABILITY_CHANGES | PILOT_CAPABILITY_PUSH);
    }
  pilot_fake_clock_advance (f.clock, G_TIME_SPAN_HOUR);
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A1, NAME, "Undone");
  sync_fixture_assert_same (&f, AGENCY);
}

/* The first of two edits settles with what somebody else did before it; the second was made without having seen that. */
static void
test_second_edit_meets_theirs (gconstpointer refused_first)
{
  g_auto (SyncFixture) f;
  g_autoptr (GPtrArray) list = NULL;
  const PilotPendingData *row;

  sync_fixture_init (&f);
  share (&f, A1);
  sync_fixture_save (&f, AGENCY, A1, NAME, "Mine", 0);
  /* In doubt: carried out and then changed by them, or not carried out and to be merged with theirs. */
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_OFFLINE, !GPOINTER_TO_INT (refused_first));
  sync_fixture_fail (&f, PILOT_ERROR_OFFLINE);
  sync_fixture_save (&f, AGENCY, A1, CITY, "Mine too", PILOT_AGENCY_REGION, "Munster", 0);
  sync_fixture_assert_outbox (&f, "update sending, update waiting");
  sync_fixture_put (&f, AGENCY, A1, CITY, "Theirs", 0);
  sync_fixture_run (&f);
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "update conflict");
  row = get_row (&f, 0, &list);
  g_assert_cmpstr (pilot_record_get_text (row->base, CITY), ==, "Cork");
  g_assert_cmpstr (pilot_record_get_text (row->theirs, CITY), ==, "Theirs");
  sync_fixture_assert_there (&f, AGENCY, A1, CITY, "Theirs");
  resolve (&f, CITY, "Theirs");
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A1, NAME, "Mine");
  sync_fixture_assert_there (&f, AGENCY, A1, CITY, "Theirs");
  sync_fixture_assert_there (&f, AGENCY, A1, PILOT_AGENCY_REGION, "Munster");
  sync_fixture_assert_same (&f, AGENCY);
}

/* A deletion behind an edit: what somebody else made of the record meanwhile was not seen by who deleted it. */
static void
test_deletion_behind_meets_theirs (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  share (&f, A1);
  sync_fixture_save (&f, AGENCY, A1, NAME, "Mine", 0);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_OFFLINE, FALSE);
  sync_fixture_fail (&f, PILOT_ERROR_OFFLINE);
  sync_fixture_delete (&f, AGENCY, A1);
  sync_fixture_put (&f, AGENCY, A1, CITY, "Theirs", 0);
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "delete conflict");
  sync_fixture_assert_there (&f, AGENCY, A1, CITY, "Theirs");
}

static void
test_edit_behind_replay_of_deleted (gconstpointer create)
{
  g_auto (SyncFixture) f;
  g_autoptr (GPtrArray) list = NULL;

  sync_fixture_init (&f);
  lose_answer_and_record (&f, GPOINTER_TO_INT (create));
  sync_fixture_save (&f, AGENCY, A1, PILOT_AGENCY_REGION, "Munster", 0);
  sync_fixture_run (&f);
  pilot_fake_clock_advance (f.clock, G_TIME_SPAN_HOUR);
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "update conflict");
  g_assert_true (get_row (&f, 0, &list)->theirs_deleted);
  resolve (&f, PILOT_AGENCY_REGION, "Munster");
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A1, NAME, "Mine");
  sync_fixture_assert_there (&f, AGENCY, A1, PILOT_AGENCY_REGION, "Munster");
  sync_fixture_assert_local (&f, AGENCY, A1, CITY, GPOINTER_TO_INT (create) ? NULL : "Cork");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_deletion_behind_replay_of_deleted (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  lose_answer_and_record (&f, FALSE);
  sync_fixture_delete (&f, AGENCY, A1);
  sync_fixture_run (&f);
  pilot_fake_clock_advance (f.clock, G_TIME_SPAN_HOUR);
  sync_fixture_run (&f);
  sync_fixture_assert_local (&f, AGENCY, A1, 0, NULL);
  sync_fixture_assert_same (&f, AGENCY);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_data_func ("/sync/conflict/fields that don't meet are merged", GINT_TO_POINTER (0), test_other_fields);
  g_test_add_data_func ("/sync/conflict/they are merged when the refusal doesn't tell the record", GINT_TO_POINTER (1),
                        test_other_fields);
  g_test_add_func ("/sync/conflict/the same value on both sides is no conflict", test_same_value);
  g_test_add_func ("/sync/conflict/a field that both changed is put to a person", test_same_field);
  g_test_add_func ("/sync/conflict/mine is sent on top of theirs", test_choose_mine);
  g_test_add_func ("/sync/conflict/their value of one field leaves my others", test_choose_their_field);
  g_test_add_func ("/sync/conflict/theirs throughout gives mine up", test_choose_theirs);
  g_test_add_func ("/sync/conflict/it is resolved once", test_resolve_twice);
  g_test_add_func ("/sync/conflict/an edit of a record in conflict is judged anew", test_edit_in_conflict);
  g_test_add_func ("/sync/conflict/a later change of theirs is judged anew", test_they_change_again);
  g_test_add_func ("/sync/conflict/a pulled change that meets mine is put to a person", test_found_by_pull);
  g_test_add_func ("/sync/conflict/a pulled change beside mine goes beneath it", test_merged_by_pull);
  g_test_add_data_func ("/sync/conflict/a record deleted over there can be let go", GINT_TO_POINTER (0), test_deleted_there);
  g_test_add_data_func ("/sync/conflict/a record deleted over there can be made anew", GINT_TO_POINTER (1), test_deleted_there);
  g_test_add_data_func ("/sync/conflict/a deletion of what they changed can be given up", GINT_TO_POINTER (0), test_delete_of_changed);
  g_test_add_data_func ("/sync/conflict/a deletion of what they changed can go through", GINT_TO_POINTER (1), test_delete_of_changed);
  g_test_add_func ("/sync/conflict/both deleted it: nothing is left", test_delete_of_deleted);
  g_test_add_func ("/sync/conflict/an edit behind a conflict becomes part of it", test_edit_behind_conflict);
  g_test_add_func ("/sync/conflict/an edit behind a merged row is merged too", test_merged_with_edit_behind);
  g_test_add_data_func ("/sync/conflict/a forgotten key doubles nothing", GINT_TO_POINTER (0), test_create_after_forgotten_key);
  g_test_add_data_func ("/sync/conflict/a forgotten key undoes nobody's change", GINT_TO_POINTER (1),
                        test_create_after_forgotten_key);
  g_test_add_data_func ("/sync/conflict/an edit whose answer was lost leaves no ghost of a deleted record", GINT_TO_POINTER (0),
                        test_replay_of_deleted);
  g_test_add_data_func ("/sync/conflict/a create whose answer was lost leaves no ghost of a deleted record", GINT_TO_POINTER (1),
                        test_replay_of_deleted);
  g_test_add_data_func ("/sync/conflict/an edit behind an edit of what is deleted meanwhile is put to a person", GINT_TO_POINTER (0),
                        test_edit_behind_replay_of_deleted);
  g_test_add_data_func ("/sync/conflict/an edit behind a create of what is deleted meanwhile is put to a person", GINT_TO_POINTER (1),
                        test_edit_behind_replay_of_deleted);
  g_test_add_func ("/sync/conflict/a deletion behind an edit of what is deleted meanwhile is done",
                   test_deletion_behind_replay_of_deleted);
  g_test_add_func ("/sync/conflict/a create that meets a record of theirs is put to a person", test_create_met_theirs);
  g_test_add_data_func ("/sync/conflict/a forgotten key revives nothing, and it can be let go", GINT_TO_POINTER (0),
                        test_forgotten_key_revives_nothing);
  g_test_add_data_func ("/sync/conflict/a forgotten key revives nothing, and it can be made anew", GINT_TO_POINTER (1),
                        test_forgotten_key_revives_nothing);
  g_test_add_func ("/sync/conflict/an undo of a deletion undoes no deletion of theirs", test_undo_of_deletion_meets_theirs);
  g_test_add_data_func ("/sync/conflict/an undo behind a deletion stands on what that left", GINT_TO_POINTER (0),
                        test_undo_behind_deletion);
  g_test_add_data_func ("/sync/conflict/an undo behind a deletion that the feed tells stands on it", GINT_TO_POINTER (1),
                        test_undo_behind_deletion);
  g_test_add_data_func ("/sync/conflict/a second edit is judged against what came before the first", GINT_TO_POINTER (0),
                        test_second_edit_meets_theirs);
  g_test_add_data_func ("/sync/conflict/a second edit of a merged one is judged too", GINT_TO_POINTER (1),
                        test_second_edit_meets_theirs);
  g_test_add_func ("/sync/conflict/a deletion behind an edit is judged too", test_deletion_behind_meets_theirs);
  g_test_add_func ("/sync/conflict/it holds nothing else back", test_failing_entity_alone);
  g_test_add_func ("/sync/conflict/a change in conflict can be discarded", test_discard_conflict);
  return g_test_run ();
}
