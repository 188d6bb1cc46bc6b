/* test-activity.c: changes that wait, and conflicts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-conflict-dialog.h"
#include "pilot-error.h"
#include "pilot-pending-row.h"
#include "pilot-sync-button.h"
#include "pilot-sync-words.h"
#include "ui-fixture.h"

static void
change (UiFixture *fixture, guint n, guint field, const char *value)
{
  g_autofree char *id = ui_agency_id (n);

  pilot_window_show_record (fixture->window, PILOT_ENTITY_AGENCY, id);
  g_assert_true (pilot_detail_page_type (pilot_window_get_detail (fixture->window), field, value));
  g_assert_true (pilot_detail_page_save (pilot_window_get_detail (fixture->window)));
}

static PilotPending *
wait_pending (UiFixture *fixture, PilotPendingState state)
{
  GListModel *outbox = pilot_workspace_get_outbox (ui_workspace (fixture));
  PilotPending *pending = NULL;

  PILOT_TEST_WAIT_UNTIL (({
    g_clear_object (&pending);
    pending = g_list_model_get_item (outbox, 0);
    pending != NULL && pilot_pending_get (pending)->state == state;
  }));
  return pending;
}

/* A check mark says that nothing is left to do. */
static void
test_check_mark (UiFixture *fixture, gconstpointer data)
{
  static const struct
  {
    PilotSyncFacts facts;
    gboolean check_mark;
  } cases[] = {
    { { .state = PILOT_SYNC_IDLE, .last_sync_unix_usec = 1 }, TRUE },
    { { .state = PILOT_SYNC_IDLE }, FALSE },
    { { .state = PILOT_SYNC_IDLE, .reads = TRUE }, FALSE },
    { { .state = PILOT_SYNC_IDLE, .last_sync_unix_usec = 1, .waiting = 2 }, FALSE },
    { { .state = PILOT_SYNC_IDLE, .last_sync_unix_usec = 1, .conflicts = 1 }, FALSE },
    { { .state = PILOT_SYNC_IDLE, .last_sync_unix_usec = 1, .blocked = 1 }, FALSE },
    { { .state = PILOT_SYNC_OFFLINE, .last_sync_unix_usec = 1 }, FALSE },
    { { .state = PILOT_SYNC_IDLE, .reads = TRUE, .last_sync_unix_usec = 1, .noticed = TRUE }, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *heading = pilot_sync_words_dup_heading (&cases[i].facts);

      g_test_message ("case %u: %s", i, heading);
      g_assert_true (g_str_equal (pilot_sync_words_get_icon (&cases[i].facts), "emblem-ok-symbolic") == cases[i].check_mark);
      g_assert_true (g_str_equal (heading, "Up to date") == cases[i].check_mark);
      g_assert_true (g_str_equal (heading, "Files are read wrongly") == cases[i].facts.noticed);
    }
}

/* Who waits for the portal is told that nothing is left for him to do, and only he. */
static void
test_tried_again (void)
{
  g_autofree char *offline = pilot_sync_words_dup_message (&(PilotSyncFacts) { .state = PILOT_SYNC_OFFLINE }, "Nothing answers.");
  g_autofree char *stopped = pilot_sync_words_dup_message (&(PilotSyncFacts) { .state = PILOT_SYNC_FAILED }, "Another company answers.");
  g_autofree char *silent = pilot_sync_words_dup_message (&(PilotSyncFacts) { .state = PILOT_SYNC_OFFLINE }, NULL);

  g_assert_cmpstr (offline, ==, "Nothing answers.\nIt is tried again by itself.");
  g_assert_cmpstr (stopped, ==, "Another company answers.");
  g_assert_null (silent);
}

static void
test_offline (UiFixture *fixture, gconstpointer data)
{
  pilot_fake_connection_fail (fixture->connection, PILOT_FAKE_PUSH, 0, G_MAXUINT, PILOT_ERROR_OFFLINE, FALSE);
  pilot_fake_connection_fail (fixture->connection, PILOT_FAKE_PULL, 0, G_MAXUINT, PILOT_ERROR_OFFLINE, FALSE);
  change (fixture, 2, PILOT_AGENCY_CITY, "Sligo");
  PILOT_TEST_WAIT_UNTIL (ui_number (fixture, "n-waiting") == 1);
  PILOT_TEST_WAIT_UNTIL (pilot_workspace_get_sync_state (ui_workspace (fixture)) == PILOT_SYNC_OFFLINE);
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_window_get_sync_text (fixture->window), "Offline, 1 waiting") == 0);
  pilot_window_show_page (fixture->window, "activity");
  PILOT_TEST_WAIT_UNTIL (ui_find (GTK_WIDGET (fixture->window), PILOT_TYPE_PENDING_ROW) != NULL);
}

static void
find_text_cb (GtkWidget *widget, gpointer user_data)
{
  const char **text = user_data;

  if (GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text[0]) == 0)
    text[1] = text[0];
}

/* The answer was lost: it is not being sent while nothing answers. */
static void
test_sent_before (UiFixture *fixture, gconstpointer data)
{
  const char *text[2] = { "Waiting, sent before", NULL };
  g_autoptr (PilotPending) pending = NULL;

  pilot_fake_connection_fail (fixture->connection, PILOT_FAKE_PUSH, 0, G_MAXUINT, PILOT_ERROR_OFFLINE, FALSE);
  change (fixture, 2, PILOT_AGENCY_CITY, "Sligo");
  /* A client that is not in step looks before it sends: so it must be able to. */
  pending = wait_pending (fixture, PILOT_PENDING_SENDING);
  pilot_fake_connection_fail (fixture->connection, PILOT_FAKE_PULL, 0, G_MAXUINT, PILOT_ERROR_OFFLINE, FALSE);
  PILOT_TEST_WAIT_UNTIL (pilot_workspace_get_sync_state (ui_workspace (fixture)) == PILOT_SYNC_OFFLINE);
  pilot_window_show_page (fixture->window, "activity");
  PILOT_TEST_WAIT_UNTIL ((ui_walk (GTK_WIDGET (fixture->window), find_text_cb, text), text[1] != NULL));
}

/* Both sides write the same field while the connection is cut. */
static PilotPending *
make_conflict (UiFixture *fixture)
{
  g_autoptr (PilotRecord) theirs = pilot_record_new (PILOT_ENTITY_AGENCY);
  g_autofree char *id = ui_agency_id (2);

  pilot_fake_connection_fail (fixture->connection, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_OFFLINE, FALSE);
  pilot_record_set_text (theirs, PILOT_FIELD_ID, id);
  pilot_record_set_text (theirs, PILOT_AGENCY_CITY, "Theirs");
  pilot_record_set_text (theirs, PILOT_AGENCY_PHONE, "+353 1 555 0109");
  change (fixture, 2, PILOT_AGENCY_CITY, "Mine");
  PILOT_TEST_WAIT_UNTIL (ui_number (fixture, "n-waiting") == 1);
  pilot_fake_connection_put (fixture->connection, theirs);
  pilot_workspace_sync_now (ui_workspace (fixture));
  return wait_pending (fixture, PILOT_PENDING_CONFLICT);
}

static gboolean
portal_has_city (UiFixture *fixture, const char *city)
{
  g_autofree char *id = ui_agency_id (2);
  g_autoptr (PilotRecord) record = pilot_fake_connection_get (fixture->connection, PILOT_ENTITY_AGENCY, id);

  /* The field that only they changed stays theirs, whoever wins the other. */
  return g_strcmp0 (pilot_record_get_text (record, PILOT_AGENCY_CITY), city) == 0
         && g_strcmp0 (pilot_record_get_text (record, PILOT_AGENCY_PHONE), "+353 1 555 0109") == 0;
}

static void
answer (UiFixture *fixture, PilotPending *pending, gboolean mine)
{
  PilotConflictDialog *dialog = PILOT_CONFLICT_DIALOG (pilot_conflict_dialog_new (fixture->context, pending));
  gpointer alive = dialog;

  g_object_add_weak_pointer (G_OBJECT (dialog), &alive);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (fixture->window));
  gtk_window_present (GTK_WINDOW (dialog));
  g_assert_cmpuint (pilot_conflict_dialog_get_n_fields (dialog), ==, 1);
  /* The number follows the list a moment later. */
  PILOT_TEST_WAIT_UNTIL (ui_number (fixture, "n-conflicts") == 1);
  /* Without a choice there is nothing to apply. */
  pilot_conflict_dialog_apply (dialog);
  g_assert_cmpuint (ui_number (fixture, "n-conflicts"), ==, 1);
  pilot_conflict_dialog_choose (dialog, 0, mine);
  pilot_conflict_dialog_apply (dialog);
  PILOT_TEST_WAIT_UNTIL (alive == NULL);
  PILOT_TEST_WAIT_UNTIL (ui_number (fixture, "n-conflicts") == 0 && ui_number (fixture, "n-waiting") == 0);
}

static void
resolve (UiFixture *fixture, gboolean mine)
{
  g_autoptr (PilotPending) pending = make_conflict (fixture);

  answer (fixture, pending, mine);
}

static void
test_mine (UiFixture *fixture, gconstpointer data)
{
  resolve (fixture, TRUE);
  PILOT_TEST_WAIT_UNTIL (portal_has_city (fixture, "Mine"));
}

static void
test_theirs (UiFixture *fixture, gconstpointer data)
{
  g_autofree char *id = ui_agency_id (2);
  g_autoptr (PilotRecord) record = NULL;

  resolve (fixture, FALSE);
  g_assert_true (portal_has_city (fixture, "Theirs"));
  record = pilot_workspace_get_record (ui_workspace (fixture), PILOT_ENTITY_AGENCY, id);
  g_assert_cmpstr (pilot_record_get_text (record, PILOT_AGENCY_CITY), ==, "Theirs");
}

/* What only I changed is not asked for, and stays whoever wins the other. */
static void
test_unasked (UiFixture *fixture, gconstpointer data)
{
  g_autofree char *id = ui_agency_id (2);
  g_autoptr (PilotRecord) theirs = pilot_record_new (PILOT_ENTITY_AGENCY);
  g_autoptr (PilotRecord) record = NULL;
  g_autoptr (PilotPending) pending = NULL;
  const char *text[2] = { "Only you changed, and it stays as you have it: Region", NULL };
  PilotDetailPage *detail = pilot_window_get_detail (fixture->window);
  GtkWidget *dialog;

  pilot_fake_connection_fail (fixture->connection, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_OFFLINE, FALSE);
  pilot_window_show_record (fixture->window, PILOT_ENTITY_AGENCY, id);
  g_assert_true (pilot_detail_page_type (detail, PILOT_AGENCY_CITY, "Mine"));
  g_assert_true (pilot_detail_page_type (detail, PILOT_AGENCY_REGION, "Only mine"));
  g_assert_true (pilot_detail_page_save (detail));
  PILOT_TEST_WAIT_UNTIL (ui_number (fixture, "n-waiting") == 1);
  pilot_record_set_text (theirs, PILOT_FIELD_ID, id);
  pilot_record_set_text (theirs, PILOT_AGENCY_CITY, "Theirs");
  pilot_fake_connection_put (fixture->connection, theirs);
  pilot_workspace_sync_now (ui_workspace (fixture));
  pending = wait_pending (fixture, PILOT_PENDING_CONFLICT);
  /* It is told of. */
  dialog = pilot_conflict_dialog_new (fixture->context, pending);
  gtk_window_present (GTK_WINDOW (dialog));
  PILOT_TEST_WAIT_UNTIL ((ui_walk (dialog, find_text_cb, text), text[1] != NULL));
  gtk_window_destroy (GTK_WINDOW (dialog));
  answer (fixture, pending, FALSE);
  PILOT_TEST_WAIT_UNTIL (({
    g_clear_pointer (&record, pilot_record_unref);
    record = pilot_fake_connection_get (fixture->connection, PILOT_ENTITY_AGENCY, id);
    g_strcmp0 (pilot_record_get_text (record, PILOT_AGENCY_REGION), "Only mine") == 0;
  }));
  g_assert_cmpstr (pilot_record_get_text (record, PILOT_AGENCY_CITY), ==, "Theirs");
}

static void
test_deleted_there (UiFixture *fixture, gconstpointer data)
{
  g_autofree char *id = ui_agency_id (2);
  g_autoptr (PilotRecord) record = NULL;
  g_autoptr (PilotPending) pending = NULL;

  pilot_fake_connection_fail (fixture->connection, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_OFFLINE, FALSE);
  change (fixture, 2, PILOT_AGENCY_CITY, "Mine");
  PILOT_TEST_WAIT_UNTIL (ui_number (fixture, "n-waiting") == 1);
  pilot_fake_connection_delete (fixture->connection, PILOT_ENTITY_AGENCY, id);
  pilot_workspace_sync_now (ui_workspace (fixture));
  pending = wait_pending (fixture, PILOT_PENDING_CONFLICT);
  answer (fixture, pending, TRUE);
  PILOT_TEST_WAIT_UNTIL ((record = pilot_fake_connection_get (fixture->connection, PILOT_ENTITY_AGENCY, id)) != NULL);
  g_assert_cmpstr (pilot_record_get_text (record, PILOT_AGENCY_CITY), ==, "Mine");
  g_assert_cmpstr (pilot_record_get_text (record, PILOT_AGENCY_NAME), ==, "Agency C");
}

static void
test_deleted_here (UiFixture *fixture, gconstpointer data)
{
  g_autofree char *id = ui_agency_id (2);
  g_autofree char *recruiter = g_strdup_printf ("%08x-0000-4000-8000-%012x", PILOT_ENTITY_RECRUITER, 2);
  g_autofree char *candidate = g_strdup_printf ("%08x-0000-4000-8000-%012x", PILOT_ENTITY_CANDIDATE, 2);
  g_autoptr (PilotRecord) theirs = pilot_record_new (PILOT_ENTITY_AGENCY);
  g_autoptr (PilotRecord) record = NULL;
  g_autoptr (PilotPending) pending = NULL;

  /* Nothing may refer to it. */
  pilot_fake_connection_delete (fixture->connection, PILOT_ENTITY_CANDIDATE, candidate);
  pilot_fake_connection_delete (fixture->connection, PILOT_ENTITY_RECRUITER, recruiter);
  pilot_workspace_sync_now (ui_workspace (fixture));
  PILOT_TEST_WAIT_UNTIL (pilot_workspace_count (ui_workspace (fixture), PILOT_ENTITY_RECRUITER, PILOT_RECRUITER_AGENCY_ID, id) == 0
                         && pilot_workspace_count (ui_workspace (fixture), PILOT_ENTITY_CANDIDATE, PILOT_CANDIDATE_AGENCY_ID, id) == 0);
  pilot_fake_connection_fail (fixture->connection, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_OFFLINE, FALSE);
  pilot_window_show_record (fixture->window, PILOT_ENTITY_AGENCY, id);
  gtk_widget_activate_action (GTK_WIDGET (pilot_window_get_detail (fixture->window)), "detail.delete", NULL);
  PILOT_TEST_WAIT_UNTIL (ui_number (fixture, "n-waiting") == 1);
  pilot_record_set_text (theirs, PILOT_FIELD_ID, id);
  pilot_record_set_text (theirs, PILOT_AGENCY_CITY, "Theirs");
  pilot_fake_connection_put (fixture->connection, theirs);
  pilot_workspace_sync_now (ui_workspace (fixture));
  pending = wait_pending (fixture, PILOT_PENDING_CONFLICT);
  answer (fixture, pending, FALSE);
  PILOT_TEST_WAIT_UNTIL (({
    g_clear_pointer (&record, pilot_record_unref);
    (record = pilot_workspace_get_record (ui_workspace (fixture), PILOT_ENTITY_AGENCY, id)) != NULL;
  }));
  g_assert_cmpstr (pilot_record_get_text (record, PILOT_AGENCY_CITY), ==, "Theirs");
}

/* What the sync popover says first, and which of its buttons it offers. */
static void
assert_popover (UiFixture *fixture, const char *heading, const char *primary, const char *other)
{
  GtkWidget *button = ui_find (GTK_WIDGET (fixture->window), PILOT_TYPE_SYNC_BUTTON);
  GType type = PILOT_TYPE_SYNC_BUTTON;

  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (gtk_widget_get_template_child (button, type, "state_label"))), ==, heading);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (gtk_widget_get_template_child (button, type, primary)), "suggested-action"));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (gtk_widget_get_template_child (button, type, other)), "suggested-action"));
}

static void
test_refused (UiFixture *fixture, gconstpointer data)
{
  g_autoptr (PilotPending) pending = NULL;

  pilot_fake_connection_fail (fixture->connection, PILOT_FAKE_PUSH, 0, 1, PILOT_ERROR_REJECTED, FALSE);
  change (fixture, 2, PILOT_AGENCY_CITY, "Refused");
  pending = wait_pending (fixture, PILOT_PENDING_BLOCKED);
  PILOT_TEST_WAIT_UNTIL (g_strcmp0 (pilot_window_get_sync_text (fixture->window), "1 to resolve") == 0);
  assert_popover (fixture, "1 change was refused", "show_button", "sync_button");
  pilot_workspace_retry (ui_workspace (fixture), pilot_pending_get (pending)->seq);
  PILOT_TEST_WAIT_UNTIL (g_list_model_get_n_items (pilot_workspace_get_outbox (ui_workspace (fixture))) == 0);
}

typedef struct
{
  const char *text;
  gboolean found;
} Sought;

static void
seek_cb (GtkWidget *widget, gpointer user_data)
{
  Sought *sought = user_data;

  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), sought->text))
    sought->found = TRUE;
}

static gboolean
is_shown (UiFixture *fixture, const char *text)
{
  Sought sought = { text, FALSE };

  ui_walk (GTK_WIDGET (fixture->window), seek_cb, &sought);
  return sought.found;
}

/* Nothing failed, but what is seen is not what the files say. */
static void
test_notice (UiFixture *fixture, gconstpointer data)
{
  GtkWidget *button = ui_find (GTK_WIDGET (fixture->window), PILOT_TYPE_SYNC_BUTTON);
  GObject *label = gtk_widget_get_template_child (button, PILOT_TYPE_SYNC_BUTTON, "message_label");

  pilot_window_show_page (fixture->window, "overview");
  ui_wait_idle ();
  g_assert_false (is_shown (fixture, "A file is odd."));
  pilot_fake_connection_set_notice (fixture->connection, "A file is odd.");
  pilot_workspace_sync_now (ui_workspace (fixture));
  PILOT_TEST_WAIT_UNTIL (is_shown (fixture, "A file is odd."));
  pilot_sync_button_get_text (PILOT_SYNC_BUTTON (button));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, "A file is odd.");
  pilot_fake_connection_set_notice (fixture->connection, NULL);
  pilot_workspace_sync_now (ui_workspace (fixture));
  PILOT_TEST_WAIT_UNTIL (!is_shown (fixture, "A file is odd."));
}

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);
#define ADD(path, func) g_test_add (path, UiFixture, NULL, ui_fixture_set_up_open, func, ui_fixture_tear_down)
  g_test_add_func ("/ui/activity/what comes right by itself is told so", test_tried_again);
  g_test_add ("/ui/activity/only what is up to date has a check mark", UiFixture, NULL, ui_fixture_set_up, test_check_mark,
              ui_fixture_tear_down);
  ADD ("/ui/activity/a change made offline is listed and counted", test_offline);
  ADD ("/ui/activity/what was sent without an answer waits again", test_sent_before);
  ADD ("/ui/activity/a conflict is resolved with mine", test_mine);
  ADD ("/ui/activity/a conflict is resolved with theirs", test_theirs);
  ADD ("/ui/activity/what only one changed is not asked for", test_unasked);
  ADD ("/ui/activity/what was deleted there can be brought back", test_deleted_there);
  ADD ("/ui/activity/what was deleted here can be kept as they changed it", test_deleted_here);
  ADD ("/ui/activity/a refused change can be sent again", test_refused);
  ADD ("/ui/activity/what is wrong with what was read is told", test_notice);
  return g_test_run ();
}
