/* test-sync-outbox.c: every kind of change, sent in order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-error.h"
#include "sync-fixture.h"

#define A1 sync_fixture_id (1)
#define A2 sync_fixture_id (2)

/* An agency that both sides have. */
static void
share (SyncFixture *f, const char *id)
{
  sync_fixture_put (f, AGENCY, id, NAME, "Old", CITY, "Cork", 0);
  sync_fixture_run (f);
  sync_fixture_assert_local (f, AGENCY, id, NAME, "Old");
}

/* The next push is carried out, but the answer is cut: the row is in doubt. */
static void
cut_answer (SyncFixture *f)
{
  pilot_fake_connection_fail (f->there, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_OFFLINE, TRUE);
  sync_fixture_fail (f, PILOT_ERROR_OFFLINE);
}

static void
test_create (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  sync_fixture_save (&f, AGENCY, A1, NAME, "New", 0);
  sync_fixture_assert_local (&f, AGENCY, A1, NAME, "New");
  sync_fixture_assert_outbox (&f, "create waiting");
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "create agency New");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_edit (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  share (&f, A1);
  sync_fixture_save (&f, AGENCY, A1, NAME, "New", 0);
  sync_fixture_assert_outbox (&f, "update waiting");
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "update agency New");
  sync_fixture_assert_there (&f, AGENCY, A1, CITY, "Cork");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_delete (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  share (&f, A1);
  sync_fixture_delete (&f, AGENCY, A1);
  sync_fixture_assert_local (&f, AGENCY, A1, 0, NULL);
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "delete agency Old");
  sync_fixture_assert_there (&f, AGENCY, A1, 0, NULL);
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_create_edit (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  sync_fixture_save (&f, AGENCY, A1, NAME, "New", 0);
  sync_fixture_save (&f, AGENCY, A1, NAME, "Newer", CITY, "Cork", 0);
  sync_fixture_assert_outbox (&f, "create waiting");
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "create agency Newer");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_create_delete (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  sync_fixture_save (&f, AGENCY, A1, NAME, "New", 0);
  sync_fixture_delete (&f, AGENCY, A1);
  sync_fixture_assert_outbox (&f, "");
  sync_fixture_assert_local (&f, AGENCY, A1, 0, NULL);
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "");
}

static void
test_edit_edit (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  share (&f, A1);
  sync_fixture_save (&f, AGENCY, A1, NAME, "New", 0);
  sync_fixture_save (&f, AGENCY, A1, CITY, "Sligo", 0);
  sync_fixture_assert_outbox (&f, "update waiting");
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "update agency New");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_edit_back (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (PilotRecord) undo = NULL;
  g_autoptr (PilotRecord) changes = pilot_record_new (AGENCY);
  g_autoptr (GError) error = NULL;

  sync_fixture_init (&f);
  share (&f, A1);
  pilot_record_set_text (changes, PILOT_FIELD_ID, A1);
  pilot_record_set_text (changes, NAME, "New");
  pilot_record_set_text (changes, PILOT_AGENCY_NOTES, "Called");
  g_assert_true (pilot_store_save (f.store, changes, &undo, &error));
  g_assert_cmpstr (pilot_record_get_text (undo, NAME), ==, "Old");
  g_assert_true (pilot_record_is_set (undo, PILOT_AGENCY_NOTES));
  g_assert_false (pilot_record_is_set (undo, CITY));
  g_assert_true (pilot_store_save (f.store, undo, NULL, &error));
  sync_fixture_assert_outbox (&f, "");
  sync_fixture_assert_local (&f, AGENCY, A1, NAME, "Old");
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "");
}

static void
test_edit_delete (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  share (&f, A1);
  sync_fixture_save (&f, AGENCY, A1, NAME, "New", 0);
  sync_fixture_delete (&f, AGENCY, A1);
  sync_fixture_assert_outbox (&f, "delete waiting");
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "delete agency Old");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_delete_undo (void)
{
  g_auto (SyncFixture) f;
  const char *ids[] = { A1, NULL };
  g_autoptr (GPtrArray) undo = NULL;
  g_autoptr (GError) error = NULL;

  sync_fixture_init (&f);
  share (&f, A1);
  g_assert_true (pilot_store_delete (f.store, AGENCY, ids, &undo, &error));
  g_assert_cmpuint (undo->len, ==, 1);
  g_assert_true (pilot_store_save (f.store, g_ptr_array_index (undo, 0), NULL, &error));
  sync_fixture_assert_outbox (&f, "");
  sync_fixture_assert_local (&f, AGENCY, A1, NAME, "Old");
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_delete_create_other (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  share (&f, A1);
  sync_fixture_delete (&f, AGENCY, A1);
  sync_fixture_save (&f, AGENCY, A1, NAME, "Again", CITY, "Cork", 0);
  sync_fixture_assert_outbox (&f, "update waiting");
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "update agency Again");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_undo_of_sent_delete (void)
{
  g_auto (SyncFixture) f;
  const char *ids[] = { A1, NULL };
  g_autoptr (GPtrArray) undo = NULL;
  g_autoptr (GError) error = NULL;

  sync_fixture_init (&f);
  share (&f, A1);
  g_assert_true (pilot_store_delete (f.store, AGENCY, ids, &undo, &error));
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A1, 0, NULL);
  g_assert_true (pilot_store_save (f.store, g_ptr_array_index (undo, 0), NULL, &error));
  sync_fixture_assert_outbox (&f, "create waiting");
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A1, NAME, "Old");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_lost_answer (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  share (&f, A1);
  sync_fixture_save (&f, AGENCY, A1, NAME, "New", 0);
  sync_fixture_save (&f, AGENCY, A2, NAME, "Other", 0);
  cut_answer (&f);
  sync_fixture_assert_outbox (&f, "update sending, create waiting");
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "update agency New; create agency Other");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_lost_answer_of_all_kinds (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  share (&f, A1);
  sync_fixture_save (&f, AGENCY, A2, NAME, "Two", 0);
  cut_answer (&f);
  sync_fixture_run (&f);
  sync_fixture_save (&f, AGENCY, A2, NAME, "Two, changed", 0);
  cut_answer (&f);
  sync_fixture_run (&f);
  sync_fixture_delete (&f, AGENCY, A1);
  cut_answer (&f);
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "create agency Two; update agency Two, changed; delete agency Old");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_edit_behind_sent (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  share (&f, A1);
  sync_fixture_save (&f, AGENCY, A1, NAME, "One", 0);
  cut_answer (&f);
  sync_fixture_save (&f, AGENCY, A1, NAME, "Two", 0);
  sync_fixture_save (&f, AGENCY, A1, CITY, "Sligo", 0);
  sync_fixture_assert_outbox (&f, "update sending, update waiting");
  sync_fixture_assert_local (&f, AGENCY, A1, NAME, "Two");
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "update agency One; update agency Two");
  sync_fixture_assert_there (&f, AGENCY, A1, CITY, "Sligo");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_delete_behind_sent_create (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  sync_fixture_save (&f, AGENCY, A1, NAME, "New", 0);
  cut_answer (&f);
  sync_fixture_delete (&f, AGENCY, A1);
  sync_fixture_assert_outbox (&f, "create sending, delete waiting");
  sync_fixture_assert_local (&f, AGENCY, A1, 0, NULL);
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "create agency New; delete agency New");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_edit_then_delete_behind_sent (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  sync_fixture_save (&f, AGENCY, A1, NAME, "New", 0);
  cut_answer (&f);
  sync_fixture_save (&f, AGENCY, A1, NAME, "Changed", 0);
  sync_fixture_delete (&f, AGENCY, A1);
  sync_fixture_assert_outbox (&f, "create sending, delete waiting");
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "create agency New; delete agency New");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_create_behind_sent_delete (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  share (&f, A1);
  sync_fixture_delete (&f, AGENCY, A1);
  cut_answer (&f);
  sync_fixture_save (&f, AGENCY, A1, NAME, "Again", 0);
  sync_fixture_assert_outbox (&f, "delete sending, create waiting");
  sync_fixture_assert_local (&f, AGENCY, A1, NAME, "Again");
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, AGENCY, A1, NAME, "Again");
  sync_fixture_assert_same (&f, AGENCY);
}

static void
test_echo (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  share (&f, A1);
  sync_fixture_save (&f, AGENCY, A1, NAME, "One", 0);
  cut_answer (&f);
  /* Pushing fails for the time being, but the feed tells that the change was made. */
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_SERVER, FALSE);
  sync_fixture_run (&f);
  sync_fixture_assert_same (&f, AGENCY);
  sync_fixture_assert_log (&f, "update agency One");
}

static gpointer
send_thread (gpointer user_data)
{
  SyncFixture *f = user_data;
  gboolean sending = TRUE;

  while (sending)
    {
      PilotStoreCounts counts;

      sync_fixture_run (f);
      g_assert_true (pilot_store_get_counts (f->store, &counts, NULL));
      sending = counts.n_waiting > 0;
    }
  return NULL;
}

/* Whoever waits for the end looks while rows go. */
static void
test_outlook (void)
{
  g_auto (SyncFixture) f;
  PilotStoreCounts counts;
  gint64 due;
  GThread *sender;

  sync_fixture_init (&f);
  for (guint i = 1; i <= 300; i++)
    sync_fixture_save (&f, AGENCY, sync_fixture_id (i), NAME, "New", 0);
  sender = g_thread_new ("sender", send_thread, &f);
  do
    {
      g_assert_true (pilot_store_get_outlook (f.store, &counts, &due, NULL));
      g_assert_cmpint (due == G_MAXINT64, ==, counts.n_waiting == 0);
    }
  while (counts.n_waiting > 0);
  g_thread_join (sender);
  g_assert_cmpuint (counts.n_blocked + counts.n_conflicts, ==, 0);
}

static void
test_order (void)
{
  g_auto (SyncFixture) f;

  sync_fixture_init (&f);
  for (guint i = 1; i <= 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("%02u", i);

      sync_fixture_save (&f, AGENCY, sync_fixture_id (i), NAME, name, 0);
    }
  pilot_fake_connection_set_page_size (f.there, 7);
  sync_fixture_run (&f);
  {
    g_autofree char *log = pilot_fake_connection_dup_log (f.there);

    g_assert_true (g_str_has_prefix (log, "create agency 01; create agency 02; create agency 03;"));
    g_assert_true (g_str_has_suffix (log, "create agency 39; create agency 40"));
  }
  sync_fixture_assert_same (&f, AGENCY);
}

int
main (int argc, char **argv)
{
  pilot_test_init (&argc, &argv);
  g_test_add_func ("/sync/outbox/a new record arrives", test_create);
  g_test_add_func ("/sync/outbox/an edit arrives and leaves the other fields alone", test_edit);
  g_test_add_func ("/sync/outbox/a deletion arrives", test_delete);
  g_test_add_func ("/sync/outbox/create and edit are one create", test_create_edit);
  g_test_add_func ("/sync/outbox/create and delete are nothing", test_create_delete);
  g_test_add_func ("/sync/outbox/two edits are one edit", test_edit_edit);
  g_test_add_func ("/sync/outbox/an edit that is undone is nothing", test_edit_back);
  g_test_add_func ("/sync/outbox/edit and delete are a delete", test_edit_delete);
  g_test_add_func ("/sync/outbox/a deletion that is undone is nothing", test_delete_undo);
  g_test_add_func ("/sync/outbox/delete and create are an edit", test_delete_create_other);
  g_test_add_func ("/sync/outbox/a deletion that was sent is undone by a create", test_undo_of_sent_delete);
  g_test_add_func ("/sync/outbox/a change whose answer was lost is sent again as it was", test_lost_answer);
  g_test_add_func ("/sync/outbox/no kind of change is made twice when its answer was lost", test_lost_answer_of_all_kinds);
  g_test_add_func ("/sync/outbox/edits behind a sent row wait for it and become one", test_edit_behind_sent);
  g_test_add_func ("/sync/outbox/a deletion behind a sent create waits for it", test_delete_behind_sent_create);
  g_test_add_func ("/sync/outbox/edit and delete behind a sent create are a delete", test_edit_then_delete_behind_sent);
  g_test_add_func ("/sync/outbox/a create behind a sent delete waits for it", test_create_behind_sent_delete);
  g_test_add_func ("/sync/outbox/a change that comes back in the feed is done", test_echo);
  g_test_add_func ("/sync/outbox/changes go in the order in which they were made", test_order);
  g_test_add_func ("/sync/outbox/whoever looks while rows are sent never sees one that waits and can't go", test_outlook);
  return g_test_run ();
}
