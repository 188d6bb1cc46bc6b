/* test-sync-parts.c: a record is deleted with what is part of it, in one operation
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sync-fixture.h"

#include "pilot-error.h"

#define RUN PILOT_ENTITY_RUN
#define CHOICE PILOT_ENTITY_SCOPE_CHOICE
#define CHECK PILOT_ENTITY_CHECK
#define RULE PILOT_CHECK_RULE
#define N_CHOICES 3

static const char *
run_id (void)
{
  return sync_fixture_id (1);
}

static const char *
choice_id (guint n)
{
  return sync_fixture_id (100 + n);
}

static const char *
agency_id (guint n)
{
  return sync_fixture_id (200 + n);
}

static const char *
check_id (void)
{
  return sync_fixture_id (300);
}

/* A run with three choices and one check, and another run with one check: on both sides. */
static void
share (SyncFixture *f)
{
  sync_fixture_put (f, RUN, run_id (), PILOT_RUN_NAME, "Pilot", 0);
  sync_fixture_put (f, RUN, sync_fixture_id (2), PILOT_RUN_NAME, "Other", 0);
  for (guint i = 0; i < N_CHOICES; i++)
    {
      sync_fixture_put (f, AGENCY, agency_id (i), NAME, "Agency", 0);
      sync_fixture_put (f, CHOICE, choice_id (i), PILOT_SCOPE_CHOICE_RUN_ID, run_id (), PILOT_SCOPE_CHOICE_AGENCY_ID, agency_id (i), 0);
    }
  sync_fixture_put (f, CHECK, check_id (), PILOT_CHECK_RUN_ID, run_id (), RULE, "recruiter-email", 0);
  sync_fixture_put (f, CHECK, sync_fixture_id (301), PILOT_CHECK_RUN_ID, sync_fixture_id (2), RULE, "recruiter-email", 0);
  sync_fixture_run (f);
  pilot_fake_connection_clear_log (f->there);
}

static GPtrArray *
delete_run (SyncFixture *f)
{
  const char *ids[] = { run_id (), NULL };
  GPtrArray *undo = NULL;
  g_autoptr (GError) error = NULL;

  pilot_store_delete (f->store, RUN, ids, &undo, &error);
  g_assert_no_error (error);
  return undo;
}

/* As a person's undo does: the run, and each kind of its parts in one operation. */
static void
put_back (SyncFixture *f, GPtrArray *undo)
{
  g_autoptr (GPtrArray) choices = g_ptr_array_new ();
  g_autoptr (GPtrArray) checks = g_ptr_array_new ();

  for (guint i = 1; i < undo->len; i++)
    g_ptr_array_add (pilot_record_get_entity (g_ptr_array_index (undo, i)) == CHOICE ? choices : checks, g_ptr_array_index (undo, i));
  g_assert_cmpint (pilot_record_get_entity (g_ptr_array_index (undo, 0)), ==, RUN);
  g_assert_true (pilot_store_save (f->store, g_ptr_array_index (undo, 0), NULL, NULL));
  g_assert_true (pilot_store_import_records (f->store, CHOICE, "Pilot", choices, NULL, NULL));
  g_assert_true (pilot_store_import_records (f->store, CHECK, "Pilot", checks, NULL, NULL));
}

static void
assert_local (SyncFixture *f, gboolean there)
{
  sync_fixture_assert_local (f, RUN, run_id (), there ? PILOT_RUN_NAME : 0, "Pilot");
  for (guint i = 0; i < N_CHOICES; i++)
    sync_fixture_assert_local (f, CHOICE, choice_id (i), there ? PILOT_SCOPE_CHOICE_AGENCY_ID : 0, agency_id (i));
  sync_fixture_assert_local (f, CHECK, check_id (), there ? RULE : 0, "recruiter-email");
  sync_fixture_assert_local (f, CHECK, sync_fixture_id (301), RULE, "recruiter-email");
}

static void
assert_same (SyncFixture *f)
{
  sync_fixture_assert_same (f, RUN);
  sync_fixture_assert_same (f, CHOICE);
  sync_fixture_assert_same (f, CHECK);
}

static void
fail_once (SyncFixture *f, gboolean carried_out)
{
  pilot_fake_connection_fail (f->there, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_OFFLINE, carried_out);
  sync_fixture_fail (f, PILOT_ERROR_OFFLINE);
}

static void
test_one_operation (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (GPtrArray) undo = NULL;

  sync_fixture_init (&f);
  share (&f);
  undo = delete_run (&f);
  g_assert_cmpuint (undo->len, ==, 1 + N_CHOICES + 1);
  assert_local (&f, FALSE);
  sync_fixture_assert_outbox (&f, "delete waiting");
  sync_fixture_reopen (&f);
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "delete run Pilot");
  g_assert_cmpuint (pilot_fake_connection_count (f.there, CHOICE), ==, 0);
  assert_local (&f, FALSE);
  assert_same (&f);
}

static void
test_undone_before_it_was_sent (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (GPtrArray) undo = NULL;

  sync_fixture_init (&f);
  share (&f);
  undo = delete_run (&f);
  put_back (&f, undo);
  sync_fixture_assert_outbox (&f, "");
  assert_local (&f, TRUE);
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "");
  assert_same (&f);
}

static void
test_undone_after_it_was_sent (gconstpointer told_by_feed)
{
  g_auto (SyncFixture) f;
  g_autoptr (GPtrArray) undo = NULL;

  sync_fixture_init (&f);
  share (&f);
  undo = delete_run (&f);
  if (GPOINTER_TO_INT (told_by_feed))
    fail_once (&f, TRUE);
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "delete run Pilot");
  put_back (&f, undo);
  sync_fixture_assert_outbox (&f, "create waiting, import waiting, import waiting");
  assert_local (&f, TRUE);
  sync_fixture_run (&f);
  sync_fixture_assert_log (&f, "create run Pilot; import scope_choice; import check");
  assert_local (&f, TRUE);
  assert_same (&f);
}

/* Nobody knows whether it was carried out. */
static void
test_undone_while_it_is_on_its_way (gconstpointer carried_out)
{
  g_auto (SyncFixture) f;
  g_autoptr (GPtrArray) undo = NULL;

  sync_fixture_init (&f);
  share (&f);
  undo = delete_run (&f);
  fail_once (&f, GPOINTER_TO_INT (carried_out));
  put_back (&f, undo);
  assert_local (&f, TRUE);
  sync_fixture_run (&f);
  sync_fixture_run (&f);
  assert_local (&f, TRUE);
  assert_same (&f);
  g_assert_cmpuint (pilot_fake_connection_count (f.there, CHOICE), ==, N_CHOICES);
}

/* It was ordered meanwhile: the portal refuses, and what was undone stands there as it was. */
static void
test_undone_and_refused (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (GPtrArray) undo = NULL;

  sync_fixture_init (&f);
  share (&f);
  undo = delete_run (&f);
  fail_once (&f, FALSE);
  put_back (&f, undo);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_REJECTED, FALSE);
  sync_fixture_run (&f);
  sync_fixture_run (&f);
  assert_local (&f, TRUE);
  assert_same (&f);
}

static void
test_discarded (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (GPtrArray) undo = NULL;

  sync_fixture_init (&f);
  share (&f);
  undo = delete_run (&f);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_REJECTED, FALSE);
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "delete blocked");
  assert_local (&f, FALSE);
  /* What others change of the parts meanwhile is there when they come back. */
  sync_fixture_put (&f, CHECK, check_id (), PILOT_CHECK_REASON, "Known", 0);
  pilot_fake_connection_delete (f.there, CHOICE, choice_id (0));
  sync_fixture_run (&f);
  assert_local (&f, FALSE);
  g_assert_true (pilot_store_discard (f.store, sync_fixture_get_seq (&f, 0), NULL));
  sync_fixture_assert_outbox (&f, "");
  sync_fixture_assert_local (&f, RUN, run_id (), PILOT_RUN_NAME, "Pilot");
  sync_fixture_assert_local (&f, CHOICE, choice_id (0), 0, NULL);
  sync_fixture_assert_local (&f, CHOICE, choice_id (1), PILOT_SCOPE_CHOICE_AGENCY_ID, agency_id (1));
  sync_fixture_assert_local (&f, CHECK, check_id (), PILOT_CHECK_REASON, "Known");
  sync_fixture_run (&f);
  assert_same (&f);
}

static void
test_never_sent (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (GPtrArray) undo = NULL;
  g_autoptr (GPtrArray) choices = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_record_unref);

  sync_fixture_init (&f);
  for (guint i = 0; i < N_CHOICES; i++)
    sync_fixture_put (&f, AGENCY, agency_id (i), NAME, "Agency", 0);
  sync_fixture_run (&f);
  sync_fixture_save (&f, RUN, run_id (), PILOT_RUN_NAME, "Pilot", 0);
  for (guint i = 0; i < N_CHOICES; i++)
    {
      PilotRecord *choice = pilot_record_new (CHOICE);

      pilot_record_set_text (choice, PILOT_FIELD_ID, choice_id (i));
      pilot_record_set_text (choice, PILOT_SCOPE_CHOICE_RUN_ID, run_id ());
      pilot_record_set_text (choice, PILOT_SCOPE_CHOICE_AGENCY_ID, agency_id (i));
      g_ptr_array_add (choices, choice);
    }
  g_assert_true (pilot_store_import_records (f.store, CHOICE, NULL, choices, NULL, NULL));
  sync_fixture_save (&f, CHECK, check_id (), PILOT_CHECK_RUN_ID, run_id (), RULE, "recruiter-email", 0);
  sync_fixture_assert_outbox (&f, "create waiting, import waiting, create waiting");
  undo = delete_run (&f);
  sync_fixture_assert_outbox (&f, "");
  put_back (&f, undo);
  sync_fixture_assert_outbox (&f, "create waiting, import waiting, import waiting");
  sync_fixture_run (&f);
  sync_fixture_assert_local (&f, CHOICE, choice_id (2), PILOT_SCOPE_CHOICE_AGENCY_ID, agency_id (2));
  assert_same (&f);
}

/* A change of a part that is in doubt goes first: behind the deletion it would be refused. */
static void
test_waits_for_what_was_sent (gconstpointer how)
{
  g_auto (SyncFixture) f;
  g_autoptr (GPtrArray) undo = NULL;
  gboolean carried_out = GPOINTER_TO_INT (how) % 2;
  gboolean import = GPOINTER_TO_INT (how) / 2;

  sync_fixture_init (&f);
  share (&f);
  if (import)
    {
      g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_record_unref);
      PilotRecord *check = pilot_record_new (CHECK);

      pilot_record_set_text (check, PILOT_FIELD_ID, check_id ());
      pilot_record_set_text (check, PILOT_CHECK_REASON, "Mine");
      g_ptr_array_add (changed, check);
      g_assert_true (pilot_store_import_records (f.store, CHECK, NULL, changed, NULL, NULL));
    }
  else
    sync_fixture_save (&f, CHECK, check_id (), PILOT_CHECK_REASON, "Mine", 0);
  /* Only the row backs off: the round goes on to what is behind it. */
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_TIMEOUT, carried_out);
  sync_fixture_run (&f);
  undo = delete_run (&f);
  assert_local (&f, FALSE);
  pilot_fake_connection_clear_log (f.there);
  sync_fixture_run (&f);
  /* What arrived is told by the feed, and is waited for no longer. */
  sync_fixture_assert_log (&f, carried_out ? "delete run Pilot" : "");
  pilot_fake_clock_advance (f.clock, 600 * G_USEC_PER_SEC);
  sync_fixture_run (&f);
  assert_local (&f, FALSE);
  assert_same (&f);
  sync_fixture_assert_outbox (&f, "");
  put_back (&f, undo);
  sync_fixture_run (&f);
  sync_fixture_assert_there (&f, CHECK, check_id (), PILOT_CHECK_REASON, "Mine");
  assert_same (&f);
}

/* The import of parts that was on its way is refused: what was deleted behind it is not in it any more. */
static void
test_import_of_parts_refused (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (GPtrArray) undo = NULL;
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func ((GDestroyNotify) pilot_record_unref);
  PilotRecord *check = pilot_record_new (CHECK);

  sync_fixture_init (&f);
  share (&f);
  pilot_record_set_text (check, PILOT_FIELD_ID, check_id ());
  pilot_record_set_text (check, PILOT_CHECK_REASON, "Mine");
  g_ptr_array_add (changed, check);
  g_assert_true (pilot_store_import_records (f.store, CHECK, NULL, changed, NULL, NULL));
  fail_once (&f, FALSE);
  undo = delete_run (&f);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_REJECTED, FALSE);
  sync_fixture_run (&f);
  sync_fixture_run (&f);
  sync_fixture_assert_outbox (&f, "");
  assert_local (&f, FALSE);
  assert_same (&f);
}

static void
test_deleted_there_too (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (GPtrArray) undo = NULL;

  sync_fixture_init (&f);
  share (&f);
  undo = delete_run (&f);
  pilot_fake_connection_delete (f.there, RUN, run_id ());
  sync_fixture_run (&f);
  assert_local (&f, FALSE);
  assert_same (&f);
}

/* A new snapshot doesn't bring back what is hidden, and it comes back as it is there. */
static void
test_snapshot_anew (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (GPtrArray) undo = NULL;

  sync_fixture_init (&f);
  share (&f);
  undo = delete_run (&f);
  pilot_fake_connection_fail (f.there, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_REJECTED, FALSE);
  sync_fixture_run (&f);
  pilot_fake_connection_new_epoch (f.there);
  sync_fixture_put (&f, CHECK, check_id (), PILOT_CHECK_REASON, "Known", 0);
  sync_fixture_run (&f);
  assert_local (&f, FALSE);
  g_assert_true (pilot_store_discard (f.store, sync_fixture_get_seq (&f, 0), NULL));
  assert_local (&f, TRUE);
  sync_fixture_assert_local (&f, CHECK, check_id (), PILOT_CHECK_REASON, "Known");
  sync_fixture_run (&f);
  assert_same (&f);
}

static void
test_lives_here_alone (void)
{
  g_auto (SyncFixture) f;
  g_autoptr (GPtrArray) undo = NULL;

  sync_fixture_init (&f);
  share (&f);
  pilot_store_set_local (f.store, 1u << RUN | 1u << CHOICE | 1u << CHECK);
  undo = delete_run (&f);
  g_assert_cmpuint (undo->len, ==, 1 + N_CHOICES + 1);
  assert_local (&f, FALSE);
  sync_fixture_assert_outbox (&f, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/parts/a record is deleted with its parts in one operation", test_one_operation);
  g_test_add_func ("/sync/parts/an undo before it was sent sends nothing", test_undone_before_it_was_sent);
  g_test_add_data_func ("/sync/parts/an undo after it was sent is an operation for each kind", GINT_TO_POINTER (0), test_undone_after_it_was_sent);
  g_test_add_data_func ("/sync/parts/an undo of what the feed told of is too", GINT_TO_POINTER (1), test_undone_after_it_was_sent);
  g_test_add_data_func ("/sync/parts/an undo behind one that did not arrive holds", GINT_TO_POINTER (0), test_undone_while_it_is_on_its_way);
  g_test_add_data_func ("/sync/parts/an undo behind one that arrived holds", GINT_TO_POINTER (1), test_undone_while_it_is_on_its_way);
  g_test_add_func ("/sync/parts/an undo behind one that is refused holds", test_undone_and_refused);
  g_test_add_func ("/sync/parts/discarding brings back what is there now", test_discarded);
  g_test_add_func ("/sync/parts/of what was never sent nothing is sent", test_never_sent);
  for (int how = 0; how < 4; how++)
    {
      static const char *const names[] = { "an edit that did not arrive", "an edit that arrived", "an import that did not arrive",
                                           "an import that arrived" };
      g_autofree char *path = g_strconcat ("/sync/parts/the deletion waits for ", names[how], NULL);

      g_test_add_data_func (path, GINT_TO_POINTER (how), test_waits_for_what_was_sent);
    }
  g_test_add_func ("/sync/parts/a refused import loses what was deleted behind it", test_import_of_parts_refused);
  g_test_add_func ("/sync/parts/both sides delete it", test_deleted_there_too);
  g_test_add_func ("/sync/parts/a new snapshot leaves them hidden", test_snapshot_anew);
  g_test_add_func ("/sync/parts/what lives here alone goes at once", test_lives_here_alone);
  return g_test_run ();
}
